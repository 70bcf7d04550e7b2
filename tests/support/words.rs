//! The words of a source and of the pages made of it, counted by other means than the reader's.

use std::collections::BTreeMap;
use std::ops::Range;

use prepbook::markup::{Token, decode, tokens};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use unicode_normalization::char::is_combining_mark;

/// How often each word stands somewhere.
pub type Words = BTreeMap<String, usize>;

/// The words of a piece of text: runs of letters and digits; where scripts set no spaces, letters.
pub fn words(text: &str) -> Vec<String> {
    placed(text).into_iter().map(|(word, _)| word).collect()
}

/// The words with their places.
fn placed(text: &str) -> Vec<(String, usize)> {
    let mut words: Vec<(String, usize)> = Vec::new();
    let mut open = false;
    for (place, character) in text.char_indices() {
        let single = ('\u{2e80}'..'\u{e000}').contains(&character);
        let letter = character.is_alphanumeric();
        if letter || (open && is_combining_mark(character)) {
            if !open || single {
                words.push((String::new(), place));
            }
            if let Some((word, _)) = words.last_mut() {
                word.extend(character.to_lowercase());
            }
        }
        open = !single && (letter || (open && is_combining_mark(character)));
    }
    for (word, _) in &mut words {
        // What the interface says for it.
        if word == "min" {
            "minutes".clone_into(word);
        }
    }
    words
}

/// Words that stand one behind the other.
#[derive(Debug)]
pub struct Run {
    /// Up to three of them: in a long text most single words stand often.
    pub words: String,
    /// Where the first stands.
    pub place: usize,
    /// The whole text between two marks of Markdown that they are part of.
    pub text: String,
}

fn runs(words: &[(String, usize)], text: &str) -> Vec<Run> {
    let length = words.len().clamp(1, 3);
    words
        .windows(length)
        .map(|window| {
            let words: Vec<&str> = window.iter().map(|(word, _)| word.as_str()).collect();
            Run {
                words: words.join(" "),
                place: window[0].1,
                text: text.to_owned(),
            }
        })
        .collect()
}

/// Every word of a text as plain CommonMark has them, with its place. Addresses, comments, and
/// what `left_out` covers are no words of it.
pub fn of_source(text: &str, from: usize, left_out: &[Range<usize>]) -> Vec<Run> {
    let mut left_out = left_out.to_vec();
    left_out.sort_by_key(|range| range.start);
    let is_out = |place: usize| {
        let behind = left_out.partition_point(|range| range.start <= place);
        left_out[..behind]
            .iter()
            .rev()
            .take(8)
            .any(|range| range.contains(&place))
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    let mut found = Vec::new();
    let mut html = String::new();
    let mut html_from = 0;
    let mut add = |piece: &str, place: usize| {
        let verbatim = text[place..].starts_with(piece);
        let at = |offset: usize| place + if verbatim { offset } else { 0 };
        let placed = placed(piece).into_iter();
        let placed = placed.map(|(word, offset)| (word, at(offset)));
        let mut run = Vec::new();
        for (word, place) in placed {
            if is_out(place) {
                found.extend(runs(&run, piece));
                run.clear();
            } else {
                run.push((word, place));
            }
        }
        found.extend(runs(&run, piece));
    };
    for (event, range) in Parser::new_ext(&text[from..], options).into_offset_iter() {
        let place = from + range.start;
        match event {
            Event::Start(Tag::HtmlBlock) => {
                html.clear();
                html_from = place;
            }
            Event::Html(piece) => html.push_str(&piece),
            Event::End(TagEnd::HtmlBlock) => {
                for token in tokens(&html) {
                    match token {
                        Token::Text(text) => add(&decode(text), html_from),
                        Token::Verbatim(text) => add(text, html_from),
                        Token::Comment | Token::Start(_) | Token::End(..) => {}
                    }
                }
            }
            Event::Text(text) | Event::Code(text) => add(&text, place),
            _ => {}
        }
    }
    found
}

/// Counts the words of a page: its text, and what its attributes say to readers.
pub fn count_page(html: &str, counted: &mut Words) {
    let start = html.find("<main").unwrap_or(0);
    let end = html.rfind("</main>").unwrap_or(html.len());
    let mut text = String::new();
    for token in tokens(&html[start..end]) {
        match token {
            Token::Text(piece) => text.push_str(&decode(piece)),
            Token::Verbatim(piece) => text.push_str(piece),
            Token::Comment => {}
            // Colours may part a word.
            Token::Start(tag) if tag.name == "span" && tag.attribute("aria-label").is_none() => {}
            Token::End("span", _) => {}
            Token::Start(tag) => {
                text.push(' ');
                for name in ["alt", "title", "aria-label", "value", "data-name"] {
                    text.push_str(tag.attribute(name).unwrap_or_default());
                    text.push(' ');
                }
            }
            Token::End(..) => text.push(' '),
        }
    }
    let words = words(&text);
    for length in 1..=3 {
        for window in words.windows(length) {
            *counted.entry(window.join(" ")).or_default() += 1;
        }
    }
}

//! Running text to Markdown, with as few backslashes as it takes.
//!
//! A run is first written without any that is not certainly needed, and read back; only when that
//! gives something else it is written again with more of them.

use super::same;
use super::starts::{formula, heading_end, lines};
use crate::model::{Inline, InlineKind, WikiLink};

/// How much is escaped, and what marks emphasis.
#[derive(Clone, Copy)]
struct Manner {
    escape: Escape,
    emphasis: char,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Escape {
    /// What would be something else for certain.
    Least,
    /// What may be something else where it stands.
    Careful,
    /// Every sign that can ever mean something.
    All,
}

/// The manners in the order in which they are tried.
const MANNERS: [Manner; 5] = [
    Manner {
        escape: Escape::Least,
        emphasis: '*',
    },
    Manner {
        escape: Escape::Careful,
        emphasis: '*',
    },
    Manner {
        escape: Escape::Careful,
        emphasis: '_',
    },
    Manner {
        escape: Escape::All,
        emphasis: '*',
    },
    Manner {
        escape: Escape::All,
        emphasis: '_',
    },
];

/// Where a run stands, which says what may be in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A paragraph: it may have several lines.
    Paragraph,
    /// A heading, or anything else that is one line.
    Line,
    /// A cell of a table.
    Cell,
}

/// The Markdown of a run.
pub(super) fn text(content: &[Inline], place: Place, math: Option<bool>) -> String {
    let wanted = same::inlines(content);
    let mut written = String::new();
    for manner in MANNERS {
        written = render(content, place, manner);
        if read_back(&written, content, place, math) == Some(&wanted).cloned() {
            return written;
        }
    }
    written
}

/// What a reader would make of it, when it stood by itself.
fn read_back(
    written: &str,
    content: &[Inline],
    place: Place,
    math: Option<bool>,
) -> Option<String> {
    let mut text = match place {
        Place::Paragraph => written.to_owned(),
        Place::Line => format!("# {written}"),
        Place::Cell => format!("| {written} |\n|---|\n"),
    };
    for label in labels(content) {
        text.push_str(&format!("\n\n[^{label}]: x"));
    }
    let blocks = crate::parse::blocks(&text, math);
    same::only_run(&blocks)
}

/// The footnotes that a run refers to.
fn labels(content: &[Inline]) -> Vec<&str> {
    let mut found = Vec::new();
    for inline in content {
        match &inline.kind {
            InlineKind::FootnoteReference { label, .. } => found.push(label.as_str()),
            _ => found.extend(labels(inline.children())),
        }
    }
    found
}

fn render(content: &[Inline], place: Place, manner: Manner) -> String {
    let mut writer = Writer {
        out: String::new(),
        place,
        manner,
        in_link: false,
    };
    writer.run(content);
    let trimmed = writer.out.trim_matches([' ', '\t', '\n']);
    match place {
        Place::Paragraph => lines(trimmed),
        Place::Line => heading_end(trimmed),
        Place::Cell => trimmed.to_owned(),
    }
}

struct Writer {
    out: String,
    place: Place,
    manner: Manner,
    in_link: bool,
}

impl Writer {
    fn run(&mut self, content: &[Inline]) {
        for (index, inline) in content.iter().enumerate() {
            self.inline(inline, content.get(index + 1));
        }
    }

    fn inline(&mut self, inline: &Inline, next: Option<&Inline>) {
        match &inline.kind {
            InlineKind::Text(text) => self.words(text, next),
            InlineKind::Code(code) => self.code(code),
            InlineKind::Emphasis(inner) => {
                let mark = self.manner.emphasis;
                // One directly in another would be strong.
                self.manner.emphasis = if mark == '*' { '_' } else { '*' };
                self.marked(&mark.to_string(), inner);
                self.manner.emphasis = mark;
            }
            InlineKind::Strong(inner) => self.marked("**", inner),
            InlineKind::Strikethrough(inner) => self.marked("~~", inner),
            InlineKind::Link {
                target,
                title,
                content,
            } => self.link(target, title, content, next),
            InlineKind::Image { target, title, alt } => self.image(target, title, alt),
            InlineKind::Math { tex, display } => {
                let mark = if *display { "$$" } else { "$" };
                let tex = match self.place {
                    Place::Cell => tex.replace('|', "\\|"),
                    Place::Line => tex.replace('\n', " "),
                    Place::Paragraph => formula(tex),
                };
                self.out.push_str(mark);
                self.out.push_str(&tex);
                self.out.push_str(mark);
            }
            InlineKind::Html(html) => {
                let html = match self.place {
                    Place::Paragraph => html.clone(),
                    Place::Line => html.replace('\n', " "),
                    Place::Cell => html.replace('\n', " ").replace('|', "\\|"),
                };
                self.out.push_str(&html);
            }
            InlineKind::FootnoteReference { label, .. } => {
                self.out.push_str("[^");
                self.out.push_str(label);
                self.out.push(']');
            }
            InlineKind::SoftBreak => self.line_end(""),
            InlineKind::HardBreak => self.line_end("\\"),
        }
    }

    fn line_end(&mut self, mark: &str) {
        let end = self.out.trim_end_matches(' ').len();
        self.out.truncate(end);
        // A second line end would end the paragraph.
        if self.place == Place::Paragraph && (end == 0 || self.out.ends_with('\n')) {
            return;
        }
        // A backslash that was a word would be the end of a line.
        let slashes = end - self.out.trim_end_matches('\\').len();
        if slashes % 2 == 1 {
            self.out.push('\\');
        }
        match (self.place, mark) {
            (Place::Paragraph, mark) => {
                self.out.push_str(mark);
                self.out.push('\n');
            }
            (_, "") => self.out.push(' '),
            _ => self.out.push_str("<br>"),
        }
    }

    fn words(&mut self, text: &str, next: Option<&Inline>) {
        let characters: Vec<char> = text.chars().collect();
        for (at, character) in characters.iter().copied().enumerate() {
            let before = match at.checked_sub(1) {
                Some(at) => Some(characters[at]),
                None => self.out.chars().next_back(),
            };
            let after = characters.get(at + 1).copied();
            let character = if character == '\n' { ' ' } else { character };
            let image = character == '!'
                && after.is_none()
                && next.is_some_and(|next| matches!(next.kind, InlineKind::Link { .. }));
            if image || self.escapes(character, before, after, &characters) {
                self.out.push('\\');
            }
            self.out.push(character);
        }
    }

    fn escapes(
        &self,
        character: char,
        before: Option<char>,
        after: Option<char>,
        all: &[char],
    ) -> bool {
        if !character.is_ascii_punctuation() {
            return false;
        }
        if self.place == Place::Cell && character == '|' {
            return true;
        }
        let space = |side: Option<char>| side.is_none_or(char::is_whitespace);
        let word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let meant = match character {
            '\\' => {
                return after.is_none_or(|after| after.is_ascii_punctuation() || after == '\n');
            }
            '[' | ']' if self.in_link => return true,
            '*' => !(space(before) && space(after)),
            '_' => !(space(before) && space(after) || word(before) && word(after)),
            '`' => true,
            '~' => all.iter().filter(|other| **other == '~').count() > 1,
            '<' => after.is_some_and(|after| {
                after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?')
            }),
            '&' => after.is_some_and(|after| after.is_ascii_alphanumeric() || after == '#'),
            '$' => true,
            '[' | ']' => true,
            _ => false,
        };
        match self.manner.escape {
            Escape::Least => false,
            Escape::Careful => meant,
            Escape::All => {
                meant
                    || matches!(
                        character,
                        '*' | '_' | '~' | '<' | '>' | '&' | '!' | '|' | ':'
                    )
            }
        }
    }

    fn code(&mut self, code: &str) {
        let longest = longest_run(code, '`');
        let mark = "`".repeat(
            (1..)
                .find(|length| !has_run(code, *length))
                .unwrap_or(longest + 1),
        );
        let code = match self.place {
            Place::Cell => code.replace('|', "\\|"),
            _ => code.to_owned(),
        };
        let pad = code.starts_with('`')
            || code.ends_with('`')
            || (code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty());
        let pad = if pad { " " } else { "" };
        self.out.push_str(&format!("{mark}{pad}{code}{pad}{mark}"));
    }

    /// White space at the ends stands outside of the marks, where they work.
    fn marked(&mut self, mark: &str, inner: &[Inline]) {
        let outside = std::mem::take(&mut self.out);
        self.run(inner);
        let words = std::mem::replace(&mut self.out, outside);
        let trimmed = words.trim();
        if trimmed.is_empty() {
            self.out.push_str(&words);
            return;
        }
        let start = words.len() - words.trim_start().len();
        self.out.push_str(&words[..start]);
        self.out.push_str(mark);
        self.out.push_str(trimmed);
        self.out.push_str(mark);
        self.out.push_str(&words[start + trimmed.len()..]);
    }

    fn link(&mut self, target: &str, title: &str, content: &[Inline], next: Option<&Inline>) {
        if let Some(wiki) = WikiLink::of_target(target) {
            self.wiki(wiki, content);
            return;
        }
        if let [
            Inline {
                kind: InlineKind::Text(words),
                ..
            },
        ] = content
            && words == target
            && title.is_empty()
            && (target.starts_with("https://") || target.starts_with("http://"))
            && !target.contains(['<', '>', ' ', '\\'])
        {
            let apart = !self.out.ends_with(char::is_alphanumeric);
            let plain = apart && is_plain_address(target, next);
            if self.manner.escape == Escape::Least || plain {
                self.out.push_str(target);
            } else {
                self.out.push_str(&format!("<{target}>"));
            }
            return;
        }
        self.out.push('[');
        let was = std::mem::replace(&mut self.in_link, true);
        self.run(content);
        self.in_link = was;
        self.out
            .push_str(&format!("]({})", self.address(target, title)));
    }

    fn image(&mut self, target: &str, title: &str, alt: &[Inline]) {
        if let Some(wiki) = WikiLink::of_target(target) {
            self.wiki(wiki, alt);
            return;
        }
        self.out.push_str("![");
        let was = std::mem::replace(&mut self.in_link, true);
        self.run(alt);
        self.in_link = was;
        self.out
            .push_str(&format!("]({})", self.address(target, title)));
    }

    fn wiki(&mut self, wiki: WikiLink<'_>, content: &[Inline]) {
        let bar = if self.place == Place::Cell {
            "\\|"
        } else {
            "|"
        };
        self.out.push_str(if wiki.embedded { "![[" } else { "[[" });
        if wiki.worded || content.is_empty() {
            self.out.push_str(wiki.name);
        }
        if wiki.worded {
            self.out.push_str(bar);
        }
        self.run(content);
        self.out.push_str("]]");
    }

    fn address(&self, target: &str, title: &str) -> String {
        let mut depth = 0_i32;
        let mut balanced = true;
        for character in target.chars() {
            match character {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            balanced &= depth >= 0;
        }
        let awkward = target.is_empty()
            || !balanced
            || depth != 0
            || target.starts_with('<')
            || target.contains(|character: char| character == ' ' || character.is_control());
        let mut written = String::new();
        let characters: Vec<char> = target.chars().collect();
        for (at, character) in characters.iter().copied().enumerate() {
            let after = characters.get(at + 1);
            let escape = match character {
                '\\' => after.is_none_or(char::is_ascii_punctuation),
                '<' | '>' => awkward,
                '&' => is_entity(&characters[at..]),
                '|' => self.place == Place::Cell,
                '*' | '_' => self.manner.escape == Escape::All,
                _ => false,
            };
            if escape {
                written.push('\\');
            }
            written.push(if character.is_control() {
                ' '
            } else {
                character
            });
        }
        if awkward {
            written = format!("<{written}>");
        }
        if !title.is_empty() {
            let title = title
                .replace('\\', "\\\\")
                .replace('"', "\\\"")
                .replace('\n', " ");
            let title = match self.place {
                Place::Cell => title.replace('|', "\\|"),
                _ => title,
            };
            written.push_str(&format!(" \"{title}\""));
        }
        written
    }
}

/// Whether a bare address is sure to end where it ends.
fn is_plain_address(target: &str, next: Option<&Inline>) -> bool {
    let ends = match next.map(|next| &next.kind) {
        None | Some(InlineKind::SoftBreak | InlineKind::HardBreak) => true,
        Some(InlineKind::Text(text)) => text.starts_with([' ', ',', ';', ')']),
        _ => false,
    };
    ends && !target.contains(['*', '_', '~', '$', '[', ']', '`', '&'])
        && !target.ends_with(|last: char| last.is_ascii_punctuation() && last != '/')
}

/// `&name;` or `&#12;` at the start.
fn is_entity(characters: &[char]) -> bool {
    let end = characters
        .iter()
        .take(34)
        .position(|character| *character == ';');
    end.is_some_and(|end| {
        end > 1
            && characters[1..end]
                .iter()
                .all(|character| character.is_ascii_alphanumeric() || *character == '#')
    })
}

fn longest_run(text: &str, mark: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for character in text.chars() {
        run = if character == mark { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

fn has_run(text: &str, length: usize) -> bool {
    text.split(|character| character != '`')
        .any(|run| run.len() == length)
}

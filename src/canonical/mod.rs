//! Documents in the canonical form: the Markdown that says the same, and that people like to edit.
//!
//! 1. Parts of questions and scenarios are written anew: a heading for each question with its id in
//!    a comment, labels for its parts ([`document`], [`question`]).
//! 2. Prose is written block by block ([`block`]), running text with as few backslashes as it takes
//!    ([`inline`]).
//! 3. What was written is read back and compared ([`compare`]). Front matter settles what the text
//!    alone would leave open ([`front`]), if anything.
//! 4. Everything else (prose, terms, conversations, playbooks) is carried over as it was written,
//!    with its repairs.
//!
//! [`write()`] depends on nothing but the document's model and its front matter, so a document that
//! reads the same is written the same.

mod block;
pub mod compare;
mod document;
mod front;
mod inline;
mod names;
mod question;
mod same;
mod starts;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::model::{Document, Kind};
use crate::parse::{ParseOptions, front_matter_end, is_table, parse, repaired, whole_files};
use crate::source::{SourceFile, Span};

use front::FrontMatter;

/// After so many rounds a text that is still written otherwise stays as it is.
const MOST_ROUNDS: usize = 3;

/// A document as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The text, ending with a line feed.
    pub text: String,
    /// How it came about.
    pub manner: Manner,
    /// Where the document stands that the canonical form would change, if it was not used for that.
    pub differs: Option<Span>,
}

/// How a document was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// In the canonical form.
    Canonical,
    /// As its author wrote it, repairs included: it holds no questions.
    CarriedOver,
    /// As its author wrote it, because the canonical form would have been read otherwise.
    Kept,
}

/// The keys that a text's front matter names, as they are written.
pub fn front_matter(text: &str) -> Vec<String> {
    FrontMatter::of(text).keys()
}

/// Writes a document. `source` is the file that it was read from, `options` are what it was read
/// with; `document` may have other link targets than the file. `changes` are replacements in the
/// source that make the same of a text that is carried over.
pub fn write(
    source: &SourceFile,
    document: &Document,
    options: &ParseOptions,
    changes: &[(Range<usize>, String)],
) -> Written {
    let mut written = write_once(source, document, options, changes);
    // What is read back may be the same to a reader and still be written otherwise.
    for _ in 0..MOST_ROUNDS {
        let file = named_like(source, &written.text);
        let read = parse(&file, options).value;
        let again = write_once(&file, &read, options, &[]);
        if again.text == written.text || difference(source, &again.text, &read, options).is_some() {
            break;
        }
        written = Written {
            differs: written.differs.filter(|_| again.manner == Manner::Kept),
            ..again
        };
    }
    written
}

fn write_once(
    source: &SourceFile,
    document: &Document,
    options: &ParseOptions,
    changes: &[(Range<usize>, String)],
) -> Written {
    let math = document.meta.math.or(options.math);
    let mut front = match is_table(&source.path) {
        true => FrontMatter::default(),
        false => FrontMatter::of(&source.text),
    };
    // What the site settles the file has to say itself: it may be read in another one.
    let own_math = math.filter(|_| document.meta.math.is_none() && source.text.contains('$'));
    if let Some(math) = own_math {
        front = front.with("math", &math.to_string());
    }
    let options = &ParseOptions {
        math: None,
        ..options.clone()
    };
    let body = document::body(document, math);
    let mut differs = None;
    if let Some(body) = &body {
        let kind = match document
            .parts
            .iter()
            .any(|part| part.kind() == Kind::Scenario)
        {
            true => Kind::Scenario,
            false => Kind::Questions,
        };
        let said = front.with("kind", kind.name());
        let settled = said.with("question-level", &body.level.to_string());
        let labelled = settled.with("answers", "labelled");
        for front in [front.clone(), said, settled, labelled] {
            let text = format!("{front}{}", body.text);
            differs = difference(source, &text, document, options);
            if differs.is_none() {
                return Written {
                    text,
                    manner: Manner::Canonical,
                    differs,
                };
            }
        }
    }
    let manner = match body {
        Some(_) => Manner::Kept,
        None => Manner::CarriedOver,
    };
    let mut mended = tidy(repaired(source, changes.to_vec()));
    if own_math.is_some() {
        let end = front_matter_end(&mended);
        mended = format!("{front}{}", mended[end..].trim_start_matches('\n'));
    }
    let is_same = |text: &String| difference(source, text, document, options).is_none();
    let text = match changes.is_empty() {
        // What was repaired once is not always whole.
        true => [mended, tidy(source.text.to_string())]
            .into_iter()
            .find(is_same)
            .unwrap_or_else(|| source.text.to_string()),
        false => mended,
    };
    Written {
        text,
        manner,
        differs,
    }
}

/// The first place of a document that a text makes something else of, whatever stands beside it.
fn difference(
    source: &SourceFile,
    text: &str,
    document: &Document,
    options: &ParseOptions,
) -> Option<Span> {
    let again = named_like(source, text);
    let beside = [true, false].into_iter();
    let beside = beside.filter(|whole| *whole == options.whole_file || may_be_whole(&again));
    beside.into_iter().find_map(|whole_file| {
        let options = ParseOptions {
            whole_file,
            ..options.clone()
        };
        let again = parse(&again, &options).value;
        let (here, _) = compare::difference(document, &again)?;
        Some(here.map_or_else(Span::default, |met| met.span))
    })
}

/// Whether a file can be taken for one question, if those beside it are.
fn may_be_whole(file: &SourceFile) -> bool {
    ["# Why?\n", "# Question\n\n## Why?\n"].iter().any(|text| {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut files = vec![file.clone()];
        files.extend((0..9).map(|number| {
            let path = format!("{folder}/\u{1}{number}.md");
            let path = path.trim_start_matches('/').to_owned();
            SourceFile::new(file.id.clone(), path, text.as_bytes())
        }));
        whole_files(&files).first() == Some(&true)
    })
}

/// A text as a file with the name of another.
fn named_like(source: &SourceFile, text: &str) -> SourceFile {
    let path = match source.path.rsplit_once('.') {
        Some((stem, _)) if is_table(&source.path) => format!("{stem}.md").into(),
        _ => source.path.clone(),
    };
    SourceFile::new(source.id.clone(), path, text.as_bytes())
}

/// Line feeds alone, and one at the end.
fn tidy(text: String) -> String {
    let mut text = text.replace("\r\n", "\n");
    let end = text.trim_end_matches('\n').len();
    text.truncate(end);
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

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
//! [`write`] depends on nothing but the document's model and its front matter, so a document that
//! reads the same is written the same.

mod block;
pub mod compare;
mod document;
mod front;
mod inline;
mod names;
mod question;
pub mod same;

use crate::model::{Document, Kind, Prose};
use crate::parse::{ParseOptions, parse, repaired};
use crate::source::SourceFile;

use front::FrontMatter;

/// A document as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The text, ending with a line feed.
    pub text: String,
    /// How it came about.
    pub manner: Manner,
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

/// Writes a document. `source` is the file that it was read from, `options` are what it was read
/// with; `document` may have other link targets than the file. `changes` are replacements in the
/// source that make the same of a text that is carried over.
pub fn write(
    source: &SourceFile,
    document: &Document,
    options: &ParseOptions,
    changes: &[(std::ops::Range<usize>, String)],
) -> Written {
    let math = document.meta.math.or(options.math);
    let front = FrontMatter::of(&source.text);
    let body = document::body(document, math);
    let asks = body.is_some();
    if let Some(body) = body {
        let kind = match document.parts.iter().any(|part| part.kind() == Kind::Scenario) {
            true => Kind::Scenario,
            false => Kind::Questions,
        };
        for front in [
            front.clone(),
            front.with("kind", kind.name()),
            front
                .with("kind", kind.name())
                .with("question-level", &body.level.to_string()),
        ] {
            let text = format!("{front}{}", body.text);
            if reads_like(source, &text, document, options) {
                return Written {
                    text,
                    manner: Manner::Canonical,
                };
            }
        }
    }
    let manner = if asks { Manner::Kept } else { Manner::CarriedOver };
    let mended = tidy(repaired(source, changes.to_vec()));
    let text = if changes.is_empty() && !reads_like(source, &mended, document, options) {
        tidy(source.text.to_string())
    } else {
        mended
    };
    Written { text, manner }
}

fn reads_like(
    source: &SourceFile,
    text: &str,
    document: &Document,
    options: &ParseOptions,
) -> bool {
    let again = SourceFile::new(source.id.clone(), source.path.clone(), text.as_bytes());
    // What stands beside the file may be written otherwise, too.
    [options.whole_file, !options.whole_file].into_iter().all(|whole_file| {
        let options = ParseOptions {
            whole_file,
            ..options.clone()
        };
        compare::difference(document, &parse(&again, &options).value).is_none()
    })
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

/// Says where the canonical form reads differently.
pub fn why(source: &SourceFile, document: &Document, options: &ParseOptions) -> String {
    let math = document.meta.math.or(options.math);
    let Some(body) = document::body(document, math) else { return String::new() };
    let kind = match document.parts.iter().any(|part| part.kind() == Kind::Scenario) {
        true => Kind::Scenario,
        false => Kind::Questions,
    };
    let front = FrontMatter::of(&source.text).with("kind", kind.name())
                .with("question-level", &body.level.to_string());
    let text = format!("{front}{}", body.text);
    let again = SourceFile::new(source.id.clone(), source.path.clone(), text.as_bytes());
    let again = parse(&again, options).value;
    match compare::difference(document, &again) {
        None => String::new(),
        Some((a, b)) => {
            let place = b.as_ref().map_or(String::new(), |b| format!("{:?}", &text.get(b.span.range()).unwrap_or_default().chars().take(300).collect::<String>()));
            let cut = |m: Option<compare::Met>| m.map(|m| m.what.chars().take(1500).collect::<String>());
            let (a, b) = (cut(a), cut(b));
            // show from first difference
            if let (Some(a), Some(b)) = (&a, &b) {
                let n = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
                let s = n.saturating_sub(60);
                return format!("   A …{:?}\n   B …{:?}\n   text {place}", a.chars().skip(s).take(160).collect::<String>(), b.chars().skip(s).take(160).collect::<String>());
            }
            format!("   A {a:?}\n   B {b:?}")
        }
    }
}

/// The Markdown of prose by itself, with its headings' levels as they are.
pub fn prose(prose: &Prose, math: Option<bool>) -> String {
    let context = block::Context {
        math,
        levels: &[1, 1, 2, 3, 4, 5, 6],
        names: &names::Names::default(),
    };
    block::text(&prose.blocks, context)
}

pub fn forced(source: &SourceFile, document: &Document, options: &ParseOptions) -> String {
    let math = document.meta.math.or(options.math);
    document::body(document, math).map(|b| b.text).unwrap_or_default()
}

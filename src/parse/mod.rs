//! Text to [`Document`]: what a file says, whatever form it is written in.
//!
//! 1. Front matter is read ([`front_matter`]).
//! 2. The lines are looked at ([`lines`]), and what stands in the way of CommonMark is repaired
//!    ([`repair`]): unclosed fences, conversations in square brackets, text out of a PDF.
//! 3. CommonMark runs once over the whole repaired text ([`markdown`]); places lead back to the
//!    author's own text.
//! 4. Footnotes, fragments and links are collected; boilerplate is left out and counted.
//! 5. The headings and what speaks for each being a question make an [`outline`]; [`questions`]
//!    picks the form and the level. What carries questions without a heading ([`carriers`]) is put
//!    on the top level ([`lift`]).
//! 6. The blocks are handed out to parts: questions, scenarios, playbooks, conversations, terms,
//!    prose. What no rule recognises stays prose where it stood.
//!
//! [`parse`] is pure and total: any bytes give a document.

mod anchors;
mod answer_key;
mod asking;
mod attributes;
mod body;
mod boilerplate;
mod carriers;
mod chunks;
mod containers;
mod document;
mod ends;
mod facts;
mod folders;
mod footnotes;
mod forms;
mod front_matter;
mod glossary;
mod label_lines;
mod labels;
mod leading;
mod lift;
mod lines;
mod markdown;
mod markers;
mod minutes;
mod options;
mod outline;
mod parts;
mod playbook;
mod promises;
mod prompt;
mod question_set;
mod questions;
mod repair;
mod scenario;
mod table;
mod template_tags;
#[cfg(test)]
mod testing;
mod tight_lines;
mod titles;
mod transcript;
mod unlabelled;

use std::ops::Range;
use std::sync::Arc;

pub use folders::whole_files;
pub use table::{holds_questions, is_table};

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::model::{AnswersAre, Block, Document, Form, Kind, Meta, Prose};
use crate::source::{DecodeProblem, FileId, SourceFile, Span};

use front_matter::FrontMatter;
use repair::{Edit, Repaired};

/// What the site settles for all its files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ParseOptions {
    /// Whether dollars mark formulas, unless front matter says otherwise; decided case by case
    /// when absent.
    pub math: Option<bool>,
    /// A team's own front matter keys.
    pub extra_keys: Arc<[String]>,
    /// Whether the file lies among files that are one question each ([`whole_files`]).
    pub whole_file: bool,
}

/// Reads a piece of Markdown that is no file: prose, and nothing else. Places count from its
/// start.
pub fn prose(text: &str) -> Prose {
    let nowhere = FileId::new("");
    let blocks = markdown::blocks(&nowhere, text, &[], Some(false), &mut Vec::new());
    Prose::new(blocks)
}

/// Reads a piece of Markdown that is no file, with formulas as `math` says: blocks, and nothing else.
pub fn blocks(text: &str, math: Option<bool>) -> Vec<Block> {
    markdown::blocks(&FileId::new(""), text, &[], math, &mut Vec::new())
}

/// Where the front matter of a text ends, closing line included; 0 when there is none.
pub fn front_matter_end(text: &str) -> usize {
    front_matter::read(&FileId::new(""), text, &[], &mut Vec::new()).end
}

/// The text of a file with everything mended that stands in the way of CommonMark: fences closed,
/// headings and lists made of a PDF's lines. `changes` are made as well.
pub fn repaired(file: &SourceFile, changes: Vec<(Range<usize>, String)>) -> String {
    let mut diagnostics = Vec::new();
    if table::is_table(&file.path)
        && let Some(table) = table::read(&file.id, &file.text, &mut diagnostics)
    {
        let text = Repaired::new(&file.text, table.edits).text;
        let level = table::LEVEL;
        return format!(
            "---\nkind: questions\nquestion-level: {level}\nanswers: labelled\n---\n{text}"
        );
    }
    let front = front_matter::read(&file.id, &file.text, &[], &mut diagnostics);
    let repairs = repairs(file, front.end, &mut diagnostics);
    let changes = changes
        .into_iter()
        .map(|(range, text)| Edit::replace(range, text));
    let edits = changes.chain(repairs.edits).collect();
    Repaired::new(&file.text, edits).text
}

/// The places that [`repaired`] mends, in bytes of the file's text.
pub fn mended(file: &SourceFile) -> Vec<usize> {
    if table::is_table(&file.path) {
        return Vec::new();
    }
    let repairs = repairs(file, front_matter_end(&file.text), &mut Vec::new());
    let mut places: Vec<usize> = repairs.edits.iter().map(|edit| edit.range.start).collect();
    places.sort_unstable();
    places
}

/// What is mended in a file before it is read.
struct Repairs {
    edits: Vec<Edit>,
    /// How many edits make Markdown of plain text.
    plain: usize,
    /// Whether the file is a list of questions in plain text.
    is_plain_text: bool,
}

fn repairs(file: &SourceFile, start: usize, diagnostics: &mut Vec<Diagnostic>) -> Repairs {
    let (mut lines, fences) = lines::scan(&file.text, start);
    let mut edits: Vec<Edit> = template_tags::fences(&file.text, &mut lines, &fences)
        .into_iter()
        .collect();
    edits.extend(containers::edits(&file.text, &lines, &fences));
    close_fences(file, &lines, &fences, &mut edits, diagnostics);
    edits.extend(forms::turns::escape_brackets(&file.text, &lines));
    edits.extend(tight_lines::edits(&file.text, &lines));
    let plain_text = forms::plain_text::recognise(&file.text, &lines);
    let plain = plain_text.as_ref().map_or(0, |found| found.edits.len());
    let is_plain_text = plain_text.is_some_and(|found| {
        edits.extend(found.edits);
        found.questions > 0
    });
    Repairs {
        edits,
        plain,
        is_plain_text,
    }
}

/// Reads a file.
pub fn parse(file: &SourceFile, options: &ParseOptions) -> Checked<Document> {
    let mut diagnostics = Vec::new();
    encoding(file, &mut diagnostics);
    if table::is_table(&file.path)
        && let Some(table) = table::read(&file.id, &file.text, &mut diagnostics)
    {
        let document = of_table(file, table, options, &mut diagnostics);
        return Checked::new(document, diagnostics);
    }
    let front = front_matter::read(&file.id, &file.text, &options.extra_keys, &mut diagnostics);
    let repairs = repairs(file, front.end, &mut diagnostics);
    let mut edits = vec![Edit::replace(0..front.end, String::new())];
    edits.extend(repairs.edits);
    let math = front.meta.math.or(options.math);
    let blocks = markdown::blocks(&file.id, &file.text, &edits, math, &mut diagnostics);
    let document = document::build(
        file,
        front,
        blocks,
        document::Before {
            plain_text: repairs.is_plain_text,
            repairs: u32::try_from(repairs.plain).unwrap_or(u32::MAX),
            whole_file: options.whole_file,
        },
        &mut diagnostics,
    );
    Checked::new(document, diagnostics)
}

/// The document of a table of questions.
fn of_table(
    file: &SourceFile,
    table: table::Table,
    options: &ParseOptions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Document {
    let front = FrontMatter {
        meta: Meta {
            kind: Some(Kind::Questions),
            question_level: Some(table::LEVEL),
            answers: Some(AnswersAre::Labelled),
            ..Meta::default()
        },
        ..FrontMatter::default()
    };
    let blocks = markdown::blocks(
        &file.id,
        &file.text,
        &table.edits,
        options.math,
        diagnostics,
    );
    let mut document = document::build(
        file,
        front,
        blocks,
        document::Before::default(),
        diagnostics,
    );
    document.meta = Meta::default();
    document.reading.form = Form::Table;
    document.reading.level = "row".to_owned();
    document.reading.why = format!("a header with the columns {}", table.columns.join(", "));
    document
}

fn encoding(file: &SourceFile, diagnostics: &mut Vec<Diagnostic>) {
    for note in &file.notes {
        let (message, help) = match note.problem {
            // UTF-16 is read without loss; nobody has to do anything about it.
            DecodeProblem::Utf16 => continue,
            DecodeProblem::InvalidBytes => (
                match note.count {
                    1 => "a byte that is no UTF-8 was replaced".to_owned(),
                    number => format!("bytes that are no UTF-8 were replaced in {number} places"),
                },
                "save the file as UTF-8",
            ),
            DecodeProblem::Nul => (
                match note.count {
                    1 => "a NUL character was replaced".to_owned(),
                    number => format!("{number} NUL characters were replaced"),
                },
                "save the file as plain text",
            ),
        };
        let width = char::REPLACEMENT_CHARACTER.len_utf8();
        let end = (note.offset + width).min(file.text.len());
        diagnostics.push(
            Diagnostic::new(
                Code::InvalidEncoding,
                &file.id,
                Span::new(note.offset, end),
                message,
            )
            .help(help),
        );
    }
}

/// Closes fences that nobody closed, where the code probably ends.
fn close_fences(
    file: &SourceFile,
    lines: &[lines::Line],
    fences: &[lines::Fence],
    edits: &mut Vec<Edit>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (index, fence) in fences.iter().enumerate() {
        if fence.close.is_some() {
            continue;
        }
        let open = &lines[fence.open];
        let last = fences
            .get(index + 1)
            .map_or(lines.len(), |next| next.open)
            .min(lines.len());
        let end = lines[fence.open..last]
            .iter()
            .rev()
            .find(|line| line.fenced && !line.text(&file.text).trim().is_empty())
            .map_or(open.range.end, |line| line.range.end);
        let text = open.text(&file.text);
        let indent = text.len() - text.trim_start().len();
        let mark = text.trim_start().chars().next().unwrap_or('`');
        let length = text
            .trim_start()
            .chars()
            .take_while(|character| *character == mark)
            .count();
        let closing: String = std::iter::repeat_n(mark, length).collect();
        edits.push(Edit::insert(
            end,
            format!("\n{}{closing}\n", &text[..indent]),
        ));
        diagnostics.push(
            Diagnostic::new(
                Code::UnclosedFence,
                &file.id,
                Span::new(open.range.start + indent, open.range.end),
                "this code fence is never closed",
            )
            .label("opened here")
            .help(format!(
                "write {closing} on a line of its own where the code ends"
            )),
        );
    }
}

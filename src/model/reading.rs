//! How a document was read, for those who want to know why.

use std::fmt;

use crate::source::Span;

/// The forms of question that the reader knows (numbers as in the handbook's list of forms).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// The canonical form: plain headings with labelled parts.
    Canonical,
    /// Numbered or labelled heading, bold line or list item.
    Numbered,
    /// Plain headings or bold lines that ask.
    PlainHeading,
    /// Bare lists.
    List,
    /// One file for each question.
    WholeFile,
    /// Labelled sections, or turns of speakers.
    Labelled,
    /// The summary of a fold.
    Summary,
    /// A heading, then a folded answer.
    Folded,
    /// Text taken out of a PDF.
    PlainText,
    /// The rows of a table in a file of its own.
    Table,
    /// No questions: prose or terms.
    Prose,
}

impl fmt::Display for Form {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Canonical => "canonical",
            Self::Numbered => "numbered or labelled items",
            Self::PlainHeading => "plain headings or bold lines that ask",
            Self::List => "bare lists that ask",
            Self::WholeFile => "one file for each question",
            Self::Labelled => "labelled sections or turns",
            Self::Summary => "folds whose summaries ask",
            Self::Folded => "heading with a folded answer",
            Self::PlainText => "text taken out of a PDF",
            Self::Table => "a table of questions",
            Self::Prose => "prose",
        })
    }
}

/// How a document was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The form of its questions.
    pub form: Form,
    /// Where the questions stand (`heading level 3`, `bold line`), or empty.
    pub level: String,
    /// What decided it, in words.
    pub why: String,
    /// Boilerplate that was left out.
    pub dropped: Vec<Dropped>,
    /// How many places were repaired before reading (broken lines, lost bullets, headings).
    pub repairs: u32,
}

/// Boilerplate that was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Dropped {
    /// What it was.
    pub kind: DroppedKind,
    /// Where it stood.
    pub span: Span,
}

/// The kinds of boilerplate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DroppedKind {
    /// A list of contents that repeats the headings.
    Contents,
    /// A line that leads back to the top.
    BackToTop,
    /// A placeholder for an answer.
    Placeholder,
    /// A thematic break between items.
    Separator,
    /// A key at the end of the file, whose entries stand with their questions.
    AnswerKey,
}

impl fmt::Display for DroppedKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Contents => "list of contents",
            Self::BackToTop => "back-to-top line",
            Self::Placeholder => "placeholder",
            Self::Separator => "separator",
            Self::AnswerKey => "answer key handed out to its questions",
        })
    }
}

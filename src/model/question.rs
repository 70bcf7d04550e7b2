//! Questions and everything that belongs to one.

use std::fmt;
use std::sync::Arc;

use super::meta::Level;
use super::prose::{Inline, Prose, plain_text};
use crate::source::Span;

/// The key of a question: in links, in a reader's progress, on exported cards.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionId(pub Arc<str>);

impl QuestionId {
    /// Fragment of the question's follow-up with this number, from 1.
    pub fn follow_up(&self, number: usize) -> String {
        format!("{self}--follow-up-{number}")
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A run of questions with what stands before them.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct QuestionSet {
    /// What stands before the first section.
    pub lead: Prose,
    /// The sections in source order. Questions without a heading above them are in a section
    /// without a title.
    pub sections: Vec<Section>,
}

/// Questions under one heading.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Section {
    /// From the heading to the end of the last question.
    pub span: Span,
    /// The heading's words; empty when there is no heading.
    pub title: Vec<Inline>,
    /// The heading's level, or 0.
    pub level: u8,
    /// The heading's fragment by GitHub's rule.
    pub anchor: String,
    /// How far the heading can be trusted to be nothing but a name for what is below it.
    pub heading: SectionHeading,
    /// What stands before the first question.
    pub lead: Prose,
    /// The questions.
    pub questions: Vec<Question>,
}

/// What the heading of a section is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SectionHeading {
    /// It stands above the level of the questions and names them.
    Above,
    /// It stands on the questions' own level (or there is none), so it may as well be part of the
    /// question before it.
    #[default]
    Beside,
    /// It, or a heading above it, speaks of answers or of how to judge them: an answer key, whose
    /// titles may be the answers.
    Answers,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Question {
    /// Its key.
    pub id: QuestionId,
    /// Where the author wrote the id, if so.
    pub authored_id: Option<Span>,
    /// All that belongs to it.
    pub span: Span,
    /// Its first line.
    pub title_span: Span,
    /// Its title, without number and label.
    pub title: Vec<Inline>,
    /// The number or label that stood before the title, as written (`3.`, `Question 2:`).
    pub number: String,
    /// The heading's fragment by GitHub's rule; empty when the title was no heading.
    pub anchor: String,
    /// Whether it is sure that the title is a question's: it asks, carries an id or a word such
    /// as `Question 3`, has labelled parts, or front matter says that such headings are questions.
    pub title_sure: bool,
    /// What stands between the title and the answer.
    pub prompt: Prose,
    /// Where the part of the prompt ends that is surely no answer: a labelled answer, options or
    /// hints come behind it, and no heading or label that the reader does not know before. None
    /// when no label says where the prompt ends; then some of it may be the answer.
    pub prompt_end: Option<u32>,
    /// Choices, when it is multiple choice.
    pub options: Vec<AnswerOption>,
    /// Hints, weakest first.
    pub hints: Vec<Prose>,
    /// The expected answer.
    pub answer: Option<Answer>,
    /// What an interviewer may ask next.
    pub follow_ups: Vec<FollowUp>,
    /// What tells a good answer from a bad one.
    pub rubric: Rubric,
    /// Labelled text for the interviewer that is no rubric list.
    pub notes: Prose,
    /// Its own tags; those of the document are added when the guide is assembled.
    pub tags: Vec<String>,
    /// Where each of them stands, in their order; for reports only.
    pub tag_places: Vec<Span>,
    /// Its level, when it has one of its own.
    pub level: Option<Level>,
    /// How long it should take.
    pub minutes: Option<u32>,
}

impl Question {
    /// The title's words.
    pub fn title_text(&self) -> String {
        plain_text(&self.title)
    }

    /// Whether there is an expected answer; a placeholder is none.
    pub fn is_answered(&self) -> bool {
        self.answer
            .as_ref()
            .is_some_and(|answer| !answer.placeholder)
            || self
                .options
                .iter()
                .any(|option| option.correct == Some(true))
    }
}

/// An expected answer.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Answer {
    /// Where it stands.
    pub span: Span,
    /// The answer.
    pub prose: Prose,
    /// Whether it only says that an answer will come.
    pub placeholder: bool,
    /// Whether no label or fold marked its start.
    pub guessed: bool,
}

/// One choice of a multiple-choice question.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct AnswerOption {
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub prose: Prose,
    /// Whether it is right, when the key is known.
    pub correct: Option<bool>,
}

/// A further question with its own answer.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct FollowUp {
    /// All that belongs to it.
    pub span: Span,
    /// What is asked.
    pub prompt: Prose,
    /// What is expected.
    pub answer: Option<Prose>,
}

/// Three lists that help to judge an answer.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Rubric {
    /// What has to be there.
    pub minimum: Option<Prose>,
    /// What a strong answer adds.
    pub strong: Option<Prose>,
    /// What speaks against the candidate.
    pub red_flags: Option<Prose>,
}

impl Rubric {
    /// Whether no list is there.
    pub fn is_empty(&self) -> bool {
        self.minimum.is_none() && self.strong.is_none() && self.red_flags.is_none()
    }
}

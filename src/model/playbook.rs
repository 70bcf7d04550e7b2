//! How to hold an interview.

use super::prose::{Inline, Prose};
use super::question::QuestionId;
use crate::source::Span;

/// A playbook: its items in source order.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Playbook {
    /// The items.
    pub items: Vec<PlaybookItem>,
}

/// One thing in a playbook.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum PlaybookItem {
    /// Prose that is none of the others.
    Prose(Prose),
    /// A stretch of the interview.
    Phase(Phase),
    /// Signs of a strong candidate.
    Strong(Advice),
    /// Signs against a candidate.
    RedFlags(Advice),
    /// What an interviewer does.
    Do(Advice),
    /// What an interviewer does not do.
    Avoid(Advice),
    /// What to say instead of something else.
    Pairs(Vec<AdvicePair>),
}

/// A labelled list.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Advice {
    /// Heading level, or 0 for a bold line.
    pub level: u8,
    /// The label's words.
    pub title: Vec<Inline>,
    /// The heading's fragment, or empty.
    pub anchor: String,
    /// The list.
    pub prose: Prose,
}

/// A stretch of the interview with its minutes.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Phase {
    /// From its heading to its end.
    pub span: Span,
    /// Its name, without the minutes.
    pub title: Vec<Inline>,
    /// Heading level.
    pub level: u8,
    /// The heading's fragment, or empty.
    pub anchor: String,
    /// Fewest and most minutes.
    pub minutes: (u32, u32),
    /// What happens.
    pub prose: Prose,
    /// What an interviewer may ask there.
    pub prompts: Vec<Prompt>,
}

/// A question that a playbook proposes; its words are also part of the prose around it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Prompt {
    /// Its key.
    pub id: QuestionId,
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub text: String,
}

/// What not to say, and what to say instead.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct AdvicePair {
    /// Where it stands.
    pub span: Span,
    /// What not to say.
    pub avoid: Prose,
    /// What to say.
    pub say: Prose,
}

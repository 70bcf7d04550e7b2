//! Interviews as they were spoken.

use super::prose::{BlockKind, Prose, plain_text};
use super::question::QuestionId;
use crate::source::Span;

/// A conversation.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Transcript {
    /// Who speaks, in order of appearance.
    pub speakers: Vec<Speaker>,
    /// What was said, in source order.
    pub items: Vec<TranscriptItem>,
}

/// Somebody who speaks.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Speaker {
    /// The name as written, without brackets.
    pub name: String,
    /// What they do.
    pub role: SpeakerRole,
}

/// What a speaker does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpeakerRole {
    /// Asks.
    Interviewer,
    /// Answers.
    Candidate,
}

/// One thing in a transcript.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum TranscriptItem {
    /// What nobody says.
    Prose(Prose),
    /// A question with its replies.
    Exchange(Exchange),
}

/// An interviewer's turn with the replies that follow.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Exchange {
    /// Its key.
    pub id: QuestionId,
    /// From the question to the end of the last reply.
    pub span: Span,
    /// What the interviewer says.
    pub question: Turn,
    /// What is said until the interviewer's next turn.
    pub replies: Vec<Turn>,
}

impl Exchange {
    /// The words of the question, for lists: its first paragraph.
    pub fn title_text(&self) -> String {
        self.question
            .prose
            .blocks
            .iter()
            .find_map(|block| match &block.kind {
                BlockKind::Paragraph(content) => Some(plain_text(content)),
                _ => None,
            })
            .unwrap_or_default()
    }
}

/// What one speaker says at a stretch.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Turn {
    /// Index into the transcript's speakers.
    pub speaker: usize,
    /// Where it stands, label included.
    pub span: Span,
    /// The words.
    pub prose: Prose,
}

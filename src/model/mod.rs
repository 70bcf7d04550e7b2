//! What a guide is: plain data, without I/O and without HTML.
//!
//! A [`Document`] is one source file. It holds [`Part`]s in source order: questions, a scenario,
//! a playbook, a transcript, a glossary or a page of prose. Whatever an author wrote that no
//! rule recognised stays as [`Prose`] where it stood.

pub mod document;
pub mod facts;
pub mod fence;
pub mod glossary;
pub mod meta;
pub mod per_document;
pub mod pieces;
pub mod playbook;
pub mod prose;
mod question;
pub mod reading;
pub mod scenario;
pub mod title;
pub mod transcript;
pub mod wiki;

pub use document::{Document, Part, PartBody};
pub use facts::{Anchor, Facts, Former, OutLink};
pub use fence::{Fence, LineRange};
pub use glossary::{Glossary, Term};
pub use meta::{AnswersAre, Kind, Level, Meta};
pub use per_document::PerDocument;
pub use playbook::{AdvicePair, Phase, Playbook, PlaybookItem, Prompt};
pub use prose::{Block, BlockKind, Inline, InlineKind, Prose};
pub use question::{
    Answer, AnswerOption, FollowUp, Question, QuestionId, QuestionSet, Rubric, Section,
    SectionHeading,
};
pub use reading::{Dropped, DroppedKind, Form, Reading};
pub use scenario::{Evaluation, Format, RoleFact, Scenario, ScenarioItem, Step};
pub use transcript::{Exchange, Speaker, SpeakerRole, Transcript, TranscriptItem, Turn};
pub use wiki::WikiLink;

//! What can be found: entries with their texts, as the guide has them.
//!
//! An entry is what a result shows: a question, an exchange, a phase, a term, a section of prose.
//! Its passages are the places inside it where words can stand; each knows its own fragment, so
//! that a result leads to the very place, and whether it is folded away.

use rayon::prelude::*;

use super::collect;
use crate::guide::Guide;

/// What kind of thing an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// A question.
    Question,
    /// A mock interview as a whole: its role, its time, its criteria.
    Scenario,
    /// A phase of a playbook.
    Phase,
    /// A turn of an interviewer with its replies.
    Exchange,
    /// A term.
    Term,
    /// A section of prose.
    Section,
}

impl EntryKind {
    /// Every kind with its name, in the order of the numbers in the index.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("question", Self::Question),
        ("scenario", Self::Scenario),
        ("phase", Self::Phase),
        ("exchange", Self::Exchange),
        ("term", Self::Term),
        ("section", Self::Section),
    ];
}

/// What a passage is; its number stands in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The entry's title.
    Title,
    /// Tags.
    Tags,
    /// What is asked.
    Prompt,
    /// A choice.
    Choice,
    /// A hint.
    Hint,
    /// The expected answer.
    Answer,
    /// A follow-up's prompt.
    FollowUp,
    /// A follow-up's answer.
    FollowUpAnswer,
    /// A list of the rubric.
    Rubric,
    /// Notes for the interviewer.
    Notes,
    /// Open text.
    Text,
}

impl Role {
    /// Every role, in the order of the numbers in the index.
    pub const ALL: [Self; 11] = [
        Self::Title,
        Self::Tags,
        Self::Prompt,
        Self::Choice,
        Self::Hint,
        Self::Answer,
        Self::FollowUp,
        Self::FollowUpAnswer,
        Self::Rubric,
        Self::Notes,
        Self::Text,
    ];

    /// Whether a reader has to unfold it first.
    pub fn is_folded(self) -> bool {
        matches!(
            self,
            Self::Hint | Self::Answer | Self::FollowUpAnswer | Self::Rubric | Self::Notes
        )
    }
}

/// A place inside an entry where words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub role: Role,
    /// Its fragment.
    pub anchor: String,
    /// Its words.
    pub text: String,
}

/// Something that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What kind of thing it is.
    pub kind: EntryKind,
    /// URL of its page, relative to the site's root.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Title of its document.
    pub document: String,
    /// Tag of its document's language, where that need not be the site's; or empty.
    pub language: String,
    /// Its level, or empty.
    pub level: &'static str,
    /// Its topics: the name in addresses, and the name.
    pub topics: Vec<(String, String)>,
    /// Whether it has an answer; `None` for what cannot have one.
    pub answered: Option<bool>,
    /// Whether it has a rubric.
    pub rubric: bool,
    /// The first is the title.
    pub passages: Vec<Passage>,
}

/// Everything that can be found in a guide, in the order of the index.
pub fn entries(guide: &Guide) -> Vec<Entry> {
    of(guide, &documents(guide))
}

/// The documents in the order of the index: language by language, each in reading order.
pub(super) fn documents(guide: &Guide) -> Vec<usize> {
    let mut documents: Vec<usize> = (0..guide.documents.len()).collect();
    // The listed ones are in the site's language, as far as there are any.
    documents.sort_by_key(|index| {
        let language = guide.translations.language(*index).unwrap_or_default();
        (!guide.translations.is_listed(*index), language)
    });
    documents
}

/// What can be found in some documents.
pub(super) fn of(guide: &Guide, documents: &[usize]) -> Vec<Entry> {
    let documents = documents.into_par_iter();
    documents
        .flat_map_iter(|index| collect::document(guide, *index))
        .collect()
}

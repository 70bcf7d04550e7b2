//! What every language has words for.

use super::Label;

/// The words of one language. They are compared after folding, so case, accents and vowel marks
/// do not matter.
#[derive(Clone, Copy)]
pub(super) struct Words {
    /// Labels.
    pub(super) labels: &'static [(Label, &'static [&'static str])],
    /// Words before a number that make a heading a question.
    pub(super) question: &'static [&'static str],
    /// Verbs beside an answer's label in a fold's summary, before it or behind it.
    pub(super) show: &'static [&'static str],
    /// Answers that promise an answer.
    pub(super) placeholders: &'static [&'static str],
    /// Words of links that lead back to the top.
    pub(super) back_to_top: &'static [&'static str],
    /// Words that mean minutes.
    pub(super) minutes: &'static [&'static str],
    /// Words that mean hours.
    pub(super) hours: &'static [&'static str],
    /// Words between the two numbers of a range.
    pub(super) range: &'static [&'static str],
    /// Words that say that a time is the whole time.
    pub(super) total: &'static [&'static str],
    /// Words that titles of questions and tasks start with.
    pub(super) asking: &'static [&'static str],
    /// Words that they end with, where sentences are written without spaces.
    pub(super) asking_ends: &'static [&'static str],
    /// Words before a colon that belong to what is asked.
    pub(super) prompt: &'static [&'static str],
    /// Labels that other texts have, too: what is wrong, and what helps.
    pub(super) ambiguous: &'static [&'static str],
    /// Headings of answers that stand apart from their questions.
    pub(super) keys: &'static [&'static str],
    /// Words of headings that speak of answers: what stands below may be a key.
    pub(super) answers: &'static [&'static str],
    /// Words of headings that speak of questions, and so are no key.
    pub(super) asked: &'static [&'static str],
}

impl Words {
    /// A language that has no words yet.
    pub(super) const NONE: Self = Self {
        labels: &[],
        question: &[],
        show: &[],
        placeholders: &[],
        back_to_top: &[],
        minutes: &[],
        hours: &[],
        range: &[],
        total: &[],
        asking: &[],
        asking_ends: &[],
        prompt: &[],
        ambiguous: &[],
        keys: &[],
        answers: &[],
        asked: &[],
    };
}

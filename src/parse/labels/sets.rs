//! The words of all languages together, folded once.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::LANGUAGES;
use super::fold::{self, is_unspaced};
use super::words::Words;

/// So many bytes hold nearly every word.
const LONGEST: usize = 32;

/// Some words of all languages, folded.
pub(super) struct Set {
    pub(super) words: FxHashSet<String>,
    /// Those that have no space behind them: they may begin a longer run of letters.
    pub(super) unspaced: Vec<String>,
}

impl Set {
    fn of(list: fn(&Words) -> &'static [&'static str]) -> Self {
        let words: FxHashSet<String> = LANGUAGES
            .into_iter()
            .flat_map(list)
            .map(|word| fold::words(word))
            .collect();
        let mut unspaced: Vec<String> = words
            .iter()
            .filter(|word| word.starts_with(is_unspaced))
            .cloned()
            .collect();
        // The longest first, and none of equal length before the other by chance.
        unspaced.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        Self { words, unspaced }
    }

    pub(super) fn has(&self, text: &str) -> bool {
        if text.is_ascii() {
            return self.has_ascii(text);
        }
        self.words.contains(fold::words(text).as_str())
    }

    /// The same without a string of its own for each word: most are English, and in no set.
    fn has_ascii(&self, text: &str) -> bool {
        let text = text.trim_matches(|character: char| !character.is_ascii_alphanumeric());
        let mut folded = [0; LONGEST];
        let Some(folded) = folded.get_mut(..text.len()) else {
            return self.words.contains(text.to_ascii_lowercase().as_str());
        };
        folded.copy_from_slice(text.as_bytes());
        folded.make_ascii_lowercase();
        std::str::from_utf8(folded).is_ok_and(|folded| self.words.contains(folded))
    }

    /// The word without a space behind it that a folded text starts with.
    pub(super) fn start<'a>(&self, folded: &'a str) -> Option<&'a str> {
        if folded.bytes().next().is_none_or(|first| first.is_ascii()) {
            return None;
        }
        let found = self
            .unspaced
            .iter()
            .find(|word| folded.starts_with(word.as_str()))?;
        Some(&folded[..found.len()])
    }

    /// Whether one of the words stands in a folded text.
    pub(super) fn within(&self, folded: &str) -> bool {
        folded.split(' ').any(|word| self.words.contains(word))
            || (!folded.is_ascii()
                && self
                    .unspaced
                    .iter()
                    .any(|word| folded.contains(word.as_str())))
    }
}

pub(super) static QUESTION: LazyLock<Set> = LazyLock::new(|| Set::of(|words| words.question));
pub(super) static SHOW: LazyLock<Set> = LazyLock::new(|| Set::of(|words| words.show));
pub(super) static PLACEHOLDERS: LazyLock<Set> =
    LazyLock::new(|| Set::of(|words| words.placeholders));
pub(super) static BACK_TO_TOP: LazyLock<Set> = LazyLock::new(|| Set::of(|words| words.back_to_top));
pub(super) static MINUTES: LazyLock<Set> = LazyLock::new(|| Set::of(|words| words.minutes));
pub(super) static HOURS: LazyLock<Set> = LazyLock::new(|| Set::of(|words| words.hours));
pub(super) static RANGE: LazyLock<Set> = LazyLock::new(|| Set::of(|words| words.range));
pub(super) static TOTAL: LazyLock<Set> = LazyLock::new(|| Set::of(|words| words.total));
pub(super) static ASKING: LazyLock<Set> = LazyLock::new(|| Set::of(|words| words.asking));
pub(super) static ASKING_ENDS: LazyLock<Set> = LazyLock::new(|| Set::of(|words| words.asking_ends));
pub(super) static PROMPT: LazyLock<Set> = LazyLock::new(|| Set::of(|words| words.prompt));
pub(super) static ANSWERS: LazyLock<Set> = LazyLock::new(|| Set::of(|words| words.answers));
pub(super) static ASKED: LazyLock<Set> = LazyLock::new(|| Set::of(|words| words.asked));
pub(super) static AMBIGUOUS: LazyLock<Set> = LazyLock::new(|| Set::of(|words| words.ambiguous));
pub(super) static KEYS: LazyLock<Set> = LazyLock::new(|| Set::of(|words| words.keys));

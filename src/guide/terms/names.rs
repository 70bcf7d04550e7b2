//! The ways in which a glossary's term may be written.

use crate::tokens::fold;
use crate::tokens::places::{Place, places};

/// Longer names are no terms that a text would hold.
const MOST_WORDS: usize = 8;

/// Two forms of one word have one stem and endings of at most this many characters: `retry` and
/// `retries` are forms of one word, `consist` and `consistency` are not.
pub(super) const LONGEST_ENDING: usize = 3;

/// Words without a meaning of their own, which no link may stand on: a glossary that explains
/// `A` would have one in every sentence.
const STOP_WORDS: &[&str] = &[
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because",
    "been", "before", "but", "by", "can", "do", "does", "each", "for", "from", "had", "has",
    "have", "he", "her", "his", "how", "i", "if", "in", "into", "is", "it", "its", "more", "most",
    "no", "not", "of", "on", "one", "only", "or", "other", "our", "out", "over", "same", "she",
    "so", "some", "such", "than", "that", "the", "their", "then", "there", "these", "they", "this",
    "those", "to", "too", "under", "up", "us", "was", "we", "were", "what", "when", "where",
    "which", "who", "why", "will", "with", "you", "your",
];

/// One way to write a term.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Name {
    /// These words in any form, folded.
    Words(Vec<String>),
    /// An acronym, in these very letters, with a plural's `s` or without.
    Acronym(String),
}

/// The ways to write a term: its name, and what stands in parentheses behind it where one of the
/// two is an acronym of the other.
pub(super) fn names(title: &str) -> Vec<Name> {
    let title = title.trim();
    let (head, inside) = match title
        .strip_suffix([')', '）'])
        .and_then(|rest| rest.split_once(['(', '（']))
    {
        Some((head, inside)) if !head.trim().is_empty() => (head.trim(), inside.trim()),
        _ => (title, ""),
    };
    let mut names: Vec<Name> = name(head).into_iter().collect();
    if is_short(inside) || is_acronym(head) {
        // "SLO (service level objective)" as well as "Service level objective (SLO)".
        let other = if is_short(inside) {
            acronym(inside)
        } else {
            name(inside)
        };
        names.extend(other);
    }
    names.dedup();
    names
}

fn name(text: &str) -> Option<Name> {
    if is_acronym(text) {
        return acronym(text);
    }
    let places: Vec<Place<'_>> = places(text).collect();
    let parted = places.iter().skip(1).any(|place| !place.joined);
    let words: Vec<String> = places.iter().map(|place| fold(place.text)).collect();
    let says_nothing = match words.as_slice() {
        [] => true,
        [word] => word.chars().nth(1).is_none() || STOP_WORDS.contains(&word.as_str()),
        _ => words.len() > MOST_WORDS || words.iter().all(|word| is_stop_word(word)),
    };
    (!parted && !says_nothing).then_some(Name::Words(words))
}

fn acronym(text: &str) -> Option<Name> {
    let alone = text.chars().nth(1).is_none() && is_stop_word(&fold(text));
    // A plural in the glossary stands for the singular as well.
    let singular = text
        .strip_suffix('s')
        .filter(|singular| is_acronym(singular))
        .unwrap_or(text);
    (!alone && places(text).next().is_some()).then(|| Name::Acronym(singular.to_owned()))
}

fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(&word)
}

/// Whether a name is one word with capital letters and neither small ones nor signs: "IT" must not
/// be found in "it".
fn is_acronym(text: &str) -> bool {
    text.chars().all(char::is_alphanumeric)
        && places(text).count() == 1
        && text.chars().any(char::is_uppercase)
        && !text.chars().any(char::is_lowercase)
}

/// Whether what stands in parentheses is short for what stands before them: one word with two
/// capital letters (`gRPC`, `IaC`).
fn is_short(text: &str) -> bool {
    !text.contains(char::is_whitespace)
        && text.chars().filter(|letter| letter.is_uppercase()).count() > 1
        && text.chars().count() <= 10
}

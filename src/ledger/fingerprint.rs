//! What a question is told by after it was edited: its title's words, and a sketch of its text.
//!
//! The sketch holds the 16 smallest hashes of all pairs of neighbouring words ("bottom-k" of
//! w-shingles with w = 2: A. Broder, "On the resemblance and containment of documents", 1997). Of two
//! sketches, how many of the 16 smallest of their union are in both estimates the share of pairs that
//! the texts have in common, without the texts; texts of at most 16 pairs are compared exactly. A
//! hash is the upper 24 bits of FNV-1a with the last steps of MurmurHash3 behind it, spelt out here
//! because the numbers are kept in files.

use unicode_normalization::UnicodeNormalization;

use crate::source::Digest;
use crate::tokens::each_token;

/// Numbers in a sketch.
pub const SKETCH: usize = 16;

/// Longer titles are cut at this many bytes, with a digest of the whole behind them.
pub const LONGEST_TITLE: usize = 200;

/// What a question is told by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint {
    /// Its title without case, punctuation and markup.
    pub title: String,
    /// Of all text below the title: the smallest hashes, sorted.
    pub sketch: Vec<u32>,
}

impl Fingerprint {
    /// The fingerprint of a question.
    pub fn new(title: &str, body: &str) -> Self {
        Self {
            title: folded(title),
            sketch: sketch(body),
        }
    }
}

/// A title's words in small letters, one space between them, without the punctuation around them:
/// what is code in a title (`==`, `c++`) stays.
fn folded(title: &str) -> String {
    let mut folded = String::new();
    for word in title.nfkc().collect::<String>().split_whitespace() {
        let word = word.trim_matches(is_punctuation);
        if !word.is_empty() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            let small = word.chars().flat_map(char::to_lowercase);
            folded.extend(small.filter(|character| !character.is_control()));
        }
    }
    if folded.len() > LONGEST_TITLE {
        let name = Digest::of(folded.as_bytes()).short_name();
        let end = folded.floor_char_boundary(LONGEST_TITLE);
        folded.truncate(end);
        folded = format!("{} …{name}", folded.trim_end());
    }
    folded
}

fn is_punctuation(character: char) -> bool {
    matches!(
        character,
        '.' | ','
            | ':'
            | ';'
            | '!'
            | '?'
            | '"'
            | '\''
            | '`'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '*'
            | '–'
            | '—'
            | '-'
            | '…'
            | '¿'
            | '¡'
            | '“'
            | '”'
            | '„'
            | '‘'
            | '’'
            | '«'
            | '»'
            | '。'
            | '、'
            | '，'
            | '？'
            | '！'
            | '：'
            | '；'
            | '（'
            | '）'
            | '「'
            | '」'
            | '؟'
            | '،'
    )
}

fn sketch(body: &str) -> Vec<u32> {
    let mut sketch: Vec<u32> = Vec::with_capacity(SKETCH + 1);
    let mut add = |hash: u32| {
        if sketch.len() == SKETCH && sketch.last().is_some_and(|last| hash >= *last) {
            return;
        }
        if let Err(place) = sketch.binary_search(&hash) {
            sketch.insert(place, hash);
            sketch.truncate(SKETCH);
        }
    };
    let mut before: Option<u64> = None;
    let mut words = 0;
    each_token(body, &mut |token| {
        words += 1;
        if let Some(before) = before {
            add(finished(fnv(token, before)));
        }
        before = Some(fnv(token, FNV_START));
    });
    if let (1, Some(only)) = (words, before) {
        add(finished(only));
    }
    sketch
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

fn fnv(token: &str, start: u64) -> u64 {
    token.bytes().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn finished(hash: u64) -> u32 {
    let mut hash = hash;
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    ((hash ^ (hash >> 33)) >> 40) as u32
}

/// The share of pairs of words that two texts have in common, as far as `counts` lets pairs count;
/// none where too few are left to say so.
pub fn resemblance(one: &[u32], other: &[u32], counts: impl Fn(u32) -> bool) -> Option<f32> {
    // A sketch that is full says nothing of hashes above its last one.
    let known = |sketch: &[u32]| match sketch.len() {
        SKETCH => sketch[SKETCH - 1],
        _ => u32::MAX,
    };
    let limit = known(one).min(known(other));
    let said = |sketch: &[u32]| sketch.iter().filter(|hash| counts(**hash)).count();
    if said(one).min(said(other)) < FEWEST {
        return None;
    }
    let mut union: Vec<u32> = one.iter().chain(other).copied().collect();
    union.sort_unstable();
    union.dedup();
    union.retain(|hash| *hash <= limit && counts(*hash));
    let is_in = |sketch: &[u32], hash: &u32| sketch.binary_search(hash).is_ok();
    let both = union
        .iter()
        .filter(|hash| is_in(one, hash) && is_in(other, hash))
        .count();
    (!union.is_empty()).then(|| both as f32 / union.len() as f32)
}

/// Texts of fewer pairs of words say nothing about a question.
const FEWEST: usize = 4;

#[cfg(test)]
mod tests {
    use super::{Fingerprint, SKETCH, folded, resemblance};

    const TEXT: &str = "An index is a sorted copy of some columns, kept beside the table. Reads \
                        find rows without looking at all of them, and every write pays for it, \
                        because the copy has to be kept in order as well.";

    #[test]
    fn titles_keep_their_words_and_what_is_code() {
        assert_eq!(folded("  What is  **C++**?"), "what is c++");
        assert_eq!(folded("`==` or `===`: which?"), "== or === which");
        assert_eq!(folded("什么是字节码？"), "什么是字节码");
        assert_eq!(folded("¿Qué es?"), "qué es");
        assert_eq!(folded("?!"), "");
    }

    #[test]
    fn long_titles_are_cut_and_still_told_apart() {
        let (one, other) = ("word ".repeat(80) + "a", "word ".repeat(80) + "b");
        assert_eq!(folded(&one).len(), folded(&other).len());
        assert_ne!(folded(&one), folded(&other));
        assert!(folded(&"字".repeat(200)).len() < 220);
    }

    /// These numbers stand in files of guides: they must not change.
    #[test]
    fn a_sketch_is_the_same_for_ever() {
        let print = Fingerprint::new("T", "one two three");
        assert_eq!(print.sketch, [6_193_394, 16_595_527]);
    }

    #[test]
    fn a_small_edit_changes_a_sketch_little_and_another_text_shares_nothing() {
        let all = |_| true;
        let sketch = |text: &str| Fingerprint::new("", text).sketch;
        let one = sketch(TEXT);
        assert_eq!(one.len(), SKETCH);
        assert_eq!(resemblance(&one, &one, all), Some(1.0));
        let edited = sketch(&TEXT.replace("sorted", "ordered"));
        assert!(resemblance(&one, &edited, all) > Some(0.7));
        let other = "A process has memory of its own; threads of one process share theirs, so \
                     they need locks where two of them write to the same place at one time.";
        assert!(resemblance(&one, &sketch(other), all) < Some(0.2));
        assert_eq!(resemblance(&one, &sketch("See there"), all), None);
    }
}

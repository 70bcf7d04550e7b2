//! Which entries hold a token, and how much it says about each: BM25F, settled at build time.
//!
//! A posting is an entry's number, a weight and a note on the title. The weight is the saturated
//! part of BM25F (Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields,
//! 2004): occurrences in all fields are weighted, divided by the length of their field against its
//! mean, summed, and `sum / (K + sum)` is kept in [`LEVELS`] steps. So the browser needs neither
//! lengths nor frequencies; it multiplies with the rarity of the token and adds up.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::entries::{Entry, Role};
use crate::tokens::lexicon::Lexicon;

/// Steps of a weight, from 1 on.
pub const LEVELS: u8 = 12;

/// What a title of one, two, three or more tokens is noted as; 0 is "not in the title".
pub const TITLE_NOTES: u8 = 5;

/// Entries that are counted together.
const CHUNK: usize = 256;

/// Where saturation is half.
const K: f64 = 1.2;

/// A field's weight, and how much its length counts (0 not at all, 1 fully).
const FIELDS: [(f64, f64); 6] = [
    (6.0, 0.75), // title
    (3.0, 0.3),  // tags
    (2.0, 0.6),  // prompt, choices, hints
    (1.2, 0.7),  // answer, open text
    (1.0, 0.5),  // rubric, notes
    (1.2, 0.6),  // follow-ups and their answers
];

/// A token in an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The entry's number.
    pub entry: u32,
    /// 1 to [`LEVELS`].
    pub weight: u8,
    /// 0 to 4; see [`TITLE_NOTES`].
    pub title: u8,
}

/// A token with its postings in the order of the entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The token.
    pub text: String,
    /// Where it stands.
    pub postings: Vec<Posting>,
}

fn field(role: Role) -> usize {
    match role {
        Role::Title => 0,
        Role::Tags => 1,
        Role::Prompt | Role::Choice | Role::Hint => 2,
        Role::Answer | Role::Text => 3,
        Role::Rubric | Role::Notes => 4,
        Role::FollowUp | Role::FollowUpAnswer => 5,
    }
}

/// How often each field of an entry has a token.
type Counts = [u16; FIELDS.len()];

/// Some entries counted together, with a dictionary of their own.
struct Chunk {
    /// Each token, by the number that `entries` have for it.
    tokens: Vec<Box<str>>,
    entries: Vec<Counted>,
}

/// The tokens of one entry with their counts, and how many tokens each field has.
struct Counted {
    tokens: Vec<(u32, Counts)>,
    lengths: [u32; FIELDS.len()],
}

fn count(entries: &[Entry]) -> Chunk {
    let mut lexicon = Lexicon::default();
    // Where each token stands in the list of the current entry, counted from 1.
    let mut places: Vec<u32> = Vec::new();
    let entries = entries
        .iter()
        .map(|entry| {
            let mut counted = Counted {
                tokens: Vec::new(),
                lengths: [0; FIELDS.len()],
            };
            for passage in &entry.passages {
                let field = field(passage.role);
                lexicon.each(&passage.text, &mut |number| {
                    counted.lengths[field] += 1;
                    let number = number as usize;
                    if number >= places.len() {
                        places.resize(number + 1, 0);
                    }
                    let place = &mut places[number];
                    if *place == 0 {
                        counted.tokens.push((number as u32, Counts::default()));
                        *place = counted.tokens.len() as u32;
                    }
                    let count = &mut counted.tokens[*place as usize - 1].1[field];
                    *count = count.saturating_add(1);
                });
            }
            for (number, _) in &counted.tokens {
                places[*number as usize] = 0;
            }
            counted
        })
        .collect();
    Chunk {
        tokens: lexicon.into_tokens(),
        entries,
    }
}

/// All tokens of all entries, sorted.
pub fn tokens(entries: &[Entry]) -> Vec<Token> {
    let chunks: Vec<Chunk> = entries.par_chunks(CHUNK).map(count).collect();
    let means = means(chunks.iter().flat_map(|chunk| &chunk.entries));
    let weighed = chunks.into_par_iter().enumerate().map(|(number, chunk)| {
        let postings = weigh(&chunk, (number * CHUNK) as u32, &means);
        (chunk.tokens, postings)
    });
    let weighed: Vec<_> = weighed.collect();
    let mut numbers: FxHashMap<Box<str>, usize> = FxHashMap::default();
    let mut tokens: Vec<Token> = Vec::new();
    for (texts, postings) in weighed {
        let own: Vec<usize> = texts
            .into_iter()
            .map(|text| {
                numbers.get(&text).copied().unwrap_or_else(|| {
                    tokens.push(Token {
                        text: text.to_string(),
                        postings: Vec::new(),
                    });
                    numbers.insert(text, tokens.len() - 1);
                    tokens.len() - 1
                })
            })
            .collect();
        for (number, posting) in postings {
            tokens[own[number as usize]].postings.push(posting);
        }
    }
    tokens.par_sort_unstable_by(|a, b| a.text.cmp(&b.text));
    tokens
}

/// The postings of a chunk whose first entry has the number `first`, each with its token.
fn weigh(chunk: &Chunk, first: u32, means: &[f64; FIELDS.len()]) -> Vec<(u32, Posting)> {
    let mut postings = Vec::new();
    for (entry, counted) in (first..).zip(&chunk.entries) {
        let title = note(counted.lengths[0]);
        for (number, counts) in &counted.tokens {
            let posting = Posting {
                entry,
                weight: weight(counts, &counted.lengths, means),
                title: if counts[0] > 0 { title } else { 0 },
            };
            postings.push((*number, posting));
        }
    }
    postings
}

/// Mean length of each field, among the entries that have it.
fn means<'a>(counted: impl Iterator<Item = &'a Counted>) -> [f64; FIELDS.len()] {
    let mut sums = [(0_u64, 0_u64); FIELDS.len()];
    for entry in counted {
        for (sum, length) in sums.iter_mut().zip(entry.lengths) {
            if length > 0 {
                *sum = (sum.0 + u64::from(length), sum.1 + 1);
            }
        }
    }
    sums.map(|(sum, used)| {
        if used > 0 {
            sum as f64 / used as f64
        } else {
            1.0
        }
    })
}

fn weight(counts: &Counts, lengths: &[u32; FIELDS.len()], means: &[f64; FIELDS.len()]) -> u8 {
    let mut sum = 0.0;
    for (field, (weight, share)) in FIELDS.iter().enumerate() {
        if counts[field] > 0 {
            let length = f64::from(lengths[field]) / means[field];
            sum += weight * f64::from(counts[field]) / (1.0 - share + share * length);
        }
    }
    let steps = (sum / (K + sum) * f64::from(LEVELS)).ceil();
    (steps as u8).clamp(1, LEVELS)
}

/// A title's length as postings note it.
fn note(length: u32) -> u8 {
    u8::try_from(length).map_or(TITLE_NOTES - 1, |length| length.clamp(1, TITLE_NOTES - 1))
}

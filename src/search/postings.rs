//! Which entries hold a token, and how much it says about each: BM25F, settled at build time.
//!
//! A posting is an entry's number, a weight and a note on the title. The weight is the saturated
//! part of BM25F (Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields,
//! 2004): occurrences in all fields are weighted, divided by the length of their field against its
//! mean, summed, and `sum / (K + sum)` is kept in [`LEVELS`] steps. So the browser needs neither
//! lengths nor frequencies; it multiplies with the rarity of the token and adds up.

use std::collections::HashMap;

use rayon::prelude::*;

use super::entries::{Entry, Role};
use crate::tokens::each_token;

/// Steps of a weight, from 1 on.
pub const LEVELS: u8 = 12;

/// What a title of one, two, three or more tokens is noted as; 0 is "not in the title".
pub const TITLE_NOTES: u8 = 5;

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

/// The tokens of one entry, and how many each field has.
struct Counted {
    tokens: Vec<(String, [u16; FIELDS.len()])>,
    lengths: [u32; FIELDS.len()],
}

fn count(entry: &Entry) -> Counted {
    let mut counts: HashMap<String, [u16; FIELDS.len()]> = HashMap::new();
    let mut lengths = [0; FIELDS.len()];
    for passage in &entry.passages {
        let field = field(passage.role);
        each_token(&passage.text, &mut |token| {
            lengths[field] += 1;
            let counted = counts.entry(token).or_default();
            counted[field] = counted[field].saturating_add(1);
        });
    }
    Counted {
        tokens: counts.into_iter().collect(),
        lengths,
    }
}

/// All tokens of all entries, sorted.
pub fn tokens(entries: &[Entry]) -> Vec<Token> {
    let counted: Vec<Counted> = entries.par_iter().map(count).collect();
    let means = means(&counted);
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut tokens: Vec<Token> = Vec::new();
    for (entry, counted) in (0_u32..).zip(counted) {
        let title = note(counted.lengths[0]);
        for (text, counts) in counted.tokens {
            let posting = Posting {
                entry,
                weight: weight(&counts, &counted.lengths, &means),
                title: if counts[0] > 0 { title } else { 0 },
            };
            match numbers.get(&text) {
                Some(number) => tokens[*number].postings.push(posting),
                None => {
                    numbers.insert(text.clone(), tokens.len());
                    tokens.push(Token {
                        text,
                        postings: vec![posting],
                    });
                }
            }
        }
    }
    tokens.par_sort_unstable_by(|a, b| a.text.cmp(&b.text));
    tokens
}

fn means(counted: &[Counted]) -> [f64; FIELDS.len()] {
    let mut means = [1.0; FIELDS.len()];
    for (field, mean) in means.iter_mut().enumerate() {
        let lengths = counted.iter().map(|entry| entry.lengths[field]);
        let (sum, used) = lengths
            .filter(|length| *length > 0)
            .fold((0_u64, 0_u64), |(sum, used), length| {
                (sum + u64::from(length), used + 1)
            });
        if used > 0 {
            *mean = sum as f64 / used as f64;
        }
    }
    means
}

fn weight(
    counts: &[u16; FIELDS.len()],
    lengths: &[u32; FIELDS.len()],
    means: &[f64; FIELDS.len()],
) -> u8 {
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

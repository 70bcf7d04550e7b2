//! Which entries hold a token, and how much it says about each: BM25F, settled at build time.
//!
//! A posting is an entry's number, a weight and a note on the title. The weight is the saturated
//! part of BM25F (Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields,
//! 2004): occurrences in all fields are weighted, divided by the length of their field against its
//! mean, summed, and `sum / (K + sum)` is kept in [`LEVELS`] steps. So the browser needs neither
//! lengths nor frequencies; it multiplies with the rarity of the token and adds up.

use std::ops::Range;

use rayon::prelude::*;

use super::entries::{Entry, Role};
use crate::tokens::lexicon::Lexicon;

/// Steps of a weight, from 1 on.
pub const LEVELS: u8 = 12;

/// What a title of one, two, three or more tokens is noted as; 0 is "not in the title".
pub const TITLE_NOTES: u8 = 5;

/// So many entries at least are counted together.
const LEAST: usize = 256;

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Posting {
    /// The entry's number.
    pub entry: u32,
    /// 1 to [`LEVELS`].
    pub weight: u8,
    /// 0 to 4; see [`TITLE_NOTES`].
    pub title: u8,
}

/// A token with its postings in the order of the entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// The token.
    pub text: &'a str,
    /// Where it stands.
    pub postings: &'a [Posting],
}

/// Tokens in alphabetical order, their postings one behind the other.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    texts: Vec<Box<str>>,
    /// Where the postings of each token end.
    ends: Vec<u32>,
    postings: Vec<Posting>,
}

impl Tokens {
    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// The token with this number.
    pub fn get(&self, number: usize) -> Token<'_> {
        Token {
            text: &self.texts[number],
            postings: self.postings_of(number..number + 1),
        }
    }

    /// All tokens.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Token<'_>> {
        (0..self.len()).map(|number| self.get(number))
    }

    /// The postings of some tokens that follow each other.
    pub(super) fn postings_of(&self, tokens: Range<usize>) -> &[Posting] {
        let end = |tokens: usize| match tokens.checked_sub(1) {
            Some(last) => self.ends[last] as usize,
            None => 0,
        };
        &self.postings[end(tokens.start)..end(tokens.end)]
    }
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
    /// Each token, by the number that `counts` have for it.
    tokens: Vec<Box<str>>,
    /// In how many of the entries each token stands.
    entries_with: Vec<u32>,
    /// The tokens of one entry behind those of the other.
    counts: Vec<(u32, Counts)>,
    entries: Vec<Counted>,
}

/// One entry.
struct Counted {
    /// How many tokens each field has.
    lengths: Lengths,
    /// Where its counts end.
    end: usize,
}

type Lengths = [u32; FIELDS.len()];

fn count(entries: &[Entry]) -> Chunk {
    let mut lexicon = Lexicon::default();
    let mut counts: Vec<(u32, Counts)> = Vec::new();
    let mut entries_with: Vec<u32> = Vec::new();
    // Where the current entry counts each token, if it is not before its start.
    let mut places: Vec<usize> = Vec::new();
    let entries = entries
        .iter()
        .map(|entry| {
            let start = counts.len();
            let mut lengths = Lengths::default();
            for passage in &entry.passages {
                let field = field(passage.role);
                lexicon.each(&passage.text, &mut |number| {
                    lengths[field] += 1;
                    let token = number as usize;
                    if token == places.len() {
                        places.push(usize::MAX);
                        entries_with.push(0);
                    }
                    let place = &mut places[token];
                    if *place < start || *place == usize::MAX {
                        *place = counts.len();
                        counts.push((number, Counts::default()));
                        entries_with[token] += 1;
                    }
                    let count = &mut counts[*place].1[field];
                    *count = count.saturating_add(1);
                });
            }
            Counted {
                lengths,
                end: counts.len(),
            }
        })
        .collect();
    Chunk {
        tokens: lexicon.into_tokens(),
        entries_with,
        counts,
        entries,
    }
}

/// All tokens of all entries.
pub fn tokens(entries: &[Entry]) -> Tokens {
    // What a share has learnt of words the next one need not learn again.
    let share = entries.len().div_ceil(rayon::current_num_threads() * 2);
    let mut chunks: Vec<Chunk> = entries.par_chunks(share.max(LEAST)).map(count).collect();
    let means = means(chunks.iter().flat_map(|chunk| &chunk.entries));
    let (texts, numbers) = join(&mut chunks);
    // The postings of each token begin where those of the one before end.
    let mut ends = vec![0; texts.len()];
    for (chunk, numbers) in chunks.iter().zip(&numbers) {
        for (number, entries) in numbers.iter().zip(&chunk.entries_with) {
            ends[*number as usize] += entries;
        }
    }
    let mut end = 0;
    for place in &mut ends {
        (end, *place) = (end + *place, end);
    }
    let weighed: Vec<Vec<Weighed>> = chunks
        .into_par_iter()
        .zip(&numbers)
        .map(|(chunk, numbers)| weigh(&chunk, numbers, &means))
        .collect();
    let mut postings = vec![Posting::default(); end as usize];
    let mut entry = 0;
    for weighed in weighed {
        for one in weighed {
            match one {
                Weighed::Token {
                    number,
                    weight,
                    title,
                } => {
                    let place = &mut ends[number as usize];
                    postings[*place as usize] = Posting {
                        entry,
                        weight,
                        title,
                    };
                    *place += 1;
                }
                Weighed::End => entry += 1,
            }
        }
    }
    Tokens {
        texts,
        ends,
        postings,
    }
}

/// The tokens of all chunks, sorted, and for each chunk the numbers of its own among them. The
/// texts leave the chunks.
fn join(chunks: &mut [Chunk]) -> (Vec<Box<str>>, Vec<Vec<u32>>) {
    // Nearly always the first letters settle the order, without a look at the text.
    let mut met: Vec<(u64, u32, u32)> = Vec::new();
    for (chunk, number) in chunks.iter().zip(0..) {
        let texts = chunk.tokens.iter().zip(0..);
        met.extend(texts.map(|(text, token)| (beginning(text), number, token)));
    }
    let text = |(_, chunk, token): &(u64, u32, u32)| -> &str {
        &chunks[*chunk as usize].tokens[*token as usize]
    };
    met.par_sort_unstable_by(|a, b| {
        let by_text = || text(a).cmp(text(b));
        a.0.cmp(&b.0).then_with(by_text).then_with(|| a.1.cmp(&b.1))
    });
    let mut texts: Vec<Box<str>> = Vec::new();
    let mut numbers: Vec<Vec<u32>> = chunks
        .iter()
        .map(|chunk| vec![0; chunk.tokens.len()])
        .collect();
    for (_, chunk, token) in met {
        let text = std::mem::take(&mut chunks[chunk as usize].tokens[token as usize]);
        if texts.last() != Some(&text) {
            texts.push(text);
        }
        numbers[chunk as usize][token as usize] = texts.len() as u32 - 1;
    }
    (texts, numbers)
}

/// The first bytes of a text as a number that sorts as they do.
fn beginning(text: &str) -> u64 {
    let mut first = [0; 8];
    let length = text.len().min(first.len());
    first[..length].copy_from_slice(&text.as_bytes()[..length]);
    u64::from_be_bytes(first)
}

/// What an entry says of a token, or that nothing of the entry follows.
enum Weighed {
    Token { number: u32, weight: u8, title: u8 },
    End,
}

/// The tokens of a chunk by their `numbers` among all, entry by entry.
fn weigh(chunk: &Chunk, numbers: &[u32], means: &[f64; FIELDS.len()]) -> Vec<Weighed> {
    let mut weighed = Vec::with_capacity(chunk.counts.len() + chunk.entries.len());
    let mut start = 0;
    for entry in &chunk.entries {
        let title = note(entry.lengths[0]);
        let counts = &chunk.counts[start..entry.end];
        weighed.extend(counts.iter().map(|(token, counts)| Weighed::Token {
            number: numbers[*token as usize],
            weight: weight(counts, &entry.lengths, means),
            title: if counts[0] > 0 { title } else { 0 },
        }));
        weighed.push(Weighed::End);
        start = entry.end;
    }
    weighed
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

fn weight(counts: &Counts, lengths: &Lengths, means: &[f64; FIELDS.len()]) -> u8 {
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

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

/// A thread counts so many entries at least.
const LEAST: usize = 64;

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

/// How often each field of the current entry has a token.
type Counts = [u16; FIELDS.len()];

/// Counts the tokens of entries, some entries after the other, so that nobody need hold the texts of
/// all of them.
#[derive(Default)]
pub struct Counter {
    /// Each thread counts its share of what is handed in.
    lanes: Vec<Lane>,
    /// The lane that counted each entry.
    lane_of: Vec<u16>,
}

/// Some entries counted with one dictionary: what was learnt of a word need not be learnt again.
#[derive(Default)]
struct Lane {
    lexicon: Lexicon,
    /// In how many of the entries each token stands.
    entries_with: Vec<u32>,
    batches: Vec<Batch>,
    /// The tokens of the current entry, and where among them each token is, counted from 1.
    current: Vec<(u32, Counts)>,
    places: Vec<u32>,
}

/// What was handed in at one time; it is gone as soon as it is weighed.
#[derive(Default)]
struct Batch {
    /// The counts of one entry behind those of the other.
    counts: Vec<Count>,
    entries: Vec<Counted>,
}

/// How often a field of an entry has a token. What an entry has of one token stands together.
struct Count {
    token: u32,
    field: u8,
    count: u16,
}

/// One entry.
struct Counted {
    /// How many tokens each field has.
    lengths: Lengths,
    /// Where its counts end.
    end: usize,
}

type Lengths = [u32; FIELDS.len()];

/// Mean length of each field.
type Means = [f64; FIELDS.len()];

impl Lane {
    fn batch(&mut self, entries: &[Entry]) {
        let mut batch = Batch::default();
        for entry in entries {
            self.count(entry, &mut batch);
        }
        self.batches.push(batch);
    }

    fn count(&mut self, entry: &Entry, batch: &mut Batch) {
        let Self {
            lexicon,
            entries_with,
            current,
            places,
            ..
        } = self;
        let mut lengths = Lengths::default();
        for passage in &entry.passages {
            let field = field(passage.role);
            lexicon.each(&passage.text, &mut |token| {
                lengths[field] += 1;
                if token as usize == places.len() {
                    places.push(0);
                    entries_with.push(0);
                }
                let place = &mut places[token as usize];
                if *place == 0 {
                    current.push((token, Counts::default()));
                    *place = current.len() as u32;
                }
                let count = &mut current[*place as usize - 1].1[field];
                *count = count.saturating_add(1);
            });
        }
        for (token, counts) in current.drain(..) {
            places[token as usize] = 0;
            entries_with[token as usize] += 1;
            for (field, count) in (0..).zip(counts) {
                if count > 0 {
                    batch.counts.push(Count {
                        token,
                        field,
                        count,
                    });
                }
            }
        }
        batch.entries.push(Counted {
            lengths,
            end: batch.counts.len(),
        });
    }
}

impl Counter {
    /// Counts the entries that follow those before.
    pub fn count(&mut self, entries: &[Entry]) {
        if self.lanes.is_empty() {
            let lanes = rayon::current_num_threads().min(usize::from(u16::MAX));
            self.lanes.resize_with(lanes, Lane::default);
        }
        let share = entries.len().div_ceil(self.lanes.len()).max(LEAST);
        let lanes = self.lanes.par_iter_mut();
        lanes
            .zip(entries.par_chunks(share))
            .for_each(|(lane, entries)| lane.batch(entries));
        let shares = entries.chunks(share).zip(0..);
        self.lane_of
            .extend(shares.flat_map(|(entries, lane)| entries.iter().map(move |_| lane)));
    }

    /// All tokens of all entries.
    pub fn tokens(mut self) -> Tokens {
        let batches = self.lanes.iter().flat_map(|lane| &lane.batches);
        let means = means(batches.flat_map(|batch| &batch.entries));
        let lexicons = self.lanes.iter_mut();
        let lexicons = lexicons.map(|lane| std::mem::take(&mut lane.lexicon).into_tokens());
        let (texts, numbers) = join(lexicons.collect());
        // The postings of each token begin where those of the one before end.
        let mut ends = vec![0; texts.len()];
        for (lane, numbers) in self.lanes.iter().zip(&numbers) {
            for (number, entries) in numbers.iter().zip(&lane.entries_with) {
                ends[*number as usize] += entries;
            }
        }
        let mut end = 0;
        for place in &mut ends {
            (end, *place) = (end + *place, end);
        }
        let weighed: Vec<Vec<Vec<Weighed>>> = self
            .lanes
            .into_par_iter()
            .zip(&numbers)
            .map(|(lane, numbers)| {
                let batches = lane.batches.into_iter();
                batches
                    .map(|batch| weigh(&batch, numbers, &means))
                    .collect()
            })
            .collect();
        let mut weighed: Vec<_> = weighed
            .into_iter()
            .map(|batches| batches.into_iter().flatten())
            .collect();
        let mut postings = vec![Posting::default(); end as usize];
        for (lane, entry) in self.lane_of.iter().zip(0..) {
            for one in &mut weighed[usize::from(*lane)] {
                let Weighed::Token {
                    number,
                    weight,
                    title,
                } = one
                else {
                    break;
                };
                let place = &mut ends[number as usize];
                postings[*place as usize] = Posting {
                    entry,
                    weight,
                    title,
                };
                *place += 1;
            }
        }
        Tokens {
            texts,
            ends,
            postings,
        }
    }
}

/// All tokens of all entries.
pub fn tokens(entries: &[Entry]) -> Tokens {
    let mut counter = Counter::default();
    counter.count(entries);
    counter.tokens()
}

/// The tokens of several dictionaries, sorted, and for each dictionary the numbers of its own among
/// them.
fn join(mut dictionaries: Vec<Vec<Box<str>>>) -> (Vec<Box<str>>, Vec<Vec<u32>>) {
    // Nearly always the first letters settle the order, without a look at the text.
    let mut met: Vec<(u64, u32, u32)> = Vec::new();
    for (dictionary, number) in dictionaries.iter().zip(0..) {
        let texts = dictionary.iter().zip(0..);
        met.extend(texts.map(|(text, token)| (beginning(text), number, token)));
    }
    let text = |(_, dictionary, token): &(u64, u32, u32)| -> &str {
        &dictionaries[*dictionary as usize][*token as usize]
    };
    met.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| text(a).cmp(text(b))));
    let mut texts: Vec<Box<str>> = Vec::new();
    let mut numbers: Vec<Vec<u32>> = dictionaries
        .iter()
        .map(|dictionary| vec![0; dictionary.len()])
        .collect();
    for (_, dictionary, token) in met {
        let (dictionary, token) = (dictionary as usize, token as usize);
        let text = std::mem::take(&mut dictionaries[dictionary][token]);
        if texts.last() != Some(&text) {
            texts.push(text);
        }
        numbers[dictionary][token] = texts.len() as u32 - 1;
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

/// The tokens of a batch by their `numbers` among all, entry by entry.
fn weigh(batch: &Batch, numbers: &[u32], means: &Means) -> Vec<Weighed> {
    let mut weighed = Vec::with_capacity(batch.counts.len() + batch.entries.len());
    let mut start = 0;
    for entry in &batch.entries {
        let title = note(entry.lengths[0]);
        let counts = &batch.counts[start..entry.end];
        for counts in counts.chunk_by(|one, next| one.token == next.token) {
            weighed.push(Weighed::Token {
                number: numbers[counts[0].token as usize],
                weight: weight(counts, &entry.lengths, means),
                title: if counts[0].field == 0 { title } else { 0 },
            });
        }
        weighed.push(Weighed::End);
        start = entry.end;
    }
    weighed
}

/// Mean length of each field, among the entries that have it.
fn means<'a>(counted: impl Iterator<Item = &'a Counted>) -> Means {
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

fn weight(counts: &[Count], lengths: &Lengths, means: &Means) -> u8 {
    let mut sum = 0.0;
    for Count { field, count, .. } in counts {
        let field = usize::from(*field);
        let (weight, share) = FIELDS[field];
        let length = f64::from(lengths[field]) / means[field];
        sum += weight * f64::from(*count) / (1.0 - share + share * length);
    }
    let steps = (sum / (K + sum) * f64::from(LEVELS)).ceil();
    (steps as u8).clamp(1, LEVELS)
}

/// A title's length as postings note it.
fn note(length: u32) -> u8 {
    u8::try_from(length).map_or(TITLE_NOTES - 1, |length| length.clamp(1, TITLE_NOTES - 1))
}

//! Questions as lists of numbers, and the numbers that all of them have.

use std::sync::OnceLock;

use super::Asked;
use super::words::{Cutter, HashedMap, SEED, Word, fold_hash, pair, prose_texts, texts};

/// Words of an answer that count; what matters is said at its beginning.
const ANSWER_WORDS: usize = 250;

/// Words of a prompt that count.
const PROMPT_WORDS: usize = 80;

/// How much a word says by its place.
const TITLE: u32 = 6;
const TAG: u32 = 4;
const PHRASE: u32 = 3;
const PROMPT: u32 = 2;
const ANSWER: u32 = 2;

/// A question as numbers. Every list is sorted and holds each number once.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Stems and phrases.
    terms: Box<[u64]>,
    /// How much each of them says by its places; what says more than [`ENOUGH`] says no more.
    counts: Box<[u8]>,
    /// For each of them its place in the [`Vocabulary`].
    places: OnceLock<Box<[u32]>>,
    /// Stems of what stands open: title, tags and prompt.
    pub(super) open: Box<[u64]>,
    /// Stems of the title and the tags, which say what a question is about.
    pub(super) head: Box<[u64]>,
    /// Pairs of open ones that stand in a row.
    pub(super) pairs: Box<[u64]>,
    /// Stems of the title.
    pub(super) title: Box<[u64]>,
    /// All words of the title as a number, stop words and order included.
    pub(super) title_as_asked: u64,
    /// Stems of the answer, as many as count.
    pub(super) answer: Box<[u64]>,
}

/// A word that stands so often somewhere says no more the next time.
pub(super) const ENOUGH: u32 = 40;

impl Profile {
    /// Place of a term of this question in the vocabulary.
    pub(super) fn place(&self, term: u64) -> Option<(u32, u32)> {
        let at = self.terms.binary_search(&term).ok()?;
        Some((*self.places().get(at)?, u32::from(self.counts[at])))
    }

    /// For each of its terms the place in the vocabulary that learnt it.
    pub(super) fn places(&self) -> &[u32] {
        self.places.get().map_or(&[], |places| places)
    }

    /// How much each of its terms says by its places.
    pub(super) fn counts(&self) -> impl Iterator<Item = u32> {
        self.counts.iter().map(|count| u32::from(*count))
    }
}

/// All terms that were ever met, so that counting them is looking into a list.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    places: HashedMap<u32>,
}

impl Vocabulary {
    /// Number of terms.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Gives the terms of a question their places, unless they have them.
    pub(super) fn learn(&mut self, profile: &Profile) {
        profile.places.get_or_init(|| {
            let terms = profile.terms.iter();
            terms
                .map(|term| {
                    let next = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
                    *self.places.entry(*term).or_insert(next)
                })
                .collect()
        });
    }
}

/// How many numbers two sorted lists share.
pub(super) fn shared(first: &[u64], second: &[u64]) -> usize {
    let (mut at, mut count) = (0, 0);
    for number in first {
        while at < second.len() && second[at] < *number {
            at += 1;
        }
        count += usize::from(second.get(at) == Some(number));
    }
    count
}

/// The lists of a profile while it is made, which the next one uses again.
#[derive(Default)]
pub(super) struct Draft {
    terms: Vec<(u64, u32)>,
    open: Vec<u64>,
    head: Vec<u64>,
    pairs: Vec<u64>,
    title: Vec<u64>,
    answer: Vec<u64>,
}

impl Cutter {
    /// Everything about a question that counts.
    pub(super) fn profile(&mut self, asked: &Asked<'_>) -> Profile {
        let question = asked.question;
        let mut draft = std::mem::take(&mut self.draft);
        let Draft {
            terms,
            open,
            head,
            pairs,
            title,
            answer,
        } = &mut draft;
        let mut last = None;
        let mut stands_open = |word: Word, weight: u32| {
            terms.push((word.stem, weight));
            open.push(word.stem);
            if let Some(last) = last.filter(|_| word.joined) {
                let pair = pair(last, word.stem);
                pairs.push(pair);
                if !word.pairing {
                    terms.push((pair, weight.min(PHRASE)));
                }
            }
            last = Some(word.stem);
        };
        let mut title_as_asked = SEED;
        texts(&question.title, &mut |text| {
            title_as_asked = fold_hash(title_as_asked, text);
            self.cut(text, &mut |word| {
                title.push(word.stem);
                stands_open(word, TITLE);
            });
        });
        head.extend_from_slice(title);
        for tag in asked.tags {
            self.cut(tag, &mut |word| {
                head.push(word.stem);
                stands_open(word, TAG);
            });
        }
        let mut left = PROMPT_WORDS;
        prose_texts(&question.prompt, &mut |text| {
            if left > 0 {
                self.cut(text, &mut |word| {
                    if left > 0 {
                        left -= 1;
                        stands_open(word, PROMPT);
                    }
                });
            }
        });
        if let Some(own) = question.answer.as_ref().filter(|own| !own.placeholder) {
            let mut left = ANSWER_WORDS;
            prose_texts(&own.prose, &mut |text| {
                if left > 0 {
                    self.cut(text, &mut |word| {
                        if left > 0 {
                            left -= 1;
                            answer.push(word.stem);
                        }
                    });
                }
            });
        }
        terms.extend(answer.iter().map(|stem| (*stem, ANSWER)));
        terms.sort_unstable_by_key(|(term, _)| *term);
        terms.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        let profile = Profile {
            terms: terms.iter().map(|(term, _)| *term).collect(),
            counts: terms
                .iter()
                .map(|(_, count)| (*count).min(ENOUGH) as u8)
                .collect(),
            places: OnceLock::new(),
            open: settle(open),
            head: settle(head),
            pairs: settle(pairs),
            title: settle(title),
            title_as_asked,
            answer: settle(answer),
        };
        terms.clear();
        self.draft = draft;
        profile
    }
}

/// A list sorted and with each number once; what it was made in is empty again.
fn settle(list: &mut Vec<u64>) -> Box<[u64]> {
    list.sort_unstable();
    list.dedup();
    let settled = list.as_slice().into();
    list.clear();
    settled
}

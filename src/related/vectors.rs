//! What says most about each question, and who shares it.

use std::cmp::Reverse;
use std::ops::Range;

use super::profile::{ENOUGH, Profile};

/// Terms of one question's vector.
const TERMS: usize = 48;

/// Questions that are found by one term. A term of more questions tells them apart so badly that
/// those it is heaviest in are enough.
const POSTINGS: u32 = 64;

/// How long a vector is.
const LENGTH: u64 = 1000;

/// How rare terms are, by their places in the vocabulary.
pub(super) struct Rarity {
    /// Number of questions.
    all: u32,
    /// In how many questions each term stands.
    counts: Vec<u32>,
    /// How much it says by that: 64 for each halving of the questions it stands in.
    weights: Vec<u32>,
}

impl Rarity {
    /// Counts the terms of questions, of which there are `terms` different ones at most.
    pub(super) fn of<'a>(profiles: impl Iterator<Item = &'a Profile>, terms: usize) -> Self {
        let mut counts = vec![0_u32; terms];
        let mut all = 0_u32;
        for profile in profiles {
            all = all.saturating_add(1);
            for place in profile.places() {
                counts[*place as usize] += 1;
            }
        }
        let most = log2(all.saturating_add(1));
        let weigh = |count: &u32| match count {
            0 => 0,
            count => most.saturating_sub(log2(*count)),
        };
        let weights = counts.iter().map(weigh).collect();
        Self {
            all,
            counts,
            weights,
        }
    }

    /// Whether a term of a question stands in more than this share of all, out of a hundred.
    pub(super) fn is_common(&self, profile: &Profile, term: u64, share: u32) -> bool {
        profile.place(term).is_some_and(|(place, _)| {
            let count = self.counts[place as usize];
            count > 4 && u64::from(count) * 100 > u64::from(self.all) * u64::from(share)
        })
    }

    /// How much a term says about a question.
    pub(super) fn weigh(&self, profile: &Profile, term: u64) -> u32 {
        profile.place(term).map_or(0, |(place, count)| {
            self.weights[place as usize] * saturated(count)
        })
    }
}

/// The logarithm to the base 2 in parts of 64, rounded down.
fn log2(number: u32) -> u32 {
    let whole = number.max(1).ilog2();
    // The fraction bit by bit: squaring doubles a logarithm.
    let mut rest = (u64::from(number.max(1)) << 31) >> whole;
    let mut logarithm = whole;
    for _ in 0..6 {
        rest = (rest * rest) >> 31;
        logarithm *= 2;
        if rest >= 1 << 32 {
            rest >>= 1;
            logarithm += 1;
        }
    }
    logarithm
}

/// The second time a word stands somewhere says less than the first.
fn saturated(count: u32) -> u32 {
    (count.min(ENOUGH) * 16).isqrt()
}

/// The vectors of all questions, and for each term the questions it is heavy in.
pub(super) struct Index {
    /// For each question its terms by place in the vocabulary, with their weights.
    vectors: Vec<Vec<(u32, u32)>>,
    /// Questions by term, with its weight there.
    postings: Vec<(u32, u32)>,
    /// For each term which of them are its own.
    lists: Vec<Range<u32>>,
}

/// What [`Index::closest`] counts in, so that it need not be made anew for each question.
pub(super) struct Scores {
    sums: Vec<u32>,
    touched: Vec<u32>,
}

impl Index {
    pub(super) fn of<'a>(profiles: impl Iterator<Item = &'a Profile>, rarity: &Rarity) -> Self {
        let vectors: Vec<Vec<(u32, u32)>> =
            profiles.map(|profile| heaviest(profile, rarity)).collect();
        let mut lists: Vec<Range<u32>> = vec![0..0; rarity.counts.len()];
        for (place, _) in vectors.iter().flatten() {
            lists[*place as usize].end += 1;
        }
        let mut end = 0;
        for list in &mut lists {
            let length = list.end;
            *list = end..end;
            end += length;
        }
        let mut postings = vec![(0, 0); end as usize];
        for (question, vector) in (0_u32..).zip(&vectors) {
            for (place, weight) in vector {
                let list = &mut lists[*place as usize];
                postings[list.end as usize] = (question, *weight);
                list.end += 1;
            }
        }
        for list in &mut lists {
            if list.len() as u32 > POSTINGS {
                let own = &mut postings[list.start as usize..list.end as usize];
                own.sort_unstable_by_key(|(question, weight)| (Reverse(*weight), *question));
                list.end = list.start + POSTINGS;
            }
        }
        Self {
            vectors,
            postings,
            lists,
        }
    }

    pub(super) fn scores(&self) -> Scores {
        Scores {
            sums: vec![0; self.vectors.len()],
            touched: Vec::new(),
        }
    }

    /// The questions most like one, the likest first, with how like they are in millionths.
    pub(super) fn closest(
        &self,
        question: usize,
        most: usize,
        scores: &mut Scores,
    ) -> Vec<(usize, u32)> {
        for (term, weight) in &self.vectors[question] {
            let list = &self.lists[*term as usize];
            for (other, there) in &self.postings[list.start as usize..list.end as usize] {
                let sum = &mut scores.sums[*other as usize];
                if *sum == 0 {
                    scores.touched.push(*other);
                }
                *sum += weight * there;
            }
        }
        let mut found: Vec<(usize, u32)> = Vec::with_capacity(scores.touched.len());
        for other in scores.touched.drain(..) {
            let sum = std::mem::take(&mut scores.sums[other as usize]);
            if other as usize != question {
                found.push((other as usize, sum));
            }
        }
        let best = |(other, sum): &(usize, u32)| (Reverse(*sum), *other);
        if found.len() > most {
            found.select_nth_unstable_by_key(most, best);
            found.truncate(most);
        }
        found.sort_unstable_by_key(best);
        found
    }
}

/// The heaviest terms of a question, with their shares of a vector of one length. Of terms that
/// weigh the same, those with the smaller number come first, as they stand in the profile.
fn heaviest(profile: &Profile, rarity: &Rarity) -> Vec<(u32, u32)> {
    let places = profile.places();
    let terms = places.iter().zip(profile.counts());
    let mut terms: Vec<(u32, usize)> = terms
        .map(|(place, count)| rarity.weights[*place as usize] * saturated(count))
        .zip(0..)
        .filter(|(weight, _)| *weight > 0)
        .collect();
    let best = |(weight, at): &(u32, usize)| (Reverse(*weight), *at);
    if terms.len() > TERMS {
        terms.select_nth_unstable_by_key(TERMS, best);
        terms.truncate(TERMS);
    }
    terms.sort_unstable_by_key(best);
    let square: u64 = terms
        .iter()
        .map(|(weight, _)| u64::from(*weight) * u64::from(*weight))
        .sum();
    let length = square.isqrt().max(1);
    terms
        .into_iter()
        .map(|(weight, at)| {
            let share = u64::from(weight) * LENGTH / length;
            (places[at], u32::try_from(share).unwrap_or(0))
        })
        // What one question says alone leads to no other.
        .filter(|(place, weight)| *weight > 0 && rarity.counts[*place as usize] > 1)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::log2;

    #[test]
    fn logarithms_are_exact_to_a_sixty_fourth() {
        assert_eq!(log2(1), 0);
        assert_eq!(log2(2), 64);
        assert_eq!(log2(3), 101);
        assert_eq!(log2(1024), 640);
        assert_eq!(log2(10_001), 850);
        assert!((1..5000).all(|number| log2(number) <= log2(number + 1)));
    }
}

//! What says most about each question, and who shares it.

use rayon::prelude::*;

use super::words::{HashedMap, Profile};

/// Terms of one question's vector.
const TERMS: usize = 14;

/// Questions that are found by one term. A term of more questions tells them apart so badly that
/// those it is heaviest in are enough.
const POSTINGS: usize = 64;

/// How long a vector is.
const LENGTH: u64 = 1000;

/// Shares of the counting, so that several cores can do it.
const SHARES: usize = 4;

/// How rare terms are.
pub(super) struct Rarity {
    /// Number of questions.
    all: u32,
    /// In how many questions each term stands, and how much that says; by share.
    shares: Vec<HashedMap<Rare>>,
}

/// How rare a term is.
#[derive(Clone, Copy, Default)]
struct Rare {
    /// In how many questions it stands.
    count: u32,
    /// How much it says by that: 64 for each halving of the questions it stands in.
    weight: u32,
}

/// The share of a term, by bits that its place in a map does not depend on.
fn share(term: u64) -> usize {
    (term >> 40) as usize % SHARES
}

impl Rarity {
    pub(super) fn of(profiles: &[Profile]) -> Self {
        let all = u32::try_from(profiles.len()).unwrap_or(u32::MAX);
        let most = log2(all.saturating_add(1));
        let shares = (0..SHARES)
            .into_par_iter()
            .map(|own| {
                let mut counts: HashedMap<Rare> = HashedMap::default();
                let terms = profiles.iter().flat_map(|profile| &profile.terms);
                for (term, _) in terms.filter(|(term, _)| share(*term) == own) {
                    counts.entry(*term).or_default().count += 1;
                }
                for rare in counts.values_mut() {
                    rare.weight = most.saturating_sub(log2(rare.count));
                }
                counts
            })
            .collect();
        Self { all, shares }
    }

    fn rare(&self, term: u64) -> Rare {
        let rare = self.shares[share(term)].get(&term);
        rare.copied().unwrap_or_default()
    }

    /// Whether a term stands in more than this share of the questions, out of a hundred.
    pub(super) fn is_common(&self, term: u64, share: u32) -> bool {
        let count = self.rare(term).count;
        count > 4 && u64::from(count) * 100 > u64::from(self.all) * u64::from(share)
    }

    /// How much a term says about a question.
    pub(super) fn weigh(&self, profile: &Profile, term: u64) -> u32 {
        let place = profile.terms.binary_search_by_key(&term, |(term, _)| *term);
        place.map_or(0, |place| {
            self.rare(term).weight * saturated(profile.terms[place].1)
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
    (count.min(40) * 16).isqrt()
}

/// The vectors of all questions, and for each term the questions it is heavy in.
pub(super) struct Index {
    /// For each question its terms by place in `postings`, with their weights.
    vectors: Vec<Vec<(u32, u32)>>,
    /// For each term questions with its weight there.
    postings: Vec<Vec<(u32, u32)>>,
}

/// What [`Index::closest`] counts in, so that it need not be made anew for each question.
pub(super) struct Scores {
    sums: Vec<u32>,
    touched: Vec<u32>,
}

impl Index {
    pub(super) fn of(profiles: &[Profile], rarity: &Rarity) -> Self {
        let chosen: Vec<Vec<(u64, u32)>> = profiles
            .par_iter()
            .map(|profile| heaviest(profile, rarity))
            .collect();
        let mut places: HashedMap<u32> = HashedMap::default();
        let mut postings: Vec<Vec<(u32, u32)>> = Vec::new();
        let mut vectors = Vec::with_capacity(profiles.len());
        for (question, terms) in (0_u32..).zip(&chosen) {
            let mut vector = Vec::with_capacity(terms.len());
            for (term, weight) in terms {
                let next = u32::try_from(postings.len()).unwrap_or(u32::MAX);
                let place = *places.entry(*term).or_insert(next);
                if place == next {
                    postings.push(Vec::new());
                }
                postings[place as usize].push((question, *weight));
                vector.push((place, *weight));
            }
            vectors.push(vector);
        }
        for list in &mut postings {
            if list.len() > POSTINGS {
                list.sort_unstable_by_key(|(question, weight)| {
                    (std::cmp::Reverse(*weight), *question)
                });
                list.truncate(POSTINGS);
            }
        }
        Self { vectors, postings }
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
            for (other, there) in &self.postings[*term as usize] {
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
        let best = |(other, sum): &(usize, u32)| (std::cmp::Reverse(*sum), *other);
        if found.len() > most {
            found.select_nth_unstable_by_key(most, best);
            found.truncate(most);
        }
        found.sort_unstable_by_key(best);
        found
    }
}

/// The heaviest terms of a question, with their shares of a vector of one length.
fn heaviest(profile: &Profile, rarity: &Rarity) -> Vec<(u64, u32)> {
    let mut terms: Vec<(u64, u32)> = profile
        .terms
        .iter()
        .map(|(term, count)| (*term, rarity.rare(*term).weight * saturated(*count)))
        .filter(|(_, weight)| *weight > 0)
        .collect();
    let best = |(term, weight): &(u64, u32)| (std::cmp::Reverse(*weight), *term);
    if terms.len() > TERMS {
        terms.select_nth_unstable_by_key(TERMS, best);
        terms.truncate(TERMS);
    }
    terms.sort_unstable_by_key(best);
    let square: u64 = terms
        .iter()
        .map(|(_, weight)| u64::from(*weight) * u64::from(*weight))
        .sum();
    let length = square.isqrt().max(1);
    for (_, weight) in &mut terms {
        *weight = u32::try_from(u64::from(*weight) * LENGTH / length).unwrap_or(0);
    }
    // What one question says alone leads to no other.
    terms.retain(|(term, weight)| *weight > 0 && rarity.rare(*term).count > 1);
    terms
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

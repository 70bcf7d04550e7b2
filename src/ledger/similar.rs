//! How much a question looks like what a line of the file describes.
//!
//! A title says little where all of them begin with `What is`: each of its words weighs
//! `ln(1 + N/n)` when `n` of `N` titles have it (inverse document frequency), and a word that was only
//! mended or bent counts by the letters that it kept (Dice's coefficient of pairs of letters). Of the
//! texts, pairs of words that several questions have in common say nothing.

use std::cmp::Ordering;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::fingerprint::{Fingerprint, SKETCH, resemblance};
use crate::tokens::token_set;

/// What less resembles is not worth a word.
pub const UNSURE: f32 = 0.3;

/// In one file, what resembles as much is the same question.
pub const SURE: f32 = 0.5;

/// Between files there is more that looks alike by chance.
pub const SURE_ANYWHERE: f32 = 0.6;

/// Words and pairs of words that more questions have lead to none of them.
const OFTEN: usize = 32;

/// Pairs of words that more questions have say nothing about one.
const SHARED: usize = 3;

/// So many of a title's words, the rarest, lead to candidates.
const RAREST: usize = 6;

/// Two words are forms of one when so many of their pairs of letters are the same.
const FORM: f32 = 0.6;

/// How often words and pairs of words are there.
pub struct Similar {
    titles: usize,
    words: FxHashMap<String, usize>,
    pairs: FxHashMap<u32, usize>,
}

/// A fingerprint with its title in pieces.
pub struct Pieces<'a> {
    print: &'a Fingerprint,
    /// Sorted.
    words: Vec<Word>,
}

/// A word of a title.
struct Word {
    text: String,
    weight: f32,
}

impl Similar {
    /// Counts what the questions of the file and those of today have: the larger of the two counts,
    /// as most of them are the same.
    pub fn new<'a>(
        before: impl Iterator<Item = &'a Fingerprint>,
        now: impl Iterator<Item = &'a Fingerprint>,
    ) -> Self {
        let mut all = Self::of(before);
        let now = Self::of(now);
        all.titles = all.titles.max(now.titles);
        for (word, count) in now.words {
            let known = all.words.entry(word).or_default();
            *known = count.max(*known);
        }
        for (pair, count) in now.pairs {
            let known = all.pairs.entry(pair).or_default();
            *known = count.max(*known);
        }
        all
    }

    fn of<'a>(prints: impl Iterator<Item = &'a Fingerprint>) -> Self {
        let mut counts = Self {
            titles: 0,
            words: FxHashMap::default(),
            pairs: FxHashMap::default(),
        };
        for print in prints {
            counts.titles += 1;
            for word in token_set(&print.title) {
                *counts.words.entry(word).or_default() += 1;
            }
            for pair in &print.sketch {
                *counts.pairs.entry(*pair).or_default() += 1;
            }
        }
        counts
    }

    /// A fingerprint, ready to be compared.
    pub fn pieces<'a>(&self, print: &'a Fingerprint) -> Pieces<'a> {
        let words = token_set(&print.title).into_iter();
        let words = words.map(|text| {
            let count = self.words.get(&text).copied().unwrap_or(1).max(1);
            let weight = (1.0 + self.titles as f32 / count as f32).ln();
            Word { text, weight }
        });
        Pieces {
            print,
            words: words.collect(),
        }
    }

    /// How much two are alike, from 0 to 1.
    pub fn score(&self, one: &Pieces<'_>, other: &Pieces<'_>) -> f32 {
        let title = titles_alike(&one.words, &other.words);
        let (one, other) = (&one.print.sketch, &other.print.sketch);
        let says = |pair: u32| self.pairs.get(&pair).is_none_or(|count| *count <= SHARED);
        match resemblance(one, other, says) {
            Some(text) => {
                // A long text that stayed is as good as a title that stayed.
                let long = one.len().min(other.len()) == SKETCH;
                let alone = if long { 0.9 * text } else { 0.0 };
                alone.max(f32::midpoint(title, text))
            }
            None => 0.8 * title,
        }
    }

    /// Every two that may be one question, with how much they are alike: places in `before` and in
    /// `now`, sorted. Only what shares a rare word or a rare pair of words is looked at.
    pub fn candidates(
        &self,
        before: &[Pieces<'_>],
        now: &[Pieces<'_>],
    ) -> Vec<(usize, usize, f32)> {
        let mut by_word: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        let mut by_pair: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (place, pieces) in before.iter().enumerate() {
            for word in &pieces.words {
                by_word.entry(&word.text).or_default().push(place);
            }
            for pair in &pieces.print.sketch {
                by_pair.entry(*pair).or_default().push(place);
            }
        }
        let of_one = |(question, pieces): (usize, &Pieces<'_>)| {
            let mut lists: Vec<&Vec<usize>> = pieces
                .words
                .iter()
                .filter_map(|word| by_word.get(&*word.text))
                .filter(|list| list.len() <= OFTEN)
                .collect();
            lists.sort_by_key(|list| list.len());
            lists.truncate(RAREST);
            let pairs = pieces.print.sketch.iter();
            lists.extend(
                pairs
                    .filter_map(|pair| by_pair.get(pair))
                    .filter(|list| list.len() <= OFTEN),
            );
            let found: FxHashSet<usize> = lists.into_iter().flatten().copied().collect();
            let found = found.into_iter().map(|place| {
                let score = self.score(&before[place], pieces);
                (place, question, score)
            });
            found
                .filter(|(.., score)| *score >= UNSURE)
                .collect::<Vec<_>>()
        };
        let mut pairs: Vec<(usize, usize, f32)> =
            now.par_iter().enumerate().flat_map_iter(of_one).collect();
        pairs.sort_by_key(|(place, question, _)| (*place, *question));
        pairs
    }
}

/// Weighted share of the words that two titles have in common.
fn titles_alike(one: &[Word], other: &[Word]) -> f32 {
    let (mut shared, mut all) = (0.0, 0.0);
    let (mut only, mut rest) = (Vec::new(), Vec::new());
    let (mut ones, mut others) = (one.iter().peekable(), other.iter().peekable());
    loop {
        let order = match (ones.peek(), others.peek()) {
            (Some(one), Some(other)) => one.text.cmp(&other.text),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => break,
        };
        if order != Ordering::Greater {
            only.extend(ones.next());
        }
        if order != Ordering::Less {
            rest.extend(others.next());
        }
        if order == Ordering::Equal {
            let weight = only.pop().map_or(0.0, |word| word.weight);
            rest.pop();
            shared += weight;
            all += 2.0 * weight;
        }
    }
    all += only
        .iter()
        .chain(&rest)
        .map(|word| word.weight)
        .sum::<f32>();
    for word in only {
        let forms = rest
            .iter()
            .map(|form| letters_alike(&word.text, &form.text));
        let best = forms.enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((at, alike)) = best.filter(|(_, alike)| *alike >= FORM) {
            let form = rest.swap_remove(at);
            shared += alike * word.weight.min(form.weight);
        }
    }
    if all > shared {
        shared / (all - shared)
    } else {
        0.0
    }
}

/// Dice's coefficient of the pairs of letters of two words, their beginning and end included.
fn letters_alike(one: &str, other: &str) -> f32 {
    // Hardly anybody mends the first letter, and nobody bends it.
    if one.chars().next() != other.chars().next() {
        return 0.0;
    }
    let pairs = |word: &str| -> Vec<(char, char)> {
        let ends = std::iter::once('^').chain(word.chars()).chain(['$']);
        let letters: Vec<char> = ends.collect();
        let mut pairs: Vec<_> = letters.windows(2).map(|two| (two[0], two[1])).collect();
        pairs.sort_unstable();
        pairs
    };
    let (one, other) = (pairs(one), pairs(other));
    let (mut at, mut both) = (0, 0);
    for pair in &one {
        while at < other.len() && other[at] < *pair {
            at += 1;
        }
        if other.get(at) == Some(pair) {
            both += 1;
            at += 1;
        }
    }
    2.0 * both as f32 / (one.len() + other.len()) as f32
}

#[cfg(test)]
mod tests {
    use super::{SURE, SURE_ANYWHERE, Similar, UNSURE};
    use crate::ledger::Fingerprint;

    /// How much two questions are alike among some others; texts may be empty.
    fn alike(one: (&str, &str), other: (&str, &str)) -> f32 {
        let others = [
            "What is a queue?",
            "What is a lock?",
            "How does a cache work?",
            "Explain an index.",
            "What is the difference between a join and a union?",
            "How do you test a service?",
        ];
        let prints = |(title, text): (&str, &str)| -> Vec<Fingerprint> {
            let others = others.iter().map(|title| Fingerprint::new(title, ""));
            others.chain([Fingerprint::new(title, text)]).collect()
        };
        let (before, now) = (prints(one), prints(other));
        let similar = Similar::new(before.iter(), now.iter());
        let last = others.len();
        similar.score(&similar.pieces(&before[last]), &similar.pieces(&now[last]))
    }

    #[test]
    fn what_only_begins_alike_is_not_alike() {
        let score = alike(("What is a process?", ""), ("What is a thread?", ""));
        assert!(score < SURE / 1.5, "{score}");
    }

    #[test]
    fn mended_and_bent_words_count() {
        let score = alike(("What is a procces?", ""), ("What is a process?", ""));
        assert!(score >= SURE, "{score}");
        let one = "What is the difference between a process and a thread?";
        let score = alike((one, ""), ("How do processes differ from threads?", ""));
        assert!(score < SURE, "{score}");
        let score = alike((one, ""), ("Processes and threads: the difference?", ""));
        assert!(score >= UNSURE, "{score}");
    }

    #[test]
    fn a_text_that_stays_carries_a_new_title() {
        let text = "It keeps answers near those who ask, so that the second reader need not wait \
                    for the slow store behind it; it is wrong when the store changes unseen.";
        let score = alike(("Why caching?", text), ("What does memoisation buy?", text));
        assert!(score >= SURE_ANYWHERE, "{score}");
        // A line that many have is too short to do that.
        let short = "See the chapter on stores.";
        let score = alike(("Why caching?", short), ("What is paging?", short));
        assert!(score < SURE_ANYWHERE, "{score}");
    }

    #[test]
    fn one_title_with_another_text_is_not_enough_elsewhere() {
        let (one, other) = (
            "A class takes the shape of another one when it is asked by its interface alone.",
            "In biology it means that several forms live together in one population at a time.",
        );
        let title = "What is polymorphism?";
        assert!(alike((title, one), (title, other)) < SURE_ANYWHERE);
    }
}

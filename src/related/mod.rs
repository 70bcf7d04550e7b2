//! Which questions belong together, and which are one question written twice.
//!
//! 1. Each question's text is cut once into stems ([`words`]): title, tags, prompt, answer.
//! 2. The stems that say most about it, by rarity and place, become its vector ([`vectors`]).
//! 3. An inverted index finds the questions that share some of them; lists are bounded, so the
//!    work grows with the number of questions and not with its square.
//! 4. The likest are compared closely: some are twins ([`twins`]), the others are related, and
//!    the words they share say why ([`reasons`]).
//!
//! Everything is counted in integers, so the result is the same on every machine. Reasons are made
//! of words that stand open in both questions (title, tags, prompt): a word of a folded answer
//! would give it away.

mod reasons;
mod twins;
mod vectors;
mod words;

use rayon::prelude::*;

use crate::model::Question;

use reasons::Open;
use twins::ByTitle;
use vectors::{Index, Rarity, Scores};
use words::{Cutter, Profile};

/// Questions related to one.
const MOST: usize = 5;

/// How like two questions are at least, in millionths, when open words say why.
const LIKE: u32 = 32_000;

/// The same when only their answers have words in common.
const LIKE_BY_ANSWERS: u32 = 120_000;

/// The likest questions that are looked at closely.
const CLOSE: usize = 16;

/// So few questions are not worth a core.
const SMALLEST_CHUNK: usize = 64;

/// Neighbours on a page: so few questions apart in one document.
const NEAR: usize = 2;

/// A question to relate.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Number of its document.
    pub document: usize,
    /// The question.
    pub question: &'a Question,
    /// Its tags, or its document's.
    pub tags: &'a [String],
}

/// A question that is related to another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Its number.
    pub question: usize,
    /// What both are about, as the author of the other one wrote it; empty when only the answers
    /// have words in common.
    pub words: Vec<String>,
}

/// What belongs together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Related {
    /// For each question at most five others, the likest first.
    pub relations: Vec<Vec<Relation>>,
    /// Pairs that are one question written twice, the earlier one first, sorted.
    pub twins: Vec<(usize, usize)>,
}

/// Relates questions in reading order; `language` is a BCP 47 tag.
pub fn relate(asked: &[Asked<'_>], language: &str) -> Related {
    // One chunk for each core: what a cutter has learnt is worth keeping.
    let size = asked
        .len()
        .div_ceil(rayon::current_num_threads())
        .max(SMALLEST_CHUNK);
    let cut: Vec<(Vec<Profile>, Cutter)> = asked
        .par_chunks(size)
        .map(|chunk| {
            let mut cutter = Cutter::new(language);
            let profiles = chunk.iter().map(|asked| cutter.profile(asked)).collect();
            (profiles, cutter)
        })
        .collect();
    let (profiles, cutters): (Vec<_>, Vec<_>) = cut.into_iter().unzip();
    let profiles: Vec<Profile> = profiles.into_iter().flatten().collect();
    let rarity = Rarity::of(&profiles);
    let all = All {
        asked,
        index: Index::of(&profiles, &rarity),
        titles: twins::by_title(&profiles),
        profiles,
        rarity,
    };
    let found: Vec<Vec<(Vec<Relation>, Vec<usize>)>> = cutters
        .into_par_iter()
        .enumerate()
        .map(|(chunk, mut cutter)| {
            let mut scores = all.index.scores();
            (chunk * size..((chunk + 1) * size).min(asked.len()))
                .map(|question| all.of(question, &mut scores, &mut cutter))
                .collect()
        })
        .collect();
    let mut related = Related::default();
    for (question, (relations, others)) in found.into_iter().flatten().enumerate() {
        related.relations.push(relations);
        // One of the two may have found the other alone.
        related.twins.extend(
            others
                .into_iter()
                .map(|other| (question.min(other), question.max(other))),
        );
    }
    related.twins.sort_unstable();
    related.twins.dedup();
    related
}

/// Everything that is known about all questions.
struct All<'a> {
    asked: &'a [Asked<'a>],
    profiles: Vec<Profile>,
    rarity: Rarity,
    index: Index,
    titles: ByTitle,
}

impl All<'_> {
    /// What is related to a question, and its twins.
    fn of(
        &self,
        question: usize,
        scores: &mut Scores,
        cutter: &mut Cutter,
    ) -> (Vec<Relation>, Vec<usize>) {
        let own = &self.profiles[question];
        let close = self.index.closest(question, CLOSE, scores);
        let mut twins: Vec<usize> = close
            .iter()
            .map(|(other, _)| *other)
            .chain(self.titles.others(question))
            .filter(|other| twins::are(own, &self.profiles[*other]))
            .collect();
        twins.sort_unstable();
        twins.dedup();
        let open = Open::of(&self.asked[question], cutter);
        let mut relations: Vec<Relation> = Vec::new();
        for (other, like) in rank(self.asked, question, close, &twins) {
            if relations.len() == MOST {
                break;
            }
            let profile = &self.profiles[other];
            let is_twin = |known: &Relation| twins::are(&self.profiles[known.question], profile);
            if relations.iter().any(is_twin) {
                continue;
            }
            let words = open.shared(own, profile, &self.rarity);
            if !words.is_empty() || like >= LIKE_BY_ANSWERS {
                relations.push(Relation {
                    question: other,
                    words,
                });
            }
        }
        (relations, twins)
    }
}

/// Candidates with how like they are, best first: twins and neighbours of the same file behind
/// others that are as like.
fn rank(
    asked: &[Asked<'_>],
    question: usize,
    close: Vec<(usize, u32)>,
    twins: &[usize],
) -> Vec<(usize, u32)> {
    let own = asked[question].document;
    let mut ranked: Vec<(u32, usize, u32)> = close
        .into_iter()
        .filter(|(_, like)| *like >= LIKE)
        .map(|(other, like)| {
            let beside = asked[other].document == own;
            let score = match question.abs_diff(other) {
                _ if twins.binary_search(&other).is_ok() => like / 16,
                apart if beside && apart <= NEAR => like / 3,
                _ if beside => like / 2,
                _ => like,
            };
            (score, other, like)
        })
        .collect();
    ranked.sort_unstable_by_key(|(score, other, _)| (std::cmp::Reverse(*score), *other));
    ranked
        .into_iter()
        .map(|(_, other, like)| (other, like))
        .collect()
}

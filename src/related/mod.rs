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
use vectors::{Index, Rarity};
use words::{Cutter, Profile};

/// Questions related to one.
const MOST: usize = 5;

/// How like two questions are at least, in millionths, when open words say why.
const LIKE: u32 = 32_000;

/// The same when only their answers have words in common.
const LIKE_BY_ANSWERS: u32 = 120_000;

/// The likest questions that are looked at closely.
const CLOSE: usize = 16;

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
    let profiles = profiles(asked, language);
    let rarity = Rarity::of(&profiles);
    let index = Index::of(&profiles, &rarity);
    let alike_titles = twins::by_title(&profiles);
    let size = chunk_size(asked.len());
    let found: Vec<(Vec<Relation>, Vec<usize>)> = (0..asked.len().div_ceil(size))
        .into_par_iter()
        .flat_map_iter(|chunk| {
            let mut scores = index.scores();
            let mut cutter = Cutter::new(language);
            let range = chunk * size..((chunk + 1) * size).min(asked.len());
            let found: Vec<_> = range
                .map(|question| {
                    let close = index.closest(question, CLOSE, &mut scores);
                    let mut twins: Vec<usize> = close
                        .iter()
                        .map(|(other, _)| *other)
                        .chain(alike_titles.others(question))
                        .filter(|other| twins::are(&profiles[question], &profiles[*other]))
                        .collect();
                    twins.sort_unstable();
                    twins.dedup();
                    let ranked = rank(asked, question, close, &twins);
                    let open = Open::of(&asked[question], &mut cutter);
                    let mut relations: Vec<Relation> = Vec::new();
                    for (other, like) in ranked {
                        if relations.len() == MOST {
                            break;
                        }
                        let twin = |known: &Relation| {
                            twins::are(&profiles[known.question], &profiles[other])
                        };
                        if relations.iter().any(twin) {
                            continue;
                        }
                        let words = open.shared(&profiles[question], &profiles[other], &rarity);
                        if !words.is_empty() || like >= LIKE_BY_ANSWERS {
                            relations.push(Relation {
                                question: other,
                                words,
                            });
                        }
                    }
                    (relations, twins)
                })
                .collect();
            found
        })
        .collect();
    let mut related = Related::default();
    for (question, (relations, others)) in found.into_iter().enumerate() {
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

fn profiles(asked: &[Asked<'_>], language: &str) -> Vec<Profile> {
    asked
        .par_chunks(chunk_size(asked.len()))
        .flat_map_iter(|chunk| {
            let mut cutter = Cutter::new(language);
            let profiles: Vec<Profile> = chunk.iter().map(|asked| cutter.profile(asked)).collect();
            profiles
        })
        .collect()
}

/// Chunks big enough that what each of them sets up costs little.
fn chunk_size(questions: usize) -> usize {
    questions.div_ceil(rayon::current_num_threads() * 4).max(32)
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

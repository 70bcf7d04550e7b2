//! Which questions belong together, and which are one question written twice.
//!
//! 1. Each question's text is cut once into stems ([`words`]): title, tags, prompt, answer. What
//!    came of a document ([`profile`]) is kept for as long as nobody changes it ([`Known`]).
//! 2. The stems that say most about it, by rarity and place, become its vector ([`vectors`]).
//! 3. An inverted index finds the questions that share some of them; lists are bounded, so the
//!    work grows with the number of questions and not with its square.
//! 4. The likest are compared closely: some are twins ([`twins`]), the others are related, and
//!    the words they share say why ([`reasons`]).
//!
//! Everything is counted in integers, so the result is the same on every machine. Reasons are made
//! of words that stand open in both questions (title, tags, prompt): a word of a folded answer
//! would give it away.

mod profile;
mod reasons;
mod twins;
mod vectors;
mod words;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use crate::model::{Document, PerDocument, Question, QuestionId};

use profile::{Profile, Vocabulary};
use reasons::Open;
use twins::ByTitle;
use vectors::{Index, Rarity, Scores};
use words::Cutter;

/// Questions related to one.
const MOST: usize = 5;

/// How like two questions are at least, in millionths, when open words say why.
const LIKE: u32 = 45_000;

/// The same when only their answers have words in common.
const LIKE_BY_ANSWERS: u32 = 120_000;

/// How like makes a question worth showing whatever else there is.
const MUCH_LIKE: u32 = 90_000;

/// How like the others are at least, in hundredths of the likest one: in a small guide, where words
/// are rarely rare, the likest are not very like.
const OF_THE_LIKEST: u32 = 60;

/// The likest questions that are looked at closely.
const CLOSE: usize = 16;

/// Neighbours on a page: so few questions apart in one document.
const NEAR: usize = 2;

/// A question with its tags, or its document's.
#[derive(Clone, Copy, Debug)]
struct Asked<'a> {
    question: &'a Question,
    tags: &'a [String],
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

/// What was learnt from documents, from guide to guide.
#[derive(Debug, Default)]
pub struct Known {
    language: String,
    vocabulary: Vocabulary,
    documents: PerDocument<Profiles>,
}

/// The questions of one document as numbers.
#[derive(Debug, Default)]
struct Profiles {
    profiles: Vec<Profile>,
    /// Place of a question by its id.
    places: HashMap<QuestionId, usize>,
}

impl Profiles {
    fn of(document: &Document, cutter: &mut Cutter) -> Self {
        let ids = document.questions().map(|question| question.id.clone());
        let profiles = asked(document).map(|asked| cutter.profile(&asked));
        Self {
            places: ids.zip(0..).collect(),
            profiles: profiles.collect(),
        }
    }
}

/// Does something with a cutter that is at hand, or with a new one, and keeps it for what it has
/// learnt.
fn with_cutter<T>(
    cutters: &Mutex<Vec<Cutter>>,
    language: &str,
    act: impl FnOnce(&mut Cutter) -> T,
) -> T {
    let all = || cutters.lock().unwrap_or_else(PoisonError::into_inner);
    let at_hand = all().pop();
    let mut cutter = at_hand.unwrap_or_else(|| Cutter::new(language));
    let done = act(&mut cutter);
    all().push(cutter);
    done
}

fn asked(document: &Document) -> impl Iterator<Item = Asked<'_>> {
    document.questions().map(|question| Asked {
        question,
        tags: document.tags_of(question),
    })
}

/// Which questions of some documents belong together. What is related to one of them is found when
/// somebody asks, unless everything was found before.
#[derive(Default)]
pub struct Related {
    language: String,
    documents: Vec<Arc<Document>>,
    profiles: Vec<Arc<Profiles>>,
    /// Number of the first question of each document.
    firsts: Vec<usize>,
    /// Number of all terms that there may be.
    terms: usize,
    /// What cut the documents that were new: it knows the stems of most words.
    cutters: Mutex<Vec<Cutter>>,
    together: OnceLock<Together>,
    found: OnceLock<Found>,
}

/// What all questions together tell.
struct Together {
    rarity: Rarity,
    index: Index,
    titles: ByTitle,
}

/// What belongs together.
struct Found {
    /// For each question at most five others, the likest first.
    relations: Vec<Vec<Relation>>,
    /// Pairs that are one question written twice, the earlier one first, sorted.
    twins: Vec<(usize, usize)>,
}

impl fmt::Debug for Related {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Related").finish_non_exhaustive()
    }
}

impl Related {
    /// The questions of `documents`, numbered in their order; `language` is a BCP 47 tag.
    pub fn new(documents: Vec<Arc<Document>>, language: &str, known: &mut Known) -> Self {
        if known.language != language {
            *known = Known {
                language: language.to_owned(),
                ..Known::default()
            };
        }
        let cutters = Mutex::default();
        let profiles = known.documents.of(&documents, |share| {
            with_cutter(&cutters, language, |cutter| {
                let share = share.iter();
                share
                    .map(|document| Profiles::of(document, cutter))
                    .collect()
            })
        });
        let mut firsts = Vec::with_capacity(profiles.len());
        let mut questions = 0;
        for profiles in &profiles {
            firsts.push(questions);
            questions += profiles.profiles.len();
            for profile in &profiles.profiles {
                known.vocabulary.learn(profile);
            }
        }
        Self {
            language: language.to_owned(),
            documents,
            profiles,
            firsts,
            terms: known.vocabulary.len(),
            cutters,
            ..Self::default()
        }
    }

    /// Number of the question `id` of a document, by its index.
    pub fn number(&self, document: usize, id: &QuestionId) -> Option<usize> {
        let place = self.profiles[document].places.get(id)?;
        Some(self.firsts[document] + place)
    }

    /// What is related to a question, the likest first.
    pub fn of(&self, question: usize) -> Vec<Relation> {
        if let Some(found) = self.found.get() {
            return found.relations[question].clone();
        }
        let (document, place) = self.place(question);
        let Some(asked) = asked(&self.documents[document]).nth(place) else {
            return Vec::new();
        };
        let mut scores = self.together().index.scores();
        with_cutter(&self.cutters, &self.language, |cutter| {
            self.relate(question, &asked, &mut scores, cutter).0
        })
    }

    /// Pairs that are one question written twice, the earlier one first, sorted. Everything else
    /// that belongs together is found with them, on several threads.
    pub fn twins(&self) -> &[(usize, usize)] {
        &self.found.get_or_init(|| self.find()).twins
    }

    fn find(&self) -> Found {
        self.together();
        let share = self
            .documents
            .len()
            .div_ceil(rayon::current_num_threads())
            .max(1);
        let found: Vec<Vec<_>> = (0..self.documents.len())
            .collect::<Vec<_>>()
            .par_chunks(share)
            .map(|documents| {
                let mut scores = self.together().index.scores();
                with_cutter(&self.cutters, &self.language, |cutter| {
                    let mut found = Vec::new();
                    for document in documents {
                        let first = self.firsts[*document];
                        for (place, asked) in asked(&self.documents[*document]).enumerate() {
                            found.push(self.relate(first + place, &asked, &mut scores, cutter));
                        }
                    }
                    found
                })
            })
            .collect();
        let mut relations = Vec::new();
        let mut twins = Vec::new();
        for (question, (own, others)) in found.into_iter().flatten().enumerate() {
            relations.push(own);
            // One of the two may have found the other alone.
            let pair = |other: usize| (question.min(other), question.max(other));
            twins.extend(others.into_iter().map(pair));
        }
        twins.sort_unstable();
        twins.dedup();
        Found { relations, twins }
    }

    /// Made on one thread. Whoever waits for it may be one of several threads that share the work
    /// of a build, and must not be handed more of that work meanwhile.
    fn together(&self) -> &Together {
        self.together.get_or_init(|| {
            let profiles = || self.profiles.iter().flat_map(|known| &known.profiles);
            let rarity = Rarity::of(profiles(), self.terms);
            Together {
                index: Index::of(profiles(), &rarity),
                titles: twins::by_title(profiles()),
                rarity,
            }
        })
    }

    /// Index of a question's document, and the question's place in it.
    fn place(&self, question: usize) -> (usize, usize) {
        let document = self.firsts.partition_point(|first| *first <= question) - 1;
        (document, question - self.firsts[document])
    }

    fn profile(&self, question: usize) -> &Profile {
        let (document, place) = self.place(question);
        &self.profiles[document].profiles[place]
    }

    /// What is related to a question, and its twins.
    fn relate(
        &self,
        question: usize,
        asked: &Asked<'_>,
        scores: &mut Scores,
        cutter: &mut Cutter,
    ) -> (Vec<Relation>, Vec<usize>) {
        let Together {
            rarity,
            index,
            titles,
        } = self.together();
        let own = self.profile(question);
        let close = index.closest(question, CLOSE, scores);
        let mut twins: Vec<usize> = close
            .iter()
            .map(|(other, _)| *other)
            .chain(titles.others(question))
            .filter(|other| twins::are(own, self.profile(*other)))
            .collect();
        twins.sort_unstable();
        twins.dedup();
        let ranked = self.rank(question, close, &twins);
        if ranked.is_empty() {
            return (Vec::new(), twins);
        }
        let open = Open::of(asked, cutter);
        let mut relations: Vec<Relation> = Vec::new();
        for (other, like) in ranked {
            if relations.len() == MOST {
                break;
            }
            let profile = self.profile(other);
            let is_twin = |known: &Relation| twins::are(self.profile(known.question), profile);
            if relations.iter().any(is_twin) {
                continue;
            }
            let words = open.shared(own, profile, rarity);
            if !words.is_empty() || like >= LIKE_BY_ANSWERS {
                relations.push(Relation {
                    question: other,
                    words,
                });
            }
        }
        (relations, twins)
    }

    /// Candidates with how like they are, best first: twins and neighbours of the same file behind
    /// others that are as like.
    fn rank(
        &self,
        question: usize,
        close: Vec<(usize, u32)>,
        twins: &[usize],
    ) -> Vec<(usize, u32)> {
        let (own, _) = self.place(question);
        let mut others = close
            .iter()
            .filter(|(other, _)| twins.binary_search(other).is_err());
        let likest = others.next().map_or(0, |(_, like)| *like);
        let least = (likest / 100 * OF_THE_LIKEST).clamp(LIKE, MUCH_LIKE);
        let mut ranked: Vec<(u32, usize, u32)> = close
            .into_iter()
            .filter(|(_, like)| *like >= least)
            .map(|(other, like)| {
                let beside = self.place(other).0 == own;
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
}

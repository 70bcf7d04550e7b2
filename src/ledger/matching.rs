//! Which line of the file describes which question of today.
//!
//! 1. Ids that authors wrote have their lines.
//! 2. In its file, the same title with the same text; then the same title, if it is the only one, or
//!    by its text. Questions that nothing tells apart keep their order.
//! 3. Anywhere, the same title with the same text, if there is one only.
//! 4. A file that is gone and most of whose questions are in one other file was renamed: step 2 again.
//! 5. The most similar in the same file, then anywhere ([`similar`](super::similar)).
//!
//! In steps 2 and 5 two belong together when each is the other's best and no third comes near. What
//! is left contested is given to nobody.

use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::asked::Asked;
use super::fingerprint::resemblance;
use super::format::{Ledger, Version};
use super::similar::{Pieces, SURE, SURE_ANYWHERE, Similar};
use crate::model::QuestionId;

/// Who comes nearer than this to the best is as good.
const NEAR: f32 = 0.1;

/// Of more questions with one title in one file only those are compared that have a rare pair of words
/// in common.
const MOST_PAIRS: usize = 40_000;

/// Each round settles what the one before made clear; what takes longer is not clear.
const ROUNDS: usize = 100;

/// A question with its file.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    /// Its file, relative to the content root.
    pub file: &'a Arc<str>,
    /// What is asked.
    pub asked: &'a Asked,
}

/// A line that may describe a question.
#[derive(Clone, Copy, Debug)]
struct Pair {
    entry: usize,
    /// Which of the entry's versions.
    version: usize,
    question: usize,
    /// Whether both are in one file.
    near: bool,
    /// How much they are alike.
    score: f32,
}

/// A line of the file, by its entry and its place among the entry's versions.
pub type Line = (usize, usize);

/// Lines and questions that have something in common.
#[derive(Default)]
struct Group {
    lines: Vec<Line>,
    questions: Vec<usize>,
}

/// What was found.
#[derive(Debug)]
pub struct Matching {
    /// Of each question its line.
    pub of_question: Vec<Option<Line>>,
    /// Of each entry its question.
    pub of_entry: Vec<Option<usize>>,
    /// Questions that an entry may belong to as well as to another one, or the other way round.
    pub contested: BTreeMap<usize, Vec<usize>>,
    /// What resembles most an entry that nothing was found for, if anything does.
    pub perhaps: BTreeMap<usize, usize>,
}

/// Finds the lines of `here`.
pub fn find(ledger: &Ledger, here: &[Here<'_>]) -> Matching {
    let mut finder = Finder {
        ledger,
        here,
        files: FxHashMap::default(),
        found: Matching {
            of_question: vec![None; here.len()],
            of_entry: vec![None; ledger.entries.len()],
            contested: BTreeMap::new(),
            perhaps: BTreeMap::new(),
        },
    };
    finder.authored();
    finder.in_files();
    finder.anywhere();
    if finder.renamed_files() {
        finder.in_files();
    }
    finder.similar();
    finder.found
}

struct Finder<'a> {
    ledger: &'a Ledger,
    here: &'a [Here<'a>],
    /// Files that were renamed, with what they are called now.
    files: FxHashMap<&'a str, &'a str>,
    found: Matching,
}

impl<'a> Finder<'a> {
    fn claim(&mut self, entry: usize, version: usize, question: usize) {
        self.found.of_entry[entry] = Some(question);
        self.found.of_question[question] = Some((entry, version));
    }

    fn is_open(&self, pair: &Pair) -> bool {
        self.found.of_entry[pair.entry].is_none() && self.found.of_question[pair.question].is_none()
    }

    /// Lines that nobody has yet.
    fn open_versions(&self) -> Vec<(usize, usize, &'a Version)> {
        let entries = self.ledger.entries.iter().enumerate();
        let open = entries.filter(|(entry, _)| self.found.of_entry[*entry].is_none());
        open.flat_map(|(entry, known)| {
            let versions = known.versions.iter().enumerate();
            versions.map(move |(version, known)| (entry, version, known))
        })
        .collect()
    }

    fn open_questions(&self) -> Vec<usize> {
        let all = 0..self.here.len();
        all.filter(|question| self.found.of_question[*question].is_none())
            .collect()
    }

    /// What the file of a line is called now.
    fn file_of(&self, version: &'a Version) -> &'a str {
        let file = &*version.file;
        self.files.get(file).copied().unwrap_or(file)
    }

    fn authored(&mut self) {
        for (question, here) in self.here.iter().enumerate() {
            let entries = &self.ledger.entries;
            let place = entries.binary_search_by(|entry| entry.id.cmp(&here.asked.id));
            if let Ok(entry) = place
                && here.asked.authored
                && self.found.of_entry[entry].is_none()
            {
                let versions = &entries[entry].versions;
                let same = versions
                    .iter()
                    .position(|version| version.print.title == here.asked.print.title);
                self.claim(entry, same.unwrap_or(0), question);
            }
        }
    }

    /// Open lines and questions that have the same key, by the first of the questions.
    fn groups<K: Hash + Eq>(
        &self,
        of_version: impl Fn(&'a Version) -> K,
        of_question: impl Fn(Here<'a>) -> K,
    ) -> Vec<Group> {
        let mut places: FxHashMap<K, usize> = FxHashMap::default();
        let mut groups: Vec<Group> = Vec::new();
        for question in self.open_questions() {
            let place = *places
                .entry(of_question(self.here[question]))
                .or_insert(groups.len());
            if place == groups.len() {
                groups.push(Group::default());
            }
            groups[place].questions.push(question);
        }
        for (entry, version, known) in self.open_versions() {
            if let Some(place) = places.get(&of_version(known)) {
                groups[*place].lines.push((entry, version));
            }
        }
        groups.retain(|group| !group.lines.is_empty());
        groups
    }

    fn in_files(&mut self) {
        let groups = self.groups(
            |line| (self.file_of(line), &line.print),
            |here| (&**here.file, &here.asked.print),
        );
        for group in groups {
            self.in_order(group);
        }
        let groups = self.groups(
            |line| (self.file_of(line), &line.print.title),
            |here| (&**here.file, &here.asked.print.title),
        );
        for Group { lines, questions } in groups {
            if lines.len() * questions.len() > MOST_PAIRS {
                continue;
            }
            let pairs = lines.iter().flat_map(|(entry, version)| {
                let known = &self.ledger.entries[*entry].versions[*version].print.sketch;
                questions.iter().map(|question| {
                    let now = &self.here[*question].asked.print.sketch;
                    Pair {
                        entry: *entry,
                        version: *version,
                        question: *question,
                        near: true,
                        score: resemblance(known, now, |_| true).unwrap_or_default(),
                    }
                })
            });
            let pairs: Vec<Pair> = pairs.collect();
            self.settle(&pairs, NEAR);
            self.only_one(&pairs);
        }
    }

    /// Claims the last pair that is open, if it is the only one.
    fn only_one(&mut self, pairs: &[Pair]) {
        let mut open = pairs.iter().filter(|pair| self.is_open(pair));
        if let (Some(pair), None) = (open.next().copied(), open.next()) {
            self.claim(pair.entry, pair.version, pair.question);
        }
    }

    /// Questions that nothing tells apart: who would have the same id anyway, then in order.
    fn in_order(&mut self, group: Group) {
        let Group {
            mut lines,
            questions,
        } = group;
        // An entry with several versions may be in several groups.
        lines.retain(|(entry, _)| self.found.of_entry[*entry].is_none());
        let mut pairs = Vec::new();
        let (mut taken, mut open) = (FxHashSet::default(), Vec::new());
        let by_id: FxHashMap<&QuestionId, Line> = lines
            .iter()
            .map(|line| (&self.ledger.entries[line.0].id, *line))
            .collect();
        for question in questions {
            match by_id.get(&self.here[question].asked.id) {
                Some((entry, version)) if taken.insert(*entry) => {
                    pairs.push((*entry, *version, question));
                }
                _ => open.push(question),
            }
        }
        lines.retain(|(entry, _)| !taken.contains(entry));
        // `x`, `x-2`, `x-10`.
        lines.sort_by_key(|(entry, _)| {
            let id = &self.ledger.entries[*entry].id;
            (id.0.len(), id)
        });
        lines.dedup_by_key(|(entry, _)| *entry);
        let rest = lines.into_iter().zip(open);
        pairs.extend(rest.map(|((entry, version), question)| (entry, version, question)));
        for (entry, version, question) in pairs {
            self.claim(entry, version, question);
        }
    }

    fn anywhere(&mut self) {
        let groups = self.groups(|line| &line.print, |here| &here.asked.print);
        for Group {
            mut lines,
            questions,
        } in groups
        {
            lines.dedup_by_key(|(entry, _)| *entry);
            if let ([(entry, version)], [question]) = (&lines[..], &questions[..])
                && self.found.of_entry[*entry].is_none()
            {
                self.claim(*entry, *version, *question);
            }
        }
    }

    /// Files that are gone and whose questions are mostly in one other file.
    fn renamed_files(&mut self) -> bool {
        let here: FxHashSet<&str> = self.here.iter().map(|here| &**here.file).collect();
        let mut moves: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for (question, line) in self.found.of_question.iter().enumerate() {
            let Some((entry, version)) = line else {
                continue;
            };
            let file = &*self.ledger.entries[*entry].versions[*version].file;
            if !here.contains(file) {
                let to = moves.entry(file).or_default();
                *to.entry(self.here[question].file).or_default() += 1;
            }
        }
        for (file, to) in moves {
            let all: usize = to.values().sum();
            let most = to.iter().find(|(_, count)| **count * 2 > all);
            if let Some((now, _)) = most {
                self.files.insert(file, now);
            }
        }
        !self.files.is_empty()
    }

    fn similar(&mut self) {
        let open = self.open_questions();
        let versions = self.open_versions();
        if open.is_empty() || versions.is_empty() {
            return;
        }
        let entries = self.ledger.entries.iter();
        let before = entries.flat_map(|entry| &entry.versions);
        let similar = Similar::new(
            before.map(|version| &version.print),
            self.here.iter().map(|here| &here.asked.print),
        );
        let before: Vec<Pieces<'_>> = versions
            .iter()
            .map(|(.., version)| similar.pieces(&version.print))
            .collect();
        let now: Vec<Pieces<'_>> = open
            .iter()
            .map(|question| similar.pieces(&self.here[*question].asked.print))
            .collect();
        let found = similar.candidates(&before, &now);
        let pairs: Vec<Pair> = found
            .into_iter()
            .map(|(place, question, score)| {
                let (entry, version, known) = versions[place];
                let question = open[question];
                Pair {
                    entry,
                    version,
                    question,
                    near: self.file_of(known) == &**self.here[question].file,
                    score,
                }
            })
            .collect();
        let near: Vec<Pair> = pairs.iter().filter(|pair| pair.near).copied().collect();
        self.settle(&near, SURE);
        self.settle(&pairs, SURE_ANYWHERE);
        let sure = |pair: &Pair| {
            let enough = if pair.near { SURE } else { SURE_ANYWHERE };
            pair.score >= enough
        };
        let open: Vec<Pair> = pairs
            .iter()
            .filter(|pair| self.is_open(pair))
            .copied()
            .collect();
        let contested: Vec<Pair> = open.iter().filter(|pair| sure(pair)).copied().collect();
        for pair in contested {
            let rivals = self.found.contested.entry(pair.entry).or_default();
            if !rivals.contains(&pair.question) {
                rivals.push(pair.question);
            }
        }
        let mut best: BTreeMap<usize, Pair> = BTreeMap::new();
        for pair in open {
            let known = best.entry(pair.entry).or_insert(pair);
            if pair.score > known.score {
                *known = pair;
            }
        }
        let best = best
            .into_iter()
            .map(|(entry, pair)| (entry, pair.question))
            .filter(|(entry, _)| !self.found.contested.contains_key(entry));
        self.found.perhaps = best.collect();
    }

    /// Claims pairs that are each other's best with nobody near, until there are none.
    fn settle(&mut self, pairs: &[Pair], enough: f32) {
        let mut open: Vec<Pair> = pairs.to_vec();
        for _ in 0..ROUNDS {
            open.retain(|pair| self.is_open(pair));
            let of_entry = best_two(&open, |pair| pair.entry, |pair| pair.question);
            let of_question = best_two(&open, |pair| pair.question, |pair| pair.entry);
            let mut claimed = false;
            for pair in &open {
                let stands = |(best, second): &(Pair, f32)| {
                    best.entry == pair.entry
                        && best.question == pair.question
                        && best.version == pair.version
                        && best.score - second >= NEAR
                };
                if pair.score >= enough
                    && stands(&of_entry[&pair.entry])
                    && stands(&of_question[&pair.question])
                {
                    self.claim(pair.entry, pair.version, pair.question);
                    claimed = true;
                }
            }
            if !claimed {
                return;
            }
        }
    }
}

/// For each `one` of the pairs the best of them, and the score of the best with another `other`.
fn best_two(
    pairs: &[Pair],
    one: impl Fn(&Pair) -> usize,
    other: impl Fn(&Pair) -> usize,
) -> FxHashMap<usize, (Pair, f32)> {
    let mut best: FxHashMap<usize, (Pair, f32)> = FxHashMap::default();
    for pair in pairs {
        let (first, second) = best.entry(one(pair)).or_insert((*pair, 0.0));
        if other(pair) == other(first) {
            if pair.score > first.score {
                *first = *pair;
            }
        } else if pair.score > first.score {
            *second = first.score;
            *first = *pair;
        } else {
            *second = second.max(pair.score);
        }
    }
    best
}

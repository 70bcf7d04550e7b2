//! The ids of all questions, and what became of each since the file was written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::asked::Asked;
use super::fingerprint::resemblance;
use super::format::{self, Ledger, Version};
use super::matching::{self, Here, Line, Matching};
use crate::model::{Document, Former, QuestionId};

/// A text that changed as much is sketched anew when the file is written.
const STALE: f32 = 0.7;

/// A document with what it asks.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The document.
    pub document: &'a Document,
    /// What it asks, in source order.
    pub asked: &'a [Asked],
}

/// Where a question is: index of the document, and of the question among all that it asks.
pub type Place = (usize, usize);

/// What was found for all questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    /// For each document the ids of what it asks.
    pub ids: Vec<Vec<QuestionId>>,
    /// For each document the files where what it asks was before.
    pub former: Vec<Vec<Former>>,
    /// What differs from the file, in the order of the documents.
    pub changes: Vec<Change>,
    /// Lines whose question is gone.
    pub lost: Vec<Lost>,
    /// What may be more than one question.
    pub contested: Vec<Contested>,
    /// Ids of the file that something else on the question's page has, with the question.
    pub blocked: Vec<(QuestionId, Place)>,
    /// What was found for all questions, one document after the other.
    found: Vec<Option<Line>>,
    /// Entries that stay as they are until somebody says whose they are.
    held: Vec<usize>,
}

/// A difference between a question and its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The question.
    pub place: Place,
    /// What changed.
    pub kind: ChangeKind,
}

/// The kinds of [`Change`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It has no line.
    New,
    /// Its title was another one.
    Reworded(String),
    /// It was in another file.
    Moved(Arc<str>),
    /// The author gave it another id.
    Renamed(QuestionId),
    /// Much of its text was another one.
    Rewritten,
}

impl ChangeKind {
    /// Whether the file should know it. A text may change as it likes.
    pub fn counts(&self) -> bool {
        *self != Self::Rewritten
    }
}

/// A line whose question is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The id.
    pub id: QuestionId,
    /// Its title's words.
    pub title: String,
    /// Its file.
    pub file: Arc<str>,
    /// What resembles it, and not enough.
    pub perhaps: Option<Place>,
}

/// Ids and questions that may belong together in more than one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contested {
    /// The ids.
    pub ids: Vec<QuestionId>,
    /// The questions.
    pub questions: Vec<Place>,
}

impl Settled {
    /// Whether of each question is settled whose id it has.
    pub fn is_clear(&self) -> bool {
        self.contested.is_empty() && self.blocked.is_empty()
    }

    /// Questions of which is not settled whose id they have.
    fn waiting(&self) -> FxHashSet<Place> {
        let contested = self.contested.iter().flat_map(|one| &one.questions);
        let blocked = self.blocked.iter().map(|(_, question)| question);
        contested.chain(blocked).copied().collect()
    }

    /// Whether the file says what is there, but for texts that changed.
    pub fn is_current(&self) -> bool {
        self.lost.is_empty()
            && self.is_clear()
            && !self.changes.iter().any(|change| change.kind.counts())
    }
}

/// The file as it should be, by what was settled for `documents`.
pub fn text(ledger: &Ledger, documents: &[Shown<'_>], settled: &Settled) -> String {
    let mut lines: BTreeMap<QuestionId, Vec<Version>> = BTreeMap::new();
    let waiting = settled.waiting();
    let mut found = settled.found.iter();
    for (index, (shown, ids)) in documents.iter().zip(&settled.ids).enumerate() {
        for (place, (asked, id)) in shown.asked.iter().zip(ids).enumerate() {
            let known = line(ledger, found.next().copied().flatten());
            if waiting.contains(&(index, place)) {
                continue;
            }
            let file = &shown.document.path;
            let here = Here { file, asked };
            let same = known.filter(|_| differences(here, id, known).is_empty());
            let version = match same {
                Some((_, version)) => version.clone(),
                None => Version {
                    print: asked.print.clone(),
                    former: known.map_or(Vec::new(), |(_, version)| version.moved(file)),
                    file: Arc::clone(file),
                    span: asked.span,
                },
            };
            // Of two questions with one id the first is its owner.
            lines.entry(id.clone()).or_insert_with(|| vec![version]);
        }
    }
    for entry in &settled.held {
        let entry = &ledger.entries[*entry];
        lines.insert(entry.id.clone(), entry.versions.clone());
    }
    format::write(&lines)
}

/// Finds the ids of all that `documents` ask. Which document comes first matters for new ids only.
pub fn settle(ledger: &Ledger, documents: &[Shown<'_>]) -> Settled {
    let mut places = Vec::new();
    let mut here = Vec::new();
    for (document, shown) in documents.iter().enumerate() {
        for (question, asked) in shown.asked.iter().enumerate() {
            places.push((document, question));
            let file = &shown.document.path;
            here.push(Here { file, asked });
        }
    }
    let mut matching = matching::find(ledger, &here);
    let blocked = block(ledger, documents, &places, &here, &mut matching);
    let ids = ids(ledger, documents, &places, &here, &matching);
    let mut settled = Settled {
        ids: vec![Vec::new(); documents.len()],
        former: vec![Vec::new(); documents.len()],
        changes: Vec::new(),
        lost: Vec::new(),
        contested: contested(ledger, &places, &matching),
        held: matching
            .contested
            .keys()
            .chain(blocked.keys())
            .copied()
            .collect(),
        blocked: blocked
            .into_iter()
            .map(|(entry, question)| (ledger.entries[entry].id.clone(), places[question]))
            .collect(),
        found: Vec::new(),
    };
    let waiting = settled.waiting();
    let held: FxHashSet<usize> = settled.held.iter().copied().collect();
    for (question, id) in ids.iter().enumerate() {
        let (document, _) = places[question];
        settled.ids[document].push(id.clone());
        let known = line(ledger, matching.of_question[question]);
        if let Some((_, version)) = known {
            let paths = version.moved(here[question].file).into_iter();
            let former = paths.map(|path| Former {
                id: id.clone(),
                path,
            });
            settled.former[document].extend(former);
        }
        if !waiting.contains(&places[question]) {
            let kinds = differences(here[question], id, known).into_iter();
            let place = places[question];
            settled
                .changes
                .extend(kinds.map(|kind| Change { place, kind }));
        }
    }
    for (entry, known) in ledger.entries.iter().enumerate() {
        if matching.of_entry[entry].is_some() || held.contains(&entry) {
            continue;
        }
        let perhaps = matching.perhaps.get(&entry);
        settled.lost.push(Lost {
            id: known.id.clone(),
            title: known.versions[0].print.title.clone(),
            file: Arc::clone(&known.versions[0].file),
            perhaps: perhaps.map(|question| places[*question]),
        });
    }
    settled.found = matching.of_question;
    settled
}

/// The id and the version of a line.
fn line(ledger: &Ledger, place: Option<Line>) -> Option<(&QuestionId, &Version)> {
    let (entry, version) = place?;
    let entry = &ledger.entries[entry];
    Some((&entry.id, &entry.versions[version]))
}

/// What keeps a question from being what its line says.
fn differences(
    here: Here<'_>,
    id: &QuestionId,
    known: Option<(&QuestionId, &Version)>,
) -> Vec<ChangeKind> {
    let Some((old, version)) = known else {
        return vec![ChangeKind::New];
    };
    let (was, is) = (&version.print, &here.asked.print);
    let mut kinds = Vec::new();
    if old != id {
        kinds.push(ChangeKind::Renamed(old.clone()));
    }
    if was.title != is.title {
        kinds.push(ChangeKind::Reworded(was.title.clone()));
    }
    if version.file != *here.file {
        kinds.push(ChangeKind::Moved(Arc::clone(&version.file)));
    }
    if kinds.is_empty() && was.sketch != is.sketch {
        let alike = resemblance(&was.sketch, &is.sketch, |_| true);
        if alike.is_none_or(|alike| alike < STALE) {
            kinds.push(ChangeKind::Rewritten);
        }
    }
    kinds
}

/// Takes ids back that another element of the question's document has: entries, and their questions.
fn block(
    ledger: &Ledger,
    documents: &[Shown<'_>],
    places: &[Place],
    here: &[Here<'_>],
    matching: &mut Matching,
) -> BTreeMap<usize, usize> {
    let mut blocked = BTreeMap::new();
    for question in 0..here.len() {
        let Some((entry, _)) = matching.of_question[question] else {
            continue;
        };
        let id = &ledger.entries[entry].id;
        let asked = here[question].asked;
        if asked.id != *id && !asked.authored && is_element(documents[places[question].0], id) {
            matching.of_question[question] = None;
            matching.of_entry[entry] = None;
            blocked.insert(entry, question);
        }
    }
    blocked
}

/// Whether something in the document that is no question carries `id` on its page.
fn is_element(shown: Shown<'_>, id: &QuestionId) -> bool {
    let mut anchors = shown.document.facts.anchors.iter();
    anchors.any(|anchor| *anchor.html_id == *id.0)
        && !shown.asked.iter().any(|asked| asked.id == *id)
}

/// The ids of all questions: authors' own, those of the file, and new ones that nobody has or had.
fn ids(
    ledger: &Ledger,
    documents: &[Shown<'_>],
    places: &[Place],
    here: &[Here<'_>],
    matching: &Matching,
) -> Vec<QuestionId> {
    let known = ledger.entries.iter().map(|entry| &entry.id);
    let authored = here.iter().filter(|here| here.asked.authored);
    let mut taken: FxHashSet<QuestionId> = known
        .chain(authored.map(|here| &here.asked.id))
        .cloned()
        .collect();
    let mut ids = Vec::with_capacity(here.len());
    for (question, here) in here.iter().enumerate() {
        let id = match matching.of_question[question] {
            _ if here.asked.authored => here.asked.id.clone(),
            Some((entry, _)) => ledger.entries[entry].id.clone(),
            None => {
                let shown = documents[places[question].0];
                let wanted = &here.asked.id;
                let mut id = wanted.clone();
                let mut number = 1;
                // As the reader made it, it is that of no other element.
                while taken.contains(&id) || number > 1 && is_element(shown, &id) {
                    number += 1;
                    id = QuestionId(format!("{wanted}-{number}").into());
                }
                taken.insert(id.clone());
                id
            }
        };
        ids.push(id);
    }
    ids
}

/// Ids and questions that hang together.
fn contested(ledger: &Ledger, places: &[Place], matching: &Matching) -> Vec<Contested> {
    let mut groups: Vec<(Vec<usize>, BTreeSet<usize>)> = Vec::new();
    for (entry, questions) in &matching.contested {
        let mut entries = vec![*entry];
        let mut all: BTreeSet<usize> = questions.iter().copied().collect();
        groups.retain(|(others, theirs)| {
            let apart = theirs.is_disjoint(&all);
            if !apart {
                entries.extend(others);
                all.extend(theirs);
            }
            apart
        });
        entries.sort_unstable();
        groups.push((entries, all));
    }
    let id = |entry: usize| ledger.entries[entry].id.clone();
    groups
        .into_iter()
        .map(|(entries, questions)| Contested {
            ids: entries.into_iter().map(id).collect(),
            questions: questions.into_iter().map(|at| places[at]).collect(),
        })
        .collect()
}

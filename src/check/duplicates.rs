//! `near-duplicate`: one question in two places.
//!
//! A file that repeats questions of many others (a README made of them, a copy) is reported once.
//! A mock interview takes its questions from a set, so only questions of sets are compared; and
//! documents that no edition shows together repeat nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::guide::{Entry, EntryKind, Guide};
use crate::model::Question;

/// From so many repeated questions on a file is reported as a whole.
const MANY: usize = 4;

/// Places that one report names.
const MOST_PLACES: usize = 4;

/// Says which questions stand in two places.
pub(super) fn check(guide: &Guide, diagnostics: &mut Vec<Diagnostic>) {
    let mut pairs: Vec<(usize, usize)> = guide
        .kin
        .twins()
        .filter(|(first, second)| {
            let (first, second) = (&guide.entries[*first], &guide.entries[*second]);
            let in_sets = |entry: &Entry| entry.kind == EntryKind::Question;
            in_sets(first) && in_sets(second) && shown_together(guide, first, second)
        })
        .collect();
    while let Some(document) = repeating_most(guide, &pairs) {
        let has = |entry: usize| guide.entries[entry].document == document;
        let (repeated, others): (Vec<_>, Vec<_>) = pairs
            .into_iter()
            .partition(|(first, second)| has(*first) != has(*second));
        pairs = others;
        diagnostics.extend(of_file(guide, document, &repeated));
    }
    for group in groups(&pairs) {
        diagnostics.extend(of_group(guide, &group));
    }
}

/// Whether some edition besides the whole one can show both.
fn shown_together(guide: &Guide, first: &Entry, second: &Entry) -> bool {
    let editions = |entry: &Entry| {
        let document = &guide.documents[entry.document].document;
        document.meta.editions.clone()
    };
    match (editions(first), editions(second)) {
        (Some(first), Some(second)) => first.iter().any(|edition| second.contains(edition)),
        _ => true,
    }
}

/// The document that repeats most questions of others, when they are many.
fn repeating_most(guide: &Guide, pairs: &[(usize, usize)]) -> Option<usize> {
    let mut counts: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (first, second) in pairs {
        let documents = [*first, *second].map(|entry| guide.entries[entry].document);
        if documents[0] != documents[1] {
            for (document, entry) in documents.into_iter().zip([*first, *second]) {
                counts.entry(document).or_default().insert(entry);
            }
        }
    }
    counts
        .into_iter()
        .map(|(document, entries)| (entries.len(), document))
        .filter(|(count, _)| *count >= MANY)
        .max_by_key(|(count, document)| (*count, std::cmp::Reverse(*document)))
        .map(|(_, document)| document)
}

/// Entries that are one question.
fn groups(pairs: &[(usize, usize)]) -> Vec<BTreeSet<usize>> {
    let mut groups: Vec<BTreeSet<usize>> = Vec::new();
    let mut places: BTreeMap<usize, usize> = BTreeMap::new();
    for (first, second) in pairs {
        match (places.get(first).copied(), places.get(second).copied()) {
            (None, None) => {
                places.extend([(*first, groups.len()), (*second, groups.len())]);
                groups.push(BTreeSet::from([*first, *second]));
            }
            (Some(group), None) => {
                places.insert(*second, group);
                groups[group].insert(*second);
            }
            (None, Some(group)) => {
                places.insert(*first, group);
                groups[group].insert(*first);
            }
            (Some(group), Some(other)) if group != other => {
                let moved = std::mem::take(&mut groups[other]);
                places.extend(moved.iter().map(|entry| (*entry, group)));
                groups[group].extend(moved);
            }
            _ => {}
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn question<'a>(guide: &'a Guide, entry: &Entry) -> Option<&'a Question> {
    let document = &guide.documents[entry.document].document;
    document
        .questions()
        .find(|question| question.id == entry.id)
}

/// One report of a file that repeats many questions.
fn of_file(guide: &Guide, document: usize, pairs: &[(usize, usize)]) -> Option<Diagnostic> {
    let has = |entry: usize| guide.entries[entry].document == document;
    let mut repeated: BTreeMap<usize, usize> = BTreeMap::new();
    for (first, second) in pairs {
        let (own, other) = if has(*first) {
            (*first, *second)
        } else {
            (*second, *first)
        };
        repeated.entry(own).or_insert(other);
    }
    let others: BTreeSet<usize> = repeated
        .values()
        .map(|other| guide.entries[*other].document)
        .collect();
    let (own, _) = repeated.first_key_value()?;
    let span = question(guide, &guide.entries[*own])?.title_span;
    let whose = match others.first() {
        Some(other) if others.len() == 1 => {
            format!("'{}'", guide.documents[*other].document.path)
        }
        _ => format!("{} other files", others.len()),
    };
    let mut diagnostic = Diagnostic::new(
        Code::NearDuplicate,
        &guide.documents[document].document.file,
        span,
        format!("this file repeats {} questions of {whose}", repeated.len()),
    )
    .label("the first of them");
    for other in repeated.values().take(MOST_PLACES) {
        let other = &guide.entries[*other];
        let span = question(guide, other)?.title_span;
        let file = &guide.documents[other.document].document.file;
        diagnostic = diagnostic.related(file, span, "stands here, too");
    }
    Some(diagnostic.help("keep one of them, or leave the other out with exclude: in prepbook.yml"))
}

/// One report of a question that stands in several places.
fn of_group(guide: &Guide, group: &BTreeSet<usize>) -> Option<Diagnostic> {
    let mut entries = group.iter().map(|entry| &guide.entries[*entry]);
    let first = entries.next()?;
    let second = entries.next()?;
    let place = |entry: &Entry| {
        let span = question(guide, entry)?.title_span;
        Some((&guide.documents[entry.document].document.file, span))
    };
    let (file, span) = place(second)?;
    let mut diagnostic = Diagnostic::new(
        Code::NearDuplicate,
        file,
        span,
        "this question stands in the guide already",
    );
    let (file, span) = place(first)?;
    diagnostic = diagnostic.related(file, span, "first asked here");
    for entry in entries.take(MOST_PLACES) {
        let (file, span) = place(entry)?;
        diagnostic = diagnostic.related(file, span, "and here");
    }
    Some(diagnostic.help("keep one of them and link to it, or say in the titles how they differ"))
}

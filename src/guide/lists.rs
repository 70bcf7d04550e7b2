//! Lists of entries that have pages of their own: all of them, those of one kind or level, with
//! and without an answer, and those of one topic. No page holds more than [`PER_PAGE`].

use std::ops::Range;

use super::entries::{Entry, EntryKind};
use super::topics::Topics;
use crate::model::Level;

/// Entries on one page of a list.
pub const PER_PAGE: usize = 100;

/// Topics on one page of all topics.
pub const TOPICS_PER_PAGE: usize = 500;

/// Documents on one page of all documents.
pub const DOCUMENTS_PER_PAGE: usize = 200;

/// In a guide of at most this many documents every list of documents is complete.
pub const FEW_DOCUMENTS: usize = 12;

/// URL of the first page of all topics.
pub const TOPICS_URL: &str = "topics.html";

/// URL of the first page of all documents.
pub const DOCUMENTS_URL: &str = "all-documents.html";

/// URL of the page that searches.
pub const SEARCH_URL: &str = "search.html";

/// A list of entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// What is in it.
    pub facet: Facet,
    /// URL of its first page.
    pub url: String,
    /// Indices of its entries, in reading order.
    pub entries: Vec<usize>,
}

/// What the entries of a list have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Facet {
    /// Nothing: it holds all of them.
    All,
    /// Their kind.
    Kind(EntryKind),
    /// Their level.
    Level(Level),
    /// Whether they are answered.
    Answered(bool),
    /// A topic, by its index.
    Topic(usize),
}

impl Facet {
    fn holds(self, entry: &Entry) -> bool {
        match self {
            Self::All => true,
            Self::Kind(kind) => entry.kind == kind,
            Self::Level(level) => entry.level == Some(level),
            // A prompt needs no answer, so it lacks none.
            Self::Answered(answered) => {
                entry.answered == answered && (answered || entry.kind != EntryKind::Prompt)
            }
            Self::Topic(topic) => entry.topics.contains(&topic),
        }
    }
}

/// Documents of one folder that stand together on a page of all documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    /// Index of the folder.
    pub folder: usize,
    /// Number of the page, from 0.
    pub page: usize,
    /// Indices of the documents.
    pub documents: Vec<usize>,
}

/// All documents in reading order, given with their folders, as they stand in the list of them.
pub(super) fn shelves(documents: impl Iterator<Item = (usize, usize)>) -> Vec<Shelf> {
    let mut shelves: Vec<Shelf> = Vec::new();
    for (number, (document, folder)) in documents.enumerate() {
        let page = number / DOCUMENTS_PER_PAGE;
        match shelves.last_mut() {
            Some(last) if last.folder == folder && last.page == page => {
                last.documents.push(document);
            }
            _ => shelves.push(Shelf {
                folder,
                page,
                documents: vec![document],
            }),
        }
    }
    shelves
}

/// The lists that are worth a page: neither empty nor the same as all entries, except for topics,
/// which questions link to. Where no answer is missing, none is asked for.
pub(super) fn of(entries: &[Entry], topics: &Topics) -> Vec<List> {
    if entries.is_empty() {
        return Vec::new();
    }
    let facets = [(Facet::All, "all-questions.html".to_owned())]
        .into_iter()
        .chain(
            EntryKind::NAMES
                .map(|(name, kind)| (Facet::Kind(kind), format!("all-questions/kind-{name}.html"))),
        )
        .chain(Level::NAMES.map(|(name, level)| {
            (
                Facet::Level(level),
                format!("all-questions/level-{name}.html"),
            )
        }))
        .chain([
            (
                Facet::Answered(true),
                "all-questions/answered.html".to_owned(),
            ),
            (
                Facet::Answered(false),
                "all-questions/unanswered.html".to_owned(),
            ),
        ]);
    let mut lists: Vec<List> = facets
        .map(|(facet, url)| List {
            facet,
            url,
            entries: (0..entries.len())
                .filter(|index| facet.holds(&entries[*index]))
                .collect(),
        })
        .filter(|list| {
            let part = !list.entries.is_empty() && list.entries.len() < entries.len();
            list.facet == Facet::All || part
        })
        .collect();
    if !lists
        .iter()
        .any(|list| list.facet == Facet::Answered(false))
    {
        lists.retain(|list| list.facet != Facet::Answered(true));
    }
    lists.extend(topics.all.iter().enumerate().map(|(index, topic)| List {
        facet: Facet::Topic(index),
        url: format!("topics/{}.html", topic.slug),
        entries: topic.entries.clone(),
    }));
    lists
}

/// Number of pages of `length` things, `each` on a page.
pub fn pages(length: usize, each: usize) -> usize {
    length.div_ceil(each).max(1)
}

/// Which of `length` things stand on the page `number`, from 0.
pub fn range(length: usize, each: usize, number: usize) -> Range<usize> {
    (number * each).min(length)..((number + 1) * each).min(length)
}

#[cfg(test)]
mod tests {
    use super::{DOCUMENTS_PER_PAGE, Shelf, pages, range, shelves};

    #[test]
    fn a_shelf_holds_neighbours_of_one_folder_on_one_page() {
        let folder = |document: usize| usize::from(document == 1) * 7;
        let documents = (0..=DOCUMENTS_PER_PAGE).map(|document| (document, folder(document)));
        let shelf = |folder, page, documents: std::ops::Range<usize>| Shelf {
            folder,
            page,
            documents: documents.collect(),
        };
        assert_eq!(
            shelves(documents),
            [
                shelf(0, 0, 0..1),
                shelf(7, 0, 1..2),
                shelf(0, 0, 2..DOCUMENTS_PER_PAGE),
                shelf(0, 1, DOCUMENTS_PER_PAGE..DOCUMENTS_PER_PAGE + 1),
            ]
        );
    }

    #[test]
    fn everything_stands_on_exactly_one_page() {
        assert_eq!(pages(0, 100), 1);
        assert_eq!(pages(100, 100), 1);
        assert_eq!(pages(101, 100), 2);
        for length in [0, 1, 99, 100, 101, 250] {
            let shown: Vec<usize> = (0..pages(length, 100))
                .flat_map(|number| range(length, 100, number))
                .collect();
            assert_eq!(shown, (0..length).collect::<Vec<_>>());
        }
    }
}

//! Documents in lists: cards on the start page and on pages of folders, which do not grow without
//! bound, and the page of all documents, which is cut into pages.

use super::context::{
    AllDocumentsContext, Body, CollectionContext, DocumentCard, DocumentGroup, FolderContext,
    PageLink,
};
use super::index;
use super::scope::PageScope;
use crate::guide::{Guide, Node, Shelf, lists, urls};
use crate::model::{Document, Kind, PartBody, TranscriptItem};

/// Folders with cards on one page; of the others there are links.
const MOST_COLLECTIONS: usize = 24;

/// Links to folders without cards.
const MOST_FOLDERS: usize = 100;

/// Cards of one folder; few where there are many folders.
const MOST_CARDS: usize = 9;
const FEW_CARDS: usize = 3;
const MANY_COLLECTIONS: usize = 6;

/// What a document is, in one word.
pub(super) fn kind(document: &Document) -> Kind {
    document
        .parts
        .iter()
        .map(|part| part.kind())
        .find(|kind| *kind != Kind::Page)
        .unwrap_or(Kind::Page)
}

/// Number of questions (exchanges of a transcript too), and of those with an answer.
pub(super) fn counts(document: &Document) -> (usize, usize) {
    let (mut questions, mut answered) = (0, 0);
    for part in &document.parts {
        if let PartBody::Transcript(transcript) = &part.body {
            for item in &transcript.items {
                if let TranscriptItem::Exchange(exchange) = item {
                    questions += 1;
                    answered += usize::from(!exchange.replies.is_empty());
                }
            }
        }
        for question in part.questions() {
            questions += 1;
            answered += usize::from(question.is_answered());
        }
    }
    (questions, answered)
}

fn card(scope: &PageScope<'_>, index: usize) -> DocumentCard {
    let entry = &scope.guide.documents[index];
    let document = &entry.document;
    let (questions, answered) = counts(document);
    DocumentCard {
        title: document.title.clone(),
        url: scope.relative(&entry.url),
        kind: kind(document).name().to_owned(),
        description: document.meta.description.clone().unwrap_or_default(),
        questions,
        answered,
    }
}

/// What a page shows of a folder.
pub(super) struct Cards {
    /// Groups with cards.
    pub(super) collections: Vec<CollectionContext>,
    /// Links to further folders.
    pub(super) folders: Vec<PageLink>,
}

/// The page of a folder without a document of its own.
pub(super) fn folder(scope: &PageScope<'_>, from: usize) -> FolderContext {
    let cards = collections(scope, from);
    FolderContext {
        collections: cards.collections,
        folders: cards.folders,
    }
}

/// The folder `from` as groups: its own documents where the first of them stands, and each folder
/// below it with what it holds. The project's papers have a group of their own elsewhere.
pub(super) fn collections(scope: &PageScope<'_>, from: usize) -> Cards {
    let guide = scope.guide;
    let mut own = Vec::new();
    let mut place = None;
    let mut folders = Vec::new();
    for node in guide.children(from).0 {
        match node {
            Node::Document(index) => {
                place.get_or_insert(folders.len());
                own.push(*index);
            }
            Node::Folder(index) => folders.push(*index),
        }
    }
    let most = if folders.len() > MANY_COLLECTIONS {
        FEW_CARDS
    } else {
        MOST_CARDS
    };
    let mut groups: Vec<CollectionContext> = folders
        .iter()
        .take(MOST_COLLECTIONS)
        .map(|index| {
            let mut documents = Vec::new();
            gather(guide, *index, &mut documents);
            CollectionContext {
                title: guide.folders[*index].title.clone(),
                url: scope.relative(guide.folder_url(*index)),
                ..collection(scope, &documents, most)
            }
        })
        .collect();
    if let Some(place) = place {
        let group = collection(scope, &own, MOST_CARDS.max(most));
        groups.insert(place.min(groups.len()), group);
    }
    let folders = folders
        .iter()
        .skip(MOST_COLLECTIONS)
        .take(MOST_FOLDERS)
        .map(|index| folder_link(scope, *index))
        .collect();
    Cards {
        collections: groups,
        folders,
    }
}

/// A group of documents without title; the first `most` have cards. One more is no reason to cut.
fn collection(scope: &PageScope<'_>, documents: &[usize], most: usize) -> CollectionContext {
    let complete = documents.len() <= most + 1 || scope.guide.shelves.is_empty();
    let shown = if complete { documents.len() } else { most };
    CollectionContext {
        title: String::new(),
        url: String::new(),
        documents: documents[..shown]
            .iter()
            .map(|index| card(scope, *index))
            .collect(),
        count: documents.len(),
        questions: documents
            .iter()
            .map(|index| counts(&scope.guide.documents[*index].document).0)
            .sum(),
        all: documents
            .first()
            .filter(|_| !complete)
            .and_then(|index| place_among_all(scope, *index)),
    }
}

/// The documents of a folder and of the folders below it.
fn gather(guide: &Guide, folder: usize, documents: &mut Vec<usize>) {
    let folder = &guide.folders[folder];
    // The group's heading leads to the folder's own page; a card is for one with questions.
    let own = folder
        .index
        .filter(|index| kind(&guide.documents[*index].document) != Kind::Page);
    documents.extend(own);
    for node in &folder.children {
        match node {
            Node::Document(index) => documents.push(*index),
            Node::Folder(index) => gather(guide, *index, documents),
        }
    }
}

/// The project's own papers.
pub(super) fn papers(guide: &Guide) -> impl Iterator<Item = usize> {
    let (_, papers) = guide.children(0);
    papers.iter().filter_map(|node| match node {
        Node::Document(index) => Some(*index),
        Node::Folder(_) => None,
    })
}

/// Address of the list of all documents, when there is one.
pub(super) fn all_documents_url(scope: &PageScope<'_>) -> Option<String> {
    let there = !scope.guide.shelves.is_empty();
    there.then(|| scope.relative(lists::DOCUMENTS_URL))
}

/// Fragment of a shelf in the list of all documents.
fn shelf_id(shelf: &Shelf) -> String {
    format!("ui:documents-{}", shelf.documents[0])
}

/// Where a document stands in the list of all documents.
fn place_among_all(scope: &PageScope<'_>, document: usize) -> Option<String> {
    let guide = scope.guide;
    let shelf = guide.shelves.get(guide.documents[document].shelf)?;
    let url = urls::of_page(lists::DOCUMENTS_URL, shelf.page + 1);
    // The relative way encodes the colon of the id, which browsers decode again.
    Some(scope.relative(&format!("{url}#{}", shelf_id(shelf))))
}

/// The body of the page `number`, from 0, of all documents.
pub(super) fn all_documents(scope: &PageScope<'_>, number: usize) -> Body {
    let guide = scope.guide;
    let count = guide.listed_documents();
    let pages = lists::pages(count, lists::DOCUMENTS_PER_PAGE);
    let first = guide.shelves.partition_point(|shelf| shelf.page < number);
    Body::AllDocuments(AllDocumentsContext {
        count,
        groups: guide.shelves[first..]
            .iter()
            .take_while(|shelf| shelf.page == number)
            .map(|shelf| DocumentGroup {
                id: shelf_id(shelf),
                path: path(scope, shelf.folder),
                documents: shelf
                    .documents
                    .iter()
                    .map(|index| card(scope, *index))
                    .collect(),
            })
            .collect(),
        pagination: index::pagination(scope, lists::DOCUMENTS_URL, pages, number),
    })
}

/// The folders from the root's child down to this one.
fn path(scope: &PageScope<'_>, folder: usize) -> Vec<PageLink> {
    let mut path = Vec::new();
    let mut at = folder;
    while let Some(parent) = scope.guide.folders[at].parent {
        path.push(folder_link(scope, at));
        at = parent;
    }
    path.reverse();
    path
}

fn folder_link(scope: &PageScope<'_>, folder: usize) -> PageLink {
    PageLink {
        title: scope.guide.folders[folder].title.clone(),
        url: scope.relative(scope.guide.folder_url(folder)),
    }
}

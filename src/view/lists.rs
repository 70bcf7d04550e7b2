//! Documents in lists: the start page, folders, the sidebar.

use super::context::{CollectionContext, DocumentCard, SidebarEntry};
use super::scope::PageScope;
use crate::guide::{Guide, Node, PageKey};
use crate::model::{Document, Kind, PartBody, TranscriptItem};

/// The sidebar shows at most this many lines.
const LONGEST_SIDEBAR: usize = 100;

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

/// The folder `from` as groups: its own documents where the first of them stands, and each folder
/// below it with all it holds.
pub(super) fn collections(scope: &PageScope<'_>, from: usize) -> Vec<CollectionContext> {
    let guide = scope.guide;
    let mut own = CollectionContext {
        title: String::new(),
        url: String::new(),
        documents: Vec::new(),
    };
    let mut place = None;
    let mut groups = Vec::new();
    for node in &guide.folders[from].children {
        match node {
            Node::Document(index) => {
                place.get_or_insert(groups.len());
                own.documents.push(card(scope, *index));
            }
            Node::Folder(index) => {
                let mut documents = Vec::new();
                gather(scope, *index, &mut documents);
                groups.push(CollectionContext {
                    title: guide.folders[*index].title.clone(),
                    url: scope.relative(guide.folder_url(*index)),
                    documents,
                });
            }
        }
    }
    if let Some(place) = place {
        groups.insert(place, own);
    }
    groups
}

fn gather(scope: &PageScope<'_>, folder: usize, documents: &mut Vec<DocumentCard>) {
    let folder = &scope.guide.folders[folder];
    // The group's heading leads to the folder's own page; a card is for one with questions.
    let own = folder
        .index
        .filter(|index| kind(&scope.guide.documents[*index].document) != Kind::Page);
    documents.extend(own.map(|index| card(scope, index)));
    for node in &folder.children {
        match node {
            Node::Document(index) => documents.push(card(scope, *index)),
            Node::Folder(index) => gather(scope, *index, documents),
        }
    }
}

/// Ancestors, siblings and top-level entries of a page.
pub(super) fn sidebar(scope: &PageScope<'_>) -> Vec<SidebarEntry> {
    let guide = scope.guide;
    let key = &guide.pages[scope.page].key;
    let mut open_folders = Vec::new();
    let mut folder = match key {
        PageKey::Folder(folder) => Some(*folder),
        other => other.document().map(|index| guide.documents[index].folder),
    };
    while let Some(index) = folder {
        open_folders.push(index);
        folder = guide.folders[index].parent;
    }
    let mut budget = LONGEST_SIDEBAR;
    entries(scope, 0, &open_folders, key, &mut budget)
}

fn entries(
    scope: &PageScope<'_>,
    folder: usize,
    open: &[usize],
    key: &PageKey,
    budget: &mut usize,
) -> Vec<SidebarEntry> {
    let guide = scope.guide;
    let children = &guide.folders[folder].children;
    let is_open = |node: &Node| match node {
        Node::Folder(index) => open.contains(index),
        Node::Document(index) => key.document() == Some(*index),
    };
    // A long folder shows the neighbours of what is open.
    let wanted = (*budget).min(children.len());
    let center = children.iter().position(is_open).unwrap_or(0);
    let start = center
        .saturating_sub(wanted / 2)
        .min(children.len() - wanted);
    *budget -= wanted;
    children[start..start + wanted]
        .iter()
        .map(|node| {
            let here = is_open(node);
            match node {
                Node::Document(index) => document_entry(scope, *index, key, here, budget),
                Node::Folder(index) => SidebarEntry {
                    title: guide.folders[*index].title.clone(),
                    url: scope.relative(guide.folder_url(*index)),
                    kind: "folder".to_owned(),
                    current: is_folder_page(guide, *index, key),
                    open: here,
                    children: if here {
                        entries(scope, *index, open, key, budget)
                    } else {
                        Vec::new()
                    },
                },
            }
        })
        .collect()
}

fn is_folder_page(guide: &Guide, folder: usize, key: &PageKey) -> bool {
    match guide.folders[folder].index {
        Some(index) => key.document() == Some(index),
        None => *key == PageKey::Folder(folder),
    }
}

fn document_entry(
    scope: &PageScope<'_>,
    index: usize,
    key: &PageKey,
    open: bool,
    budget: &mut usize,
) -> SidebarEntry {
    let guide = scope.guide;
    let entry = &guide.documents[index];
    let first = entry.first_page;
    let mut children = Vec::new();
    if open && entry.pages > 1 {
        let shown = (entry.pages - 1).min(*budget);
        *budget -= shown;
        for page in first + 1..first + 1 + shown {
            children.push(SidebarEntry {
                title: super::page_title(guide, scope.words, &guide.pages[page].key),
                url: scope.relative(&guide.pages[page].url),
                kind: "part".to_owned(),
                current: page == scope.page,
                open: false,
                children: Vec::new(),
            });
        }
    }
    SidebarEntry {
        title: entry.document.title.clone(),
        url: scope.relative(&entry.url),
        kind: kind(&entry.document).name().to_owned(),
        current: open
            && (scope.page == first || !matches!(key, PageKey::Part { .. } | PageKey::Front(_))),
        open,
        children,
    }
}

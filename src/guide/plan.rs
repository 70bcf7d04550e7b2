//! Which pages there are, in reading order, and on which of them each fragment is.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::sheet::{Sheet, SheetPage};
use super::{Guide, Node, Page, PageKey, entries, lists, names, tree, urls, wiki};
use crate::config::{Config, TopicSetting};
use crate::model::{Document, PerDocument};

/// Plans the pages in reading order.
pub(super) fn pages(guide: &mut Guide, settings: &[TopicSetting], sheets: &[Arc<Sheet>]) {
    let home = guide.folders[0].index.filter(|index| {
        let document = &guide.documents[*index];
        document.url == "index.html"
    });
    guide.pages.push(Page {
        url: "index.html".to_owned(),
        key: PageKey::Home(home),
    });
    if let Some(index) = home {
        let entry = &mut guide.documents[index];
        entry.first_page = 0;
        entry.pages = 1;
        entry.anchors = Arc::clone(&sheets[index].anchors);
    }
    for node in tree::walk(&guide.folders) {
        match node {
            Node::Document(index) if Some(index) == home => {}
            Node::Document(index) => document_pages(guide, index, &sheets[index]),
            Node::Folder(index) => {
                if guide.folders[index].index.is_none() && index > 0 {
                    guide.pages.push(Page {
                        url: guide.folders[index].url.clone(),
                        key: PageKey::Folder(index),
                    });
                }
            }
        }
    }
    translations(guide, home, sheets);
    gather(guide, settings, sheets);
    generated(guide);
    for (url, key) in [
        (lists::SEARCH_URL, PageKey::Search),
        ("404.html", PageKey::NotFound),
    ] {
        let url = url.to_owned();
        guide.pages.push(Page { url, key });
    }
}

/// The pages of what lists show in another language: language by language, each in the order of what
/// is listed.
fn translations(guide: &mut Guide, home: Option<usize>, sheets: &[Arc<Sheet>]) {
    if guide.translations.is_empty() {
        return;
    }
    let places: HashMap<usize, usize> = tree::documents(&guide.folders).zip(0..).collect();
    let place = |document: usize| {
        let listed = guide.translations.listed(document);
        let tag = guide.translations.language(document).unwrap_or_default();
        (tag.to_owned(), places.get(&listed).copied())
    };
    let mut nodes: Vec<_> = tree::translated(&guide.folders)
        .into_iter()
        .filter_map(|node| match node {
            Node::Document(index) => (Some(index) != home).then(|| (place(index), 1, node)),
            Node::Folder(index) if guide.folders[index].index.is_some() => None,
            // In front of what is in it.
            Node::Folder(index) => {
                let first = tree::below(&guide.folders, index).map(place).min()?;
                Some((first, 0, node))
            }
        })
        .collect();
    nodes.sort_by(|(place, kind, _), (other, other_kind, _)| {
        (place, kind).cmp(&(other, other_kind))
    });
    for (.., node) in nodes {
        match node {
            Node::Document(index) => document_pages(guide, index, &sheets[index]),
            Node::Folder(index) => guide.pages.push(Page {
                url: guide.folders[index].url.clone(),
                key: PageKey::Folder(index),
            }),
        }
    }
}

/// Settles links by name, where there are some; gives the sheets of the documents that came of it.
pub(super) fn names(
    guide: &mut Guide,
    config: &Config,
    mut sheets: Vec<Arc<Sheet>>,
) -> Vec<Arc<Sheet>> {
    let documents = guide.documents.iter().enumerate();
    let named: Vec<usize> = documents
        .filter(|(_, entry)| wiki::has_any(&entry.document))
        .map(|(index, _)| index)
        .collect();
    if named.is_empty() {
        return sheets;
    }
    guide.names = names::Names::of(guide);
    wiki::settle(guide, config.edition.is_whole());
    let again: Vec<Sheet> = named
        .par_iter()
        .map(|index| Sheet::of(&guide.documents[*index].document))
        .collect();
    for (index, sheet) in named.into_iter().zip(again) {
        sheets[index] = Arc::new(sheet);
    }
    // Titles may hold such links, too.
    gather(guide, &config.topics, &sheets);
    sheets
}

/// What each document of the guide gives to it.
pub(super) fn sheets(guide: &Guide, known: &mut PerDocument<Sheet>) -> Vec<Arc<Sheet>> {
    let documents = guide.documents.iter();
    let documents: Vec<Arc<Document>> =
        documents.map(|entry| Arc::clone(&entry.document)).collect();
    known.of(&documents, |share| {
        share.iter().map(|document| Sheet::of(document)).collect()
    })
}

/// What is made from all documents together, and listed.
fn gather(guide: &mut Guide, settings: &[TopicSetting], sheets: &[Arc<Sheet>]) {
    (guide.entries, guide.topics) = entries::collect(guide, settings, sheets);
    guide.lists = lists::of(&guide.entries, &guide.topics);
    let facets = guide.lists.iter().map(|list| list.facet);
    guide.by_facet = facets.zip(0..).collect();
    if guide.listed_documents() > lists::FEW_DOCUMENTS {
        let folders = tree::documents(&guide.folders)
            .map(|document| (document, guide.documents[document].folder));
        guide.shelves = lists::shelves(folders);
    }
    for (index, shelf) in guide.shelves.iter().enumerate() {
        for document in &shelf.documents {
            guide.documents[*document].shelf = index;
        }
    }
}

/// The pages of lists.
fn generated(guide: &mut Guide) {
    let mut planned = Vec::new();
    let mut plan = |url: &str, length, each, key: &dyn Fn(usize) -> PageKey| {
        for number in 0..lists::pages(length, each) {
            planned.push(Page {
                url: urls::of_page(url, number + 1),
                key: key(number),
            });
        }
    };
    for (list, found) in guide.lists.iter().enumerate() {
        let length = found.entries.len();
        plan(&found.url, length, lists::PER_PAGE, &|number| {
            PageKey::List { list, number }
        });
    }
    let topics = guide.topics.all.len();
    if topics > 0 {
        plan(
            lists::TOPICS_URL,
            topics,
            lists::TOPICS_PER_PAGE,
            &PageKey::Topics,
        );
    }
    if !guide.shelves.is_empty() {
        plan(
            lists::DOCUMENTS_URL,
            guide.listed_documents(),
            lists::DOCUMENTS_PER_PAGE,
            &PageKey::Documents,
        );
    }
    guide.pages.append(&mut planned);
}

fn document_pages(guide: &mut Guide, index: usize, sheet: &Sheet) {
    let first = guide.pages.len();
    let url = guide.documents[index].url.clone();
    for (page, number) in sheet.pages.iter().zip(1..) {
        let (url, key) = match *page {
            SheetPage::Front => (url.clone(), PageKey::Front(index)),
            SheetPage::Part(part, slice) => (
                urls::of_page(&url, number),
                PageKey::Part {
                    document: index,
                    part,
                    slice,
                },
            ),
        };
        guide.pages.push(Page { url, key });
    }
    let entry = &mut guide.documents[index];
    entry.first_page = first;
    entry.pages = guide.pages.len() - first;
    entry.anchors = Arc::clone(&sheet.anchors);
}

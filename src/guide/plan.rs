//! Which pages there are, in reading order, and on which of them each fragment is.

use std::sync::Arc;

use super::{Guide, Node, Page, PageKey, entries, lists, names, slices, tree, urls, wiki};
use crate::model::{Anchor, Document, PartBody};

/// Plans the pages in reading order.
pub(super) fn pages(guide: &mut Guide) {
    let home = guide.folders[0].index.filter(|index| {
        let document = &guide.documents[*index];
        document.url == "index.html"
    });
    guide.pages.push(Page {
        url: "index.html".to_owned(),
        key: PageKey::Home(home),
    });
    if let Some(index) = home {
        guide.documents[index].first_page = 0;
        guide.documents[index].pages = 1;
        let document = Arc::clone(&guide.documents[index].document);
        for anchor in &document.facts.anchors {
            guide.documents[index]
                .anchors
                .entry(anchor.slug.clone())
                .or_insert((0, id_on_page(&document, anchor)));
        }
    }
    for node in tree::walk(&guide.folders) {
        match node {
            Node::Document(index) if Some(index) == home => {}
            Node::Document(index) => document_pages(guide, index),
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
    gather(guide);
    generated(guide);
    for (url, key) in [
        (lists::SEARCH_URL, PageKey::Search),
        ("404.html", PageKey::NotFound),
    ] {
        let url = url.to_owned();
        guide.pages.push(Page { url, key });
    }
}

/// Settles links by name, where there are some.
pub(super) fn names(guide: &mut Guide, whole: bool) {
    let mut documents = guide.documents.iter();
    if documents.any(|entry| wiki::has_any(&entry.document)) {
        guide.names = names::Names::of(guide);
        wiki::settle(guide, whole);
        // Titles may hold such links, too.
        gather(guide);
    }
}

/// What is made from all documents together, and listed.
fn gather(guide: &mut Guide) {
    (guide.entries, guide.topics) = entries::collect(guide);
    guide.lists = lists::of(&guide.entries, &guide.topics);
    let facets = guide.lists.iter().map(|list| list.facet);
    guide.by_facet = facets.zip(0..).collect();
    if guide.documents.len() > lists::FEW_DOCUMENTS {
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
            guide.documents.len(),
            lists::DOCUMENTS_PER_PAGE,
            &PageKey::Documents,
        );
    }
    guide.pages.append(&mut planned);
}

fn document_pages(guide: &mut Guide, index: usize) {
    let document = Arc::clone(&guide.documents[index].document);
    let url = guide.documents[index].url.clone();
    let first = guide.pages.len();
    let mut starts: Vec<u32> = Vec::new();
    let front = document.parts.len() > 1;
    if front {
        guide.pages.push(Page {
            url: url.clone(),
            key: PageKey::Front(index),
        });
        starts.push(0);
    }
    for (part_index, part) in document.parts.iter().enumerate() {
        // The text before the first titled part is shown on the front page.
        if front
            && part_index == 0
            && part.title.is_empty()
            && matches!(part.body, PartBody::Page(_))
        {
            continue;
        }
        for slice in slices::of_part(part) {
            let number = guide.pages.len() - first + 1;
            guide.pages.push(Page {
                url: urls::of_page(&url, number),
                key: PageKey::Part {
                    document: index,
                    part: part_index,
                    slice,
                },
            });
            starts.push(if starts.is_empty() { 0 } else { slice.start });
        }
    }
    let entry = &mut guide.documents[index];
    entry.first_page = first;
    entry.pages = guide.pages.len() - first;
    for anchor in &document.facts.anchors {
        let page = starts
            .partition_point(|start| *start <= anchor.offset)
            .saturating_sub(1);
        entry
            .anchors
            .entry(anchor.slug.clone())
            .or_insert((first + page, id_on_page(&document, anchor)));
    }
}

/// The `id` of an anchor's element; none for the title of a page, which stands at its top.
fn id_on_page(document: &Document, anchor: &Anchor) -> String {
    let title = document
        .parts
        .iter()
        .any(|part| part.anchor == anchor.html_id);
    if title {
        String::new()
    } else {
        anchor.html_id.clone()
    }
}

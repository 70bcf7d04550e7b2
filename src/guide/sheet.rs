//! What one document gives to every guide that it is in: made once, and joined each time.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::entries::{self, Asked};
use super::mentions::{Outgoing, outgoing};
use super::slices::{self, Slice};
use crate::model::{Anchor, Document, PartBody, TranscriptItem};

/// Where each fragment of a document is: the number of the page, from 0, and the `id` there.
pub(super) type Anchors = FxHashMap<Arc<str>, (usize, Arc<str>)>;

/// The facts of one document.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Its pages, in reading order.
    pub(super) pages: Vec<SheetPage>,
    /// Where its fragments are.
    pub(super) anchors: Arc<Anchors>,
    /// What it asks.
    pub(super) entries: Vec<Asked>,
    /// Its links.
    pub(super) outgoing: Vec<Outgoing>,
    /// For what is a part of something that has mentions of its own, or is it: its fragment, by
    /// the number of the page and the `id` there.
    pub(super) owners: HashMap<(usize, Arc<str>), Arc<str>>,
}

/// One page of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SheetPage {
    /// The first page of a document whose parts are pages of their own.
    Front,
    /// A part, by its index, or a slice of one.
    Part(usize, Slice),
}

impl Sheet {
    /// The facts of `document`.
    pub(super) fn of(document: &Document) -> Self {
        let (pages, anchors) = pages(document);
        let mut owners = HashMap::new();
        each_owner(document, &mut |fragment, owner| {
            if let Some((page, id)) = anchors.get(fragment)
                && !id.is_empty()
            {
                owners.insert((*page, Arc::clone(id)), owner.into());
            }
        });
        Self {
            pages,
            entries: entries::of_document(document, &anchors),
            anchors: Arc::new(anchors),
            outgoing: outgoing(document),
            owners,
        }
    }
}

/// The pages of a document, and where its fragments are.
fn pages(document: &Document) -> (Vec<SheetPage>, Anchors) {
    let mut pages = Vec::new();
    let mut starts: Vec<u32> = Vec::new();
    let front = document.parts.len() > 1;
    if front {
        pages.push(SheetPage::Front);
        starts.push(0);
    }
    for (index, part) in document.parts.iter().enumerate() {
        // The text before the first titled part is shown on the front page.
        let lead = front && index == 0 && part.title.is_empty();
        if lead && matches!(part.body, PartBody::Page(_)) {
            continue;
        }
        for slice in slices::of_part(part) {
            pages.push(SheetPage::Part(index, slice));
            starts.push(if starts.is_empty() { 0 } else { slice.start });
        }
    }
    let mut anchors = Anchors::default();
    anchors.reserve(document.facts.anchors.len());
    for anchor in &document.facts.anchors {
        let page = starts
            .partition_point(|start| *start <= anchor.offset)
            .saturating_sub(1);
        anchors
            .entry(Arc::clone(&anchor.slug))
            .or_insert_with(|| (page, id_on_page(document, anchor)));
    }
    (pages, anchors)
}

/// The `id` of an anchor's element; none for the title of a page, which stands at its top.
fn id_on_page(document: &Document, anchor: &Anchor) -> Arc<str> {
    let title = document
        .parts
        .iter()
        .any(|part| *part.anchor == *anchor.html_id);
    if title {
        Arc::default()
    } else {
        Arc::clone(&anchor.html_id)
    }
}

/// Calls `found` with the fragment of everything that has mentions of its own, and of its parts.
fn each_owner(document: &Document, found: &mut impl FnMut(&str, &str)) {
    for part in &document.parts {
        for question in part.questions() {
            let id = &*question.id.0;
            for number in 1..=question.follow_ups.len() {
                found(&question.id.follow_up(number), id);
            }
            found(id, id);
        }
        match &part.body {
            PartBody::Glossary(glossary) => {
                for term in &glossary.terms {
                    found(&term.anchor, &term.anchor);
                }
            }
            PartBody::Transcript(transcript) => {
                for item in &transcript.items {
                    if let TranscriptItem::Exchange(exchange) = item {
                        found(&exchange.id.0, &exchange.id.0);
                    }
                }
            }
            _ => {}
        }
    }
}

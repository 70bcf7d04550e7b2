//! Links by name (`[[Connection pools]]`): what they mean, and what readers see of them.
//!
//! [`settle`] gives the documents that have such links the words to show: the author's, or the
//! title of what an id or a path leads to. A name that nothing has is shown as it was written; in
//! an edition, where it may name what is left out, without its brackets, and not at all if it is
//! an address.

use std::sync::Arc;

use super::links::{self, Resolution};
use super::{Guide, names};
use crate::model::pieces::{self, Piece};
use crate::model::{Block, Document, Inline, InlineKind, WikiLink};
use crate::source::Span;

/// Whether a document links by name.
pub(super) fn has_any(document: &Document) -> bool {
    let mut links = document.facts.links.iter();
    links.any(|link| WikiLink::of_target(&link.target).is_some())
}

/// Where a name leads.
pub(super) fn resolve(guide: &Guide, from: Option<usize>, name: &str) -> Resolution {
    let by_path = || {
        let folder = from.map_or("", |from| {
            super::urls::folder_of(&guide.documents[from].document.path)
        });
        let (path, fragment) = match name.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment.to_owned())),
            None => (name, None),
        };
        let beside = links::find_path(guide, folder, path, fragment.clone());
        match beside {
            Resolution::Missing(_) => links::find_path(guide, "", path, fragment),
            found => found,
        }
    };
    let arrives = |found: &Resolution| !matches!(found, Resolution::Missing(_));
    if let Some(fragment) = name.strip_prefix('#') {
        return match from {
            Some(from) => links::in_document(guide, from, Some(fragment.to_owned())),
            None => Resolution::Missing(name.to_owned()),
        };
    }
    if is_path(name) {
        let found = by_path();
        if arrives(&found) {
            return found;
        }
    }
    if let Some(meant) = guide.names.find(guide, from, name) {
        return Resolution::Page(meant.name.url.clone());
    }
    if let Some((left, fragment)) = name.split_once('#')
        && let Some(document) = guide.names.document_called(guide, from, left)
    {
        return links::in_document(guide, document, Some(fragment.to_owned()));
    }
    let found = by_path();
    if arrives(&found) {
        return found;
    }
    // A file of that name anywhere, the first by its path.
    let file = guide.assets.keys().find(|path| {
        let own = path.rsplit('/').next().unwrap_or(path);
        own.eq_ignore_ascii_case(name)
    });
    match file {
        Some(path) => Resolution::Asset(path.to_string()),
        None => Resolution::Missing(name.to_owned()),
    }
}

fn is_path(name: &str) -> bool {
    let path = name.split('#').next().unwrap_or(name);
    path.contains('/') || path.ends_with(".md") || path.ends_with(".markdown")
}

/// Gives links by name their words, in every document that has some.
pub(super) fn settle(guide: &mut Guide, whole: bool) {
    for index in 0..guide.documents.len() {
        if !has_any(&guide.documents[index].document) {
            continue;
        }
        let mut document = Document::clone(&guide.documents[index].document);
        let settler = Settler {
            guide,
            from: index,
            whole,
        };
        for part in &mut document.parts {
            for piece in pieces::of_part(part) {
                match piece {
                    Piece::Words(words) => settler.words(words),
                    Piece::Blocks(blocks) => settler.blocks(blocks),
                    Piece::Id(_) => {}
                }
            }
        }
        settler.blocks(&mut document.footnotes);
        guide.documents[index].document = Arc::new(document);
    }
}

struct Settler<'a> {
    guide: &'a Guide,
    from: usize,
    whole: bool,
}

impl Settler<'_> {
    fn blocks(&self, blocks: &mut [Block]) {
        for block in blocks {
            for content in block.inline_runs_mut() {
                self.words(content);
            }
            for children in block.children_mut() {
                self.blocks(children);
            }
        }
    }

    fn words(&self, content: &mut Vec<Inline>) {
        let mut at = 0;
        while at < content.len() {
            let span = content[at].span;
            let replaced = match &mut content[at].kind {
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::Strikethrough(inner) => {
                    self.words(inner);
                    None
                }
                InlineKind::Link {
                    target, content, ..
                } => WikiLink::of_target(target).and_then(|link| self.link(link, span, content)),
                _ => None,
            };
            match replaced {
                Some(text) => {
                    let count = text.len();
                    content.splice(at..=at, text);
                    at += count;
                }
                None => at += 1,
            }
        }
    }

    /// Settles the words of a link; what stands there instead when it leads nowhere.
    fn link(
        &self,
        link: WikiLink<'_>,
        span: Span,
        content: &mut Vec<Inline>,
    ) -> Option<Vec<Inline>> {
        let found = resolve(self.guide, Some(self.from), link.name);
        if !matches!(found, Resolution::Missing(_)) {
            if !link.worded
                && let Some(title) = self.title(link.name, &found)
            {
                *content = vec![Inline::text(span, title)];
            }
            return None;
        }
        let words = std::mem::take(content);
        if !self.whole {
            return Some(match link.is_address() && !link.worded {
                true => vec![Inline::text(span, "…")],
                false => words,
            });
        }
        let mark = if link.embedded { "!" } else { "" };
        let name = if link.worded {
            format!("{mark}[[{}|", link.name)
        } else {
            format!("{mark}[[")
        };
        let mut shown = vec![Inline::text(span, name)];
        shown.extend(words);
        shown.push(Inline::text(span, "]]"));
        Some(shown)
    }

    /// What readers are shown instead of an address; nothing when the author's words can stay.
    fn title(&self, name: &str, found: &Resolution) -> Option<String> {
        let last = name.split_once('#').map_or(name, |(_, fragment)| fragment);
        let named = |text: &str| {
            let meant = self.guide.names.find(self.guide, Some(self.from), text)?;
            let same = *found == Resolution::Page(meant.name.url.clone());
            (same && meant.name.is_address).then(|| meant.name.title.clone())
        };
        if let Some(title) = named(name).or_else(|| named(last)) {
            return Some(title);
        }
        if name.contains('#') && self.guide.names.find(self.guide, None, name).is_none() {
            return Some(last.to_owned());
        }
        // A path: the document's title, unless the path is how the title is written.
        let Resolution::Page(url) = found else {
            return None;
        };
        let owner = self
            .guide
            .documents
            .iter()
            .find(|entry| entry.url == *url)?;
        let title = &owner.document.title;
        let spelt = names::key(name) == names::key(title);
        (is_path(name) && !spelt).then(|| title.clone())
    }
}

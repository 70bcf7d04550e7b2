//! Links keep leading where they led: the old guide and the new one are asked.
//!
//! A target is left as it was written wherever it still works. Only where a file got another name,
//! or a heading another fragment, it is written anew.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::plan::{Entry, Origin};
use super::sources::Source;
use crate::config::Config;
use crate::diagnostic::Checked;
use crate::guide::Guide;
use crate::guide::links::{Resolution, resolve};
use crate::model::pieces::{self, Piece};
use crate::model::prose::plain_text;
use crate::model::{Block, BlockKind, Document, Inline, InlineKind};
use crate::pipeline::Builder;
use crate::source::{Asset, FileId, Inputs, SourceFile};

/// Gives links that would lead elsewhere, or nowhere, new targets, and writes their documents anew.
pub(super) fn keep(sources: &[Source], entries: &mut [Entry]) {
    let new = New::of(sources, entries);
    let mut old_elements: HashMap<(usize, usize), Elements> = HashMap::new();
    let homes = homes(entries);
    let old_pages: Vec<Pages> = sources.iter().map(|source| pages(&source.guide)).collect();
    for entry in entries {
        let Some(from) = new.guide.document_at(&entry.out) else {
            continue;
        };
        let source = &sources[entry.source];
        let mut changed = false;
        for origin in &mut entry.origins {
            let Some(old_from) = source.guide.document_at(&origin.path) else {
                continue;
            };
            let mut targets: BTreeMap<String, String> = BTreeMap::new();
            for link in &origin.document.facts.links {
                let target = link.target.as_str();
                if targets.contains_key(target) || entry.lost.iter().any(|lost| lost == target) {
                    continue;
                }
                let pages = &old_pages[entry.source];
                let place = place(&source.guide, pages, old_from, target);
                let Some(wanted) = wanted(place, entry.source, source, &homes, &mut old_elements)
                else {
                    continue;
                };
                match new.target(from, target, &wanted) {
                    Some(better) if better != target => {
                        targets.insert(target.to_owned(), better);
                    }
                    Some(_) => {}
                    None => entry.lost.push(target.to_owned()),
                }
            }
            if targets.is_empty() {
                continue;
            }
            changed = true;
            entry.changes.extend(changes(origin, &targets));
            relink(&mut origin.document, &targets);
            entry.relinked.extend(targets);
        }
        if changed {
            entry.rebuild();
            entry.write();
        }
    }
}

/// The documents of a guide by the addresses of their pages.
type Pages = HashMap<String, usize>;

fn pages(guide: &Guide) -> Pages {
    let pages = guide.pages.iter();
    pages
        .filter_map(|page| Some((page.url.clone(), page.key.document()?)))
        .collect()
}

/// Where a link leads.
enum Place {
    /// A document of the guide, and the `id` of an element there, or nothing.
    Document(usize, String),
    /// An attachment.
    Asset(String),
}

/// Where a link shall lead.
enum Wanted {
    /// A file of the new folder, and what is there.
    Document {
        path: String,
        id: String,
        label: Option<Label>,
        /// Whether the file was called otherwise: its old name may be an alias, and only here.
        moved: bool,
    },
    /// An attachment by its path in the new folder.
    Asset(String),
}

/// A heading's words, and which of those that have the same it is.
type Label = (String, usize);

fn place(guide: &Guide, pages: &Pages, from: usize, target: &str) -> Option<Place> {
    match resolve(guide, from, target) {
        Resolution::Page(url) => {
            let (page, id) = url.split_once('#').unwrap_or((&url, ""));
            let document = *pages.get(page)?;
            Some(Place::Document(document, id.to_owned()))
        }
        Resolution::Asset(path) => Some(Place::Asset(path)),
        Resolution::External(_)
        | Resolution::Missing(_)
        | Resolution::MissingFragment { .. }
        | Resolution::Unsafe => None,
    }
}

/// Where each file went, by source and path, and the question that stands for it where it was
/// joined with others.
type Homes = HashMap<(usize, String), (String, Option<String>)>;

fn homes(entries: &[Entry]) -> Homes {
    let mut homes = Homes::new();
    for entry in entries {
        let joined = entry.origins.len() > 1;
        for origin in &entry.origins {
            let question = origin.document.questions().next();
            let id = question
                .filter(|_| joined)
                .map(|question| question.id.to_string());
            homes.insert((entry.source, origin.path.clone()), (entry.out.clone(), id));
        }
    }
    homes
}

fn wanted(
    place: Option<Place>,
    index: usize,
    source: &Source,
    homes: &Homes,
    known: &mut HashMap<(usize, usize), Elements>,
) -> Option<Wanted> {
    match place? {
        Place::Asset(path) => Some(Wanted::Asset(format!("{}{path}", source.prefix))),
        Place::Document(document, id) => {
            let old = &source.guide.documents[document].document;
            let (path, question) = homes.get(&(index, old.path.to_string()))?.clone();
            let label = known
                .entry((index, document))
                .or_insert_with(|| Elements::of(old))
                .labels
                .get(&id)
                .cloned();
            let id = match question {
                Some(question) if id.is_empty() => question,
                _ => id,
            };
            let moved = path != format!("{}{}", source.prefix, old.path);
            Some(Wanted::Document {
                path,
                id,
                label,
                moved,
            })
        }
    }
}

/// The new guide.
struct New {
    guide: Arc<Guide>,
    pages: Pages,
    elements: Vec<Elements>,
}

impl New {
    fn of(sources: &[Source], entries: &[Entry]) -> Self {
        let mut inputs = Inputs::default();
        for entry in entries {
            inputs.documents.push(SourceFile::new(
                FileId::new(entry.out.clone()),
                entry.out.clone(),
                entry.written.text.as_bytes(),
            ));
        }
        inputs.documents.sort_by(|a, b| a.path.cmp(&b.path));
        for source in sources {
            for (path, asset) in &source.inputs.assets {
                let path: Arc<str> = format!("{}{path}", source.prefix).into();
                let asset = Asset {
                    path: Arc::clone(&path),
                    ..asset.clone()
                };
                inputs.assets.insert(path, asset);
            }
        }
        let config = Checked::fine(Config {
            drafts: true,
            ..Config::default()
        });
        let guide = Builder::default().prepare(&inputs, &config).guide;
        let elements = guide
            .documents
            .iter()
            .map(|entry| Elements::of(&entry.document))
            .collect();
        Self {
            pages: pages(&guide),
            guide,
            elements,
        }
    }

    /// The target that leads from a document to where it shall; as it is, when it does.
    fn target(&self, from: usize, target: &str, wanted: &Wanted) -> Option<String> {
        let by_name = target.contains("[[");
        let moved = matches!(wanted, Wanted::Document { moved: true, .. });
        if (by_name || !moved) && self.leads(from, target, wanted) {
            return Some(target.to_owned());
        }
        let own = &self.guide.documents[from].document.path;
        let candidates: Vec<String> = match wanted {
            Wanted::Asset(path) => vec![relative(own, path)],
            Wanted::Document {
                path, id, label, ..
            } => {
                let file = match path == &**own {
                    true => String::new(),
                    false => relative(own, path),
                };
                let document = self.guide.document_at(path)?;
                let fragments = self.fragments(document, id, label.as_ref());
                fragments
                    .into_iter()
                    .map(|fragment| match (fragment.is_empty(), file.is_empty()) {
                        (true, true) => "#top".to_owned(),
                        (true, false) => file.clone(),
                        (false, _) => format!("{file}#{fragment}"),
                    })
                    .collect()
            }
        };
        candidates
            .into_iter()
            .find(|candidate| self.leads(from, candidate, wanted))
    }

    /// Fragments that may lead to an element, those of headings first: forges know them, too.
    fn fragments(&self, document: usize, id: &str, label: Option<&Label>) -> Vec<String> {
        if id.is_empty() {
            return vec![String::new()];
        }
        let elements = &self.elements[document];
        let same = |other: &&String| label.is_some() && elements.labels.get(*other) == label;
        let ids: Vec<&str> = std::iter::once(id)
            .chain(elements.labels.keys().filter(same).map(String::as_str))
            .collect();
        let anchors = &self.guide.documents[document].document.facts.anchors;
        let mut found: Vec<(bool, String)> = anchors
            .iter()
            .filter(|anchor| ids.contains(&&*anchor.html_id))
            .map(|anchor| (anchor.slug == anchor.html_id, anchor.slug.to_string()))
            .collect();
        found.sort();
        found.into_iter().map(|(_, slug)| slug).collect()
    }

    fn leads(&self, from: usize, target: &str, wanted: &Wanted) -> bool {
        match (place(&self.guide, &self.pages, from, target), wanted) {
            (Some(Place::Asset(found)), Wanted::Asset(path)) => found == *path,
            (
                Some(Place::Document(document, found)),
                Wanted::Document {
                    path, id, label, ..
                },
            ) => {
                let same = found == *id
                    || label.is_some()
                        && self.elements[document].labels.get(&found) == label.as_ref();
                &*self.guide.documents[document].document.path == path && same
            }
            _ => false,
        }
    }
}

/// The elements of a document that carry an `id` and words.
#[derive(Default)]
struct Elements {
    labels: BTreeMap<String, Label>,
}

impl Elements {
    fn of(document: &Document) -> Self {
        let mut elements = Self::default();
        let mut counts: HashMap<String, usize> = HashMap::new();
        let mut add = |id: &str, words: &[Inline]| {
            let words = plain_text(words);
            if id.is_empty() || words.is_empty() {
                return;
            }
            let count = counts.entry(words.clone()).or_default();
            *count += 1;
            elements.labels.insert(id.to_owned(), (words, *count));
        };
        for part in &document.parts {
            let mut part = part.clone();
            let mut before = None;
            for piece in pieces::of_part(&mut part) {
                match piece {
                    Piece::Id(id) => before = Some(id),
                    Piece::Words(words) => {
                        if let Some(id) = before.take() {
                            add(&id, words);
                        }
                    }
                    Piece::Blocks(blocks) => {
                        before = None;
                        headings(blocks, &mut add);
                    }
                }
            }
        }
        elements
    }
}

fn headings(blocks: &[Block], add: &mut impl FnMut(&str, &[Inline])) {
    for block in blocks {
        if let BlockKind::Heading {
            content, anchor, ..
        } = &block.kind
        {
            add(anchor, content);
        }
        for children in block.children() {
            headings(children, add);
        }
    }
}

/// A path as seen from the file `from`, encoded for a link.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = from.len() - 1;
    let same = from[..folders]
        .iter()
        .zip(&to[..to.len() - 1])
        .take_while(|(a, b)| a == b)
        .count();
    let up = "../".repeat(folders - same);
    let path: String = format!("{up}{}", to[same..].join("/"))
        .chars()
        .map(|character| match character {
            ' ' => "%20".to_owned(),
            '%' => "%25".to_owned(),
            '#' => "%23".to_owned(),
            '?' => "%3F".to_owned(),
            '(' => "%28".to_owned(),
            ')' => "%29".to_owned(),
            other => other.to_string(),
        })
        .collect();
    // What looks like a scheme is none.
    match path.split('/').next() {
        Some(first) if first.contains(':') => format!("./{path}"),
        _ => path,
    }
}

/// Replacements in a file's text that give its links their new targets.
fn changes(origin: &Origin, targets: &BTreeMap<String, String>) -> Vec<(Range<usize>, String)> {
    let text = &*origin.file.text;
    let mut changes: BTreeMap<usize, (Range<usize>, String)> = BTreeMap::new();
    for link in &origin.document.facts.links {
        let Some(new) = targets.get(&link.target) else {
            continue;
        };
        let own = text
            .get(link.span.range())
            .and_then(|words| words.rfind(&link.target))
            .map(|at| link.span.start as usize + at);
        // A link by reference has its target elsewhere.
        let defined = || {
            let start = format!("]: {}", link.target);
            text.find(&start).map(|at| at + "]: ".len())
        };
        if let Some(at) = own.or_else(defined) {
            changes.insert(at, (at..at + link.target.len(), new.clone()));
        }
    }
    changes.into_values().collect()
}

/// Gives the links of a document their new targets.
fn relink(document: &mut Document, targets: &BTreeMap<String, String>) {
    for part in &mut document.parts {
        for piece in pieces::of_part(part) {
            match piece {
                Piece::Blocks(blocks) => relink_blocks(blocks, targets),
                Piece::Words(words) => relink_run(words, targets),
                Piece::Id(_) => {}
            }
        }
    }
    relink_blocks(&mut document.footnotes, targets);
    for link in &mut document.facts.links {
        if let Some(new) = targets.get(&link.target) {
            link.target.clone_from(new);
        }
    }
}

fn relink_blocks(blocks: &mut [Block], targets: &BTreeMap<String, String>) {
    for block in blocks {
        if let BlockKind::Html(html) = &mut block.kind {
            relink_html(html, targets);
        }
        for run in block.inline_runs_mut() {
            relink_run(run, targets);
        }
        for children in block.children_mut() {
            relink_blocks(children, targets);
        }
    }
}

fn relink_run(run: &mut [Inline], targets: &BTreeMap<String, String>) {
    for inline in run {
        match &mut inline.kind {
            InlineKind::Link {
                target, content, ..
            } => {
                if let Some(new) = targets.get(target) {
                    target.clone_from(new);
                }
                relink_run(content, targets);
            }
            InlineKind::Image { target, .. } => {
                if let Some(new) = targets.get(target) {
                    target.clone_from(new);
                }
            }
            InlineKind::Html(html) => relink_html(html, targets),
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Strikethrough(inner) => relink_run(inner, targets),
            _ => {}
        }
    }
}

fn relink_html(html: &mut String, targets: &BTreeMap<String, String>) {
    for (old, new) in targets {
        for quote in ['"', '\''] {
            let (old, new) = (
                format!("={quote}{old}{quote}"),
                format!("={quote}{new}{quote}"),
            );
            if html.contains(&old) {
                *html = html.replace(&old, &new);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::relative;

    #[test]
    fn paths_are_seen_from_the_folder_of_a_file() {
        assert_eq!(relative("a.md", "b.md"), "b.md");
        assert_eq!(relative("x/y/a.md", "x/b c.md"), "../b%20c.md");
        assert_eq!(relative("x/a.md", "x/y/b.md"), "y/b.md");
        assert_eq!(relative("a.md", "q: b.md"), "./q:%20b.md");
    }
}

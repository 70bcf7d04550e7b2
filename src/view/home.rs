//! The start page: what is in the guide, and where to start.

use super::context::{Body, ContentsEntry, HomeContext, PageLink};
use super::scope::PageScope;
use super::{index, lists};
use crate::guide::{EntryKind, Guide, tree};
use crate::model::prose::plain_text;
use crate::model::{Block, BlockKind, Kind, Part, PartBody, Prose};

/// Topics that the start page links to.
const OFFERED_TOPICS: usize = 10;

/// What stands above the collections ends with the block that reaches this many bytes.
const LONG_LEAD: usize = 600;

/// The body of the start page, with the root's own document when it is shown there. The list of
/// contents would be that of the document alone, so there is none.
pub(super) fn body(scope: &PageScope<'_>, document: Option<usize>) -> (Body, Vec<ContentsEntry>) {
    let guide = scope.guide;
    let (lead_html, html) = own_text(scope, document);
    let cards = lists::collections(scope, 0);
    let about: Vec<PageLink> = lists::papers(guide)
        .map(|index| document_link(scope, index))
        .collect();
    let home = document.filter(|index| guide.translations.is_listed(*index));
    let documents = guide.listed_documents() - usize::from(home.is_some()) - about.len();
    let entries = &guide.entries;
    let answered = entries.iter().filter(|entry| entry.answered).count();
    let prompts = entries
        .iter()
        .filter(|entry| entry.kind == EntryKind::Prompt)
        .count();
    let body = Body::Home(HomeContext {
        lead_html,
        html,
        start: start(guide, document).map(|index| document_link(scope, index)),
        collections: cards.collections,
        folders: cards.folders,
        about,
        index: index::context(scope, OFFERED_TOPICS, None),
        all_documents: lists::all_documents_url(scope),
        documents,
        questions: entries.len(),
        answered,
        unanswered: entries.len() - answered - prompts,
    });
    (body, Vec::new())
}

/// The root's own document, cut at its first heading, or earlier when it takes long to come to
/// the point: what leads in stands above the collections, the rest below them.
fn own_text(scope: &PageScope<'_>, document: Option<usize>) -> (String, String) {
    let Some(index) = document else {
        return (String::new(), String::new());
    };
    let [
        part @ Part {
            body: PartBody::Page(prose),
            ..
        },
    ] = scope.guide.documents[index].document.parts.as_slice()
    else {
        return (String::new(), String::new());
    };
    let mut size = 0;
    let cut = prose
        .blocks
        .iter()
        .position(|block| {
            let enough = block.as_heading().is_some() || size >= LONG_LEAD;
            size += block.span.len();
            enough
        })
        .unwrap_or(prose.blocks.len());
    let (lead, rest) = prose.blocks.split_at(cut);
    let mut lead = lead.to_vec();
    lead.splice(0..0, own_heading(scope.guide, part));
    (
        scope.prose(&Prose::new(lead), 2),
        scope.prose(&Prose::new(rest.to_vec()), 2),
    )
}

/// The heading of the root's own document, when it says more than the guide's name above it.
fn own_heading(guide: &Guide, part: &Part) -> Option<Block> {
    let lower = |text: &str| text.to_lowercase();
    let name = lower(&guide.title);
    let known: Vec<&str> = name.split_whitespace().collect();
    let own = lower(&plain_text(&part.title));
    let says_more = own.split_whitespace().any(|word| !known.contains(&word));
    says_more.then(|| {
        let heading = BlockKind::Heading {
            level: 2,
            content: part.title.clone(),
            anchor: part.anchor.clone(),
        };
        Block::new(part.span, heading)
    })
}

/// Where to start: the root's own document when it has pages of its own, else the first document
/// of questions, else the first one.
fn start(guide: &Guide, home: Option<usize>) -> Option<usize> {
    let root = guide.folders[0].index.filter(|index| Some(*index) != home);
    let mut documents = tree::documents(&guide.folders)
        .filter(|index| Some(*index) != home && !guide.is_about(*index));
    let first = documents.clone().next();
    root.or_else(|| {
        documents.find(|index| {
            let kind = lists::kind(&guide.documents[*index].document);
            matches!(kind, Kind::Questions | Kind::Scenario)
        })
    })
    .or(first)
}

fn document_link(scope: &PageScope<'_>, index: usize) -> PageLink {
    let entry = &scope.guide.documents[index];
    PageLink {
        title: entry.document.title.clone(),
        url: scope.relative(&entry.url),
    }
}

//! What every page has around its body.

use std::collections::BTreeSet;

use super::context::{
    Body, ContentsEntry, FootnoteContext, PageContext, PageHead, PageLink, SiteContext,
};
use super::scope::PageScope;
use super::{direction, sidebar};
use crate::config::Config;
use crate::guide::{Guide, Page, PageKey, lists, urls};
use crate::model::{BlockKind, Prose};

/// Search engines show about this many characters of a description.
const LONGEST_DESCRIPTION: usize = 160;

/// Puts the frame around a page's body.
pub(super) fn around(
    guide: &Guide,
    config: &Config,
    scope: &PageScope<'_>,
    body: Body,
    contents: Vec<ContentsEntry>,
) -> PageContext {
    let footnotes = footnotes(scope, &body);
    // Nobody knows below which address the 404 page will be shown, so it links to nothing that
    // is relative.
    let lost = guide.pages[scope.page].key == PageKey::NotFound;
    PageContext {
        site: site(guide, config),
        page: head(guide, config, scope, footnotes),
        sidebar: if lost {
            Vec::new()
        } else {
            sidebar::sidebar(scope)
        },
        contents,
        previous: neighbour(guide, scope, scope.page.checked_sub(1)),
        next: neighbour(guide, scope, Some(scope.page + 1)),
        body,
    }
}

fn site(guide: &Guide, config: &Config) -> SiteContext {
    SiteContext {
        id: site_id(&guide.title),
        title: guide.title.clone(),
        description: guide.description.clone(),
        language: config.language.clone(),
        direction: direction::of(&config.language).to_owned(),
        generator: concat!("prepbook ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

/// The title in lower case, its words joined by dashes.
fn site_id(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-")
}

fn head(
    guide: &Guide,
    config: &Config,
    scope: &PageScope<'_>,
    footnotes: Vec<FootnoteContext>,
) -> PageHead {
    let page = &guide.pages[scope.page];
    let title = super::page_title(guide, scope.words, &page.key);
    let title_html = match &page.key {
        PageKey::Part {
            document,
            part,
            slice,
        } => {
            let document = &guide.documents[*document].document;
            let words = &document.parts[*part].title;
            let plain = crate::model::prose::plain_text(words);
            // A title from front matter, or a page's number, is plain text.
            let own = document.parts.len() > 1 || document.title == plain;
            if own && slice.count == 1 && !words.is_empty() {
                scope.inline(words)
            } else {
                escape(&title)
            }
        }
        _ => escape(&title),
    };
    let (page_number, pages, document) = match generated(guide, &page.key) {
        Some((number, pages)) => (number + 1, pages, None),
        None => part_of(guide, scope, page.key.document()),
    };
    PageHead {
        title,
        title_html,
        description: description(guide, &page.key),
        url: page.url.clone(),
        root: root(config, page),
        canonical: config
            .base_url
            .as_ref()
            .map(|base| format!("{base}{}", page.url.trim_end_matches("index.html"))),
        breadcrumbs: breadcrumbs(guide, scope, &page.key),
        page_number,
        pages,
        document,
        footnotes,
    }
}

/// Which page of how many a page of a list is; the first is 0.
fn generated(guide: &Guide, key: &PageKey) -> Option<(usize, usize)> {
    let (number, length, each) = match key {
        PageKey::List { list, number } => {
            let length = guide.lists[*list].entries.len();
            (*number, length, lists::PER_PAGE)
        }
        PageKey::Topics(number) => (*number, guide.topics.all.len(), lists::TOPICS_PER_PAGE),
        PageKey::Documents(number) => (*number, guide.documents.len(), lists::DOCUMENTS_PER_PAGE),
        _ => return None,
    };
    Some((number, lists::pages(length, each)))
}

/// Which page of how many of its document a page is, with a link to the first of them.
fn part_of(
    guide: &Guide,
    scope: &PageScope<'_>,
    document: Option<usize>,
) -> (usize, usize, Option<PageLink>) {
    match document {
        Some(index) if guide.documents[index].pages > 1 => {
            let entry = &guide.documents[index];
            let number = scope.page + 1 - entry.first_page;
            let link = PageLink {
                title: entry.document.title.clone(),
                url: scope.relative(&entry.url),
            };
            (number, entry.pages, (number > 1).then_some(link))
        }
        _ => (1, 1, None),
    }
}

/// The way to the site's root: relative, except on the 404 page, which is shown at any address.
fn root(config: &Config, page: &Page) -> String {
    match (&page.key, &config.base_url) {
        (PageKey::NotFound, Some(base)) => base
            .split_once("://")
            .and_then(|(_, rest)| rest.find('/').map(|at| rest[at..].to_owned()))
            .unwrap_or_else(|| "/".to_owned()),
        _ => urls::root_of(&page.url),
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The author's description, or the first words of what everybody may see.
fn description(guide: &Guide, key: &PageKey) -> String {
    let document = match key {
        PageKey::Home(Some(index)) | PageKey::Front(index) => Some(*index),
        PageKey::Part { document, .. } => Some(*document),
        _ => None,
    };
    let Some(index) = document else {
        return guide.description.clone();
    };
    let document = &guide.documents[index].document;
    if let Some(text) = &document.meta.description {
        return text.clone();
    }
    let part = match key {
        PageKey::Part { part, .. } => &document.parts[*part],
        _ => &document.parts[0],
    };
    let lead = match &part.body {
        crate::model::PartBody::Page(prose) => first_paragraph(prose),
        crate::model::PartBody::Questions(set) => first_paragraph(&set.lead),
        crate::model::PartBody::Glossary(glossary) => first_paragraph(&glossary.lead),
        _ => None,
    };
    lead.unwrap_or_default()
}

fn first_paragraph(prose: &Prose) -> Option<String> {
    prose.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph(content) => {
            let text = crate::model::prose::plain_text(content);
            (!text.is_empty()).then(|| shorten(&text))
        }
        _ => None,
    })
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= LONGEST_DESCRIPTION {
        return text.to_owned();
    }
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() + 2 > LONGEST_DESCRIPTION {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short.push('…');
    short
}

fn breadcrumbs(guide: &Guide, scope: &PageScope<'_>, key: &PageKey) -> Vec<PageLink> {
    let mut crumbs = Vec::new();
    let own_folder = match key {
        PageKey::Home(_) | PageKey::NotFound => return crumbs,
        PageKey::Folder(folder) => guide.folders[*folder].parent,
        PageKey::List { .. } | PageKey::Topics(_) | PageKey::Documents(_) => None,
        PageKey::Front(document) | PageKey::Part { document, .. } => {
            let entry = &guide.documents[*document];
            let folder = entry.folder;
            if guide.folders[folder].index == Some(*document) {
                guide.folders[folder].parent
            } else {
                Some(folder)
            }
        }
    };
    if let PageKey::Part { document, .. } = key {
        let entry = &guide.documents[*document];
        if scope.page > entry.first_page {
            crumbs.push(PageLink {
                title: entry.document.title.clone(),
                url: scope.relative(&entry.url),
            });
        }
    }
    let mut folder = own_folder;
    while let Some(index) = folder {
        let (title, url) = if index == 0 {
            (guide.title.clone(), "index.html".to_owned())
        } else {
            (
                guide.folders[index].title.clone(),
                guide.folder_url(index).to_owned(),
            )
        };
        crumbs.push(PageLink {
            title,
            url: scope.relative(&url),
        });
        folder = guide.folders[index].parent;
    }
    if own_folder.is_none() {
        crumbs.push(PageLink {
            title: guide.title.clone(),
            url: scope.relative("index.html"),
        });
    }
    crumbs.reverse();
    crumbs
}

/// The page before or after this one on the way through the guide, which knows no lists.
fn neighbour(guide: &Guide, scope: &PageScope<'_>, page: Option<usize>) -> Option<PageLink> {
    if guide.pages[scope.page].key.is_generated() {
        return None;
    }
    let page = guide.pages.get(page?)?;
    (!page.key.is_generated()).then(|| PageLink {
        title: super::page_title(guide, scope.words, &page.key),
        url: scope.relative(&page.url),
    })
}

/// Footnotes that the page's HTML refers to. Only finished HTML tells which references are on
/// this page of a document that is split.
fn footnotes(scope: &PageScope<'_>, body: &Body) -> Vec<FootnoteContext> {
    let Some(document) = scope.guide.pages[scope.page].key.document() else {
        return Vec::new();
    };
    let document = &scope.guide.documents[document].document;
    if document.footnotes.is_empty() {
        return Vec::new();
    }
    let used = footnote_numbers(body);
    document
        .footnotes
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Footnote { number, blocks, .. } => Some((*number, blocks)),
            _ => None,
        })
        .filter(|(number, _)| used.contains(number))
        .map(|(number, blocks)| FootnoteContext {
            number,
            id: format!("fn-{number}"),
            reference_id: format!("fnref-{number}"),
            html: scope.prose(&Prose::new(blocks.clone()), 4),
        })
        .collect()
}

/// Numbers of the footnotes that a page's HTML links to.
fn footnote_numbers(body: &Body) -> BTreeSet<u32> {
    const LINK: &str = "href=\\\"#fn-";
    let html = serde_json::to_string(body).unwrap_or_default();
    html.match_indices(LINK)
        .filter_map(|(at, _)| {
            let rest = &html[at + LINK.len()..];
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            rest[..digits].parse().ok()
        })
        .collect()
}

//! What every page has around its body.

use std::collections::BTreeSet;

use super::context::{
    Body, ContentsEntry, FootnoteContext, PageContext, PageHead, PageLink, SiteContext,
};
use super::scope::PageScope;
use super::{brand, description, languages, mentions, redirect, sidebar};
use crate::config::Config;
use crate::guide::redirects::Target;
use crate::guide::{Guide, Page, PageKey, lists, urls};
use crate::html::escape;
use crate::model::{BlockKind, Prose};
use crate::source::percent::encode_path;
use crate::tongue::direction;

/// Puts the frame around a page's body.
pub(super) fn around(
    guide: &Guide,
    config: &Config,
    scope: &PageScope<'_>,
    body: Body,
    contents: Vec<ContentsEntry>,
) -> PageContext {
    let footnotes = footnotes(scope, &body);
    let terms = super::glossary::previews(scope);
    // Nobody knows below which address the 404 page will be shown, so it links to nothing that
    // is relative.
    let key = &guide.pages[scope.page].key;
    let lost = matches!(key, PageKey::NotFound | PageKey::Redirect(_));
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
        terms,
        body,
    }
}

fn site(guide: &Guide, config: &Config) -> SiteContext {
    SiteContext {
        title: guide.title.clone(),
        description: guide.description.clone(),
        language: config.language.clone(),
        direction: direction::of(&config.language).to_owned(),
        generator: concat!("prepbook ", env!("CARGO_PKG_VERSION")).to_owned(),
        id: config
            .id
            .clone()
            .unwrap_or_else(|| urls::slug(&guide.title)),
        noindex: config.noindex,
        reveal_open: config.reveal_open,
        edition: (!config.edition.is_whole()).then(|| config.edition.name.clone()),
        brand: brand::context(guide, config),
    }
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
            // What the heading says; front matter may call the document otherwise elsewhere.
            match (words.is_empty(), slice.count) {
                (true, _) => escape(&title),
                (false, 1) => scope.inline(words),
                (false, count) => {
                    format!("{} ({}/{count})", scope.inline(words), slice.number + 1)
                }
            }
        }
        _ => escape(&title),
    };
    let (page_number, pages, document) = match generated(guide, &page.key) {
        Some((number, pages)) => (number + 1, pages, None),
        None => part_of(guide, scope, page.key.document()),
    };
    let language = languages::of_page(guide, config, &page.key);
    let own = page
        .key
        .document()
        .map(|index| &*guide.documents[index].document);
    let meta = own.map(|document| &document.meta);
    PageHead {
        title,
        title_html,
        description: description::of_page(guide, &page.key),
        direction: direction::of(&language).to_owned(),
        language,
        languages: languages::switch(scope),
        first_question: languages::first(scope),
        alternates: languages::alternates(scope, config),
        url: page.url.clone(),
        root: root(config, page),
        canonical: canonical(guide, config, page),
        breadcrumbs: breadcrumbs(guide, scope, &page.key),
        page_number,
        pages,
        document,
        footnotes,
        mentions: mentions::of(scope, scope.url()),
        moved: redirect::away(scope),
        edit_url: own.and_then(|own| scope.edit_url(own, start(&page.key))),
        owner: meta.and_then(|meta| meta.owner.clone()).unwrap_or_default(),
        reviewed: meta
            .and_then(|meta| meta.reviewed.clone())
            .unwrap_or_default(),
        extra: meta.map(|meta| meta.extra.clone()).unwrap_or_default(),
        footer_html: brand::footer(config, scope),
    }
}

/// Absolute address of a page, or of the one that it sends on to.
fn canonical(guide: &Guide, config: &Config, page: &Page) -> Option<String> {
    let target = match &page.key {
        PageKey::Redirect(index) => Some(&guide.moved.redirects[*index].target),
        _ => None,
    };
    let url = match target {
        Some(Target::External(url)) => return Some(url.clone()),
        Some(Target::Page(url) | Target::Asset(url)) => url.split('#').next().unwrap_or(url),
        None => &page.url,
    };
    let base = config.base_url.as_ref()?;
    Some(urls::absolute(base, &encode_path(url)))
}

/// Where a page starts in its document. The first page of a document starts with the file.
fn start(key: &PageKey) -> u32 {
    match key {
        PageKey::Part { part, slice, .. } if *part > 0 || slice.number > 0 => slice.start,
        _ => 0,
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
        PageKey::Documents(number) => {
            (*number, guide.listed_documents(), lists::DOCUMENTS_PER_PAGE)
        }
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
        (PageKey::NotFound, Some(base)) => urls::path_of_address(base).to_owned(),
        _ => urls::root_of(&page.url),
    }
}

fn breadcrumbs(guide: &Guide, scope: &PageScope<'_>, key: &PageKey) -> Vec<PageLink> {
    let mut crumbs = Vec::new();
    let own_folder = match key {
        PageKey::Home(_) | PageKey::NotFound | PageKey::Redirect(_) => return crumbs,
        PageKey::Folder(folder) => guide.folders[*folder].parent,
        PageKey::List { .. } | PageKey::Topics(_) | PageKey::Documents(_) | PageKey::Search => None,
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
    let same = way(guide, &page.key) == way(guide, &guide.pages[scope.page].key);
    (same && !page.key.is_generated()).then(|| PageLink {
        title: super::page_title(guide, scope.words, &page.key),
        url: scope.relative(&page.url),
    })
}

/// The way that a page is a step of: one leads through all that is listed, and one through the
/// translations into each other language.
fn way<'a>(guide: &'a Guide, key: &PageKey) -> Option<&'a str> {
    if guide.translations.is_empty() {
        return None;
    }
    let other = guide
        .read_on(key)
        .filter(|document| !guide.translations.is_listed(*document))?;
    guide.translations.language(other)
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

//! Prose to HTML as seen from one page: links resolved, relative to it.

use std::cell::RefCell;
use std::sync::Arc;

use super::glossary;
use crate::config::{Config, RemoteImages, Repository};
use crate::guide::links::{Resolution, resolve};
use crate::guide::terms::Found;
use crate::guide::{Entry, Guide, urls};
use crate::html::{
    Highlight, Html, ImageTarget, LinkTarget, LinkedTerms, ProseScope, Resolver, TermLink,
    inline_html, plain_inline_html, prose_html, strict,
};
use crate::model::{Document, Inline, Prose};
use crate::words::Words;

/// A page that prose is rendered for.
pub(super) struct PageScope<'a> {
    /// The guide.
    pub guide: &'a Guide,
    /// The words of the interface.
    pub words: &'a Words,
    highlight: &'a Highlight<'a>,
    /// Index of the page.
    pub page: usize,
    /// What becomes of images of other sites.
    remote_images: RemoteImages,
    /// Whether strangers wrote the texts.
    untrusted: bool,
    /// Index of the page's document; links of pages without one cannot come from an author.
    document: Option<usize>,
    repository: Option<&'a Repository>,
    /// Whether the edition shows everything; otherwise a link that does not arrive may lead to what
    /// is left out, and its target must not be told.
    pub whole: bool,
    /// The terms that the page links, in the order of their first links.
    terms: RefCell<Vec<usize>>,
}

impl<'a> PageScope<'a> {
    pub(super) fn new(
        guide: &'a Guide,
        config: &'a Config,
        words: &'a Words,
        highlight: &'a Highlight<'a>,
        page: usize,
    ) -> Self {
        Self {
            guide,
            words,
            highlight,
            page,
            remote_images: config.remote_images,
            untrusted: config.untrusted,
            document: guide.pages[page].key.document(),
            repository: config.repository.as_ref(),
            whole: config.edition.is_whole(),
            terms: RefCell::default(),
        }
    }

    /// Where what stands at `offset` of a document can be edited, when the repository is known.
    pub(super) fn edit_url(&self, document: &Document, offset: u32) -> Option<String> {
        let repository = self.repository?;
        let line = document.lines.line(offset as usize);
        Some(repository.edit_url(document.file.as_str(), line))
    }

    /// URL of the page, relative to the site's root.
    pub(super) fn url(&self) -> &'a str {
        &self.guide.pages[self.page].url
    }

    /// The way from the page to `url`, which is relative to the site's root.
    pub(super) fn relative(&self, url: &str) -> String {
        urls::relative(self.url(), url)
    }

    /// The way from the page to what is asked.
    pub(super) fn entry_url(&self, entry: &Entry) -> String {
        let (path, fragment) = self.guide.entry_place(entry);
        urls::relative_to(self.url(), path, fragment)
    }

    /// Prose as HTML; its topmost headings get the level `first_heading`.
    pub(super) fn prose(&self, prose: &Prose, first_heading: u8) -> String {
        self.walled(prose_html(prose, &self.scope(first_heading, None)))
    }

    /// A part of an answer as HTML: the first place of each term of the glossary is a link,
    /// unless one is in `linked`.
    pub(super) fn answer(&self, prose: &Prose, first_heading: u8, linked: &LinkedTerms) -> String {
        self.walled(prose_html(prose, &self.scope(first_heading, Some(linked))))
    }

    fn scope<'b>(&'b self, first_heading: u8, terms: Option<&'b LinkedTerms>) -> ProseScope<'b> {
        ProseScope {
            resolver: self,
            words: &self.words.prose,
            first_heading,
            terms,
        }
    }

    /// The terms that the page links so far, in the order of their first links.
    pub(super) fn linked_terms(&self) -> Vec<usize> {
        self.terms.borrow().clone()
    }

    /// Running text as HTML.
    pub(super) fn inline(&self, content: &[Inline]) -> String {
        self.walled(inline_html(content, &self.scope(2, None)))
    }

    /// Running text as HTML without links, for lists of links.
    pub(super) fn label(&self, content: &[Inline]) -> String {
        self.walled(plain_inline_html(content))
    }

    /// An author's text as it is put into a page: behind a second wall where a stranger wrote it.
    pub(super) fn walled(&self, html: Html) -> String {
        if self.untrusted {
            strict(&html.0)
        } else {
            html.0
        }
    }
}

impl Resolver for PageScope<'_> {
    fn link(&self, target: &str) -> LinkTarget {
        let Some(document) = self.document else {
            return LinkTarget::Broken;
        };
        match resolve(self.guide, document, target) {
            Resolution::Page(url) => LinkTarget::Internal(self.relative(&url)),
            Resolution::Asset(path) => LinkTarget::Internal(self.relative(&path)),
            Resolution::External(url) => LinkTarget::External(url),
            Resolution::MissingFragment { .. } | Resolution::Missing(_) if self.whole => {
                LinkTarget::Broken
            }
            Resolution::MissingFragment { .. } | Resolution::Missing(_) => LinkTarget::Unsafe,
            Resolution::Unsafe => LinkTarget::Unsafe,
        }
    }

    fn terms(&self, words: &str) -> Vec<Found> {
        self.document
            .map(|document| self.guide.terms.find(document, words))
            .unwrap_or_default()
    }

    fn term(&self, term: usize) -> Option<TermLink> {
        let url = &self.guide.terms.all.get(term)?.url;
        let mut terms = self.terms.borrow_mut();
        let known = terms.iter().position(|known| *known == term);
        let place = known.unwrap_or_else(|| {
            terms.push(term);
            terms.len() - 1
        });
        Some(TermLink {
            url: self.relative(url),
            preview: glossary::preview_id(place),
        })
    }

    fn image(&self, target: &str) -> ImageTarget {
        let Some(document) = self.document else {
            return ImageTarget::Missing;
        };
        match resolve(self.guide, document, target) {
            Resolution::Asset(path) => ImageTarget::Local(self.relative(&path)),
            Resolution::External(url) => match self.remote_images {
                RemoteImages::Link => ImageTarget::Remote(url),
                // Without a scheme an address would be a file's where the page is one.
                RemoteImages::Allow if url.starts_with("//") => {
                    ImageTarget::Foreign(format!("https:{url}"))
                }
                RemoteImages::Allow => ImageTarget::Foreign(url),
            },
            Resolution::Unsafe => ImageTarget::Unsafe,
            _ if !self.whole => ImageTarget::Unsafe,
            _ => ImageTarget::Missing,
        }
    }

    fn highlight(&self, language: &str, code: &str) -> Option<Arc<str>> {
        (self.highlight)(language, code)
    }
}

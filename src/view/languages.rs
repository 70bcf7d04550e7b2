//! The languages that a page's document is written in, and the way from one to the other.

use super::context::{LanguageLink, PageLink, RelatedContext};
use super::scope::PageScope;
use crate::config::Config;
use crate::guide::{Guide, PageKey, urls};
use crate::model::{Question, QuestionId};
use crate::source::percent::encode_path;
use crate::tongue::{self, direction};

/// The tag of a page's language: its document's, or else the site's.
pub(super) fn of_page(guide: &Guide, config: &Config, key: &PageKey) -> String {
    let own = guide
        .read_on(key)
        .and_then(|document| guide.translations.language(document));
    own.unwrap_or(&config.language).to_owned()
}

/// The languages of a page's document; none where there is one.
pub(super) fn switch(scope: &PageScope<'_>) -> Vec<LanguageLink> {
    let guide = scope.guide;
    let Some(own) = guide.pages[scope.page].key.document() else {
        return Vec::new();
    };
    let Some(group) = guide.translations.group(own) else {
        return Vec::new();
    };
    let first = first_question(guide, scope.page, own);
    group
        .members
        .iter()
        .map(|document| {
            let tag = guide.translations.language(*document).unwrap_or_default();
            let entry = &guide.documents[*document];
            let page = if *document == own {
                scope.page
            } else {
                page_of(guide, scope.page, own, first, *document)
            };
            LanguageLink {
                title: title(tag, &entry.document.title),
                tag: tag.to_owned(),
                direction: direction::of(tag).to_owned(),
                url: scope.relative(&guide.pages[page].url),
                current: *document == own,
                questions: questions(scope, own, *document),
            }
        })
        .collect()
}

/// The name of a language; where nobody knows which it is, what the document is called in it.
fn title(tag: &str, title: &str) -> String {
    match tag {
        "und" | "" => title.to_owned(),
        tag => tongue::name(tag),
    }
}

/// The page of `to` that says what a page of `own` says: the one with the same question, or else
/// the first.
fn page_of(guide: &Guide, page: usize, own: usize, question: Option<usize>, to: usize) -> usize {
    let (from, other) = (&guide.documents[own], &guide.documents[to]);
    let number = page - from.first_page;
    if number == 0 {
        return other.first_page;
    }
    let id = question.map(|number| &guide.translations.asked(own)[number]);
    let there = id.and_then(|id| guide.translations.counterpart(own, id, to));
    let found = there.and_then(|id| place(guide, to, id));
    let same = (from.pages == other.pages).then_some(number);
    other.first_page + found.or(same).unwrap_or(0)
}

/// Number of the page of a document, from 0, where a question is.
fn place(guide: &Guide, document: usize, id: &QuestionId) -> Option<usize> {
    let (url, _) = guide.anchor(document, &id.0)?;
    let entry = &guide.documents[document];
    let mut pages = guide.pages[entry.first_page..][..entry.pages].iter();
    pages.position(|page| page.url == url)
}

/// Number, from 1, of the first question on the page of a document in several languages.
pub(super) fn first(scope: &PageScope<'_>) -> usize {
    let document = scope.guide.pages[scope.page].key.document();
    let first = document.and_then(|own| first_question(scope.guide, scope.page, own));
    first.map_or(0, |number| number + 1)
}

/// Number, from 0, of the first question on a page, among all of its document.
fn first_question(guide: &Guide, page: usize, document: usize) -> Option<usize> {
    let url = &guide.pages[page].url;
    let mut asked = guide.translations.asked(document).iter();
    asked.position(|id| {
        guide
            .anchor(document, &id.0)
            .is_some_and(|(at, _)| at == url)
    })
}

/// The pages of a translation with the numbers of their first questions, as the script of the
/// switch reads them; empty where questions do not correspond.
fn questions(scope: &PageScope<'_>, own: usize, to: usize) -> String {
    let guide = scope.guide;
    let translations = &guide.translations;
    let (asked, others) = (translations.asked(own), translations.asked(to));
    if asked.is_empty() || asked.len() != others.len() {
        return String::new();
    }
    let entry = &guide.documents[to];
    let pages = entry.first_page..entry.first_page + entry.pages;
    let known = pages.filter_map(|page| {
        let first = first_question(guide, page, to)?;
        Some(format!(
            "{first} {}",
            scope.relative(&guide.pages[page].url)
        ))
    });
    known.collect::<Vec<_>>().join(" ")
}

/// Addresses of a page in its languages, for search engines: absolute where the base URL is known.
pub(super) fn alternates(scope: &PageScope<'_>, config: &Config) -> Vec<PageLink> {
    let guide = scope.guide;
    let Some(own) = guide.pages[scope.page].key.document() else {
        return Vec::new();
    };
    let Some(group) = guide.translations.group(own) else {
        return Vec::new();
    };
    let from = &guide.documents[own];
    let number = scope.page - from.first_page;
    let links: Vec<PageLink> = group
        .members
        .iter()
        .filter_map(|document| {
            let tag = guide.translations.language(*document).unwrap_or_default();
            let entry = &guide.documents[*document];
            // Later pages are the same only where documents are cut alike.
            let same = tag != "und" && (number == 0 || entry.pages == from.pages);
            let url = &guide.pages[entry.first_page + number.min(entry.pages - 1)].url;
            same.then(|| PageLink {
                title: tag.to_owned(),
                url: match &config.base_url {
                    Some(base) => urls::absolute(base, &encode_path(url)),
                    None => scope.relative(url),
                },
            })
        })
        .collect();
    if links.len() > 1 { links } else { Vec::new() }
}

/// What is related to a question of a translation: what is related to the listed one, in the
/// language of the page where it is written in it.
pub(super) fn related(
    scope: &PageScope<'_>,
    document: usize,
    question: &Question,
) -> Vec<RelatedContext> {
    let guide = scope.guide;
    let listed = guide.translations.listed(document);
    let Some(id) = guide
        .translations
        .counterpart(document, &question.id, listed)
    else {
        return Vec::new();
    };
    let related = guide.kin.related(listed, id).into_iter();
    related
        .map(|(entry, words)| {
            let entry = &guide.entries[entry];
            let other = guide.for_reader(entry.document, Some(document));
            let there = guide
                .translations
                .counterpart(entry.document, &entry.id, other);
            let there = there.filter(|_| other != entry.document);
            let own = there.and_then(|id| {
                let mut questions = guide.documents[other].document.questions();
                questions.find(|question| question.id == *id)
            });
            match own {
                // The words that say why are in another language.
                Some(question) => RelatedContext {
                    title_html: scope.label(&question.title),
                    url: scope.relative(&guide.question_url(other, &question.id.0)),
                    words: Vec::new(),
                },
                None => super::question::related_entry(scope, entry, words),
            }
        })
        .collect()
}

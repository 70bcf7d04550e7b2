//! Old addresses as templates see them: pages that send on, and anchors for what moved away.

use super::context::{Body, MovedContext, RedirectContext};
use super::scope::PageScope;
use crate::guide::redirects::Target;

/// The body of a page that sends on.
pub(super) fn body(scope: &PageScope<'_>, index: usize) -> Body {
    let redirect = &scope.guide.moved.redirects[index];
    let (url, title) = link(scope, &redirect.target);
    let fragments = &redirect.fragments;
    Body::Redirect(RedirectContext {
        url,
        title,
        moved: moved(scope, fragments.iter()),
    })
}

/// Anchors for the fragments that moved away from the page's document, on its first page.
pub(super) fn away(scope: &PageScope<'_>) -> Vec<MovedContext> {
    let page = &scope.guide.pages[scope.page];
    let fragments = page
        .key
        .document()
        .filter(|document| scope.guide.documents[*document].first_page == scope.page);
    match fragments.and_then(|document| scope.guide.moved.fragments.get(&document)) {
        Some(fragments) => moved(scope, fragments.iter()),
        None => Vec::new(),
    }
}

fn moved<'a>(
    scope: &PageScope<'_>,
    fragments: impl Iterator<Item = (&'a String, &'a Target)>,
) -> Vec<MovedContext> {
    fragments
        .map(|(id, target)| {
            let (url, title) = link(scope, target);
            MovedContext {
                id: id.clone(),
                url,
                title,
            }
        })
        .collect()
}

/// The address of a target as seen from the page, and what it is called.
fn link(scope: &PageScope<'_>, target: &Target) -> (String, String) {
    match target {
        Target::Page(url) => {
            let page = scope.guide.page_at(url.split('#').next().unwrap_or(url));
            let title = page.map(|page| {
                let key = &scope.guide.pages[page].key;
                super::page_title(scope.guide, scope.words, key)
            });
            (scope.relative(url), title.unwrap_or_else(|| url.clone()))
        }
        Target::Asset(path) => (scope.relative(path), path.clone()),
        Target::External(url) => (url.clone(), url.clone()),
    }
}

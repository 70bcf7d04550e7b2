//! What prose asks of the page it stands on: where its links lead.

use std::sync::Arc;

use crate::guide::terms::Found;

/// Answers what only the page knows.
///
/// Addresses are given as the author wrote them, with character references resolved. What is
/// answered is written into the page as it is (escaped), so it has to be ready and relative to
/// the page.
pub trait Resolver {
    /// Where a link leads.
    fn link(&self, target: &str) -> LinkTarget;

    /// Where an image is.
    fn image(&self, target: &str) -> ImageTarget;

    /// Places in words that name terms of the glossary.
    fn terms(&self, _words: &str) -> Vec<Found> {
        Vec::new()
    }

    /// Where a term is explained; none where it cannot be reached.
    fn term(&self, _term: usize) -> Option<TermLink> {
        None
    }

    /// Code in colours, by a [`Highlighter`](super::Highlighter); `None` when it is to be shown as
    /// it is.
    fn highlight(&self, language: &str, code: &str) -> Option<Arc<str>>;
}

/// Where a term is explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermLink {
    /// Its address, relative to the page.
    pub url: String,
    /// The `id` of the element on the page that says what it means.
    pub preview: String,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A page or file of the site, by its relative URL.
    Internal(String),
    /// Another site.
    External(String),
    /// Nowhere.
    Broken,
    /// Somewhere that no page may lead to, such as a script.
    Unsafe,
}

/// Where an image is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImageTarget {
    /// An image that is shown, by its URL.
    Local(String),
    /// An image of another site that is shown, by its URL.
    Foreign(String),
    /// An image of another site, which is linked to instead of shown.
    Remote(String),
    /// Nowhere.
    Missing,
    /// Something that is no image, such as a script.
    Unsafe,
}

/// Whether following `url` could run something.
///
/// Resolvers answer `Unsafe` for such addresses; this is the wall behind them.
pub(super) fn runs(url: &str) -> bool {
    let plain = url
        .chars()
        .filter(|character| !character.is_control() && !character.is_whitespace())
        .take(12)
        .collect::<String>()
        .to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:"]
        .iter()
        .any(|scheme| plain.starts_with(scheme))
}

/// A name for an image that has none: the last part of its address.
pub(super) fn file_name(target: &str) -> Option<&str> {
    let path = target.split(['?', '#']).next().unwrap_or(target);
    let name = path.trim_end_matches('/').rsplit('/').next();
    name.filter(|name| !name.is_empty())
}

/// A name for an image of another site: the site and the last part of the address.
pub(super) fn remote_name(url: &str) -> String {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    match file_name(rest) {
        Some(name) if name != host => format!("{host}/{name}"),
        _ => host.to_owned(),
    }
}

/// Sites that make badges and nothing else.
const BADGE_HOSTS: [&str; 14] = [
    "shields.io",
    "badgen.net",
    "badge.fury.io",
    "badges.gitter.im",
    "codecov.io",
    "coveralls.io",
    "codeclimate.com",
    "codacy.com",
    "circleci.com",
    "travis-ci.org",
    "travis-ci.com",
    "appveyor.com",
    "deepsource.io",
    "komarev.com",
];

/// Whether an image's address is that of a badge: a few words and a number in a small picture
/// about a project's state, which nobody reads a guide for.
pub fn is_badge(url: &str) -> bool {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    let path = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let host = host.to_ascii_lowercase();
    let of = |site: &&str| {
        host.strip_suffix(*site)
            .is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    BADGE_HOSTS.iter().any(of)
        || path
            .split(['/', '.', '-', '_'])
            .any(|part| part.eq_ignore_ascii_case("badge") || part.eq_ignore_ascii_case("badges"))
}

#[cfg(test)]
mod tests {
    use super::{file_name, is_badge, remote_name, runs};

    #[test]
    fn schemes_that_run_are_seen_in_any_disguise() {
        for url in [
            "javascript:alert(1)",
            " JavaScript:x",
            "java\nscript:x",
            "\u{1}data:text/html,x",
            "vbscript:x",
        ] {
            assert!(runs(url), "{url}");
        }
        for url in ["javascript.html", "https://example.org/data:", "a/data:b"] {
            assert!(!runs(url), "{url}");
        }
    }

    #[test]
    fn images_without_words_are_named_after_their_address() {
        assert_eq!(file_name("img/plan.png?raw=true"), Some("plan.png"));
        assert_eq!(file_name("/"), None);
        assert_eq!(
            remote_name("https://example.org/a/plan.png"),
            "example.org/plan.png"
        );
        assert_eq!(remote_name("https://example.org"), "example.org");
    }

    #[test]
    fn badges_are_known_by_their_site_or_their_address() {
        for url in [
            "https://img.shields.io/github/stars/a/b?style=flat",
            "//shields.io/x",
            "https://github.com/a/b/actions/workflows/ci.yml/badge.svg?branch=main",
            "https://example.org/badges/build.svg",
            "https://codecov.io/gh/a/b/graph.svg",
            "https://awesome.re/mentioned-badge.svg",
        ] {
            assert!(is_badge(url), "{url}");
        }
        for url in [
            "https://example.org/plan.png",
            "https://example.org/badger.png",
            "https://notshields.io/x.png",
            "https://example.org/plan.png?from=badge",
        ] {
            assert!(!is_badge(url), "{url}");
        }
    }
}

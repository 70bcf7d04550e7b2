//! What prose asks of the page it stands on: where its links lead.

use super::highlight;

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

    /// Code in colours, by [`highlight::highlight`] unless the page has it already.
    ///
    /// Colouring costs more than everything else together, so a cache can step in here.
    fn highlight(&self, language: &str, code: &str) -> Option<String> {
        highlight::highlight(language, code)
    }
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
pub(super) fn file_name(target: &str) -> &str {
    let path = target.split(['?', '#']).next().unwrap_or(target);
    let name = path.trim_end_matches('/').rsplit('/').next();
    name.filter(|name| !name.is_empty()).unwrap_or("image")
}

/// A name for an image of another site: the site and the last part of the address.
pub(super) fn remote_name(url: &str) -> String {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let name = file_name(rest);
    if name == host {
        host.to_owned()
    } else {
        format!("{host}/{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::{file_name, remote_name, runs};

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
        assert_eq!(file_name("img/plan.png?raw=true"), "plan.png");
        assert_eq!(file_name("/"), "image");
        assert_eq!(
            remote_name("https://example.org/a/plan.png"),
            "example.org/plan.png"
        );
        assert_eq!(remote_name("https://example.org"), "example.org");
    }
}

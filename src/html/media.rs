//! Links and images, as Markdown and raw HTML have them.

use super::{ImageTarget, LinkTarget, ProseScope, escape};

/// Writes the start of a link, and gives its end.
pub(super) fn open_link(
    found: &LinkTarget,
    target: &str,
    title: &str,
    out: &mut String,
) -> &'static str {
    let (tag, attributes, end) = match found {
        LinkTarget::Internal(url) => (format!("<a href=\"{}\"", escape::escaped(url)), "", "</a>"),
        LinkTarget::External(url) => (
            format!("<a href=\"{}\"", escape::escaped(url)),
            " class=\"external\" rel=\"noopener noreferrer\"",
            "</a>",
        ),
        LinkTarget::Broken => (
            format!(
                "<span class=\"broken-link\" title=\"{}\"",
                escape::escaped(target)
            ),
            "",
            "</span>",
        ),
        LinkTarget::Unsafe => ("<span".to_owned(), "", "</span>"),
    };
    out.push_str(&tag);
    out.push_str(attributes);
    if !title.is_empty() && !matches!(found, LinkTarget::Broken) {
        out.push_str(&format!(" title=\"{}\"", escape::escaped(title)));
    }
    out.push('>');
    end
}

/// Writes an image. One on another host becomes a link with its words, because pages load
/// nothing from elsewhere.
pub(super) fn push_image(
    target: &str,
    alt: &str,
    title: &str,
    size: &str,
    in_link: bool,
    scope: &ProseScope<'_>,
    out: &mut String,
) {
    match scope.resolver.image(target) {
        ImageTarget::Local(url) => {
            out.push_str(&format!(
                "<img src=\"{}\" alt=\"{}\"{size} loading=\"lazy\"",
                escape::escaped(&url),
                escape::escaped(alt)
            ));
            if !title.is_empty() {
                out.push_str(&format!(" title=\"{}\"", escape::escaped(title)));
            }
            out.push('>');
        }
        ImageTarget::Remote(url) => {
            let words = if alt.trim().is_empty() {
                file_name(&url)
            } else {
                alt
            };
            if in_link {
                escape::push(out, words);
            } else {
                out.push_str(&format!(
                    "<a class=\"remote-image external\" href=\"{}\" rel=\"noopener noreferrer\">{}</a>",
                    escape::escaped(&url),
                    escape::escaped(words)
                ));
            }
        }
        ImageTarget::Missing | ImageTarget::Unsafe => {
            let words = if alt.trim().is_empty() { target } else { alt };
            out.push_str(&format!(
                "<span class=\"missing-image\">{}</span>",
                escape::escaped(words)
            ));
        }
    }
}

fn file_name(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    path.rsplit('/')
        .find(|part| !part.is_empty())
        .unwrap_or(url)
}

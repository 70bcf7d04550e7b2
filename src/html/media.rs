//! Links and images.

use super::escape::{push_attribute, push_text};
use super::links::{ImageTarget, LinkTarget, file_name, is_badge, remote_name, runs};
use super::writer::Writer;
use crate::model::Inline;

impl Writer<'_> {
    /// Writes a link with its words; the words alone where no link may stand.
    pub(super) fn link(&mut self, target: &str, title: &str, content: &[Inline]) {
        let Some((element, attributes)) = self.link_attributes(target, title) else {
            return self.inlines(content);
        };
        self.out.push('<');
        self.out.push_str(element);
        self.out.push_str(&attributes);
        self.out.push('>');
        if element == "a" {
            self.balancer.enter_link();
        } else {
            self.balancer.enter_same();
        }
        let start = self.out.len();
        self.inlines(content);
        // A link without words could not be named, and not be seen either.
        if self.out.len() == start {
            push_text(&mut self.out, target);
        }
        self.balancer.leave(&mut self.out);
        self.out.push_str("</");
        self.out.push_str(element);
        self.out.push('>');
    }

    /// The element for a link and its attributes; nothing when it can only be its words.
    pub(super) fn link_attributes(
        &self,
        target: &str,
        title: &str,
    ) -> Option<(&'static str, String)> {
        let scope = self.scope.as_ref()?;
        if self.balancer.in_link() {
            return None;
        }
        let mut attributes = String::new();
        match scope.resolver.link(target) {
            LinkTarget::Unsafe => return None,
            LinkTarget::Internal(url) | LinkTarget::External(url) if runs(&url) => return None,
            LinkTarget::Internal(url) => push_attribute(&mut attributes, "href", &url),
            LinkTarget::External(url) => push_external(&mut attributes, "external", &url),
            LinkTarget::Broken => {
                push_attribute(&mut attributes, "class", "broken-link");
                push_attribute(&mut attributes, "title", target);
                return Some(("span", attributes));
            }
        }
        if !title.is_empty() {
            push_attribute(&mut attributes, "title", title);
        }
        Some(("a", attributes))
    }

    /// Writes an image; `attributes` are further ones of its element, ready.
    pub(super) fn image(&mut self, target: &str, title: &str, alt: &str, attributes: &str) {
        let Some(scope) = self.scope else {
            push_text(&mut self.out, alt);
            return;
        };
        let in_link = self.balancer.in_link();
        match scope.resolver.image(target) {
            ImageTarget::Unsafe => push_text(&mut self.out, alt),
            ImageTarget::Local(url) | ImageTarget::Foreign(url) | ImageTarget::Remote(url)
                if runs(&url) && !url.starts_with("data:image/") =>
            {
                push_text(&mut self.out, alt);
            }
            ImageTarget::Local(url) => {
                self.out.push_str("<img");
                push_attribute(&mut self.out, "src", &url);
                // Without words a link around the image would have no name.
                let name = if in_link && alt.is_empty() {
                    file_name(target).unwrap_or(&scope.words.image)
                } else {
                    alt
                };
                self.shown_image(name, title, attributes);
            }
            ImageTarget::Foreign(url) => {
                self.out.push_str("<img");
                push_attribute(&mut self.out, "src", &url);
                // That site learns that somebody looks, but not at what.
                push_attribute(&mut self.out, "referrerpolicy", "no-referrer");
                let name = if in_link && alt.is_empty() {
                    remote_name(&url)
                } else {
                    alt.to_owned()
                };
                self.shown_image(&name, title, attributes);
            }
            ImageTarget::Remote(url) => {
                let name = if alt.is_empty() {
                    remote_name(&url)
                } else {
                    alt.to_owned()
                };
                let class = if is_badge(&url) {
                    "remote-image badge"
                } else {
                    "remote-image"
                };
                let element = if in_link { "span" } else { "a" };
                self.out.push('<');
                self.out.push_str(element);
                if in_link {
                    push_attribute(&mut self.out, "class", class);
                } else {
                    push_external(&mut self.out, &format!("{class} external"), &url);
                }
                self.out.push('>');
                push_text(&mut self.out, &name);
                self.out.push_str("</");
                self.out.push_str(element);
                self.out.push('>');
            }
            ImageTarget::Missing => {
                let name = if alt.is_empty() {
                    file_name(target).unwrap_or(&scope.words.image)
                } else {
                    alt
                };
                self.out
                    .push_str("<span class=\"missing-image\" role=\"img\"");
                push_attribute(&mut self.out, "aria-label", name);
                self.out.push('>');
                push_text(&mut self.out, name);
                self.out.push_str("</span>");
            }
        }
    }

    /// Ends an image's tag, with all that does not depend on where it is.
    fn shown_image(&mut self, name: &str, title: &str, attributes: &str) {
        push_attribute(&mut self.out, "alt", name);
        if !title.is_empty() {
            push_attribute(&mut self.out, "title", title);
        }
        self.out.push_str(attributes);
        self.out.push_str(" loading=\"lazy\">");
    }
}

/// Attributes of a link to another site, which learns neither who links nor gets a handle on
/// the page.
fn push_external(out: &mut String, class: &str, url: &str) {
    push_attribute(out, "class", class);
    push_attribute(out, "href", url);
    push_attribute(out, "rel", "noopener noreferrer");
}

#[cfg(test)]
mod tests {
    use crate::html::testing::{image, line, link, tag, text};

    #[test]
    fn links_tell_where_they_lead() {
        assert_eq!(
            line(&[link("a.md?x=1&y=2", vec![text("A")])]),
            "<a href=\"../a.md?x=1&amp;y=2\">A</a>"
        );
        assert_eq!(
            line(&[link("https://example.org", vec![text("B")])]),
            concat!(
                "<a class=\"external\" href=\"https://example.org\"",
                " rel=\"noopener noreferrer\">B</a>",
            )
        );
        assert_eq!(
            line(&[link("lost.md", vec![text("C")])]),
            "<span class=\"broken-link\" title=\"lost.md\">C</span>"
        );
        assert_eq!(line(&[link("javascript:f()", vec![text("D")])]), "D");
        assert_eq!(line(&[link("e", Vec::new())]), "<a href=\"../e\">e</a>");
    }

    #[test]
    fn images_are_shown_named_or_linked_to() {
        assert_eq!(
            line(&[image("a.png", "A")]),
            "<img src=\"../a.png\" alt=\"A\" loading=\"lazy\">"
        );
        assert_eq!(
            line(&[image("https://example.org/b.png", "")]),
            concat!(
                "<a class=\"remote-image external\" href=\"https://example.org/b.png\"",
                " rel=\"noopener noreferrer\">example.org/b.png</a>",
            )
        );
        assert_eq!(
            line(&[image("https://img.shields.io/x", "Stars")]),
            concat!(
                "<a class=\"remote-image badge external\" href=\"https://img.shields.io/x\"",
                " rel=\"noopener noreferrer\">Stars</a>",
            )
        );
        assert_eq!(
            line(&[image("shown:https://example.org/b.png", "B")]),
            concat!(
                "<img src=\"https://example.org/b.png\" referrerpolicy=\"no-referrer\"",
                " alt=\"B\" loading=\"lazy\">",
            )
        );
        assert_eq!(
            line(&[image("lost.png", "C & co")]),
            concat!(
                "<span class=\"missing-image\" role=\"img\" aria-label=\"C &amp; co\">",
                "C &amp; co</span>",
            )
        );
        assert_eq!(line(&[image("javascript:f()", "D")]), "D");
    }

    #[test]
    fn no_link_stands_in_a_link() {
        let badge = image("https://example.org/badge.svg", "Build");
        assert_eq!(
            line(&[link("a", vec![badge, link("b", vec![text(" and b")])])]),
            "<a href=\"../a\"><span class=\"remote-image badge\">Build</span> and b</a>"
        );
        assert_eq!(
            line(&[
                tag("<a href=\"a\">"),
                link("b", vec![text("b")]),
                tag("<a href=c>"),
                tag("</a>"),
            ]),
            "<a href=\"../a\">b</a>"
        );
    }

    #[test]
    fn an_image_that_is_all_of_a_link_has_a_name() {
        assert_eq!(
            line(&[link("a", vec![image("b/c.png", "")])]),
            "<a href=\"../a\"><img src=\"../b/c.png\" alt=\"c.png\" loading=\"lazy\"></a>"
        );
    }
}

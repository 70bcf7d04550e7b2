//! Raw HTML made safe: tags that are let through, rewritten; all others as the text they are.

use super::allowed::{Element, Kind, Verdict, id, push_attributes, verdict};
use super::escape::{push_attribute, push_markup_text, push_text};
use super::tokens::{Tag, Token, tokens};
use super::writer::{Writer, raw_level};

impl Writer<'_> {
    /// Writes a fragment into the container that is open.
    pub(super) fn raw_html(&mut self, html: &str) {
        let tokens = tokens(html);
        for (at, token) in tokens.iter().enumerate() {
            match token {
                Token::Comment => {}
                Token::Text(text) => {
                    if !text.trim().is_empty() {
                        self.balancer.make_room(&mut self.out);
                    }
                    push_markup_text(&mut self.out, text);
                }
                Token::Verbatim(text) => self.literal(text),
                Token::Start(tag) => match verdict(tag.name) {
                    Verdict::Allowed(element) => {
                        self.start_tag(tag, element, ends_paragraph(&tokens[at + 1..]));
                    }
                    Verdict::Transparent => {}
                    Verdict::Text => self.literal(tag.source),
                },
                Token::End(name, source) => match verdict(name) {
                    // `</br>` is how some write `<br>`, and browsers know.
                    Verdict::Allowed(element) if element.name == "br" => {
                        self.open(element, "br", "");
                    }
                    Verdict::Allowed(element) => {
                        self.balancer.close_element(element, &mut self.out);
                    }
                    Verdict::Transparent => {}
                    Verdict::Text => self.literal(source),
                },
            }
        }
        // A tag that should have ended it may have had no place here.
        self.balancer.end_written_paragraph(&mut self.out);
    }

    fn literal(&mut self, text: &str) {
        self.balancer.make_room(&mut self.out);
        push_text(&mut self.out, text);
    }

    /// Writes a start tag; `ends` says whether the fragment also ends a paragraph begun here.
    fn start_tag(&mut self, tag: &Tag<'_>, element: &'static Element, ends: bool) {
        if self.scope.is_none() {
            return self.plain_start_tag(tag, element);
        }
        let mut attributes = String::new();
        let opened = match element.name {
            "img" => return self.raw_image(tag, element),
            "a" => self.raw_link(tag, element),
            "p" if ends && self.balancer.flow() => {
                push_attributes(&mut attributes, tag, element, "");
                self.open(element, "p", &attributes)
            }
            // Its end is in another block, and the paragraphs between would end it before.
            "p" => {
                push_attributes(&mut attributes, tag, element, "paragraph");
                self.open(element, "div", &attributes)
            }
            "details" => {
                push_attributes(&mut attributes, tag, element, "fold");
                self.open(element, element.written, &attributes)
            }
            name => {
                let written = match element.kind {
                    Kind::Heading => self.heading_element(raw_level(name)),
                    _ => element.written,
                };
                push_attributes(&mut attributes, tag, element, "");
                self.open(element, written, &attributes)
            }
        };
        if opened && tag.closed {
            self.balancer.close_element(element, &mut self.out);
        }
    }

    /// Where neither links nor ids may stand, only what marks words up is written.
    fn plain_start_tag(&mut self, tag: &Tag<'_>, element: &'static Element) {
        match (element.name, element.kind) {
            ("img", _) => {
                let alt = tag.attribute("alt").unwrap_or("");
                push_text(&mut self.out, alt);
            }
            ("br", _) => self.out.push(' '),
            ("a", _) => {}
            (_, Kind::Phrasing | Kind::Ruby) => {
                let opened = self.open(element, element.written, "");
                if opened && tag.closed {
                    self.balancer.close_element(element, &mut self.out);
                }
            }
            _ => {}
        }
    }

    fn raw_link(&mut self, tag: &Tag<'_>, element: &'static Element) -> bool {
        let title = tag.attribute("title").unwrap_or("");
        let link = tag
            .attribute("href")
            .and_then(|target| self.link_attributes(target, title));
        match link {
            Some((written, mut attributes)) => {
                if let Some(id) = id(tag, element) {
                    push_attribute(&mut attributes, "id", id);
                }
                self.open(element, written, &attributes)
            }
            // A place that links can lead to: no link, so links may stand within.
            None if id(tag, element).is_some() => {
                let mut attributes = String::new();
                push_attributes(&mut attributes, tag, element, "");
                self.open(element, "span", &attributes)
            }
            None => false,
        }
    }

    fn raw_image(&mut self, tag: &Tag<'_>, element: &'static Element) {
        self.balancer.make_room(&mut self.out);
        let mut attributes = String::new();
        push_attributes(&mut attributes, tag, element, "");
        self.image(
            tag.attribute("src").unwrap_or(""),
            tag.attribute("title").unwrap_or(""),
            tag.attribute("alt").unwrap_or(""),
            &attributes,
        );
    }

    fn open(&mut self, element: &'static Element, written: &'static str, attributes: &str) -> bool {
        self.balancer
            .open_element(element, written, attributes, &mut self.out)
    }
}

/// Whether a paragraph that was begun before these tokens ends among them: by its own end, or
/// because a block begins or ends.
fn ends_paragraph(tokens: &[Token<'_>]) -> bool {
    tokens.iter().any(|token| {
        let (Token::Start(Tag { name, .. }) | Token::End(name, _)) = token else {
            return false;
        };
        match verdict(name) {
            Verdict::Allowed(element) => {
                !matches!(element.kind, Kind::Phrasing | Kind::Void | Kind::Ruby)
            }
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::html::testing::{block, html, line, page, paragraph, tag, text};
    use crate::model::BlockKind;

    #[test]
    fn allowed_elements_come_through_without_styles_and_handlers() {
        assert_eq!(
            page(vec![html(
                "<div align=\"center\" style=\"x\" onclick=\"y\"><kbd>Ctrl</kbd> &amp; C</div>\n"
            )]),
            "<div class=\"align-center\"><kbd>Ctrl</kbd> &amp; C</div>\n"
        );
    }

    #[test]
    fn scripts_and_unknown_elements_are_shown_as_text() {
        assert_eq!(
            page(vec![html("<script>if (a<b>c) f(\"&amp;\")</script>\n")]),
            "&lt;script&gt;if (a&lt;b&gt;c) f(\"&amp;amp;\")&lt;/script&gt;\n"
        );
        assert_eq!(
            page(vec![html("<section>\n<b>x</b></section>\n")]),
            "&lt;section&gt;\n<b>x</b>&lt;/section&gt;\n"
        );
    }

    #[test]
    fn comments_vanish_and_pictures_are_their_image() {
        assert_eq!(
            page(vec![html(
                "<!-- x --><picture><source srcset=y><img src=z.png alt=Z></picture>\n"
            )]),
            "<img src=\"../z.png\" alt=\"Z\" loading=\"lazy\">\n"
        );
    }

    #[test]
    fn elements_reach_over_the_blocks_between_their_tags() {
        assert_eq!(
            page(vec![
                html("<p align=\"center\">\n"),
                paragraph(vec![text("a")]),
                html("</p>\n"),
                html("<p align=\"center\">b</p>\n"),
            ]),
            concat!(
                "<div class=\"paragraph align-center\">\n<p>a</p>\n</div>\n",
                "<p class=\"align-center\">b</p>\n",
            )
        );
        assert_eq!(
            page(vec![
                html("<table><tr><td>\n"),
                paragraph(vec![text("a")]),
                html("</td></tr></table>\n"),
            ]),
            "<table><tr><td>\n<p>a</p>\n</td></tr></table>\n"
        );
    }

    #[test]
    fn nothing_reaches_out_of_its_container() {
        let quote = BlockKind::Quote {
            alert: None,
            blocks: vec![html("</blockquote></div><div><b>\n")],
        };
        assert_eq!(
            page(vec![block(quote), paragraph(vec![text("a")])]),
            "<blockquote>\n<div><b>\n</b></div></blockquote>\n<p>a</p>\n"
        );
    }

    #[test]
    fn raw_links_and_images_lead_where_others_do() {
        assert_eq!(
            line(&[
                tag("<a href='a.md?b=1&amp;c=2' title=\"T\" target=_blank>"),
                tag("<img src=\"https://example.org/i.png\" width=20>"),
                tag("</a>"),
                tag("<a href=\"lost\">"),
                text("x"),
                tag("</a>"),
                tag("<a href=\"javascript:f()\">"),
                text("y"),
                tag("</a>"),
                tag("<img src=i.png width=20 align=right title=T>"),
            ]),
            concat!(
                "<a href=\"../a.md?b=1&amp;c=2\" title=\"T\">",
                "<span class=\"remote-image\">example.org/i.png</span></a>",
                "<span class=\"broken-link\" title=\"lost\">x</span>y",
                "<img src=\"../i.png\" alt=\"\" title=\"T\" class=\"align-right\" width=\"20\"",
                " loading=\"lazy\">",
            )
        );
    }

    #[test]
    fn places_to_link_to_keep_their_names() {
        assert_eq!(
            page(vec![html("<a name=\"here\">\n"), html("<a id='q'/>x\n")]),
            "<span id=\"here\">\n<span id=\"q\"></span>x\n</span>"
        );
    }
}

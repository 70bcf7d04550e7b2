//! Raw HTML made safe: tags that are let through, rewritten; all others as the text they are.

use super::allowed::{Element, Kind, Verdict, push_attributes, verdict};
use super::escape::{push_attribute, push_markup_text, push_text};
use super::links::{ImageTarget, runs};
use super::writer::{Writer, raw_level};
use crate::markup::{Tag, Token, srcset, tokens};

impl Writer<'_> {
    /// Writes a block of raw HTML into the container that is open.
    pub(super) fn raw_block(&mut self, html: &str) {
        self.raw_html(html, true);
    }

    /// Writes a tag that stands in running text.
    pub(super) fn raw_inline(&mut self, html: &str) {
        self.raw_html(html, false);
    }

    fn raw_html(&mut self, html: &str, block: bool) {
        let tokens = tokens(html);
        for (at, token) in tokens.iter().enumerate() {
            match token {
                Token::Start(Tag { name, source, .. }) | Token::End(name, source)
                    if is_region(name) && !(block && stands_alone(html, source)) =>
                {
                    self.literal(source);
                }
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
                        let ends =
                            element.kind == Kind::Paragraph && ends_paragraph(&tokens[at + 1..]);
                        let opened = self.start_tag(tag, element, ends);
                        // Somebody speaks of `<li>`.
                        if !opened && !block && tag.attributes.is_empty() && is_part(element.kind) {
                            self.literal(tag.source);
                        }
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
    /// Answers whether there was a place for it.
    fn start_tag(&mut self, tag: &Tag<'_>, element: &'static Element, ends: bool) -> bool {
        if self.scope.is_none() {
            self.plain_start_tag(tag, element);
            return !is_part(element.kind);
        }
        let mut attributes = String::new();
        let opened = match element.name {
            "img" | "source" | "input" => {
                match element.name {
                    "img" => self.raw_image(tag, element),
                    "source" => self.raw_source(tag, element),
                    _ => self.raw_input(tag),
                }
                return true;
            }
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
        opened
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
                if let Some(id) = tag.id() {
                    push_attribute(&mut attributes, "id", id);
                }
                self.open(element, written, &attributes)
            }
            // A place that links can lead to: no link, so links may stand within.
            None if tag.id().is_some() => {
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

    /// A file that browsers may take for the image behind it, if all that it names can be shown.
    fn raw_source(&mut self, tag: &Tag<'_>, element: &'static Element) {
        let Some(scope) = &self.scope else { return };
        let Some(written) = tag.attribute("srcset") else {
            return self.literal(tag.source);
        };
        let mut set = Vec::new();
        for (target, size) in srcset(written) {
            let (ImageTarget::Local(url) | ImageTarget::Foreign(url)) =
                scope.resolver.image(target)
            else {
                return;
            };
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.';
            // Commas and blanks would end an address in a list of them.
            if runs(&url) || url.contains([',', ' ']) || !size.bytes().all(plain) {
                return;
            }
            set.push(format!("{url} {size}").trim_end().to_owned());
        }
        let media = tag.attribute("media").unwrap_or("");
        let plain = |byte: u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'(' | b')' | b'-' | b':' | b'.')
        };
        if set.is_empty() || !media.bytes().all(plain) {
            return;
        }
        let mut attributes = String::new();
        push_attribute(&mut attributes, "srcset", &set.join(", "));
        if !media.is_empty() {
            push_attribute(&mut attributes, "media", media);
        }
        push_attributes(&mut attributes, tag, element, "");
        self.open(element, "source", &attributes);
    }

    /// A box of a list of tasks, which shows a state and changes none.
    fn raw_input(&mut self, tag: &Tag<'_>) {
        let is_box = tag
            .attribute("type")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
        if !is_box {
            return self.literal(tag.source);
        }
        let done = tag.attribute("checked").is_some();
        self.balancer.make_room(&mut self.out);
        self.out.push_str("<input type=\"checkbox\" disabled");
        if done {
            self.out.push_str(" checked");
        }
        let words = self.words();
        let label = if done { &words.done } else { &words.not_done };
        push_attribute(&mut self.out, "aria-label", label);
        self.out.push('>');
    }

    fn open(&mut self, element: &'static Element, written: &'static str, attributes: &str) -> bool {
        self.balancer
            .open_element(element, written, attributes, &mut self.out)
    }
}

/// Whether such an element is part of another, without which it is nothing.
fn is_part(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Item
            | Kind::Term
            | Kind::Summary
            | Kind::Caption
            | Kind::Columns
            | Kind::Column
            | Kind::Section
            | Kind::Row
            | Kind::Cell
    )
}

fn is_region(name: &str) -> bool {
    matches!(verdict(name), Verdict::Allowed(element) if element.kind == Kind::Region)
}

/// Whether there are only tags on the line of a fragment where `source`, a part of it, stands.
fn stands_alone(html: &str, source: &str) -> bool {
    let start = source.as_ptr() as usize - html.as_ptr() as usize;
    let before = html[..start].rsplit('\n').next().unwrap_or_default();
    let after = html[start + source.len()..]
        .split('\n')
        .next()
        .unwrap_or_default();
    let tags = |text: &str| {
        let text = text.trim();
        text.is_empty() || (text.starts_with('<') && text.ends_with('>'))
    };
    tags(before) && tags(after)
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
            page(vec![html("<form>\n<b>x</b></form>\n")]),
            "&lt;form&gt;\n<b>x</b>&lt;/form&gt;\n"
        );
    }

    #[test]
    fn regions_are_kept_apart_where_they_are_no_words() {
        assert_eq!(
            page(vec![
                html("<section id=\"s\">\n"),
                paragraph(vec![text("The "), tag("<header>"), text(" element")]),
                html("</section>\n"),
                html("<nav> is a region\n"),
            ]),
            concat!(
                "<div id=\"s\">\n<p>The &lt;header&gt; element</p>\n</div>\n",
                "&lt;nav&gt; is a region\n",
            )
        );
    }

    #[test]
    fn boxes_of_tasks_are_shown_and_other_inputs_are_text() {
        assert_eq!(
            line(&[
                tag("<input type=checkbox checked onclick=x>"),
                tag("<input name=q>")
            ]),
            concat!(
                "<input type=\"checkbox\" disabled checked aria-label=\"Done\">",
                "&lt;input name=q&gt;",
            )
        );
    }

    #[test]
    fn comments_vanish_and_pictures_choose_among_what_can_be_shown() {
        assert_eq!(
            page(vec![html(concat!(
                "<!-- x --><picture>",
                "<source media=\"(prefers-color-scheme: dark)\" srcset=\"y.png, y2.png 2x\">",
                "<source srcset=\"https://example.org/y.png\">",
                "<source srcset=\"javascript:x\">",
                "<source srcset=y.png media='\"x'>",
                "<img src=z.png alt=Z></picture>\n"
            ))]),
            concat!(
                "<picture><source srcset=\"../y.png, ../y2.png 2x\"",
                " media=\"(prefers-color-scheme: dark)\">",
                "<img src=\"../z.png\" alt=\"Z\" loading=\"lazy\"></picture>\n",
            )
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

//! Running text.

use super::allowed::{Kind, Verdict, verdict};
use super::escape::{push_attribute, push_text};
use super::push_words;
use super::writer::Writer;
use crate::markup::{Token, tokens};
use crate::model::prose::plain_text;
use crate::model::{Inline, InlineKind};

impl Writer<'_> {
    /// Writes running text where its surroundings allow blocks too.
    pub(super) fn flow_text(&mut self, content: &[Inline]) {
        self.balancer.enter_flow();
        self.inlines(content);
        self.balancer.leave(&mut self.out);
    }

    /// Writes running text into the container that is open.
    pub(super) fn inlines(&mut self, content: &[Inline]) {
        if self.links_terms {
            return self.inlines_with_terms(content);
        }
        for (at, inline) in content.iter().enumerate() {
            self.inline(inline, &content[..at], &content[at + 1..]);
        }
    }

    pub(super) fn inline(&mut self, inline: &Inline, before: &[Inline], after: &[Inline]) {
        match &inline.kind {
            InlineKind::Html(html) => {
                if is_mention(html, after) {
                    self.balancer.make_room(&mut self.out);
                    push_text(&mut self.out, html);
                } else {
                    self.raw_inline(html);
                }
                return;
            }
            InlineKind::SoftBreak => {
                let joined = before.last().and_then(last_character).is_some_and(is_cjk)
                    && after.first().and_then(first_character).is_some_and(is_cjk);
                if !joined {
                    self.out.push('\n');
                }
                return;
            }
            // White space between the parts of a raw table is no content.
            InlineKind::Text(text) if text.trim().is_empty() => {}
            _ => self.balancer.make_room(&mut self.out),
        }
        match &inline.kind {
            InlineKind::Text(text) => push_words(&mut self.out, text, false),
            InlineKind::Code(code) => push_words(&mut self.out, code, true),
            InlineKind::Emphasis(content) => self.wrapped("em", content),
            InlineKind::Strong(content) => self.wrapped("strong", content),
            InlineKind::Strikethrough(content) => self.wrapped("del", content),
            InlineKind::Link {
                target,
                title,
                content,
            } => self.link(target, title, content),
            InlineKind::Image { target, title, alt } => {
                self.image(target, title, &plain_text(alt), "");
            }
            InlineKind::Math { tex, display: true } => {
                self.out.push_str("<span class=\"math\">");
                self.formula(tex, true);
                self.out.push_str("</span>");
            }
            InlineKind::Math { tex, .. } => self.formula(tex, false),
            InlineKind::FootnoteReference { number, first, .. } => {
                self.footnote_reference(*number, *first);
            }
            InlineKind::HardBreak if self.scope.is_none() => self.out.push(' '),
            InlineKind::HardBreak => self.out.push_str("<br>\n"),
            InlineKind::Html(_) | InlineKind::SoftBreak => {}
        }
    }

    fn wrapped(&mut self, element: &str, content: &[Inline]) {
        self.out.push('<');
        self.out.push_str(element);
        self.out.push('>');
        self.balancer.enter_same();
        self.inlines(content);
        self.balancer.leave(&mut self.out);
        self.out.push_str("</");
        self.out.push_str(element);
        self.out.push('>');
    }

    fn footnote_reference(&mut self, number: u32, first: bool) {
        if self.scope.is_none() {
            return;
        }
        self.out.push_str("<sup class=\"footnote-ref\">");
        if self.balancer.in_link() {
            self.out.push_str(&number.to_string());
        } else {
            self.out.push_str("<a");
            if first {
                push_attribute(&mut self.out, "id", &format!("fnref-{number}"));
            }
            push_attribute(&mut self.out, "href", &format!("#fn-{number}"));
            self.out.push_str(&format!(">{number}</a>"));
        }
        self.out.push_str("</sup>");
    }
}

/// Whether a raw tag in running text makes a block of its own.
pub(super) fn needs_flow(content: &[Inline]) -> bool {
    content
        .iter()
        .enumerate()
        .any(|(at, inline)| match &inline.kind {
            InlineKind::Html(html) => tokens(html).iter().any(|token| match token {
                Token::Start(tag) => match verdict(tag.name) {
                    Verdict::Allowed(element) => {
                        !matches!(
                            element.kind,
                            Kind::Phrasing | Kind::Void | Kind::Ruby | Kind::Region
                        ) && !is_mention(html, &content[at + 1..])
                    }
                    _ => false,
                },
                _ => false,
            }),
            _ => needs_flow(inline.children()),
        })
}

/// The end of a tag is looked for in so many pieces behind it; in all of them for each tag, a long
/// line of tags would take long.
const FARTHEST_END: usize = 500;

/// Whether a tag is spoken of and not used: `List<B>`, "a `<span>` is no `<div>`".
///
/// Only a bare tag that nothing closes can be one, and none whose end browsers supply.
fn is_mention(html: &str, after: &[Inline]) -> bool {
    let tokens = tokens(html);
    let [Token::Start(tag)] = tokens.as_slice() else {
        return false;
    };
    let Verdict::Allowed(element) = verdict(tag.name) else {
        return false;
    };
    let can_be = match element.kind {
        Kind::Phrasing | Kind::Heading | Kind::Table => true,
        Kind::Block => element.name != "details",
        // A type's argument is more likely than a paragraph in capitals.
        Kind::Paragraph => tag.name == "P",
        Kind::Void => return element.name == "img" && tag.attributes.is_empty(),
        _ => false,
    };
    let end = format!("</{}", element.name);
    let is_closed = || {
        after.iter().take(FARTHEST_END).any(|inline| {
            matches!(&inline.kind, InlineKind::Html(html)
                if html.get(..end.len()).is_some_and(|start| start.eq_ignore_ascii_case(&end)))
        })
    };
    can_be && !tag.closed && tag.attributes.is_empty() && !is_closed()
}

fn last_character(inline: &Inline) -> Option<char> {
    match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => text.chars().next_back(),
        _ => inline.children().last().and_then(last_character),
    }
}

fn first_character(inline: &Inline) -> Option<char> {
    match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => text.chars().next(),
        _ => inline.children().first().and_then(first_character),
    }
}

/// Whether a character belongs to a script that is written without spaces: Chinese and Japanese,
/// with their punctuation; not Korean.
pub(super) fn is_cjk(character: char) -> bool {
    matches!(character,
        '\u{2e80}'..='\u{312f}'
        | '\u{31a0}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use crate::html::plain_inline_html;
    use crate::html::testing::{image, inline, line, link, page, paragraph, tag, text};
    use crate::model::InlineKind;

    fn soft(before: &str, after: &str) -> String {
        line(&[text(before), inline(InlineKind::SoftBreak), text(after)])
    }

    #[test]
    fn words_and_code_are_escaped() {
        assert_eq!(
            line(&[
                text("a < b & "),
                inline(InlineKind::Code("<b>".to_owned())),
                inline(InlineKind::HardBreak),
                inline(InlineKind::Emphasis(vec![inline(InlineKind::Strong(
                    vec![inline(InlineKind::Strikethrough(vec![text("c")]))]
                ))])),
            ]),
            "a &lt; b &amp; <code>&lt;b&gt;</code><br>\n<em><strong><del>c</del></strong></em>"
        );
    }

    #[test]
    fn lines_join_with_a_space_except_in_chinese_and_japanese() {
        assert_eq!(soft("one", "two"), "one\ntwo");
        assert_eq!(soft("面试", "问题"), "面试问题");
        assert_eq!(soft("です。", "「次"), "です。「次");
        assert_eq!(soft("한국", "어"), "한국\n어");
        assert_eq!(soft("面试", "two"), "面试\ntwo");
    }

    #[test]
    fn tags_that_are_spoken_of_are_text() {
        assert_eq!(line(&[text("Task"), tag("<T>")]), "Task&lt;T&gt;");
        assert_eq!(line(&[text("List"), tag("<B>")]), "List&lt;B&gt;");
        assert_eq!(
            page(vec![paragraph(vec![
                tag("<span>"),
                text(" is no "),
                tag("<div>"),
                text(", nor "),
                tag("<img>"),
            ])]),
            "<p>&lt;span&gt; is no &lt;div&gt;, nor &lt;img&gt;</p>\n"
        );
    }

    #[test]
    fn tags_that_are_used_are_tags() {
        assert_eq!(
            line(&[text("a"), tag("<B>"), text("b"), tag("</B>")]),
            "a<b>b</b>"
        );
        assert_eq!(line(&[text("a"), tag("<br>"), text("b")]), "a<br>b");
        assert_eq!(
            line(&[tag("<span title=x>"), text("b")]),
            "<span title=\"x\">b</span>"
        );
    }

    #[test]
    fn the_first_reference_to_a_footnote_can_be_led_back_to() {
        let reference = |first| {
            inline(InlineKind::FootnoteReference {
                label: "a".to_owned(),
                number: 2,
                first,
            })
        };
        assert_eq!(
            line(&[reference(true), reference(false)]),
            concat!(
                "<sup class=\"footnote-ref\"><a id=\"fnref-2\" href=\"#fn-2\">2</a></sup>",
                "<sup class=\"footnote-ref\"><a href=\"#fn-2\">2</a></sup>",
            )
        );
    }

    #[test]
    fn words_for_a_list_of_contents_hold_no_links() {
        let content = [
            link(
                "a.md",
                vec![text("A "), inline(InlineKind::Code("b".to_owned()))],
            ),
            image("c.png", "see"),
            inline(InlineKind::HardBreak),
            tag("<sub id=x>"),
            text("2"),
            tag("</sub>"),
            tag("<a name=y>"),
            tag("<img src=z alt=\"<Z>\">"),
            inline(InlineKind::FootnoteReference {
                label: "a".to_owned(),
                number: 1,
                first: true,
            }),
        ];
        assert_eq!(
            plain_inline_html(&content).0,
            "A <code>b</code>see <sub>2</sub>&lt;Z&gt;"
        );
    }
}

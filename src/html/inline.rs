//! Running text as HTML.

use super::media::{open_link, push_image};
use super::raw::Balancer;
use super::{ProseScope, escape, math};
use crate::model::prose::plain_text;
use crate::model::{Inline, InlineKind};

/// Writes running text; raw tags that it opens are closed at its end.
pub(super) fn push(content: &[Inline], scope: &ProseScope<'_>, out: &mut String) {
    let mut writer = Writer {
        scope,
        raw: Balancer::default(),
        in_link: false,
    };
    writer.run(content, out);
    writer.raw.close(out);
}

struct Writer<'a> {
    scope: &'a ProseScope<'a>,
    raw: Balancer,
    in_link: bool,
}

impl Writer<'_> {
    fn run(&mut self, content: &[Inline], out: &mut String) {
        for (index, inline) in content.iter().enumerate() {
            match &inline.kind {
                InlineKind::Text(text) => escape::push(out, text),
                InlineKind::Code(code) => {
                    out.push_str("<code>");
                    escape::push(out, code);
                    out.push_str("</code>");
                }
                InlineKind::Emphasis(inner) => self.wrapped("em", inner, out),
                InlineKind::Strong(inner) => self.wrapped("strong", inner, out),
                InlineKind::Strikethrough(inner) => self.wrapped("del", inner, out),
                InlineKind::Link {
                    target,
                    title,
                    content,
                } => self.link(target, title, content, out),
                InlineKind::Image { target, title, alt } => {
                    let alt = plain_text(alt);
                    push_image(target, &alt, title, "", self.in_link, self.scope, out);
                }
                InlineKind::Math { tex, display } => push_math(tex, *display, out),
                InlineKind::Html(html) => self.raw.push(html, self.scope, out),
                InlineKind::FootnoteReference { number, first, .. } => {
                    push_footnote(*number, *first, out);
                }
                InlineKind::SoftBreak => {
                    if !between_ideographs(out, &content[index + 1..]) {
                        out.push('\n');
                    }
                }
                InlineKind::HardBreak => out.push_str("<br>\n"),
            }
        }
    }

    fn wrapped(&mut self, tag: &str, inner: &[Inline], out: &mut String) {
        // Raw tags opened inside must end inside.
        let outer = std::mem::take(&mut self.raw);
        out.push_str(&format!("<{tag}>"));
        self.run(inner, out);
        self.raw.close(out);
        out.push_str(&format!("</{tag}>"));
        self.raw = outer;
    }

    fn link(&mut self, target: &str, title: &str, content: &[Inline], out: &mut String) {
        if self.in_link {
            self.run(content, out);
            return;
        }
        let found = self.scope.resolver.link(target);
        let outer = std::mem::take(&mut self.raw);
        let end = open_link(&found, target, title, out);
        self.in_link = true;
        self.run(content, out);
        self.in_link = false;
        self.raw.close(out);
        out.push_str(end);
        self.raw = outer;
    }
}

fn push_math(tex: &str, display: bool, out: &mut String) {
    match math::mathml(tex, display) {
        Ok(html) if display => {
            out.push_str("<span class=\"math\" tabindex=\"0\">");
            out.push_str(&html);
            out.push_str("</span>");
        }
        Ok(html) => out.push_str(&html),
        Err(reason) => out.push_str(&format!(
            "<code class=\"math-error\" title=\"{}\">{}</code>",
            escape::escaped(&reason),
            escape::escaped(tex)
        )),
    }
}

fn push_footnote(number: u32, first: bool, out: &mut String) {
    let id = if first {
        format!(" id=\"fnref-{number}\"")
    } else {
        String::new()
    };
    out.push_str(&format!(
        "<sup class=\"footnote-ref\"><a{id} href=\"#fn-{number}\">{number}</a></sup>"
    ));
}

/// A line end between two ideographs is no space.
fn between_ideographs(out: &str, next: &[Inline]) -> bool {
    let before = out.chars().next_back();
    let behind = match next.first().map(|inline| &inline.kind) {
        Some(InlineKind::Text(text)) => text.chars().next(),
        _ => None,
    };
    before.is_some_and(is_ideograph) && behind.is_some_and(is_ideograph)
}

/// Han, kana and their punctuation: scripts that part no words by spaces.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3134f}')
}

/// Running text without links and references, for the words of a link.
pub(super) fn push_plain(content: &[Inline], out: &mut String) {
    for inline in content {
        match &inline.kind {
            InlineKind::Text(text) => escape::push(out, text),
            InlineKind::Code(code) => {
                out.push_str("<code>");
                escape::push(out, code);
                out.push_str("</code>");
            }
            InlineKind::Math { tex, .. } => push_math(tex, false, out),
            InlineKind::Emphasis(inner) => {
                out.push_str("<em>");
                push_plain(inner, out);
                out.push_str("</em>");
            }
            InlineKind::SoftBreak | InlineKind::HardBreak => out.push(' '),
            InlineKind::Html(_) | InlineKind::FootnoteReference { .. } => {}
            _ => push_plain(inline.children(), out),
        }
    }
}

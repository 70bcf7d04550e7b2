//! Links to the terms of the glossary: the first place of each in an answer.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::escape::{push_attribute, push_text};
use super::links::TermLink;
use super::writer::Writer;
use crate::guide::terms::{Found, Stretch, stretches};
use crate::model::{Inline, InlineKind};

/// The terms that one answer has linked.
#[derive(Debug, Default)]
pub struct LinkedTerms(RefCell<BTreeSet<usize>>);

/// A link that is to be written.
struct Wanted {
    start: usize,
    end: usize,
    link: TermLink,
}

impl Writer<'_> {
    /// Writes something in which no terms are linked.
    pub(super) fn without_terms(&mut self, write: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.links_terms, false);
        write(self);
        self.links_terms = before;
    }

    /// Writes running text whose terms are linked.
    pub(super) fn inlines_with_terms(&mut self, content: &[Inline]) {
        let mut at = 0;
        for stretch in stretches(content) {
            let (from, to) = match &stretch {
                Stretch::Text(_, place) => (place.start, place.end),
                Stretch::Inner(inner) => (*inner, *inner + 1),
            };
            self.without_terms(|writer| writer.some_inlines(content, at, from));
            match stretch {
                Stretch::Text(text, place) => self.stretch(content, &text, place),
                Stretch::Inner(_) => self.some_inlines(content, from, to),
            }
            at = to;
        }
        self.without_terms(|writer| writer.some_inlines(content, at, content.len()));
    }

    fn some_inlines(&mut self, content: &[Inline], from: usize, to: usize) {
        for at in from..to {
            self.inline(&content[at], &content[..at], &content[at + 1..]);
        }
    }

    /// Writes inlines that are nothing but the words and line breaks of `text`.
    fn stretch(&mut self, content: &[Inline], text: &str, place: std::ops::Range<usize>) {
        let mut wanted = self.wanted(text).into_iter().peekable();
        let mut open = None;
        let mut offset = 0;
        for at in place {
            let InlineKind::Text(words) = &content[at].kind else {
                // A line break is one character long.
                self.some_inlines(content, at, at + 1);
                offset += 1;
                continue;
            };
            if !words.trim().is_empty() {
                self.balancer.make_room(&mut self.out);
            }
            let end = offset + words.len();
            let mut from = offset;
            loop {
                let next = match (&open, wanted.peek()) {
                    (Some(until), _) => *until,
                    (None, Some(next)) => next.start,
                    (None, None) => break,
                };
                // What begins behind the words is written with the next ones, and what ends with
                // them is closed here.
                if next > end || next == end && open.is_none() {
                    break;
                }
                push_text(&mut self.out, &text[from..next]);
                from = next;
                if open.take().is_some() {
                    self.out.push_str("</a>");
                } else if let Some(Wanted { end, link, .. }) = wanted.next() {
                    self.out.push_str("<a class=\"term-link\"");
                    push_attribute(&mut self.out, "href", &link.url);
                    push_attribute(&mut self.out, "aria-describedby", &link.preview);
                    self.out.push('>');
                    open = Some(end);
                }
            }
            push_text(&mut self.out, &text[from..end]);
            offset = end;
        }
    }

    /// The terms in a text that are to be linked.
    fn wanted(&self, text: &str) -> Vec<Wanted> {
        let Some(scope) = self.scope else {
            return Vec::new();
        };
        let Some(linked) = scope.terms else {
            return Vec::new();
        };
        if self.balancer.shuts_out_terms() {
            return Vec::new();
        }
        let mut linked = linked.0.borrow_mut();
        let found = scope.resolver.terms(text);
        found
            .into_iter()
            .filter_map(|Found { start, end, term }| {
                if linked.contains(&term) {
                    return None;
                }
                let link = scope.resolver.term(term)?;
                linked.insert(term);
                Some(Wanted { start, end, link })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::LinkedTerms;
    use crate::guide::terms::Found;
    use crate::html::testing::{Page, WORDS, heading, inline, link, paragraph, tag, text};
    use crate::html::{ImageTarget, LinkTarget, ProseScope, Resolver, TermLink, prose_html};
    use crate::model::{Block, Inline, InlineKind, Prose};

    /// A page whose glossary has the words "x y" and "z".
    struct Terms;

    impl Resolver for Terms {
        fn highlight(&self, language: &str, code: &str) -> Option<Arc<str>> {
            Page.highlight(language, code)
        }

        fn link(&self, target: &str) -> LinkTarget {
            Page.link(target)
        }

        fn image(&self, target: &str) -> ImageTarget {
            Page.image(target)
        }

        fn terms(&self, words: &str) -> Vec<Found> {
            let mut found: Vec<Found> = ["x y", "x\ny", "z"]
                .iter()
                .enumerate()
                .flat_map(|(term, name)| {
                    words.match_indices(name).map(move |(start, name)| Found {
                        start,
                        end: start + name.len(),
                        term: usize::from(term > 1),
                    })
                })
                .collect();
            found.sort_by_key(|found| found.start);
            found
        }

        fn term(&self, term: usize) -> Option<TermLink> {
            Some(TermLink {
                url: format!("g.html#{term}"),
                preview: format!("p{term}"),
            })
        }
    }

    fn written(blocks: Vec<Block>) -> String {
        let linked = LinkedTerms::default();
        let scope = ProseScope {
            resolver: &Terms,
            words: &WORDS,
            first_heading: 2,
            terms: Some(&linked),
        };
        prose_html(&Prose::new(blocks), &scope)
            .0
            .replace("<a class=\"term-link\" href=\"g.html#", "[")
            .replace("\" aria-describedby=\"p0\">", " ")
            .replace("\" aria-describedby=\"p1\">", " ")
            .replace("</a>", "]")
    }

    fn line(content: Vec<Inline>) -> String {
        written(vec![paragraph(content)])
    }

    #[test]
    fn the_first_place_of_each_term_is_linked() {
        assert_eq!(
            line(vec![text("a z, z & x y z")]),
            "<p>a [1 z], z &amp; [0 x y] z</p>\n"
        );
        assert_eq!(
            written(vec![
                paragraph(vec![text("z")]),
                paragraph(vec![text("z x y")])
            ]),
            "<p>[1 z]</p>\n<p>z [0 x y]</p>\n"
        );
    }

    #[test]
    fn a_term_may_go_over_a_line_break_and_pieces_of_text() {
        let soft = || inline(InlineKind::SoftBreak);
        assert_eq!(
            line(vec![text("a x"), soft(), text("y"), text("b")]),
            "<p>a [0 x\ny]b</p>\n"
        );
        assert_eq!(
            line(vec![text("z"), soft(), text("x"), soft(), text("y")]),
            "<p>[1 z]\n[0 x\ny]</p>\n"
        );
    }

    #[test]
    fn none_is_linked_in_code_headings_and_links() {
        let emphasis = |content| inline(InlineKind::Emphasis(content));
        assert_eq!(
            written(vec![
                heading(2, "z", ""),
                paragraph(vec![
                    inline(InlineKind::Code("z".to_owned())),
                    link("a", vec![text("z")]),
                    tag("<kbd>"),
                    text("z"),
                    tag("</kbd>"),
                    emphasis(vec![text("z")]),
                ]),
            ]),
            concat!(
                "<h2>z</h2>\n<p><code>z</code><a href=\"../a\">z]<kbd>z</kbd>",
                "<em>[1 z]</em></p>\n",
            )
        );
    }
}

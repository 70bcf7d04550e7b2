//! Blocks: paragraphs, headings, quotations, folds.

use super::escape::{push_attribute, push_text};
use super::inlines::needs_flow;
use super::writer::Writer;
use crate::model::prose::Alert;
use crate::model::{Block, BlockKind, Inline, InlineKind};

impl Writer<'_> {
    /// Writes blocks into the container that is open.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    pub(super) fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Html(html) => return self.raw_block(html),
            BlockKind::Footnote { .. } => return,
            BlockKind::Heading { .. } => self.balancer.make_room_for_heading(&mut self.out),
            _ => self.balancer.make_room(&mut self.out),
        }
        match &block.kind {
            BlockKind::Paragraph(content) => self.paragraph(content),
            BlockKind::Heading {
                level,
                content,
                anchor,
            } => self.heading(*level, content, anchor),
            BlockKind::Quote { alert, blocks } => self.quote(*alert, blocks),
            BlockKind::Code {
                language,
                fence,
                text,
            } => self.code(language, fence, text),
            BlockKind::List {
                start,
                tight,
                items,
            } => self.list(*start, *tight, items),
            BlockKind::Table {
                alignments,
                head,
                rows,
            } => self.table(alignments, head, rows),
            BlockKind::Definitions(definitions) => self.definitions(definitions),
            BlockKind::Details {
                summary,
                open,
                blocks,
            } => self.details(summary, *open, blocks),
            BlockKind::Rule => self.out.push_str("<hr>"),
            BlockKind::Html(_) | BlockKind::Footnote { .. } => {}
        }
        self.out.push('\n');
    }

    fn paragraph(&mut self, content: &[Inline]) {
        if is_display_math(content) {
            self.out.push_str("<div class=\"math\"");
            let words = self.words();
            push_attribute(&mut self.out, "data-name", &words.formula);
            self.out.push('>');
            for inline in content {
                if let InlineKind::Math { tex, .. } = &inline.kind {
                    self.formula(tex, true);
                }
            }
            self.out.push_str("</div>");
        } else if needs_flow(content) {
            // A `p` ends where a block begins; an author who writes `<div>` into a paragraph
            // means it.
            self.out.push_str("<div class=\"paragraph\">");
            self.flow_text(content);
            self.out.push_str("</div>");
        } else {
            self.out.push_str("<p>");
            self.phrasing(content);
            self.out.push_str("</p>");
        }
    }

    fn heading(&mut self, level: u8, content: &[Inline], anchor: &str) {
        let element = self.heading_element(level);
        self.out.push('<');
        self.out.push_str(element);
        if !anchor.is_empty() {
            push_attribute(&mut self.out, "id", anchor);
        }
        self.out.push('>');
        self.without_terms(|writer| writer.phrasing(content));
        if !anchor.is_empty() && !self.balancer.in_link() {
            self.out.push_str(" <a class=\"anchor\"");
            let target = format!("#{}", anchor.replace('%', "%25"));
            push_attribute(&mut self.out, "href", &target);
            let name = &self.words().heading_link;
            push_attribute(&mut self.out, "aria-label", name);
            self.out.push_str(">#</a>");
        }
        self.out.push_str("</");
        self.out.push_str(element);
        self.out.push('>');
    }

    fn quote(&mut self, alert: Option<Alert>, blocks: &[Block]) {
        let Some(alert) = alert else {
            self.out.push_str("<blockquote>\n");
            self.flow(blocks);
            self.out.push_str("</blockquote>");
            return;
        };
        let words = self.words();
        let (class, title) = match alert {
            Alert::Note => ("note", &words.note),
            Alert::Tip => ("tip", &words.tip),
            Alert::Important => ("important", &words.important),
            Alert::Warning => ("warning", &words.warning),
            Alert::Caution => ("caution", &words.caution),
        };
        self.out.push_str(&format!(
            "<div class=\"alert alert-{class}\"><p class=\"alert-title\">"
        ));
        push_text(&mut self.out, title);
        self.out.push_str("</p>\n");
        self.flow(blocks);
        self.out.push_str("</div>");
    }

    fn details(&mut self, summary: &[Inline], open: bool, blocks: &[Block]) {
        self.out.push_str("<details class=\"fold\"");
        if open {
            self.out.push_str(" open");
        }
        self.out.push_str("><summary>");
        let start = self.out.len();
        self.without_terms(|writer| writer.phrasing(summary));
        if self.out[start..].trim().is_empty() {
            let words = self.words();
            push_text(&mut self.out, &words.details);
        }
        self.out.push_str("</summary>\n");
        self.flow(blocks);
        self.out.push_str("</details>");
    }
}

/// Whether a paragraph is nothing but formulas on lines of their own.
pub(super) fn is_display_math(content: &[Inline]) -> bool {
    let mut formulas = 0;
    let nothing_else = content.iter().all(|inline| match &inline.kind {
        InlineKind::Math { display: true, .. } => {
            formulas += 1;
            true
        }
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        InlineKind::Text(text) => text.trim().is_empty(),
        _ => false,
    });
    nothing_else && formulas > 0
}

#[cfg(test)]
mod tests {
    use crate::html::testing::{block, heading, html, inline, page, paragraph, tag, text};
    use crate::model::prose::Alert;
    use crate::model::{BlockKind, InlineKind};

    #[test]
    fn headings_continue_those_of_the_page_and_can_be_linked_to() {
        assert_eq!(
            page(vec![
                heading(3, "One & all", "one"),
                heading(5, "Deeper", ""),
                html("<h4 align=\"center\">Raw</h4>\n"),
            ]),
            concat!(
                "<h2 id=\"one\">One &amp; all <a class=\"anchor\" href=\"#one\"",
                " aria-label=\"Link to this heading\">#</a></h2>\n",
                "<h4>Deeper</h4>\n",
                "<h3 class=\"align-center\">Raw</h3>\n",
            )
        );
    }

    #[test]
    fn levels_stop_at_six_and_raw_headings_count() {
        assert_eq!(
            page(vec![html("<h1>A</h1>\n"), heading(6, "B", "")]),
            "<h2>A</h2>\n<h6>B</h6>\n"
        );
    }

    #[test]
    fn alerts_have_a_title_and_quotations_have_none() {
        let quote = |alert| {
            block(BlockKind::Quote {
                alert,
                blocks: vec![paragraph(vec![text("a")])],
            })
        };
        assert_eq!(
            page(vec![quote(Some(Alert::Caution)), quote(None)]),
            concat!(
                "<div class=\"alert alert-caution\"><p class=\"alert-title\">Caution</p>\n",
                "<p>a</p>\n</div>\n<blockquote>\n<p>a</p>\n</blockquote>\n",
            )
        );
    }

    #[test]
    fn folds_have_a_summary_even_when_their_author_gave_none() {
        let fold = |summary, open| {
            block(BlockKind::Details {
                summary,
                open,
                blocks: vec![paragraph(vec![text("a")])],
            })
        };
        assert_eq!(
            page(vec![
                fold(vec![text("More")], true),
                fold(Vec::new(), false)
            ]),
            concat!(
                "<details class=\"fold\" open><summary>More</summary>\n<p>a</p>\n</details>\n",
                "<details class=\"fold\"><summary>Details</summary>\n<p>a</p>\n</details>\n",
            )
        );
    }

    #[test]
    fn formulas_on_their_own_lines_are_blocks_without_others() {
        let formula = || {
            inline(InlineKind::Math {
                tex: "x".to_owned(),
                display: true,
            })
        };
        let mathml = "<math display=\"block\"><mi>x</mi></math>";
        assert_eq!(
            page(vec![
                paragraph(vec![formula()]),
                paragraph(vec![text("so "), formula()]),
            ]),
            format!(
                "<div class=\"math\" data-name=\"Formula\">{mathml}</div>\n<p>so <span class=\"math\">{mathml}</span></p>\n"
            )
        );
    }

    #[test]
    fn a_paragraph_with_a_raw_block_in_it_is_no_p() {
        assert_eq!(
            page(vec![paragraph(vec![
                text("a"),
                tag("<div>"),
                text("b"),
                tag("</div>"),
            ])]),
            "<div class=\"paragraph\">a<div>b</div></div>\n"
        );
    }

    #[test]
    fn footnotes_are_left_to_the_page() {
        let footnote = BlockKind::Footnote {
            label: "a".to_owned(),
            number: 1,
            blocks: vec![paragraph(vec![text("a")])],
        };
        assert_eq!(
            page(vec![block(footnote), block(BlockKind::Rule)]),
            "<hr>\n"
        );
    }
}

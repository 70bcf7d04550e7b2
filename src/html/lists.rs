//! Lists: bulleted, numbered, of tasks, of definitions.

use super::blocks::is_display_math;
use super::escape::push_attribute;
use super::inlines::needs_flow;
use super::writer::Writer;
use crate::model::prose::{Definition, ListItem};
use crate::model::{Block, BlockKind};

impl Writer<'_> {
    /// Writes a list.
    pub(super) fn list(&mut self, start: Option<u64>, tight: bool, items: &[ListItem]) {
        let element = if start.is_some() { "ol" } else { "ul" };
        self.out.push('<');
        self.out.push_str(element);
        if let Some(start) = start.filter(|start| *start != 1) {
            push_attribute(&mut self.out, "start", &start.to_string());
        }
        self.out.push_str(">\n");
        for item in items {
            self.item(tight, item);
        }
        self.out.push_str("</");
        self.out.push_str(element);
        self.out.push('>');
    }

    fn item(&mut self, tight: bool, item: &ListItem) {
        let mut check = String::new();
        if let Some(done) = item.task {
            check.push_str("<input type=\"checkbox\" disabled");
            let words = self.words();
            let name = if done {
                check.push_str(" checked");
                &words.done
            } else {
                &words.not_done
            };
            push_attribute(&mut check, "aria-label", name);
            check.push_str("> ");
        }
        self.out.push_str(if item.task.is_some() {
            "<li class=\"task\">"
        } else {
            "<li>"
        });
        self.balancer.enter_flow();
        let mut rest = item.blocks.as_slice();
        if let Some((first, behind)) = rest.split_first()
            && let BlockKind::Paragraph(content) = &first.kind
            && !tight
            && !check.is_empty()
            && !is_display_math(content)
            && !needs_flow(content)
        {
            // The box stands on the line of the first paragraph.
            self.out.push_str("<p>");
            self.out.push_str(&check);
            self.phrasing(content);
            self.out.push_str("</p>\n");
            rest = behind;
        } else {
            self.out.push_str(&check);
        }
        for (at, block) in rest.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph(content) if tight && !is_display_math(content) => {
                    self.inlines(content);
                    if at + 1 < rest.len() {
                        self.out.push('\n');
                    }
                }
                _ => self.block(block),
            }
        }
        self.balancer.leave(&mut self.out);
        self.out.push_str("</li>\n");
    }

    /// Writes a list of terms with what they mean.
    pub(super) fn definitions(&mut self, definitions: &[Definition]) {
        self.out.push_str("<dl>\n");
        for definition in definitions {
            self.out.push_str("<dt>");
            self.without_terms(|writer| writer.phrasing(&definition.term));
            self.out.push_str("</dt>\n");
            for blocks in &definition.definitions {
                self.out.push_str("<dd>");
                match blocks.as_slice() {
                    [
                        Block {
                            kind: BlockKind::Paragraph(content),
                            ..
                        },
                    ] => self.flow_text(content),
                    _ => self.flow(blocks),
                }
                self.out.push_str("</dd>\n");
            }
        }
        self.out.push_str("</dl>");
    }
}

#[cfg(test)]
mod tests {
    use crate::html::testing::{block, page, paragraph, text};
    use crate::model::prose::{Definition, ListItem};
    use crate::model::{Block, BlockKind};
    use crate::source::Span;

    fn list(tight: bool, items: Vec<(Option<bool>, Vec<Block>)>) -> Block {
        let items = items
            .into_iter()
            .map(|(task, blocks)| ListItem {
                span: Span::default(),
                task,
                blocks,
            })
            .collect();
        block(BlockKind::List {
            start: None,
            tight,
            items,
        })
    }

    #[test]
    fn tight_lists_have_no_paragraphs_and_loose_ones_do() {
        let inner = list(true, vec![(None, vec![paragraph(vec![text("b")])])]);
        assert_eq!(
            page(vec![list(
                true,
                vec![(None, vec![paragraph(vec![text("a")]), inner])]
            )]),
            "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"
        );
        assert_eq!(
            page(vec![list(
                false,
                vec![(None, vec![paragraph(vec![text("a")])])]
            )]),
            "<ul>\n<li><p>a</p>\n</li>\n</ul>\n"
        );
    }

    #[test]
    fn tasks_have_boxes_that_say_what_they_mean() {
        let item = |done| (Some(done), vec![paragraph(vec![text("a")])]);
        assert_eq!(
            page(vec![list(true, vec![item(true), item(false)])]),
            concat!(
                "<ul>\n<li class=\"task\">",
                "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> a</li>\n",
                "<li class=\"task\">",
                "<input type=\"checkbox\" disabled aria-label=\"Not done\"> a</li>\n</ul>\n",
            )
        );
        assert_eq!(
            page(vec![list(false, vec![item(true)])]),
            concat!(
                "<ul>\n<li class=\"task\"><p>",
                "<input type=\"checkbox\" disabled checked aria-label=\"Done\"> a</p>\n",
                "</li>\n</ul>\n",
            )
        );
    }

    #[test]
    fn numbered_lists_start_where_they_say() {
        let numbered = |start| {
            block(BlockKind::List {
                start: Some(start),
                tight: true,
                items: Vec::new(),
            })
        };
        assert_eq!(
            page(vec![numbered(1), numbered(7)]),
            "<ol>\n</ol>\n<ol start=\"7\">\n</ol>\n"
        );
    }

    #[test]
    fn definitions_of_one_paragraph_are_lines() {
        let definition = |blocks| Definition {
            span: Span::default(),
            term: vec![text("T")],
            definitions: vec![blocks],
        };
        assert_eq!(
            page(vec![block(BlockKind::Definitions(vec![
                definition(vec![paragraph(vec![text("a")])]),
                definition(vec![paragraph(vec![text("b")]), paragraph(vec![text("c")])]),
            ]))]),
            concat!(
                "<dl>\n<dt>T</dt>\n<dd>a</dd>\n",
                "<dt>T</dt>\n<dd><p>b</p>\n<p>c</p>\n</dd>\n</dl>\n",
            )
        );
    }
}

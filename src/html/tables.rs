//! Tables, which scroll by themselves where the page is narrow.
//!
//! What can scroll carries the name that js/overflow.js gives it where it does: a stop for the
//! keyboard and a name for every table would be noise to those who hear the page. Without the
//! script, browsers make what scrolls a stop by themselves (Safari aside).

use super::escape::push_attribute;
use super::writer::Writer;
use crate::model::Inline;
use crate::model::prose::Alignment;

impl Writer<'_> {
    /// Writes a table, in a box that scrolls when it is wide.
    pub(super) fn table(
        &mut self,
        alignments: &[Alignment],
        head: &[Vec<Inline>],
        rows: &[Vec<Vec<Inline>>],
    ) {
        self.out.push_str("<div class=\"table\"");
        let words = self.words();
        push_attribute(&mut self.out, "data-name", &words.table);
        self.out.push_str("><table>\n");
        // Markdown has no table without a head; authors leave it empty instead.
        if head.iter().any(|cell| !cell.is_empty()) {
            self.out.push_str("<thead>\n<tr>");
            for (column, cell) in head.iter().enumerate() {
                // A head cell without words names nothing.
                let element = if cell.is_empty() { "td" } else { "th" };
                self.without_terms(|writer| {
                    writer.cell(element, alignments.get(column), cell);
                });
            }
            self.out.push_str("</tr>\n</thead>\n");
        }
        if !rows.is_empty() {
            self.out.push_str("<tbody>\n");
            for row in rows {
                self.out.push_str("<tr>");
                for (column, cell) in row.iter().enumerate() {
                    self.cell("td", alignments.get(column), cell);
                }
                self.out.push_str("</tr>\n");
            }
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table></div>");
    }

    fn cell(&mut self, element: &str, alignment: Option<&Alignment>, content: &[Inline]) {
        self.out.push('<');
        self.out.push_str(element);
        self.out.push_str(match alignment {
            None | Some(Alignment::None) => "",
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
        });
        self.out.push('>');
        self.flow_text(content);
        self.out.push_str("</");
        self.out.push_str(element);
        self.out.push('>');
    }
}

#[cfg(test)]
mod tests {
    use crate::html::testing::{block, page, tag, text};
    use crate::model::BlockKind;
    use crate::model::prose::Alignment;

    const START: &str = "<div class=\"table\" data-name=\"Table\"><table>\n";

    #[test]
    fn columns_are_aligned_by_class() {
        let table = BlockKind::Table {
            alignments: vec![Alignment::None, Alignment::Right],
            head: vec![Vec::new(), vec![text("N")]],
            rows: vec![vec![vec![text("a")], vec![text("1")]]],
        };
        assert_eq!(
            page(vec![block(table)]),
            format!(
                "{START}<thead>\n<tr><td></td><th class=\"align-right\">N</th></tr>\n</thead>\n\
                 <tbody>\n<tr><td>a</td><td class=\"align-right\">1</td></tr>\n</tbody>\n\
                 </table></div>\n"
            )
        );
    }

    #[test]
    fn an_empty_head_is_left_out_and_cells_may_hold_raw_lists() {
        let cell = vec![
            tag("<ul>"),
            tag("<li>"),
            text("a"),
            tag("<td>"),
            tag("</ul>"),
        ];
        let table = BlockKind::Table {
            alignments: vec![Alignment::None],
            head: vec![Vec::new()],
            rows: vec![vec![cell]],
        };
        assert_eq!(
            page(vec![block(table)]),
            format!(
                "{START}<tbody>\n<tr><td><ul><li>a&lt;td&gt;</li></ul></td></tr>\n</tbody>\n</table></div>\n"
            )
        );
    }
}

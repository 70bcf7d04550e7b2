//! Blocks as HTML.

use super::raw::Balancer;
use super::{ProseScope, code, escape, inline};
use crate::model::prose::{Alert, Alignment, ListItem};
use crate::model::{Block, BlockKind, Inline};

/// Writes blocks. Raw tags that are opened among them are closed at their end. `shift` is what
/// is added to the levels of headings.
pub(super) fn push_all(blocks: &[Block], scope: &ProseScope<'_>, shift: i8, out: &mut String) {
    let mut raw = Balancer::default();
    for block in blocks {
        match &block.kind {
            BlockKind::Html(html) => {
                raw.push(html, scope, out);
                if !out.ends_with('\n') {
                    out.push('\n');
                }
            }
            _ => push(block, scope, shift, out),
        }
    }
    raw.close(out);
}

fn push(block: &Block, scope: &ProseScope<'_>, shift: i8, out: &mut String) {
    match &block.kind {
        BlockKind::Paragraph(content) => {
            out.push_str("<p>");
            inline::push(content, scope, out);
            out.push_str("</p>\n");
        }
        BlockKind::Heading {
            level,
            content,
            anchor,
        } => heading(
            level.saturating_add_signed(shift).clamp(2, 6),
            content,
            anchor,
            scope,
            out,
        ),
        BlockKind::Quote { alert, blocks } => quote(*alert, blocks, scope, shift, out),
        BlockKind::Code { language, text, .. } => code::push(language, text, out),
        BlockKind::List {
            start,
            tight,
            items,
        } => list(*start, *tight, items, scope, shift, out),
        BlockKind::Table {
            alignments,
            head,
            rows,
        } => table(alignments, head, rows, scope, out),
        BlockKind::Definitions(definitions) => {
            out.push_str("<dl>\n");
            for definition in definitions {
                out.push_str("<dt>");
                inline::push(&definition.term, scope, out);
                out.push_str("</dt>\n");
                for blocks in &definition.definitions {
                    out.push_str("<dd>");
                    push_item(blocks, true, scope, shift, out);
                    out.push_str("</dd>\n");
                }
            }
            out.push_str("</dl>\n");
        }
        BlockKind::Details {
            summary,
            open,
            blocks,
        } => {
            let open = if *open { " open" } else { "" };
            out.push_str(&format!("<details class=\"fold\"{open}><summary>"));
            if summary.is_empty() {
                out.push('…');
            }
            inline::push(summary, scope, out);
            out.push_str("</summary>\n");
            push_all(blocks, scope, shift, out);
            out.push_str("</details>\n");
        }
        // Written by `push_all`, which balances it with its neighbours.
        BlockKind::Html(_) => {}
        // Shown at the end of the page.
        BlockKind::Footnote { .. } => {}
        BlockKind::Rule => out.push_str("<hr>\n"),
    }
}

fn heading(level: u8, content: &[Inline], anchor: &str, scope: &ProseScope<'_>, out: &mut String) {
    if anchor.is_empty() {
        out.push_str(&format!("<h{level}>"));
        inline::push(content, scope, out);
    } else {
        let id = escape::escaped(anchor);
        out.push_str(&format!("<h{level} id=\"{id}\">"));
        inline::push(content, scope, out);
        out.push_str(&format!(
            " <a class=\"anchor\" href=\"#{id}\" aria-label=\"Link to this heading\">#</a>"
        ));
    }
    out.push_str(&format!("</h{level}>\n"));
}

fn quote(
    alert: Option<Alert>,
    blocks: &[Block],
    scope: &ProseScope<'_>,
    shift: i8,
    out: &mut String,
) {
    let Some(alert) = alert else {
        out.push_str("<blockquote>\n");
        push_all(blocks, scope, shift, out);
        out.push_str("</blockquote>\n");
        return;
    };
    let (class, title) = match alert {
        Alert::Note => ("note", "Note"),
        Alert::Tip => ("tip", "Tip"),
        Alert::Important => ("important", "Important"),
        Alert::Warning => ("warning", "Warning"),
        Alert::Caution => ("caution", "Caution"),
    };
    out.push_str(&format!(
        "<div class=\"alert alert-{class}\">\n<p class=\"alert-title\">{title}</p>\n"
    ));
    push_all(blocks, scope, shift, out);
    out.push_str("</div>\n");
}

fn list(
    start: Option<u64>,
    tight: bool,
    items: &[ListItem],
    scope: &ProseScope<'_>,
    shift: i8,
    out: &mut String,
) {
    let tag = if start.is_some() { "ol" } else { "ul" };
    match start {
        Some(number) if number != 1 => out.push_str(&format!("<ol start=\"{number}\">\n")),
        _ => out.push_str(&format!("<{tag}>\n")),
    }
    for item in items {
        match item.task {
            Some(done) => {
                let checked = if done { " checked" } else { "" };
                let words = if done { "done" } else { "not done" };
                out.push_str(&format!(
                    "<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"{words}\"{checked}> "
                ));
            }
            None => out.push_str("<li>"),
        }
        push_item(&item.blocks, tight, scope, shift, out);
        out.push_str("</li>\n");
    }
    out.push_str(&format!("</{tag}>\n"));
}

/// The blocks of an item; the paragraphs of a tight list have no tags of their own.
fn push_item(blocks: &[Block], tight: bool, scope: &ProseScope<'_>, shift: i8, out: &mut String) {
    if !tight {
        push_all(blocks, scope, shift, out);
        return;
    }
    for (index, block) in blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::Paragraph(content) if index == 0 => inline::push(content, scope, out),
            _ => {
                out.push('\n');
                push_all(std::slice::from_ref(block), scope, shift, out);
            }
        }
    }
}

fn table(
    alignments: &[Alignment],
    head: &[Vec<Inline>],
    rows: &[Vec<Vec<Inline>>],
    scope: &ProseScope<'_>,
    out: &mut String,
) {
    out.push_str(
        "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>\n<thead>\n<tr>",
    );
    let cell = |tag: &str, column: usize, content: &[Inline], out: &mut String| {
        let class = match alignments.get(column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            _ => "",
        };
        out.push_str(&format!("<{tag}{class}>"));
        inline::push(content, scope, out);
        out.push_str(&format!("</{tag}>"));
    };
    for (column, content) in head.iter().enumerate() {
        cell("th", column, content, out);
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        for (column, content) in row.iter().enumerate() {
            cell("td", column, content, out);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

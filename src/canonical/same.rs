//! What two pieces of prose have to share to be the same: everything but places, levels of
//! headings, and how white space was written.

use crate::model::prose::ListItem;
use crate::model::{Block, BlockKind, Inline, InlineKind, Prose};
use crate::source::Span;

/// A run in one line that differs where the run differs.
pub(super) fn inlines(content: &[Inline]) -> String {
    let mut sketch = String::new();
    push_inlines(content, &mut sketch);
    // White space beside the end of a line is not shown.
    collapse(&sketch)
        .replace(" <br>", "<br>")
        .replace("<br> ", "<br>")
}

/// The run of the one block that a text is, footnotes aside.
pub(super) fn only_run(blocks: &[Block]) -> Option<String> {
    let mut others = blocks
        .iter()
        .filter(|block| !matches!(block.kind, BlockKind::Footnote { .. }));
    let block = others.next()?;
    if others.next().is_some() {
        return None;
    }
    match &block.kind {
        BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
            Some(inlines(content))
        }
        BlockKind::Table { head, .. } if head.len() == 1 => Some(inlines(&head[0])),
        _ => None,
    }
}

/// Prose in one line that differs where the prose differs.
pub fn prose(prose: &Prose) -> String {
    blocks(&prose.blocks)
}

/// Blocks in one line that differs where they differ.
pub fn blocks(blocks: &[Block]) -> String {
    let mut sketch = String::new();
    for block in blocks {
        push_block(block, &mut sketch);
    }
    sketch
}

/// Raw HTML as running text: tags stay tags, the commonest entities become characters.
pub(super) fn html_run(html: &str) -> Vec<Inline> {
    let place = Span::default();
    let mut run = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let length = tag(rest);
        let (piece, later) = if length > 0 {
            let (tag, later) = rest.split_at(length);
            (InlineKind::Html(tag.to_owned()), later)
        } else {
            let end = rest
                .match_indices('<')
                .map(|(at, _)| at)
                .find(|at| tag(&rest[*at..]) > 0)
                .unwrap_or(rest.len());
            let (text, later) = rest.split_at(end);
            (InlineKind::Text(decoded(text)), later)
        };
        run.push(Inline::new(place, piece));
        rest = later;
    }
    run
}

/// Length of the tag or comment at the start of a text, or 0.
fn tag(text: &str) -> usize {
    if let Some(comment) = text.strip_prefix("<!--") {
        return comment.find("-->").map_or(0, |end| end + 7);
    }
    let Some(inside) = text.strip_prefix('<') else {
        return 0;
    };
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let behind = name.trim_start_matches(|part: char| part.is_ascii_alphanumeric() || part == '-');
    let named = name.starts_with(|first: char| first.is_ascii_alphabetic());
    if !named || !behind.starts_with([' ', '\n', '\t', '/', '>']) {
        return 0;
    }
    inside.find('>').map_or(0, |end| end + 2)
}

fn decoded(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#96;", "`")
        .replace("&#126;", "~")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text
        .split([' ', '\n', '\t', '\r'])
        .filter(|word| !word.is_empty())
    {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}

fn push_inlines(content: &[Inline], sketch: &mut String) {
    for inline in content {
        match &inline.kind {
            InlineKind::Text(text) => sketch.push_str(text),
            InlineKind::Code(code) => wrap("code", sketch, |sketch| sketch.push_str(code)),
            InlineKind::Emphasis(inner) => {
                wrap("em", sketch, |sketch| push_inlines(inner, sketch));
            }
            InlineKind::Strong(inner) => {
                wrap("strong", sketch, |sketch| push_inlines(inner, sketch));
            }
            InlineKind::Strikethrough(inner) => {
                wrap("del", sketch, |sketch| push_inlines(inner, sketch));
            }
            InlineKind::Link {
                target,
                title,
                content,
            } => wrap("a", sketch, |sketch| {
                sketch.push_str(&format!("\u{1}{target}\u{1}{title}\u{1}"));
                push_inlines(content, sketch);
            }),
            InlineKind::Image { target, title, alt } => wrap("img", sketch, |sketch| {
                sketch.push_str(&format!("\u{1}{target}\u{1}{title}\u{1}"));
                push_inlines(alt, sketch);
            }),
            InlineKind::Math { tex, display } => {
                let name = if *display { "display" } else { "math" };
                wrap(name, sketch, |sketch| sketch.push_str(tex));
            }
            InlineKind::Html(html) => sketch.push_str(html),
            InlineKind::FootnoteReference { label, .. } => {
                wrap("note", sketch, |sketch| sketch.push_str(label));
            }
            InlineKind::SoftBreak => sketch.push(' '),
            InlineKind::HardBreak => sketch.push_str("<br>"),
        }
    }
}

/// What is inside a mark, with the white space at its ends outside.
fn wrap(name: &str, sketch: &mut String, inner: impl FnOnce(&mut String)) {
    let mut inside = String::new();
    inner(&mut inside);
    let words = inside.trim();
    let start = inside.len() - inside.trim_start().len();
    if words.is_empty() && name != "img" && name != "a" && name != "code" {
        sketch.push_str(&inside);
        return;
    }
    sketch.push_str(&inside[..start]);
    sketch.push_str(&format!("\u{2}{name}\u{3}{words}\u{4}"));
    sketch.push_str(&inside[start + words.len()..]);
}

fn push_block(block: &Block, sketch: &mut String) {
    sketch.push('\u{5}');
    match &block.kind {
        BlockKind::Paragraph(content) => {
            sketch.push_str("p ");
            sketch.push_str(&inlines(content));
        }
        BlockKind::Heading { content, .. } => {
            sketch.push_str("h ");
            sketch.push_str(&inlines(content));
        }
        BlockKind::Quote { alert, blocks } => {
            sketch.push_str(&format!("quote {alert:?} "));
            nested(blocks, sketch);
        }
        BlockKind::Code {
            language,
            fence,
            text,
        } => {
            sketch.push_str(&format!("pre {language} {}\n", fence.info.trim()));
            sketch.push_str(text.trim_end_matches('\n'));
        }
        BlockKind::List { start, items, .. } => {
            sketch.push_str(&format!("list {start:?}"));
            for item in items {
                push_item(item, sketch);
            }
        }
        BlockKind::Table {
            alignments,
            head,
            rows,
        } => {
            sketch.push_str(&format!("table {alignments:?}"));
            for row in std::iter::once(head).chain(rows) {
                sketch.push_str("\u{6}tr");
                for cell in row {
                    sketch.push_str("\u{6}td ");
                    sketch.push_str(&inlines(cell));
                }
            }
        }
        BlockKind::Definitions(definitions) => {
            sketch.push_str("dl");
            for definition in definitions {
                sketch.push_str("\u{6}dt ");
                sketch.push_str(&inlines(&definition.term));
                for blocks in &definition.definitions {
                    sketch.push_str("\u{6}dd ");
                    nested(blocks, sketch);
                }
            }
        }
        BlockKind::Details {
            summary,
            open,
            blocks,
        } => {
            sketch.push_str(&format!("details {open} {}", inlines(summary)));
            nested(blocks, sketch);
        }
        // What is in it may as well stand in a paragraph.
        BlockKind::Html(html) => {
            sketch.push_str("p ");
            sketch.push_str(&inlines(&html_run(html)));
        }
        BlockKind::Footnote { label, blocks, .. } => {
            sketch.push_str(&format!("footnote {label} "));
            nested(blocks, sketch);
        }
        BlockKind::Rule => sketch.push_str("hr"),
    }
}

fn nested(inner: &[Block], sketch: &mut String) {
    sketch.push('\u{e}');
    sketch.push_str(&blocks(inner));
    sketch.push('\u{f}');
}

fn push_item(item: &ListItem, sketch: &mut String) {
    sketch.push_str(&format!("\u{6}li {:?}", item.task));
    nested(&item.blocks, sketch);
}

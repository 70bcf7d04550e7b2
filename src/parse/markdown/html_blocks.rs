//! Headings and lists that are written as raw HTML, as blocks like those of Markdown.
//!
//! Some repositories are HTML in a file called `README.md`. Headings become headings where the file
//! has no others below its title, and a list becomes a list when its items ask; all else stays raw.

use super::folds::inline_html;
use crate::markup::Tag;
use crate::model::prose::{ListItem, plain_text};
use crate::model::{Block, BlockKind, Inline};
use crate::parse::asking::is_question;
use crate::parse::attributes;
use crate::source::Span;

/// Fewer headings are decoration.
const FEWEST: usize = 3;

/// Deeper lists stay raw.
const DEEPEST: usize = 4;

/// Converts the raw HTML among the top-level blocks.
pub(super) fn convert(blocks: &mut Vec<Block>) {
    let raw = |block: &Block| matches!(&block.kind, BlockKind::Html(html) if may_hold(html));
    if !blocks.iter().any(raw) {
        return;
    }
    let written = blocks
        .iter()
        .filter_map(Block::as_heading)
        .any(|(level, _)| level > 1);
    let headings: usize = blocks
        .iter()
        .map(|block| match &block.kind {
            BlockKind::Html(html) => html.match_indices("</h").count(),
            _ => 0,
        })
        .sum();
    let with_headings = !written && headings >= FEWEST;
    *blocks = std::mem::take(blocks)
        .into_iter()
        .flat_map(|block| match block.kind {
            BlockKind::Html(html) if may_hold(&html) => pieces(&html, block.span, with_headings),
            kind => vec![Block::new(block.span, kind)],
        })
        .collect();
}

fn may_hold(html: &str) -> bool {
    !html.starts_with("<!--") && (html.contains("</h") || html.contains("<li"))
}

/// One run of raw HTML, cut at its headings and lists.
fn pieces(html: &str, span: Span, with_headings: bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut plain = 0;
    let mut at = 0;
    let lower = html.to_ascii_lowercase();
    let place = |from: usize, to: usize| {
        // Raw HTML stands in the source as it is, unless it is quoted or indented.
        if span.len() == html.len() {
            Span::new(span.start as usize + from, span.start as usize + to)
        } else {
            span
        }
    };
    while let Some(found) = lower[at..].find('<').map(|found| at + found) {
        let converted = if with_headings {
            heading(html, &lower, found, &place)
        } else {
            None
        };
        let converted = converted.or_else(|| {
            let (end, items) = list(html, &lower, found, &place, 0)?;
            let ordered = lower[found..].starts_with("<ol");
            let asking = items
                .iter()
                .filter(|item| {
                    matches!(item.blocks.first().map(|block| &block.kind),
                        Some(BlockKind::Paragraph(content)) if is_question(&plain_text(content)))
                })
                .count();
            let asks = asking >= 2 && asking * 3 >= items.len();
            let kind = BlockKind::List {
                start: ordered.then_some(1),
                tight: true,
                items,
            };
            asks.then_some((end, kind))
        });
        let Some((end, kind)) = converted else {
            at = found + 1;
            continue;
        };
        flush(html, plain, found, &place, &mut blocks);
        blocks.push(Block::new(place(found, end), kind));
        at = end;
        plain = end;
    }
    flush(html, plain, html.len(), &place, &mut blocks);
    blocks
}

fn flush(
    html: &str,
    from: usize,
    to: usize,
    place: &impl Fn(usize, usize) -> Span,
    blocks: &mut Vec<Block>,
) {
    if !html[from..to].trim().is_empty() {
        let kind = BlockKind::Html(html[from..to].to_owned());
        blocks.push(Block::new(place(from, to), kind));
    }
}

/// `<h3 id="x">words</h3>` at `at`, and its end.
fn heading(
    html: &str,
    lower: &str,
    at: usize,
    place: &impl Fn(usize, usize) -> Span,
) -> Option<(usize, BlockKind)> {
    let level = lower[at..].strip_prefix("<h")?.bytes().next()?;
    if !(b'2'..=b'6').contains(&level) {
        return None;
    }
    let start = at + lower[at..].find('>')? + 1;
    let close = format!("</h{}>", level as char);
    let end = start + lower[start..].find(&close)?;
    let tag = attributes::tags(&html[at..start]).next();
    let content = inline_html(&html[start..end], place(start, end));
    let kind = BlockKind::Heading {
        level: level - b'0',
        content,
        anchor: tag
            .as_ref()
            .and_then(Tag::id)
            .unwrap_or_default()
            .to_owned(),
    };
    Some((end + close.len(), kind))
}

/// The items of `<ul>` or `<ol>` at `at`, and its end.
fn list(
    html: &str,
    lower: &str,
    at: usize,
    place: &impl Fn(usize, usize) -> Span,
    depth: usize,
) -> Option<(usize, Vec<ListItem>)> {
    let opens = |rest: &str| {
        ["<ul", "<ol"].iter().any(|tag| {
            rest.strip_prefix(tag)
                .is_some_and(|rest| rest.starts_with(['>', ' ', '\n']))
        })
    };
    if depth > DEEPEST || !opens(&lower[at..]) {
        return None;
    }
    let mut items: Vec<ListItem> = Vec::new();
    let mut at = at + lower[at..].find('>')? + 1;
    let mut open: Option<usize> = None;
    let close_item = |items: &mut Vec<ListItem>, open: &mut Option<usize>, end: usize| {
        let Some(start) = open.take() else {
            return;
        };
        let content: Vec<Inline> = inline_html(&html[start..end], place(start, end));
        if content.is_empty() {
            return;
        }
        items.push(ListItem {
            span: place(start, end),
            task: None,
            blocks: vec![Block::new(place(start, end), BlockKind::Paragraph(content))],
        });
    };
    loop {
        let found = at + lower[at..].find('<')?;
        let rest = &lower[found..];
        let end = found + rest.find('>')? + 1;
        if rest.starts_with("<li") {
            close_item(&mut items, &mut open, found);
            open = Some(end);
        } else if rest.starts_with("</li") {
            close_item(&mut items, &mut open, found);
        } else if rest.starts_with("</ul") || rest.starts_with("</ol") {
            close_item(&mut items, &mut open, found);
            return Some((end, items));
        } else if opens(rest) {
            close_item(&mut items, &mut open, found);
            let (end, inner) = list(html, lower, found, place, depth + 1)?;
            let kind = BlockKind::List {
                start: rest.starts_with("<ol").then_some(1),
                tight: true,
                items: inner,
            };
            items
                .last_mut()?
                .blocks
                .push(Block::new(place(found, end), kind));
            at = end;
            continue;
        } else if ["<table", "<div", "<pre", "<p", "<h"]
            .iter()
            .any(|tag| rest.starts_with(tag))
        {
            return None;
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use crate::model::BlockKind;

    fn shapes(text: &str) -> String {
        crate::parse::prose(text)
            .blocks
            .iter()
            .map(|block| match &block.kind {
                BlockKind::Heading { level, anchor, .. } => format!("h{level}#{anchor}"),
                BlockKind::List { items, .. } => format!("list {}", items.len()),
                BlockKind::Html(_) => "html".to_owned(),
                _ => "other".to_owned(),
            })
            .collect::<Vec<_>>()
            .join(", ")
    }

    #[test]
    fn lists_that_ask_and_headings_of_a_page_in_html_are_blocks() {
        let list = "<ul>\n<li>Why?</li>\n<li>How?<ol><li>And then?</li></ol></li>\n</ul>\n";
        assert_eq!(shapes(list), "list 2");
        assert_eq!(shapes("<ul>\n<li>One</li>\n<li>Two</li>\n</ul>\n"), "html");
        let headings = "<h2>A</h2>\n\n<h3 id=\"b\">B</h3>\n\ntext\n\n<h3>C</h3>\n";
        assert_eq!(shapes(headings), "h2#, h3#b, other, h3#");
        assert_eq!(
            shapes(&format!("## D\n\n{headings}")),
            "h2#, html, html, other, html"
        );
        assert_eq!(shapes("<ul><li>Why?<li>How?"), "html");
    }
}

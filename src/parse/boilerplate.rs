//! What is left out: contents lists that repeat the headings, and lines that lead back to the
//! top. Everything left out is counted.

use super::labels::{Label, is_back_to_top, label_of};
use super::leading::{bold_line, only_link, trim_start};
use crate::model::prose::plain_text;
use crate::model::{Block, BlockKind, Dropped, DroppedKind, Inline, InlineKind};
use crate::source::Span;

/// Takes boilerplate off the top-level blocks.
pub(super) fn drop(blocks: &mut Vec<Block>) -> Vec<Dropped> {
    let mut dropped = Vec::new();
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in std::mem::take(blocks) {
        if is_contents_list(&block) {
            let mut span = block.span;
            // Its heading goes with it, and a lead-in that is nothing but a label.
            if kept.last().is_some_and(is_contents_label)
                && let Some(heading) = kept.pop()
            {
                span = heading.span.to(span);
            }
            dropped.push(Dropped {
                kind: DroppedKind::Contents,
                span,
            });
        } else {
            kept.push(block);
        }
    }
    *blocks = kept;
    back_links(blocks, &mut dropped);
    dropped
}

fn back_to_top(span: Span) -> Dropped {
    Dropped {
        kind: DroppedKind::BackToTop,
        span,
    }
}

/// Takes links that lead back to the top out of headings: `#### [⬆](#top) Questions`.
fn back_links_of_heading(block: &mut Block, dropped: &mut Vec<Dropped>) {
    let BlockKind::Heading { content, .. } = &mut block.kind else {
        return;
    };
    let is_arrow = |inline: &Inline| {
        matches!(&inline.kind, InlineKind::Link { target, content, .. }
            if target.starts_with('#') && !plain_text(content).chars().any(char::is_alphanumeric))
    };
    if content.iter().any(is_arrow) && content.len() > 1 {
        let arrows = content.extract_if(.., |inline| is_arrow(inline));
        dropped.extend(arrows.map(|arrow| back_to_top(arrow.span)));
        trim_start(content);
    }
}

/// Takes out lines that lead back to the top, also out of list items and folds.
fn back_links(blocks: &mut Vec<Block>, dropped: &mut Vec<Dropped>) {
    if blocks.iter().any(is_back_link) {
        let links = blocks.extract_if(.., |block| is_back_link(block));
        dropped.extend(links.map(|link| back_to_top(link.span)));
    }
    for block in blocks {
        back_links_of_heading(block, dropped);
        match &mut block.kind {
            BlockKind::List { items, .. } => {
                for item in items.iter_mut().filter(|item| item.blocks.len() > 1) {
                    back_links(&mut item.blocks, dropped);
                }
            }
            BlockKind::Details { blocks, .. } => back_links(blocks, dropped),
            _ => {}
        }
    }
}

fn is_contents_label(block: &Block) -> bool {
    let text = match &block.kind {
        BlockKind::Heading { content, .. } => plain_text(content),
        BlockKind::Paragraph(content) => match bold_line(content) {
            Some(words) => plain_text(words),
            None => return false,
        },
        _ => return false,
    };
    label_of(&text) == Some(Label::Contents)
}

/// A list of at least two items that are nothing but links to places in this file.
fn is_contents_list(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Table { rows, .. } => return is_contents_table(rows),
        // A fold around nothing else, also when bold titles part it.
        BlockKind::Details { blocks, .. } => {
            let mut lists = 0;
            let only = blocks.iter().all(|block| match &block.kind {
                BlockKind::Html(html) => html.trim_start().starts_with("<br"),
                BlockKind::Paragraph(content) => bold_line(content).is_some(),
                _ => {
                    lists += 1;
                    is_contents_list(block)
                }
            });
            return only && lists > 0;
        }
        _ => {}
    }
    let BlockKind::List { items, .. } = &block.kind else {
        return false;
    };
    fn count(blocks: &[Block]) -> Option<usize> {
        let mut links = 0;
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) => {
                    if !is_fragment_link(content) {
                        return None;
                    }
                    links += 1;
                }
                BlockKind::List { items, .. } => {
                    for item in items {
                        links += count(&item.blocks)?;
                    }
                }
                _ => return None,
            }
        }
        Some(links)
    }
    let mut links = 0;
    for item in items {
        match count(&item.blocks) {
            Some(found) => links += found,
            None => return false,
        }
    }
    links >= 2
}

/// A table of at least two rows, in each of which links to places in this file stand beside numbers
/// and the titles of parts.
fn is_contents_table(rows: &[Vec<Vec<Inline>>]) -> bool {
    let mut links = 0;
    for row in rows {
        let mut own = 0;
        for cell in row {
            if is_fragment_link(cell) {
                own += 1;
            } else if plain_text(cell).chars().any(char::is_alphabetic) {
                let title = matches!(
                    cell.as_slice(),
                    [Inline {
                        kind: InlineKind::Strong(_),
                        ..
                    }]
                );
                if !title {
                    return false;
                }
            }
        }
        links += usize::from(own > 0);
    }
    links >= 2 && links * 10 >= rows.len() * 7
}

/// Whether the words are one link to a fragment.
fn is_fragment_link(content: &[Inline]) -> bool {
    is_one_fragment_link(content.iter())
}

fn is_one_fragment_link<'a>(content: impl Iterator<Item = &'a Inline>) -> bool {
    only_link(content).is_some_and(|target| target.starts_with('#') && target.len() > 1)
}

/// Whether the block is nothing but a link back to the top.
pub(super) fn is_back_link(block: &Block) -> bool {
    let BlockKind::Paragraph(content) = &block.kind else {
        return false;
    };
    is_one_fragment_link(without_tags(content)) && is_back_to_top(&plain_text(content))
}

fn without_tags(content: &[Inline]) -> impl Iterator<Item = &Inline> {
    content.iter().filter(|inline| {
        !matches!(
            inline.kind,
            InlineKind::Html(_) | InlineKind::SoftBreak | InlineKind::HardBreak
        )
    })
}

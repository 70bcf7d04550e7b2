//! Labels that share a block with others get blocks of their own: lines of a paragraph, items of a
//! list, questions in quotations.

use super::labels::Label;
use super::leading::{is_part_of_question, leading_label};
use super::markers::{Sense, marker};
use crate::model::prose::{ListItem, plain_text};
use crate::model::{Block, BlockKind, Inline, InlineKind};

/// Takes apart lists whose items all start with a bold label, when one of them is an answer or a
/// follow-up: `- **Answer:** …`.
pub(super) fn split_label_lists(blocks: &mut Vec<Block>) {
    let is_labels = |block: &Block| {
        let BlockKind::List { items, .. } = &block.kind else {
            return false;
        };
        let bold = |item: &ListItem| {
            matches!(item.blocks.first().map(|block| &block.kind),
                Some(BlockKind::Paragraph(content)) if starts_with_bold_label(content))
        };
        let part = |item: &ListItem| {
            matches!(item.blocks.first().map(|block| &block.kind),
                Some(BlockKind::Paragraph(content))
                    if leading_label(content).is_some_and(|(label, _)| is_part_of_question(label)))
        };
        items.iter().all(bold) && items.iter().any(part)
    };
    if !blocks.iter().any(is_labels) {
        return;
    }
    *blocks = std::mem::take(blocks)
        .into_iter()
        .flat_map(|block| {
            if !is_labels(&block) {
                return vec![block];
            }
            match block.kind {
                BlockKind::List { items, .. } => {
                    items.into_iter().flat_map(|item| item.blocks).collect()
                }
                kind => vec![Block::new(block.span, kind)],
            }
        })
        .collect();
}

/// Takes questions out of quotations: `> **Q:** Why?` again and again is no quotation.
pub(super) fn open_quotes(blocks: &mut [Block]) {
    let asks = |block: &Block| {
        let BlockKind::Quote {
            alert: None,
            blocks,
        } = &block.kind
        else {
            return false;
        };
        let [
            Block {
                kind: BlockKind::Paragraph(content),
                ..
            },
        ] = blocks.as_slice()
        else {
            return false;
        };
        marker(content).is_some_and(|marker| marker.sense == Sense::Question)
    };
    if blocks.iter().filter(|block| asks(block)).count() < 2 {
        return;
    }
    for block in blocks.iter_mut().filter(|block| asks(block)) {
        if let BlockKind::Quote { blocks, .. } = &mut block.kind
            && let Some(inner) = blocks.pop()
        {
            *block = inner;
        }
    }
}

/// Whether a paragraph starts with bold words and a colon.
pub(super) fn starts_with_bold_label(content: &[Inline]) -> bool {
    let [
        Inline {
            kind: InlineKind::Strong(inner),
            ..
        },
        rest @ ..,
    ] = content
    else {
        return false;
    };
    let colon = [':', '：'];
    plain_text(inner).ends_with(colon)
        || matches!(rest.first().map(|next| &next.kind),
            Some(InlineKind::Text(text)) if text.trim_start().starts_with(colon))
}

/// Cuts paragraphs at lines that start with a bold label, so that each label starts a block of
/// its own; at every depth.
pub(super) fn split_label_lines(blocks: &mut Vec<Block>) {
    let mut at = 0;
    while at < blocks.len() {
        blocks[at].each_child_mut(&mut split_label_lines);
        let mut pieces = Vec::new();
        if let BlockKind::Paragraph(content) = &mut blocks[at].kind {
            for cut in label_lines(content).into_iter().rev() {
                pieces.push(content.split_off(cut + 1));
                content.pop();
            }
        }
        if !pieces.is_empty() {
            blocks[at].span = crate::model::prose::span_of(content_of(&blocks[at]));
            let number = pieces.len();
            let pieces = pieces.into_iter().rev().map(|piece| {
                let span = crate::model::prose::span_of(&piece);
                Block::new(span, BlockKind::Paragraph(piece))
            });
            blocks.splice(at + 1..at + 1, pieces);
            at += number;
        }
        at += 1;
    }
}

fn content_of(block: &Block) -> &[Inline] {
    match &block.kind {
        BlockKind::Paragraph(content) => content,
        _ => &[],
    }
}

/// Indices of the breaks that a bold label with a colon follows; none when the first stands first.
fn label_lines(content: &[Inline]) -> Vec<usize> {
    /// Whether it is a label is told by the next few pieces.
    const ENOUGH: usize = 4;
    let cuts: Vec<usize> = (1..content.len())
        .filter(|index| {
            matches!(
                content[index - 1].kind,
                InlineKind::SoftBreak | InlineKind::HardBreak
            ) && matches!(content[*index].kind, InlineKind::Strong(_))
                && leading_label(&content[*index..content.len().min(index + ENOUGH)]).is_some_and(
                    |(label, _)| {
                        label.marks_question()
                            || matches!(label, Label::RedFlags | Label::Instead | Label::Say)
                    },
                )
        })
        .map(|index| index - 1)
        .collect();
    match cuts.first() {
        Some(0) => Vec::new(),
        _ => cuts,
    }
}

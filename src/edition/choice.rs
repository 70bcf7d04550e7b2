//! A choice without the key: an option, or an item of a list with boxes to tick.

use super::{View, open};
use crate::model::prose::{plain_text, span_of};
use crate::model::{Block, BlockKind, Inline, InlineKind, Prose};

/// Signs that say which choice is right.
const KEY_SIGNS: [char; 14] = [
    '✅', '✔', '✓', '☑', '❌', '❎', '✗', '✘', '✖', '🟢', '🔴', '←', '⭐', '🎯',
];

/// Whether the words of a choice say themselves that it is right.
pub(super) fn tells(blocks: &[Block]) -> bool {
    let text = Prose::new(blocks.to_vec()).plain_text().to_lowercase();
    text.contains(KEY_SIGNS)
        || [
            "(correct", "(right", "(wrong", "(answer", "(true)", "(false)",
        ]
        .iter()
        .any(|words| text.contains(words))
}

/// The first block of a choice, because what stands below it may say why it is right. Its words
/// have one look, because a bold one would be the right one.
pub(super) fn without_key(blocks: &[Block], view: &mut View<'_>) -> Vec<Block> {
    if let Some(below) = blocks.get(1) {
        view.withheld(
            below.span,
            "text below an option",
            "write why an option is right below #### Answer",
        );
    }
    let mut first = open::blocks(blocks.get(..1).unwrap_or_default(), view);
    for block in &mut first {
        if let BlockKind::Paragraph(content) = &mut block.kind {
            *content = plain_look(content);
        }
    }
    first
}

fn plain_look(content: &[Inline]) -> Vec<Inline> {
    let mut plain = Vec::new();
    for inline in content {
        match &inline.kind {
            InlineKind::Emphasis(inside)
            | InlineKind::Strong(inside)
            | InlineKind::Strikethrough(inside) => plain.extend(plain_look(inside)),
            InlineKind::Link {
                target,
                title,
                content,
            } => plain.push(Inline::new(
                inline.span,
                InlineKind::Link {
                    target: target.clone(),
                    title: title.clone(),
                    content: plain_look(content),
                },
            )),
            InlineKind::Html(_) => {}
            _ => plain.push(inline.clone()),
        }
    }
    if plain.is_empty() && !content.is_empty() {
        plain.push(Inline::text(span_of(content), plain_text(content)));
    }
    plain
}

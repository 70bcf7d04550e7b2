//! Footnotes: numbered by their first references, and kept apart from where they stand.

use std::collections::BTreeMap;

use crate::model::{Block, BlockKind, Inline, InlineKind};

/// Numbers the references among `blocks` and takes the definitions out.
pub(super) fn extract(blocks: &mut Vec<Block>) -> Vec<Block> {
    let mut numbers = BTreeMap::new();
    number_blocks(blocks, &mut numbers);
    let mut definitions = Vec::new();
    take(blocks, &mut definitions);
    for definition in &mut definitions {
        if let BlockKind::Footnote { label, number, .. } = &mut definition.kind {
            *number = numbers.get(label).copied().unwrap_or(0);
        }
    }
    definitions.sort_by_key(|definition| match definition.kind {
        BlockKind::Footnote { number, .. } => number,
        _ => 0,
    });
    definitions
}

fn number_blocks(blocks: &mut [Block], numbers: &mut BTreeMap<String, u32>) {
    for block in blocks {
        for content in block.inline_runs_mut() {
            number_inlines(content, numbers);
        }
        for children in block.children_mut() {
            number_blocks(children, numbers);
        }
    }
}

fn number_inlines(content: &mut [Inline], numbers: &mut BTreeMap<String, u32>) {
    for inline in content {
        match &mut inline.kind {
            InlineKind::FootnoteReference {
                label,
                number,
                first,
            } => {
                let next = u32::try_from(numbers.len() + 1).unwrap_or(u32::MAX);
                *first = !numbers.contains_key(label);
                *number = *numbers.entry(label.clone()).or_insert(next);
            }
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Strikethrough(inner)
            | InlineKind::Link { content: inner, .. } => number_inlines(inner, numbers),
            _ => {}
        }
    }
}

fn take(blocks: &mut Vec<Block>, definitions: &mut Vec<Block>) {
    let mut at = 0;
    while at < blocks.len() {
        if matches!(blocks[at].kind, BlockKind::Footnote { .. }) {
            definitions.push(blocks.remove(at));
            continue;
        }
        for children in blocks[at].children_mut() {
            take(children, definitions);
        }
        at += 1;
    }
}

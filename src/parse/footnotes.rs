//! Footnotes: numbered by their first references, and kept apart from where they stand.

use std::collections::BTreeMap;

use crate::model::{Block, BlockKind, Inline, InlineKind};

/// Numbers the references among `blocks` and takes the definitions out.
pub(super) fn extract(blocks: &mut Vec<Block>) -> Vec<Block> {
    let mut numbers = BTreeMap::new();
    number_blocks(blocks, &mut numbers);
    let mut definitions = Vec::new();
    take(blocks, &numbers, &mut definitions);
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

/// Takes the definitions out that something refers to. Others are prose where they stand: nothing
/// would lead to them elsewhere.
fn take(blocks: &mut Vec<Block>, numbers: &BTreeMap<String, u32>, definitions: &mut Vec<Block>) {
    let is_footnote = |block: &Block| matches!(block.kind, BlockKind::Footnote { .. });
    while blocks.iter().any(is_footnote) {
        for block in std::mem::take(blocks) {
            match block.kind {
                BlockKind::Footnote { ref label, .. } if numbers.contains_key(label) => {
                    definitions.push(block);
                }
                BlockKind::Footnote { blocks: inner, .. } => blocks.extend(inner),
                _ => blocks.push(block),
            }
        }
    }
    for block in blocks {
        for children in block.children_mut() {
            take(children, numbers, definitions);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::extract;
    use crate::model::BlockKind;
    use crate::parse::prose;

    #[test]
    fn footnotes_without_a_reference_stay_where_they_stand() {
        let mut blocks = prose("a[^1]\n\n[^1]: one\n\n[^2]: two\n\nb\n").blocks;
        let footnotes = extract(&mut blocks);
        assert_eq!(footnotes.len(), 1);
        let texts: Vec<String> = blocks
            .iter()
            .map(|block| {
                let mut text = String::new();
                block.push_plain_text(&mut text);
                text.trim().to_owned()
            })
            .collect();
        assert_eq!(texts[1..], ["two", "b"]);
        assert!(
            !blocks
                .iter()
                .any(|block| matches!(block.kind, BlockKind::Footnote { .. }))
        );
    }
}

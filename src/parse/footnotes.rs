//! Footnotes: numbered by their first references, and kept apart from where they stand.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Block, BlockKind, Inline, InlineKind};

/// Footnotes that are only reached through this many others are not looked for.
const LONGEST_CHAIN: usize = 50;

/// Numbers the references among `blocks` and takes the definitions out.
pub(super) fn extract(blocks: &mut Vec<Block>) -> Vec<Block> {
    let mut numbers = Numbers::default();
    numbers.blocks(blocks);
    // What is said in footnotes may refer to further ones.
    for _ in 0..LONGEST_CHAIN {
        let known = numbers.read.len();
        numbers.footnotes(blocks);
        if numbers.read.len() == known {
            break;
        }
    }
    numbers.unreached = true;
    numbers.footnotes(blocks);
    let mut definitions = Vec::new();
    take(blocks, &numbers.by_label, &mut definitions);
    for definition in &mut definitions {
        if let BlockKind::Footnote { label, number, .. } = &mut definition.kind {
            *number = numbers.by_label.get(label).copied().unwrap_or(0);
        }
    }
    definitions.sort_by_key(|definition| match definition.kind {
        BlockKind::Footnote { number, .. } => number,
        _ => 0,
    });
    definitions
}

/// Numbers by first references.
#[derive(Default)]
struct Numbers {
    by_label: BTreeMap<String, u32>,
    /// Labels of footnotes whose own references are numbered.
    read: BTreeSet<String>,
    /// Whether what is left are footnotes that nothing leads to: they become prose, and lead to no
    /// others like them.
    unreached: bool,
}

impl Numbers {
    /// Numbers what stands outside of footnotes.
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            if matches!(block.kind, BlockKind::Footnote { .. }) {
                continue;
            }
            block.each_run_mut(&mut |content| self.inlines(content));
            block.each_child_mut(&mut |children| self.blocks(children));
        }
    }

    /// Numbers what stands in footnotes that are referred to.
    fn footnotes(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            if let BlockKind::Footnote { label, blocks, .. } = &mut block.kind {
                let reached = self.by_label.contains_key(label);
                if reached != self.unreached && self.read.insert(label.clone()) {
                    self.blocks(blocks);
                }
            }
            block.each_child_mut(&mut |children| self.footnotes(children));
        }
    }

    fn inlines(&mut self, content: &mut [Inline]) {
        for inline in content {
            match &mut inline.kind {
                InlineKind::FootnoteReference { label, .. }
                    if self.unreached && !self.by_label.contains_key(label) =>
                {
                    inline.kind = InlineKind::Text(format!("[^{label}]"));
                }
                InlineKind::FootnoteReference {
                    label,
                    number,
                    first,
                } => {
                    let next = u32::try_from(self.by_label.len() + 1).unwrap_or(u32::MAX);
                    *first = !self.by_label.contains_key(label);
                    *number = *self.by_label.entry(label.clone()).or_insert(next);
                }
                InlineKind::Emphasis(inner)
                | InlineKind::Strong(inner)
                | InlineKind::Strikethrough(inner)
                | InlineKind::Link { content: inner, .. } => self.inlines(inner),
                _ => {}
            }
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
        let mut blocks = prose("a[^1]\n\n[^1]: one\n\n[^2]: two[^2]\n\nb\n").blocks;
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
        assert_eq!(texts[1..], ["two[^2]", "b"]);
        assert!(
            !blocks
                .iter()
                .any(|block| matches!(block.kind, BlockKind::Footnote { .. }))
        );
    }
}

//! What a document has besides its parts, cut down to what the parts that are left refer to:
//! footnotes, fragments, links, languages, formulas.

use std::collections::{BTreeMap, BTreeSet};

use super::{View, open};
use crate::model::pieces::{self, Piece};
use crate::model::{Block, BlockKind, Document, Facts, Inline, InlineKind, Prose};
use crate::source::Span;

/// Leaves out whatever nothing refers to any more.
pub(super) fn prune(document: &mut Document, view: &mut View<'_>) {
    let mut numbers = Numbers::default();
    let mut ids = BTreeSet::new();
    let mut kept = Kept::default();
    for part in &mut document.parts {
        for piece in pieces::of_part(part) {
            match piece {
                Piece::Id(id) => {
                    ids.insert(id);
                }
                Piece::Words(words) => {
                    number_inlines(words, &mut numbers);
                    kept.inlines(words);
                }
                Piece::Blocks(blocks) => {
                    number_blocks(blocks, &mut numbers);
                    kept.blocks(blocks, &mut ids);
                }
            }
        }
    }
    document.footnotes = footnotes(&document.footnotes, &mut numbers, view);
    kept.blocks(&document.footnotes, &mut ids);
    ids.remove("");
    facts(&mut document.facts, &kept, &ids);
}

/// The footnotes that something refers to, in the order of the references.
fn footnotes(all: &[Block], numbers: &mut Numbers, view: &mut View<'_>) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    // A footnote can refer to others, which then count as well.
    while let Some(name) = numbers.order.get(found.len()).cloned() {
        let definition = all.iter().find(
            |block| matches!(&block.kind, BlockKind::Footnote { label, .. } if *label == name),
        );
        let span = definition.map_or(Span::default(), |block| block.span);
        let mut blocks = match definition.map(|block| &block.kind) {
            Some(BlockKind::Footnote { blocks, .. }) => {
                open::prose(&Prose::new(blocks.clone()), view).blocks
            }
            _ => Vec::new(),
        };
        number_blocks(&mut blocks, numbers);
        let kind = BlockKind::Footnote {
            label: name,
            number: u32::try_from(found.len() + 1).unwrap_or(u32::MAX),
            blocks,
        };
        found.push(Block::new(span, kind));
    }
    found
}

/// Numbers of footnotes, by first references.
#[derive(Default)]
struct Numbers {
    by_label: BTreeMap<String, u32>,
    order: Vec<String>,
}

fn number_blocks(blocks: &mut [Block], numbers: &mut Numbers) {
    for block in blocks {
        for content in block.inline_runs_mut() {
            number_inlines(content, numbers);
        }
        for children in block.children_mut() {
            number_blocks(children, numbers);
        }
    }
}

fn number_inlines(content: &mut [Inline], numbers: &mut Numbers) {
    for inline in content {
        match &mut inline.kind {
            InlineKind::FootnoteReference {
                label,
                number,
                first,
            } => {
                let known = numbers.by_label.get(label).copied();
                *first = known.is_none();
                *number = known.unwrap_or_else(|| {
                    numbers.order.push(label.clone());
                    let next = u32::try_from(numbers.order.len()).unwrap_or(u32::MAX);
                    numbers.by_label.insert(label.clone(), next);
                    next
                });
            }
            InlineKind::Emphasis(inside)
            | InlineKind::Strong(inside)
            | InlineKind::Strikethrough(inside)
            | InlineKind::Link {
                content: inside, ..
            } => number_inlines(inside, numbers),
            _ => {}
        }
    }
}

/// Where what is left stands.
#[derive(Default)]
struct Kept {
    links: BTreeSet<Span>,
    code: BTreeSet<Span>,
    formulas: BTreeSet<Span>,
    html: BTreeSet<u32>,
    words: u32,
}

impl Kept {
    fn blocks(&mut self, blocks: &[Block], ids: &mut BTreeSet<String>) {
        Prose::for_each_block_in(blocks, &mut |block| match &block.kind {
            BlockKind::Heading { anchor, .. } => {
                ids.insert(anchor.clone());
            }
            BlockKind::Code { language, .. } if !language.is_empty() => {
                self.code.insert(block.span);
            }
            BlockKind::Html(_) => {
                self.links.insert(block.span);
                self.html.insert(block.span.start);
            }
            _ => {}
        });
        Prose::for_each_inline_in(blocks, &mut |inline| self.inline(inline));
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            self.inline(inline);
            self.inlines(inline.children());
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match &inline.kind {
            InlineKind::Link { .. } | InlineKind::Image { .. } => {
                self.links.insert(inline.span);
            }
            InlineKind::Math { .. } => {
                self.formulas.insert(inline.span);
            }
            InlineKind::Html(_) => {
                self.links.insert(inline.span);
                self.html.insert(inline.span.start);
            }
            InlineKind::Text(text) => {
                let words = text.split_whitespace().count();
                self.words = self
                    .words
                    .saturating_add(u32::try_from(words).unwrap_or(u32::MAX));
            }
            _ => {}
        }
    }
}

fn facts(facts: &mut Facts, kept: &Kept, ids: &BTreeSet<String>) {
    facts.anchors.retain(|anchor| {
        ids.contains(&*anchor.html_id)
            || (anchor.slug == anchor.html_id && kept.html.contains(&anchor.offset))
    });
    facts.links.retain(|link| kept.links.contains(&link.span));
    facts.languages.retain(|(_, span)| kept.code.contains(span));
    facts
        .formulas
        .retain(|(_, span)| kept.formulas.contains(span));
    facts.words = kept.words;
}

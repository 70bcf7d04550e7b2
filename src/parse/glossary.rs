//! Terms and definitions: a definition list, headings with text, or bold leads.

use super::anchors::slug;
use super::leading::{take_colon, take_dash};
use super::parts::{Parts, html_id, title_words};
use crate::model::prose::{plain_text, span_of};
use crate::model::{Block, BlockKind, Glossary, Inline, InlineKind, Prose, Term};
use crate::source::Span;

/// Whether the blocks are a glossary without anybody saying so: a definition list of at least
/// three terms that holds most of the blocks' text.
pub(super) fn looks_like_one<'a>(blocks: impl Iterator<Item = &'a Block>) -> bool {
    let mut terms = 0;
    let mut others = 0;
    for block in blocks {
        match &block.kind {
            BlockKind::Definitions(definitions) => terms += definitions.len(),
            BlockKind::Heading { .. } | BlockKind::Rule => {}
            _ => others += 1,
        }
    }
    terms >= 3 && terms > others * 2
}

/// Reads the blocks from `from` up to `to` as a glossary. Prose behind a term belongs to it.
pub(super) fn read(parts: &mut Parts<'_>, from: usize, to: usize) -> Glossary {
    let mut glossary = Glossary::default();
    let has_list = parts.slots[from..to]
        .iter()
        .flatten()
        .any(|block| matches!(block.kind, BlockKind::Definitions(_)));
    let term_level = deepest_level(parts, from, to);
    for index in from..to {
        let Some(block) = parts.take(index) else {
            continue;
        };
        match block.kind {
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    let blocks = definition.definitions.into_iter().flatten().collect();
                    push(
                        parts,
                        &mut glossary,
                        definition.span,
                        definition.term,
                        blocks,
                    );
                }
            }
            BlockKind::Heading { level, .. } if !has_list && level == term_level => {
                let span = block.span;
                let id = html_id(&block);
                glossary.terms.push(Term {
                    span,
                    anchor: id,
                    name: title_words(block),
                    definition: Prose::default(),
                });
            }
            BlockKind::Paragraph(content) if !has_list && term_level == 0 => {
                match bold_lead(&content) {
                    Some((name, rest)) => {
                        let span = span_of(&rest);
                        let blocks = vec![Block::new(span, BlockKind::Paragraph(rest))];
                        push(parts, &mut glossary, block.span, name, blocks);
                    }
                    None => keep(
                        &mut glossary,
                        Block::new(block.span, BlockKind::Paragraph(content)),
                    ),
                }
            }
            BlockKind::List {
                items,
                start,
                tight,
            } if !has_list && term_level == 0 => {
                let mut left = Vec::new();
                for mut item in items {
                    let lead = match item.blocks.first().map(|block| &block.kind) {
                        Some(BlockKind::Paragraph(content)) => bold_lead(content),
                        _ => None,
                    };
                    match lead {
                        Some((name, rest)) => {
                            let span = span_of(&rest);
                            item.blocks[0] = Block::new(span, BlockKind::Paragraph(rest));
                            push(parts, &mut glossary, item.span, name, item.blocks);
                        }
                        None => left.push(item),
                    }
                }
                if !left.is_empty() {
                    let kind = BlockKind::List {
                        start,
                        tight,
                        items: left,
                    };
                    keep(&mut glossary, Block::new(block.span, kind));
                }
            }
            BlockKind::Rule => {}
            kind => keep(&mut glossary, Block::new(block.span, kind)),
        }
    }
    glossary
}

/// Level of the headings that are terms: the deepest one among the blocks, or 0.
fn deepest_level(parts: &Parts<'_>, from: usize, to: usize) -> u8 {
    parts.slots[from..to]
        .iter()
        .flatten()
        .filter_map(Block::as_heading)
        .map(|(level, _)| level)
        .max()
        .unwrap_or(0)
}

fn push(
    parts: &mut Parts<'_>,
    glossary: &mut Glossary,
    span: Span,
    name: Vec<Inline>,
    blocks: Vec<Block>,
) {
    let wanted = slug(&plain_text(&name));
    let anchor = parts.anchors.free(&wanted);
    parts.anchors.anchor(wanted, anchor.clone(), span);
    glossary.terms.push(Term {
        span,
        anchor,
        name,
        definition: Prose::new(blocks),
    });
}

fn keep(glossary: &mut Glossary, block: Block) {
    match glossary.terms.last_mut() {
        Some(term) => {
            term.span = term.span.to(block.span);
            term.definition.blocks.push(block);
        }
        None => glossary.lead.blocks.push(block),
    }
}

/// `**Term**: definition` and `**Term:** definition`.
fn bold_lead(content: &[Inline]) -> Option<(Vec<Inline>, Vec<Inline>)> {
    let Inline {
        kind: InlineKind::Strong(name),
        ..
    } = content.first()?
    else {
        return None;
    };
    let mut rest = content[1..].to_vec();
    let mut name = name.clone();
    let inside = plain_text(&name).ends_with([':', '：']);
    if inside {
        if let Some(Inline {
            kind: InlineKind::Text(text),
            ..
        }) = name.last_mut()
        {
            let length = text.trim_end_matches([':', '：', ' ']).len();
            text.truncate(length);
        }
    } else if !take_colon(&mut rest) && !take_dash(&mut rest) {
        return None;
    }
    super::leading::trim_start(&mut rest);
    (!rest.is_empty()).then_some((name, rest))
}

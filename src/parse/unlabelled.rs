//! What the text below a question is that no label claims: the answer, or what is asked.

use super::labels::Label;
use super::leading::leading_label;
use super::outline::Outline;
use super::questions::Found;
use crate::model::prose::plain_text;
use crate::model::{Block, BlockKind, Inline, Prose};
use crate::parse::asking::asks;

/// Whether a question's unlabelled text is its answer.
///
/// Where most questions have a labelled answer, it is one only if their labels stand right below
/// their titles. Elsewhere it is the answer if the titles ask; if they do not and the text keeps
/// asking, or is nothing but bullets below topics, the text is what is asked.
pub(super) fn bodies_are_answers(blocks: &[Block], outline: &Outline, found: &Found) -> bool {
    let items: Vec<_> = found.items.iter().collect();
    let share = |part: usize, whole: usize, tenths: usize| part * 10 >= whole * tenths;
    let labelled: Vec<_> = items
        .iter()
        .filter(|(_, item)| outline.heads[item.head].answers > 0)
        .collect();
    if items.is_empty() {
        return false;
    }
    if share(labelled.len(), items.len(), 5) {
        let bare = labelled
            .iter()
            .filter(|(start, item)| starts_with_label(&blocks[**start + 1..item.end]))
            .count();
        return share(bare, labelled.len(), 8);
    }
    let titles = |test: fn(&str) -> bool| {
        items
            .iter()
            .filter(|(_, item)| test(outline.heads[item.head].text.trim()))
            .count()
    };
    let asking_titles = titles(asks);
    let sentences = titles(|text| text.ends_with(['?', '.', '!', '？', '。', '؟']));
    let (mut units, mut asking, mut with_text, mut bullets_only) = (0, 0, 0, 0);
    let mut asking_items = 0;
    for (start, item) in &items {
        let body = &blocks[**start + 1..item.end];
        let (mut own_units, mut own_asking) = (0, 0);
        Prose::for_each_block_in(body, &mut |block| {
            if let BlockKind::Paragraph(content) = &block.kind {
                own_units += 1;
                own_asking += usize::from(asks(&plain_text(content)));
            }
        });
        units += own_units;
        asking += own_asking;
        with_text += usize::from(own_units > 0);
        asking_items += usize::from(own_units > 0 && own_asking * 2 >= own_units);
        let lists = body
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::List { .. }))
            .count();
        bullets_only += usize::from(lists > 0 && body.len() <= lists + 1);
    }
    if with_text == 0 {
        return true;
    }
    if share(asking_titles, items.len(), 5) {
        return !share(asking, units, 8);
    }
    let topics = share(items.len() - sentences.min(items.len()), items.len(), 6);
    let bank = topics && share(bullets_only, with_text, 7) && share(asking, units, 2);
    !(bank || share(asking_items, with_text, 6))
}

/// Whether the first thing below a title is a label; an id and a line of level, tags and time may
/// stand before it.
fn starts_with_label(body: &[Block]) -> bool {
    let is_meta = |content: &[Inline]| {
        leading_label(content)
            .is_some_and(|(label, _)| matches!(label, Label::Level | Label::Tags | Label::Minutes))
    };
    body.iter()
        .find(|block| match &block.kind {
            BlockKind::Html(_) => false,
            BlockKind::Paragraph(content) => !is_meta(content),
            _ => true,
        })
        .is_some_and(|block| match &block.kind {
            BlockKind::Heading { .. } | BlockKind::Details { .. } => true,
            BlockKind::Paragraph(content) => leading_label(content).is_some(),
            _ => false,
        })
}

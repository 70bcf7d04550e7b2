//! How to hold an interview: phases with minutes, do and don't, what to say instead.

use super::labels::Label;
use super::leading::leading_label;
use super::minutes;
use super::outline::Outline;
use super::parts::{Parts, ProseRun, html_id, title_words};
use crate::model::playbook::Advice;
use crate::model::prose::{plain_text, span_of};
use crate::model::{
    AdvicePair, Block, BlockKind, Inline, InlineKind, Phase, Playbook, PlaybookItem, Prompt, Prose,
};
use crate::source::Span;

/// Indices of the heads that are phases: a time stands in the heading, and no heading below it
/// has one.
pub(super) fn phases(outline: &Outline) -> Vec<usize> {
    let timed: Vec<usize> = outline
        .heads
        .iter()
        .enumerate()
        .filter(|(_, head)| head.level <= 6 && minutes::find(&head.text).is_some())
        .map(|(index, _)| index)
        .collect();
    timed
        .iter()
        .copied()
        .filter(|index| {
            let level = outline.heads[*index].level;
            let end = outline.heads[index + 1..]
                .iter()
                .position(|next| next.level <= level)
                .map_or(outline.heads.len(), |at| index + 1 + at);
            !timed.iter().any(|other| (index + 1..end).contains(other))
        })
        .collect()
}

/// Reads the blocks from `from` up to `to` as a playbook.
pub(super) fn read(parts: &mut Parts<'_>, from: usize, to: usize) -> Playbook {
    let phases = phases(parts.outline);
    let mut playbook = Playbook::default();
    let mut run = ProseRun::default();
    let mut index = from;
    while index < to {
        let head = parts.head_at(index);
        if let Some(head) = head
            && let Some(advice) = advice_label(parts.outline.heads[head].label)
        {
            playbook
                .items
                .extend(run.flush(parts).map(PlaybookItem::Prose));
            let end = parts.end_of(head, to);
            if let Some(heading) = parts.take(index) {
                let blocks = parts.take_range(index + 1, end);
                playbook.items.push(advice(self::advice(heading, blocks)));
            }
            index = end;
            continue;
        }
        if let Some(head) = head
            && phases.contains(&head)
        {
            playbook
                .items
                .extend(run.flush(parts).map(PlaybookItem::Prose));
            let end = parts.end_of(head, to);
            if let Some(heading) = parts.take(index) {
                let blocks = parts.take_range(index + 1, end);
                let phase = phase(parts, heading, blocks);
                playbook.items.push(PlaybookItem::Phase(phase));
            }
            index = end;
            continue;
        }
        if let Some(pair) = pair(parts, &mut index, to) {
            playbook
                .items
                .extend(run.flush(parts).map(PlaybookItem::Prose));
            match playbook.items.last_mut() {
                Some(PlaybookItem::Pairs(pairs)) => pairs.push(pair),
                _ => playbook.items.push(PlaybookItem::Pairs(vec![pair])),
            }
            continue;
        }
        if let Some(block) = parts.take(index) {
            run.push(block);
        }
        index += 1;
    }
    playbook
        .items
        .extend(run.flush(parts).map(PlaybookItem::Prose));
    playbook
}

fn advice_label(label: Option<Label>) -> Option<fn(Advice) -> PlaybookItem> {
    match label? {
        Label::StrongIndicators | Label::Strong => Some(PlaybookItem::Strong),
        Label::RedFlags => Some(PlaybookItem::RedFlags),
        Label::Do => Some(PlaybookItem::Do),
        Label::Avoid => Some(PlaybookItem::Avoid),
        _ => None,
    }
}

fn advice(heading: Block, blocks: Vec<Block>) -> Advice {
    Advice {
        level: heading.as_heading().map_or(0, |(level, _)| level),
        anchor: html_id(&heading),
        title: without_colon(title_words(heading)),
        prose: Prose::new(blocks),
    }
}

fn phase(parts: &mut Parts<'_>, heading: Block, blocks: Vec<Block>) -> Phase {
    let level = heading.as_heading().map_or(0, |(level, _)| level);
    let anchor = html_id(&heading);
    let start = heading.span;
    let title = title_words(heading);
    let text = plain_text(&title);
    let found = minutes::find(&text);
    let span = blocks.iter().map(|block| block.span).fold(start, Span::to);
    let prose = Prose::new(blocks);
    Phase {
        span,
        title: match &found {
            Some(found) => without_time(title, &text[found.range.clone()]),
            None => title,
        },
        level,
        minutes: found.map_or((0, 0), |found| (found.from, found.to)),
        prompts: prompts(parts, &prose, &anchor),
        anchor,
        prose,
    }
}

/// Items and paragraphs that hold words in quotation marks are what to ask. A link to one leads
/// to its phase.
fn prompts(parts: &mut Parts<'_>, prose: &Prose, phase: &str) -> Vec<Prompt> {
    let mut prompts = Vec::new();
    prose.for_each_block(&mut |block| {
        if let BlockKind::Paragraph(content) = &block.kind {
            let text = plain_text(content);
            if let Some(words) = quoted(&text) {
                let title = [Inline::text(block.span, words)];
                let id = parts.anchors.question_id(&parts.document, &title);
                parts
                    .anchors
                    .anchor(id.0.to_string(), phase.to_owned(), block.span);
                prompts.push(Prompt {
                    id,
                    span: block.span,
                    text: words.to_owned(),
                });
            }
        }
    });
    prompts
}

/// The words between the first and the last quotation mark of a text that ends with one.
fn quoted(text: &str) -> Option<&str> {
    const OPENING: [char; 6] = ['"', '“', '„', '«', '「', '”'];
    const CLOSING: [char; 5] = ['"', '”', '“', '»', '」'];
    let start = text.find(OPENING)?;
    let end = text.rfind(CLOSING)?;
    let first = text[start..].chars().next()?.len_utf8();
    let words = text.get(start + first..end)?.trim();
    (words.split_whitespace().count() >= 2).then_some(words)
}

/// `**Instead of:** … **Say:** …` at `index`, which moves behind it.
fn pair(parts: &mut Parts<'_>, index: &mut usize, to: usize) -> Option<AdvicePair> {
    let label = |parts: &Parts<'_>, at: usize| match parts.slots.get(at)?.as_ref()?.kind {
        BlockKind::Paragraph(ref content) => leading_label(content),
        _ => None,
    };
    let (Label::Instead, avoid) = label(parts, *index)? else {
        return None;
    };
    let mut say_at = *index + 1;
    while say_at < to
        && !matches!(label(parts, say_at), Some((Label::Say, _)))
        && parts.head_at(say_at).is_none()
        && say_at - *index < 4
    {
        say_at += 1;
    }
    let (Label::Say, say) = label(parts, say_at)? else {
        return None;
    };
    let mut more: Vec<Block> = (*index + 1..say_at)
        .filter_map(|at| parts.take(at))
        .collect();
    let first = parts.take(*index)?;
    let last = parts.take(say_at)?;
    *index = say_at + 1;
    let mut avoid = paragraph(avoid);
    avoid.blocks.append(&mut more);
    Some(AdvicePair {
        span: first.span.to(last.span),
        avoid,
        say: paragraph(say),
    })
}

fn paragraph(words: Vec<Inline>) -> Prose {
    if words.is_empty() {
        return Prose::default();
    }
    let mut words = words;
    while words
        .last()
        .is_some_and(|inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak))
    {
        words.pop();
    }
    let span = span_of(&words);
    Prose::new(vec![Block::new(span, BlockKind::Paragraph(words))])
}

fn without_colon(mut title: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline {
        kind: InlineKind::Text(text),
        ..
    }) = title.last_mut()
    {
        let length = text.trim_end().trim_end_matches([':', '：']).len();
        text.truncate(length);
    }
    title
}

/// A heading's words without the time and the brackets around it.
fn without_time(mut title: Vec<Inline>, time: &str) -> Vec<Inline> {
    for inline in &mut title {
        if let InlineKind::Text(text) = &mut inline.kind
            && let Some(at) = text.find(time)
        {
            text.replace_range(at..at + time.len(), "");
            for empty in ["()", "[]", "（）", "( )"] {
                *text = text.replace(empty, "");
            }
            let trimmed = text
                .trim_end_matches([' ', ':', '-', '–', '—', ','])
                .to_owned();
            *text = trimmed;
            break;
        }
    }
    without_colon(title)
}

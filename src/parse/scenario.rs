//! Mock interviews: role, format, questions and evaluation under one heading.

use std::collections::{BTreeMap, BTreeSet};

use super::labels::{Label, is_total_word, label_of};
use super::leading::leading_label;
use super::minutes;
use super::parts::{Parts, ProseRun, html_id};
use crate::model::prose::{plain_text, span_of};
use crate::model::scenario::Criteria;
use crate::model::{
    Block, BlockKind, Evaluation, Format, Inline, InlineKind, Prose, RoleFact, Scenario,
    ScenarioItem, Step,
};
use crate::source::Span;

/// Reads the blocks from `from` up to `to` as a scenario.
pub(super) fn read(parts: &mut Parts<'_>, from: usize, to: usize) -> Scenario {
    let mut scenario = Scenario::default();
    let mut run = ProseRun::default();
    let mut index = from;
    while index < to {
        if let Some(item) = parts.found.items.get(&index).copied() {
            scenario
                .items
                .extend(run.flush(parts).map(ScenarioItem::Prose));
            let question = parts.question(index, item, to);
            scenario
                .items
                .push(ScenarioItem::Question(Box::new(question)));
            index = item.end.min(to);
            continue;
        }
        let label = parts
            .head_at(index)
            .map(|head| (head, parts.outline.heads[head].label))
            .and_then(|(head, label)| Some((head, label?)))
            .filter(|(_, label)| label.marks_scenario());
        if let Some((head, label)) = label {
            scenario
                .items
                .extend(run.flush(parts).map(ScenarioItem::Prose));
            let end = parts.end_of(head, to);
            // A question below the label's heading is a question all the same.
            let end = parts
                .found
                .items
                .range(index + 1..end)
                .next()
                .map_or(end, |(question, _)| *question);
            let heading = parts.take(index);
            let blocks = parts.take_range(index + 1, end);
            if let Some(heading) = heading {
                scenario.items.push(labelled(label, &heading, blocks));
            }
            index = end;
            continue;
        }
        if let Some(block) = parts.take(index) {
            run.push(block);
        }
        index += 1;
    }
    scenario
        .items
        .extend(run.flush(parts).map(ScenarioItem::Prose));
    scenario
}

/// The heads that hold a scenario: its labels stand below them, and outside of any question.
///
/// With two different labels (or a plan with times, or facts about a role) and a question below it,
/// a head is a scenario; with one label it is one in a file that has another, or that says so
/// (`said`).
pub(super) fn containers(parts: &Parts<'_>, said: bool) -> Vec<usize> {
    let heads = &parts.outline.heads;
    let in_question = |block: usize| {
        parts
            .found
            .items
            .range(..=block)
            .next_back()
            .is_some_and(|(_, item)| block < item.end)
    };
    let mut labels: BTreeMap<usize, BTreeSet<Label>> = BTreeMap::new();
    let mut planned = BTreeSet::new();
    for (index, head) in heads.iter().enumerate() {
        let Some(label) = head.label.filter(|label| label.marks_scenario()) else {
            continue;
        };
        if in_question(head.block) {
            continue;
        }
        let owner = heads[..index]
            .iter()
            .rposition(|above| above.label.is_none() && above.level < head.level);
        if let Some(owner) = owner.filter(|owner| !in_question(heads[*owner].block)) {
            labels.entry(owner).or_default().insert(label);
            let certain = match label {
                Label::Format => holds_times(parts, head.block + 1),
                Label::Role => holds_facts(parts, head.block + 1),
                _ => false,
            };
            if certain {
                planned.insert(owner);
            }
        }
    }
    let end = parts.slots.len();
    let asks = |head: usize| {
        let from = heads[head].block + 1;
        let to = parts.end_of(head, end).max(from);
        parts.found.items.range(from..to).next().is_some()
    };
    let certain = labels
        .iter()
        .any(|(head, labels)| (labels.len() >= 2 || planned.contains(head)) && asks(*head));
    if !certain && !said {
        return Vec::new();
    }
    labels
        .into_iter()
        .filter(|(head, labels)| labels.len() >= 2 || asks(*head) || said)
        .map(|(head, _)| head)
        .collect()
}

/// Whether the block at `index` holds `**Key**: value` lines.
fn holds_facts(parts: &Parts<'_>, index: usize) -> bool {
    let Some(Some(block)) = parts.slots.get(index) else {
        return false;
    };
    let (facts, _) = role(vec![block.clone()]);
    !facts.is_empty()
}

/// Whether the block at `index` is a list with times in it.
fn holds_times(parts: &Parts<'_>, index: usize) -> bool {
    let Some(Some(block)) = parts.slots.get(index) else {
        return false;
    };
    match &block.kind {
        BlockKind::List { items, .. } => items
            .iter()
            .any(|item| minutes::find(&Prose::new(item.blocks.clone()).plain_text()).is_some()),
        _ => false,
    }
}

fn labelled(label: Label, heading: &Block, blocks: Vec<Block>) -> ScenarioItem {
    let anchor = html_id(heading);
    match label {
        Label::Role => {
            let (facts, prose) = role(blocks);
            ScenarioItem::Role {
                span: heading.span,
                anchor,
                facts,
                prose,
            }
        }
        Label::Format => ScenarioItem::Format(format(heading.span, anchor, blocks)),
        _ => ScenarioItem::Evaluation(evaluation(heading.span, anchor, blocks)),
    }
}

/// `**Key**: value` lines, as lines of a paragraph or as items of a list.
fn role(blocks: Vec<Block>) -> (Vec<RoleFact>, Prose) {
    let mut facts = Vec::new();
    let mut rest = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) => match facts_of(content) {
                Some(found) => facts.extend(found),
                None => rest.push(block),
            },
            BlockKind::List { items, .. } => {
                let found: Option<Vec<_>> = items
                    .iter()
                    .map(|item| match item.blocks.as_slice() {
                        [
                            Block {
                                kind: BlockKind::Paragraph(content),
                                ..
                            },
                        ] => facts_of(content),
                        _ => None,
                    })
                    .collect();
                match found {
                    Some(found) => facts.extend(found.into_iter().flatten()),
                    None => rest.push(block),
                }
            }
            _ => rest.push(block),
        }
    }
    (facts, Prose::new(rest))
}

fn facts_of(content: &[Inline]) -> Option<Vec<RoleFact>> {
    let lines = content
        .split(|inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak));
    let mut facts: Vec<RoleFact> = Vec::new();
    for line in lines {
        match fact(line) {
            Some(fact) => facts.push(fact),
            None => {
                // A wrapped line goes on with the fact before it.
                let last = facts.last_mut()?;
                let at = last.value.last().map_or(Span::default(), |end| end.span);
                last.value.push(Inline::new(at, InlineKind::SoftBreak));
                last.value.extend(line.iter().cloned());
            }
        }
    }
    (!facts.is_empty()).then_some(facts)
}

fn fact(line: &[Inline]) -> Option<RoleFact> {
    let Inline {
        kind: InlineKind::Strong(key),
        ..
    } = line.first()?
    else {
        return None;
    };
    let mut key = key.clone();
    let mut value = line[1..].to_vec();
    let inside = plain_text(&key).ends_with([':', '：']);
    if inside {
        if let Some(Inline {
            kind: InlineKind::Text(text),
            ..
        }) = key.last_mut()
        {
            let length = text.trim_end_matches([':', '：']).len();
            text.truncate(length);
        }
    } else {
        let Some(Inline {
            kind: InlineKind::Text(text),
            ..
        }) = value.first_mut()
        else {
            return None;
        };
        *text = text.trim_start().strip_prefix([':', '：'])?.to_owned();
    }
    super::leading::trim_start(&mut value);
    Some(RoleFact { key, value })
}

/// `- 45 minutes total`, `- 15 minutes: Networking`, `- Networking (15 min)`.
fn format(span: Span, anchor: String, blocks: Vec<Block>) -> Format {
    let mut format = Format {
        span,
        anchor,
        ..Format::default()
    };
    for block in blocks {
        match block.kind {
            BlockKind::List {
                items,
                start,
                tight,
            } => {
                let mut left = Vec::new();
                for item in items {
                    let words = match item.blocks.as_slice() {
                        [
                            Block {
                                kind: BlockKind::Paragraph(content),
                                ..
                            },
                        ] => step_or_total(content, item.span),
                        _ => None,
                    };
                    match words {
                        Some(Line::Total(minutes)) => format.total = Some((minutes, item.span)),
                        Some(Line::Step(step)) => format.steps.push(step),
                        None => left.push(item),
                    }
                }
                if !left.is_empty() {
                    format.prose.blocks.push(Block::new(
                        block.span,
                        BlockKind::List {
                            start,
                            tight,
                            items: left,
                        },
                    ));
                }
            }
            BlockKind::Paragraph(content) => match step_or_total(&content, block.span) {
                Some(Line::Total(minutes)) => format.total = Some((minutes, block.span)),
                _ => format
                    .prose
                    .blocks
                    .push(Block::new(block.span, BlockKind::Paragraph(content))),
            },
            kind => format.prose.blocks.push(Block::new(block.span, kind)),
        }
    }
    format
}

enum Line {
    Total(u32),
    Step(Step),
}

fn step_or_total(content: &[Inline], span: Span) -> Option<Line> {
    let text = plain_text(content);
    let found = minutes::find(&text)?;
    let before = text[..found.range.start].trim();
    let behind = text[found.range.end..].trim();
    let words: Vec<&str> = before
        .split(|character: char| !character.is_alphanumeric())
        .chain(behind.split(|character: char| !character.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    if words.iter().any(|word| is_total_word(word)) && words.len() <= 4 {
        return Some(Line::Total(found.to));
    }
    if words.is_empty() {
        return None;
    }
    Some(Line::Step(Step {
        span,
        minutes: found.to,
        label: without_minutes(content, &text, &found),
    }))
}

/// The words of a step without its time, when they stand in one text; else all of them.
fn without_minutes(content: &[Inline], text: &str, found: &minutes::Minutes) -> Vec<Inline> {
    let mut label = content.to_vec();
    let time = &text[found.range.clone()];
    for inline in &mut label {
        let texts: Vec<&mut String> = match &mut inline.kind {
            InlineKind::Text(words) => vec![words],
            InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => inner
                .iter_mut()
                .filter_map(|inline| match &mut inline.kind {
                    InlineKind::Text(words) => Some(words),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        for words in texts {
            if let Some(at) = words.find(time) {
                words.replace_range(at..at + time.len(), "");
                for empty in ["()", "[]", "（）"] {
                    *words = words.replace(empty, "");
                }
                break;
            }
        }
    }
    label.retain(|inline| match &inline.kind {
        InlineKind::Text(words) => !words.is_empty(),
        InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => {
            !plain_text(inner).trim_matches(':').is_empty()
        }
        _ => true,
    });
    if let Some(Inline {
        kind: InlineKind::Text(words),
        ..
    }) = label.first_mut()
    {
        *words = words
            .trim_start_matches([':', '：', '-', '–', '—', ' '])
            .to_owned();
    }
    if let Some(Inline {
        kind: InlineKind::Text(words),
        ..
    }) = label.last_mut()
    {
        let length = words
            .trim_end_matches([':', '：', '-', '–', '—', ' '])
            .len();
        words.truncate(length);
    }
    label
}

fn evaluation(span: Span, anchor: String, blocks: Vec<Block>) -> Evaluation {
    let mut evaluation = Evaluation {
        span,
        anchor,
        ..Evaluation::default()
    };
    let mut verdict: Option<Label> = None;
    for block in blocks {
        let started = match &block.kind {
            BlockKind::Heading { content, .. } => {
                label_of(&plain_text(content)).map(|label| (label, content.clone(), Vec::new()))
            }
            BlockKind::Paragraph(content) => {
                leading_label(content).map(|(label, rest)| (label, content[..1].to_vec(), rest))
            }
            _ => None,
        }
        .filter(|(label, ..)| matches!(label, Label::Pass | Label::StrongPass | Label::Fail));
        if let Some((label, words, rest)) = started {
            let criteria = Criteria {
                label: bare(words),
                prose: if rest.is_empty() {
                    Prose::default()
                } else {
                    Prose::new(vec![Block::new(span_of(&rest), BlockKind::Paragraph(rest))])
                },
            };
            *place(&mut evaluation, label) = Some(criteria);
            verdict = Some(label);
            continue;
        }
        match verdict.and_then(|label| place(&mut evaluation, label).as_mut()) {
            Some(criteria) => criteria.prose.blocks.push(block),
            None => evaluation.lead.blocks.push(block),
        }
    }
    evaluation
}

fn place(evaluation: &mut Evaluation, label: Label) -> &mut Option<Criteria> {
    match label {
        Label::StrongPass => &mut evaluation.strong_pass,
        Label::Fail => &mut evaluation.fail,
        _ => &mut evaluation.pass,
    }
}

/// A label's words without bold type and colon.
fn bare(words: Vec<Inline>) -> Vec<Inline> {
    let mut words = match words.as_slice() {
        [
            Inline {
                kind: InlineKind::Strong(inner),
                ..
            },
        ] => inner.clone(),
        _ => words,
    };
    if let Some(Inline {
        kind: InlineKind::Text(text),
        ..
    }) = words.last_mut()
    {
        let length = text.trim_end().trim_end_matches([':', '：']).len();
        text.truncate(length);
    }
    words
}

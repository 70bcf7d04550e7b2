//! Sections of questions.

use super::body::append;
use super::outline::BOLD_LINE;
use super::parts::{Parts, ProseRun, html_id, title_words};
use crate::model::{Prose, QuestionSet, Section, SectionHeading};

/// Reads the blocks from `from` up to `to` as questions under headings.
pub(super) fn read(parts: &mut Parts<'_>, from: usize, to: usize) -> QuestionSet {
    let mut set = QuestionSet::default();
    let mut section: Option<Section> = None;
    let mut run = ProseRun::default();
    let mut index = from;
    while index < to {
        if let Some(item) = parts.found.items.get(&index).copied() {
            close_run(parts, &mut set, &mut section, &mut run);
            let question = parts.question(index, item, to);
            let section = section.get_or_insert_with(Section::default);
            section.span = if section.span.is_empty() {
                question.span
            } else {
                section.span.to(question.span)
            };
            section.questions.push(question);
            index = item.end.min(to);
            continue;
        }
        let head = parts.head_at(index);
        let starts_section = head
            .map(|head| &parts.outline.heads[head])
            .is_some_and(|head| {
                // A label on the questions' own level holds no questions.
                let holds = head.level < parts.found.level || head.label.is_none();
                holds && head.level <= parts.found.level && head.level < BOLD_LINE
            });
        if let Some(block) = parts.take(index) {
            if starts_section {
                close_run(parts, &mut set, &mut section, &mut run);
                set.sections.extend(section.take());
                section = Some(Section {
                    span: block.span,
                    level: block.as_heading().map_or(0, |(level, _)| level),
                    anchor: html_id(&block),
                    heading: head.map_or(SectionHeading::Beside, |head| heading(parts, head)),
                    title: title_words(block),
                    ..Section::default()
                });
            } else {
                run.push(block);
            }
        }
        index += 1;
    }
    close_run(parts, &mut set, &mut section, &mut run);
    set.sections.extend(section);
    for section in &mut set.sections {
        section.questions.shrink_to_fit();
    }
    set
}

/// How far the heading can be trusted to name the questions below it, and nothing else.
fn heading(parts: &Parts<'_>, head: usize) -> SectionHeading {
    let heads = &parts.outline.heads;
    let mut above = std::iter::successors(Some(head), |head| heads[*head].parent);
    if above.any(|head| heads[head].speaks_of_answers()) {
        SectionHeading::Answers
    } else if heads[head].level < parts.found.level && heads[head].level < BOLD_LINE {
        SectionHeading::Above
    } else {
        SectionHeading::Beside
    }
}

/// Prose goes to where it stood: before the first section, or at the head of a section. Behind
/// questions it starts a section without a title.
fn close_run(
    parts: &mut Parts<'_>,
    set: &mut QuestionSet,
    section: &mut Option<Section>,
    run: &mut ProseRun,
) {
    let Some(prose) = run.flush(parts) else {
        return;
    };
    let span = prose.span().unwrap_or_default();
    match section {
        None => append(&mut set.lead.blocks, prose.blocks),
        Some(open) if open.questions.is_empty() => {
            open.span = open.span.to(span);
            append(&mut open.lead.blocks, prose.blocks);
        }
        Some(_) => {
            set.sections.extend(section.take());
            *section = Some(Section {
                span,
                lead: Prose::new(prose.blocks),
                ..Section::default()
            });
        }
    }
}

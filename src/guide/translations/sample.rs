//! Enough of a document's words to tell its language by: no code, no addresses.

use crate::model::{
    Block, BlockKind, Document, Inline, InlineKind, Part, PartBody, PlaybookItem, Prose,
    ScenarioItem, TranscriptItem,
};

/// So many bytes are enough.
const ENOUGH: usize = 6000;

/// The first words of a document.
pub(super) fn sample(document: &Document) -> String {
    let mut text = String::new();
    for part in &document.parts {
        of_part(part, &mut text);
        if text.len() >= ENOUGH {
            break;
        }
    }
    text
}

fn of_part(part: &Part, text: &mut String) {
    words(&part.title, text);
    match &part.body {
        PartBody::Questions(set) => {
            of_prose(&set.lead, text);
            for section in &set.sections {
                words(&section.title, text);
                of_prose(&section.lead, text);
            }
        }
        PartBody::Scenario(scenario) => {
            for item in &scenario.items {
                if let ScenarioItem::Prose(prose) = item {
                    of_prose(prose, text);
                }
            }
        }
        PartBody::Playbook(playbook) => {
            for item in &playbook.items {
                if let PlaybookItem::Phase(phase) = item {
                    words(&phase.title, text);
                }
            }
        }
        PartBody::Transcript(transcript) => {
            for item in &transcript.items {
                match item {
                    TranscriptItem::Prose(prose) => of_prose(prose, text),
                    TranscriptItem::Exchange(exchange) => {
                        of_prose(&exchange.question.prose, text);
                    }
                }
            }
        }
        PartBody::Glossary(glossary) => {
            of_prose(&glossary.lead, text);
            for term in &glossary.terms {
                of_prose(&term.definition, text);
            }
        }
        PartBody::Page(prose) => of_prose(prose, text),
    }
    for question in part.questions() {
        words(&question.title, text);
        of_prose(&question.prompt, text);
        if let Some(answer) = &question.answer {
            of_prose(&answer.prose, text);
        }
    }
}

fn of_prose(prose: &Prose, text: &mut String) {
    of_blocks(&prose.blocks, text);
}

fn of_blocks(blocks: &[Block], text: &mut String) {
    for block in blocks {
        if text.len() >= ENOUGH {
            return;
        }
        if matches!(block.kind, BlockKind::Code { .. }) {
            continue;
        }
        for run in block.inline_runs() {
            words(run, text);
        }
        for children in block.children() {
            of_blocks(children, text);
        }
    }
}

fn words(content: &[Inline], text: &mut String) {
    if text.len() >= ENOUGH {
        return;
    }
    for inline in content {
        match &inline.kind {
            // Addresses that stand as their own words.
            InlineKind::Text(words) if !words.contains("://") => text.push_str(words),
            InlineKind::Code(_) | InlineKind::Image { .. } => text.push(' '),
            InlineKind::SoftBreak | InlineKind::HardBreak => text.push(' '),
            _ => words_inside(inline, text),
        }
    }
    text.push('\n');
}

fn words_inside(inline: &Inline, text: &mut String) {
    words(inline.children(), text);
}

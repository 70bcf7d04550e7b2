//! What a document asks: everything that has an id, in source order.

use std::sync::Arc;

use super::fingerprint::Fingerprint;
use crate::model::{Document, PartBody, PlaybookItem, QuestionId, ScenarioItem, TranscriptItem};
use crate::source::Span;

/// Something with an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The id that the reader gave it: the author's, or one made of path and title.
    pub id: QuestionId,
    /// Whether the author wrote the id.
    pub authored: bool,
    /// Where its title stands.
    pub title_span: Span,
    /// All that belongs to it.
    pub span: Span,
    /// Its title as written.
    pub title: Arc<str>,
    /// What it is told by.
    pub print: Fingerprint,
}

/// All that `document` asks; `text` is what it was read from.
pub fn of(document: &Document, text: &str) -> Vec<Asked> {
    let mut all = Vec::new();
    let mut add = |id: &QuestionId, authored, title_span: Span, span: Span, title: String| {
        // Whatever part of it the reader takes for the answer: another version of prepbook may see
        // that differently.
        let body = text.get(title_span.end as usize..span.end as usize);
        all.push(Asked {
            id: id.clone(),
            authored,
            title_span,
            span,
            print: Fingerprint::new(&title, body.unwrap_or_default()),
            title: title.into(),
        });
    };
    for part in &document.parts {
        for question in part.questions() {
            let title = question.title_text();
            let authored = question.authored_id.is_some();
            add(
                &question.id,
                authored,
                question.title_span,
                question.span,
                title,
            );
        }
        match &part.body {
            PartBody::Transcript(transcript) => {
                for item in &transcript.items {
                    if let TranscriptItem::Exchange(exchange) = item {
                        let title = exchange.title_text();
                        let asks = exchange.question.span;
                        add(&exchange.id, false, asks, exchange.span, title);
                    }
                }
            }
            PartBody::Playbook(playbook) => {
                for item in &playbook.items {
                    if let PlaybookItem::Phase(phase) = item {
                        for prompt in &phase.prompts {
                            let text = prompt.text.clone();
                            add(&prompt.id, false, prompt.span, prompt.span, text);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    all
}

/// The ids of all that [`of`] lists, in its order, to be changed.
pub(super) fn ids_of(document: &mut Document) -> Vec<&mut QuestionId> {
    let mut ids = Vec::new();
    for part in &mut document.parts {
        match &mut part.body {
            PartBody::Questions(set) => {
                let questions = set.sections.iter_mut();
                let questions = questions.flat_map(|section| &mut section.questions);
                ids.extend(questions.map(|question| &mut question.id));
            }
            PartBody::Scenario(scenario) => {
                ids.extend(scenario.items.iter_mut().filter_map(|item| match item {
                    ScenarioItem::Question(question) => Some(&mut question.id),
                    _ => None,
                }));
            }
            PartBody::Transcript(transcript) => {
                ids.extend(transcript.items.iter_mut().filter_map(|item| match item {
                    TranscriptItem::Exchange(exchange) => Some(&mut exchange.id),
                    _ => None,
                }));
            }
            PartBody::Playbook(playbook) => {
                for item in &mut playbook.items {
                    if let PlaybookItem::Phase(phase) = item {
                        ids.extend(phase.prompts.iter_mut().map(|prompt| &mut prompt.id));
                    }
                }
            }
            PartBody::Glossary(_) | PartBody::Page(_) => {}
        }
    }
    ids
}

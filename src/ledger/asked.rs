//! What a document asks: everything that has an id, in source order.

use std::sync::Arc;

use super::fingerprint::Fingerprint;
use crate::model::{
    Document, Exchange, PartBody, PlaybookItem, Prompt, Question, QuestionId, ScenarioItem,
    TranscriptItem,
};
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

/// One of the kinds of things that have an id.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// Of a set or a mock interview.
    Question(&'a Question),
    /// Of a transcript.
    Exchange(&'a Exchange),
    /// Of a playbook.
    Prompt(&'a Prompt),
}

impl<'a> Item<'a> {
    /// Its key.
    pub fn id(self) -> &'a QuestionId {
        match self {
            Self::Question(question) => &question.id,
            Self::Exchange(exchange) => &exchange.id,
            Self::Prompt(prompt) => &prompt.id,
        }
    }
}

/// All that `document` asks, in source order.
pub fn items(document: &Document) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for part in &document.parts {
        items.extend(part.questions().map(Item::Question));
        match &part.body {
            PartBody::Transcript(transcript) => {
                items.extend(transcript.items.iter().filter_map(|item| match item {
                    TranscriptItem::Exchange(exchange) => Some(Item::Exchange(exchange)),
                    _ => None,
                }));
            }
            PartBody::Playbook(playbook) => {
                for item in &playbook.items {
                    if let PlaybookItem::Phase(phase) = item {
                        items.extend(phase.prompts.iter().map(Item::Prompt));
                    }
                }
            }
            _ => {}
        }
    }
    items
}

/// What [`items`] finds, with fingerprints; `text` is what `document` was read from.
pub fn of(document: &Document, text: &str) -> Vec<Asked> {
    let asked = |item: Item<'_>| {
        let (authored, title_span, span, title) = match item {
            Item::Question(question) => (
                question.authored_id.is_some(),
                question.title_span,
                question.span,
                question.title_text(),
            ),
            Item::Exchange(exchange) => {
                let asks = exchange.question.span;
                let title = exchange.title_text();
                (false, asks, exchange.span, title)
            }
            Item::Prompt(prompt) => {
                let text = prompt.text.clone();
                (false, prompt.span, prompt.span, text)
            }
        };
        // Whatever part of it the reader takes for the answer: another version of prepbook may see
        // that differently.
        let body = text.get(title_span.end as usize..span.end as usize);
        Asked {
            id: item.id().clone(),
            authored,
            title_span,
            span,
            print: Fingerprint::new(&title, without_id(body.unwrap_or_default())),
            title: title.into(),
        }
    };
    items(document).into_iter().map(asked).collect()
}

/// The text without the comment with the id at its beginning, which `ids --pin` writes.
fn without_id(body: &str) -> &str {
    let comment = body.trim_start().strip_prefix("<!--");
    let behind = comment
        .filter(|comment| comment.trim_start().starts_with("id:"))
        .and_then(|comment| comment.split_once("-->"));
    behind.map_or(body, |(_, behind)| behind)
}

/// The ids of all that [`items`] lists, in its order, to be changed.
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

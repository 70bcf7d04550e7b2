//! A question as templates see it.

use super::context::{
    FollowUpContext, OptionContext, QuestionContext, QuestionLink, RelatedContext, RubricContext,
    TagContext,
};
use super::scope::PageScope;
use crate::guide::Entry;
use crate::html::LinkedTerms;
use crate::model::{Document, Prose, Question};

/// Levels of the headings inside a question whose own heading has the level `level`.
pub(super) fn context(
    scope: &PageScope<'_>,
    document: &Document,
    question: &Question,
    position: usize,
    level: u8,
) -> QuestionContext {
    let inner = level + 1;
    let prose = |prose: &Prose| scope.prose(prose, inner);
    let some = |prose: &Option<Prose>| prose.as_ref().map(|text| scope.prose(text, inner + 1));
    let own_level = document.level_of(question);
    QuestionContext {
        id: question.id.to_string(),
        position,
        title_html: scope.inline(&question.title),
        title: question.title_text(),
        prompt_html: prose(&question.prompt),
        level: own_level.map_or_else(String::new, |level| level.name().to_owned()),
        tags: tag_links(scope, document.tags_of(question)),
        minutes: question.minutes,
        options: question
            .options
            .iter()
            .enumerate()
            .map(|(index, option)| OptionContext {
                letter: letter(index),
                html: prose(&option.prose),
                correct: option.correct == Some(true),
            })
            .collect(),
        key_known: question
            .options
            .iter()
            .any(|option| option.correct.is_some()),
        hints: question.hints.iter().map(prose).collect(),
        answer_html: question
            .answer
            .as_ref()
            .map(|answer| scope.answer(&answer.prose, inner, &LinkedTerms::default())),
        answer_id: format!("{}--answer", question.id),
        answered: question.is_answered(),
        follow_ups: question
            .follow_ups
            .iter()
            .enumerate()
            .map(|(index, follow_up)| FollowUpContext {
                id: question.id.follow_up(index + 1),
                prompt_html: prose(&follow_up.prompt),
                answer_html: follow_up
                    .answer
                    .as_ref()
                    .map(|answer| scope.answer(answer, inner + 1, &LinkedTerms::default())),
                answer_id: format!("{}--answer", question.id.follow_up(index + 1)),
            })
            .collect(),
        rubric: (!question.rubric.is_empty()).then(|| RubricContext {
            minimum_html: some(&question.rubric.minimum).unwrap_or_default(),
            strong_html: some(&question.rubric.strong).unwrap_or_default(),
            red_flags_html: some(&question.rubric.red_flags).unwrap_or_default(),
        }),
        notes_html: prose(&question.notes),
        mentions: super::mentions::here(scope, &question.id.0),
        related: related(scope, question),
        edit_url: scope.edit_url(document, question.span.start),
    }
}

/// What is related to a question of the page's document.
fn related(scope: &PageScope<'_>, question: &Question) -> Vec<RelatedContext> {
    let guide = scope.guide;
    let Some(document) = guide.pages[scope.page].key.document() else {
        return Vec::new();
    };
    if !guide.translations.is_listed(document) {
        return super::languages::related(scope, document, question);
    }
    guide
        .kin
        .related(document, &question.id)
        .into_iter()
        .map(|(entry, words)| related_entry(scope, &guide.entries[entry], words))
        .collect()
}

/// A related question with the words that say why, topics under their names and each once.
pub(super) fn related_entry(
    scope: &PageScope<'_>,
    entry: &Entry,
    words: Vec<String>,
) -> RelatedContext {
    let topics = &scope.guide.topics;
    let mut named: Vec<String> = Vec::new();
    for word in words {
        let word = match topics.of_tag(&word) {
            Some(topic) => topics.all[topic].name.clone(),
            None => word,
        };
        if !named.contains(&word) {
            named.push(word);
        }
    }
    RelatedContext {
        title_html: super::rows::title(scope, &entry.title),
        url: scope.entry_url(entry),
        words: named,
    }
}

/// Links to the topics of some tags, each once. The tags of a translation need not be topics.
fn tag_links(scope: &PageScope<'_>, tags: &[String]) -> Vec<TagContext> {
    let mut links: Vec<TagContext> = Vec::new();
    for tag in tags {
        let link = match scope.guide.topics.of_tag(tag) {
            Some(topic) => super::topics::tag(scope, topic),
            None if tag.trim().is_empty() => continue,
            None => TagContext {
                name: tag.trim().to_owned(),
                url: String::new(),
            },
        };
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}

/// `A` to `Z`, then numbers.
fn letter(index: usize) -> String {
    u8::try_from(index)
        .ok()
        .filter(|index| *index < 26)
        .map_or_else(
            || (index + 1).to_string(),
            |index| char::from(b'A' + index).to_string(),
        )
}

/// A question in a list of links.
pub(super) fn link(scope: &PageScope<'_>, document: usize, question: &Question) -> QuestionLink {
    let url = scope.guide.question_url(document, &question.id.0);
    QuestionLink {
        id: question.id.to_string(),
        html: scope.label(&question.title),
        url: scope.relative(&url),
    }
}

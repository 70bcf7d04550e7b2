//! Lists of questions: rows in reading order, by document.

use std::collections::BTreeSet;

use super::context::{Body, QuestionListContext, QuestionRow, RowGroup, SearchContext};
use super::scope::PageScope;
use super::{index, topics};
use crate::guide::entries::Run;
use crate::guide::{Entry, EntryKind, Facet, lists};
use crate::html::{Html, push_words};
use crate::model::Kind;

/// Topics that a list offers at once; scripts find the others.
const OFFERED_TOPICS: usize = 40;

/// The body of the page that searches.
pub(super) fn search(scope: &PageScope<'_>) -> SearchContext {
    let mut kinds = BTreeSet::new();
    for entry in &scope.guide.documents {
        for part in &entry.document.parts {
            kinds.extend(match part.kind() {
                Kind::Questions => ["question", "section"],
                Kind::Scenario => ["question", "scenario"],
                Kind::Playbook => ["phase", "section"],
                Kind::Transcript => ["exchange", "section"],
                Kind::Glossary => ["section", "term"],
                Kind::Page => ["section", "section"],
            });
        }
    }
    SearchContext {
        kinds: [
            "question", "scenario", "phase", "exchange", "term", "section",
        ]
        .into_iter()
        .filter(|kind| kinds.contains(kind))
        .map(str::to_owned)
        .collect(),
        index: index::context(scope, OFFERED_TOPICS, None),
    }
}

/// The body of the page `number`, from 0, of a list.
pub(super) fn body(scope: &PageScope<'_>, list: usize, number: usize) -> Body {
    let guide = scope.guide;
    let list = &guide.lists[list];
    let (facet, value, title) = match list.facet {
        Facet::All => ("", String::new(), String::new()),
        Facet::Kind(kind) => ("kind", kind.name().to_owned(), String::new()),
        Facet::Level(level) => ("level", level.name().to_owned(), String::new()),
        Facet::Answered(answered) => {
            let value = if answered { "yes" } else { "no" };
            ("answered", value.to_owned(), String::new())
        }
        Facet::Topic(topic) => {
            let topic = &guide.topics.all[topic];
            ("topic", topic.slug.clone(), topic.name.clone())
        }
    };
    let length = list.entries.len();
    let shown = lists::range(length, lists::PER_PAGE, number);
    let pages = lists::pages(length, lists::PER_PAGE);
    let about = match list.facet {
        Facet::Topic(topic) => Some(topics::about(scope, topic)),
        _ => None,
    };
    let context = QuestionListContext {
        about,
        facet: facet.to_owned(),
        value,
        title,
        count: length,
        groups: groups(scope, &list.entries[shown]),
        pagination: index::pagination(scope, &list.url, pages, number),
        index: index::context(scope, OFFERED_TOPICS, Some(list.facet)).unwrap_or_default(),
    };
    match list.facet {
        Facet::Topic(_) => Body::Topic(context),
        _ => Body::AllQuestions(context),
    }
}

fn groups(scope: &PageScope<'_>, entries: &[usize]) -> Vec<RowGroup> {
    let guide = scope.guide;
    let mut groups: Vec<RowGroup> = Vec::new();
    let mut last = None;
    for entry in entries.iter().map(|index| &guide.entries[*index]) {
        if last != Some(entry.document) {
            last = Some(entry.document);
            let document = &guide.documents[entry.document];
            groups.push(RowGroup {
                title: document.document.title.clone(),
                url: scope.relative(&document.url),
                folder: guide.folder_title(entry.document).to_owned(),
                rows: Vec::new(),
            });
        }
        if let Some(group) = groups.last_mut() {
            group.rows.push(row(scope, entry));
        }
    }
    groups
}

fn row(scope: &PageScope<'_>, entry: &Entry) -> QuestionRow {
    QuestionRow {
        id: entry.id.to_string(),
        title_html: title(scope, &entry.title),
        url: scope.entry_url(entry),
        entry_kind: entry.kind.name().to_owned(),
        level: entry
            .level
            .map_or_else(String::new, |level| level.name().to_owned()),
        tags: entry
            .topics
            .iter()
            .map(|topic| topics::tag(scope, *topic))
            .collect(),
        minutes: entry.minutes,
        unanswered: !entry.answered && entry.kind != EntryKind::Prompt,
    }
}

/// An entry's title as HTML without links.
pub(super) fn title(scope: &PageScope<'_>, runs: &[Run]) -> String {
    let mut html = String::with_capacity(runs.iter().map(|run| run.text.len() + 16).sum());
    for run in runs {
        push_words(&mut html, &run.text, run.code);
    }
    scope.walled(Html(html))
}

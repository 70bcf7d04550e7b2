//! A part of a document, cut down to what an edition shows.

use super::{View, open, question};
use crate::config::Field;
use crate::model::{
    Part, PartBody, Prose, QuestionSet, Scenario, ScenarioItem, Section, SectionHeading,
};

/// What the edition shows of a part; nothing when there is nothing to read.
pub(super) fn project(part: &Part, view: &mut View<'_>) -> Option<Part> {
    let kinds = view.edition.kinds.as_ref();
    if kinds.is_some_and(|kinds| !kinds.iter().any(|kind| kind == part.kind().name())) {
        return None;
    }
    let whole = match &part.body {
        PartBody::Questions(set) => {
            let body = PartBody::Questions(questions(set, view)?);
            return Some(with_body(part, body, view));
        }
        PartBody::Scenario(found) => {
            let body = PartBody::Scenario(scenario(found, view)?);
            return Some(with_body(part, body, view));
        }
        PartBody::Playbook(_) => Field::Playbook,
        PartBody::Transcript(_) => Field::Transcript,
        PartBody::Glossary(_) => Field::Glossary,
        PartBody::Page(_) => Field::Page,
    };
    view.shows(whole).then(|| part.clone())
}

fn with_body(part: &Part, body: PartBody, view: &View<'_>) -> Part {
    Part {
        span: part.span,
        title: open::title(&part.title, view),
        anchor: part.anchor.clone(),
        body,
    }
}

fn lead(prose: &Prose, view: &mut View<'_>) -> Prose {
    if view.shows(Field::Prose) {
        open::prose(prose, view)
    } else {
        Prose::default()
    }
}

fn questions(set: &QuestionSet, view: &mut View<'_>) -> Option<QuestionSet> {
    let lead = lead(&set.lead, view);
    let sections: Vec<Section> = set
        .sections
        .iter()
        .filter_map(|found| section(found, view))
        .collect();
    (!sections.is_empty()).then_some(QuestionSet { lead, sections })
}

fn section(section: &Section, view: &mut View<'_>) -> Option<Section> {
    let questions: Vec<_> = section
        .questions
        .iter()
        .filter_map(|found| question::project(found, view))
        .collect();
    let lead = lead(&section.lead, view);
    if questions.is_empty() && lead.is_empty() {
        return None;
    }
    let mut projected = Section {
        span: section.span,
        title: open::title(&section.title, view),
        level: section.level,
        anchor: section.anchor.clone(),
        heading: section.heading,
        lead,
        questions,
    };
    let named = section.heading == SectionHeading::Above;
    if view.strict && !named && !section.title.is_empty() {
        let words = crate::model::prose::span_of(&section.title);
        view.withheld(
            words,
            "a heading that may belong to an answer",
            "give it a level above that of the questions",
        );
        projected.title.clear();
        projected.anchor.clear();
    }
    Some(projected)
}

fn scenario(scenario: &Scenario, view: &mut View<'_>) -> Option<Scenario> {
    let items: Vec<ScenarioItem> = scenario
        .items
        .iter()
        .filter_map(|item| match item {
            ScenarioItem::Prose(prose) => {
                let prose = lead(prose, view);
                (!prose.is_empty()).then_some(ScenarioItem::Prose(prose))
            }
            ScenarioItem::Question(found) => {
                question::project(found, view).map(|found| ScenarioItem::Question(Box::new(found)))
            }
            ScenarioItem::Role { .. } => view.shows(Field::Role).then(|| item.clone()),
            ScenarioItem::Format(_) => view.shows(Field::Format).then(|| item.clone()),
            ScenarioItem::Evaluation(_) => view.shows(Field::Evaluation).then(|| item.clone()),
        })
        .collect();
    (!items.is_empty()).then_some(Scenario { items })
}

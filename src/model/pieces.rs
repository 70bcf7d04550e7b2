//! Every piece of prose and running text that a part holds, in source order.
//!
//! One list for all kinds, so that no stage behind it forgets a field.

use super::playbook::Advice;
use super::scenario::Criteria;
use super::{
    Block, Inline, Part, PartBody, PlaybookItem, Prose, Question, ScenarioItem, TranscriptItem,
};

/// A piece of a part.
pub enum Piece<'a> {
    /// Prose.
    Blocks(&'a mut Vec<Block>),
    /// A title, a label, a term.
    Words(&'a mut Vec<Inline>),
    /// An `id` that its element carries on the page.
    Id(String),
}

/// The pieces of a part.
pub fn of_part(part: &mut Part) -> Vec<Piece<'_>> {
    let mut found = vec![
        Piece::Id(part.anchor.clone()),
        Piece::Words(&mut part.title),
    ];
    match &mut part.body {
        PartBody::Questions(set) => {
            found.push(prose(&mut set.lead));
            for section in &mut set.sections {
                found.push(Piece::Id(section.anchor.clone()));
                found.push(Piece::Words(&mut section.title));
                found.push(prose(&mut section.lead));
                for question in &mut section.questions {
                    of_question(question, &mut found);
                }
            }
        }
        PartBody::Scenario(scenario) => {
            for item in &mut scenario.items {
                of_scenario_item(item, &mut found);
            }
        }
        PartBody::Playbook(playbook) => {
            for item in &mut playbook.items {
                of_playbook_item(item, &mut found);
            }
        }
        PartBody::Transcript(transcript) => {
            for item in &mut transcript.items {
                match item {
                    TranscriptItem::Prose(text) => found.push(prose(text)),
                    TranscriptItem::Exchange(exchange) => {
                        found.push(Piece::Id(exchange.id.to_string()));
                        found.push(prose(&mut exchange.question.prose));
                        let replies = exchange.replies.iter_mut();
                        found.extend(replies.map(|turn| prose(&mut turn.prose)));
                    }
                }
            }
        }
        PartBody::Glossary(glossary) => {
            found.push(prose(&mut glossary.lead));
            for term in &mut glossary.terms {
                found.push(Piece::Id(term.anchor.clone()));
                found.push(Piece::Words(&mut term.name));
                found.push(prose(&mut term.definition));
            }
        }
        PartBody::Page(text) => found.push(prose(text)),
    }
    found
}

fn prose(prose: &mut Prose) -> Piece<'_> {
    Piece::Blocks(&mut prose.blocks)
}

fn of_question<'a>(question: &'a mut Question, found: &mut Vec<Piece<'a>>) {
    found.push(Piece::Id(question.id.to_string()));
    found.push(Piece::Words(&mut question.title));
    found.push(prose(&mut question.prompt));
    let options = question.options.iter_mut();
    found.extend(options.map(|option| prose(&mut option.prose)));
    found.extend(question.hints.iter_mut().map(prose));
    if let Some(answer) = &mut question.answer {
        found.push(prose(&mut answer.prose));
    }
    for (index, follow_up) in question.follow_ups.iter_mut().enumerate() {
        let id = question.id.follow_up(index + 1);
        found.push(Piece::Id(id));
        found.push(prose(&mut follow_up.prompt));
        found.extend(follow_up.answer.as_mut().map(prose));
    }
    let rubric = &mut question.rubric;
    let lists = [
        &mut rubric.minimum,
        &mut rubric.strong,
        &mut rubric.red_flags,
    ];
    found.extend(
        lists
            .into_iter()
            .filter_map(|list| list.as_mut().map(prose)),
    );
    found.push(prose(&mut question.notes));
}

fn of_scenario_item<'a>(item: &'a mut ScenarioItem, found: &mut Vec<Piece<'a>>) {
    match item {
        ScenarioItem::Prose(text) => found.push(prose(text)),
        ScenarioItem::Role {
            anchor,
            facts,
            prose: text,
            ..
        } => {
            found.push(Piece::Id(anchor.clone()));
            for fact in facts {
                found.push(Piece::Words(&mut fact.key));
                found.push(Piece::Words(&mut fact.value));
            }
            found.push(prose(text));
        }
        ScenarioItem::Format(format) => {
            found.push(Piece::Id(format.anchor.clone()));
            let steps = format.steps.iter_mut();
            found.extend(steps.map(|step| Piece::Words(&mut step.label)));
            found.push(prose(&mut format.prose));
        }
        ScenarioItem::Question(question) => of_question(question, found),
        ScenarioItem::Evaluation(evaluation) => {
            found.push(Piece::Id(evaluation.anchor.clone()));
            found.push(prose(&mut evaluation.lead));
            let lists: [&'a mut Option<Criteria>; 3] = [
                &mut evaluation.pass,
                &mut evaluation.strong_pass,
                &mut evaluation.fail,
            ];
            for criteria in lists.into_iter().flatten() {
                found.push(Piece::Words(&mut criteria.label));
                found.push(prose(&mut criteria.prose));
            }
        }
    }
}

fn of_playbook_item<'a>(item: &'a mut PlaybookItem, found: &mut Vec<Piece<'a>>) {
    let mut advice = |advice: &'a mut Advice| {
        found.push(Piece::Id(advice.anchor.clone()));
        found.push(Piece::Words(&mut advice.title));
        found.push(prose(&mut advice.prose));
    };
    match item {
        PlaybookItem::Strong(list)
        | PlaybookItem::RedFlags(list)
        | PlaybookItem::Do(list)
        | PlaybookItem::Avoid(list) => advice(list),
        PlaybookItem::Prose(text) => found.push(prose(text)),
        PlaybookItem::Phase(phase) => {
            found.push(Piece::Id(phase.anchor.clone()));
            let prompts = phase.prompts.iter();
            found.extend(prompts.map(|prompt| Piece::Id(prompt.id.to_string())));
            found.push(Piece::Words(&mut phase.title));
            found.push(prose(&mut phase.prose));
        }
        PlaybookItem::Pairs(pairs) => {
            for pair in pairs {
                found.push(prose(&mut pair.avoid));
                found.push(prose(&mut pair.say));
            }
        }
    }
}

//! A question, cut down to the fields that an edition shows.

use super::{View, choice, open};
use crate::config::Field;
use crate::model::{AnswerOption, Block, BlockKind, FollowUp, Prose, Question, Rubric};
use crate::source::Span;

/// What the edition shows of a question.
pub(super) fn project(question: &Question, view: &mut View<'_>) -> Option<Question> {
    if !view.shows(Field::Title) {
        return None;
    }
    if view.strict && !question.title_sure {
        view.withheld(
            question.title_span,
            "what may be a question or a line of an answer",
            "say that it is a question: <!-- id: … --> below it, Question 3: before its words, \
             or an #### Answer below",
        );
        return None;
    }
    let prose = |field, prose: &Prose, view: &mut View<'_>| {
        if view.shows(field) {
            open::prose(prose, view)
        } else {
            Prose::default()
        }
    };
    let list = |field, list: &Option<Prose>, view: &View<'_>| {
        list.as_ref().filter(|_| view.shows(field)).cloned()
    };
    guessed_answer(question, view);
    let mut projected = Question {
        title: open::title(&question.title, view),
        prompt: prompt(question, view),
        options: options(question, view),
        hints: question
            .hints
            .iter()
            .map(|hint| prose(Field::Hints, hint, view))
            .filter(|hint| !hint.is_empty())
            .collect(),
        answer: question
            .answer
            .clone()
            .filter(|_| view.shows(Field::Answer)),
        follow_ups: follow_ups(question, view),
        rubric: Rubric {
            minimum: list(Field::Rubric, &question.rubric.minimum, view),
            strong: list(Field::Rubric, &question.rubric.strong, view),
            red_flags: list(Field::Rubric, &question.rubric.red_flags, view),
        },
        notes: if view.shows(Field::Notes) {
            question.notes.clone()
        } else {
            Prose::default()
        },
        tags: Vec::new(),
        tag_places: Vec::new(),
        level: question.level.filter(|_| view.shows(Field::Level)),
        minutes: question.minutes.filter(|_| view.shows(Field::Minutes)),
        ..question.clone()
    };
    if view.shows(Field::Tags) {
        projected.tags.clone_from(&question.tags);
        projected.tag_places.clone_from(&question.tag_places);
    }
    if view.strict {
        // Pages are cut by size: how long an answer is must not show.
        projected.span = shown_span(&projected);
    }
    Some(projected)
}

fn shown_span(question: &Question) -> Span {
    let proses = std::iter::once(&question.prompt)
        .chain(question.options.iter().map(|option| &option.prose))
        .chain(&question.hints)
        .chain(
            question
                .follow_ups
                .iter()
                .map(|follow_up| &follow_up.prompt),
        );
    proses
        .filter_map(Prose::span)
        .fold(question.title_span, Span::to)
}

fn guessed_answer(question: &Question, view: &mut View<'_>) {
    let Some(answer) = question.answer.as_ref().filter(|answer| answer.guessed) else {
        return;
    };
    if view.strict && !answer.placeholder {
        view.withheld(
            answer.span,
            "text that was taken for the answer",
            "write #### Answer where the answer starts: what stands before it is shown",
        );
    }
}

fn prompt(question: &Question, view: &mut View<'_>) -> Prose {
    if question.prompt.is_empty() || !view.shows(Field::Prompt) && !view.shows(Field::LoosePrompt) {
        return Prose::default();
    }
    if !view.strict || view.shows(Field::LoosePrompt) {
        return open::prose(&question.prompt, view);
    }
    let end = question.prompt_end.unwrap_or_default();
    let (sure, rest): (Vec<&Block>, Vec<&Block>) = question
        .prompt
        .blocks
        .iter()
        .partition(|block| block.span.start < end);
    let rest: Vec<&Block> = rest
        .into_iter()
        .filter(|block| !matches!(block.kind, BlockKind::Rule))
        .collect();
    if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
        let (what, help) = match question.prompt_end {
            None => (
                "text that may be the answer",
                "write #### Answer (or Options, or Hints) where the prompt ends, or show \
                 loose-prompt in this edition",
            ),
            Some(_) => (
                "text that nobody labelled",
                "write what is asked before any heading or label of its own, and the answer \
                 below #### Answer",
            ),
        };
        view.withheld(first.span.to(last.span), what, help);
    }
    let sure: Vec<Block> = sure.into_iter().cloned().collect();
    Prose::new(open::blocks(&sure, view))
}

fn follow_ups(question: &Question, view: &mut View<'_>) -> Vec<FollowUp> {
    if !view.shows(Field::FollowUps) {
        return Vec::new();
    }
    question
        .follow_ups
        .iter()
        .map(|follow_up| FollowUp {
            span: follow_up.span,
            prompt: open::prose(&follow_up.prompt, view),
            answer: follow_up
                .answer
                .clone()
                .filter(|_| view.shows(Field::FollowUpAnswers)),
        })
        .collect()
}

/// The choices; without the key only what does not tell it.
fn options(question: &Question, view: &mut View<'_>) -> Vec<AnswerOption> {
    if !view.shows(Field::Options) {
        return Vec::new();
    }
    if view.shows(Field::Key) {
        return question.options.clone();
    }
    let tells = |option: &&AnswerOption| choice::tells(&option.prose.blocks);
    if let Some(option) = question.options.iter().find(tells) {
        view.withheld(
            option.span,
            "the list of options, with a sign for the right one,",
            "mark the right option with - [x] alone",
        );
        return Vec::new();
    }
    question
        .options
        .iter()
        .map(|option| AnswerOption {
            span: option.span,
            prose: Prose::new(choice::without_key(&option.prose.blocks, view)),
            correct: None,
        })
        .collect()
}

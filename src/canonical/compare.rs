//! Whether two documents make the same guide.
//!
//! A document becomes a list of what a reader meets in it, in order. Sections without a title and
//! prose that starts with a heading come to the same, and so do a heading's levels.

use super::same;
use crate::model::prose::plain_text;
use crate::model::{
    Block, Document, Inline, Part, PartBody, PlaybookItem, Prose, Question, ScenarioItem,
    TranscriptItem,
};
use crate::source::Span;

/// One thing that a reader meets, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// What it is and says.
    pub what: String,
    /// Where it stands.
    pub span: Span,
}

/// The first thing in which two documents differ: what each of them has there.
pub fn difference(a: &Document, b: &Document) -> Option<(Option<Met>, Option<Met>)> {
    let (a, b) = (met(a), met(b));
    let same = a
        .iter()
        .zip(&b)
        .take_while(|(a, b)| a.what == b.what)
        .count();
    if same == a.len() && same == b.len() {
        return None;
    }
    Some((a.get(same).cloned(), b.get(same).cloned()))
}

/// All that a reader meets in a document.
pub fn met(document: &Document) -> Vec<Met> {
    let mut list = List { met: Vec::new() };
    list.push("title", &document.title, Span::default());
    for part in &document.parts {
        list.part(part, &document.title);
    }
    for note in &document.footnotes {
        list.blocks(std::slice::from_ref(note));
    }
    list.met
}

struct List {
    met: Vec<Met>,
}

impl List {
    fn push(&mut self, name: &str, words: &str, span: Span) {
        let what = format!("{name}: {words}");
        self.met.push(Met { what, span });
    }

    fn heading(&mut self, words: &[Inline], span: Span) {
        if !words.is_empty() {
            self.push("block", &format!("\u{5}h {}", same::inlines(words)), span);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            let words = same::blocks(std::slice::from_ref(block));
            self.push("block", &words, block.span);
        }
    }

    fn prose(&mut self, name: &str, prose: &Prose, span: Span) {
        if !prose.is_empty() {
            let span = prose.span().unwrap_or(span);
            self.push(name, &same::prose(prose), span);
        }
    }

    fn part(&mut self, part: &Part, title: &str) {
        // A part without a title is shown with the document's.
        if plain_text(&part.title) != title {
            self.heading(&part.title, part.span);
        }
        self.push("part", part.kind().name(), part.span);
        match &part.body {
            PartBody::Questions(set) => {
                self.blocks(&set.lead.blocks);
                for section in &set.sections {
                    self.heading(&section.title, section.span);
                    self.blocks(&section.lead.blocks);
                    for question in &section.questions {
                        self.question(question);
                    }
                }
            }
            PartBody::Scenario(scenario) => {
                for item in &scenario.items {
                    self.scenario(item);
                }
            }
            PartBody::Playbook(playbook) => {
                for item in &playbook.items {
                    self.playbook(item);
                }
            }
            PartBody::Transcript(transcript) => {
                for item in &transcript.items {
                    match item {
                        TranscriptItem::Prose(prose) => self.blocks(&prose.blocks),
                        TranscriptItem::Exchange(exchange) => {
                            self.push("exchange", &exchange.id.0, exchange.span);
                            for turn in std::iter::once(&exchange.question).chain(&exchange.replies)
                            {
                                let name = &transcript.speakers[turn.speaker].name;
                                self.push("speaker", name, turn.span);
                                self.blocks(&turn.prose.blocks);
                            }
                        }
                    }
                }
            }
            PartBody::Glossary(glossary) => {
                self.blocks(&glossary.lead.blocks);
                for term in &glossary.terms {
                    self.push("term", &same::inlines(&term.name), term.span);
                    self.blocks(&term.definition.blocks);
                }
            }
            PartBody::Page(prose) => self.blocks(&prose.blocks),
        }
    }

    fn question(&mut self, question: &Question) {
        let place = question.span;
        self.push("question", &question.id.0, place);
        self.push("asks", &same::inlines(&question.title), question.title_span);
        let level = question.level.map(|level| level.to_string());
        let facts = format!("{level:?} {:?} {:?}", question.tags, question.minutes);
        self.push("facts", &facts, place);
        self.prose("prompt", &question.prompt, place);
        for option in &question.options {
            let name = format!("option {:?}", option.correct);
            self.push(&name, &same::prose(&option.prose), option.span);
        }
        for hint in &question.hints {
            self.prose("hint", hint, place);
        }
        if let Some(answer) = &question.answer {
            let name = format!("answer, placeholder {}", answer.placeholder);
            self.push(&name, &same::prose(&answer.prose), answer.span);
        }
        for follow_up in &question.follow_ups {
            let prompt = same::prose(&follow_up.prompt);
            self.push("follow-up", &prompt, follow_up.span);
            if let Some(answer) = &follow_up.answer {
                self.push("follow-up's answer", &same::prose(answer), follow_up.span);
            }
        }
        let rubric = &question.rubric;
        for (name, prose) in [
            ("minimum", &rubric.minimum),
            ("strong", &rubric.strong),
            ("red flags", &rubric.red_flags),
        ] {
            if let Some(prose) = prose {
                self.push(name, &same::prose(prose), prose.span().unwrap_or(place));
            }
        }
        self.prose("notes", &question.notes, place);
    }

    fn scenario(&mut self, item: &ScenarioItem) {
        match item {
            ScenarioItem::Prose(prose) => self.blocks(&prose.blocks),
            ScenarioItem::Role {
                span, facts, prose, ..
            } => {
                self.push("role", "", *span);
                for fact in facts {
                    let (key, value) = (same::inlines(&fact.key), same::inlines(&fact.value));
                    self.push("fact", &format!("{key}: {value}"), *span);
                }
                self.blocks(&prose.blocks);
            }
            ScenarioItem::Format(format) => {
                let total = format.total.map(|(minutes, _)| minutes);
                self.push("format", &format!("{total:?}"), format.span);
                for step in &format.steps {
                    let words = format!("{} {}", step.minutes, same::inlines(&step.label));
                    self.push("step", &words, step.span);
                }
                self.blocks(&format.prose.blocks);
            }
            ScenarioItem::Question(question) => self.question(question),
            ScenarioItem::Evaluation(evaluation) => {
                self.push("evaluation", "", evaluation.span);
                self.blocks(&evaluation.lead.blocks);
                for (name, criteria) in [
                    ("pass", &evaluation.pass),
                    ("strong pass", &evaluation.strong_pass),
                    ("fail", &evaluation.fail),
                ] {
                    if let Some(criteria) = criteria {
                        let words = same::inlines(&criteria.label);
                        self.push(name, words.trim_end_matches(':'), evaluation.span);
                        self.blocks(&criteria.prose.blocks);
                    }
                }
            }
        }
    }

    fn playbook(&mut self, item: &PlaybookItem) {
        match item {
            PlaybookItem::Prose(prose) => self.blocks(&prose.blocks),
            PlaybookItem::Strong(advice)
            | PlaybookItem::RedFlags(advice)
            | PlaybookItem::Do(advice)
            | PlaybookItem::Avoid(advice) => {
                self.push("advice", &same::inlines(&advice.title), Span::default());
                self.blocks(&advice.prose.blocks);
            }
            PlaybookItem::Phase(phase) => {
                let words = format!("{} {:?}", same::inlines(&phase.title), phase.minutes);
                self.push("phase", &words, phase.span);
                self.blocks(&phase.prose.blocks);
                for prompt in &phase.prompts {
                    self.push("prompt", &prompt.id.0, prompt.span);
                }
            }
            PlaybookItem::Pairs(pairs) => {
                for pair in pairs {
                    self.push("instead", &same::prose(&pair.avoid), pair.span);
                    self.push("say", &same::prose(&pair.say), pair.span);
                }
            }
        }
    }
}

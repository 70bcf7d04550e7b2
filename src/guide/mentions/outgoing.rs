//! The links of one document, with what they stand in.

use std::sync::Arc;

use super::Folded;
use crate::guide::sentence::around;
use crate::model::prose::plain_text;
use crate::model::{
    Block, BlockKind, Document, Inline, InlineKind, PartBody, PlaybookItem, Prose, Question,
    ScenarioItem, TranscriptItem,
};

/// A link of a document. What it stands in is named by fragments of the document, because no
/// document knows its own address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::guide) struct Outgoing {
    /// The target as written.
    pub(super) target: String,
    /// What the link stands in is known by this; empty for the document.
    pub(super) key: String,
    /// Where it stands; empty for the document.
    pub(super) fragment: String,
    /// Plain title of what it stands in.
    pub(super) title: Arc<str>,
    /// The folded part that it stands in.
    pub(super) folded: Option<Folded>,
    /// Its sentence, unless that is folded away or nothing but the link.
    pub(super) sentence: Option<String>,
}

/// The links of a document that may stay in its guide, in reading order.
pub(in crate::guide) fn outgoing(document: &Document) -> Vec<Outgoing> {
    let inside = |target: &str| !target.contains("://");
    let mut links = document.facts.links.iter();
    if !links.any(|link| inside(&link.target)) {
        return Vec::new();
    }
    let mut walk = Walk {
        source: Source::default(),
        folded: None,
        found: Vec::new(),
    };
    walk.document(document);
    walk.found
}

/// What a link stands in, by fragments of its document; an empty one is the document itself.
#[derive(Clone, Debug, Default)]
struct Source {
    /// What it is known by, without the place in it.
    key: String,
    fragment: String,
    title: Arc<str>,
}

struct Walk {
    source: Source,
    folded: Option<Folded>,
    found: Vec<Outgoing>,
}

/// So many pieces of running text before and behind a link hold its sentence.
const NEAR: usize = 100;

impl Walk {
    fn document(&mut self, document: &Document) {
        let whole = Source {
            title: document.title.as_str().into(),
            ..Source::default()
        };
        for part in &document.parts {
            let words = plain_text(&part.title);
            let page = if document.parts.len() > 1 && !words.is_empty() {
                Source {
                    key: part.anchor.clone(),
                    fragment: part.anchor.clone(),
                    title: words.into(),
                }
            } else {
                whole.clone()
            };
            self.source = page.clone();
            self.words(&part.title);
            self.part(&part.body, &page);
        }
        self.source = whole;
        self.blocks(&document.footnotes, false);
    }

    fn part(&mut self, body: &PartBody, page: &Source) {
        match body {
            PartBody::Questions(set) => {
                self.lead(&set.lead);
                for section in &set.sections {
                    self.source = Self::at(page, &section.anchor);
                    self.words(&section.title);
                    self.lead(&section.lead);
                    for question in &section.questions {
                        self.question(question);
                    }
                }
            }
            PartBody::Scenario(scenario) => {
                for item in &scenario.items {
                    self.scenario_item(item, page);
                }
            }
            PartBody::Playbook(playbook) => {
                for item in &playbook.items {
                    self.playbook_item(item, page);
                }
            }
            PartBody::Transcript(transcript) => {
                for item in &transcript.items {
                    match item {
                        TranscriptItem::Prose(prose) => {
                            self.source = page.clone();
                            self.lead(prose);
                        }
                        TranscriptItem::Exchange(exchange) => {
                            self.own(&exchange.id.0, exchange.title_text());
                            self.blocks(&exchange.question.prose.blocks, false);
                            for turn in &exchange.replies {
                                self.folded(Folded::Reply, &turn.prose);
                            }
                        }
                    }
                }
            }
            PartBody::Glossary(glossary) => {
                self.lead(&glossary.lead);
                for term in &glossary.terms {
                    self.own(&term.anchor, plain_text(&term.name));
                    self.words(&term.name);
                    self.blocks(&term.definition.blocks, false);
                }
            }
            PartBody::Page(prose) => self.lead(prose),
        }
    }

    fn question(&mut self, question: &Question) {
        self.own(&question.id.0, question.title_text());
        self.words(&question.title);
        self.blocks(&question.prompt.blocks, false);
        for option in &question.options {
            self.blocks(&option.prose.blocks, false);
        }
        for hint in &question.hints {
            self.folded(Folded::Hint, hint);
        }
        if let Some(answer) = &question.answer {
            self.folded(Folded::Answer, &answer.prose);
        }
        let own = self.source.fragment.clone();
        for (index, follow_up) in question.follow_ups.iter().enumerate() {
            self.source.fragment = question.id.follow_up(index + 1);
            self.blocks(&follow_up.prompt.blocks, false);
            if let Some(answer) = &follow_up.answer {
                self.folded(Folded::FollowUp, answer);
            }
        }
        self.source.fragment = own;
        let rubric = &question.rubric;
        let lists = [&rubric.minimum, &rubric.strong, &rubric.red_flags];
        for list in lists.into_iter().flatten() {
            self.folded(Folded::Rubric, list);
        }
        self.folded(Folded::Notes, &question.notes);
    }

    fn scenario_item(&mut self, item: &ScenarioItem, page: &Source) {
        match item {
            ScenarioItem::Prose(prose) => {
                self.source = page.clone();
                self.lead(prose);
            }
            ScenarioItem::Role {
                anchor,
                facts,
                prose,
                ..
            } => {
                self.source = Self::at(page, anchor);
                for fact in facts {
                    self.words(&fact.key);
                    self.words(&fact.value);
                }
                self.blocks(&prose.blocks, false);
            }
            ScenarioItem::Format(format) => {
                self.source = Self::at(page, &format.anchor);
                for step in &format.steps {
                    self.words(&step.label);
                }
                self.blocks(&format.prose.blocks, false);
            }
            ScenarioItem::Question(question) => self.question(question),
            ScenarioItem::Evaluation(evaluation) => {
                self.source = Self::at(page, &evaluation.anchor);
                self.blocks(&evaluation.lead.blocks, false);
                let lists = [&evaluation.pass, &evaluation.strong_pass, &evaluation.fail];
                for list in lists.into_iter().flatten() {
                    self.blocks(&list.prose.blocks, false);
                }
            }
        }
    }

    fn playbook_item(&mut self, item: &PlaybookItem, page: &Source) {
        match item {
            PlaybookItem::Prose(prose) => {
                self.source = page.clone();
                self.lead(prose);
            }
            PlaybookItem::Phase(phase) => {
                self.source = Self::at(page, &phase.anchor);
                self.words(&phase.title);
                self.blocks(&phase.prose.blocks, false);
            }
            PlaybookItem::Strong(advice)
            | PlaybookItem::RedFlags(advice)
            | PlaybookItem::Do(advice)
            | PlaybookItem::Avoid(advice) => {
                self.source = Self::at(page, &advice.anchor);
                self.blocks(&advice.prose.blocks, false);
            }
            PlaybookItem::Pairs(pairs) => {
                self.source = page.clone();
                for pair in pairs {
                    self.blocks(&pair.avoid.blocks, false);
                    self.blocks(&pair.say.blocks, false);
                }
            }
        }
    }

    /// A place on a page; the page itself when it has no fragment.
    fn at(page: &Source, fragment: &str) -> Source {
        let mut source = page.clone();
        if !fragment.is_empty() {
            fragment.clone_into(&mut source.fragment);
        }
        source
    }

    /// From here on links stand in something that has mentions of its own.
    fn own(&mut self, fragment: &str, title: String) {
        self.source = Source {
            key: fragment.to_owned(),
            fragment: fragment.to_owned(),
            title: title.into(),
        };
    }

    fn folded(&mut self, part: Folded, prose: &Prose) {
        self.folded = Some(part);
        self.blocks(&prose.blocks, false);
        self.folded = None;
    }

    /// Prose of a page: the headings in it are the places.
    fn lead(&mut self, prose: &Prose) {
        self.blocks(&prose.blocks, true);
    }

    fn blocks(&mut self, blocks: &[Block], headings: bool) {
        for block in blocks {
            if let BlockKind::Heading { anchor, .. } = &block.kind
                && headings
                && !anchor.is_empty()
            {
                anchor.clone_into(&mut self.source.fragment);
            }
            for run in block.inline_runs() {
                self.words(run);
            }
            let before = self.folded;
            if matches!(block.kind, BlockKind::Details { .. }) && before.is_none() {
                self.folded = Some(Folded::Fold);
            }
            for children in block.children() {
                self.blocks(children, headings);
            }
            self.folded = before;
        }
    }

    /// The links of a run of words.
    fn words(&mut self, run: &[Inline]) {
        for (at, inline) in run.iter().enumerate() {
            // A sentence is not longer; looking at all of a long run for each of its links would
            // take long.
            let near = &run[at.saturating_sub(NEAR)..run.len().min(at + NEAR)];
            let mut open = vec![inline];
            while let Some(inline) = open.pop() {
                if let InlineKind::Link { target, .. } = &inline.kind {
                    self.link(near, inline, target);
                }
                open.extend(inline.children().iter().rev());
            }
        }
    }

    fn link(&mut self, run: &[Inline], link: &Inline, target: &str) {
        if target.contains("://") {
            return;
        }
        self.found.push(Outgoing {
            target: target.to_owned(),
            key: self.source.key.clone(),
            fragment: self.source.fragment.clone(),
            title: Arc::clone(&self.source.title),
            folded: self.folded,
            sentence: match self.folded {
                Some(_) => None,
                None => around(run, link),
            },
        });
    }
}

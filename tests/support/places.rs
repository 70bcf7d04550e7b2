//! Every place that a document names.

use prepbook::model::{
    Block, BlockKind, Document, Inline, Part, PartBody, PlaybookItem, Prose, Question,
    ScenarioItem, TranscriptItem,
};
use prepbook::source::Span;

/// Every span in the document, with a word for what it belongs to.
pub fn spans(document: &Document) -> Vec<(&'static str, Span)> {
    let mut places = Places(Vec::new());
    for part in &document.parts {
        places.part(part);
    }
    places.blocks(&document.footnotes);
    let facts = &document.facts;
    for anchor in &facts.anchors {
        places.add("anchor", Span::at(anchor.offset as usize));
    }
    for link in &facts.links {
        places.add("link", link.span);
    }
    for (_, span) in &facts.languages {
        places.add("language", *span);
    }
    for (_, span) in &facts.formulas {
        places.add("formula", *span);
    }
    for dropped in &document.reading.dropped {
        places.add("dropped", dropped.span);
    }
    places.0
}

/// Every id that is a key: of questions, exchanges and prompts.
pub fn ids(document: &Document) -> Vec<String> {
    let mut ids: Vec<String> = document
        .questions()
        .map(|question| question.id.to_string())
        .collect();
    for part in &document.parts {
        match &part.body {
            PartBody::Transcript(transcript) => {
                ids.extend(transcript.items.iter().filter_map(|item| match item {
                    TranscriptItem::Exchange(exchange) => Some(exchange.id.to_string()),
                    TranscriptItem::Prose(_) => None,
                }));
            }
            PartBody::Playbook(playbook) => {
                for item in &playbook.items {
                    if let PlaybookItem::Phase(phase) = item {
                        ids.extend(phase.prompts.iter().map(|prompt| prompt.id.to_string()));
                    }
                }
            }
            _ => {}
        }
    }
    ids
}

struct Places(Vec<(&'static str, Span)>);

impl Places {
    fn add(&mut self, what: &'static str, span: Span) {
        self.0.push((what, span));
    }

    fn part(&mut self, part: &Part) {
        self.add("part", part.span);
        self.inlines(&part.title);
        match &part.body {
            PartBody::Questions(set) => {
                self.prose(&set.lead);
                for section in &set.sections {
                    self.add("section", section.span);
                    self.inlines(&section.title);
                    self.prose(&section.lead);
                    for question in &section.questions {
                        self.question(question);
                    }
                }
            }
            PartBody::Scenario(scenario) => {
                for item in &scenario.items {
                    self.scenario_item(item);
                }
            }
            PartBody::Playbook(playbook) => {
                for item in &playbook.items {
                    self.playbook_item(item);
                }
            }
            PartBody::Transcript(transcript) => {
                for item in &transcript.items {
                    match item {
                        TranscriptItem::Prose(prose) => self.prose(prose),
                        TranscriptItem::Exchange(exchange) => {
                            self.add("exchange", exchange.span);
                            for turn in exchange.replies.iter().chain([&exchange.question]) {
                                self.add("turn", turn.span);
                                self.prose(&turn.prose);
                            }
                        }
                    }
                }
            }
            PartBody::Glossary(glossary) => {
                self.prose(&glossary.lead);
                for term in &glossary.terms {
                    self.add("term", term.span);
                    self.inlines(&term.name);
                    self.prose(&term.definition);
                }
            }
            PartBody::Page(prose) => self.prose(prose),
        }
    }

    fn question(&mut self, question: &Question) {
        self.add("question", question.span);
        self.add("question's title", question.title_span);
        if let Some(span) = question.authored_id {
            self.add("authored id", span);
        }
        self.inlines(&question.title);
        self.prose(&question.prompt);
        for option in &question.options {
            self.add("option", option.span);
            self.prose(&option.prose);
        }
        for hint in &question.hints {
            self.prose(hint);
        }
        if let Some(answer) = &question.answer {
            self.add("answer", answer.span);
            self.prose(&answer.prose);
        }
        for follow_up in &question.follow_ups {
            self.add("follow-up", follow_up.span);
            self.prose(&follow_up.prompt);
            self.optional(follow_up.answer.as_ref());
        }
        let rubric = &question.rubric;
        self.optional(rubric.minimum.as_ref());
        self.optional(rubric.strong.as_ref());
        self.optional(rubric.red_flags.as_ref());
        self.prose(&question.notes);
    }

    fn scenario_item(&mut self, item: &ScenarioItem) {
        match item {
            ScenarioItem::Prose(prose) => self.prose(prose),
            ScenarioItem::Role {
                span, facts, prose, ..
            } => {
                self.add("role", *span);
                for fact in facts {
                    self.inlines(&fact.key);
                    self.inlines(&fact.value);
                }
                self.prose(prose);
            }
            ScenarioItem::Format(format) => {
                self.add("format", format.span);
                if let Some((_, span)) = format.total {
                    self.add("total", span);
                }
                for step in &format.steps {
                    self.add("step", step.span);
                    self.inlines(&step.label);
                }
                self.prose(&format.prose);
            }
            ScenarioItem::Question(question) => self.question(question),
            ScenarioItem::Evaluation(evaluation) => {
                self.add("evaluation", evaluation.span);
                self.prose(&evaluation.lead);
                for list in [&evaluation.pass, &evaluation.strong_pass, &evaluation.fail]
                    .into_iter()
                    .flatten()
                {
                    self.inlines(&list.label);
                    self.prose(&list.prose);
                }
            }
        }
    }

    fn playbook_item(&mut self, item: &PlaybookItem) {
        match item {
            PlaybookItem::Prose(prose) => self.prose(prose),
            PlaybookItem::Phase(phase) => {
                self.add("phase", phase.span);
                self.inlines(&phase.title);
                self.prose(&phase.prose);
                for prompt in &phase.prompts {
                    self.add("prompt", prompt.span);
                }
            }
            PlaybookItem::Strong(advice)
            | PlaybookItem::RedFlags(advice)
            | PlaybookItem::Do(advice)
            | PlaybookItem::Avoid(advice) => {
                self.inlines(&advice.title);
                self.prose(&advice.prose);
            }
            PlaybookItem::Pairs(pairs) => {
                for pair in pairs {
                    self.add("pair", pair.span);
                    self.prose(&pair.avoid);
                    self.prose(&pair.say);
                }
            }
        }
    }

    fn optional(&mut self, prose: Option<&Prose>) {
        if let Some(prose) = prose {
            self.prose(prose);
        }
    }

    fn prose(&mut self, prose: &Prose) {
        self.blocks(&prose.blocks);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.add("block", block.span);
            for run in block.inline_runs() {
                self.inlines(run);
            }
            match &block.kind {
                BlockKind::List { items, .. } => {
                    for item in items {
                        self.add("item", item.span);
                    }
                }
                BlockKind::Definitions(definitions) => {
                    for definition in definitions {
                        self.add("definition", definition.span);
                    }
                }
                _ => {}
            }
            for children in block.children() {
                self.blocks(children);
            }
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.add("inline", inline.span);
            self.inlines(inline.children());
        }
    }
}

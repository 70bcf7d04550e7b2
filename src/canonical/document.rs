//! A document of questions or scenarios from its title to its footnotes.

use super::block::{self, Context};
use super::names::Names;
use super::question::{self, push_levels};
use crate::model::scenario::Criteria;
use crate::model::{
    Document, Evaluation, Format, Inline, Part, PartBody, Prose, Question, QuestionSet, RoleFact,
    Scenario, ScenarioItem, Section,
};
use crate::source::Span;

/// What ends a question where no heading follows; read by `parse`.
const END: &str = "<!-- end -->";

/// A document in the canonical form, without front matter.
pub(super) struct Body {
    /// The Markdown, ending with a line feed.
    pub text: String,
    /// The level of its questions' headings.
    pub level: u8,
}

/// Writes the parts of a document; nothing when it holds parts that have no canonical form.
pub(super) fn body(document: &Document, math: Option<bool>) -> Option<Body> {
    let fits = |part: &Part| {
        matches!(
            part.body,
            PartBody::Questions(_) | PartBody::Scenario(_) | PartBody::Page(_)
        )
    };
    let asks = document.questions().next().is_some();
    if !asks || !document.parts.iter().all(fits) {
        return None;
    }
    let names = Names::new(&document.facts);
    let level = question_level(document);
    let mut writer = Writer {
        names: &names,
        math,
        level,
        pieces: Vec::new(),
        open: false,
    };
    let only = document.parts.len() == 1;
    let first = &document.parts[0];
    let heading = if only && !first.title.is_empty() {
        first.title.clone()
    } else {
        vec![Inline::text(Span::default(), document.title.clone())]
    };
    let name = names.at(first.span.start, &first.anchor).filter(|_| only);
    if level > 1 {
        writer.heading(1, &heading, name);
    }
    for part in &document.parts {
        writer.part(part, if only { 1 } else { 2 });
    }
    let levels = question::map(&[], level + 1);
    for note in &document.footnotes {
        let context = writer.context(&levels);
        writer
            .pieces
            .push(block::text(std::slice::from_ref(note), context));
    }
    let mut text = writer.pieces.join("\n\n");
    text.push('\n');
    Some(Body { text, level })
}

/// One level below everything that holds questions.
fn question_level(document: &Document) -> u8 {
    if is_one_question(document) {
        return 1;
    }
    let above = if document.parts.len() == 1 { 1 } else { 2 };
    let depth = document.parts.iter().map(|part| match &part.body {
        PartBody::Questions(set) => section_levels(set).len(),
        PartBody::Scenario(scenario) => {
            let headed = scenario.items.iter().any(|item| match item {
                ScenarioItem::Prose(prose) => {
                    let mut levels = Vec::new();
                    push_levels(prose, &mut levels);
                    !levels.is_empty()
                }
                _ => false,
            });
            usize::from(headed)
        }
        _ => 0,
    });
    let depth = u8::try_from(depth.max().unwrap_or(0)).unwrap_or(u8::MAX);
    depth.saturating_add(above + 1).min(5)
}

/// Whether the document is one question, and called like it.
fn is_one_question(document: &Document) -> bool {
    let [part] = document.parts.as_slice() else {
        return false;
    };
    let PartBody::Questions(set) = &part.body else {
        return false;
    };
    let [section] = set.sections.as_slice() else {
        return false;
    };
    let [question] = section.questions.as_slice() else {
        return false;
    };
    section.title.is_empty()
        && part.title.is_empty()
        && set.lead.is_empty()
        && section.lead.is_empty()
        && question.title_text() == document.title
}

/// The levels of the sections that have titles, shallowest first.
fn section_levels(set: &QuestionSet) -> Vec<u8> {
    let titled = set
        .sections
        .iter()
        .filter(|section| !section.title.is_empty());
    let mut levels: Vec<u8> = titled.map(own_level).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

/// A section whose title was no heading stands below all that were.
fn own_level(section: &Section) -> u8 {
    if section.level == 0 { 7 } else { section.level }
}

struct Writer<'a> {
    names: &'a Names,
    math: Option<bool>,
    level: u8,
    pieces: Vec<String>,
    /// Whether what was written last is a question, which goes on to the next heading.
    open: bool,
}

impl<'a> Writer<'a> {
    fn context<'b>(&self, levels: &'b [u8; 7]) -> Context<'b>
    where
        'a: 'b,
    {
        Context {
            math: self.math,
            levels,
            names: self.names,
        }
    }

    fn heading(&mut self, level: u8, words: &[Inline], name: Option<&str>) {
        self.pieces
            .push(block::heading(level, words, name, self.math));
        self.open = false;
    }

    fn part(&mut self, part: &Part, level: u8) {
        if level > 1 && !part.title.is_empty() {
            let name = self.names.at(part.span.start, &part.anchor);
            self.heading(level, &part.title, name);
        }
        match &part.body {
            PartBody::Questions(set) => self.set(set, level),
            PartBody::Scenario(scenario) => self.scenario(scenario, level),
            PartBody::Page(prose) => self.prose(prose, self.level + 1),
            _ => {}
        }
    }

    fn set(&mut self, set: &QuestionSet, level: u8) {
        let own = section_levels(set);
        self.prose(&set.lead, self.level + 1);
        for section in &set.sections {
            if !section.title.is_empty() {
                let rank = own.iter().position(|level| *level == own_level(section));
                let rank = u8::try_from(rank.unwrap_or(0)).unwrap_or(0);
                let name = self.names.at(section.span.start, &section.anchor);
                let level = (level + 1).saturating_add(rank).min(self.level - 1);
                self.heading(level, &section.title, name);
            }
            self.prose(&section.lead, self.level + 1);
            for question in &section.questions {
                self.question(question);
            }
        }
    }

    fn question(&mut self, question: &Question) {
        let levels = [6; 7];
        let context = self.context(&levels);
        self.pieces
            .push(question::text(question, self.level, context));
        self.open = true;
    }

    /// Prose whose headings get the levels from `first` on.
    fn prose(&mut self, prose: &Prose, first: u8) {
        if prose.is_empty() {
            return;
        }
        let mut own = Vec::new();
        push_levels(prose, &mut own);
        own.sort_unstable();
        own.dedup();
        let starts_shallow = first < self.level
            && prose
                .blocks
                .first()
                .is_some_and(|block| block.as_heading().is_some());
        if self.open && !starts_shallow {
            self.pieces.push(END.to_owned());
        }
        let mut levels = question::map(&own, first);
        if first < self.level {
            // The first level may stand above questions; all others are no questions either.
            for level in &mut levels {
                if *level > first {
                    *level = (*level - first + self.level).min(6);
                }
            }
        }
        let text = block::text(&prose.blocks, self.context(&levels));
        self.pieces.push(text);
        self.open = false;
    }

    fn scenario(&mut self, scenario: &Scenario, level: u8) {
        let below = level + 1;
        for item in &scenario.items {
            match item {
                ScenarioItem::Prose(prose) => self.prose(prose, below),
                ScenarioItem::Role { facts, prose, .. } => self.role(below, facts, prose),
                ScenarioItem::Format(format) => self.format(below, format),
                ScenarioItem::Question(question) => self.question(question),
                ScenarioItem::Evaluation(evaluation) => self.evaluation(below, evaluation),
            }
        }
    }

    fn label(&mut self, level: u8, words: &str) {
        self.heading(level, &[Inline::text(Span::default(), words)], None);
    }

    fn role(&mut self, level: u8, facts: &[RoleFact], prose: &Prose) {
        self.label(level, "Role");
        let lines: Vec<String> = facts
            .iter()
            .map(|fact| {
                let words = |content: &[Inline]| {
                    super::inline::text(content, super::inline::Place::Line, self.math)
                };
                format!("- **{}:** {}", words(&fact.key), words(&fact.value))
                    .trim_end()
                    .to_owned()
            })
            .collect();
        if !lines.is_empty() {
            self.pieces.push(lines.join("\n"));
        }
        self.prose(prose, self.level + 1);
    }

    fn format(&mut self, level: u8, format: &Format) {
        self.label(level, "Interview format");
        let mut lines = Vec::new();
        if let Some((minutes, _)) = format.total {
            lines.push(format!("- {minutes} minutes total"));
        }
        for step in &format.steps {
            let words = super::inline::text(&step.label, super::inline::Place::Line, self.math);
            lines.push(format!("- {} minutes: {words}", step.minutes));
        }
        if !lines.is_empty() {
            self.pieces.push(lines.join("\n"));
        }
        self.prose(&format.prose, self.level + 1);
    }

    fn evaluation(&mut self, level: u8, evaluation: &Evaluation) {
        self.label(level, "Evaluation criteria");
        self.prose(&evaluation.lead, self.level + 1);
        let lists = [&evaluation.pass, &evaluation.strong_pass, &evaluation.fail];
        for Criteria { label, prose } in lists.into_iter().flatten() {
            let words = super::inline::text(label, super::inline::Place::Line, self.math);
            self.pieces.push(format!("**{words}**"));
            self.prose(prose, self.level + 1);
        }
    }
}

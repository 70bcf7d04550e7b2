//! One source file, understood.

use super::facts::Facts;
use super::glossary::Glossary;
use super::meta::{Kind, Level, Meta};
use super::playbook::Playbook;
use super::prose::{Inline, Prose};
use super::question::{Question, QuestionSet};
use super::reading::Reading;
use super::scenario::{Scenario, ScenarioItem};
use super::transcript::Transcript;
use crate::source::{FileId, LineIndex, Span};
use std::sync::Arc;

/// One source file.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// Its path relative to the content root.
    pub path: Arc<str>,
    /// Length of its text in bytes.
    pub size: u32,
    /// Where its lines start, for links to its source.
    pub lines: LineIndex,
    /// What front matter says.
    pub meta: Meta,
    /// Its title: front matter's, the first heading's, or made from the file's name.
    pub title: String,
    /// Its parts in source order; never empty.
    pub parts: Vec<Part>,
    /// Footnotes, which any of its pages may need.
    pub footnotes: Vec<super::prose::Block>,
    /// What other stages join.
    pub facts: Facts,
    /// How it was read.
    pub reading: Reading,
}

impl Document {
    /// Every question of every part, in source order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.parts.iter().flat_map(Part::questions)
    }

    /// A question's tags: its own, or else the document's.
    pub fn tags_of<'a>(&'a self, question: &'a Question) -> &'a [String] {
        if question.tags.is_empty() {
            &self.meta.tags
        } else {
            &question.tags
        }
    }

    /// A question's level: its own, or else the document's.
    pub fn level_of(&self, question: &Question) -> Option<Level> {
        question.level.or(self.meta.level)
    }
}

/// A part of a document; each becomes at least one page.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Part {
    /// Where it stands.
    pub span: Span,
    /// The heading's words; empty for a part without one.
    pub title: Vec<Inline>,
    /// The heading's fragment by GitHub's rule, or empty.
    pub anchor: String,
    /// What it is.
    pub body: PartBody,
}

/// The kinds of part.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum PartBody {
    /// Sections of questions.
    Questions(QuestionSet),
    /// A mock interview.
    Scenario(Scenario),
    /// How to hold an interview.
    Playbook(Playbook),
    /// An interview as it was spoken.
    Transcript(Transcript),
    /// Terms and definitions.
    Glossary(Glossary),
    /// Prose.
    Page(Prose),
}

impl Part {
    /// What kind of part it is.
    pub fn kind(&self) -> Kind {
        match self.body {
            PartBody::Questions(_) => Kind::Questions,
            PartBody::Scenario(_) => Kind::Scenario,
            PartBody::Playbook(_) => Kind::Playbook,
            PartBody::Transcript(_) => Kind::Transcript,
            PartBody::Glossary(_) => Kind::Glossary,
            PartBody::Page(_) => Kind::Page,
        }
    }

    /// Its questions in source order (a transcript's exchanges are no [`Question`]s).
    pub fn questions(&self) -> Box<dyn Iterator<Item = &Question> + '_> {
        match &self.body {
            PartBody::Questions(set) => Box::new(
                set.sections
                    .iter()
                    .flat_map(|section| section.questions.iter()),
            ),
            PartBody::Scenario(scenario) => {
                Box::new(scenario.items.iter().flat_map(|item| match item {
                    ScenarioItem::Question(question) => Some(&**question),
                    _ => None,
                }))
            }
            _ => Box::new(std::iter::empty()),
        }
    }
}

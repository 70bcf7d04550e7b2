//! Mock interviews.

use super::prose::{Inline, Prose};
use super::question::Question;
use crate::source::Span;

/// A mock interview: its items in source order.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Scenario {
    /// The items.
    pub items: Vec<ScenarioItem>,
}

/// One thing in a scenario.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum ScenarioItem {
    /// Prose that is none of the others.
    Prose(Prose),
    /// Facts about the position, with what else the author says there.
    Role {
        /// Where its label stands.
        span: Span,
        /// The heading's fragment, or empty.
        anchor: String,
        /// `**Key**: value` lines.
        facts: Vec<RoleFact>,
        /// The rest.
        prose: Prose,
    },
    /// How the time is spent.
    Format(Format),
    /// A question.
    Question(Box<Question>),
    /// How to judge the candidate.
    Evaluation(Evaluation),
}

/// One fact about the position.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct RoleFact {
    /// What is told (`Team size`).
    pub key: Vec<Inline>,
    /// The fact.
    pub value: Vec<Inline>,
}

/// The plan of an interview's time.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Format {
    /// Where its label stands.
    pub span: Span,
    /// The heading's fragment, or empty.
    pub anchor: String,
    /// The whole time in minutes, when it is said, and where.
    pub total: Option<(u32, Span)>,
    /// The steps.
    pub steps: Vec<Step>,
    /// What is neither total nor step.
    pub prose: Prose,
}

impl Format {
    /// The whole time in minutes: what is said, or else the sum of the steps.
    pub fn minutes(&self) -> u32 {
        self.total.map_or_else(
            || {
                self.steps
                    .iter()
                    .fold(0_u32, |sum, step| sum.saturating_add(step.minutes))
            },
            |(total, _)| total,
        )
    }
}

/// One step of an interview.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Step {
    /// Where it stands.
    pub span: Span,
    /// Its minutes.
    pub minutes: u32,
    /// What is done.
    pub label: Vec<Inline>,
}

/// Three lists that lead to a decision.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Evaluation {
    /// Where its label stands.
    pub span: Span,
    /// The heading's fragment, or empty.
    pub anchor: String,
    /// What stands before the lists.
    pub lead: Prose,
    /// Enough to pass.
    pub pass: Option<Criteria>,
    /// More than enough.
    pub strong_pass: Option<Criteria>,
    /// Not enough.
    pub fail: Option<Criteria>,
}

/// One of the lists, with the label its author gave it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Criteria {
    /// The label's words (`Pass (hire)`).
    pub label: Vec<Inline>,
    /// The list.
    pub prose: Prose,
}

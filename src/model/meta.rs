//! What front matter says about a document, understood.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use crate::source::Span;

/// What kind of part a document is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Questions with answers.
    Questions,
    /// A mock interview.
    Scenario,
    /// How to hold an interview.
    Playbook,
    /// An interview as it was spoken.
    Transcript,
    /// Terms and definitions.
    Glossary,
    /// Prose.
    Page,
}

impl Kind {
    /// Every kind with its name in front matter.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("questions", Self::Questions),
        ("scenario", Self::Scenario),
        ("playbook", Self::Playbook),
        ("transcript", Self::Transcript),
        ("glossary", Self::Glossary),
        ("page", Self::Page),
    ];

    /// The name in front matter.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("page", |(name, _)| name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::NAMES
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(text))
            .map(|(_, kind)| *kind)
            .ok_or(())
    }
}

/// How senior a candidate a question is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// First years.
    Junior,
    /// Works on their own.
    Mid,
    /// Leads work.
    Senior,
    /// Leads across teams.
    Staff,
}

impl Level {
    /// Every level with its name.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("junior", Self::Junior),
        ("mid", Self::Mid),
        ("senior", Self::Senior),
        ("staff", Self::Staff),
    ];

    /// The name in front matter.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(_, level)| *level == self)
            .map_or("mid", |(name, _)| name)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Level {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::NAMES
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(text))
            .map(|(_, level)| *level)
            .ok_or(())
    }
}

/// Where the answers of a document are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AnswersAre {
    /// Under labels, and nowhere else.
    Labelled,
    /// In all that stands below a title.
    Below,
}

impl AnswersAre {
    /// Every place with its name.
    pub const NAMES: [(&'static str, Self); 2] =
        [("labelled", Self::Labelled), ("below", Self::Below)];
}

impl FromStr for AnswersAre {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::NAMES
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(text))
            .map(|(_, place)| *place)
            .ok_or(())
    }
}

/// What a document says about itself.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Meta {
    /// Title, instead of the first heading.
    pub title: Option<String>,
    /// One sentence for lists and search engines.
    pub description: Option<String>,
    /// The tag of the language that it is written in.
    pub lang: Option<String>,
    /// Kind, instead of what the reader would find.
    pub kind: Option<Kind>,
    /// Heading level of the questions, 1 to 6.
    pub question_level: Option<u8>,
    /// Where the answers are, instead of where the reader would look.
    pub answers: Option<AnswersAre>,
    /// Tags of every question in the document.
    pub tags: Vec<String>,
    /// Where each tag stands, in the order of the tags; for reports only.
    pub tag_places: Vec<Span>,
    /// Level of every question that names none.
    pub level: Option<Level>,
    /// Place among its neighbours; smaller comes first.
    pub order: Option<i64>,
    /// Not published unless drafts are asked for.
    pub draft: bool,
    /// The only editions it is in, besides the whole one; any when absent.
    pub editions: Option<Vec<String>>,
    /// Where each of them stands, in their order; for reports only.
    pub edition_places: Vec<Span>,
    /// Whether dollars mark formulas, instead of deciding case by case.
    pub math: Option<bool>,
    /// Whether answers are linked to the terms of glossaries, instead of what the site wants;
    /// a glossary with `false` is linked to from no answer.
    pub glossary: Option<bool>,
    /// Who looks after it.
    pub owner: Option<String>,
    /// When somebody last checked it, `YYYY-MM-DD`.
    pub reviewed: Option<String>,
    /// Its earlier names and paths.
    pub aliases: Vec<String>,
    /// Where each of them stands, in their order; for reports only.
    pub alias_places: Vec<Span>,
    /// What a team's own keys say.
    pub extra: BTreeMap<String, String>,
}

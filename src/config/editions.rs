//! `editions:`: what each audience may see.
//!
//! An edition is a list of [`Field`]s that are shown and of files that are in it. Two are built
//! in: [`INTERVIEWER`] shows everything, [`CANDIDATE`] what a candidate may see. `prepbook.yml`
//! may widen or narrow the second and add others.

use super::catalogue::{Setting, Shape};
use super::nested::settings_of;
use super::read::Reader;
use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::source::yaml::{Key, Node, Value};

/// The edition that shows everything.
pub const INTERVIEWER: &str = "interviewer";

/// The edition for those who will be asked.
pub const CANDIDATE: &str = "candidate";

/// What an edition can show. What has no field (file names of questions' documents, titles of
/// sections) goes with [`Field::Title`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Titles of questions, of their sections and their documents. An edition without it holds no
    /// questions.
    Title,
    /// What is asked, as far as a label says where it ends.
    Prompt,
    /// Text below a question that no label ends: it may be the answer.
    LoosePrompt,
    /// Choices, without the key.
    Options,
    /// Which choices are right, and what stands below them.
    Key,
    /// Hints.
    Hints,
    /// Expected answers.
    Answer,
    /// What may be asked next.
    FollowUps,
    /// The answers to it.
    FollowUpAnswers,
    /// The lists that judge an answer.
    Rubric,
    /// Notes for the interviewer.
    Notes,
    /// Tags.
    Tags,
    /// Levels.
    Level,
    /// Minutes.
    Minutes,
    /// Prose before and between questions.
    Prose,
    /// A scenario's facts about the position.
    Role,
    /// A scenario's plan of time.
    Format,
    /// A scenario's criteria.
    Evaluation,
    /// Playbooks as a whole.
    Playbook,
    /// Transcripts as a whole.
    Transcript,
    /// Glossaries as a whole.
    Glossary,
    /// Pages of prose as a whole.
    Page,
    /// What front matter says about a document: description, owner, day of review, own keys.
    About,
}

/// The name of each field, in the order of [`Field`].
pub const FIELD_NAMES: [&str; 23] = [
    "title",
    "prompt",
    "loose-prompt",
    "options",
    "key",
    "hints",
    "answer",
    "follow-ups",
    "follow-up-answers",
    "rubric",
    "notes",
    "tags",
    "level",
    "minutes",
    "prose",
    "role",
    "format",
    "evaluation",
    "playbook",
    "transcript",
    "glossary",
    "page",
    "about",
];

/// The names of the kinds of part, as in front matter.
pub const KIND_NAMES: [&str; 6] = [
    "questions",
    "scenario",
    "playbook",
    "transcript",
    "glossary",
    "page",
];

impl Field {
    /// Every field, in the order of [`FIELD_NAMES`].
    pub const ALL: [Self; 23] = [
        Self::Title,
        Self::Prompt,
        Self::LoosePrompt,
        Self::Options,
        Self::Key,
        Self::Hints,
        Self::Answer,
        Self::FollowUps,
        Self::FollowUpAnswers,
        Self::Rubric,
        Self::Notes,
        Self::Tags,
        Self::Level,
        Self::Minutes,
        Self::Prose,
        Self::Role,
        Self::Format,
        Self::Evaluation,
        Self::Playbook,
        Self::Transcript,
        Self::Glossary,
        Self::Page,
        Self::About,
    ];
}

/// What one audience may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its name.
    pub name: String,
    /// What it shows, sorted.
    pub show: Vec<Field>,
    /// Names of the kinds of part that it holds; all when absent.
    pub kinds: Option<Vec<String>>,
    /// Globs of documents that it holds; all when empty.
    pub include: Vec<String>,
    /// Globs of documents that it does not hold.
    pub exclude: Vec<String>,
    /// Globs of files of `static/` that are copied, besides those that `brand:` names.
    pub statics: Vec<String>,
}

impl Default for Edition {
    fn default() -> Self {
        Self::interviewer()
    }
}

impl Edition {
    /// The edition that shows everything.
    pub fn interviewer() -> Self {
        Self::new(INTERVIEWER, &Field::ALL)
    }

    /// The edition for those who will be asked.
    pub fn candidate() -> Self {
        Self::new(CANDIDATE, &[Field::Title, Field::Prompt, Field::Options])
    }

    fn new(name: &str, show: &[Field]) -> Self {
        Self {
            name: name.to_owned(),
            show: show.to_vec(),
            kinds: None,
            include: Vec::new(),
            exclude: Vec::new(),
            statics: Vec::new(),
        }
    }

    /// Whether nothing is left out.
    pub fn is_whole(&self) -> bool {
        self.name == INTERVIEWER
    }

    /// Whether the edition shows `field`.
    pub fn shows(&self, field: Field) -> bool {
        self.is_whole() || self.show.contains(&field)
    }
}

/// The settings of one edition.
pub(super) const EDITION: &[Setting] = &[
    Setting {
        name: "show",
        shape: Shape::Choices(&FIELD_NAMES),
        default: "[title, prompt, options]",
        meaning: "All that the edition shows; what is not named stays out.",
        example: "[title, prompt, options, hints, level]",
    },
    Setting {
        name: "kinds",
        shape: Shape::Choices(&KIND_NAMES),
        default: "all",
        meaning: "Kinds of document that the edition holds.",
        example: "[questions]",
    },
    Setting {
        name: "include",
        shape: Shape::Texts,
        default: "all",
        meaning: "Globs of the documents that the edition holds.",
        example: "[workshop/]",
    },
    Setting {
        name: "exclude",
        shape: Shape::Texts,
        default: "[]",
        meaning: "Globs of documents that the edition does not hold.",
        example: "[workshop/trainer.md]",
    },
    Setting {
        name: "static",
        shape: Shape::Texts,
        default: "[]",
        meaning: "Globs of files below static/ that the edition gets, besides those that brand: \
                  names.",
        example: "[\"slides/*.pdf\"]",
    },
];

/// Reads `editions:`.
pub(super) fn read(reader: &mut Reader<'_>, key: &Key, node: &Node) {
    let Value::Map(entries) = &node.value else {
        reader.bad(key, node, "a mapping such as {workshop: {show: […]}}");
        return;
    };
    for (key, node) in entries {
        let name = key.name.as_str();
        let fits = !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if name == INTERVIEWER {
            reader.refuse(
                key.span,
                "the edition 'interviewer' always shows everything".to_owned(),
                "give your edition another name",
            );
            continue;
        }
        if !fits {
            reader.refuse(
                key.span,
                format!("'{name}' cannot be the name of an edition"),
                "use lower-case letters, digits and hyphens: it is part of a folder's name",
            );
            continue;
        }
        let edition = edition(reader, key, node);
        reader.config.editions.retain(|known| known.name != name);
        reader.config.editions.push(edition);
    }
}

fn edition(reader: &mut Reader<'_>, key: &Key, node: &Node) -> Edition {
    let mut edition = Edition {
        name: key.name.clone(),
        ..Edition::candidate()
    };
    let Value::Map(entries) = &node.value else {
        reader.bad(key, node, "a mapping such as {show: […]}");
        return edition;
    };
    for (key, node) in entries {
        match key.name.as_str() {
            "show" => edition.show = fields(reader, key, node),
            "kinds" => {
                let found = choices(reader, key, node, &KIND_NAMES, "kind of document");
                edition.kinds = Some(found);
            }
            "include" => edition.include = reader.globs(key, node),
            "exclude" => edition.exclude = reader.globs(key, node),
            "static" => edition.statics = reader.globs(key, node),
            _ => {
                let settings = settings_of(super::catalogue::CONFIG, "editions");
                reader.unknown(key, settings, &format!("editions.{}", edition.name));
            }
        }
    }
    edition
}

fn fields(reader: &mut Reader<'_>, key: &Key, node: &Node) -> Vec<Field> {
    let names = choices(reader, key, node, &FIELD_NAMES, "field");
    let mut fields: Vec<Field> = FIELD_NAMES
        .iter()
        .zip(Field::ALL)
        .filter(|(name, _)| names.iter().any(|found| found == *name))
        .map(|(_, field)| field)
        .collect();
    fields.sort_unstable();
    fields
}

/// The known names of a list, in lower case.
fn choices(
    reader: &mut Reader<'_>,
    key: &Key,
    node: &Node,
    known: &[&'static str],
    what: &str,
) -> Vec<String> {
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        Value::Text(_) => std::slice::from_ref(node),
        _ => {
            reader.bad(key, node, "a list of texts");
            return Vec::new();
        }
    };
    let mut found = Vec::new();
    for item in items {
        let Some(text) = reader.text(key, item) else {
            continue;
        };
        let name = text.to_lowercase();
        if known.contains(&name.as_str()) {
            found.push(name);
            continue;
        }
        let near = nearest(&name.replace('_', "-"), known.iter().copied());
        let help = did_you_mean(&near)
            .unwrap_or_else(|| format!("'{}' can hold {}", key.name, known.join(", ")));
        reader.refuse(item.span, format!("there is no {what} '{text}'"), &help);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{FIELD_NAMES, Field};

    #[test]
    fn fields_and_names_are_in_one_order() {
        for (name, field) in FIELD_NAMES.iter().zip(Field::ALL) {
            let words = format!("{field:?}").to_lowercase();
            assert_eq!(name.replace('-', ""), words);
        }
        assert!(Field::ALL.is_sorted());
    }
}

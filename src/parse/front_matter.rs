//! Front matter: what was written, then what it means.

use std::str::FromStr;

use crate::config::catalogue::{FRONT_MATTER, names};
use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AnswersAre, Kind, Level, Meta};
use crate::source::yaml::{Key, Node, Value, parse_map};
use crate::source::{FileId, Span};
use crate::tongue::well_formed;

/// What stands between two `---` lines at the start of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    /// What it means.
    pub meta: Meta,
    /// Where the value of `kind:` stands.
    pub kind: Option<Span>,
    /// Offset of the first byte behind it; 0 when there is none.
    pub end: usize,
}

/// Reads front matter, if there is some; `extra` are a team's own keys. Keys and values that
/// cannot be used are reported and otherwise ignored.
pub fn read(
    file: &FileId,
    text: &str,
    extra: &[String],
    diagnostics: &mut Vec<Diagnostic>,
) -> FrontMatter {
    let Some((yaml, end)) = find(text) else {
        return FrontMatter::default();
    };
    let mut reader = Reader {
        file,
        extra,
        meta: Meta::default(),
        kind: None,
        diagnostics,
    };
    match parse_map(text, yaml) {
        Ok(entries) => {
            for (key, node) in &entries {
                reader.entry(key, node);
            }
        }
        Err(error) => reader.diagnostics.push(
            Diagnostic::new(
                Code::InvalidFrontMatter,
                file,
                error.span,
                format!("front matter cannot be read: {}", error.message),
            )
            .help(error.help),
        ),
    }
    FrontMatter {
        meta: reader.meta,
        kind: reader.kind,
        end,
    }
}

/// The YAML's place and the end of the closing line. A file that only starts with a thematic
/// break has no second `---` line directly below keys, and is left alone.
fn find(text: &str) -> Option<(Span, usize)> {
    let first = text.lines().next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let start = first.len() + 1;
    let mut offset = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        let end = offset + line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return looks_like_yaml(&text[start..offset]).then(|| (Span::new(start, offset), end));
        }
        offset = end;
    }
    None
}

fn looks_like_yaml(text: &str) -> bool {
    text.lines()
        .find(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .is_none_or(|line| line.contains(':'))
}

struct Reader<'a> {
    file: &'a FileId,
    extra: &'a [String],
    meta: Meta,
    kind: Option<Span>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn entry(&mut self, key: &Key, node: &Node) {
        match key.name.as_str() {
            "title" => self.meta.title = self.text(key, node),
            "description" => self.meta.description = self.text(key, node),
            "lang" => self.meta.lang = self.language(key, node),
            "kind" => {
                self.meta.kind = self.named(key, node, &Kind::NAMES);
                self.kind = Some(node.span);
            }
            "level" => self.meta.level = self.named(key, node, &Level::NAMES),
            "answers" => self.meta.answers = self.named(key, node, &AnswersAre::NAMES),
            "question-level" => {
                self.meta.question_level = self
                    .integer(key, node, 1, 6)
                    .and_then(|level| u8::try_from(level).ok());
            }
            "tags" => self.tags(key, node),
            "order" => self.meta.order = self.integer(key, node, i64::MIN, i64::MAX),
            "draft" => self.meta.draft = self.boolean(key, node).unwrap_or_default(),
            "math" => self.meta.math = self.boolean(key, node),
            "glossary" => self.meta.glossary = self.boolean(key, node),
            "editions" => self.editions(key, node),
            "aliases" => self.aliases(key, node),
            "owner" => self.meta.owner = self.text(key, node),
            "reviewed" => self.meta.reviewed = self.date(key, node),
            own if self.extra.iter().any(|known| known == own) => self.own(key, node),
            _ => self.unknown(key),
        }
    }

    fn unknown(&mut self, key: &Key) {
        let name = &key.name;
        let own: Vec<&str> = self.extra.iter().map(String::as_str).collect();
        let known = || {
            names(FRONT_MATTER)
                .map(|name: &str| name)
                .chain(own.iter().copied())
        };
        let near = nearest(&name.replace('_', "-"), known());
        let help = did_you_mean(&near).unwrap_or_else(|| {
            let names: Vec<&str> = known().collect();
            format!(
                "the keys are {}; a key of your own goes into prepbook.yml: \
                 front-matter: {{extra: [{name}]}}",
                names.join(", ")
            )
        });
        self.diagnostics.push(
            Diagnostic::new(
                Code::UnknownFrontMatterKey,
                self.file,
                key.span,
                format!("there is no front matter key '{name}'"),
            )
            .help(help),
        );
    }

    /// A team's own key: words, or a list of words, which templates get as one text.
    fn own(&mut self, key: &Key, node: &Node) {
        let word = |value: &Value| match value {
            Value::Text(text) => Some(text.clone()),
            Value::Integer(number) => Some(number.to_string()),
            Value::Float(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            _ => None,
        };
        let text = match &node.value {
            Value::List(items) => {
                let words: Option<Vec<String>> =
                    items.iter().map(|item| word(&item.value)).collect();
                words.map(|words| words.join(", "))
            }
            value => word(value),
        };
        match text {
            Some(text) => {
                self.meta.extra.insert(key.name.clone(), text);
            }
            None => self.bad(key, node, node.value.kind(), "text or a list of texts"),
        }
    }

    fn date(&mut self, key: &Key, node: &Node) -> Option<String> {
        const WANTED: &str = "a day such as 2026-05-31";
        match &node.value {
            Value::Text(text) if is_day(text) => Some(text.clone()),
            Value::Text(text) => {
                self.bad(key, node, &format!("'{text}'"), WANTED);
                None
            }
            other => {
                self.bad(key, node, other.kind(), WANTED);
                None
            }
        }
    }

    fn bad(&mut self, key: &Key, node: &Node, found: &str, wanted: &str) {
        let span = if node.span.is_empty() {
            key.span
        } else {
            node.span
        };
        self.diagnostics.push(
            Diagnostic::new(
                Code::BadFrontMatterValue,
                self.file,
                span,
                format!("'{}' cannot be {found}", key.name),
            )
            .help(format!("'{}' wants {wanted}", key.name)),
        );
    }

    fn text(&mut self, key: &Key, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            Value::Integer(number) => Some(number.to_string()),
            Value::Float(number) => Some(number.to_string()),
            other => {
                self.bad(key, node, other.kind(), "text");
                None
            }
        }
    }

    fn language(&mut self, key: &Key, node: &Node) -> Option<String> {
        let written = self.text(key, node)?;
        let tag = well_formed(&written);
        if tag.is_none() {
            let wanted = "the tag of a language such as en, pt-BR or zh-Hans";
            self.bad(key, node, &format!("'{written}'"), wanted);
        }
        tag
    }

    fn aliases(&mut self, key: &Key, node: &Node) {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let named: Vec<(String, Span)> = items
            .iter()
            .filter_map(|item| Some((self.text(key, item)?, item.span)))
            .collect();
        (self.meta.aliases, self.meta.alias_places) = named.into_iter().unzip();
    }

    /// Names of editions with their places; which there are is known to `check` alone.
    fn editions(&mut self, key: &Key, node: &Node) {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let named: Vec<(String, Span)> = items
            .iter()
            .filter_map(|item| Some((self.text(key, item)?, item.span)))
            .collect();
        let (names, places) = named.into_iter().unzip();
        // Whatever is wrong with it, the document is not meant for everybody.
        self.meta.editions = Some(names);
        self.meta.edition_places = places;
    }

    /// Tags with their places.
    fn tags(&mut self, key: &Key, node: &Node) {
        let mut tags = Vec::new();
        match &node.value {
            Value::List(items) => {
                for item in items {
                    if let Some(tag) = self.text(key, item) {
                        tags.push((tag, item.span));
                    }
                }
            }
            Value::Text(text) => {
                // Only words that stand in the source as they are can be cut by counting.
                let exact = node.span.len() == text.len();
                let mut at = node.span.start as usize;
                for piece in text.split(',') {
                    let tag = piece.trim();
                    let start = at + piece.len() - piece.trim_start().len();
                    if !tag.is_empty() {
                        let own = Span::new(start, start + tag.len());
                        tags.push((tag.to_owned(), if exact { own } else { node.span }));
                    }
                    at += piece.len() + 1;
                }
            }
            Value::Integer(_) | Value::Float(_) => {
                tags.extend(self.text(key, node).map(|tag| (tag, node.span)));
            }
            other => self.bad(key, node, other.kind(), "a list such as [sql, caching]"),
        }
        (self.meta.tags, self.meta.tag_places) = tags.into_iter().unzip();
    }

    fn boolean(&mut self, key: &Key, node: &Node) -> Option<bool> {
        match &node.value {
            Value::Bool(value) => Some(*value),
            other => {
                self.bad(key, node, other.kind(), "true or false");
                None
            }
        }
    }

    fn integer(&mut self, key: &Key, node: &Node, least: i64, most: i64) -> Option<i64> {
        let wanted = if least == i64::MIN {
            "a whole number".to_owned()
        } else {
            format!("a whole number from {least} to {most}")
        };
        match &node.value {
            Value::Integer(number) if (least..=most).contains(number) => Some(*number),
            Value::Integer(number) => {
                self.bad(key, node, &number.to_string(), &wanted);
                None
            }
            other => {
                self.bad(key, node, other.kind(), &wanted);
                None
            }
        }
    }

    fn named<T: FromStr>(&mut self, key: &Key, node: &Node, names: &[(&str, T)]) -> Option<T> {
        let wanted = || {
            let names: Vec<_> = names.iter().map(|(name, _)| *name).collect();
            format!("one of {}", names.join(", "))
        };
        match &node.value {
            Value::Text(text) => match text.parse() {
                Ok(value) => Some(value),
                Err(_) => {
                    self.bad(key, node, &format!("'{text}'"), &wanted());
                    None
                }
            },
            other => {
                self.bad(key, node, other.kind(), &wanted());
                None
            }
        }
    }
}

/// Whether `text` is a day of the calendar, written as `YYYY-MM-DD`.
fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shaped = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shaped {
        return false;
    }
    let number = |range: std::ops::Range<usize>| text[range].parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::{is_day, read};
    use crate::config::catalogue::{FRONT_MATTER, Shape, find};
    use crate::model::{AnswersAre, Kind, Level};
    use crate::source::FileId;

    fn messages(text: &str) -> Vec<String> {
        let mut diagnostics = Vec::new();
        read(&FileId::new("a.md"), text, &[], &mut diagnostics);
        diagnostics
            .iter()
            .map(|diagnostic| {
                let span = diagnostic.span.expect("front matter has places");
                let help = diagnostic.help.as_deref().unwrap_or_default();
                format!("{} @{}: {help}", diagnostic.message, &text[span.range()])
            })
            .collect()
    }

    #[test]
    fn known_keys_are_understood() {
        let text = "---\ntitle: \"A: b\"\nkind: Scenario\nlevel: senior\ntags: [a, b]\norder: -2\n---\n# x\n";
        let mut diagnostics = Vec::new();
        let front = read(&FileId::new("a.md"), text, &[], &mut diagnostics);
        assert_eq!(diagnostics, []);
        assert_eq!(front.meta.title.as_deref(), Some("A: b"));
        assert_eq!(front.meta.kind, Some(Kind::Scenario));
        assert_eq!(front.meta.level, Some(Level::Senior));
        assert_eq!(front.meta.tags, ["a", "b"]);
        assert_eq!(front.meta.order, Some(-2));
        assert_eq!(&text[front.end..], "# x\n");
    }

    #[test]
    fn every_mistake_is_told_in_one_run() {
        assert_eq!(
            messages(
                "---\ntag: [a]\nlevel: expert\nquestion-level: 9\ndraft: maybe\nfoo: 1\n---\n"
            ),
            [
                "there is no front matter key 'tag' @tag: did you mean 'tags'?",
                "'level' cannot be 'expert' @expert: 'level' wants one of junior, mid, senior, staff",
                "'question-level' cannot be 9 @9: 'question-level' wants a whole number from 1 to 6",
                "'draft' cannot be text @maybe: 'draft' wants true or false",
                "there is no front matter key 'foo' @foo: the keys are title, description, lang, kind, \
                 question-level, answers, tags, level, order, draft, math, glossary, editions, aliases, owner, reviewed; a key of \
                 your own goes into prepbook.yml: front-matter: {extra: [foo]}",
            ]
        );
    }

    #[test]
    fn a_teams_own_keys_are_kept_as_texts() {
        let text = "---\nowner: Platform\nreviewed: 2024-02-29\nteam: [a, 2]\nticket: 7\n\
                    hot: true\n---\n";
        let mut diagnostics = Vec::new();
        let keys = ["hot", "team", "ticket"].map(str::to_owned);
        let front = read(&FileId::new("a.md"), text, &keys, &mut diagnostics);
        assert_eq!(diagnostics, []);
        assert_eq!(front.meta.owner.as_deref(), Some("Platform"));
        assert_eq!(front.meta.reviewed.as_deref(), Some("2024-02-29"));
        let extra: Vec<_> = front
            .meta
            .extra
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        assert_eq!(extra, [("hot", "true"), ("team", "a, 2"), ("ticket", "7")]);
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        for day in ["2026-05-31", "2024-02-29", "2000-02-29", "0001-01-01"] {
            assert!(is_day(day), "{day}");
        }
        for other in [
            "2026-5-31",
            "2026-06-31",
            "2023-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "26-01-01",
            "2026/01/01",
            "２026-01-1",
        ] {
            assert!(!is_day(other), "{other}");
        }
    }

    #[test]
    fn the_catalogue_has_the_words_of_the_model() {
        let words = |name| match find(FRONT_MATTER, name).map(|setting| setting.shape) {
            Some(Shape::Choice(words)) => words.to_vec(),
            other => panic!("{name} is {other:?}"),
        };
        assert_eq!(words("kind"), Kind::NAMES.map(|(name, _)| name));
        assert_eq!(words("level"), Level::NAMES.map(|(name, _)| name));
        assert_eq!(words("answers"), AnswersAre::NAMES.map(|(name, _)| name));
    }

    #[test]
    fn a_thematic_break_is_no_front_matter() {
        let mut diagnostics = Vec::new();
        let front = read(
            &FileId::new("a.md"),
            "---\n\nSome prose\n\n---\nmore\n",
            &[],
            &mut diagnostics,
        );
        assert_eq!((front.end, diagnostics.len()), (0, 0));
    }
}

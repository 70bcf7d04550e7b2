//! Front matter: what was written, then what it means.

use std::str::FromStr;

use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Kind, Level, Meta};
use crate::source::yaml::{Key, Node, Value, parse_map};
use crate::source::{FileId, Span};

const KEYS: [&str; 9] = [
    "title",
    "description",
    "kind",
    "question-level",
    "tags",
    "level",
    "order",
    "draft",
    "math",
];

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

/// Reads front matter, if there is some. Keys and values that cannot be used are reported and
/// otherwise ignored.
pub fn read(file: &FileId, text: &str, diagnostics: &mut Vec<Diagnostic>) -> FrontMatter {
    let Some((yaml, end)) = find(text) else {
        return FrontMatter::default();
    };
    let mut reader = Reader {
        file,
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
    meta: Meta,
    kind: Option<Span>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn entry(&mut self, key: &Key, node: &Node) {
        match key.name.as_str() {
            "title" => self.meta.title = self.text(key, node),
            "description" => self.meta.description = self.text(key, node),
            "kind" => {
                self.meta.kind = self.named(key, node, &Kind::NAMES);
                self.kind = Some(node.span);
            }
            "level" => self.meta.level = self.named(key, node, &Level::NAMES),
            "question-level" => {
                self.meta.question_level = self
                    .integer(key, node, 1, 6)
                    .and_then(|level| u8::try_from(level).ok());
            }
            "tags" => self.meta.tags = self.texts(key, node),
            "order" => self.meta.order = self.integer(key, node, i64::MIN, i64::MAX),
            "draft" => self.meta.draft = self.boolean(key, node).unwrap_or_default(),
            "math" => self.meta.math = self.boolean(key, node),
            other => {
                let near = nearest(&other.replace('_', "-"), KEYS.into_iter());
                let help = did_you_mean(&near)
                    .unwrap_or_else(|| format!("the keys are {}", KEYS.join(", ")));
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownFrontMatterKey,
                        self.file,
                        key.span,
                        format!("there is no front matter key '{other}'"),
                    )
                    .help(help),
                );
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

    fn texts(&mut self, key: &Key, node: &Node) -> Vec<String> {
        match &node.value {
            Value::Text(text) => text
                .split(',')
                .map(|tag| tag.trim().to_owned())
                .filter(|tag| !tag.is_empty())
                .collect(),
            Value::List(items) => items
                .iter()
                .filter_map(|item| self.text(key, item))
                .collect(),
            other => {
                self.bad(key, node, other.kind(), "a list such as [sql, caching]");
                Vec::new()
            }
        }
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

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::{Kind, Level};
    use crate::source::FileId;

    fn messages(text: &str) -> Vec<String> {
        let mut diagnostics = Vec::new();
        read(&FileId::new("a.md"), text, &mut diagnostics);
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
        let front = read(&FileId::new("a.md"), text, &mut diagnostics);
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
                "there is no front matter key 'foo' @foo: the keys are title, description, kind, \
                 question-level, tags, level, order, draft, math",
            ]
        );
    }

    #[test]
    fn a_thematic_break_is_no_front_matter() {
        let mut diagnostics = Vec::new();
        let front = read(
            &FileId::new("a.md"),
            "---\n\nSome prose\n\n---\nmore\n",
            &mut diagnostics,
        );
        assert_eq!((front.end, diagnostics.len()), (0, 0));
    }
}

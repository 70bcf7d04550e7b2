//! YAML as a tree whose every key and value knows its place.
//!
//! Configuration and front matter are read through this tree and not straight into structs, so
//! that all their mistakes are found in one run.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;

use super::span::Span;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Place in the text that holds the YAML (quotes included).
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// The kinds of value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in source order.
    Map(Vec<(Key, Node)>),
}

impl Value {
    /// What it is, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Integer(_) | Self::Float(_) => "a number",
            Self::Text(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }
}

/// A key and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// Its place.
    pub span: Span,
    /// The key.
    pub name: String,
}

/// YAML that does not parse.
#[derive(Clone, Debug, PartialEq)]
pub struct YamlError {
    /// What is wrong.
    pub message: String,
    /// Where it was noticed.
    pub span: Span,
    /// The way out.
    pub help: &'static str,
}

/// Parses `text[range]`, which must hold a mapping or nothing; spans count from the start of
/// `text`.
///
/// # Errors
/// The first place that is not YAML, or a document that is no mapping.
pub fn parse_map(text: &str, range: Span) -> Result<Vec<(Key, Node)>, YamlError> {
    let yaml = &text[range.range()];
    if yaml.lines().all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#')
    }) {
        return Ok(Vec::new());
    }
    let base = range.start as usize;
    let options = serde_yaml::options! { strict_booleans: true };
    let raw: Spanned<Raw> = serde_yaml::from_str_with_options(yaml, options).map_err(|error| {
        let error = error.without_snippet();
        let offset = error.location().map_or(0, |location| {
            location.span().byte_offset().map_or_else(
                || line_offset(yaml, location.line(), location.column()),
                |offset| usize::try_from(offset).unwrap_or(yaml.len()),
            )
        });
        let message = sentence(&error.to_string());
        let help = if message.contains("duplicate mapping key") {
            "the key stands further up already: keep one of the two"
        } else if message.contains("quoted scalar") {
            "a quote that was opened above this place is not closed"
        } else {
            "a value with a colon or a bracket in it needs quotes"
        };
        let at = base + floor_boundary(yaml, offset);
        let width = text[at..]
            .chars()
            .next()
            .filter(|character| *character != '\n')
            .map_or(0, char::len_utf8);
        YamlError {
            message,
            span: Span::new(at, at + width),
            help,
        }
    })?;
    let node = place(raw, yaml, base);
    match node.value {
        Value::Map(entries) => Ok(entries),
        other => Err(YamlError {
            message: format!("expected keys and values, found {}", other.kind()),
            span: node.span,
            help: "write lines such as key: value",
        }),
    }
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The parser's first line, without the place that it names: it counts from the start of the
/// YAML, and the span says it better.
fn sentence(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    // Advice for programmers who use the parser is none for authors.
    let line = line
        .split(", set DuplicateKeyPolicy")
        .next()
        .unwrap_or(line);
    let sentence = line
        .rsplit_once(" at line ")
        .map_or(line, |(before, place)| {
            let numbers = place.replace(", column ", "");
            let only_place = numbers.bytes().all(|byte| byte.is_ascii_digit());
            if only_place { before } else { line }
        });
    sentence.to_owned()
}

/// Offset of a 1-based line and a 1-based column in characters.
fn line_offset(text: &str, line: u64, column: u64) -> usize {
    let line = usize::try_from(line).unwrap_or(usize::MAX);
    let column = usize::try_from(column).unwrap_or(usize::MAX);
    let start = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    let rest = text.get(start..).unwrap_or_default();
    let within = rest
        .char_indices()
        .nth(column.saturating_sub(1))
        .map_or(rest.len(), |(at, _)| at);
    start + within
}

fn place(raw: Spanned<Raw>, yaml: &str, base: usize) -> Node {
    let span = span_of(raw.referenced, yaml, base);
    let value = match raw.value {
        Raw::Null => Value::Null,
        Raw::Bool(value) => Value::Bool(value),
        Raw::Integer(value) => Value::Integer(value),
        Raw::Float(value) => Value::Float(value),
        Raw::Text(value) => Value::Text(value),
        Raw::List(items) => Value::List(
            items
                .into_iter()
                .map(|item| place(item, yaml, base))
                .collect(),
        ),
        Raw::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| {
                    let span = span_of(key.referenced, yaml, base);
                    let name = key.value;
                    (Key { span, name }, place(value, yaml, base))
                })
                .collect(),
        ),
    };
    Node { span, value }
}

fn span_of(location: serde_yaml::Location, yaml: &str, base: usize) -> Span {
    let span = location.span();
    let start = span.byte_offset().map_or_else(
        || line_offset(yaml, location.line(), location.column()),
        |offset| usize::try_from(offset).unwrap_or(yaml.len()),
    );
    let start = floor_boundary(yaml, start);
    let length = span
        .byte_len()
        .and_then(|length| usize::try_from(length).ok())
        .unwrap_or(0);
    let end = floor_boundary(yaml, start.saturating_add(length)).max(start);
    let trimmed = start + yaml[start..end].trim_end().len();
    Span::new(base + start, base + trimmed)
}

enum Raw {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(i64::try_from(value).map_or_else(|_| Raw::Text(value.to_string()), Raw::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, parse_map};
    use crate::source::Span;

    #[test]
    fn keys_and_values_know_their_places_in_the_whole_text() {
        let text = "---\ntitle: Üben\ntags: [sql, \"n+1\"]\norder: 3\n---\n";
        let map = parse_map(text, Span::new(4, text.len() - 4)).expect("valid YAML");
        let shown: Vec<_> = map
            .iter()
            .map(|(key, node)| (&text[key.span.range()], &text[node.span.range()]))
            .collect();
        assert_eq!(shown[0], ("title", "Üben"));
        assert_eq!(shown[2], ("order", "3"));
        let Value::List(tags) = &map[1].1.value else {
            panic!("tags is {:?}", map[1].1)
        };
        assert_eq!(&text[tags[1].span.range()], "\"n+1\"");
        assert_eq!(tags[1].value, Value::Text("n+1".into()));
    }

    #[test]
    fn a_key_that_stands_twice_is_said_in_words_for_authors() {
        let text = "language: en\nlanguage: de\n";
        let error = parse_map(text, Span::new(0, text.len())).expect_err("a key twice");
        assert_eq!(error.message, "duplicate mapping key: language");
        assert_eq!(
            error.help,
            "the key stands further up already: keep one of the two"
        );
        assert_eq!(error.span.range().start, 13);
    }

    #[test]
    fn a_mistake_is_shown_where_it_is() {
        let text = "a: 1\nb: CAP: x\n";
        let error = parse_map(text, Span::new(0, text.len())).expect_err("a stray colon");
        assert!(
            (5..text.len()).contains(&(error.span.start as usize)),
            "{error:?}"
        );
    }
}

//! The catalogue as JSON Schema (draft 2020-12), for editors that complete and check YAML.
//!
//! The schema accepts whatever the reader accepts. Where the reader looks closer (does the glob
//! parse, is the day in the calendar), the schema stays behind.

use serde_json::{Map, Value, json};

use super::catalogue::{CONFIG, FRONT_MATTER, Setting, Shape};
use crate::diagnostic::{Code, Severity};

/// The schema of `prepbook.yml`.
pub fn config() -> Value {
    document("prepbook.yml", CONFIG, false)
}

/// The schema of front matter. `extra` are the keys that `front-matter: {extra: […]}` adds.
pub fn front_matter(extra: &[String]) -> Value {
    let mut schema = document("prepbook front matter", FRONT_MATTER, false);
    for key in extra {
        schema["properties"][key] = extra_value();
    }
    schema
}

/// What a team's own key may hold.
fn extra_value() -> Value {
    one_or_many(&json!({"type": ["string", "number", "boolean"]}))
}

fn document(title: &str, settings: &[Setting], open: bool) -> Value {
    let mut schema = Map::new();
    schema.insert(
        "$schema".to_owned(),
        json!("https://json-schema.org/draft/2020-12/schema"),
    );
    schema.insert("title".to_owned(), json!(title));
    schema.extend(object(settings, open));
    Value::Object(schema)
}

fn object(settings: &[Setting], open: bool) -> Map<String, Value> {
    let properties: Map<String, Value> = settings
        .iter()
        .map(|setting| (setting.name.to_owned(), property(setting)))
        .collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    schema.insert("additionalProperties".to_owned(), json!(open));
    schema
}

fn property(setting: &Setting) -> Value {
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!(setting.meaning));
    if let Value::Object(shape) = of_shape(&setting.shape) {
        schema.extend(shape);
    }
    Value::Object(schema)
}

fn of_shape(shape: &Shape) -> Value {
    match shape {
        Shape::Text => text(),
        Shape::Folder | Shape::StaticFile => json!({
            "type": ["string", "number"],
            "not": {"type": "string", "pattern": r"^[\\/]|(^|[\\/])\.\.([\\/]|$)|:"},
        }),
        Shape::Flag => json!({"type": "boolean"}),
        Shape::Integer { least, most } => {
            let mut schema = json!({"type": "integer"});
            if *least != i64::MIN {
                schema["minimum"] = json!(least);
            }
            if *most != i64::MAX {
                schema["maximum"] = json!(most);
            }
            schema
        }
        Shape::Date => json!({
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        }),
        Shape::Address => json!({"type": "string", "pattern": r#"^https?://[^ "<>?#]+$"#}),
        Shape::Color => json!({
            "type": "string",
            "pattern": "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$",
        }),
        Shape::Choice(words) => choice(words),
        Shape::Texts => one_or_many(&text()),
        Shape::Choices(words) => one_or_many(&choice(words)),
        Shape::Severities => severities(),
        Shape::Map(settings) => Value::Object(object(settings, false)),
        Shape::Named(inner) => json!({"type": "object", "additionalProperties": of_shape(inner)}),
        Shape::Either(shapes) => {
            let shapes: Vec<Value> = shapes.iter().map(of_shape).collect();
            json!({"anyOf": shapes})
        }
    }
}

/// YAML reads `2026` as a number, and the reader takes it as the words it is.
fn text() -> Value {
    json!({"type": ["string", "number"]})
}

fn one_or_many(one: &Value) -> Value {
    json!({"anyOf": [one, {"type": "array", "items": one}]})
}

/// Editors complete from `enum`; the pattern accepts other cases of the same words.
fn choice(words: &[&str]) -> Value {
    let any_case: Vec<String> = words
        .iter()
        .map(|word| {
            word.chars()
                .map(|letter| {
                    if letter.is_ascii_alphabetic() {
                        format!("[{}{letter}]", letter.to_ascii_uppercase())
                    } else {
                        letter.to_string()
                    }
                })
                .collect()
        })
        .collect();
    json!({"anyOf": [
        {"enum": words},
        {"type": "string", "pattern": format!("^({})$", any_case.join("|"))},
    ]})
}

fn severities() -> Value {
    let properties: Map<String, Value> = Code::ALL
        .iter()
        .map(|code| {
            let info = code.info();
            let severities = match info.severity {
                Severity::Error => json!(["error"]),
                Severity::Warning => json!(["error", "warning", "off"]),
            };
            let schema = json!({"description": info.why, "enum": severities});
            (info.name.to_owned(), schema)
        })
        .collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

//! The catalogue of settings is true: its JSON Schemas and the readers agree about every key,
//! and its examples and tables are what they say.
//!
//! The schemas use few words of JSON Schema, so a page of code here is the validator.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use prepbook::config::catalogue::{CONFIG, FRONT_MATTER, Setting, Shape};
use prepbook::config::{self, schema, table};
use prepbook::parse::{ParseOptions, parse};
use prepbook::source::{FileId, SourceFile, Span, yaml};
use regex_automata::meta::Regex;
use serde_json::{Value, json};

/// What is wrong with `value` by `schema`. A word of JSON Schema that is not known here fails.
fn wrong(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let Some(words) = schema.as_object() else {
        return if *schema == json!(false) {
            vec![format!("{value} is not allowed")]
        } else {
            found
        };
    };
    for (word, rule) in words {
        let fine = match word.as_str() {
            "$schema" | "title" | "description" | "format" => true,
            "type" => types(rule).any(|name| is(name, value)),
            "enum" => rule.as_array().expect("a list").contains(value),
            "pattern" => value.as_str().is_none_or(|text| {
                let pattern = rule.as_str().expect("a pattern");
                Regex::new(pattern).expect("it parses").is_match(text)
            }),
            "minimum" => value
                .as_i64()
                .is_none_or(|n| n >= rule.as_i64().expect("a number")),
            "maximum" => value
                .as_i64()
                .is_none_or(|n| n <= rule.as_i64().expect("a number")),
            "not" => !wrong(rule, value).is_empty(),
            "anyOf" => rule
                .as_array()
                .expect("a list")
                .iter()
                .any(|one| wrong(one, value).is_empty()),
            "items" => {
                for item in value.as_array().into_iter().flatten() {
                    found.extend(wrong(rule, item));
                }
                true
            }
            "properties" => {
                for (key, item) in value.as_object().into_iter().flatten() {
                    if let Some(rule) = rule.get(key) {
                        found.extend(wrong(rule, item));
                    }
                }
                true
            }
            "additionalProperties" => {
                for (key, item) in value.as_object().into_iter().flatten() {
                    let known = schema.get("properties").and_then(|known| known.get(key));
                    if known.is_none() && !wrong(rule, item).is_empty() {
                        found.push(format!("{key} is not known"));
                    }
                }
                true
            }
            other => panic!("the validator does not know '{other}'"),
        };
        if !fine {
            found.push(format!("{value} is wrong by {word}: {rule}"));
        }
    }
    found
}

fn types(rule: &Value) -> impl Iterator<Item = &str> {
    let list = rule
        .as_array()
        .map_or(std::slice::from_ref(rule), Vec::as_slice);
    list.iter().filter_map(Value::as_str)
}

fn is(name: &str, value: &Value) -> bool {
    match name {
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the validator does not know the type '{other}'"),
    }
}

/// YAML as the schema's validator in an editor sees it.
fn json_of(text: &str) -> Value {
    let entries = yaml::parse_map(text, Span::new(0, text.len())).expect("YAML");
    object(&entries)
}

fn object(entries: &[(yaml::Key, yaml::Node)]) -> Value {
    let entries = entries
        .iter()
        .map(|(key, node)| (key.name.clone(), value(node)));
    Value::Object(entries.collect())
}

fn value(node: &yaml::Node) -> Value {
    match &node.value {
        yaml::Value::Null => Value::Null,
        yaml::Value::Bool(flag) => json!(flag),
        yaml::Value::Integer(number) => json!(number),
        yaml::Value::Float(number) => json!(number),
        yaml::Value::Text(text) => json!(text),
        yaml::Value::List(items) => items.iter().map(value).collect(),
        yaml::Value::Map(entries) => object(entries),
    }
}

/// What the reader of `prepbook.yml` says.
fn read_config(text: &str) -> Vec<String> {
    let file = SourceFile::new(FileId::new("prepbook.yml"), "prepbook.yml", text.as_bytes());
    let said = config::read(&file).diagnostics;
    said.iter().map(|said| said.message.to_string()).collect()
}

/// What the reader of front matter says.
fn read_front_matter(text: &str) -> Vec<String> {
    let text = format!("---\n{text}---\n# A page\n\nWith words.\n");
    let file = SourceFile::new(FileId::new("a.md"), "a.md", text.as_bytes());
    let options = ParseOptions {
        extra_keys: Arc::new(["team".to_owned()]),
        ..ParseOptions::default()
    };
    let said = parse(&file, &options).diagnostics;
    said.iter()
        .filter(|said| said.code.name().contains("front-matter"))
        .map(|said| said.message.to_string())
        .collect()
}

/// One reader with its schema and its catalogue.
struct Side {
    settings: &'static [Setting],
    schema: Value,
    read: fn(&str) -> Vec<String>,
}

fn sides() -> [Side; 2] {
    [
        Side {
            settings: CONFIG,
            schema: schema::config(),
            read: read_config,
        },
        Side {
            settings: FRONT_MATTER,
            schema: schema::front_matter(&["team".to_owned()]),
            read: read_front_matter,
        },
    ]
}

/// Every setting with the way to write a value behind it, nested ones inside their parents.
fn every_setting(settings: &'static [Setting]) -> Vec<(&'static Setting, String)> {
    fn gather(
        settings: &'static [Setting],
        frame: &str,
        found: &mut Vec<(&'static Setting, String)>,
    ) {
        for setting in settings {
            let own = frame.replace('@', &format!("{}: @", setting.name));
            found.push((setting, own.clone()));
            inside(&setting.shape, &own, found);
        }
    }
    fn inside(shape: &'static Shape, frame: &str, found: &mut Vec<(&'static Setting, String)>) {
        match shape {
            Shape::Map(settings) => gather(settings, &frame.replace('@', "{@}"), found),
            Shape::Named(inner) => inside(inner, &frame.replace('@', "{own-name: @}"), found),
            Shape::Either(shapes) => {
                for shape in *shapes {
                    inside(shape, frame, found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    gather(settings, "@\n", &mut found);
    found
}

#[test]
fn every_example_is_accepted_by_the_reader_and_by_the_schema() {
    for side in sides() {
        let mut seen = 0;
        for (setting, frame) in every_setting(side.settings) {
            let text = frame.replace('@', setting.example);
            assert_eq!((side.read)(&text), Vec::<String>::new(), "{text}");
            assert_eq!(
                wrong(&side.schema, &json_of(&text)),
                Vec::<String>::new(),
                "{text}"
            );
            seen += 1;
        }
        assert!(seen >= side.settings.len(), "{seen}");
    }
}

#[test]
fn reader_and_schema_agree_about_values_of_every_type() {
    let probes = [
        "",
        "true",
        "3",
        "99",
        "1.5",
        "words",
        "some words",
        "2026-05-31",
        "\"#1a5f56\"",
        "[]",
        "[words]",
        "[level, TAGS]",
        "[[words]]",
        "[true]",
        "{}",
        "{unknown-key: 1}",
        "a/b.md",
        "../up",
        "/root",
        "https://guide.example/a/",
        "https://",
        "Scenario",
        "SENIOR",
        "off",
        "{missing-answer: off}",
        "{missing-answer: loud}",
        "{duplicate-id: off}",
        "{duplicate-id: error}",
        "{no-such-code: off}",
        "{light: \"#123\", dark: 5}",
    ];
    for side in sides() {
        for (setting, frame) in every_setting(side.settings) {
            for probe in probes {
                let text = frame.replace('@', probe);
                let said = (side.read)(&text);
                let by_schema = wrong(&side.schema, &json_of(&text));
                let closer = said.iter().any(|message| looks_closer(message));
                assert!(
                    said.is_empty() == by_schema.is_empty() || closer,
                    "{}: {text}reader: {said:?}\nschema: {by_schema:?}",
                    setting.name
                );
            }
        }
    }
}

/// What only the reader can know: the schema sees words, and not what they lead to.
fn looks_closer(message: &str) -> bool {
    [
        "nobody knows how ",
        " cannot be an id",
        " is no address with {path} in it",
        " is no glob: ",
        " is a front matter key of prepbook",
        "'lang' cannot be ",
    ]
    .iter()
    .any(|words| message.contains(words))
}

#[test]
fn unknown_keys_are_refused_by_both() {
    for side in sides() {
        assert_eq!((side.read)("no-such-key: 1\n").len(), 1);
        assert_eq!(
            wrong(&side.schema, &json!({"no-such-key": 1})),
            ["no-such-key is not known"]
        );
    }
}

#[test]
fn a_teams_own_keys_are_known_to_both() {
    let [_, side] = sides();
    for (text, fine) in [
        ("team: platform\n", true),
        ("team: [a, 2, true]\n", true),
        ("team: {a: b}\n", false),
        ("team: [[a]]\n", false),
    ] {
        assert_eq!((side.read)(text).is_empty(), fine, "{text}");
        assert_eq!(
            wrong(&side.schema, &json_of(text)).is_empty(),
            fine,
            "{text}"
        );
    }
}

#[test]
fn the_bundled_guide_has_settings_that_the_schema_accepts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("prepbook.yml")).expect("prepbook.yml");
    assert_eq!(
        wrong(&schema::config(), &json_of(&text)),
        Vec::<String>::new()
    );
}

#[test]
fn entries_of_the_catalogue_say_something() {
    for settings in [CONFIG, FRONT_MATTER] {
        for (setting, _) in every_setting(settings) {
            let kebab = |c: char| c.is_ascii_lowercase() || c == '-';
            assert!(setting.name.chars().all(kebab), "{}", setting.name);
            assert!(setting.meaning.ends_with('.'), "{}", setting.name);
            assert!(!setting.meaning.contains("  "), "{}", setting.name);
            assert!(!setting.example.contains('\n'), "{}", setting.name);
        }
    }
}

#[test]
fn the_command_prints_schemas_and_tables() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_prepbook"))
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .expect("prepbook runs");
        assert!(output.stderr.is_empty() && output.status.success());
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let json = |text: String| -> Value { serde_json::from_str(&text).expect("JSON") };
    assert_eq!(json(run(&["schema"])), schema::config());
    assert_eq!(json(run(&["schema", "config"])), schema::config());
    assert_eq!(
        json(run(&["schema", "front-matter"])),
        schema::front_matter(&[])
    );
    assert_eq!(run(&["schema", "--table"]), table::markdown(CONFIG));
    assert_eq!(
        run(&["schema", "front-matter", "--table"]),
        table::markdown(FRONT_MATTER)
    );
    let config = "front-matter: {extra: [team]}\n";
    std::fs::write(folder.path().join("prepbook.yml"), config).expect("written");
    assert_eq!(
        json(run(&["schema", "front-matter"])),
        schema::front_matter(&["team".to_owned()])
    );
}

#[test]
fn every_table_of_the_bundled_guide_is_that_of_the_catalogue() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut folders = vec![content];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                let page = std::fs::read_to_string(&path).expect("a page");
                assert_eq!(table::differences(&page), [], "in {}", path.display());
            }
        }
    }
}

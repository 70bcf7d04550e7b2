//! Templates and the types of what they get, against each other: every template says so when it
//! asks for what no page has, and no field is carried that no template reads.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{load, own, samples};
use crate::diagnostic::{Diagnostic, Report, ReportFormat, format as written, report};
use crate::render::embedded;
use crate::source::ThemeFiles;

/// Fields that the built-in templates leave to themes of sites, and why they are there.
const FOR_THEMES: &[(&str, &str)] = &[
    ("extra", "a team's own keys of front matter"),
    (
        "position",
        "a theme may number the questions; the author's own numbers are taken off titles",
    ),
    ("team", "a key of `extra` in the samples"),
];

/// Built-in templates by their path in the theme.
fn templates() -> BTreeMap<String, String> {
    embedded::files()
        .iter()
        .filter(|(path, _)| path.starts_with("templates/"))
        .map(|(path, file)| (path.clone(), file.text.to_string()))
        .collect()
}

/// A line that asks for a value that no page has.
const UNKNOWN: &str = "{{ nobody_knows }}";

/// The template with the line at a place where it is filled in: at the top of a block of a
/// template that extends another, at the top of a component, else at the beginning. Returns the
/// place, too.
fn spoilt(text: &str) -> (String, usize, usize) {
    let extends = text.contains("{% extends");
    let opening = if extends { "block" } else { "component" };
    let start = text
        .find(&format!("{{% {opening} "))
        .or_else(|| text.find(&format!("{{%- {opening} ")))
        .map_or(0, |at| {
            at + text[at..].find("%}").expect("a tag that closes") + 2
        });
    let spoilt = format!("{}\n{UNKNOWN}{}", &text[..start], &text[start..]);
    let line = spoilt[..=start].matches('\n').count() + 1;
    (spoilt, line, 4)
}

#[test]
fn every_template_says_where_it_asks_for_what_no_page_has() {
    let pages = samples::every_kind();
    for (path, text) in templates() {
        let (spoilt, line, column) = spoilt(&text);
        let files = own(&[(path.as_str(), spoilt.as_str())]);
        let checked = load(&files, "en");
        assert_eq!(checked.diagnostics, [], "{path}");
        let theme = checked.value.expect("the theme loads");
        let mut said = BTreeSet::new();
        for page in pages.iter().chain([&samples::not_found_with_home()]) {
            if let Err(error) = theme.render(page) {
                said.insert(one_line(error, &files));
            }
        }
        let expected = format!(
            "themes/mine/{path}:{line}:{column}: error[invalid-template]: \
             variable 'nobody_knows' is not defined; available variables: "
        );
        assert_eq!(said.len().min(1), 1, "no page uses {path}");
        for line in said {
            assert!(line.starts_with(&expected), "{expected}\n{line}");
        }
    }
}

fn one_line(error: Diagnostic, files: &ThemeFiles) -> String {
    let mut diagnostics = vec![error];
    report::sort(&mut diagnostics);
    let texts = embedded::texts()
        .chain(files.values().map(|file| (&file.id, &*file.text)))
        .collect();
    let report = Report::new(&diagnostics, &texts, "");
    written::write(&report, ReportFormat::Short, false)
}

/// Names of all fields of a value and of what is in it.
fn fields(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (name, inner) in map {
                names.insert(name.clone());
                fields(inner, names);
            }
        }
        Value::Array(list) => list.iter().for_each(|inner| fields(inner, names)),
        _ => {}
    }
}

/// Names that stand in tags of a template: `page.title | upper` has three.
fn words(text: &str) -> BTreeSet<&str> {
    let tags = [("{{", "}}"), ("{%", "%}")]
        .into_iter()
        .flat_map(|(open, close)| {
            text.split(open)
                .skip(1)
                .map(move |rest| rest.split(close).next().unwrap_or_default())
        });
    tags.flat_map(|tag| tag.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .collect()
}

#[test]
fn every_field_is_read_by_a_template_or_left_to_themes() {
    let mut names = BTreeSet::new();
    for page in samples::every_kind() {
        let value = serde_json::to_value(&page).expect("a page is data");
        fields(&value, &mut names);
    }
    let templates = templates();
    let read: BTreeSet<&str> = templates.values().flat_map(|text| words(text)).collect();
    let unread: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .filter(|name| !read.contains(name))
        .collect();
    let left: Vec<&str> = FOR_THEMES.iter().map(|(name, _)| *name).collect();
    assert_eq!(unread, left, "fields that no built-in template reads");
}

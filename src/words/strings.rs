//! Reading words: `strings/LANGUAGE.yml` over English.
//!
//! Later files go over earlier ones key by key: English, the language (`pt`), the region
//! (`pt-BR`); of each, the built-in file first and then the site's own.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::source::yaml::{Key, Node, Value, parse_map};
use crate::source::{SourceFile, Span, ThemeFiles};

/// Words by key; templates see them as `t`.
pub type Strings = BTreeMap<String, Entry>;

/// The words of one key.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum Entry {
    /// Some words.
    Text(String),
    /// Words by a further key: names of kinds, or the forms of a number.
    Group(Strings),
}

/// Reads the words for `language`, a BCP 47 tag.
pub(super) fn read(built_in: &ThemeFiles, own: &ThemeFiles, language: &str) -> Checked<Strings> {
    let mut strings = Strings::new();
    let mut diagnostics = Vec::new();
    for path in paths(language) {
        for file in [built_in.get(&path), own.get(&path)].into_iter().flatten() {
            read_file(file, &mut strings, &mut diagnostics);
        }
    }
    Checked::new(strings, diagnostics)
}

/// The files that may hold words for a language, the most general first.
pub(super) fn paths(language: &str) -> Vec<String> {
    let primary = language.split(['-', '_']).next().unwrap_or(language);
    let mut paths: Vec<_> = ["en", primary, language]
        .iter()
        .map(|name| format!("strings/{name}.yml"))
        .collect();
    paths.dedup();
    paths
}

fn read_file(file: &SourceFile, strings: &mut Strings, diagnostics: &mut Vec<Diagnostic>) {
    match parse_map(&file.text, Span::new(0, file.text.len())) {
        Ok(entries) => merge(&entries, strings, file, diagnostics),
        Err(error) => diagnostics.push(
            Diagnostic::new(
                Code::InvalidTemplate,
                &file.id,
                error.span,
                format!("the words cannot be read: {}", error.message),
            )
            .help("words with a colon or a brace in them need quotes"),
        ),
    }
}

fn merge(
    entries: &[(Key, Node)],
    strings: &mut Strings,
    file: &SourceFile,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (key, node) in entries {
        match &node.value {
            Value::Text(text) => {
                strings.insert(key.name.clone(), Entry::Text(text.clone()));
            }
            Value::Map(inner) => {
                let group = strings
                    .entry(key.name.clone())
                    .and_modify(|words| {
                        if let Entry::Text(_) = words {
                            *words = Entry::Group(Strings::new());
                        }
                    })
                    .or_insert_with(|| Entry::Group(Strings::new()));
                if let Entry::Group(group) = group {
                    merge(inner, group, file, diagnostics);
                }
            }
            other => diagnostics.push(
                Diagnostic::new(
                    Code::InvalidTemplate,
                    &file.id,
                    if node.span.is_empty() {
                        key.span
                    } else {
                        node.span
                    },
                    format!("'{}' wants words, found {}", key.name, other.kind()),
                )
                .help("put the words in quotes"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, read};
    use crate::render::embedded;
    use crate::source::{FileId, SourceFile, ThemeFiles};

    fn own(files: &[(&str, &str)]) -> ThemeFiles {
        files
            .iter()
            .map(|(path, text)| {
                let id = FileId::new(format!("themes/mine/{path}"));
                let file = SourceFile::new(id, *path, text.as_bytes());
                ((*path).to_owned(), file)
            })
            .collect()
    }

    #[test]
    fn a_language_goes_over_english_and_a_region_over_its_language() {
        let own = own(&[
            ("strings/nl.yml", "menu: Menü\nhint: Hinweis\n"),
            (
                "strings/nl-BE.yml",
                "hint: Tipp\nkinds: {page: Seite}\nminutes: {other: \"{n} Min.\"}\n",
            ),
        ]);
        let checked = read(embedded::files(), &own, "nl-BE");
        assert_eq!(checked.diagnostics, []);
        let text = |key: &str| match &checked.value[key] {
            Entry::Text(text) => text.clone(),
            Entry::Group(group) => format!("{group:?}"),
        };
        assert_eq!(text("menu"), "Menü");
        assert_eq!(text("hint"), "Tipp");
        assert_eq!(text("notes"), "Notes for the interviewer");
        assert_eq!(
            text("minutes"),
            r#"{"one": Text("{n} min"), "other": Text("{n} Min.")}"#
        );
    }

    #[test]
    fn words_that_are_none_are_shown_where_they_stand() {
        let own = own(&[("strings/en.yml", "menu: Menu\nhint: no\nrole: false\n")]);
        let checked = read(embedded::files(), &own, "en");
        let said: Vec<_> = checked
            .diagnostics
            .iter()
            .map(|diagnostic| {
                let span = diagnostic.span.expect("a place");
                let text = &own["strings/en.yml"].text;
                (diagnostic.message.to_string(), &text[span.range()])
            })
            .collect();
        assert_eq!(
            said,
            [(
                "'role' wants words, found true or false".to_owned(),
                "false"
            )]
        );
    }
}

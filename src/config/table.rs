//! The catalogue as Markdown tables, for the handbook.
//!
//! A handbook page holds each table between two comments, and a test compares it with what this
//! file makes:
//!
//! ```text
//! <!-- table: config -->
//! | key | … |
//! <!-- /table -->
//! ```
//!
//! [`differences`] does the comparison; `prepbook schema --table` prints what belongs there.

use std::fmt::Write;

use super::catalogue::{CONFIG, FRONT_MATTER, Setting, Shape};

/// The tables by the names that handbook pages call them.
pub const TABLES: [(&str, &[Setting]); 2] = [("config", CONFIG), ("front-matter", FRONT_MATTER)];

/// The table of `settings`: one row for each key, nested keys with dots.
pub fn markdown(settings: &[Setting]) -> String {
    let mut table = "| key | value | meaning |\n|---|---|---|\n".to_owned();
    rows("", settings, &mut table);
    table
}

/// Which tables of a page are not as they should be: each with what belongs there instead. A
/// page may hold any of the tables, or none.
pub fn differences(page: &str) -> Vec<(String, String)> {
    page.split("<!-- table: ")
        .skip(1)
        .filter_map(|rest| {
            let (name, rest) = rest.split_once(" -->")?;
            let (_, settings) = TABLES.iter().find(|(known, _)| *known == name)?;
            let found = rest.split("<!-- /table -->").next().unwrap_or_default();
            let wanted = markdown(settings);
            (found.trim() != wanted.trim()).then(|| (name.to_owned(), wanted))
        })
        .collect()
}

fn rows(prefix: &str, settings: &[Setting], table: &mut String) {
    for setting in settings {
        let key = format!("{prefix}{}", setting.name);
        let _ = writeln!(
            table,
            "| `{key}` | {} | {}{} For example {}. |",
            cell(&value(&setting.shape)),
            cell(setting.meaning),
            cell(&default(setting)),
            code(&format!("{}: {}", setting.name, setting.example)),
        );
        for inner in nested(&setting.shape) {
            rows(&format!("{key}."), inner, table);
        }
    }
}

fn nested(shape: &Shape) -> Vec<&'static [Setting]> {
    match shape {
        Shape::Map(settings) => vec![settings],
        Shape::Either(shapes) => shapes.iter().flat_map(nested).collect(),
        Shape::Named(inner) => nested(inner),
        _ => Vec::new(),
    }
}

/// What may stand behind a key, in a few words.
pub fn value(shape: &Shape) -> String {
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Flag => "`true` or `false`".to_owned(),
        Shape::Integer { least, most } if (*least, *most) == (i64::MIN, i64::MAX) => {
            "a whole number".to_owned()
        }
        Shape::Integer { least, most } => format!("a whole number from {least} to {most}"),
        Shape::Date => "a day".to_owned(),
        Shape::Address => "a web address".to_owned(),
        Shape::Folder => "a folder".to_owned(),
        Shape::StaticFile => "a file".to_owned(),
        Shape::Color => "a colour".to_owned(),
        Shape::Choice(words) => format!("one of {}", quoted(words)),
        Shape::Texts => "a list of texts".to_owned(),
        Shape::Choices(words) => format!("a list of {}", quoted(words)),
        Shape::Severities => "codes with `error`, `warning` or `off`".to_owned(),
        Shape::Map(_) => "the keys below".to_owned(),
        Shape::Named(inner) => format!("names of your own, each with {}", value(inner)),
        Shape::Either(shapes) => {
            let words: Vec<String> = shapes.iter().map(value).collect();
            words.join(", or ")
        }
    }
}

fn quoted(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// What holds without the key, as a sentence. Values stand in backticks; words do not.
fn default(setting: &Setting) -> String {
    match setting.default {
        "" | "[]" | "{}" => String::new(),
        text if text.contains(' ') || text == "any" => format!(" Without it: {text}."),
        text => format!(" Without it: `{text}`."),
    }
}

fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::{CONFIG, TABLES, differences, markdown};

    #[test]
    fn nested_keys_have_rows_of_their_own() {
        let table = markdown(CONFIG);
        assert!(table.contains(
            "\n| `strict` | `true` or `false` | Whether warnings count as errors. \
             Without it: `false`. For example `strict: true`. |\n"
        ));
        assert!(
            table.contains(
                "\n| `brand.accent.light` | a colour | The colour on light paper. \
                 Without it: the theme's. For example `light: \"#0b5c8f\"`. |\n"
            ),
            "{table}"
        );
    }

    #[test]
    fn a_page_is_told_what_belongs_in_a_table_that_has_changed() {
        let (name, settings) = TABLES[0];
        let right = format!(
            "# Settings\n\n<!-- table: {name} -->\n{}<!-- /table -->\n",
            markdown(settings)
        );
        assert_eq!(differences(&right), []);
        let wrong = right.replace("Whether warnings", "If warnings");
        assert_eq!(differences(&wrong), [(name.to_owned(), markdown(settings))]);
    }
}

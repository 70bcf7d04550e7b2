//! The README is true: its example reads as it says, its tables name what there is.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Output};

use prepbook::config::catalogue::{self, CONFIG, FRONT_MATTER};

fn readme() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md");
    std::fs::read_to_string(path).expect("README.md")
}

/// The first fenced block of a language.
fn block(text: &str, language: &str) -> String {
    let start = format!("```{language}\n");
    let at = text.find(&start).expect("the block is there") + start.len();
    let end = text[at..].find("\n```").expect("the block ends") + 1;
    text[at..at + end].to_owned()
}

/// The words in backticks of the paragraph that starts with `start`.
fn names(text: &str, start: &str) -> BTreeSet<String> {
    let at = text.find(start).expect("the paragraph is there") + start.len();
    let paragraph = text[at..].split("\n\n").next().expect("a paragraph");
    let sentence = paragraph.split(". ").next().expect("a sentence");
    sentence
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| !word.contains(['{', ' ']) && !matches!(*word, "content" | "public"))
        .map(str::to_owned)
        .chain(
            sentence
                .contains("`content` (default")
                .then(|| "content".to_owned()),
        )
        .collect()
}

fn prepbook(arguments: &[&str], folder: &std::path::Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_prepbook"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("prepbook runs")
}

#[test]
fn the_example_is_read_as_the_readme_says() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let example = block(&readme(), "markdown");
    std::fs::write(folder.path().join("databases.md"), example).expect("the file is written");
    let output = prepbook(&["list", "--json"], folder.path());
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "{\"id\":\"db-index-cost\",\"kind\":\"question\",\"file\":\"databases.md\",\"line\":5,\
         \"end_line\":25,\"title\":\"What does an index cost?\",\"section\":\"Indexes\",\
         \"document\":\"Databases\",\"url\":\"databases.html#db-index-cost\",\"answered\":true,\
         \"follow_ups\":1,\"options\":0,\"rubric\":[\"minimum\",\"red_flags\"],\
         \"tags\":[\"indexes\"],\"level\":\"mid\",\"minutes\":5,\"owner\":null,\"reviewed\":null,\"extra\":{}}\n"
    );
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let output = prepbook(&["build", "--strict"], folder.path());
    assert!(output.status.success());
    let page = std::fs::read_to_string(folder.path().join("public/databases.html"))
        .expect("the page is there");
    assert!(page.contains("id=\"db-index-cost\"") && page.contains("<details class=\"answer\""));
}

#[test]
fn the_table_of_the_json_interface_names_every_field() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = readme();
    std::fs::write(folder.path().join("a.md"), block(&text, "markdown")).expect("written");
    let output = prepbook(&["list", "--json"], folder.path());
    let row: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    let fields: BTreeSet<String> = row
        .as_object()
        .expect("an object")
        .keys()
        .cloned()
        .collect();
    let section = text.split("## Scripts").nth(1).expect("the section");
    let table = section.split("It exits").next().expect("the table");
    let named: BTreeSet<String> = table
        .lines()
        .filter(|line| line.starts_with("| `"))
        .flat_map(|line| {
            let cell = line.split('|').nth(1).unwrap_or_default();
            cell.split('`')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(named, fields);
}

#[test]
fn every_key_the_readme_names_is_known_and_every_known_key_is_named() {
    let text = readme();
    let keys =
        |settings| -> BTreeSet<String> { catalogue::names(settings).map(str::to_owned).collect() };
    assert_eq!(keys(FRONT_MATTER), names(&text, "Front matter: "));
    assert_eq!(
        keys(CONFIG),
        names(
            &text,
            "`prepbook.yml` in the site's folder, all of it optional: "
        )
    );
}

//! The handbook is true: its tables are those of the types, its examples are read as it says,
//! and its commands can be typed.
//!
//! `SNAPSHOTS=overwrite cargo test --test handbook` writes the tables anew.
//!
//! Longer than most files, because one file answers for the whole handbook.

#[path = "support/contexts.rs"]
mod contexts;
#[path = "support/run.rs"]
mod run;
#[path = "support/site.rs"]
mod site;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, Command, CommandFactory, Parser};
use prepbook::cli::Cli;
use prepbook::config::table;
use prepbook::diagnostic::{Code, Severity};

use site::{Site, snapshot};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The handbook's pages by name.
fn pages() -> BTreeMap<String, String> {
    snapshot(&root().join("content/handbook"))
        .into_iter()
        .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("pages are UTF-8")))
        .collect()
}

/// What belongs between `<!-- table: NAME -->` and `<!-- /table -->`.
fn made(name: &str) -> String {
    if let Some((_, settings)) = table::TABLES.iter().find(|(known, _)| *known == name) {
        return table::markdown(settings);
    }
    match name {
        "commands" => commands(),
        "diagnostics" => diagnostics(),
        "contexts" => {
            let source = fs::read_to_string(root().join("src/view/context.rs"));
            contexts::markdown(&source.expect("the types"))
        }
        other => panic!("nobody makes a table '{other}'"),
    }
}

#[test]
fn every_table_is_made_from_the_program_as_it_is() {
    let mut found = Vec::new();
    let mut behind = Vec::new();
    for (name, page) in pages() {
        let mut fresh = String::new();
        let mut rest = page.as_str();
        while let Some((before, after)) = rest.split_once("<!-- table: ") {
            let (table, after) = after.split_once(" -->").expect("the marker ends");
            let (_, after) = after
                .split_once("<!-- /table -->")
                .expect("the table ends with <!-- /table -->");
            let _ = write!(
                fresh,
                "{before}<!-- table: {table} -->\n\n{}\n<!-- /table -->",
                made(table)
            );
            found.push(table.to_owned());
            rest = after;
        }
        fresh.push_str(rest);
        if fresh != page {
            if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
                let path = root().join("content/handbook").join(&name);
                fs::write(path, &fresh).expect("the page can be written");
            } else {
                behind.push(name);
            }
        }
    }
    found.sort();
    assert_eq!(
        found,
        [
            "commands",
            "config",
            "contexts",
            "diagnostics",
            "front-matter"
        ]
    );
    assert_eq!(
        behind,
        Vec::<String>::new(),
        "write them anew with SNAPSHOTS=overwrite cargo test --test handbook"
    );
}

/// A table of each command's arguments.
fn commands() -> String {
    let mut out = String::new();
    for mut command in Cli::command().get_subcommands().cloned() {
        let name = command.get_name().to_owned();
        let words = |text: &dyn ToString| text.to_string().replace('\n', " ");
        let about = command.get_about().map(|text| words(text));
        let _ = writeln!(out, "### {name}\n\n{}.\n", about.unwrap_or_default());
        let usage = command.render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ");
        let _ = writeln!(out, "```text\nprepbook {usage}\n```\n");
        out.push_str("| argument | does |\n|---|---|\n");
        for argument in command.get_arguments().filter(|arg| arg.get_id() != "help") {
            let help = argument.get_help().map(|text| words(text));
            let help = help.unwrap_or_default();
            let default = default(argument);
            let _ = writeln!(
                out,
                "| `{}` | {help}{default} |",
                typed(argument).replace('|', "\\|")
            );
        }
        let after = command.get_after_help().map(|text| words(text));
        let after = after.unwrap_or_default();
        let (before, example) = after.split_once("Example: ").expect("an example");
        let _ = writeln!(out, "\n{}```sh\n{example}\n```\n", paragraph(before));
    }
    out.trim_end().to_owned() + "\n"
}

fn paragraph(text: &str) -> String {
    match text.trim() {
        "" => String::new(),
        text => format!("{text}\n\n"),
    }
}

fn typed(argument: &Arg) -> String {
    let value = argument
        .get_value_names()
        .filter(|_| argument.get_action().takes_values())
        .and_then(|names| names.first())
        .map(ToString::to_string);
    match (argument.get_long(), value) {
        (Some(long), Some(value)) if argument.is_require_equals_set() => {
            format!("--{long}[={value}]")
        }
        (Some(long), Some(value)) => format!("--{long} {value}"),
        (Some(long), None) => format!("--{long}"),
        (None, value) => value.unwrap_or_default(),
    }
}

fn default(argument: &Arg) -> String {
    let default = argument.get_default_values().first();
    match default.map(|value| value.to_string_lossy()) {
        Some(value) if value == "." => " (by default the current folder)".to_owned(),
        Some(value) if argument.get_action().takes_values() => format!(" (by default `{value}`)"),
        _ => String::new(),
    }
}

/// Every code of the catalogue.
fn diagnostics() -> String {
    let mut out = String::new();
    for (heading, severity) in [("Errors", Severity::Error), ("Warnings", Severity::Warning)] {
        let _ = writeln!(out, "## {heading}\n");
        for code in Code::ALL {
            let info = code.info();
            if info.severity == severity {
                let _ = writeln!(
                    out,
                    "### {}\n\n{}\n\n````text\n{}\n````\n\n{}\n",
                    info.name,
                    escape(info.why),
                    info.example,
                    escape(info.fix)
                );
            }
        }
    }
    out.trim_end().to_owned() + "\n"
}

/// The catalogue's sentences are plain text, and some quote Markdown.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        if matches!(character, '<' | '[' | ']' | '*' | '_' | '$' | '\\') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// A fenced block.
#[derive(Clone, Debug)]
struct Fence {
    page: String,
    language: String,
    title: String,
    text: String,
    /// The line above, when it is a comment.
    comment: String,
    /// The page's text behind it.
    behind: String,
}

fn fences() -> Vec<Fence> {
    pages()
        .iter()
        .flat_map(|(page, text)| fences_of(page, text))
        .collect()
}

/// The fences of one page.
fn fences_of(page: &str, text: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut rest = text;
    let mut above = "";
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        rest = after;
        let ticks = line.chars().take_while(|c| *c == '`').count();
        if ticks < 3 {
            above = line;
            continue;
        }
        let info = &line[ticks..];
        let end = format!("\n{}\n", &line[..ticks]);
        let (body, behind) = after
            .split_once(&end)
            .unwrap_or_else(|| panic!("{page}: a fence without an end: {line}"));
        fences.push(Fence {
            page: page.to_owned(),
            language: info.split(' ').next().unwrap_or_default().to_owned(),
            title: info
                .split_once("title=\"")
                .and_then(|(_, rest)| rest.split('"').next())
                .unwrap_or_default()
                .to_owned(),
            text: format!("{body}\n"),
            comment: above
                .strip_prefix("<!-- ")
                .and_then(|comment| comment.strip_suffix(" -->"))
                .unwrap_or_default()
                .to_owned(),
            behind: behind.to_owned(),
        });
        rest = behind;
        above = "";
    }
    fences
}

#[test]
fn markdown_stands_beside_the_same_text_rendered() {
    let mut pages: Vec<String> = Vec::new();
    for fence in fences().iter().filter(|fence| fence.language == "markdown") {
        assert!(
            fence.behind.trim_start().starts_with(&fence.text),
            "{}: what follows is not the text that is shown:\n{}",
            fence.page,
            fence.text
        );
        if pages.last() != Some(&fence.page) {
            pages.push(fence.page.clone());
        }
    }
    assert_eq!(
        pages,
        [
            "glossaries.md",
            "pages.md",
            "playbooks.md",
            "scenarios.md",
            "transcripts.md",
            "writing-questions.md"
        ]
    );
}

#[test]
fn a_page_about_a_kind_is_of_that_kind() {
    let run = run::Run::new(&root(), &["check", "--explain"]);
    let kind = |page: &str| {
        let (_, rest) = run
            .stdout
            .split_once(&format!("\nhandbook/{page}\n  kind     "))
            .expect("the page is explained");
        rest.lines().next().unwrap_or_default().to_owned()
    };
    for (page, wanted) in [
        ("writing-questions.md", "questions"),
        ("scenarios.md", "scenario"),
        ("playbooks.md", "playbook"),
        ("transcripts.md", "transcript"),
        ("glossaries.md", "glossary"),
        ("pages.md", "page"),
    ] {
        assert_eq!(kind(page), wanted, "{page}");
    }
}

#[test]
fn forms_are_read_as_the_handbook_says() {
    let mut checked = 0;
    let read_me = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"))
        .expect("there is a README");
    let in_read_me = fences_of("README.md", &read_me);
    let of_read_me = in_read_me
        .iter()
        .filter(|fence| fence.comment.starts_with("reads: "));
    for fence in fences()
        .iter()
        .filter(|fence| fence.language == "md")
        .chain(of_read_me)
    {
        let Some(wanted) = fence.comment.strip_prefix("reads: ") else {
            panic!(
                "{}: nobody says how this is read:\n{}",
                fence.page, fence.text
            );
        };
        let site = Site::new().file("form.md", &fence.text);
        let run = site.run(&["check", "site", "--explain", "--strict"]);
        assert_eq!((run.stderr.as_str(), run.code), ("", 0), "{}", fence.text);
        let found = run
            .stdout
            .lines()
            .find_map(|line| line.strip_prefix("  found    "));
        assert_eq!(found, Some(wanted), "{}", fence.text);
        checked += 1;
    }
    assert!(checked > 6);
}

#[test]
fn settings_and_front_matter_are_fine() {
    let mut checked = 0;
    for fence in fences().iter().filter(|fence| fence.language == "yaml") {
        let site = Site::new();
        let site = if fence.title == "prepbook.yml" {
            let mut site = site.file("prepbook.yml", &fence.text).file(
                "content/a.md",
                "# A\n\n### Q\n\n**Level:** mid · **Time:** 5 min\n\n#### Answer\n\nYes.\n",
            );
            if fence.text.contains("k8s") {
                let tagged = "# B\n\n### Q\n\n**Tags:** k8s\n\n#### Answer\n\nYes, in pods.\n";
                site = site.file("content/a.md", tagged);
            }
            for line in fence.text.lines() {
                // Files that settings name below static/.
                let value = line.rsplit(": ").next().unwrap_or_default();
                if [".svg", ".png", ".css", ".ico"]
                    .iter()
                    .any(|ending| value.ends_with(ending))
                {
                    site = site.file(&format!("static/{value}"), "");
                }
            }
            site
        } else if fence.text.starts_with("---\n") {
            let config = "front-matter: {extra: [team, ticket]}\ndrafts: true\n";
            site.file("prepbook.yml", config).file(
                "content/a.md",
                format!("{}\n# A\n\n### Q\n\n#### Answer\n\nYes.\n", fence.text),
            )
        } else {
            assert!(
                fence.title.contains('/') || fence.title.starts_with('.'),
                "{}: whose file is this?\n{}",
                fence.page,
                fence.text
            );
            continue;
        };
        let run = site.run(&["check", "site"]);
        assert_eq!(
            run.transcript(),
            "1 document checked, nothing wrong\nexit code: 0\n",
            "{}",
            fence.text
        );
        checked += 1;
    }
    assert!(checked > 3, "{checked}");
}

#[test]
fn every_command_can_be_typed() {
    let mut checked = 0;
    for fence in fences().iter().filter(|fence| fence.language == "sh") {
        for line in fence.text.lines().filter(|line| !line.starts_with('#')) {
            let command = line.split(" #").next().unwrap_or_default();
            for command in command.split(" && ") {
                let typed = command.split(['|', '>']).next().unwrap_or_default();
                let program = typed.split(' ').next().unwrap_or_default();
                if program == "prepbook" {
                    if let Err(error) = Cli::try_parse_from(typed.split_whitespace()) {
                        panic!("{}: {typed}: {error}", fence.page);
                    }
                    checked += 1;
                } else {
                    let known = ["npx", "aws", "cargo", "cd", "mkdir", "cp", "sudo", "echo"];
                    assert!(known.contains(&program), "{}: {line}", fence.page);
                }
            }
        }
    }
    assert!(checked > 15, "{checked}");
}

#[test]
fn every_command_and_option_that_prose_names_exists() {
    let mut known: Vec<String> = Vec::new();
    let mut commands: Vec<String> = Vec::new();
    let collect = |command: &Command, known: &mut Vec<String>| {
        for argument in command.get_arguments() {
            known.extend(argument.get_long().map(|long| format!("--{long}")));
        }
    };
    for command in Cli::command().get_subcommands() {
        commands.push(command.get_name().to_owned());
        collect(command, &mut known);
    }
    known.push("--help".to_owned());
    known.push("--version".to_owned());
    for (page, text) in pages() {
        for code in text.split('`').skip(1).step_by(2) {
            let code = code.trim();
            if let Some(rest) = code.strip_prefix("prepbook ") {
                let command = rest.split_whitespace().next().unwrap_or_default();
                let known = command.starts_with("--") || commands.iter().any(|c| c == command);
                assert!(known, "{page}: {code}");
            }
            if code.starts_with("--") && !code.contains('\n') && !code.starts_with("---") {
                let option = code.split([' ', '=', '[']).next().unwrap_or_default();
                assert!(known.iter().any(|known| known == option), "{page}: {code}");
            }
        }
    }
}

#[test]
fn the_handbook_names_every_key_of_the_keyboard() {
    let words = fs::read_to_string(root().join("themes/default/strings/en.yml"));
    let words = words.expect("the words");
    let (_, group) = words.split_once("\nkeys:\n").expect("the keys");
    let mut keys: Vec<&str> = group
        .lines()
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| Some(line.split_once(':')?.0.trim().trim_matches('"')))
        .filter(|key| key.chars().count() == 1)
        .collect();
    let page = &pages()["reading.md"];
    let (_, table) = page.split_once("| key | does |").expect("the table");
    let mut named: Vec<&str> = table
        .lines()
        .skip(1)
        .take_while(|line| line.starts_with('|'))
        .flat_map(|line| {
            let cell = line.split('|').nth(1).unwrap_or_default();
            cell.split('`').skip(1).step_by(2)
        })
        .collect();
    keys.sort_unstable();
    named.sort_unstable();
    assert_eq!(named, keys);
}

/// The names of the blocks in the built-in frame.
fn blocks() -> Vec<String> {
    let base = fs::read_to_string(root().join("themes/default/templates/base.html"));
    let base = base.expect("base.html");
    base.split("{%")
        .filter_map(|tag| {
            tag.trim_start_matches('-')
                .trim_start()
                .strip_prefix("block ")
        })
        .map(|rest| {
            rest.split([' ', '%', '-'])
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .collect()
}

#[test]
fn the_handbook_names_every_block_of_the_frame() {
    let page = &pages()["theming.md"];
    let (_, section) = page.split_once("| block |").expect("the table of blocks");
    let named: Vec<String> = section
        .lines()
        .take_while(|line| line.is_empty() || line.starts_with('|') || line.starts_with(' '))
        .filter_map(|line| Some(line.strip_prefix("| `")?.split('`').next()?.to_owned()))
        .collect();
    assert_eq!(named, blocks());
}

#[test]
fn the_worked_example_of_a_theme_works() {
    let files: Vec<Fence> = fences()
        .into_iter()
        .filter(|fence| fence.page == "theming.md" && fence.title.contains('/'))
        .collect();
    assert!(files.len() > 3, "{files:?}");
    let mut site = Site::new()
        .file("prepbook.yml", "title: Baking\nstrict: true\n")
        .file("content/index.md", "# Baking\n\nBread.\n")
        .file(
            "content/bread.md",
            "# Bread\n\n### Why salt?\n\n#### Answer\nTaste.\n",
        );
    for file in &files {
        site = site.file(&file.title, &file.text);
    }
    let run = site.run(&["build", "site", "--out", "out"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let built = snapshot(&site.path("out"));
    let text = |path: &str| String::from_utf8_lossy(&built[path]).into_owned();
    for promise in pages()["theming.md"].lines().filter_map(|line| {
        line.strip_prefix("<!-- shows: ")?
            .strip_suffix(" -->")?
            .split_once(" in ")
    }) {
        let (words, page) = promise;
        assert!(text(page).contains(words), "{words} in {page}");
    }
}

#[test]
fn no_page_is_without_a_title_and_a_description() {
    for (name, page) in pages() {
        assert!(page.contains("\ntitle: "), "{name}");
        assert!(page.contains("\ndescription: "), "{name}");
        assert!(!page.contains("TODO:"), "{name}");
    }
    assert!(
        Path::new(&root())
            .join("content/handbook/index.md")
            .exists()
    );
}

//! The program as people run it: what it writes, where, and how it ends.
//!
//! `SNAPSHOTS=overwrite cargo test --test cli` writes the golden files anew.

#[path = "support/run.rs"]
mod run;
#[path = "support/site.rs"]
mod site;

use std::fs;
use std::path::{Path, PathBuf};

use clap::{CommandFactory, Parser};
use prepbook::cli::Cli;
use prepbook::diagnostic::Code;
use snapbox::{Assert, Data};

use run::Run;
use site::{Site, snapshot};

const BREAD: &str = "# Bread\n\n### Why does dough rise?\n\n#### Answer\nYeast makes gas.\n";
const BROKEN: &str = "# Bread\n\nMore about [ovens](oven.md).\n";

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cli")
}

/// Compares with a golden file.
fn golden(file: &str, actual: &str) {
    let expected = Data::read_from(&fixtures().join(file), None).raw();
    Assert::new()
        .action_env("SNAPSHOTS")
        .eq(Data::text(actual).raw(), expected);
}

fn bakery() -> Site {
    Site::new().file("bread.md", BREAD)
}

#[test]
fn the_help_of_every_command_ends_with_an_example_that_can_be_typed() {
    for command in Cli::command().get_subcommands() {
        let command = command.get_name();
        let run = Run::new(Path::new("."), &[command, "--help"]);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""));
        let last = run.stdout.trim_end().lines().last().unwrap_or_default();
        let example = last.strip_prefix("Example: ").unwrap_or_default();
        let typed = example.split('|').next().unwrap_or_default();
        assert!(typed.starts_with(&format!("prepbook {command} ")), "{last}");
        if let Err(error) = Cli::try_parse_from(typed.split_whitespace()) {
            panic!("{typed}: {error}");
        }
    }
}

#[test]
fn the_help_of_the_program_names_every_command_and_the_exit_codes() {
    golden(
        "help.txt",
        &Run::new(Path::new("."), &["--help"]).transcript(),
    );
}

#[test]
fn a_command_that_does_not_exist_is_wrong_usage() {
    let run = Run::new(Path::new("."), &["bake"]);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        "error: unrecognized subcommand 'bake'\n\n\
         Usage: prepbook <COMMAND>\n\n\
         For more information, try '--help'.\n"
    );
}

#[test]
fn a_format_that_does_not_exist_is_wrong_usage() {
    let run = bakery().run(&["check", "site", "--format", "xml"]);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        "error: invalid value 'xml' for '--format <FORMAT>': \
         'xml' is not one of human, short, json, github, gitlab\n\n\
         For more information, try '--help'.\n"
    );
}

/// The last line of a build that went well, without what it changed.
fn built(out: &Path, shown: &str, documents: &str) -> String {
    let pages = snapshot(out)
        .keys()
        .filter(|path| path.ends_with(".html"))
        .count();
    format!("built {pages} pages of {documents} into {shown}")
}

#[test]
fn a_second_build_changes_nothing_and_says_so() {
    let site = bakery();
    let first = site.run(&["build", "site", "--out", "out"]);
    let old = snapshot(&site.path("out"));
    assert!(old.contains_key("index.html") && old.contains_key("bread.html"));
    assert_eq!(
        first.transcript(),
        built(&site.path("out"), "out", "1 document") + "\nexit code: 0\n"
    );
    let second = site.run(&["build", "site", "--out", "out"]);
    assert_eq!(
        second.transcript(),
        built(&site.path("out"), "out", "1 document") + " (nothing changed)\nexit code: 0\n"
    );
    assert!(snapshot(&site.path("out")) == old, "a file changed");
}

#[test]
fn timings_name_every_stage_and_what_it_did() {
    let site = bakery();
    let commands: [(&str, &[&str], &str); 2] = [
        ("build", &["read", "recall", "parse"], "publish"),
        ("check", &["read", "parse", "edition"], "files"),
    ];
    for (command, first, last) in commands {
        let run = site.run(&[command, "site", "--timings"]);
        let table = &run.stderr[run.stderr.find("stage  ").expect("a table")..];
        let names = table
            .lines()
            .filter_map(|line| line.split_whitespace().next());
        let names: Vec<_> = names.collect();
        assert_eq!(names[1..4], *first, "{command}");
        assert_eq!(names[names.len() - 3..], [last, "all", "(in"], "{command}");
    }
}

#[test]
fn two_builds_of_the_same_folder_are_the_same_byte_for_byte() {
    let site = bakery().file("deeper/oven.md", "# Ovens\n\nSee [bread](../bread.md).\n");
    assert_eq!(site.run(&["build", "site", "--out", "a"]).code, 0);
    assert_eq!(site.run(&["build", "site", "--out", "b"]).code, 0);
    assert!(snapshot(&site.path("a")) == snapshot(&site.path("b")));
}

#[test]
fn a_folder_with_other_files_is_left_alone() {
    let site = bakery();
    fs::create_dir(site.path("photos")).expect("a folder");
    fs::write(site.path("photos/holiday.jpg"), "sea").expect("a file");
    let before = snapshot(&site.path("photos"));
    let run = site.run(&["build", "site", "--out", "photos"]);
    assert_eq!(
        run.transcript(),
        "error: 'photos' holds files that prepbook did not write; \
         name another output folder, or empty this one\nexit code: 3\n"
    );
    assert_eq!(snapshot(&site.path("photos")), before);
}

#[test]
fn a_build_with_errors_leaves_the_old_site_as_it_was() {
    let site = bakery();
    assert_eq!(site.run(&["build", "site", "--out", "out"]).code, 0);
    let old = snapshot(&site.path("out"));
    let site = site.file("bread.md", BROKEN);
    let run = site.run(&["build", "site", "--out", "out", "--strict"]);
    assert_eq!(
        run.transcript(),
        "error[broken-link]: there is no file 'oven.md'
 --> site/bread.md:3:12
  |
3 | More about [ovens](oven.md).
  |            ^^^^^^^^^^^^^^^^
  |
  = help: correct the path, or add the file

1 error
nothing was written; the old site stands
exit code: 1
"
    );
    assert!(snapshot(&site.path("out")) == old, "a file changed");
}

#[test]
fn a_build_with_warnings_is_published() {
    let site = Site::new().file("bread.md", BROKEN);
    let run = site.run(&["build", "site", "--out", "out", "--format", "short"]);
    assert_eq!(
        run.transcript(),
        "site/bread.md:3:12: warning[broken-link]: there is no file 'oven.md'; \
         correct the path, or add the file\nexit code: 0\n"
    );
    assert!(site.path("out/bread.html").is_file());
}

#[test]
fn pages_of_files_that_are_gone_go_too() {
    let site = bakery().file("oven.md", "# Ovens\n\nHot.\n");
    assert_eq!(site.run(&["build", "site", "--out", "out"]).code, 0);
    fs::remove_file(site.path("site/oven.md")).expect("a file to remove");
    let run = site.run(&["build", "site", "--out", "out"]);
    assert!(
        run.stderr.ends_with("\n  removed  oven.html\n"),
        "{}",
        run.stderr
    );
    assert!(!site.path("out/oven.html").exists());
}

#[test]
fn output_inside_the_content_folder_is_not_read_as_input() {
    let site = bakery();
    assert_eq!(site.run(&["build", "site", "--out", "site/out"]).code, 0);
    let old = snapshot(&site.path("site/out"));
    fs::write(site.path("site/out/notes.md"), "# Notes\n").expect("a file");
    let run = site.run(&["check", "site"]);
    assert_eq!(
        run.transcript(),
        "1 document checked, nothing wrong\nexit code: 0\n"
    );
    fs::remove_file(site.path("site/out/notes.md")).expect("a file to remove");
    assert_eq!(site.run(&["build", "site", "--out", "site/out"]).code, 0);
    assert!(snapshot(&site.path("site/out")) == old, "a file changed");
}

#[test]
fn check_lists_every_code_with_reason_example_and_fix() {
    let run = Run::new(Path::new("."), &["check", "--codes"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let listed: Vec<&str> = run
        .stdout
        .lines()
        .filter(|line| !line.starts_with(' ') && !line.is_empty())
        .collect();
    let known: Vec<String> = Code::ALL
        .iter()
        .map(|code| format!("{code} ({})", code.info().severity.name()))
        .collect();
    assert_eq!(listed, known);
    for part in ["    why      ", "    example  ", "    fix      "] {
        assert_eq!(run.stdout.matches(part).count(), Code::ALL.len(), "{part}");
    }
}

#[test]
fn explain_says_how_each_file_was_read_and_what_was_not() {
    let contents = "# Pastry\n\n\
                    - [What is choux?](#1-what-is-choux)\n\
                    - [What is puff?](#2-what-is-puff)\n\
                    - [What is shortcrust?](#3-what-is-shortcrust)\n\n\
                    ## 1. What is choux?\n\nCooked dough.\n\n[Back to top](#pastry)\n\n\
                    ## 2. What is puff?\n\nFolded dough.\n\n[Back to top](#pastry)\n\n\
                    ## 3. What is shortcrust?\n\nCrumbly dough.\n\n[Back to top](#pastry)\n";
    let site = bakery()
        .file("pastry.md", contents)
        .file(
            "prose.md",
            "# History\n\nBread is old.\n\n\
             ![Oven](https://example.org/oven.png) ![Stars](https://img.shields.io/s)\n",
        )
        .file("node_modules/left-pad/README.md", "# Left pad\n")
        .file(".obsidian/notes.md", "# Notes\n")
        .file("drafts/cake.md", "# Cake\n")
        .file("scratch.md", "# Scratch\n")
        .file(".gitignore", "drafts/\nscratch.md\n");
    golden(
        "explain.txt",
        &site.run(&["check", "site", "--explain"]).transcript(),
    );
}

#[test]
fn each_line_of_the_json_format_names_file_line_and_column() {
    let site = Site::new().file("bread.md", BROKEN);
    let run = site.run(&["check", "site", "--format", "json"]);
    assert_eq!(run.code, 0);
    let rows: Vec<serde_json::Value> = run
        .stderr
        .lines()
        .map(|line| serde_json::from_str(line).expect("a JSON object"))
        .collect();
    assert_eq!(
        rows,
        [serde_json::json!({
            "code": "broken-link",
            "severity": "warning",
            "message": "there is no file 'oven.md'",
            "label": null,
            "help": "correct the path, or add the file",
            "file": "site/bread.md",
            "line": 3,
            "column": 12,
            "end_line": 3,
            "end_column": 28,
            "related": [],
        })]
    );
}

#[test]
fn the_short_format_is_one_line_for_each_place() {
    let site = Site::new()
        .file("bread.md", BROKEN)
        .file("night shift.md", "# A\n")
        .file("night-shift.md", "# B\n");
    let run = site.run(&["check", "site", "--format", "short"]);
    assert_eq!(
        run.transcript(),
        "site/bread.md:3:12: warning[broken-link]: there is no file 'oven.md'; \
         correct the path, or add the file\n\
         site/night-shift.md: warning[duplicate-url]: this file and 'night shift.md' \
         would have the same address; it was published as 'night-shift-2.html'; \
         rename one of the two files\n\
         exit code: 0\n"
    );
}

#[test]
fn list_shows_a_table_of_the_questions() {
    let run = Run::new(&fixtures(), &["list", "canonical.md"]);
    golden("list.txt", &run.transcript());
}

#[test]
fn list_writes_an_object_for_each_question() {
    let run = Run::new(&fixtures(), &["list", "canonical.md", "--json"]);
    for line in run.stdout.lines() {
        serde_json::from_str::<serde_json::Value>(line).expect("a JSON object");
    }
    golden("list.jsonl", &run.stdout);
}

#[test]
fn a_single_file_is_read_without_its_neighbours() {
    let site = bakery().file("oven.md", BROKEN);
    let run = site.run(&["check", "site/bread.md"]);
    assert_eq!(
        run.transcript(),
        "1 document checked, nothing wrong\nexit code: 0\n"
    );
}

#[test]
fn a_site_reads_its_content_folder_and_writes_beside_it() {
    let site = Site::new()
        .file("prepbook.yml", "title: Night shift\noutput: dist\n")
        .file("README.md", BROKEN)
        .file("content/bread.md", BREAD);
    let run = site.run(&["build", "site"]);
    assert_eq!(
        run.transcript(),
        built(
            &site.path("site/dist"),
            &Path::new("site").join("dist").to_string_lossy(),
            "1 document",
        ) + "\nexit code: 0\n"
    );
    let pages = snapshot(&site.path("site/dist"));
    let home = String::from_utf8_lossy(&pages["index.html"]).into_owned();
    assert!(home.contains("Night shift"), "{home}");
}

#[test]
fn a_folder_without_configuration_is_written_to_the_current_folder() {
    let site = bakery();
    assert_eq!(site.run(&["build", "site"]).code, 0);
    assert!(site.path("public/bread.html").is_file());
    assert!(!site.path("site/public").exists());
}

#[test]
fn the_current_folder_is_read_when_none_is_named() {
    let site = Site::new().file("bread.md", BROKEN);
    let run = Run::new(&site.path("site"), &["check", "--format", "short"]);
    assert_eq!(
        run.transcript(),
        "bread.md:3:12: warning[broken-link]: there is no file 'oven.md'; \
         correct the path, or add the file\nexit code: 0\n"
    );
}

#[test]
fn a_path_that_does_not_exist_is_said() {
    for command in ["build", "check", "list", "serve"] {
        let run = bakery().run(&[command, "sight"]);
        assert_eq!(
            run.transcript(),
            "error: there is no file or folder 'sight'\nexit code: 3\n",
            "{command}"
        );
    }
}

#[test]
fn a_site_without_its_content_folder_is_said() {
    let site = Site::new().file("prepbook.yml", "title: Night shift\n");
    let folder = Path::new("site").join("content");
    assert_eq!(
        site.run(&["check", "site"]).transcript(),
        format!(
            "error: there is no content folder '{}'\nexit code: 3\n",
            folder.display()
        )
    );
}

#[test]
fn a_configuration_in_error_is_said_before_the_content_is_missed() {
    let site = Site::new()
        .file("prepbook.yml", "content: .\ntitle: \"Night\n")
        .file("bread.md", BREAD);
    let run = site.run(&["check", "site", "--format", "short"]);
    assert_eq!(
        run.stderr.lines().next(),
        Some(
            "site/prepbook.yml:3:1: error[invalid-config]: prepbook.yml cannot be read: \
             invalid indentation in multiline quoted scalar; \
             a quote that was opened above this place is not closed"
        )
    );
    assert_eq!(run.code, 1);
}

#[test]
fn a_folder_without_markdown_is_pointed_out() {
    let site = Site::new().file("bread.txt", "Flour");
    let run = site.run(&["check", "site"]);
    assert_eq!(
        run.stderr.lines().next(),
        Some(
            "note: there is no Markdown in 'site'; name a folder that has some, \
             such as: prepbook serve my-notes"
        )
    );
    assert_eq!(run.code, 0);
}

#[test]
fn drafts_are_shown_only_when_they_are_asked_for() {
    let site = bakery().file(
        "cake.md",
        "---\ndraft: true\n---\n\n# Cake\n\n[gone](gone.md)\n",
    );
    let run = site.run(&["check", "site"]);
    assert_eq!(
        run.transcript(),
        "1 document checked, nothing wrong\nexit code: 0\n"
    );
    let run = site.run(&["check", "site", "--drafts", "--format", "short"]);
    assert_eq!(
        run.transcript(),
        "site/cake.md:7:1: warning[broken-link]: there is no file 'gone.md'; \
         correct the path, or add the file\nexit code: 0\n"
    );
    assert_eq!(site.run(&["build", "site", "--out", "out"]).code, 0);
    assert!(!site.path("out/cake.html").exists());
    assert_eq!(
        site.run(&["build", "site", "--out", "out", "--drafts"])
            .code,
        0
    );
    assert!(site.path("out/cake.html").is_file());
}

#[test]
fn a_base_url_that_is_none_is_refused() {
    let site = bakery();
    let run = site.run(&["build", "site", "--base-url", "bakery.example"]);
    assert_eq!(
        run.transcript(),
        "error: 'bakery.example' is no web address; \
         write it like https://guide.example/interviews/\nexit code: 3\n"
    );
    assert!(!site.path("public").exists());
}

#[test]
fn nothing_is_coloured_in_a_pipe() {
    let site = Site::new().file("bread.md", BROKEN);
    for arguments in [
        ["check", "site"].as_slice(),
        &["check", "site", "--explain"],
        &["list", "site"],
        &["build", "site"],
        &["check", "--help"],
        &["bake"],
    ] {
        let run = site.run(arguments);
        assert!(!run.transcript().contains('\u{1b}'), "{arguments:?}");
    }
}

#[test]
fn every_golden_file_is_used() {
    let source = include_str!("cli.rs");
    for entry in fs::read_dir(fixtures()).expect("the golden files") {
        let name = entry.expect("a golden file").file_name();
        let quoted = format!("\"{}\"", name.to_string_lossy());
        assert!(source.contains(&quoted), "no test uses {quoted}");
    }
}

//! `prepbook new`: what it writes builds without a warning, and it writes over nothing.

#[path = "support/run.rs"]
mod run;
#[path = "support/site.rs"]
mod site;

use std::collections::BTreeSet;
use std::fs;

use site::{Site, snapshot};

/// What a new site says.
fn welcome(folder: &str, files: usize) -> String {
    format!(
        "wrote {files} files into {folder}\n\n  \
         prepbook serve {folder} --open\n  \
         prepbook build {folder}\n\n\
         The first shows the guide in your browser, and again after every change;\n\
         the second writes the site. README.md says which file is what.\n\
         exit code: 0\n"
    )
}

#[test]
fn a_new_site_builds_without_a_warning_and_has_one_part_of_each_kind() {
    let site = Site::new();
    let run = site.run(&["new", "my-guide"]);
    let files = snapshot(&site.path("my-guide"));
    assert_eq!(run.transcript(), welcome("my-guide", files.len()));
    let config = String::from_utf8_lossy(&files["prepbook.yml"]).into_owned();
    assert!(config.contains("\nstrict: true\n"), "{config}");

    let run = site.run(&["check", "my-guide"]);
    assert_eq!(
        run.transcript(),
        "8 documents checked, nothing wrong\nexit code: 0\n"
    );
    let run = site.run(&["check", "my-guide", "--explain"]);
    let kinds: BTreeSet<&str> = run
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix("  kind     "))
        .collect();
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        [
            "glossary",
            "page",
            "playbook",
            "questions",
            "scenario",
            "transcript"
        ]
    );

    let run = site.run(&["build", "my-guide"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let pages = snapshot(&site.path("my-guide/public"));
    let page = |path: &str| String::from_utf8_lossy(&pages[path]).into_owned();
    assert!(page("index.html").contains("<title>My guide</title>"));
    let questions = page("questions/debugging.html");
    for part in ["options", "hints", "follow-ups", "rubric", "answer"] {
        assert!(questions.contains(&format!("class=\"{part}")), "{part}");
    }
}

#[test]
fn no_placeholder_is_left_and_what_is_written_is_left_out_of_git() {
    let site = Site::new();
    site.run(&["new", "q_and \"a\""]);
    let files = snapshot(&site.path("q_and \"a\""));
    for (path, bytes) in &files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("SITE-"), "{path}");
    }
    let config = String::from_utf8_lossy(&files["prepbook.yml"]).into_owned();
    assert!(config.contains("title: \"Q and \\\"a\\\"\"\n"), "{config}");
    let ignored = String::from_utf8_lossy(&files[".gitignore"]).into_owned();
    assert!(ignored.contains("\n/public\n"), "{ignored}");
}

#[test]
fn every_file_that_the_new_readme_names_is_there() {
    let site = Site::new();
    site.run(&["new", "guide"]);
    let readme = fs::read_to_string(site.path("guide/README.md")).expect("README.md");
    let named: Vec<&str> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .collect();
    assert!(named.len() > 7, "{named:?}");
    for name in &named {
        assert!(site.path("guide").join(name).exists(), "{name}");
    }
    let content = snapshot(&site.path("guide/content"));
    for path in content.keys().filter(|path| !path.ends_with("/index.md")) {
        assert!(named.contains(&&*format!("content/{path}")), "{path}");
    }
}

#[test]
fn an_empty_folder_and_a_fresh_repository_are_fine() {
    let site = Site::new();
    fs::create_dir_all(site.path("empty")).expect("a folder");
    assert_eq!(site.run(&["new", "empty"]).code, 0);
    fs::create_dir_all(site.path("fresh/.git")).expect("a folder");
    assert_eq!(site.run(&["new", "fresh"]).code, 0);
    let here = run::Run::new(&site.path("site"), &["new", "."]);
    let files = snapshot(&site.path("site")).len();
    assert_eq!(
        here.transcript(),
        welcome("FOLDER", files)
            .replace(" FOLDER --open", " --open")
            .replace("build FOLDER", "build")
            .replace("FOLDER", ".")
    );
}

#[test]
fn a_folder_with_files_is_refused_and_left_alone() {
    let site = Site::new().file("notes.md", "# Notes\n");
    let run = site.run(&["new", "site"]);
    assert_eq!(
        run.transcript(),
        "error: 'site' is not empty; name a new folder, or make a guide of the Markdown in this \
         one with: prepbook new --here site\nexit code: 3\n"
    );
    assert_eq!(snapshot(&site.path("site")).len(), 1);
    let run = site.run(&["new", "site/notes.md"]);
    assert_eq!(
        run.transcript(),
        "error: 'site/notes.md' is a file; name a new folder\nexit code: 3\n"
    );
}

#[test]
fn new_without_a_folder_is_wrong_usage() {
    let run = Site::new().run(&["new"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .starts_with("error: the following required arguments were not provided:\n  <DIR>\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn here_adds_a_configuration_that_is_fine_and_changes_nothing_else() {
    let site = Site::new()
        .file("README.md", "# All about \"rye\"\n\nBread.\n")
        .file("deeper/oven.md", "# Ovens\n\nHot.\n");
    let before = snapshot(&site.path("site"));
    let run = site.run(&["new", "--here", "site"]);
    assert_eq!(
        run.transcript(),
        "wrote site/prepbook.yml; 2 Markdown files will be read\n\n  \
         prepbook check --explain site\n  \
         prepbook serve site --open\n\n\
         The first says how each file was read; the second shows the guide in your browser.\n\
         exit code: 0\n"
    );
    let mut after = snapshot(&site.path("site"));
    let config = after.remove("prepbook.yml").expect("prepbook.yml");
    assert_eq!(after, before);
    let config = String::from_utf8_lossy(&config);
    assert!(
        config.contains("\ntitle: \"All about \\\"rye\\\"\"\n"),
        "{config}"
    );
    let run = site.run(&["check", "site", "--strict"]);
    assert_eq!(
        run.transcript(),
        "2 documents checked, nothing wrong\n\
         note: no questions were found; prepbook check --explain says how each file was read\n\
         exit code: 0\n"
    );
    let run = site.run(&["new", "--here", "site"]);
    assert_eq!(
        run.transcript(),
        "error: 'site/prepbook.yml' is there already; nothing was changed\nexit code: 3\n"
    );
}

#[test]
fn here_is_the_current_folder_and_the_title_its_name_when_no_page_has_one() {
    let site = Site::new()
        .file("README.md", "No heading.\n")
        .file("public/holiday.txt", "sea");
    let run = run::Run::new(&site.path("site"), &["new", "--here"]);
    assert!(
        run.stderr
            .contains("\n  prepbook check --explain\n  prepbook serve --open\n"),
        "{}",
        run.stderr
    );
    let config = fs::read_to_string(site.path("site/prepbook.yml")).expect("prepbook.yml");
    assert!(config.contains("\ntitle: \"Site\"\n"), "{config}");
    assert!(config.contains("\noutput: study-guide\n"), "{config}");
    assert_eq!(site.run(&["build", "site"]).code, 0);
    assert!(site.path("site/public/holiday.txt").is_file());
}

#[test]
fn here_needs_a_folder_with_markdown() {
    let site = Site::new().file("bread.txt", "Flour");
    assert_eq!(
        site.run(&["new", "--here", "site"]).transcript(),
        "error: there is no Markdown in 'site'; to start a guide with examples in a new folder, \
         type: prepbook new my-guide\nexit code: 3\n"
    );
    assert_eq!(
        site.run(&["new", "--here", "sight"]).transcript(),
        "error: there is no folder 'sight'; to start a guide in it, type: prepbook new sight\n\
         exit code: 3\n"
    );
    assert!(!site.path("site/prepbook.yml").exists());
}

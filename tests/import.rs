//! `prepbook import` as people run it: what it writes, what it says, and what it refuses.

#[path = "support/run.rs"]
mod run;
#[path = "support/site.rs"]
mod site;

use std::fs;

use serde_json::Value;

use site::{Site, snapshot};

const TEA: &str = "# Tea\n\n**Q1: Why does it turn bitter?**\n\nTannins.\n\n**Q2: How hot?**\n\n\
                   80 °C, see [leaves](leaves.md#which-leaves).\n\n![A cup](img/cup.png)\n\n\
                   **Q3: How long?**\n\nTODO\n";
const LEAVES: &str = "# Leaves\n\n## Which leaves?\n\n#### Answer\nYoung ones.\n";

fn tea() -> Site {
    Site::new()
        .file("tea.md", TEA)
        .file("leaves.md", LEAVES)
        .file("img/cup.png", b"PNG")
        .file("img/spare.png", b"PNG")
}

fn read(site: &Site, path: &str) -> String {
    fs::read_to_string(site.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn a_folder_is_written_anew_with_what_it_links_to() {
    let site = tea();
    let run = site.run(&["import", "site", "--out", "new"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(
        run.stdout,
        "site/leaves.md -> new/leaves.md\n\
         \x20 form     canonical, heading level 2\n\
         \x20 found    1 question, 1 answer\n\
         \x20 written  in the canonical form, new\n\
         \n\
         site/tea.md -> new/tea.md\n\
         \x20 form     numbered or labelled items, bold line\n\
         \x20 found    3 questions, 2 answers\n\
         \x20 written  in the canonical form, new\n\
         \x20 look at  1 × an answer that is promised, not written\n\
         \x20          site/tea.md:15: TODO\n\
         \x20 look at  2 × text that was taken for the answer without a label\n\
         \x20          site/tea.md:5: Tannins.\n\
         \x20          site/tea.md:9: 80 °C, see [leaves](leaves.md#which-leaves).\n\
         \n\
         2 documents and 1 attachment: 3 new, 0 overwritten, 0 unchanged\n\
         4 questions in the canonical form\n"
    );
    assert_eq!(
        read(&site, "new/tea.md"),
        "# Tea\n\n\
         ## Q1: Why does it turn bitter?\n<!-- id: tea--why-does-it-turn-bitter -->\n\n\
         ### Answer\nTannins.\n\n\
         ## Q2: How hot?\n<!-- id: tea--how-hot -->\n\n\
         ### Answer\n80 °C, see [leaves](leaves.md#which-leaves).\n\n![A cup](img/cup.png)\n\n\
         ## Q3: How long?\n<!-- id: tea--how-long -->\n\n### Answer\nTODO\n"
    );
    let files: Vec<String> = snapshot(&site.path("new")).into_keys().collect();
    assert_eq!(files, ["img/cup.png", "leaves.md", "tea.md"]);
}

#[test]
fn importing_its_own_output_changes_nothing() {
    let site = tea();
    site.run(&["import", "site", "--out", "new"]);
    let again = site.run(&["import", "new", "--out", "again"]);
    assert_eq!(again.code, 0);
    assert_eq!(snapshot(&site.path("again")), snapshot(&site.path("new")));
    let twice = site.run(&["import", "site", "--out", "new"]);
    assert!(
        twice
            .stdout
            .contains("2 documents and 1 attachment: 0 new, 0 overwritten, 3 unchanged"),
        "{}",
        twice.stdout
    );
}

#[test]
fn a_dry_run_says_what_would_be_done_and_writes_nothing() {
    let site = tea();
    let run = site.run(&["import", "site", "--out", "new", "--dry-run"]);
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains("3 would be new"), "{}", run.stdout);
    assert!(!site.path("new").exists());
}

#[test]
fn other_files_are_overwritten_by_force_alone() {
    let site = tea();
    fs::create_dir(site.path("new")).expect("a folder");
    fs::write(site.path("new/tea.md"), "mine").expect("a file");
    fs::write(site.path("new/other.md"), "mine").expect("a file");
    let before = snapshot(&site.path("new"));
    let run = site.run(&["import", "site", "--out", "new"]);
    assert_eq!(run.code, 2);
    assert_eq!(
        run.stderr,
        "error: these files are there and hold something else; name another folder, or write over \
         them with --force\n  new/tea.md\n"
    );
    assert_eq!(snapshot(&site.path("new")), before);
    let run = site.run(&["import", "site", "--out", "new", "--force"]);
    assert_eq!(run.code, 0);
    assert!(read(&site, "new/tea.md").starts_with("# Tea"));
    assert_eq!(read(&site, "new/other.md"), "mine");
}

#[test]
fn sources_are_never_written_over() {
    let site = tea();
    for (source, out) in [("site", "site"), ("site", "."), ("site/tea.md", "site")] {
        let before = snapshot(&site.path("site"));
        let run = site.run(&["import", source, "--out", out, "--force"]);
        assert_eq!(run.code, 2, "{source} to {out}");
        assert_eq!(
            run.stderr,
            format!(
                "error: '{source}' lies in '{out}', so import would write over what it reads; \
                 name another folder with --out\n"
            )
        );
        assert_eq!(snapshot(&site.path("site")), before);
    }
}

#[test]
fn an_output_folder_in_the_source_is_not_read() {
    let site = tea();
    for _ in 0..2 {
        let run = site.run(&["import", "site", "--out", "site/new"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let files: Vec<String> = snapshot(&site.path("site/new")).into_keys().collect();
    assert_eq!(files, ["img/cup.png", "leaves.md", "tea.md"]);
}

#[test]
fn a_source_that_is_not_there_is_said() {
    let run = tea().run(&["import", "nowhere", "--out", "new"]);
    assert_eq!(
        run.transcript(),
        "error: there is no file or folder 'nowhere'\nexit code: 3\n"
    );
}

#[test]
fn several_folders_get_one_each_and_files_none() {
    let site = tea()
        .file("../other/tea.md", "# Other\n\nProse.\n")
        .file("../more/site/x.md", "# X\n\nSee [y](y.md).\n")
        .file("../more/site/y.md", "# Y\n\nProse.\n");
    let run = site.run(&[
        "import",
        "site",
        "more/site",
        "other/tea.md",
        "--out",
        "new",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let files: Vec<String> = snapshot(&site.path("new")).into_keys().collect();
    assert_eq!(
        files,
        [
            "site-2/x.md",
            "site-2/y.md",
            "site/img/cup.png",
            "site/leaves.md",
            "site/tea.md",
            "tea.md"
        ]
    );
}

#[test]
fn two_files_with_one_name_get_two() {
    let site = Site::new()
        .file("a.md", "# A\n\n[the other](a.markdown#there)\n")
        .file("a.markdown", "# Other\n\n## There\n\n[the first](a.md)\n");
    let run = site.run(&["import", "site", "--out", "new"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        read(&site, "new/a.md"),
        "# Other\n\n## There\n\n[the first](a-2.md)\n"
    );
    assert_eq!(
        read(&site, "new/a-2.md"),
        "# A\n\n[the other](a.md#there)\n"
    );
    assert!(
        run.stdout
            .contains("link     a.markdown#there is a.md#there"),
        "{}",
        run.stdout
    );
}

#[test]
fn links_to_headings_whose_fragments_change_are_written_anew() {
    let site = Site::new()
        .file(
            "tea.md",
            "# Tea\n\nSee [prose](#the-cup), [this one](#why).\n\n## Questions\n\n\
             - The cup?\n- How hot?\n- How long?\n- Why?\n\n## The cup\n\nProse.\n\n\
             ## Why\n\nProse.\n",
        )
        .file(
            "more.md",
            "# More\n\nSee [the cup](tea.md#the-cup \"it\").\n",
        );
    let run = site.run(&["import", "site", "--out", "new"]);
    assert_eq!(run.code, 0);
    let text = read(&site, "new/tea.md");
    assert!(
        text.contains("See [prose](#the-cup-1), [this one](#why-1)."),
        "{text}"
    );
    assert_eq!(
        read(&site, "new/more.md"),
        "# More\n\nSee [the cup](tea.md#the-cup-1 \"it\").\n"
    );
    assert!(
        run.stdout.contains("  link     #the-cup is #the-cup-1\n"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_link_by_reference_to_a_renamed_file_is_written_anew() {
    let site = Site::new()
        .file("a.mdx", "# A\n\nSee [b] and [`c`](c.md).\n\n[b]: b.mdx\n")
        .file("b.mdx", "# B\n\nSee <a href=\"a.mdx\">a</a>.\n")
        .file("c.md", "# C\n\nProse.\n");
    let run = site.run(&["import", "site", "--out", "new"]);
    assert_eq!(run.code, 0);
    assert_eq!(
        read(&site, "new/a.md"),
        "# A\n\nSee [b] and [`c`](c.md).\n\n[b]: b.md\n"
    );
    assert_eq!(
        read(&site, "new/b.md"),
        "# B\n\nSee <a href=\"a.md\">a</a>.\n"
    );
}

#[test]
fn files_of_one_question_each_are_joined_when_that_is_wanted() {
    let file = |number: usize, words: &str| {
        format!(
            "---\ntags: [tea]\n---\n# {words}\n\nBecause of {number}.[^1]\n\n[^1]: Note {number}.\n"
        )
    };
    let mut site = Site::new()
        .file("README.md", "# Notes\n\nSee [why](tea/q1.md).\n")
        .file("tea/cup.png", b"PNG");
    for (number, words) in ["Why is it bitter?", "Which cup is best?", "How hot is it?"]
        .into_iter()
        .enumerate()
    {
        site = site.file(&format!("tea/q{}.md", number + 1), file(number + 1, words));
    }
    let run = site.run(&["import", "site", "--out", "new", "--merge"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let files: Vec<String> = snapshot(&site.path("new")).into_keys().collect();
    assert_eq!(files, ["README.md", "tea/questions.md"], "{}", run.stdout);
    let text = read(&site, "new/tea/questions.md");
    assert!(
        text.starts_with(
            "---\ntags: [tea]\naliases:\n  - tea/q1.md\n  - tea/q2.md\n  - tea/q3.md\n---\n\n# Tea\n\n## Why is it bitter?\n\
             <!-- id: tea.q1--why-is-it-bitter -->\n\n### Answer\nBecause of 1.[^1]\n\n\
             ## Which cup is best?\n"
        ),
        "{text}"
    );
    assert!(text.contains("[^1-2]: Note 2."), "{text}");
    assert_eq!(
        read(&site, "new/README.md"),
        "# Notes\n\nSee [why](tea/questions.md#why-is-it-bitter).\n"
    );
    let list = site.run(&["list", "new", "--json"]);
    assert_eq!(list.stdout.lines().count(), 3);
    let check = site.run(&["check", "new", "--strict"]);
    assert_eq!(check.code, 0, "{}", check.stderr);
}

#[test]
fn text_out_of_a_pdf_is_written_as_it_was_mended() {
    let nursing = include_str!("fixtures/shapes/geography-bank.md");
    let site = Site::new().file("bank.md", nursing);
    let run = site.run(&["import", "site", "--out", "new", "--format", "json"]);
    assert_eq!(run.code, 0);
    let report: Value = serde_json::from_str(&run.stdout).expect("the report is JSON");
    let file = &report["files"][0];
    assert_eq!(file["form"], "text taken out of a PDF, heading level 3");
    assert_eq!(file["manner"], "canonical");
    let mended = file["look_at"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|doubt| doubt["what"] == "a line that was mended")
        .count();
    assert!(mended > 20, "{mended}");
    assert!(read(&site, "new/bank.md").contains("\n### 1. "));
}

#[test]
fn the_report_for_programs_has_everything() {
    let site = tea();
    let run = site.run(&["import", "site", "--out", "new", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("the report is JSON");
    assert_eq!(report["attachments"], serde_json::json!(["img/cup.png"]));
    assert_eq!(
        report["files"][1],
        serde_json::json!({
            "out": "tea.md",
            "change": "new",
            "manner": "canonical",
            "sources": ["site/tea.md"],
            "kind": "questions",
            "form": "numbered or labelled items, bold line",
            "questions": 3,
            "answers": 2,
            "follow_ups": 0,
            "left_out": {},
            "links": [],
            "look_at": [
                {
                    "file": "site/tea.md",
                    "line": 5,
                    "what": "text that was taken for the answer without a label",
                    "words": "Tannins."
                },
                {
                    "file": "site/tea.md",
                    "line": 9,
                    "what": "text that was taken for the answer without a label",
                    "words": "80 °C, see [leaves](leaves.md#which-leaves)."
                },
                {
                    "file": "site/tea.md",
                    "line": 15,
                    "what": "an answer that is promised, not written",
                    "words": "TODO"
                }
            ]
        })
    );
}

#[test]
fn files_without_questions_are_carried_over_as_they_are() {
    let prose = "---\ntitle: Notes\n---\n\n# Notes\n\n* odd   spacing\n* kept\n\n\n__bold__\n";
    let site = Site::new()
        .file("notes.md", prose)
        .file("windows.md", "# Lines\r\n\r\nEnd.");
    let run = site.run(&["import", "site", "--out", "new"]);
    assert_eq!(run.code, 0);
    assert_eq!(read(&site, "new/notes.md"), prose);
    assert_eq!(read(&site, "new/windows.md"), "# Lines\n\nEnd.\n");
}

#[test]
fn tables_of_questions_are_documents_and_other_tables_are_files() {
    let site = Site::new()
        .file(
            "tea.csv",
            "\u{feff}Tags;Expected answer;Question;Shelf\r\n\
             leaves, water;Tannins.;Why is it bitter?;2\r\n\
             ;\"Not \"\"boiling\"\":\n\n# Green\n\n80 °C\";\"How\nhot?\";\r\n",
        )
        .file("prices.csv", "tea,price\nGreen,3\n")
        .file("more.tsv", "Q\tlevel\nHow long?\tjunior\n")
        .file(
            "README.md",
            "# Notes\n\n[Tea](tea.csv#how-hot), [prices](prices.csv)\n",
        );
    let list = site.run(&["list", "site"]);
    assert_eq!(
        list.stdout,
        "more.tsv  More  (1 entry)\n\
         \x20    2  question  open      How long?\n\
         \n\
         tea.csv  Tea  (2 entries)\n\
         \x20    2  question  answered  Why is it bitter?\n\
         \x20    3  question  answered  How hot?\n\n\
         3 questions (2 answered, 0 with follow-ups, 0 with a rubric)\n"
    );
    let run = site.run(&["import", "site", "--out", "new"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let files: Vec<String> = snapshot(&site.path("new")).into_keys().collect();
    assert_eq!(files, ["README.md", "more.md", "prices.csv", "tea.md"]);
    assert_eq!(
        read(&site, "new/tea.md"),
        "# Tea\n\n## Why is it bitter?\n<!-- id: tea--why-is-it-bitter -->\n\n\
         **Tags:** leaves, water\n\n### Answer\nTannins.\n\n\
         ### Notes\n- **Shelf:** 2\n\n\
         ## How hot?\n<!-- id: tea--how-hot -->\n\n\
         ### Answer\nNot \"boiling\":\n\n#### Green\n\n80 °C\n"
    );
    assert_eq!(
        read(&site, "new/README.md"),
        "# Notes\n\n[Tea](tea.md#how-hot), [prices](prices.csv)\n"
    );
    let build = site.run(&["build", "site", "--out", "pages"]);
    assert_eq!(build.code, 0, "{}", build.stderr);
    assert!(read(&site, "pages/tea.html").contains("Tannins."));
    let alone = site.run(&["list", "site/tea.csv"]);
    assert!(
        alone.stdout.starts_with("tea.csv  Tea  (2 entries)"),
        "{}",
        alone.stdout
    );
}

#[test]
fn ids_that_were_kept_beside_the_files_stand_in_them_afterwards() {
    let site = tea();
    let run = site.run(&["ids", "site", "--write"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let renamed = TEA.replace("Why does it turn bitter?", "Why does tea turn bitter?");
    fs::write(site.path("site/tea.md"), renamed).expect("a file");
    let run = site.run(&["import", "site", "--out", "new"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let text = read(&site, "new/tea.md");
    let wanted = "## Q1: Why does tea turn bitter?\n<!-- id: tea--why-does-it-turn-bitter -->\n";
    assert!(text.contains(wanted), "{text}");
}

#[test]
fn an_output_that_cannot_be_written_changes_nothing() {
    let site = tea();
    fs::create_dir_all(site.path("new/tea.md")).expect("a folder in the way");
    let run = site.run(&["import", "site", "--out", "new", "--force"]);
    assert_eq!(run.code, 3);
    assert!(
        run.stderr
            .contains("cannot write 'new/tea.md'; nothing was changed"),
        "{}",
        run.stderr
    );
    assert!(snapshot(&site.path("new")).is_empty());
}

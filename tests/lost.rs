//! Nothing is lost: every word of a source stands on the pages made of it.
//!
//! Apart from front matter and ids, which are no text; from what `check --explain` counts as left
//! out; from formulas, which are drawn; and from labels, for which pages have words of their own
//! ("Expected Answer:" is a fold called "Answer").
//!
//! The corpora and the reference documents are read where they are at hand, beside the checkout;
//! their trials are ignored where they are not.

#[path = "support/beside.rs"]
mod beside;
#[path = "support/soup.rs"]
mod soup;
#[path = "support/words.rs"]
mod words;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use prepbook::config::Config;
use prepbook::diagnostic::Checked;
use prepbook::model::{Document, Form};
use prepbook::pipeline::{Build, Builder};
use prepbook::render::{Artifact, Content};
use prepbook::source::{FileId, Inputs, SourceFile, locate, read_inputs};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config as Cases, TestRunner};

use beside::{FOLDERS, when};
use words::{Run, Words, count_page, of_source};

/// What labels are made of. Text that is nothing else is a label, and may be shown in the words of
/// the interface.
const LABELS: [&str; 42] = [
    "a",
    "and",
    "answer",
    "answers",
    "ask",
    "candidate",
    "criteria",
    "description",
    "evaluation",
    "expected",
    "fail",
    "follow",
    "format",
    "good",
    "hear",
    "hint",
    "hints",
    "includes",
    "interview",
    "minimum",
    "acceptable",
    "minutes",
    "must",
    "options",
    "pass",
    "question",
    "questions",
    "red",
    "flags",
    "role",
    "rubric",
    "sample",
    "scenario",
    "solution",
    "strong",
    "the",
    "time",
    "to",
    "total",
    "up",
    "ups",
    "view",
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut trials = vec![
        Trial::test("of documents mixed without sense", soups),
        Trial::test(
            "of what is left out, the words are missed",
            the_measure_measures,
        ),
    ];
    for folder in [
        "content",
        "tests/fixtures/shapes",
        "tests/fixtures/everything",
    ] {
        trials.push(trial(folder, checkout.join(folder), true));
    }
    for folder in FOLDERS {
        let path = checkout.join("../shared").join(folder);
        let there = path.is_dir();
        trials.push(trial(folder, path, there));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trial(name: &str, folder: PathBuf, there: bool) -> Trial {
    let trial = Trial::test(format!("of {name}"), move || of_folder(&folder));
    when(there, trial)
}

/// Each document of a folder, built alone: in a guide its words might stand on other pages.
fn of_folder(folder: &Path) -> Result<(), Failed> {
    let site = locate(folder)?;
    let inputs = read_inputs(&site, &Config::default().read_options(None))?;
    assert!(!inputs.documents.is_empty(), "there is nothing to read");
    let mut report = String::new();
    for file in &inputs.documents {
        let lost = lost(file);
        for run in lost.iter().take(10) {
            let line = file.text[..run.place].matches('\n').count() + 1;
            let _ = writeln!(report, "{}:{line}: '{}'", file.path, run.words);
        }
    }
    if report.is_empty() {
        Ok(())
    } else {
        Err(report.into())
    }
}

/// What stands in a source and not on its pages.
fn lost(file: &SourceFile) -> Vec<Run> {
    let (mut shown, build) = pages(file);
    let document = &build.guide.documents[0].document;
    let left_out = left_out(document, &file.text);
    let runs = of_source(&file.text, front_matter(&file.text), &left_out);
    let mut lost: Vec<Run> = runs
        .into_iter()
        .filter(|run| match shown.get_mut(&run.words) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => !is_label(&run.text) && !has_label(run) && !is_bullet(document, run),
        })
        .collect();
    lost.sort_by_key(|run| run.place);
    lost
}

fn pages(file: &SourceFile) -> (Words, Build) {
    let mut inputs = Inputs::default();
    inputs.documents.push(file.clone());
    let config = Checked::fine(Config::default());
    let mut artifacts: Vec<Artifact> = Vec::new();
    let build = Builder::default().build(&inputs, &config, &mut artifacts);
    let mut shown = Words::new();
    // Lists and the search repeat titles, and would hide that one is missing.
    let own = |path: &str| {
        let mut pages = build.guide.pages.iter();
        pages.any(|page| page.url == path && page.key.document().is_some())
    };
    for artifact in &artifacts {
        if let Content::Bytes(bytes) = &artifact.content
            && own(&artifact.path)
        {
            count_page(&String::from_utf8_lossy(bytes), &mut shown);
        }
    }
    (shown, build)
}

/// What the reader says that it left out, formulas, and the numbers of questions.
fn left_out(document: &Document, text: &str) -> Vec<Range<usize>> {
    let dropped = document
        .reading
        .dropped
        .iter()
        .map(|item| item.span.range());
    let formulas = document.facts.formulas.iter().map(|(_, span)| span.range());
    let numbers = document.questions().filter_map(|question| {
        let title = text.get(question.title_span.range())?;
        let at = question.title_span.start as usize + title.find(&question.number)?;
        (!question.number.is_empty()).then(|| at..at + question.number.len())
    });
    dropped.chain(formulas).chain(numbers).collect()
}

/// Length of the front matter.
fn front_matter(text: &str) -> usize {
    let Some(inner) = text.strip_prefix("---\n") else {
        return 0;
    };
    let end = ["\n---\n", "\n...\n"].iter().find_map(|end| {
        let at = format!("\n{inner}").find(end)?;
        Some(4 + at - 1 + end.len())
    });
    end.unwrap_or(0).min(text.len())
}

/// Whether a text is a label: of nothing but its words, or a few that end with what follows.
fn is_label(text: &str) -> bool {
    const LONGEST: usize = 5;
    let words = words::words(text);
    let known = |word: &String| {
        LABELS.contains(&word.as_str()) || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let names_what_follows = words
        .last()
        .is_some_and(|last| matches!(last.as_str(), "answer" | "solution"));
    words.iter().all(known) || (words.len() <= LONGEST && names_what_follows)
}

/// `Scenario: A title`, where the page says of what kind the title is.
fn has_label(run: &Run) -> bool {
    run.text.split_once(':').is_some_and(|(label, _)| {
        let first = words::words(label).into_iter().next();
        is_label(label) && first.is_some_and(|first| run.words.starts_with(&first))
    })
}

/// Text out of a PDF has letters for bullets.
fn is_bullet(document: &Document, run: &Run) -> bool {
    document.reading.form == Form::PlainText && run.words.starts_with("o ")
}

fn soups() -> Result<(), Failed> {
    let mut runner = TestRunner::deterministic();
    let cases = Cases::default().cases;
    for _ in 0..cases {
        let text = soup::file()
            .new_tree(&mut runner)
            .map_err(|error| error.to_string())?
            .current();
        let text = marked(&text);
        let file = SourceFile::new(FileId::new("a.md"), "a.md", text.as_bytes());
        let (shown, build) = pages(&file);
        let document = &build.guide.documents[0].document;
        let left_out = left_out(document, &file.text);
        // What is code and what is text may be repaired, so words are looked for one by one.
        let runs = of_source(&file.text, front_matter(&file.text), &left_out);
        let words = runs.iter().flat_map(|run| run.words.split(' '));
        let lost: BTreeSet<&str> = words
            .filter(|word| word.starts_with("qz") && !shown.contains_key(*word))
            .collect();
        if !lost.is_empty() {
            return Err(format!("{lost:?} of\n{}", file.text).into());
        }
    }
    Ok(())
}

/// The text with a word behind each line that stands nowhere else.
fn marked(text: &str) -> String {
    let mut out = String::new();
    // Where comments and formulas end depends on what is code, and that may be repaired.
    let text = text.replace("<!--", "").replace("-->", "").replace('$', "");
    for (number, line) in text.lines().enumerate() {
        out.push_str(line);
        // What opens code in one reading and is code in another is no text in both.
        let opens = ["```", "~~~"];
        if !opens.iter().any(|open| line.contains(open)) && line.contains(char::is_alphanumeric) {
            let _ = write!(out, " qz{number}");
        }
        out.push('\n');
    }
    out
}

fn the_measure_measures() -> Result<(), Failed> {
    let text = "# A\n\nOne two three four.\n";
    let (mut shown, _) = pages(&SourceFile::new(
        FileId::new("a.md"),
        "a.md",
        text.as_bytes(),
    ));
    assert_eq!(shown.remove("two three four"), Some(1));
    assert_eq!(shown.get("four five six"), None);
    let runs: Vec<String> = of_source("a *b* <!-- c --> [d](e) `f g h i`\n", 0, &[])
        .into_iter()
        .map(|run| run.words)
        .collect();
    assert_eq!(runs, ["a", "b", "d", "f g h", "g h i"]);
    Ok(())
}

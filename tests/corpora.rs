//! Holds the reader to collections of questions in every form.
//!
//! 1. Public repositories, as they are on GitHub, beside the checkout (`../shared/corpora`, or where
//!    `PREPBOOK_CORPORA` says; ignored where they are not): nearly all questions of each are found,
//!    nearly nothing else is, and nearly always it is seen whether there is an answer.
//! 2. Made-up documents in many forms, habits and languages: all of it, exactly.
//! 3. Made-up documents that look a little like questions and hold none.

#![expect(
    dead_code,
    reason = "the shared comparison and runs serve other tests with more"
)]

#[path = "support/beside.rs"]
mod beside;
#[path = "support/recall.rs"]
mod recall;
#[path = "support/run.rs"]
mod run;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

use beside::{FOLDERS, when};
use recall::{Recall, Row, rows};
use run::Run;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpora = std::env::var_os("PREPBOOK_CORPORA")
        .map_or_else(|| checkout.join("../shared/corpora"), PathBuf::from);
    let there = corpora.join("expected").is_dir();
    let mut trials: Vec<Trial> = FOLDERS
        .iter()
        .filter_map(|folder| folder.strip_prefix("corpora/"))
        .map(|name| corpus_trial(name, corpora.clone(), there))
        .collect();
    let made = checkout.join("tests/fixtures/made");
    let mut names: Vec<PathBuf> = fs::read_dir(&made)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("a folder can be listed").path())
        .collect();
    names.sort();
    for folder in names {
        let name = folder
            .file_name()
            .expect("a folder has a name")
            .to_string_lossy();
        let trial = Trial::test(format!("made up: {name}"), move || exact(&folder));
        trials.push(trial);
    }
    let plain = checkout.join("tests/fixtures/plain");
    trials.push(Trial::test(
        "documents without questions have none",
        move || none(&Recall::new(Vec::new(), found(&plain)).spurious()),
    ));
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn corpus_trial(name: &'static str, corpora: PathBuf, there: bool) -> Trial {
    let trial = Trial::test(format!("the corpora: {name}"), move || {
        let expected = rows(&read(&corpora.join(format!("expected/{name}.jsonl"))));
        nearly_all(expected, found(&corpora.join(name)))
    });
    when(there, trial)
}

/// At least 98 of 100 questions, at most 2 of 100 that are none (or one, where there are none), and
/// 97 of 100 known to be answered or not.
fn nearly_all(expected: Vec<Row>, found: Vec<Row>) -> Result<(), Failed> {
    let (there, seen) = (expected.len(), found.len());
    let recall = Recall::new(expected, found);
    let share = |part: usize, whole: usize| {
        if whole == 0 {
            100.0
        } else {
            100.0 * f64::from(u32::try_from(part).expect("few"))
                / f64::from(u32::try_from(whole).expect("few"))
        }
    };
    let spurious = recall.spurious();
    let precise = if there == 0 {
        spurious.len() <= 1
    } else {
        share(recall.matched(), seen) >= 98.0
    };
    let answered = recall.answered();
    let agreed = recall.matched() - answered.len();
    if share(recall.matched(), there) >= 98.0 && precise && share(agreed, recall.matched()) >= 97.0
    {
        return Ok(());
    }
    none(&[recall.missed(), spurious, answered].concat())
}

fn exact(folder: &Path) -> Result<(), Failed> {
    let recall = Recall::new(rows(&read(&folder.join("expected.jsonl"))), found(folder));
    none(&[recall.missed(), recall.spurious(), recall.answered()].concat())
}

fn found(folder: &Path) -> Vec<Row> {
    let run = Run::new(folder, &["list", "--json", "."]);
    rows(&run.stdout)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn none(lines: &[String]) -> Result<(), Failed> {
    if lines.is_empty() {
        Ok(())
    } else {
        Err(lines.join("\n").into())
    }
}

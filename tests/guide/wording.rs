//! The guide's words are its own: no run of eight words is one of the reference documents'.
//!
//! They are read where they are at hand, beside the checkout; nothing of them is kept here.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use libtest_mimic::{Failed, Trial};

use crate::beside::when;
use crate::{DOCUMENTS, fine_if_empty};

/// How many words in a row are no coincidence.
const RUN: usize = 8;

/// The trials of this file.
pub fn trials() -> Vec<Trial> {
    let reference = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference");
    let there = reference.is_dir();
    vec![
        Trial::test("wording::a_run_that_is_copied_is_found", || {
            let theirs = runs_of("See: a Queue, that nobody reads — grows until it is FULL.");
            let copied = "For a queue that nobody reads grows until it is full";
            assert_eq!(
                shared(copied, &theirs),
                [
                    "a queue that nobody reads grows until it",
                    "queue that nobody reads grows until it is",
                    "that nobody reads grows until it is full"
                ]
            );
            assert_eq!(shared("a queue that nobody reads grows", &theirs), [""; 0]);
            Ok(())
        }),
        when(
            there,
            Trial::test("wording::is_its_own", move || compare(&reference)),
        ),
    ]
}

fn compare(reference: &Path) -> Result<(), Failed> {
    let mut theirs = BTreeSet::new();
    for entry in fs::read_dir(reference)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            theirs.extend(runs_of(&fs::read_to_string(&path)?));
        }
    }
    assert!(theirs.len() > 10_000, "there is something to compare with");
    let mut report = String::new();
    for (document, text) in DOCUMENTS.iter() {
        for run in shared(text, &theirs) {
            let _ = writeln!(report, "{}: another work has it, too: {run}", document.path);
        }
    }
    fine_if_empty(report)
}

/// The runs of a text that are others' runs, too, in order.
fn shared(text: &str, theirs: &BTreeSet<String>) -> Vec<String> {
    let words = words(text);
    let runs = words.windows(RUN).map(|run| run.join(" "));
    runs.filter(|run| theirs.contains(run)).collect()
}

fn runs_of(text: &str) -> BTreeSet<String> {
    let words = words(text);
    words.windows(RUN).map(|run| run.join(" ")).collect()
}

/// Letters and digits in a row, in lower case; marks and code's signs only part words.
fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

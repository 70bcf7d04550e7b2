//! `prepbook build` and its output folder: the real program on real folders, killed at any moment,
//! and on every kind of folder that is not a plain one.

mod kills;
mod mounts;
mod outputs;
#[path = "../support/run.rs"]
mod run;
#[path = "../support/site.rs"]
mod site;
mod unix;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use site::Site;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = [
        kills::trials(),
        outputs::trials(),
        unix::trials(),
        mounts::trials(),
    ];
    libtest_mimic::run(&arguments, trials.into_iter().flatten().collect()).exit_code()
}

/// Tests that run anywhere, by name.
fn plain(tests: &[(&str, fn())]) -> Vec<Trial> {
    tests
        .iter()
        .map(|(name, test)| {
            let test = *test;
            Trial::test(*name, move || {
                test();
                Ok(())
            })
        })
        .collect()
}

/// A site of one document about dough.
fn bakery() -> Site {
    Site::new().file("bread.md", bread("gas"))
}

/// The document, with an answer.
fn bread(answer: &str) -> String {
    format!("# Bread\n\n### Why does dough rise?\n\n#### Answer\nYeast makes {answer}.\n")
}

//! The guide that ships: it covers what it promises, its programs run, its words are its own.
//!
//! The handbook below `content/handbook` is left out: it explains prepbook, and `tests/handbook.rs`
//! reads it.

#[expect(dead_code, reason = "only the reference is compared with")]
#[path = "../support/beside.rs"]
mod beside;

mod blocks;
mod coverage;
mod documents;
mod figures;
mod wording;

use std::process::ExitCode;
use std::sync::LazyLock;

use libtest_mimic::{Arguments, Failed};

use documents::Documents;

/// The guide, read once.
static DOCUMENTS: LazyLock<Documents> = LazyLock::new(Documents::read);

/// Fails with what was found, if anything was.
fn fine_if_empty(report: String) -> Result<(), Failed> {
    if report.is_empty() {
        Ok(())
    } else {
        Err(report.into())
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = figures::trials();
    trials.extend(coverage::trials());
    trials.extend(wording::trials());
    trials.extend(blocks::trials());
    libtest_mimic::run(&arguments, trials).exit_code()
}

//! One file per command.
//!
//! A command reads what the command line means ([`project`]), runs the pipeline, and says what
//! happened ([`terminal`]). Trouble in content is an [`Outcome`]; a broken environment is an
//! error.

pub mod build;
pub mod check;
mod explain;
pub mod list;
pub mod new;
mod project;
pub mod schema;
pub mod serve;
mod terminal;

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It did what it was asked.
    Fine,
    /// The content has errors.
    ContentErrors,
}

/// The exit code: 0 fine, 1 the content has errors, 3 something else failed (which is printed).
/// The command line's parser uses 2.
pub fn exit_code(result: anyhow::Result<Outcome>) -> ExitCode {
    match result {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::ContentErrors) => ExitCode::from(1),
        Err(error) if terminal::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::say(&format!("error: {error:#}"));
            ExitCode::from(3)
        }
    }
}

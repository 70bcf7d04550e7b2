//! One file per command.
//!
//! A command reads what the command line means ([`project`]), runs the pipeline, and says what
//! happened ([`terminal`]). Trouble in content is an [`Outcome`]; a broken environment is an
//! error.

pub mod build;
mod changes;
pub mod check;
mod explain;
pub mod ids;
pub mod import;
pub mod list;
pub mod new;
mod pin;
mod project;
mod recall;
pub mod schema;
pub mod serve;
mod since;
mod tables;
mod terminal;

use std::fmt;
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It did what it was asked.
    Fine,
    /// The content has errors.
    ContentErrors,
}

/// Something typed that only the site's configuration shows to be wrong.
#[derive(Debug)]
pub struct WrongUsage(pub String);

impl fmt::Display for WrongUsage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for WrongUsage {}

/// The exit code: 0 fine, 1 the content has errors, 2 wrong usage (as the command line's parser
/// has it), 3 something else failed, which is printed.
pub fn exit_code(result: anyhow::Result<Outcome>) -> ExitCode {
    match result {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::ContentErrors) => ExitCode::from(1),
        Err(error) if terminal::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::say(&format!("error: {error:#}"));
            ExitCode::from(if error.is::<WrongUsage>() { 2 } else { 3 })
        }
    }
}

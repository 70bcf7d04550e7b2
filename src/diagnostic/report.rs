//! A set of diagnostics, sorted, with the texts they point into.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::{Diagnostic, Severity, human, json, short};
use crate::source::FileId;

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportFormat {
    /// With source lines and carets.
    #[default]
    Human,
    /// One line each.
    Short,
    /// One JSON object per line.
    Json,
}

impl FromStr for ReportFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "human" => Ok(Self::Human),
            "short" => Ok(Self::Short),
            "json" => Ok(Self::Json),
            other => Err(format!("'{other}' is not one of human, short, json")),
        }
    }
}

/// Diagnostics together with what is needed to print them.
pub struct Report<'a> {
    /// The diagnostics, sorted.
    pub diagnostics: &'a [Diagnostic],
    /// The text of each file.
    pub texts: &'a BTreeMap<&'a FileId, &'a str>,
    /// Stands before each path: empty or ending in `/`.
    pub prefix: &'a str,
}

impl Report<'_> {
    /// The report in `format`; `color` concerns the human format alone.
    pub fn to_text(&self, format: ReportFormat, color: bool) -> String {
        match format {
            ReportFormat::Human => human::write(self, color),
            ReportFormat::Short => short::write(self),
            ReportFormat::Json => json::write(self),
        }
    }

    /// The path to show for a file.
    pub fn path(&self, file: &FileId) -> String {
        format!("{}{file}", self.prefix)
    }

    /// The text of a file; empty when it is not at hand.
    pub fn text(&self, file: &FileId) -> &str {
        self.texts.get(file).copied().unwrap_or_default()
    }
}

/// Sorts by file, place and code, and leaves out what is said twice.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort();
    diagnostics.dedup();
}

/// Number of errors and of warnings.
pub fn count(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .count();
    (errors, diagnostics.len() - errors)
}

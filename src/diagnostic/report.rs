//! A set of diagnostics, sorted, with the texts they point into.

use std::collections::BTreeMap;

use super::{Diagnostic, Severity};
use crate::source::FileId;

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

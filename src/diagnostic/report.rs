//! A set of diagnostics, sorted, with the texts they point into.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Diagnostic, Severity};
use crate::source::{FileId, LineColumn, LineIndex, Span};

/// Diagnostics together with what is needed to print them.
pub struct Report<'a> {
    /// The diagnostics, sorted.
    pub diagnostics: &'a [Diagnostic],
    /// The text of each file.
    pub texts: &'a BTreeMap<&'a FileId, &'a str>,
    /// Stands before each path: empty or ending in `/`.
    pub prefix: &'a str,
    /// The lines of each file that a place was asked of.
    lines: RefCell<BTreeMap<FileId, Rc<LineIndex>>>,
}

impl<'a> Report<'a> {
    /// A report of `diagnostics` on `texts`, with `prefix` before each path.
    pub fn new(
        diagnostics: &'a [Diagnostic],
        texts: &'a BTreeMap<&'a FileId, &'a str>,
        prefix: &'a str,
    ) -> Self {
        Self {
            diagnostics,
            texts,
            prefix,
            lines: RefCell::default(),
        }
    }

    /// The lines of a file: looked for once, however much is said about it.
    pub fn lines(&self, file: &FileId) -> Rc<LineIndex> {
        if let Some(known) = self.lines.borrow().get(file) {
            return Rc::clone(known);
        }
        let lines = Rc::new(LineIndex::new(self.text(file)));
        self.lines
            .borrow_mut()
            .insert(file.clone(), Rc::clone(&lines));
        lines
    }

    /// The path to show for a file.
    pub fn path(&self, file: &FileId) -> String {
        format!("{}{file}", self.prefix)
    }

    /// The text of a file; empty when it is not at hand.
    pub fn text(&self, file: &FileId) -> &str {
        self.texts.get(file).copied().unwrap_or_default()
    }

    /// The first place of a span and the place behind its last character.
    ///
    /// A line feed at the end belongs to the line that it ends, so that a span of one whole line
    /// is on that line alone.
    pub fn range(&self, file: &FileId, span: Span) -> (LineColumn, LineColumn) {
        let text = self.text(file);
        let index = self.lines(file);
        let start = index.line_column(text, span.start as usize);
        let mut end = index.line_column(text, span.end as usize);
        if end.line > start.line && end.column == 1 {
            end = index.line_column(text, index.line_start(end.line) - 1);
        }
        (start, end)
    }

    /// `path:line:column` of a place, or the path alone.
    pub fn place(&self, file: &FileId, span: Option<Span>) -> String {
        let path = self.path(file);
        match span {
            Some(span) => {
                let (start, _) = self.range(file, span);
                format!("{path}:{}:{}", start.line, start.column)
            }
            None => path,
        }
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

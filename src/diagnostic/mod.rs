//! Trouble in content, as values: what, where, and the way out.
//!
//! A stage returns [`Checked`]: its value and everything it has to say. Nothing stops at the
//! first mistake. The words of each kind of trouble stand with its [`Code`]; how a report looks
//! is decided by one file per output format.

pub mod code;
pub mod format;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod nearest;
pub mod report;
pub mod short;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use code::{Code, CodeInfo};
pub use format::ReportFormat;
pub use report::Report;

use crate::source::{FileId, Span};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// No correct site can be made.
    Error,
    /// The site is made, and the place is marked.
    Warning,
}

impl Severity {
    /// The word in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One piece of trouble in content, configuration or theme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The file.
    pub file: FileId,
    /// The place in its decoded text; the whole file when absent.
    pub span: Option<Span>,
    /// What kind of trouble.
    pub code: Code,
    /// How bad; from the code unless the configuration says otherwise.
    pub severity: Severity,
    /// What is wrong, in one sentence without a full stop.
    pub message: Arc<str>,
    /// A few words at the caret.
    pub label: Option<Arc<str>>,
    /// The way out.
    pub help: Option<Arc<str>>,
    /// Other places that matter.
    pub related: Vec<Related>,
}

/// Another place that matters for a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Related {
    /// The file.
    pub file: FileId,
    /// The place.
    pub span: Span,
    /// What is there.
    pub message: Arc<str>,
}

impl Diagnostic {
    /// A diagnostic at a place, as severe as its code says.
    pub fn new(code: Code, file: &FileId, span: Span, message: impl Into<Arc<str>>) -> Self {
        Self {
            file: file.clone(),
            span: Some(span),
            code,
            severity: code.info().severity,
            message: message.into(),
            label: None,
            help: None,
            related: Vec::new(),
        }
    }

    /// A diagnostic about a whole file.
    pub fn of_file(code: Code, file: &FileId, message: impl Into<Arc<str>>) -> Self {
        Self {
            span: None,
            ..Self::new(code, file, Span::default(), message)
        }
    }

    /// Adds words at the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<Arc<str>>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<Arc<str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, file: &FileId, span: Span, message: impl Into<Arc<str>>) -> Self {
        self.related.push(Related {
            file: file.clone(),
            span,
            message: message.into(),
        });
        self
    }
}

/// A value with everything there is to say about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked<T> {
    /// The value.
    pub value: T,
    /// What is wrong with its source.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value without trouble.
    pub fn fine(value: T) -> Self {
        Self {
            value,
            diagnostics: Vec::new(),
        }
    }

    /// A value and its trouble.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }
}

//! The JSON format: one object per line, for editors and scripts.

use serde::Serialize;

use super::report::Report;
use crate::source::{FileId, Span};

#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    label: Option<&'a str>,
    help: Option<&'a str>,
    #[serde(flatten)]
    place: Place,
    related: Vec<RelatedRow<'a>>,
}

#[derive(Serialize)]
struct RelatedRow<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: Place,
}

#[derive(Serialize)]
struct Place {
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

/// One object for each diagnostic; lines and columns start at 1, columns count characters.
pub fn write(report: &Report<'_>) -> String {
    let mut out = String::new();
    for diagnostic in report.diagnostics {
        let row = Row {
            code: diagnostic.code.name(),
            severity: diagnostic.severity.name(),
            message: &diagnostic.message,
            label: diagnostic.label.as_deref(),
            help: diagnostic.help.as_deref(),
            place: place(report, &diagnostic.file, diagnostic.span),
            related: diagnostic
                .related
                .iter()
                .map(|related| RelatedRow {
                    message: &related.message,
                    place: place(report, &related.file, Some(related.span)),
                })
                .collect(),
        };
        // Serialising strings and numbers cannot fail.
        out.push_str(&serde_json::to_string(&row).unwrap_or_default());
        out.push('\n');
    }
    out
}

fn place(report: &Report<'_>, file: &FileId, span: Option<Span>) -> Place {
    let text = report.text(file);
    let index = report.lines(file);
    let start = span.map(|span| index.line_column(text, span.start as usize));
    let end = span.map(|span| index.line_column(text, span.end as usize));
    Place {
        file: report.path(file),
        line: start.map(|at| at.line),
        column: start.map(|at| at.column),
        end_line: end.map(|at| at.line),
        end_column: end.map(|at| at.column),
    }
}

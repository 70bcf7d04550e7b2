//! A Code Quality report of GitLab: one JSON array, shown in merge requests
//! (<https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>).
//!
//! GitLab compares the reports of two branches by fingerprints, so a fingerprint is made of file,
//! code and message and of no place: what only moved is not new.

use std::collections::BTreeMap;

use serde::Serialize;

use super::report::Report;
use super::{Diagnostic, Severity};
use crate::source::Digest;

#[derive(Serialize)]
struct Violation<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'a str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// The array, an object on each line; paths are relative to the repository.
pub fn write(report: &Report<'_>) -> String {
    let mut seen = BTreeMap::new();
    let rows: Vec<String> = report
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let same = (&diagnostic.file, diagnostic.code, &diagnostic.message);
            let earlier = seen.entry(same).or_insert(0_usize);
            let row = violation(report, diagnostic, *earlier);
            *earlier += 1;
            // Serialising strings and numbers cannot fail.
            serde_json::to_string(&row).unwrap_or_default()
        })
        .collect();
    match rows.is_empty() {
        true => "[]\n".to_owned(),
        false => format!("[\n{}\n]\n", rows.join(",\n")),
    }
}

/// One entry; `earlier` counts the entries before it that differ in nothing but their place.
fn violation<'a>(report: &Report<'_>, diagnostic: &'a Diagnostic, earlier: usize) -> Violation<'a> {
    let path = report.path(&diagnostic.file);
    let code = diagnostic.code.name();
    let message = &diagnostic.message;
    let identity = format!("{path}\0{code}\0{message}\0{earlier}");
    // A line is required; what concerns a whole file is shown at its first.
    let (begin, end) = diagnostic.span.map_or((1, 1), |span| {
        let (start, end) = report.range(&diagnostic.file, span);
        (start.line, end.line)
    });
    Violation {
        description: match &diagnostic.help {
            Some(help) => format!("{message}; {help}"),
            None => message.to_string(),
        },
        check_name: code,
        fingerprint: Digest::of(identity.as_bytes()).to_string(),
        severity: match diagnostic.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
        },
        location: Location {
            path,
            lines: Lines { begin, end },
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use serde_json::{Value, json};

    use super::write;
    use crate::diagnostic::{Code, Diagnostic, Report, Severity};
    use crate::source::{FileId, Span};

    fn rows(text: &str, diagnostics: &[Diagnostic]) -> Vec<Value> {
        let file = FileId::new("a.md");
        let written = write(&Report::new(
            diagnostics,
            &BTreeMap::from([(&file, text)]),
            "docs/",
        ));
        serde_json::from_str(&written).expect("a JSON array")
    }

    fn link(start: usize) -> Diagnostic {
        let file = FileId::new("a.md");
        Diagnostic::new(
            Code::BrokenLink,
            &file,
            Span::new(start, start + 6),
            "no 'b'",
        )
    }

    fn fingerprints(rows: &[Value]) -> Vec<String> {
        rows.iter()
            .map(|row| row["fingerprint"].as_str().expect("a text").to_owned())
            .collect()
    }

    #[test]
    fn an_entry_has_every_field_that_gitlab_asks_for() {
        let mut error = link(0).help("add \"b\"");
        error.severity = Severity::Error;
        let whole = Diagnostic::of_file(Code::DuplicateUrl, &FileId::new("a.md"), "same");
        assert_eq!(
            rows("\n[b](b)\n", &[link(1), error, whole]),
            [
                json!({
                    "description": "no 'b'",
                    "check_name": "broken-link",
                    "fingerprint": "66ec68d0cc3bc7a30abe3f4f4b21aff3",
                    "severity": "minor",
                    "location": { "path": "docs/a.md", "lines": { "begin": 2, "end": 2 } },
                }),
                json!({
                    "description": "no 'b'; add \"b\"",
                    "check_name": "broken-link",
                    "fingerprint": "cfe27dde483825425c640bf465eb210d",
                    "severity": "major",
                    "location": { "path": "docs/a.md", "lines": { "begin": 1, "end": 2 } },
                }),
                json!({
                    "description": "same",
                    "check_name": "duplicate-url",
                    "fingerprint": "7e4d248da565281f4088f8f16debc3db",
                    "severity": "minor",
                    "location": { "path": "docs/a.md", "lines": { "begin": 1, "end": 1 } },
                }),
            ]
        );
    }

    #[test]
    fn fingerprints_differ_within_a_report_and_outlive_moving() {
        let before = rows("[b](b)[b](b)", &[link(0), link(6)]);
        let after = rows("New.\n\n[b](b)\n\n[b](b)", &[link(6), link(14)]);
        assert_ne!(before[0]["location"], after[0]["location"]);
        assert_eq!(fingerprints(&before), fingerprints(&after));
        let different: BTreeSet<String> = fingerprints(&before).into_iter().collect();
        assert_eq!(different.len(), 2);
    }

    #[test]
    fn nothing_wrong_is_an_empty_array() {
        assert_eq!(rows("", &[]), Vec::<Value>::new());
    }
}

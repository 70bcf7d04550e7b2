//! Annotations of GitHub Actions, which it shows at their lines in a pull request.
//!
//! Each is a workflow command: `::warning file=…,line=…,title=…::message`
//! (<https://docs.github.com/actions/reference/workflow-commands-for-github-actions>). Paths are
//! relative to the repository. The job's log shows the message alone, so the place is in it, too.

use std::borrow::Cow;
use std::fmt::Write;

use super::Diagnostic;
use super::report::Report;

/// A command for each diagnostic.
pub fn write(report: &Report<'_>) -> String {
    let mut out = String::new();
    for diagnostic in report.diagnostics {
        let _ = writeln!(
            out,
            "::{} {}::{}",
            diagnostic.severity.name(),
            properties(report, diagnostic),
            data(&message(report, diagnostic)),
        );
    }
    out
}

fn properties(report: &Report<'_>, diagnostic: &Diagnostic) -> String {
    let mut out = format!("file={}", property(&report.path(&diagnostic.file)));
    if let Some(span) = diagnostic.span {
        let (start, end) = report.range(&diagnostic.file, span);
        let _ = write!(out, ",line={},endLine={}", start.line, end.line);
        // Columns are refused where the lines differ.
        if start.line == end.line {
            let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
        }
    }
    let _ = write!(out, ",title={}", property(diagnostic.code.name()));
    out
}

fn message(report: &Report<'_>, diagnostic: &Diagnostic) -> String {
    let place = report.place(&diagnostic.file, diagnostic.span);
    let mut out = format!("{place}: {}", diagnostic.message);
    if let Some(help) = &diagnostic.help {
        let _ = write!(out, "\nhelp: {help}");
    }
    for related in &diagnostic.related {
        let place = report.place(&related.file, Some(related.span));
        let _ = write!(out, "\n{place}: {}", related.message);
    }
    out
}

/// What stands behind the last `::`.
fn data(text: &str) -> Cow<'_, str> {
    escaped(text, &['%', '\r', '\n'])
}

/// The value of a property, which colons and commas would end.
fn property(text: &str) -> Cow<'_, str> {
    escaped(text, &['%', '\r', '\n', ':', ','])
}

fn escaped<'a>(text: &'a str, special: &[char]) -> Cow<'a, str> {
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if special.contains(&character) {
            let _ = write!(out, "%{:02X}", u32::from(character));
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::write;
    use crate::diagnostic::{Code, Diagnostic, Report};
    use crate::source::{FileId, Span};

    fn said(path: &str, text: &str, make: impl Fn(&FileId) -> Diagnostic) -> String {
        let file = FileId::new(path);
        write(&Report::new(
            &[make(&file)],
            &BTreeMap::from([(&file, text)]),
            "docs/",
        ))
    }

    #[test]
    fn a_place_on_one_line_has_columns_and_what_would_end_a_value_is_escaped() {
        let text = "# A\n\nSee [b](b.md).\n";
        assert_eq!(
            said("50%,a:b.md", text, |file| {
                Diagnostic::new(
                    Code::BrokenLink,
                    file,
                    Span::new(9, 18),
                    "no 'b.md', 100%: gone",
                )
                .help("add it\nor:\r\nnot")
                .related(file, Span::new(0, 3), "here, at first")
            }),
            "::warning file=docs/50%25%2Ca%3Ab.md,line=3,endLine=3,col=5,endColumn=14,\
             title=broken-link::docs/50%25,a:b.md:3:5: no 'b.md', 100%25: gone\
             %0Ahelp: add it%0Aor:%0D%0Anot%0Adocs/50%25,a:b.md:1:1: here, at first\n"
        );
    }

    #[test]
    fn several_lines_have_no_columns_and_a_whole_line_ends_on_itself() {
        let text = "one\ntwo\nthree\n";
        let at = |start, end| {
            said("a.md", text, |file| {
                Diagnostic::new(Code::InvalidConfig, file, Span::new(start, end), "m")
            })
        };
        assert_eq!(
            at(4, 10),
            "::error file=docs/a.md,line=2,endLine=3,title=invalid-config::docs/a.md:2:1: m\n"
        );
        assert_eq!(
            at(4, 8),
            "::error file=docs/a.md,line=2,endLine=2,col=1,endColumn=4,title=invalid-config\
             ::docs/a.md:2:1: m\n"
        );
    }

    #[test]
    fn a_whole_file_has_no_line() {
        assert_eq!(
            said("a.md", "", |file| Diagnostic::of_file(
                Code::DuplicateUrl,
                file,
                "m"
            )),
            "::warning file=docs/a.md,title=duplicate-url::docs/a.md: m\n"
        );
    }
}

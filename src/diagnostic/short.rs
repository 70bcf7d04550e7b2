//! The short format: `path:line:column: severity[code]: message`.

use std::fmt::Write;

use super::report::Report;

/// One line for each diagnostic.
pub fn write(report: &Report<'_>) -> String {
    let mut out = String::new();
    for diagnostic in report.diagnostics {
        let path = report.path(&diagnostic.file);
        let place = diagnostic.span.map_or_else(String::new, |span| {
            let text = report.text(&diagnostic.file);
            let at = report
                .lines(&diagnostic.file)
                .line_column(text, span.start as usize);
            format!(":{}:{}", at.line, at.column)
        });
        let help = diagnostic
            .help
            .as_ref()
            .map_or_else(String::new, |help| format!("; {help}"));
        let _ = writeln!(
            out,
            "{path}{place}: {}[{}]: {}{help}",
            diagnostic.severity.name(),
            diagnostic.code,
            diagnostic.message,
        );
    }
    out
}

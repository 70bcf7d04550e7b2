//! `invalid-math`: formulas that do not parse.

use pulldown_latex::{Parser, Storage};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Document;

/// Formulas that do not parse.
pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    for (tex, span) in &document.facts.formulas {
        let storage = Storage::new();
        let Some(error) = Parser::new(tex, &storage).find_map(Result::err) else {
            continue;
        };
        let text = error.to_string();
        let reason = text.lines().next().unwrap_or_default().trim();
        let reason = reason.strip_prefix("parsing error: ").unwrap_or(reason);
        diagnostics.push(
            Diagnostic::new(
                Code::InvalidMath,
                &document.file,
                *span,
                format!("this formula cannot be read: {reason}"),
            )
            .help("mend the TeX; it is shown as its source until then"),
        );
    }
}

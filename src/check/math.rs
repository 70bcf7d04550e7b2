//! `invalid-math`: formulas that do not parse.

use crate::diagnostic::{Code, Diagnostic};
use crate::html::math;
use crate::model::Document;

/// Formulas that pages have to show as their source.
pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    for (tex, span) in &document.facts.formulas {
        let Err(reason) = math(tex, false) else {
            continue;
        };
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

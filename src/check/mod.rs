//! Rules about a whole guide, one file each.
//!
//! A rule looks at the guide and says what is wrong with it. What can be seen in one file alone
//! is said by the reader.

mod answers;
mod links;
mod math;
mod time_budgets;
mod unknown_language;

use crate::diagnostic::{Diagnostic, report};
use crate::guide::Guide;

/// Everything that is wrong with the guide, sorted.
pub fn check(guide: &Guide) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (index, entry) in guide.documents.iter().enumerate() {
        let document = &entry.document;
        links::check(guide, index, document, &mut diagnostics);
        answers::check(document, &mut diagnostics);
        time_budgets::check(document, &mut diagnostics);
        unknown_language::check(document, &mut diagnostics);
        math::check(document, &mut diagnostics);
    }
    report::sort(&mut diagnostics);
    diagnostics
}

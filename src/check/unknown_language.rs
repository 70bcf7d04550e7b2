//! `unknown-language`: code in a language that nobody knows.

use crate::diagnostic::{Code, Diagnostic};
use crate::language;
use crate::model::Document;

/// Fences that name a language without a grammar.
pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    for (name, span) in &document.facts.languages {
        if !matches!(language::resolve(name), language::Resolved::Unknown) {
            continue;
        }
        // The caret stands under the opening fence alone.
        let diagnostic = Diagnostic::new(
            Code::UnknownLanguage,
            &document.file,
            *span,
            format!("there is no code language '{name}'"),
        );
        diagnostics.push(match language::nearest(name) {
            Some(known) => diagnostic.help(format!("did you mean '{known}'?")),
            None => diagnostic.help("use 'text' for what is no code"),
        });
    }
}

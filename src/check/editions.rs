//! `unknown-edition`.

use crate::config::Config;
use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Document;

/// Names in front matter that no edition has.
pub(super) fn check(document: &Document, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let names = document.meta.editions.iter().flatten();
    for (name, span) in names.zip(&document.meta.edition_places) {
        if config.edition_names().any(|known| known == name) {
            continue;
        }
        let near = nearest(name, config.edition_names());
        let help = did_you_mean(&near).unwrap_or_else(|| {
            let known: Vec<&str> = config.edition_names().collect();
            format!("the editions are {}", known.join(", "))
        });
        diagnostics.push(
            Diagnostic::new(
                Code::UnknownEdition,
                &document.file,
                *span,
                format!("there is no edition '{name}'"),
            )
            .help(help),
        );
    }
}

//! Terms that two glossaries, or one, explain twice.

use crate::diagnostic::{Code, Diagnostic};
use crate::guide::Guide;
use crate::model::prose::{plain_text, span_of};

/// Reports terms that are called like one before them.
pub(super) fn check(guide: &Guide, diagnostics: &mut Vec<Diagnostic>) {
    let terms = &guide.terms;
    for (second, first) in &terms.doubles {
        let place = |term: usize| {
            let document = &guide.documents[terms.all[term].document].document;
            let source = terms.source(guide, term)?;
            Some((&document.file, source))
        };
        let (Some((file, term)), Some((first_file, first))) = (place(*second), place(*first))
        else {
            continue;
        };
        diagnostics.push(
            Diagnostic::new(
                Code::DuplicateTerm,
                file,
                span_of(&term.name),
                format!("'{}' is explained twice", plain_text(&term.name)),
            )
            .related(first_file, span_of(&first.name), "first explained here")
            .help(
                "keep one of the two; until then an answer is linked to the one in its own \
                 folder, or else to the first",
            ),
        );
    }
}

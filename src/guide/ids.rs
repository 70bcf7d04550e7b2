//! Ids that authors gave to questions: each once in a guide.

use std::collections::HashMap;

use super::Guide;
use crate::diagnostic::{Code, Diagnostic};

/// Says which ids are given twice.
pub(super) fn duplicates(guide: &Guide, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = HashMap::new();
    for entry in &guide.documents {
        for question in entry.document.questions() {
            let Some(span) = question.authored_id else {
                continue;
            };
            match seen.get(&question.id) {
                None => {
                    seen.insert(question.id.clone(), (entry.document.file.clone(), span));
                }
                Some((file, first)) => diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateId,
                        &entry.document.file,
                        span,
                        format!("the id '{}' is taken", question.id),
                    )
                    .related(file, *first, "first used here")
                    .help("give one of the two questions another id"),
                ),
            }
        }
    }
}

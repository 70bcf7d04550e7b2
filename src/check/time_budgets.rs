//! `time-budget`: steps of an interview that do not add up to its whole time.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Document, PartBody, ScenarioItem};

/// Formats whose steps do not add up.
pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    for part in &document.parts {
        let PartBody::Scenario(scenario) = &part.body else {
            continue;
        };
        for item in &scenario.items {
            let ScenarioItem::Format(format) = item else {
                continue;
            };
            let Some((total, span)) = format.total else {
                continue;
            };
            let sum: u64 = format
                .steps
                .iter()
                .map(|step| u64::from(step.minutes))
                .sum();
            if format.steps.is_empty() || sum == u64::from(total) {
                continue;
            }
            diagnostics.push(
                Diagnostic::new(
                    Code::TimeBudget,
                    &document.file,
                    span,
                    format!("the steps take {sum} minutes, the whole interview {total}"),
                )
                .label(format!("{total} minutes in all"))
                .help("correct the total or the steps"),
            );
        }
    }
}

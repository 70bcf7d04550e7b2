//! Rules about a whole guide, one file each.
//!
//! A rule looks at the guide and says what is wrong with it. What can be seen in one file alone
//! is said by the reader.

mod answers;
mod brand;
mod duplicates;
mod editions;
mod links;
mod math;
mod required;
mod spellings;
mod tags;
mod terms;
mod time_budgets;
mod unknown_language;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, report};
use crate::guide::Guide;
use crate::source::Asset;

/// Everything that is wrong with the guide, sorted; `statics` are the files of `static/`.
pub fn check(guide: &Guide, config: &Config, statics: &[Asset]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    brand::check(guide, config, statics, &mut diagnostics);
    terms::check(guide, &mut diagnostics);
    // What an edition leaves out is not missing: the whole guide is checked for that.
    let whole = config.edition.is_whole();
    let mut looking = links::MOST_COMPARED;
    for (index, entry) in guide.documents.iter().enumerate() {
        let document = &entry.document;
        links::check(
            guide,
            index,
            document,
            whole,
            &mut looking,
            &mut diagnostics,
        );
        if whole {
            answers::check(document, config, &mut diagnostics);
            required::check(document, config, &mut diagnostics);
        }
        editions::check(document, config, &mut diagnostics);
        tags::check(document, config, &mut diagnostics);
        time_budgets::check(document, &mut diagnostics);
        unknown_language::check(document, &mut diagnostics);
        math::check(document, &mut diagnostics);
    }
    if whole {
        duplicates::check(guide, &mut diagnostics);
    }
    spellings::check(guide, config, &mut diagnostics);
    report::sort(&mut diagnostics);
    diagnostics
}

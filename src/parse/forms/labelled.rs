//! The canonical form, and forms 5 and 9: a heading whose parts carry labels or folds.
//!
//! ```text
//! ### What happens when a Pod dies?      ### What is a closure?
//! #### Answer                            <details><summary>View answer</summary>
//! Its endpoint is removed.               A function with its scope.
//! **Red flags**                          </details>
//! - Says DNS restarts it
//! ```
//!
//! A heading with a labelled part (or an authored id) is a question. Where most of its siblings
//! are, one without any is a question that nobody answered yet.

use crate::parse::outline::{Head, Outline};

/// Number of labelled heads on each level.
pub(in crate::parse) fn count(outline: &Outline, level: u8) -> usize {
    at_level(outline, level)
        .filter(|(_, head)| is_labelled(head))
        .count()
}

/// Whether the head has parts of a question of its own.
pub(in crate::parse) fn is_labelled(head: &Head) -> bool {
    head.label.is_none() && head.labels > 0
}

/// Heads without any label on `level` whose siblings are mostly labelled.
pub(in crate::parse) fn unlabelled_siblings(outline: &Outline, level: u8) -> Vec<usize> {
    at_level(outline, level)
        .filter(|(_, head)| head.label.is_none() && head.labels == 0 && head.scenario_labels == 0)
        .filter(|(_, head)| {
            let siblings: Vec<_> = at_level(outline, level)
                .filter(|(_, other)| other.parent == head.parent && other.label.is_none())
                .collect();
            let labelled = siblings
                .iter()
                .filter(|(_, other)| is_labelled(other))
                .count();
            labelled * 2 >= siblings.len() && labelled > 0
        })
        .map(|(index, _)| index)
        .collect()
}

fn at_level(outline: &Outline, level: u8) -> impl Iterator<Item = (usize, &Head)> {
    outline
        .heads
        .iter()
        .enumerate()
        .filter(move |(_, head)| head.level == level)
}

//! Form 6: the summary of a fold is the question.
//!
//! ```text
//! <details>
//! <summary>What is IAM?</summary><br><b>
//!
//! Who may do what.
//!
//! </b></details>
//! ```
//!
//! At least three folds have to ask, and half of those that carry no label (`Show answer`). Where
//! a section is a long list of such folds, the rest of them are questions as well.

use std::collections::BTreeMap;

use crate::model::prose::plain_text;
use crate::model::{BlockKind, Form};
use crate::parse::asking::is_question;
use crate::parse::carriers::Free;
use crate::parse::labels::summary_label;
use crate::parse::lift::{Carrier, Shape};

/// Fewer folds that ask are part of something else.
const FEWEST: usize = 3;

/// So many folds of a section that mostly ask are a list, to which each of them belongs.
const MANY: usize = 8;

/// The carriers of the form.
pub(in crate::parse) fn find(free: &Free<'_>) -> Vec<Carrier> {
    let folds: Vec<(usize, bool)> = free
        .blocks()
        .filter_map(|(index, block)| {
            let BlockKind::Details { summary, .. } = &block.kind else {
                return None;
            };
            let text = plain_text(summary);
            let named = !text.trim().is_empty() && summary_label(&text).is_none();
            named.then(|| (index, is_question(&text)))
        })
        .collect();
    let asking = folds.iter().filter(|(_, asks)| *asks).count();
    let enough = asking >= FEWEST || (free.certain && asking > 0);
    if !enough || asking * 2 < folds.len() {
        return Vec::new();
    }
    let mut sections: BTreeMap<Option<usize>, (usize, usize)> = BTreeMap::new();
    for (index, asks) in &folds {
        let (all, asking) = sections.entry(free.head(*index)).or_default();
        *all += 1;
        *asking += usize::from(*asks);
    }
    folds
        .into_iter()
        .filter(|(index, asks)| {
            let (all, asking) = sections[&free.head(*index)];
            *asks || (all >= MANY && asking * 10 >= all * 7)
        })
        .map(|(block, _)| Carrier {
            block,
            end: block + 1,
            shape: Shape::Fold,
            form: Form::Summary,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::parse::testing::questions;

    fn fold(summary: &str, text: &str) -> String {
        format!("<details>\n<summary>{summary}</summary><br><b>\n\n{text}\n\n</b></details>\n\n")
    }

    #[test]
    fn folds_whose_summaries_ask_are_questions() {
        let text = [
            fold("<b>What is a delta?</b>", "Mud."),
            fold("Why do rivers bend?", "To be completed."),
            fold("Explain <code>weir</code>", "A dam."),
            fold("Sources", "None."),
        ]
        .concat();
        assert_eq!(
            questions(&text),
            [
                "What is a delta? · = Mud.",
                "Why do rivers bend? · =? To be completed.",
                "Explain weir · = A dam.",
            ]
        );
    }

    #[test]
    fn folds_of_documentation_are_none() {
        let text = [
            fold("Example output", "Words."),
            fold("What does it cost?", "Nothing."),
            fold("Older versions", "Words."),
        ]
        .concat();
        assert!(questions(&text).is_empty());
    }
}

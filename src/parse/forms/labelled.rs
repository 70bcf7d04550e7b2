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

use std::collections::BTreeSet;

use crate::parse::asking::{asks, asks_or_starts};
use crate::parse::labels::names_key;
use crate::parse::markers::Sense;
use crate::parse::outline::{Head, Outline};

/// Number of labelled heads on `level`; `timed` are headings of an interview's plan.
pub(in crate::parse) fn count(outline: &Outline, level: u8, timed: &BTreeSet<usize>) -> usize {
    let all: Vec<(usize, &Head)> = at_level(outline, level)
        .filter(|(_, head)| head.label.is_none())
        .collect();
    let labelled: Vec<&(usize, &Head)> = all
        .iter()
        .filter(|(index, head)| is_labelled(head) && !is_phase(*index, head, timed))
        .collect();
    match labelled.as_slice() {
        [(_, only)] if only.labels == 0 && only.answers == 0 => 0,
        // One label among many headings that ask nothing is prose.
        [(_, only)] if all.len() >= 3 && only.id.is_none() && only.marker.is_none() => {
            usize::from(asks(&only.text))
        }
        // A title with a line that starts like a label, or with one list of choices, is a title.
        [(0, only)] if level == 1 && only.id.is_none() && only.parts == 0 => {
            usize::from(only.labels > 0 && asks_or_starts(&only.text))
        }
        found => found.len(),
    }
}

/// Whether the head has parts of a question of its own.
pub(in crate::parse) fn is_labelled(head: &Head) -> bool {
    let marked = head
        .marker
        .as_ref()
        .is_some_and(|marker| marker.sense != Sense::Container);
    // The heading of a key holds answers, and is none's question.
    let key = || head.id.is_none() && !asks(&head.text) && names_key(&head.text);
    // A question has one answer, and one for each follow-up: many of them are many questions'.
    let several = head.answers > head.labels.saturating_sub(head.answers) + 2;
    head.label.is_none()
        && !several
        && (head.labels > 0 || (head.weak_labels > 0 && (marked || asks_or_starts(&head.text))))
        && !key()
}

/// A heading with minutes in a plan of several is a phase, whatever may be asked in it, unless it
/// has an answer.
pub(in crate::parse) fn is_phase(index: usize, head: &Head, timed: &BTreeSet<usize>) -> bool {
    timed.contains(&index) && head.answers == 0
}

/// Heads without any label on `level` whose siblings are mostly labelled; where the siblings ask,
/// such a head has to ask as well.
pub(in crate::parse) fn unlabelled_siblings(outline: &Outline, level: u8) -> Vec<usize> {
    at_level(outline, level)
        .filter(|(_, head)| head.label.is_none() && !is_labelled(head) && !names_key(&head.text))
        .filter(|(_, head)| {
            let siblings: Vec<_> = at_level(outline, level)
                .filter(|(_, other)| other.parent == head.parent && other.label.is_none())
                .collect();
            let labelled: Vec<_> = siblings
                .iter()
                .filter(|(_, other)| is_labelled(other))
                .collect();
            let asking = labelled
                .iter()
                .filter(|(_, other)| asks(&other.text))
                .count();
            let fits = asking * 10 < labelled.len() * 6 || asks(&head.text);
            labelled.len() * 2 >= siblings.len() && !labelled.is_empty() && fits
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

#[cfg(test)]
mod tests {
    use crate::parse::testing::questions;

    #[test]
    fn labels_and_choices_make_headings_questions() {
        let text = "## Deltas\n\n#### Answer\n\nMud.\n\n#### Follow-ups\n\n- Where?\n\n## Weirs\n\n\
                    **Answer:** Dams.\n";
        assert_eq!(
            questions(text),
            ["Deltas · = Mud. · > Where?", "Weirs · = Dams."]
        );
        let quiz = "#### Which is a dam?\n\n- [x] a weir\n- [ ] a lock\n\n#### Which is a lift?\n\n\
                    - [ ] a weir\n- [x] a lock\n\n#### None of these bends\n\n- [ ] a\n- [ ] b\n";
        assert_eq!(
            questions(quiz),
            [
                "Which is a dam? · *! a weir · * a lock",
                "Which is a lift? · * a weir · *! a lock",
                "None of these bends · * a · * b",
            ]
        );
    }

    #[test]
    fn what_stands_in_brackets_behind_a_label_stays() {
        let text =
            "## What is a delta?\n\n#### Answer (in short)\n\nMud.\n\n**Follow-up (5):** Where?\n";
        assert_eq!(
            questions(text),
            ["What is a delta? · = (in short) Mud. · > Where?"]
        );
    }

    #[test]
    fn a_label_that_no_table_knows_counts_when_it_recurs() {
        let text = "# Joet\n\n### Mitä on suisto?\n\n**Vastaus:** Mutaa.\n\n### Miksi joki mutkittelee?\n\n\
                    **Vastaus:** Se kuluttaa.\n\n### Mikä on pato?\n\n**Vastaus:** Este.\n";
        assert_eq!(questions(text).len(), 3);
    }

    #[test]
    fn problems_with_solutions_and_titles_above_answers_are_none() {
        let text = "# Trouble\n\n## It does not start\n\n**Solution:** Wait.\n\n## It stops\n\n\
                    **Solution:** Start it.\n\n## It is slow\n\n**Solution:** Wait again.\n";
        assert!(questions(text).is_empty());
        assert!(questions("# Rivers\n\nAnswers: [here](b.md)\n\nWords.\n").is_empty());
    }
}

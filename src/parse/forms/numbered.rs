//! Form 1: numbered or labelled headings and bold lines.
//!
//! ```text
//! ## 1. What is Go?        ### Question 154: …        **Q12: What is a slice?**
//! ```
//!
//! A word such as `Question` is enough; bare numbers have to rise three times, and some of the
//! titles have to ask something, because steps of a manual are numbered as well.

use crate::parse::markers::Sense;
use crate::parse::outline::{Head, Outline};

/// Number of marked heads on `level`; bare numbers count only when they are a list of questions.
/// `certain` says that the file is known to be one.
pub(in crate::parse) fn count(outline: &Outline, level: u8, certain: bool) -> usize {
    let marked: Vec<&Head> = outline
        .heads
        .iter()
        .filter(|head| head.level == level && is_marked(head))
        .collect();
    let words = marked
        .iter()
        .filter(|head| has_sense(head, Sense::Question))
        .count();
    if words > 0 {
        return marked.len();
    }
    let rising = marked
        .windows(2)
        .filter(|pair| number(pair[0]) < number(pair[1]))
        .count();
    let asking = marked.iter().filter(|head| asks(&head.text)).count();
    let questions = certain || asking * 4 >= marked.len();
    if marked.len() >= 3 && rising >= 2 && questions {
        marked.len()
    } else {
        0
    }
}

/// Whether a marker says that the head is a question, or may be one.
pub(in crate::parse) fn is_marked(head: &Head) -> bool {
    head.label.is_none() && (has_sense(head, Sense::Question) || has_sense(head, Sense::Number))
}

fn has_sense(head: &Head, sense: Sense) -> bool {
    head.marker
        .as_ref()
        .is_some_and(|marker| marker.sense == sense)
}

fn number(head: &Head) -> Option<u32> {
    head.marker.as_ref().and_then(|marker| marker.number)
}

/// Whether a text holds a question mark of any script.
pub(in crate::parse) fn asks(text: &str) -> bool {
    text.contains(['?', '？', '؟', '⸮', '\u{37e}'])
}

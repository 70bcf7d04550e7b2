//! Form 1: numbered or labelled headings and bold lines.
//!
//! ```text
//! ## 1. What is Go?        ### Question 154: …        **Q12: What is a slice?**
//! ```
//!
//! A word such as `Question` is enough; bare numbers have to rise three times, and some of the
//! titles have to ask something, because steps of a manual are numbered as well.

use crate::parse::asking::is_question;
use crate::parse::markers::Sense;
use crate::parse::outline::{Head, Outline};

/// The marked heads on `level`, as indices. Where words mark questions, numbers alone do not;
/// and bare numbers count only when they are a list of questions. `certain` says that the file
/// is known to be one.
pub(in crate::parse) fn marked(outline: &Outline, level: u8, certain: bool) -> Vec<usize> {
    let of_sense = |sense: Sense| -> Vec<usize> {
        outline
            .heads
            .iter()
            .enumerate()
            .filter(|(_, head)| head.level == level && head.label.is_none())
            .filter(|(_, head)| has_sense(head, sense))
            .map(|(index, _)| index)
            .collect()
    };
    let words = of_sense(Sense::Question);
    if !words.is_empty() {
        return words;
    }
    let numbers = of_sense(Sense::Number);
    let head = |index: &usize| &outline.heads[*index];
    let rising = numbers
        .windows(2)
        .filter(|pair| number(head(&pair[0])) < number(head(&pair[1])))
        .count();
    let asking = numbers
        .iter()
        .filter(|index| is_question(&head(index).text))
        .count();
    // Steps of a manual count once; questions start again in each section.
    let restarts = numbers
        .windows(2)
        .filter(|pair| {
            number(head(&pair[1])) <= number(head(&pair[0]))
                && head(&pair[0]).parent != head(&pair[1]).parent
        })
        .count();
    let asking_below = numbers
        .iter()
        .filter(|index| head(index).asks_below)
        .count();
    let questions = asking * 2 >= numbers.len()
        || (restarts > 0
            && (asking * 4 >= numbers.len() || asking_below * 10 >= numbers.len() * 6));
    if certain || (numbers.len() >= 3 && rising >= 2 && questions) {
        numbers
    } else {
        Vec::new()
    }
}

fn has_sense(head: &Head, sense: Sense) -> bool {
    head.marker
        .as_ref()
        .is_some_and(|marker| marker.sense == sense)
}

fn number(head: &Head) -> Option<u32> {
    head.marker.as_ref().and_then(|marker| marker.number)
}

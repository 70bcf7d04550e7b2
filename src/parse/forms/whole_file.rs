//! Form 4: one file for each question.
//!
//! ```text
//! # What is a closure?          # Question 5 - Functions
//!
//! A function with its scope.    ## How do you close over a variable?
//! ```
//!
//! A file whose title asks says little: tutorials ask as well. Only where most files of a folder are
//! of that shape (see [`folders`](super::super::folders)) is each of them a question with the rest of
//! the file as its text.

use crate::model::{Block, Form};
use crate::parse::asking::{asks, starts_asking};
use crate::parse::lift::{Carrier, Shape};
use crate::parse::outline::Outline;

/// The one carrier of a file that is a question: its first heading, or the second where the first
/// does not ask.
pub(in crate::parse) fn find(blocks: &[Block], outline: &Outline) -> Option<Carrier> {
    let mut headings = outline
        .heads
        .iter()
        .filter(|head| blocks[head.block].as_heading().is_some());
    let first = headings.next()?;
    let second = headings.next().filter(|second| {
        second.label.is_none() && second.level > first.level && asks(&second.text)
    });
    let head = match second {
        Some(second) if !asks(&first.text) && !says_what(&first.text) => second,
        _ => first,
    };
    Some(Carrier {
        block: head.block,
        end: blocks.len(),
        shape: Shape::Heading,
        form: Form::WholeFile,
    })
}

/// Whether a title sets a task behind what numbers it: `Question 6 - Explain …`.
fn says_what(title: &str) -> bool {
    title
        .split([':', '-', '–', '—', '.', ')'])
        .any(|piece| starts_asking(piece))
}

//! Form 2: plain headings that ask.
//!
//! ```text
//! ### What is a closure?      ### Explain event delegation
//! A function with its scope.  Events bubble up.
//! ```
//!
//! A heading with a question mark says little in prose: introductions ask what, why and how. Where
//! at least four headings of a level ask, and eight in ten of them do, the file is a list of
//! questions.

use crate::parse::asking::{asks, asks_or_starts};
use crate::parse::outline::{BOLD_LINE, Head, Outline};

/// Fewer headings that ask are an essay's.
const FEWEST: usize = 4;

/// The shallowest level whose headings mostly ask, with those that do, as indices.
pub(in crate::parse) fn find(outline: &Outline) -> Option<(u8, Vec<usize>)> {
    (1..BOLD_LINE).find_map(|level| {
        let all: Vec<(usize, &Head)> = outline
            .heads
            .iter()
            .enumerate()
            .filter(|(_, head)| head.level == level && head.label.is_none())
            .collect();
        let marked = all.iter().filter(|(_, head)| asks(&head.text)).count();
        let asking: Vec<usize> = all
            .iter()
            .filter(|(_, head)| asks_or_starts(&head.text))
            .map(|(index, _)| *index)
            .collect();
        (marked >= FEWEST && asking.len() * 10 >= all.len() * 8).then_some((level, asking))
    })
}

//! Form 2: plain headings that ask.
//!
//! ```text
//! ### What is a closure?      ### Explain event delegation
//! A function with its scope.  Events bubble up.
//! ```
//!
//! A heading with a question mark says little in prose: introductions ask what, why and how. Where
//! at least four headings of a level ask, three of them with a question mark, and eight in ten do,
//! the file is a list of questions. Below a title that speaks of questions half of them are enough.
//! Forms to fill in ask as well: headings with nothing below them are questions only in number.

use crate::parse::asking::{asks, asks_or_starts};
use crate::parse::labels::speaks_of_questions;
use crate::parse::outline::{BOLD_LINE, Head, Outline};

/// Fewer headings that ask are an essay's.
const FEWEST: usize = 4;

/// So many headings with nothing below them are no form to fill in.
const MANY: usize = 8;

/// The shallowest level whose headings mostly ask, with those that do, as indices. `blocks` is the
/// number of top-level blocks.
pub(in crate::parse) fn find(outline: &Outline, blocks: usize) -> Option<(u8, Vec<usize>)> {
    let called = outline
        .heads
        .first()
        .is_some_and(|first| first.level == 1 && speaks_of_questions(&first.text));
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
        let with_text = asking
            .iter()
            .filter(|index| {
                let next = outline
                    .heads
                    .get(**index + 1)
                    .map_or(blocks, |next| next.block);
                next > outline.heads[**index].block + 1
            })
            .count();
        let filled = with_text * 2 >= asking.len() || asking.len() >= MANY || called;
        let mostly =
            asking.len() >= FEWEST && marked + 1 >= FEWEST && asking.len() * 10 >= all.len() * 8;
        if mostly && filled {
            return Some((level, asking));
        }
        // The title says what they are: those that do not ask are questions in brief.
        let half = called && level > 1 && marked >= 2 && marked * 2 >= all.len();
        half.then(|| (level, all.iter().map(|(index, _)| *index).collect()))
    })
}

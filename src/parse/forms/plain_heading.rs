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
        .is_some_and(|first| first.level == 1 && first.speaks_of_questions());
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

#[cfg(test)]
mod tests {
    use crate::parse::testing::questions;

    #[test]
    fn headings_that_mostly_ask_are_questions() {
        let text = "# Rivers\n\n### What is a delta?\n\nMud.\n\n### Why bend?\n\nErosion.\n\n\
                    ### Explain a weir\n\nA dam.\n\n### Which is longest?\n\nThis one.\n";
        assert_eq!(
            questions(text),
            [
                "What is a delta? · = Mud.",
                "Why bend? · = Erosion.",
                "Explain a weir · = A dam.",
                "Which is longest? · = This one.",
            ]
        );
    }

    #[test]
    fn a_title_that_speaks_of_questions_lets_topics_be_some() {
        let text = "# Interview questions\n\n### What is a delta?\n\nMud.\n\n### Weir vs lock\n\nA dam.\n\n\
                    ### Why bend?\n\nErosion.\n";
        assert_eq!(questions(text).len(), 3);
    }

    #[test]
    fn essays_and_forms_to_fill_in_are_none() {
        let essay = "# Rivers\n\n## What is it?\n\nA.\n\n## Why?\n\nB.\n\n## Install\n\nC.\n\n## License\n\nD.\n";
        assert!(questions(essay).is_empty());
        let form = "### What happened?\n\n### What did you expect?\n\n### Which version?\n\n\
                    ### What else?\n";
        assert!(questions(form).is_empty());
    }

    #[test]
    fn a_contents_list_of_headings_is_none() {
        let text = "# Questions\n\n#### What?\n\n#### Why?\n\n## Answers below\n\n#### What?\n\nA.\n\n\
                    #### Why?\n\nB.\n";
        assert_eq!(questions(text), ["What? · = A.", "Why? · = B."]);
    }
}

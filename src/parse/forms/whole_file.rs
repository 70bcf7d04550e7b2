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
use crate::parse::asking::{asks, is_question, starts_asking};
use crate::parse::lift::{Carrier, Shape};
use crate::parse::outline::Outline;
use crate::parse::questions::Found;

/// The one carrier of a file that is a question: its first heading, or the second where the first
/// does not ask.
///
/// Questions that were found in the file beat it, unless they stand below a heading that asks and
/// are no more than headings that ask or carry numbers.
pub(in crate::parse) fn find(
    blocks: &[Block],
    outline: &Outline,
    found: &Found,
) -> Option<Carrier> {
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
    let parts_of_it = matches!(found.form, Some(Form::PlainHeading | Form::Numbered))
        && found.level > head.level
        && is_question(&head.text);
    if !found.items.is_empty() && !parts_of_it {
        return None;
    }
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
        .any(starts_asking)
}

#[cfg(test)]
mod tests {
    use crate::parse::ParseOptions;
    use crate::parse::testing::questions_of;

    fn whole(path: &str, text: &str) -> Vec<String> {
        let options = ParseOptions {
            whole_file: true,
            ..ParseOptions::default()
        };
        questions_of(path, text, &options)
    }

    #[test]
    fn the_heading_that_asks_is_the_question_and_the_rest_its_answer() {
        assert_eq!(
            whole("a.md", "# What is a delta?\n\n## Mud\n\nIt is why.\n"),
            ["What is a delta? · = Mud It is why."]
        );
        assert_eq!(
            whole(
                "a.md",
                "# Question 5 - Rivers\n\n## How do they bend?\n\nErosion.\n"
            ),
            ["How do they bend? · = Erosion."]
        );
    }

    #[test]
    fn front_matter_and_the_files_name_are_titles_too() {
        assert_eq!(
            whole(
                "a.md",
                "---\ntitle: Why bend?\n---\n\n## Short\n\nErosion.\n"
            ),
            ["Why bend? · = Short Erosion."]
        );
        assert_eq!(
            whole("What is a delta.md", "Mud.\n"),
            ["What is a delta · = Mud."]
        );
    }

    #[test]
    fn questions_in_the_file_beat_it() {
        let text = "# Rivers\n\n## 1. What is a delta?\n\nMud.\n\n## 2. Why bend?\n\nErosion.\n\n\
                    ## 3. What is a weir?\n\nA dam.\n";
        assert_eq!(whole("a.md", text).len(), 3);
    }
}

//! Forms 1 and 2 as lines: a bold line, or the start of a paragraph, is the question.
//!
//! ```text
//! **What is regression? 👶**      Q: What is a mutex?      **1)** The number of active users.
//!
//! A way to predict numbers.       A: A lock.               SELECT count(*) …
//! ```
//!
//! Lines that a word such as `Q:` or `Question 3` marks are questions when there are two of them.
//! Three bold lines are when six in ten ask, and numbers are when they rise and ask, or stand below
//! a heading that speaks of questions.

use crate::model::prose::plain_text;
use crate::model::{BlockKind, Form, Inline};
use crate::parse::asking::is_question;
use crate::parse::carriers::Free;
use crate::parse::labels::label_of;
use crate::parse::leading::bold_line;
use crate::parse::lift::{Carrier, Shape, first_line};
use crate::parse::markers::{Sense, marker};

/// A line that may be a question.
struct Candidate {
    block: usize,
    mark: Mark,
    asks: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// A word says that it is a question.
    Word,
    /// It starts with this number.
    Number(u32),
    /// It is bold.
    Bold,
}

/// The carriers of the form.
pub(in crate::parse) fn find(free: &Free<'_>) -> Vec<Carrier> {
    let candidates: Vec<Candidate> = free
        .blocks()
        .filter_map(|(block, kind)| match &kind.kind {
            BlockKind::Paragraph(content) => candidate(block, content),
            _ => None,
        })
        .collect();
    let (chosen, form) = choose(free, &candidates);
    let mut carriers = Vec::with_capacity(chosen.len());
    let mut with_headings = false;
    for (position, block) in chosen.iter().enumerate() {
        let next = chosen.get(position + 1).copied();
        // Where no answer held a heading, the last one does not, either.
        let end = match next {
            None if !with_headings => free.end_of_section(*block, 6),
            _ => end(free, *block, next),
        };
        with_headings |= free.blocks[*block..end]
            .iter()
            .any(|block| block.as_heading().is_some());
        carriers.push(Carrier {
            block: *block,
            end,
            shape: Shape::Line,
            form,
        });
    }
    carriers
}

fn choose(free: &Free<'_>, candidates: &[Candidate]) -> (Vec<usize>, Form) {
    let of = |wanted: fn(Mark) -> bool| -> Vec<&Candidate> {
        candidates
            .iter()
            .filter(|candidate| wanted(candidate.mark))
            .collect()
    };
    let blocks = |chosen: &[&Candidate]| chosen.iter().map(|one| one.block).collect::<Vec<_>>();
    let asking = |chosen: &[&Candidate]| chosen.iter().filter(|one| one.asks).count();
    let words = of(|mark| mark == Mark::Word);
    if words.len() >= 2 || (free.certain && !words.is_empty()) {
        return (blocks(&words), Form::Numbered);
    }
    let numbers = of(|mark| matches!(mark, Mark::Number(_)));
    let rising = numbers
        .windows(2)
        .filter(|pair| match (pair[0].mark, pair[1].mark) {
            (Mark::Number(first), Mark::Number(second)) => first < second,
            _ => false,
        })
        .count();
    let below_questions = |chosen: &[&Candidate]| {
        let below = chosen
            .iter()
            .filter(|one| free.below_questions(one.block))
            .count();
        below * 2 >= chosen.len()
    };
    if numbers.len() >= 3
        && rising >= 2
        && (asking(&numbers) * 2 >= numbers.len() || below_questions(&numbers))
    {
        return (blocks(&numbers), Form::Numbered);
    }
    let bold = of(|mark| mark != Mark::Word);
    let asked: Vec<&Candidate> = bold.iter().copied().filter(|one| one.asks).collect();
    let enough = asked.len() >= 3 || (free.certain && !asked.is_empty());
    if enough && asked.len() * 10 >= bold.len() * 6 {
        return (blocks(&asked), Form::PlainHeading);
    }
    (Vec::new(), Form::Prose)
}

fn candidate(block: usize, content: &[Inline]) -> Option<Candidate> {
    let line = first_line(content);
    if let Some(found) = marker(line) {
        let text = plain_text(line);
        let mark = match (found.sense, found.number) {
            (Sense::Question, _) => Some(Mark::Word),
            (Sense::Number, Some(number)) => Some(Mark::Number(number)),
            _ => None,
        };
        // `Q:` with nothing behind it is no question, and a speaker says more than once.
        return mark
            .filter(|_| !found.is_whole(&text) || content.len() > line.len())
            .map(|mark| Candidate {
                block,
                mark,
                asks: is_question(&text),
            });
    }
    let words = plain_text(bold_line(line)?);
    let fits = !words.ends_with([':', '：']) && label_of(&words).is_none();
    fits.then_some(Candidate {
        block,
        mark: Mark::Bold,
        asks: is_question(&plain_text(line)),
    })
}

/// Where the question at `block` ends: at the next one, or at a heading that is no part of its
/// answer.
fn end(free: &Free<'_>, block: usize, next: Option<usize>) -> usize {
    let level = free
        .head(block)
        .map_or(6, |head| free.outline.heads[head].level);
    // A deeper heading with further questions below it is a section, and no part of an answer.
    let deeper = next.and_then(|next| {
        let head = free.head(next)?;
        let between = free.outline.heads[head].block;
        (between > block).then(|| {
            (block + 1..=between)
                .find(|index| free.blocks[*index].as_heading().is_some())
                .unwrap_or(between)
        })
    });
    free.end_of_section(block, level)
        .min(next.unwrap_or(usize::MAX))
        .min(deeper.unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use crate::parse::testing::questions;

    #[test]
    fn bold_lines_that_ask_are_questions_and_others_stay_in_answers() {
        let text = "# Rivers\n\n**What is a delta? 👶**\n\nMud.\n\n**Note**\n\nMore mud.\n\n\
                    **Why do rivers bend?**\nThey erode.\n\n**Explain a watershed**\n\nA line.\n";
        assert_eq!(
            questions(text),
            [
                "What is a delta? 👶 · = Mud. Note More mud.",
                "Why do rivers bend? · = They erode.",
                "Explain a watershed · = A line.",
            ]
        );
    }

    #[test]
    fn a_word_marks_lines_and_quotations() {
        let text = "Q: What is a weir?\n\nA: A low dam.\n\nQ: And a lock?\n\nA: A lift.\n";
        assert_eq!(
            questions(text),
            ["What is a weir? · = A low dam.", "And a lock? · = A lift."]
        );
        let quoted = "> **Q:** What is a weir?\n\nA low dam.\n\n> **Q:** And a lock?\n\nA lift.\n";
        assert_eq!(questions(quoted), questions(text));
    }

    #[test]
    fn numbers_in_any_brackets_rise() {
        for (one, two, three) in [
            ("**1)** What?", "**2)** Why?", "**3)** The rest."),
            ("1). What?", "2). Why?", "3). The rest."),
            ("[1] What?", "[2] Why?", "[3] The rest."),
        ] {
            let text = format!("{one}\n\nA.\n\n{two}\n\nB.\n\n{three}\n\nC.\n");
            assert_eq!(
                questions(&text),
                ["What? · = A.", "Why? · = B.", "The rest. · = C."]
            );
        }
    }

    #[test]
    fn bold_words_of_prose_are_none() {
        let text =
            "**Note**\n\nA.\n\n**Why this way?**\n\nB.\n\n**Warning**\n\nC.\n\n**Tip**\n\nD.\n";
        assert!(questions(text).is_empty());
    }
}

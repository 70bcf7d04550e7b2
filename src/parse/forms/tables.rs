//! Form 5 as a table: a column of questions, and others with what belongs to them.
//!
//! ```text
//! | # | Question          | Level  | Answer                 |
//! |---|-------------------|--------|------------------------|
//! | 1 | What is a closure? | junior | A function and a scope. |
//! ```
//!
//! The head of the column says that it holds questions, and six in ten of at least three rows ask.
//! A row that is nothing but a link to a place in the file is a contents list.

use crate::model::prose::plain_text;
use crate::model::{Block, BlockKind, Form, Inline, InlineKind};
use crate::parse::asking::is_question;
use crate::parse::carriers::Free;
use crate::parse::labels::{Label, label_of, speaks_of_questions};
use crate::parse::lift::{Carrier, Shape};

/// Fewer rows are an example.
const FEWEST: usize = 3;

/// The carriers of the form.
pub(in crate::parse) fn find(free: &Free<'_>) -> Vec<Carrier> {
    free.blocks()
        .filter(|(_, block)| question_column(block).is_some())
        .map(|(block, _)| Carrier {
            block,
            end: block + 1,
            shape: Shape::Rows,
            form: Form::Labelled,
        })
        .collect()
}

/// The column that holds questions.
pub(in crate::parse) fn question_column(block: &Block) -> Option<usize> {
    let BlockKind::Table { head, rows, .. } = &block.kind else {
        return None;
    };
    let column = head.iter().position(|cell| {
        let text = plain_text(cell);
        label_of(&text) == Some(Label::Question)
            || label_of(&text) == Some(Label::Questions)
            || speaks_of_questions(&text)
    })?;
    let cells: Vec<&Vec<Inline>> = rows.iter().filter_map(|row| row.get(column)).collect();
    let asking = cells
        .iter()
        .filter(|cell| !is_contents(cell) && is_question(&plain_text(cell)))
        .count();
    (asking >= FEWEST && asking * 10 >= cells.len() * 6).then_some(column)
}

/// Whether a cell is a link to a place in the file.
fn is_contents(cell: &[Inline]) -> bool {
    matches!(cell, [Inline { kind: InlineKind::Link { target, .. }, .. }] if target.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use crate::parse::testing::questions;

    #[test]
    fn rows_are_questions_and_their_cells_what_the_heads_say() {
        let text = "| # | Question | Level | Answer |\n|---|---|---|---|\n\
                    | 1 | What is a delta? | junior | Mud. |\n| 2 | Why bend? | | |\n\
                    | 3 | What is a weir? | mid | A dam. |\n";
        assert_eq!(
            questions(text),
            [
                "What is a delta? · = Mud.",
                "Why bend?",
                "What is a weir? · = A dam."
            ]
        );
    }

    #[test]
    fn tables_of_something_else_are_none() {
        let text = "| Path | What it answers |\n|---|---|\n| /a | Is it up? |\n| /b | Is it ready? |\n\
                    | /c | How busy is it? |\n";
        assert!(questions(text).is_empty());
        let contents = "| No. | Questions |\n|---|---|\n| 1 | [What is a?](#a) |\n| 2 | [Why?](#b) |\n\
                        | 3 | [How?](#c) |\n\n## A\n\nWords.\n";
        assert!(questions(contents).is_empty());
    }
}

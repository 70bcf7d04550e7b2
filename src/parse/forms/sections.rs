//! Form 5 as sections: headings that only say which part of a question stands below.
//!
//! ```text
//! ## question
//!
//! What is a fragment?
//!
//! ## answer
//!
//! A part of a page.
//! ```
//!
//! A heading that says `Question` opens one; the next heading that says so, or a heading above that
//! level, ends it. A heading on the same level has to say `Answer`, `Options` or the like.

use std::collections::BTreeMap;

use crate::model::{BlockKind, Form};
use crate::parse::carriers::Free;
use crate::parse::labels::Label;
use crate::parse::lift::{Carrier, Shape};

/// The carriers of the form.
pub(in crate::parse) fn find(free: &Free<'_>) -> Vec<Carrier> {
    let heads = &free.outline.heads;
    let mut carriers = Vec::new();
    let mut below: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    for head in heads
        .iter()
        .filter(|head| head.label == Some(Label::Question))
    {
        *below.entry(head.parent).or_default() += 1;
    }
    for (index, head) in heads.iter().enumerate() {
        let opens = head.label == Some(Label::Question)
            && free.is_free(head.block)
            && free.blocks[head.block].as_heading().is_some()
            && free.blocks.get(head.block + 1).is_some_and(|next| {
                matches!(next.kind, BlockKind::Paragraph(_) | BlockKind::Quote { .. })
            });
        // One such heading below a heading is a part of a question that is called otherwise.
        let several = below.get(&head.parent).is_some_and(|number| *number >= 2);
        if !opens || !(several || head.parent.is_none()) {
            continue;
        }
        let behind = heads[index + 1..]
            .iter()
            .take_while(|next| next.level > head.level || next.label.is_some())
            .take_while(|next| next.level >= head.level && next.label != Some(Label::Question));
        let mut labelled = false;
        for next in behind {
            labelled |= next.label.is_some_and(Label::marks_question);
        }
        if !labelled {
            continue;
        }
        let end = heads[index + 1..]
            .iter()
            .find(|next| {
                next.level < head.level
                    || (next.level == head.level
                        && !next.label.is_some_and(|label| {
                            label.marks_question()
                                || label == Label::RedFlags
                                || label == Label::Notes
                        }))
            })
            .map_or(free.blocks.len(), |next| next.block);
        carriers.push(Carrier {
            block: head.block,
            end,
            shape: Shape::Section,
            form: Form::Labelled,
        });
    }
    carriers
}

#[cfg(test)]
mod tests {
    use crate::parse::testing::questions;

    #[test]
    fn sections_that_say_question_and_answer_are_questions() {
        let text = "# Rivers\n\n## Question\n\nWhat is a delta?\n\n## Answer\n\nMud.\n\n\
                    ## Question\n\nWhich is a dam?\n\n## Options\n\n- A: a weir\n- B: a lock\n\n\
                    ## Answer\n\nA\n";
        assert_eq!(
            questions(text),
            [
                "What is a delta? · = Mud.",
                "Which is a dam? · *! a weir · * a lock · = A",
            ]
        );
    }

    #[test]
    fn a_part_called_question_belongs_to_the_heading_above() {
        let text = "# Rivers\n\n### Delta\n\n#### Question\n\nWhat is it?\n\n#### Answer\n\nMud.\n\n\
                    ### Weir\n\n#### Question\n\nWhat is it?\n\n#### Answer\n\nA dam.\n";
        let titles: Vec<String> = questions(text)
            .iter()
            .map(|line| line.split(" · ").next().unwrap_or_default().to_owned())
            .collect();
        assert_eq!(titles, ["Delta", "Weir"]);
    }
}

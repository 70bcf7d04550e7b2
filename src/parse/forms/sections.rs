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

use crate::model::{BlockKind, Form};
use crate::parse::carriers::Free;
use crate::parse::labels::Label;
use crate::parse::lift::{Carrier, Shape};

/// The carriers of the form.
pub(in crate::parse) fn find(free: &Free<'_>) -> Vec<Carrier> {
    let heads = &free.outline.heads;
    let mut carriers = Vec::new();
    for (index, head) in heads.iter().enumerate() {
        let opens = head.label == Some(Label::Question)
            && free.is_free(head.block)
            && free.blocks[head.block].as_heading().is_some()
            && free.blocks.get(head.block + 1).is_some_and(|next| {
                matches!(next.kind, BlockKind::Paragraph(_) | BlockKind::Quote { .. })
            });
        // One such heading below a heading is a part of a question that is called otherwise.
        let several = heads
            .iter()
            .filter(|other| other.label == Some(Label::Question) && other.parent == head.parent)
            .count()
            >= 2;
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

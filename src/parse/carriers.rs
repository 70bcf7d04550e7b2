//! Where questions stand that are no headings: what the recognisers of lists, folds, lines and
//! labelled sections say, put together.
//!
//! Each recogniser looks only at blocks that no earlier one took: what belongs to a question is an
//! answer, whatever it looks like.

use super::forms::{lines, list_items, sections, summaries, tables, whole_file};
use super::labels::Label;
use super::lift::Carrier;
use super::outline::Outline;
use super::questions::{Found, Hints};
use crate::model::Block;

/// The blocks that may still carry questions.
pub(super) struct Free<'a> {
    /// The top-level blocks.
    pub blocks: &'a [Block],
    /// The headings.
    pub outline: &'a Outline,
    /// For each block whether it belongs to a question that was found.
    taken: Vec<bool>,
    /// For each block the head that it stands below, or that it is.
    heads: Vec<Option<usize>>,
    /// Number of questions found so far.
    pub questions: usize,
    /// Whether front matter says that the file holds questions.
    pub certain: bool,
}

impl<'a> Free<'a> {
    fn new(blocks: &'a [Block], outline: &'a Outline, found: &Found, hints: &Hints) -> Self {
        let mut taken = vec![false; blocks.len()];
        for (start, item) in &found.items {
            taken[*start..item.end.max(start + 1)].fill(true);
        }
        Self {
            blocks,
            outline,
            taken,
            heads: heads(blocks, outline),
            questions: found.items.len(),
            certain: hints.certain,
        }
    }
}

impl Free<'_> {
    /// Whether the block belongs to no question.
    pub fn is_free(&self, index: usize) -> bool {
        !self.taken[index]
    }

    /// The blocks that belong to no question, with their indices.
    pub fn blocks(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.blocks
            .iter()
            .enumerate()
            .filter(|(index, _)| self.is_free(*index))
    }

    /// The heading that the block stands below, or that it is.
    pub fn head(&self, index: usize) -> Option<usize> {
        self.heads[index]
    }

    /// Whether the block stands below a label: then it is a part of something that is known.
    pub fn is_labelled(&self, index: usize) -> bool {
        self.above(index).any(|head| {
            self.outline.heads[head]
                .label
                .is_some_and(|label| !matches!(label, Label::Questions | Label::Contents))
        })
    }

    /// Whether a heading above the block says that questions stand below it.
    pub fn below_questions(&self, index: usize) -> bool {
        self.above(index)
            .any(|head| self.outline.heads[head].speaks_of_questions())
    }

    /// Whether the heading right above the block says that a list of contents stands below it.
    pub fn below_contents(&self, index: usize) -> bool {
        self.heads[index].is_some_and(|head| self.outline.heads[head].speaks_of_contents())
    }

    /// The headings above the block, inner ones first.
    fn above(&self, index: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.heads[index], |head| self.outline.heads[*head].parent)
    }

    /// Index of the first block behind `index` that is a head of `level` or above it, or that is
    /// taken; or the number of blocks.
    pub fn end_of_section(&self, index: usize, level: u8) -> usize {
        (index + 1..self.blocks.len())
            .find(|next| {
                let heading = self.blocks[*next]
                    .as_heading()
                    .is_some_and(|(own, _)| own <= level);
                heading || self.taken[*next]
            })
            .unwrap_or(self.blocks.len())
    }

    fn take(&mut self, carriers: &[Carrier]) {
        for carrier in carriers {
            self.taken[carrier.block..carrier.end].fill(true);
        }
    }
}

/// The carriers among `blocks`, in source order. `found` are the questions with headings.
pub(super) fn find(
    blocks: &[Block],
    outline: &Outline,
    found: &Found,
    hints: &Hints,
) -> Vec<Carrier> {
    if hints.whole_file
        && let Some(carrier) = whole_file::find(blocks, outline, found)
    {
        return vec![carrier];
    }
    let sections = sections::find(&Free::new(blocks, outline, &Found::default(), hints));
    let found = match sections.is_empty() {
        true => found,
        // Such sections are parts, and no heading above them is the question.
        false => &Found::default(),
    };
    // A plan of an interview holds lists that ask, too.
    if !hints.timed.is_empty() || hints.plain_text {
        return Vec::new();
    }
    let mut free = Free::new(blocks, outline, found, hints);
    let mut carriers = Vec::new();
    for find in [
        sections::find,
        tables::find,
        summaries::find,
        lines::find,
        list_items::find,
    ] {
        let more: Vec<Carrier> = find(&free);
        free.take(&more);
        free.questions += more.len();
        carriers.extend(more);
    }
    carriers.sort_by_key(|carrier| carrier.block);
    carriers
}

fn heads(blocks: &[Block], outline: &Outline) -> Vec<Option<usize>> {
    let mut heads = outline
        .heads
        .iter()
        .enumerate()
        .filter(|(_, head)| blocks[head.block].as_heading().is_some())
        .map(|(index, head)| (head.block, index))
        .peekable();
    let mut last = None;
    (0..blocks.len())
        .map(|block| {
            if let Some((_, head)) = heads.next_if(|(at, _)| *at == block) {
                last = Some(head);
            }
            last
        })
        .collect()
}

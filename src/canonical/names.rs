//! Names that authors gave to headings (`{#name}`), told from those that the reader made.

use std::collections::BTreeMap;

use crate::model::{Block, BlockKind, Facts};

/// Authored names by the places of their headings.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: BTreeMap<u32, String>,
}

impl Names {
    /// The names in a document: where a heading answers to what its element is called and to
    /// another fragment, which is the one that its words make.
    pub(super) fn new(facts: &Facts) -> Self {
        let mut names = BTreeMap::new();
        for pair in facts.anchors.windows(2) {
            let [first, second] = pair else { continue };
            let named = first.offset == second.offset
                && first.html_id == second.html_id
                && first.slug != second.slug;
            if named {
                let named = [first, second]
                    .into_iter()
                    .find(|anchor| anchor.slug == anchor.html_id);
                if let Some(anchor) = named {
                    names.insert(anchor.offset, anchor.slug.to_string());
                }
            }
        }
        Self { names }
    }

    /// The name of a heading.
    pub(super) fn of(&self, block: &Block) -> Option<&str> {
        match &block.kind {
            BlockKind::Heading { anchor, .. } => self.at(block.span.start, anchor),
            _ => None,
        }
    }

    /// The name of the heading at a place that is shown as the element `anchor`.
    pub(super) fn at(&self, offset: u32, anchor: &str) -> Option<&str> {
        let name = self.names.get(&offset)?;
        (name == anchor && !name.contains(['}', ' '])).then_some(name.as_str())
    }
}

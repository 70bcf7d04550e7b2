//! `<!-- end -->`: what stands behind it is no part of the question above it.
//!
//! A question goes on to the next heading. Where prose between questions has no heading of its own,
//! as behind a list or a fold that is a question, the canonical form needs a sign.

use super::questions::Found;
use crate::model::{Block, BlockKind};

/// Ends the questions at the signs among `blocks`, and returns the indices of these.
pub(super) fn close(found: &mut Found, blocks: &[Block]) -> Vec<usize> {
    let is_end = |block: &Block| matches!(&block.kind, BlockKind::Html(html) if is_end(html));
    let ends: Vec<usize> = (0..blocks.len())
        .filter(|index| is_end(&blocks[*index]))
        .collect();
    for (start, item) in &mut found.items {
        let next = ends.partition_point(|end| end <= start);
        if let Some(end) = ends.get(next) {
            item.end = item.end.min(*end);
        }
    }
    ends
}

fn is_end(html: &str) -> bool {
    let inside = html.trim().strip_prefix("<!--");
    let inside = inside.and_then(|rest| rest.strip_suffix("-->"));
    inside.is_some_and(|inside| inside.trim() == "end")
}

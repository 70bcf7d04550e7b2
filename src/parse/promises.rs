//! Answers that only say that they will be written.

use super::labels::is_placeholder;
use crate::model::prose::plain_text;
use crate::model::{Block, BlockKind, InlineKind, Prose};

/// Words that may stand below a promise of an answer (`Useful resources:`) beside links.
const FEW_WORDS: usize = 12;

/// Whether an answer only says that it will be written, links for further reading apart.
pub(super) fn only_promises(prose: &Prose) -> bool {
    // Nothing at all, behind a label, promises an answer. Tags that show nothing are nothing.
    let is_tag = |block: &&Block| matches!(&block.kind, BlockKind::Html(html) if !shows(html));
    let at = prose.blocks.iter().take_while(is_tag).count();
    let text = match prose.blocks.get(at).map(|block| &block.kind) {
        None => return true,
        Some(BlockKind::Paragraph(content)) => plain_text(content),
        Some(BlockKind::Details { blocks, .. }) if prose.blocks.len() == at + 1 => {
            return blocks.iter().all(|block| is_tag(&block));
        }
        Some(_) if prose.blocks.len() == at + 1 => prose.plain_text(),
        Some(_) => return false,
    };
    if text.is_empty() || text.len() >= 60 || !is_placeholder(&text) {
        return false;
    }
    let mut words = 0;
    let mut code = false;
    let rest = &prose.blocks[at + 1..];
    Prose::for_each_block_in(rest, &mut |block| {
        code |= matches!(block.kind, BlockKind::Code { .. } | BlockKind::Table { .. });
    });
    Prose::for_each_inline_in(rest, &mut |inline| match &inline.kind {
        InlineKind::Text(text) => words += text.split_whitespace().count(),
        InlineKind::Link { content, .. } => {
            words = words.saturating_sub(plain_text(content).split_whitespace().count());
        }
        _ => {}
    });
    !code && words <= FEW_WORDS
}

/// Whether raw HTML shows anything: words outside tags, or a picture.
fn shows(html: &str) -> bool {
    let mut inside = false;
    let words = html.chars().any(|character| {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            _ => return !inside && !character.is_whitespace(),
        }
        false
    });
    let lower = html.to_ascii_lowercase();
    words
        || ["<img", "<video", "<svg", "<iframe", "<audio"]
            .iter()
            .any(|tag| lower.contains(tag))
}

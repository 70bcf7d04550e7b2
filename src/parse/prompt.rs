//! How far a prompt is surely no answer.
//!
//! A label behind the prompt says where it ends, and that is not enough: a heading or a label that
//! the reader does not know (`#### Why`, `**Lösung:** …`) may start the answer. What is known to
//! belong to prompts (`**Input:** …`) does not end it.

use super::labels::{is_prompt_label, label_of};
use crate::model::prose::plain_text;
use crate::model::{Block, BlockKind, Inline, InlineKind, Prose};

/// Longer words before a colon are a sentence and no label.
const LONGEST_LABEL: usize = 40;

/// `end`, or where the first block before it starts that may not belong to the prompt.
pub(super) fn sure_end(prompt: &Prose, end: u32) -> u32 {
    prompt
        .blocks
        .iter()
        .take_while(|block| block.span.start < end)
        .find(|block| may_start_a_part(block))
        .map_or(end, |block| block.span.start)
}

/// Whether the block, or one inside it, is a heading or starts a line with a label that does not
/// belong to prompts.
fn may_start_a_part(block: &Block) -> bool {
    let mut found = false;
    Prose::for_each_block_in(std::slice::from_ref(block), &mut |block| {
        found |= match &block.kind {
            BlockKind::Heading { .. } => true,
            BlockKind::Paragraph(content) => lines(content).any(starts_with_foreign_label),
            _ => false,
        };
    });
    found
}

/// The lines of a paragraph.
fn lines(content: &[Inline]) -> impl Iterator<Item = &[Inline]> {
    content.split(|inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak))
}

fn starts_with_foreign_label(line: &[Inline]) -> bool {
    let Some(first) = line.first() else {
        return false;
    };
    match &first.kind {
        InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => {
            let text = plain_text(inner);
            let behind = plain_text(&line[1..]);
            let colon = text.contains([':', '：']) || behind.starts_with([':', '：']);
            let alone = behind.is_empty() && matches!(first.kind, InlineKind::Strong(_));
            let words = text.split([':', '：']).next().unwrap_or_default();
            (colon || alone) && !is_prompt_label(words)
        }
        InlineKind::Text(text) => match text.split_once([':', '：']) {
            Some((words, _)) if words.len() <= LONGEST_LABEL => label_of(words).is_some(),
            _ => false,
        },
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::sure_end;

    fn cut(text: &str) -> &str {
        let prose = crate::parse::prose(text);
        let end = sure_end(&prose, u32::try_from(text.len()).expect("a short text"));
        text[..end as usize].trim_end()
    }

    #[test]
    fn unknown_headings_and_labels_end_what_is_sure() {
        for (asked, more) in [
            ("Say why.", "#### Reasons\n\nBecause."),
            ("Say why.", "**Lösung:** Weil."),
            ("Say why.", "**Lösung**\n\nWeil."),
            ("Say why.", "> **Explanation**: because"),
            ("Say why.", "- one\n- Answer: because"),
            ("Say why.", "words\n*Because*: words"),
            ("Say why.", "A: because"),
        ] {
            assert_eq!(cut(&format!("{asked}\n\n{more}")), asked, "{more}");
        }
    }

    #[test]
    fn what_belongs_to_prompts_stays() {
        for text in [
            "Say why.\n\n**Example 1:** words\n\n- **Input:** n\n- **Output:** m",
            "One thing is sure: **bold** words, and *slanted*: ones.",
            "*Slanted* words.\n\n```text\nAnswer: no label in code\n```",
        ] {
            assert_eq!(cut(text), text);
        }
    }
}

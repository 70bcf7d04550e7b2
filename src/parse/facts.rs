//! Facts about a file that other stages join: its links, its words, what its text gets wrong.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, Facts, InlineKind, OutLink, Prose};
use crate::source::FileId;

/// Collects links and counts words of all blocks of a file.
pub(super) fn collect(file: &FileId, blocks: &[Block], diagnostics: &mut Vec<Diagnostic>) -> Facts {
    let mut facts = Facts::default();
    {
        let mut visit = |inline: &crate::model::Inline| match &inline.kind {
            InlineKind::Link { target, .. } => facts.links.push(OutLink {
                target: target.clone(),
                span: inline.span,
                image: false,
            }),
            InlineKind::Image { target, .. } => facts.links.push(OutLink {
                target: target.clone(),
                span: inline.span,
                image: true,
            }),
            InlineKind::Text(text) => {
                let words = u32::try_from(text.split_whitespace().count()).unwrap_or(0);
                facts.words = facts.words.saturating_add(words);
                missing_footnote(file, text, inline.span, diagnostics);
            }
            _ => {}
        };
        Prose::for_each_inline_in(blocks, &mut visit);
    }
    facts
}

/// `[^label]` that is still text has no definition: the parser would have made it a reference.
fn missing_footnote(
    file: &FileId,
    text: &str,
    span: crate::source::Span,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(start) = text.find("[^") else {
        return;
    };
    let label = text[start + 2..].split(']').next().unwrap_or_default();
    let fits = !label.is_empty()
        && label.len() <= 40
        && text[start + 2..].contains(']')
        && label
            .chars()
            .all(|character| character.is_alphanumeric() || matches!(character, '-' | '_'));
    if fits {
        diagnostics.push(
            Diagnostic::new(
                Code::MissingFootnote,
                file,
                span,
                format!("the footnote '{label}' is not written"),
            )
            .help(format!("write it on a line of its own: [^{label}]: …")),
        );
    }
}

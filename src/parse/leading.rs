//! What stands at the start of a paragraph: a bold line, a label with its text, a colon.

use super::labels::{Label, label_of};
use crate::model::prose::plain_text;
use crate::model::{Inline, InlineKind};

/// The words of a paragraph that is one bold run.
pub(super) fn bold_line(content: &[Inline]) -> Option<&[Inline]> {
    let mut words = content.iter().filter(|inline| match &inline.kind {
        InlineKind::Text(text) => !text.trim().is_empty(),
        InlineKind::Html(html) => !html.starts_with("<br"),
        _ => true,
    });
    match (words.next(), words.next()) {
        (
            Some(Inline {
                kind: InlineKind::Strong(inner),
                ..
            }),
            None,
        ) => Some(inner),
        _ => None,
    }
}

/// In bytes, without the colon.
const LONGEST_LABEL: usize = 24;

/// The label at the start of a paragraph, and what stands behind it on its line and below.
///
/// `**Answer**`, `**Answer:** text`, `**Answer**: text` and `Answer: text` are labels;
/// `**Answer** the phone` is not.
pub(super) fn leading_label(content: &[Inline]) -> Option<(Label, Vec<Inline>)> {
    let first = content.first()?;
    match &first.kind {
        InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => {
            let text = plain_text(inner);
            let Some(label) = label_of(&text) else {
                return label_with_text(inner, &content[1..]);
            };
            // Slanted words are labels only where they are certain.
            if matches!(first.kind, InlineKind::Emphasis(_)) && !is_part_of_question(label) {
                return None;
            }
            let mut rest = content[1..].to_vec();
            let colon_inside = text.ends_with([':', '：']);
            let colon_behind = take_colon(&mut rest);
            let dash_behind = is_part_of_question(label) && take_dash(&mut rest);
            let alone = rest.is_empty()
                || matches!(rest[0].kind, InlineKind::SoftBreak | InlineKind::HardBreak);
            trim_start(&mut rest);
            (colon_inside || colon_behind || dash_behind || alone).then_some((label, rest))
        }
        InlineKind::Text(text) => {
            // No label is long, and most paragraphs are.
            let start = &text[..text.floor_char_boundary(LONGEST_LABEL + '：'.len_utf8())];
            let (word, _) = start.split_once([':', '：'])?;
            let colon = text[word.len()..].chars().next()?;
            let behind = &text[word.len() + colon.len_utf8()..];
            if word.len() > LONGEST_LABEL
                || !(behind.is_empty() || behind.starts_with(char::is_whitespace))
            {
                return None;
            }
            let label =
                label_of(word).filter(|label| matches!(label, Label::Answer | Label::FollowUp))?;
            let cut = text.len() - behind.trim_start().len();
            let mut rest = content.to_vec();
            cut_text(&mut rest[0], cut);
            if matches!(&rest[0].kind, InlineKind::Text(text) if text.is_empty()) {
                rest.remove(0);
            }
            trim_start(&mut rest);
            Some((label, rest))
        }
        _ => None,
    }
}

pub(super) fn is_part_of_question(label: Label) -> bool {
    matches!(label, Label::Answer | Label::FollowUp | Label::FollowUps)
}

/// `**Follow-up 2: What if it fails?**`: the label and its text in one bold run.
fn label_with_text(inner: &[Inline], behind: &[Inline]) -> Option<(Label, Vec<Inline>)> {
    let Inline {
        kind: InlineKind::Text(text),
        ..
    } = inner.first()?
    else {
        return None;
    };
    let (word, rest) = text.split_once([':', '：'])?;
    if word.len() > 40 || rest.trim().is_empty() {
        return None;
    }
    let label = label_of(word).filter(|label| is_part_of_question(*label))?;
    let cut = text.len() - rest.trim_start().len();
    let mut words = inner.to_vec();
    cut_text(&mut words[0], cut);
    words.extend(behind.iter().cloned());
    Some((label, words))
}

/// Takes a dash off the start of the text behind a bold run.
pub(super) fn take_dash(rest: &mut Vec<Inline>) -> bool {
    let Some(Inline {
        kind: InlineKind::Text(text),
        ..
    }) = rest.first_mut()
    else {
        return false;
    };
    let Some(behind) = text.trim_start().strip_prefix(['–', '—', '-']) else {
        return false;
    };
    *text = behind.to_owned();
    if text.is_empty() {
        rest.remove(0);
    }
    true
}

/// Takes a colon off the start of the text behind a bold run.
pub(super) fn take_colon(rest: &mut Vec<Inline>) -> bool {
    let Some(first) = rest.first_mut() else {
        return false;
    };
    let InlineKind::Text(text) = &first.kind else {
        return false;
    };
    let Some(behind) = text.trim_start().strip_prefix([':', '：']) else {
        return false;
    };
    let cut = text.len() - behind.len();
    let nothing_left = behind.is_empty();
    cut_text(first, cut);
    if nothing_left {
        rest.remove(0);
    }
    true
}

/// Takes breaks and white space off the start.
pub(super) fn trim_start(content: &mut Vec<Inline>) {
    while let Some(first) = content.first_mut() {
        match &first.kind {
            InlineKind::SoftBreak | InlineKind::HardBreak => {
                content.remove(0);
            }
            InlineKind::Text(text) => {
                let cut = text.len() - text.trim_start().len();
                if cut < text.len() {
                    cut_text(first, cut);
                    return;
                }
                content.remove(0);
            }
            _ => return,
        }
    }
}

/// Takes `length` bytes off the start of a text. Its place moves along only where the text stands in
/// the source as it is; elsewhere bytes cannot be counted.
pub(super) fn cut_text(inline: &mut Inline, length: usize) {
    if let InlineKind::Text(text) = &mut inline.kind {
        let exact = inline.span.len() == text.len();
        let cut = text.floor_char_boundary(length.min(text.len()));
        text.drain(..cut);
        if exact {
            inline.span.start += u32::try_from(cut).unwrap_or(0);
        }
    }
}

/// The target of the link that the words are, when they are nothing else.
pub(super) fn only_link<'a>(content: impl IntoIterator<Item = &'a Inline>) -> Option<&'a str> {
    let mut words = content
        .into_iter()
        .filter(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty()));
    let one = words.next()?;
    if words.next().is_some() {
        return None;
    }
    match &one.kind {
        InlineKind::Link { target, .. } => Some(target),
        InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => only_link(inner.iter()),
        _ => None,
    }
}

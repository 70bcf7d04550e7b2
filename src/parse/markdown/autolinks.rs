//! Bare web addresses become links, as on GitHub.

use crate::model::{Block, Inline, InlineKind};
use crate::source::Span;

/// Links the addresses in all running text that is not inside a link already.
pub(super) fn link(blocks: &mut [Block]) {
    for block in blocks {
        block.each_run_mut(&mut link_run);
        block.each_child_mut(&mut |children| link(children));
    }
}

fn link_run(content: &mut Vec<Inline>) {
    let mut at = 0;
    while at < content.len() {
        match &mut content[at].kind {
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Strikethrough(inner) => link_run(inner),
            InlineKind::Text(text) if text.contains(':') && text.contains("://") => {
                let parts = split(&content[at]);
                let count = parts.len();
                content.splice(at..=at, parts);
                at += count;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

/// Cuts a text at its addresses.
fn split(inline: &Inline) -> Vec<Inline> {
    let InlineKind::Text(text) = &inline.kind else {
        return vec![inline.clone()];
    };
    let mut parts = Vec::new();
    let mut done = 0;
    while let Some((start, end)) = next_address(text, done) {
        if start > done {
            parts.push(piece(inline, text, done, start));
        }
        let words = piece(inline, text, start, end);
        parts.push(Inline::new(
            words.span,
            InlineKind::Link {
                target: text[start..end].to_owned(),
                title: String::new(),
                content: vec![words],
            },
        ));
        done = end;
    }
    if done < text.len() {
        parts.push(piece(inline, text, done, text.len()));
    }
    parts
}

/// A part of a text. Its place is exact where the text stands in the source as it is; with
/// escapes or entities in it, the place is that of the whole text.
fn piece(inline: &Inline, text: &str, start: usize, end: usize) -> Inline {
    let span = if inline.span.len() == text.len() {
        let base = inline.span.start as usize;
        Span::new(base + start, base + end)
    } else {
        inline.span
    };
    Inline::text(span, &text[start..end])
}

/// The first address behind `from`, and its end. Each search goes on where the last one ended, so that
/// a line of megabytes is looked through once.
fn next_address(text: &str, from: usize) -> Option<(usize, usize)> {
    for (at, _) in text[from..].match_indices("://") {
        let before = &text[from..from + at];
        let Some(scheme) = ["https", "http"]
            .iter()
            .find(|name| before.ends_with(**name))
        else {
            continue;
        };
        let start = from + at - scheme.len();
        if text[from..start].ends_with(char::is_alphanumeric) {
            continue;
        }
        let rest = &text[start..];
        let length = rest
            .find(|character: char| {
                character.is_whitespace() || matches!(character, '<' | '>' | '"')
            })
            .unwrap_or(rest.len());
        let address = trim_address(&rest[..length]);
        let host = address.split("://").nth(1).unwrap_or_default();
        if host.starts_with(char::is_alphanumeric) {
            return Some((start, start + address.len()));
        }
    }
    None
}

/// Punctuation at the end belongs to the sentence, and so does a bracket that was not opened.
fn trim_address(address: &str) -> &str {
    let mut address = address;
    loop {
        let trimmed = address.trim_end_matches(['.', ',', ':', ';', '!', '?', '*', '_', '~', '\'']);
        let unopened =
            trimmed.ends_with(')') && trimmed.matches(')').count() > trimmed.matches('(').count();
        let trimmed = if unopened {
            &trimmed[..trimmed.len() - 1]
        } else {
            trimmed
        };
        if trimmed.len() == address.len() {
            return address;
        }
        address = trimmed;
    }
}

#[cfg(test)]
mod tests {
    use super::link_run;
    use crate::model::{Inline, InlineKind};
    use crate::source::Span;

    #[test]
    fn an_address_ends_before_the_punctuation_of_its_sentence() {
        let text = "see (https://example.org/a_(b)). And http:// is none";
        let mut content = vec![Inline::text(Span::new(0, text.len()), text)];
        link_run(&mut content);
        let links: Vec<_> = content
            .iter()
            .filter_map(|inline| match &inline.kind {
                InlineKind::Link { target, .. } => Some(target.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(links, ["https://example.org/a_(b)"]);
    }
}

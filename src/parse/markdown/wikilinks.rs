//! `[[Connection pools]]`, `[[pools.md#size|how many]]` and `![[plan.png]]` in running text.
//!
//! What CommonMark made a link, an image, code or a formula stays that; only brackets that are
//! still text can be a link by name. The parser's own extension would take `[[1]](address)` away
//! from CommonMark. Whether there is something of that name is known when all documents are
//! there (`guide::wiki`); until then the link holds its words without the brackets.

use crate::model::prose::plain_text;
use crate::model::{Block, Inline, InlineKind, WikiLink};
use crate::source::Span;

/// A name has at most this many bytes; what is longer is no title.
const LONGEST: usize = 300;

/// Endings of files that are shown as pictures.
const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif"];

/// Makes links of the names in all running text that is not inside a link already.
pub(super) fn link(source: &str, blocks: &mut [Block]) {
    for block in blocks {
        block.each_run_mut(&mut |content| link_run(source, content));
        block.each_child_mut(&mut |children| link(source, children));
    }
}

fn link_run(source: &str, content: &mut Vec<Inline>) {
    let mut at = 0;
    while at < content.len() {
        let behind_code = at > 0
            && matches!(
                content[at - 1].kind,
                InlineKind::Code(_) | InlineKind::Link { .. }
            );
        match &mut content[at].kind {
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Strikethrough(inner) => link_run(source, inner),
            InlineKind::Text(text) if text.contains("[[") => {
                if let Some((length, parts)) = first(source, &content[at..], behind_code) {
                    // The last part is what stands behind the link, and may hold another one.
                    let count = parts.len();
                    content.splice(at..at + length, parts);
                    at += count - 1;
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// The first name in a run that starts with text: how many inlines it reaches over, and what
/// stands there instead, with the text behind it as the last.
fn first(source: &str, run: &[Inline], behind_code: bool) -> Option<(usize, Vec<Inline>)> {
    let InlineKind::Text(text) = &run[0].kind else {
        return None;
    };
    text.match_indices("[[").find_map(|(open, _)| {
        let before = text[..open].chars().next_back();
        // `list[[0]]` and `f()[[x]]` are code that nobody marked.
        let indexed = before.map_or(behind_code, |last| {
            last.is_alphanumeric() || matches!(last, ']' | ')' | '_' | '[' | '\\')
        });
        if indexed {
            return None;
        }
        named(source, run, text, open)
    })
}

fn named(source: &str, run: &[Inline], text: &str, open: usize) -> Option<(usize, Vec<Inline>)> {
    let from = open + 2;
    let (last, close) = closing(run, from)?;
    let end_text = text_of(&run[last])?;
    if end_text[close + 2..].starts_with(']') {
        return None;
    }
    let mut inner: Vec<Inline> = Vec::new();
    for (index, inline) in run[..=last].iter().enumerate() {
        let start = if index == 0 { from } else { 0 };
        match text_of(inline) {
            Some(words) if index == last => inner.push(piece(inline, words, start, close)),
            Some(words) => inner.push(piece(inline, words, start, words.len())),
            None => inner.push(inline.clone()),
        }
    }
    let whole = plain_text(&inner);
    let written = written(&inner);
    let (name, worded) = match written.split_once('|') {
        Some((name, _)) => (name.to_owned(), true),
        None => (written, false),
    };
    let fits = name.trim() == name
        && name.len() <= LONGEST
        && !name.starts_with([':', '^', '-', '!', '$', '"'])
        && name.contains(char::is_alphabetic)
        && !whole.is_empty();
    if !fits {
        return None;
    }
    let place = place(source, run[0].span.to(run[last].span), &name)?;
    let embedded = text[..open].ends_with('!');
    let mut parts = Vec::new();
    let start = open - usize::from(embedded);
    if start > 0 {
        parts.push(piece(&run[0], text, 0, start));
    }
    let words = if worded { behind_bar(inner) } else { inner };
    let wiki = WikiLink {
        name: &name,
        worded,
        embedded,
    };
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    let picture = embedded && ending.is_some_and(|ending| PICTURES.contains(&ending.as_str()));
    let (target, title) = (wiki.target(), String::new());
    let kind = if picture {
        let alt = if worded { words } else { Vec::new() };
        InlineKind::Image { target, title, alt }
    } else {
        InlineKind::Link {
            target,
            title,
            content: words,
        }
    };
    parts.push(Inline::new(place, kind));
    parts.push(piece(&run[last], end_text, close + 2, end_text.len()));
    Some((last + 1, parts))
}

fn text_of(inline: &Inline) -> Option<&str> {
    match &inline.kind {
        InlineKind::Text(text) => Some(text),
        _ => None,
    }
}

/// Where `]]` closes what was opened before `from` in the first inline: index and offset. Brackets
/// in between are allowed in code alone.
fn closing(run: &[Inline], from: usize) -> Option<(usize, usize)> {
    let mut length = 0;
    for (index, inline) in run.iter().enumerate() {
        match &inline.kind {
            InlineKind::Text(text) => {
                let start = if index == 0 { from } else { 0 };
                if let Some(at) = text[start..].find(['[', ']']) {
                    let at = start + at;
                    return text[at..].starts_with("]]").then_some((index, at));
                }
                length += text.len() - start;
            }
            InlineKind::Code(text) => length += text.len(),
            InlineKind::SoftBreak => length += 1,
            InlineKind::Emphasis(_) | InlineKind::Strong(_) | InlineKind::Math { .. } => {}
            _ => return None,
        }
        if length > LONGEST {
            return None;
        }
    }
    None
}

/// The words of a name; the bar counts only where it is text.
fn written(content: &[Inline]) -> String {
    let mut text = String::new();
    for inline in content {
        match &inline.kind {
            InlineKind::Text(words) => text.push_str(words),
            _ if matches!(inline.kind, InlineKind::SoftBreak) => text.push(' '),
            _ => text.push_str(&plain_text(std::slice::from_ref(inline)).replace('|', " ")),
        }
    }
    text
}

/// What stands behind the first bar.
fn behind_bar(content: Vec<Inline>) -> Vec<Inline> {
    let mut found = Vec::new();
    let mut seen = false;
    for inline in content {
        match (
            seen,
            text_of(&inline).and_then(|text| text.find('|').map(|at| (text, at))),
        ) {
            (false, Some((text, at))) => {
                seen = true;
                found.push(piece(&inline, text, at + 1, text.len()));
            }
            (false, None) => {}
            (true, _) => found.push(inline),
        }
    }
    found
}

/// Where the name stands in the author's text; nowhere when the brackets were escaped.
fn place(source: &str, run: Span, name: &str) -> Option<Span> {
    let text = source.get(run.range())?;
    let word = name.split(['`', '*', '_', '&', '\\', ' ']).next()?;
    let (at, _) = text.match_indices(&format!("[[{word}")).next()?;
    let start = run.start as usize;
    // The parser leaves the backslash out of the place of what it escapes.
    if source[..start + at].ends_with('\\') {
        return None;
    }
    let end = text[at..].find("]]").map_or(text.len(), |end| at + end + 2);
    Some(Span::new(start + at, start + end))
}

/// A part of a text. Its place is exact where the text stands in the source as it is.
fn piece(inline: &Inline, text: &str, start: usize, end: usize) -> Inline {
    let span = if inline.span.len() == text.len() {
        let base = inline.span.start as usize;
        Span::new(base + start, base + end)
    } else {
        inline.span
    };
    Inline::text(span, &text[start..end])
}

#[cfg(test)]
mod tests {
    use crate::model::{InlineKind, Prose};

    /// The targets of a text's links and images, and its words.
    fn read(text: &str) -> (Vec<String>, String) {
        let prose = crate::parse::prose(text);
        let mut targets = Vec::new();
        prose.for_each_inline(&mut |inline| {
            if let InlineKind::Link { target, .. } | InlineKind::Image { target, .. } = &inline.kind
            {
                targets.push(target.clone());
            }
        });
        (targets, Prose::plain_text(&prose))
    }

    #[test]
    fn names_in_double_brackets_are_links() {
        let (targets, words) =
            read("See [[What is `Arc<T>`?]], [[cap#Why|why]] and\n[[two\nlines]].");
        assert_eq!(
            targets,
            ["[[What is Arc<T>?]]", "[[cap#Why|]]", "[[two lines]]"]
        );
        assert_eq!(words, "See What is Arc<T>?, why and two lines.");
        assert_eq!(read("![[plan.png]]").0, ["![[plan.png]]"]);
        assert_eq!(read("![[Pools]]").0, ["![[Pools]]"]);
        assert_eq!(read("| a |\n|---|\n| [[x\\|y]] |").0, ["[[x|]]"]);
    }

    #[test]
    fn what_commonmark_or_code_means_stays_as_it_was() {
        for (text, links) in [
            ("[[1]](a.md)", vec!["a.md"]),
            ("[[a]](a.md)", vec!["a.md"]),
            ("[[x]]\n\n[x]: a.md", vec!["a.md"]),
            ("`[[x]]`", vec![]),
            ("\\[[x]]", vec![]),
            ("\\[\\[x]]", vec![]),
            ("a[[x]] f()[[x]] b[0][[x]]", vec![]),
            ("[[0]] [[1, 2]] [[1,2],[3,4]]", vec![]),
            ("if [[ -f x ]] and [[:alpha:]]", vec![]),
            ("[[objc alloc] init]", vec![]),
            ("[^1]\n\n[^1]: x", vec![]),
            ("- [ ] [x]", vec![]),
        ] {
            assert_eq!(read(text).0, links, "{text}");
        }
        let text = "a[[x]] and [[1, 2]] and [[ -f x ]]";
        assert_eq!(read(text).1, text);
    }
}

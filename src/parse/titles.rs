//! What a document is called: by its first heading, by raw HTML, by its one question, by its name.

use super::asking::{asks, asks_or_starts};
use super::labels::{Label, label_of};
use super::parts::{Parts, html_id, title_words};
use crate::model::prose::plain_text;
use crate::model::{Block, BlockKind, Form, Inline, Meta};
use crate::source::Span;

/// Whether the first heading of a file is a part of a question, so that the file itself is it.
pub(super) fn starts_with_part(blocks: &[Block]) -> bool {
    let Some((level, content)) = blocks.iter().find_map(Block::as_heading) else {
        return false;
    };
    if !matches!(
        label_of(&plain_text(content)),
        Some(Label::Answer | Label::Options | Label::FollowUps)
    ) {
        return false;
    }
    let shallower = blocks
        .iter()
        .filter_map(Block::as_heading)
        .any(|(other, content)| {
            other < level
                || (other == level
                    && label_of(&plain_text(content)).is_none()
                    && asks_or_starts(&plain_text(content)))
        });
    !shallower
}

/// Where a whole file is one question and no heading of it asks, its title or name does.
pub(super) fn name_on_top(meta: &Meta, path: &str, blocks: &mut Vec<Block>) {
    let titled = meta.title.as_deref().is_some_and(asks);
    let asking = blocks
        .iter()
        .filter_map(Block::as_heading)
        .take(2)
        .any(|(level, content)| {
            let text = plain_text(content);
            // A title that asks is the question; sections below it may ask as well.
            asks_or_starts(&text) && (level == 1 || !titled)
        });
    if asking {
        return;
    }
    let title = meta.title.clone().unwrap_or_else(|| title_from_path(path));
    // It stands where the text starts: front matter has no blocks.
    let at = blocks.first().map_or(0, |first| first.span.start as usize);
    let place = Span::new(at, at);
    let heading = BlockKind::Heading {
        level: 1,
        content: vec![Inline::text(place, title)],
        anchor: String::new(),
    };
    blocks.insert(0, Block::new(place, heading));
}

/// The title of a file that is one question.
pub(super) fn only_question(parts: &Parts<'_>) -> Option<String> {
    let item = parts.found.items.values().next()?;
    let head = &parts.outline.heads[item.head];
    let words = match &head.marker {
        Some(marker) => head.text.trim().get(marker.text.len()..)?.trim(),
        None => head.text.trim(),
    };
    let only = parts.found.level == 1 && parts.found.items.len() == 1;
    let whole = parts.found.form == Some(Form::WholeFile) || only;
    (whole && !words.is_empty()).then(|| words.to_owned())
}

/// The document's heading.
pub(super) struct Heading {
    pub(super) words: Vec<Inline>,
    pub(super) anchor: String,
    pub(super) span: Span,
    /// Index of its head, when it stands among the heads.
    pub(super) head: Option<usize>,
    /// Whether front matter calls the document otherwise.
    pub(super) renamed: bool,
}

/// Takes the title: the first heading of level 1, when nothing but that level stands above it
/// and it is no question.
pub(super) fn take_title(parts: &mut Parts<'_>) -> (Heading, usize) {
    let none = Heading {
        words: Vec::new(),
        anchor: String::new(),
        span: Span::default(),
        head: None,
        renamed: false,
    };
    let Some(first) = parts.outline.heads.first() else {
        return (none, 0);
    };
    let only = parts
        .outline
        .heads
        .iter()
        .filter(|head| head.level == 1)
        .count()
        == 1;
    let question = parts.found.items.contains_key(&first.block);
    if first.level != 1 || !only || question {
        return (none, 0);
    }
    let block = first.block;
    let Some(heading) = parts.take(block) else {
        return (none, 0);
    };
    let start = if block == 0 { 1 } else { 0 };
    (
        Heading {
            span: heading.span,
            anchor: html_id(&heading),
            words: title_words(heading),
            head: Some(0),
            renamed: false,
        },
        start,
    )
}

/// Takes a title that is written as `<h1>` in raw HTML, as GitHub's centred ones are: a block of
/// its own before the first heading.
pub(super) fn take_html_title(parts: &mut Parts<'_>) -> Option<String> {
    let first_heading = parts
        .outline
        .heads
        .first()
        .map_or(usize::MAX, |head| head.block);
    let (index, text) = parts
        .slots
        .iter()
        .enumerate()
        .take(first_heading)
        .find_map(|(index, block)| match &block.as_ref()?.kind {
            BlockKind::Html(html) => Some((index, only_heading(html)?)),
            _ => None,
        })?;
    parts.take(index);
    Some(text)
}

/// The words of raw HTML that is one `<h1>` and nothing else, without pictures.
fn only_heading(html: &str) -> Option<String> {
    let inner = html.trim().strip_prefix("<h1")?.strip_suffix("</h1>")?;
    let inner = inner.strip_prefix('>').or_else(|| {
        let inner = inner.strip_prefix(char::is_whitespace)?;
        Some(inner.split_once('>')?.1)
    })?;
    if inner.contains("<h1") || inner.contains("<img") {
        return None;
    }
    let mut text = String::new();
    let mut rest = inner;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>')?.1;
    }
    text.push_str(rest);
    let words: Vec<&str> = text.split_whitespace().collect();
    // Character references are rare in titles, and would have to be decoded.
    (!words.is_empty() && !text.contains('&')).then(|| words.join(" "))
}

/// `01_question-bank.md` is called `Question bank`; an index is called like its folder.
pub(super) fn title_from_path(path: &str) -> String {
    let mut names: Vec<&str> = path.split('/').collect();
    let file = names.pop().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let index = matches!(stem.to_lowercase().as_str(), "readme" | "index");
    let name = match (index, names.last()) {
        (true, Some(folder)) => folder,
        _ => stem,
    };
    match crate::model::title::of_name(name) {
        words if words.is_empty() => file.to_owned(),
        words => words,
    }
}

#[cfg(test)]
mod tests {
    use super::{only_heading, title_from_path};

    #[test]
    fn a_title_may_be_written_in_html() {
        assert_eq!(
            only_heading("<h1 align=\"center\">\n  30 <b>Seconds</b>\n</h1>\n").as_deref(),
            Some("30 Seconds")
        );
        assert_eq!(only_heading("<h1>A</h1><p>b</p>"), None);
        assert_eq!(only_heading("<h1><img src=\"a.png\"></h1>"), None);
        assert_eq!(only_heading("<h1x>A</h1>"), None);
    }

    #[test]
    fn titles_are_made_of_file_and_folder_names() {
        assert_eq!(title_from_path("question-bank.md"), "Question bank");
        assert_eq!(title_from_path("a/01_intro.md"), "Intro");
        assert_eq!(title_from_path("data/README.md"), "Data");
        assert_eq!(title_from_path("2024.md"), "2024");
    }
}

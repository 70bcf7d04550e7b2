//! Facts about a file that other stages join: its links, its words, what its text gets wrong.

use super::attributes;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, BlockKind, Facts, Fence, InlineKind, LineRange, OutLink, Prose};
use crate::source::{FileId, SourceFile, Span};

/// Collects links, languages and formulas, and counts the words of all blocks of a file.
pub(super) fn collect(
    file: &SourceFile,
    blocks: &[Block],
    diagnostics: &mut Vec<Diagnostic>,
) -> Facts {
    let mut facts = Facts::default();
    Prose::for_each_block_in(blocks, &mut |block| match &block.kind {
        BlockKind::Code {
            language,
            fence,
            text,
        } => {
            if !language.is_empty() {
                facts.languages.push((language.clone(), block.span));
            }
            bad_marked_lines(file, block.span, fence, text, diagnostics);
        }
        BlockKind::Html(html) => html_links(&file.text, html, block.span, &mut facts.links),
        _ => {}
    });
    Prose::for_each_inline_in(blocks, &mut |inline| match &inline.kind {
        InlineKind::Link { target, .. } => facts.links.push(link(target, inline.span, false)),
        InlineKind::Image { target, .. } => facts.links.push(link(target, inline.span, true)),
        InlineKind::Html(html) => html_links(&file.text, html, inline.span, &mut facts.links),
        InlineKind::Math { tex, .. } => facts.formulas.push((tex.clone(), inline.span)),
        InlineKind::Text(text) => {
            let words = u32::try_from(number_of_words(text)).unwrap_or(0);
            facts.words = facts.words.saturating_add(words);
            missing_footnotes(&file.id, &file.text, inline.span, diagnostics);
        }
        _ => {}
    });
    facts
}

fn link(target: &str, span: Span, image: bool) -> OutLink {
    OutLink {
        target: target.to_owned(),
        span,
        image,
    }
}

/// Links and images of raw HTML, each with the place of its tag.
fn html_links(source: &str, html: &str, span: Span, links: &mut Vec<OutLink>) {
    let written = source.get(span.range()).unwrap_or_default();
    let mut behind = 0;
    for tag in attributes::tags(html) {
        let targets = attributes::targets(&tag);
        if targets.is_empty() {
            continue;
        }
        // A tag over several lines of a quote is written otherwise.
        let found = written[behind..].find(tag.source).map(|at| behind + at);
        let place = found.map_or(span, |at| {
            behind = at + tag.source.len();
            let start = span.start as usize;
            Span::new(start + at, start + behind)
        });
        links.extend(
            targets
                .into_iter()
                .map(|(target, image)| link(&target, place, image)),
        );
    }
}

/// Marked lines that a block does not have. The caret stands under the range, on the line that
/// opens the block.
fn bad_marked_lines(
    file: &SourceFile,
    span: Span,
    fence: &Fence,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
    let opening = file.text.get(span.range()).unwrap_or_default();
    let opening = opening.lines().next().unwrap_or_default();
    for range in fence.marked.iter().filter(|range| !range.fits(lines)) {
        let LineRange { first, last } = *range;
        let (written, what) = if first == last {
            (first.to_string(), format!("line {first} is"))
        } else {
            (
                format!("{first}-{last}"),
                format!("lines {first}-{last} are"),
            )
        };
        let start = span.start as usize;
        let place = match opening.rfind(&written) {
            Some(at) => Span::new(start + at, start + at + written.len()),
            None => Span::new(start, start + opening.len()),
        };
        diagnostics.push(
            Diagnostic::new(
                Code::BadMarkedLines,
                &file.id,
                place,
                format!("{what} marked, but the block has {}", counted(lines)),
            )
            .help("lines are counted from 1 in the block; write a range as 4-6"),
        );
    }
}

fn counted(lines: u32) -> String {
    match lines {
        0 => "no line".to_owned(),
        1 => "1 line".to_owned(),
        lines => format!("{lines} lines"),
    }
}

fn number_of_words(text: &str) -> usize {
    if text.is_ascii() {
        // What Unicode calls white space: `is_ascii_whitespace` leaves out the vertical tab.
        let words = text.as_bytes().split(|byte| matches!(byte, 9..=13 | b' '));
        words.filter(|word| !word.is_empty()).count()
    } else {
        text.split_whitespace().count()
    }
}

/// `[^label]` that is still text has no definition: the parser would have made it a reference.
fn missing_footnotes(file: &FileId, source: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    let text = source.get(span.range()).unwrap_or_default();
    if !text.contains('[') {
        return;
    }
    for (at, mark) in text.match_indices("[^") {
        let Some((label, _)) = text[at + mark.len()..].split_once(']') else {
            return;
        };
        let fits = !label.is_empty()
            && label.len() <= 40
            && label
                .chars()
                .all(|character| character.is_alphanumeric() || matches!(character, '-' | '_'));
        let start = span.start as usize + at;
        if !fits || source[..start].ends_with('\\') {
            continue;
        }
        let end = start + mark.len() + label.len() + 1;
        diagnostics.push(
            Diagnostic::new(
                Code::MissingFootnote,
                file,
                Span::new(start, end),
                format!("the footnote '{label}' is not written"),
            )
            .help(format!("write it on a line of its own: [^{label}]: …")),
        );
    }
}

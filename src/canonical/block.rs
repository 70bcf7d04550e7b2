//! Blocks to Markdown.

use super::inline::{self, Place};
use super::same;
use super::starts::line_start;
use crate::model::prose::{Alert, Alignment, Definition, ListItem};
use crate::model::{Block, BlockKind, Inline, InlineKind};
use crate::source::Span;

/// What the blocks of a document share.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// What the document settles about dollars.
    pub math: Option<bool>,
    /// The levels that headings get, by those that they have.
    pub levels: &'a [u8; 7],
    /// Names that an author gave to headings, by their places.
    pub names: &'a super::names::Names,
}

/// The Markdown of blocks, parted by blank lines; without a line end behind the last one.
pub(super) fn text(blocks: &[Block], context: Context<'_>) -> String {
    join(blocks, context, true)
}

fn join(blocks: &[Block], context: Context<'_>, spaced: bool) -> String {
    let mut out = String::new();
    let mut marker = false;
    for (index, block) in blocks.iter().enumerate() {
        let before = index.checked_sub(1).map(|index| &blocks[index]);
        if let Some(before) = before {
            let blank = spaced || needs_blank(before, block);
            out.push_str(if blank { "\n\n" } else { "\n" });
        }
        // Two lists of one kind would be one.
        marker = before.is_some_and(|before| is_same_list(before, block)) && !marker;
        out.push_str(&one(block, context, marker, spaced));
    }
    out
}

fn is_same_list(before: &Block, block: &Block) -> bool {
    match (&before.kind, &block.kind) {
        (BlockKind::List { start: a, .. }, BlockKind::List { start: b, .. }) => {
            a.is_some() == b.is_some()
        }
        _ => false,
    }
}

/// Whether one block would run into the next without a blank line between them.
fn needs_blank(before: &Block, block: &Block) -> bool {
    match &before.kind {
        BlockKind::Code { .. } | BlockKind::Heading { .. } | BlockKind::Rule => false,
        BlockKind::Paragraph(_) => match &block.kind {
            BlockKind::List { start, items, .. } => {
                let empty = items.first().is_none_or(|item| item.blocks.is_empty());
                empty || start.is_some_and(|start| start != 1)
            }
            BlockKind::Quote { .. }
            | BlockKind::Code { .. }
            | BlockKind::Heading { .. }
            | BlockKind::Rule => false,
            _ => true,
        },
        BlockKind::List { .. } => !matches!(
            block.kind,
            BlockKind::Code { .. }
                | BlockKind::Heading { .. }
                | BlockKind::List { .. }
                | BlockKind::Rule
        ),
        _ => true,
    }
}

fn one(block: &Block, context: Context<'_>, other_marker: bool, top: bool) -> String {
    match &block.kind {
        BlockKind::Paragraph(content) => inline::text(content, Place::Paragraph, context.math),
        BlockKind::Heading { level, content, .. } => {
            let level = context.levels[usize::from(*level).min(6)].clamp(1, 6);
            let name = context.names.of(block);
            heading(level, content, name, context.math)
        }
        BlockKind::Quote { alert, blocks } => quote(*alert, blocks, context),
        BlockKind::Code {
            language,
            fence,
            text,
        } => code(language, &fence.info, text),
        BlockKind::List {
            start,
            tight,
            items,
        } => list(*start, *tight, items, context, other_marker),
        BlockKind::Table {
            alignments,
            head,
            rows,
        } => table(alignments, head, rows, context),
        BlockKind::Definitions(definitions) => self::definitions(definitions, context),
        BlockKind::Details {
            summary,
            open,
            blocks,
        } => details(summary, *open, blocks, context),
        // Where a fold was cut out of it, the rest may have kept its indent.
        BlockKind::Html(html) => raw(html.trim(), context.math),
        BlockKind::Footnote { label, blocks, .. } => {
            indented(&format!("[^{label}]: "), "    ", &text(blocks, context))
        }
        // Three hyphens below a line of text would make it a heading.
        BlockKind::Rule => if top { "---" } else { "___" }.to_owned(),
    }
}

/// A heading in one line.
pub(super) fn heading(
    level: u8,
    content: &[Inline],
    name: Option<&str>,
    math: Option<bool>,
) -> String {
    let words = inline::text(content, Place::Line, math);
    let name = name.map(|name| format!(" {{#{name}}}")).unwrap_or_default();
    let line = format!("{} {words}{name}", "#".repeat(level.into()));
    line.trim_end_matches(' ').to_owned()
}

/// Raw HTML. What is no block of it by itself, as a piece beside a fold, is written as running
/// text: Markdown would mean something in it.
fn raw(html: &str, math: Option<bool>) -> String {
    let written = without_fences(html);
    let wanted = same::blocks(&[Block::new(
        Span::default(),
        BlockKind::Html(html.to_owned()),
    )]);
    if same::blocks(&crate::parse::blocks(&written, math)) == wanted {
        return written;
    }
    inline::text(&same::html_run(html), Place::Paragraph, math)
}

/// A line in raw HTML that looks like a fence is none, and not everybody who reads a file line by
/// line knows.
fn without_fences(html: &str) -> String {
    let lines: Vec<String> = html
        .split('\n')
        .map(|line| {
            let words = line.trim_start();
            let indent = &line[..line.len() - words.len()];
            if words.starts_with("```") {
                format!("{indent}&#96;{}", &words[1..])
            } else if words.starts_with("~~~") {
                format!("{indent}&#126;{}", &words[1..])
            } else {
                line.to_owned()
            }
        })
        .collect();
    lines.join("\n")
}

fn quote(alert: Option<Alert>, blocks: &[Block], context: Context<'_>) -> String {
    let inside = text(blocks, context);
    let name = alert.map(|alert| match alert {
        Alert::Note => "NOTE",
        Alert::Tip => "TIP",
        Alert::Important => "IMPORTANT",
        Alert::Warning => "WARNING",
        Alert::Caution => "CAUTION",
    });
    let head = name.map(|name| format!("[!{name}]\n")).unwrap_or_default();
    let lines: Vec<String> = format!("{head}{inside}")
        .split('\n')
        .map(|line| match line {
            "" => ">".to_owned(),
            line => format!("> {line}"),
        })
        .collect();
    lines.join("\n")
}

fn code(language: &str, info: &str, text: &str) -> String {
    let info = info.trim_end();
    let gap = if !language.is_empty() && info.starts_with(char::is_alphanumeric) {
        " "
    } else {
        ""
    };
    let mut line = String::new();
    let words: Vec<char> = format!("{language}{gap}{info}").chars().collect();
    for (at, character) in words.iter().copied().enumerate() {
        let after = words.get(at + 1);
        let escape = match character {
            '\\' => after.is_some_and(char::is_ascii_punctuation),
            '&' => after.is_some_and(|after| after.is_ascii_alphanumeric() || *after == '#'),
            _ => false,
        };
        if escape {
            line.push('\\');
        }
        line.push(character);
    }
    let mark = if line.contains('`') { '~' } else { '`' };
    let longest = text
        .lines()
        .map(|line| {
            let line = line.trim_start();
            line.len() - line.trim_start_matches(mark).len()
        })
        .max()
        .unwrap_or(0);
    let fence: String = std::iter::repeat_n(mark, longest.max(2) + 1).collect();
    let end = if text.is_empty() || text.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    format!("{fence}{line}\n{text}{end}{fence}")
}

fn list(
    start: Option<u64>,
    tight: bool,
    items: &[ListItem],
    context: Context<'_>,
    other_marker: bool,
) -> String {
    // One blank line in an item parts all items.
    let tight = tight && items.iter().all(|item| fits_tight(&item.blocks));
    let items: Vec<String> = items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let marker = match (start, other_marker) {
                (None, false) => "- ".to_owned(),
                // An asterisk could make a line across of what is behind it.
                (None, true) => "+ ".to_owned(),
                (Some(start), false) => format!("{}. ", number(start, index)),
                (Some(start), true) => format!("{}) ", number(start, index)),
            };
            self::item(&marker, item.task, &item.blocks, tight, context)
        })
        .collect();
    items.join(if tight { "\n" } else { "\n\n" })
}

/// Whether the blocks of an item can stand below each other.
pub(super) fn fits_tight(blocks: &[Block]) -> bool {
    blocks.windows(2).all(|pair| match pair {
        [before, block] => !needs_blank(before, block),
        _ => true,
    })
}

/// Nine digits are the most that CommonMark takes for a number.
fn number(start: u64, index: usize) -> u64 {
    start
        .saturating_add(u64::try_from(index).unwrap_or(u64::MAX))
        .min(999_999_999)
}

/// An item of a list behind its marker.
pub(super) fn item(
    marker: &str,
    task: Option<bool>,
    blocks: &[Block],
    tight: bool,
    context: Context<'_>,
) -> String {
    let task = match task {
        Some(true) => "[x] ",
        Some(false) => "[ ] ",
        None => "",
    };
    let inside = join(blocks, context, !tight);
    let paragraph = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_));
    if !task.is_empty() && !blocks.first().is_some_and(paragraph) {
        // Only with a blank behind it the box is one.
        let below = indented("", &" ".repeat(marker.len()), &format!("\n{inside}"));
        return format!("{marker}{task}{}", below.trim_end_matches('\n'));
    }
    indented(
        &format!("{marker}{task}"),
        &" ".repeat(marker.len()),
        &inside,
    )
}

/// A text behind something on its first line, and further in on the others.
pub(super) fn indented(first: &str, others: &str, text: &str) -> String {
    let mut lines = text.split('\n');
    let mut out = format!("{first}{}", lines.next().unwrap_or_default());
    out.truncate(out.trim_end_matches(' ').len());
    for line in lines {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(others);
            out.push_str(line);
        }
    }
    out
}

fn table(
    alignments: &[Alignment],
    head: &[Vec<Inline>],
    rows: &[Vec<Vec<Inline>>],
    context: Context<'_>,
) -> String {
    let row = |cells: &[Vec<Inline>]| {
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| inline::text(cell, Place::Cell, context.math))
            .collect();
        format!("| {} |", cells.join(" | "))
    };
    let rules: Vec<&str> = alignments
        .iter()
        .map(|alignment| match alignment {
            Alignment::None => "---",
            Alignment::Left => ":--",
            Alignment::Center => ":-:",
            Alignment::Right => "--:",
        })
        .collect();
    let mut lines = vec![row(head), format!("|{}|", rules.join("|"))];
    lines.extend(rows.iter().map(|cells| row(cells)));
    lines.join("\n")
}

fn definitions(definitions: &[Definition], context: Context<'_>) -> String {
    let entries: Vec<String> = definitions
        .iter()
        .map(|definition| {
            let term = inline::text(&definition.term, Place::Line, context.math);
            let mut lines = vec![line_start(&term)];
            for blocks in &definition.definitions {
                lines.push(indented(": ", "  ", &text(blocks, context)));
            }
            lines.join("\n")
        })
        .collect();
    entries.join("\n\n")
}

fn details(summary: &[Inline], open: bool, blocks: &[Block], context: Context<'_>) -> String {
    let tag = if open { "<details open>" } else { "<details>" };
    let words = html(summary);
    let summary = if words.is_empty() {
        String::new()
    } else {
        format!("\n<summary>{words}</summary>")
    };
    let inside = text(blocks, context);
    let inside = if inside.is_empty() {
        String::new()
    } else {
        format!("\n\n{inside}\n")
    };
    format!("{tag}{summary}{inside}\n</details>")
}

/// Running text as HTML, as it has to stand in a summary.
fn html(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        let wrapped = |tag: &str| format!("<{tag}>{}</{tag}>", html(inline.children()));
        match &inline.kind {
            InlineKind::Text(text) => out.push_str(&escaped(text)),
            InlineKind::Code(code) => {
                out.push_str(&format!("<code>{}</code>", escaped(code)));
            }
            InlineKind::Html(html) => out.push_str(html),
            InlineKind::Emphasis(_) => out.push_str(&wrapped("em")),
            InlineKind::Strong(_) => out.push_str(&wrapped("strong")),
            InlineKind::Strikethrough(_) => out.push_str(&wrapped("del")),
            InlineKind::SoftBreak => out.push(' '),
            InlineKind::HardBreak => out.push_str("<br>"),
            InlineKind::Math { tex, .. } => out.push_str(&escaped(&format!("${tex}$"))),
            InlineKind::Link { target, .. } if target.starts_with("[[") => {
                out.push_str(&format!("[[{}]]", html(inline.children())));
            }
            _ => out.push_str(&html(inline.children())),
        }
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

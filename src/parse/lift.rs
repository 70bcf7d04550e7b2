//! Questions whose titles are no headings of their own: list items, folds, bold lines, labelled
//! sections, whole files.
//!
//! The recognisers under [`forms`](super::forms) name the top-level blocks that carry questions
//! ([`Carrier`]). Lifting puts the title of each on the top level, with all that belongs to it
//! right behind ([`Lifted`]), so that everything after this step sees one shape.

use super::asking::ends_asking;
use super::forms::tables::question_column;
use super::labels::{label_of, speaks_of_answers};
use super::leading::{bold_line, trim_start};
use super::markers;
use crate::model::prose::{ListItem, plain_text, span_of};
use crate::model::{Block, BlockKind, Form, Inline, InlineKind};

/// A run of top-level blocks that carries at least one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Carrier {
    /// Index of its first block.
    pub block: usize,
    /// Index of the block behind its last one.
    pub end: usize,
    /// How the questions stand in it.
    pub shape: Shape,
    /// The form it is of.
    pub form: Form,
}

/// How questions stand in a carrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// The block is a list, each item of which is a question; what follows the list belongs to the
    /// last one.
    Items,
    /// The block is a table with a column of questions.
    Rows,
    /// The block is a fold, whose summary is the question.
    Fold,
    /// The block is a paragraph whose first line is the question.
    Line,
    /// The block is a heading that only says `Question`; the paragraph below it is the question.
    Section,
    /// The block is a heading, and all that follows belongs to it.
    Heading,
}

/// A question on the top level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lifted {
    /// Index of its title's block.
    pub block: usize,
    /// Index of the block behind its last one.
    pub end: usize,
    /// The form it was found by.
    pub form: Form,
    /// Deeper headings than this may be labels of its parts.
    pub level: u8,
    /// The number it has in a numbered list, as written in front of it.
    pub number: String,
    /// Whether its answer would carry a label, so that other text below it is none.
    pub labelled: bool,
}

/// Puts the questions of `carriers` (in source order, none inside another) on the top level.
pub(super) fn lift(blocks: Vec<Block>, carriers: &[Carrier]) -> (Vec<Block>, Vec<Lifted>) {
    let mut lifter = Lifter {
        blocks: Vec::with_capacity(blocks.len()),
        lifted: Vec::new(),
    };
    let mut carriers = carriers.iter().peekable();
    let mut open_until = None;
    for (index, block) in blocks.into_iter().enumerate() {
        if open_until.is_some_and(|end| index >= end) {
            lifter.close();
            open_until = None;
        }
        match carriers.next_if(|carrier| carrier.block == index) {
            Some(carrier) => {
                lifter.close();
                lifter.carrier(block, carrier);
                open_until = Some(carrier.end);
            }
            None => lifter.block(block),
        }
    }
    lifter.close();
    (lifter.blocks, lifter.lifted)
}

struct Lifter {
    blocks: Vec<Block>,
    lifted: Vec<Lifted>,
}

/// The end of a question that is still being put together.
const OPEN: usize = usize::MAX;

impl Lifter {
    fn block(&mut self, mut block: Block) {
        // The paragraph below `## Question` is its title, also a quoted one.
        let title = self
            .lifted
            .last()
            .is_some_and(|last| last.end == OPEN && last.block == self.blocks.len());
        if title && let BlockKind::Quote { blocks, .. } = block.kind {
            for block in blocks {
                self.block(block);
            }
            return;
        }
        if title && let BlockKind::Paragraph(content) = &mut block.kind {
            let rest = split_title(content);
            block.span = span_of(content);
            self.blocks.push(block);
            self.rest(rest);
            return;
        }
        self.blocks.push(block);
    }

    fn open(&mut self, form: Form, level: u8, number: String) {
        self.close();
        self.lifted.push(Lifted {
            block: self.blocks.len(),
            end: OPEN,
            form,
            level,
            number,
            labelled: form == Form::Labelled,
        });
    }

    fn close(&mut self) {
        let end = self.blocks.len();
        let Some(last) = self.lifted.last_mut().filter(|last| last.end == OPEN) else {
            return;
        };
        if last.block == end {
            self.lifted.pop();
        } else {
            last.end = end;
        }
    }

    fn rest(&mut self, rest: Vec<Inline>) {
        if !rest.is_empty() {
            let block = Block::new(span_of(&rest), BlockKind::Paragraph(rest));
            self.blocks.push(block);
        }
    }

    fn carrier(&mut self, block: Block, carrier: &Carrier) {
        let form = carrier.form;
        let span = block.span;
        match (carrier.shape, block.kind) {
            (
                Shape::Items,
                BlockKind::List {
                    start,
                    items,
                    tight,
                },
            ) => {
                for (index, item) in items.into_iter().enumerate() {
                    let number = start.map(|start| start.saturating_add(index as u64));
                    self.item(item, form, number, start, tight);
                }
            }
            (
                Shape::Rows,
                BlockKind::Table {
                    alignments,
                    head,
                    rows,
                },
            ) => {
                let table = BlockKind::Table {
                    alignments,
                    head,
                    rows,
                };
                self.rows(Block::new(span, table), form);
            }
            (
                Shape::Fold,
                BlockKind::Details {
                    summary, blocks, ..
                },
            ) => {
                self.open(form, 0, String::new());
                let title = plain_title(summary);
                self.blocks
                    .push(Block::new(span_of(&title), BlockKind::Paragraph(title)));
                self.blocks.extend(blocks);
            }
            (Shape::Line, BlockKind::Paragraph(mut content)) => {
                self.open(form, 0, String::new());
                let rest = split_line(&mut content);
                self.blocks
                    .push(Block::new(span_of(&content), BlockKind::Paragraph(content)));
                self.rest(rest);
            }
            (Shape::Section, BlockKind::Heading { level, .. }) => {
                self.open(form, level.saturating_sub(1), String::new());
            }
            (_, kind) => {
                let level = match &kind {
                    BlockKind::Heading { level, .. } => *level,
                    _ => 0,
                };
                self.open(form, level, String::new());
                self.blocks.push(Block::new(span, kind));
            }
        }
    }

    /// Each row: the question, then every other cell behind the head of its column.
    fn rows(&mut self, block: Block, form: Form) {
        let column = question_column(&block).unwrap_or_default();
        let BlockKind::Table { head, rows, .. } = block.kind else {
            return;
        };
        for mut row in rows {
            if column >= row.len() || plain_text(&row[column]).trim().is_empty() {
                continue;
            }
            let title = std::mem::take(&mut row[column]);
            let number = match row.first().map(|cell| plain_text(cell)) {
                Some(text) if column > 0 && is_number(&text) => {
                    row[0].clear();
                    text
                }
                _ => String::new(),
            };
            self.open(form, 0, number);
            self.blocks
                .push(Block::new(span_of(&title), BlockKind::Paragraph(title)));
            for (cell, head) in row.into_iter().zip(&head) {
                if plain_text(&cell).trim().is_empty() && cell.iter().all(is_text) {
                    continue;
                }
                let span = span_of(&cell);
                let name = plain_text(head);
                // `Short answer (hidden)` is an answer whatever else it is.
                let mut words = match label_of(&name) {
                    None if speaks_of_answers(&name) => vec![Inline::text(span, "Answer")],
                    _ => head.clone(),
                };
                words.push(Inline::text(span, ":"));
                let mut line = vec![Inline::new(span, InlineKind::Strong(words))];
                line.push(Inline::text(span, " "));
                line.extend(cell);
                self.blocks
                    .push(Block::new(span, BlockKind::Paragraph(line)));
            }
        }
    }

    fn item(
        &mut self,
        item: ListItem,
        form: Form,
        number: Option<u64>,
        start: Option<u64>,
        tight: bool,
    ) {
        let mut blocks = item.blocks.into_iter();
        let Some(mut first) = blocks.next() else {
            return;
        };
        let number = number
            .map(|number| format!("{number}."))
            .unwrap_or_default();
        match &mut first.kind {
            BlockKind::Heading { level, .. } => {
                let level = *level;
                self.open(form, level, number);
                self.blocks.push(first);
            }
            BlockKind::Paragraph(content) => {
                self.open(form, 0, number);
                let rest = split_title(content);
                first.span = span_of(content);
                self.blocks.push(first);
                self.rest(rest);
            }
            // An item that starts with code or a list goes on with the question before it.
            _ => {
                let list = BlockKind::List {
                    start,
                    tight,
                    items: vec![ListItem {
                        span: item.span,
                        task: item.task,
                        blocks: std::iter::once(first).chain(blocks).collect(),
                    }],
                };
                self.blocks.push(Block::new(item.span, list));
                return;
            }
        }
        self.blocks.extend(blocks);
    }
}

fn is_text(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Text(_))
}

/// Whether a cell is nothing but a number.
fn is_number(text: &str) -> bool {
    let digits = text.trim().trim_end_matches(['.', ')']);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_break(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        InlineKind::Html(html) => is_line_break(html),
        _ => false,
    }
}

fn is_line_break(html: &str) -> bool {
    let name = html.trim_start_matches(['<', '/']);
    name.get(..2)
        .is_some_and(|name| name.eq_ignore_ascii_case("br"))
        && !name[2..].starts_with(char::is_alphanumeric)
}

/// The words of the first line of a paragraph.
pub(super) fn first_line(content: &[Inline]) -> &[Inline] {
    let end = content.iter().position(is_break).unwrap_or(content.len());
    &content[..end]
}

/// Cuts `content` behind its first line when that line is a whole title: it asks, is one bold run,
/// or was broken on purpose. A line that goes on below was only wrapped.
pub(super) fn split_title(content: &mut Vec<Inline>) -> Vec<Inline> {
    let line = first_line(content).len();
    let Some(end) = content.get(line) else {
        return Vec::new();
    };
    let on_purpose = matches!(end.kind, InlineKind::HardBreak | InlineKind::Html(_));
    let first = &content[..line];
    let whole = on_purpose || bold_line(first).is_some() || ends_asking(&plain_text(first));
    if !whole || first.is_empty() {
        return Vec::new();
    }
    let mut rest = content.split_off(line);
    rest.remove(0);
    trim_start(&mut rest);
    rest
}

/// Cuts a paragraph whose first line is a question: behind a bold run that holds more than a
/// number, or behind the line.
fn split_line(content: &mut Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline {
        kind: InlineKind::Strong(inner),
        ..
    }) = content.first()
    {
        let only_marker =
            markers::marker(inner).is_some_and(|marker| marker.is_whole(&plain_text(inner)));
        if !only_marker {
            let mut rest = content.split_off(1);
            // A star or an emoji behind the bold run belongs to it.
            let line = first_line(&rest);
            let words = plain_text(line);
            if !words.chars().any(char::is_alphanumeric) {
                let line = line.len();
                content.extend(rest.drain(..line));
            }
            trim_start(&mut rest);
            return rest;
        }
    }
    split_title(content)
}

/// A summary's words without the tags that only make them look like a title.
pub(super) fn plain_title(mut content: Vec<Inline>) -> Vec<Inline> {
    content.retain(|inline| match &inline.kind {
        InlineKind::Html(html) => !is_look(html),
        _ => true,
    });
    trim_start(&mut content);
    while let Some(last) = content.last_mut() {
        match &mut last.kind {
            InlineKind::Text(text) => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    break;
                }
                content.pop();
            }
            InlineKind::SoftBreak | InlineKind::HardBreak => {
                content.pop();
            }
            _ => break,
        }
    }
    content
}

/// Whether a tag only sets type or lines.
fn is_look(html: &str) -> bool {
    let name: String = html
        .trim_start_matches(['<', '/'])
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    matches!(
        name.as_str(),
        "b" | "strong"
            | "i"
            | "em"
            | "u"
            | "br"
            | "p"
            | "span"
            | "font"
            | "big"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}

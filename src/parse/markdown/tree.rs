//! Events of the Markdown parser to a tree of blocks.
//!
//! Longer than most files, because every kind of element is opened and closed here.

use std::ops::Range;

use pulldown_cmark::{
    Alignment as CmAlignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Options, Parser,
    Tag, TagEnd,
};

use super::fence;
use crate::model::prose::{Alert, Alignment, Definition, ListItem};
use crate::model::{Block, BlockKind, Fence, Inline, InlineKind};
use crate::parse::repair::Repaired;
use crate::source::Span;

/// Containers nested deeper than this are flattened into the container around them: no person
/// writes them, and walking the tree recursively stays safe.
const DEEPEST: usize = 48;

/// The blocks of a text. `look` sees every event of the parser on the way.
pub(super) fn build(
    repaired: &Repaired,
    options: Options,
    look: &mut dyn FnMut(&Event<'_>, &Range<usize>),
) -> Vec<Block> {
    let mut builder = Builder {
        repaired,
        frames: Vec::new(),
        blocks: Vec::new(),
        inlines: Vec::new(),
        flattened: 0,
    };
    builder.push_frame(FrameKind::Root, Span::default());
    for (event, range) in Parser::new_ext(&repaired.text, options).into_offset_iter() {
        look(&event, &range);
        builder.event(event, &range);
    }
    builder.finish()
}

/// An open container: what it will become, and from where on the builder's blocks and inlines
/// are its own.
struct Frame {
    kind: FrameKind,
    span: Span,
    first_block: usize,
    first_inline: usize,
    /// Whether it, or an item of this list, holds a paragraph between blank lines.
    spaced: bool,
}

enum FrameKind {
    Root,
    Paragraph,
    Heading(u8, String),
    Quote(Option<Alert>),
    Code {
        language: String,
        fence: Box<Fence>,
    },
    List(Option<u64>, Vec<ListItem>),
    Item(Option<bool>),
    Table(Vec<Alignment>, Vec<Vec<Inline>>, Vec<Vec<Vec<Inline>>>),
    TableHead(Vec<Vec<Inline>>),
    TableRow(Vec<Vec<Inline>>),
    TableCell,
    Definitions(Vec<Definition>),
    DefinitionTitle,
    DefinitionText,
    Html,
    Footnote(String),
    Emphasis,
    Strong,
    Strikethrough,
    Link {
        target: String,
        title: String,
    },
    Image {
        target: String,
        title: String,
    },
    /// A container that the model has no word for; its content goes to the one around it.
    Transparent,
}

struct Builder<'a> {
    repaired: &'a Repaired,
    frames: Vec<Frame>,
    /// What the open containers hold so far, the innermost one's at the end. A container that is
    /// closed takes its own in one piece: millions of small lists that grow one by one would be
    /// twice as large as what is in them.
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    /// Containers that were opened too deep and are not on the stack.
    flattened: usize,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.open(tag, range),
            Event::End(end) => self.close(end),
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => self.inline(InlineKind::Code(code.into_string()), range),
            Event::InlineMath(tex) => self.math(tex.into_string(), false, range),
            Event::DisplayMath(tex) => self.math(tex.into_string(), true, range),
            Event::Html(html) => {
                if let Some(frame) = self.frames.last_mut()
                    && let FrameKind::Html = frame.kind
                {
                    let span = self.repaired_span(range);
                    self.push_html(&html, span);
                } else {
                    let span = self.span(range);
                    self.push_block(Block::new(span, BlockKind::Html(html.into_string())));
                }
            }
            Event::InlineHtml(html) => self.inline(InlineKind::Html(html.into_string()), range),
            Event::FootnoteReference(label) => self.inline(
                InlineKind::FootnoteReference {
                    label: label.into_string(),
                    number: 0,
                    first: false,
                },
                range,
            ),
            Event::SoftBreak => self.inline(InlineKind::SoftBreak, range),
            Event::HardBreak => self.inline(InlineKind::HardBreak, range),
            Event::Rule => {
                let span = self.span(range);
                self.push_block(Block::new(span, BlockKind::Rule));
            }
            Event::TaskListMarker(done) => {
                if let Some(frame) = self
                    .frames
                    .iter_mut()
                    .rev()
                    .find(|frame| matches!(frame.kind, FrameKind::Item(_)))
                {
                    frame.kind = FrameKind::Item(Some(done));
                }
            }
        }
    }

    fn math(&mut self, tex: String, display: bool, range: &Range<usize>) {
        self.inline(InlineKind::Math { tex, display }, range);
    }

    fn open(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        if self.flattened > 0 || (self.frames.len() >= DEEPEST && is_container(&tag)) {
            self.flattened += 1;
            return;
        }
        let span = self.span(range);
        let kind = match tag {
            Tag::Paragraph => FrameKind::Paragraph,
            Tag::Heading { level, id, .. } => FrameKind::Heading(
                level_number(level),
                id.map(|id| id.into_string()).unwrap_or_default(),
            ),
            Tag::BlockQuote(kind) => FrameKind::Quote(kind.map(alert)),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                let (language, fence) = fence::read(&info);
                FrameKind::Code {
                    language,
                    fence: Box::new(fence),
                }
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => FrameKind::Code {
                language: String::new(),
                fence: Box::default(),
            },
            Tag::List(start) => FrameKind::List(start, Vec::new()),
            Tag::Item => FrameKind::Item(None),
            Tag::Table(alignments) => FrameKind::Table(
                alignments.into_iter().map(alignment).collect(),
                Vec::new(),
                Vec::new(),
            ),
            Tag::TableHead => FrameKind::TableHead(Vec::new()),
            Tag::TableRow => FrameKind::TableRow(Vec::new()),
            Tag::TableCell => FrameKind::TableCell,
            Tag::DefinitionList => FrameKind::Definitions(Vec::new()),
            Tag::DefinitionListTitle => FrameKind::DefinitionTitle,
            Tag::DefinitionListDefinition => FrameKind::DefinitionText,
            Tag::HtmlBlock => FrameKind::Html,
            Tag::FootnoteDefinition(label) => FrameKind::Footnote(label.into_string()),
            Tag::Emphasis => FrameKind::Emphasis,
            Tag::Strong => FrameKind::Strong,
            Tag::Strikethrough => FrameKind::Strikethrough,
            Tag::Link {
                dest_url, title, ..
            } => FrameKind::Link {
                target: dest_url.into_string(),
                title: title.into_string(),
            },
            Tag::Image {
                dest_url, title, ..
            } => FrameKind::Image {
                target: dest_url.into_string(),
                title: title.into_string(),
            },
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => FrameKind::Transparent,
        };
        self.push_frame(kind, span);
    }

    fn push_frame(&mut self, kind: FrameKind, span: Span) {
        self.frames.push(Frame {
            kind,
            span,
            first_block: self.blocks.len(),
            first_inline: self.inlines.len(),
            spaced: false,
        });
    }

    fn close(&mut self, _end: TagEnd) {
        if self.flattened > 0 {
            self.flattened -= 1;
            return;
        }
        // The root never ends by an event: starts and ends come in pairs.
        if self.frames.len() < 2 {
            return;
        }
        self.flush_inlines();
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let span = frame.span;
        let blocks: Vec<Block> = self.blocks.drain(frame.first_block..).collect();
        let inlines: Vec<Inline> = self.inlines.drain(frame.first_inline..).collect();
        match frame.kind {
            FrameKind::Paragraph => {
                if let Some(around) = self.frames.last_mut() {
                    around.spaced = true;
                }
                self.push_block(Block::new(span, BlockKind::Paragraph(inlines)));
            }
            FrameKind::Heading(level, anchor) => self.push_block(Block::new(
                span,
                BlockKind::Heading {
                    level,
                    content: inlines,
                    anchor,
                },
            )),
            FrameKind::Code { language, fence } => {
                let text = code_text(&inlines);
                let language = if language.is_empty() {
                    crate::language::guess(&text).unwrap_or_default().to_owned()
                } else {
                    language
                };
                self.push_block(Block::new(
                    span,
                    BlockKind::Code {
                        language,
                        fence,
                        text,
                    },
                ));
            }
            FrameKind::Html => {
                let text = code_text(&inlines);
                self.push_block(Block::new(span, BlockKind::Html(text)));
            }
            FrameKind::Quote(alert) => {
                self.push_block(Block::new(span, BlockKind::Quote { alert, blocks }));
            }
            FrameKind::Footnote(label) => {
                self.push_block(Block::new(
                    span,
                    BlockKind::Footnote {
                        label,
                        number: 0,
                        blocks,
                    },
                ));
            }
            FrameKind::List(start, mut items) => {
                items.shrink_to_fit();
                self.push_block(Block::new(
                    span,
                    BlockKind::List {
                        start,
                        tight: !frame.spaced,
                        items,
                    },
                ));
            }
            FrameKind::Table(alignments, head, rows) => self.push_block(Block::new(
                span,
                BlockKind::Table {
                    alignments,
                    head,
                    rows,
                },
            )),
            FrameKind::Definitions(definitions) => {
                self.push_block(Block::new(span, BlockKind::Definitions(definitions)));
            }
            FrameKind::Item(task) => {
                if let Some(Frame {
                    kind: FrameKind::List(_, items),
                    spaced,
                    ..
                }) = self.frames.last_mut()
                {
                    *spaced |= frame.spaced;
                    items.push(ListItem { span, task, blocks });
                }
            }
            FrameKind::TableHead(cells) => {
                if let Some(Frame {
                    kind: FrameKind::Table(_, head, _),
                    ..
                }) = self.frames.last_mut()
                {
                    *head = cells;
                }
            }
            FrameKind::TableRow(cells) => {
                if let Some(Frame {
                    kind: FrameKind::Table(_, _, rows),
                    ..
                }) = self.frames.last_mut()
                {
                    rows.push(cells);
                }
            }
            FrameKind::TableCell => {
                if let Some(Frame {
                    kind: FrameKind::TableHead(cells) | FrameKind::TableRow(cells),
                    ..
                }) = self.frames.last_mut()
                {
                    cells.push(inlines);
                }
            }
            FrameKind::DefinitionTitle => {
                if let Some(Frame {
                    kind: FrameKind::Definitions(definitions),
                    ..
                }) = self.frames.last_mut()
                {
                    definitions.push(Definition {
                        span,
                        term: inlines,
                        definitions: Vec::new(),
                    });
                }
            }
            FrameKind::DefinitionText => {
                if let Some(Frame {
                    kind: FrameKind::Definitions(definitions),
                    ..
                }) = self.frames.last_mut()
                    && let Some(last) = definitions.last_mut()
                {
                    last.span = last.span.to(span);
                    last.definitions.push(blocks);
                }
            }
            FrameKind::Emphasis => self.push_inline(span, InlineKind::Emphasis(inlines)),
            FrameKind::Strong => self.push_inline(span, InlineKind::Strong(inlines)),
            FrameKind::Strikethrough => {
                self.push_inline(span, InlineKind::Strikethrough(inlines));
            }
            FrameKind::Link { target, title } => {
                let content = inlines;
                self.push_inline(
                    span,
                    InlineKind::Link {
                        target,
                        title,
                        content,
                    },
                );
            }
            FrameKind::Image { target, title } => {
                let alt = inlines;
                self.push_inline(span, InlineKind::Image { target, title, alt });
            }
            FrameKind::Transparent | FrameKind::Root => {
                self.inlines.extend(inlines);
                for block in blocks {
                    self.push_block(block);
                }
            }
        }
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        if text.is_empty() {
            return;
        }
        let span = self.repaired_span(range);
        let first = self.frames.last().map_or(0, |frame| frame.first_inline);
        if let Some(last) = self.inlines[first..].last_mut()
            && let InlineKind::Text(words) = &mut last.kind
        {
            words.push_str(text);
            last.span = last.span.to(span);
            return;
        }
        self.push_inline(span, InlineKind::Text(text.to_owned()));
    }

    fn inline(&mut self, kind: InlineKind, range: &Range<usize>) {
        let span = self.repaired_span(range);
        self.push_inline(span, kind);
    }

    fn push_html(&mut self, html: &str, span: Span) {
        self.push_inline(span, InlineKind::Text(html.to_owned()));
    }

    fn push_inline(&mut self, span: Span, kind: InlineKind) {
        self.inlines.push(Inline::new(span, kind));
    }

    fn push_block(&mut self, block: Block) {
        self.flush_inlines();
        self.blocks.push(block);
    }

    /// Running text outside a paragraph, as in tight lists, becomes one.
    fn flush_inlines(&mut self) {
        let Some(frame) = self.frames.last() else {
            return;
        };
        let holds_blocks = matches!(
            frame.kind,
            FrameKind::Root
                | FrameKind::Item(_)
                | FrameKind::Quote(_)
                | FrameKind::DefinitionText
                | FrameKind::Footnote(_)
        );
        if !holds_blocks || self.inlines.len() == frame.first_inline {
            return;
        }
        let content: Vec<Inline> = self.inlines.drain(frame.first_inline..).collect();
        let span = crate::model::prose::span_of(&content);
        self.blocks
            .push(Block::new(span, BlockKind::Paragraph(content)));
    }

    fn finish(mut self) -> Vec<Block> {
        while self.frames.len() > 1 {
            self.close(TagEnd::Paragraph);
        }
        self.flush_inlines();
        self.blocks.shrink_to_fit();
        self.blocks
    }

    /// The place of an element in the source, without the white space at its end.
    fn span(&self, range: &Range<usize>) -> Span {
        let text = &self.repaired.text;
        let start = floor_boundary(text, range.start);
        let end = floor_boundary(text, range.end).max(start);
        let end = start + text[start..end].trim_end().len();
        Span::new(
            self.repaired.map.source(start),
            self.repaired.map.source_end(end),
        )
    }

    fn repaired_span(&self, range: &Range<usize>) -> Span {
        let text = &self.repaired.text;
        let start = floor_boundary(text, range.start);
        let end = floor_boundary(text, range.end).max(start);
        Span::new(
            self.repaired.map.source(start),
            self.repaired.map.source_end(end),
        )
    }
}

/// The parser's offsets can be off around tabs; a place is always clamped to a character.
fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

fn code_text(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .filter_map(|inline| match &inline.kind {
            InlineKind::Text(text) | InlineKind::Html(text) => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

fn is_container(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::DefinitionList
    )
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

fn alignment(alignment: CmAlignment) -> Alignment {
    match alignment {
        CmAlignment::None => Alignment::None,
        CmAlignment::Left => Alignment::Left,
        CmAlignment::Center => Alignment::Center,
        CmAlignment::Right => Alignment::Right,
    }
}

//! Prose: a run of blocks cut from a file's one Markdown tree.
//!
//! Blocks own their children, so a piece of a document can be moved into a question or an
//! answer without being parsed again. Nesting is bounded by the reader
//! (see `parse::markdown`), so walking recursively is safe.

use super::Fence;
use crate::source::Span;

/// Blocks in source order.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Prose {
    /// The blocks.
    pub blocks: Vec<Block>,
}

impl Prose {
    /// Prose of these blocks.
    pub fn new(blocks: Vec<Block>) -> Self {
        Self { blocks }
    }

    /// Prose of one paragraph.
    pub fn paragraph(content: Vec<Inline>) -> Self {
        let span = span_of(&content);
        Self::new(vec![Block::new(span, BlockKind::Paragraph(content))])
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// From the first block's start to the last block's end.
    pub fn span(&self) -> Option<Span> {
        let first = self.blocks.first()?.span;
        Some(
            self.blocks
                .iter()
                .fold(first, |span, block| span.to(block.span)),
        )
    }

    /// The words of it, blocks parted by a space; code included, HTML tags not.
    pub fn plain_text(&self) -> String {
        let mut text = String::new();
        for block in &self.blocks {
            block.push_plain_text(&mut text);
        }
        text.trim().to_owned()
    }

    /// Calls `visit` with every block, outer ones first.
    pub fn for_each_block<'a>(&'a self, visit: &mut impl FnMut(&'a Block)) {
        for block in &self.blocks {
            block.for_each(visit);
        }
    }

    /// Calls `visit` with every block among `blocks`, outer ones first.
    pub fn for_each_block_in<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Block)) {
        for block in blocks {
            block.for_each(visit);
        }
    }

    /// Calls `visit` with every inline, outer ones first.
    pub fn for_each_inline<'a>(&'a self, visit: &mut impl FnMut(&'a Inline)) {
        Self::for_each_inline_in(&self.blocks, visit);
    }

    /// Calls `visit` with every inline of `blocks`, outer ones first.
    pub fn for_each_inline_in<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a Inline)) {
        for block in blocks {
            block.for_each(&mut |block| {
                block.each_run(&mut |run| {
                    for inline in run {
                        inline.for_each(visit);
                    }
                });
            });
        }
    }
}

/// A block and where it stands.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Block {
    /// Its place, without blank lines behind it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of block.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words.
        content: Vec<Inline>,
        /// The `id` of its element, unique in the file; empty until anchors are set.
        anchor: String,
    },
    /// A quotation, or an alert such as `> [!NOTE]`.
    Quote {
        /// The alert's kind.
        alert: Option<Alert>,
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// A block of code.
    Code {
        /// The language as the author named it, or a guess; empty when unknown.
        language: String,
        /// What else its fence says; boxed, because most blocks are no code.
        fence: Box<Fence>,
        /// The code, ending with a line feed unless empty.
        text: String,
    },
    /// A bulleted or numbered list.
    List {
        /// The first number of a numbered list.
        start: Option<u64>,
        /// Whether its items stand without blank lines between them.
        tight: bool,
        /// The items.
        items: Vec<ListItem>,
    },
    /// A table.
    Table {
        /// One for each column.
        alignments: Vec<Alignment>,
        /// The head's cells.
        head: Vec<Vec<Inline>>,
        /// The rows' cells.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A definition list.
    Definitions(Vec<Definition>),
    /// A folded part: `<details>`.
    Details {
        /// What the fold is called.
        summary: Vec<Inline>,
        /// Whether the author wants it open at first.
        open: bool,
        /// What is inside.
        blocks: Vec<Block>,
    },
    /// Raw HTML that is not a folded part.
    Html(String),
    /// The text of a footnote.
    Footnote {
        /// Its label.
        label: String,
        /// Its number, counted by first references; 0 when nothing refers to it.
        number: u32,
        /// Its text.
        blocks: Vec<Block>,
    },
    /// A thematic break.
    Rule,
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct ListItem {
    /// Its place, marker included.
    pub span: Span,
    /// `[ ]` or `[x]` in front of it.
    pub task: Option<bool>,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// A term and what it means.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Definition {
    /// Place of the term and its definitions.
    pub span: Span,
    /// The term.
    pub term: Vec<Inline>,
    /// One or more definitions.
    pub definitions: Vec<Vec<Block>>,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// As the theme likes.
    None,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// The kinds of alert that GitHub knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alert {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

/// A piece of running text and where it stands.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Inline {
    /// Its place.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

/// The kinds of running text.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum InlineKind {
    /// Words.
    Text(String),
    /// Code.
    Code(String),
    /// `*…*`
    Emphasis(Vec<Inline>),
    /// `**…**`
    Strong(Vec<Inline>),
    /// `~~…~~`
    Strikethrough(Vec<Inline>),
    /// A link.
    Link {
        /// The target as written.
        target: String,
        /// The title, or empty.
        title: String,
        /// The words of the link.
        content: Vec<Inline>,
    },
    /// An image.
    Image {
        /// The address as written.
        target: String,
        /// The title, or empty.
        title: String,
        /// The words that stand for it.
        alt: Vec<Inline>,
    },
    /// A formula in TeX.
    Math {
        /// The formula without its dollars.
        tex: String,
        /// Whether it stands on a line of its own.
        display: bool,
    },
    /// One HTML tag or comment.
    Html(String),
    /// A reference to a footnote.
    FootnoteReference {
        /// Its label.
        label: String,
        /// Its number, counted by first references in the document.
        number: u32,
        /// Whether it is the first reference to this footnote in the document.
        first: bool,
    },
    /// A line end in the source.
    SoftBreak,
    /// A line end for the reader.
    HardBreak,
}

impl Block {
    /// A block.
    pub fn new(span: Span, kind: BlockKind) -> Self {
        Self { span, kind }
    }

    /// Heading level and words, when it is a heading.
    pub fn as_heading(&self) -> Option<(u8, &[Inline])> {
        match &self.kind {
            BlockKind::Heading { level, content, .. } => Some((*level, content)),
            _ => None,
        }
    }

    /// The lists of blocks inside it.
    pub fn children(&self) -> Vec<&[Block]> {
        let mut children = Vec::new();
        self.each_child(&mut |blocks| children.push(blocks));
        children
    }

    /// Calls `visit` with every list of blocks inside it.
    pub fn each_child<'a>(&'a self, visit: &mut impl FnMut(&'a [Block])) {
        match &self.kind {
            BlockKind::Quote { blocks, .. }
            | BlockKind::Details { blocks, .. }
            | BlockKind::Footnote { blocks, .. } => visit(blocks),
            BlockKind::List { items, .. } => {
                for item in items {
                    visit(&item.blocks);
                }
            }
            BlockKind::Definitions(definitions) => {
                for blocks in definitions.iter().flat_map(|term| &term.definitions) {
                    visit(blocks);
                }
            }
            _ => {}
        }
    }

    /// Calls `visit` with every list of blocks inside it, to change them.
    pub fn each_child_mut<'a>(&'a mut self, visit: &mut impl FnMut(&'a mut Vec<Block>)) {
        match &mut self.kind {
            BlockKind::Quote { blocks, .. }
            | BlockKind::Details { blocks, .. }
            | BlockKind::Footnote { blocks, .. } => visit(blocks),
            BlockKind::List { items, .. } => {
                for item in items {
                    visit(&mut item.blocks);
                }
            }
            BlockKind::Definitions(definitions) => {
                for blocks in definitions
                    .iter_mut()
                    .flat_map(|definition| &mut definition.definitions)
                {
                    visit(blocks);
                }
            }
            _ => {}
        }
    }

    /// Calls `visit` with every run of inlines that belongs to it directly, to change them.
    pub fn each_run_mut<'a>(&'a mut self, visit: &mut impl FnMut(&'a mut Vec<Inline>)) {
        match &mut self.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => visit(content),
            BlockKind::Details { summary, .. } => visit(summary),
            BlockKind::Table { head, rows, .. } => {
                for cell in head.iter_mut().chain(rows.iter_mut().flatten()) {
                    visit(cell);
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    visit(&mut definition.term);
                }
            }
            _ => {}
        }
    }

    /// The lists of blocks inside it, to change them.
    pub fn children_mut(&mut self) -> Vec<&mut Vec<Block>> {
        let mut children = Vec::new();
        self.each_child_mut(&mut |blocks| children.push(blocks));
        children
    }

    /// The runs of inlines that belong to it directly, to change them.
    pub fn inline_runs_mut(&mut self) -> Vec<&mut Vec<Inline>> {
        let mut runs = Vec::new();
        self.each_run_mut(&mut |run| runs.push(run));
        runs
    }

    /// The runs of inlines that belong to it directly.
    pub fn inline_runs(&self) -> Vec<&[Inline]> {
        let mut runs = Vec::new();
        self.each_run(&mut |run| runs.push(run));
        runs
    }

    /// Calls `visit` with every run of inlines that belongs to it directly.
    pub fn each_run<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline])) {
        match &self.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => visit(content),
            BlockKind::Details { summary, .. } => visit(summary),
            BlockKind::Table { head, rows, .. } => {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    visit(cell);
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    visit(&definition.term);
                }
            }
            _ => {}
        }
    }

    fn for_each<'a>(&'a self, visit: &mut impl FnMut(&'a Block)) {
        visit(self);
        self.each_child(&mut |blocks| Prose::for_each_block_in(blocks, visit));
    }

    /// Adds its words to `text`.
    pub fn push_plain_text(&self, text: &mut String) {
        self.each_run(&mut |run| {
            push_plain_text(run, text);
            text.push(' ');
        });
        if let BlockKind::Code { text: code, .. } = &self.kind {
            text.push_str(code);
        }
        self.each_child(&mut |blocks| {
            for block in blocks {
                block.push_plain_text(text);
            }
        });
    }
}

impl Inline {
    /// An inline.
    pub fn new(span: Span, kind: InlineKind) -> Self {
        Self { span, kind }
    }

    /// Words at a place.
    pub fn text(span: Span, text: impl Into<String>) -> Self {
        Self::new(span, InlineKind::Text(text.into()))
    }

    /// The inlines inside it.
    pub fn children(&self) -> &[Inline] {
        match &self.kind {
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Strikethrough(content)
            | InlineKind::Link { content, .. }
            | InlineKind::Image { alt: content, .. } => content,
            _ => &[],
        }
    }

    fn for_each<'a>(&'a self, visit: &mut impl FnMut(&'a Inline)) {
        visit(self);
        for child in self.children() {
            child.for_each(visit);
        }
    }
}

/// The words of some inlines: code and formulas as written, breaks as spaces, tags left out.
pub fn plain_text(content: &[Inline]) -> String {
    if let [only] = content
        && let InlineKind::Text(words) = &only.kind
    {
        return words.trim().to_owned();
    }
    let mut text = String::new();
    push_plain_text(content, &mut text);
    text.truncate(text.trim_end().len());
    let space = text.len() - text.trim_start().len();
    text.drain(..space);
    text
}

fn push_plain_text(content: &[Inline], text: &mut String) {
    for inline in content {
        match &inline.kind {
            InlineKind::Text(words) | InlineKind::Code(words) => text.push_str(words),
            InlineKind::Math { tex, display } => {
                let dollars = if *display { "$$" } else { "$" };
                text.push_str(dollars);
                text.push_str(tex);
                text.push_str(dollars);
            }
            InlineKind::SoftBreak | InlineKind::HardBreak => text.push(' '),
            InlineKind::Html(_) | InlineKind::FootnoteReference { .. } => {}
            _ => push_plain_text(inline.children(), text),
        }
    }
}

/// From the first inline's start to the last one's end; empty at 0 when there is none.
pub fn span_of(content: &[Inline]) -> Span {
    match (content.first(), content.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span::default(),
    }
}

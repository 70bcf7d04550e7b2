//! The top-level blocks of a file, handed out to the parts they belong to.

use super::anchors::Anchors;
use super::answer_key::{self, Key};
use super::asking::{QUESTION_MARKS, asks};
use super::body::{self, Body};
use super::forms::list_items::nested_asks;
use super::lift::{first_line, split_title};
use super::markers::{Sense, without_marker};
use super::outline::{BOLD_LINE, Head, Outline};
use super::questions::{Found, Item};
use crate::diagnostic::Diagnostic;
use crate::model::prose::{plain_text, span_of};
use crate::model::{
    Block, BlockKind, Dropped, DroppedKind, Inline, InlineKind, Prose, Question, QuestionId,
};
use crate::source::{FileId, Span};

/// Blocks waiting to be taken, with what is known about them.
pub(super) struct Parts<'a> {
    pub file: &'a FileId,
    pub document: String,
    pub slots: Vec<Option<Block>>,
    /// Answers that stood apart, by the numbers of their questions.
    pub key: Key,
    pub outline: &'a Outline,
    pub found: &'a Found,
    pub anchors: &'a mut Anchors,
    pub dropped: &'a mut Vec<Dropped>,
    pub diagnostics: &'a mut Vec<Diagnostic>,
    /// Whether the body of a question without labels is its answer.
    pub bodies_are_answers: bool,
    /// Whether front matter says which headings are questions.
    pub settled: bool,
    /// Whether the file was plain text.
    pub plain_text: bool,
}

impl Parts<'_> {
    /// Takes the block at `index`.
    pub(super) fn take(&mut self, index: usize) -> Option<Block> {
        self.slots.get_mut(index).and_then(Option::take)
    }

    /// Takes the blocks from `from` up to `to`; thematic breaks at both ends are dropped.
    pub(super) fn take_range(&mut self, from: usize, to: usize) -> Vec<Block> {
        let mut blocks: Vec<Block> = (from..to).filter_map(|index| self.take(index)).collect();
        self.trim_rules(&mut blocks);
        blocks
    }

    /// Drops thematic breaks at both ends: they part items that pages part anyway.
    pub(super) fn trim_rules(&mut self, blocks: &mut Vec<Block>) {
        let is_rule = |block: &Block| matches!(block.kind, BlockKind::Rule);
        let end = blocks
            .iter()
            .rposition(|block| !is_rule(block))
            .map_or(0, |at| at + 1);
        let start = blocks
            .iter()
            .position(|block| !is_rule(block))
            .unwrap_or(end);
        for rule in blocks.drain(end..) {
            self.dropped.push(separator(rule.span));
        }
        for rule in blocks.drain(..start) {
            self.dropped.push(separator(rule.span));
        }
    }

    /// Index of the head whose block is at `index`.
    pub(super) fn head_at(&self, index: usize) -> Option<usize> {
        self.outline
            .heads
            .binary_search_by_key(&index, |head| head.block)
            .ok()
    }

    /// Index of the block behind the part that the head starts: the next head of its level or
    /// above, or `end`.
    pub(super) fn end_of(&self, head: usize, end: usize) -> usize {
        let level = self.outline.heads[head].level;
        self.outline.heads[head + 1..]
            .iter()
            .find(|next| next.level <= level)
            .map_or(end, |next| next.block.min(end))
    }

    /// Whether a head is surely a question's title ([`Question::title_sure`]), and no line of an
    /// answer that looks like one.
    fn title_is_sure(&self, head: &Head, body: &Body) -> bool {
        if body.answer.as_ref().is_some_and(|answer| !answer.guessed) {
            return true;
        }
        let heads = &self.outline.heads;
        let mut above = std::iter::successors(head.parent, |above| heads[*above].parent);
        if above.any(|above| heads[above].speaks_of_answers()) {
            // An answer key: its titles may be the answers.
            return false;
        }
        let labelled =
            body.prompt_end.is_some() || !body.follow_ups.is_empty() || !body.rubric.is_empty();
        if labelled || head.id.is_some() {
            return true;
        }
        let text = head.text.trim();
        if self.plain_text {
            // Lines of an answer can be numbered, and can hold a question mark somewhere.
            return text.ends_with(QUESTION_MARKS);
        }
        let word = head
            .marker
            .as_ref()
            .is_some_and(|marker| marker.sense == Sense::Question);
        let heading = head.level < BOLD_LINE;
        let numbered = heading && head.marker.is_some();
        word || numbered || (heading && self.settled) || asks(text)
    }

    /// Drops lines that lead back to the top; those of lifted questions stood deeper at first.
    fn drop_back_links(&mut self, blocks: &mut Vec<Block>) {
        let (links, kept) = std::mem::take(blocks)
            .into_iter()
            .partition(super::boilerplate::is_back_link);
        *blocks = kept;
        let links: Vec<Block> = links;
        self.dropped.extend(links.into_iter().map(|block| Dropped {
            kind: DroppedKind::BackToTop,
            span: block.span,
        }));
    }

    /// The question that starts at the block `index`.
    pub(super) fn question(&mut self, index: usize, item: Item, end: usize) -> Question {
        let head = &self.outline.heads[item.head];
        let title_block = self.take(index);
        let title_span = title_block
            .as_ref()
            .map_or(Span::default(), |block| block.span);
        let content = title_block.map(title_words).unwrap_or_default();
        let end = item.end.min(end);
        let mut blocks = self.take_range(index + 1, end);
        self.drop_back_links(&mut blocks);
        let last = blocks.last().map_or(title_span, |block| block.span);
        let span = blocks
            .iter()
            .map(|block| block.span)
            .fold(title_span.to(last), Span::to);
        let entry = answer_key::number(head).and_then(|number| self.key.remove(&number));
        let stood_apart = entry.is_some();
        if let Some(entry) = entry {
            blocks.push(answer_label());
            blocks.extend(entry);
        }
        let mut parts: Body = body::read(self.file, blocks, item.level, self.diagnostics);
        if stood_apart {
            body::place_inside(&mut parts, span);
        }
        if head.end.is_some() && nested_asks(&parts.prompt.blocks) {
            body::prompt_asks_on(&mut parts);
        }
        if self.bodies_are_answers && !item.labelled {
            body::prompt_is_answer(&mut parts);
        }
        let title_sure = self.title_is_sure(head, &parts);
        let (number, title) = match &head.marker {
            Some(marker) => (marker.text.clone(), without_marker(content, marker)),
            None => (head.number.clone(), content),
        };
        let title = if number.is_empty() || !is_bare(&title, &number) {
            title
        } else {
            title_below(&mut parts).unwrap_or(title)
        };
        let slug = self.anchors.slug(title_span);
        let (id, authored_id) = match &head.id {
            Some((id, span)) => (QuestionId(id.as_str().into()), Some(*span)),
            None => (self.anchors.question_id(&self.document, &title), None),
        };
        self.anchors.rename(title_span, &id.0);
        self.anchors
            .anchor(id.0.to_string(), id.0.to_string(), title_span);
        for number in 1..=parts.follow_ups.len() {
            let name = id.follow_up(number);
            self.anchors
                .anchor(name.clone(), name, parts.follow_ups[number - 1].span);
        }
        Question {
            id,
            authored_id,
            span,
            title_span,
            title,
            number,
            anchor: slug,
            title_sure,
            prompt: parts.prompt,
            prompt_end: parts.prompt_end,
            options: parts.options,
            hints: parts.hints,
            answer: parts.answer,
            follow_ups: parts.follow_ups,
            rubric: parts.rubric,
            notes: parts.notes,
            tags: parts.tags,
            tag_places: parts.tag_places,
            level: parts.level,
            minutes: parts.minutes,
        }
    }
}

/// The label in front of an answer that stood apart.
fn answer_label() -> Block {
    let words = vec![Inline::text(Span::default(), "Answer:")];
    let bold = Inline::new(Span::default(), InlineKind::Strong(words));
    Block::new(Span::default(), BlockKind::Paragraph(vec![bold]))
}

fn separator(span: Span) -> Dropped {
    Dropped {
        kind: DroppedKind::Separator,
        span,
    }
}

/// Whether a title is nothing but its number: `Question 3`.
fn is_bare(title: &[Inline], number: &str) -> bool {
    plain_text(title).trim() == number.trim().trim_end_matches(':')
}

/// The words below a title that is nothing but a number: the first paragraph of what is asked, when
/// it is short.
fn title_below(body: &mut Body) -> Option<Vec<Inline>> {
    const LONGEST: usize = 300;
    let Some(Block {
        kind: BlockKind::Paragraph(content),
        span,
    }) = body.prompt.blocks.first_mut()
    else {
        return None;
    };
    if plain_text(content).len() > LONGEST && plain_text(first_line(content)).len() > LONGEST {
        return None;
    }
    let rest = split_title(content);
    let words = std::mem::replace(content, rest);
    if content.is_empty() {
        body.prompt.blocks.remove(0);
    } else {
        *span = span_of(content);
    }
    Some(match super::leading::bold_line(&words) {
        Some(bold) => bold.to_vec(),
        None => words,
    })
}

/// The words of a heading, or of a bold line that stands for one.
pub(super) fn title_words(block: Block) -> Vec<Inline> {
    match block.kind {
        BlockKind::Heading { content, .. } => content,
        BlockKind::Paragraph(content) => super::leading::bold_line(&content)
            .map(<[Inline]>::to_vec)
            .unwrap_or(content),
        _ => Vec::new(),
    }
}

/// The `id` that a heading block carries.
pub(super) fn html_id(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading { anchor, .. } => anchor.clone(),
        _ => String::new(),
    }
}

/// Collects blocks that are none of the others, in source order.
#[derive(Default)]
pub(super) struct ProseRun {
    blocks: Vec<Block>,
}

impl ProseRun {
    pub(super) fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// What was collected since the last call, without thematic breaks at its ends.
    pub(super) fn flush(&mut self, parts: &mut Parts<'_>) -> Option<Prose> {
        let mut blocks = std::mem::take(&mut self.blocks);
        parts.trim_rules(&mut blocks);
        blocks.shrink_to_fit();
        (!blocks.is_empty()).then(|| Prose::new(blocks))
    }
}

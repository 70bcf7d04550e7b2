//! A question's body, cut at its labels into prompt, answer, follow-ups and rubric.
//!
//! Blocks are read in order. A label says which part the blocks behind it belong to; what no
//! label claims stays in the part it stands in, so nothing is lost.
//!
//! Longer than most files, because every label is handled here, and what one means for the next.

use super::labels::{Label, summary_label};
use super::leading::{leading_label, trim_start};
use super::lift::first_line;
use super::minutes;
use super::options;
use super::promises::only_promises;
use super::prompt;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::prose::{plain_text, span_of};
use crate::model::{
    Answer, AnswerOption, Block, BlockKind, FollowUp, Inline, InlineKind, Level, Prose, Rubric,
};
use crate::source::{FileId, Span};

/// The parts of a question.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub prompt: Prose,
    /// Where the part of the prompt ends that is surely no answer ([`Question::prompt_end`]).
    ///
    /// [`Question::prompt_end`]: crate::model::Question::prompt_end
    pub prompt_end: Option<u32>,
    pub options: Vec<AnswerOption>,
    pub hints: Vec<Prose>,
    pub answer: Option<Answer>,
    pub follow_ups: Vec<FollowUp>,
    pub rubric: Rubric,
    pub notes: Prose,
    pub tags: Vec<String>,
    pub tag_places: Vec<Span>,
    pub level: Option<Level>,
    pub minutes: Option<u32>,
}

impl Body {
    /// A list of follow-ups: each item's first paragraph asks, the rest of it answers.
    fn add_follow_ups(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            match block.kind {
                BlockKind::List { items, .. } => {
                    for item in items {
                        let (prompt, answer) = split_item(item.blocks);
                        self.push_follow_up(item.span, prompt, answer);
                    }
                }
                kind => {
                    let block = Block::new(block.span, kind);
                    let asks =
                        crate::parse::asking::asks(&Prose::new(vec![block.clone()]).plain_text());
                    match self.follow_ups.last_mut() {
                        Some(last) if !asks => {
                            last.span = last.span.to(block.span);
                            last.answer.get_or_insert_default().blocks.push(block);
                        }
                        _ => self.push_follow_up(block.span, vec![block], None),
                    }
                }
            }
        }
    }

    fn push_follow_up(&mut self, span: Span, prompt: Vec<Block>, answer: Option<Prose>) {
        if prompt.is_empty() && answer.is_none() {
            return;
        }
        self.follow_ups.push(FollowUp {
            span,
            prompt: Prose::new(prompt),
            answer,
        });
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Prompt,
    Options,
    Hints,
    Answer,
    FollowUp,
    FollowUpAnswer,
    FollowUps,
    Rubric,
    Minimum,
    Strong,
    RedFlags,
    Notes,
}

/// Reads the blocks behind a question's title.
pub(super) fn read(
    file: &FileId,
    blocks: Vec<Block>,
    question_level: u8,
    diagnostics: &mut Vec<Diagnostic>,
) -> Body {
    let mut reader = Reader {
        file,
        diagnostics,
        body: Body::default(),
        part: Part::Prompt,
        collected: Vec::new(),
        started: None,
        follow_up: None,
        prompt_end: None,
        bounded: false,
    };
    for block in blocks {
        reader.block(block, question_level);
    }
    reader.finish()
}

struct Reader<'a> {
    file: &'a FileId,
    diagnostics: &'a mut Vec<Diagnostic>,
    body: Body,
    part: Part,
    collected: Vec<Block>,
    /// Where the label of the current part stands.
    started: Option<Span>,
    /// The follow-up that is being read: where it starts, and its prompt.
    follow_up: Option<(Span, Vec<Block>)>,
    /// Where the first label behind the prompt stands, or the choices below `Options`.
    prompt_end: Option<u32>,
    /// Whether a label was seen that comes behind a prompt and never behind an answer that nobody
    /// labelled: a labelled answer, options, hints.
    bounded: bool,
}

impl Reader<'_> {
    fn block(&mut self, block: Block, question_level: u8) {
        match &block.kind {
            BlockKind::Heading { level, content, .. } if *level > question_level => {
                let words = plain_text(content);
                let label = super::labels::label_of(&words);
                if let Some(label) = label
                    && self.starts(label, true)
                {
                    self.begin(label, block.span, remark(&words, block.span));
                    return;
                }
                // `#### Follow-up 2: What if it fails?`
                let bold = [Inline::new(block.span, InlineKind::Strong(content.clone()))];
                if label.is_none()
                    && let Some((label @ (Label::FollowUp | Label::Answer), rest)) =
                        leading_label(&bold)
                    && self.starts(label, true)
                {
                    let text = Block::new(span_of(&rest), BlockKind::Paragraph(rest));
                    self.begin(label, block.span, vec![text]);
                    return;
                }
            }
            BlockKind::Paragraph(content) => {
                if let Some(rest) = self.meta(content) {
                    if !rest.is_empty() {
                        let span = span_of(&rest);
                        self.collected
                            .push(Block::new(span, BlockKind::Paragraph(rest)));
                    }
                    return;
                }
                if let Some((label, rest)) = leading_label(content)
                    && self.starts(label, false)
                {
                    let label_words = plain_text(&content[..1]);
                    let mut words = match content[0].kind {
                        InlineKind::Text(_) => Vec::new(),
                        _ => remark(&label_words, content[0].span),
                    };
                    if !rest.is_empty() {
                        words.push(Block::new(span_of(&rest), BlockKind::Paragraph(rest)));
                    }
                    self.begin(label, block.span, words);
                    return;
                }
            }
            BlockKind::Details { summary, .. } => {
                let words = plain_text(summary);
                if let Some(label) = summary_label(&words)
                    && self.starts(label, true)
                {
                    let span = block.span;
                    if let BlockKind::Details { blocks, .. } = block.kind {
                        self.begin(label, span, remark(&words, span));
                        for block in blocks {
                            self.block(block, question_level);
                        }
                        // The fold's end is the part's end at least.
                        self.started = Some(span);
                    }
                    return;
                }
            }
            BlockKind::Html(html) if super::outline::comment_id(html).is_some() => return,
            _ => {}
        }
        self.collected.push(block);
    }

    /// Whether the label starts a part here, rather than being words of the current one.
    fn starts(&self, label: Label, strict: bool) -> bool {
        let answered = self.body.answer.is_some() || self.part == Part::Answer;
        match label {
            Label::Answer => match self.part {
                Part::FollowUp => true,
                Part::FollowUpAnswer | Part::Answer | Part::FollowUps => false,
                _ => !answered,
            },
            Label::FollowUp | Label::FollowUps => true,
            Label::Minimum | Label::Strong | Label::RedFlags => true,
            Label::Rubric | Label::Hints => true,
            Label::Options => strict || self.part == Part::Prompt,
            Label::Notes => strict,
            _ => false,
        }
    }

    fn begin(&mut self, label: Label, span: Span, rest: Vec<Block>) {
        if label == Label::Answer && self.part == Part::FollowUp {
            let prompt = self.take_collected();
            let start = self.started.unwrap_or(span);
            self.follow_up = Some((start, prompt));
            self.part = Part::FollowUpAnswer;
        } else {
            self.end_part();
            self.part = match label {
                Label::Answer => Part::Answer,
                Label::FollowUp => Part::FollowUp,
                Label::FollowUps => Part::FollowUps,
                Label::Minimum => Part::Minimum,
                Label::Strong => Part::Strong,
                Label::RedFlags => Part::RedFlags,
                Label::Rubric => Part::Rubric,
                Label::Hints => Part::Hints,
                Label::Options => Part::Options,
                _ => Part::Notes,
            };
        }
        self.prompt_end.get_or_insert(span.start);
        // An answer's label below a follow-up says nothing of the question's own text.
        self.bounded |= matches!(self.part, Part::Answer | Part::Options | Part::Hints);
        self.started = Some(span);
        self.collected.extend(rest);
    }

    /// The list that grows stays here; the one that is kept has no spare room.
    fn take_collected(&mut self) -> Vec<Block> {
        self.collected.drain(..).collect()
    }

    fn end_part(&mut self) {
        let mut blocks = self.take_collected();
        while matches!(
            blocks.last().map(|block| &block.kind),
            Some(BlockKind::Rule)
        ) {
            blocks.pop();
        }
        let started = self.started.take();
        let span = |blocks: &[Block]| {
            let own = blocks
                .iter()
                .map(|block| block.span)
                .reduce(Span::to)
                .or(started)
                .unwrap_or_default();
            started.map_or(own, |start| start.to(own))
        };
        match self.part {
            Part::Prompt => append(&mut self.body.prompt.blocks, blocks),
            Part::Answer => {
                let span = span(&blocks);
                self.answer(span, blocks, false);
            }
            Part::Options => {
                // What stands between the label and the first choice is still what is asked.
                let label = started.map(|span| span.start);
                if self.prompt_end == label
                    && let Some(list) = blocks.iter().find(|block| is_list(block))
                {
                    self.prompt_end = Some(list.span.start);
                }
                self.options(blocks);
            }
            Part::Hints => self.body.hints.extend(items(blocks)),
            Part::FollowUp => {
                let span = span(&blocks);
                self.follow_up_without_label(span, blocks);
            }
            Part::FollowUpAnswer => {
                let end = span(&blocks);
                if let Some((start, prompt)) = self.follow_up.take() {
                    let answer = (!blocks.is_empty()).then(|| Prose::new(blocks));
                    self.body.push_follow_up(start.to(end), prompt, answer);
                }
            }
            Part::FollowUps => self.body.add_follow_ups(blocks),
            Part::Minimum => extend(&mut self.body.rubric.minimum, blocks),
            Part::Strong => extend(&mut self.body.rubric.strong, blocks),
            Part::RedFlags => extend(&mut self.body.rubric.red_flags, blocks),
            Part::Rubric | Part::Notes => append(&mut self.body.notes.blocks, blocks),
        }
    }

    fn answer(&mut self, span: Span, blocks: Vec<Block>, guessed: bool) {
        let prose = Prose::new(blocks);
        self.body.answer = Some(Answer {
            span,
            placeholder: only_promises(&prose),
            prose,
            guessed,
        });
    }

    fn options(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            let BlockKind::List { items, .. } = block.kind else {
                self.body.prompt.blocks.push(block);
                continue;
            };
            let lettered = options::are_lettered(&items);
            self.body.options.extend(options::of_items(items, lettered));
        }
    }

    /// A follow-up without an `Answer` label: its first paragraph asks, the rest answers. A list
    /// alone is several of them.
    fn follow_up_without_label(&mut self, span: Span, mut blocks: Vec<Block>) {
        if blocks.len() == 1 && matches!(blocks[0].kind, BlockKind::List { .. }) {
            self.body.add_follow_ups(blocks);
            return;
        }
        let rest = if blocks.is_empty() {
            Vec::new()
        } else {
            blocks.split_off(1)
        };
        let answer = (!rest.is_empty()).then(|| Prose::new(rest));
        self.body.push_follow_up(span, blocks, answer);
    }

    /// A `**Level:** senior · **Tags:** a, b · **Time:** 5 min` line; what stands below it.
    fn meta(&mut self, content: &[Inline]) -> Option<Vec<Inline>> {
        if self.part != Part::Prompt {
            return None;
        }
        let whole = content;
        let (content, rest) = content.split_at(end_of_fields(content));
        let fields = fields(content);
        // What is not understood in all its words is also shown as it was written.
        let mut understood = true;
        let meta = |label: &Label| matches!(label, Label::Level | Label::Tags | Label::Minutes);
        if fields.is_empty() || !fields.iter().all(|(label, ..)| meta(label)) {
            return None;
        }
        for (label, value, span) in fields {
            match label {
                Label::Level => match value.to_lowercase().parse() {
                    Ok(level) => self.body.level = Some(level),
                    Err(()) => {
                        understood = false;
                        self.bad_meta(span, "level", &value, "junior, mid, senior or staff");
                    }
                },
                Label::Tags => self.tags(&value, span),
                _ => match minutes::find(&value) {
                    Some(found) => {
                        self.body.minutes = Some(found.to);
                        let mut around = value.clone();
                        around.replace_range(found.range, "");
                        understood &= !around.contains(char::is_alphanumeric);
                    }
                    None => match value.parse() {
                        Ok(minutes) => self.body.minutes = Some(minutes),
                        Err(_) => {
                            understood = false;
                            self.bad_meta(span, "time", &value, "a time such as 5 min");
                        }
                    },
                },
            }
        }
        let shown = if understood {
            rest.get(1..).unwrap_or_default()
        } else {
            whole
        };
        Some(shown.to_vec())
    }

    fn tags(&mut self, value: &str, span: Span) {
        const SEPARATORS: [char; 3] = [',', '،', '、'];
        // Only words that stand in the source as they are can be cut by counting.
        let exact = span.len() == value.len();
        let mut at = span.start as usize;
        for piece in value.split_inclusive(SEPARATORS) {
            let words = piece.trim_end_matches(SEPARATORS);
            let tag = words.trim().trim_start_matches('#');
            if !tag.is_empty() {
                let before = words.trim_end().len() - tag.len();
                let own = Span::new(at + before, at + before + tag.len());
                self.body.tags.push(tag.to_owned());
                self.body.tag_places.push(if exact { own } else { span });
            }
            at += piece.len();
        }
    }

    /// Finds the choices that no label announced, and which of them the answer names.
    fn choices(&mut self) {
        let key =
            self.body
                .answer
                .as_ref()
                .and_then(|answer| match &answer.prose.blocks.first()?.kind {
                    BlockKind::Paragraph(content) => Some(plain_text(first_line(content))),
                    _ => None,
                });
        if self.body.options.is_empty() {
            let labelled = self.body.answer.is_some();
            if let Some((options, behind)) =
                options::take(&mut self.body.prompt, key.as_deref(), labelled)
            {
                let start = options.first().map_or(0, |first| first.span.start);
                self.prompt_end = Some(self.prompt_end.map_or(start, |end| end.min(start)));
                self.bounded = true;
                self.body.options = options;
                // What stands behind the choices explains them, unless a label said what does.
                let rest = self.body.prompt.blocks.split_off(behind);
                if self.body.answer.is_some() {
                    self.body.prompt.blocks.extend(rest);
                } else if !rest.is_empty() {
                    let span = rest
                        .iter()
                        .map(|block| block.span)
                        .reduce(Span::to)
                        .unwrap_or_default();
                    self.answer(span, rest, true);
                }
            }
        }
        if let Some(key) = key {
            options::mark(&mut self.body.options, &key);
        }
    }

    fn bad_meta(&mut self, span: Span, name: &str, value: &str, wanted: &str) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::BadMetaValue,
                self.file,
                span,
                format!("the {name} cannot be '{value}'"),
            )
            .help(format!("write {wanted}")),
        );
    }

    fn finish(mut self) -> Body {
        self.end_part();
        self.choices();
        self.body.prompt_end = self
            .prompt_end
            .filter(|_| self.bounded)
            .map(|end| prompt::sure_end(&self.body.prompt, end));
        self.body
    }
}

/// Gives parts that stood elsewhere a place at the end of their question.
pub(super) fn place_inside(body: &mut Body, question: Span) {
    let end = Span {
        start: question.end,
        ..question
    };
    let answer = body.answer.iter_mut().map(|answer| &mut answer.span);
    let options = body.options.iter_mut().map(|option| &mut option.span);
    let follow_ups = body
        .follow_ups
        .iter_mut()
        .map(|follow_up| &mut follow_up.span);
    for span in answer.chain(options).chain(follow_ups) {
        if span.start < question.start || span.end > question.end {
            *span = end;
        }
    }
}

/// What stands in brackets behind a label, as a line of its own: `#### Answer (in short)`. Labels are
/// compared without it, and nothing is to be lost.
fn remark(label: &str, span: Span) -> Vec<Block> {
    let inside = label
        .find(['(', '（'])
        .map(|at| label[at..].trim_end_matches([':', '：', ' ']))
        .filter(|inside| inside.chars().any(char::is_alphabetic));
    let paragraph = |words: &str| {
        let text = Inline::text(span, words);
        Block::new(span, BlockKind::Paragraph(vec![text]))
    };
    inside.map(paragraph).into_iter().collect()
}

/// Makes the prompt of an unlabelled question, which is a list that asks on, its follow-ups.
pub(super) fn prompt_asks_on(body: &mut Body) {
    let blocks = std::mem::take(&mut body.prompt.blocks);
    body.add_follow_ups(blocks);
}

/// Makes the prompt of an unlabelled question its answer.
pub(super) fn prompt_is_answer(body: &mut Body) {
    if body.answer.is_some() || body.prompt.is_empty() || !body.options.is_empty() {
        return;
    }
    let prose = std::mem::take(&mut body.prompt);
    body.answer = Some(Answer {
        span: prose.span().unwrap_or_default(),
        placeholder: only_promises(&prose),
        prose,
        guessed: true,
    });
}

/// Index of the line end behind the lines that start with a bold label; a line that ends with a
/// comma goes on with the next one.
fn end_of_fields(content: &[Inline]) -> usize {
    let goes_on = |at: usize| match (&content[at - 1].kind, content.get(at + 1)) {
        (InlineKind::Text(text), _) if text.trim_end().ends_with(',') => true,
        (_, next) => next.is_some_and(|next| matches!(next.kind, InlineKind::Strong(_))),
    };
    (1..content.len())
        .find(|at| {
            let line_end = matches!(
                content[*at].kind,
                InlineKind::SoftBreak | InlineKind::HardBreak
            );
            line_end && !goes_on(*at)
        })
        .unwrap_or(content.len())
}

/// Bold labels with their values, in a paragraph that consists of them.
fn fields(content: &[Inline]) -> Vec<(Label, String, Span)> {
    let mut fields: Vec<(Label, String, Span)> = Vec::new();
    for inline in content {
        match &inline.kind {
            InlineKind::Strong(inner) => match super::labels::label_of(&plain_text(inner)) {
                Some(label) => fields.push((label, String::new(), inline.span)),
                None => return Vec::new(),
            },
            _ => match fields.last_mut() {
                Some((_, value, span)) => {
                    let text = plain_text_raw(inline);
                    *span = if value.is_empty() {
                        inline.span
                    } else {
                        span.to(inline.span)
                    };
                    value.push_str(&text);
                }
                None => return Vec::new(),
            },
        }
    }
    for (_, value, span) in &mut fields {
        let start = value.len() - value.trim_start_matches([' ', ':']).len();
        let trimmed = value
            .trim_matches(|character: char| {
                character.is_whitespace() || matches!(character, ':' | '·' | '|' | '•' | '—' | '–')
            })
            .to_owned();
        // Only words that stand in the source as they are can be cut by counting.
        if span.len() == value.len() {
            let from = span.start as usize + start;
            *span = Span::new(from, from + trimmed.len());
        }
        *value = trimmed;
    }
    fields
}

fn plain_text_raw(inline: &Inline) -> String {
    match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => text.clone(),
        InlineKind::SoftBreak | InlineKind::HardBreak => " ".to_owned(),
        _ => plain_text(std::slice::from_ref(inline)),
    }
}

fn is_list(block: &Block) -> bool {
    matches!(block.kind, BlockKind::List { .. })
}

fn extend(list: &mut Option<Prose>, blocks: Vec<Block>) {
    append(&mut list.get_or_insert_default().blocks, blocks);
}

/// Most lists are written in one go, and then need no room to grow.
pub(super) fn append(list: &mut Vec<Block>, blocks: Vec<Block>) {
    if list.is_empty() {
        *list = blocks;
    } else {
        list.extend(blocks);
    }
}

/// Each item of a list, or each block that is no list.
fn items(blocks: Vec<Block>) -> Vec<Prose> {
    let mut found = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::List { items, .. } => {
                found.extend(items.into_iter().map(|item| Prose::new(item.blocks)));
            }
            kind => found.push(Prose::new(vec![Block::new(block.span, kind)])),
        }
    }
    found
}

/// A follow-up's item: what asks, and what answers.
fn split_item(mut blocks: Vec<Block>) -> (Vec<Block>, Option<Prose>) {
    if blocks.is_empty() {
        return (blocks, None);
    }
    let mut rest = blocks.split_off(1);
    if let Some(Block {
        kind: BlockKind::Paragraph(content),
        span,
    }) = rest.first_mut()
        && let Some((Label::Answer, mut words)) = leading_label(content)
    {
        trim_start(&mut words);
        if words.is_empty() {
            rest.remove(0);
        } else {
            *span = span_of(&words);
            *content = words;
        }
    } else if let [
        Block {
            kind: BlockKind::Details {
                summary, blocks, ..
            },
            ..
        },
    ] = rest.as_mut_slice()
        && summary_label(&plain_text(summary)) == Some(Label::Answer)
    {
        rest = std::mem::take(blocks);
    }
    let answer = (!rest.is_empty()).then(|| Prose::new(rest));
    (blocks, answer)
}

//! The headings of a file with what speaks for each of them being a question.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::label_lines::starts_with_bold_label;
use super::labels::{
    Label, is_ambiguous, label_of, speaks_of_answers, speaks_of_contents, speaks_of_questions,
    summary_label,
};
use super::leading::{bold_line, leading_label};
use super::lift::Lifted;
use super::markers::{Marker, Sense, marker};
use super::options;
use crate::model::prose::{ListItem, plain_text};
use crate::model::{Block, BlockKind, Inline, InlineKind, Prose};
use crate::parse::asking::{asks, asks_or_starts};
use crate::source::Span;

/// The level of a bold line that stands for a heading.
pub(super) const BOLD_LINE: u8 = 7;

/// The level of a question that was lifted out of a list, a fold or a paragraph.
pub(super) const LIFTED: u8 = 8;

/// A heading, or a bold line that is marked like a question.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    /// Index among the file's top-level blocks.
    pub block: usize,
    /// 1 to 6, or [`BOLD_LINE`].
    pub level: u8,
    /// Its words.
    pub text: String,
    /// The label that it is.
    pub label: Option<Label>,
    /// What stands before its title.
    pub marker: Option<Marker>,
    /// The authored id, and where it stands.
    pub id: Option<(String, Span)>,
    /// Number of labels below it that only questions have: answers, follow-ups, a rubric, an id.
    pub labels: usize,
    /// Number of labels below it that other texts have, too: options, hints, what is needed.
    pub weak_labels: usize,
    /// How many of its labels are headings or folds of their own, and no words of a paragraph.
    pub parts: usize,
    /// How many of its labels are answers.
    pub answers: usize,
    /// Whether a list right below it asks, when it is marked by a number.
    pub asks_below: bool,
    /// How many of them are folds.
    pub folds: usize,
    /// Index of the head above it.
    pub parent: Option<usize>,
    /// Index of the block behind its last one, when it was lifted.
    pub end: Option<usize>,
    /// The number that a list or a table gives it.
    pub number: String,
    /// What its words speak of, once somebody asked: all that stands below it does.
    speaks: Speaks,
}

/// What the words of a head speak of.
#[derive(Clone, Debug, Default)]
struct Speaks {
    answers: OnceCell<bool>,
    questions: OnceCell<bool>,
    contents: OnceCell<bool>,
}

impl Head {
    /// Whether its words speak of answers ([`speaks_of_answers`]).
    pub(super) fn speaks_of_answers(&self) -> bool {
        let answers = || speaks_of_answers(&self.text);
        *self.speaks.answers.get_or_init(answers)
    }

    /// Whether its words say that questions stand below it ([`speaks_of_questions`]).
    pub(super) fn speaks_of_questions(&self) -> bool {
        let questions = || speaks_of_questions(&self.text);
        *self.speaks.questions.get_or_init(questions)
    }

    /// Whether its words say that a list of contents stands below it ([`speaks_of_contents`]).
    pub(super) fn speaks_of_contents(&self) -> bool {
        let contents = || speaks_of_contents(&self.text);
        *self.speaks.contents.get_or_init(contents)
    }
}

/// The heads of a file.
pub(super) struct Outline {
    /// In source order.
    pub heads: Vec<Head>,
}

impl Outline {
    /// Looks at the top-level blocks of a file.
    /// `lifted` are the questions that were put there, in source order.
    pub(super) fn new(
        blocks: &[Block],
        authored: &BTreeMap<u32, String>,
        lifted: &[Lifted],
    ) -> Self {
        let mut outline = Self { heads: Vec::new() };
        let mut path: Vec<usize> = Vec::new();
        let mut heads = heads(blocks, authored, lifted).into_iter().peekable();
        for (index, block) in blocks.iter().enumerate() {
            if let Some(last) = path.last()
                && outline.heads[*last].end.is_some_and(|end| index >= end)
            {
                path.pop();
            }
            if let Some(head) = heads.next_if(|head| head.block == index) {
                let inside = path
                    .last()
                    .is_some_and(|last| outline.heads[*last].end.is_some());
                match head.label.filter(|_| inside && head.end.is_none()) {
                    Some(label) => outline.labelled(&path, label, None, false, true),
                    None => outline.open(head, &mut path),
                }
                continue;
            }
            if let Some(above) = outline.heads.last_mut()
                && !above.asks_below
                // Nobody asks it of others.
                && above.marker.as_ref().is_some_and(|marker| marker.sense == Sense::Number)
                && matches!(block.kind, BlockKind::List { .. })
            {
                let mut asking = false;
                Prose::for_each_inline_in(std::slice::from_ref(block), &mut |inline| {
                    asking = asking || matches!(&inline.kind, InlineKind::Text(text) if asks(text));
                });
                above.asks_below = asking;
            }
            match &block.kind {
                BlockKind::Paragraph(content) => {
                    if let Some((label, rest)) = leading_label(content) {
                        let words = &content[..content.len().saturating_sub(rest.len())];
                        let sure = !is_ambiguous(&plain_text(words));
                        outline.labelled(&path, label, None, false, sure);
                    }
                }
                BlockKind::Details { summary, .. } => {
                    let words = plain_text(summary);
                    if let Some(label) = summary_label(&words) {
                        outline.labelled(&path, label, None, true, !is_ambiguous(&words));
                    }
                }
                BlockKind::List { items, .. } if are_options(items) => {
                    if let Some(owner) = outline.owner(&path, None) {
                        outline.heads[owner].weak_labels += 1;
                    }
                }
                BlockKind::Html(html) => {
                    if let Some(id) = comment_id(html)
                        && let Some(owner) = outline.owner(&path, None)
                        && outline.heads[owner].block + 1 == index
                    {
                        outline.heads[owner].id = Some((id, block.span));
                        outline.heads[owner].labels += 1;
                    }
                }
                _ => {}
            }
        }
        outline.count_unknown_labels(blocks);
        outline
    }

    /// A bold label that no table knows speaks for its heading as much as a known one does, when it
    /// stands below at least three headings of a level, and below half of them.
    fn count_unknown_labels(&mut self, blocks: &[Block]) {
        let mut below: BTreeMap<(u8, String), BTreeSet<usize>> = BTreeMap::new();
        let mut head = None;
        let mut heads = self.heads.iter().enumerate().peekable();
        for (index, block) in blocks.iter().enumerate() {
            if let Some((at, _)) = heads.next_if(|(_, head)| head.block == index) {
                head = Some(at);
            } else if let Some(head) = head
                && let BlockKind::Paragraph(content) = &block.kind
                && let Some(words) = unknown_label(content)
            {
                let level = self.heads[head].level;
                below.entry((level, words)).or_default().insert(head);
            }
        }
        for ((level, _), labelled) in below {
            let all = self.heads.iter().filter(|head| head.level == level).count();
            let words: BTreeSet<&str> = labelled
                .iter()
                .map(|head| self.heads[*head].text.as_str())
                .collect();
            // Entries of a change log are called alike.
            let fits = words.len() >= 3 && labelled.len() * 2 >= all;
            for head in labelled {
                let head = &mut self.heads[head];
                head.weak_labels += usize::from(fits && asks_or_starts(&head.text));
            }
        }
    }

    fn open(&mut self, mut head: Head, path: &mut Vec<usize>) {
        while path
            .last()
            .is_some_and(|above| self.heads[*above].level >= head.level)
        {
            path.pop();
        }
        head.parent = path.last().copied();
        if let Some(label) = head.label {
            let sure = !is_ambiguous(&head.text);
            self.labelled(path, label, Some(head.level), false, sure);
        }
        if head.id.is_some() {
            head.labels += 1;
        }
        path.push(self.heads.len());
        self.heads.push(head);
    }

    fn labelled(
        &mut self,
        path: &[usize],
        label: Label,
        level: Option<u8>,
        fold: bool,
        sure: bool,
    ) {
        let Some(owner) = self.owner(path, level) else {
            return;
        };
        let owner = &mut self.heads[owner];
        match label {
            Label::Answer | Label::FollowUp | Label::FollowUps | Label::Rubric => {
                owner.labels += usize::from(sure);
                owner.weak_labels += usize::from(!sure);
                owner.parts += usize::from(fold || level.is_some());
                owner.answers += usize::from(label == Label::Answer);
                owner.folds += usize::from(fold);
            }
            _ if label.marks_question() || label == Label::Level => owner.weak_labels += 1,
            _ => {}
        }
    }

    /// The head that a label belongs to: the nearest one above it that is no label itself and
    /// does not lie inside a labelled part.
    fn owner(&self, path: &[usize], level: Option<u8>) -> Option<usize> {
        let inside = path
            .iter()
            .position(|index| self.heads[*index].label.is_some_and(Label::marks_question))
            .unwrap_or(path.len());
        path[..inside]
            .iter()
            .rev()
            .find(|index| {
                let head = &self.heads[**index];
                head.label.is_none() && level.is_none_or(|level| head.level < level)
            })
            .copied()
    }
}

/// The heads of a file. A heading such as `Terms` is a label, unless it has an answer of its own:
/// then it is a question that is called like one.
///
/// What stands below a lifted question is a head only when it is a label.
fn heads(blocks: &[Block], authored: &BTreeMap<u32, String>, lifted: &[Lifted]) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    let mut lifted = lifted.iter().peekable();
    let mut inside = 0;
    for (index, block) in blocks.iter().enumerate() {
        if let Some(question) = lifted.next_if(|question| question.block == index) {
            inside = question.end;
            heads.extend(lifted_head(index, block, question, authored));
            continue;
        }
        let head = head(index, block, authored);
        if index < inside {
            let labels = |(head, _): &(Head, Option<Label>)| head.label.is_some();
            heads.extend(head.filter(labels).map(|(head, _)| head));
            continue;
        }
        let answer_level = match &block.kind {
            BlockKind::Heading { level, .. } => head
                .as_ref()
                .is_some_and(|(_, label)| *label == Some(Label::Answer))
                .then_some(*level),
            BlockKind::Paragraph(content) => leading_label(content)
                .is_some_and(|(label, _)| label == Label::Answer)
                .then_some(BOLD_LINE),
            BlockKind::Details { summary, .. } => {
                (summary_label(&plain_text(summary)) == Some(Label::Answer)).then_some(BOLD_LINE)
            }
            _ => None,
        };
        if let Some(level) = answer_level
            && let Some(above) = heads.iter_mut().rev().find(|head| head.level < level)
            && let Some(label) = above.label
            && !label.marks_question()
            && !matches!(label, Label::Questions | Label::Contents)
        {
            above.label = None;
        }
        heads.extend(head.map(|(head, _)| head));
    }
    heads
}

/// The head of a question that was lifted.
fn lifted_head(
    index: usize,
    block: &Block,
    question: &Lifted,
    authored: &BTreeMap<u32, String>,
) -> Option<Head> {
    let content = match &block.kind {
        BlockKind::Heading { content, .. } => content.as_slice(),
        BlockKind::Paragraph(content) => bold_line(content).unwrap_or(content),
        _ => return None,
    };
    let id = authored.get(&block.span.start);
    Some(Head {
        block: index,
        level: LIFTED,
        text: plain_text(content),
        marker: marker(content),
        id: id.map(|id| (id.clone(), block.span)),
        end: Some(question.end),
        number: question.number.clone(),
        ..Head::default()
    })
}

/// A head, and the label that its words alone would be.
fn head(
    index: usize,
    block: &Block,
    authored: &BTreeMap<u32, String>,
) -> Option<(Head, Option<Label>)> {
    let (level, content, id) = match &block.kind {
        BlockKind::Heading { level, content, .. } => {
            let id = authored.get(&block.span.start);
            let id = id.map(|id| (id.clone(), block.span));
            (*level, content.as_slice(), id)
        }
        BlockKind::Paragraph(content) => (BOLD_LINE, bold_line(content)?, None),
        _ => return None,
    };
    let text = plain_text(content);
    let marker = marker(content);
    let label = label_of(&text).or_else(|| answer_with_text(&text).filter(|_| level < BOLD_LINE));
    if level == BOLD_LINE && (marker.is_none() || text.ends_with([':', '：']) || label.is_some()) {
        return None;
    }
    let head = Head {
        block: index,
        level,
        // `Question 3` is a question whose words stand below it, `4. Evaluation` is a topic, and
        // `A` is a letter of the alphabet.
        label: label.filter(|_| {
            let numbered = marker
                .as_ref()
                .is_some_and(|marker| marker.sense != Sense::Container);
            !numbered
                && text
                    .chars()
                    .filter(|letter| letter.is_alphanumeric())
                    .count()
                    > 1
        }),
        text,
        marker,
        id,
        ..Head::default()
    };
    Some((head, label))
}

/// The bold label at the start of a paragraph, when it is one or two words that no table knows.
fn unknown_label(content: &[Inline]) -> Option<String> {
    if !starts_with_bold_label(content) {
        return None;
    }
    let words = plain_text(&content[..1]).to_lowercase();
    let words = words.trim_end_matches([':', '：']).trim().to_owned();
    let short = (1..=2).contains(&words.split_whitespace().count());
    (short && label_of(&words).is_none()).then_some(words)
}

/// Whether a list is one of choices: letters in their order, or boxes.
fn are_options(items: &[ListItem]) -> bool {
    let boxes = items.len() >= 2 && items.iter().all(|item| item.task.is_some());
    boxes || options::are_lettered(items)
}

/// `#### Answer: D`: an answer's label with its text behind it.
fn answer_with_text(text: &str) -> Option<Label> {
    let (word, rest) = text.split_once([':', '：'])?;
    let known = label_of(word) == Some(Label::Answer) && !rest.trim().is_empty();
    known.then_some(Label::Answer)
}

/// A comment with a longer id is a comment; those that the program makes of paths and titles are
/// shorter, unless a path is very long.
const LONGEST_ID: usize = 255;

/// The id in a comment such as `<!-- id: cap -->`.
pub(super) fn comment_id(html: &str) -> Option<String> {
    let inside = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    let id = inside.trim().strip_prefix("id:")?.trim();
    let fits = !id.is_empty() && !id.contains(char::is_whitespace) && id.len() <= LONGEST_ID;
    fits.then(|| id.to_owned())
}

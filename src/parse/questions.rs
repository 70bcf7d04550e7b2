//! Which heads are questions: one form and one level for a file.
//!
//! The shallowest level wins that holds three marked heads, or one with labelled parts. Deeper
//! numbered headings belong to an answer. Where there is neither, headings that mostly ask are
//! questions.

use std::collections::{BTreeMap, BTreeSet};

use super::asking::ends_asking;
use super::forms::{labelled, numbered, plain_heading};
use super::lift::Lifted;
use super::markers::Sense;
use super::outline::{BOLD_LINE, LIFTED, Outline};
use crate::model::Form;

/// The questions of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Level of the heads, or 0 when there are no questions.
    pub level: u8,
    /// For each question's first block: index of its head, and the block behind its last one.
    pub items: BTreeMap<usize, Item>,
    /// The form.
    pub form: Option<Form>,
    /// What decided it.
    pub why: String,
}

/// One question among the blocks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Index of its head.
    pub head: usize,
    /// Index of the block behind its last one.
    pub end: usize,
    /// Deeper headings than this may be labels of its parts.
    pub level: u8,
    /// Whether its answer would carry a label, so that other text below it is none.
    pub labelled: bool,
}

impl Found {
    /// Adds the questions that were lifted. The form is that of most of them.
    pub(super) fn add(&mut self, outline: &Outline, lifted: &[Lifted]) {
        let mut forms: BTreeMap<Form, usize> = BTreeMap::new();
        if let Some(form) = self.form {
            forms.insert(form, self.items.len());
        }
        for question in lifted {
            let Ok(head) = outline
                .heads
                .binary_search_by_key(&question.block, |head| head.block)
            else {
                continue;
            };
            *forms.entry(question.form).or_default() += 1;
            self.items.insert(
                question.block,
                Item {
                    head,
                    end: question.end,
                    level: question.level,
                    labelled: question.labelled,
                },
            );
        }
        if self.level == 0 {
            self.level = LIFTED;
        }
        self.form = forms
            .iter()
            .max_by_key(|(_, count)| **count)
            .map(|(form, _)| *form);
        let mut counts: BTreeMap<Form, usize> = BTreeMap::new();
        for question in lifted {
            *counts.entry(question.form).or_default() += 1;
        }
        for (form, count) in counts {
            if !self.why.is_empty() {
                self.why.push_str("; ");
            }
            self.why.push_str(&format!("{count} as {form}"));
        }
    }
}

/// What is known of a file before its questions are looked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Hints {
    /// `question-level:` of front matter.
    pub level: Option<u8>,
    /// Every heading of that level is a question (`kind:` and `question-level:` together).
    pub settled: bool,
    /// The file is certainly a list of questions (`kind: questions`, or repaired plain text).
    pub certain: bool,
    /// It was plain text.
    pub plain_text: bool,
    /// Heads of an interview's plan, when the file holds one.
    pub timed: BTreeSet<usize>,
    /// The file is one of a folder of files that are one question each.
    pub whole_file: bool,
}

/// Finds the questions. `blocks` is the number of top-level blocks.
pub(super) fn find(outline: &Outline, blocks: usize, hints: &Hints) -> Found {
    if let Some(level) = hints.level.filter(|_| hints.settled) {
        let heads = settled(outline, level);
        if !heads.is_empty() {
            return Found {
                level,
                items: items(outline, level, &heads, blocks),
                form: Some(Form::Canonical),
                why: "question-level says so".to_owned(),
            };
        }
    }
    let levels: Vec<(u8, usize, usize, bool)> = (1..=BOLD_LINE)
        .map(|level| {
            let marks = marked(outline, level, hints);
            (
                level,
                labelled::count(outline, level, &hints.timed),
                marks.len(),
                words_mark(outline, &marks),
            )
        })
        .collect();
    let most_labels = levels
        .iter()
        .map(|(_, labels, ..)| *labels)
        .max()
        .unwrap_or(0);
    let chosen = levels
        .iter()
        .copied()
        .find(|(level, labels, marks, words)| {
            match hints.level {
                Some(wanted) => *level == wanted,
                // One stray label on a shallow level does not outweigh a deeper level full of them.
                None => {
                    *marks >= 3
                        || *words
                        || (*labels > 0 && *labels * 3 >= most_labels)
                        || (*marks > 0 && *labels > 0)
                }
            }
        });
    let Some((level, labels, marks, _)) = chosen else {
        return plain_headings(outline, blocks, hints);
    };
    let items = items(outline, level, &heads(outline, level, hints), blocks);
    if items.is_empty() {
        return Found::default();
    }
    let folds: usize = items
        .values()
        .map(|item| outline.heads[item.head].folds.min(1))
        .sum();
    let form = if hints.plain_text {
        Form::PlainText
    } else if folds * 2 >= items.len() {
        Form::Folded
    } else if marks * 2 >= items.len() {
        Form::Numbered
    } else {
        Form::Canonical
    };
    let why = why(hints, labels, marks);
    Found {
        level,
        items,
        form: Some(form),
        why,
    }
}

/// The heads of a level on which all but labels are questions; one that is called like a label is
/// a question where it carries an id.
fn settled(outline: &Outline, level: u8) -> Vec<usize> {
    let heads = outline.heads.iter().enumerate();
    heads
        .filter(|(_, head)| head.level == level && (head.label.is_none() || head.id.is_some()))
        .map(|(index, _)| index)
        .collect()
}

/// Questions that nothing marks but their words.
fn plain_headings(outline: &Outline, blocks: usize, hints: &Hints) -> Found {
    // A plan of an interview holds headings that ask, too.
    if !hints.timed.is_empty() {
        return Found::default();
    }
    let Some((level, heads)) = plain_heading::find(outline, blocks) else {
        return Found::default();
    };
    Found {
        level,
        items: items(outline, level, &heads, blocks),
        form: Some(Form::PlainHeading),
        why: format!("{} headings that ask", heads.len()),
    }
}

/// The questions that start with `heads`, by their first blocks. A heading with nothing below it,
/// whose words come again with text below them, is a line of a contents list.
fn items(outline: &Outline, level: u8, heads: &[usize], blocks: usize) -> BTreeMap<usize, Item> {
    let end = |head: usize| end_of(outline, level, head, heads).unwrap_or(blocks);
    let mut later: BTreeSet<&str> = BTreeSet::new();
    let mut contents: BTreeSet<usize> = BTreeSet::new();
    for head in heads.iter().rev() {
        let words = outline.heads[*head].text.trim();
        if end(*head) > outline.heads[*head].block + 1 {
            later.insert(words);
        } else if later.contains(words) {
            contents.insert(*head);
        }
    }
    heads
        .iter()
        .filter(|head| !contents.contains(head))
        .map(|head| {
            let end = end_of(outline, level, *head, heads).unwrap_or(blocks);
            let item = Item {
                head: *head,
                end,
                level,
                labelled: false,
            };
            (outline.heads[*head].block, item)
        })
        .collect()
}

/// The heads on `level` that a number or a word marks.
fn marked(outline: &Outline, level: u8, hints: &Hints) -> Vec<usize> {
    numbered::marked(outline, level, hints.certain)
        .into_iter()
        .filter(|index| {
            let head = &outline.heads[*index];
            let worded = head
                .marker
                .as_ref()
                .is_some_and(|marker| marker.sense == Sense::Question);
            worded || !labelled::is_phase(*index, head, &hints.timed)
        })
        .collect()
}

/// Whether words such as `Question 3` mark the questions; then nothing else does.
fn words_mark(outline: &Outline, marks: &[usize]) -> bool {
    marks.len() >= 2
        && marks.iter().all(|index| {
            outline.heads[*index]
                .marker
                .as_ref()
                .is_some_and(|marker| marker.sense == Sense::Question)
        })
}

/// The block behind a question's last one. A head of the questions' own level ends it, unless it
/// is a bold line, or stands unmarked between two questions that words mark.
fn end_of(outline: &Outline, level: u8, head: usize, heads: &[usize]) -> Option<usize> {
    let is_question = |index: usize| heads.binary_search(&index).is_ok();
    let worded = words_mark(outline, heads);
    let last_of_part = |index: usize| {
        outline.heads[index + 1..]
            .iter()
            .zip(index + 1..)
            .take_while(|(next, _)| next.level >= level)
            .all(|(_, next)| !is_question(next))
    };
    outline.heads[head + 1..]
        .iter()
        .zip(head + 1..)
        .find(|(next, index)| {
            if next.level != level {
                return next.level < level;
            }
            if is_question(*index) {
                return true;
            }
            let closes = next.label.is_some_and(|label| !label.marks_question());
            level < BOLD_LINE && (!worded || closes || last_of_part(*index))
        })
        .map(|(next, _)| next.block)
}

/// Heads on `level` that ask in sections where no word marks any.
fn asking_apart(outline: &Outline, level: u8, marks: &[usize]) -> Vec<usize> {
    let parents: BTreeSet<Option<usize>> = marks
        .iter()
        .map(|index| outline.heads[*index].parent)
        .collect();
    outline
        .heads
        .iter()
        .enumerate()
        .filter(|(_, head)| head.level == level && head.label.is_none())
        .filter(|(_, head)| ends_asking(&head.text) && !parents.contains(&head.parent))
        .map(|(index, _)| index)
        .collect()
}

fn heads(outline: &Outline, level: u8, hints: &Hints) -> Vec<usize> {
    let mut marks = marked(outline, level, hints);
    if words_mark(outline, &marks) {
        marks.extend(asking_apart(outline, level, &marks));
        marks.sort_unstable();
        return marks;
    }
    let mut heads: Vec<usize> = Vec::new();
    let mut labelled_heads = 0;
    let mut labelled_and_marked = 0;
    for (index, head) in outline.heads.iter().enumerate() {
        if head.level != level {
            continue;
        }
        let labelled =
            labelled::is_labelled(head) && !labelled::is_phase(index, head, &hints.timed);
        let marked = marks.binary_search(&index).is_ok();
        labelled_heads += usize::from(labelled);
        labelled_and_marked += usize::from(labelled && marked);
        if labelled || marked {
            heads.push(index);
        }
    }
    // Where questions carry numbers, a heading without one is something else.
    let plain = labelled_and_marked * 2 < labelled_heads;
    if plain {
        heads.extend(labelled::unlabelled_siblings(outline, level));
        if labelled_heads >= 2 {
            let with_choices = outline.heads.iter().enumerate().filter(|(_, head)| {
                head.level == level && head.label.is_none() && head.weak_labels > 0
            });
            heads.extend(with_choices.map(|(index, _)| index));
        }
    }
    if hints.level.is_some() && hints.certain && heads.is_empty() {
        heads.extend(
            outline
                .heads
                .iter()
                .enumerate()
                .filter(|(_, head)| head.level == level && head.label.is_none())
                .map(|(index, _)| index),
        );
    }
    heads.sort_unstable();
    heads.dedup();
    heads
}

fn why(hints: &Hints, labels: usize, marks: usize) -> String {
    let mut reasons = Vec::new();
    if hints.level.is_some() {
        reasons.push("question-level says so".to_owned());
    }
    if hints.plain_text {
        reasons.push("no Markdown headings, numbered lines with text between them".to_owned());
    }
    if labels > 0 {
        reasons.push(format!("{labels} with labelled parts"));
    }
    if marks > 0 {
        reasons.push(format!("{marks} marked by number or word"));
    }
    reasons.join("; ")
}

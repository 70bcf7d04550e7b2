//! What became of each question between two states of a guide.
//!
//! Questions with one id are one question; of the others, what is one is found as in the file of ids.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::asked::{Asked, Item, items};
use super::format::{Entry, Ledger, Version};
use super::matching::{self, Here};
use super::settle::{Place, Shown};
use crate::model::{Document, Question, QuestionId};
use crate::source::{Digest, Span};

/// A state of a guide: its documents, and the ids of what each of them asks.
#[derive(Clone, Copy)]
pub struct State<'a> {
    /// The documents.
    pub documents: &'a [Shown<'a>],
    /// For each of them, the ids of what it asks.
    pub ids: &'a [Vec<QuestionId>],
}

/// What became of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// Where it is in the new state, or in the old one when it is gone.
    pub place: Place,
    /// What happened to it, in the order of [`What`].
    pub what: Vec<What>,
}

/// What may happen to a question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// What is asked is said otherwise; with its old title.
    Reworded(Arc<str>),
    /// What is expected is said otherwise.
    AnswerChanged,
    /// The answer is gone.
    AnswerLost,
    /// What tells good answers from bad ones is said otherwise.
    RubricChanged,
    /// A list of the rubric is gone.
    RubricLost,
    /// Hints, follow-ups, notes, tags, level or time are others.
    DetailsChanged,
    /// It was in this file.
    Moved(Arc<str>),
    /// It had this id: its old address and its readers' marks are lost.
    IdChanged(QuestionId),
}

impl What {
    /// The words for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Reworded(_) => "reworded",
            Self::AnswerChanged => "answer changed",
            Self::AnswerLost => "answer lost",
            Self::RubricChanged => "rubric changed",
            Self::RubricLost => "rubric lost",
            Self::DetailsChanged => "details changed",
            Self::Moved(_) => "moved",
            Self::IdChanged(_) => "id changed",
        }
    }
}

/// What became of the questions of `old`: those of `new` in their order, then those that are gone.
pub fn compare(old: State<'_>, new: State<'_>) -> Vec<Fate> {
    let (olds, news) = (all(old), all(new));
    let known: BTreeSet<&QuestionId> = olds.iter().map(|one| &one.asked.id).collect();
    let mut ledger = Ledger::default();
    let mut sorted: Vec<usize> = (0..olds.len()).collect();
    sorted.sort_by(|a, b| olds[*a].asked.id.cmp(&olds[*b].asked.id));
    // Of two questions with one id nobody can tell which is meant.
    sorted.dedup_by(|a, b| olds[*a].asked.id == olds[*b].asked.id);
    ledger.entries = sorted.iter().map(|one| olds[*one].entry()).collect();
    let asked: Vec<Asked> = news
        .iter()
        .map(|one| Asked {
            authored: known.contains(&one.asked.id),
            ..one.asked.clone()
        })
        .collect();
    let here: Vec<Here<'_>> = news
        .iter()
        .zip(&asked)
        .map(|(one, asked)| Here {
            file: &one.document.path,
            asked,
        })
        .collect();
    let found = matching::find(&ledger, &here);
    let mut fates = Vec::new();
    for (one, entry) in news.iter().zip(&found.of_question) {
        let what = match entry {
            Some((entry, _)) => olds[sorted[*entry]].became(one),
            None => vec![What::Added],
        };
        if !what.is_empty() {
            fates.push(Fate {
                place: one.place,
                what,
            });
        }
    }
    for (entry, question) in found.of_entry.iter().enumerate() {
        if question.is_none() {
            fates.push(Fate {
                place: olds[sorted[entry]].place,
                what: vec![What::Removed],
            });
        }
    }
    fates
}

/// A question with its id and its document.
struct One<'a> {
    place: Place,
    document: &'a Document,
    item: Item<'a>,
    asked: Asked,
}

fn all(state: State<'_>) -> Vec<One<'_>> {
    let mut all = Vec::new();
    for (index, (shown, ids)) in state.documents.iter().zip(state.ids).enumerate() {
        let items = items(shown.document).into_iter();
        for (place, ((item, asked), id)) in items.zip(shown.asked).zip(ids).enumerate() {
            all.push(One {
                place: (index, place),
                document: shown.document,
                item,
                asked: Asked {
                    id: id.clone(),
                    ..asked.clone()
                },
            });
        }
    }
    all
}

impl One<'_> {
    fn entry(&self) -> Entry {
        Entry {
            id: self.asked.id.clone(),
            versions: vec![Version {
                print: self.asked.print.clone(),
                file: Arc::clone(&self.document.path),
                former: Vec::new(),
                span: Span::default(),
            }],
        }
    }

    /// What happened to this one, which is `new` now.
    fn became(&self, new: &One<'_>) -> Vec<What> {
        let (old_parts, new_parts) = (Parts::of(self.item), Parts::of(new.item));
        let mut what = Vec::new();
        if old_parts.asks != new_parts.asks {
            what.push(What::Reworded(Arc::clone(&self.asked.title)));
        }
        match (old_parts.answer, new_parts.answer) {
            (Some(_), None) => what.push(What::AnswerLost),
            (old, new) if old != new => what.push(What::AnswerChanged),
            _ => {}
        }
        let rubrics = || old_parts.rubric.iter().zip(&new_parts.rubric);
        if rubrics().any(|(old, new)| old.is_some() && new.is_none()) {
            what.push(What::RubricLost);
        } else if rubrics().any(|(old, new)| old != new) {
            what.push(What::RubricChanged);
        }
        if old_parts.details != new_parts.details {
            what.push(What::DetailsChanged);
        }
        if self.document.path != new.document.path {
            what.push(What::Moved(Arc::clone(&self.document.path)));
        }
        if self.asked.id != new.asked.id {
            what.push(What::IdChanged(self.asked.id.clone()));
        }
        what
    }
}

/// What can change by itself, as digests; where it stands is in none of them.
struct Parts {
    asks: Digest,
    /// None without an answer.
    answer: Option<Digest>,
    rubric: [Option<Digest>; 3],
    details: Digest,
}

impl Parts {
    fn of(item: Item<'_>) -> Self {
        let nothing = Digest::of(b"");
        match item {
            Item::Question(question) => Self::of_question(question),
            Item::Exchange(exchange) => {
                let replies = &exchange.replies;
                let replied = || Digest::of_value(replies);
                Self {
                    asks: Digest::of_value(&exchange.question),
                    answer: (!replies.is_empty()).then(replied),
                    rubric: [None; 3],
                    details: nothing,
                }
            }
            Item::Prompt(prompt) => Self {
                asks: Digest::of_value(&prompt.text),
                answer: None,
                rubric: [None; 3],
                details: nothing,
            },
        }
    }

    fn of_question(question: &Question) -> Self {
        let options = &question.options;
        let choices: Vec<_> = options.iter().map(|option| &option.prose).collect();
        let right: Vec<_> = options.iter().map(|option| option.correct).collect();
        let answer = question.answer.as_ref().map(|answer| &answer.prose);
        let rubric = &question.rubric;
        let rubric = [&rubric.minimum, &rubric.strong, &rubric.red_flags];
        let details = (
            &question.hints,
            &question.follow_ups,
            &question.notes,
            &question.tags,
            question.level,
            question.minutes,
        );
        Self {
            asks: Digest::of_value(&(&question.title, &question.prompt, choices)),
            answer: question
                .is_answered()
                .then(|| Digest::of_value(&(answer, right))),
            rubric: rubric.map(|list| list.as_ref().map(Digest::of_value)),
            details: Digest::of_value(&details),
        }
    }
}

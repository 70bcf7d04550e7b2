//! Which numbered lines are questions.
//!
//! Questions count upwards and start again in each section; an answer may count, too. A number
//! that goes on where the questions stopped is a question, unless an answer's own count goes on
//! there as well and the line is not written as questions are in this text. A count that starts
//! again at 1 is a new section only behind a section's title, and only if the question before
//! has something to it.

use super::{is_heading_like, is_terminated};
use crate::parse::chunks::{Chunk, ChunkKind};

/// What a chunk is to the list of questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Text.
    Text,
    /// A question's line.
    Question,
    /// A numbered line inside an answer.
    Inner,
    /// A section's title.
    Section,
    /// A line of the document's title.
    Title,
}

/// The role of every chunk.
pub(super) struct Roles(pub(super) Vec<Role>);

impl Roles {
    /// Indices of the questions.
    pub(super) fn questions(&self) -> impl Iterator<Item = usize> + '_ {
        self.with(Role::Question)
    }

    pub(super) fn with(&self, role: Role) -> impl Iterator<Item = usize> + '_ {
        self.0
            .iter()
            .enumerate()
            .filter(move |(_, found)| **found == role)
            .map(|(index, _)| index)
    }
}

/// A section's introduction has at most this many paragraphs.
const LONGEST_INTRODUCTION: usize = 3;

/// Numbers may be missing from a list; more than this many in a row are no gap.
const WIDEST_GAP: u32 = 3;

/// How a numbered line ends: texts write all their questions the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Sentence,
    Colon,
    None,
}

/// Finds the roles.
pub(super) fn roles(source: &str, chunks: &[Chunk]) -> Roles {
    let mut roles = vec![Role::Text; chunks.len()];
    let style = usual_ending(source, chunks);
    let mut expected = None;
    let mut inner = None;
    let mut last_question = None;
    for (index, chunk) in chunks.iter().enumerate() {
        let ChunkKind::Number { number } = chunk.kind else {
            continue;
        };
        let counts = number <= 1
            || inner == Some(number)
            || expected.is_some_and(|next| (next..=next + WIDEST_GAP).contains(&number));
        if !counts && continues_a_sentence(source, chunks, index) {
            continue;
        }
        if in_tight_list(chunks, index) {
            roles[index] = Role::Inner;
            continue;
        }
        let fits = style.is_none_or(|usual| ending(source, chunk) == usual);
        let contested = inner == Some(number);
        let question = match expected {
            None => number <= 1,
            Some(next) if number == next => !contested || fits,
            Some(_) if number <= 1 => {
                fits && section_title(source, chunks, index)
                    .is_some_and(|title| last_question.is_none_or(|last| title > last + 1))
            }
            Some(next) => number > next && number - next <= WIDEST_GAP && fits && !contested,
        };
        if question {
            if number <= 1
                && let Some(title) = section_title(source, chunks, index)
            {
                roles[title] = Role::Section;
            }
            roles[index] = Role::Question;
            expected = Some(number + 1);
            inner = None;
            last_question = Some(index);
        } else {
            roles[index] = Role::Inner;
            inner = Some(number + 1);
        }
    }
    mark_title(source, chunks, &mut roles);
    Roles(roles)
}

/// The ending that at least six in ten of the numbered lines share.
fn usual_ending(source: &str, chunks: &[Chunk]) -> Option<Ending> {
    let endings: Vec<Ending> = chunks
        .iter()
        .enumerate()
        .filter(|(index, chunk)| {
            matches!(chunk.kind, ChunkKind::Number { .. }) && !in_tight_list(chunks, *index)
        })
        .map(|(_, chunk)| ending(source, chunk))
        .collect();
    [Ending::Sentence, Ending::Colon, Ending::None]
        .into_iter()
        .find(|kind| {
            let share = endings.iter().filter(|ending| *ending == kind).count();
            share * 10 >= endings.len() * 6
        })
}

fn ending(source: &str, chunk: &Chunk) -> Ending {
    let text = chunk.text(source);
    if text.ends_with([':', '：']) {
        Ending::Colon
    } else if is_terminated(text) {
        Ending::Sentence
    } else {
        Ending::None
    }
}

/// A number that only stands at the start of a line because a page ended before it.
fn continues_a_sentence(source: &str, chunks: &[Chunk], index: usize) -> bool {
    let Some(before) = index.checked_sub(1).map(|before| &chunks[before]) else {
        return false;
    };
    let text = before.text(source);
    let last_line = text.lines().last().unwrap_or_default();
    matches!(
        before.kind,
        ChunkKind::Paragraph { .. } | ChunkKind::Bullet { .. }
    ) && !is_terminated(text)
        && !is_heading_like(source, before)
        && (last_line.chars().count() >= 40 || before.lines > 1)
}

/// Numbered lines right below each other are a list.
fn in_tight_list(chunks: &[Chunk], index: usize) -> bool {
    let is_number = |index: usize| {
        chunks
            .get(index)
            .is_some_and(|chunk| matches!(chunk.kind, ChunkKind::Number { .. }))
    };
    let tight_below = is_number(index + 1) && !chunks[index + 1].apart;
    let tight_above = !chunks[index].apart && index > 0 && is_number(index - 1);
    tight_below || tight_above
}

/// The title of the section that starts with the numbered line at `index`: a heading-like line
/// before it, with nothing but sentences between.
fn section_title(source: &str, chunks: &[Chunk], index: usize) -> Option<usize> {
    let mut at = index;
    for _ in 0..=LONGEST_INTRODUCTION {
        at = at.checked_sub(1)?;
        let chunk = &chunks[at];
        if is_heading_like(source, chunk) && chunk.apart {
            return Some(at);
        }
        if !matches!(chunk.kind, ChunkKind::Paragraph { .. }) {
            return None;
        }
        let text = chunk.text(source);
        // A lead-in such as `Two spellings:` belongs to a list in an answer.
        if text.ends_with([':', '：']) {
            return None;
        }
    }
    None
}

/// Short lines before the first section are the document's title.
fn mark_title(source: &str, chunks: &[Chunk], roles: &mut [Role]) {
    let first = roles
        .iter()
        .position(|role| matches!(role, Role::Section | Role::Question));
    for index in 0..first.unwrap_or(0) {
        let chunk = &chunks[index];
        let text = chunk.text(source);
        let short = matches!(chunk.kind, ChunkKind::Paragraph { .. })
            && !is_terminated(text)
            && text.chars().count() <= 80;
        if !short {
            break;
        }
        roles[index] = Role::Title;
    }
}

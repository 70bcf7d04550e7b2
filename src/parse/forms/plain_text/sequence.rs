//! Which numbered lines are questions.
//!
//! Questions count upwards, and start again in each section; an answer may count, too. Each
//! numbered line is a question, part of an answer, or the rest of a sentence that a page's end
//! split. The reading with the least cost wins (a Viterbi search over the lines): a question that
//! goes on where the questions stopped costs nothing, a new section costs more the less it looks
//! like the first one, a count inside an answer costs a little for each line.
//!
//! The search runs twice. The first run knows nothing of style; the second prefers lines that end
//! and are as long as the questions of the first run, because a text writes all its questions the
//! same way.
//!
//! Longer than most files, because the costs and the search that weighs them are read together.

use std::collections::BTreeMap;

use super::{is_heading_like, is_labelled_title, is_terminated};
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

/// Readings that are kept after each line; few texts need more than three.
const MOST_READINGS: usize = 24;

/// Titles up to this many characters count as short.
const SHORT: usize = 45;

/// Costs of a reading, in tenths.
mod cost {
    /// A section whose title looks like the first section's.
    pub(super) const SECTION: i32 = 12;
    /// A section whose title does not.
    pub(super) const ODD_SECTION: i32 = 24;
    /// A count that starts again without a title.
    pub(super) const RESTART: i32 = 60;
    /// A missing number.
    pub(super) const GAP: i32 = 25;
    /// A list of questions that does not start at 1.
    pub(super) const LATE_START: i32 = 30;
    /// An answer that starts to count.
    pub(super) const INNER_START: i32 = 10;
    /// An answer that starts to count with another number than 1.
    pub(super) const INNER_ODD_START: i32 = 45;
    /// A count before the first question: there is no answer yet that it could belong to.
    pub(super) const BEFORE_ALL: i32 = 40;
    /// Each line that an answer counts.
    pub(super) const INNER_LINE: i32 = 3;
    /// A number that belongs to a sentence.
    pub(super) const SENTENCE: i32 = 6;
    /// A question that reads like the rest of a sentence.
    pub(super) const BROKEN_QUESTION: i32 = 30;
    /// Most that style can say for or against a reading.
    pub(super) const STYLE: i32 = 22;
}

/// Finds the roles.
pub(super) fn roles(source: &str, chunks: &[Chunk]) -> Roles {
    let lines: Vec<Candidate> = candidates(source, chunks);
    // Before anything is known, a question mark speaks for a question.
    let first = search(&lines, &BTreeMap::from([(Class::Asks, cost::STYLE / 2)]));
    let style = style(&lines, &first);
    let senses = search(&lines, &style);
    let mut roles = vec![Role::Text; chunks.len()];
    for (line, sense) in lines.iter().zip(&senses) {
        roles[line.chunk] = match sense {
            Sense::Question => Role::Question,
            Sense::Inner => Role::Inner,
            Sense::Text => Role::Text,
        };
    }
    mark_sections(chunks, &lines, &senses, &mut roles);
    mark_title(source, chunks, &mut roles);
    Roles(roles)
}

/// What a numbered line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    Question,
    Inner,
    Text,
}

/// A numbered line with what can be seen around it.
struct Candidate {
    chunk: usize,
    number: u32,
    class: Class,
    /// Stands right below or above another numbered line.
    tight: bool,
    /// May be the rest of a sentence.
    continues: bool,
    /// Starts with a small letter.
    lower: bool,
    title: Option<Title>,
}

/// How a line ends, and whether it is short: texts write all their questions the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Asks,
    Sentence(bool),
    Colon,
    Open(bool),
}

/// A line that may be a section's title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Title {
    chunk: usize,
    labelled: bool,
    introduced: bool,
}

fn candidates(source: &str, chunks: &[Chunk]) -> Vec<Candidate> {
    chunks
        .iter()
        .enumerate()
        .filter_map(|(index, chunk)| {
            let ChunkKind::Number { number } = chunk.kind else {
                return None;
            };
            let text = chunk.text(source);
            Some(Candidate {
                chunk: index,
                number,
                class: class(text),
                tight: in_tight_list(chunks, index),
                continues: continues_a_sentence(source, chunks, index),
                lower: text.starts_with(char::is_lowercase),
                title: section_title(source, chunks, index),
            })
        })
        .collect()
}

fn class(text: &str) -> Class {
    let short = text.chars().count() <= SHORT;
    if crate::parse::asking::asks(text) {
        Class::Asks
    } else if text.ends_with([':', '：']) {
        Class::Colon
    } else if is_terminated(text) {
        Class::Sentence(short)
    } else {
        Class::Open(short)
    }
}

/// Where a reading stands after some lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct State {
    /// The next question's number; 0 before the first question.
    next: u32,
    /// The next number of the answer's own count, or 0.
    inner: u32,
    /// Chunk of the last question.
    last: usize,
}

/// The cheapest reading of all lines.
fn search(lines: &[Candidate], style: &BTreeMap<Class, i32>) -> Vec<Sense> {
    let first_title = lines.first().and_then(|line| line.title);
    let start = State {
        next: 0,
        inner: 0,
        last: 0,
    };
    let mut steps: Vec<Vec<(State, i32, usize, Sense)>> = Vec::with_capacity(lines.len());
    let mut current = vec![(start, 0)];
    for line in lines {
        let mut best: BTreeMap<State, (i32, usize, Sense)> = BTreeMap::new();
        for (from, (state, so_far)) in current.iter().enumerate() {
            for (next, more, sense) in readings(line, *state, first_title, style) {
                let total = so_far + more;
                let entry = best.entry(next).or_insert((i32::MAX, from, sense));
                if total < entry.0 {
                    *entry = (total, from, sense);
                }
            }
        }
        let mut kept: Vec<(State, i32, usize, Sense)> = best
            .into_iter()
            .map(|(state, (total, from, sense))| (state, total, from, sense))
            .collect();
        kept.sort_by_key(|(state, total, ..)| (*total, *state));
        kept.truncate(MOST_READINGS);
        current = kept
            .iter()
            .map(|(state, total, ..)| (*state, *total))
            .collect();
        steps.push(kept);
    }
    let mut at = 0;
    let mut senses: Vec<Sense> = steps
        .iter()
        .rev()
        .map(|kept| {
            let (_, _, from, sense) = kept[at];
            at = from;
            sense
        })
        .collect();
    senses.reverse();
    senses
}

/// Every way to read a line, with its cost.
fn readings(
    line: &Candidate,
    state: State,
    first_title: Option<Title>,
    style: &BTreeMap<Class, i32>,
) -> Vec<(State, i32, Sense)> {
    if line.tight {
        return vec![(state, 0, Sense::Inner)];
    }
    let mut found = Vec::with_capacity(3);
    let odds = style.get(&line.class).copied().unwrap_or(0);
    if let Some(base) = question_cost(line, state, first_title) {
        let broken = if line.continues && line.lower {
            cost::BROKEN_QUESTION
        } else {
            0
        };
        let next = State {
            next: line.number + 1,
            inner: 0,
            last: line.chunk,
        };
        found.push((next, base + broken - odds.min(0), Sense::Question));
    }
    let start = if state.next == 0 {
        cost::BEFORE_ALL
    } else if state.inner == line.number {
        0
    } else if line.number <= 1 {
        cost::INNER_START
    } else {
        cost::INNER_ODD_START
    };
    let next = State {
        inner: line.number + 1,
        ..state
    };
    found.push((next, start + cost::INNER_LINE + odds.max(0), Sense::Inner));
    if line.continues {
        found.push((state, cost::SENTENCE, Sense::Text));
    }
    found
}

/// What it costs to read the line as a question; nothing where it cannot be one.
fn question_cost(line: &Candidate, state: State, first_title: Option<Title>) -> Option<i32> {
    if state.next == 0 {
        let late = if line.number <= 1 {
            0
        } else {
            cost::LATE_START
        };
        return Some(late);
    }
    if line.number == state.next {
        return Some(0);
    }
    if line.number <= 1 {
        // A title right below a question belongs to that question's answer.
        let title = line.title.filter(|title| title.chunk > state.last + 1);
        return Some(match (title, first_title) {
            (Some(title), Some(first))
                if title.labelled == first.labelled && title.introduced == first.introduced =>
            {
                cost::SECTION
            }
            (Some(title), _) if title.labelled => cost::SECTION,
            (Some(_), _) => cost::ODD_SECTION,
            (None, _) => cost::RESTART,
        });
    }
    let gap = line.number.checked_sub(state.next)?;
    (gap <= WIDEST_GAP).then(|| cost::GAP * i32::try_from(gap).unwrap_or(1))
}

/// How much each class speaks for a question (above 0) or against it, from a first reading.
fn style(lines: &[Candidate], senses: &[Sense]) -> BTreeMap<Class, i32> {
    let mut counts: BTreeMap<Class, (i32, i32)> = BTreeMap::new();
    let (mut questions, mut inner) = (0, 0);
    for (line, sense) in lines.iter().zip(senses).filter(|(line, _)| !line.tight) {
        let entry = counts.entry(line.class).or_default();
        match sense {
            Sense::Question => {
                entry.0 += 1;
                questions += 1;
            }
            Sense::Inner => {
                entry.1 += 1;
                inner += 1;
            }
            Sense::Text => {}
        }
    }
    if questions == 0 || inner == 0 {
        return BTreeMap::new();
    }
    counts
        .into_iter()
        .map(|(class, (of_questions, of_inner))| {
            // Shares with one line added to each, so that nothing is certain; compared by their
            // difference over their sum, which needs no logarithm.
            let for_question = (of_questions * 10 + 10) * 100 / (questions * 10 + 20);
            let for_inner = (of_inner * 10 + 10) * 100 / (inner * 10 + 20);
            let odds = (for_question - for_inner) * cost::STYLE / (for_question + for_inner).max(1);
            (class, odds)
        })
        .collect()
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
fn section_title(source: &str, chunks: &[Chunk], index: usize) -> Option<Title> {
    let mut at = index;
    for introductions in 0..=LONGEST_INTRODUCTION {
        at = at.checked_sub(1)?;
        let chunk = &chunks[at];
        if matches!(chunk.kind, ChunkKind::Heading { .. }) {
            return Some(Title {
                chunk: at,
                labelled: true,
                introduced: introductions > 0,
            });
        }
        if is_heading_like(source, chunk) && chunk.apart {
            return Some(Title {
                chunk: at,
                labelled: is_labelled_title(chunk.text(source)),
                introduced: introductions > 0,
            });
        }
        if !matches!(chunk.kind, ChunkKind::Paragraph { .. }) {
            return None;
        }
        // A lead-in such as `Two spellings:` belongs to a list in an answer.
        if chunk.text(source).ends_with([':', '：']) {
            return None;
        }
    }
    None
}

/// Marks the titles of sections: before each count that starts again; and, where one count runs
/// through the whole text, each title that stands right before a question, because a sub-heading
/// of an answer has something below it.
fn mark_sections(chunks: &[Chunk], lines: &[Candidate], senses: &[Sense], roles: &mut [Role]) {
    let questions: Vec<&Candidate> = lines
        .iter()
        .zip(senses)
        .filter(|(_, sense)| **sense == Sense::Question)
        .map(|(line, _)| line)
        .collect();
    let restarts =
        |index: usize| index == 0 || questions[index].number <= questions[index - 1].number;
    let one_count = !(1..questions.len()).any(restarts);
    for (index, line) in questions.iter().enumerate() {
        let Some(title) = line.title else {
            continue;
        };
        let previous = index.checked_sub(1).map(|before| questions[before].chunk);
        let above = previous.is_none_or(|last| title.chunk > last + 1);
        let through = one_count && (title.labelled || !title.introduced);
        if above && (restarts(index) || through) && title.chunk < chunks.len() {
            roles[title.chunk] = Role::Section;
        }
    }
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

#[cfg(test)]
mod tests {
    use super::{Role, roles};
    use crate::parse::chunks::chunks;
    use crate::parse::lines::scan;

    /// The numbered lines that are questions.
    fn questions(source: &str) -> Vec<String> {
        let (lines, _) = scan(source, 0);
        let chunks = chunks(source, &lines);
        let roles = roles(source, &chunks);
        roles
            .questions()
            .map(|index| chunks[index].text(source).to_owned())
            .collect()
    }

    fn sections(source: &str) -> Vec<String> {
        let (lines, _) = scan(source, 0);
        let chunks = chunks(source, &lines);
        let roles = roles(source, &chunks);
        roles
            .with(Role::Section)
            .map(|index| chunks[index].text(source).to_owned())
            .collect()
    }

    #[test]
    fn steps_in_many_answers_are_no_questions() {
        let source = "Selling\n\n1. How do you value a house?\n\n1. Compare\n\nLook nearby.\n\n\
            2. Adjust\n\nFor size.\n\n2. How do you find buyers?\n\n1. Write\n\nA text.\n\n\
            2. Show\n\nThe house.\n\n3. How do you close?\n\n1. Agree\n\nOn a price.\n\n\
            2. Sign\n\nThe deed.\n";
        assert_eq!(
            questions(source),
            [
                "How do you value a house?",
                "How do you find buyers?",
                "How do you close?"
            ]
        );
    }

    #[test]
    fn a_count_that_runs_through_keeps_its_sections() {
        let source = "Alpha\n\n1. What is A?\n\nText.\n\n2. Why is A?\n\nText.\n\nBeta\n\n\
            3. What is C?\n\nText.\n\nGamma\n\n4. What is D?\n\nText.\n";
        assert_eq!(sections(source), ["Alpha", "Beta", "Gamma"]);
        assert_eq!(questions(source).len(), 4);
    }

    #[test]
    fn sections_of_one_question_are_sections() {
        let source = "Alpha\n\n1. What is A?\n\nText.\n\nBeta\n\n1. What is B?\n\nText.\n\nGamma\n\n\
            1. What is C?\n\nText.\n";
        assert_eq!(sections(source), ["Alpha", "Beta", "Gamma"]);
    }
}

//! Form 10: text taken out of a PDF.
//!
//! ```text
//! Backend Developers
//!
//! Core Concepts
//!
//! What every developer should know.
//!
//! 1. What is a mutex?
//!
//! Mutual Exclusion
//!
//! A mutex lets one thread at a time into a
//!
//! critical section.
//! ```
//!
//! Titles and questions are plain lines, a page's end splits sentences and code, and bullets
//! come in three kinds. The recogniser looks at lines, because CommonMark sees nothing here but
//! paragraphs and one-item lists, and writes down the [`Edit`]s that make headings, bullets and
//! whole sentences of them. CommonMark then reads the repaired text.
//!
//! 1. [`chunks`](super::super::chunks) cuts the lines into paragraphs, bullets, numbered lines
//!    and fences.
//! 2. [`sequence`] finds which numbered lines are questions and which belong to an answer.
//! 3. [`edits`] joins what a page's end split and marks headings.

mod edits;
mod sequence;

use crate::parse::chunks::{Chunk, ChunkKind, chunks};
use crate::parse::lines::Line;
use crate::parse::repair::Edit;

/// Edits that turn the text into Markdown, with what was repaired.
pub(in crate::parse) struct PlainText {
    /// The edits.
    pub edits: Vec<Edit>,
    /// Number of questions found.
    pub questions: usize,
}

/// Recognises the form: at least three numbered lines that are questions with text of their own
/// between them, and no Markdown headings but a title and sections.
pub(in crate::parse) fn recognise(source: &str, lines: &[Line]) -> Option<PlainText> {
    // Nothing of this survives in a PDF.
    if source.contains("<details") || source.contains("](") {
        return None;
    }
    let chunks = chunks(source, lines);
    let headings = chunks
        .iter()
        .filter(|chunk| matches!(chunk.kind, ChunkKind::Heading { .. }))
        .count();
    let deep = chunks
        .iter()
        .any(|chunk| matches!(chunk.kind, ChunkKind::Heading { level: 3.. }));
    if deep {
        return None;
    }
    let roles = sequence::roles(source, &chunks);
    let questions: Vec<usize> = roles.questions().collect();
    if questions.len() < 3 {
        return None;
    }
    let with_body = questions
        .iter()
        .filter(|index| {
            chunks
                .get(**index + 1)
                .is_some_and(|next| !matches!(next.kind, ChunkKind::Number { .. }))
        })
        .count();
    if with_body * 2 < questions.len() {
        return None;
    }
    if headings > 0 && !is_list_below_headings(source, &chunks, &questions) {
        return None;
    }
    // Clauses and steps are numbered as well. A list of questions asks somewhere, or starts to
    // count again in a further section.
    let asks = questions.iter().any(|index| {
        let end = questions
            .iter()
            .copied()
            .find(|next| next > index)
            .unwrap_or(chunks.len());
        chunks[*index..end].iter().any(|chunk| {
            !matches!(chunk.kind, ChunkKind::Fence | ChunkKind::Heading { .. })
                && crate::parse::asking::asks(chunk.text(source))
        })
    });
    if !asks && roles.with(sequence::Role::Section).count() < 2 {
        return None;
    }
    Some(PlainText {
        edits: edits::edits(source, lines, &chunks, &roles),
        questions: questions.len(),
    })
}

/// Below Markdown headings numbered lines are mostly steps. They are questions when half of them
/// ask, and what follows them stands at the margin: an indented text is an item of a list, which
/// CommonMark understands.
fn is_list_below_headings(source: &str, chunks: &[Chunk], questions: &[usize]) -> bool {
    let asking = questions
        .iter()
        .filter(|index| crate::parse::asking::asks(chunks[**index].text(source)))
        .count();
    let indented = questions.iter().any(|index| {
        chunks
            .get(index + 1)
            .is_some_and(|next| source[next.range.start..].starts_with([' ', '\t']))
    });
    asking * 2 >= questions.len() && !indented
}

/// Whether a text ends like a sentence, in any script.
fn is_terminated(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', '*', '`', ']', '»'])
        .ends_with(['.', '?', '!', ':', ';', '。', '？', '！', '：', '؟', '…'])
}

/// A short line that stands alone and is no sentence: a title or a sub-heading.
fn is_heading_like(source: &str, chunk: &Chunk) -> bool {
    if !matches!(chunk.kind, ChunkKind::Paragraph { lost_bullet: false }) || chunk.lines > 2 {
        return false;
    }
    let text = chunk.text(source);
    let length = text.chars().count();
    // `2 weeks of data?` is the rest of a sentence, `2PC` and `3 Ways` are titles.
    let counts_on = text.split_once(' ').is_some_and(|(first, rest)| {
        first.chars().all(|digit| digit.is_ascii_digit()) && rest.starts_with(char::is_lowercase)
    });
    let starts_well = !counts_on
        && text
            .chars()
            .next()
            .is_some_and(|first| first.is_alphanumeric() && !first.is_lowercase());
    let question = text.ends_with('?') && length <= 40;
    starts_well
        && length <= 80
        && text.split_whitespace().count() <= 12
        && (question || !is_terminated(text))
        && !text.ends_with(',')
        && !text.contains(['=', '`', '|'])
        && (!text.contains(": ") || is_labelled_title(text))
}

/// `Part 3: Security`, `Unit 2 - Rivers`, `Section B: Law`: one word, a number or a letter, and a
/// title.
fn is_labelled_title(text: &str) -> bool {
    let mut words = text.splitn(3, ' ');
    let (Some(word), Some(number)) = (words.next(), words.next()) else {
        return false;
    };
    let digits = number.trim_end_matches([':', '.', ')', '-']);
    let numbered =
        (1..=3).contains(&digits.len()) && digits.chars().all(|digit| digit.is_ascii_digit());
    // Letters and Roman numbers need the colon: `Plan B works` is no title.
    let lettered = number.ends_with(':')
        && (digits.chars().count() == 1 && digits.chars().all(char::is_uppercase)
            || (digits.len() <= 5
                && digits
                    .chars()
                    .all(|letter| matches!(letter, 'I' | 'V' | 'X'))));
    word.chars().all(char::is_alphabetic)
        && (numbered || lettered)
        && text.matches(": ").count() <= 1
}

//! The edits that make Markdown of plain text.

use super::sequence::{Role, Roles};
use super::{is_heading_like, is_terminated};
use crate::parse::chunks::{Chunk, ChunkKind};
use crate::parse::lines::Line;
use crate::parse::repair::Edit;

/// A line this long was broken by the page's width and not by its author.
const FULL_LINE: usize = 40;

/// All edits, in no particular order.
pub(super) fn edits(source: &str, lines: &[Line], chunks: &[Chunk], roles: &Roles) -> Vec<Edit> {
    let mut writer = Writer {
        source,
        lines,
        chunks,
        roles,
        bullets_end: bullets_end_sentences(source, chunks),
        edits: Vec::new(),
    };
    writer.title();
    let mut below_heading = false;
    for (index, chunk) in chunks.iter().enumerate() {
        match roles.0[index] {
            Role::Title => {}
            Role::Section if matches!(chunk.kind, ChunkKind::Heading { .. }) => {}
            Role::Section => writer.heading(index, "## "),
            Role::Question => {
                writer.question(index);
                below_heading = false;
            }
            Role::Inner => writer.inner(index, below_heading),
            Role::Text => below_heading |= writer.text(index),
        }
    }
    writer.edits
}

/// Whether this text ends its bullets like sentences; then a bullet that stops without a full
/// stop was split.
fn bullets_end_sentences(source: &str, chunks: &[Chunk]) -> bool {
    let bullets: Vec<bool> = chunks
        .iter()
        .filter(|chunk| matches!(chunk.kind, ChunkKind::Bullet { .. }))
        .map(|chunk| is_terminated(chunk.text(source)))
        .collect();
    let ended = bullets.iter().filter(|ended| **ended).count();
    !bullets.is_empty() && ended * 10 >= bullets.len() * 7
}

struct Writer<'a> {
    source: &'a str,
    lines: &'a [Line],
    chunks: &'a [Chunk],
    roles: &'a Roles,
    bullets_end: bool,
    edits: Vec<Edit>,
}

impl Writer<'_> {
    /// The title's lines become one heading.
    fn title(&mut self) {
        let lines: Vec<_> = self.roles.with(Role::Title).collect();
        for (position, index) in lines.iter().enumerate() {
            let chunk = &self.chunks[*index];
            if position == 0 {
                self.edits.push(Edit::insert(chunk.range.start, "# "));
            } else {
                let before = &self.chunks[*index - 1];
                self.edits
                    .push(Edit::replace(before.range.end..chunk.words.start, " "));
            }
            self.unwrap_lines(chunk);
        }
    }

    fn heading(&mut self, index: usize, marks: &str) {
        let chunk = &self.chunks[index];
        self.edits.push(Edit::replace(
            chunk.range.start..chunk.words.start,
            marks.to_owned(),
        ));
        self.unwrap_lines(chunk);
    }

    fn question(&mut self, index: usize) {
        let chunk = &self.chunks[index];
        if let ChunkKind::Number { number } = chunk.kind {
            self.edits.push(Edit::replace(
                chunk.range.start..chunk.words.start,
                format!("### {number}. "),
            ));
            self.unwrap_lines(chunk);
        }
    }

    /// A numbered line inside an answer: a heading when it stands alone and is no sentence.
    fn inner(&mut self, index: usize, below_heading: bool) {
        let chunk = &self.chunks[index];
        let ChunkKind::Number { number } = chunk.kind else {
            return;
        };
        let stands_alone = chunk.apart
            && chunk.lines == 1
            && self.chunks.get(index + 1).is_none_or(|next| next.apart)
            && !is_terminated(chunk.text(self.source));
        if stands_alone {
            let marks = if below_heading { "#####" } else { "####" };
            self.edits.push(Edit::replace(
                chunk.range.start..chunk.words.start,
                format!("{marks} {number}. "),
            ));
        }
    }

    /// Text: joined to what it continues, given back its bullet, or made a sub-heading. Returns
    /// whether it became a sub-heading.
    fn text(&mut self, index: usize) -> bool {
        let chunk = &self.chunks[index];
        if let Some(before) = self.continued(index) {
            self.edits
                .push(Edit::replace(before..chunk.words.start, " "));
            self.unwrap_bullet(chunk);
            return false;
        }
        match chunk.kind {
            ChunkKind::Bullet { depth } => {
                self.bullet(chunk, depth);
                false
            }
            ChunkKind::Paragraph { lost_bullet: true } => {
                self.edits.push(Edit::replace(
                    chunk.range.start..chunk.words.start,
                    "- ".to_owned(),
                ));
                self.unwrap_bullet(chunk);
                false
            }
            ChunkKind::Paragraph { .. } => {
                let inside = self
                    .roles
                    .questions()
                    .next()
                    .is_some_and(|first| first < index);
                let heading = inside
                    && chunk.apart
                    && chunk.lines == 1
                    && is_heading_like(self.source, chunk)
                    && self.introduces(index);
                if heading {
                    self.heading(index, "#### ");
                }
                heading
            }
            ChunkKind::Fence => {
                self.join_fence(index);
                false
            }
            ChunkKind::Number { .. } | ChunkKind::Heading { .. } => false,
        }
    }

    /// A sub-heading has something below it that is not the next question.
    fn introduces(&self, index: usize) -> bool {
        self.chunks.get(index + 1).is_some_and(|next| {
            next.apart
                && !matches!(self.roles.0[index + 1], Role::Question | Role::Section)
                && !matches!(next.kind, ChunkKind::Heading { .. })
        })
    }

    /// Where the text ends that the chunk at `index` goes on with, if a page's end split them.
    fn continued(&self, index: usize) -> Option<usize> {
        let chunk = &self.chunks[index];
        let before = &self.chunks[index.checked_sub(1)?];
        if !chunk.apart || matches!(self.roles.0[index - 1], Role::Title | Role::Section) {
            return None;
        }
        let open = match before.kind {
            ChunkKind::Paragraph { .. } | ChunkKind::Bullet { .. } => true,
            // A question's own line, broken before a small letter.
            ChunkKind::Number { .. } => {
                self.roles.0[index - 1] == Role::Question
                    && before.text(self.source).chars().count() >= FULL_LINE
                    && chunk.text(self.source).starts_with(char::is_lowercase)
                    && matches!(chunk.kind, ChunkKind::Paragraph { .. })
            }
            ChunkKind::Fence | ChunkKind::Heading { .. } => false,
        };
        let text = before.text(self.source);
        if !open || is_terminated(text) || matches!(chunk.kind, ChunkKind::Fence) {
            return None;
        }
        let words = chunk.text(self.source);
        let first = words.chars().next()?;
        let last_line = text.lines().last().unwrap_or_default();
        let full_line = last_line.chars().count() >= FULL_LINE || before.lines > 1;
        if first.is_lowercase() || matches!(chunk.kind, ChunkKind::Number { .. }) {
            let joins = full_line || !is_heading_like(self.source, before);
            return joins.then_some(before.range.end);
        }
        let numeric = first.is_ascii_digit() && matches!(chunk.kind, ChunkKind::Bullet { .. });
        let sentence = is_terminated(words)
            && matches!(chunk.kind, ChunkKind::Paragraph { lost_bullet: false });
        let was_sentence =
            self.bullets_end || matches!(before.kind, ChunkKind::Paragraph { lost_bullet: true });
        let split = full_line && was_sentence && !is_heading_like(self.source, before);
        (split && (numeric || sentence)).then_some(before.range.end)
    }

    /// One kind of bullet at depths that CommonMark sees.
    fn bullet(&mut self, chunk: &Chunk, depth: usize) {
        let marks = match depth {
            0 => "- ".to_owned(),
            1..=3 => "  - ".to_owned(),
            deeper => format!("{}- ", " ".repeat(deeper)),
        };
        let range = chunk.range.start..chunk.words.start;
        if self.source[range.clone()] != marks {
            self.edits.push(Edit::replace(range, marks));
        }
        self.unwrap_bullet(chunk);
    }

    /// Continuation lines go on in the same paragraph whatever their indentation says.
    fn unwrap_bullet(&mut self, chunk: &Chunk) {
        self.unwrap_lines(chunk);
    }

    /// A chunk of several lines becomes one line.
    fn unwrap_lines(&mut self, chunk: &Chunk) {
        for line in chunk.first_line + 1..chunk.first_line + chunk.lines {
            let start = self.lines[line - 1].range.end;
            let text = self.lines[line].text(self.source);
            let indent = text.len() - text.trim_start().len();
            let end = self.lines[line].range.start + indent;
            self.edits.push(Edit::replace(start..end, " "));
        }
    }

    /// Two fences with nothing between them are one when the first leaves brackets open that the
    /// second closes, or when the second starts inside an indented block.
    fn join_fence(&mut self, index: usize) {
        let Some(before) = index.checked_sub(1).map(|before| &self.chunks[before]) else {
            return;
        };
        let chunk = &self.chunks[index];
        if before.kind != ChunkKind::Fence || before.lines < 3 || chunk.lines < 3 {
            return;
        }
        let body = |chunk: &Chunk| {
            let first = self.lines[chunk.first_line + 1].range.start;
            let last = self.lines[chunk.first_line + chunk.lines - 2].range.end;
            self.source[first..last.max(first)].to_owned()
        };
        let (first, second) = (body(before), body(chunk));
        let split_brackets = depth(&first) > 0 && depth(&second) < 0;
        let split_block = second
            .lines()
            .find(|line| !line.trim().is_empty())
            .is_some_and(|line| line.starts_with([' ', '\t']));
        if split_brackets || split_block {
            let close = self.lines[before.first_line + before.lines - 1].range.start;
            let open = self.lines[chunk.first_line].range.end;
            // The opening fence's line feed ends the last line of the joined code.
            self.edits
                .push(Edit::replace(close.saturating_sub(1)..open, String::new()));
        }
    }
}

/// Opened brackets minus closed ones.
fn depth(code: &str) -> i64 {
    code.chars().fold(0, |depth, character| match character {
        '(' | '[' | '{' => depth + 1,
        ')' | ']' | '}' => depth - 1,
        _ => depth,
    })
}

//! The lines of plain text as paragraphs, bullets, numbered lines and fences.

use std::ops::Range;

use super::labels::is_question_word;
use super::lines::Line;

/// A piece of plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    /// What it is.
    pub kind: ChunkKind,
    /// Bytes of all its lines, indentation included, without the last line feed.
    pub range: Range<usize>,
    /// Bytes of its words, behind indentation, bullet and number.
    pub words: Range<usize>,
    /// Index of its first line.
    pub first_line: usize,
    /// Number of its lines.
    pub lines: usize,
    /// Whether an empty line (or the start of the text) stands before it.
    pub apart: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ChunkKind {
    /// Lines without a mark. A paragraph that starts with one blank has probably lost its
    /// bullet.
    Paragraph { lost_bullet: bool },
    /// A bullet and its continuation lines, with its depth in columns.
    Bullet { depth: usize },
    /// `3. …` or `- 3. …` at the left margin.
    Number { number: u32 },
    /// A code fence.
    Fence,
    /// A Markdown heading of this level.
    Heading { level: usize },
}

impl Chunk {
    /// Its words without marks; line feeds may be among them.
    pub(super) fn text<'a>(&self, source: &'a str) -> &'a str {
        source[self.words.clone()].trim()
    }
}

/// Cuts `lines` into chunks.
pub(super) fn chunks(source: &str, lines: &[Line]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut apart = true;
    for (index, line) in lines.iter().enumerate() {
        let text = line.text(source);
        if line.fenced {
            let continues = !apart
                && index > 0
                && lines[index - 1].fenced
                && chunks
                    .last()
                    .is_some_and(|last| last.kind == ChunkKind::Fence);
            let opens_again = chunks.last().is_some_and(|last| {
                last.kind == ChunkKind::Fence && is_closed(source, lines, last)
            });
            if continues && !opens_again {
                extend(&mut chunks, line);
            } else {
                chunks.push(chunk(
                    ChunkKind::Fence,
                    line,
                    line.range.start,
                    index,
                    apart,
                ));
            }
            apart = false;
            continue;
        }
        if text.trim().is_empty() {
            apart = true;
            continue;
        }
        match mark(text) {
            Some((kind, words)) => {
                chunks.push(chunk(kind, line, line.range.start + words, index, apart));
            }
            None => {
                let continues = !apart
                    && chunks.last().is_some_and(|last| {
                        !matches!(last.kind, ChunkKind::Fence | ChunkKind::Heading { .. })
                    });
                if continues {
                    extend(&mut chunks, line);
                } else {
                    let indent = text.len() - text.trim_start().len();
                    let lost_bullet = (1..=3).contains(&indent) && apart;
                    chunks.push(chunk(
                        ChunkKind::Paragraph { lost_bullet },
                        line,
                        line.range.start + indent,
                        index,
                        apart,
                    ));
                }
            }
        }
        apart = false;
    }
    chunks
}

/// Whether a fence's last line so far closes it: two fences may follow each other directly.
fn is_closed(source: &str, lines: &[Line], fence: &Chunk) -> bool {
    if fence.lines < 2 {
        return false;
    }
    let opening = lines[fence.first_line].text(source).trim();
    let last = lines[fence.first_line + fence.lines - 1]
        .text(source)
        .trim();
    let mark = opening.chars().next().unwrap_or('`');
    let length = opening
        .chars()
        .take_while(|character| *character == mark)
        .count();
    last.chars().all(|character| character == mark) && last.len() >= length
}

fn chunk(kind: ChunkKind, line: &Line, words: usize, index: usize, apart: bool) -> Chunk {
    Chunk {
        kind,
        range: line.range.clone(),
        words: words.min(line.range.end)..line.range.end,
        first_line: index,
        lines: 1,
        apart,
    }
}

fn extend(chunks: &mut [Chunk], line: &Line) {
    if let Some(last) = chunks.last_mut() {
        last.range.end = line.range.end;
        last.words.end = line.range.end;
        last.lines += 1;
    }
}

/// The mark at the start of a line, and the offset of the words behind it.
fn mark(line: &str) -> Option<(ChunkKind, usize)> {
    let indent = line.len() - line.trim_start().len();
    let rest = &line[indent..];
    let level = rest.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&level) && rest.as_bytes().get(level) == Some(&b' ') {
        return Some((ChunkKind::Heading { level }, indent + level + 1));
    }
    if indent == 0
        && let Some((number, length)) = number(rest)
    {
        return Some((ChunkKind::Number { number }, length));
    }
    let bullet = bullet(rest)?;
    if indent == 0
        && let Some((number, length)) = number(&rest[bullet..])
    {
        return Some((ChunkKind::Number { number }, bullet + length));
    }
    // A second bullet right behind the first: `- o words`.
    let second = self::bullet(&rest[bullet..]).unwrap_or(0);
    Some((
        ChunkKind::Bullet { depth: indent },
        indent + bullet + second,
    ))
}

/// Length of a bullet and the white space behind it.
fn bullet(text: &str) -> Option<usize> {
    let mut characters = text.chars();
    let first = characters.next()?;
    let known = matches!(
        first,
        '-' | '*' | '+' | '•' | '▪' | '●' | '◦' | '‣' | '·' | 'o'
    );
    let rest = characters.as_str();
    let space = rest.len() - rest.trim_start().len();
    let words = rest.trim_start();
    // The letter o is a bullet only before a new sentence; `- ` before nothing is none.
    let fits = known && space > 0 && !words.is_empty();
    let letter = first == 'o'
        && !words.starts_with(|character: char| character.is_uppercase() || !character.is_ascii());
    (fits && !letter).then(|| first.len_utf8() + space)
}

/// `12. words` or `12) words`, a question's word before it or not: the number, and the offset of
/// the words.
fn number(text: &str) -> Option<(u32, usize)> {
    let word = text
        .find(|character: char| !character.is_alphabetic())
        .unwrap_or(0);
    if word > 0 && is_question_word(&text[..word]) {
        let gap = text[word..].len() - text[word..].trim_start().len();
        let (found, behind) = digits(&text[word + gap..], &['.', ')', ':'])?;
        return Some((found, word + gap + behind));
    }
    digits(text, &['.', ')'])
}

fn digits(text: &str, ends: &[char]) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&digits) {
        return None;
    }
    let rest = &text[digits..];
    let rest = rest.strip_prefix(ends)?;
    let space = rest.len() - rest.trim_start().len();
    let fits = space > 0 && !rest.trim().is_empty();
    let number = text[..digits].parse().ok()?;
    fits.then_some((number, digits + 1 + space))
}

#[cfg(test)]
mod tests {
    use super::{ChunkKind, chunks};
    use crate::parse::lines::scan;

    #[test]
    fn marks_of_three_kinds_are_seen() {
        let source = "1. One:\n\n- a\n- o B\no C\n lost\n\n lost\n\n- 2. Two\n - d\n\n```\n1. x\n```\n```\ny\n```\n";
        let (lines, _) = scan(source, 0);
        let seen: Vec<_> = chunks(source, &lines)
            .iter()
            .map(|chunk| (chunk.kind.clone(), chunk.text(source).to_owned()))
            .collect();
        assert_eq!(
            seen,
            [
                (ChunkKind::Number { number: 1 }, "One:".to_owned()),
                (ChunkKind::Bullet { depth: 0 }, "a".to_owned()),
                (ChunkKind::Bullet { depth: 0 }, "B".to_owned()),
                (ChunkKind::Bullet { depth: 0 }, "C\n lost".to_owned()),
                (
                    ChunkKind::Paragraph { lost_bullet: true },
                    "lost".to_owned()
                ),
                (ChunkKind::Number { number: 2 }, "Two".to_owned()),
                (ChunkKind::Bullet { depth: 1 }, "d".to_owned()),
                (ChunkKind::Fence, "```\n1. x\n```".to_owned()),
                (ChunkKind::Fence, "```\ny\n```".to_owned()),
            ]
        );
    }
}

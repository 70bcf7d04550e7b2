//! Answers that stand apart from their questions: a key at the end of the file.
//!
//! ```text
//! ## Answer key          ## Answers              ## Key
//!
//! 1. B                   ### Answer 1: Locks     1-B, 2-A, 3-C
//! 2. A                   A lock lets …
//! ```
//!
//! Entries are handed to the questions with their numbers. A key is one only when at least two
//! numbers, and half of all entries, are those of questions; else it stays where it stands.

use std::collections::BTreeMap;

use super::labels::names_key;
use super::leading::{bold_line, trim_start};
use super::lift::first_line;
use super::markers::{Sense, marker, without_marker};
use super::outline::{Head, Outline};
use super::questions::Found;
use crate::model::prose::{plain_text, span_of};
use crate::model::{Block, BlockKind, Inline};
use crate::source::Span;

/// The entries of a key, by their numbers.
pub(super) type Key = BTreeMap<u32, Vec<Block>>;

/// Takes the key out of `slots`, if the file has one, and tells where it stood.
pub(super) fn take(
    slots: &mut [Option<Block>],
    outline: &Outline,
    found: &mut Found,
) -> Option<(Key, Span)> {
    let numbers: Vec<u32> = found
        .items
        .values()
        .filter_map(|item| number(&outline.heads[item.head]))
        .collect();
    if numbers.len() < 2 || numbers.windows(2).any(|pair| pair[0] >= pair[1]) {
        return None;
    }
    let last = *found.items.keys().next_back()?;
    let (head, block) = outline
        .heads
        .iter()
        .filter(|head| head.block > last && !found.items.contains_key(&head.block))
        .filter(|head| names_key(&head.text))
        .find_map(|head| {
            let block = slots[head.block].as_ref()?;
            block.as_heading().is_some().then_some((head, head.block))
        })?;
    let end = outline
        .heads
        .iter()
        .find(|next| next.block > block && next.level <= head.level)
        .map_or(slots.len(), |next| next.block);
    let mut key = Key::new();
    read(slots[block + 1..end].iter().flatten(), &mut key);
    let known = key.keys().filter(|number| numbers.contains(number)).count();
    if known < 2 || known * 2 < key.len() || key.len() > numbers.len() {
        return None;
    }
    let mut span = Span::default();
    for slot in &mut slots[block..end] {
        if let Some(taken) = slot.take() {
            span = if span.is_empty() {
                taken.span
            } else {
                span.to(taken.span)
            };
        }
    }
    for item in found.items.values_mut() {
        // A bold line's question would go on to the end of the file.
        item.end = item.end.min(block);
    }
    Some((key, span))
}

/// The number of a question.
pub(super) fn number(head: &Head) -> Option<u32> {
    head.marker
        .as_ref()
        .and_then(|marker| marker.number)
        .or_else(|| {
            head.number
                .trim_matches(|character: char| !character.is_ascii_digit())
                .parse()
                .ok()
        })
}

fn read<'a>(blocks: impl Iterator<Item = &'a Block>, key: &mut Key) {
    let mut open: Option<u32> = None;
    for block in blocks {
        match &block.kind {
            BlockKind::Details { blocks, .. } if open.is_none() => read(blocks.iter(), key),
            BlockKind::List {
                start: Some(start),
                items,
                ..
            } if open.is_none() => {
                for (index, item) in items.iter().enumerate() {
                    let number = u32::try_from(*start + index as u64).unwrap_or(u32::MAX);
                    key.entry(number).or_insert_with(|| item.blocks.clone());
                }
            }
            BlockKind::Table { rows, .. } if open.is_none() => {
                for row in rows {
                    table_row(row, key);
                }
            }
            BlockKind::Heading { content, .. } => {
                open = entry_head(content);
                if let Some(number) = open {
                    key.entry(number).or_default();
                }
            }
            // `**3. Locks:**` with its answer below.
            BlockKind::Paragraph(content)
                if bold_line(first_line(content))
                    .and_then(entry_head)
                    .is_some() =>
            {
                let mut rest = content.clone();
                rest.drain(..first_line(content).len());
                trim_start(&mut rest);
                open = bold_line(first_line(content)).and_then(entry_head);
                if let Some(number) = open {
                    let entry = key.entry(number).or_default();
                    if !rest.is_empty() {
                        entry.push(Block::new(span_of(&rest), BlockKind::Paragraph(rest)));
                    }
                }
            }
            BlockKind::Paragraph(content) if open.is_none() => {
                for (number, letter) in pairs(&plain_text(content)) {
                    let text = Inline::text(block.span, letter);
                    let paragraph = Block::new(block.span, BlockKind::Paragraph(vec![text]));
                    key.entry(number).or_insert_with(|| vec![paragraph]);
                }
                if let Some((number, rest)) = numbered(content) {
                    let paragraph = Block::new(block.span, BlockKind::Paragraph(rest));
                    key.entry(number).or_insert_with(|| vec![paragraph]);
                }
            }
            _ => {
                if let Some(number) = open {
                    key.entry(number).or_default().push(block.clone());
                }
            }
        }
    }
}

/// `Answer 3: Locks`, `3. Locks`: the number that a heading of a key starts with.
fn entry_head(content: &[Inline]) -> Option<u32> {
    marker(content)?.number
}

/// `**3.** words`: a paragraph of a key that starts with a number.
fn numbered(content: &[Inline]) -> Option<(u32, Vec<Inline>)> {
    let found = marker(content).filter(|found| found.sense != Sense::Container)?;
    let number = found.number?;
    Some((number, without_marker(content.to_vec(), &found)))
}

fn table_row(row: &[Vec<Inline>], key: &mut Key) {
    let Some(number) = row
        .first()
        .and_then(|cell| plain_text(cell).trim().trim_end_matches('.').parse().ok())
    else {
        return;
    };
    let blocks = row[1..]
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(|cell| {
            let span = span_of(cell);
            Block::new(span, BlockKind::Paragraph(cell.clone()))
        })
        .collect();
    key.entry(number).or_insert(blocks);
}

/// `1-B, 2-A; 3: C`: numbers with letters, when a text is nothing else.
fn pairs(text: &str) -> Vec<(u32, String)> {
    let mut pairs = Vec::new();
    for piece in text.split([',', ';', '|', '\n']) {
        let piece = piece.trim().trim_end_matches('.');
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        let letter = piece[digits..].trim_start_matches([' ', '-', '–', ':', '.', ')', '=']);
        let one = letter.chars().count() == 1 && letter.chars().all(char::is_alphabetic);
        match piece[..digits].parse() {
            Ok(number) if one => pairs.push((number, letter.to_owned())),
            _ => return Vec::new(),
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::{Key, pairs, read};
    use crate::model::Prose;

    fn key(text: &str) -> String {
        let mut key = Key::new();
        read(crate::parse::prose(text).blocks.iter(), &mut key);
        key.into_iter()
            .map(|(number, blocks)| format!("{number}={}", Prose::new(blocks).plain_text()))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn a_key_is_a_list_headings_a_table_or_pairs() {
        assert_eq!(key("1. B\n2. A, C\n"), "1=B 2=A, C");
        assert_eq!(
            key("### Answer 1: Locks\n\n- x\n\n### Answer 2\n\n- y\n"),
            "1=x 2=y"
        );
        assert_eq!(
            key("| # | Key |\n|---|---|\n| 1 | B |\n| 2 | C |\n"),
            "1=B 2=C"
        );
        assert_eq!(key("1-B, 2-A; 3: C\n"), "1=B 2=A 3=C");
        assert_eq!(
            key("<details>\n<summary>Show</summary>\n\n1. B\n\n</details>\n"),
            "1=B"
        );
        assert!(pairs("1 apple, 2 pears").is_empty());
    }
}

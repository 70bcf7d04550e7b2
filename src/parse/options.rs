//! Forms 7 and 8: the choices of a question, in every shape, and the key that says which are right.
//!
//! ```text
//! - [ ] a list       - A: a list        A) a list         1. a list
//! - [x] a set        - B: a set         B) a set          2. a set
//!
//!                    **Answer: B**      #### Answer: B    Answer: 2
//! ```
//!
//! A list of checkboxes or of letters in their order is a list of choices wherever it stands in
//! what is asked; a numbered list is one only when the key names one of its numbers.

use super::leading::{cut_text, trim_start};
use super::lift::first_line;
use crate::model::prose::{ListItem, plain_text, span_of};
use crate::model::{AnswerOption, Block, BlockKind, Inline, InlineKind, Prose};

/// Takes the choices out of what is asked, and tells the index of the block behind them. `key` are
/// the words of the answer's first line. Where no answer is `labelled`, the text may be the answer,
/// with a list of its own; then only short choices near the start are some.
pub(super) fn take(
    prompt: &mut Prose,
    key: Option<&str>,
    labelled: bool,
) -> Option<(Vec<AnswerOption>, usize)> {
    for at in 0..prompt.blocks.len() {
        let unsure = !labelled && !is_checked(&prompt.blocks[at]);
        if unsure && (at > NEAR || is_long(&prompt.blocks[at])) {
            return None;
        }
        if let Some(found) = options_at(&mut prompt.blocks, at, key) {
            return Some(found);
        }
        if unsure && matches!(prompt.blocks[at].kind, BlockKind::List { .. }) {
            return None;
        }
    }
    None
}

/// So many blocks may stand between a title and its choices: a remark, and some code.
const NEAR: usize = 3;

/// In bytes of text; longer choices explain something.
const LONG: usize = 240;

/// Whether a box of the list is checked.
fn is_checked(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::List { items, .. }
        if items.iter().any(|item| item.task == Some(true)))
}

fn is_long(block: &Block) -> bool {
    match &block.kind {
        BlockKind::List { items, .. } => items
            .iter()
            .any(|item| Prose::new(item.blocks.clone()).plain_text().len() > LONG),
        _ => false,
    }
}

fn options_at(
    blocks: &mut Vec<Block>,
    at: usize,
    key: Option<&str>,
) -> Option<(Vec<AnswerOption>, usize)> {
    match &blocks[at].kind {
        BlockKind::List { items, start, .. } => {
            let tasks = items.len() >= 2 && items.iter().all(|item| item.task.is_some());
            let letters = are_lettered(items);
            let numbers = start.is_some() && items.len() >= 2 && {
                key.is_some_and(|key| numbers_of(key, items.len()).is_some())
            };
            if !(tasks || letters || numbers) {
                return None;
            }
            let BlockKind::List { items, .. } = blocks.remove(at).kind else {
                return None;
            };
            Some((of_items(items, letters), at))
        }
        BlockKind::Paragraph(_) => lettered_lines(blocks, at),
        _ => None,
    }
}

/// Whether the items start with letters in their order.
pub(super) fn are_lettered(items: &[ListItem]) -> bool {
    let fits = |(index, item): (usize, &ListItem)| {
        item_text(item).is_some_and(|text| letter_length(&text, index).is_some())
    };
    items.len() >= 2 && items.iter().enumerate().all(fits)
}

/// The choices of a list; `lettered` says that each starts with its letter.
pub(super) fn of_items(items: Vec<ListItem>, lettered: bool) -> Vec<AnswerOption> {
    let key_known = items.iter().any(|item| item.task == Some(true));
    items
        .into_iter()
        .enumerate()
        .map(|(index, mut item)| {
            if lettered
                && let Some(Block {
                    kind: BlockKind::Paragraph(content),
                    ..
                }) = item.blocks.first_mut()
            {
                cut_letter(content, index);
            }
            AnswerOption {
                span: item.span,
                correct: item.task.filter(|_| key_known),
                prose: Prose::new(item.blocks),
            }
        })
        .collect()
}

/// Lines of one paragraph, or paragraphs, that start with `A)`, `B)` and so on.
fn lettered_lines(blocks: &mut Vec<Block>, at: usize) -> Option<(Vec<AnswerOption>, usize)> {
    let mut lines: Vec<Vec<Inline>> = Vec::new();
    let mut before: Vec<Inline> = Vec::new();
    let mut behind = at;
    for block in &blocks[at..] {
        let BlockKind::Paragraph(content) = &block.kind else {
            break;
        };
        let mut pieces = lines_of(content);
        let own =
            |line: &Vec<Inline>, index: usize| letter_length(&plain_text(line), index).is_some();
        // Words before the first choice stay what is asked.
        if lines.is_empty()
            && let Some(first) = pieces.iter().position(|line| own(line, 0))
        {
            before = join(pieces.drain(..first));
        }
        if !pieces.first().is_some_and(|line| own(line, lines.len())) {
            break;
        }
        for line in pieces {
            if own(&line, lines.len()) {
                lines.push(line);
            } else if let Some(last) = lines.last_mut() {
                last.push(Inline::new(span_of(&line), InlineKind::SoftBreak));
                last.extend(line);
            }
        }
        behind += 1;
    }
    if lines.len() < 2 {
        return None;
    }
    let mut replaced = Vec::new();
    if !before.is_empty() {
        replaced.push(Block::new(span_of(&before), BlockKind::Paragraph(before)));
    }
    let end = at + replaced.len();
    blocks.splice(at..behind, replaced);
    let options = lines.into_iter().enumerate().map(|(index, mut line)| {
        let span = span_of(&line);
        cut_letter(&mut line, index);
        AnswerOption {
            span,
            correct: None,
            prose: Prose::paragraph(line),
        }
    });
    Some((options.collect(), end))
}

fn lines_of(content: &[Inline]) -> Vec<Vec<Inline>> {
    content
        .split(|inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak))
        .filter(|line| !line.is_empty())
        .map(<[Inline]>::to_vec)
        .collect()
}

fn join(lines: impl Iterator<Item = Vec<Inline>>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::new();
    for line in lines {
        if !joined.is_empty() {
            joined.push(Inline::new(span_of(&line), InlineKind::SoftBreak));
        }
        joined.extend(line);
    }
    joined
}

fn item_text(item: &ListItem) -> Option<String> {
    match &item.blocks.first()?.kind {
        BlockKind::Paragraph(content) => Some(plain_text(first_line(content))),
        _ => None,
    }
}

/// Length of `B: `, `B) `, `(B) `, `B. ` at the start of a choice's text, when `B` is the letter
/// of the choice at `index`. Greek, Cyrillic and other letters count in their own order.
fn letter_length(text: &str, index: usize) -> Option<usize> {
    let start = text.len() - text.trim_start().len();
    let rest = &text[start..];
    let open = usize::from(rest.starts_with('(') || rest.starts_with('['));
    let mut characters = rest[open..].chars();
    let letter = characters.next()?;
    if letter_index(letter)? != index {
        return None;
    }
    let behind = characters.as_str();
    let mark = behind.chars().next()?;
    let fits = if open > 0 {
        matches!(mark, ')' | ']')
    } else {
        matches!(mark, ')' | ':' | '.' | '：' | '）' | '、' | '．')
    };
    let words = &behind[mark.len_utf8()..];
    let apart = words.is_empty()
        || words.starts_with(char::is_whitespace)
        || mark.len_utf8() > 1
        || mark == ')';
    (fits && apart).then(|| {
        let space = words.len() - words.trim_start().len();
        start + open + letter.len_utf8() + mark.len_utf8() + space
    })
}

/// The place of a letter in its alphabet, for the alphabets that number choices.
fn letter_index(letter: char) -> Option<usize> {
    const CYRILLIC: &str = "абвгдежзик";
    const ARABIC: &str = "أبجدهوزحطي";
    const HEBREW: &str = "אבגדהוזחטי";
    let letter = letter.to_lowercase().next()?;
    if letter.is_ascii_lowercase() {
        return Some(usize::from(letter as u8 - b'a'));
    }
    [CYRILLIC, ARABIC, HEBREW]
        .iter()
        .find_map(|alphabet| alphabet.chars().position(|known| known == letter))
}

/// Takes the letter off the start, through bold type.
fn cut_letter(content: &mut Vec<Inline>, index: usize) {
    let text = plain_text(content);
    let Some(mut length) = letter_length(&text, index) else {
        return;
    };
    while length > 0 {
        let Some(first) = content.first_mut() else {
            return;
        };
        match &mut first.kind {
            InlineKind::Text(text) => {
                let cut = text.floor_char_boundary(length.min(text.len()));
                if cut < text.len() {
                    cut_text(first, cut);
                    break;
                }
                length -= cut.min(length);
                content.remove(0);
            }
            InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => {
                let own = plain_text(inner).len();
                if own > length {
                    let mut rest = std::mem::take(inner);
                    cut_letter_of(&mut rest, length);
                    *inner = rest;
                    break;
                }
                length -= own;
                content.remove(0);
            }
            _ => break,
        }
    }
    trim_start(content);
}

fn cut_letter_of(content: &mut Vec<Inline>, length: usize) {
    if let Some(first) = content.first_mut() {
        cut_text(first, length);
    }
    trim_start(content);
}

/// Marks the choices that `key` names, when it is nothing but a key at its start: `D`, `A, C`,
/// `B) a set`, `Option B`, `2`.
pub(super) fn mark(options: &mut [AnswerOption], key: &str) {
    if options.is_empty() || options.iter().any(|option| option.correct.is_some()) {
        return;
    }
    let named = letters_of(key, options.len()).or_else(|| numbers_of(key, options.len()));
    let Some(named) = named else {
        return;
    };
    for (index, option) in options.iter_mut().enumerate() {
        option.correct = Some(named.contains(&index));
    }
}

/// The choices that letters at the start of a key name.
fn letters_of(key: &str, count: usize) -> Option<Vec<usize>> {
    let mut named = Vec::new();
    let mut rest = key
        .trim()
        .trim_start_matches(['*', '(', '[', ' ', ':', '：']);
    loop {
        let mut characters = rest.chars();
        let letter = characters.next()?;
        let behind = characters.as_str();
        let index = letter_index(letter).filter(|index| *index < count);
        let ends = behind
            .chars()
            .next()
            .is_none_or(|next| !next.is_alphanumeric() && !matches!(next, '\'' | '’' | '-'));
        let Some(index) = index.filter(|_| ends) else {
            // `A and C`, `Option B`: one word may stand before a letter.
            let word = rest.split_whitespace().next()?;
            let known = named.is_empty() || word.chars().count() <= 4;
            let next = rest[word.len()..].trim_start();
            let follows = next.chars().next().and_then(letter_index).is_some()
                && next
                    .chars()
                    .nth(1)
                    .is_none_or(|next| !next.is_alphanumeric())
                && next.chars().next().is_some_and(char::is_uppercase);
            if known
                && follows
                && word
                    .chars()
                    .all(|letter| letter.is_alphanumeric() || letter == '&')
            {
                rest = next;
                continue;
            }
            break;
        };
        // A capital, or the only thing there: `a` is a word, too.
        let alone = behind.trim_start().is_empty() || !behind.starts_with(' ');
        if letter.is_lowercase() && !alone {
            break;
        }
        // `A` before words is an article.
        let words = behind.trim_start();
        if behind.starts_with(' ')
            && words.chars().next().is_some_and(char::is_lowercase)
            && words.split_whitespace().next().is_some_and(|word| {
                let after = words[word.len()..].trim_start();
                !(after.chars().next().is_some_and(char::is_uppercase)
                    && after
                        .chars()
                        .nth(1)
                        .is_none_or(|next| !next.is_alphanumeric()))
            })
        {
            break;
        }
        named.push(index);
        let next = behind.trim_start_matches([' ', ',', ';', '/', '+', '&', '、', '，']);
        let more = next.len() < behind.len() && !next.is_empty();
        if !more {
            break;
        }
        rest = next;
    }
    named.sort_unstable();
    named.dedup();
    (!named.is_empty()).then_some(named)
}

/// The choice that a number names, when the key is nothing else.
fn numbers_of(key: &str, count: usize) -> Option<Vec<usize>> {
    let text = key
        .trim()
        .trim_matches(|character: char| !character.is_alphanumeric());
    let named: Option<Vec<usize>> = text
        .split([',', ' ', '&', '/'])
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            let number: usize = piece.parse().ok()?;
            (1..=count).contains(&number).then(|| number - 1)
        })
        .collect();
    named.filter(|named| !named.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{letter_length, letters_of, numbers_of, take};

    #[test]
    fn letters_count_in_their_order_and_alphabet() {
        assert_eq!(letter_length("B) x", 1), Some(3));
        assert_eq!(letter_length("(c) x", 2), Some(4));
        assert_eq!(letter_length("Б. x", 1), Some(4));
        assert_eq!(letter_length("A tree", 0), None);
        assert_eq!(letter_length("B: x", 0), None);
    }

    #[test]
    fn a_key_names_letters_or_numbers() {
        assert_eq!(letters_of("D", 4), Some(vec![3]));
        assert_eq!(letters_of("A, C", 4), Some(vec![0, 2]));
        assert_eq!(letters_of("A and C", 4), Some(vec![0, 2]));
        assert_eq!(letters_of("Option B", 4), Some(vec![1]));
        assert_eq!(letters_of("B) a set", 4), Some(vec![1]));
        assert_eq!(letters_of("B: a set", 4), Some(vec![1]));
        assert_eq!(letters_of("b", 4), Some(vec![1]));
        assert_eq!(letters_of("A tree is better.", 4), None);
        assert_eq!(letters_of("Because it is.", 4), None);
        assert_eq!(letters_of("E", 4), None);
        assert_eq!(numbers_of("2", 4), Some(vec![1]));
        assert_eq!(numbers_of("2 and 3 apples", 4), None);
    }

    #[test]
    fn choices_stand_in_lists_and_lines() {
        let shown = |text: &str, key: Option<&str>| {
            let mut prompt = crate::parse::prose(text);
            let taken = take(&mut prompt, key, true).map_or_else(Vec::new, |(options, _)| options);
            let options: Vec<String> = taken
                .iter()
                .map(|option| option.prose.plain_text())
                .collect();
            (prompt.plain_text(), options.join(" | "))
        };
        let expected = |asked: &str, options: &str| (asked.to_owned(), options.to_owned());
        assert_eq!(
            shown("Say.\n\n- A: x\n- B: y", None),
            expected("Say.", "x | y")
        );
        assert_eq!(
            shown("Say.\n\nA) x\nB) y\nz", None),
            expected("Say.", "x | y z")
        );
        assert_eq!(shown("Say.\nA. x\n\nB. y", None), expected("Say.", "x | y"));
        assert_eq!(shown("- **A)** x\n- **B)** y", None), expected("", "x | y"));
        assert_eq!(shown("1. x\n2. y", Some("2")), expected("", "x | y"));
        assert_eq!(shown("1. x\n2. y", Some("two")), expected("x y", ""));
        assert_eq!(
            shown("- A list\n- Bread", None),
            expected("A list Bread", "")
        );
    }
}

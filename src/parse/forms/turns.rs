//! Form 5 as a conversation: turns of speakers.
//!
//! ```text
//! **Interviewer:** "What is a mutex?"        [interviewer]: What is a mutex?
//!
//! **Candidate:** "A lock that…"              [candidate]: A lock that…
//! ```
//!
//! A speaker is a short label that starts paragraphs again and again. At least one of the two
//! who speak most has to be known as an interviewer or a candidate, or stand in square brackets;
//! otherwise pros and cons would talk to each other. A time may stand before the speaker.

use std::collections::BTreeMap;

use crate::model::prose::{plain_text, span_of};
use crate::model::{Block, BlockKind, Inline, InlineKind, Speaker, SpeakerRole};
use crate::parse::labels::{Label, label_of};
use crate::parse::leading::{cut_text, trim_start};
use crate::parse::lines::Line;
use crate::parse::repair::Edit;

/// Names are short.
const LONGEST_NAME: usize = 40;

/// Escapes the bracket of `[name]:` lines that recur: CommonMark would take a turn of one word
/// for the definition of a link.
pub(in crate::parse) fn escape_brackets(source: &str, lines: &[Line]) -> Vec<Edit> {
    let found: Vec<(usize, &str)> = lines
        .iter()
        .filter(|line| !line.fenced)
        .filter_map(|line| {
            let text = line.text(source);
            let indent = text.len() - text.trim_start().len();
            let (name, _) = bracket_name(&text[indent..])?;
            Some((line.range.start + indent, name))
        })
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, name) in &found {
        *counts.entry(name).or_default() += 1;
    }
    let speakers = counts.values().filter(|count| **count >= 2).count();
    if speakers < 2 || found.len() < 4 {
        return Vec::new();
    }
    found
        .into_iter()
        .filter(|(_, name)| counts[name] >= 2)
        .map(|(at, _)| Edit::insert(at, "\\"))
        .collect()
}

/// The name in `[name]: …` and the length of the whole label.
fn bracket_name(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix('[')?;
    let end = rest.find(']')?;
    let behind = rest[end + 1..].strip_prefix(':')?;
    let name = &rest[..end];
    let fits = !name.is_empty()
        && name.len() <= LONGEST_NAME
        && !name.starts_with(['^', '#'])
        && (behind.is_empty() || behind.starts_with(char::is_whitespace));
    fits.then_some((name, end + 3))
}

/// The name in `Interviewer: …` and the length of the whole label. Without brackets or bold type
/// only a known word is a speaker: prose is full of colons.
fn plain_name(text: &str) -> Option<(&str, usize)> {
    // No name is long, and most lines are.
    let start = &text[..text.floor_char_boundary(LONGEST_NAME + '：'.len_utf8())];
    let end = start.find([':', '：'])?;
    let name = &text[..end];
    let colon = text[end..].chars().next()?.len_utf8();
    let behind = &text[end + colon..];
    let fits = name.len() <= LONGEST_NAME
        && (behind.is_empty() || behind.starts_with(char::is_whitespace))
        && role_of(name).is_some();
    fits.then_some((name, end + colon))
}

/// Length of a time before a speaker: `[00:12] `, `(01:02:03) `, `00:12 `.
fn timestamp(text: &str) -> usize {
    let rest = text.trim_start_matches(['[', '(']);
    let open = text.len() - rest.len();
    let digits = rest
        .find(|character: char| !(character.is_ascii_digit() || character == ':'))
        .unwrap_or(rest.len());
    let time = &rest[..digits];
    if open > 1 || !time.contains(':') || !(4..=8).contains(&time.len()) {
        return 0;
    }
    let behind = rest[digits..].trim_start_matches([']', ')']);
    let words = behind.trim_start_matches([' ', '-', '–']);
    if words.len() == behind.len() && open == 0 {
        return 0;
    }
    text.len() - words.len()
}

/// A conversation among the top-level blocks.
#[derive(Debug)]
pub(in crate::parse) struct Turns {
    /// Who speaks, in order of appearance.
    pub speakers: Vec<Speaker>,
    /// How many turns there are.
    pub count: usize,
}

/// Cuts paragraphs at lines where a speaker starts, and finds out whether the file is a
/// conversation. `certain` says that the author said so.
pub(in crate::parse) fn recognise(blocks: &[Block], certain: bool) -> Option<Turns> {
    let mut names: Vec<(String, bool)> = Vec::new();
    let mut asks: Vec<bool> = Vec::new();
    let mut paragraphs = 0;
    for block in blocks {
        let BlockKind::Paragraph(content) = &block.kind else {
            continue;
        };
        paragraphs += 1;
        for line in line_starts(content) {
            if let Some(found) = speaker(&content[line..]) {
                names.push((found.name, found.bracketed));
                asks.push(crate::parse::asking::asks(&plain_text(&found.rest)));
            }
        }
    }
    // Two interviewers are one side: who is known by role counts with that role.
    let side = |name: &str| match role_of(name) {
        Some(SpeakerRole::Interviewer) => "\u{1}interviewer".to_owned(),
        Some(SpeakerRole::Candidate) => "\u{1}candidate".to_owned(),
        None => name.to_owned(),
    };
    let sides: Vec<String> = names.iter().map(|(name, _)| side(name)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for side in &sides {
        *counts.entry(side).or_default() += 1;
    }
    let mut ranked: Vec<(&str, usize)> = counts.into_iter().collect();
    ranked.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), *name));
    let [first, second, ..] = ranked.as_slice() else {
        return None;
    };
    let main = [first.0, second.0];
    let turns: Vec<usize> = (0..sides.len())
        .filter(|index| main.contains(&sides[*index].as_str()))
        .collect();
    let alternations = turns
        .windows(2)
        .filter(|pair| sides[pair[0]] != sides[pair[1]])
        .count();
    let asking = |wanted: &str| {
        let of_side: Vec<usize> = turns
            .iter()
            .copied()
            .filter(|index| sides[*index] == wanted)
            .collect();
        let questions = of_side.iter().filter(|index| asks[**index]).count();
        (questions, of_side.len())
    };
    // Of two unknown names one has to do the asking.
    let one_asks = {
        let (a, b) = (asking(main[0]), asking(main[1]));
        let mostly = |(questions, all): (usize, usize)| questions * 10 >= all * 6;
        mostly(a) != mostly(b) && turns.len() >= 6 && turns.len() * 10 >= paragraphs * 6
    };
    let known = main.iter().any(|name| name.starts_with('\u{1}'))
        || turns.iter().all(|index| names[*index].1)
        || one_asks
        || certain;
    let enough = if certain { 2 } else { 4 };
    let conversation = known
        && turns.len() >= enough
        && second.1 * 3 >= first.1
        && alternations * 10 >= (turns.len() - 1) * 6
        && turns.len() * 10 >= names.len() * 7
        && turns.len() * 10 >= paragraphs * 3;
    if !conversation {
        return None;
    }
    let interviewer = interviewing_side(main, asking(main[0]).0, asking(main[1]).0, &sides);
    let mut speakers: Vec<Speaker> = Vec::new();
    for index in &turns {
        let name = &names[*index].0;
        if !speakers.iter().any(|known| known.name == *name) {
            speakers.push(Speaker {
                name: name.clone(),
                role: if sides[*index] == interviewer {
                    SpeakerRole::Interviewer
                } else {
                    SpeakerRole::Candidate
                },
            });
        }
    }
    Some(Turns {
        count: turns.len(),
        speakers,
    })
}

/// The side that asks: by role where a name says so, else who asks more, else who speaks first.
fn interviewing_side(main: [&str; 2], first: usize, second: usize, sides: &[String]) -> String {
    let by_role = main
        .into_iter()
        .find(|side| side.ends_with("\u{1}interviewer"))
        .or_else(|| {
            let candidate = main
                .iter()
                .position(|side| side.ends_with("\u{1}candidate"))?;
            Some(main[1 - candidate])
        });
    let by_questions = match first.cmp(&second) {
        std::cmp::Ordering::Greater => Some(main[0]),
        std::cmp::Ordering::Less => Some(main[1]),
        std::cmp::Ordering::Equal => None,
    };
    by_role
        .or(by_questions)
        .map(str::to_owned)
        .or_else(|| sides.first().cloned())
        .unwrap_or_default()
}

/// What a name says of its role: `Interviewer 2`, `Interviewer (Anna)`, `Anna (Interviewer)`.
fn role_of(name: &str) -> Option<SpeakerRole> {
    let inside = name
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(inside, _)| inside);
    let label = label_of(name).or_else(|| label_of(inside?))?;
    match label {
        Label::Interviewer => Some(SpeakerRole::Interviewer),
        Label::Candidate => Some(SpeakerRole::Candidate),
        _ => None,
    }
}

/// A speaker's label at the start of some words.
pub(in crate::parse) struct FoundSpeaker {
    /// The name.
    pub name: String,
    /// Whether it stands in square brackets.
    pub bracketed: bool,
    /// What is said behind the label.
    pub rest: Vec<Inline>,
}

/// The speaker whose turn starts with `content`.
pub(in crate::parse) fn speaker(content: &[Inline]) -> Option<FoundSpeaker> {
    let first = content.first()?;
    match &first.kind {
        InlineKind::Text(text) => {
            let time = timestamp(text);
            let words = &text[time..];
            let (name, length, bracketed) = match bracket_name(words) {
                Some((name, length)) => (name, length, true),
                None => {
                    let (name, length) = plain_name(words)?;
                    (name, length, false)
                }
            };
            let name = name.to_owned();
            let mut rest = content.to_vec();
            cut(&mut rest, time + length);
            Some(FoundSpeaker {
                name,
                bracketed,
                rest,
            })
        }
        InlineKind::Strong(inner) => {
            let text = plain_text(inner);
            let inside = text.ends_with([':', '：']);
            let behind = matches!(content.get(1).map(|next| &next.kind),
                Some(InlineKind::Text(text)) if text.trim_start().starts_with([':', '：']));
            if !inside && !behind {
                return None;
            }
            let mut rest = content[1..].to_vec();
            if behind && !inside {
                let length = match rest.first().map(|next| &next.kind) {
                    Some(InlineKind::Text(text)) => {
                        let space = text.len() - text.trim_start().len();
                        space + text.trim_start().chars().next().map_or(0, char::len_utf8)
                    }
                    _ => 0,
                };
                cut(&mut rest, length);
            } else {
                trim_start(&mut rest);
            }
            let name = text
                .trim_end_matches([':', '：'])
                .trim_matches(['[', ']', ' '])
                .to_owned();
            let words = name.split_whitespace().count();
            let fits = (1..=4).contains(&words)
                && name.len() <= LONGEST_NAME
                && matches!(
                    label_of(&name),
                    None | Some(Label::Interviewer | Label::Candidate)
                );
            fits.then_some(FoundSpeaker {
                name,
                bracketed: false,
                rest,
            })
        }
        _ => None,
    }
}

/// Takes `length` bytes off the first text, and white space behind them.
fn cut(content: &mut Vec<Inline>, length: usize) {
    if let Some(first) = content.first_mut() {
        cut_text(first, length);
    }
    trim_start(content);
}

/// Indices of the first inline of each line.
fn line_starts(content: &[Inline]) -> impl Iterator<Item = usize> + '_ {
    std::iter::once(0).chain(
        content
            .iter()
            .enumerate()
            .filter(|(_, inline)| {
                matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak)
            })
            .map(|(index, _)| index + 1),
    )
}

/// Cuts the top-level paragraphs at lines where one of `speakers` starts.
pub(in crate::parse) fn split_turn_lines(blocks: &mut Vec<Block>, speakers: &[Speaker]) {
    let mut at = 0;
    while at < blocks.len() {
        if let BlockKind::Paragraph(content) = &mut blocks[at].kind {
            let next = line_starts(content).skip(1).find(|start| {
                speaker(&content[*start..])
                    .is_some_and(|found| speakers.iter().any(|known| known.name == found.name))
            });
            if let Some(start) = next {
                let rest = content.split_off(start);
                content.pop();
                let own = span_of(content);
                let span = span_of(&rest);
                blocks[at].span = own;
                blocks.insert(at + 1, Block::new(span, BlockKind::Paragraph(rest)));
            }
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{plain_name, timestamp};

    #[test]
    fn times_and_plain_names_stand_before_what_is_said() {
        assert_eq!(timestamp("[00:12] Interviewer: Hi"), 8);
        assert_eq!(timestamp("01:02:03 Host: Hi"), 9);
        assert_eq!(timestamp("2:1 odds: no"), 0);
        assert_eq!(plain_name("Interviewer: Hi"), Some(("Interviewer", 12)));
        assert_eq!(plain_name("Note: this is none"), None);
    }
}

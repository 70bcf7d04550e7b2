//! Numbers and labels before a title: `3.`, `Q4:`, `Question 2 -`, `Scenario 1:`.

use super::labels::is_question_word;
use super::minutes::number;
use crate::model::{Inline, InlineKind};
use crate::source::Span;

/// What stands before a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// What it says.
    pub sense: Sense,
    /// Its number.
    pub number: Option<u32>,
    /// It as written.
    pub text: String,
    /// Bytes of the title's text up to the words behind it.
    length: usize,
}

impl Marker {
    /// Whether `title`, which starts with the marker, holds nothing else.
    pub(super) fn is_whole(&self, title: &str) -> bool {
        title
            .trim()
            .get(self.text.len()..)
            .is_none_or(|rest| rest.trim().is_empty())
    }
}

/// What a marker says about the title behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// A word says that it is a question.
    Question,
    /// Only a number.
    Number,
    /// A word and a number that say something else: `Part 2:`.
    Container,
}

/// The marker at the start of a title.
pub(super) fn marker(content: &[Inline]) -> Option<Marker> {
    of_text(first_text(content)?)
}

fn of_text(text: &str) -> Option<Marker> {
    let start = text.len() - text.trim_start().len();
    let rest = &text[start..];
    let word = rest
        .find(|character: char| !character.is_alphabetic())
        .unwrap_or(rest.len());
    let marker = if word == 0 {
        numbered(rest)
    } else {
        worded(rest, word)
    }?;
    let length = start + marker.length;
    let text = rest[..marker.length].trim().to_owned();
    Some(Marker {
        length,
        text,
        ..marker
    })
}

/// `3. `, `3) `, `3: `, `3 - `, `(3) `.
fn numbered(text: &str) -> Option<Marker> {
    let (open, digits_at) = match text.strip_prefix('(') {
        Some(_) => (true, 1),
        None => (false, 0),
    };
    let (number, behind) = number(text, digits_at)?;
    let rest = &text[behind..];
    let separator = if open {
        rest.starts_with(')').then_some(1)?
    } else {
        separator(rest)?
    };
    finish(text, behind + separator, Sense::Number, Some(number))
}

/// `Q. `, `Q4: `, `Question 2 - `, `Part 1: `.
fn worded(text: &str, word: usize) -> Option<Marker> {
    let name = &text[..word];
    let question = is_question_word(name);
    let rest = &text[word..];
    let gap = rest.len() - rest.trim_start_matches([' ', '#']).len();
    if let Some((number, behind)) = number(text, word + gap) {
        let behind = behind + bracket(&text[behind..]);
        let separator = separator(&text[behind..])?;
        let sense = if question {
            Sense::Question
        } else {
            Sense::Container
        };
        // `UTF8: …` and `I18n` are names; a container's word and number are apart.
        let fits = question || gap > 0;
        return fits
            .then(|| finish(text, behind + separator, sense, Some(number)))
            .flatten();
    }
    if question && rest.starts_with(['.', ':', ')']) {
        return finish(text, word + 1, Sense::Question, None);
    }
    None
}

/// Length of ` (10 minutes)` between a number and its separator.
fn bracket(text: &str) -> usize {
    let open = text.len() - text.trim_start().len();
    match text[open..]
        .strip_prefix('(')
        .and_then(|rest| rest.find(')'))
    {
        Some(close) if close <= 30 => open + close + 2,
        _ => 0,
    }
}

/// Length of `.`, `)`, `:`, ` - ` and the like.
fn separator(text: &str) -> Option<usize> {
    if text.is_empty() {
        return Some(0);
    }
    let trimmed = text.trim_start();
    let space = text.len() - trimmed.len();
    let mark = trimmed.chars().next()?;
    let behind = &trimmed[mark.len_utf8()..];
    let fits = match mark {
        '.' | ')' | ':' | '：' | '、' | '．' => {
            behind.is_empty() || behind.starts_with(char::is_whitespace) || mark.len_utf8() > 1
        }
        '-' | '–' | '—' => space > 0 && behind.starts_with(char::is_whitespace),
        _ => false,
    };
    fits.then_some(space + mark.len_utf8())
}

fn finish(text: &str, behind: usize, sense: Sense, number: Option<u32>) -> Option<Marker> {
    let rest = &text[behind..];
    let space = rest.len() - rest.trim_start().len();
    Some(Marker {
        sense,
        number,
        text: String::new(),
        length: behind + space,
    })
}

fn first_text(content: &[Inline]) -> Option<&str> {
    let first = content.iter().find(|inline| {
        !matches!(&inline.kind, InlineKind::Html(_))
            && !matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty())
    })?;
    match &first.kind {
        InlineKind::Text(text) => Some(text),
        InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => first_text(inner),
        _ => None,
    }
}

/// The title without its marker.
pub(super) fn without_marker(mut content: Vec<Inline>, marker: &Marker) -> Vec<Inline> {
    cut_front(&mut content, marker.length);
    let nothing_left = crate::model::prose::plain_text(&content).is_empty();
    if nothing_left {
        // A title that is nothing but `Question 3` keeps it.
        let text = Inline::text(Span::default(), marker.text.trim_end_matches(':'));
        return vec![text];
    }
    if marker.sense != Sense::Container {
        cut_colon(&mut content);
    }
    content
}

fn cut_front(content: &mut Vec<Inline>, length: usize) -> bool {
    let mut at = 0;
    while at < content.len() {
        match &mut content[at].kind {
            InlineKind::Text(text) if text.trim().is_empty() => {
                content.remove(at);
            }
            InlineKind::Text(text) => {
                let cut = length.min(text.len());
                text.drain(..cut);
                content[at].span.start += u32::try_from(cut).unwrap_or(0);
                content[at].span.end = content[at].span.end.max(content[at].span.start);
                if matches!(&content[at].kind, InlineKind::Text(text) if text.is_empty()) {
                    content.remove(at);
                }
                return true;
            }
            InlineKind::Strong(inner) | InlineKind::Emphasis(inner) => {
                let done = cut_front(inner, length);
                if inner.is_empty() {
                    content.remove(at);
                }
                return done;
            }
            _ => at += 1,
        }
    }
    false
}

/// `1. Caching strategies:` is called `Caching strategies`.
fn cut_colon(content: &mut [Inline]) {
    if let Some(Inline {
        kind: InlineKind::Text(text),
        span,
    }) = content.last_mut()
    {
        let length = text
            .trim_end()
            .trim_end_matches([':', '：'])
            .trim_end()
            .len();
        if length > 0 && length < text.len() {
            let cut = u32::try_from(text.len() - length).unwrap_or(0);
            text.truncate(length);
            span.end = span.end.saturating_sub(cut).max(span.start);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Sense, of_text};

    fn parts(text: &str) -> Option<(Sense, Option<u32>, &str)> {
        of_text(text).map(|marker| (marker.sense, marker.number, &text[marker.length..]))
    }

    #[test]
    fn numbers_and_question_words_are_markers() {
        assert_eq!(parts("1. What?"), Some((Sense::Number, Some(1), "What?")));
        assert_eq!(parts("12) What?"), Some((Sense::Number, Some(12), "What?")));
        assert_eq!(parts("Q. What?"), Some((Sense::Question, None, "What?")));
        assert_eq!(
            parts("Q12: What?"),
            Some((Sense::Question, Some(12), "What?"))
        );
        assert_eq!(
            parts("Question 3 - What?"),
            Some((Sense::Question, Some(3), "What?"))
        );
        assert_eq!(
            parts("Scenario 2: A - B"),
            Some((Sense::Container, Some(2), "A - B"))
        );
        assert_eq!(parts("Question 5"), Some((Sense::Question, Some(5), "")));
    }

    #[test]
    fn names_and_versions_are_none() {
        for text in [
            "UTF8: a name",
            "2.5 kilobytes",
            "99.9% uptime",
            "What is 3. x?",
            "Quick sort",
            "10,000 requests",
        ] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}

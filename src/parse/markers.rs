//! Numbers and labels before a title: `3.`, `Q4:`, `Question 2 -`, `Scenario 1:`.

use super::labels::{is_question_word, ordinal};
use super::leading::cut_text;
use super::minutes::number;
use crate::model::{Inline, InlineKind};
use crate::source::Span;
use unicode_normalization::char::is_combining_mark;

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
    let word = word(rest);
    let marker = if word == 0 {
        numbered(rest)
    } else {
        counted(rest)
            .or_else(|| worded(rest, word))
            .or_else(|| roman(rest))
    }?;
    let length = start + marker.length;
    let text = rest[..marker.length].trim().to_owned();
    Some(Marker {
        length,
        text,
        ..marker
    })
}

/// `3. `, `3) `, `3: `, `3 - `, `(3) `, `（3）`, `[3] `, `【3】`, `№3 `, `#3 `, `3). `.
fn numbered(text: &str) -> Option<Marker> {
    const BRACKETS: [(&str, &str); 4] = [("(", ")"), ("（", "）"), ("[", "]"), ("【", "】")];
    let bracket = BRACKETS.iter().find(|(open, _)| text.starts_with(open));
    let sign = text.chars().next().filter(|sign| matches!(sign, '№' | '#'));
    let digits_at = match (bracket, sign) {
        (Some((open, _)), _) => open.len(),
        (None, Some(sign)) => {
            let behind = &text[sign.len_utf8()..];
            let space = behind.len() - behind.trim_start().len();
            sign.len_utf8() + if sign == '№' { space } else { 0 }
        }
        (None, None) => 0,
    };
    let (number, behind) = number(text, digits_at)?;
    let rest = &text[behind..];
    // A digit in a key's cap: `1️⃣`.
    if let Some(cap) = ["\u{fe0f}\u{20e3}", "\u{20e3}"]
        .iter()
        .find(|cap| rest.starts_with(**cap))
    {
        return finish(text, behind + cap.len(), Sense::Number, Some(number));
    }
    let separator = match bracket {
        Some((_, close)) => rest.starts_with(close).then_some(close.len())?,
        None if sign.is_some() => separator(rest).or_else(|| rest.starts_with(' ').then_some(1))?,
        None if rest.starts_with(").") || rest.starts_with(".)") => {
            rest[2..].starts_with(char::is_whitespace).then_some(2)?
        }
        None => separator(rest)?,
    };
    finish(text, behind + separator, Sense::Number, Some(number))
}

/// The number of a line that starts with one which CommonMark takes for no list: `1).`, `[1]`,
/// `№1`.
pub(super) fn odd_number(line: &str) -> Option<u32> {
    let text = line.trim_start_matches(['*', '_']);
    // Most lines start with a letter.
    let first = text.chars().next()?;
    if !(first.is_ascii_digit() || "([№".contains(first)) {
        return None;
    }
    let listed = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    if listed.starts_with(". ") || listed.starts_with(") ") || line.starts_with([' ', '\t']) {
        return None;
    }
    // A citation has a colon or an address behind it, and the definition of a link, too.
    let definition = text.starts_with('[') && text.contains("]:");
    let found = numbered(text).filter(|_| !definition)?;
    // `2 - 1` and `3: x` are sums and times as well.
    let odd = !first.is_ascii_digit() || text[..found.length].contains(')');
    let words = text[found.length..].chars().any(char::is_alphabetic);
    found.number.filter(|_| odd && words)
}

/// `IV. `, `iv) `: Roman numbers up to 39.
fn roman(text: &str) -> Option<Marker> {
    let letters = text
        .find(|letter: char| !"IVX".contains(letter))
        .unwrap_or(text.len());
    let mark = text[letters..].chars().next()?;
    let behind = &text[letters + mark.len_utf8()..];
    let fits = (1..=6).contains(&letters)
        && matches!(mark, '.' | ')' | ':')
        && behind.starts_with(char::is_whitespace);
    let value = |letter| match letter {
        'I' => 1,
        'V' => 5,
        _ => 10_i32,
    };
    let mut number = 0;
    let mut letters_left = text[..letters].chars().map(value).peekable();
    while let Some(value) = letters_left.next() {
        let subtracts = letters_left.peek().is_some_and(|next| *next > value);
        number += if subtracts { -value } else { value };
    }
    let number = u32::try_from(number).ok()?;
    fits.then(|| finish(text, letters + 1, Sense::Number, Some(number)))
        .flatten()
}

/// `第3题：`, `第三問 `.
fn counted(text: &str) -> Option<Marker> {
    let (number, behind) = ordinal(text)?;
    let separator = separator(&text[behind..])
        .or_else(|| text[behind..].starts_with(char::is_whitespace).then_some(0))?;
    finish(text, behind + separator, Sense::Question, Some(number))
}

/// `Q. `, `Q4: `, `Question 2 - `, `Part 1: `.
fn worded(text: &str, word: usize) -> Option<Marker> {
    let word = two_words(text, word);
    let name = &text[..word];
    let question = is_question_word(name);
    let rest = &text[word..];
    // `Q-3`, `Q.3` and `Question #3`; `Part-3` is a word.
    let between: &[char] = match question {
        true => &[' ', '#', '№', '-', '.', '_'],
        false => &[' ', '#', '№'],
    };
    let gap = rest.len() - rest.trim_start_matches(between).len();
    if let Some((number, behind)) = number(text, word + gap) {
        let behind = behind + bracket(&text[behind..]);
        let sense = if question {
            Sense::Question
        } else {
            Sense::Container
        };
        // `UTF8: …` and `I18n` are names; a container's word and number are apart.
        let fits = question || gap > 0;
        match separator(&text[behind..]).filter(|_| fits) {
            Some(separator) => return finish(text, behind + separator, sense, Some(number)),
            None if !question => return None,
            // `Q. 2 locks: which first?` starts with a question's word and no number.
            None => {}
        }
    }
    if question
        && let Some(mark) = rest.chars().next()
        && matches!(mark, '.' | ':' | ')' | '：' | '）')
    {
        return finish(text, word + mark.len_utf8(), Sense::Question, None);
    }
    None
}

/// Length of the word that a text starts with.
fn word(text: &str) -> usize {
    text.find(|character: char| !character.is_alphabetic() && !is_combining_mark(character))
        .unwrap_or(text.len())
}

/// Length of the first word, or of two that only together are a question's (`Câu hỏi 3`).
fn two_words(text: &str, first: usize) -> usize {
    match text[first..].strip_prefix(' ') {
        Some(rest) if rest.starts_with(|character: char| !character.is_ascii_digit()) => {
            let both = first + 1 + word(rest);
            if is_question_word(&text[..both]) {
                both
            } else {
                first
            }
        }
        _ => first,
    }
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
        '.' | ')' | ':' | '：' | '、' | '．' | '）' => {
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
        InlineKind::Strong(inner)
        | InlineKind::Emphasis(inner)
        | InlineKind::Link { content: inner, .. } => first_text(inner),
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
            InlineKind::Text(_) => {
                cut_text(&mut content[at], length);
                if matches!(&content[at].kind, InlineKind::Text(text) if text.is_empty()) {
                    content.remove(at);
                }
                return true;
            }
            InlineKind::Strong(inner)
            | InlineKind::Emphasis(inner)
            | InlineKind::Link { content: inner, .. } => {
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
        for text in [
            "[3] What?",
            "(3) What?",
            "№3 What?",
            "№ 3. What?",
            "3). What?",
            "III. What?",
        ] {
            assert_eq!(
                parts(text),
                Some((Sense::Number, Some(3), "What?")),
                "{text}"
            );
        }
        assert_eq!(
            parts("XIV. What?"),
            Some((Sense::Number, Some(14), "What?"))
        );
        assert_eq!(
            parts("Q-1: What?"),
            Some((Sense::Question, Some(1), "What?"))
        );
        assert_eq!(
            parts("Q.1 - What?"),
            Some((Sense::Question, Some(1), "What?"))
        );
    }

    #[test]
    fn markers_of_other_languages_are_markers() {
        for (text, number, title) in [
            ("第3题：什么是锁？", Some(3), "什么是锁？"),
            ("第十二題 什麼是鎖", Some(12), "什麼是鎖"),
            ("問題２：ロックとは", Some(2), "ロックとは"),
            ("问：什么是锁？", None, "什么是锁？"),
            ("Вопрос №4. Что такое замок?", Some(4), "Что такое замок?"),
            ("질문 5) 락이란?", Some(5), "락이란?"),
            ("السؤال ٣: ما هو القفل؟", Some(3), "ما هو القفل؟"),
            ("שאלה 7 - מהו מנעול?", Some(7), "מהו מנעול?"),
            ("प्रश्न ६: ताला क्या है?", Some(6), "ताला क्या है?"),
            ("Câu 8: Khóa là gì?", Some(8), "Khóa là gì?"),
            ("SORU 9: Kilit nedir?", Some(9), "Kilit nedir?"),
        ] {
            assert_eq!(
                parts(text),
                Some((Sense::Question, number, title)),
                "{text}"
            );
        }
        assert_eq!(parts("（3）锁"), Some((Sense::Number, Some(3), "锁")));
        assert_eq!(
            parts("３．ロック"),
            Some((Sense::Number, Some(3), "ロック"))
        );
        for text in ["第三方库", "第3版发布", "问题驱动", "３つの方法"] {
            assert_eq!(parts(text), None, "{text}");
        }
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

//! Times as people write them: `15 minutes`, `5-10 min`, `1 hour`.

use super::labels::{digit, is_range_word, joins_numbers, unit};
use unicode_normalization::char::is_combining_mark;

/// A stretch of minutes in a text, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Minutes {
    /// Fewest minutes.
    pub from: u32,
    /// Most minutes; the same when there is only one number.
    pub to: u32,
    /// Byte range of the numbers and the word.
    pub range: std::ops::Range<usize>,
}

/// The first time in `text`.
pub(super) fn find(text: &str) -> Option<Minutes> {
    let mut from = 0;
    while let Some(start) = text[from..]
        .find(|character: char| digit(character).is_some())
        .map(|at| from + at)
    {
        let inside_word = text[..start].chars().next_back().is_some_and(|before| {
            (before.is_alphanumeric() && !joins_numbers(before)) || before == '.'
        });
        if !inside_word && let Some(found) = at(text, start) {
            return Some(found);
        }
        from = start + digits(&text[start..]).len();
    }
    None
}

fn at(text: &str, start: usize) -> Option<Minutes> {
    let (first, mut end) = number(text, start)?;
    let mut last = first;
    let rest = &text[end..];
    let dash = rest
        .trim_start()
        .strip_prefix(['-', '–', '—', '−', '~', '～', '〜'])
        .or_else(|| {
            let rest = rest.trim_start();
            let word = word(rest);
            is_range_word(word).then(|| &rest[word.len()..])
        });
    if let Some(rest) = dash {
        let second = text.len() - rest.trim_start().len();
        if let Some((number, behind)) = number(text, second) {
            last = number;
            end = behind;
        }
    }
    let rest = &text[end..];
    let gap = rest.len() - rest.trim_start_matches([' ', '-', '\u{a0}']).len();
    let word_start = end + gap;
    let (minutes, length) = unit(word(&text[word_start..]))?;
    Some(Minutes {
        from: first
            .saturating_mul(minutes)
            .min(last.saturating_mul(minutes)),
        to: last
            .saturating_mul(minutes)
            .max(first.saturating_mul(minutes)),
        range: start..word_start + length,
    })
}

/// The word that a text starts with.
fn word(text: &str) -> &str {
    let end =
        text.find(|character: char| !character.is_alphabetic() && !is_combining_mark(character));
    &text[..end.unwrap_or(text.len())]
}

/// The number of one to four digits at `start`, and the offset behind it.
pub(super) fn number(text: &str, start: usize) -> Option<(u32, usize)> {
    let digits = digits(text.get(start..)?);
    if !(1..=4).contains(&digits.chars().count()) {
        return None;
    }
    let value = digits.chars().filter_map(digit);
    let number = value.fold(0, |number, digit| number * 10 + digit);
    Some((number, start + digits.len()))
}

/// The digits that a text starts with.
fn digits(text: &str) -> &str {
    let end = text.find(|character: char| digit(character).is_none());
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::find;

    fn minutes(text: &str) -> Option<(u32, u32)> {
        find(text).map(|found| (found.from, found.to))
    }

    #[test]
    fn numbers_ranges_and_hours_are_read() {
        assert_eq!(minutes("15 minutes: Networking"), Some((15, 15)));
        assert_eq!(minutes("Deep dive (10–15 min)"), Some((10, 15)));
        assert_eq!(minutes("2 to 3 minutes"), Some((2, 3)));
        assert_eq!(minutes("1 hour total"), Some((60, 60)));
        assert_eq!(minutes("a 45-minute call"), Some((45, 45)));
        assert_eq!(minutes("15分钟：网络"), Some((15, 15)));
        assert_eq!(minutes("约10～15分鐘"), Some((10, 15)));
        assert_eq!(minutes("１時間で設計する"), Some((60, 60)));
        assert_eq!(minutes("10 до 15 минут"), Some((10, 15)));
        assert_eq!(minutes("٢٠ دقيقة"), Some((20, 20)));
        assert_eq!(minutes("३० मिनट"), Some((30, 30)));
        assert_eq!(minutes("15분"), Some((15, 15)));
        assert_eq!(minutes("15分で設計する"), Some((15, 15)));
        assert_eq!(minutes("第2分布式"), None);
        assert_eq!(minutes("HTTP/2 in 3 steps"), None);
        assert_eq!(minutes("v1.5 m"), None);
    }
}

//! Times as people write them: `15 minutes`, `5-10 min`, `1 hour`.

use super::labels::{is_hours_word, is_minutes_word};

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
        .find(|character: char| character.is_ascii_digit())
        .map(|at| from + at)
    {
        let inside_word = text[..start]
            .chars()
            .next_back()
            .is_some_and(|before| before.is_alphanumeric() || before == '.');
        if !inside_word && let Some(found) = at(text, start) {
            return Some(found);
        }
        from = start + text[start..].bytes().take_while(u8::is_ascii_digit).count();
    }
    None
}

fn at(text: &str, start: usize) -> Option<Minutes> {
    let (first, mut end) = number(text, start)?;
    let mut last = first;
    let rest = &text[end..];
    let dash = rest
        .trim_start()
        .strip_prefix(['-', '–', '—', '−'])
        .or_else(|| rest.trim_start().strip_prefix("to "));
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
    let length = text[word_start..]
        .find(|character: char| !character.is_alphabetic())
        .unwrap_or(text.len() - word_start);
    let word = &text[word_start..word_start + length];
    let unit = if is_minutes_word(word) {
        1
    } else if is_hours_word(word) {
        60
    } else {
        return None;
    };
    Some(Minutes {
        from: first.saturating_mul(unit).min(last.saturating_mul(unit)),
        to: last.saturating_mul(unit).max(first.saturating_mul(unit)),
        range: start..word_start + length,
    })
}

/// The number of one to four digits at `start`, and the offset behind it.
pub(super) fn number(text: &str, start: usize) -> Option<(u32, usize)> {
    let digits = text
        .get(start..)?
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    if !(1..=4).contains(&digits) {
        return None;
    }
    Some((text[start..start + digits].parse().ok()?, start + digits))
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
        assert_eq!(minutes("HTTP/2 in 3 steps"), None);
        assert_eq!(minutes("v1.5 m"), None);
    }
}

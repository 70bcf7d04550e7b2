//! Words as search, related questions and the glossary know them: cut, folded, and the same in Rust and in the browser.
//!
//! `themes/default/search/10-tokens.js` does the same for queries; `tests/fixtures/search/tokens.txt`
//! holds both to it. So everything here is spelt out in ranges that do not change with a version of
//! Unicode.
//!
//! 1. Text is cut into runs of letters, digits and the signs that stand inside technical words.
//! 2. A run of several words (`ci/cd`, `created_at`, `c++`) is a token as a whole, and each of its
//!    words is one.
//! 3. Scripts that are written without spaces give overlapping pairs of characters.

pub mod lexicon;
pub mod places;
pub mod stems;

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Signs that may join the words of a run.
const JOINERS: [char; 8] = ['+', '#', '.', '/', '-', '_', '@', '&'];

/// A run of more words than this is a path or a sentence without spaces, and no word of its own.
const MOST_WORDS: usize = 4;

/// Longer tokens are cut: keys and hashes help nobody.
const LONGEST_TOKEN: usize = 40;

/// Calls `found` with every token of `text`, in order, the words of a run behind the run.
pub fn each_token(text: &str, found: &mut impl FnMut(&str)) {
    let mut folded = String::new();
    each_piece(text, &mut |piece, _| {
        let folded = &mut folded;
        Cutter { folded, found }.piece(piece);
    });
}

/// Calls `found` with every piece of `text` that has tokens of its own, whatever stands around it,
/// and whether it is its only token already, unless that is too long.
fn each_piece<'a>(text: &'a str, found: &mut impl FnMut(&'a str, bool)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        // Most of all texts are plain words between plain signs.
        let class = CLASSES[usize::from(*byte)];
        if class & PLAIN != 0 {
            let (end, classes) = end_of_plain(bytes, at);
            if let Some(behind) = end_of_word(bytes, end) {
                found(&text[at..end], classes & FOLDED != 0);
                at = behind;
                continue;
            }
        } else if class & BETWEEN != 0 {
            at += 1;
            continue;
        }
        let (end, has_tokens) = end_of_piece(text, at);
        if has_tokens {
            found(&text[at..end], false);
        }
        at = end;
    }
}

/// An ASCII letter or digit.
const PLAIN: u8 = 1;

/// One that folding does not change.
const FOLDED: u8 = 2;

/// An ASCII character that belongs to no run.
const BETWEEN: u8 = 4;

/// What each byte is; no byte of a longer character is any of it.
const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'0'..=b'9' => PLAIN | FOLDED,
            b'A'..=b'Z' => PLAIN,
            b'+' | b'#' | b'.' | b'/' | b'-' | b'_' | b'@' | b'&' | b'\'' => 0,
            _ => BETWEEN,
        };
        byte += 1;
    }
    classes
};

/// Where the ASCII letters and digits from `at` on end, and what all of them are.
pub(crate) fn end_of_plain(bytes: &[u8], at: usize) -> (usize, u8) {
    let mut classes = PLAIN | FOLDED;
    let mut end = at;
    while let Some(byte) = bytes.get(end) {
        let class = CLASSES[usize::from(*byte)];
        if class & PLAIN == 0 {
            break;
        }
        classes &= class;
        end += 1;
    }
    (end, classes)
}

/// Where the run ends whose letters and digits end at `end`, when they are all that it says: a full
/// stop may stand behind them.
fn end_of_word(bytes: &[u8], end: usize) -> Option<usize> {
    let is_end = |at: usize| {
        bytes
            .get(at)
            .is_none_or(|byte| CLASSES[usize::from(*byte)] & BETWEEN != 0)
    };
    let behind = end + usize::from(bytes.get(end) == Some(&b'.'));
    is_end(behind).then_some(behind)
}

/// Whether a run of words goes on with this character.
fn goes_on(next: char) -> bool {
    !is_pairing(next) && (is_word(next) || JOINERS.contains(&next) || is_apostrophe(next))
}

/// Where what stands at `at` ends, and whether it is a run, and no single character that belongs to
/// none.
fn end_of_piece(text: &str, at: usize) -> (usize, bool) {
    let mut characters = text[at..].char_indices();
    let Some((_, first)) = characters.next() else {
        return (text.len(), false);
    };
    let belongs: fn(char) -> bool = if is_pairing(first) {
        is_pairing
    } else if is_word(first) || JOINERS.contains(&first) {
        goes_on
    } else {
        return (at + first.len_utf8(), false);
    };
    let behind = characters.find(|(_, next)| !belongs(*next));
    (behind.map_or(text.len(), |(end, _)| at + end), true)
}

/// Every token of `text`, sorted.
pub fn token_set(text: &str) -> BTreeSet<String> {
    let mut set = BTreeSet::new();
    each_token(text, &mut |token| {
        if !set.contains(token) {
            set.insert(token.to_owned());
        }
    });
    set
}

/// Cuts pieces, and hands folded tokens on from a buffer that all of them share.
struct Cutter<'a, F> {
    folded: &'a mut String,
    found: &'a mut F,
}

impl<F: FnMut(&str)> Cutter<'_, F> {
    /// The tokens of a piece.
    fn piece(&mut self, piece: &str) {
        if piece.starts_with(is_pairing) {
            self.pairs(piece);
        } else {
            self.run(piece);
        }
    }

    fn pairs(&mut self, piece: &str) {
        let mut last = 0;
        for (start, next) in piece.char_indices().skip(1) {
            self.put(&piece[last..start + next.len_utf8()]);
            last = start;
        }
        // The last character by itself: a query of one character is a prefix of some pair.
        self.put(&piece[last..]);
    }

    /// A run as a whole, and its words.
    fn run(&mut self, run: &str) {
        let run = trim(run);
        let words = || {
            run.split(|character| JOINERS.contains(&character))
                .filter(|word| !word.is_empty())
        };
        let count = words().count();
        let is_one = words().next().is_some_and(|word| word == run);
        if (1..=MOST_WORDS).contains(&count) && !is_one {
            self.put(run);
        }
        for word in words() {
            self.whole_and_humps(word);
        }
    }

    /// A word, and the words that its capitals show (`getUserName`).
    fn whole_and_humps(&mut self, word: &str) {
        self.put(word);
        let bytes = word.as_bytes();
        let mut start = 0;
        for at in 1..bytes.len() {
            if bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase() {
                self.put(&word[start..at]);
                start = at;
            }
        }
        if start > 0 {
            self.put(&word[start..]);
        }
    }

    fn put(&mut self, token: &str) {
        self.folded.clear();
        fold_into(token, self.folded);
        let mut token = self.folded.as_str();
        if token.len() > LONGEST_TOKEN
            && let Some((end, _)) = token.char_indices().nth(LONGEST_TOKEN)
        {
            token = &token[..end];
        }
        // Of a lonely accent nothing is left.
        if !token.is_empty() {
            (self.found)(token);
        }
    }
}

/// A run without the signs around it. A full stop right before a letter belongs to the word
/// (`.net`), and so do plus and number signs right behind it (`c++`, `c#`).
fn trim(run: &str) -> &str {
    let is_sign = |character: char| is_apostrophe(character) || JOINERS.contains(&character);
    let word = run.trim_start_matches(is_sign);
    let before = run.len() - word.len();
    let named = word.starts_with(|first: char| first.is_ascii_alphabetic());
    let start = if named && run[..before].ends_with('.') {
        before - 1
    } else {
        before
    };
    let bare = word.trim_end_matches(is_sign);
    let kept = word[bare.len()..]
        .find(|sign: char| !matches!(sign, '+' | '#'))
        .unwrap_or(word.len() - bare.len());
    &run[start..before + bare.len() + kept]
}

/// Text without case, diacritics and compatibility forms.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

fn fold_into(text: &str, folded: &mut String) {
    if text.is_ascii() {
        let start = folded.len();
        folded.push_str(text);
        folded[start..].make_ascii_lowercase();
        if text.contains(['\'', ' ']) {
            let kept = folded[start..].replace(['\'', ' '], "");
            folded.truncate(start);
            folded.push_str(&kept);
        }
        return;
    }
    let characters = text
        .to_lowercase()
        .nfkd()
        .filter(|character| {
            !is_diacritic(*character) && !is_apostrophe(*character) && *character != ' '
        })
        .nfc()
        .collect::<String>();
    for character in characters.chars() {
        match character {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            'ё' => folded.push('е'),
            other => folded.push(other),
        }
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{2bc}')
}

/// Marks that people leave out: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowels.
/// Vowel signs of Indian and Thai scripts are no such marks.
fn is_diacritic(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}'
    )
}

/// Scripts without spaces between words: Thai, Lao, Burmese, Khmer, kana, Chinese characters.
pub(crate) fn is_pairing(character: char) -> bool {
    matches!(
        character,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3041}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ff9d}'
            | '\u{20000}'..='\u{323af}'
    )
}

#[cfg(test)]
mod tests {
    use super::{BETWEEN, CLASSES, FOLDED, JOINERS, PLAIN, each_token, fold, is_apostrophe};

    fn tokens(text: &str) -> String {
        let mut all = Vec::new();
        each_token(text, &mut |token| all.push(token.to_owned()));
        all.join(" ")
    }

    #[test]
    fn bytes_are_what_their_characters_are() {
        for byte in 0..=u8::MAX {
            let class = CLASSES[usize::from(byte)];
            let character = char::from(byte);
            let joins = JOINERS.contains(&character) || is_apostrophe(character);
            assert_eq!(class & PLAIN != 0, byte.is_ascii_alphanumeric());
            assert_eq!(
                class & BETWEEN != 0,
                byte.is_ascii() && !byte.is_ascii_alphanumeric() && !joins
            );
            assert!(class & FOLDED == 0 || fold(&character.to_string()) == character.to_string());
        }
    }

    #[test]
    fn the_fixture_that_the_browser_runs_too() {
        let fixture = include_str!("../../tests/fixtures/search/tokens.txt");
        let mut seen = 0;
        for line in fixture.lines().filter(|line| !line.starts_with("//")) {
            let Some((text, wanted)) = line.split_once(" => ") else {
                continue;
            };
            assert_eq!(tokens(text), wanted, "{text}");
            seen += 1;
        }
        assert!(seen > 30, "{seen}");
    }
}

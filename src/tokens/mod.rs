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
    let mut cutter = Cutter {
        folded: String::new(),
        found,
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        // Most of all texts are plain words between plain signs.
        if byte.is_ascii_alphanumeric() {
            let end = end_of_plain(bytes, at);
            if bytes.get(end).is_none_or(|next| is_between(*next)) {
                cutter.whole_and_humps(&text[at..end]);
                at = end;
                continue;
            }
        } else if is_between(*byte) {
            at += 1;
            continue;
        }
        at = cutter.next(text, at);
    }
}

/// Where the ASCII letters and digits from `at` on end.
fn end_of_plain(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let length = rest.iter().position(|byte| !byte.is_ascii_alphanumeric());
    at + length.unwrap_or(rest.len())
}

/// Whether an ASCII character belongs to no run.
fn is_between(byte: u8) -> bool {
    let character = char::from(byte);
    byte.is_ascii()
        && !byte.is_ascii_alphanumeric()
        && !JOINERS.contains(&character)
        && !is_apostrophe(character)
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

/// Cuts runs, and hands folded tokens on from a buffer that all of them share.
struct Cutter<'a, F> {
    folded: String,
    found: &'a mut F,
}

impl<F: FnMut(&str)> Cutter<'_, F> {
    /// Cuts what stands at `at`, a run or a character that belongs to none; returns where it ends.
    fn next(&mut self, text: &str, at: usize) -> usize {
        let mut characters = text[at..].char_indices().peekable();
        let Some((_, first)) = characters.next() else {
            return text.len();
        };
        let mut end = at + first.len_utf8();
        if is_pairing(first) {
            let mut last = at;
            while let Some((_, next)) = characters.next_if(|(_, next)| is_pairing(*next)) {
                let start = end;
                end += next.len_utf8();
                self.put(&text[last..end]);
                last = start;
            }
            // The last character by itself: a query of one character is a prefix of some pair.
            self.put(&text[last..end]);
        } else if is_word(first) || JOINERS.contains(&first) {
            let goes_on = |next: char| {
                !is_pairing(next)
                    && (is_word(next) || JOINERS.contains(&next) || is_apostrophe(next))
            };
            while let Some((_, next)) = characters.next_if(|(_, next)| goes_on(*next)) {
                end += next.len_utf8();
            }
            self.run(&text[at..end]);
        }
        end
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
        fold_into(token, &mut self.folded);
        let mut token = &*self.folded;
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
    use super::each_token;

    fn tokens(text: &str) -> String {
        let mut all = Vec::new();
        each_token(text, &mut |token| all.push(token.to_owned()));
        all.join(" ")
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

//! Words with their places, for finding what several words say in running text.

use unicode_normalization::char::is_combining_mark;

use super::{JOINERS, is_apostrophe, is_pairing, is_word, trim};

/// One word; of scripts that are written without spaces, one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// Where it starts, in bytes.
    pub start: usize,
    /// As written.
    pub text: &'a str,
    /// Whether a word begins here: not behind a hyphen, not inside a word of katakana.
    pub begins: bool,
    /// Whether a word ends here.
    pub ends: bool,
    /// Whether nothing but white space, a hyphen or a slash stands between it and the one before.
    pub joined: bool,
}

impl Place<'_> {
    /// Where it ends, in bytes.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The words of `text`, in order. A run such as `load-balancer` is two words, of which only the
/// first begins and only the last ends a word; `c++` and `created_at` are one.
pub fn places(text: &str) -> Vec<Place<'_>> {
    let mut found: Vec<Place<'_>> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, first)) = characters.next() {
        if is_pairing(first) {
            let end = start + first.len_utf8();
            let before = text[..start].chars().next_back();
            let after = text[end..].chars().next();
            push(
                &mut found,
                text,
                start..end,
                before.is_none_or(|before| parted(before, first)),
                after.is_none_or(|after| parted(first, after)),
            );
        } else if is_word(first) || JOINERS.contains(&first) {
            let mut end = start + first.len_utf8();
            while let Some((at, next)) = characters.next_if(|(_, next)| {
                !is_pairing(*next)
                    && (is_word(*next) || JOINERS.contains(next) || is_apostrophe(*next))
            }) {
                end = at + next.len_utf8();
            }
            run(&mut found, text, start, end);
        }
    }
    found
}

/// The words of one run, cut at hyphens and slashes.
fn run<'a>(found: &mut Vec<Place<'a>>, text: &'a str, start: usize, end: usize) {
    let whole = &text[start..end];
    let kept = trim(whole);
    let from = start + (kept.as_ptr() as usize - whole.as_ptr() as usize);
    let to = from + kept.len();
    let mut at = from;
    for piece in kept.split(['-', '/']) {
        let place = at..at + piece.len();
        at = place.end + 1;
        if !piece.is_empty() {
            let (begins, ends) = (place.start == from, place.end == to);
            push(found, text, place, begins, ends);
        }
    }
}

fn push<'a>(
    found: &mut Vec<Place<'a>>,
    text: &'a str,
    place: std::ops::Range<usize>,
    begins: bool,
    ends: bool,
) {
    let joined = found.last().is_some_and(|last| {
        text[last.end()..place.start]
            .chars()
            .all(|between| between.is_whitespace() || is_hyphen(between))
    });
    found.push(Place {
        start: place.start,
        text: &text[place],
        begins,
        ends,
        joined,
    });
}

/// Signs that may stand between the words of one term.
fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '/' | '\u{2010}' | '\u{2011}')
}

/// Whether a word may end between two characters of which one is of a script without spaces. A
/// run of katakana is one word from another language, and a vowel sign stays with its letter.
fn parted(before: char, after: char) -> bool {
    !(is_combining_mark(after) || is_katakana(before) && is_katakana(after))
}

fn is_katakana(character: char) -> bool {
    matches!(character, '\u{30a1}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9d}') && character != '・'
}

#[cfg(test)]
mod tests {
    use super::places;

    /// The words; `(` where none begins, `)` where none ends, `+` where one is joined.
    fn shown(text: &str) -> String {
        let words: Vec<String> = places(text)
            .iter()
            .map(|place| {
                assert_eq!(&text[place.start..place.end()], place.text);
                format!(
                    "{}{}{}{}",
                    if place.joined { "+" } else { "" },
                    if place.begins { "" } else { "(" },
                    place.text,
                    if place.ends { "" } else { ")" },
                )
            })
            .collect();
        words.join(" ")
    }

    #[test]
    fn words_know_where_they_stand_and_what_they_are_joined_to() {
        assert_eq!(
            shown("A load\nbalancer, or two."),
            "A +load +balancer or +two"
        );
        assert_eq!(shown("a load-balancer"), "a +load) +(balancer");
        assert_eq!(shown("(C++) c# .net's"), "C++ c# +.net's");
        assert_eq!(shown("ci/cd -x-"), "ci) +(cd +x");
        assert_eq!(shown("created_at n+1"), "created_at +n+1");
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_characters() {
        assert_eq!(shown("用缓存。"), "用 +缓 +存");
        assert_eq!(shown("ブロック"), "ブ) +(ロ) +(ッ) +(ク");
        assert_eq!(shown("Redis缓"), "Redis +缓");
    }
}

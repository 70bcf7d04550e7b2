//! Words with their places, for finding what several words say in running text.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::{
    BETWEEN, CLASSES, end_of_plain, end_of_word, goes_on, is_apostrophe, is_pairing, is_word, trim,
};

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
pub fn places(text: &str) -> Places<'_> {
    Places {
        text,
        at: 0,
        run: 0..0,
        left: 0,
        last: None,
    }
}

/// Cuts a text as far as somebody asks; a copy goes on from the same place by itself.
#[derive(Clone, Debug)]
pub struct Places<'a> {
    text: &'a str,
    /// Where the next run is looked for.
    at: usize,
    /// The last run without the signs around it.
    run: Range<usize>,
    /// What of it is left starts here.
    left: usize,
    /// Where the last word ended.
    last: Option<usize>,
}

impl<'a> Iterator for Places<'a> {
    type Item = Place<'a>;

    fn next(&mut self) -> Option<Place<'a>> {
        self.next_if(|_| true)
    }
}

impl<'a> Places<'a> {
    /// The next word that is one of those wanted; only of plain letters and digits others are told.
    pub fn next_if(&mut self, wanted: impl Fn(&str) -> bool) -> Option<Place<'a>> {
        loop {
            // The words of one run, cut at hyphens and slashes.
            while self.left < self.run.end {
                let rest = &self.text[self.left..self.run.end];
                let start = self.left;
                let end = start + rest.find(['-', '/']).unwrap_or(rest.len());
                self.left = end + 1;
                if start < end {
                    let (begins, ends) = (start == self.run.start, end == self.run.end);
                    return Some(self.place(start..end, begins, ends));
                }
            }
            let (start, first) = self.next_start()?;
            if is_pairing(first) {
                let end = start + first.len_utf8();
                self.at = end;
                let before = self.text[..start].chars().next_back();
                let after = self.text[end..].chars().next();
                return Some(self.place(
                    start..end,
                    before.is_none_or(|before| parted(before, first)),
                    after.is_none_or(|after| parted(first, after)),
                ));
            }
            let bytes = self.text.as_bytes();
            let (end, _) = end_of_plain(bytes, start);
            if let Some(behind) = end_of_word(bytes, end).filter(|_| end > start) {
                self.at = behind;
                if wanted(&self.text[start..end]) {
                    return Some(self.place(start..end, true, true));
                }
                self.last = Some(end);
                continue;
            }
            let end = end_of_run(self.text, start);
            self.at = end;
            let whole = &self.text[start..end];
            let kept = trim(whole);
            let from = start + (kept.as_ptr() as usize - whole.as_ptr() as usize);
            self.run = from..from + kept.len();
            self.left = from;
        }
    }

    /// Where the next run or character of a script without spaces starts, and with what.
    fn next_start(&self) -> Option<(usize, char)> {
        let bytes = self.text.as_bytes();
        let mut at = self.at;
        loop {
            let byte = *bytes.get(at)?;
            if byte.is_ascii() {
                let first = char::from(byte);
                if CLASSES[usize::from(byte)] & BETWEEN == 0 && !is_apostrophe(first) {
                    return Some((at, first));
                }
                at += 1;
                continue;
            }
            let first = self.text[at..].chars().next()?;
            if is_pairing(first) || is_word(first) {
                return Some((at, first));
            }
            at += first.len_utf8();
        }
    }

    fn place(&mut self, place: Range<usize>, begins: bool, ends: bool) -> Place<'a> {
        let joined = self.last.is_some_and(|last| {
            let between = &self.text[last..place.start];
            let joins = |between: char| between.is_whitespace() || is_hyphen(between);
            between == " " || between.chars().all(joins)
        });
        self.last = Some(place.end);
        Place {
            start: place.start,
            text: &self.text[place],
            begins,
            ends,
            joined,
        }
    }
}

/// Where a run that starts at `start` ends.
fn end_of_run(text: &str, start: usize) -> usize {
    let length = text[start..].find(|next| !goes_on(next));
    length.map_or(text.len(), |length| start + length)
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
        assert_eq!(
            shown("End. Of two.. three.four .x"),
            "End Of +two three.four +.x"
        );
        assert_eq!(shown("created_at n+1"), "created_at +n+1");
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_characters() {
        assert_eq!(shown("用缓存。"), "用 +缓 +存");
        assert_eq!(shown("ブロック"), "ブ) +(ロ) +(ッ) +(ク");
        assert_eq!(shown("Redis缓"), "Redis +缓");
    }
}

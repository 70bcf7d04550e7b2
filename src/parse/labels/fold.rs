//! Words as they are compared: in one case, without emoji, punctuation, accents and vowel marks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A label: without text in brackets, and without a number before or behind it.
pub(super) fn label(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Between two words stands one space, and none at the start.
    let space = |folded: &mut String| {
        if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    };
    let mut depth = 0_u32;
    let mut last = ' ';
    let mut take = |character: char| {
        match character {
            // Most letters, and the cheapest way for them.
            _ if depth == 0 && character.is_ascii_alphabetic() => {
                folded.push(character.to_ascii_lowercase());
            }
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '0'..='9' | '\'' | '+' if last.is_ascii() => folded.push(character),
            _ if character.is_ascii() && !character.is_ascii_alphanumeric() => match character {
                '\'' | '+' => folded.push(character),
                _ => space(&mut folded),
            },
            '’' => folded.push('\''),
            _ if character.is_alphanumeric() || is_combining_mark(character) => {
                // `问题3` is a word and a number.
                if character.is_numeric() && joins_numbers(last)
                    || last.is_numeric() && joins_numbers(character)
                {
                    space(&mut folded);
                }
                letter(character, &mut folded);
            }
            _ => space(&mut folded),
        }
        last = character;
    };
    if text.is_ascii() {
        text.bytes().map(char::from).for_each(take);
    } else {
        text.nfkd().for_each(&mut take);
    }
    let (start, end) = outside_numbers(&folded);
    folded.truncate(end);
    folded.drain(..start);
    folded
}

/// Where the words stand between a number before and one behind them.
fn outside_numbers(folded: &str) -> (usize, usize) {
    let is_number = |word: &str| word.chars().all(char::is_numeric);
    let mut words = folded.trim_end();
    let end = words.len();
    if let Some((first, rest)) = words.split_once(' ')
        && is_number(first)
    {
        words = rest;
    }
    let start = end - words.len();
    match words.rsplit_once(' ') {
        Some((rest, last)) if is_number(last) => (start, start + rest.len()),
        _ => (start, end),
    }
}

/// The letters of a word or of a few; what stands around them is cut.
pub(super) fn words(text: &str) -> String {
    let text = text.trim_matches(|character: char| {
        !character.is_alphanumeric() && !is_combining_mark(character)
    });
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        folded.push_str(text);
        folded.make_ascii_lowercase();
    } else {
        for character in text.nfkd() {
            letter(character, &mut folded);
        }
    }
    folded
}

/// Writes a letter without what writers leave out: accents, points and vowel marks, tatweel, the
/// dot of a Turkish i; the kinds of alef, of yeh and of kaf are one.
fn letter(character: char, folded: &mut String) {
    match character {
        '\u{300}'..='\u{36f}'
        | '\u{591}'..='\u{5bd}'
        | '\u{5bf}'
        | '\u{5c1}'
        | '\u{5c2}'
        | '\u{5c4}'
        | '\u{5c5}'
        | '\u{610}'..='\u{61a}'
        | '\u{640}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{200c}'..='\u{200f}' => {}
        'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
        'ى' | 'ی' => folded.push('ي'),
        'ک' => folded.push('ك'),
        'ı' => folded.push('i'),
        'ł' | 'Ł' => folded.push('l'),
        'đ' | 'Đ' => folded.push('d'),
        'ß' | 'ẞ' => folded.push_str("ss"),
        'ς' => folded.push('σ'),
        // What they leave behind is a dot above, which is left out, too.
        _ => folded.extend(character.to_lowercase().filter(|lower| *lower != '\u{307}')),
    }
}

/// Whether words of this letter's script are written without spaces between them.
pub(super) fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// Whether a number may stand right beside a word of this letter's script: `15분`, `问题3`.
pub fn joins_numbers(character: char) -> bool {
    is_unspaced(character) || matches!(character, '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}')
}

/// What a digit stands for: European, full-width, Arabic, Persian, Devanagari.
pub fn digit(character: char) -> Option<u32> {
    if character.is_ascii() {
        return character.to_digit(10);
    }
    [0xff10, 0x660, 0x6f0, 0x966].into_iter().find_map(|zero| {
        (u32::from(character))
            .checked_sub(zero)
            .filter(|digit| *digit < 10)
    })
}

#[cfg(test)]
mod tests {
    use super::{digit, label, words};

    #[test]
    fn what_writers_leave_out_does_not_matter() {
        for (one, other) in [
            ("İPUCU", "ipucu"),
            ("CEVABI", "cevabı"),
            ("LÖSUNG", "losung"),
            ("Größe", "GRÖSSE"),
            ("الإِجَابَة", "الاجابة"),
            ("الـجـواب", "الجواب"),
            ("תְּשׁוּבָה", "תשובה"),
            ("پاسخ کلیدی", "پاسخ كليدي"),
            ("Réponse", "REPONSE"),
            ("（１）答案：", "答案"),
            ("答案３", "答案"),
            ("Đáp án", "dap an"),
            ("ё", "е"),
        ] {
            assert_eq!(label(one), label(other), "{one}");
        }
        assert_eq!(words("**À suivre…**"), "a suivre");
        assert_eq!(label("उत्तर:"), "उत्तर");
        assert_ne!(label("が"), label("か"));
    }

    #[test]
    fn digits_of_many_scripts_have_values() {
        for seven in ['7', '７', '٧', '۷', '७'] {
            assert_eq!(digit(seven), Some(7));
        }
        assert_eq!(digit('七'), None);
    }
}

//! Numbers as text that a script file can hold: sixty-four characters that need no escape.

/// The characters, by value.
pub const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

use super::postings::{Posting, TITLE_NOTES};

/// Appends a number: five bits a character, the lowest first; a character of 32 or more is
/// followed by another.
pub fn push_number(out: &mut String, mut number: u32) {
    while number >= 32 {
        out.push(char::from(ALPHABET[(number % 32 + 32) as usize]));
        number /= 32;
    }
    out.push(char::from(ALPHABET[number as usize]));
}

/// Postings: for each the distance to the entry before it, then weight and title in one
/// character.
pub fn postings(postings: &[Posting]) -> String {
    let mut out = String::with_capacity(postings.len() * 3);
    let mut next = 0;
    for posting in postings {
        push_number(&mut out, posting.entry - next);
        next = posting.entry + 1;
        let noted = (posting.weight - 1) * TITLE_NOTES + posting.title;
        out.push(char::from(ALPHABET[usize::from(noted)]));
    }
    out
}

/// Postings of a token that stands nearly everywhere: `!`, a bit for each of `entries`, and `!`
/// before the full postings of the entries that have it in their title.
pub fn common(all: &[Posting], entries: usize) -> String {
    let mut bits = vec![0_u8; entries.div_ceil(6)];
    for posting in all {
        bits[posting.entry as usize / 6] |= 1 << (posting.entry % 6);
    }
    let mut out = String::from("!");
    out.extend(
        bits.iter()
            .map(|six| char::from(ALPHABET[usize::from(*six)])),
    );
    out.push('!');
    let titled: Vec<Posting> = all
        .iter()
        .filter(|posting| posting.title > 0)
        .copied()
        .collect();
    out.push_str(&postings(&titled));
    out
}

#[cfg(test)]
mod tests {
    use super::{common, postings, push_number};
    use crate::search::postings::Posting;

    fn posting(entry: u32, weight: u8, title: u8) -> Posting {
        Posting {
            entry,
            weight,
            title,
        }
    }

    #[test]
    fn numbers_take_a_character_for_five_bits() {
        let number = |number| {
            let mut out = String::new();
            push_number(&mut out, number);
            out
        };
        assert_eq!([0, 31, 32, 1000].map(number), ["A", "f", "gB", "of"]);
    }

    #[test]
    fn postings_are_distances_and_weights() {
        let all = [posting(0, 1, 0), posting(3, 12, 4), posting(4, 2, 1)];
        assert_eq!(postings(&all), "AAC7AG");
        assert_eq!(common(&all, 8), "!ZA!D7AG");
    }
}

//! Bytes to text: byte order marks, UTF-16, invalid bytes, NUL and foreign line ends.

/// What stood in the way of reading a file as UTF-8 text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DecodeProblem {
    /// The file was UTF-16 with a byte order mark; it was converted.
    Utf16,
    /// Bytes that are no UTF-8 were replaced by U+FFFD.
    InvalidBytes,
    /// NUL characters were replaced by U+FFFD.
    Nul,
}

/// One problem, once per file, with the place where it first shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DecodeNote {
    /// What was found.
    pub problem: DecodeProblem,
    /// Byte offset into the decoded text.
    pub offset: usize,
    /// How often it was mended in this file.
    pub count: usize,
}

/// Decodes a file. The text has no byte order mark, no NUL, and line feeds only; nothing fails.
pub fn decode(bytes: &[u8]) -> (String, Vec<DecodeNote>) {
    let mut notes = Vec::new();
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes, &mut notes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes, &mut notes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, &mut notes),
        _ => utf8(bytes, &mut notes),
    };
    (plain(text, &mut notes), notes)
}

fn utf8(bytes: &[u8], notes: &mut Vec<DecodeNote>) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut first = None;
    let mut count = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            first.get_or_insert(text.len());
            count += 1;
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    if let Some(offset) = first {
        notes.push(DecodeNote {
            problem: DecodeProblem::InvalidBytes,
            offset,
            count,
        });
    }
    text
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, notes: &mut Vec<DecodeNote>) -> String {
    notes.push(DecodeNote {
        problem: DecodeProblem::Utf16,
        offset: 0,
        count: 1,
    });
    let units = bytes.chunks(2).map(|pair| match pair {
        [a, b] => unit([*a, *b]),
        _ => 0xFFFD,
    });
    char::decode_utf16(units)
        .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Replaces NUL, CRLF and lone CR.
fn plain(text: String, notes: &mut Vec<DecodeNote>) -> String {
    if !text.bytes().any(|byte| byte == 0 || byte == b'\r') {
        return text;
    }
    let mut mended = String::with_capacity(text.len());
    let mut first_nul = None;
    let mut nuls = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                if characters.peek() == Some(&'\n') {
                    characters.next();
                }
                mended.push('\n');
            }
            '\0' => {
                first_nul.get_or_insert(mended.len());
                nuls += 1;
                mended.push(char::REPLACEMENT_CHARACTER);
            }
            other => mended.push(other),
        }
    }
    // Offsets noted before this step moved left by the carriage returns in front of them, and
    // right by what replaces NUL.
    let wider = char::REPLACEMENT_CHARACTER.len_utf8() - 1;
    for note in notes.iter_mut() {
        let before = &text[..note.offset];
        let removed = before.matches("\r\n").count();
        let added = before.matches('\0').count() * wider;
        note.offset = note.offset + added - removed;
    }
    if let Some(offset) = first_nul {
        notes.push(DecodeNote {
            problem: DecodeProblem::Nul,
            offset,
            count: nuls,
        });
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::{DecodeNote, DecodeProblem, decode};

    #[test]
    fn marks_and_line_ends_vanish_without_a_word() {
        assert_eq!(
            decode(b"\xEF\xBB\xBFa\r\nb\rc\n"),
            ("a\nb\nc\n".to_owned(), vec![])
        );
    }

    #[test]
    fn utf_16_is_converted_and_said() {
        let (text, notes) = decode(b"\xFF\xFEh\0i\0\r\0\n\0");
        assert_eq!(text, "hi\n");
        assert_eq!(notes[0].problem, DecodeProblem::Utf16);
    }

    #[test]
    fn invalid_bytes_are_replaced_and_counted_at_the_first_place() {
        let (text, notes) = decode(b"ok\r\n\xFFx\xFE\0");
        assert_eq!(text, "ok\n\u{FFFD}x\u{FFFD}\u{FFFD}");
        assert_eq!(
            notes,
            [
                DecodeNote {
                    problem: DecodeProblem::InvalidBytes,
                    offset: 3,
                    count: 2
                },
                DecodeNote {
                    problem: DecodeProblem::Nul,
                    offset: 10,
                    count: 1
                },
            ]
        );
    }
}

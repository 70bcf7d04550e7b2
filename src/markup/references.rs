//! Character references, read back.

/// An attribute's value with the character references that addresses and titles use resolved.
///
/// A reference that is not known here stays text, and is escaped again where it is written,
/// so what was judged is always what the browser gets.
pub fn decode(value: &str) -> String {
    let mut decoded = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = reference_length(rest).and_then(|length| {
            let character = character(&rest[1..length - 1])?;
            Some((character, length))
        });
        let (character, length) = known.unwrap_or(('&', 1));
        decoded.push(character);
        rest = &rest[length..];
    }
    decoded.push_str(rest);
    decoded
}

/// Length of the character reference that `text` starts with, `&` and `;` included.
pub fn reference_length(text: &str) -> Option<usize> {
    let end = text
        .bytes()
        .take(40)
        .position(|byte| byte == b';')
        .filter(|end| *end > 1)?;
    let name = &text.as_bytes()[1..end];
    let fits = match name {
        [b'#', b'x' | b'X', digits @ ..] => {
            !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit)
        }
        [b'#', digits @ ..] => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
        letters => letters.iter().all(u8::is_ascii_alphanumeric),
    };
    fits.then_some(end + 1)
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            // What is no character is shown as one that says so.
            let known = code.ok().and_then(char::from_u32);
            let known = known.filter(|character| *character != '\0');
            Some(known.unwrap_or(char::REPLACEMENT_CHARACTER))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn attribute_values_are_read_as_browsers_do() {
        assert_eq!(decode("?a=1&amp;b=2&c"), "?a=1&b=2&c");
        assert_eq!(decode("java&#115;cript&#x3a;&colon;"), "javascript:&colon;");
    }
}

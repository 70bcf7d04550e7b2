//! Paths as parts of absolute addresses.

/// Percent-encodes everything but what a path may hold as it is (RFC 3986).
pub fn encode_path(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                text.push(char::from(byte));
            }
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::encode_path;

    #[test]
    fn everything_but_plain_letters_is_encoded() {
        assert_eq!(encode_path("a-b/c_d.~1"), "a-b/c_d.~1");
        assert_eq!(encode_path("面/a b?#%&"), "%E9%9D%A2/a%20b%3F%23%25%26");
    }
}

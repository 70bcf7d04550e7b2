//! The head of a request, as the door looks at it: whole, not too long, and only what concerns
//! one answer goes on.

/// More than any browser sends, cookies of other programs on this computer included.
pub(super) const LONGEST_HEAD: usize = 64 * 1024;

/// More than any address of a page.
const LONGEST_LINE: usize = 8 * 1024;

/// What stays at the door: each connection has one request, and none has a body that anybody
/// would read.
const STAYS: [&str; 9] = [
    "connection",
    "content-length",
    "expect",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Why a request is not passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// It is no HTTP.
    Malformed,
    /// It is HTTP of another time.
    Version,
    /// Its head has no end within [`LONGEST_HEAD`].
    Long,
    /// Its address has none within [`LONGEST_LINE`].
    LongLine,
    /// It has none in time.
    Slow,
}

impl Unfit {
    /// The status to answer with.
    pub(super) fn status(self) -> &'static str {
        match self {
            Self::Malformed => "400 Bad Request",
            Self::Version => "505 HTTP Version Not Supported",
            Self::Long => "431 Request Header Fields Too Large",
            Self::LongLine => "414 URI Too Long",
            Self::Slow => "408 Request Timeout",
        }
    }

    /// The same in words.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Malformed => "This is not a request.",
            Self::Version => "This server speaks HTTP/1.1.",
            Self::Long => "The head of this request is too long.",
            Self::LongLine => "This address is too long.",
            Self::Slow => "This request took too long.",
        }
    }
}

/// Where the head ends, if its end is there.
pub(super) fn end(read: &[u8]) -> Option<usize> {
    let blank = b"\r\n\r\n";
    let at = read.windows(blank.len()).position(|four| four == blank)?;
    Some(at + blank.len())
}

/// The head as it goes on: for one answer, and without a body.
///
/// # Errors
/// When it is no head of a request.
pub(super) fn passed_on(head: &[u8]) -> Result<Vec<u8>, Unfit> {
    let mut lines = head
        .split(|byte| *byte == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let request = lines.next().unwrap_or_default();
    if request.len() > LONGEST_LINE {
        return Err(Unfit::LongLine);
    }
    if !request
        .iter()
        .all(|byte| byte.is_ascii_graphic() || *byte == b' ')
    {
        return Err(Unfit::Malformed);
    }
    // tiny_http reads the line by its spaces as well, and waits for ever after another version.
    let mut words = request.split(|byte| *byte == b' ').skip(2);
    match (words.next(), words.next()) {
        (Some(b"HTTP/1.1" | b"HTTP/1.0"), None) => {}
        (Some(version), None) if version.starts_with(b"HTTP/") => return Err(Unfit::Version),
        _ => return Err(Unfit::Malformed),
    }
    let mut out = Vec::with_capacity(head.len() + 32);
    out.extend_from_slice(request);
    // The first one counts.
    out.extend_from_slice(b"\r\nConnection: close\r\n");
    for line in lines.take_while(|line| !line.is_empty()) {
        let colon = line.iter().position(|byte| *byte == b':');
        let name = &line[..colon.ok_or(Unfit::Malformed)?];
        if name.is_empty() || !name.iter().all(is_of_a_name) {
            return Err(Unfit::Malformed);
        }
        if STAYS
            .iter()
            .any(|stays| name.eq_ignore_ascii_case(stays.as_bytes()))
        {
            continue;
        }
        // Other programs on this computer may have set cookies that tiny_http cannot read.
        out.extend(line.iter().map(|byte| match byte {
            b'\t' => b' ',
            byte if byte.is_ascii_graphic() || *byte == b' ' => *byte,
            _ => b'?',
        }));
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"\r\n");
    Ok(out)
}

/// Whether a byte may stand in a header's name: a token of RFC 9110.
fn is_of_a_name(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte)
}

#[cfg(test)]
mod tests {
    use super::{Unfit, end, passed_on};

    fn passed(head: &str) -> Result<String, Unfit> {
        passed_on(head.as_bytes()).map(|out| String::from_utf8(out).expect("ASCII"))
    }

    #[test]
    fn the_end_is_the_first_blank_line() {
        assert_eq!(end(b"GET / HTTP/1.1\r\nHost: a\r\n"), None);
        assert_eq!(end(b"a\r\n\r\nb\r\n\r\n"), Some(5));
        assert_eq!(end(b"a\n\nb"), None);
    }

    #[test]
    fn one_answer_is_asked_for_and_no_body_is_promised() {
        assert_eq!(
            passed(
                "POST /a HTTP/1.1\r\nHost: localhost\r\ncontent-length: 5\r\n\
                 Transfer-Encoding: chunked\r\nConnection: keep-alive\r\nAccept: */*\r\n\r\n"
            ),
            Ok(
                "POST /a HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\nAccept: */*\r\n\r\n"
                    .to_owned()
            )
        );
    }

    #[test]
    fn what_tiny_http_cannot_read_does_not_reach_it() {
        assert_eq!(
            passed("GET / HTTP/1.1\r\nCookie: é\u{1}\r\n\r\n"),
            Ok("GET / HTTP/1.1\r\nConnection: close\r\nCookie: ???\r\n\r\n".to_owned())
        );
        for head in [
            "GET /é HTTP/1.1\r\n\r\n",
            "GET /\0 HTTP/1.1\r\n\r\n",
            "GET /\r\n\r\n",
            "GET  / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1 \r\n\r\n",
            "GET / HTTP/1.1\r\nno colon\r\n\r\n",
            "GET / HTTP/1.1\r\n folded: yes\r\n\r\n",
            "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
            "GET / HTTP/1.1\r\n: empty\r\n\r\n",
        ] {
            assert_eq!(passed(head), Err(Unfit::Malformed), "{head:?}");
        }
        let long = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(8192));
        assert_eq!(passed(&long), Err(Unfit::LongLine));
    }
}

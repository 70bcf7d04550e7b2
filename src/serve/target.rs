//! What a request asks for: its target, decoded once and refused when it is not plain.

/// The path and query of a request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target<'a> {
    /// Decoded, without the first slash.
    pub(super) path: String,
    /// As it was sent, without the question mark; empty when there is none.
    pub(super) query: &'a str,
}

impl<'a> Target<'a> {
    /// Reads a request target; `None` when it is malformed or tries to leave the site.
    pub(super) fn parse(target: &'a str) -> Option<Self> {
        let target = target.split('#').next()?;
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let path = decode(path.strip_prefix('/')?)?;
        let plain =
            !path.contains(['\\', '\0']) && path.split('/').all(|part| part != "." && part != "..");
        plain.then_some(Self { path, query })
    }

    /// The decoded value of a query's field.
    pub(super) fn field(&self, name: &str) -> Option<String> {
        self.query.split('&').find_map(|field| {
            let (key, value) = field.split_once('=')?;
            (key == name).then(|| decode(value)).flatten()
        })
    }
}

/// Undoes percent-encoding, once; `None` when it is cut short or not UTF-8.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => hex(rest.next()?)? << 4 | hex(rest.next()?)?,
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::Target;
    use crate::source::percent::encode_path;

    fn path(target: &str) -> Option<String> {
        Target::parse(target).map(|target| target.path)
    }

    #[test]
    fn paths_are_decoded_once() {
        assert_eq!(path("/").as_deref(), Some(""));
        assert_eq!(
            path("/a%20b/%C3%A9.html?x#y").as_deref(),
            Some("a b/é.html")
        );
        assert_eq!(path("/%2541").as_deref(), Some("%41"));
        assert_eq!(
            path(&format!("/{}", encode_path("ä b/ñ.html"))).as_deref(),
            Some("ä b/ñ.html")
        );
    }

    #[test]
    fn malformed_and_leaving_paths_are_refused() {
        for target in [
            "",
            "*",
            "http://localhost/",
            "/..",
            "/../a",
            "/a/../b",
            "/%2e%2e/a",
            "/a/%2E%2e",
            "/..%2fa",
            "/./a",
            "/a\\b",
            "/..%5ca",
            "/a%00b",
            "/%",
            "/%4",
            "/%zz",
            "/%+1",
            "/%ff",
        ] {
            assert_eq!(path(target), None, "{target}");
        }
    }

    #[test]
    fn fields_of_the_query_are_decoded() {
        let target = Target::parse("/events?path=a%26b.html&digest=12").expect("a target");
        assert_eq!(target.field("path").as_deref(), Some("a&b.html"));
        assert_eq!(target.field("digest").as_deref(), Some("12"));
        assert_eq!(target.field("seen"), None);
    }
}

//! A small tokenizer for fragments of raw HTML.
//!
//! What is no complete tag or comment is text, so every byte of a fragment is in some token.

use super::references::decode;

/// A piece of raw HTML.
#[derive(Debug, PartialEq)]
pub enum Token<'a> {
    /// Text with character references.
    Text(&'a str),
    /// What stands within a script, a style sheet and the like: text without references.
    Verbatim(&'a str),
    /// A comment.
    Comment,
    /// `<name …>`
    Start(Tag<'a>),
    /// `</name>`, with its source.
    End(&'a str, &'a str),
}

/// A start tag.
#[derive(Debug, PartialEq)]
pub struct Tag<'a> {
    /// Its name as written.
    pub name: &'a str,
    /// The whole tag.
    pub source: &'a str,
    /// Names in lower case and values without their character references.
    pub attributes: Vec<(String, String)>,
    /// Whether it ends with `/>`.
    pub closed: bool,
}

impl Tag<'_> {
    /// Whether its name is in upper and lower case: a component's or a type's (`<Link>`,
    /// `List<String>`), and no element's.
    pub fn is_component(&self) -> bool {
        is_component(self.name)
    }

    /// The name that links can lead to; on `a`, `name` gives one too. Names of the interface are
    /// none.
    pub fn id(&self) -> Option<&str> {
        let named = || {
            let is_link = self.name.eq_ignore_ascii_case("a");
            self.attribute("name").filter(|_| is_link)
        };
        self.attribute("id")
            .or_else(named)
            .filter(|id| !id.is_empty() && !id.contains(char::is_whitespace))
            .filter(|id| !id.starts_with("ui:"))
    }

    /// The first attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Whether the name of a tag is in upper and lower case.
pub fn is_component(name: &str) -> bool {
    let capitals = name.bytes().any(|byte| byte.is_ascii_uppercase());
    capitals && name.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Addresses in a `srcset`: `a.png, b.png 2x`.
pub fn srcset(value: &str) -> impl Iterator<Item = (&str, &str)> {
    value.split(", ").filter_map(|candidate| {
        let candidate = candidate.trim().trim_end_matches(',');
        let (address, size) = match candidate.split_once(char::is_whitespace) {
            Some((address, size)) => (address, size.trim()),
            None => (candidate, ""),
        };
        (!address.is_empty()).then_some((address, size))
    })
}

/// Elements whose content browsers do not read as HTML.
const VERBATIM: [&str; 9] = [
    "iframe",
    "noembed",
    "noframes",
    "plaintext",
    "script",
    "style",
    "textarea",
    "title",
    "xmp",
];

/// The words of a fragment of raw HTML: what stands between its tags, without comments.
pub fn text(html: &str) -> String {
    let mut words = String::new();
    for token in tokens(html) {
        match token {
            Token::Text(text) => words.push_str(&decode(text)),
            Token::Verbatim(text) => words.push_str(text),
            Token::Comment => {}
            Token::Start(_) | Token::End(..) => words.push(' '),
        }
    }
    words
}

/// Cuts `html` into tokens.
pub fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut text = 0;
    let mut at = 0;
    // A search that failed once fails for the rest too; repeating it would be quadratic.
    let mut comments_end = true;
    while let Some(found) = html[at..].find('<') {
        at += found;
        let rest = &html[at..];
        let token = if rest.starts_with("<!--") && comments_end {
            let end = comment_length(rest);
            comments_end = end.is_some();
            end.map(|end| (Token::Comment, end))
        } else if rest.starts_with("</") {
            end_tag(rest)
        } else {
            start_tag(rest)
        };
        let Some((token, length)) = token else {
            at += 1;
            continue;
        };
        if text < at {
            tokens.push(Token::Text(&html[text..at]));
        }
        at += length;
        let verbatim = match &token {
            Token::Start(tag) if !tag.closed => verbatim_length(tag.name, &html[at..]),
            _ => 0,
        };
        tokens.push(token);
        if verbatim > 0 {
            tokens.push(Token::Verbatim(&html[at..at + verbatim]));
            at += verbatim;
        }
        text = at;
    }
    if text < html.len() {
        tokens.push(Token::Text(&html[text..]));
    }
    tokens
}

fn comment_length(text: &str) -> Option<usize> {
    // `<!-->` and `<!--->` are whole comments to a browser.
    ["<!-->", "<!--->"]
        .iter()
        .find(|short| text.starts_with(*short))
        .map(|short| short.len())
        .or_else(|| text[4..].find("-->").map(|end| end + 7))
}

fn end_tag(text: &str) -> Option<(Token<'_>, usize)> {
    let name = name(&text[2..])?;
    let rest = text[2 + name.len()..].trim_start();
    rest.starts_with('>').then(|| {
        let length = text.len() - rest.len() + 1;
        (Token::End(name, &text[..length]), length)
    })
}

fn start_tag(text: &str) -> Option<(Token<'_>, usize)> {
    let name = name(&text[1..])?;
    let mut rest = &text[1 + name.len()..];
    let mut attributes = Vec::new();
    loop {
        let spaced = rest.trim_start();
        let closed = spaced.starts_with("/>");
        if closed || spaced.starts_with('>') {
            let length = text.len() - spaced.len() + if closed { 2 } else { 1 };
            let tag = Tag {
                name,
                source: &text[..length],
                attributes,
                closed,
            };
            return Some((Token::Start(tag), length));
        }
        let (attribute, behind) = attribute(spaced).filter(|_| spaced.len() < rest.len())?;
        attributes.push(attribute);
        rest = behind;
    }
}

/// Reads `name`, `name=value`, `name="value"` or `name='value'`.
fn attribute(text: &str) -> Option<((String, String), &str)> {
    let end = text.find(|character: char| {
        character.is_whitespace() || matches!(character, '"' | '\'' | '>' | '<' | '/' | '=')
    })?;
    if end == 0 {
        return None;
    }
    let name = text[..end].to_ascii_lowercase();
    let rest = text[end..].trim_start();
    let Some(rest) = rest.strip_prefix('=') else {
        return Some(((name, String::new()), &text[end..]));
    };
    let rest = rest.trim_start();
    let (value, rest) = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest[1..].split_once(quote)?,
        _ => {
            let end = rest.find(|character: char| {
                character.is_whitespace() || matches!(character, '"' | '\'' | '>' | '<' | '=' | '`')
            })?;
            if end == 0 {
                return None;
            }
            rest.split_at(end)
        }
    };
    Some(((name, decode(value)), rest))
}

fn name(text: &str) -> Option<&str> {
    let end = text
        .find(|character: char| !character.is_ascii_alphanumeric() && character != '-')
        .unwrap_or(text.len());
    let name = &text[..end];
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        .then_some(name)
}

/// How much of `text` stands within the element `name` and is not HTML.
fn verbatim_length(name: &str, text: &str) -> usize {
    let name = name.to_ascii_lowercase();
    if !VERBATIM.contains(&name.as_str()) {
        return 0;
    }
    // Lowering the whole rest for each such tag would be quadratic.
    let ends = |at: &usize| {
        let behind = text.as_bytes().get(at + 2..at + 2 + name.len());
        behind.is_some_and(|behind| behind.eq_ignore_ascii_case(name.as_bytes()))
    };
    let end = text.match_indices("</").map(|(at, _)| at).find(ends);
    end.unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::{Tag, Token, tokens};

    fn start<'a>(source: &'a str, name: &'a str, attributes: &[(&str, &str)]) -> Token<'a> {
        Token::Start(Tag {
            name,
            source,
            attributes: attributes
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            closed: source.ends_with("/>"),
        })
    }

    #[test]
    fn tags_have_names_and_attributes_of_all_spellings() {
        assert_eq!(
            tokens("<a HREF='x?a&amp;b' id=top disabled title = \"1 > 0\">x</a >"),
            [
                start(
                    "<a HREF='x?a&amp;b' id=top disabled title = \"1 > 0\">",
                    "a",
                    &[
                        ("href", "x?a&b"),
                        ("id", "top"),
                        ("disabled", ""),
                        ("title", "1 > 0")
                    ]
                ),
                Token::Text("x"),
                Token::End("a", "</a >"),
            ]
        );
        assert_eq!(tokens("<br/>"), [start("<br/>", "br", &[])]);
    }

    #[test]
    fn what_is_no_tag_is_text() {
        for text in [
            "a < b",
            "<",
            "</",
            "<3",
            "<a",
            "<a b='",
            "<a\"b\">",
            "<!-- x",
            "<!DOCTYPE x>",
        ] {
            assert_eq!(tokens(text), [Token::Text(text)]);
        }
    }

    #[test]
    fn comments_are_seen_whole() {
        assert_eq!(
            tokens("a<!-- <b> -->c"),
            [Token::Text("a"), Token::Comment, Token::Text("c")]
        );
        assert_eq!(tokens("<!-->"), [Token::Comment]);
    }

    #[test]
    fn scripts_hold_no_tags() {
        assert_eq!(
            tokens("<script>if (a<b>c) {}</SCRIPT>x"),
            [
                start("<script>", "script", &[]),
                Token::Verbatim("if (a<b>c) {}"),
                Token::End("SCRIPT", "</SCRIPT>"),
                Token::Text("x"),
            ]
        );
    }
}

//! Raw HTML made harmless and balanced.
//!
//! Tags and attributes that GitHub allows are kept; everything else is shown as the text it is,
//! so that `Task<T>` in prose reads `Task<T>`. Whatever is opened in a container is closed at its
//! end, and an end without a start vanishes: no page can be broken by its content.

use super::escape;
use super::media::{open_link, push_image};
use super::{LinkTarget, ProseScope};

const TAGS: [&str; 62] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
    "center",
];

const VOID: [&str; 5] = ["br", "col", "hr", "img", "wbr"];

/// Tags whose only purpose is to load something else; they and their ends are dropped.
const DROPPED: [&str; 4] = ["picture", "source", "font", "nobr"];

/// The raw tags that are open in one container.
#[derive(Default)]
pub(super) struct Balancer {
    /// Each with its name in the source and the name it is shown with.
    open: Vec<(&'static str, &'static str)>,
}

impl Balancer {
    /// Writes a fragment of raw HTML.
    pub(super) fn push(&mut self, html: &str, scope: &ProseScope<'_>, out: &mut String) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            push_text(&rest[..at], out);
            rest = &rest[at..];
            if rest.starts_with("<!--") {
                rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
                continue;
            }
            match Tag::read(rest) {
                Some((tag, length)) => {
                    self.tag(&tag, &rest[..length], scope, out);
                    rest = &rest[length..];
                }
                None => {
                    out.push_str("&lt;");
                    rest = &rest[1..];
                }
            }
        }
        push_text(rest, out);
    }

    /// Closes everything that is open.
    pub(super) fn close(&mut self, out: &mut String) {
        while let Some((_, shown)) = self.open.pop() {
            end_tag(shown, out);
        }
    }

    fn tag(&mut self, tag: &Tag, source: &str, scope: &ProseScope<'_>, out: &mut String) {
        if DROPPED.contains(&tag.name.as_str()) {
            return;
        }
        let Some(name) = TAGS.iter().copied().find(|known| *known == tag.name) else {
            escape::push(out, source);
            return;
        };
        let shown = shift(name, scope.first_heading);
        if tag.end {
            if let Some(at) = self.open.iter().rposition(|(open, _)| *open == name) {
                for (_, shown) in self.open.drain(at..).rev() {
                    end_tag(shown, out);
                }
            }
            return;
        }
        match name {
            "img" => {
                let target = tag.value("src").unwrap_or_default();
                let alt = tag.value("alt").unwrap_or_default();
                let size = size(tag);
                let in_link = self.in_link();
                push_image(&target, &alt, "", &size, in_link, scope, out);
            }
            "a" => {
                // Links do not nest.
                if self.in_link() {
                    return;
                }
                let title = tag.value("title").unwrap_or_default();
                match tag.value("href") {
                    Some(target) => {
                        let found = scope.resolver.link(&target);
                        let known = !matches!(found, LinkTarget::Broken | LinkTarget::Unsafe);
                        let shown = if known { "a" } else { "span" };
                        // A link that is a place as well: the place stands before it.
                        let mut id = String::new();
                        push_id(tag, &mut id);
                        if !id.is_empty() {
                            out.push_str(&format!("<span{id}></span>"));
                        }
                        open_link(&found, &target, &title, out);
                        self.open.push((name, shown));
                    }
                    None => {
                        out.push_str("<span");
                        push_id(tag, out);
                        out.push('>');
                        self.open.push((name, "span"));
                    }
                }
            }
            _ => {
                out.push('<');
                out.push_str(shown);
                self.attributes(tag, out);
                out.push('>');
                if !VOID.contains(&name) {
                    self.open.push((name, shown));
                }
            }
        }
    }

    fn in_link(&self) -> bool {
        self.open.iter().any(|(name, _)| *name == "a")
    }

    fn attributes(&self, tag: &Tag, out: &mut String) {
        push_id(tag, out);
        for (name, value) in &tag.attributes {
            match name.as_str() {
                "align" if matches!(value.as_str(), "left" | "right" | "center") => {
                    out.push_str(" class=\"align-");
                    out.push_str(value);
                    out.push('"');
                }
                "colspan" | "rowspan" | "start" | "span"
                    if !value.is_empty() && value.len() < 5 && is_number(value) =>
                {
                    push_attribute(name, value, out);
                }
                "title" | "lang" => push_attribute(name, value, out),
                "dir" if matches!(value.as_str(), "ltr" | "rtl" | "auto") => {
                    push_attribute(name, value, out);
                }
                "open" if tag.name == "details" => out.push_str(" open"),
                _ => {}
            }
        }
    }
}

/// Headings keep their place below the page's own; `center` has no tag any more.
fn shift(name: &'static str, first_heading: u8) -> &'static str {
    const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
    if name == "center" {
        return "div";
    }
    match HEADINGS.iter().position(|heading| *heading == name) {
        Some(level) => HEADINGS[(level + usize::from(first_heading) - 1).min(5)],
        None => name,
    }
}

fn end_tag(name: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn push_attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape::push(out, value);
    out.push('"');
}

/// `id` and `name` both make a place that links can name.
fn push_id(tag: &Tag, out: &mut String) {
    let id = tag.value("id").or_else(|| tag.value("name"));
    if let Some(id) = id.filter(|id| !id.is_empty() && !id.contains(char::is_whitespace)) {
        push_attribute("id", &id, out);
    }
}

fn size(tag: &Tag) -> String {
    let mut size = String::new();
    for name in ["width", "height"] {
        if let Some(value) = tag.value(name) {
            let value = value.trim_end_matches("px");
            if is_number(value) && value.len() < 5 {
                push_attribute(name, value, &mut size);
            }
        }
    }
    size
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Text of raw HTML: entities stay, everything else is escaped.
fn push_text(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        escape::push(out, &rest[..at]);
        rest = &rest[at..];
        let length = rest[1..]
            .find(|character: char| !(character.is_ascii_alphanumeric() || character == '#'))
            .map_or(rest.len(), |end| end + 1);
        if (2..=12).contains(&length) && rest[length..].starts_with(';') {
            out.push_str(&rest[..=length]);
            rest = &rest[length + 1..];
        } else {
            out.push_str("&amp;");
            rest = &rest[1..];
        }
    }
    escape::push(out, rest);
}

struct Tag {
    name: String,
    end: bool,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The tag at the start of `html`, and its length.
    fn read(html: &str) -> Option<(Self, usize)> {
        let rest = html.strip_prefix('<')?;
        let (end, rest) = match rest.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let length = rest
            .find(|character: char| !character.is_ascii_alphanumeric() && character != '-')
            .unwrap_or(rest.len());
        if !rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return None;
        }
        let name = rest[..length].to_ascii_lowercase();
        let mut rest = &rest[length..];
        if !rest.starts_with([' ', '\t', '\n', '/', '>']) {
            return None;
        }
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches([' ', '\t', '\n', '/']);
            if let Some(behind) = rest.strip_prefix('>') {
                let tag = Self {
                    name,
                    end,
                    attributes,
                };
                return Some((tag, html.len() - behind.len()));
            }
            let (attribute, behind) = attribute(rest)?;
            attributes.push(attribute);
            rest = behind;
        }
    }

    fn value(&self, name: &str) -> Option<String> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    }
}

/// One attribute with its value, and what stands behind it.
fn attribute(text: &str) -> Option<((String, String), &str)> {
    let length = text
        .find(|character: char| {
            matches!(
                character,
                '=' | '>' | '<' | '"' | '\'' | ' ' | '\t' | '\n' | '/'
            )
        })
        .unwrap_or(text.len());
    if length == 0 {
        return None;
    }
    let name = text[..length].to_ascii_lowercase();
    let rest = text[length..].trim_start();
    let Some(rest) = rest.strip_prefix('=') else {
        return Some(((name, String::new()), &text[length..]));
    };
    let rest = rest.trim_start();
    let quote = rest.chars().next()?;
    let (value, behind) = if matches!(quote, '"' | '\'') {
        rest[1..].split_once(quote)?
    } else {
        let end = rest.find([' ', '\t', '\n', '>'])?;
        rest.split_at(end)
    };
    let value = value.replace("&amp;", "&").replace("&quot;", "\"");
    Some(((name, value), behind))
}

//! Which raw HTML is let through: elements and attributes, about as on GitHub.

use super::escape::push_attribute;
use super::tokens::Tag;

/// How an element takes part in the structure of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Stands within a line.
    Phrasing,
    /// Stands within a line and has no content.
    Void,
    /// Stands on lines of its own.
    Block,
    /// `hr`
    Rule,
    /// `p`
    Paragraph,
    /// `h1` to `h6`
    Heading,
    /// `li`, in a list only.
    Item,
    /// `dt` and `dd`, in a `dl` only.
    Term,
    /// `summary`, in `details` only.
    Summary,
    /// `rt` and `rp`, in `ruby` only.
    Ruby,
    /// `table`
    Table,
    /// `caption`, in a table only.
    Caption,
    /// `colgroup`, in a table only.
    Columns,
    /// `col`, in a table only.
    Column,
    /// `thead`, `tbody` and `tfoot`, in a table only.
    Section,
    /// `tr`, in a table only.
    Row,
    /// `td` and `th`, in a table only.
    Cell,
}

/// An element that raw HTML may hold.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name in lower case.
    pub(super) name: &'static str,
    /// The name it is written with; obsolete elements have successors.
    pub(super) written: &'static str,
    /// How it takes part in the structure.
    pub(super) kind: Kind,
}

const fn element(name: &'static str, kind: Kind) -> Element {
    Element {
        name,
        written: name,
        kind,
    }
}

const fn obsolete(name: &'static str, written: &'static str, kind: Kind) -> Element {
    Element {
        name,
        written,
        kind,
    }
}

static ELEMENTS: &[Element] = &[
    element("a", Kind::Phrasing),
    element("abbr", Kind::Phrasing),
    element("b", Kind::Phrasing),
    element("bdi", Kind::Phrasing),
    element("bdo", Kind::Phrasing),
    element("blockquote", Kind::Block),
    element("br", Kind::Void),
    element("caption", Kind::Caption),
    obsolete("center", "div", Kind::Block),
    element("cite", Kind::Phrasing),
    element("code", Kind::Phrasing),
    element("col", Kind::Column),
    element("colgroup", Kind::Columns),
    element("dd", Kind::Term),
    element("del", Kind::Phrasing),
    element("details", Kind::Block),
    element("dfn", Kind::Phrasing),
    element("div", Kind::Block),
    element("dl", Kind::Block),
    element("dt", Kind::Term),
    element("em", Kind::Phrasing),
    element("figcaption", Kind::Block),
    element("figure", Kind::Block),
    element("h1", Kind::Heading),
    element("h2", Kind::Heading),
    element("h3", Kind::Heading),
    element("h4", Kind::Heading),
    element("h5", Kind::Heading),
    element("h6", Kind::Heading),
    element("hr", Kind::Rule),
    element("i", Kind::Phrasing),
    element("img", Kind::Void),
    element("ins", Kind::Phrasing),
    element("kbd", Kind::Phrasing),
    element("li", Kind::Item),
    element("mark", Kind::Phrasing),
    element("ol", Kind::Block),
    element("p", Kind::Paragraph),
    element("pre", Kind::Block),
    element("q", Kind::Phrasing),
    element("rp", Kind::Ruby),
    element("rt", Kind::Ruby),
    element("ruby", Kind::Phrasing),
    element("s", Kind::Phrasing),
    element("samp", Kind::Phrasing),
    element("small", Kind::Phrasing),
    element("span", Kind::Phrasing),
    obsolete("strike", "s", Kind::Phrasing),
    element("strong", Kind::Phrasing),
    element("sub", Kind::Phrasing),
    element("summary", Kind::Summary),
    element("sup", Kind::Phrasing),
    element("table", Kind::Table),
    element("tbody", Kind::Section),
    element("td", Kind::Cell),
    element("tfoot", Kind::Section),
    element("th", Kind::Cell),
    element("thead", Kind::Section),
    element("time", Kind::Phrasing),
    element("tr", Kind::Row),
    obsolete("tt", "code", Kind::Phrasing),
    element("u", Kind::Phrasing),
    element("ul", Kind::Block),
    element("var", Kind::Phrasing),
    element("wbr", Kind::Void),
];

/// Elements that only say how their content looks or which file of several to take: the tag is
/// left out, the content stays.
const TRANSPARENT: [&str; 5] = ["big", "font", "nobr", "picture", "source"];

/// What becomes of a tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is let through.
    Allowed(&'static Element),
    /// It is left out.
    Transparent,
    /// It is shown as the text it is.
    Text,
}

/// Judges a tag by its name.
///
/// A name in mixed case is a component's or a type's (`<Link>`, `List<String>`), no tag's.
pub(super) fn verdict(name: &str) -> Verdict {
    let capitals = name.bytes().any(|byte| byte.is_ascii_uppercase());
    let small = name.bytes().any(|byte| byte.is_ascii_lowercase());
    if capitals && small {
        return Verdict::Text;
    }
    let name = name.to_ascii_lowercase();
    if let Some(element) = ELEMENTS.iter().find(|element| element.name == name) {
        Verdict::Allowed(element)
    } else if TRANSPARENT.contains(&name.as_str()) {
        Verdict::Transparent
    } else {
        Verdict::Text
    }
}

/// Appends the attributes of `tag` that are let through, addresses and an image's words aside;
/// `classes` are those that the element gets anyway.
pub(super) fn push_attributes(out: &mut String, tag: &Tag<'_>, element: &Element, classes: &str) {
    let mut classes = classes.to_owned();
    let align = if element.name == "center" {
        Some("center")
    } else {
        tag.attribute("align")
    };
    if let Some(class) = align.and_then(align_class) {
        if !classes.is_empty() {
            classes.push(' ');
        }
        classes.push_str(class);
    }
    if !classes.is_empty() {
        push_attribute(out, "class", &classes);
    }
    if let Some(id) = id(tag, element) {
        push_attribute(out, "id", id);
    }
    for name in ["title", "lang", "dir"] {
        let value = tag.attribute(name).filter(|value| fits(name, value));
        if let Some(value) = value.filter(|_| name != "title" || element.name != "img") {
            push_attribute(out, name, value);
        }
    }
    for name in numbers(element) {
        if let Some(value) = tag.attribute(name).and_then(number) {
            push_attribute(out, name, value);
        }
    }
    if element.name == "details" && tag.attribute("open").is_some() {
        out.push_str(" open");
    }
}

/// The name that links can lead to; on `a`, `name` gives one too.
pub(super) fn id<'a>(tag: &'a Tag<'_>, element: &Element) -> Option<&'a str> {
    tag.attribute("id")
        .or_else(|| tag.attribute("name").filter(|_| element.name == "a"))
        .filter(|id| !id.is_empty() && !id.contains(char::is_whitespace))
}

/// The class for a value of `align`.
fn align_class(value: &str) -> Option<&'static str> {
    match value.to_ascii_lowercase().as_str() {
        "left" => Some("align-left"),
        "center" | "middle" => Some("align-center"),
        "right" => Some("align-right"),
        _ => None,
    }
}

fn fits(name: &str, value: &str) -> bool {
    match name {
        "lang" => value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
        "dir" => matches!(value, "ltr" | "rtl" | "auto"),
        _ => true,
    }
}

fn numbers(element: &Element) -> &'static [&'static str] {
    match (element.kind, element.name) {
        (Kind::Cell, _) => &["colspan", "rowspan", "width", "height"],
        (Kind::Table | Kind::Column, _) => &["width"],
        (_, "img") => &["width", "height"],
        (_, "ol") => &["start"],
        _ => &[],
    }
}

/// The digits of a number, which may stand before `px`.
fn number(value: &str) -> Option<&str> {
    let value = value.trim();
    let digits = value.strip_suffix("px").unwrap_or(value);
    let fits = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::{Verdict, push_attributes, verdict};
    use crate::html::tokens::{Token, tokens};

    fn attributes(html: &str) -> String {
        let tokens = tokens(html);
        let [Token::Start(tag)] = tokens.as_slice() else {
            panic!("{html} is no tag");
        };
        let Verdict::Allowed(element) = verdict(tag.name) else {
            panic!("{html} is not allowed");
        };
        let mut out = String::new();
        push_attributes(&mut out, tag, element, "");
        out
    }

    #[test]
    fn only_harmless_attributes_come_through() {
        assert_eq!(
            attributes("<div align=center style='color:red' class=x onclick='f()' id=top>"),
            " class=\"align-center\" id=\"top\""
        );
        assert_eq!(attributes("<td colspan=2 width=50%>"), " colspan=\"2\"");
        assert_eq!(
            attributes("<img width='200px' height=\"100\">"),
            " width=\"200\" height=\"100\""
        );
        assert_eq!(attributes("<a name=here>"), " id=\"here\"");
        assert_eq!(
            attributes("<p lang='de' dir=rtl>"),
            " lang=\"de\" dir=\"rtl\""
        );
        assert_eq!(attributes("<p lang='\"><x' dir=up id='a b'>"), "");
        assert_eq!(attributes("<ol start=3>"), " start=\"3\"");
        assert_eq!(attributes("<details open>"), " open");
    }

    #[test]
    fn names_decide_what_becomes_of_a_tag() {
        assert!(matches!(verdict("SPAN"), Verdict::Allowed(element) if element.name == "span"));
        assert_eq!(verdict("picture"), Verdict::Transparent);
        for name in ["T", "Link", "Table", "script", "iframe", "String"] {
            assert_eq!(verdict(name), Verdict::Text, "{name}");
        }
    }
}

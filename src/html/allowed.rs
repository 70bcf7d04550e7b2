//! Which raw HTML is let through: elements and attributes, about as on GitHub.

use super::escape::push_attribute;
use crate::markup::{Tag, is_component};

/// How an element takes part in the structure of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Stands within a line.
    Phrasing,
    /// Stands within a line and has no content.
    Void,
    /// Stands on lines of its own.
    Block,
    /// Parts a page, and is spoken of in prose about HTML: it counts on a line of its own only.
    Region,
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
    obsolete("address", "div", Kind::Region),
    obsolete("article", "div", Kind::Region),
    obsolete("aside", "div", Kind::Region),
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
    obsolete("footer", "div", Kind::Region),
    element("h1", Kind::Heading),
    element("h2", Kind::Heading),
    element("h3", Kind::Heading),
    element("h4", Kind::Heading),
    element("h5", Kind::Heading),
    element("h6", Kind::Heading),
    obsolete("header", "div", Kind::Region),
    obsolete("hgroup", "div", Kind::Region),
    element("hr", Kind::Rule),
    element("i", Kind::Phrasing),
    element("img", Kind::Void),
    element("input", Kind::Void),
    element("ins", Kind::Phrasing),
    element("kbd", Kind::Phrasing),
    element("li", Kind::Item),
    obsolete("main", "div", Kind::Region),
    element("mark", Kind::Phrasing),
    obsolete("nav", "div", Kind::Region),
    element("ol", Kind::Block),
    element("p", Kind::Paragraph),
    element("picture", Kind::Phrasing),
    element("pre", Kind::Block),
    element("q", Kind::Phrasing),
    element("rp", Kind::Ruby),
    element("rt", Kind::Ruby),
    element("ruby", Kind::Phrasing),
    element("s", Kind::Phrasing),
    element("samp", Kind::Phrasing),
    obsolete("section", "div", Kind::Region),
    element("small", Kind::Phrasing),
    element("source", Kind::Void),
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

/// Elements that only say how their content looks: the tag is left out, the content stays.
const TRANSPARENT: [&str; 4] = ["big", "blink", "font", "nobr"];

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
    if is_component(name) {
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
    if let Some(id) = tag.id() {
        push_attribute(out, "id", id);
    }
    for name in ["title", "lang", "dir"].iter().chain(others(element)) {
        let value = tag.attribute(name).filter(|value| fits(name, value));
        if let Some(value) = value.filter(|_| *name != "title" || element.name != "img") {
            push_attribute(out, name, value);
        }
    }
    for name in numbers(element) {
        if let Some(value) = tag.attribute(name).and_then(number) {
            push_attribute(out, name, value);
        }
    }
    for name in lengths(element) {
        let value = tag.attribute(name);
        if let Some(value) = value.and_then(|value| number(value).or_else(|| percent(value))) {
            push_attribute(out, name, value);
        }
    }
    if element.name == "details" && tag.attribute("open").is_some() {
        out.push_str(" open");
    }
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
        "lang" | "datetime" => value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'.' | b'+')),
        "dir" => matches!(value, "ltr" | "rtl" | "auto"),
        "scope" => matches!(value, "row" | "col" | "rowgroup" | "colgroup"),
        "valign" => matches!(value, "top" | "middle" | "bottom" | "baseline"),
        "type" => matches!(value, "1" | "a" | "A" | "i" | "I"),
        _ => true,
    }
}

/// Further attributes with words for values.
fn others(element: &Element) -> &'static [&'static str] {
    match (element.kind, element.name) {
        (Kind::Cell, "th") => &["scope", "valign", "abbr"],
        (Kind::Cell | Kind::Row | Kind::Section, _) => &["valign"],
        (_, "ol") => &["type"],
        (_, "time" | "del" | "ins") => &["datetime"],
        _ => &[],
    }
}

fn numbers(element: &Element) -> &'static [&'static str] {
    match (element.kind, element.name) {
        (Kind::Cell, _) => &["colspan", "rowspan"],
        (Kind::Column | Kind::Columns, _) => &["span"],
        (_, "ol") => &["start"],
        (_, "li") => &["value"],
        _ => &[],
    }
}

fn lengths(element: &Element) -> &'static [&'static str] {
    match (element.kind, element.name) {
        (Kind::Cell, _) | (_, "img" | "source") => &["width", "height"],
        (Kind::Table | Kind::Column, _) => &["width"],
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

/// A part of what is there.
fn percent(value: &str) -> Option<&str> {
    let value = value.trim();
    let digits = value.strip_suffix('%')?;
    digits
        .parse()
        .is_ok_and(|number: u8| (1..=100).contains(&number))
        .then_some(value)
}

#[cfg(test)]
mod tests {
    use super::{Verdict, push_attributes, verdict};
    use crate::markup::{Token, tokens};

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
        assert_eq!(verdict("font"), Verdict::Transparent);
        for name in ["T", "Link", "Table", "script", "iframe", "String"] {
            assert_eq!(verdict(name), Verdict::Text, "{name}");
        }
    }
}

//! A second wall for texts of strangers: finished HTML goes through a sanitizer that has never heard
//! of how it was made, and nothing but what is listed here comes out.
//!
//! What the writer makes of harmless texts is in the list whole, so they look the same with it.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// Elements of prose.
const ELEMENTS: [&str; 66] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
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
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "source",
    "span",
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
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
    "math",
];

/// Elements of formulas. `annotation-xml`, in which HTML could stand, is none of them.
const FORMULAS: [&str; 27] = [
    "menclose",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "none",
    "ms",
];

/// Attributes of formulas: numbers, colours and words that say how they look.
const FORMULA_ATTRIBUTES: [&str; 36] = [
    "accent",
    "accentunder",
    "columnalign",
    "columnlines",
    "columnspacing",
    "columnspan",
    "depth",
    "dir",
    "display",
    "displaystyle",
    "fence",
    "form",
    "frame",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathbackground",
    "mathcolor",
    "mathsize",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "rowalign",
    "rowlines",
    "rowspacing",
    "rowspan",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

/// Attributes of every element.
const ANYWHERE: [&str; 10] = [
    "aria-describedby",
    "aria-hidden",
    "aria-label",
    "class",
    "data-line",
    "data-name",
    "dir",
    "id",
    "lang",
    "title",
];

/// Attributes of single elements.
const ATTRIBUTES: [(&str, &[&str]); 16] = [
    ("a", &["href", "rel"]),
    ("col", &["span", "width"]),
    ("colgroup", &["span"]),
    ("del", &["datetime"]),
    ("details", &["open"]),
    (
        "img",
        &["alt", "height", "loading", "referrerpolicy", "src", "width"],
    ),
    ("input", &["checked", "disabled"]),
    ("ins", &["datetime"]),
    ("li", &["value"]),
    ("ol", &["start", "type"]),
    ("pre", &["tabindex"]),
    ("source", &["height", "media", "srcset", "width"]),
    ("span", &["role"]),
    ("table", &["width"]),
    ("td", &["colspan", "height", "rowspan", "valign", "width"]),
    (
        "th",
        &[
            "abbr", "colspan", "height", "rowspan", "scope", "valign", "width",
        ],
    ),
];

/// Schemes of addresses.
const SCHEMES: [&str; 8] = [
    "http", "https", "mailto", "tel", "ftp", "sftp", "ssh", "git",
];

static WALL: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut attributes: HashMap<&str, HashSet<&str>> = ATTRIBUTES
        .iter()
        .map(|(element, names)| (*element, names.iter().copied().collect()))
        .collect();
    for element in FORMULAS.iter().chain(&["math"]) {
        attributes.insert(element, FORMULA_ATTRIBUTES.into_iter().collect());
    }
    let values = |pairs: &[(&'static str, &'static [&'static str])]| {
        let pairs = pairs.iter();
        pairs
            .map(|(name, values)| (*name, values.iter().copied().collect()))
            .collect()
    };
    let fixed = HashMap::from([
        // The only input is the box of a task, which nobody can change.
        ("input", values(&[("type", &["checkbox"])])),
        ("img", values(&[("loading", &["lazy"])])),
        ("pre", values(&[("tabindex", &["0"])])),
        ("span", values(&[("role", &["img"])])),
    ]);
    for element in ["img", "pre", "span"] {
        if let Some(names) = attributes.get_mut(element) {
            names.retain(|name| !["loading", "tabindex", "role"].contains(name));
        }
    }
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.into_iter().chain(FORMULAS).collect())
        .generic_attributes(ANYWHERE.into_iter().collect())
        .tag_attributes(attributes)
        .tag_attribute_values(fixed)
        .url_schemes(SCHEMES.into_iter().collect())
        .url_relative(UrlRelative::PassThrough)
        .attribute_filter(|_, attribute, value| {
            let refused = match attribute {
                // Lists of addresses, which the sanitizer does not look into, and the names of
                // the interface.
                "srcset" => value.split(',').any(|part| part.contains(':')),
                "id" => value.starts_with("ui:"),
                _ => false,
            };
            (!refused).then(|| value.into())
        })
        .link_rel(None);
    builder
});

/// What the wall lets through of `html`.
pub fn strict(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    WALL.clean(html).to_string()
}

#[cfg(test)]
mod tests {
    use super::strict;

    #[test]
    fn nothing_that_runs_gets_over_the_wall() {
        for (html, left) in [
            ("a<script>b</script>c", "ac"),
            ("<b onclick=x style=y>a</b>", "<b>a</b>"),
            ("<a href=javascript:x>a</a>", "<a>a</a>"),
            ("<a href=\" java\nscript:x\">a</a>", "<a>a</a>"),
            ("<img src=data:image/svg+xml,x>", "<img>"),
            ("<input type=text name=q>", "<input>"),
            ("<iframe src=x></iframe><form action=x>f</form>", "f"),
            ("<svg><set onbegin=x></svg>a", "a"),
            (
                "<math><mi href=javascript:x>a</mi></math>",
                "<math><mi>a</mi></math>",
            ),
            (
                "<math><annotation-xml encoding=text/html><img src=x onerror=y></annotation-xml></math>",
                "<math></math>",
            ),
            ("<div id=ui:main>a</div>", "<div>a</div>"),
            ("<source srcset=\"a.png, javascript:x 2x\">", "<source>"),
            ("<!-- a --><base href=x><meta http-equiv=refresh>b", "b"),
        ] {
            assert_eq!(strict(html), left, "{html}");
        }
    }

    #[test]
    fn what_the_writer_makes_stays_as_it_is() {
        for html in [
            "<p>a <code class=\"n\">b &lt; c</code> <em>d</em></p>\n<hr>\n",
            "<a class=\"external\" href=\"https://example.org/?a=b&amp;c\" rel=\"noopener noreferrer\">a</a>",
            "<ol start=\"3\">\n<li class=\"task\"><input type=\"checkbox\" aria-label=\"Done\"> a</li>\n</ol>\n",
            "<img src=\"../a%20b.png\" alt=\"A\" loading=\"lazy\">",
            "<picture><source srcset=\"a.png, b.png 2x\" media=\"(min-width: 1px)\"><img src=\"c.png\"></picture>",
        ] {
            assert_eq!(strict(html), html);
        }
    }
}

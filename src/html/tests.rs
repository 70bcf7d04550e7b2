//! Prose to HTML, from Markdown to exact output.

use proptest::prelude::proptest;

use super::{ImageTarget, LinkTarget, ProseScope, Resolver, prose_html};
use crate::model::{Block, BlockKind, Inline, InlineKind, Prose};
use crate::source::Span;

struct Everywhere;

impl Resolver for Everywhere {
    fn link(&self, target: &str) -> LinkTarget {
        match target {
            "gone.md" => LinkTarget::Broken,
            _ if target.starts_with("javascript:") => LinkTarget::Unsafe,
            _ if target.starts_with("https:") => LinkTarget::External(target.to_owned()),
            _ => LinkTarget::Internal(target.replace(".md", ".html")),
        }
    }

    fn image(&self, target: &str) -> ImageTarget {
        if target.starts_with("https:") {
            ImageTarget::Remote(target.to_owned())
        } else {
            ImageTarget::Local(target.to_owned())
        }
    }
}

fn html_of(kind: BlockKind) -> String {
    let prose = Prose::new(vec![Block::new(Span::default(), kind)]);
    let scope = ProseScope {
        resolver: &Everywhere,
        first_heading: 3,
    };
    prose_html(&prose, &scope).0
}

fn inline(kind: InlineKind) -> Inline {
    Inline::new(Span::default(), kind)
}

fn text(words: &str) -> Inline {
    inline(InlineKind::Text(words.to_owned()))
}

fn link(target: &str) -> Inline {
    inline(InlineKind::Link {
        target: target.to_owned(),
        title: String::new(),
        content: vec![text("words")],
    })
}

#[test]
fn links_are_resolved_marked_or_reduced_to_their_words() {
    let paragraph = |target: &str| html_of(BlockKind::Paragraph(vec![link(target)]));
    assert_eq!(paragraph("a.md"), "<p><a href=\"a.html\">words</a></p>\n");
    assert_eq!(
        paragraph("https://example.org/?a&b"),
        "<p><a href=\"https://example.org/?a&amp;b\" class=\"external\" \
         rel=\"noopener noreferrer\">words</a></p>\n"
    );
    assert_eq!(
        paragraph("gone.md"),
        "<p><span class=\"broken-link\" title=\"gone.md\">words</span></p>\n"
    );
    assert_eq!(
        paragraph("javascript:alert(1)"),
        "<p><span>words</span></p>\n"
    );
}

#[test]
fn headings_move_below_the_pages_own() {
    let heading = BlockKind::Heading {
        level: 5,
        content: vec![text("Depth")],
        anchor: "depth".to_owned(),
    };
    assert_eq!(
        html_of(heading),
        "<h3 id=\"depth\">Depth <a class=\"anchor\" href=\"#depth\" \
         aria-label=\"Link to this heading\">#</a></h3>\n"
    );
}

#[test]
fn raw_html_is_kept_shown_or_dropped() {
    let raw = |html: &str| html_of(BlockKind::Html(html.to_owned()));
    assert_eq!(
        raw("<div align=\"center\" style=\"x\" onclick=\"y\">a</div>"),
        "<div class=\"align-center\">a</div>\n"
    );
    assert_eq!(
        raw("<script>alert(1)</script>"),
        "&lt;script&gt;alert(1)&lt;/script&gt;\n"
    );
    assert_eq!(
        raw("a Task<T> &amp; b & c"),
        "a Task&lt;T&gt; &amp; b &amp; c\n"
    );
    assert_eq!(raw("</div><b>open"), "<b>open\n</b>");
    assert_eq!(raw("<h1>Big</h1><br/>"), "<h3>Big</h3><br>\n");
    assert_eq!(raw("<!-- secret -->"), "\n");
    assert_eq!(
        raw("<a href='javascript:alert(1)'>x</a>"),
        "<span>x</span>\n"
    );
}

#[test]
fn remote_images_become_links_with_their_words() {
    let image = inline(InlineKind::Image {
        target: "https://example.org/badge.svg".to_owned(),
        title: String::new(),
        alt: vec![text("build passing")],
    });
    assert_eq!(
        html_of(BlockKind::Paragraph(vec![image])),
        "<p><a class=\"remote-image external\" href=\"https://example.org/badge.svg\" \
         rel=\"noopener noreferrer\">build passing</a></p>\n"
    );
}

#[test]
fn code_has_its_language_and_colours() {
    let code = BlockKind::Code {
        language: "python".to_owned(),
        info: String::new(),
        text: "x = 1\n".to_owned(),
    };
    assert_eq!(
        html_of(code),
        "<figure class=\"code\"><figcaption>Python</figcaption><pre tabindex=\"0\">\
         <code class=\"language-python\">x <span class=\"o\">=</span> <span class=\"n\">1</span>\n\
         </code></pre></figure>\n"
    );
}

/// The first tag that has no partner, if there is one.
fn unbalanced(html: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let inside = &rest[..rest.find('>')?];
        let name = inside
            .trim_start_matches('/')
            .split([' ', '\n'])
            .next()
            .unwrap_or_default();
        if inside.starts_with('/') {
            if open.pop() != Some(name) {
                return Some(inside.to_owned());
            }
        } else if !matches!(name, "br" | "hr" | "img" | "input" | "col" | "wbr") {
            open.push(name);
        }
    }
    open.pop().map(str::to_owned)
}

proptest! {
    #[test]
    fn nothing_an_author_writes_breaks_a_page_or_runs(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "<div>", "</div>", "<b", ">", "<a href=\"x\">", "</a>", "<img src=x onerror=y>",
                "<script>", "</script>", "<!--", "-->", "<details open>", "<summary>", "&lt;",
                "&", "\"", "'", "<p style=\"a\">", "<td colspan=9>", "</", "<h1>", "text", "\n",
                "<style>", "Task<T>", "<a name=\"q\">", "<IMG SRC='javascript:x'>",
            ]),
            0..24,
        )
    ) {
        let html = pieces.concat();
        for out in [
            html_of(BlockKind::Html(html.clone())),
            html_of(BlockKind::Paragraph(vec![
                inline(InlineKind::Html(html.clone())),
                inline(InlineKind::Strong(vec![inline(InlineKind::Html(html.clone()))])),
                text(&html),
            ])),
        ] {
            assert_eq!(unbalanced(&out), None, "{out}");
            let lower = out.to_lowercase();
            assert!(!lower.contains("<script") && !lower.contains("<style"), "{out}");
            let tags = lower.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or_default());
            for tag in tags {
                assert!(!tag.contains(" style=") && !tag.contains(" onerror="), "{out}");
            }
        }
    }
}

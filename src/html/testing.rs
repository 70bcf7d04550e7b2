//! For tests: prose by hand, a page whose links tell their kind, and a checker of its own that
//! reads HTML back.

use std::sync::{Arc, LazyLock};

use super::links::{ImageTarget, LinkTarget, Resolver};
use super::{Highlighter, ProseScope, inline_html, prose_html};
use crate::model::{Block, BlockKind, Inline, InlineKind, Prose};
use crate::source::{FileId, SourceFile, Span, ThemeFiles};
use crate::words::{ProseWords, Words};

/// A page that judges targets by how they begin.
pub(super) struct Page;

impl Resolver for Page {
    fn link(&self, target: &str) -> LinkTarget {
        match target {
            _ if target.starts_with("javascript") => LinkTarget::Unsafe,
            _ if target.starts_with("http") => LinkTarget::External(target.to_owned()),
            _ if target.starts_with("lost") => LinkTarget::Broken,
            _ => LinkTarget::Internal(format!("../{target}")),
        }
    }

    fn image(&self, target: &str) -> ImageTarget {
        match target {
            _ if target.starts_with("javascript") => ImageTarget::Unsafe,
            _ if target.starts_with("shown:") => ImageTarget::Foreign(target[6..].to_owned()),
            _ if target.starts_with("http") => ImageTarget::Remote(target.to_owned()),
            _ if target.starts_with("lost") => ImageTarget::Missing,
            _ => ImageTarget::Local(format!("../{target}")),
        }
    }

    fn highlight(&self, language: &str, code: &str) -> Option<Arc<str>> {
        Highlighter::default().highlight(language, code)
    }
}

/// The words of the tests' page: those of the built-in theme.
pub(super) static WORDS: LazyLock<ProseWords> = LazyLock::new(|| {
    let path = "strings/en.yml";
    let text = include_str!("../../themes/default/strings/en.yml");
    let file = SourceFile::new(FileId::new(path), path, text.as_bytes());
    let files: ThemeFiles = [(path.to_owned(), file)].into_iter().collect();
    Words::load(&files, &ThemeFiles::new(), "en").value.prose
});

/// The scope of the tests' page; its title is a heading of the first level.
fn scope() -> ProseScope<'static> {
    ProseScope {
        resolver: &Page,
        words: &WORDS,
        first_heading: 2,
        terms: None,
    }
}

/// A block.
pub(super) fn block(kind: BlockKind) -> Block {
    Block::new(Span::default(), kind)
}

/// A paragraph.
pub(super) fn paragraph(content: Vec<Inline>) -> Block {
    block(BlockKind::Paragraph(content))
}

/// A heading.
pub(super) fn heading(level: u8, words: &str, anchor: &str) -> Block {
    block(BlockKind::Heading {
        level,
        content: vec![text(words)],
        anchor: anchor.to_owned(),
    })
}

/// A block of raw HTML.
pub(super) fn html(html: &str) -> Block {
    block(BlockKind::Html(html.to_owned()))
}

/// A piece of running text.
pub(super) fn inline(kind: InlineKind) -> Inline {
    Inline::new(Span::default(), kind)
}

/// Words.
pub(super) fn text(words: &str) -> Inline {
    Inline::text(Span::default(), words)
}

/// A raw tag.
pub(super) fn tag(html: &str) -> Inline {
    inline(InlineKind::Html(html.to_owned()))
}

/// A link.
pub(super) fn link(target: &str, content: Vec<Inline>) -> Inline {
    inline(InlineKind::Link {
        target: target.to_owned(),
        title: String::new(),
        content,
    })
}

/// An image.
pub(super) fn image(target: &str, alt: &str) -> Inline {
    inline(InlineKind::Image {
        target: target.to_owned(),
        title: String::new(),
        alt: vec![text(alt)],
    })
}

/// The HTML of blocks on the tests' page.
pub(super) fn page(blocks: Vec<Block>) -> String {
    prose_html(&Prose::new(blocks), &scope()).0
}

/// The HTML of running text on the tests' page.
pub(super) fn line(content: &[Inline]) -> String {
    inline_html(content, &scope()).0
}

/// Elements that have no end.
const VOID: [&str; 7] = ["br", "col", "hr", "img", "input", "source", "wbr"];

/// Elements at whose start a browser ends an open `p`.
const BLOCKS: [&str; 22] = [
    "blockquote",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "summary",
    "table",
    "ul",
];

/// What is wrong with a piece of HTML; nothing when a browser builds the tree that it says.
pub(super) fn fault(html: &str) -> Option<String> {
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        if rest[..at].contains('>') {
            return Some(format!("a lone '>' in {:?}", &rest[..at]));
        }
        if !rest[..at].trim().is_empty()
            && let Some(parent) = open.last()
            && ["table", "thead", "tbody", "tr", "colgroup"].contains(&parent.as_str())
        {
            return Some(format!("text in {parent}"));
        }
        let (tag, behind) = rest[at + 1..].split_once('>')?;
        rest = behind;
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop().as_deref() != Some(name) {
                return Some(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let closed = tag.ends_with('/');
        let tag = tag.trim_end_matches('/').trim_end();
        let end = tag.find(' ').unwrap_or(tag.len());
        let (name, attributes) = tag.split_at(end);
        if let Some(fault) = misplaced(name, &open).or_else(|| bad_attribute(attributes)) {
            return Some(format!("<{tag}> in {open:?}: {fault}"));
        }
        if !closed && !VOID.contains(&name) {
            open.push(name.to_owned());
        }
    }
    (!open.is_empty()).then(|| format!("{open:?} stay open"))
}

fn misplaced(name: &str, open: &[String]) -> Option<&'static str> {
    let parent = open.last().map_or("", String::as_str);
    let within = |ancestor: &str| open.iter().any(|open| open == ancestor);
    let heading = |name: &str| name.len() == 2 && name.starts_with('h') && name != "hr";
    let in_table = ["table", "thead", "tbody", "tfoot", "tr", "colgroup"].contains(&parent);
    let fits = match name {
        "script" | "style" | "iframe" | "object" | "form" | "link" | "meta" | "base" => false,
        "td" | "th" => parent == "tr",
        "tr" => ["table", "thead", "tbody", "tfoot"].contains(&parent),
        "thead" | "tbody" | "tfoot" | "caption" | "colgroup" => parent == "table",
        "col" => ["table", "colgroup"].contains(&parent),
        _ if in_table => false,
        "a" => !within("a"),
        "li" => within("ul") || within("ol"),
        _ if heading(name) => !heading(parent),
        _ => true,
    };
    let in_paragraph = open
        .iter()
        .rev()
        .take_while(|open| !["td", "th", "caption"].contains(&open.as_str()))
        .any(|open| open == "p");
    if !fits {
        Some("it cannot stand there")
    } else if in_paragraph && BLOCKS.contains(&name) {
        Some("it ends the paragraph")
    } else {
        None
    }
}

fn bad_attribute(attributes: &str) -> Option<&'static str> {
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let end = rest.find(['=', ' ']).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        if name.starts_with("on") || name == "style" || name.contains(['"', '\'', '&']) {
            return Some("a forbidden attribute");
        }
        rest = behind;
        if let Some(value) = behind.strip_prefix("=\"") {
            let Some((value, behind)) = value.split_once('"') else {
                return Some("an attribute without end");
            };
            let value = value.to_ascii_lowercase();
            if ["href", "src"].contains(&name) && value.trim_start().starts_with("javascript:") {
                return Some("an address that runs");
            }
            rest = behind;
        }
        rest = rest.trim_start();
    }
    None
}

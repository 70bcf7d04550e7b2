//! What each fuzz target does with some bytes, as plain functions: cargo-fuzz calls them with what
//! it invents, `tests/nasty.rs` with generated texts and a corpus of nasty files.
//!
//! A target panics when something does not hold. One for another part of the program is a function
//! here, a file in `fuzz_targets/` with a `[[bin]]`, and a line of `TARGETS`.

use prepbook::config::Config;
use prepbook::diagnostic::{Checked, Diagnostic};
use prepbook::parse::{ParseOptions, parse as parse_file};
use prepbook::pipeline::Builder;
use prepbook::render::{Artifact, Content};
use prepbook::source::{FileId, Inputs, SourceFile, Span};

/// Every target by its name.
pub const TARGETS: [(&str, fn(&[u8])); 3] = [
    ("front_matter", front_matter),
    ("parse", parse),
    ("build", build),
];

/// Bytes between the two lines of a front matter, and a document behind it.
pub fn front_matter(bytes: &[u8]) {
    let mut file = b"---\n".to_vec();
    file.extend_from_slice(bytes);
    file.extend_from_slice(b"\n---\n# A heading\n\nSome words.\n");
    parse(&file);
}

/// Bytes as a file: places lie in the text, and reading twice says the same.
pub fn parse(bytes: &[u8]) {
    let file = SourceFile::new(FileId::new("nasty.md"), "nasty.md", bytes);
    let read = parse_file(&file, &ParseOptions::default());
    let sound = |span: Span| assert!(file.text.get(span.range()).is_some(), "{span:?}");
    for question in read.value.questions() {
        sound(question.span);
        sound(question.title_span);
        assert!(question.span.start <= question.title_span.start);
    }
    for link in &read.value.facts.links {
        sound(link.span);
    }
    for dropped in &read.value.reading.dropped {
        sound(dropped.span);
    }
    places_of(&read.diagnostics).for_each(sound);
    let again = parse_file(&file, &ParseOptions::default());
    assert!(
        again.value == read.value,
        "the same bytes were read otherwise"
    );
}

/// Bytes as the files of a guide, parted by form feeds, built as a stranger's and as one's own:
/// the pages of both say the same, and nothing in them runs.
pub fn build(bytes: &[u8]) {
    const MOST: usize = 16;
    let mut inputs = Inputs::default();
    for (number, part) in bytes.split(|byte| *byte == 12).take(MOST).enumerate() {
        let path = format!("{number:02}.md");
        let file = SourceFile::new(FileId::new(path.as_str()), path.as_str(), part);
        inputs.documents.push(file);
    }
    let own = pages(&inputs, false);
    let strangers = pages(&inputs, true);
    assert_eq!(own.len(), strangers.len());
    for ((url, html), (same, strict)) in own.iter().zip(&strangers) {
        assert_eq!(url, same);
        let (open, walled) = (text(html), text(strict));
        if let Some(at) = open.chars().zip(walled.chars()).position(|(a, b)| a != b) {
            let near = |text: &str| -> String {
                text.chars().skip(at.saturating_sub(30)).take(60).collect()
            };
            panic!(
                "{url} says {:?}, and {:?} behind the wall",
                near(&open),
                near(&walled)
            );
        }
        assert_eq!(open.len(), walled.len(), "{url}");
        for html in [html, strict] {
            runs_nothing(url, html);
        }
    }
}

fn pages(inputs: &Inputs, untrusted: bool) -> Vec<(String, String)> {
    let config = Config {
        untrusted,
        ..Config::default()
    };
    let mut artifacts: Vec<Artifact> = Vec::new();
    let build = Builder::default().build(inputs, &Checked::fine(config), &mut artifacts);
    for diagnostic in &build.diagnostics {
        let file = inputs
            .documents
            .iter()
            .find(|file| file.id == diagnostic.file);
        if let (Some(file), Some(span)) = (file, diagnostic.span) {
            assert!(file.text.get(span.range()).is_some(), "{diagnostic:?}");
        }
    }
    let html = artifacts
        .into_iter()
        .filter_map(|artifact| match artifact.content {
            Content::Bytes(bytes) if artifact.path.ends_with(".html") => {
                let html = String::from_utf8(bytes.to_vec()).expect("pages are UTF-8");
                Some((artifact.path.to_string(), html))
            }
            _ => None,
        });
    let mut pages: Vec<(String, String)> = html.collect();
    pages.sort();
    pages
}

/// The words of a page. A mark that only orders bytes is none.
fn text(html: &str) -> String {
    let words = prepbook::markup::text(html);
    words
        .split(|c: char| c.is_whitespace() || c == '\u{feff}')
        .collect()
}

/// No element and no attribute runs what is written in it, and no link does.
fn runs_nothing(url: &str, html: &str) {
    use prepbook::markup::{Token, tokens};
    for token in tokens(html) {
        let Token::Start(tag) = token else { continue };
        let own = tag.name == "script" && tag.attribute("src").is_some();
        let foreign = ["script", "iframe", "object", "embed", "style", "base"];
        assert!(own || !foreign.contains(&tag.name), "{url}: {}", tag.source);
        for (name, value) in &tag.attributes {
            let plain: String = value
                .chars()
                .filter(|c| !c.is_control() && *c != ' ')
                .collect();
            let plain = plain.to_lowercase();
            let bad = name.starts_with("on")
                || name == "style"
                || ["javascript:", "vbscript:", "data:text"]
                    .iter()
                    .any(|scheme| {
                        ["href", "src", "srcset", "action"].contains(&name.as_str())
                            && plain.starts_with(scheme)
                    });
            assert!(!bad, "{url}: {}", tag.source);
        }
    }
}

fn places_of(diagnostics: &[Diagnostic]) -> impl Iterator<Item = Span> {
    diagnostics.iter().filter_map(|diagnostic| diagnostic.span)
}

//! How heavy pages are: what a page has beyond its text, and what it loads before somebody
//! searches. Measured with the corpus of the benchmarks and with the bundled guide.

#[expect(
    dead_code,
    reason = "other tools' forms of the corpus are for measuring"
)]
#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use prepbook::config::{self, Config};
use prepbook::diagnostic::Checked;
use prepbook::guide::Guide;
use prepbook::html::Highlighter;
use prepbook::pipeline::Builder;
use prepbook::render::Content;
use prepbook::source::{Inputs, locate, read_inputs};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd, html};
use tempfile::TempDir;

/// What a page may weigh beyond its text in colours, in bytes after gzip.
const FRAME: usize = 12 * 1024;

/// What styles and scripts of a page may weigh together, in bytes after gzip.
const ASSETS: usize = 20 * 1024;

/// A site that was built in memory.
struct Site {
    inputs: Inputs,
    guide: std::sync::Arc<Guide>,
    files: BTreeMap<String, Vec<u8>>,
}

impl Site {
    fn build(root: &Path) -> Self {
        let site = locate(root).expect("a site");
        let config = match &site.config {
            Some(file) => config::read(file),
            None => Checked::fine(Config::default()),
        };
        let options = config.value.read_options(None);
        let inputs = read_inputs(&site, &options).expect("files to read");
        let mut artifacts = Vec::new();
        let build = Builder::default().build(&inputs, &config, &mut artifacts);
        assert_eq!(build.diagnostics, []);
        let files = artifacts.into_iter().filter_map(|artifact| {
            let Content::Bytes(bytes) = artifact.content else {
                return None;
            };
            Some((artifact.path, bytes.to_vec()))
        });
        Self {
            files: files.collect(),
            guide: build.guide,
            inputs,
        }
    }

    /// Every page with what it weighs beyond its text. A document that is cut into pages has its
    /// text in all of them together, so each of them counts with an equal share of what is beyond.
    fn frames(&self) -> Vec<(String, usize)> {
        let highlighter = Highlighter::default();
        let mut documents: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for page in &self.guide.pages {
            if let Some(document) = page.key.document() {
                let (weight, parts) = documents.entry(document).or_default();
                *weight += gzipped(&self.files[&page.url]);
                *parts += 1;
            }
        }
        for (index, entry) in self.guide.documents.iter().enumerate() {
            let of_document =
                |file: &&prepbook::source::SourceFile| file.path == entry.document.path;
            let mut files = self.inputs.documents.iter();
            let source = files.find(of_document).expect("the document's file");
            let text = gzipped(plain(&source.text, &highlighter).as_bytes());
            let (weight, _) = documents.get_mut(&index).expect("its pages");
            *weight = weight.saturating_sub(text);
        }
        let pages = self.guide.pages.iter().map(|page| {
            let weight = match page.key.document() {
                Some(document) => {
                    let (beyond, parts) = documents[&document];
                    beyond / parts
                }
                None => gzipped(&self.files[&page.url]),
            };
            (page.url.clone(), weight)
        });
        pages.collect()
    }

    /// Every set of styles and scripts that a page names, with a page that names it and what they
    /// weigh together.
    fn assets(&self) -> Vec<(String, Vec<String>, usize)> {
        let mut seen = BTreeSet::new();
        let mut sets = Vec::new();
        for page in &self.guide.pages {
            let html = String::from_utf8_lossy(&self.files[&page.url]);
            let mut names: Vec<String> = html
                .split(['<', '>'])
                .filter(|tag| {
                    tag.starts_with("script ") || tag.starts_with("link rel=\"stylesheet\"")
                })
                .filter_map(|tag| tag.split('"').find(|value| value.contains("assets/")))
                .map(|path| path.trim_start_matches("../").to_owned())
                .collect();
            names.sort();
            if !seen.insert(names.clone()) {
                continue;
            }
            let weight = names.iter().map(|name| gzipped(&self.files[name])).sum();
            sets.push((page.url.clone(), names, weight));
        }
        sets
    }
}

/// The text as pulldown-cmark writes it, with the same colours.
fn plain(text: &str, highlighter: &Highlighter) -> String {
    let text = match text
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
    {
        Some((_, body)) => body,
        None => text,
    };
    let mut out = Vec::new();
    let mut code: Option<(String, String)> = None;
    for event in Parser::new_ext(text, Options::all()) {
        match (event, &mut code) {
            (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(name))), _) => {
                code = Some((name.to_string(), String::new()));
            }
            (Event::Text(text), Some((_, block))) => block.push_str(&text),
            (Event::End(TagEnd::CodeBlock), Some((name, block))) => {
                let coloured = highlighter.highlight(name, block);
                let html = match coloured {
                    Some(html) => html.to_string(),
                    None => prepbook::html::escape(block).to_string(),
                };
                let block = format!("<pre><code class=\"language-{name}\">{html}</code></pre>\n");
                out.push(Event::Html(block.into()));
                code = None;
            }
            (event, _) => out.push(event),
        }
    }
    let mut html = String::new();
    html::push_html(&mut html, out.into_iter());
    html
}

fn gzipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it").len()
}

fn corpus_of(questions: usize) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for file in corpus::files(questions, corpus::Style::Prepbook) {
        let path = folder.path().join(file.path);
        fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder");
        fs::write(path, file.text).expect("a file");
    }
    folder
}

#[test]
fn pages_weigh_little_more_than_their_text() {
    let corpus = corpus_of(300);
    let mut heaviest = Vec::new();
    for root in [
        corpus.path().to_owned(),
        PathBuf::from(env!("CARGO_MANIFEST_DIR")),
    ] {
        let mut frames = Site::build(&root).frames();
        frames.sort_by_key(|(_, weight)| *weight);
        let heavy = frames.iter().rev().take(10).cloned();
        heaviest.extend(heavy);
    }
    heaviest.retain(|(_, weight)| *weight > FRAME);
    assert_eq!(heaviest, []);
}

#[test]
fn styles_and_scripts_are_small_until_somebody_searches() {
    let site = Site::build(Path::new(env!("CARGO_MANIFEST_DIR")));
    let mut sets = site.assets();
    // More than one set, or nothing was looked at.
    assert!(sets.len() > 1, "{sets:?}");
    // On the page that searches somebody searches.
    sets.retain(|(page, _, weight)| page != "search.html" && *weight > ASSETS);
    assert_eq!(sets, []);
}

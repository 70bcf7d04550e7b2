//! The documents of the guide, as texts and as prepbook reads them.

use std::path::Path;
use std::sync::Arc;

use prepbook::config::Config;
use prepbook::diagnostic::Checked;
use prepbook::guide::Guide;
use prepbook::model::{Document, Question};
use prepbook::pipeline::Builder;
use prepbook::source::{SourceFile, locate, read_inputs};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// The guide without the handbook.
pub struct Documents {
    sources: Vec<SourceFile>,
    guide: Arc<Guide>,
    blocks: Vec<Block>,
}

/// A fenced block: where it stands, what its fence says, and what it holds.
pub struct Block {
    /// The file below `content`, and the line of the fence.
    pub place: String,
    pub info: String,
    pub text: String,
}

impl Block {
    /// The language, which is the first word of what the fence says.
    pub fn language(&self) -> &str {
        self.words().next().unwrap_or_default()
    }

    /// Whether the fence says `no_run`.
    pub fn stays(&self) -> bool {
        self.words().any(|word| word == "no_run")
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.info.split_whitespace()
    }
}

impl Documents {
    /// Reads `content`.
    pub fn read() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        let site = locate(&folder).expect("the guide is there");
        let options = Config::default().read_options(None);
        let mut inputs = read_inputs(&site, &options).expect("the guide can be read");
        inputs
            .documents
            .retain(|file| !file.path.starts_with("handbook/"));
        let config = Checked::fine(Config::default());
        let build = Builder::default().read(&inputs, &config);
        let of = |file: &SourceFile| blocks(&file.path, &file.text);
        Self {
            blocks: inputs.documents.iter().flat_map(of).collect(),
            sources: inputs.documents,
            guide: build.guide,
        }
    }

    /// Each document with its text.
    pub fn iter(&self) -> impl Iterator<Item = (&Document, &str)> {
        self.guide.documents.iter().map(|placed| {
            let document = &*placed.document;
            (document, self.text(&document.path))
        })
    }

    /// Each question with its document and its document's text.
    pub fn questions(&self) -> impl Iterator<Item = (&Document, &str, &Question)> {
        self.iter().flat_map(|(document, text)| {
            let questions = document.questions();
            questions.map(move |question| (document, text, question))
        })
    }

    /// Every fenced block of the guide.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    fn text(&self, path: &str) -> &str {
        let found = self.sources.iter().find(|file| &*file.path == path);
        &found.expect("each document has a source").text
    }
}

/// Where a question stands, for messages.
pub fn place(document: &Document, text: &str, question: &Question) -> String {
    let start = question.title_span.start as usize;
    format!("{}:{}", document.path, line_at(text, start))
}

/// The words that are said aloud: neither code nor tables.
pub fn spoken_words(markdown: &str) -> usize {
    let mut silent = 0;
    let mut words = 0;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Table(_)) => silent += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Table) => silent -= 1,
            Event::Text(text) | Event::Code(text) if silent == 0 => {
                words += text.split_whitespace().count();
            }
            _ => {}
        }
    }
    words
}

/// The fenced blocks of a text, with the indentation of lists taken off.
pub fn blocks(path: &str, text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut inside = false;
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                inside = true;
                blocks.push(Block {
                    place: format!("{path}:{}", line_at(text, range.start)),
                    info: info.to_string(),
                    text: String::new(),
                });
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            Event::Text(text) if inside => {
                if let Some(block) = blocks.last_mut() {
                    block.text.push_str(&text);
                }
            }
            _ => {}
        }
    }
    blocks
}

fn line_at(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

//! `prepbook.yml`: read once, then passed on explicitly.
//!
//! 1. The [`catalogue`] lists every key of `prepbook.yml` and of front matter; [`schema`] and
//!    [`table`] show it to editors and to readers of the handbook.
//! 2. [`read()`] turns the file into a [`Config`], plain data, and says everything that is wrong
//!    with it.

pub mod brand;
pub mod catalogue;
pub mod color;
pub mod editions;
mod nested;
mod read;
pub mod repository;
pub mod schema;
pub mod table;
mod topics;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{ReadOptions, Span};

pub use brand::{Accent, Brand};
pub use color::Color;
pub use editions::{Edition, Field};
pub use read::{normal_base_url, read};
pub use repository::Repository;
pub use topics::{TopicSetting, tag_key};

/// A value that can be wrong in a way that only a later stage sees, with its place in
/// `prepbook.yml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// An old address and the new one, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The old path, with or without a fragment.
    pub from: Placed<String>,
    /// The new path or a web address.
    pub to: Placed<String>,
}

/// What a question can be asked to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Requirement {
    /// A level.
    Level,
    /// At least one tag.
    Tags,
    /// A rubric.
    Rubric,
    /// Minutes.
    Minutes,
    /// An expected answer.
    Answer,
}

impl Requirement {
    /// Every requirement, in the order of [`catalogue::REQUIRABLE`].
    pub const ALL: [Self; 5] = [
        Self::Level,
        Self::Tags,
        Self::Rubric,
        Self::Minutes,
        Self::Answer,
    ];
}

/// What becomes of images of other sites.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RemoteImages {
    /// Links that say what they lead to, so that a page asks nobody but its own site.
    #[default]
    Link,
    /// Images; whoever reads a page is seen by those sites.
    Allow,
}

/// What a site is to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Name of the guide.
    pub title: Option<String>,
    /// Name of the folder that the site is read from, which can stand for a title.
    pub folder: Option<String>,
    /// One sentence about it.
    pub description: Option<String>,
    /// BCP 47 tag of the content's language.
    pub language: String,
    /// Content folder relative to the site's root.
    pub content: String,
    /// Output folder relative to the site's root.
    pub output: String,
    /// Folder below `themes/`.
    pub theme: String,
    /// Where the site will stand, ending in `/`; only what must be absolute uses it.
    pub base_url: Option<String>,
    /// Globs to read although a rule skips them.
    pub include: Vec<String>,
    /// Globs not to read.
    pub exclude: Vec<String>,
    /// Warnings count as errors.
    pub strict: bool,
    /// Drafts are published.
    pub drafts: bool,
    /// Strangers wrote the texts: what becomes of them goes through a second wall.
    pub untrusted: bool,
    /// Whether dollars mark formulas; decided case by case when absent.
    pub math: Option<bool>,
    /// Whether answers are linked to the terms of glossaries.
    pub glossary: bool,
    /// What becomes of images of other sites.
    pub remote_images: RemoteImages,
    /// Severities of single codes; `None` switches a code off.
    pub diagnostics: BTreeMap<Code, Option<Severity>>,
    /// Name under which browsers keep what readers do; made from the title when absent.
    pub id: Option<String>,
    /// Whose site it is.
    pub brand: Brand,
    /// Where the Markdown is kept.
    pub repository: Option<Repository>,
    /// Search engines are asked to stay away.
    pub noindex: bool,
    /// Answers and all else that pages fold away stand open.
    pub reveal_open: bool,
    /// What every question must have, each once and in order.
    pub require: Vec<Requirement>,
    /// The tags that may be used; any when absent.
    pub tags: Option<Vec<String>>,
    /// What moved where, in the order of the file.
    pub redirects: Vec<Redirect>,
    /// What is said about topics.
    pub topics: Vec<TopicSetting>,
    /// A team's own front matter keys.
    pub extra_keys: Vec<String>,
    /// What other audiences may see: `candidate` and those that `editions:` adds.
    pub editions: Vec<Edition>,
    /// The edition to build; [`choose`](Self::choose) changes it.
    pub edition: Edition,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: None,
            folder: None,
            description: None,
            language: "en".to_owned(),
            content: ".".to_owned(),
            output: "public".to_owned(),
            theme: "default".to_owned(),
            base_url: None,
            include: Vec::new(),
            exclude: Vec::new(),
            strict: false,
            drafts: false,
            untrusted: false,
            math: None,
            glossary: true,
            remote_images: RemoteImages::default(),
            diagnostics: BTreeMap::new(),
            id: None,
            brand: Brand::default(),
            repository: None,
            noindex: false,
            reveal_open: false,
            require: Vec::new(),
            tags: None,
            redirects: Vec::new(),
            topics: Vec::new(),
            extra_keys: Vec::new(),
            editions: vec![Edition::candidate()],
            edition: Edition::interviewer(),
        }
    }
}

impl Config {
    /// What to read of the site; `output` is the folder that is never read.
    pub fn read_options(&self, output: Option<PathBuf>) -> ReadOptions {
        ReadOptions {
            content: self.content.clone(),
            theme: self.theme.clone(),
            include: self.include.clone(),
            exclude: self.exclude.clone(),
            output,
        }
    }

    /// The names of all editions.
    pub fn edition_names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(editions::INTERVIEWER)
            .chain(self.editions.iter().map(|edition| edition.name.as_str()))
    }

    /// Chooses the edition to build; false when there is none of this name.
    pub fn choose(&mut self, name: &str) -> bool {
        let found = match name {
            editions::INTERVIEWER => Some(Edition::interviewer()),
            _ => self
                .editions
                .iter()
                .find(|edition| edition.name == name)
                .cloned(),
        };
        let Some(edition) = found else {
            return false;
        };
        if !edition.is_whole() {
            // Links for editing lead to the answers, and a folder's name is told to nobody.
            self.repository = None;
            self.folder = None;
        }
        self.edition = edition;
        true
    }

    /// Trusts neither the texts nor what else came with the folder.
    pub fn distrust(&mut self) {
        self.untrusted = true;
        self.remote_images = RemoteImages::Link;
        let brand = &mut self.brand;
        for file in [
            &mut brand.logo,
            &mut brand.favicon,
            &mut brand.image,
            &mut brand.css,
        ] {
            *file = None;
        }
    }

    /// Applies `diagnostics:` and `strict:` to what the stages said.
    pub fn settle(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain_mut(|diagnostic| {
            match self.diagnostics.get(&diagnostic.code) {
                Some(None) if diagnostic.severity == Severity::Warning => return false,
                Some(Some(severity)) => diagnostic.severity = *severity,
                // What an edition withholds is no mistake, unless the site says so.
                _ if self.strict && diagnostic.code != Code::WithheldText => {
                    diagnostic.severity = Severity::Error;
                }
                _ => {}
            }
            true
        });
    }
}

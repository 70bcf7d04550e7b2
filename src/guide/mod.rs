//! All documents together: their order, their pages and URLs, and where links lead.
//!
//! 1. Documents are put in reading order and given URLs made from their paths ([`urls`]).
//! 2. Each part is cut into pages by the size of its source ([`slices`]).
//! 3. Folders and documents make a tree ([`tree`]).
//! 4. What is asked is gathered ([`entries`]), by topic too ([`topics`]), and listed on generated
//!    pages ([`lists`], [`plan`]). What a page would have to search the whole guide for is looked
//!    up here, once: the places of documents and folders, lists by what is in them.
//! 5. A link is resolved against all of it ([`links`]); those by name (`wiki`) get their words.
//! 6. Documents in several languages are one in all lists ([`translations`]).
//! 7. Answers are read for the terms of glossaries ([`terms`]).
//!
//! [`assemble`] joins facts and copies nothing: it always runs.

pub mod entries;
mod fragments;
pub mod kin;
pub mod links;
pub mod lists;
pub mod mentions;
pub mod names;
pub mod order;
mod plan;
pub mod redirects;
mod sentence;
mod sheet;
pub mod slices;
mod spellings;
pub mod terms;
pub mod topics;
pub mod translations;
pub mod tree;
pub mod urls;
mod wiki;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::config::{Config, Repository};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::model::{Document, Kind, PerDocument};
use crate::related;
use crate::source::Asset;
use crate::words::Words;

pub use entries::{Entry, EntryKind};
pub use kin::Kin;
pub use links::Resolution;
pub use lists::{Facet, List, Shelf};
use sheet::Sheet;
pub use slices::Slice;
pub use topics::{Topic, Topics};
use translations::Translations;
pub use tree::{Folder, Node};

/// Attachments by path relative to the content root.
pub type Assets = BTreeMap<Arc<str>, Asset>;

/// What is kept from one guide to the next: what was made of documents that are still the same.
#[derive(Debug, Default)]
pub struct Known {
    sheets: PerDocument<Sheet>,
    related: related::Known,
}

/// A guide: everything a page can be made from.
#[derive(Debug)]
pub struct Guide {
    /// Its name.
    pub title: String,
    /// One sentence about it, or empty.
    pub description: String,
    /// The documents in reading order.
    pub documents: Vec<GuideDocument>,
    /// Folders; the first is the root.
    pub folders: Vec<Folder>,
    /// The pages in reading order; the generated ones behind the authors'.
    pub pages: Vec<Page>,
    /// Everything that is asked, in reading order.
    pub entries: Vec<Entry>,
    /// What it is about.
    pub topics: Topics,
    /// The lists of entries that have pages.
    pub lists: Vec<List>,
    /// The list of all documents; empty where there are few.
    pub shelves: Vec<Shelf>,
    /// The terms of its glossaries.
    pub terms: terms::Terms,
    /// Which questions belong together.
    pub kin: Kin,
    /// Attachments that can be linked to.
    pub assets: Arc<Assets>,
    /// What can be linked to by name.
    pub names: names::Names,
    /// Old addresses.
    pub moved: redirects::Moved,
    /// What links to what.
    pub mentions: mentions::Mentions,
    /// Which documents are translations of which.
    pub translations: Translations,
    /// Index of a document by its path.
    by_path: HashMap<Arc<str>, usize>,
    /// Paths of everything in the letters that all spellings share, looked up when a link needs it.
    spellings: OnceLock<spellings::Spellings>,
    /// Whether strangers wrote it, so that files which could run something are none of its own.
    pub untrusted: bool,
    /// Where the Markdown is kept: links that name it lead to pages.
    repository: Option<Repository>,
    /// Index of a folder by its path.
    by_folder: HashMap<String, usize>,
    /// Index of a list by what is in it.
    by_facet: FxHashMap<Facet, usize>,
}

/// A document with its place in the guide.
#[derive(Clone, Debug)]
pub struct GuideDocument {
    /// The document.
    pub document: Arc<Document>,
    /// Index of its first page; the others follow it.
    pub first_page: usize,
    /// Number of its pages.
    pub pages: usize,
    /// URL of its first page, relative to the site's root.
    pub url: String,
    /// Index of its folder.
    pub folder: usize,
    /// Its place among the folder's children; 0 for the folder's own document.
    pub place: usize,
    /// Index of its shelf in the list of all documents; 0 where there is none.
    pub shelf: usize,
    /// Whether it is one of the project's own papers.
    pub about: bool,
    /// Where each fragment is: the number of its page, from 0, and the `id` there.
    anchors: Arc<sheet::Anchors>,
    /// Its fragments as other rules make them, for links that need it.
    loose: OnceLock<fragments::Loose>,
}

/// One page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// URL relative to the site's root.
    pub url: String,
    /// What it shows.
    pub key: PageKey,
}

/// What a page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageKey {
    /// The start page, with the root's own document when there is one.
    Home(Option<usize>),
    /// A folder without a document of its own.
    Folder(usize),
    /// The first page of a document whose parts are pages of their own.
    Front(usize),
    /// A part of a document, or a slice of one.
    Part {
        /// Index of the document.
        document: usize,
        /// Index of the part.
        part: usize,
        /// Which of the part's units.
        slice: Slice,
    },
    /// A page of a list of entries.
    List {
        /// Index of the list.
        list: usize,
        /// Number of the page within the list, from 0.
        number: usize,
    },
    /// A page of all topics, by its number from 0.
    Topics(usize),
    /// A page of all documents, by its number from 0.
    Documents(usize),
    /// The page that searches.
    Search,
    /// The page for addresses that do not exist.
    NotFound,
    /// A page that sends on from an old address, by its index.
    Redirect(usize),
}

impl PageKey {
    /// Whether it is made from other pages, and so no step on the way through the guide.
    pub fn is_generated(&self) -> bool {
        let own = matches!(self, Self::Home(_) | Self::Folder(_));
        !own && self.document().is_none()
    }

    /// The document that the page belongs to.
    pub fn document(&self) -> Option<usize> {
        match self {
            Self::Home(document) => *document,
            Self::Front(document) | Self::Part { document, .. } => Some(*document),
            Self::Folder(_)
            | Self::List { .. }
            | Self::Topics(_)
            | Self::Documents(_)
            | Self::Search
            | Self::NotFound
            | Self::Redirect(_) => None,
        }
    }
}

/// Joins documents to a guide. Drafts are left out unless `config` wants them.
pub fn assemble(
    documents: &[Arc<Document>],
    assets: &Arc<Assets>,
    config: &Config,
    words: &Words,
) -> Checked<Guide> {
    assemble_again(documents, assets, config, words, &mut Known::default())
}

/// As [`assemble`]; what `known` has from an earlier guide is not made again.
pub fn assemble_again(
    documents: &[Arc<Document>],
    assets: &Arc<Assets>,
    config: &Config,
    words: &Words,
    known: &mut Known,
) -> Checked<Guide> {
    let mut diagnostics = Vec::new();
    let mut published: Vec<Arc<Document>> = documents
        .iter()
        .filter(|document| config.drafts || !document.meta.draft)
        .cloned()
        .collect();
    let orders = order::folder_orders(&published);
    published.sort_by(|a, b| order::compare(a, b, &orders));
    let urls = urls::of_documents(&published, is_plain);
    for (document, url) in published.iter().zip(&urls) {
        if let Some(taken) = &url.taken {
            diagnostics.push(
                Diagnostic::of_file(
                    Code::DuplicateUrl,
                    &document.file,
                    format!("this file and '{taken}' would have the same address"),
                )
                .help(format!(
                    "it was published as '{}'; rename one of the two files",
                    url.url
                )),
            );
        }
    }
    let assets = &links::usable(assets, config);
    let translations = Translations::of(&published, &config.language);
    let mut guide = Guide {
        title: String::new(),
        description: config.description.clone().unwrap_or_default(),
        documents: Vec::with_capacity(published.len()),
        folders: tree::folders(&published, &urls, &translations),
        pages: Vec::new(),
        entries: Vec::new(),
        topics: Topics::default(),
        lists: Vec::new(),
        terms: terms::Terms::default(),
        shelves: Vec::new(),
        kin: Kin::default(),
        assets: Arc::clone(assets),
        names: names::Names::default(),
        moved: redirects::Moved::default(),
        mentions: mentions::Mentions::default(),
        translations,
        by_path: HashMap::new(),
        spellings: OnceLock::new(),
        untrusted: config.untrusted,
        repository: config.repository.clone(),
        by_folder: HashMap::new(),
        by_facet: FxHashMap::default(),
    };
    for (index, folder) in guide.folders.iter().enumerate() {
        guide.by_folder.insert(folder.path.clone(), index);
    }
    for (index, (document, url)) in published.into_iter().zip(urls).enumerate() {
        guide.by_path.insert(Arc::clone(&document.path), index);
        let folder = guide
            .by_folder
            .get(urls::folder_of(&document.path))
            .copied()
            .unwrap_or(0);
        guide.documents.push(GuideDocument {
            about: folder == 0 && order::is_paper(&document),
            document,
            first_page: 0,
            pages: 0,
            url: url.url,
            folder,
            place: 0,
            shelf: 0,
            anchors: Arc::default(),
            loose: OnceLock::new(),
        });
    }
    for folder in &guide.folders {
        for (place, node) in folder.children.iter().enumerate() {
            if let Node::Document(index) = node {
                guide.documents[*index].place = place;
            }
        }
    }
    guide.name_folders();
    guide.title = title(&guide, config, words);
    guide.name_translations();
    let sheets = plan::sheets(&guide, &mut known.sheets);
    plan::pages(&mut guide, &config.topics, &sheets);
    let mut said = Vec::new();
    redirects::plan(&mut guide, config, &mut said);
    if config.edition.is_whole() {
        diagnostics.extend(said);
    }
    let sheets = plan::names(&mut guide, config, sheets);
    guide.mentions = mentions::Mentions::gather(&guide, &sheets);
    guide.terms = terms::Terms::collect(&guide, config);
    guide.kin = Kin::of(&guide, &config.language, &mut known.related);
    duplicate_ids(&guide, &mut diagnostics);
    Checked::new(guide, diagnostics)
}

/// The guide's name: what the configuration says, the title of the root's own document or of the
/// only one there is, the folder's name.
fn title(guide: &Guide, config: &Config, words: &Words) -> String {
    // Without a heading a file is called like its path, and "README" is no name of a guide.
    let own = |index: usize| {
        let document = &guide.documents[index].document;
        let named = !matches!(document.title.to_lowercase().as_str(), "readme" | "index");
        named.then(|| document.title.clone())
    };
    let root = || {
        let is_root =
            |entry: &GuideDocument| entry.folder == 0 && urls::is_index(&entry.document.path);
        own(guide.documents.iter().position(is_root)?)
    };
    let only = || (guide.documents.len() == 1).then(|| own(0)).flatten();
    config
        .title
        .clone()
        .or_else(|| own(guide.folders.first()?.index?))
        .or_else(root)
        .or_else(only)
        .or_else(|| config.folder.as_deref().map(tree::title))
        .unwrap_or_else(|| words.guide.clone())
}

/// A root document of one short part of prose is shown on the start page itself; any other has
/// pages of its own.
fn is_plain(document: &Document) -> bool {
    matches!(document.parts.as_slice(), [part] if part.kind() == Kind::Page)
        && document.size as usize <= slices::PAGE_SIZE
}

fn duplicate_ids(guide: &Guide, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: HashMap<_, (usize, _, _)> = HashMap::new();
    for (index, entry) in guide.documents.iter().enumerate() {
        for question in entry.document.questions() {
            let Some(span) = question.authored_id else {
                continue;
            };
            match seen.get(&question.id) {
                None => {
                    let file = entry.document.file.clone();
                    seen.insert(question.id.clone(), (index, file, span));
                }
                // Translators copy ids with the rest, and so marks are kept for all languages.
                Some((other, ..)) if guide.translations.are_one(*other, index) => {}
                Some((_, file, first)) => diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateId,
                        &entry.document.file,
                        span,
                        format!("the id '{}' is taken", question.id),
                    )
                    .related(file, *first, "first used here")
                    .help("give one of the two questions another id"),
                ),
            }
        }
    }
}

impl Guide {
    /// Index of the document at `path` below the content root.
    pub fn document_at(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// Index of the folder at `path` below the content root; the root is empty.
    pub fn folder_at(&self, path: &str) -> Option<usize> {
        self.by_folder.get(path).copied()
    }

    /// Index of the page with this URL, when it is one that sends on or that old addresses lead to.
    pub fn page_at(&self, url: &str) -> Option<usize> {
        self.moved.pages.get(url).copied()
    }

    /// The kind of the part that a page shows; none for a page of no part.
    pub fn kind(&self, key: &PageKey) -> Option<Kind> {
        match key {
            PageKey::Part { document, part, .. } => {
                Some(self.documents[*document].document.parts[*part].kind())
            }
            _ => None,
        }
    }

    /// URL of the folder's page.
    pub fn folder_url(&self, folder: usize) -> &str {
        match self.folders[folder].index {
            Some(index) => &self.documents[index].url,
            None => &self.folders[folder].url,
        }
    }

    /// Title of a document's folder; empty at the root, and for the folder's own document.
    pub fn folder_title(&self, document: usize) -> &str {
        let folder = &self.folders[self.documents[document].folder];
        if folder.parent.is_none() || folder.index == Some(document) {
            ""
        } else {
            &folder.title
        }
    }

    /// URL of the page where a fragment of a document is, and the `id` there.
    pub fn anchor(&self, document: usize, fragment: &str) -> Option<(&str, &str)> {
        let entry = &self.documents[document];
        let (page, id) = entry.anchors.get(fragment)?;
        Some((&self.pages[entry.first_page + page].url, id))
    }

    /// URL with fragment of a question or an exchange, relative to the site's root.
    pub fn question_url(&self, document: usize, id: &str) -> String {
        match self.anchor(document, id) {
            Some((url, id)) if !id.is_empty() => format!("{url}#{id}"),
            Some((url, _)) => url.to_owned(),
            None => self.documents[document].url.clone(),
        }
    }

    /// URL of the first page of a list; the one of all entries stands for lists without pages.
    pub fn list_url(&self, facet: Facet) -> Option<&str> {
        let list = self.list(facet).or_else(|| self.list(Facet::All))?;
        Some(&list.url)
    }

    /// The list of the entries that have this in common, when it has pages.
    pub fn list(&self, facet: Facet) -> Option<&List> {
        Some(&self.lists[*self.by_facet.get(&facet)?])
    }

    /// Whether a document is one of the project's own papers, which stand in a group of their own.
    pub fn is_about(&self, document: usize) -> bool {
        self.documents[document].about
    }

    /// What is in a folder, and the project's own papers, which are last in it: only the root has
    /// some.
    pub fn children(&self, folder: usize) -> (&[Node], &[Node]) {
        let children = &self.folders[folder].children;
        let is_paper = |node: &Node| matches!(node, Node::Document(index) if self.is_about(*index));
        children.split_at(children.partition_point(|node| !is_paper(node)))
    }

    /// The fragments of a document.
    pub fn fragments(&self, document: usize) -> impl Iterator<Item = &str> {
        self.documents[document]
            .anchors
            .keys()
            .map(|fragment| &**fragment)
    }

    /// Attachments that some document links to.
    pub fn used_assets(&self) -> Vec<&Asset> {
        let mut used = BTreeMap::new();
        for (index, entry) in self.documents.iter().enumerate() {
            for link in &entry.document.facts.links {
                if let Resolution::Asset(path) = links::resolve(self, index, &link.target)
                    && let Some(asset) = self.assets.get(path.as_str())
                {
                    used.insert(path, asset);
                }
            }
        }
        used.into_values().collect()
    }
}

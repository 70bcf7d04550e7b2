//! All documents together: their order, their pages and URLs, and where links lead.
//!
//! 1. Documents are put in reading order and given URLs made from their paths ([`urls`]).
//! 2. Each part is cut into pages by the size of its source ([`slices`]).
//! 3. Folders and documents make a tree ([`tree`]).
//! 4. What is asked is gathered ([`entries`]), by topic too ([`topics`]), and listed on generated
//!    pages ([`lists`]).
//! 5. A link is resolved against all of it ([`links`]).
//!
//! [`assemble`] joins facts and copies nothing: it always runs.

pub mod entries;
mod ids;
pub mod kin;
pub mod links;
pub mod lists;
pub mod order;
pub mod slices;
pub mod topics;
pub mod tree;
pub mod urls;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::model::{Document, Kind, PartBody};
use crate::source::Asset;
use crate::words::Words;

pub use entries::{Entry, EntryKind};
pub use kin::Kin;
pub use links::Resolution;
pub use lists::{Facet, List};
pub use slices::Slice;
pub use topics::{Topic, Topics};
pub use tree::{Folder, Node};

/// Attachments by path relative to the content root.
pub type Assets = BTreeMap<Arc<str>, Asset>;

/// A guide: everything a page can be made from.
#[derive(Clone, Debug)]
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
    /// Which questions belong together.
    pub kin: Kin,
    /// Attachments that can be linked to.
    pub assets: Arc<Assets>,
    /// Index of a document by its path.
    by_path: HashMap<Arc<str>, usize>,
    /// Index of a folder by its path.
    by_folder: HashMap<String, usize>,
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
    /// Whether it is one of the project's own papers.
    pub about: bool,
    /// Where each fragment is: its page's index, and the `id` there.
    anchors: HashMap<String, (usize, String)>,
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
    /// The page for addresses that do not exist.
    NotFound,
}

impl PageKey {
    /// Whether it is made from other pages, and so no step on the way through the guide.
    pub fn is_generated(&self) -> bool {
        matches!(
            self,
            Self::List { .. } | Self::Topics(_) | Self::Documents(_) | Self::NotFound
        )
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
            | Self::NotFound => None,
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
    let mut guide = Guide {
        title: String::new(),
        description: config.description.clone().unwrap_or_default(),
        documents: Vec::with_capacity(published.len()),
        folders: tree::folders(&published, &urls),
        pages: Vec::new(),
        entries: Vec::new(),
        topics: Topics::default(),
        lists: Vec::new(),
        kin: Kin::default(),
        assets: Arc::clone(assets),
        by_path: HashMap::new(),
        by_folder: HashMap::new(),
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
            anchors: HashMap::new(),
        });
    }
    guide.title = title(&guide, config, words);
    plan(&mut guide);
    guide.kin = Kin::of(&guide, &config.language);
    ids::duplicates(&guide, &mut diagnostics);
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

/// The pages of the guide, in reading order.
pub fn plan_pages(guide: &Guide) -> Vec<PageKey> {
    guide.pages.iter().map(|page| page.key.clone()).collect()
}

fn plan(guide: &mut Guide) {
    let home = guide.folders[0].index.filter(|index| {
        let document = &guide.documents[*index];
        document.url == "index.html"
    });
    guide.pages.push(Page {
        url: "index.html".to_owned(),
        key: PageKey::Home(home),
    });
    if let Some(index) = home {
        guide.documents[index].first_page = 0;
        guide.documents[index].pages = 1;
        let document = Arc::clone(&guide.documents[index].document);
        for anchor in &document.facts.anchors {
            guide.documents[index]
                .anchors
                .entry(anchor.slug.clone())
                .or_insert((0, anchor.html_id.clone()));
        }
    }
    for node in tree::walk(&guide.folders) {
        match node {
            Node::Document(index) if Some(index) == home => {}
            Node::Document(index) => plan_document(guide, index),
            Node::Folder(index) => {
                if guide.folders[index].index.is_none() && index > 0 {
                    guide.pages.push(Page {
                        url: guide.folders[index].url.clone(),
                        key: PageKey::Folder(index),
                    });
                }
            }
        }
    }
    plan_lists(guide);
    guide.pages.push(Page {
        url: "404.html".to_owned(),
        key: PageKey::NotFound,
    });
}

/// The pages that are made from all documents together.
fn plan_lists(guide: &mut Guide) {
    (guide.entries, guide.topics) = entries::collect(guide);
    guide.lists = lists::of(&guide.entries, &guide.topics);
    let mut planned = Vec::new();
    let mut plan = |url: &str, length, each, key: &dyn Fn(usize) -> PageKey| {
        for number in 0..lists::pages(length, each) {
            planned.push(Page {
                url: urls::of_page(url, number + 1),
                key: key(number),
            });
        }
    };
    for (list, found) in guide.lists.iter().enumerate() {
        let length = found.entries.len();
        plan(&found.url, length, lists::PER_PAGE, &|number| {
            PageKey::List { list, number }
        });
    }
    let topics = guide.topics.all.len();
    if topics > 0 {
        plan(
            lists::TOPICS_URL,
            topics,
            lists::TOPICS_PER_PAGE,
            &PageKey::Topics,
        );
    }
    let documents = guide.documents.len();
    if documents > lists::FEW_DOCUMENTS {
        plan(
            lists::DOCUMENTS_URL,
            documents,
            lists::DOCUMENTS_PER_PAGE,
            &PageKey::Documents,
        );
    }
    guide.pages.append(&mut planned);
}

/// A root document of one short part of prose is shown on the start page itself; any other has
/// pages of its own.
fn is_plain(document: &Document) -> bool {
    matches!(document.parts.as_slice(), [part] if part.kind() == Kind::Page)
        && document.size as usize <= slices::PAGE_SIZE
}

fn plan_document(guide: &mut Guide, index: usize) {
    let document = Arc::clone(&guide.documents[index].document);
    let url = guide.documents[index].url.clone();
    let first = guide.pages.len();
    let mut starts: Vec<u32> = Vec::new();
    let front = document.parts.len() > 1;
    if front {
        guide.pages.push(Page {
            url: url.clone(),
            key: PageKey::Front(index),
        });
        starts.push(0);
    }
    for (part_index, part) in document.parts.iter().enumerate() {
        // The text before the first titled part is shown on the front page.
        if front
            && part_index == 0
            && part.title.is_empty()
            && matches!(part.body, PartBody::Page(_))
        {
            continue;
        }
        for (start, slice) in slices::of_part(part) {
            let number = guide.pages.len() - first + 1;
            guide.pages.push(Page {
                url: urls::of_page(&url, number),
                key: PageKey::Part {
                    document: index,
                    part: part_index,
                    slice,
                },
            });
            starts.push(if starts.is_empty() { 0 } else { start });
        }
    }
    let entry = &mut guide.documents[index];
    entry.first_page = first;
    entry.pages = guide.pages.len() - first;
    for anchor in &document.facts.anchors {
        let page = starts
            .partition_point(|start| *start <= anchor.offset)
            .saturating_sub(1);
        entry
            .anchors
            .entry(anchor.slug.clone())
            .or_insert((first + page, anchor.html_id.clone()));
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
        let (page, id) = self.documents[document].anchors.get(fragment)?;
        Some((&self.pages[*page].url, id))
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
        let url = |facet| {
            let list = self.lists.iter().find(|list| list.facet == facet)?;
            Some(list.url.as_str())
        };
        url(facet).or_else(|| url(Facet::All))
    }

    /// URL with fragment of an entry, relative to the site's root.
    pub fn entry_url(&self, entry: &Entry) -> String {
        self.question_url(entry.document, &entry.fragment)
    }

    /// Whether a document is one of the project's own papers, which stand in a group of their own.
    pub fn is_about(&self, document: usize) -> bool {
        self.documents[document].about
    }

    /// The fragments of a document.
    pub fn fragments(&self, document: usize) -> impl Iterator<Item = &str> {
        self.documents[document].anchors.keys().map(String::as_str)
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

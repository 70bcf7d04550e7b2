//! A guide that is ready to be looked at: any file of its site can be made by itself.
//!
//! A build makes all of them; the server makes those that are asked for. What a file is made of is
//! settled here and nowhere else, so the two cannot differ.

use std::collections::{BTreeMap, HashMap};
use std::mem;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::ArtifactSink;
use super::interface::Interface;
use super::timings::{Stage, Timings};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::edition::holds_static;
use crate::guide::Guide;
use crate::html::Highlighter;
use crate::render::{Artifact, Theme, brand, crawlers};
use crate::search;
use crate::source::{Asset, Inputs};
use crate::view::{page_context, shards};

/// Pages that are rendered at a time before they are handed on: enough for all cores, and few
/// enough that memory does not grow with the guide.
const BATCH: usize = 64;

/// Where the files of the search index are.
const SEARCH: &str = "search/";

/// One state of the guide, with everything that its site is made of.
pub struct Snapshot {
    guide: Arc<Guide>,
    config: Config,
    interface: Arc<Interface>,
    highlighter: Arc<Highlighter>,
    timings: Arc<Timings>,
    theme_assets: Vec<Asset>,
    statics: Vec<Asset>,
    /// Index of a page by its URL.
    pages: HashMap<String, usize>,
    /// The files beside the pages, when somebody asks.
    files: OnceLock<BTreeMap<String, File>>,
    /// The search index, when somebody searches.
    index: OnceLock<BTreeMap<String, Artifact>>,
}

/// Templates and words; equal when they are the very same.
#[derive(Clone)]
pub struct Look(Arc<Interface>);

impl PartialEq for Look {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A file that is no page.
enum File {
    /// It is there.
    Ready(Artifact),
    /// The data of a part of all entries, by its number.
    Rows(usize),
}

impl Snapshot {
    pub(super) fn new(
        guide: Arc<Guide>,
        config: &Config,
        interface: Arc<Interface>,
        highlighter: Arc<Highlighter>,
        inputs: &Inputs,
        timings: Arc<Timings>,
    ) -> Self {
        let urls = guide.pages.iter().map(|page| page.url.clone());
        Self {
            pages: urls.zip(0..).collect(),
            guide,
            config: config.clone(),
            interface,
            highlighter,
            timings,
            theme_assets: inputs.theme_assets.clone(),
            statics: inputs.statics.clone(),
            files: OnceLock::new(),
            index: OnceLock::new(),
        }
    }

    /// The file at `path`, relative to the site's root; none where the site has no such file.
    ///
    /// # Errors
    /// What a template asks for and the page does not have.
    pub fn file(&self, path: &str) -> Option<Result<Artifact, Diagnostic>> {
        if let Some(page) = self.pages.get(path) {
            return Some(self.page(*page));
        }
        if path.starts_with(SEARCH)
            && let Some(artifact) = self.index().get(path)
        {
            return Some(Ok(artifact.clone()));
        }
        self.files().get(path).map(|file| Ok(self.made(path, file)))
    }

    /// Whether there is a file at `path`, relative to the site's root.
    pub fn has(&self, path: &str) -> bool {
        self.pages.contains_key(path)
            || path.starts_with(SEARCH) && self.index().contains_key(path)
            || self.files().contains_key(path)
    }

    /// What pages share: styles, scripts, pictures, attachments.
    pub fn shared(&self) -> impl Iterator<Item = &Artifact> {
        self.files().values().filter_map(|file| match file {
            File::Ready(artifact) => Some(artifact),
            File::Rows(_) => None,
        })
    }

    /// Its templates and words.
    pub fn look(&self) -> Look {
        Look(Arc::clone(&self.interface))
    }

    /// One page of each kind.
    pub fn samples(&self) -> Vec<&str> {
        let mut kinds = Vec::new();
        let mut samples = Vec::new();
        for page in &self.guide.pages {
            let kind = (mem::discriminant(&page.key), self.guide.kind(&page.key));
            if !kinds.contains(&kind) {
                kinds.push(kind);
                samples.push(&*page.url);
            }
        }
        samples
    }

    /// Makes the search index, which whoever asks for it next finds.
    pub(super) fn make_index(&self) {
        self.index();
    }

    /// Renders all pages in reading order; what their templates get wrong is returned. Ends early
    /// when `stop` says so.
    pub(super) fn pages(
        &self,
        sink: &mut dyn ArtifactSink,
        stop: &mut dyn FnMut() -> bool,
    ) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let before = self.highlighter.counts();
        let all: Vec<usize> = (0..self.guide.pages.len()).collect();
        for batch in all.chunks(BATCH) {
            if stop() {
                break;
            }
            let rendered: Vec<_> = batch.par_iter().map(|page| self.page(*page)).collect();
            for result in rendered {
                match result {
                    Ok(artifact) => sink.put(artifact),
                    Err(diagnostic) => diagnostics.push(diagnostic),
                }
            }
        }
        let now = self.highlighter.counts();
        let (calls, hits) = (now.calls - before.calls, now.hits - before.hits);
        self.timings.count(Stage::Highlight, calls, hits);
        diagnostics
    }

    /// Hands on every file that is no page.
    pub(super) fn others(&self, sink: &mut dyn ArtifactSink) {
        for artifact in self.index().values() {
            sink.put(artifact.clone());
        }
        for (path, file) in self.files() {
            sink.put(self.made(path, file));
        }
    }

    fn page(&self, page: usize) -> Result<Artifact, Diagnostic> {
        let highlight = |language: &str, code: &str| {
            self.timings.measure(Stage::Highlight, || {
                self.highlighter.highlight(language, code)
            })
        };
        let context = self.timings.measure(Stage::Context, || {
            let words = &self.interface.words;
            page_context(&self.guide, &self.config, words, &highlight, page)
        });
        self.timings
            .measure(Stage::Fill, || self.theme().render(&context))
    }

    fn theme(&self) -> &Theme {
        &self.interface.theme
    }

    fn index(&self) -> &BTreeMap<String, Artifact> {
        self.index.get_or_init(|| {
            let language = &self.config.language;
            self.timings
                .measure(Stage::Search, || search::index(&self.guide, language))
                .into_iter()
                .map(|(path, text)| (path.clone(), Artifact::new(path, text.into_bytes())))
                .collect()
        })
    }

    fn files(&self) -> &BTreeMap<String, File> {
        self.files
            .get_or_init(|| self.timings.measure(Stage::Files, || self.listed()))
    }

    /// Files beside the pages: the browser's data, the theme's, the author's, `static/`, and those
    /// for search engines. Where two want one path, a page goes before an attachment, an
    /// attachment before a static file, and an author's own robots.txt before the one that is made.
    fn listed(&self) -> BTreeMap<String, File> {
        let mut files = BTreeMap::new();
        let mut put = |path: String, file: File| {
            if !self.pages.contains_key(&path) {
                files.entry(path).or_insert(file);
            }
        };
        for number in 0..shards::count(&self.guide) {
            put(shards::path(number), File::Rows(number));
        }
        let mut ready = |artifact: Artifact| put(artifact.path.clone(), File::Ready(artifact));
        let copy = |asset: &Asset| Artifact::copy(asset.path.to_string(), asset.disk.clone());
        let theme = self.theme();
        self.theme_assets.iter().map(copy).for_each(&mut ready);
        let brand = brand::stylesheet(&self.config, theme.stylesheet());
        theme.assets().into_iter().chain(brand).for_each(&mut ready);
        let used = self.guide.used_assets();
        used.into_iter().map(copy).for_each(&mut ready);
        let statics = self.statics.iter().filter(|asset| {
            let brand = self.config.brand.files();
            let brand = brand.map(|(_, file)| file.value.as_str());
            holds_static(asset, &self.config.edition, brand)
        });
        statics.map(copy).for_each(&mut ready);
        crawlers::files(&self.guide, &self.config)
            .into_iter()
            .for_each(&mut ready);
        files
    }

    fn made(&self, path: &str, file: &File) -> Artifact {
        match file {
            File::Ready(artifact) => artifact.clone(),
            File::Rows(number) => {
                let text = shards::text(&self.guide, *number);
                Artifact::new(path, text.into_bytes())
            }
        }
    }
}

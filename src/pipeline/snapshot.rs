//! A guide that is ready to be looked at: any file of its site can be made by itself.
//!
//! A build makes all of them; the server makes those that are asked for. What a file is made of is
//! settled here and nowhere else, so the two cannot differ.

use std::collections::{BTreeMap, HashMap};
use std::mem;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::ArtifactSink;
use super::colours::colour;
use super::interface::Interface;
use super::paths::{Beside, Paths};
use super::timings::{Stage, Timings};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::edition::holds_static;
use crate::guide::Guide;
use crate::html::Highlighter;
use crate::render::{Artifact, Theme, brand, crawlers};
use crate::search;
use crate::source::{Asset, Inputs, id_prefix};
use crate::view::{page_context, shards};

/// Pages that each thread renders before all are handed on: enough that none waits long for the
/// others, and few enough that memory does not grow with the guide.
const BATCH: usize = 16;

/// Where the files of the search index are, with the one whose name is known before they are.
const SEARCH: &str = "search/";
const SEARCH_LIST: &str = "search/manifest.js";

/// Where the questions for scripts are.
const ROWS: &str = "data/";

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
    files: OnceLock<Beside>,
    /// The questions for scripts, when one wants them.
    rows: OnceLock<BTreeMap<String, Artifact>>,
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
            rows: OnceLock::new(),
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
        self.no_page(path).map(|artifact| Ok(artifact.clone()))
    }

    /// Whether there is a file at `path`, relative to the site's root.
    pub fn has(&self, path: &str) -> bool {
        self.pages.contains_key(path) || self.no_page(path).is_some()
    }

    /// The file at `path` that is no page.
    fn no_page(&self, path: &str) -> Option<&Artifact> {
        let made = self.made(path).and_then(|files| files.get(path));
        made.or_else(|| self.files().artifacts.get(path))
    }

    /// What pages share: styles, scripts, pictures, attachments.
    pub fn shared(&self) -> impl Iterator<Item = &Artifact> {
        self.files().artifacts.values()
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

    /// Renders all pages in reading order; what their templates get wrong is returned. Ends early
    /// when `stop` says so.
    pub(super) fn pages(
        &self,
        sink: &mut dyn ArtifactSink,
        stop: &mut dyn FnMut() -> bool,
    ) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        // For all questions at once that is cheaper than for one after the other, and the threads
        // that render need not wait for it.
        self.timings
            .measure(Stage::Related, || self.guide.kin.twins().count());
        self.guide.terms.read_answers(&self.guide);
        let before = self.highlighter.counts();
        self.timings.measure(Stage::Highlight, || {
            colour(&self.guide, &self.highlighter, stop);
        });
        self.timings.measure(Stage::Render, || {
            self.each_page(stop, &mut |result| match result {
                Ok(artifact) => sink.put(artifact),
                Err(diagnostic) => diagnostics.push(diagnostic),
            });
        });
        let now = self.highlighter.counts();
        let calls = now.calls - before.calls;
        // Not every block that was coloured before is on a page.
        let hits = now.hits.saturating_sub(before.hits);
        self.timings.count(Stage::Highlight, calls, hits);
        diagnostics
    }

    /// Renders all pages and hands them on in reading order, some while the next are rendered.
    fn each_page(
        &self,
        stop: &mut dyn FnMut() -> bool,
        take: &mut dyn FnMut(Result<Artifact, Diagnostic>),
    ) {
        let all: Vec<usize> = (0..self.guide.pages.len()).collect();
        let mut ready = Vec::new();
        for batch in all.chunks(BATCH * rayon::current_num_threads()) {
            if stop() {
                return;
            }
            let mut next = Vec::new();
            rayon::in_place_scope(|scope| {
                scope.spawn(|_| {
                    next = batch.par_iter().map(|page| self.page(*page)).collect();
                });
                mem::take(&mut ready).into_iter().for_each(&mut *take);
            });
            ready = next;
        }
        ready.into_iter().for_each(take);
    }

    /// Hands on the files of the search index, and holds no more than some of them.
    pub(super) fn search(&self, sink: &mut dyn ArtifactSink) {
        self.each_of_index(&mut |file| sink.put(file));
    }

    /// Hands on every file that is neither a page nor of the search index.
    pub(super) fn others(&self, sink: &mut dyn ArtifactSink) {
        let made = [self.rows(), &self.files().artifacts];
        for artifact in made.into_iter().flat_map(BTreeMap::values) {
            sink.put(artifact.clone());
        }
    }

    fn page(&self, page: usize) -> Result<Artifact, Diagnostic> {
        let highlight = |language: &str, code: &str| self.highlighter.highlight(language, code);
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

    /// The files that are made of all questions together, where `path` may be among them.
    fn made(&self, path: &str) -> Option<&BTreeMap<String, Artifact>> {
        if path.starts_with(SEARCH) {
            return Some(self.index());
        }
        path.starts_with(ROWS).then(|| self.rows())
    }

    fn rows(&self) -> &BTreeMap<String, Artifact> {
        self.rows.get_or_init(|| {
            self.timings
                .measure(Stage::Files, || shards::files(&self.guide))
                .into_iter()
                .map(|(path, text)| (path.clone(), Artifact::new(path, text.into_bytes())))
                .collect()
        })
    }

    fn index(&self) -> &BTreeMap<String, Artifact> {
        self.index.get_or_init(|| {
            let mut files = BTreeMap::new();
            self.each_of_index(&mut |file| {
                files.insert(file.path.clone(), file);
            });
            files
        })
    }

    /// Makes the search index, which nobody need hold as a whole.
    fn each_of_index(&self, take: &mut dyn FnMut(Artifact)) {
        let mut take = |path, text: String| take(Artifact::new(path, text.into_bytes()));
        let language = &self.config.language;
        self.timings.measure(Stage::Search, || {
            search::index(&self.guide, language, &mut take);
        });
    }

    fn files(&self) -> &Beside {
        self.files
            .get_or_init(|| self.timings.measure(Stage::Files, || self.listed()))
    }

    /// Author's files that have the path of another file of the site, with or without case.
    pub(super) fn colliding(&self) -> Vec<Diagnostic> {
        self.files().diagnostics.clone()
    }

    /// Files beside the pages: the theme's, the author's, `static/`, and those for search engines,
    /// in the order in which they go before each other.
    fn listed(&self) -> Beside {
        let taken = |path: &str| {
            self.pages.contains_key(path) || matches!(path, SEARCH_LIST | shards::LIST)
        };
        let mut paths = Paths::new(&taken);
        let copy = |asset: &Asset| Artifact::copy(asset.path.to_string(), asset.disk.clone());
        let theme = self.theme();
        let own = self.theme_assets.iter().map(copy);
        let brand = brand::stylesheet(&self.config, theme.stylesheet());
        for artifact in own.chain(theme.assets()).chain(brand) {
            paths.add(artifact);
        }
        let content = id_prefix(&self.config.content);
        for asset in self.guide.used_assets() {
            paths.add_authors(copy(asset), &content);
        }
        for asset in &self.statics {
            let brand = self.config.brand.files();
            let brand = brand.map(|(_, file)| file.value.as_str());
            if holds_static(asset, &self.config.edition, brand) {
                paths.add_authors(copy(asset), "static/");
            }
        }
        for artifact in crawlers::files(&self.guide, &self.config) {
            paths.add(artifact);
        }
        paths.beside
    }
}

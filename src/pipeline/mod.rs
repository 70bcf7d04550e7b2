//! The stages joined: inputs to artifacts.
//!
//! 1. The words of the interface are read, and the theme is loaded and checked.
//! 2. Files are parsed, in parallel; a file with the same text as last time is not parsed again
//!    ([`memo`]).
//! 3. Documents are cut down to what the edition shows; what is left out is seen by no later stage.
//! 4. The guide is assembled and checked.
//! 5. Pages are made and rendered, in parallel, and handed to the sink in reading order; the search
//!    index is made of the guide as well.
//!
//! A [`Builder`] is the clean build; its memo only leaves out calls whose inputs are the same,
//! and repeats what they said.

mod memo;
#[expect(clippy::disallowed_methods, reason = "time is measured here")]
mod timings;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::check::check;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, report};
use crate::edition::{holds_static, project};
use crate::guide::{Guide, assemble};
use crate::html::Highlighter;
use crate::model::Document;
use crate::parse::ParseOptions;
use crate::render::{Artifact, Theme, brand, crawlers, embedded};
use crate::search;
use crate::source::{Asset, Inputs};
use crate::view::{page_context, shards::shards};
use crate::words::Words;

use memo::Memo;
pub use timings::{Stage, Timings};

/// Pages that are rendered at a time before they are handed on: enough for all cores, and few
/// enough that memory does not grow with the guide.
const BATCH: usize = 64;

/// Takes artifacts one after the other.
pub trait ArtifactSink {
    /// Takes one.
    fn put(&mut self, artifact: Artifact);
}

impl ArtifactSink for Vec<Artifact> {
    fn put(&mut self, artifact: Artifact) {
        self.push(artifact);
    }
}

/// What a build found out.
#[derive(Debug)]
pub struct Build {
    /// The guide.
    pub guide: Guide,
    /// Everything that is wrong, sorted, with the severities that the configuration wants.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a site was made; not with an unusable theme.
    pub rendered: bool,
    /// What took how long.
    pub timings: Timings,
}

/// Makes guides of inputs, and remembers what it can use again.
#[derive(Debug, Default)]
pub struct Builder {
    memo: Memo,
    highlighter: Arc<Highlighter>,
}

impl Builder {
    /// One whose code gets its colours from `highlighter`, which may know some from elsewhere.
    pub fn with(highlighter: Arc<Highlighter>) -> Self {
        Self {
            highlighter,
            ..Self::default()
        }
    }

    /// Reads and checks `inputs` without rendering a page.
    pub fn read(&mut self, inputs: &Inputs, config: &Checked<Config>) -> Build {
        let (build, ..) = self.prepare(inputs, config);
        settled(build, &config.value)
    }

    /// Builds the site and hands its files to `sink`.
    pub fn build(
        &mut self,
        inputs: &Inputs,
        config: &Checked<Config>,
        sink: &mut dyn ArtifactSink,
    ) -> Build {
        self.highlighter.begin();
        let (mut build, words, theme) = self.prepare(inputs, config);
        if let Some(theme) = theme {
            let Build {
                guide,
                diagnostics,
                timings,
                ..
            } = &mut build;
            let rendered = timings.measure(Stage::Render, || {
                let look = Look {
                    words: &words,
                    theme: &theme,
                    highlighter: &self.highlighter,
                };
                pages(guide, &config.value, &look, sink, (diagnostics, timings))
            });
            if rendered {
                let index = timings.measure(Stage::Search, || {
                    search::index(guide, &config.value.language)
                });
                for (path, text) in index {
                    sink.put(Artifact::new(path, text.into_bytes()));
                }
                timings.measure(Stage::Files, || {
                    files(guide, inputs, &config.value, &theme, sink);
                });
            }
            build.rendered = rendered;
        }
        settled(build, &config.value)
    }

    /// Everything up to the pages: the guide, what is wrong so far, the interface's words, and
    /// the theme if it is usable.
    fn prepare(
        &mut self,
        inputs: &Inputs,
        config: &Checked<Config>,
    ) -> (Build, Words, Option<Theme>) {
        let timings = Timings::default();
        let mut diagnostics = config.diagnostics.clone();
        let words = Words::load(embedded::files(), &inputs.theme, &config.value.language);
        let guide = self.guide(
            inputs,
            &config.value,
            &words.value,
            &mut diagnostics,
            &timings,
        );
        let loaded = timings.measure(Stage::Theme, || {
            Theme::load(&inputs.theme, &words, &config.value)
        });
        diagnostics.extend(loaded.diagnostics);
        if let Some(theme) = &loaded.value {
            diagnostics.extend(brand::contrast(&config.value, theme.stylesheet()));
        }
        let build = Build {
            guide,
            diagnostics,
            rendered: loaded.value.is_some(),
            timings,
        };
        (build, words.value, loaded.value)
    }

    fn guide(
        &mut self,
        inputs: &Inputs,
        config: &Config,
        words: &Words,
        diagnostics: &mut Vec<Diagnostic>,
        timings: &Timings,
    ) -> Guide {
        let options = ParseOptions {
            math: config.math,
            extra_keys: config.extra_keys.as_slice().into(),
        };
        let documents =
            timings.measure(Stage::Parse, || self.memo.parse(inputs, &options, timings));
        let published = timings.measure(Stage::Edition, || {
            published(&documents, config, diagnostics)
        });
        let assets = Arc::new(inputs.assets.clone());
        let guide = timings.measure(Stage::Assemble, || {
            assemble(&published, &assets, config, words)
        });
        diagnostics.extend(guide.diagnostics);
        let guide = guide.value;
        let said = timings.measure(Stage::Check, || check(&guide, config, &inputs.statics));
        diagnostics.extend(said);
        guide
    }
}

/// What the edition shows of the documents, with what was said about those that are in it.
fn published(
    documents: &[Arc<Checked<Arc<Document>>>],
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Arc<Document>> {
    let wanted = documents
        .par_iter()
        .filter(|document| config.drafts || !document.value.meta.draft);
    let projected: Vec<_> = wanted
        .map(|document| {
            if config.edition.is_whole() {
                return (document, Checked::fine(Some(Arc::clone(&document.value))));
            }
            let projected = project(&document.value, &config.edition);
            let value = projected.value.map(Arc::new);
            (document, Checked::new(value, projected.diagnostics))
        })
        .collect();
    let mut published = Vec::with_capacity(projected.len());
    for (document, projected) in projected {
        if let Some(value) = projected.value {
            diagnostics.extend(document.diagnostics.iter().cloned());
            published.push(value);
        }
        // Why a document is not there at all is worth knowing as well.
        diagnostics.extend(projected.diagnostics);
    }
    published
}

/// The build with its diagnostics as severe as the configuration wants, and sorted.
fn settled(mut build: Build, config: &Config) -> Build {
    config.settle(&mut build.diagnostics);
    report::sort(&mut build.diagnostics);
    build
}

/// What makes a page of what the guide says.
struct Look<'a> {
    words: &'a Words,
    theme: &'a Theme,
    highlighter: &'a Highlighter,
}

/// Renders all pages. A template that fails is reported once for each page kind it fails on.
fn pages(
    guide: &Guide,
    config: &Config,
    look: &Look<'_>,
    sink: &mut dyn ArtifactSink,
    (diagnostics, timings): (&mut Vec<Diagnostic>, &Timings),
) -> bool {
    let mut fine = true;
    let page = |page: &usize| {
        let context = timings.measure(Stage::Context, || {
            page_context(guide, config, look.words, look.highlighter, *page)
        });
        timings.measure(Stage::Fill, || look.theme.render(&context))
    };
    let all: Vec<usize> = (0..guide.pages.len()).collect();
    for batch in all.chunks(BATCH) {
        let rendered: Vec<Result<Artifact, Diagnostic>> = batch.par_iter().map(page).collect();
        for result in rendered {
            match result {
                Ok(artifact) => sink.put(artifact),
                Err(diagnostic) => {
                    fine = false;
                    diagnostics.push(diagnostic);
                }
            }
        }
    }
    fine
}

/// Files beside the pages: the theme's, the author's, `static/`, and those for search engines.
/// Where two want one path, a page goes before an attachment, an attachment before a static file,
/// and an author's own robots.txt before the one that is made.
fn files(
    guide: &Guide,
    inputs: &Inputs,
    config: &Config,
    theme: &Theme,
    sink: &mut dyn ArtifactSink,
) {
    let mut taken: BTreeSet<String> = guide.pages.iter().map(|page| page.url.clone()).collect();
    let mut put = |artifact: Artifact| {
        if taken.insert(artifact.path.clone()) {
            sink.put(artifact);
        }
    };
    for (path, text) in shards(guide) {
        put(Artifact::new(path, text.into_bytes()));
    }
    let copy = |asset: &Asset| Artifact::copy(asset.path.to_string(), asset.disk.clone());
    inputs.theme_assets.iter().map(copy).for_each(&mut put);
    let brand = brand::stylesheet(config, theme.stylesheet());
    theme.assets().into_iter().chain(brand).for_each(&mut put);
    guide.used_assets().into_iter().map(copy).for_each(&mut put);
    let statics = inputs.statics.iter().filter(|asset| {
        let brand = config.brand.files().map(|(_, file)| file.value.as_str());
        holds_static(asset, &config.edition, brand)
    });
    statics.map(copy).for_each(&mut put);
    crawlers::files(guide, config)
        .into_iter()
        .for_each(&mut put);
}

//! The stages joined: inputs to artifacts.
//!
//! 1. The words of the interface and the theme are loaded and checked ([`interface`]).
//! 2. Files are parsed, in parallel; a file with the same text as last time is not parsed again
//!    ([`memo`]).
//! 3. Questions get the ids that `prepbook.ids` keeps for them ([`ids`]).
//! 4. Documents are cut down to what the edition shows; what is left out is seen by no later stage.
//! 5. The guide is assembled.
//! 6. Any file of its site can be made of that ([`Snapshot`]): a build checks the guide and hands
//!    all of them to the sink, pages in reading order; the server makes those it is asked for.
//!
//! A [`Builder`] is the clean build; its memo only leaves out calls whose inputs are the same,
//! and repeats what they said.

mod colours;
mod ids;
mod interface;
mod memo;
mod paths;
mod snapshot;
#[expect(clippy::disallowed_methods, reason = "time is measured here")]
mod timings;

use std::sync::Arc;

use crate::check::check;
use crate::config::Config;
use crate::diagnostic::{Checked, Code, Diagnostic, report};
use crate::guide::{Guide, Known, assemble_again};
use crate::html::Highlighter;
use crate::model::Document;
use crate::parse::ParseOptions;
use crate::render::{Artifact, brand};
use crate::source::{Asset, Inputs, SkipReason, Skipped};
use crate::words::Words;

pub use ids::Called;
use ids::Ids;
use interface::Loader;
use memo::Memo;
pub use snapshot::{Look, Snapshot};
pub use timings::{Stage, Timings};

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
    pub guide: Arc<Guide>,
    /// Everything that is wrong, sorted, with the severities that the configuration wants.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a site was made; not with an unusable theme.
    pub rendered: bool,
    /// What took how long.
    pub timings: Arc<Timings>,
}

/// A guide that was read and is not checked yet.
pub struct Prepared {
    /// The guide.
    pub guide: Arc<Guide>,
    /// Everything that its site is made of; nothing with an unusable theme.
    pub snapshot: Option<Arc<Snapshot>>,
    /// What takes how long.
    pub timings: Arc<Timings>,
    said: Vec<Diagnostic>,
    config: Config,
    statics: Vec<Asset>,
}

impl Prepared {
    /// Checks the guide. Returns everything that is wrong but what templates fail on, sorted, with
    /// the severities that the configuration wants.
    pub fn check(&self) -> Vec<Diagnostic> {
        settled(self.found(), &self.config)
    }

    /// Renders every page and keeps none: returns everything that is wrong, and whether every
    /// page could be made. Ends early when `stop` says so.
    pub fn check_pages(&self, stop: &mut dyn FnMut() -> bool) -> (Vec<Diagnostic>, bool) {
        self.render(&mut Nowhere, stop)
    }

    /// Renders a page of each kind; returns everything that is wrong when one cannot be made.
    pub fn check_samples(&self) -> Option<Vec<Diagnostic>> {
        let snapshot = self.snapshot.as_ref()?;
        let samples = snapshot.samples();
        let made = samples.into_iter().filter_map(|url| snapshot.file(url));
        let failed: Vec<Diagnostic> = made.filter_map(Result::err).collect();
        if failed.is_empty() {
            return None;
        }
        let mut found = self.found();
        found.extend(failed);
        Some(settled(found, &self.config))
    }

    fn render(
        &self,
        sink: &mut dyn ArtifactSink,
        stop: &mut dyn FnMut() -> bool,
    ) -> (Vec<Diagnostic>, bool) {
        // Never beside pages: rules ask the guide for what it works out once, on all threads, and
        // a thread that helps with that must not find itself on a page that waits for it.
        let mut found = self.found();
        let snapshot = self.snapshot.as_ref();
        let failed = snapshot.map(|snapshot| snapshot.pages(sink, stop));
        let fine = failed.as_ref().is_some_and(Vec::is_empty);
        found.extend(failed.into_iter().flatten());
        (settled(found, &self.config), fine)
    }

    fn into_build(self, diagnostics: Vec<Diagnostic>, rendered: bool) -> Build {
        Build {
            guide: self.guide,
            diagnostics,
            rendered,
            timings: self.timings,
        }
    }

    fn found(&self) -> Vec<Diagnostic> {
        let mut found = self.said.clone();
        found.extend(self.timings.measure(Stage::Check, || {
            check(&self.guide, &self.config, &self.statics)
        }));
        found.extend(
            self.snapshot
                .iter()
                .flat_map(|snapshot| snapshot.colliding()),
        );
        found
    }
}

/// Takes artifacts and forgets them.
struct Nowhere;

impl ArtifactSink for Nowhere {
    fn put(&mut self, _: Artifact) {}
}

/// Makes guides of inputs, and remembers what it can use again.
#[derive(Default)]
pub struct Builder {
    memo: Memo,
    ids: Ids,
    interfaces: Loader,
    guides: Known,
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
        let prepared = self.prepare(inputs, config);
        let diagnostics = prepared.check();
        let rendered = prepared.snapshot.is_some();
        prepared.into_build(diagnostics, rendered)
    }

    /// Finds everything that a build would say: the pages are made, and kept by nobody.
    pub fn check(&mut self, inputs: &Inputs, config: &Checked<Config>) -> Build {
        let prepared = self.prepare(inputs, config);
        let (diagnostics, rendered) = prepared.check_pages(&mut || false);
        prepared.into_build(diagnostics, rendered)
    }

    /// Builds the site and hands its files to `sink`; some of them only, when no site was made.
    pub fn build(
        &mut self,
        inputs: &Inputs,
        config: &Checked<Config>,
        sink: &mut dyn ArtifactSink,
    ) -> Build {
        let prepared = self.prepare(inputs, config);
        // First, while there is least in memory: pages can have what it took for a while.
        if let Some(snapshot) = &prepared.snapshot {
            snapshot.search(sink);
        }
        let (diagnostics, rendered) = prepared.render(sink, &mut || false);
        if let Some(snapshot) = prepared.snapshot.as_ref().filter(|_| rendered) {
            snapshot.others(sink);
        }
        prepared.into_build(diagnostics, rendered)
    }

    /// Reads `inputs` to the point where any file of the site can be made.
    pub fn prepare(&mut self, inputs: &Inputs, config: &Checked<Config>) -> Prepared {
        self.highlighter.begin();
        let timings = Arc::new(Timings::default());
        let mut said = config.diagnostics.clone();
        said.extend(inputs.skipped.iter().filter_map(unread));
        let interface = timings.measure(Stage::Theme, || {
            self.interfaces.load(&inputs.theme, &config.value)
        });
        let guide = self.guide(inputs, &config.value, &interface.words, &mut said, &timings);
        said.extend(interface.diagnostics);
        if let Some(usable) = &interface.usable {
            said.extend(brand::contrast(&config.value, usable.theme.stylesheet()));
        }
        let snapshot = interface.usable.map(|interface| {
            Arc::new(Snapshot::new(
                Arc::clone(&guide),
                &config.value,
                interface,
                Arc::clone(&self.highlighter),
                inputs,
                Arc::clone(&timings),
            ))
        });
        Prepared {
            guide,
            snapshot,
            timings,
            said,
            config: config.value.clone(),
            statics: inputs.statics.clone(),
        }
    }

    /// What all questions are called, drafts included.
    pub fn ids(&mut self, inputs: &Inputs, config: &Config) -> Called {
        let documents = self.parse(inputs, config, &Timings::default());
        let documents = documents.iter().map(|read| Arc::clone(&read.value));
        self.ids.call(documents.collect(), inputs)
    }

    fn parse(
        &mut self,
        inputs: &Inputs,
        config: &Config,
        timings: &Timings,
    ) -> Vec<Arc<Checked<Arc<Document>>>> {
        let options = ParseOptions {
            math: config.math,
            extra_keys: config.extra_keys.as_slice().into(),
            ..ParseOptions::default()
        };
        timings.measure(Stage::Parse, || self.memo.parse(inputs, &options, timings))
    }

    fn guide(
        &mut self,
        inputs: &Inputs,
        config: &Config,
        words: &Words,
        said: &mut Vec<Diagnostic>,
        timings: &Timings,
    ) -> Arc<Guide> {
        let documents = self.parse(inputs, config, timings);
        let documents = match &inputs.ledger {
            Some(_) => timings.measure(Stage::Ids, || {
                let whole = config.edition.is_whole();
                self.ids.name(documents, inputs, whole, said)
            }),
            None => documents,
        };
        let (memo, guides) = (&mut self.memo, &mut self.guides);
        let published = timings.measure(Stage::Edition, || {
            memo.publish(&documents, config, said, timings)
        });
        let assets = Arc::new(inputs.assets.clone());
        let guide = timings.measure(Stage::Assemble, || {
            assemble_again(&published, &assets, config, words, guides)
        });
        said.extend(guide.diagnostics);
        Arc::new(guide.value)
    }
}

/// Markdown that somebody wrote and nobody sees.
fn unread(skipped: &Skipped) -> Option<Diagnostic> {
    let file = skipped.missed.as_ref()?;
    let message = match skipped.reason {
        SkipReason::TooLarge => format!("this file is {} and was not read", skipped.reason),
        _ => "this file cannot be read".to_owned(),
    };
    let diagnostic = Diagnostic::of_file(Code::UnreadFile, file, message);
    Some(diagnostic.help(match skipped.reason {
        SkipReason::TooLarge => "split it into several files, or name it in exclude:",
        _ => "mend the link or the rights of the file, or name it in exclude:",
    }))
}

/// Diagnostics as severe as the configuration wants, and sorted.
fn settled(mut diagnostics: Vec<Diagnostic>, config: &Config) -> Vec<Diagnostic> {
    config.settle(&mut diagnostics);
    report::sort(&mut diagnostics);
    diagnostics
}

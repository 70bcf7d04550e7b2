//! `prepbook build`: the site, written into a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::project::{Loaded, Project, cache};
use super::recall::Recall;
use super::{Outcome, changes, terminal};
use crate::cache::Record;
use crate::cli::BuildArgs;
use crate::diagnostic::report;
use crate::pipeline::{ArtifactSink, Builder, Stage, Timings};
use crate::publish::{Change, Destination, Publication};
use crate::render::{Artifact, Content};

/// Builds and publishes. With errors in the content nothing is written.
///
/// # Errors
/// When files cannot be read or written.
pub fn run(arguments: &BuildArgs) -> anyhow::Result<Outcome> {
    let project = Project::new(
        &arguments.source,
        arguments.out.as_deref(),
        arguments.base_url.as_deref(),
    )?;
    let progress = progress();
    let timings = Timings::default();
    let loaded = timings.measure(Stage::Read, || project.load())?;
    let edition = &loaded.config.value.edition;
    let destination = Destination {
        out: &loaded.out,
        edition: (!edition.is_whole()).then_some(&*edition.name),
        sources: &loaded.sources(),
    };
    // A prepbook.yml in error may name a folder that nobody means.
    let unusable = report::count(&loaded.config.diagnostics).0 > 0;
    let publication = match unusable {
        true => None,
        false => Some(Publication::begin(&destination)?),
    };
    let cache = cache(&arguments.source, arguments.no_cache);
    let recall = Recall::new(&cache, &loaded, &timings);
    let last = publication
        .as_ref()
        .and_then(|publication| recall.last(publication, &timings));
    if let Some((record, published)) = last {
        // Others may have the folder now.
        drop(publication);
        progress.finish_and_clear();
        loaded.report_diagnostics(&record.diagnostics, arguments.format)?;
        loaded.say_if_empty();
        let news = changes::text(&published, &BTreeSet::new());
        if arguments.format.leaves_room() {
            say_built(&loaded, &record, &news);
        }
        say_timings(arguments, &timings);
        return Ok(Outcome::Fine);
    }
    let mut sink = Counted {
        publication,
        files: 0,
        copies: BTreeMap::new(),
        progress: &progress,
    };
    let highlighter = Arc::new(cache.load());
    let mut builder = Builder::with(Arc::clone(&highlighter));
    let build = builder.build(&loaded.inputs, &loaded.config, &mut sink);
    cache.save(&highlighter);
    let Counted {
        publication,
        files,
        copies,
        ..
    } = sink;
    progress.finish_and_clear();
    loaded.report_diagnostics(&build.diagnostics, arguments.format)?;
    loaded.say_if_empty();
    let wrong = report::count(&build.diagnostics).0 > 0 || !build.rendered;
    let Some(publication) = publication.filter(|_| !wrong) else {
        if arguments.format.leaves_room() {
            terminal::say("nothing was written; the old site stands");
        }
        return Ok(Outcome::ContentErrors);
    };
    let published = timings.measure(Stage::Publish, || publication.finish())?;
    timings.count(Stage::Publish, files, published.count(Change::Unchanged));
    timings.add(&build.timings);
    let guide = &build.guide;
    let record = Record {
        manifest: published.manifest,
        copies,
        diagnostics: build.diagnostics,
        pages: guide.pages.len(),
        documents: guide.documents.len(),
        asks: !guide.entries.is_empty(),
    };
    let pages = guide.pages.iter().map(|page| &*page.url).collect();
    if arguments.format.leaves_room() {
        say_built(&loaded, &record, &changes::text(&published, &pages));
    }
    recall.keep(record);
    say_timings(arguments, &timings);
    // The process ends, and the system takes the memory in one piece; millions of pieces given
    // back one by one take longer.
    mem::forget((builder, build.guide));
    Ok(Outcome::Fine)
}

/// Says what was made, and with `news` what that changed.
fn say_built(loaded: &Loaded, record: &Record, news: &str) {
    terminal::say(&format!(
        "built {} of {} into {}{news}",
        terminal::count(record.pages, "page", "pages"),
        terminal::count(record.documents, "document", "documents"),
        loaded.out.display(),
    ));
    loaded.say_if_unasked(record.documents, record.asks);
}

fn say_timings(arguments: &BuildArgs, timings: &Timings) {
    if arguments.timings {
        terminal::say_raw(&timings.table());
    }
}

/// A line that counts pages, on a terminal only and not for quick builds.
fn progress() -> ProgressBar {
    let progress = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} files {msg}") {
        progress.set_style(style);
    }
    progress.enable_steady_tick(Duration::from_millis(120));
    progress
}

struct Counted<'a> {
    publication: Option<Publication>,
    files: usize,
    /// Files of the site that are copies, with what they are copies of.
    copies: BTreeMap<String, PathBuf>,
    progress: &'a ProgressBar,
}

impl ArtifactSink for Counted<'_> {
    fn put(&mut self, artifact: Artifact) {
        self.progress.inc(1);
        self.files += 1;
        if let Content::File(source) = &artifact.content {
            self.copies.insert(artifact.path.clone(), source.clone());
        }
        if let Some(publication) = &mut self.publication {
            publication.put(artifact);
        }
    }
}

//! `prepbook build`: the site, written into a folder.

use std::mem;
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::project::{Project, cache};
use super::{Outcome, changes, terminal};
use crate::cli::BuildArgs;
use crate::diagnostic::report;
use crate::pipeline::{ArtifactSink, Builder, Stage, Timings};
use crate::publish::{Change, Destination, Publication};
use crate::render::Artifact;

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
    let mut sink = Counted {
        publication,
        files: 0,
        progress: &progress,
    };
    let cache = cache(&arguments.source, arguments.no_cache);
    let highlighter = Arc::new(cache.load());
    let mut builder = Builder::with(Arc::clone(&highlighter));
    let build = builder.build(&loaded.inputs, &loaded.config, &mut sink);
    cache.save(&highlighter);
    let Counted {
        publication, files, ..
    } = sink;
    progress.finish_and_clear();
    loaded.report_diagnostics(&build, arguments.format)?;
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
    if arguments.format.leaves_room() {
        let pages = build.guide.pages.iter().map(|page| &*page.url).collect();
        terminal::say(&format!(
            "built {} of {} into {}{}",
            terminal::count(build.guide.pages.len(), "page", "pages"),
            terminal::count(build.guide.documents.len(), "document", "documents"),
            loaded.out.display(),
            changes::text(&published, &pages),
        ));
        loaded.say_if_unasked(&build);
    }
    if arguments.timings {
        timings.add(&build.timings);
        terminal::say_raw(&timings.table());
    }
    // The process ends, and the system takes the memory in one piece; millions of pieces given
    // back one by one take longer.
    mem::forget((builder, build));
    Ok(Outcome::Fine)
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
    progress: &'a ProgressBar,
}

impl ArtifactSink for Counted<'_> {
    fn put(&mut self, artifact: Artifact) {
        self.progress.inc(1);
        self.files += 1;
        if let Some(publication) = &mut self.publication {
            publication.put(artifact);
        }
    }
}

//! `prepbook serve`: the site in a browser, and again whenever a file changes.

use std::sync::Arc;

use super::project::{Loaded, Project, cache};
use super::{Outcome, terminal};
use crate::cli::ServeArgs;
use crate::diagnostic::{ReportFormat, Severity};
use crate::pipeline::{Build, Builder};
use crate::serve::{Rebuilt, ServeOptions, WatchPlan, serve};

/// Serves until the process ends.
///
/// # Errors
/// When the project cannot be read at first, or nothing can be served.
pub fn run(arguments: &ServeArgs) -> anyhow::Result<Outcome> {
    let project = Project::new(&arguments.source, None, None)?;
    // A folder that is not there is an error now; one that goes away later is waited for.
    project.load()?.say_if_empty();
    let options = ServeOptions {
        host: arguments.host,
        port: arguments.port,
        open: arguments.open,
    };
    let cache = cache(&arguments.source, arguments.no_cache);
    let mut builder = Builder::with(Arc::new(cache.load()));
    let mut said = String::new();
    let mut watch = WatchPlan::default();
    let rebuild = move || match project.load() {
        Ok(loaded) => {
            watch = plan(&loaded);
            let mut artifacts = Vec::new();
            let build = builder.build(&loaded.inputs, &loaded.config, &mut artifacts);
            // Only what is new is said: the same warnings after each save would hide it.
            let report = loaded.report(&build.diagnostics, ReportFormat::Human, false);
            if report != said {
                loaded.say_diagnostics(&build, ReportFormat::Human);
                said.clone_from(&report);
            }
            let usable = build.rendered && !unusable_config(&loaded, &build);
            Rebuilt {
                artifacts: usable.then_some(artifacts),
                diagnostics: report,
                watch: watch.clone(),
            }
        }
        Err(error) => {
            let report = format!("error: {error:#}\n");
            if report != said {
                terminal::say_raw(&report);
                said.clone_from(&report);
            }
            Rebuilt {
                artifacts: None,
                diagnostics: report,
                watch: watch.clone(),
            }
        }
    };
    serve(&options, rebuild, |event| terminal::say(&event.to_string()))?;
    Ok(Outcome::Fine)
}

/// Whether `prepbook.yml` itself is in error: then nobody knows what the site should be.
fn unusable_config(loaded: &Loaded, build: &Build) -> bool {
    let Some(config) = &loaded.site.config else {
        return false;
    };
    build
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.file == config.id && diagnostic.severity == Severity::Error)
}

fn plan(loaded: &Loaded) -> WatchPlan {
    let root = &loaded.site.root;
    let config = &loaded.config.value;
    let mut folders = vec![root.join(&config.content)];
    if loaded.site.config.is_some() {
        folders.push(root.join("static"));
        folders.push(root.join("themes").join(&config.theme));
    }
    WatchPlan {
        folders,
        files: vec![root.join(crate::source::site::CONFIG_FILE)],
        ignored: vec![loaded.out.clone(), root.join(".git")],
    }
}

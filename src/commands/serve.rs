//! `prepbook serve`: the site in a browser, and again whenever a file changes.

use super::project::{Loaded, Project};
use super::{Outcome, terminal};
use crate::cli::ServeArgs;
use crate::diagnostic::{ReportFormat, Severity};
use crate::pipeline::{Build, Builder};
use crate::serve::{Rebuilt, ServeOptions, WatchPlan, serve};
use crate::source::inputs::NEIGHBOURS;
use crate::source::site::CONFIG_FILE;

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
        poll: arguments.poll,
    };
    let mut builder = Builder::default();
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
    let content = root.join(&config.content);
    // Of a folder that reading does not enter, only its being there could count.
    let skipped = loaded.inputs.skipped.iter();
    let skipped = skipped.filter(|skipped| skipped.path.ends_with('/'));
    let mut ignored: Vec<_> = skipped.map(|skipped| content.join(&skipped.path)).collect();
    ignored.extend([loaded.out.clone(), root.join(".git")]);
    let mut files = vec![root.join(CONFIG_FILE)];
    // Rules above the content folder hold in it as well.
    let above = content.ancestors().skip(1);
    let above = above.take_while(|folder| folder.starts_with(root));
    files.extend(above.map(|folder| folder.join(".gitignore")));
    let mut folders = vec![content];
    if loaded.site.config.is_some() {
        folders.push(root.join("static"));
        folders.push(root.join("themes").join(&config.theme));
    }
    WatchPlan {
        folders,
        files,
        ignored,
        depth: loaded.site.only.as_ref().map(|_| NEIGHBOURS),
    }
}

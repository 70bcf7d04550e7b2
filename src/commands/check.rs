//! `prepbook check`: everything that build would say, without writing anything.

use std::fmt::Write;
use std::sync::Arc;

use super::project::{Project, cache};
use super::since::Since;
use super::{Outcome, WrongUsage, explain, terminal};
use crate::cli::CheckArgs;
use crate::diagnostic::{Code, ReportFormat, report};
use crate::pipeline::{Builder, Stage, Timings};

/// Checks, explains, or lists the codes.
///
/// # Errors
/// When files cannot be read.
pub fn run(arguments: &CheckArgs) -> anyhow::Result<Outcome> {
    if arguments.codes {
        terminal::print(&codes())?;
        return Ok(Outcome::Fine);
    }
    if arguments.explain && arguments.format == ReportFormat::Gitlab {
        let said = "--explain and the report of --format gitlab both go to standard output; \
                    ask for one of the two";
        return Err(WrongUsage(said.to_owned()).into());
    }
    let project = Project::new(&arguments.source, None, None)?;
    let timings = Timings::default();
    let loaded = timings.measure(Stage::Read, || project.load())?;
    let colours = cache(&arguments.source, false).load();
    let build = Builder::with(Arc::new(colours)).check(&loaded.inputs, &loaded.config);
    let mut diagnostics = build.diagnostics.clone();
    if let Some(revision) = &arguments.since {
        let since = Since::new(&loaded, revision)?;
        let others;
        (diagnostics, others) = since.of_changed(diagnostics);
        since.print(&loaded, arguments.format)?;
        if others > 0 && arguments.format.leaves_room() {
            let others = terminal::count(others, "warning", "warnings");
            terminal::say(&format!("{others} about other places not shown"));
        }
    }
    loaded.report_diagnostics(&diagnostics, arguments.format)?;
    loaded.say_if_empty();
    if arguments.explain {
        terminal::print(&explain::text(&loaded, &build))?;
    }
    let (errors, warnings) = report::count(&diagnostics);
    if errors + warnings == 0 && arguments.format.leaves_room() && !arguments.explain {
        terminal::say(&format!(
            "{} checked, nothing wrong",
            terminal::count(build.guide.documents.len(), "document", "documents")
        ));
        let guide = &build.guide;
        loaded.say_if_unasked(guide.documents.len(), !guide.entries.is_empty());
    }
    if arguments.timings {
        timings.add(&build.timings);
        terminal::say_raw(&timings.table());
    }
    Ok(if errors > 0 {
        Outcome::ContentErrors
    } else {
        Outcome::Fine
    })
}

/// The catalogue of codes.
fn codes() -> String {
    let mut out = String::new();
    for code in Code::ALL {
        let info = code.info();
        let example = info.example.replace('\n', "\n             ");
        let _ = writeln!(
            out,
            "{} ({})\n    why      {}\n    example  {}\n    fix      {}\n",
            info.name,
            info.severity.name(),
            info.why,
            example,
            info.fix
        );
    }
    out
}

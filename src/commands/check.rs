//! `prepbook check`: everything that build would say, without writing anything.

use std::fmt::Write;
use std::sync::Arc;

use super::project::{Project, cache};
use super::{Outcome, explain, terminal};
use crate::cli::CheckArgs;
use crate::diagnostic::{Code, ReportFormat, report};
use crate::pipeline::Builder;

/// Checks, explains, or lists the codes.
///
/// # Errors
/// When files cannot be read.
pub fn run(arguments: &CheckArgs) -> anyhow::Result<Outcome> {
    if arguments.codes {
        terminal::print(&codes())?;
        return Ok(Outcome::Fine);
    }
    let loaded = Project::new(&arguments.source, None, None)?.load()?;
    let mut pages = Vec::new();
    let colours = cache(&arguments.source, false).load();
    let build = Builder::with(Arc::new(colours)).build(&loaded.inputs, &loaded.config, &mut pages);
    loaded.say_diagnostics(&build, arguments.format);
    loaded.say_if_empty();
    if arguments.explain {
        terminal::print(&explain::text(&loaded, &build))?;
    }
    let (errors, warnings) = report::count(&build.diagnostics);
    if errors + warnings == 0 && arguments.format == ReportFormat::Human && !arguments.explain {
        terminal::say(&format!(
            "{} checked, nothing wrong",
            terminal::count(build.guide.documents.len(), "document", "documents")
        ));
        loaded.say_if_unasked(&build);
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

//! `prepbook schema`: the catalogue of settings, for editors and for the handbook.

use std::path::Path;

use super::{Outcome, terminal};
use crate::cli::{SchemaArgs, SchemaOf};
use crate::config::catalogue::{CONFIG, FRONT_MATTER};
use crate::config::{self, schema, table};
use crate::source::locate;

/// Prints a JSON Schema, or a table.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(arguments: &SchemaArgs) -> anyhow::Result<Outcome> {
    let text = match (arguments.of, arguments.table) {
        (SchemaOf::Config, true) => table::markdown(CONFIG),
        (SchemaOf::FrontMatter, true) => table::markdown(FRONT_MATTER),
        (SchemaOf::Config, false) => pretty(&schema::config())?,
        (SchemaOf::FrontMatter, false) => pretty(&schema::front_matter(&extra_keys()))?,
    };
    terminal::print(&text)?;
    Ok(Outcome::Fine)
}

fn pretty(schema: &serde_json::Value) -> anyhow::Result<String> {
    Ok(format!("{}\n", serde_json::to_string_pretty(schema)?))
}

/// The team's own keys, where the command runs in a site's folder.
fn extra_keys() -> Vec<String> {
    locate(Path::new("."))
        .ok()
        .and_then(|site| site.config)
        .map(|file| config::read(&file).value.extra_keys)
        .unwrap_or_default()
}

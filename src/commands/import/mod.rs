//! `prepbook import`: any Markdown, written anew in the canonical form.
//!
//! 1. Sources are read as `build` reads them ([`sources`]).
//! 2. Each file gets a name in the new folder ([`plan`]); files of one question each are joined when
//!    that is wanted ([`merge`]).
//! 3. Every document is written by `canonical`, which reads what it wrote and compares.
//! 4. The old guide and the new one are asked where each link leads; what differs is written anew
//!    ([`links`]).
//! 5. All files are written, or none ([`files`]), and a report says what to look at ([`report`]).

mod files;
mod links;
mod merge;
mod plan;
mod report;
mod sources;

use std::collections::BTreeMap;
use std::path::Path;

use super::{Outcome, terminal};
use crate::cli::{ImportArgs, ImportFormat};

use files::{Change, Output};
use plan::Entry;
use sources::Source;

/// Reads the sources and writes them into a folder.
///
/// # Errors
/// When files cannot be read or written, or would be overwritten.
pub fn run(arguments: &ImportArgs) -> anyhow::Result<Outcome> {
    files::refuse_own_sources(&arguments.sources, &arguments.out)?;
    let sources = sources::read(&arguments.sources, &arguments.out)?;
    let mut entries = plan::entries(&sources);
    if arguments.merge {
        entries = merge::join(entries);
    }
    if entries.is_empty() {
        terminal::say("note: there is no Markdown to import");
        return Ok(Outcome::Fine);
    }
    plan::write_all(&mut entries);
    links::keep(&sources, &mut entries);
    let attachments = attachments(&sources, &entries);
    let outputs: BTreeMap<String, Output> = entries
        .iter()
        .map(|entry| {
            let text = entry.written.text.clone().into_bytes();
            (entry.out.clone(), Output::Bytes(text))
        })
        .chain(attachments)
        .collect();
    let changes = files::compare(&arguments.out, &outputs)?;
    if !arguments.dry_run {
        files::refuse_to_overwrite(&arguments.out, &changes, arguments.force)?;
        files::write(&arguments.out, &outputs, &changes)?;
    }
    say(arguments, &entries, &changes)?;
    Ok(Outcome::Fine)
}

/// What documents show or link to beside other documents, by its path in the new folder.
fn attachments(sources: &[Source], entries: &[Entry]) -> Vec<(String, Output)> {
    let mut found = Vec::new();
    for source in sources {
        for asset in source.guide.used_assets() {
            let path = format!("{}{}", source.prefix, asset.path);
            if !entries.iter().any(|entry| entry.out == path) {
                found.push((path, Output::Copy(asset.disk.clone())));
            }
        }
    }
    found
}

fn say(
    arguments: &ImportArgs,
    entries: &[Entry],
    changes: &BTreeMap<String, Change>,
) -> anyhow::Result<()> {
    let out = Path::new(&arguments.out);
    let text = match arguments.format {
        ImportFormat::Human => report::human(entries, changes, out, arguments.dry_run),
        ImportFormat::Json => report::json(entries, changes, arguments.dry_run)?,
    };
    terminal::print(&text)?;
    Ok(())
}

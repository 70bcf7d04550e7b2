//! `prepbook new --here`: a `prepbook.yml` for a folder that has Markdown already.

use std::path::Path;

use anyhow::{Context, bail};

use super::{command, id_of, quoted, title_of, write_new};
use crate::commands::terminal;
use crate::parse::{ParseOptions, parse};
use crate::source::site::CONFIG_FILE;
use crate::source::{Inputs, ReadOptions, locate, read_inputs};

/// Writes the file and says what to do next.
pub(super) fn add(folder: &Path) -> anyhow::Result<()> {
    let shown = folder.display();
    if !folder.is_dir() {
        bail!(
            "there is no folder '{shown}'; to start a guide in it, type: {}",
            command("new", folder, "")
        );
    }
    let file = folder.join(CONFIG_FILE);
    if file.exists() {
        bail!("'{}' is there already; nothing was changed", file.display());
    }
    let site = locate(folder).with_context(|| format!("cannot read the folder '{shown}'"))?;
    let inputs = read_inputs(&site, &ReadOptions::default())
        .with_context(|| format!("cannot read the folder '{shown}'"))?;
    if inputs.documents.is_empty() {
        bail!(
            "there is no Markdown in '{shown}'; to start a guide with examples in a new folder, \
             type: prepbook new my-guide"
        );
    }
    let title = title(&inputs).unwrap_or_else(|| title_of(folder));
    write_new(&file, &config(folder, &title)?)?;
    terminal::say(&format!(
        "wrote {}; {} will be read\n\n  {}\n  {}\n\nThe first says how each file was read; \
         the second shows the guide in your browser.",
        file.display(),
        terminal::count(inputs.documents.len(), "Markdown file", "Markdown files"),
        command("check --explain", folder, ""),
        command("serve", folder, " --open"),
    ));
    Ok(())
}

/// The first heading of the folder's README or index.
fn title(inputs: &Inputs) -> Option<String> {
    ["index.md", "readme.md"].iter().find_map(|name| {
        let file = inputs
            .documents
            .iter()
            .find(|file| file.path.eq_ignore_ascii_case(name))?;
        let document = parse(file, &ParseOptions::default()).value;
        let written = document.meta.title.is_some()
            || document
                .parts
                .first()
                .is_some_and(|part| !part.title.is_empty());
        written.then_some(document.title)
    })
}

fn config(folder: &Path, title: &str) -> anyhow::Result<String> {
    // A `public` that is there already is not prepbook's to write.
    let output = if folder.join("public").exists() {
        "study-guide"
    } else {
        "public"
    };
    Ok(format!(
        "# Makes a study guide of this folder. Every setting is optional.\n\
         title: {}\n\
         # Names this guide in readers' browsers, where their marks and notes are kept: never change it.\n\
         id: {}\n\
         # The Markdown stands in this folder itself, and the site is written to {output}/ in it.\n\
         content: .\n\
         output: {output}\n\
         # What is no part of the guide, written as in .gitignore: [drafts/, TODO.md].\n\
         exclude: []\n",
        quoted(title)?,
        id_of(title),
    ))
}

//! What is imported: each source with the guide that it makes as it is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;

use crate::cli::SourceArgs;
use crate::commands::project::Project;
use crate::diagnostic::Diagnostic;
use crate::guide::Guide;
use crate::parse::ParseOptions;
use crate::pipeline::Builder;
use crate::source::{Inputs, SourceFile};

/// A folder, or files of one folder.
pub(super) struct Source {
    /// What stands before the paths of its files in the new folder: empty or ending in `/`.
    pub prefix: String,
    /// What stands before the names of its files in messages: empty or ending in `/`.
    pub shown: String,
    /// What was read.
    pub inputs: Inputs,
    /// What files are read with, but for what lies beside them.
    pub options: ParseOptions,
    /// The guide that it makes.
    pub guide: Arc<Guide>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads all sources. Of several folders each gets a folder of its own in the new one; files are
/// put right into it.
pub(super) fn read(paths: &[PathBuf], out: &Path) -> anyhow::Result<Vec<Source>> {
    let folders = paths.iter().filter(|path| path.is_dir()).count();
    let mut names = BTreeSet::new();
    let mut sources: Vec<Source> = Vec::new();
    let mut parents: Vec<PathBuf> = Vec::new();
    for path in paths {
        let alone = !path.is_dir();
        let parent = path.parent().unwrap_or(Path::new("")).to_owned();
        // Files of one folder are neighbours, and link to each other.
        if alone && parents.contains(&parent) {
            continue;
        }
        let prefix = match alone || folders == 1 {
            true => String::new(),
            false => free_name(path, &mut names)?,
        };
        let mut source = read_one(path, out, prefix)?;
        if alone {
            let others = paths.iter().filter(|other| {
                *other != path && !other.is_dir() && other.parent() == Some(parent.as_path())
            });
            for other in others {
                source.add(read_one(other, out, String::new())?);
            }
            parents.push(parent);
        }
        sources.push(source);
    }
    Ok(sources)
}

fn read_one(path: &Path, out: &Path, prefix: String) -> anyhow::Result<Source> {
    let arguments = SourceArgs {
        path: path.to_owned(),
        drafts: true,
        strict: false,
        edition: None,
        untrusted: false,
    };
    let loaded = Project::new(&arguments, Some(out), None)?.load()?;
    let config = &loaded.config.value;
    let options = ParseOptions {
        math: config.math,
        extra_keys: config.extra_keys.as_slice().into(),
        ..ParseOptions::default()
    };
    let mut shown = loaded.site.display_prefix.clone();
    shown.push_str(&crate::source::inputs::id_prefix(&config.content));
    let build = Builder::default().read(&loaded.inputs, &loaded.config);
    Ok(Source {
        prefix,
        shown,
        inputs: loaded.inputs,
        options,
        guide: build.guide,
        diagnostics: build.diagnostics,
    })
}

impl Source {
    /// Adds the files of another source of the same folder.
    fn add(&mut self, other: Source) {
        self.inputs.documents.extend(other.inputs.documents);
        let path = |file: &SourceFile| Arc::clone(&file.path);
        self.inputs.documents.sort_by_key(path);
        self.inputs.documents.dedup_by_key(|file| path(file));
        for file in &self.inputs.documents {
            self.inputs.assets.remove(&file.path);
        }
        let config = crate::diagnostic::Checked::fine(crate::config::Config {
            drafts: true,
            ..crate::config::Config::default()
        });
        let build = Builder::default().read(&self.inputs, &config);
        self.guide = build.guide;
        self.diagnostics = build.diagnostics;
    }
}

/// The name of a folder, with a number behind it when another one has it.
fn free_name(path: &Path, names: &mut BTreeSet<String>) -> anyhow::Result<String> {
    let real = path
        .canonicalize()
        .with_context(|| format!("cannot read '{}'", path.display()))?;
    let name = real.file_name().map_or_else(
        || "source".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    );
    let mut free = name.clone();
    let mut count = 1;
    while !names.insert(free.to_lowercase()) {
        count += 1;
        free = format!("{name}-{count}");
    }
    Ok(format!("{free}/"))
}

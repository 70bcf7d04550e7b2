//! What a path on the command line means: a site folder, a folder of Markdown, or one file.

use std::io;
use std::path::{Path, PathBuf};

use super::file::SourceFile;
use super::span::FileId;

/// Name of the configuration file in a site's root.
pub const CONFIG_FILE: &str = "prepbook.yml";

/// Name of the file in a site's root that keeps the ids of its questions.
pub const LEDGER_FILE: &str = "prepbook.ids";

/// A place to read a guide from.
#[derive(Clone, Debug)]
pub struct Site {
    /// The folder that holds everything: `prepbook.yml`, content, theme.
    pub root: PathBuf,
    /// The configuration file, when there is one.
    pub config: Option<SourceFile>,
    /// The only Markdown file to read, when the path named a file: its name inside `root`.
    pub only: Option<String>,
    /// What to write before a file's name in messages, so that it can be opened from where the
    /// command was typed: empty or ending in `/`.
    pub display_prefix: String,
}

/// Finds out what `path` is and reads its `prepbook.yml`, if there is one.
///
/// # Errors
/// When `path` does not exist, or cannot be read.
pub fn locate(path: &Path) -> io::Result<Site> {
    let metadata = path.metadata()?;
    if metadata.is_dir() {
        return Ok(Site {
            root: path.to_owned(),
            config: read_root(path, CONFIG_FILE)?,
            only: None,
            display_prefix: prefix(path),
        });
    }
    let folder = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    if name == CONFIG_FILE {
        return locate(folder);
    }
    Ok(Site {
        root: folder.to_owned(),
        config: None,
        only: Some(name),
        display_prefix: prefix(folder),
    })
}

/// A file of the site's root, if it is there.
pub(super) fn read_root(root: &Path, name: &str) -> io::Result<Option<SourceFile>> {
    match std::fs::read(root.join(name)) {
        Ok(bytes) => Ok(Some(SourceFile::new(FileId::new(name), name, &bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn prefix(folder: &Path) -> String {
    let text = folder.to_string_lossy().replace('\\', "/");
    match text.trim_end_matches('/') {
        "." | "" if !text.starts_with('/') => String::new(),
        trimmed => format!("{}/", trimmed.trim_start_matches("./")),
    }
}

//! The output folder's real place, and the names of what stands beside it during a run.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::PublishError;

/// A chain of symbolic links longer than this is a loop.
const LONGEST_CHAIN: usize = 40;

/// Where the output is, after following symbolic links.
pub(super) struct Place {
    /// The output folder; it may not exist yet.
    pub(super) out: PathBuf,
    /// The output folder as the user wrote it.
    pub(super) shown: PathBuf,
    parent: PathBuf,
    name: String,
}

impl Place {
    /// Finds the place of `out` and makes the folder above it.
    ///
    /// # Errors
    /// When `out` has no name, or the folder above it cannot be made.
    pub(super) fn find(out: &Path) -> Result<Self, PublishError> {
        let nameless = || PublishError::Nameless {
            out: out.to_owned(),
        };
        let real = follow(out).map_err(PublishError::io("find", out))?;
        let parent = real.parent().ok_or_else(nameless)?;
        let name = real.file_name().ok_or_else(nameless)?;
        fs::create_dir_all(parent).map_err(PublishError::io("create", parent))?;
        Ok(Self {
            out: real.clone(),
            shown: out.to_owned(),
            parent: parent.to_owned(),
            // Two folders whose names differ in bytes outside Unicode only would share a lock.
            name: name.to_string_lossy().into_owned(),
        })
    }

    /// Sees to it that none of `sources` is the output folder or inside it: an author's work is not
    /// to be moved about, and what is saved there during a run would be lost.
    ///
    /// # Errors
    /// With the first that is.
    pub(super) fn refuse_sources(&self, sources: &[PathBuf]) -> Result<(), PublishError> {
        for source in sources {
            // What is not there is nowhere.
            let Ok(real) = source.canonicalize() else {
                continue;
            };
            if real.starts_with(&self.out) {
                let source = if real == self.out {
                    self.shown.clone()
                } else {
                    source.clone()
                };
                return Err(PublishError::HoldsSource {
                    out: self.shown.clone(),
                    source,
                });
            }
        }
        Ok(())
    }

    /// The file that keeps a second run away.
    pub(super) fn lock(&self) -> PathBuf {
        self.beside("lock")
    }

    /// Stands there while two renames are under way.
    pub(super) fn journal(&self) -> PathBuf {
        self.beside("journal")
    }

    /// Where run `process` makes the new tree.
    pub(super) fn staging(&self, process: u32) -> PathBuf {
        self.beside(&format!("staging-{process}"))
    }

    /// Where run `process` puts the old tree, if it has to rename twice.
    pub(super) fn old(&self, process: u32) -> PathBuf {
        self.beside(&format!("old-{process}"))
    }

    /// Trees that earlier runs left beside the output, in name order.
    pub(super) fn leftovers(&self) -> Result<Vec<PathBuf>, PublishError> {
        let list = || -> io::Result<Vec<PathBuf>> {
            let mut found = Vec::new();
            for entry in fs::read_dir(&self.parent)? {
                let name = entry?.file_name();
                let Some(rest) = name.to_str().and_then(|name| {
                    name.strip_prefix('.')?
                        .strip_prefix(&*self.name)?
                        .strip_prefix(".prepbook-")
                }) else {
                    continue;
                };
                let process = rest
                    .strip_prefix("staging-")
                    .or_else(|| rest.strip_prefix("old-"));
                if process.is_some_and(|process| process.parse::<u32>().is_ok()) {
                    found.push(self.parent.join(&name));
                }
            }
            found.sort();
            Ok(found)
        };
        list().map_err(PublishError::io("list", &self.parent))
    }

    fn beside(&self, what: &str) -> PathBuf {
        self.parent.join(format!(".{}.prepbook-{what}", self.name))
    }
}

/// The path behind symbolic links, also when nothing is there yet.
fn follow(out: &Path) -> io::Result<PathBuf> {
    let mut path = std::path::absolute(out)?;
    for _ in 0..LONGEST_CHAIN {
        if let Ok(real) = path.canonicalize() {
            return Ok(real);
        }
        let Ok(target) = fs::read_link(&path) else {
            return Ok(path);
        };
        path = match path.parent() {
            Some(parent) => parent.join(target),
            None => target,
        };
    }
    Err(io::Error::other("too many symbolic links"))
}

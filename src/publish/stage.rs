//! Writes the new tree beside the old one.
//!
//! A file whose bytes are already there is linked, so it keeps its modification time and web
//! servers and backups see that nothing happened to it.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::error::PublishError;
use super::exchange::discard;
use super::manifest::Manifest;
use crate::render::{Artifact, Content};
use crate::source::Digest;

/// A tree under construction; whatever is left of it when the run ends is deleted.
pub(super) struct Staging(PathBuf);

impl Staging {
    /// Makes the empty tree.
    ///
    /// # Errors
    /// When the folder cannot be made, or is there.
    pub(super) fn create(path: PathBuf) -> Result<Self, PublishError> {
        fs::create_dir(&path).map_err(PublishError::io("create", &path))?;
        Ok(Self(path))
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        discard(&self.0);
    }
}

/// What became of the artifacts.
pub(super) struct Staged {
    /// The manifest of the new tree.
    pub(super) manifest: Manifest,
    /// How many files the old tree did not have, or had with other bytes.
    pub(super) written: usize,
    /// How many files are as they were.
    pub(super) unchanged: usize,
}

/// Writes every artifact below `staging`, taking from the tree `old` what is there.
///
/// # Errors
/// The first file that cannot be read or written.
pub(super) fn write(
    artifacts: &[Artifact],
    staging: &Path,
    old: &Path,
) -> Result<Staged, PublishError> {
    let folders: BTreeSet<PathBuf> = artifacts
        .iter()
        .filter_map(|artifact| Some(staging.join(Path::new(&artifact.path).parent()?)))
        .collect();
    for folder in &folders {
        fs::create_dir_all(folder).map_err(PublishError::io("create", folder))?;
    }
    let files = artifacts
        .par_iter()
        .map(|artifact| write_one(artifact, staging, old))
        .collect::<Result<Vec<_>, _>>()?;
    let written = files.iter().filter(|file| file.written).count();
    let unchanged = files.len() - written;
    let manifest = Manifest {
        files: files
            .into_iter()
            .map(|file| (file.path, file.digest.to_string()))
            .collect(),
    };
    Ok(Staged {
        manifest,
        written,
        unchanged,
    })
}

struct Written {
    path: String,
    digest: Digest,
    written: bool,
}

fn write_one(artifact: &Artifact, staging: &Path, old: &Path) -> Result<Written, PublishError> {
    let read;
    let bytes: &[u8] = match &artifact.content {
        Content::Bytes(bytes) => bytes,
        Content::File(file) => {
            read = fs::read(file).map_err(PublishError::io("read", file))?;
            &read
        }
    };
    let target = staging.join(&artifact.path);
    let before = old.join(&artifact.path);
    let same = holds(&before, bytes);
    let done = if same && fs::hard_link(&before, &target).is_ok() {
        Ok(())
    } else {
        File::create_new(&target).and_then(|mut file| {
            file.write_all(bytes)?;
            if same && let Ok(time) = fs::metadata(&before).and_then(|before| before.modified()) {
                // Without links the time is copied; where it cannot be, nothing else is wrong.
                let _ = file.set_modified(time);
            }
            Ok(())
        })
    };
    done.map_err(PublishError::io("write", &target))?;
    Ok(Written {
        path: artifact.path.clone(),
        digest: Digest::of(bytes),
        written: !same,
    })
}

/// Whether the path is a plain file with these bytes.
pub(super) fn holds(path: &Path, bytes: &[u8]) -> bool {
    let same_size = fs::symlink_metadata(path)
        .is_ok_and(|there| there.is_file() && there.len() == bytes.len() as u64);
    same_size && fs::read(path).is_ok_and(|there| there == bytes)
}

/// Copies a file, its permissions and its modification time.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    let time = fs::metadata(from)?.modified()?;
    let _ = File::options()
        .write(true)
        .open(to)
        .and_then(|file| file.set_modified(time));
    Ok(())
}

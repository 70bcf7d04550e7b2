//! Brings what prepbook did not write (`CNAME`, `.git` …) into the new tree.
//!
//! The files are linked, not moved: the old tree stays whole until the exchange, and deleting
//! it afterwards deletes nothing that is nowhere else.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::error::PublishError;
use super::manifest::Manifest;
use super::stage::{copy, same_digest};
use crate::source::inputs::OUTPUT_MARKER;

/// Links everything in the tree `old` that `manifest` does not list below `staging`.
///
/// # Errors
/// When a file can be neither linked nor copied, or the site has another file there.
pub(super) fn carry_over(
    old: &Path,
    manifest: &Manifest,
    staging: &Path,
) -> Result<(), PublishError> {
    let walk = Walk {
        manifest,
        folders: manifest.folders(),
    };
    walk.folder(old, "", staging)
}

struct Walk<'a> {
    manifest: &'a Manifest,
    folders: BTreeSet<&'a str>,
}

impl Walk<'_> {
    /// Looks through a folder that files of the old site are in. It is not made in the new tree
    /// unless something is carried into it.
    fn folder(&self, from: &Path, path: &str, to: &Path) -> Result<(), PublishError> {
        for entry in entries(from)? {
            let target = to.join(entry.file_name());
            // The manifest holds no names outside Unicode.
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                carry(&entry.path(), &target)?;
                continue;
            };
            let path = if path.is_empty() {
                name
            } else {
                format!("{path}/{name}")
            };
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if path == OUTPUT_MARKER || !is_folder && self.manifest.files.contains_key(&path) {
                continue;
            }
            if is_folder && self.folders.contains(&*path) {
                self.folder(&entry.path(), &path, &target)?;
            } else {
                carry(&entry.path(), &target)?;
            }
        }
        Ok(())
    }
}

fn carry(from: &Path, to: &Path) -> Result<(), PublishError> {
    let kind = fs::symlink_metadata(from)
        .map_err(PublishError::io("read", from))?
        .file_type();
    let collision = || PublishError::Collision {
        file: from.to_owned(),
    };
    if let Some(parent) = to.parent() {
        // It cannot be made where the site has a file instead.
        fs::create_dir_all(parent).map_err(|_| collision())?;
    }
    if kind.is_dir() {
        if !to.is_dir() {
            fs::create_dir(to).map_err(|_| collision())?;
        }
        for entry in entries(from)? {
            carry(&entry.path(), &to.join(entry.file_name()))?;
        }
        // Last, because a folder that may not be written could not be filled.
        let permissions = fs::metadata(from).map(|from| from.permissions());
        return permissions
            .and_then(|permissions| fs::set_permissions(to, permissions))
            .map_err(PublishError::io("create", to));
    }
    if fs::symlink_metadata(to).is_ok() {
        let same = kind.is_file() && same_digest(from, to).is_some();
        return if same { Ok(()) } else { Err(collision()) };
    }
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    let copied = if kind.is_symlink() {
        fs::read_link(from).and_then(|target| link(&target, from, to))
    } else {
        copy(from, to)
    };
    copied.map_err(PublishError::io("copy", from))
}

fn entries(folder: &Path) -> Result<Vec<fs::DirEntry>, PublishError> {
    fs::read_dir(folder)
        .and_then(Iterator::collect)
        .map_err(PublishError::io("list", folder))
}

#[cfg(unix)]
fn link(target: &Path, _: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, to)
}

#[cfg(windows)]
fn link(target: &Path, from: &Path, to: &Path) -> io::Result<()> {
    if from.is_dir() {
        std::os::windows::fs::symlink_dir(target, to)
    } else {
        std::os::windows::fs::symlink_file(target, to)
    }
}

//! Artifacts → disk: the old site or the new one, never something between.
//!
//! 1. `place` finds where the output really is, `lock` keeps other runs away, and `exchange`
//!    recovers what a crashed run left.
//! 2. The `manifest` in the old tree says that prepbook may replace it.
//! 3. `stage` writes the new tree beside it; `carry` links into it what others put into the old
//!    one. The manifest is written last.
//! 4. `exchange` puts the new tree into its place, and the old one is deleted.
//!
//! Until the exchange nothing in the old tree is touched, so a failure leaves it byte for byte.

mod carry;
mod error;
mod exchange;
mod lock;
mod manifest;
mod place;
mod stage;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path};

pub use error::PublishError;

use lock::Lock;
use manifest::Manifest;
use place::Place;
use stage::Staging;

use crate::render::Artifact;
use crate::source::inputs::OUTPUT_MARKER;

/// What a run changed, in files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// New, or with other bytes than before.
    pub written: usize,
    /// As they were.
    pub unchanged: usize,
    /// In the last site and not in this one.
    pub removed: usize,
}

/// Makes the folder `out` hold exactly `artifacts`, and whatever others put into it.
///
/// # Errors
/// When `out` is not prepbook's to replace, another run is at it, a path is not fit for a file,
/// or the system refuses. The old site stands as it was.
pub fn publish(artifacts: &[Artifact], out: &Path) -> Result<Published, PublishError> {
    check_paths(artifacts)?;
    let place = Place::find(out)?;
    let _lock = Lock::take(&place)?;
    exchange::recover(&place)?;
    let before = inspect(&place)?;

    let process = std::process::id();
    let staging = Staging::create(place.staging(process))?;
    let staged = stage::write(artifacts, staging.path(), &place.out)?;
    if let Some(before) = &before {
        carry::carry_over(&place.out, before, staging.path())?;
    }
    let removed = before.iter().flat_map(|before| before.files.keys());
    let published = Published {
        written: staged.written,
        unchanged: staged.unchanged,
        removed: removed
            .filter(|path| !staged.manifest.files.contains_key(*path))
            .count(),
    };
    if published.written == 0 && before.as_ref() == Some(&staged.manifest) {
        // Nothing to exchange, and whoever stands in the folder keeps it under their feet.
        return Ok(published);
    }
    let marker = staging.path().join(OUTPUT_MARKER);
    fs::write(&marker, staged.manifest.text()).map_err(PublishError::io("write", &marker))?;
    if let Ok(old) = fs::metadata(&place.out) {
        let _ = fs::set_permissions(staging.path(), old.permissions());
    }
    if let Some(old) = exchange::exchange(&place, process)? {
        exchange::discard(&old);
    }
    Ok(published)
}

/// The manifest of the old site; `None` when there is no folder yet.
fn inspect(place: &Place) -> Result<Option<Manifest>, PublishError> {
    let out = || place.shown.clone();
    if !place.out.exists() {
        return Ok(None);
    }
    if !place.out.is_dir() {
        return Err(PublishError::NotAFolder { out: out() });
    }
    if is_mount_point(&place.out) {
        return Err(PublishError::MountPoint { out: out() });
    }
    if let Some(manifest) = Manifest::read(place)? {
        return Ok(Some(manifest));
    }
    let mut entries = fs::read_dir(&place.out).map_err(PublishError::io("list", &place.out))?;
    match entries.next() {
        None => Ok(Some(Manifest::default())),
        Some(_) => Err(PublishError::Foreign { out: out() }),
    }
}

/// Seen before anything is written, where the system tells; the exchange finds out otherwise.
#[cfg(unix)]
fn is_mount_point(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).map(|there| there.dev()).ok();
    folder
        .parent()
        .is_some_and(|parent| device(parent) != device(folder))
}

#[cfg(not(unix))]
fn is_mount_point(_: &Path) -> bool {
    false
}

fn check_paths(artifacts: &[Artifact]) -> Result<(), PublishError> {
    let mut seen = BTreeSet::new();
    for Artifact { path, .. } in artifacts {
        if !is_inside(path) {
            return Err(PublishError::BadPath { path: path.clone() });
        }
        if !seen.insert(path) {
            return Err(PublishError::Twice { path: path.clone() });
        }
    }
    Ok(())
}

/// Whether the path names a file below the output folder, and can stand in the manifest.
fn is_inside(path: &str) -> bool {
    let plain = path
        .split('/')
        .all(|part| !part.is_empty() && part != "." && part != "..");
    // The second test is for what the system adds, like drive letters.
    plain
        && Path::new(path)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
        && !path.contains(|c: char| c == '\\' || c.is_control())
        && path.split('/').next() != Some(OUTPUT_MARKER)
}

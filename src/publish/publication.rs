//! One run's way from the first artifact to the exchange.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::carry;
use super::error::PublishError;
use super::exchange;
use super::lock::Lock;
use super::manifest::Manifest;
use super::place::Place;
use super::stage::{Staging, digest, digest_of_plain, link};
use super::writer::{Settled, Writers};
use super::{Change, Published};
use crate::pipeline::ArtifactSink;
use crate::render::Artifact;
use crate::source::Digest;
use crate::source::inputs::OUTPUT_MARKER;

/// Where a site is to go.
#[derive(Clone, Copy, Debug)]
pub struct Destination<'a> {
    /// The folder.
    pub out: &'a Path,
    /// The edition of the guide; `None` is the whole one.
    pub edition: Option<&'a str>,
    /// Files and folders that the site is made of.
    pub sources: &'a [PathBuf],
}

/// What may stand in a folder that no site was written to: the things of a Git repository, and
/// what a host of pages wants to find there.
const WELCOME: [&str; 6] = [
    ".git",
    ".gitattributes",
    ".gitignore",
    ".nojekyll",
    ".well-known",
    "CNAME",
];

/// A site on its way into its folder. It is there once [`Publication::finish`] says so; a
/// publication that is dropped before leaves the old site and nothing else.
pub struct Publication {
    /// Paths that were taken, to find two artifacts with one.
    paths: BTreeSet<String>,
    /// The first artifact that cannot be a file.
    trouble: Option<PublishError>,
    // Dropped in this order: nobody writes any more, the new tree is deleted, others may come.
    writers: Writers,
    staging: Staging,
    /// What the last site held; `None` when there is no folder yet.
    before: Option<Manifest>,
    edition: Option<String>,
    place: Place,
    process: u32,
    _lock: Lock,
}

impl Publication {
    /// Begins to make a folder hold a site, and whatever others put into it.
    ///
    /// # Errors
    /// When the folder is not prepbook's to replace, another run is at it, or the system refuses.
    pub fn begin(destination: &Destination<'_>) -> Result<Self, PublishError> {
        let place = Place::find(destination.out)?;
        place.refuse_sources(destination.sources)?;
        let lock = Lock::take(&place)?;
        exchange::recover(&place)?;
        let before = inspect(&place)?;
        let edition = destination.edition.map(str::to_owned);
        if let Some(before) = &before
            && !before.files.is_empty()
            && before.edition != edition
        {
            // Who reads one of them must not find the other at its address.
            return Err(PublishError::OtherEdition {
                out: destination.out.to_owned(),
                there: before.edition.clone(),
                wanted: edition,
            });
        }
        let process = std::process::id();
        let staging = Staging::create(place.staging(process))?;
        let known = before.iter().flat_map(|before| before.files.clone());
        let writers = Writers::start(staging.path(), &place.out, known.collect())?;
        Ok(Self {
            paths: BTreeSet::new(),
            trouble: None,
            writers,
            staging,
            before,
            edition,
            place,
            process,
            _lock: lock,
        })
    }

    /// What [`finish`](Self::finish) would say, if the folder holds the site whose manifest has this
    /// digest, byte for byte. `copies` are the files of it that are copies, by path, with what each
    /// is to be a copy of.
    pub fn stands(&self, site: Digest, copies: &BTreeMap<String, PathBuf>) -> Option<Published> {
        let before = self.before.as_ref()?;
        if before.digest() != site {
            return None;
        }
        let is_right = |(path, known): (&String, &String)| {
            let is_it = |digest: Digest| digest.to_string() == *known;
            let copied = |source: &PathBuf| digest(source).is_some_and(is_it);
            copies.get(path).is_none_or(copied)
                && digest_of_plain(&self.place.out.join(path)).is_some_and(is_it)
        };
        let is_all_right = copies.keys().all(|path| before.files.contains_key(path))
            && before.files.par_iter().all(is_right);
        let unchanged = |path: &String| (path.clone(), Change::Unchanged);
        is_all_right.then(|| Published {
            first: before.files.is_empty(),
            files: before.files.keys().map(unchanged).collect(),
            manifest: site,
        })
    }

    /// Exchanges the sites: the folder now holds exactly the artifacts that were put, and whatever
    /// others put into it.
    ///
    /// # Errors
    /// When an artifact could not be written, two have one path, a path is not fit for a file, or
    /// the system refuses. The old site stands as it was.
    pub fn finish(mut self) -> Result<Published, PublishError> {
        let settled = self.writers.finish();
        if let Some(trouble) = self.trouble.take() {
            return Err(trouble);
        }
        let settled = settled?;
        let manifest = Manifest {
            edition: self.edition.clone(),
            files: settled
                .iter()
                .map(|file| (file.path.clone(), file.digest.to_string()))
                .collect(),
        };
        let changed = settled.iter().any(|file| file.change != Change::Unchanged);
        if changed || self.before.as_ref() != Some(&manifest) {
            self.exchange(&settled, &manifest)?;
        }
        // Else there is nothing to exchange, and whoever stands in the folder keeps it under
        // their feet.
        Ok(self.published(settled, &manifest))
    }

    fn exchange(&self, settled: &[Settled], manifest: &Manifest) -> Result<(), PublishError> {
        let staging = self.staging.path();
        settled
            .par_iter()
            .filter(|file| file.change == Change::Unchanged)
            .try_for_each(|file| {
                link(&self.place.out.join(&file.path), &staging.join(&file.path))
            })?;
        if let Some(before) = &self.before {
            carry::carry_over(&self.place.out, before, staging)?;
        }
        let marker = staging.join(OUTPUT_MARKER);
        fs::write(&marker, manifest.text()).map_err(PublishError::io("write", &marker))?;
        if let Ok(old) = fs::metadata(&self.place.out) {
            let _ = fs::set_permissions(staging, old.permissions());
        }
        if let Some(old) = exchange::exchange(&self.place, self.process)? {
            exchange::discard(&old);
        }
        Ok(())
    }

    fn published(&self, settled: Vec<Settled>, manifest: &Manifest) -> Published {
        let before = self.before.iter().flat_map(|before| before.files.keys());
        let mut files: BTreeMap<String, Change> = before
            .filter(|path| !manifest.files.contains_key(*path))
            .map(|path| (path.clone(), Change::Removed))
            .collect();
        files.extend(settled.into_iter().map(|file| (file.path, file.change)));
        Published {
            first: self
                .before
                .as_ref()
                .is_none_or(|before| before.files.is_empty()),
            files,
            manifest: manifest.digest(),
        }
    }
}

impl ArtifactSink for Publication {
    fn put(&mut self, artifact: Artifact) {
        if self.trouble.is_some() {
            return;
        }
        let path = artifact.path.clone();
        if !is_inside(&path) {
            self.trouble = Some(PublishError::BadPath { path });
        } else if self.paths.contains(&path) {
            self.trouble = Some(PublishError::Twice { path });
        } else {
            self.paths.insert(path);
            self.writers.write(artifact);
        }
    }
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
    for entry in fs::read_dir(&place.out).map_err(PublishError::io("list", &place.out))? {
        let name = entry
            .map_err(PublishError::io("list", &place.out))?
            .file_name();
        if !WELCOME.iter().any(|welcome| name == *welcome) {
            return Err(PublishError::Foreign { out: out() });
        }
    }
    Ok(Some(Manifest::default()))
}

/// Seen before anything is written, where the system tells; the exchange finds out otherwise.
#[cfg(target_os = "linux")]
fn is_mount_point(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    statx(CWD, folder, AtFlags::empty(), StatxFlags::empty())
        .is_ok_and(|there| there.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
        || is_other_device(folder)
}

#[cfg(all(unix, not(target_os = "linux")))]
fn is_mount_point(folder: &Path) -> bool {
    is_other_device(folder)
}

#[cfg(not(unix))]
fn is_mount_point(_: &Path) -> bool {
    false
}

#[cfg(unix)]
fn is_other_device(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).map(|there| there.dev()).ok();
    folder
        .parent()
        .is_some_and(|parent| device(parent) != device(folder))
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

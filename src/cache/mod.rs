//! What is dear, kept on disk from one process to the next, in the folder that the system has for
//! such things ([`folder`]).
//!
//! Colouring the code of a guide costs about as much as everything else together, and between two
//! builds hardly a block changes. So each site has one file with every block that its last builds
//! asked for, in one read ([`mod@format`]). And often nothing changes at all. So each output folder
//! of a site has a small file with what its last build was made of and what it said ([`record`]).
//!
//! Nothing depends on either. A file that is not there, cannot be read, is damaged, or is of another
//! version counts as empty, and one that cannot be written is not. It is written beside and
//! renamed, so another process reads the old one or the new one, and of two that write at once
//! the last one stays. What is new goes in; what has not been asked for for long goes out
//! ([`bounds`]).

mod bounds;
mod folder;
mod format;
pub mod key;
mod record;
#[cfg(test)]
mod tests;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

pub use record::Record;

use crate::html::Highlighter;
use crate::source::Digest;

/// What files with coloured code end in.
const CODE: &str = "code";

/// What records of builds end in.
const RECORD: &str = "build";

/// The cache of one site; or none, which knows nothing and keeps nothing.
#[derive(Clone, Debug)]
pub struct Cache {
    file: Option<PathBuf>,
}

/// What became of what a build made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is on disk.
    Written,
    /// There was nothing new, and the file is marked as used.
    Unchanged,
    /// It could not be written, or there is no cache.
    Nowhere,
}

impl Cache {
    /// The cache of the site that is read from `path`, where the system has a folder for it.
    pub fn of(path: &Path) -> Self {
        match folder::of_system() {
            Some(folder) => Self::within(&folder, path),
            None => Self::none(),
        }
    }

    /// The same in a folder of the caller's.
    pub fn within(folder: &Path, path: &Path) -> Self {
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        // Another version has other files, so that two in turn do not spoil each other's.
        let mut name = format::stamp().to_string();
        name.push_str(&path.to_string_lossy());
        let name = Digest::of(name.as_bytes());
        Self {
            file: Some(folder.join(format!("{name}.{CODE}"))),
        }
    }

    /// No cache.
    pub fn none() -> Self {
        Self { file: None }
    }

    /// Whether there is a place to keep things in; whether it can be written, nobody knows before.
    pub fn is_any(&self) -> bool {
        self.file.is_some()
    }

    /// A highlighter that knows what is kept.
    pub fn load(&self) -> Highlighter {
        let file = self.file.as_deref();
        let kept = file.and_then(|file| read(file, format::LARGEST_FILE));
        match kept.as_deref().and_then(format::parse) {
            Some((blocks, round)) => Highlighter::with(blocks, round),
            None => Highlighter::default(),
        }
    }

    /// The record of the last build into the folder `out`, if that had this key. Then the files of
    /// the site count as used now.
    pub fn recall(&self, out: &Path, key: Digest) -> Option<Record> {
        let file = self.record(out)?;
        let record = record::parse(&read(&file, record::LARGEST_FILE)?, key)?;
        // Without the right to do so they may go earlier.
        for used in self.file.iter().chain([&file]) {
            let _ = touch(used);
        }
        Some(record)
    }

    /// Keeps the record of a build into the folder `out`.
    pub fn remember(&self, out: &Path, key: Digest, record: &Record) -> Saved {
        let bytes = record::write(record, key);
        match self.record(out).zip(bytes) {
            Some((file, bytes)) => keep(&file, &bytes),
            None => Saved::Nowhere,
        }
    }

    /// The file of the record: a site may be built into several folders in turn. None before there
    /// is a folder.
    fn record(&self, out: &Path) -> Option<PathBuf> {
        let own = self.file.as_deref()?;
        let mut name = own.file_stem()?.as_encoded_bytes().to_owned();
        name.extend_from_slice(out.canonicalize().ok()?.as_os_str().as_encoded_bytes());
        let name = Digest::of(&name);
        Some(own.with_file_name(format!("{name}.{RECORD}")))
    }

    /// Keeps what `highlighter` made. What it knew already is not written again.
    pub fn save(&self, highlighter: &Highlighter) -> Saved {
        let Some(file) = &self.file else {
            return Saved::Nowhere;
        };
        let counts = highlighter.counts();
        if counts.calls == counts.hits {
            return match touch(file) {
                Ok(()) => Saved::Unchanged,
                Err(_) => Saved::Nowhere,
            };
        }
        let blocks = bounds::recent(highlighter.kept(), highlighter.round());
        keep(file, &format::write(&blocks, highlighter.round()))
    }
}

/// Writes a file of the cache, and makes room for it.
fn keep(file: &Path, bytes: &[u8]) -> Saved {
    match replace(file, bytes) {
        Ok(()) => {
            bounds::tidy(file);
            Saved::Written
        }
        Err(_) => Saved::Nowhere,
    }
}

/// The file's bytes; none if it is not there, or larger than any that is written here.
fn read(file: &Path, largest: u64) -> Option<Vec<u8>> {
    let size = fs::metadata(file).ok()?.len();
    if size > largest {
        return None;
    }
    fs::read(file).ok()
}

/// Marks a file as used now.
fn touch(file: &Path) -> io::Result<()> {
    let file = File::options().write(true).open(file)?;
    file.set_modified(SystemTime::now())
}

/// Puts `bytes` in the place of a file in one step.
fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let folder = file.parent().unwrap_or(Path::new("."));
    create_folder(folder)?;
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let beside = file.with_extension(format!("{}-{number}.{}", std::process::id(), bounds::NEW));
    let written = create_file(&beside)
        .and_then(|mut new| new.write_all(bytes))
        .and_then(|()| fs::rename(&beside, file));
    if written.is_err() {
        // Whatever is left of it is removed, now or by a later build.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Code of a guide can be confidential, so nobody else on the machine reads what is kept.
fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

fn create_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

//! Files of the new tree, beside the old one.
//!
//! A file whose bytes are already there is linked, so it keeps its modification time and web
//! servers and backups see that nothing happened to it.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::error::PublishError;
use super::exchange::discard;
use crate::source::{Digest, Digester};

/// How much of a file is in memory at a time, when it is compared or copied.
const PIECE: usize = 64 * 1024;

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

/// Writes a file that is not there yet.
///
/// # Errors
/// When the system refuses, or it is there.
pub(super) fn write(file: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    in_folder(file, || File::create_new(file))
        .and_then(|mut file| file.write_all(bytes))
        .map_err(|error| refusal(file, error))
}

/// Copies the file `from` to `to`, which is not there yet, and says what it holds.
///
/// # Errors
/// When the system refuses, or it is there.
pub(super) fn copy_in(from: &Path, to: &Path) -> Result<Digest, PublishError> {
    let reading = || PublishError::io("read", from);
    let writing = |error| refusal(to, error);
    let mut source = File::open(from).map_err(reading())?;
    let mut target = in_folder(to, || File::create_new(to)).map_err(writing)?;
    let (mut digester, mut piece) = (Digester::default(), vec![0; PIECE]);
    loop {
        let bytes = fill(&mut source, &mut piece).map_err(reading())?;
        if bytes.is_empty() {
            return Ok(digester.digest());
        }
        digester.add(bytes);
        target.write_all(bytes).map_err(writing)?;
    }
}

/// Makes the file `to` be the file `old`, which keeps its modification time.
///
/// # Errors
/// When it can be neither linked nor copied.
pub(super) fn link(old: &Path, to: &Path) -> Result<(), PublishError> {
    in_folder(to, || fs::hard_link(old, to))
        .or_else(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Err(error),
            _ => in_folder(to, || copy(old, to)),
        })
        .map_err(|error| refusal(to, error))
}

/// The new tree began empty and no two files have one path, so what is there has another name.
fn refusal(file: &Path, error: io::Error) -> PublishError {
    match error.kind() {
        io::ErrorKind::AlreadyExists => PublishError::OneName {
            file: file.to_owned(),
        },
        _ => PublishError::io("write", file)(error),
    }
}

/// Does something in the folder of `file`, which is made when it turns out to be missing.
fn in_folder<T>(file: &Path, work: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match (work(), file.parent()) {
        (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            work()
        }
        (done, _) => done,
    }
}

/// Whether the path is a plain file with these bytes.
pub(super) fn holds(path: &Path, bytes: &[u8]) -> bool {
    if size_of_plain(path) != Some(bytes.len() as u64) {
        return false;
    }
    let Ok(mut file) = File::open(path) else {
        return false;
    };
    let mut piece = vec![0; PIECE.min(bytes.len() + 1)];
    let mut rest = bytes;
    loop {
        match fill(&mut file, &mut piece) {
            Ok([]) => return rest.is_empty(),
            Ok(read) => match rest.strip_prefix(read) {
                Some(more) => rest = more,
                None => return false,
            },
            Err(_) => return false,
        }
    }
}

/// The digest of both files, if they are plain files that hold the same.
pub(super) fn same_digest(one: &Path, other: &Path) -> Option<Digest> {
    let size = fs::metadata(one).ok()?.len();
    if size_of_plain(other) != Some(size) {
        return None;
    }
    let (mut one, mut other) = (File::open(one).ok()?, File::open(other).ok()?);
    let (mut piece, mut its) = (vec![0; PIECE], vec![0; PIECE]);
    let mut digester = Digester::default();
    loop {
        let bytes = fill(&mut one, &mut piece).ok()?;
        if bytes != fill(&mut other, &mut its).ok()? {
            return None;
        }
        if bytes.is_empty() {
            return Some(digester.digest());
        }
        digester.add(bytes);
    }
}

/// The digest of a plain file.
pub(super) fn digest_of_plain(path: &Path) -> Option<Digest> {
    size_of_plain(path)?;
    digest(path)
}

/// The digest of a file, which may be behind a link.
pub(super) fn digest(path: &Path) -> Option<Digest> {
    Digest::of_reader(File::open(path).ok()?).ok()
}

fn size_of_plain(path: &Path) -> Option<u64> {
    let there = fs::symlink_metadata(path).ok()?;
    there.is_file().then_some(there.len())
}

/// Reads until `piece` is full or the file ends; returns what was read.
fn fill<'a>(file: &mut File, piece: &'a mut [u8]) -> io::Result<&'a [u8]> {
    let mut filled = 0;
    while filled < piece.len() {
        match file.read(&mut piece[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(&piece[..filled])
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

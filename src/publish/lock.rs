//! One run at a time for one output folder.
//!
//! The system's own file lock is used, because it ends with the process: a crashed run leaves
//! nothing that somebody has to delete.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::PublishError;
use super::place::Place;

/// Held while a run publishes; dropping it lets the next one in.
pub(super) struct Lock {
    path: PathBuf,
    /// Closing it gives the lock back.
    _file: File,
}

impl Lock {
    /// Takes the lock of `place`.
    ///
    /// # Errors
    /// [`PublishError::Busy`] when another run holds it.
    pub(super) fn take(place: &Place) -> Result<Self, PublishError> {
        let path = place.lock();
        loop {
            let mut file = File::options()
                .create(true)
                .truncate(false)
                .read(true)
                .write(true)
                .open(&path)
                .map_err(PublishError::io("create", &path))?;
            match file.try_lock() {
                Ok(()) if is_still_there(&file, &path) => {}
                // The holder before us deleted the file between our opening and our locking it.
                Ok(()) => continue,
                Err(TryLockError::WouldBlock) => {
                    return Err(PublishError::Busy {
                        out: place.shown.clone(),
                        process: fs::read_to_string(&path)
                            .ok()
                            .and_then(|text| text.trim().parse().ok()),
                    });
                }
                // A file system without locks is no reason not to publish at all.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => {
                    return Err(PublishError::io("lock", &path)(error));
                }
            }
            // The number is a courtesy to whoever finds the folder locked.
            let _ = file
                .set_len(0)
                .and_then(|()| writeln!(file, "{}", std::process::id()));
            return Ok(Self { path, _file: file });
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Deleted while still held. Elsewhere than on Unix nothing tells a deleted lock file from
        // its successor, so there it stays.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => held.dev() == there.dev() && held.ino() == there.ino(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still_there(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::{Lock, Place, PublishError};

    #[test]
    fn the_second_is_told_who_holds_it_and_the_third_gets_in() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Place::find(&folder.path().join("public")).expect("a place");
        let first = Lock::take(&place).expect("the lock is free");
        let Err(PublishError::Busy { process, .. }) = Lock::take(&place) else {
            panic!("taken twice");
        };
        if cfg!(unix) {
            assert_eq!(process, Some(std::process::id()));
        }
        drop(first);
        Lock::take(&place).expect("the lock is free again");
        if cfg!(unix) {
            assert!(!place.lock().exists());
        }
    }
}

//! Single files of authors: each is written beside the old one and put in its place in one step.
//!
//! All are written before the first is exchanged, so what cannot be written leaves all as they were.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;

use super::error::PublishError;

/// Writes `files` with their new bytes. A link stays one, and a file keeps its permissions.
///
/// # Errors
/// The first file that cannot be written. Then nothing was, unless a file could be written and not be
/// put in its place.
pub fn replace(files: &[(PathBuf, Vec<u8>)]) -> Result<(), PublishError> {
    let mut staged: Vec<Staged> = Vec::with_capacity(files.len());
    for (file, bytes) in files {
        staged.push(Staged::new(file, bytes)?);
    }
    for staged in &mut staged {
        staged.exchange()?;
    }
    Ok(())
}

/// A file that is written and not in its place yet; dropping it takes it away.
struct Staged {
    beside: PathBuf,
    file: PathBuf,
    waits: bool,
}

impl Staged {
    fn new(file: &Path, bytes: &[u8]) -> Result<Self, PublishError> {
        let failed = |error| PublishError::Single {
            file: file.to_owned(),
            error,
        };
        let old = match fs::canonicalize(file) {
            Ok(real) => Some(real),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(failed(error)),
        };
        let place = old.clone().unwrap_or_else(|| file.to_owned());
        let name = place.file_name().unwrap_or_default().to_string_lossy();
        // A name that nothing reads and no server watches.
        let beside = place.with_file_name(format!(".{name}.prepbook-{}", process::id()));
        let staged = Self {
            beside,
            file: place,
            waits: true,
        };
        let write = || {
            let mut new = fs::File::create(&staged.beside)?;
            new.write_all(bytes)?;
            if let Some(old) = &old {
                let metadata = fs::metadata(old)?;
                if metadata.permissions().readonly() {
                    return Err(io::ErrorKind::PermissionDenied.into());
                }
                new.set_permissions(metadata.permissions())?;
            }
            new.sync_all()
        };
        write().map_err(failed)?;
        Ok(staged)
    }

    fn exchange(&mut self) -> Result<(), PublishError> {
        fs::rename(&self.beside, &self.file).map_err(|error| PublishError::Single {
            file: self.file.clone(),
            error,
        })?;
        self.waits = false;
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if self.waits {
            // It may not have been created.
            let _ = fs::remove_file(&self.beside);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::replace;

    #[test]
    fn one_that_cannot_be_written_leaves_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a"), "old").expect("a file");
        let both = [(at("a"), b"new".to_vec()), (at("no/b"), b"new".to_vec())];
        let error = replace(&both).expect_err("there is no such folder");
        assert!(error.to_string().contains("no/b"), "{error}");
        assert_eq!(fs::read(at("a")).expect("a file"), b"old");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
        replace(&both[..1]).expect("written");
        assert_eq!(fs::read(at("a")).expect("a file"), b"new");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("real"), "old").expect("a file");
        fs::set_permissions(at("real"), fs::Permissions::from_mode(0o640)).expect("a mode");
        symlink("real", at("link")).expect("a link");
        replace(&[(at("link"), b"new".to_vec())]).expect("written");
        let link = fs::symlink_metadata(at("link")).expect("a link");
        assert!(link.is_symlink());
        assert_eq!(fs::read(at("real")).expect("a file"), b"new");
        let mode = fs::metadata(at("real")).expect("a file").permissions();
        assert_eq!(mode.mode() & 0o777, 0o640);
        // What its owner protected is not replaced behind their back.
        fs::set_permissions(at("real"), fs::Permissions::from_mode(0o440)).expect("a mode");
        replace(&[(at("link"), b"newer".to_vec())]).expect_err("read-only");
        assert_eq!(fs::read(at("real")).expect("a file"), b"new");
    }
}

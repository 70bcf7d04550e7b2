//! Puts the new tree where the old one stands, so that nobody meets half a site.
//!
//! Linux and macOS exchange two folders in one system call. Where there is none, two renames do
//! it, and a journal beside the output lets the next run finish what a crash left between them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::PublishError;
use super::place::Place;
use crate::source::inputs::OUTPUT_MARKER;

/// Puts `staging` at the place; says where the old tree is now, if there was one.
///
/// # Errors
/// When the system refuses. The old tree is where it was.
pub(super) fn exchange(place: &Place, process: u32) -> Result<Option<PathBuf>, PublishError> {
    let staging = place.staging(process);
    if !place.out.exists() {
        fs::rename(&staging, &place.out).map_err(PublishError::io("create", &place.out))?;
        return Ok(None);
    }
    match swap(&staging, &place.out) {
        Ok(()) => Ok(Some(staging)),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => by_renames(place, process),
        Err(error) => Err(refusal(place, error)),
    }
}

/// Exchanges two folders in one step; `Unsupported` where that cannot be done.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn swap(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(|error| match error {
        // File systems that know no exchange answer "invalid argument".
        Errno::INVAL | Errno::NOSYS | Errno::NOTSUP => io::ErrorKind::Unsupported.into(),
        error => error.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn swap(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn by_renames(place: &Place, process: u32) -> Result<Option<PathBuf>, PublishError> {
    let (staging, old, journal) = (place.staging(process), place.old(process), place.journal());
    fs::write(&journal, "two renames are under way\n")
        .map_err(PublishError::io("write", &journal))?;
    let renamed = fs::rename(&place.out, &old).and_then(|()| {
        fs::rename(&staging, &place.out).inspect_err(|_| {
            // Should this fail as well, the journal is still there and the next run does it.
            let _ = fs::rename(&old, &place.out);
        })
    });
    if place.out.exists() {
        let _ = fs::remove_file(&journal);
    }
    renamed
        .map(|()| Some(old))
        .map_err(|error| refusal(place, error))
}

fn refusal(place: &Place, error: io::Error) -> PublishError {
    match error.kind() {
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => PublishError::MountPoint {
            out: place.shown.clone(),
        },
        _ => PublishError::io("exchange", &place.out)(error),
    }
}

/// Finishes or takes back what a crashed run began, and deletes what it left.
///
/// # Errors
/// When the journal cannot be followed.
pub(super) fn recover(place: &Place) -> Result<(), PublishError> {
    let journal = place.journal();
    let leftovers = place.leftovers()?;
    if journal.exists() {
        if leftovers.len() > 1 && place.out.exists() {
            // Both trees wait, so what stands there now came after the crash. An empty folder may
            // go; anything else somebody has to look at, before the old files are deleted.
            fs::remove_dir(&place.out).map_err(PublishError::io("replace", &place.out))?;
        }
        if !place.out.exists() {
            // The marker is written last, so a tree that has one is complete. In name order the
            // new tree comes after the old one.
            let complete = leftovers
                .iter()
                .rfind(|tree| tree.join(OUTPUT_MARKER).exists());
            if let Some(tree) = complete {
                fs::rename(tree, &place.out).map_err(PublishError::io("recover", &place.out))?;
            }
        }
        fs::remove_file(&journal).map_err(PublishError::io("delete", &journal))?;
    }
    for tree in &leftovers {
        discard(tree);
    }
    Ok(())
}

/// Deletes a tree that nobody needs; what resists is left to the next run.
pub(super) fn discard(tree: &Path) {
    let _ = fs::remove_dir_all(tree);
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{OUTPUT_MARKER, Place, by_renames, exchange, recover};

    fn tree(path: &std::path::Path, text: &str) {
        fs::create_dir_all(path).expect("a folder");
        fs::write(path.join("index.html"), text).expect("a page");
        fs::write(path.join(OUTPUT_MARKER), "").expect("a marker");
    }

    fn page(place: &Place) -> String {
        fs::read_to_string(place.out.join("index.html")).expect("a page")
    }

    fn place(folder: &tempfile::TempDir) -> Place {
        Place::find(&folder.path().join("public")).expect("a place")
    }

    #[test]
    fn both_ways_put_the_new_tree_there_and_give_back_the_old() {
        for way in [exchange, by_renames] {
            let folder = tempfile::tempdir().expect("a folder");
            let place = place(&folder);
            tree(&place.out, "old");
            tree(&place.staging(7), "new");
            let old = way(&place, 7).expect("an exchange").expect("an old tree");
            assert_eq!(page(&place), "new");
            assert_eq!(
                fs::read_to_string(old.join("index.html")).expect("a page"),
                "old"
            );
            assert!(!place.journal().exists());
        }
    }

    #[test]
    fn a_refused_second_rename_puts_the_old_tree_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = place(&folder);
        tree(&place.out, "old");
        by_renames(&place, 7).expect_err("there is no staging folder");
        assert_eq!(page(&place), "old");
        assert!(!place.journal().exists());
    }

    #[test]
    fn a_crash_between_the_renames_is_finished() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = place(&folder);
        tree(&place.old(7), "old");
        tree(&place.staging(7), "new");
        fs::write(place.journal(), "").expect("a journal");
        recover(&place).expect("a recovery");
        assert_eq!(page(&place), "new");
        assert!(!place.old(7).exists());
        assert!(!place.journal().exists());
    }

    #[test]
    fn a_crash_before_the_first_rename_leaves_the_old_site() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = place(&folder);
        tree(&place.out, "old");
        tree(&place.staging(7), "new");
        fs::write(place.journal(), "").expect("a journal");
        recover(&place).expect("a recovery");
        assert_eq!(page(&place), "old");
        assert!(!place.staging(7).exists());
    }

    #[test]
    fn files_that_came_after_a_crash_are_not_run_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = place(&folder);
        tree(&place.out, "foreign");
        tree(&place.old(7), "old");
        tree(&place.staging(7), "new");
        fs::write(place.journal(), "").expect("a journal");
        recover(&place).expect_err("three trees");
        assert_eq!(page(&place), "foreign");
        assert!(place.old(7).exists());
    }
}

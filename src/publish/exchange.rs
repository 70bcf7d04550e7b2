//! Puts the new tree where the old one stands, so that nobody meets half a site.
//!
//! Linux and macOS exchange two folders in one system call. Where there is none, two renames do
//! it, and a journal beside the output lets the next run finish what a crash left between them:
//!
//! | the crash came after | the next run finds | and makes it |
//! |---|---|---|
//! | the journal was written | the old tree, in its place | the old site |
//! | the old tree was put aside | both trees, none in its place | the new site |
//! | the new tree was put there | the new tree, in its place | the new site |

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::PublishError;
use super::place::Place;
use crate::source::inputs::OUTPUT_MARKER;

/// A place where tests let the process end.
#[cfg(test)]
use tests::step;

#[cfg(not(test))]
fn step() {}

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
    step();
    // Whose trees they are has to be on the disk before the first of them moves.
    File::create(&journal)
        .and_then(|mut file| {
            step();
            writeln!(file, "{process}")?;
            file.sync_all()
        })
        .map_err(PublishError::io("write", &journal))?;
    step();
    let renamed = fs::rename(&place.out, &old).and_then(|()| {
        step();
        fs::rename(&staging, &place.out).inspect_err(|_| {
            // Should this fail as well, the journal is still there and the next run does it.
            let _ = fs::rename(&old, &place.out);
        })
    });
    step();
    if place.out.exists() {
        let _ = fs::remove_file(&journal);
        step();
    }
    renamed
        .map(|()| Some(old))
        .map_err(|error| refusal(place, error))
}

fn refusal(place: &Place, error: io::Error) -> PublishError {
    let out = place.shown.clone();
    match error.kind() {
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => {
            PublishError::MountPoint { out }
        }
        // Windows renames no folder while a program has a file of it open or stands in it.
        io::ErrorKind::PermissionDenied if cfg!(windows) => PublishError::InUse { out },
        _ => PublishError::io("exchange", &place.out)(error),
    }
}

/// Finishes or takes back what a crashed run began, and deletes what it left.
///
/// # Errors
/// When the journal cannot be followed.
pub(super) fn recover(place: &Place) -> Result<(), PublishError> {
    let journal = place.journal();
    if journal.exists() {
        finish(place, &journal)?;
        fs::remove_file(&journal).map_err(PublishError::io("delete", &journal))?;
        step();
    }
    for tree in place.leftovers()? {
        discard(&tree);
        step();
    }
    Ok(())
}

/// Puts a tree in its place after two renames that were interrupted.
fn finish(place: &Place, journal: &Path) -> Result<(), PublishError> {
    let text = fs::read_to_string(journal).map_err(PublishError::io("read", journal))?;
    // Without a number the crash came before the first rename.
    let Ok(process) = text.trim().parse() else {
        return Ok(());
    };
    let (new, old) = (place.staging(process), place.old(process));
    if !old.exists() {
        return Ok(());
    }
    // The new tree is whole, or no rename would have begun. It is not there when the second rename
    // was refused, and the way back as well.
    let tree = if new.exists() { &new } else { &old };
    if tree == &old && place.out.join(OUTPUT_MARKER).exists() {
        return Ok(());
    }
    // What stands there now came after the crash. An empty folder may go; anything else somebody
    // has to look at, before the only copies of the site are deleted.
    if place.out.exists() && fs::remove_dir(&place.out).is_err() {
        return Err(PublishError::Interrupted {
            out: place.shown.clone(),
            site: tree.clone(),
        });
    }
    step();
    fs::rename(tree, &place.out).map_err(PublishError::io("recover", &place.out))?;
    step();
    Ok(())
}

/// Deletes a tree that nobody needs; what resists is left to the next run.
pub(super) fn discard(tree: &Path) {
    if fs::remove_dir_all(tree).is_err() && open_up(tree).is_ok() {
        let _ = fs::remove_dir_all(tree);
    }
}

/// Lets the owner delete what is in the folders of a tree: read-only folders keep their files.
fn open_up(folder: &Path) -> io::Result<()> {
    let kind = fs::symlink_metadata(folder)?;
    if !kind.is_dir() {
        return Ok(());
    }
    fs::set_permissions(folder, deletable(kind.permissions()))?;
    fs::read_dir(folder)?.try_for_each(|entry| open_up(&entry?.path()))
}

#[cfg(unix)]
fn deletable(mut permissions: fs::Permissions) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    permissions.set_mode(permissions.mode() | 0o700);
    permissions
}

#[cfg(not(unix))]
fn deletable(permissions: fs::Permissions) -> fs::Permissions {
    // Elsewhere a folder's files can be deleted whatever the folder allows.
    permissions
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::fs;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::path::Path;

    use tempfile::TempDir;

    use super::{OUTPUT_MARKER, Place, by_renames, exchange, recover};

    thread_local! {
        /// How many more steps are done before the crash; none is tried at first.
        static STEPS: Cell<Option<usize>> = const { Cell::new(None) };
    }

    /// Crashes when it is time to.
    pub(super) fn step() {
        STEPS.with(|steps| match steps.get() {
            Some(0) => {
                steps.set(None);
                panic!("the crash that a test wants");
            }
            left => steps.set(left.map(|left| left - 1)),
        });
    }

    /// Does the work up to its step number `last`; says whether it got that far.
    fn up_to(last: usize, work: impl FnOnce()) -> bool {
        STEPS.with(|steps| steps.set(Some(last)));
        let crashed = catch_unwind(AssertUnwindSafe(work)).is_err();
        let waiting = STEPS.with(|steps| steps.take()).is_some();
        assert!(crashed != waiting, "it ended by something else");
        crashed
    }

    fn tree(path: &Path, text: &str) {
        fs::create_dir_all(path).expect("a folder");
        fs::write(path.join("index.html"), text).expect("a page");
        fs::write(path.join(OUTPUT_MARKER), "").expect("a marker");
    }

    fn page(place: &Place) -> String {
        fs::read_to_string(place.out.join("index.html")).expect("a page")
    }

    /// The old site in its place, and the new one ready.
    fn ready() -> (TempDir, Place) {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Place::find(&folder.path().join("public")).expect("a place");
        tree(&place.out, "old");
        tree(&place.staging(7), "new");
        (folder, place)
    }

    fn names(folder: &TempDir) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.into_string().expect("a name"))
            .collect();
        names.sort();
        names
    }

    #[test]
    fn both_ways_put_the_new_tree_there_and_give_back_the_old() {
        for way in [exchange, by_renames] {
            let (_folder, place) = ready();
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
        let (_folder, place) = ready();
        fs::remove_dir_all(place.staging(7)).expect("a tree to remove");
        by_renames(&place, 7).expect_err("there is no staging folder");
        assert_eq!(page(&place), "old");
        assert!(!place.journal().exists());
    }

    /// Every step of the two renames may be the last one, and then every step of the recovery, and
    /// of the one after that.
    #[test]
    fn a_crash_after_any_step_leaves_a_site_that_the_next_run_puts_in_its_place() {
        let mut found = Vec::new();
        for first in 0.. {
            let mut again = 0;
            let crashed = loop {
                let (folder, place) = ready();
                // Another crash long ago; the number sorts before and after.
                tree(&place.staging(10), "older");
                tree(&place.staging(6), "older");
                let crashed = up_to(first, || {
                    by_renames(&place, 7).expect("an exchange");
                });
                let mut crashed_again = false;
                for _ in 0..2 {
                    crashed_again |= up_to(again, || recover(&place).expect("a recovery"));
                }
                recover(&place).expect("a recovery");
                assert_eq!(names(&folder), ["public"], "{first}, then {again}");
                found.push((first, page(&place)));
                again += 1;
                if !crashed_again {
                    break crashed;
                }
            };
            if !crashed {
                break;
            }
        }
        found.dedup();
        let [old, new] = ["old", "new"].map(String::from);
        assert_eq!(
            found,
            [
                (0, old.clone()),
                (1, old.clone()),
                (2, old),
                (3, new.clone()),
                (4, new.clone()),
                (5, new.clone()),
                (6, new),
            ]
        );
    }

    #[test]
    fn an_old_tree_whose_way_back_was_refused_returns() {
        let (folder, place) = ready();
        fs::remove_dir_all(place.staging(7)).expect("a tree to remove");
        fs::rename(&place.out, place.old(7)).expect("a tree aside");
        fs::write(place.journal(), "7\n").expect("a journal");
        // Somebody made the folder anew meanwhile.
        fs::create_dir(&place.out).expect("a folder");
        recover(&place).expect("a recovery");
        assert_eq!(page(&place), "old");
        assert_eq!(names(&folder), ["public"]);
    }

    #[test]
    fn files_that_came_after_a_crash_are_not_run_over() {
        for trees in [["old", "staging"].as_slice(), &["old"]] {
            let (folder, place) = ready();
            fs::rename(&place.out, place.old(7)).expect("a tree aside");
            if !trees.contains(&"staging") {
                fs::remove_dir_all(place.staging(7)).expect("a tree to remove");
            }
            fs::write(place.journal(), "7\n").expect("a journal");
            fs::create_dir(&place.out).expect("a folder");
            fs::write(place.out.join("index.html"), "foreign").expect("a page");
            let error = recover(&place).expect_err("a third tree").to_string();
            let kept = trees.last().expect("a tree");
            assert_eq!(
                error
                    .replace(&*folder.path().to_string_lossy(), "DIR")
                    .replace('\\', "/"),
                format!(
                    "a run that was cut short left the site in 'DIR/.public.prepbook-{kept}-7', \
                     and 'DIR/public' holds something else now; move that away, or delete the \
                     former, and build again"
                )
            );
            assert_eq!(page(&place), "foreign");
            assert!(place.old(7).exists());
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_tree_of_read_only_folders_is_deleted() {
        use std::os::unix::fs::PermissionsExt;
        let (folder, place) = ready();
        let staging = place.staging(7);
        tree(&staging.join("deep"), "new");
        for closed in [staging.join("deep"), staging.clone()] {
            fs::set_permissions(closed, fs::Permissions::from_mode(0o555)).expect("a mode");
        }
        super::discard(&staging);
        assert_eq!(names(&folder), ["public"]);
    }
}

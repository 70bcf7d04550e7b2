//! What is watched, and which of the system's events mean something.
//!
//! Folders are watched, not files: editors save by renaming, and a watch on a file would stay
//! with the one that is gone. What is not there yet is waited for in the nearest folder above.

use std::path::{Path, PathBuf};

use notify::event::ModifyKind;
use notify::{ErrorKind, Event, EventKind};

use super::watch::Signal;

/// What to watch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WatchPlan {
    /// Folders, with everything below them. They need not be there yet.
    pub folders: Vec<PathBuf>,
    /// Single files. They need not be there yet.
    pub files: Vec<PathBuf>,
    /// Folders in which changes do not count, like the output.
    pub ignored: Vec<PathBuf>,
}

/// A plan on the real file system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Targets {
    /// Folders that are watched with everything below them.
    pub(super) trees: Vec<PathBuf>,
    /// Folders that are watched for the sake of `files`.
    pub(super) parents: Vec<PathBuf>,
    files: Vec<PathBuf>,
    ignored: Vec<PathBuf>,
}

impl Targets {
    /// Finds out what of `plan` is there.
    pub(super) fn new(plan: &WatchPlan) -> Self {
        let mut targets = Self::default();
        for folder in &plan.folders {
            match folder.canonicalize() {
                Ok(real) if real.is_dir() => targets.trees.push(real),
                _ => targets.wait_for(folder),
            }
        }
        for file in &plan.files {
            targets.wait_for(file);
        }
        targets.ignored = plan
            .ignored
            .iter()
            .filter_map(|folder| nearest(folder))
            .map(|(parent, name)| parent.join(name))
            .collect();
        targets.trees.sort();
        // Sorted, a folder comes right before those inside it.
        targets
            .trees
            .dedup_by(|inner, outer| inner.starts_with(outer));
        let trees = &targets.trees;
        targets
            .parents
            .retain(|parent| !trees.iter().any(|tree| parent.starts_with(tree)));
        targets.parents.sort();
        targets.parents.dedup();
        targets
    }

    fn wait_for(&mut self, path: &Path) {
        if let Some((parent, name)) = nearest(path) {
            self.files.push(parent.join(name));
            self.parents.push(parent);
        }
    }

    /// Whether a change at `path` is a reason to look again.
    fn concern(&self, path: &Path) -> bool {
        let in_tree = |tree: &PathBuf| {
            path.strip_prefix(tree).is_ok_and(|rest| {
                !rest.components().any(|part| {
                    let name = part.as_os_str().to_string_lossy();
                    name == ".git" || name.starts_with('.') && name.contains(".prepbook-")
                })
            })
        };
        !self.ignored.iter().any(|folder| path.starts_with(folder))
            && (self.trees.iter().any(in_tree) || self.files.iter().any(|file| file == path))
    }

    fn is_watched_itself(&self, path: &Path) -> bool {
        self.trees
            .iter()
            .chain(&self.parents)
            .any(|one| one == path)
    }

    /// What an event means; `None` for nothing.
    pub(super) fn signal(&self, event: &notify::Result<Event>) -> Option<Signal> {
        match event {
            // The build reads files; that is no reason for another one.
            Ok(event) if event.kind.is_access() => None,
            Ok(event) if event.need_rescan() => Some(Signal::Changed),
            Ok(event) => {
                let moves = matches!(
                    event.kind,
                    EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
                );
                let mut paths = event.paths.iter();
                if moves && paths.clone().any(|path| self.is_watched_itself(path)) {
                    return Some(Signal::Lost);
                }
                paths
                    .any(|path| self.concern(path))
                    .then_some(Signal::Changed)
            }
            Err(error) if is_exhausted(error) => Some(Signal::Exhausted),
            Err(_) => Some(Signal::Changed),
        }
    }
}

/// The nearest folder above `path` that is there, and the next name on the way to it.
fn nearest(path: &Path) -> Option<(PathBuf, PathBuf)> {
    let path = std::path::absolute(path).ok()?;
    path.ancestors().skip(1).find_map(|parent| {
        let real = parent.canonicalize().ok()?;
        let name = path.strip_prefix(parent).ok()?.components().next()?;
        Some((real, PathBuf::from(name.as_os_str())))
    })
}

/// Whether the system has no more watches or watchers to give.
pub(super) fn is_exhausted(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        // Too many open files: watchers are limited as well as watches.
        ErrorKind::Io(error) => matches!(error.raw_os_error(), Some(23 | 24)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Targets, WatchPlan};

    fn plan(folder: &tempfile::TempDir) -> WatchPlan {
        let path = |name| folder.path().join(name);
        fs::create_dir_all(path("content")).expect("a folder");
        WatchPlan {
            folders: vec![path("content"), path("content/inner"), path("no/such")],
            files: vec![path("prepbook.yml")],
            ignored: vec![path("content/public")],
        }
    }

    #[test]
    fn a_change_concerns_what_is_named_and_what_will_be() {
        let folder = tempfile::tempdir().expect("a folder");
        let targets = Targets::new(&plan(&folder));
        let root = folder.path().canonicalize().expect("a folder");
        for path in ["content/a.md", "content/new/b.md", "prepbook.yml", "no"] {
            assert!(targets.concern(&root.join(path)), "{path}");
        }
        for path in [
            "other.yml",
            "content/public/index.html",
            "content/.git/HEAD",
            "content/.public.prepbook-staging-7/index.html",
            "no/other",
        ] {
            assert!(!targets.concern(&root.join(path)), "{path}");
        }
        assert_eq!(targets.trees, [root.join("content")]);
        assert_eq!(targets.parents, [root]);
    }
}

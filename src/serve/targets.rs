//! What is watched, and which of the system's events mean something.
//!
//! Folders are watched, not files: editors save by renaming, and a watch on a file would stay
//! with the one that is gone. What is not there yet is waited for in the nearest folder above.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use notify::event::ModifyKind;
use notify::{Event, EventKind};

use super::reach::Reach;

/// What to watch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WatchPlan {
    /// Folders, with everything below them. They need not be there yet.
    pub folders: Vec<PathBuf>,
    /// Single files. They need not be there yet.
    pub files: Vec<PathBuf>,
    /// Folders in which changes do not count: the output, and what reading skips.
    pub ignored: Vec<PathBuf>,
    /// How deep reading goes below `folders`: 1 is their own entries. All the way when absent.
    pub depth: Option<usize>,
}

/// A plan on the real file system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Targets {
    /// Folders that are watched with everything below them.
    pub(super) trees: Vec<PathBuf>,
    /// Folders that are watched for the sake of `files`.
    pub(super) parents: Vec<PathBuf>,
    /// What counts in `parents`.
    pub(super) files: Vec<PathBuf>,
    /// How many folders deep `trees` count.
    pub(super) depth: usize,
    ignored: Vec<PathBuf>,
}

/// What an event means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing.
    Nothing,
    /// Look again.
    Changed,
    /// Look again, and the watches are not right any more: folders came, moved or went, or
    /// nobody knows.
    Moved,
}

impl Targets {
    /// Finds out what of `plan` is there.
    pub(super) fn new(plan: &WatchPlan) -> Self {
        let mut targets = Self {
            depth: plan.depth.unwrap_or(usize::MAX),
            ..Self::default()
        };
        for folder in &plan.folders {
            match folder.canonicalize() {
                Ok(real) if real.is_dir() => targets.trees.push(real),
                _ => targets.wait_for(folder),
            }
        }
        for file in &plan.files {
            targets.wait_for(file);
            // What a link leads to is changed without the link.
            if let Ok(real) = file.canonicalize() {
                targets.wait_for(&real);
            }
        }
        let mut known = BTreeMap::new();
        for folder in &plan.ignored {
            targets.ignored.extend(really(folder, &mut known));
        }
        for list in [
            &mut targets.trees,
            &mut targets.parents,
            &mut targets.files,
            &mut targets.ignored,
        ] {
            list.sort();
            list.dedup();
        }
        targets
    }

    fn wait_for(&mut self, path: &Path) {
        if let Some((parent, name)) = nearest(path) {
            self.files.push(parent.join(name));
            self.parents.push(parent);
        }
    }

    /// Whether what is at `path`, in a watched folder, does not count.
    pub(super) fn skips(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name == ".git"
            || name.starts_with('.') && name.contains(".prepbook-")
            || self
                .ignored
                .binary_search_by(|one| (**one).cmp(path))
                .is_ok()
    }

    /// What an event means to whoever watches `reach`.
    pub(super) fn meaning(&self, event: &notify::Result<Event>, reach: &Reach) -> Meaning {
        let event = match event {
            Ok(event) if event.need_rescan() => return Meaning::Moved,
            Ok(event) if event.kind.is_access() => return Meaning::Nothing,
            Ok(event) => event,
            Err(_) => return Meaning::Moved,
        };
        let moves = !matches!(
            event.kind,
            EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_))
        );
        let mut meaning = Meaning::Nothing;
        for path in &event.paths {
            let watched = reach.folders.contains(path) || self.parents.contains(path);
            let awaited = self.files.contains(path);
            let inside = path
                .parent()
                .is_some_and(|parent| reach.folders.contains(parent))
                && !self.skips(path);
            if moves && (watched || awaited || inside && is_or_leads_away(path)) {
                return Meaning::Moved;
            }
            if awaited || inside || reach.folders.contains(path) || reach.linked.contains(path) {
                meaning = Meaning::Changed;
            }
        }
        meaning
    }
}

/// Whether there is a folder, or a link to anything, at `path`.
fn is_or_leads_away(path: &Path) -> bool {
    path.symlink_metadata()
        .is_ok_and(|there| there.is_dir() || there.is_symlink())
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

/// `path`, with the folder above it as it is really called.
fn really(path: &Path, known: &mut BTreeMap<PathBuf, Option<PathBuf>>) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let (parent, name) = (path.parent()?, path.file_name()?);
    let real = known
        .entry(parent.to_owned())
        .or_insert_with(|| parent.canonicalize().ok());
    Some(real.as_ref()?.join(name))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::fs;
    use std::path::PathBuf;

    use notify::event::{AccessKind, CreateKind, Flag, ModifyKind, RemoveKind, RenameMode};
    use notify::{Event, EventKind};

    use super::{Meaning, Targets, WatchPlan};
    use crate::serve::reach::Reach;

    const DATA: EventKind = EventKind::Modify(ModifyKind::Data(notify::event::DataChange::Any));
    const NAME: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::To));

    struct Case {
        _folder: tempfile::TempDir,
        root: PathBuf,
        targets: Targets,
        reach: Reach,
    }

    impl Case {
        fn new() -> Self {
            let folder = tempfile::tempdir().expect("a folder");
            let root = folder.path().canonicalize().expect("a folder");
            fs::create_dir_all(root.join("content/inner")).expect("a folder");
            fs::create_dir_all(root.join("content/public")).expect("a folder");
            let plan = WatchPlan {
                folders: vec![root.join("content"), root.join("no/such")],
                files: vec![root.join("prepbook.yml")],
                ignored: vec![root.join("content/public")],
                depth: None,
            };
            let targets = Targets::new(&plan);
            let Ok(reach) = Reach::new(&targets, |_| Ok::<_, Infallible>(()), |_| {});
            Self {
                _folder: folder,
                root,
                targets,
                reach,
            }
        }

        fn meaning(&self, kind: EventKind, path: &str) -> Meaning {
            let event = Event::new(kind).add_path(self.root.join(path));
            self.targets.meaning(&Ok(event), &self.reach)
        }
    }

    #[test]
    fn a_change_counts_in_what_is_named_and_in_what_will_be() {
        let case = Case::new();
        assert_eq!(case.targets.trees, [case.root.join("content")]);
        assert_eq!(case.targets.parents.first(), Some(&case.root));
        for path in ["content/a.md", "content/inner/b.md", "prepbook.yml"] {
            assert_eq!(case.meaning(DATA, path), Meaning::Changed, "{path}");
        }
        for path in [
            "other.yml",
            "content/public",
            "content/public/index.html",
            "content/.git",
            "content/.git/HEAD",
            "content/.public.prepbook-staging-7",
            "no/other",
        ] {
            assert_eq!(case.meaning(DATA, path), Meaning::Nothing, "{path}");
            assert_eq!(case.meaning(NAME, path), Meaning::Nothing, "{path}");
        }
    }

    #[test]
    fn folders_that_come_or_go_make_the_watches_wrong_and_files_do_not() {
        let case = Case::new();
        fs::write(case.root.join("content/a.md"), "").expect("a file");
        assert_eq!(case.meaning(NAME, "content/a.md"), Meaning::Changed);
        let gone = EventKind::Remove(RemoveKind::Any);
        assert_eq!(case.meaning(gone, "content/a.md"), Meaning::Changed);
        let new = EventKind::Create(CreateKind::Any);
        assert_eq!(case.meaning(new, "content/a.md"), Meaning::Changed);

        fs::create_dir(case.root.join("content/new")).expect("a folder");
        assert_eq!(case.meaning(new, "content/new"), Meaning::Moved);
        assert_eq!(case.meaning(gone, "content/inner"), Meaning::Moved);
        assert_eq!(case.meaning(NAME, "content"), Meaning::Moved);
        assert_eq!(case.meaning(new, "no"), Meaning::Moved);
    }

    #[test]
    fn reading_means_nothing_and_lost_events_mean_anything() {
        let case = Case::new();
        let read = EventKind::Access(AccessKind::Any);
        assert_eq!(case.meaning(read, "content/a.md"), Meaning::Nothing);
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(case.targets.meaning(&Ok(lost), &case.reach), Meaning::Moved);
    }
}

//! Which folders on disk the targets reach: those below the watched ones that reading enters.
//!
//! Folders that reading skips (packages, build results, `.git`) hold most of a repository's
//! files, and a system gives only so many watches, so they are not entered here either. What a
//! symbolic link leads to is watched where it really is.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

use super::targets::Targets;

/// Folders and files in which changes count, by their real paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reach {
    /// Folders all of whose entries count.
    pub(super) folders: BTreeSet<PathBuf>,
    /// Files elsewhere that links lead to.
    pub(super) linked: BTreeSet<PathBuf>,
}

impl Reach {
    /// Finds the folders. Each is handed to `enter` *before* it is listed, so that whoever begins
    /// to watch it there misses nothing that comes later; its entries are handed to `see`.
    ///
    /// # Errors
    /// The first error of `enter`. What cannot be listed is left out.
    pub(super) fn new<E>(
        targets: &Targets,
        mut enter: impl FnMut(&Path) -> Result<(), E>,
        mut see: impl FnMut(&DirEntry),
    ) -> Result<Self, E> {
        let mut reach = Self::default();
        let mut left: Vec<(PathBuf, usize)> =
            targets.trees.iter().map(|tree| (tree.clone(), 0)).collect();
        while let Some((folder, depth)) = left.pop() {
            if depth >= targets.depth || reach.folders.contains(&folder) {
                continue;
            }
            enter(&folder)?;
            let entries = fs::read_dir(&folder);
            reach.folders.insert(folder);
            for entry in entries.into_iter().flatten().flatten() {
                see(&entry);
                let path = entry.path();
                let Ok(kind) = entry.file_type() else {
                    continue;
                };
                if targets.skips(&path) {
                    continue;
                }
                if kind.is_dir() {
                    left.push((path, depth + 1));
                } else if kind.is_symlink()
                    && let Ok(real) = path.canonicalize()
                    // Reading does not follow links that leave the folder.
                    && targets.trees.iter().any(|tree| real.starts_with(tree))
                {
                    if real.is_dir() {
                        left.push((real, depth + 1));
                    } else {
                        reach.linked.insert(real);
                    }
                }
            }
        }
        for file in &reach.linked {
            if let Some(parent) = file.parent()
                && !reach.folders.contains(parent)
            {
                enter(parent)?;
            }
        }
        Ok(reach)
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::fs;
    use std::path::Path;

    use super::Reach;
    use crate::serve::WatchPlan;
    use crate::serve::targets::Targets;

    fn reach(root: &Path, depth: Option<usize>) -> Reach {
        let plan = WatchPlan {
            folders: vec![root.join("content")],
            ignored: vec![root.join("content/.hidden"), root.join("content/public")],
            depth,
            ..WatchPlan::default()
        };
        let targets = Targets::new(&plan);
        let Ok(reach) = Reach::new(&targets, |_| Ok::<_, Infallible>(()), |_| {});
        reach
    }

    fn names(root: &Path, paths: impl IntoIterator<Item = std::path::PathBuf>) -> Vec<String> {
        let name = |path: std::path::PathBuf| {
            let below = path.strip_prefix(root).expect("a path below the root");
            below.to_string_lossy().replace('\\', "/")
        };
        paths.into_iter().map(name).collect()
    }

    #[test]
    fn what_reading_skips_is_not_entered() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a folder");
        for path in [
            "content/a/b",
            "content/.hidden/c",
            "content/public/d",
            "content/.git/objects",
        ] {
            fs::create_dir_all(root.join(path)).expect("a folder");
        }
        assert_eq!(
            names(&root, reach(&root, None).folders),
            ["content", "content/a", "content/a/b"]
        );
        assert_eq!(names(&root, reach(&root, Some(1)).folders), ["content"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_where_reading_follows_them() {
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().canonicalize().expect("a folder");
        for path in ["content/.hidden/inner", "content/.hidden/files", "outside"] {
            fs::create_dir_all(root.join(path)).expect("a folder");
        }
        fs::write(root.join("content/.hidden/files/a.md"), "").expect("a file");
        for (target, link) in [
            ("content/.hidden/inner", "content/inner"),
            ("content/.hidden/files/a.md", "content/a.md"),
            ("outside", "content/outside"),
            ("content", "content/.hidden/inner/loop"),
        ] {
            symlink(root.join(target), root.join(link)).expect("a link");
        }
        let reach = reach(&root, None);
        assert_eq!(
            names(&root, reach.folders),
            ["content", "content/.hidden/inner"]
        );
        assert_eq!(names(&root, reach.linked), ["content/.hidden/files/a.md"]);
    }
}

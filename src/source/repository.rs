//! The repository that holds a folder, and where in it the folder stands.

use std::path::{Path, PathBuf};

/// The root of the repository that `folder` is in, as an absolute path.
///
/// A worktree and a submodule have a file where others have a folder, so any `.git` counts.
pub fn repository_root(folder: &Path) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    let root = folder.ancestors().find(|above| above.join(".git").exists());
    root.map(Path::to_owned)
}

/// What stands before the paths of `folder`'s files inside `root`: empty, or ending in `/`.
///
/// `None` when `folder` is not in `root`.
pub fn prefix_in(root: &Path, folder: &Path) -> Option<String> {
    let (root, folder) = (root.canonicalize().ok()?, folder.canonicalize().ok()?);
    let mut prefix = String::new();
    for name in folder.strip_prefix(root).ok()?.components() {
        prefix.push_str(&name.as_os_str().to_string_lossy());
        prefix.push('/');
    }
    Some(prefix)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{prefix_in, repository_root};

    #[test]
    fn the_nearest_repository_counts_and_paths_in_it_have_slashes() {
        let folder = tempfile::tempdir().expect("a folder");
        let deep = folder.path().join("outer/docs/guide");
        fs::create_dir_all(&deep).expect("folders");
        fs::create_dir(folder.path().join("outer/.git")).expect("a folder");
        let root = repository_root(&deep).expect("a repository");
        assert_eq!(root.file_name().expect("a name"), "outer");
        assert_eq!(prefix_in(&root, &deep).as_deref(), Some("docs/guide/"));
        assert_eq!(prefix_in(&root, &root).as_deref(), Some(""));
        assert_eq!(prefix_in(&root, folder.path()), None);
        // As in a worktree or a submodule.
        fs::write(folder.path().join("outer/docs/.git"), "gitdir: …").expect("a file");
        let root = repository_root(&deep).expect("a repository");
        assert_eq!(prefix_in(&root, &deep).as_deref(), Some("guide/"));
    }
}

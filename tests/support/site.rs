//! Sites in temporary folders, so that tests read as stories.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::run::Run;

/// A temporary folder in which `site/` is filled file by file.
pub struct Site {
    folder: TempDir,
}

impl Site {
    /// An empty site.
    pub fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        fs::create_dir(folder.path().join("site")).expect("a folder for the site");
        Self { folder }
    }

    /// Writes a file of the site.
    #[must_use]
    pub fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        let file = self.path("site").join(path);
        fs::create_dir_all(file.parent().expect("a file in a folder")).expect("a folder");
        fs::write(file, content).expect("a file");
        self
    }

    /// A path beside `site/`.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Runs the program beside `site/`.
    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::new(self.folder.path(), arguments)
    }
}

/// Every file below `folder` by its path there, with its bytes.
pub fn snapshot(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let relative = path.strip_prefix(folder).expect("a path in the folder");
                let name = relative.to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

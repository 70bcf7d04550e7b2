//! Sites in temporary folders and runs of the program, so that tests read as stories.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// What a run of the program left behind.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    /// Results.
    pub stdout: String,
    /// Messages.
    pub stderr: String,
    /// The exit code.
    pub code: i32,
}

impl Run {
    /// Runs the program in `folder`, without colours.
    pub fn new(folder: &Path, arguments: &[&str]) -> Self {
        let output = Command::new(env!("CARGO_BIN_EXE_prepbook"))
            .args(arguments)
            .current_dir(folder)
            .env("NO_COLOR", "1")
            .output()
            .expect("the program starts");
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        Self {
            stdout: text(output.stdout),
            stderr: text(output.stderr),
            code: output.status.code().expect("the program ends by itself"),
        }
    }

    /// Messages, results and exit code, as golden files hold them.
    pub fn transcript(&self) -> String {
        format!("{}{}exit code: {}\n", self.stderr, self.stdout, self.code)
    }
}

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

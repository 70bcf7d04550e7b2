//! Runs of the program.

use std::path::Path;
use std::process::Command;

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
    /// Runs the program in `folder`, without colours, and without the cache of who runs the tests.
    pub fn new(folder: &Path, arguments: &[&str]) -> Self {
        Self::with_cache(folder, Path::new(env!("CARGO_TARGET_TMPDIR")), arguments)
    }

    /// The same with a folder that takes the place of the system's for caches (on Linux; other
    /// systems ask nobody where it is).
    pub fn with_cache(folder: &Path, cache: &Path, arguments: &[&str]) -> Self {
        let output = Command::new(env!("CARGO_BIN_EXE_prepbook"))
            .args(arguments)
            .current_dir(folder)
            .env("NO_COLOR", "1")
            .env("XDG_CACHE_HOME", cache)
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

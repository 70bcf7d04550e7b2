//! Sites for the tests: built into a folder of their own, or served by the program itself.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

fn prepbook() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_prepbook"));
    // The cache of who runs the tests stays as it is.
    command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    command
}

/// A site in a folder of its own.
pub struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    /// Builds the site of the folder `source`.
    pub fn build(source: &Path) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let output = prepbook()
            .arg("build")
            .arg(source)
            .arg("--out")
            .arg(folder.path().join("site"))
            .output()?;
        ensure!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(Self { folder })
    }

    /// Returns the address of its root.
    pub fn base(&self) -> String {
        format!("file://{}/site/", self.folder.path().display())
    }

    /// Returns its folder.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// Returns the pages that differ: of folders whose pages are all of one kind the first two.
    pub fn varied_pages(&self) -> Vec<String> {
        let mut alike = BTreeMap::new();
        let mut pages = self.pages();
        pages.retain(|page| {
            let folder = ["all-questions/", "topics/", "many/"]
                .into_iter()
                .find(|folder| page.starts_with(folder));
            let Some(folder) = folder else { return true };
            let kept = alike.entry(folder).or_insert(0);
            *kept += 1;
            *kept <= 2
        });
        pages
    }

    /// Returns the paths of its pages below the root, sorted.
    pub fn pages(&self) -> Vec<String> {
        let root = self.root();
        let mut pages = Vec::new();
        collect(&root, &root, &mut pages);
        pages.sort();
        pages
    }
}

fn collect(root: &Path, folder: &Path, pages: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, pages);
        } else if path.extension().is_some_and(|ending| ending == "html")
            && let Ok(relative) = path.strip_prefix(root)
        {
            pages.push(relative.to_string_lossy().into_owned());
        }
    }
}

/// A running `prepbook serve`.
pub struct Server {
    process: Child,
    /// The address of its root.
    pub base: String,
}

impl Server {
    /// Serves the folder `source` on a port of its own.
    pub fn start(source: &Path) -> Result<Self> {
        Self::run(prepbook().arg("serve").arg(source))
    }

    /// Serves the folder `source` on `port`.
    pub fn start_at(source: &Path, port: u16) -> Result<Self> {
        let port = format!("--port={port}");
        Self::run(prepbook().arg("serve").arg(source).arg(port))
    }

    /// Ends it.
    pub fn stop(&mut self) -> Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    fn run(command: &mut Command) -> Result<Self> {
        let mut process = command.stderr(Stdio::piped()).spawn()?;
        let stderr = process.stderr.take().context("standard error is piped")?;
        let mut lines = BufReader::new(stderr).lines();
        let base = loop {
            let line = lines.next().context("the server says its address")??;
            if let Some(at) = line.find("http://") {
                let address = line[at..].split(' ').next().unwrap_or_default();
                break address.to_owned();
            }
        };
        // Whatever is said later must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self { process, base })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

//! Files of the new folder: all are written, or none; and none over others without leave.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::commands::WrongUsage;

/// What a file shall hold.
pub(super) enum Output {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The same as another file.
    Copy(PathBuf),
}

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It is not there yet.
    New,
    /// It is there and holds the same.
    Unchanged,
    /// It is there and holds something else.
    Overwritten,
}

/// Paths of files that are in the way are listed up to this many.
const LISTED: usize = 5;

/// Refuses a folder that holds what is read: import would write over its own sources.
pub(super) fn refuse_own_sources(sources: &[PathBuf], out: &Path) -> anyhow::Result<()> {
    if out.is_file() {
        bail!("'{}' is a file; name a folder to write to", out.display());
    }
    let Ok(real) = out.canonicalize() else {
        return Ok(());
    };
    for source in sources {
        let Ok(path) = source.canonicalize() else {
            continue;
        };
        if path.starts_with(&real) {
            return Err(WrongUsage(format!(
                "'{}' lies in '{}', so import would write over what it reads; name another folder \
                 with --out",
                source.display(),
                out.display()
            ))
            .into());
        }
    }
    Ok(())
}

/// What would become of each file.
pub(super) fn compare(
    out: &Path,
    outputs: &BTreeMap<String, Output>,
) -> anyhow::Result<BTreeMap<String, Change>> {
    let mut changes = BTreeMap::new();
    for (path, output) in outputs {
        let file = out.join(path);
        let change = match fs::read(&file) {
            Ok(old) if old == bytes(output)? => Change::Unchanged,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Change::New,
            _ => Change::Overwritten,
        };
        changes.insert(path.clone(), change);
    }
    Ok(changes)
}

fn bytes(output: &Output) -> anyhow::Result<Vec<u8>> {
    match output {
        Output::Bytes(bytes) => Ok(bytes.clone()),
        Output::Copy(file) => {
            fs::read(file).with_context(|| format!("cannot read '{}'", file.display()))
        }
    }
}

/// Refuses to write over files that hold something else, unless that is wanted.
pub(super) fn refuse_to_overwrite(
    out: &Path,
    changes: &BTreeMap<String, Change>,
    force: bool,
) -> anyhow::Result<()> {
    let taken: Vec<String> = changes
        .iter()
        .filter(|(_, change)| **change == Change::Overwritten)
        .map(|(path, _)| format!("  {}", out.join(path).display()))
        .collect();
    if force || taken.is_empty() {
        return Ok(());
    }
    let more = match taken.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!("\n  and {more} more"),
    };
    let list = taken[..taken.len().min(LISTED)].join("\n");
    Err(WrongUsage(format!(
        "these files are there and hold something else; name another folder, or write over them \
         with --force\n{list}{more}"
    ))
    .into())
}

/// Writes what is new or different: all of it beside where it goes first, then each is put in its
/// place in one step.
pub(super) fn write(
    out: &Path,
    outputs: &BTreeMap<String, Output>,
    changes: &BTreeMap<String, Change>,
) -> anyhow::Result<()> {
    let mut staged = Staged::default();
    for (path, output) in outputs {
        if changes.get(path) == Some(&Change::Unchanged) {
            continue;
        }
        let file = out.join(path);
        staged
            .add(&file, output)
            .with_context(|| format!("cannot write '{}'; nothing was changed", file.display()))?;
    }
    staged.finish()
}

/// Files that wait beside their places; they are removed unless they get there.
#[derive(Default)]
struct Staged {
    waiting: Vec<(PathBuf, PathBuf)>,
    folders: Vec<PathBuf>,
}

impl Staged {
    fn add(&mut self, file: &Path, output: &Output) -> anyhow::Result<()> {
        if file.is_dir() {
            bail!("there is a folder of that name");
        }
        let folder = file.parent().unwrap_or(Path::new("."));
        self.make(folder)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let beside = folder.join(format!(".{name}.prepbook-import"));
        let bytes = bytes(output)?;
        self.waiting.push((beside.clone(), file.to_owned()));
        fs::File::create(&beside)?.write_all(&bytes)?;
        Ok(())
    }

    /// Makes a folder with those above it, and remembers which were not there.
    fn make(&mut self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(above) = folder.parent() {
            self.make(above)?;
        }
        fs::create_dir(folder)?;
        self.folders.push(folder.to_owned());
        Ok(())
    }

    fn finish(mut self) -> anyhow::Result<()> {
        while let Some((beside, file)) = self.waiting.pop() {
            if let Err(error) = fs::rename(&beside, &file) {
                self.waiting.push((beside, file.clone()));
                return Err(error).with_context(|| format!("cannot write '{}'", file.display()));
            }
            self.folders.clear();
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for (beside, _) in &self.waiting {
            let _ = fs::remove_file(beside);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

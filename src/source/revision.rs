//! What a site was at a revision of its Git repository, read by way of the `git` program.
//!
//! Nothing is written and nothing of the working tree is looked at: `git ls-tree` names the files, and
//! `git cat-file` hands out those that are read.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use super::file::SourceFile;
use super::inputs::{Inputs, LARGEST_FILE, OUTPUT_MARKER, ReadOptions, is_markdown};
use super::rules::Rules;
use super::site::{CONFIG_FILE, LEDGER_FILE, Site};
use super::span::FileId;

/// Why a revision cannot be read.
#[derive(Debug)]
pub enum RevisionError {
    /// There is no `git`.
    NoGit,
    /// The folder is in no repository.
    NoRepository(String),
    /// The repository has no such revision.
    Unknown(String),
    /// Git did not do what it should.
    Failed(String),
}

impl fmt::Display for RevisionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoGit => write!(
                formatter,
                "--since asks the program git, which is not there; install Git, or add its folder \
                 to PATH"
            ),
            Self::NoRepository(said) => write!(
                formatter,
                "--since needs a Git repository with the guide in it; git says: {said}"
            ),
            Self::Unknown(revision) => write!(
                formatter,
                "there is no revision '{revision}' in the repository; name a commit, branch or tag. \
                 A job that fetches only the last commit has to fetch the others, too \
                 (fetch-depth: 0, GIT_DEPTH: 0)"
            ),
            Self::Failed(said) => write!(formatter, "git could not read the revision: {said}"),
        }
    }
}

impl std::error::Error for RevisionError {}

/// A revision of the repository that a site is in.
pub struct Revision<'a> {
    site: &'a Site,
    commit: String,
    /// Files below the site's root: paths, and what Git calls their bytes.
    files: Vec<(String, String)>,
    /// The configuration file, when there was one.
    pub config: Option<SourceFile>,
}

impl<'a> Revision<'a> {
    /// Finds the revision called `name`.
    ///
    /// # Errors
    /// When there is no Git, no repository, or no such revision.
    pub fn find(site: &'a Site, name: &str) -> Result<Self, RevisionError> {
        let mut revision = Self {
            site,
            commit: String::new(),
            files: Vec::new(),
            config: None,
        };
        revision
            .git(&["rev-parse", "--git-dir"])
            .map_err(|error| match error {
                RevisionError::Failed(said) => RevisionError::NoRepository(said),
                other => other,
            })?;
        let commit = format!("{name}^{{commit}}");
        let found = revision.git(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ]);
        revision.commit = match found {
            Ok(commit) => String::from_utf8_lossy(&commit).trim().to_owned(),
            Err(RevisionError::Failed(_)) => return Err(RevisionError::Unknown(name.to_owned())),
            Err(error) => return Err(error),
        };
        let list = revision.git(&["ls-tree", "-r", "-z", "-l", &revision.commit])?;
        revision.files = files(&list);
        if site.only.is_none() {
            revision.config = revision.own(CONFIG_FILE)?;
        }
        Ok(revision)
    }

    /// What was read of the site: its documents, and the ids of their questions.
    ///
    /// # Errors
    /// When Git cannot hand out a file.
    pub fn inputs(&self, options: &ReadOptions) -> Result<Inputs, RevisionError> {
        let content = match options.content.as_str() {
            "" | "." => String::new(),
            folder => format!("{}/", folder.trim_matches('/')),
        };
        let folder = self.site.root.join(&content);
        let rules = Rules::new(self.config.is_some(), &folder, options);
        // Output that somebody commits.
        let outputs: BTreeSet<&str> = self
            .files
            .iter()
            .filter_map(|(path, _)| path.strip_suffix(OUTPUT_MARKER))
            .filter(|folder| folder.ends_with('/'))
            .collect();
        let is_output = |path: &str| {
            let mut folders = path.match_indices('/');
            folders.any(|(end, _)| outputs.contains(&path[..=end]))
        };
        let wanted: Vec<(&str, &str)> = self
            .files
            .iter()
            .filter_map(|(path, object)| {
                let relative = path.strip_prefix(&content)?;
                let named = self.site.only.as_ref().is_none_or(|only| only == relative);
                let read = named && is_markdown(relative) && rules.let_in(relative);
                (read && !is_output(path)).then_some((relative, &**object))
            })
            .collect();
        let objects: Vec<&str> = wanted.iter().map(|(_, object)| *object).collect();
        let bytes = self.objects(&objects)?;
        let mut documents: Vec<SourceFile> = wanted
            .iter()
            .zip(&bytes)
            .map(|((path, _), bytes)| SourceFile::new(rules.id(path), *path, bytes))
            .collect();
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        let ledger = match self.site.only {
            None => self.own(LEDGER_FILE)?,
            Some(_) => None,
        };
        Ok(Inputs {
            documents,
            ledger,
            ..Inputs::default()
        })
    }

    /// A file of the site's root.
    fn own(&self, name: &str) -> Result<Option<SourceFile>, RevisionError> {
        let file = self.files.iter().find(|(path, _)| path == name);
        let Some((_, object)) = file else {
            return Ok(None);
        };
        let bytes = self.objects(&[object])?;
        Ok(bytes
            .first()
            .map(|bytes| SourceFile::new(FileId::new(name), name, bytes)))
    }

    /// The bytes of objects.
    fn objects(&self, objects: &[&str]) -> Result<Vec<Vec<u8>>, RevisionError> {
        let mut child = self
            .command(&["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .spawn()
            .map_err(|error| failed(&error))?;
        let mut input = child.stdin.take();
        let list: String = objects.iter().flat_map(|object| [object, "\n"]).collect();
        // Git answers before it has read everything.
        let writer = thread::spawn(move || match &mut input {
            Some(input) => input.write_all(list.as_bytes()),
            None => Ok(()),
        });
        let output = child.wait_with_output().map_err(|error| failed(&error))?;
        // What git did not read shows in what it did not answer.
        let _ = writer.join();
        if !output.status.success() {
            return Err(said(&output.stderr));
        }
        let mut rest = &*output.stdout;
        let mut all = Vec::with_capacity(objects.len());
        for _ in objects {
            let cut = |rest: &'_ [u8]| -> Option<(usize, usize)> {
                let end = rest.iter().position(|byte| *byte == b'\n')?;
                let head = std::str::from_utf8(&rest[..end]).ok()?;
                let size: usize = head.split(' ').nth(2)?.parse().ok()?;
                (rest.len() > end + size + 1).then_some((end + 1, size))
            };
            let Some((start, size)) = cut(rest) else {
                return Err(RevisionError::Failed("a file is missing".to_owned()));
            };
            all.push(rest[start..start + size].to_vec());
            rest = &rest[start + size + 1..];
        }
        Ok(all)
    }

    fn git(&self, arguments: &[&str]) -> Result<Vec<u8>, RevisionError> {
        let output = self.command(arguments).stdin(Stdio::null()).output();
        let output = output.map_err(|error| failed(&error))?;
        match output.status.success() {
            true => Ok(output.stdout),
            false => Err(said(&output.stderr)),
        }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let root = match self.site.root.as_os_str().is_empty() {
            true => Path::new("."),
            false => &self.site.root,
        };
        let mut command = Command::new("git");
        command.arg("-C").arg(root).args(arguments);
        // A look at a repository takes no locks of it.
        command.env("GIT_OPTIONAL_LOCKS", "0");
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

fn failed(error: &io::Error) -> RevisionError {
    match error.kind() {
        io::ErrorKind::NotFound => RevisionError::NoGit,
        _ => RevisionError::Failed(error.to_string()),
    }
}

/// The first line of what Git said.
fn said(text: &[u8]) -> RevisionError {
    let text = String::from_utf8_lossy(text);
    let first = text.lines().next().unwrap_or("nothing");
    RevisionError::Failed(first.trim_start_matches("fatal: ").to_owned())
}

/// The files of `git ls-tree -r -z -l`: `MODE TYPE OBJECT SIZE<tab>PATH`. Links are none, and neither
/// is what is too large to be read.
fn files(list: &[u8]) -> Vec<(String, String)> {
    let lines = list.split(|byte| *byte == 0);
    lines
        .filter_map(|line| {
            let line = String::from_utf8_lossy(line);
            let (head, path) = line.split_once('\t')?;
            let mut columns = head.split_whitespace();
            let (mode, _, object) = (columns.next()?, columns.next()?, columns.next()?);
            let size: u64 = columns.next()?.parse().ok()?;
            let is_file = mode.starts_with("100") && size <= LARGEST_FILE;
            is_file.then(|| (path.to_owned(), object.to_owned()))
        })
        .collect()
}

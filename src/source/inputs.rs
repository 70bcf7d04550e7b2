//! Everything a build reads, read once: Markdown, attachments, the site's theme.
//!
//! 1. The content folder is walked in name order; ignored and foreign places are skipped with a
//!    reason each.
//! 2. Markdown files are decoded; of every other file only the name and size are kept.
//! 3. The site's `themes/NAME/` and `static/` are added.

use std::collections::{BTreeMap, HashMap};
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use ignore::gitignore::Gitignore;
use walkdir::{DirEntry, WalkDir};

use super::file::SourceFile;
use super::globs::gitignore;
use super::rules::{Rules, Verdict};
use super::site::{LEDGER_FILE, Site, read_root};
use super::skipped::{SkipReason, Skipped};
use super::span::FileId;
use super::stamp::Stamp;

/// A folder with this file in it is the output of prepbook and never its input.
pub const OUTPUT_MARKER: &str = ".prepbook-output";

/// Larger Markdown files are not read: no author wrote them by hand.
pub(super) const LARGEST_FILE: u64 = 32 * 1024 * 1024;

/// How deep folders are walked.
const DEEPEST_FOLDER: usize = 64;

/// How deep they are walked when one file was named: its neighbours matter as attachments only.
pub const NEIGHBOURS: usize = 3;

/// What to read below a site's root.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Content folder, relative to the root; `.` is the root itself.
    pub content: String,
    /// Theme folder's name below `themes/`.
    pub theme: String,
    /// Globs of files to read although a rule skips them.
    pub include: Vec<String>,
    /// Globs of files and folders not to read.
    pub exclude: Vec<String>,
    /// The output folder, which is never read.
    pub output: Option<PathBuf>,
}

/// A file that is copied and not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Path relative to the content root (or to `static/`), `/` separators.
    pub path: Arc<str>,
    /// Where its bytes are.
    pub disk: PathBuf,
    /// Its size in bytes.
    pub size: u64,
    /// What changes when somebody writes it.
    pub stamp: Option<Stamp>,
}

/// The site's own theme files, by path inside the theme folder (`templates/page.html`).
pub type ThemeFiles = BTreeMap<String, SourceFile>;

/// All that a build reads.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Markdown files, sorted by path.
    pub documents: Vec<SourceFile>,
    /// Other files of the content folder, by path; only those that content links to are copied.
    pub assets: BTreeMap<Arc<str>, Asset>,
    /// Files of `static/`, copied as they are.
    pub statics: Vec<Asset>,
    /// The site's theme files, which go before the built-in ones: templates, styles, scripts, words.
    pub theme: ThemeFiles,
    /// Files below `assets/` of the site's theme: fonts and pictures, copied as they are.
    pub theme_assets: Vec<Asset>,
    /// The ids of its questions, where somebody keeps them.
    pub ledger: Option<SourceFile>,
    /// What was not read.
    pub skipped: Vec<Skipped>,
    /// Stamps of the documents when they were read, by path.
    pub stamps: HashMap<Arc<str>, Stamp>,
}

/// Reads the inputs of `site`.
///
/// # Errors
/// When the content folder cannot be listed. Single files that cannot be read are skipped.
pub fn read_inputs(site: &Site, options: &ReadOptions) -> io::Result<Inputs> {
    read_again(site, options, &Inputs::default())
}

/// Reads the inputs of `site`; documents that nobody wrote since `before` are taken from there.
///
/// # Errors
/// When the content folder cannot be listed. Single files that cannot be read are skipped.
pub fn read_again(site: &Site, options: &ReadOptions, before: &Inputs) -> io::Result<Inputs> {
    let content = match options.content.as_str() {
        "" | "." => site.root.clone(),
        folder => site.root.join(folder),
    };
    // Listing the folder first turns "no such folder" into one clear error.
    std::fs::read_dir(&content)?;
    let mut reader = Reader::new(site, options, &content, before)?;
    reader.walk();
    let mut inputs = reader.inputs;
    // A folder without configuration is somebody's repository: its `static/` means something else.
    if site.config.is_some() {
        inputs.statics = folder_files(&site.root.join("static"))
            .into_iter()
            .map(asset)
            .collect();
        (inputs.theme, inputs.theme_assets) = read_theme(&site.root, &options.theme);
    }
    // Like the configuration, it is about a whole folder.
    if site.only.is_none() {
        inputs.ledger = read_root(&site.root, LEDGER_FILE)?;
    }
    inputs.documents.sort_by(|a, b| a.path.cmp(&b.path));
    inputs.skipped.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(inputs)
}

/// What names of files begin with: the content folder relative to the site's root, empty or ending
/// in `/`.
pub fn id_prefix(content: &str) -> String {
    match content {
        "" | "." => String::new(),
        folder => format!("{}/", folder.trim_matches('/')),
    }
}

struct Reader<'a> {
    site: &'a Site,
    content: &'a Path,
    real_content: PathBuf,
    rules: Rules,
    output: Option<PathBuf>,
    ignores: BTreeMap<PathBuf, Arc<Gitignore>>,
    before: &'a Inputs,
    /// When reading began.
    now: SystemTime,
    inputs: Inputs,
}

impl<'a> Reader<'a> {
    fn new(
        site: &'a Site,
        options: &ReadOptions,
        content: &'a Path,
        before: &'a Inputs,
    ) -> io::Result<Self> {
        Ok(Self {
            site,
            content,
            real_content: content.canonicalize()?,
            rules: Rules::new(site.config.is_some(), content, options),
            output: options
                .output
                .as_ref()
                .and_then(|folder| folder.canonicalize().ok()),
            ignores: BTreeMap::new(),
            before,
            now: SystemTime::now(),
            inputs: Inputs::default(),
        })
    }

    fn walk(&mut self) {
        let depth = if self.site.only.is_some() {
            NEIGHBOURS
        } else {
            DEEPEST_FOLDER
        };
        let mut entries = WalkDir::new(self.content)
            .follow_links(true)
            .max_depth(depth)
            .sort_by_file_name()
            .into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if entry.depth() == 0 => {}
                Ok(entry) => match self.skip_reason(&entry) {
                    Some(reason) => {
                        if entry.file_type().is_dir() {
                            entries.skip_current_dir();
                        }
                        self.skip(entry.path(), entry.file_type().is_dir(), reason);
                    }
                    None if entry.file_type().is_file() => self.take(&entry),
                    None => {}
                },
                Err(error) => {
                    let reason = if error.loop_ancestor().is_some() {
                        SkipReason::LinkLoop
                    } else {
                        SkipReason::Unreadable
                    };
                    if let Some(path) = error.path().map(Path::to_owned) {
                        self.skip(&path, false, reason);
                    }
                }
            }
        }
    }

    fn skip_reason(&mut self, entry: &DirEntry) -> Option<SkipReason> {
        let path = entry.path();
        let folder = entry.file_type().is_dir();
        if folder && self.is_output(path) {
            return Some(SkipReason::Output);
        }
        if entry.path_is_symlink()
            && let Ok(real) = path.canonicalize()
            && !real.starts_with(&self.real_content)
        {
            return Some(SkipReason::LeavesFolder);
        }
        match self.rules.verdict(path, folder) {
            Verdict::Skip(reason) => Some(reason),
            Verdict::Take => None,
            Verdict::Unnamed => {
                let ignored = self.is_git_ignored(path, folder);
                ignored.then_some(SkipReason::GitIgnored)
            }
        }
    }

    fn is_output(&self, folder: &Path) -> bool {
        folder.join(OUTPUT_MARKER).exists()
            || self
                .output
                .as_ref()
                .is_some_and(|output| folder.canonicalize().is_ok_and(|real| real == *output))
    }

    fn is_git_ignored(&mut self, path: &Path, folder: bool) -> bool {
        let mut above = path.parent();
        while let Some(directory) = above {
            let rules = self
                .ignores
                .entry(directory.to_owned())
                .or_insert_with(|| Arc::new(gitignore(directory)));
            let verdict = rules.matched(path, folder);
            if verdict.is_ignore() {
                return true;
            }
            if verdict.is_whitelist() || directory == self.site.root {
                return false;
            }
            above = directory.parent();
        }
        false
    }

    fn take(&mut self, entry: &DirEntry) {
        let path = entry.path();
        let Some(relative) = self.relative(path) else {
            return;
        };
        if self.rules.is_own(&relative) {
            return;
        }
        let metadata = entry.metadata().ok();
        let size = metadata.as_ref().map_or(0, Metadata::len);
        let stamp = metadata.as_ref().and_then(Stamp::of);
        if is_markdown(&relative) && self.site.only.as_ref().is_none_or(|only| *only == relative) {
            self.take_document(path, relative, size, stamp);
        } else {
            let key: Arc<str> = relative.into();
            let asset = Asset {
                path: key.clone(),
                disk: path.to_owned(),
                size,
                stamp,
            };
            self.inputs.assets.insert(key, asset);
        }
    }

    fn take_document(&mut self, path: &Path, relative: String, size: u64, stamp: Option<Stamp>) {
        if size > LARGEST_FILE {
            self.skip(path, false, SkipReason::TooLarge);
            return;
        }
        let id = self.rules.id(&relative);
        if let Some(stamp) = stamp
            && let Some((key, known)) = self.before.stamps.get_key_value(&*relative)
            && *known == stamp
            && let Some(document) = self.before.document(key)
        {
            let document = SourceFile {
                id,
                ..document.clone()
            };
            self.inputs.documents.push(document);
            self.inputs.stamps.insert(Arc::clone(key), stamp);
            return;
        }
        match std::fs::read(path) {
            Ok(bytes) => {
                let document = SourceFile::new(id, relative, &bytes);
                if let Some(stamp) = stamp.filter(|stamp| stamp.is_settled(self.now)) {
                    let key = Arc::clone(&document.path);
                    self.inputs.stamps.insert(key, stamp);
                }
                self.inputs.documents.push(document);
            }
            Err(_) => self.skip(path, false, SkipReason::Unreadable),
        }
    }

    fn skip(&mut self, path: &Path, folder: bool, reason: SkipReason) {
        let Some(mut relative) = self.relative(path) else {
            return;
        };
        if folder {
            relative.push('/');
        }
        let wanted = matches!(reason, SkipReason::TooLarge | SkipReason::Unreadable)
            && self.site.only.as_ref().is_none_or(|only| *only == relative)
            && is_markdown(&relative);
        self.inputs.skipped.push(Skipped {
            missed: wanted.then(|| self.rules.id(&relative)),
            path: relative,
            reason,
        });
    }

    fn relative(&self, path: &Path) -> Option<String> {
        relative_path(self.content, path)
    }
}

/// Whether a file of this name holds Markdown.
pub fn is_markdown(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    [".md", ".markdown", ".mdx", ".mdown", ".mkd"]
        .iter()
        .any(|ending| lower.ends_with(ending))
}

fn relative_path(base: &Path, path: &Path) -> Option<String> {
    let relative = path.strip_prefix(base).ok()?;
    let parts: Vec<_> = relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    Some(parts.join("/"))
}

impl Inputs {
    /// Leaves out what a site adds to its content: `static/` and its theme.
    pub fn leave_out_site_files(&mut self) {
        let theme = (!self.theme.is_empty() || !self.theme_assets.is_empty()).then_some("themes/");
        let statics = (!self.statics.is_empty()).then_some("static/");
        self.theme.clear();
        self.theme_assets.clear();
        self.statics.clear();
        for folder in statics.into_iter().chain(theme) {
            self.skipped.push(Skipped {
                path: folder.to_owned(),
                reason: SkipReason::Untrusted,
                missed: None,
            });
        }
    }

    /// The document at `path` below the content root.
    pub fn document(&self, path: &str) -> Option<&SourceFile> {
        let place = self
            .documents
            .binary_search_by(|document| (*document.path).cmp(path));
        Some(&self.documents[place.ok()?])
    }
}

fn folder_files(folder: &Path) -> Vec<(String, PathBuf, Option<Metadata>)> {
    WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| {
            let hidden = || entry.file_name().to_string_lossy().starts_with('.');
            let output = || entry.path().join(OUTPUT_MARKER).exists();
            entry.depth() == 0 || !(hidden() || entry.file_type().is_dir() && output())
        })
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let path = relative_path(folder, entry.path())?;
            let metadata = entry.metadata().ok();
            Some((path, entry.into_path(), metadata))
        })
        .collect()
}

fn asset((path, disk, metadata): (String, PathBuf, Option<Metadata>)) -> Asset {
    Asset {
        path: path.into(),
        disk,
        size: metadata.as_ref().map_or(0, Metadata::len),
        stamp: metadata.as_ref().and_then(Stamp::of),
    }
}

/// The theme's texts, and what is copied as it is.
fn read_theme(root: &Path, theme: &str) -> (ThemeFiles, Vec<Asset>) {
    let name = if theme.is_empty() { "default" } else { theme };
    let folder = root.join("themes").join(name);
    let (copied, read): (Vec<_>, Vec<_>) = folder_files(&folder)
        .into_iter()
        .partition(|(path, ..)| path.starts_with("assets/"));
    let texts = read
        .into_iter()
        .filter_map(|(path, disk, _)| {
            let bytes = std::fs::read(disk).ok()?;
            let id = FileId::new(format!("themes/{name}/{path}"));
            Some((path.clone(), SourceFile::new(id, path, &bytes)))
        })
        .collect();
    (texts, copied.into_iter().map(asset).collect())
}

/// Every source text by its id, for printing diagnostics.
pub fn texts<'a>(
    inputs: &'a Inputs,
    config: Option<&'a SourceFile>,
) -> BTreeMap<&'a FileId, &'a str> {
    inputs
        .documents
        .iter()
        .chain(inputs.theme.values())
        .chain(&inputs.ledger)
        .chain(config)
        .map(|file| (&file.id, &*file.text))
        .collect()
}

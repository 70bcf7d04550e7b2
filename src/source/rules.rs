//! What is read of a content folder, as far as names say it: on disk, or in an old revision.

use std::path::{Path, PathBuf};

use ignore::overrides::Override;

use super::globs::globs;
use super::inputs::{ReadOptions, id_prefix};
use super::site::{CONFIG_FILE, LEDGER_FILE};
use super::skipped::SkipReason;
use super::span::FileId;

/// The rules of a site.
pub(super) struct Rules {
    content: PathBuf,
    /// Content folder relative to the site's root, empty or ending in `/`.
    id_prefix: String,
    /// Whether the content folder is the root of a site, which has folders of its own.
    is_root: bool,
    include: Override,
    exclude: Override,
}

/// What a name says.
pub(super) enum Verdict {
    /// It is not read.
    Skip(SkipReason),
    /// `include:` names it.
    Take,
    /// Nothing.
    Unnamed,
}

impl Rules {
    /// The rules for the folder `content`; `configured` when the site has a `prepbook.yml`.
    pub(super) fn new(configured: bool, content: &Path, options: &ReadOptions) -> Self {
        let id_prefix = id_prefix(&options.content);
        Self {
            is_root: configured && id_prefix.is_empty(),
            id_prefix,
            include: globs(content, &options.include),
            exclude: globs(content, &options.exclude),
            content: content.to_owned(),
        }
    }

    /// What the name of a file or folder in the content folder says.
    pub(super) fn verdict(&self, path: &Path, folder: bool) -> Verdict {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if self.exclude.matched(path, folder).is_whitelist() {
            return Verdict::Skip(SkipReason::Excluded);
        }
        let own = self.is_root && path.parent() == Some(&self.content);
        if folder && own && matches!(&*name, "static" | "themes") {
            return Verdict::Skip(SkipReason::SiteFolder);
        }
        if self.include.matched(path, folder).is_whitelist() {
            return Verdict::Take;
        }
        if name.starts_with('.') {
            return Verdict::Skip(SkipReason::Hidden);
        }
        if folder && matches!(&*name, "node_modules" | "target") {
            return Verdict::Skip(SkipReason::Vendored);
        }
        Verdict::Unnamed
    }

    /// Whether a file below the content folder is one of the site's own.
    pub(super) fn is_own(&self, relative: &str) -> bool {
        self.id_prefix.is_empty() && matches!(relative, CONFIG_FILE | LEDGER_FILE)
    }

    /// The name of a file below the content folder.
    pub(super) fn id(&self, relative: &str) -> FileId {
        FileId::new(format!("{}{relative}", self.id_prefix))
    }

    /// Whether the names of a file below the content folder, and of the folders above it, let it be
    /// read.
    pub(super) fn let_in(&self, relative: &str) -> bool {
        let mut path = self.content.clone();
        let mut names = relative.split('/').peekable();
        while let Some(name) = names.next() {
            path.push(name);
            if let Verdict::Skip(_) = self.verdict(&path, names.peek().is_some()) {
                return false;
            }
        }
        !self.is_own(relative)
    }
}

//! The site as it is served: an immutable map from paths to files, swapped whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::sync::Arc;

use super::content_type::content_type;
use crate::render::{Artifact, Content};
use crate::source::Digest;

/// The digest of a page that is not there, as pages tell it.
pub(super) const MISSING: &str = "missing";

/// Every file of the site, and what is wrong with its sources.
#[derive(Clone, Debug, Default)]
pub(super) struct ServedSite {
    files: Arc<BTreeMap<String, ServedFile>>,
    /// The report to show on pages; empty when all is well.
    pub(super) diagnostics: Arc<str>,
}

/// One file of the site.
#[derive(Clone, Debug)]
pub(super) struct ServedFile {
    content: Content,
    /// What changes when the bytes do.
    pub(super) digest: Digest,
    /// MIME type, with the character set of texts.
    pub(super) content_type: &'static str,
}

impl ServedFile {
    fn new(artifact: Artifact) -> Self {
        let digest = match &artifact.content {
            Content::Bytes(bytes) => Digest::of(bytes),
            // Reading every attachment on every change would take longer than the build.
            Content::File(file) => {
                let stamp = fs::metadata(file).and_then(|there| {
                    let time = there.modified()?;
                    Ok((there.len(), time))
                });
                Digest::of_value(&(file, stamp.ok()))
            }
        };
        Self {
            content_type: content_type(&artifact.path),
            content: artifact.content,
            digest,
        }
    }

    /// Its bytes.
    ///
    /// # Errors
    /// When it is a file on disk that cannot be read.
    pub(super) fn bytes(&self) -> io::Result<Arc<[u8]>> {
        match &self.content {
            Content::Bytes(bytes) => Ok(bytes.clone()),
            Content::File(file) => Ok(fs::read(file)?.into()),
        }
    }

    /// Whether a browser shows it as a page.
    pub(super) fn is_page(&self) -> bool {
        self.content_type.starts_with("text/html")
    }
}

/// What is at an address.
pub(super) enum Found<'a> {
    /// A file, by its path in the site.
    File(String, &'a ServedFile),
    /// A folder that was asked for without the slash at its end.
    Folder,
    /// Nothing; with the path that a file would have.
    Nothing(String),
}

impl ServedSite {
    /// A site of these files.
    pub(super) fn new(artifacts: Vec<Artifact>, diagnostics: &str) -> Self {
        let files = artifacts
            .into_iter()
            .map(|artifact| (artifact.path.clone(), ServedFile::new(artifact)))
            .collect();
        Self {
            files: Arc::new(files),
            diagnostics: diagnostics.into(),
        }
    }

    /// The same files with other news.
    pub(super) fn with_diagnostics(&self, diagnostics: &str) -> Self {
        Self {
            files: self.files.clone(),
            diagnostics: diagnostics.into(),
        }
    }

    /// What is at `path`: an address without its first slash, decoded.
    pub(super) fn find(&self, path: &str) -> Found<'_> {
        let mut path = path.to_owned();
        if path.is_empty() || path.ends_with('/') {
            path.push_str("index.html");
        }
        if let Some(file) = self.files.get(&path) {
            Found::File(path, file)
        } else if self.files.contains_key(&format!("{path}/index.html")) {
            Found::Folder
        } else {
            Found::Nothing(path)
        }
    }

    /// The file with exactly this path.
    pub(super) fn get(&self, path: &str) -> Option<&ServedFile> {
        self.files.get(path)
    }

    /// The digest of a file as pages tell it, [`MISSING`] for none.
    pub(super) fn digest(&self, path: &str) -> String {
        self.get(path)
            .map_or_else(|| MISSING.to_owned(), |file| file.digest.to_string())
    }

    /// Paths of files that are new, gone or different.
    pub(super) fn changed_since(&self, old: &Self) -> BTreeSet<String> {
        let differs = |path: &String| {
            let digest = |site: &Self| site.get(path).map(|file| file.digest);
            digest(self) != digest(old)
        };
        self.files
            .keys()
            .chain(old.files.keys())
            .filter(|path| differs(path))
            .cloned()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, ServedSite};
    use crate::render::Artifact;

    fn site(files: &[(&str, &str)]) -> ServedSite {
        let artifacts = files
            .iter()
            .map(|(path, text)| Artifact::new(*path, text.as_bytes()))
            .collect();
        ServedSite::new(artifacts, "")
    }

    #[test]
    fn folders_are_their_index_pages() {
        let site = site(&[("index.html", ""), ("a/index.html", ""), ("a.html", "")]);
        let file = |path: &str| match site.find(path) {
            Found::File(path, _) => path,
            Found::Folder => "folder".to_owned(),
            Found::Nothing(path) => format!("nothing at {path}"),
        };
        assert_eq!(file(""), "index.html");
        assert_eq!(file("a/"), "a/index.html");
        assert_eq!(file("a"), "folder");
        assert_eq!(file("a.html"), "a.html");
        assert_eq!(file("b/"), "nothing at b/index.html");
        assert_eq!(file("/a.html"), "nothing at /a.html");
    }

    #[test]
    fn new_gone_and_different_files_are_changes() {
        let old = site(&[("same", "1"), ("different", "1"), ("gone", "1")]);
        let new = site(&[("same", "1"), ("different", "2"), ("new", "1")]);
        let changed: Vec<_> = new.changed_since(&old).into_iter().collect();
        assert_eq!(changed, ["different", "gone", "new"]);
    }
}

//! The site as it is served: files are made when they are asked for, and kept until the guide
//! changes; then another site takes the place of this one.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::content_type::content_type;
use crate::pipeline::Snapshot;
use crate::render::{Artifact, Content};
use crate::source::Digest;

/// The digest of a page that is not there, as pages tell it.
pub(super) const MISSING: &str = "missing";

/// What can make the files of a site, each by itself.
pub trait SiteFiles: Send + Sync {
    /// The file at `path`, relative to the site's root; none where the site has no such file.
    ///
    /// # Errors
    /// Why it cannot be made.
    fn file(&self, path: &str) -> Option<Result<Artifact, String>>;

    /// Whether there is a file at `path`, without making it.
    fn has(&self, path: &str) -> bool;

    /// What pages share: styles, scripts, pictures, attachments.
    fn shared(&self) -> Vec<Artifact>;
}

impl SiteFiles for Snapshot {
    fn has(&self, path: &str) -> bool {
        Self::has(self, path)
    }

    fn file(&self, path: &str) -> Option<Result<Artifact, String>> {
        let made = Self::file(self, path)?;
        Some(made.map_err(|diagnostic| diagnostic.message.to_string()))
    }

    fn shared(&self) -> Vec<Artifact> {
        Self::shared(self).cloned().collect()
    }
}

/// Files that were made before.
impl SiteFiles for Vec<Artifact> {
    fn file(&self, path: &str) -> Option<Result<Artifact, String>> {
        let file = self.iter().find(|artifact| artifact.path == path)?;
        Some(Ok(file.clone()))
    }

    fn has(&self, path: &str) -> bool {
        self.iter().any(|artifact| artifact.path == path)
    }

    fn shared(&self) -> Vec<Artifact> {
        let is_page = |artifact: &&Artifact| content_type(&artifact.path).starts_with("text/html");
        self.iter()
            .filter(|artifact| !is_page(artifact))
            .cloned()
            .collect()
    }
}

/// A site, and what is wrong with its sources.
#[derive(Clone)]
pub(super) struct ServedSite {
    files: Arc<Files>,
    /// The report to show on pages; empty when all is well.
    pub(super) diagnostics: Arc<str>,
}

/// The files that were asked for so far.
struct Files {
    source: Arc<dyn SiteFiles>,
    made: Mutex<HashMap<String, Arc<OnceLock<Made>>>>,
}

/// What making a file came to.
type Made = Option<Arc<ServedFile>>;

/// One file of the site.
#[derive(Debug)]
pub(super) struct ServedFile {
    content: Content,
    /// What changes when the bytes do.
    pub(super) digest: Digest,
    /// MIME type, with the character set of texts.
    pub(super) content_type: &'static str,
    /// Whether it could not be made, and says why.
    pub(super) failed: bool,
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
            failed: false,
        }
    }

    /// What stands in the place of a file that cannot be made.
    fn failed(path: &str, why: &str) -> Self {
        let text = format!("This page cannot be made.\n\n{why}\n");
        Self {
            failed: true,
            ..Self::new(Artifact::new(path, text.into_bytes()))
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
pub(super) enum Found {
    /// A file, by its path in the site.
    File(String, Arc<ServedFile>),
    /// A folder that was asked for without the slash at its end.
    Folder,
    /// Nothing; with the path that a file would have.
    Nothing(String),
}

impl ServedSite {
    /// A site of what `source` makes.
    pub(super) fn new(source: Arc<dyn SiteFiles>, diagnostics: &str) -> Self {
        Self {
            files: Arc::new(Files {
                source,
                made: Mutex::default(),
            }),
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
    pub(super) fn find(&self, path: &str) -> Found {
        let mut path = path.to_owned();
        if path.is_empty() || path.ends_with('/') {
            path.push_str("index.html");
        }
        if let Some(file) = self.get(&path) {
            Found::File(path, file)
        } else if self.get(&format!("{path}/index.html")).is_some() {
            Found::Folder
        } else {
            Found::Nothing(path)
        }
    }

    /// The file with exactly this path. Two that ask for it at once wait for one.
    pub(super) fn get(&self, path: &str) -> Option<Arc<ServedFile>> {
        let place = self.files.made().get(path).cloned();
        let place = match place {
            Some(place) => place,
            // Addresses that lead nowhere are not kept: anybody can make up any number of them.
            None if !self.files.source.has(path) => return None,
            None => Arc::clone(self.files.made().entry(path.to_owned()).or_default()),
        };
        place.get_or_init(|| self.files.make(path)).clone()
    }

    /// The digest of a file as pages tell it, [`MISSING`] for none.
    pub(super) fn digest(&self, path: &str) -> String {
        self.get(path)
            .map_or_else(|| MISSING.to_owned(), |file| file.digest.to_string())
    }

    /// Paths of files that pages share and that are new, gone or different.
    pub(super) fn shared_since(&self, old: &Self) -> BTreeSet<String> {
        let digests = |site: &Self| -> BTreeMap<String, Digest> {
            let shared = site.files.source.shared().into_iter();
            shared
                .map(|artifact| (artifact.path.clone(), ServedFile::new(artifact).digest))
                .collect()
        };
        let (old, new) = (digests(old), digests(self));
        let differs = |path: &&String| old.get(*path) != new.get(*path);
        let paths = old.keys().chain(new.keys());
        paths.filter(differs).cloned().collect()
    }
}

impl Files {
    fn made(&self) -> MutexGuard<'_, HashMap<String, Arc<OnceLock<Made>>>> {
        // Files are put in when they are whole.
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn make(&self, path: &str) -> Made {
        let file = match self.source.file(path)? {
            Ok(artifact) => ServedFile::new(artifact),
            Err(why) => ServedFile::failed(path, &why),
        };
        Some(Arc::new(file))
    }
}

impl Default for ServedSite {
    fn default() -> Self {
        Self::new(Arc::new(Vec::new()), "")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{Found, ServedSite, SiteFiles};
    use crate::render::Artifact;

    fn site(files: &[(&str, &str)]) -> ServedSite {
        let artifacts: Vec<_> = files
            .iter()
            .map(|(path, text)| Artifact::new(*path, text.as_bytes()))
            .collect();
        ServedSite::new(Arc::new(artifacts), "")
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
    fn new_gone_and_different_files_are_changes_and_pages_are_not_looked_at() {
        let old = site(&[("same.css", "1"), ("other.css", "1"), ("gone.js", "1")]);
        let new = site(&[
            ("same.css", "1"),
            ("other.css", "2"),
            ("new.png", "1"),
            ("a.html", ""),
        ]);
        let changed: Vec<_> = new.shared_since(&old).into_iter().collect();
        assert_eq!(changed, ["gone.js", "new.png", "other.css"]);
    }

    /// Counts what is made of it.
    struct Counted(AtomicUsize);

    impl SiteFiles for Counted {
        fn file(&self, path: &str) -> Option<Result<Artifact, String>> {
            self.0.fetch_add(1, Ordering::Relaxed);
            (path != "bad.html")
                .then(|| Ok(Artifact::new(path, *b"made")))
                .or(Some(Err("no".to_owned())))
        }

        fn has(&self, path: &str) -> bool {
            !path.starts_with("none")
        }

        fn shared(&self) -> Vec<Artifact> {
            Vec::new()
        }
    }

    #[test]
    fn a_file_is_made_once_and_only_when_it_is_there() {
        let counted = Arc::new(Counted(AtomicUsize::new(0)));
        let site = ServedSite::new(counted.clone(), "");
        for path in ["a.html", "a.html", "none.html", "bad.html", "bad.html"] {
            site.find(path);
        }
        assert_eq!(counted.0.load(Ordering::Relaxed), 2);
        let bad = site.get("bad.html").expect("an answer");
        assert!(bad.failed);
        let text = bad.bytes().expect("a text");
        assert_eq!(&*text, b"This page cannot be made.\n\nno\n");
    }
}

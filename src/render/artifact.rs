//! One file of the site.

use std::path::PathBuf;
use std::sync::Arc;

/// A file of the site, ready to be written or served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Path relative to the site's root, `/` separators.
    pub path: String,
    /// What is in it.
    pub content: Content,
}

/// Where an artifact's bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Here.
    Bytes(Arc<[u8]>),
    /// In a file that is to be copied.
    File(PathBuf),
}

impl Artifact {
    /// An artifact of these bytes.
    pub fn new(path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self {
            path: path.into(),
            content: Content::Bytes(bytes.into()),
        }
    }

    /// An artifact that is a copy of `file`.
    pub fn copy(path: impl Into<String>, file: PathBuf) -> Self {
        Self {
            path: path.into(),
            content: Content::File(file),
        }
    }
}

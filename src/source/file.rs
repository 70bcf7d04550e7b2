//! One text file as the rest of the program sees it.

use std::sync::Arc;

use super::decode::{DecodeNote, decode};
use super::digest::Digest;
use super::span::FileId;

/// A decoded text file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its name, for diagnostics.
    pub id: FileId,
    /// Path relative to the content root, `/` separators.
    pub path: Arc<str>,
    /// The decoded text; every [`Span`](super::Span) of the file counts its bytes.
    pub text: Arc<str>,
    /// What decoding had to mend.
    pub notes: Vec<DecodeNote>,
    /// Digest of the decoded text.
    pub digest: Digest,
}

impl SourceFile {
    /// Decodes `bytes` as the file `id`, which lies at `path` below the content root.
    pub fn new(id: FileId, path: impl Into<Arc<str>>, bytes: &[u8]) -> Self {
        let (text, notes) = decode(bytes);
        Self {
            id,
            path: path.into(),
            digest: Digest::of(text.as_bytes()),
            text: text.into(),
            notes,
        }
    }
}

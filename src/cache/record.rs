//! What was said about a build, for the next one that would do the same.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `prepdone` |
//! | 16 | everything that decides the build ([`key`](super::key)) |
//! | 16 | digest of all that follows |
//! | | the [`Record`] as JSON |
//!
//! It is a fact that stays true: a build with this key makes the site of this manifest and says
//! this. So it does not matter who writes it when, only whether the site that it names is there.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Diagnostic;
use crate::source::Digest;

const MAGIC: &[u8; 8] = b"prepdone";
const HEADER: usize = MAGIC.len() + 16 + 16;

/// No larger file is written, so none is read: with that many diagnostics, time is not what somebody
/// is short of.
pub(super) const LARGEST_FILE: u64 = 16 << 20;

/// A build that went well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The digest of the published manifest.
    pub manifest: Digest,
    /// Files of the site that are copies, by path, with what each is a copy of, below the site's
    /// root.
    pub copies: BTreeMap<String, PathBuf>,
    /// What it said, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// Number of pages.
    pub pages: usize,
    /// Number of documents.
    pub documents: usize,
    /// Whether there is something that is asked.
    pub asks: bool,
}

/// A file with this record; none if it would be too large, or names a file whose name is no
/// Unicode.
pub(super) fn write(record: &Record, key: Digest) -> Option<Vec<u8>> {
    let body = serde_json::to_vec(record).ok()?;
    let mut file = Vec::with_capacity(HEADER + body.len());
    file.extend_from_slice(MAGIC);
    file.extend_from_slice(&key.bytes());
    file.extend_from_slice(&Digest::of(&body).bytes());
    file.extend_from_slice(&body);
    (file.len() as u64 <= LARGEST_FILE).then_some(file)
}

/// The record in a file; none unless it is of a build with this key, and every byte is as it was
/// written.
pub(super) fn parse(bytes: &[u8], key: Digest) -> Option<Record> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let rest = rest.strip_prefix(&key.bytes())?;
    let (digest, body) = rest.split_first_chunk::<16>()?;
    if Digest::of(body).bytes() != *digest {
        return None;
    }
    serde_json::from_slice(body).ok()
}

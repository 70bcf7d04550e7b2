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

/// No larger file is written, so none is read. Of diagnostics that is more than ten thousand.
pub(super) const LARGEST_FILE: u64 = 4 << 20;

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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

    use super::{HEADER, LARGEST_FILE, Record, parse, write};
    use crate::diagnostic::{Code, Diagnostic, Severity};
    use crate::source::{Digest, FileId, Span};

    fn record() -> Record {
        let (file, span) = (FileId::new("a.md"), Span::new(3, 7));
        let mut all = Diagnostic::new(Code::BrokenLink, &file, span, "there is no \"b\"")
            .label("here")
            .help("write …")
            .related(&FileId::new("b.md"), Span::at(9), "and here");
        all.severity = Severity::Error;
        Record {
            manifest: Digest::of(b"manifest"),
            copies: BTreeMap::from([("p/a.png".to_owned(), PathBuf::from("content/p/a.png"))]),
            diagnostics: vec![all, Diagnostic::of_file(Code::DuplicateId, &file, "")],
            pages: 3,
            documents: 2,
            asks: true,
        }
    }

    #[test]
    fn a_record_comes_back_for_its_key_alone() {
        let key = Digest::of(b"key");
        let bytes = write(&record(), key).expect("a file");
        assert_eq!(parse(&bytes, key), Some(record()));
        assert_eq!(parse(&bytes, Digest::of(b"another key")), None);
    }

    #[test]
    fn any_damaged_byte_and_any_cut_makes_it_none() {
        let key = Digest::of(b"key");
        let whole = write(&record(), key).expect("a file");
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1 << (at % 8);
            assert_eq!(parse(&damaged, key), None, "byte {at}");
            assert_eq!(parse(&whole[..at], key), None, "{at} bytes");
        }
        assert_eq!(parse(&[&whole[..], b" "].concat(), key), None);
    }

    #[test]
    fn what_would_be_too_large_is_no_file() {
        let mut large = record();
        let most = usize::try_from(LARGEST_FILE).expect("a length");
        large.diagnostics[0].message = "x".repeat(most).into();
        assert_eq!(write(&large, Digest::of(b"key")), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn behind_a_right_digest_anything_may_stand(body in any::<Vec<u8>>()) {
            let key = Digest::of(b"key");
            let mut file = write(&record(), key).expect("a file");
            file.truncate(HEADER);
            file.extend_from_slice(&body);
            file[HEADER - 16..].copy_from_slice(&[&Digest::of(&body).bytes()[..], &body].concat());
            prop_assert_eq!(parse(&file, key), None);
        }
    }
}

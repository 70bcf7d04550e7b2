//! Artifacts → disk: the old site or the new one, never something between.
//!
//! 1. A [`Publication`] begins: `place` finds where the output really is, `lock` keeps other runs
//!    away, `exchange` recovers what a crashed run left, and the `manifest` in the old tree says
//!    that prepbook may replace it.
//! 2. It takes artifacts while the site is being built. The threads of `writer` write them into a
//!    new tree beside the old one and keep no more of a file than its digest; a file that is there
//!    already is only noted.
//! 3. Told to finish, it links what did not change into the new tree, and `carry` links what
//!    others put into the old one. The manifest is written last.
//! 4. `exchange` puts the new tree into its place, and the old one is deleted.
//!
//! Until the exchange nothing in the old tree is touched, so a failure leaves it byte for byte; a
//! publication that is dropped deletes what it wrote. Where nothing changed, there is no exchange.
//! [`beside`] does the same for single files of authors. Who knows from elsewhere what the site will be asks [`Publication::stands`] first.

pub mod beside;
mod carry;
mod error;
mod exchange;
mod lock;
mod manifest;
mod place;
mod publication;
mod stage;
#[cfg(test)]
mod tests;
mod writer;

use std::collections::BTreeMap;

pub use error::PublishError;
pub use publication::{Destination, Publication};

use crate::source::Digest;

/// What a publication did to the files of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Whether the folder held no site before.
    pub first: bool,
    /// Every file of this site and of the last one, with what became of it.
    pub files: BTreeMap<String, Change>,
    /// The digest of the manifest, which names the digest of every file.
    pub manifest: Digest,
}

/// What became of a file of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It was not there before.
    New,
    /// It was there with other bytes.
    Changed,
    /// It is as it was.
    Unchanged,
    /// It was in the last site and is not in this one.
    Removed,
}

impl Published {
    /// How many files this became of.
    pub fn count(&self, change: Change) -> usize {
        let of_it = |found: &&Change| **found == change;
        self.files.values().filter(of_it).count()
    }
}

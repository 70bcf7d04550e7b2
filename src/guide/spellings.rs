//! Paths written in other letters than those of the file, as some file systems let one.

use std::collections::HashMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::{Guide, links};

/// What has which path, by the letters that all its spellings share; nothing where two things differ
/// in those alone.
pub(super) type Spellings = HashMap<String, Option<Spelt>>;

/// Something with a path, in its own spelling.
#[derive(Clone, Debug)]
pub(super) enum Spelt {
    /// A document, by its index.
    Document(usize),
    /// A folder, by its index.
    Folder(usize),
    /// An attachment, by its path.
    Asset(Arc<str>),
}

impl Guide {
    /// The content folder as seen from `prepbook.yml`: empty, or ending in `/`.
    pub(super) fn content_folder(&self) -> &str {
        let document = self.documents.first().map(|entry| &entry.document);
        document
            .and_then(|document| document.file.as_str().strip_suffix(&*document.path))
            .unwrap_or_default()
    }

    /// What the path means when only its letters are taken: case, and composed or not, do not count. Nothing where two things differ in those alone.
    pub(super) fn spelt(&self, path: &str) -> Option<links::Place<'_>> {
        let spellings = self.spellings.get_or_init(|| self.all_spellings());
        let wanted = spelling(path);
        let found = ["", ".md", ".markdown"]
            .iter()
            .find_map(|ending| spellings.get(&format!("{wanted}{ending}")))?;
        Some(match found.as_ref()? {
            Spelt::Document(index) => links::Place::Document(*index),
            Spelt::Folder(index) => links::Place::Folder(*index),
            Spelt::Asset(path) => links::Place::Asset(path),
        })
    }

    fn all_spellings(&self) -> Spellings {
        let mut spellings: Spellings = Spellings::new();
        let mut add = |path: &str, spelt: Spelt| {
            spellings
                .entry(spelling(path))
                .and_modify(|two| *two = None)
                .or_insert(Some(spelt));
        };
        for (index, entry) in self.documents.iter().enumerate() {
            add(&entry.document.path, Spelt::Document(index));
        }
        for (index, folder) in self.folders.iter().enumerate().skip(1) {
            add(&folder.path, Spelt::Folder(index));
        }
        for path in self.assets.keys() {
            add(path, Spelt::Asset(Arc::clone(path)));
        }
        spellings
    }
}

/// What all spellings of a path share.
fn spelling(path: &str) -> String {
    path.nfc().collect::<String>().to_lowercase()
}

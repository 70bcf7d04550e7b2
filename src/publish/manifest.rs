//! The marker file: that prepbook wrote the folder, and which files of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::io;

use super::error::PublishError;
use super::place::Place;
use crate::source::Digest;
use crate::source::inputs::OUTPUT_MARKER;

const FIRST_LINE: &str = "prepbook output 1";

/// Before the name of an edition, in the second line.
const EDITION: &str = "edition ";

/// The files of a published site and their digests.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    /// The edition of the guide; `None` is the whole one.
    pub(super) edition: Option<String>,
    /// Digest by path.
    pub(super) files: BTreeMap<String, String>,
}

impl Manifest {
    /// The manifest of the site that stands at `place`; `None` without a marker file.
    ///
    /// # Errors
    /// When the marker cannot be read or understood.
    pub(super) fn read(place: &Place) -> Result<Option<Self>, PublishError> {
        let file = place.out.join(OUTPUT_MARKER);
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(PublishError::Marker {
                    out: place.shown.clone(),
                });
            }
            Err(error) => return Err(PublishError::io("read", &file)(error)),
        };
        Self::parse(&text)
            .map(Some)
            .ok_or_else(|| PublishError::Marker {
                out: place.shown.clone(),
            })
    }

    /// An empty text is an empty manifest: somebody touched the file to give the folder away.
    fn parse(text: &str) -> Option<Self> {
        if text.trim().is_empty() {
            return Some(Self::default());
        }
        let mut lines = text.lines().peekable();
        if lines.next()? != FIRST_LINE {
            return None;
        }
        let edition = lines
            .peek()
            .and_then(|line| line.strip_prefix(EDITION))
            .map(str::to_owned);
        if edition.is_some() {
            lines.next();
        }
        let files = lines
            .map(|line| {
                let (digest, path) = line.split_once("  ")?;
                Some((path.to_owned(), digest.to_owned()))
            })
            .collect::<Option<_>>()?;
        Some(Self { edition, files })
    }

    /// What the marker file says.
    pub(super) fn text(&self) -> String {
        // Writing to a string cannot fail.
        let mut text = format!("{FIRST_LINE}\n");
        if let Some(edition) = &self.edition {
            let _ = writeln!(text, "{EDITION}{edition}");
        }
        for (path, digest) in &self.files {
            let _ = writeln!(text, "{digest}  {path}");
        }
        text
    }

    /// The digest of all that it says.
    pub(super) fn digest(&self) -> Digest {
        Digest::of(self.text().as_bytes())
    }

    /// Every folder with a file of the site in or below it, without the root.
    pub(super) fn folders(&self) -> BTreeSet<&str> {
        let mut folders = BTreeSet::new();
        for path in self.files.keys() {
            folders.extend(path.match_indices('/').map(|(at, _)| &path[..at]));
        }
        folders
    }
}

#[cfg(test)]
mod tests {
    use super::Manifest;

    #[test]
    fn what_is_written_is_read_again_in_path_order() {
        let text = "prepbook output 1\nbb  a b.html\naa  c/d.html\n";
        let manifest = Manifest::parse(text).expect("a manifest");
        assert_eq!(manifest.text(), text);
        assert_eq!(manifest.folders().into_iter().collect::<Vec<_>>(), ["c"]);
    }

    #[test]
    fn the_edition_stands_before_the_files() {
        let text = "prepbook output 1\nedition candidate\naa  edition b.html\n";
        let manifest = Manifest::parse(text).expect("a manifest");
        assert_eq!(manifest.edition.as_deref(), Some("candidate"));
        assert_eq!(manifest.text(), text);
    }

    #[test]
    fn a_touched_file_is_an_empty_manifest() {
        assert_eq!(Manifest::parse("\n"), Some(Manifest::default()));
    }

    #[test]
    fn other_versions_and_damage_are_seen() {
        assert_eq!(Manifest::parse("prepbook output 2\n"), None);
        assert_eq!(Manifest::parse("prepbook output 1\nnonsense\n"), None);
    }
}

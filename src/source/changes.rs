//! Whether and where two readings of the same sources differ.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::path::PathBuf;

use super::decode::DecodeNote;
use super::digest::Digest;
use super::file::SourceFile;
use super::inputs::{Asset, Inputs};
use super::span::FileId;

impl Inputs {
    /// The digest of all that a site is made of, but for the bytes of files that are only copied:
    /// readings with one digest, in this process or another one of the same program, make the same
    /// pages, and copy files of the same names.
    pub fn digest(&self) -> Digest {
        fn text(file: &SourceFile) -> (&FileId, &str, Digest, &[DecodeNote]) {
            (&file.id, &file.path, file.digest, &file.notes)
        }
        fn names(files: &[Asset]) -> Vec<&str> {
            files.iter().map(|asset| &*asset.path).collect()
        }
        let documents: Vec<_> = self.documents.iter().map(text).collect();
        let theme: Vec<_> = self.theme.values().map(text).collect();
        let assets: Vec<&str> = self.assets.keys().map(|path| &**path).collect();
        let copied = [names(&self.statics), names(&self.theme_assets)];
        let ledger = self.ledger.as_ref().map(text);
        Digest::of_value(&(documents, theme, assets, copied, ledger))
    }

    /// Whether anything but documents differs between two readings.
    pub fn others_differ(&self, before: &Self) -> bool {
        let texts = |inputs: &Self| -> Vec<Digest> {
            let texts = inputs.theme.values().chain(&inputs.ledger);
            texts.map(|file| file.digest).collect()
        };
        self.assets != before.assets
            || self.statics != before.statics
            || self.theme_assets != before.theme_assets
            || !self.theme.keys().eq(before.theme.keys())
            || texts(self) != texts(before)
    }

    /// Ids of the texts, and paths of the other files, that differ between two readings, sorted.
    pub fn changed_since(&self, before: &Self) -> Vec<String> {
        let mut changed = BTreeSet::new();
        let texts = |inputs: &Self| -> HashMap<FileId, (Digest, usize)> {
            let files = inputs.documents.iter().chain(inputs.theme.values());
            let files = files.chain(&inputs.ledger);
            files
                .map(|file| (file.id.clone(), (file.digest, file.notes.len())))
                .collect()
        };
        let assets = |inputs: &Self| -> HashMap<PathBuf, Asset> {
            let below = inputs.assets.values().chain(&inputs.statics);
            below
                .chain(&inputs.theme_assets)
                .map(|asset| (asset.disk.clone(), asset.clone()))
                .collect()
        };
        differing(&texts(before), &texts(self), |id| {
            changed.insert(id.as_str().to_owned());
        });
        differing(&assets(before), &assets(self), |path| {
            changed.insert(path.to_string_lossy().replace('\\', "/"));
        });
        changed.into_iter().collect()
    }
}

/// Keys whose values are not the same in both maps.
fn differing<K: Eq + Hash, V: PartialEq>(
    one: &HashMap<K, V>,
    other: &HashMap<K, V>,
    mut found: impl FnMut(&K),
) {
    let gone = one.keys().filter(|key| !other.contains_key(key));
    gone.for_each(&mut found);
    let new = other
        .iter()
        .filter(|(key, value)| one.get(key) != Some(value));
    new.map(|(key, _)| key).for_each(found);
}

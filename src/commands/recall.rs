//! Whether a build need not be made: the last one was made of the same, by the same program, and its
//! site stands as it was written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::project::Loaded;
use crate::cache::{Cache, Record, key};
use crate::pipeline::{Stage, Timings};
use crate::publish::{Publication, Published};
use crate::source::Digest;

/// What one build asks for, and leaves for the next.
pub(super) struct Recall<'a> {
    cache: &'a Cache,
    loaded: &'a Loaded,
    /// None without a cache, and where the system does not tell which program this is.
    key: Option<Digest>,
}

impl<'a> Recall<'a> {
    /// Of a build of what was loaded.
    pub(super) fn new(cache: &'a Cache, loaded: &'a Loaded, timings: &Timings) -> Self {
        let key = || {
            let program = key::program()?;
            Some(key::key(
                program,
                &loaded.site,
                &loaded.config,
                &loaded.inputs,
            ))
        };
        let mut recall = Self {
            cache,
            loaded,
            key: None,
        };
        if cache.is_any() {
            timings.count(Stage::Recall, 1, 0);
            recall.key = timings.measure(Stage::Recall, key);
        }
        recall
    }

    /// The last build and what publishing it again would do, if this one would make the same and
    /// change nothing.
    pub(super) fn last(
        &self,
        publication: &Publication,
        timings: &Timings,
    ) -> Option<(Record, Published)> {
        let key = self.key?;
        let record = timings.measure(Stage::Recall, || self.cache.recall(&self.loaded.out, key))?;
        let root = &self.loaded.site.root;
        let copies = each(&record.copies, |source| Some(root.join(source)))?;
        let published = timings.measure(Stage::Publish, || {
            publication.stands(record.manifest, &copies)
        })?;
        timings.count(Stage::Recall, 0, 1);
        let files = published.files.len();
        timings.count(Stage::Publish, files, files);
        Some((record, published))
    }

    /// Keeps the record of a build that went well. What it names as sources of copies is kept below
    /// the site's root, as the next command may be typed in another folder.
    pub(super) fn keep(&self, record: Record) {
        let root = &self.loaded.site.root;
        let below = |source: &Path| source.strip_prefix(root).ok().map(Path::to_owned);
        if let Some((key, copies)) = self.key.zip(each(&record.copies, below)) {
            let record = Record { copies, ..record };
            // Without it the next build is made, as this one was.
            self.cache.remember(&self.loaded.out, key, &record);
        }
    }
}

/// The same copies of other sources.
fn each(
    copies: &BTreeMap<String, PathBuf>,
    source: impl Fn(&Path) -> Option<PathBuf>,
) -> Option<BTreeMap<String, PathBuf>> {
    let copies = copies.iter();
    copies
        .map(|(path, old)| Some((path.clone(), source(old)?)))
        .collect()
}

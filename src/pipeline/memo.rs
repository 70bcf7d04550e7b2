//! What a builder remembers between builds.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::timings::{Stage, Timings};
use crate::diagnostic::Checked;
use crate::model::Document;
use crate::parse::{ParseOptions, parse};
use crate::source::{Digest, Inputs};

/// Parsed files, by path; valid for one text and one set of options.
#[derive(Debug, Default)]
pub(super) struct Memo {
    parsed: HashMap<Arc<str>, Parsed>,
}

#[derive(Clone, Debug)]
struct Parsed {
    digest: Digest,
    options: ParseOptions,
    document: Arc<Checked<Arc<Document>>>,
}

impl Memo {
    /// The documents of all files, in the order of the files. Files that are gone are forgotten.
    pub(super) fn parse(
        &mut self,
        inputs: &Inputs,
        options: &ParseOptions,
        timings: &Timings,
    ) -> Vec<Arc<Checked<Arc<Document>>>> {
        let missed = AtomicUsize::new(0);
        let parsed: Vec<(Arc<str>, Parsed)> = inputs
            .documents
            .par_iter()
            .map(|file| {
                let known = self
                    .parsed
                    .get(&file.path)
                    .filter(|known| known.digest == file.digest && known.options == *options);
                let parsed = known.cloned().unwrap_or_else(|| {
                    missed.fetch_add(1, Ordering::Relaxed);
                    let checked = parse(file, options);
                    Parsed {
                        digest: file.digest,
                        options: options.clone(),
                        document: Arc::new(Checked::new(
                            Arc::new(checked.value),
                            checked.diagnostics,
                        )),
                    }
                });
                (Arc::clone(&file.path), parsed)
            })
            .collect();
        timings.count(
            Stage::Parse,
            parsed.len(),
            parsed.len() - missed.into_inner(),
        );
        let documents = parsed
            .iter()
            .map(|(_, parsed)| Arc::clone(&parsed.document))
            .collect();
        self.parsed = parsed.into_iter().collect();
        documents
    }
}

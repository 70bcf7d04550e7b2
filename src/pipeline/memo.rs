//! What a builder remembers between builds.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::timings::{Stage, Timings};
use crate::config::{Config, Edition};
use crate::diagnostic::{Checked, Diagnostic};
use crate::edition::project;
use crate::model::Document;
use crate::parse::{ParseOptions, parse, whole_files};
use crate::source::{DecodeNote, Digest, Inputs, SourceFile};

/// A document with what was said about it, made once.
type Known<T> = Arc<Checked<T>>;

/// Files by path, as they were parsed and as an edition shows them.
#[derive(Default)]
pub(super) struct Memo {
    parsed: HashMap<Arc<str>, Parsed>,
    edition: Option<Edition>,
    /// What the edition shows of a parsed document, by its path.
    projected: HashMap<Arc<str>, Projected>,
}

/// A parsed file, with all that parsing it depends on.
#[derive(Clone)]
struct Parsed {
    digest: Digest,
    notes: Vec<DecodeNote>,
    options: ParseOptions,
    document: Known<Arc<Document>>,
}

impl Parsed {
    fn is_of(&self, file: &SourceFile, options: &ParseOptions) -> bool {
        self.digest == file.digest
            && self.notes == file.notes
            && self.document.value.file == file.id
            && self.options == *options
    }
}

#[derive(Clone)]
struct Projected {
    whole: Arc<Document>,
    shown: Known<Option<Arc<Document>>>,
}

impl Memo {
    /// The documents of all files, in the order of the files. Files that are gone are forgotten.
    pub(super) fn parse(
        &mut self,
        inputs: &Inputs,
        options: &ParseOptions,
        timings: &Timings,
    ) -> Vec<Known<Arc<Document>>> {
        let missed = AtomicUsize::new(0);
        let whole_files = whole_files(&inputs.documents);
        let parsed: Vec<(Arc<str>, Parsed)> = inputs
            .documents
            .par_iter()
            .zip(whole_files)
            .map(|(file, whole_file)| {
                let options = &ParseOptions {
                    whole_file,
                    ..options.clone()
                };
                let known = self.parsed.get(&file.path);
                let known = known.filter(|known| known.is_of(file, options));
                let parsed = known.cloned().unwrap_or_else(|| {
                    missed.fetch_add(1, Ordering::Relaxed);
                    let checked = parse(file, options);
                    let document = Arc::new(checked.value);
                    Parsed {
                        digest: file.digest,
                        notes: file.notes.clone(),
                        options: options.clone(),
                        document: Arc::new(Checked::new(document, checked.diagnostics)),
                    }
                });
                (Arc::clone(&file.path), parsed)
            })
            .collect();
        let hits = parsed.len() - missed.into_inner();
        timings.count(Stage::Parse, parsed.len(), hits);
        let documents = parsed
            .iter()
            .map(|(_, parsed)| Arc::clone(&parsed.document))
            .collect();
        self.parsed = parsed.into_iter().collect();
        documents
    }

    /// What the edition shows of the documents; `said` gets what is wrong with those in it.
    pub(super) fn publish(
        &mut self,
        documents: &[Known<Arc<Document>>],
        config: &Config,
        said: &mut Vec<Diagnostic>,
        timings: &Timings,
    ) -> Vec<Arc<Document>> {
        let wanted = documents
            .iter()
            .filter(|document| config.drafts || !document.value.meta.draft);
        let mut published = Vec::with_capacity(documents.len());
        if config.edition.is_whole() {
            self.projected.clear();
            for document in wanted {
                said.extend(document.diagnostics.iter().cloned());
                published.push(Arc::clone(&document.value));
            }
            return published;
        }
        if self.edition.as_ref() != Some(&config.edition) {
            self.projected.clear();
            self.edition = Some(config.edition.clone());
        }
        let wanted: Vec<_> = wanted.collect();
        let missed = AtomicUsize::new(0);
        let projected: Vec<(Arc<str>, Projected)> = wanted
            .par_iter()
            .map(|document| {
                let whole = &document.value;
                let known = self.projected.get(&whole.path);
                let known = known.filter(|known| Arc::ptr_eq(&known.whole, whole));
                let projected = known.cloned().unwrap_or_else(|| {
                    missed.fetch_add(1, Ordering::Relaxed);
                    let shown = project(whole, &config.edition);
                    Projected {
                        whole: Arc::clone(whole),
                        shown: Arc::new(Checked::new(shown.value.map(Arc::new), shown.diagnostics)),
                    }
                });
                (Arc::clone(&whole.path), projected)
            })
            .collect();
        let hits = projected.len() - missed.into_inner();
        timings.count(Stage::Edition, projected.len(), hits);
        for (document, (_, projected)) in wanted.iter().zip(&projected) {
            if let Some(shown) = &projected.shown.value {
                said.extend(document.diagnostics.iter().cloned());
                published.push(Arc::clone(shown));
            }
            // Why a document is not there at all is worth knowing as well.
            said.extend(projected.shown.diagnostics.iter().cloned());
        }
        self.projected = projected.into_iter().collect();
        published
    }
}

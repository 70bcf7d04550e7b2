//! What was made of each document, for as long as it is the same document.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::Document;

/// Facts by document; those of documents that are not asked for again are forgotten.
#[derive(Debug)]
pub struct PerDocument<T> {
    known: HashMap<Arc<str>, (Arc<Document>, Arc<T>)>,
}

impl<T> Default for PerDocument<T> {
    fn default() -> Self {
        Self {
            known: HashMap::new(),
        }
    }
}

impl<T: Send + Sync> PerDocument<T> {
    /// The facts about `documents`, in their order; `make` makes those that are not known, for one
    /// share of the documents after the other, and on several threads.
    pub fn of(
        &mut self,
        documents: &[Arc<Document>],
        make: impl Fn(&[&Arc<Document>]) -> Vec<T> + Send + Sync,
    ) -> Vec<Arc<T>> {
        let is_known = |document: &&Arc<Document>| {
            let known = self.known.get(&document.path);
            known.is_some_and(|(known, _)| Arc::ptr_eq(known, document))
        };
        let missing: Vec<&Arc<Document>> = documents
            .iter()
            .filter(|document| !is_known(document))
            .collect();
        let share = missing.len().div_ceil(rayon::current_num_threads()).max(1);
        let made: Vec<Vec<T>> = missing.par_chunks(share).map(make).collect();
        for (document, made) in missing.iter().zip(made.into_iter().flatten()) {
            let path = Arc::clone(&document.path);
            let known = (Arc::clone(document), Arc::new(made));
            self.known.insert(path, known);
        }
        if self.known.len() > documents.len() {
            let here: HashSet<&str> = documents.iter().map(|document| &*document.path).collect();
            self.known.retain(|path, _| here.contains(&**path));
        }
        documents
            .iter()
            .filter_map(|document| self.known.get(&document.path))
            .map(|(_, made)| Arc::clone(made))
            .collect()
    }
}

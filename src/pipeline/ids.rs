//! The ids of all questions, by `prepbook.ids`; what was found of documents and lines that are still
//! the same is not looked for again.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Checked, Diagnostic};
use crate::ledger::{self, Asked, Ledger, Settled, Shown};
use crate::model::{Document, Former, PerDocument, QuestionId};
use crate::source::{Digest, Inputs, SourceFile};

type Read = Arc<Checked<Arc<Document>>>;

/// Remembers documents with the ids that they got, and the file as it was read.
#[derive(Default)]
pub(super) struct Ids {
    asked: PerDocument<Vec<Asked>>,
    ledger: Option<(Digest, Arc<Checked<Ledger>>)>,
    named: HashMap<Arc<str>, Named>,
}

struct Named {
    /// As it was read.
    read: Arc<Document>,
    ids: Vec<QuestionId>,
    former: Vec<Former>,
    named: Read,
}

/// What the questions of all files are called.
pub struct Called {
    /// The documents, in the order of their files.
    pub documents: Vec<Arc<Document>>,
    /// What each of them asks.
    pub asked: Vec<Arc<Vec<Asked>>>,
    /// What `prepbook.ids` knows; nothing where there is none.
    pub ledger: Arc<Checked<Ledger>>,
    /// What was found.
    pub settled: Settled,
}

impl Called {
    /// `prepbook.ids` as it should be.
    pub fn text(&self) -> String {
        ledger::text(&self.ledger.value, &self.shown(), &self.settled)
    }

    /// The documents with what they ask.
    pub fn shown(&self) -> Vec<Shown<'_>> {
        shown(&self.documents, &self.asked)
    }
}

fn shown<'a>(documents: &'a [Arc<Document>], asked: &'a [Arc<Vec<Asked>>]) -> Vec<Shown<'a>> {
    let documents = documents.iter().zip(asked);
    documents
        .map(|(document, asked)| Shown { document, asked })
        .collect()
}

impl Ids {
    /// The documents with the ids that `prepbook.ids` has for what they ask, where there is one.
    /// `said` gets what is wrong with the file.
    pub(super) fn name(
        &mut self,
        documents: Vec<Read>,
        inputs: &Inputs,
        whole: bool,
        said: &mut Vec<Diagnostic>,
    ) -> Vec<Read> {
        let Some(file) = &inputs.ledger else {
            return documents;
        };
        let ledger = self.read(file);
        said.extend(ledger.diagnostics.iter().cloned());
        let plain: Vec<Arc<Document>> = documents
            .iter()
            .map(|document| Arc::clone(&document.value))
            .collect();
        let asked = self.asked(&plain, inputs);
        let shown = shown(&plain, &asked);
        let settled = ledger::settle(&ledger.value, &shown);
        // In an edition nothing is said of what it may leave out.
        if whole {
            said.extend(ledger::report::diagnostics(&ledger.value, &settled, &shown));
        }
        let mut before = std::mem::take(&mut self.named);
        let found = settled.ids.into_iter().zip(settled.former);
        let documents = documents.into_iter().zip(found);
        documents
            .map(|(read, (ids, former))| {
                let path = &read.value.path;
                let known = before.remove(path);
                let known = known.filter(|known| {
                    let same = Arc::ptr_eq(&known.read, &read.value);
                    same && known.ids == ids && known.former == former
                });
                let known = known.or_else(|| {
                    let document = ledger::named(&read.value, &ids, &former)?;
                    Some(Named {
                        read: Arc::clone(&read.value),
                        ids,
                        former,
                        named: Arc::new(Checked::new(Arc::new(document), read.diagnostics.clone())),
                    })
                });
                let Some(known) = known else {
                    return read;
                };
                let named = Arc::clone(&known.named);
                self.named.insert(Arc::clone(path), known);
                named
            })
            .collect()
    }

    /// What the questions of `documents` are called, with or without the file.
    pub(super) fn call(&mut self, documents: Vec<Arc<Document>>, inputs: &Inputs) -> Called {
        let ledger = match &inputs.ledger {
            Some(file) => self.read(file),
            None => Arc::new(Checked::fine(Ledger::default())),
        };
        let asked = self.asked(&documents, inputs);
        let settled = ledger::settle(&ledger.value, &shown(&documents, &asked));
        Called {
            documents,
            asked,
            ledger,
            settled,
        }
    }

    fn read(&mut self, file: &SourceFile) -> Arc<Checked<Ledger>> {
        if let Some((digest, ledger)) = &self.ledger
            && *digest == file.digest
        {
            return Arc::clone(ledger);
        }
        let ledger = Arc::new(ledger::read(file));
        self.ledger = Some((file.digest, Arc::clone(&ledger)));
        ledger
    }

    fn asked(&mut self, documents: &[Arc<Document>], inputs: &Inputs) -> Vec<Arc<Vec<Asked>>> {
        let asked = |share: &[&Arc<Document>]| {
            share
                .iter()
                .map(|document| {
                    let file = inputs.document(&document.path);
                    let text = file.map_or("", |file| &file.text);
                    ledger::asked::of(document, text)
                })
                .collect()
        };
        self.asked.of(documents, asked)
    }
}

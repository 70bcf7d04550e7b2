//! Which file becomes which.

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;

use super::merge;
use super::sources::Source;
use crate::canonical::{Manner, Written, write};
use crate::diagnostic::Diagnostic;
use crate::model::{Document, PartBody, Question, ScenarioItem};
use crate::parse::{ParseOptions, parse, whole_files};
use crate::source::SourceFile;

/// A file of the new folder.
pub(super) struct Entry {
    /// Index of the source it is from.
    pub source: usize,
    /// What it is made from, as written in messages; several where files were joined.
    pub origins: Vec<Origin>,
    /// Its path in the new folder.
    pub out: String,
    /// The text that it is made from.
    pub file: SourceFile,
    /// What that is read with.
    pub options: ParseOptions,
    /// What was read, with the targets that links shall have.
    pub document: Document,
    /// Replacements in the text that give links these targets.
    pub changes: Vec<(Range<usize>, String)>,
    /// What was written.
    pub written: Written,
    /// Links whose targets were changed: from what to what.
    pub relinked: Vec<(String, String)>,
    /// Links that led somewhere and do not any more.
    pub lost: Vec<String>,
}

/// A file that was read.
pub(super) struct Origin {
    /// Its path below the source.
    pub path: String,
    /// How it is called in messages.
    pub shown: String,
    /// Its text.
    pub file: SourceFile,
    /// What was read.
    pub document: Document,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Every document of every source, in the order of the paths.
pub(super) fn entries(sources: &[Source]) -> Vec<Entry> {
    let mut taken = BTreeSet::new();
    let mut entries = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        let files = &source.inputs.documents;
        let parsed: Vec<Entry> = files
            .par_iter()
            .zip(whole_files(files))
            .map(|(file, whole_file)| {
                let options = ParseOptions {
                    whole_file,
                    ..source.options.clone()
                };
                entry(source, index, file, options)
            })
            .collect();
        for mut entry in parsed {
            entry.out = free(&entry.out, &mut taken);
            entries.push(entry);
        }
    }
    entries
}

fn entry(source: &Source, index: usize, file: &SourceFile, options: ParseOptions) -> Entry {
    let mut document = parse(file, &options).value;
    let named = source.guide.document_at(&file.path);
    if let Some(named) = named.filter(|_| source.inputs.ledger.is_some()) {
        name_questions(&mut document, &source.guide.documents[named].document);
    }
    let diagnostics = source.diagnostics.iter();
    let origin = Origin {
        path: file.path.to_string(),
        shown: format!("{}{}", source.shown, file.path),
        file: file.clone(),
        document: document.clone(),
        diagnostics: diagnostics
            .filter(|diagnostic| diagnostic.file == file.id)
            .cloned()
            .collect(),
    };
    let stem = file
        .path
        .rsplit_once('.')
        .map_or(&*file.path, |(stem, _)| stem);
    Entry {
        source: index,
        origins: vec![origin],
        out: format!("{}{stem}.md", source.prefix),
        file: file.clone(),
        options,
        document,
        changes: Vec::new(),
        written: Written {
            text: String::new(),
            manner: Manner::CarriedOver,
            differs: None,
        },
        relinked: Vec::new(),
        lost: Vec::new(),
    }
}

/// Gives the questions of a document the ids that `prepbook.ids` has for them: in the new folder
/// they stand in the file itself.
fn name_questions(document: &mut Document, named: &Document) {
    let mut ids = named.questions().map(|question| &question.id);
    for part in &mut document.parts {
        let questions: Vec<&mut Question> = match &mut part.body {
            PartBody::Questions(set) => set
                .sections
                .iter_mut()
                .flat_map(|section| &mut section.questions)
                .collect(),
            PartBody::Scenario(scenario) => scenario
                .items
                .iter_mut()
                .filter_map(|item| match item {
                    ScenarioItem::Question(question) => Some(&mut **question),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        for question in questions {
            if let Some(id) = ids.next() {
                question.id.clone_from(id);
            }
        }
    }
}

/// `wanted`, or with a number before its ending when it is taken, in whatever letters.
pub(super) fn free(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let stem = wanted.strip_suffix(".md").unwrap_or(wanted);
    let mut path = wanted.to_owned();
    let mut count = 1;
    while !taken.insert(path.to_lowercase()) {
        count += 1;
        path = format!("{stem}-{count}.md");
    }
    path
}

/// Writes every document.
pub(super) fn write_all(entries: &mut [Entry]) {
    entries.par_iter_mut().for_each(Entry::write);
}

impl Origin {
    /// The same once more.
    pub(super) fn again(&self) -> Self {
        Self {
            path: self.path.clone(),
            shown: self.shown.clone(),
            file: self.file.clone(),
            document: self.document.clone(),
            diagnostics: self.diagnostics.clone(),
        }
    }
}

impl Entry {
    /// Makes the document of what was read, which may have changed.
    pub(super) fn rebuild(&mut self) {
        self.document = match self.origins.as_slice() {
            [only] => only.document.clone(),
            several => merge::document(several, &self.file),
        };
    }

    /// Writes the document.
    pub(super) fn write(&mut self) {
        self.written = write(&self.file, &self.document, &self.options, &self.changes);
    }
}

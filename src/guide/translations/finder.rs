//! Which of the names of languages in paths count: those that the texts bear out, of documents that
//! there are in other languages.

use std::collections::HashMap;
use std::sync::Arc;

use super::marks::{self, Mark, Place};
use super::sample::sample;
use crate::model::Document;
use crate::tongue::primary;
use crate::tongue::spoken::{self, Verdict};

/// Finds out which marks count.
pub(super) struct Finder<'a> {
    pub(super) documents: &'a [Arc<Document>],
    /// Index of a document by its path without ending, in lower case.
    pub(super) plain: HashMap<String, usize>,
    samples: HashMap<usize, Arc<str>>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(documents: &'a [Arc<Document>]) -> Self {
        let mut plain = HashMap::with_capacity(documents.len());
        for (index, document) in documents.iter().enumerate() {
            plain.entry(marks::key(&document.path)).or_insert(index);
        }
        Self {
            documents,
            plain,
            samples: HashMap::new(),
        }
    }

    /// For each document the mark that counts.
    pub(super) fn marks(&mut self) -> Vec<Option<Mark>> {
        let mut found: Vec<Vec<Mark>> = Vec::with_capacity(self.documents.len());
        for document in self.documents {
            let mut marks = marks::of(&document.path);
            if let Some(lang) = &document.meta.lang {
                marks.retain(|mark| primary(&mark.tag) == primary(lang));
            }
            found.push(marks);
        }
        // What a mark says of the language has to be true of the text.
        for (index, marks) in found.iter_mut().enumerate() {
            marks.retain(|mark| match mark.place {
                Place::File => self.file_speaks(index, mark),
                Place::Folder(_) => true,
            });
        }
        let spoken = self.folders(&found);
        for marks in &mut found {
            marks.retain(|mark| {
                mark.folder()
                    .is_none_or(|folder| spoken.contains_key(folder))
            });
        }
        // And there has to be something that it is a translation of.
        let mut sharing: HashMap<String, Vec<String>> = HashMap::new();
        for mark in found.iter().flatten() {
            let tags = sharing.entry(mark.key.clone()).or_default();
            if !tags.contains(&mark.tag) {
                tags.push(mark.tag.clone());
            }
        }
        for (index, marks) in found.iter_mut().enumerate() {
            marks.retain(|mark| {
                let others = sharing.get(&mark.key).map_or(0, Vec::len);
                others > 1 || self.differs_from_original(index, mark)
            });
        }
        let mirrored: HashMap<String, usize> = counts(&found);
        let half = |mark: &Mark| {
            mark.folder().is_none_or(|folder| {
                mirrored.get(folder).copied().unwrap_or(0) * 2
                    >= spoken.get(folder).copied().unwrap_or(0)
            })
        };
        found
            .into_iter()
            .map(|marks| marks.into_iter().find(half))
            .collect()
    }

    /// Whether the text of a file is in the language that its own name says.
    fn file_speaks(&mut self, index: usize, mark: &Mark) -> bool {
        match self.verdict(index, &mark.tag) {
            Verdict::Yes => true,
            Verdict::No => false,
            // `zh-CN` and `README_es` say nothing else; `notes-is` may.
            Verdict::Unknown => mark.tag.contains('-') || marks::is_readme(&mark.key),
        }
    }

    /// The folders whose documents are in the language that their names say, with how many there
    /// are in each.
    fn folders(&mut self, found: &[Vec<Mark>]) -> HashMap<String, usize> {
        let mut verdicts: HashMap<&str, (usize, usize, usize)> = HashMap::new();
        for (index, mark) in found
            .iter()
            .enumerate()
            .flat_map(|(index, marks)| marks.iter().map(move |mark| (index, mark)))
        {
            let Some(folder) = mark.folder() else {
                continue;
            };
            let verdict = self.verdict(index, &mark.tag);
            let (all, yes, no) = verdicts.entry(folder).or_default();
            *all += 1;
            *yes += usize::from(verdict == Verdict::Yes);
            *no += usize::from(verdict == Verdict::No);
        }
        verdicts
            .into_iter()
            .filter(|(_, (_, yes, no))| yes > no)
            .map(|(folder, (all, ..))| (folder.to_owned(), all))
            .collect()
    }

    /// Whether there is a document without the mark, in another language.
    fn differs_from_original(&mut self, index: usize, mark: &Mark) -> bool {
        let Some(original) = self.plain.get(&mark.key).copied() else {
            return false;
        };
        let own = self.documents[original].meta.lang.clone();
        let own = own.or_else(|| self.language(original).map(str::to_owned));
        original != index && own.as_deref() != Some(&mark.tag)
    }

    fn verdict(&mut self, index: usize, tag: &str) -> Verdict {
        match &self.documents[index].meta.lang {
            Some(_) => Verdict::Yes,
            None => spoken::is_in(&self.sample(index), tag),
        }
    }

    pub(super) fn language(&mut self, index: usize) -> Option<&'static str> {
        spoken::language(&self.sample(index))
    }

    fn sample(&mut self, index: usize) -> Arc<str> {
        let documents = self.documents;
        let made = self.samples.entry(index);
        Arc::clone(made.or_insert_with(|| sample(&documents[index]).into()))
    }
}

/// How many documents have a mark by each folder.
fn counts(found: &[Vec<Mark>]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for folder in found.iter().flatten().filter_map(Mark::folder) {
        *counts.entry(folder.to_owned()).or_default() += 1;
    }
    counts
}

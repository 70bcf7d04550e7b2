//! What a guide shows to whoever reads in another language than that of its lists.

use std::sync::Arc;

use super::marks;
use crate::guide::{Guide, Node, PageKey};
use crate::model::Document;
use crate::model::title::of_name;
use crate::tongue;

impl Guide {
    /// Number of the documents that lists show.
    pub fn listed_documents(&self) -> usize {
        if self.translations.is_empty() {
            return self.documents.len();
        }
        let all = 0..self.documents.len();
        all.filter(|index| self.translations.is_listed(*index))
            .count()
    }

    /// The document that a reader of the document `reader` is shown for this one.
    pub fn for_reader(&self, document: usize, reader: Option<usize>) -> usize {
        self.translations.for_reader(document, reader)
    }

    /// The document that whoever reads a page reads: its own, or the first of a folder of translations
    /// alone.
    pub fn read_on(&self, key: &PageKey) -> Option<usize> {
        let PageKey::Folder(folder) = key else {
            return key.document();
        };
        let first = || self.place_below(*folder).map(|(document, _)| document);
        let first = if self.translations.is_empty() {
            None
        } else {
            first()
        };
        first.filter(|document| !self.translations.is_listed(*document))
    }

    /// The folder that holds in another language what this one holds.
    pub fn folder_for_reader(&self, folder: usize, reader: Option<usize>) -> usize {
        if self.translations.is_empty() {
            return folder;
        }
        let Some((document, depth)) = self.place_below(folder) else {
            return folder;
        };
        let other = self.for_reader(document, reader);
        let up = |at: usize| self.folders[at].parent;
        let found = (0..depth).try_fold(self.documents[other].folder, |at, _| up(at));
        let name = |folder: usize| self.folders[folder].path.rsplit('/').next();
        found
            .filter(|found| name(*found) == name(folder))
            .unwrap_or(folder)
    }

    /// A document of a folder or below it, and how many folders below.
    fn place_below(&self, folder: usize) -> Option<(usize, usize)> {
        let (mut at, mut depth) = (folder, 0);
        loop {
            let here = &self.folders[at];
            let own = here.children.iter().find_map(|node| match node {
                Node::Document(index) => Some(*index),
                Node::Folder(_) => None,
            });
            if let Some(document) = own.or(here.index) {
                return Some((document, depth));
            }
            let Node::Folder(inner) = here.children.first()? else {
                return None;
            };
            (at, depth) = (*inner, depth + 1);
        }
    }

    /// Gives translations without a title the one of the document they are translations of: names of
    /// files are no titles for readers.
    pub(in crate::guide) fn name_translations(&mut self) {
        let nameless = |document: &Document| {
            let name = document.path.rsplit('/').next().unwrap_or_default();
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            document.title == of_name(stem)
        };
        for group in &self.translations.groups {
            let document = |index: usize| &self.documents[index].document;
            let first = group.members[0];
            let title = match nameless(document(first)) {
                true if marks::key(&document(first).path) == "readme" => self.title.clone(),
                _ => document(first).title.clone(),
            };
            for index in &group.members[1..] {
                let own = &mut self.documents[*index].document;
                if nameless(own) && own.title != title {
                    *own = Arc::new(Document {
                        title: title.clone(),
                        ..Document::clone(own)
                    });
                }
            }
        }
    }

    /// What a folder of translations alone is called: its language.
    pub(in crate::guide) fn name_folders(&mut self) {
        for index in 1..self.folders.len() {
            let folder = &self.folders[index];
            let parent = folder.parent.unwrap_or(0);
            if folder.index.is_some()
                || !self.folders[parent]
                    .translated
                    .contains(&Node::Folder(index))
            {
                continue;
            }
            let first = self.place_below(index).map(|(document, _)| document);
            let tag = first.and_then(|document| self.translations.language(document));
            let own = folder.path.rsplit('/').next().and_then(tongue::tag);
            if let (Some(tag), Some(_)) = (tag, own) {
                self.folders[index].title = tongue::name(tag);
            }
        }
    }
}

//! Documents that are one document in several languages.
//!
//! 1. [`marks`] finds the names of languages in paths: `README_zh-CN.md`, `ru/pools.md`,
//!    `docs/i18n/ko/pools.md`, and what each path would be without them.
//! 2. A mark counts where there is a document that it can be a translation of, and where the text
//!    ([`sample`]) is not in another language: `it/pools.md` may be about IT, and a folder counts as
//!    a whole or not at all. `lang:` in front matter settles a document's language.
//! 3. What is left makes [`Group`]s. One document of each is listed: that in the site's language,
//!    or else the one without a mark. The others are reached from it.
//!
//! Questions of one group correspond by their ids, or else by their places, where there are as many
//! of them.

mod marks;
mod sample;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use marks::{Mark, Place};
use sample::sample;

use super::Guide;
use crate::model::title::of_name;
use crate::model::{Document, PartBody, QuestionId, TranscriptItem};
use crate::tongue::spoken::{self, Verdict};
use crate::tongue::{self, primary};

/// The tag of a language that nobody knows.
const UNDETERMINED: &str = "und";

/// One document in several languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Indices of its documents: the one without a mark first, then by tags.
    pub members: Vec<usize>,
    /// Index of the one that is listed.
    pub listed: usize,
}

/// Which documents of a guide are translations of which.
#[derive(Clone, Debug, Default)]
pub struct Translations {
    groups: Vec<Group>,
    /// For each document its group.
    group: Vec<Option<usize>>,
    /// For each document its language, where it says or shows one.
    tags: Vec<Option<String>>,
    /// For each document of a group what it asks.
    asked: HashMap<usize, Asked>,
}

/// What a document asks, in its order.
#[derive(Clone, Debug, Default)]
struct Asked {
    ids: Vec<QuestionId>,
    places: HashMap<QuestionId, usize>,
}

impl Translations {
    /// Groups documents, for a site in the language `site`.
    pub(super) fn of(documents: &[Arc<Document>], site: &str) -> Self {
        let said = |document: &Arc<Document>| document.meta.lang.clone();
        let mut finder = Finder::new(documents);
        let marks = finder.marks();
        let mut translations = Self {
            group: vec![None; documents.len()],
            tags: documents.iter().map(said).collect(),
            ..Self::default()
        };
        for (index, mark) in marks.iter().enumerate() {
            if let Some(mark) = mark {
                translations.tags[index].get_or_insert_with(|| mark.tag.clone());
            }
        }
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, mark) in marks.iter().enumerate() {
            if let Some(mark) = mark {
                by_key.entry(mark.key.clone()).or_default().push(index);
            }
        }
        for (key, marked) in by_key {
            let original = finder.plain.get(&key).copied();
            // A document that was found to be a translation itself has none of its own.
            let original = original.filter(|index| marks[*index].is_none());
            translations.join(&mut finder, original, marked, site);
        }
        translations
    }

    /// Makes a group of what has one path but for languages.
    fn join(
        &mut self,
        finder: &mut Finder<'_>,
        original: Option<usize>,
        mut marked: Vec<usize>,
        site: &str,
    ) {
        let tag = |tags: &[Option<String>], index: usize| tags[index].clone().unwrap_or_default();
        marked.sort_by_key(|index| {
            (
                tag(&self.tags, *index),
                Arc::clone(&finder.documents[*index].path),
            )
        });
        marked.dedup_by(|one, other| self.tags[*one] == self.tags[*other]);
        if let Some(original) = original {
            if self.tags[original].is_none() {
                let others = marked
                    .iter()
                    .filter_map(|index| self.tags[*index].as_deref());
                let taken = others.clone().any(|other| primary(other) == primary(site));
                let found = finder.language(original).map(str::to_owned);
                let own = found.or_else(|| (!taken).then(|| site.to_owned()));
                self.tags[original] = Some(own.unwrap_or_else(|| UNDETERMINED.to_owned()));
            }
            marked.retain(|index| self.tags[*index] != self.tags[original]);
        }
        let members: Vec<usize> = original.into_iter().chain(marked).collect();
        if members.len() < 2 {
            return;
        }
        let find = |fits: &dyn Fn(&str) -> bool| {
            let fits = |index: &usize| self.tags[*index].as_deref().is_some_and(fits);
            members.iter().copied().find(fits)
        };
        let listed = find(&|tag| tag.eq_ignore_ascii_case(site))
            .or_else(|| find(&|tag| primary(tag) == primary(site)))
            .or(original)
            .or_else(|| find(&|tag| primary(tag) == "en"))
            .unwrap_or(members[0]);
        for index in &members {
            self.group[*index] = Some(self.groups.len());
            self.asked
                .insert(*index, Asked::of(&finder.documents[*index]));
        }
        self.groups.push(Group { members, listed });
    }

    /// Whether no document has a translation.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The group of a document.
    pub fn group(&self, document: usize) -> Option<&Group> {
        Some(&self.groups[(*self.group.get(document)?)?])
    }

    /// Whether two documents are one in two languages.
    pub fn are_one(&self, one: usize, other: usize) -> bool {
        let group = |index: usize| self.group.get(index).copied().flatten();
        group(one).is_some() && group(one) == group(other)
    }

    /// The tag of a document's language, unless it is the site's as far as anybody knows.
    pub fn language(&self, document: usize) -> Option<&str> {
        self.tags.get(document)?.as_deref()
    }

    /// Whether lists show the document itself.
    pub fn is_listed(&self, document: usize) -> bool {
        self.listed(document) == document
    }

    /// The document that lists show for this one.
    pub fn listed(&self, document: usize) -> usize {
        self.group(document).map_or(document, |group| group.listed)
    }

    /// The document in the language of `reader`, another document; or else the listed one.
    pub fn for_reader(&self, document: usize, reader: Option<usize>) -> usize {
        let Some(group) = self.group(document) else {
            return document;
        };
        let wanted = reader.and_then(|reader| self.language(reader));
        let find = |fits: &dyn Fn(&str, &str) -> bool| {
            let wanted = wanted?;
            let is = |index: &usize| self.language(*index).is_some_and(|own| fits(own, wanted));
            group.members.iter().copied().find(is)
        };
        find(&|own, wanted| own == wanted)
            .or_else(|| find(&|own, wanted| primary(own) == primary(wanted)))
            .unwrap_or(group.listed)
    }

    /// Which question of `to` is the question `id` of `from`.
    pub fn counterpart(&self, from: usize, id: &QuestionId, to: usize) -> Option<&QuestionId> {
        let (own, other) = (self.asked.get(&from)?, self.asked.get(&to)?);
        if let Some((id, _)) = other.places.get_key_value(id) {
            return Some(id);
        }
        let place = *own.places.get(id)?;
        (own.ids.len() == other.ids.len()).then(|| &other.ids[place])
    }

    /// What a document of a group asks, in its order.
    pub fn asked(&self, document: usize) -> &[QuestionId] {
        self.asked.get(&document).map_or(&[], |asked| &asked.ids)
    }
}

impl Asked {
    fn of(document: &Document) -> Self {
        let mut ids = Vec::new();
        for part in &document.parts {
            ids.extend(part.questions().map(|question| question.id.clone()));
            if let PartBody::Transcript(transcript) = &part.body {
                ids.extend(transcript.items.iter().filter_map(|item| match item {
                    TranscriptItem::Exchange(exchange) => Some(exchange.id.clone()),
                    TranscriptItem::Prose(_) => None,
                }));
            }
        }
        let places = ids.iter().cloned().zip(0..).collect();
        Self { ids, places }
    }
}

/// Finds out which marks count.
struct Finder<'a> {
    documents: &'a [Arc<Document>],
    /// Index of a document by its path without ending, in lower case.
    plain: HashMap<String, usize>,
    samples: HashMap<usize, Arc<str>>,
}

impl<'a> Finder<'a> {
    fn new(documents: &'a [Arc<Document>]) -> Self {
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
    fn marks(&mut self) -> Vec<Option<Mark>> {
        let mut found: Vec<Vec<Mark>> = Vec::with_capacity(self.documents.len());
        for document in self.documents {
            let mut marks = marks::of(&document.path);
            if let Some(lang) = &document.meta.lang {
                marks.retain(|mark| primary(&mark.tag) == primary(lang));
            }
            found.push(marks);
        }
        // What a mark says of the language has to be true of the text.
        for index in 0..found.len() {
            let marks = std::mem::take(&mut found[index]);
            let kept = marks.into_iter().filter(|mark| match mark.place {
                Place::File => self.file_speaks(index, mark),
                Place::Folder(_) => true,
            });
            found[index] = kept.collect();
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
        for index in 0..found.len() {
            let marks = std::mem::take(&mut found[index]);
            let kept = marks.into_iter().filter(|mark| {
                let others = sharing.get(&mark.key).map_or(0, Vec::len);
                others > 1 || self.differs_from_original(index, mark)
            });
            found[index] = kept.collect();
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

    fn language(&mut self, index: usize) -> Option<&'static str> {
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
    pub fn read_on(&self, key: &super::PageKey) -> Option<usize> {
        let super::PageKey::Folder(folder) = key else {
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
        let up = |at: Option<usize>| self.folders[at?].parent;
        let found = (0..depth).fold(Some(self.documents[other].folder), |at, _| up(at));
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
                super::Node::Document(index) => Some(*index),
                super::Node::Folder(_) => None,
            });
            if let Some(document) = own.or(here.index) {
                return Some((document, depth));
            }
            let super::Node::Folder(inner) = here.children.first()? else {
                return None;
            };
            (at, depth) = (*inner, depth + 1);
        }
    }

    /// Gives translations without a title the one of the document they are translations of: names of
    /// files are no titles for readers.
    pub(super) fn name_translations(&mut self) {
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
    pub(super) fn name_folders(&mut self) {
        for index in 1..self.folders.len() {
            let folder = &self.folders[index];
            let parent = folder.parent.unwrap_or(0);
            if folder.index.is_some()
                || !self.folders[parent]
                    .translated
                    .contains(&super::Node::Folder(index))
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

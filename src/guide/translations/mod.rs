//! Documents that are one document in several languages.
//!
//! 1. `marks` finds the names of languages in paths: `README_zh-CN.md`, `ru/pools.md`,
//!    `docs/i18n/ko/pools.md`, and what each path would be without them.
//! 2. A mark counts where there is a document that it can be a translation of, and where the text
//!    (`sample`) is not in another language: `it/pools.md` may be about IT, and a folder counts as
//!    a whole or not at all (`finder`). `lang:` in front matter settles a document's language.
//! 3. What is left makes [`Group`]s. One document of each is listed: that in the site's language,
//!    or else the one without a mark. The others are reached from it (`reader`).
//!
//! Questions of one group correspond by their ids, or else by their places, where there are as many
//! of them.

mod finder;
mod marks;
mod reader;
mod sample;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use finder::Finder;

use crate::model::{Document, PartBody, QuestionId, TranscriptItem};
use crate::tongue::primary;

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

//! What can be linked to by name: documents, questions, terms, phases, headings, topics.
//!
//! Names are compared by their letters, digits, `+` and `#` alone, so that case, punctuation and
//! hyphens of an address do not matter; one that is alike to the letter goes before the others.
//! Where several things have one name, the nearest wins: same document, same folder, then reading
//! order; documents, questions and terms go before mere headings, and those before topics.

use std::collections::HashMap;

use super::{Facet, Guide};
use crate::model::prose::plain_text;
use crate::model::{PartBody, PlaybookItem};
use crate::source::Span;

/// Something with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name as its author writes it, or an address such as an id.
    pub text: String,
    /// Whether it is an address, for which readers are shown the title.
    pub is_address: bool,
    /// What readers are shown; empty for headings, which are known by their fragments.
    pub title: String,
    /// Its URL, relative to the site's root.
    pub url: String,
    /// Index of its document; none for topics.
    pub document: Option<usize>,
    /// Where it stands.
    pub span: Span,
    class: Class,
}

/// Which of two things with one name is rather meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Named,
    Heading,
    Topic,
}

/// All names of a guide. Empty where no document links by name.
#[derive(Clone, Debug, Default)]
pub struct Names {
    all: Vec<Name>,
    by_key: HashMap<String, Vec<usize>>,
}

/// What a name means from some place.
#[derive(Clone, Debug)]
pub struct Meant<'a> {
    /// What it leads to.
    pub name: &'a Name,
    /// Another thing that is just as near.
    pub also: Option<&'a Name>,
}

impl Names {
    /// The names of everything in `guide`, in reading order.
    pub(super) fn of(guide: &Guide) -> Self {
        let mut names = Self::default();
        for index in 0..guide.documents.len() {
            names.document(guide, index);
        }
        for (index, topic) in guide.topics.all.iter().enumerate() {
            let Some(url) = guide.list_url(Facet::Topic(index)) else {
                continue;
            };
            for text in std::iter::once(&topic.name).chain(&topic.synonyms) {
                names.push(Name {
                    text: text.clone(),
                    is_address: false,
                    title: topic.name.clone(),
                    url: url.to_owned(),
                    document: None,
                    span: Span::default(),
                    class: Class::Topic,
                });
            }
        }
        names
    }

    fn document(&mut self, guide: &Guide, index: usize) {
        let entry = &guide.documents[index];
        let document = &entry.document;
        let named = |text: &str, title: &str, url: String, span: Span| Name {
            text: text.to_owned(),
            is_address: false,
            title: title.to_owned(),
            url,
            document: Some(index),
            span,
            class: Class::Named,
        };
        let address = |name: Name| Name {
            is_address: true,
            ..name
        };
        let title = &document.title;
        let whole = |text: &str| named(text, title, entry.url.clone(), Span::default());
        self.push(whole(title));
        self.push(address(whole(stem(&document.path))));
        for alias in &document.meta.aliases {
            self.push(whole(alias));
        }
        for part in &document.parts {
            let words = plain_text(&part.title);
            if document.parts.len() > 1 && !part.anchor.is_empty() {
                let url = guide.question_url(index, &part.anchor);
                self.push(named(&words, &words, url, part.span));
            }
            for question in part.questions() {
                let words = question.title_text();
                let url = guide.question_url(index, &question.id.0);
                let name = named(&words, &words, url, question.title_span);
                self.push(address(Name {
                    text: question.id.to_string(),
                    ..name.clone()
                }));
                self.push(name);
            }
            match &part.body {
                PartBody::Glossary(glossary) => {
                    for term in &glossary.terms {
                        let words = plain_text(&term.name);
                        let url = guide.question_url(index, &term.anchor);
                        self.push(named(&words, &words, url, term.span));
                    }
                }
                PartBody::Playbook(playbook) => {
                    for item in &playbook.items {
                        if let PlaybookItem::Phase(phase) = item {
                            let words = plain_text(&phase.title);
                            let url = guide.question_url(index, &phase.anchor);
                            self.push(named(&words, &words, url, phase.span));
                        }
                    }
                }
                _ => {}
            }
        }
        for anchor in &document.facts.anchors {
            let at = anchor.offset as usize;
            self.push(Name {
                class: Class::Heading,
                ..named(
                    &anchor.slug,
                    "",
                    guide.question_url(index, &anchor.slug),
                    Span::new(at, at),
                )
            });
        }
    }

    fn push(&mut self, name: Name) {
        let key = key(&name.text);
        if key.is_empty() {
            return;
        }
        let known = self.by_key.entry(key).or_default();
        let there = known.iter().any(|index| {
            let other = &self.all[*index];
            other.url == name.url && (other.text == name.text || name.class != Class::Named)
        });
        if !there {
            known.push(self.all.len());
            self.all.push(name);
        }
    }

    /// What `text` means in the document `from`.
    pub fn find(&self, guide: &Guide, from: Option<usize>, text: &str) -> Option<Meant<'_>> {
        let known = self.by_key.get(&key(text))?;
        let mut found: Vec<&Name> = known.iter().map(|index| &self.all[*index]).collect();
        let wanted = folded(text);
        if found.iter().any(|name| folded(&name.text) == wanted) {
            found.retain(|name| folded(&name.text) == wanted);
        }
        let rank = |name: &Name| (distance(guide, from, name.document), name.class);
        // The first of the nearest, in reading order.
        let best = *found.iter().min_by_key(|name| rank(name))?;
        let also = found
            .iter()
            .copied()
            .find(|name| name.url != best.url && rank(name) == rank(best));
        Some(Meant { name: best, also })
    }

    /// The document that `text` names.
    pub(super) fn document_called(
        &self,
        guide: &Guide,
        from: Option<usize>,
        text: &str,
    ) -> Option<usize> {
        let known = self.by_key.get(&key(text))?;
        let documents = known.iter().filter_map(|index| {
            let name = &self.all[*index];
            let document = name.document?;
            (guide.documents[document].url == name.url).then_some(document)
        });
        documents.min_by_key(|document| distance(guide, from, Some(*document)))
    }

    /// The names that readers know, for those that are misspelt.
    pub fn titles(&self) -> impl Iterator<Item = &str> {
        let known = self.all.iter().filter(|name| name.class != Class::Heading);
        known.map(|name| name.text.as_str())
    }
}

/// How far away a document is.
fn distance(guide: &Guide, from: Option<usize>, to: Option<usize>) -> u8 {
    if let (Some(from), Some(to)) = (from, to)
        && guide.translations.for_reader(to, Some(from)) != to
    {
        return 3;
    }
    match (from, to) {
        (Some(from), Some(to)) if from == to => 0,
        (Some(from), Some(to)) if guide.documents[from].folder == guide.documents[to].folder => 1,
        _ => 2,
    }
}

/// A file's name without its ending; that of its folder for an index.
fn stem(path: &str) -> &str {
    if super::urls::is_index(path) {
        let folder = super::urls::folder_of(path);
        return folder.rsplit('/').next().unwrap_or(folder);
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What is alike in all spellings of a name.
pub(super) fn key(text: &str) -> String {
    text.chars()
        .filter(|character| character.is_alphanumeric() || matches!(character, '+' | '#'))
        .flat_map(char::to_lowercase)
        .collect()
}

fn folded(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").trim_end_matches(['?', '!', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{folded, key, stem};

    #[test]
    fn spellings_of_one_name_have_one_key() {
        assert_eq!(key("What is a read-write lock?"), "whatisareadwritelock");
        assert_eq!(
            key("what-is-a-read-write-lock"),
            key("What is a read-write lock?")
        );
        assert_ne!(key("C++"), key("C"));
        assert_eq!(folded("What  is\nSQL?"), "what is sql");
    }

    #[test]
    fn an_index_is_called_like_its_folder() {
        assert_eq!(stem("a/pools.md"), "pools");
        assert_eq!(stem("a/backend/README.md"), "backend");
        assert_eq!(stem("README.md"), "");
    }
}

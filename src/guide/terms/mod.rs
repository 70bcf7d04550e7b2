//! The terms of all glossaries, and the answers that use them.
//!
//! 1. Each glossary of a document that has not `glossary: false` gives its terms.
//! 2. [`Terms::find`] tells what a text says of them; pages link the first place of each term in
//!    an answer.
//! 3. Each answer is read once, when somebody asks what uses a term.

mod beginnings;
mod matcher;
mod names;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{Guide, Page, PageKey, tree};
use crate::config::Config;
use crate::model::prose::plain_text;
use crate::model::{
    Block, BlockKind, Inline, InlineKind, PartBody, Prose, Question, Term, Transcript,
    TranscriptItem,
};
pub use matcher::Found;
use matcher::Matcher;
use names::{Name, names};

/// The terms of a guide.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// The terms in reading order.
    pub all: Vec<GuideTerm>,
    /// Terms that are called alike: the second of two, and the first.
    pub doubles: Vec<(usize, usize)>,
    matcher: Matcher,
    /// What all answers say, when somebody has asked.
    read: OnceLock<Read>,
    /// For each document, its folder, and whether its answers are linked to terms.
    documents: Vec<(usize, bool)>,
}

/// What the answers of a guide say of its terms.
#[derive(Clone, Debug, Default)]
struct Read {
    /// For each term the entries whose answers use it.
    uses: Vec<Vec<usize>>,
    /// For each document what its answers say; none where one of them was not read.
    documents: Vec<Option<Said>>,
}

/// The texts that name terms, with their places. Pages look here instead of reading a text again.
type Said = FxHashMap<Box<str>, Vec<Found>>;

/// The answers to something that is asked.
struct Answer<'a> {
    entry: usize,
    document: usize,
    prose: Vec<&'a Prose>,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuideTerm {
    /// Index of the document.
    pub document: usize,
    /// Index of its part.
    pub part: usize,
    /// Index in the part's glossary.
    pub number: usize,
    /// URL with fragment of where it is explained, relative to the site's root.
    pub url: String,
}

impl Terms {
    /// The terms of the guide's documents, with what the answers of its entries use.
    pub(super) fn collect(guide: &Guide, config: &Config) -> Self {
        let mut terms = Self {
            matcher: Matcher::new(&config.language),
            documents: guide
                .documents
                .iter()
                .enumerate()
                .map(|(index, entry)| {
                    let own = entry.document.meta.glossary.unwrap_or(config.glossary);
                    // Terms are those of listed glossaries, which are in another language.
                    (entry.folder, own && guide.translations.is_listed(index))
                })
                .collect(),
            ..Self::default()
        };
        let mut known: BTreeMap<Name, usize> = BTreeMap::new();
        for document in tree::documents(&guide.folders) {
            let source = &guide.documents[document].document;
            if source.meta.glossary == Some(false) {
                continue;
            }
            for (part, body) in source.parts.iter().enumerate() {
                let PartBody::Glossary(glossary) = &body.body else {
                    continue;
                };
                let Some(page) = page_of(guide, document, part) else {
                    continue;
                };
                for (number, term) in glossary.terms.iter().enumerate() {
                    let index = terms.all.len();
                    let mut double = None;
                    for name in names(&plain_text(&term.name)) {
                        terms.matcher.add(index, &name);
                        let first = *known.entry(name).or_insert(index);
                        double = double.or((first != index).then_some(first));
                    }
                    terms.doubles.extend(double.map(|first| (index, first)));
                    terms.all.push(GuideTerm {
                        document,
                        part,
                        number,
                        url: format!("{page}#{}", term.anchor),
                    });
                }
            }
        }
        terms
    }

    /// Indices of the entries whose answers use a term, in reading order. Every answer is read when
    /// somebody asks for the first time.
    pub fn uses(&self, guide: &Guide, term: usize) -> &[usize] {
        // On one thread: whoever waits for it may be one of several that share the work of a build.
        let read = |answers: &[Answer<'_>]| answers.iter().map(|one| self.said(one)).collect();
        &self.read.get_or_init(|| self.read(guide, read)).uses[term]
    }

    /// Reads every answer now, on several threads.
    pub fn read_answers(&self, guide: &Guide) {
        let read = |answers: &[Answer<'_>]| answers.par_iter().map(|one| self.said(one)).collect();
        self.read.get_or_init(|| self.read(guide, read));
    }

    /// The texts of an answer that name terms.
    fn said(&self, answer: &Answer<'_>) -> Vec<(Box<str>, Vec<Found>)> {
        let mut said = Vec::new();
        for prose in &answer.prose {
            each_text(&prose.blocks, &mut |text| {
                let found = self.look(answer.document, text);
                if !found.is_empty() {
                    said.push((text.into(), found));
                }
            });
        }
        said
    }

    fn read(
        &self,
        guide: &Guide,
        read: impl FnOnce(&[Answer<'_>]) -> Vec<Vec<(Box<str>, Vec<Found>)>>,
    ) -> Read {
        let mut uses = vec![Vec::new(); self.all.len()];
        let mut documents = vec![Some(Said::default()); self.documents.len()];
        if self.all.is_empty() {
            return Read { uses, documents };
        }
        let entries: HashMap<(usize, &str), usize> = guide
            .entries
            .iter()
            .enumerate()
            .map(|(index, entry)| ((entry.document, &*entry.id.0), index))
            .collect();
        let mut answers = Vec::new();
        for (document, source) in guide.documents.iter().enumerate() {
            if !self.documents[document].1 {
                continue;
            }
            for (id, prose) in source.document.parts.iter().flat_map(answers_of) {
                match entries.get(&(document, id)) {
                    Some(entry) => answers.push(Answer {
                        entry: *entry,
                        document,
                        prose,
                    }),
                    None => documents[document] = None,
                }
            }
        }
        answers.sort_by_key(|answer| answer.entry);
        for (answer, said) in answers.iter().zip(read(&answers)) {
            let found = said.iter().flat_map(|(_, found)| found);
            let used: BTreeSet<usize> = found.map(|found| found.term).collect();
            for term in used {
                uses[term].push(answer.entry);
            }
            if let Some(known) = &mut documents[answer.document] {
                known.extend(said);
            }
        }
        Read { uses, documents }
    }

    /// A term as its author wrote it; `None` where `document` has no such glossary.
    pub fn source<'a>(&self, guide: &'a Guide, term: usize) -> Option<&'a Term> {
        let term = self.all.get(term)?;
        let document = &guide.documents[term.document].document;
        match &document.parts[term.part].body {
            PartBody::Glossary(glossary) => glossary.terms.get(term.number),
            _ => None,
        }
    }

    /// What a text in an answer of the document with the index `document` says of terms; nothing
    /// where the document wants none. Of terms that are called alike, those of the same document
    /// come first, then those of its folder.
    pub fn find(&self, document: usize, text: &str) -> Vec<Found> {
        let read = self.read.get();
        let Some(said) = read.and_then(|read| read.documents[document].as_ref()) else {
            return self.look(document, text);
        };
        let found = said.get(text).cloned().unwrap_or_default();
        debug_assert_eq!(
            found,
            self.look(document, text),
            "an answer's text was not read"
        );
        found
    }

    fn look(&self, document: usize, text: &str) -> Vec<Found> {
        let (folder, wanted) = self.documents[document];
        if !wanted {
            return Vec::new();
        }
        self.matcher.find(text, |term| {
            let of = self.all[term].document;
            (of != document, self.documents[of].0 != folder)
        })
    }
}

/// URL of the page that shows a glossary.
fn page_of(guide: &Guide, document: usize, part: usize) -> Option<&str> {
    let entry = &guide.documents[document];
    let pages = &guide.pages[entry.first_page..entry.first_page + entry.pages];
    let shown = |page: &&Page| {
        matches!(page.key, PageKey::Part { document: of, part: shown, .. }
            if of == document && shown == part)
    };
    pages.iter().find(shown).map(|page| page.url.as_str())
}

/// The answers of a part, by the id of what is asked.
fn answers_of(part: &crate::model::Part) -> Vec<(&str, Vec<&Prose>)> {
    match &part.body {
        PartBody::Transcript(transcript) => replies(transcript).collect(),
        _ => part
            .questions()
            .map(|question| (&*question.id.0, answers(question)))
            .collect(),
    }
}

/// The expected answer of a question, and those of its follow-ups.
fn answers(question: &Question) -> Vec<&Prose> {
    let own = question.answer.iter().map(|answer| &answer.prose);
    let others = question.follow_ups.iter();
    own.chain(others.filter_map(|follow_up| follow_up.answer.as_ref()))
        .collect()
}

fn replies(transcript: &Transcript) -> impl Iterator<Item = (&str, Vec<&Prose>)> {
    transcript.items.iter().filter_map(|item| match item {
        TranscriptItem::Exchange(exchange) => {
            let replies = exchange.replies.iter().map(|turn| &turn.prose).collect();
            Some((&*exchange.id.0, replies))
        }
        TranscriptItem::Prose(_) => None,
    })
}

/// Calls `visit` with every text in which terms are looked for: none of headings, of what names a
/// fold or a column, of code, formulas and links.
fn each_text(blocks: &[Block], visit: &mut impl FnMut(&str)) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) => each_text_in(content, visit),
            BlockKind::Table { rows, .. } => {
                for cell in rows.iter().flatten() {
                    each_text_in(cell, visit);
                }
            }
            BlockKind::Footnote { .. } => {}
            _ => {
                for inner in block.children() {
                    each_text(inner, visit);
                }
            }
        }
    }
}

fn each_text_in(content: &[Inline], visit: &mut impl FnMut(&str)) {
    for stretch in stretches(content) {
        match stretch {
            Stretch::Text(text, _) => visit(&text),
            Stretch::Inner(at) => each_text_in(content[at].children(), visit),
        }
    }
}

/// What of running text may hold terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// Words and line breaks that stand together, and the number of inlines behind the last one's.
    Text(String, std::ops::Range<usize>),
    /// The words inside the inline at this place.
    Inner(usize),
}

/// What of running text may hold terms, in order. Between raw tags of links, headings, keys and
/// code there is nothing.
pub fn stretches(content: &[Inline]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for (at, inline) in content.iter().enumerate() {
        match &inline.kind {
            InlineKind::Html(html) => {
                if let Some(name) = shut(html, "<") {
                    open.push(name);
                } else if let Some(name) = shut(html, "</")
                    && open.last() == Some(&name)
                {
                    open.pop();
                }
            }
            _ if !open.is_empty() => {}
            InlineKind::Text(_) | InlineKind::SoftBreak => {
                let words = match &inline.kind {
                    InlineKind::Text(words) => words,
                    _ => "\n",
                };
                match found.last_mut() {
                    Some(Stretch::Text(text, place)) if place.end == at => {
                        text.push_str(words);
                        place.end = at + 1;
                    }
                    _ => found.push(Stretch::Text(words.to_owned(), at..at + 1)),
                }
            }
            InlineKind::Emphasis(_) | InlineKind::Strong(_) | InlineKind::Strikethrough(_) => {
                found.push(Stretch::Inner(at));
            }
            _ => {}
        }
    }
    found
}

/// Whether no term is linked in raw elements of this name.
pub fn shuts_out_terms(name: &str) -> bool {
    SHUT.contains(&name)
}

/// Raw elements of links, headings, names, keys and code.
const SHUT: [&str; 16] = [
    "a", "button", "code", "dfn", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "pre", "samp",
    "summary", "th", "var",
];

/// The element that a raw tag begins (or ends), if no term may be linked in it.
fn shut(html: &str, start: &str) -> Option<&'static str> {
    let rest = html.strip_prefix(start)?;
    let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    SHUT.into_iter()
        .find(|name| rest[..length].eq_ignore_ascii_case(name))
}

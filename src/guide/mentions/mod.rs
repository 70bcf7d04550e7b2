//! What links to a question, an exchange, a term or a page: "Mentioned in".
//!
//! Made from the links of running text. Each source counts once for each of its targets; a few
//! are kept with the sentence around the link, the others are counted. Where the link stands in
//! something that is folded away, its sentence would tell what a reader has not unfolded yet, so
//! only the place is kept.

mod outgoing;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::links::{self, Resolution};
use super::sheet::Sheet;
use super::{Guide, tree};

pub(super) use outgoing::{Outgoing, outgoing};

/// So many mentions are kept of one thing: an index page that links to everything helps nobody.
pub const MOST: usize = 10;

/// One mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// URL of the place, relative to the site's root.
    pub url: String,
    /// Plain title of what stands there.
    pub title: String,
    /// The folded part that the link stands in.
    pub folded: Option<Folded>,
    /// The sentence, unless it is folded away or nothing but the link.
    pub sentence: Option<String>,
}

/// Parts that a reader unfolds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folded {
    /// The expected answer.
    Answer,
    /// A hint.
    Hint,
    /// The answer to a follow-up.
    FollowUp,
    /// What tells a good answer from a bad one.
    Rubric,
    /// Notes for the interviewer.
    Notes,
    /// What a candidate replied.
    Reply,
    /// A fold of the author's own.
    Fold,
}

impl Folded {
    /// The name that the theme has words for.
    pub fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Hint => "hint",
            Self::FollowUp => "follow-up",
            Self::Rubric => "rubric",
            Self::Notes => "notes",
            Self::Reply => "reply",
            Self::Fold => "fold",
        }
    }
}

/// The mentions of one thing, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentioned {
    /// The first of them.
    pub first: Vec<Mention>,
    /// How many more there are.
    pub more: usize,
}

/// All mentions, by what is mentioned.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    by_url: HashMap<String, Mentioned>,
}

impl Mentions {
    /// The mentions of what has this URL: a page, or with its fragment what stands on one.
    pub fn of(&self, url: &str) -> Option<&Mentioned> {
        self.by_url.get(url)
    }

    /// Gathers the mentions of a whole guide; `sheets` are those of its documents.
    pub(super) fn gather(guide: &Guide, sheets: &[Arc<Sheet>]) -> Self {
        let mut join = Join {
            guide,
            sheets,
            pages: HashMap::new(),
            seen: HashSet::new(),
            found: Self::default(),
        };
        if sheets.iter().any(|sheet| !sheet.outgoing.is_empty()) {
            let pages = guide.pages.iter().zip(0..);
            join.pages = pages.map(|(page, index)| (&*page.url, index)).collect();
        }
        for index in tree::documents(&guide.folders) {
            for outgoing in &sheets[index].outgoing {
                join.link(index, outgoing);
            }
        }
        join.found
    }
}

/// The links of all documents, put where they lead.
struct Join<'a> {
    guide: &'a Guide,
    sheets: &'a [Arc<Sheet>],
    /// Index of a page by its URL.
    pages: HashMap<&'a str, usize>,
    seen: HashSet<(String, String)>,
    found: Mentions,
}

impl Join<'_> {
    fn link(&mut self, document: usize, outgoing: &Outgoing) {
        let Resolution::Page(url) = links::resolve(self.guide, document, &outgoing.target) else {
            return;
        };
        if self.is_translation(document, &url) {
            return;
        }
        let owner = self.owner(&url).unwrap_or_else(|| page_of(&url).to_owned());
        let key = self.guide.question_url(document, &outgoing.key);
        let from = self.guide.question_url(document, &outgoing.fragment);
        let itself = owner == key || (!owner.contains('#') && owner == page_of(&from));
        if itself {
            return;
        }
        let mentioned = self.found.by_url.entry(owner.clone()).or_default();
        if !self.seen.insert((owner, key)) {
            return;
        }
        if mentioned.first.len() == MOST {
            mentioned.more += 1;
            return;
        }
        mentioned.first.push(Mention {
            url: from,
            title: outgoing.title.to_string(),
            folded: outgoing.folded,
            sentence: outgoing.sentence.clone(),
        });
    }

    /// Whether a URL leads to the same document in another language: everything else does, too.
    fn is_translation(&self, document: usize, url: &str) -> bool {
        let page = self.pages.get(page_of(url));
        let target = page.and_then(|page| self.guide.pages[*page].key.document());
        target.is_some_and(|target| self.guide.translations.are_one(document, target))
    }

    /// URL of what has mentions of its own, where the URL leads to a part of it.
    fn owner(&self, url: &str) -> Option<String> {
        let (page, id) = url.split_once('#')?;
        let page = *self.pages.get(page)?;
        let document = self.guide.pages[page].key.document()?;
        let first = self.guide.documents[document].first_page;
        let owner = self.sheets[document]
            .owners
            .get(&(page - first, Arc::from(id)))?;
        Some(self.guide.question_url(document, owner))
    }
}

fn page_of(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

//! What links to a question, an exchange, a term or a page: "Mentioned in".
//!
//! Made from the links of running text. Each source counts once for each of its targets; a few
//! are kept with the sentence around the link, the others are counted. Where the link stands in
//! something that is folded away, its sentence would tell what a reader has not unfolded yet, so
//! only the place is kept.

use std::collections::{HashMap, HashSet};

use super::links::{self, Resolution};
use super::sentence::around;
use super::{Guide, tree};
use crate::model::prose::plain_text;
use crate::model::{
    Block, BlockKind, Inline, InlineKind, PartBody, PlaybookItem, Prose, Question, ScenarioItem,
    TranscriptItem,
};

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

    /// Gathers the mentions of a whole guide.
    pub(super) fn gather(guide: &Guide) -> Self {
        let mut walk = Walk {
            guide,
            owners: owners(guide),
            document: 0,
            source: Source::default(),
            folded: None,
            seen: HashSet::new(),
            found: Self::default(),
        };
        for index in tree::documents(&guide.folders) {
            let document = &guide.documents[index].document;
            let inside = |target: &str| !target.contains("://");
            if document.facts.links.iter().any(|link| inside(&link.target)) {
                walk.document = index;
                walk.document();
            }
        }
        walk.found
    }
}

/// URLs of what has mentions of its own, with the URLs of its parts.
fn owners(guide: &Guide) -> HashMap<String, String> {
    let mut owners = HashMap::new();
    for (index, entry) in guide.documents.iter().enumerate() {
        for part in &entry.document.parts {
            for question in part.questions() {
                let url = guide.question_url(index, &question.id.0);
                for number in 1..=question.follow_ups.len() {
                    let id = format!("{}--follow-up-{number}", question.id);
                    owners.insert(guide.question_url(index, &id), url.clone());
                }
                owners.insert(url.clone(), url);
            }
            match &part.body {
                PartBody::Glossary(glossary) => {
                    for term in &glossary.terms {
                        let url = guide.question_url(index, &term.anchor);
                        owners.insert(url.clone(), url);
                    }
                }
                PartBody::Transcript(transcript) => {
                    for item in &transcript.items {
                        if let TranscriptItem::Exchange(exchange) = item {
                            let url = guide.question_url(index, &exchange.id.0);
                            owners.insert(url.clone(), url);
                        }
                    }
                }
                _ => {}
            }
        }
    }
    owners
}

/// What a link stands in.
#[derive(Clone, Debug, Default)]
struct Source {
    /// What it is known by: its URL without the place in it.
    key: String,
    url: String,
    title: String,
}

struct Walk<'a> {
    guide: &'a Guide,
    owners: HashMap<String, String>,
    document: usize,
    source: Source,
    folded: Option<Folded>,
    seen: HashSet<(String, String)>,
    found: Mentions,
}

impl<'a> Walk<'a> {
    fn document(&mut self) {
        let entry = &self.guide.documents[self.document];
        let document = &entry.document;
        for part in &document.parts {
            let words = plain_text(&part.title);
            let (url, title) = if document.parts.len() > 1 && !words.is_empty() {
                (self.url(&part.anchor), words)
            } else {
                (entry.url.clone(), document.title.clone())
            };
            let page = Source {
                key: url.clone(),
                url,
                title,
            };
            self.source = page.clone();
            self.words(&part.title);
            self.part(&part.body, &page);
        }
        self.source = Source {
            key: entry.url.clone(),
            url: entry.url.clone(),
            title: document.title.clone(),
        };
        self.blocks(&document.footnotes, false);
    }

    fn part(&mut self, body: &'a PartBody, page: &Source) {
        match body {
            PartBody::Questions(set) => {
                self.lead(&set.lead);
                for section in &set.sections {
                    self.source = self.at(page, &section.anchor);
                    self.words(&section.title);
                    self.lead(&section.lead);
                    for question in &section.questions {
                        self.question(question);
                    }
                }
            }
            PartBody::Scenario(scenario) => {
                for item in &scenario.items {
                    self.scenario_item(item, page);
                }
            }
            PartBody::Playbook(playbook) => {
                for item in &playbook.items {
                    self.playbook_item(item, page);
                }
            }
            PartBody::Transcript(transcript) => {
                for item in &transcript.items {
                    match item {
                        TranscriptItem::Prose(prose) => {
                            self.source = page.clone();
                            self.lead(prose);
                        }
                        TranscriptItem::Exchange(exchange) => {
                            self.own(&exchange.id.0, exchange.title_text());
                            self.blocks(&exchange.question.prose.blocks, false);
                            for turn in &exchange.replies {
                                self.folded(Folded::Reply, &turn.prose);
                            }
                        }
                    }
                }
            }
            PartBody::Glossary(glossary) => {
                self.lead(&glossary.lead);
                for term in &glossary.terms {
                    self.own(&term.anchor, plain_text(&term.name));
                    self.words(&term.name);
                    self.blocks(&term.definition.blocks, false);
                }
            }
            PartBody::Page(prose) => self.lead(prose),
        }
    }

    fn question(&mut self, question: &'a Question) {
        self.own(&question.id.0, question.title_text());
        self.words(&question.title);
        self.blocks(&question.prompt.blocks, false);
        for option in &question.options {
            self.blocks(&option.prose.blocks, false);
        }
        for hint in &question.hints {
            self.folded(Folded::Hint, hint);
        }
        if let Some(answer) = &question.answer {
            self.folded(Folded::Answer, &answer.prose);
        }
        let own = self.source.url.clone();
        for (index, follow_up) in question.follow_ups.iter().enumerate() {
            self.source.url = self.url(&format!("{}--follow-up-{}", question.id, index + 1));
            self.blocks(&follow_up.prompt.blocks, false);
            if let Some(answer) = &follow_up.answer {
                self.folded(Folded::FollowUp, answer);
            }
        }
        self.source.url = own;
        let rubric = &question.rubric;
        let lists = [&rubric.minimum, &rubric.strong, &rubric.red_flags];
        for list in lists.into_iter().flatten() {
            self.folded(Folded::Rubric, list);
        }
        self.folded(Folded::Notes, &question.notes);
    }

    fn scenario_item(&mut self, item: &'a ScenarioItem, page: &Source) {
        match item {
            ScenarioItem::Prose(prose) => {
                self.source = page.clone();
                self.lead(prose);
            }
            ScenarioItem::Role {
                anchor,
                facts,
                prose,
                ..
            } => {
                self.source = self.at(page, anchor);
                for fact in facts {
                    self.words(&fact.key);
                    self.words(&fact.value);
                }
                self.blocks(&prose.blocks, false);
            }
            ScenarioItem::Format(format) => {
                self.source = self.at(page, &format.anchor);
                for step in &format.steps {
                    self.words(&step.label);
                }
                self.blocks(&format.prose.blocks, false);
            }
            ScenarioItem::Question(question) => self.question(question),
            ScenarioItem::Evaluation(evaluation) => {
                self.source = self.at(page, &evaluation.anchor);
                self.blocks(&evaluation.lead.blocks, false);
                let lists = [&evaluation.pass, &evaluation.strong_pass, &evaluation.fail];
                for list in lists.into_iter().flatten() {
                    self.blocks(&list.prose.blocks, false);
                }
            }
        }
    }

    fn playbook_item(&mut self, item: &'a PlaybookItem, page: &Source) {
        match item {
            PlaybookItem::Prose(prose) => {
                self.source = page.clone();
                self.lead(prose);
            }
            PlaybookItem::Phase(phase) => {
                self.source = self.at(page, &phase.anchor);
                self.words(&phase.title);
                self.blocks(&phase.prose.blocks, false);
            }
            PlaybookItem::Strong(advice)
            | PlaybookItem::RedFlags(advice)
            | PlaybookItem::Do(advice)
            | PlaybookItem::Avoid(advice) => {
                self.source = self.at(page, &advice.anchor);
                self.blocks(&advice.prose.blocks, false);
            }
            PlaybookItem::Pairs(pairs) => {
                self.source = page.clone();
                for pair in pairs {
                    self.blocks(&pair.avoid.blocks, false);
                    self.blocks(&pair.say.blocks, false);
                }
            }
        }
    }

    fn url(&self, fragment: &str) -> String {
        self.guide.question_url(self.document, fragment)
    }

    /// A place on a page; the page itself when it has no fragment.
    fn at(&self, page: &Source, fragment: &str) -> Source {
        let mut source = page.clone();
        if !fragment.is_empty() {
            source.url = self.url(fragment);
        }
        source
    }

    /// From here on links stand in something that has mentions of its own.
    fn own(&mut self, fragment: &str, title: String) {
        let url = self.url(fragment);
        self.source = Source {
            key: url.clone(),
            url,
            title,
        };
    }

    fn folded(&mut self, part: Folded, prose: &'a Prose) {
        self.folded = Some(part);
        self.blocks(&prose.blocks, false);
        self.folded = None;
    }

    /// Prose of a page: the headings in it are the places.
    fn lead(&mut self, prose: &'a Prose) {
        self.blocks(&prose.blocks, true);
    }

    fn blocks(&mut self, blocks: &'a [Block], headings: bool) {
        for block in blocks {
            if let BlockKind::Heading { anchor, .. } = &block.kind
                && headings
                && !anchor.is_empty()
            {
                self.source.url = self.url(anchor);
            }
            for run in block.inline_runs() {
                self.words(run);
            }
            let before = self.folded;
            if matches!(block.kind, BlockKind::Details { .. }) && before.is_none() {
                self.folded = Some(Folded::Fold);
            }
            for children in block.children() {
                self.blocks(children, headings);
            }
            self.folded = before;
        }
    }

    /// The links of a run of words.
    fn words(&mut self, run: &'a [Inline]) {
        let mut open: Vec<&Inline> = run.iter().rev().collect();
        while let Some(inline) = open.pop() {
            if let InlineKind::Link { target, .. } = &inline.kind {
                self.link(run, inline, target);
            }
            open.extend(inline.children().iter().rev());
        }
    }

    fn link(&mut self, run: &[Inline], link: &Inline, target: &str) {
        let Resolution::Page(url) = links::resolve(self.guide, self.document, target) else {
            return;
        };
        let owner = match self.owners.get(&url) {
            Some(owner) => owner.clone(),
            None => url.split('#').next().unwrap_or(&url).to_owned(),
        };
        let page = |url: &str| url.split('#').next().unwrap_or(url).to_owned();
        let itself =
            owner == self.source.key || (!owner.contains('#') && owner == page(&self.source.url));
        if itself {
            return;
        }
        let mentioned = self.found.by_url.entry(owner.clone()).or_default();
        if !self.seen.insert((owner, self.source.key.clone())) {
            return;
        }
        if mentioned.first.len() == MOST {
            mentioned.more += 1;
            return;
        }
        mentioned.first.push(Mention {
            url: self.source.url.clone(),
            title: self.source.title.clone(),
            folded: self.folded,
            sentence: match self.folded {
                Some(_) => None,
                None => around(run, link),
            },
        });
    }
}

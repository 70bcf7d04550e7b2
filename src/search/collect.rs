//! The entries of one document: its parts walked through, and each piece of text put down as a
//! passage of the entry that it belongs to.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::entries::{Entry, EntryKind, Passage, Role};
use crate::guide::{Guide, GuideDocument};
use crate::markup;
use crate::model::prose::plain_text;
use crate::model::{
    Block, BlockKind, Document, Glossary, InlineKind, Level, Part, PartBody, Phase, Playbook,
    PlaybookItem, Prose, Question, Scenario, ScenarioItem, Transcript, TranscriptItem,
};

/// The entries of the document with this index.
pub(super) fn document(guide: &Guide, index: usize) -> Vec<Entry> {
    let entry = &guide.documents[index];
    let mut collector = Collector {
        guide,
        index,
        entry,
        top: String::new(),
        topics: FxHashMap::default(),
        all: Vec::new(),
    };
    for part in &entry.document.parts {
        collector.part(part);
    }
    collector.all
}

struct Collector<'a> {
    guide: &'a Guide,
    index: usize,
    entry: &'a GuideDocument,
    /// Fragment of the part's own heading.
    top: String,
    /// The topics that tags stand for: all questions of a document may have the same.
    topics: FxHashMap<&'a str, Option<usize>>,
    all: Vec<Entry>,
}

impl<'a> Collector<'a> {
    fn part(&mut self, part: &'a Part) {
        // Called as its page is.
        let document = &self.entry.document;
        let title = if part.title.is_empty() || document.parts.len() == 1 {
            self.document_title().to_owned()
        } else {
            plain_text(&part.title)
        };
        self.top.clone_from(&part.anchor);
        match &part.body {
            PartBody::Questions(set) => {
                self.prose(&title, &part.anchor, &set.lead);
                for section in &set.sections {
                    self.prose(&plain_text(&section.title), &section.anchor, &section.lead);
                    for question in &section.questions {
                        self.question(question);
                    }
                }
            }
            PartBody::Scenario(scenario) => self.scenario(&title, &part.anchor, scenario),
            PartBody::Playbook(playbook) => self.playbook(&title, &part.anchor, playbook),
            PartBody::Transcript(transcript) => self.transcript(&title, &part.anchor, transcript),
            PartBody::Glossary(glossary) => self.glossary(&title, &part.anchor, glossary),
            PartBody::Page(prose) => self.prose(&title, &part.anchor, prose),
        }
    }

    /// URL of the page that has a fragment, and the fragment's `id` there: empty for the page's top.
    fn place(&self, fragment: &str) -> (String, String) {
        let whole = |fragment| self.guide.anchor(self.index, fragment);
        // Parts of a question stand where the question does, whose own name may have dashes, too.
        let owner = || {
            let ends = fragment.rmatch_indices("--");
            ends.filter_map(|(end, _)| whole(&fragment[..end])).next()
        };
        match whole(fragment) {
            // A part's heading is the heading of its page.
            Some((url, _)) if fragment == self.top => (url.to_owned(), String::new()),
            Some((url, id)) => (url.to_owned(), id.to_owned()),
            None => {
                let url = owner().map_or(self.entry.url.as_str(), |(url, _)| url);
                (url.to_owned(), fragment.to_owned())
            }
        }
    }

    /// What the document's first page is called.
    fn document_title(&self) -> &str {
        if self.entry.url == "index.html" {
            &self.guide.title
        } else {
            &self.entry.document.title
        }
    }

    fn push(&mut self, kind: EntryKind, title: &str, anchor: &str, passages: Passages) {
        let guide = self.guide;
        let tags = &guide.documents[self.index].document.meta.tags;
        self.push_tagged(kind, title, anchor, passages, tags);
    }

    fn push_tagged(
        &mut self,
        kind: EntryKind,
        title: &str,
        anchor: &str,
        passages: Passages,
        tags: &'a [String],
    ) {
        let topics = self.topics(tags);
        let (url, anchor) = self.place(anchor);
        let mut all = Vec::with_capacity(passages.0.len() + 1);
        all.push(Passage {
            role: Role::Title,
            anchor,
            text: title.to_owned(),
        });
        for mut passage in passages.0 {
            // Long documents are cut into pages; footnotes stand where they are referred to.
            let footnote = passage.anchor.starts_with("fn-");
            let (other, anchor) = self.place(&passage.anchor);
            if other == url {
                passage.anchor = anchor;
            } else if !footnote {
                passage.anchor = format!("{other}#{anchor}");
            }
            all.push(passage);
        }
        let language = self.guide.translations.language(self.index);
        let language = language.unwrap_or_default();
        self.all.push(Entry {
            kind,
            url,
            title: title.to_owned(),
            document: self.document_title().to_owned(),
            language: language.to_owned(),
            level: "",
            topics,
            answered: None,
            rubric: false,
            passages: all,
        });
    }

    /// The topic that a tag stands for.
    fn topic(&mut self, tag: &'a str) -> Option<usize> {
        let topics = &self.guide.topics;
        *self.topics.entry(tag).or_insert_with(|| topics.of_tag(tag))
    }

    /// Tags, and everything else that their topics are called.
    fn tag_words(&mut self, tags: &'a [String]) -> String {
        let mut words: BTreeSet<&str> = tags.iter().map(String::as_str).collect();
        let topics = &self.guide.topics;
        for topic in tags.iter().filter_map(|tag| self.topic(tag)) {
            let topic = &topics.all[topic];
            words.insert(&topic.name);
            words.extend(topic.synonyms.iter().map(String::as_str));
        }
        words.into_iter().collect::<Vec<_>>().join(" ")
    }

    /// The topics that tags stand for.
    fn topics(&mut self, tags: &'a [String]) -> Vec<(String, String)> {
        let mut found: Vec<usize> = tags.iter().filter_map(|tag| self.topic(tag)).collect();
        found.sort_unstable();
        found.dedup();
        let topics = found.iter().map(|topic| &self.guide.topics.all[*topic]);
        topics
            .map(|topic| (topic.slug.clone(), topic.name.clone()))
            .collect()
    }

    fn question(&mut self, question: &'a Question) {
        let document: &'a Document = &self.entry.document;
        let id = question.id.to_string();
        let tags = document.tags_of(question);
        let mut passages = Passages::default();
        passages.words(Role::Tags, &id, self.tag_words(tags));
        let mut put = |role, anchor: &str, prose: &Prose| {
            passages.blocks(document, role, anchor, &prose.blocks);
        };
        put(Role::Prompt, &id, &question.prompt);
        for option in &question.options {
            put(Role::Choice, &id, &option.prose);
        }
        for (number, hint) in question.hints.iter().enumerate() {
            put(Role::Hint, &format!("{id}--hint-{}", number + 1), hint);
        }
        if let Some(answer) = &question.answer {
            put(Role::Answer, &format!("{id}--answer"), &answer.prose);
        }
        for (number, follow_up) in question.follow_ups.iter().enumerate() {
            let anchor = question.id.follow_up(number + 1);
            put(Role::FollowUp, &anchor, &follow_up.prompt);
            if let Some(answer) = &follow_up.answer {
                put(Role::FollowUpAnswer, &format!("{anchor}--answer"), answer);
            }
        }
        let rubric = [
            &question.rubric.minimum,
            &question.rubric.strong,
            &question.rubric.red_flags,
        ];
        for list in rubric.into_iter().flatten() {
            put(Role::Rubric, &format!("{id}--rubric"), list);
        }
        put(Role::Notes, &format!("{id}--notes"), &question.notes);
        let title = question.title_text();
        self.push_tagged(EntryKind::Question, &title, &id, passages, tags);
        if let Some(entry) = self.all.last_mut() {
            let level = document.level_of(question);
            entry.level = level.map_or("", Level::name);
            entry.answered = Some(question.is_answered());
            entry.rubric = !question.rubric.is_empty();
        }
    }

    fn scenario(&mut self, title: &str, anchor: &str, scenario: &'a Scenario) {
        let document: &Document = &self.entry.document;
        let mut passages = Passages::default();
        let mut questions = Vec::new();
        for item in &scenario.items {
            match item {
                ScenarioItem::Prose(prose) => {
                    passages.blocks(document, Role::Text, anchor, &prose.blocks);
                }
                ScenarioItem::Role {
                    anchor: own,
                    facts,
                    prose,
                    ..
                } => {
                    let mut text = String::new();
                    for fact in facts {
                        text.push_str(&plain_text(&fact.key));
                        text.push_str(": ");
                        text.push_str(&plain_text(&fact.value));
                        text.push_str(" · ");
                    }
                    passages.words(Role::Text, or(own, anchor), text);
                    passages.blocks(document, Role::Text, or(own, anchor), &prose.blocks);
                }
                ScenarioItem::Format(format) => {
                    let mut text = String::new();
                    for step in &format.steps {
                        text.push_str(&plain_text(&step.label));
                        text.push_str(" · ");
                    }
                    let own = or(&format.anchor, anchor);
                    passages.words(Role::Text, own, text);
                    passages.blocks(document, Role::Text, own, &format.prose.blocks);
                }
                ScenarioItem::Question(question) => questions.push(question),
                ScenarioItem::Evaluation(evaluation) => {
                    let own = or(&evaluation.anchor, anchor);
                    passages.blocks(document, Role::Text, own, &evaluation.lead.blocks);
                    for criteria in [&evaluation.pass, &evaluation.strong_pass, &evaluation.fail]
                        .into_iter()
                        .flatten()
                    {
                        passages.blocks(document, Role::Text, own, &criteria.prose.blocks);
                    }
                }
            }
        }
        self.push(EntryKind::Scenario, title, anchor, passages);
        for question in questions {
            self.question(question);
        }
    }

    fn playbook(&mut self, title: &str, anchor: &str, playbook: &Playbook) {
        // What stands between two headings belongs to the heading above it.
        let mut current = (EntryKind::Section, title.to_owned(), anchor.to_owned());
        let document: &Document = &self.entry.document;
        let mut passages = Passages::default();
        for item in &playbook.items {
            match item {
                PlaybookItem::Prose(prose) => {
                    for section in sections(prose) {
                        if let Some((title, own)) = section.heading {
                            let done =
                                std::mem::replace(&mut current, (EntryKind::Section, title, own));
                            self.flush(done, &mut passages);
                        }
                        passages.blocks(document, Role::Text, &current.2, section.blocks);
                    }
                }
                PlaybookItem::Phase(Phase {
                    title,
                    anchor,
                    prose,
                    ..
                }) => {
                    let next = (EntryKind::Phase, plain_text(title), anchor.clone());
                    let done = std::mem::replace(&mut current, next);
                    self.flush(done, &mut passages);
                    passages.blocks(document, Role::Text, &current.2, &prose.blocks);
                }
                PlaybookItem::Strong(advice)
                | PlaybookItem::RedFlags(advice)
                | PlaybookItem::Do(advice)
                | PlaybookItem::Avoid(advice) => {
                    let own = or(&advice.anchor, &current.2);
                    passages.words(Role::Text, own, plain_text(&advice.title));
                    passages.blocks(document, Role::Text, own, &advice.prose.blocks);
                }
                PlaybookItem::Pairs(pairs) => {
                    for pair in pairs {
                        passages.blocks(document, Role::Text, &current.2, &pair.avoid.blocks);
                        passages.blocks(document, Role::Text, &current.2, &pair.say.blocks);
                    }
                }
            }
        }
        self.flush(current, &mut passages);
    }

    fn flush(
        &mut self,
        (kind, title, anchor): (EntryKind, String, String),
        passages: &mut Passages,
    ) {
        self.push(kind, &title, &anchor, std::mem::take(passages));
    }

    fn transcript(&mut self, title: &str, anchor: &str, transcript: &Transcript) {
        self.push(EntryKind::Section, title, anchor, Passages::default());
        for item in &transcript.items {
            match item {
                TranscriptItem::Prose(prose) => self.prose(title, anchor, prose),
                TranscriptItem::Exchange(exchange) => {
                    let id = exchange.id.to_string();
                    let replies = format!("{id}--answer");
                    let document: &Document = &self.entry.document;
                    let mut passages = Passages::default();
                    let asked = &exchange.question.prose.blocks;
                    passages.blocks(document, Role::Prompt, &id, asked);
                    for turn in &exchange.replies {
                        passages.blocks(document, Role::Answer, &replies, &turn.prose.blocks);
                    }
                    self.push(EntryKind::Exchange, &exchange.title_text(), &id, passages);
                    if let Some(entry) = self.all.last_mut() {
                        entry.answered = Some(!exchange.replies.is_empty());
                    }
                }
            }
        }
    }

    fn glossary(&mut self, title: &str, anchor: &str, glossary: &Glossary) {
        self.prose(title, anchor, &glossary.lead);
        for term in &glossary.terms {
            let mut passages = Passages::default();
            let blocks = &term.definition.blocks;
            passages.blocks(&self.entry.document, Role::Text, &term.anchor, blocks);
            let name = plain_text(&term.name);
            self.push(EntryKind::Term, &name, &term.anchor, passages);
        }
    }

    /// Prose, section by section; what stands before the first heading belongs to `title`.
    fn prose(&mut self, title: &str, anchor: &str, prose: &Prose) {
        for section in sections(prose) {
            let (title, anchor) = section
                .heading
                .unwrap_or_else(|| (title.to_owned(), anchor.to_owned()));
            let mut passages = Passages::default();
            let document = &self.entry.document;
            passages.blocks(document, Role::Text, &anchor, section.blocks);
            if !title.is_empty() || !passages.0.is_empty() {
                self.push(EntryKind::Section, &title, &anchor, passages);
            }
        }
    }
}

fn or<'a>(anchor: &'a str, other: &'a str) -> &'a str {
    if anchor.is_empty() { other } else { anchor }
}

/// The passages of an entry, as they are found.
#[derive(Default)]
struct Passages(Vec<Passage>);

impl Passages {
    fn words(&mut self, role: Role, anchor: &str, text: String) {
        if !text.is_empty() {
            self.0.push(Passage {
                role,
                anchor: anchor.to_owned(),
                text,
            });
        }
    }

    /// Text, and the footnotes that it refers to, which stand at the foot of the page.
    fn blocks(&mut self, document: &Document, role: Role, anchor: &str, blocks: &[Block]) {
        self.words(role, anchor, words(blocks));
        if document.footnotes.is_empty() {
            return;
        }
        let mut numbers = BTreeSet::new();
        Prose::for_each_inline_in(blocks, &mut |inline| {
            if let InlineKind::FootnoteReference { number, .. } = &inline.kind {
                numbers.insert(*number);
            }
        });
        for footnote in &document.footnotes {
            if let BlockKind::Footnote { number, blocks, .. } = &footnote.kind
                && numbers.contains(number)
            {
                self.words(role, &format!("fn-{number}"), words(blocks));
            }
        }
    }
}

/// A stretch of prose under one heading.
struct ProseSection<'a> {
    /// The heading's words and fragment; nothing before the first heading.
    heading: Option<(String, String)>,
    /// What stands under it.
    blocks: &'a [Block],
}

/// Prose cut at its outermost headings.
fn sections(prose: &Prose) -> Vec<ProseSection<'_>> {
    let mut sections = Vec::new();
    let mut heading = None;
    let mut from = 0;
    for (at, block) in prose.blocks.iter().enumerate() {
        if let BlockKind::Heading {
            content, anchor, ..
        } = &block.kind
        {
            let next = Some((plain_text(content), anchor.clone()));
            sections.push(ProseSection {
                heading: std::mem::replace(&mut heading, next),
                blocks: &prose.blocks[from..at],
            });
            from = at + 1;
        }
    }
    sections.push(ProseSection {
        heading,
        blocks: &prose.blocks[from..],
    });
    sections
}

/// The words of blocks, those of raw HTML included.
fn words(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        block.push_plain_text(&mut text);
        Prose::for_each_block_in(std::slice::from_ref(block), &mut |block| {
            if let BlockKind::Html(source) = &block.kind {
                text.push(' ');
                text.push_str(&markup::text(source));
            }
        });
        text.push(' ');
    }
    text.truncate(text.trim_end().len());
    text
}

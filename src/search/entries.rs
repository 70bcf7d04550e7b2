//! What can be found: entries with their texts, as the guide has them.
//!
//! An entry is what a result shows: a question, an exchange, a phase, a term, a section of prose.
//! Its passages are the places inside it where words can stand; each knows its own fragment, so
//! that a result leads to the very place, and whether it is folded away.

use crate::guide::{Guide, GuideDocument};
use crate::model::prose::plain_text;
use crate::model::{
    Block, BlockKind, Document, Glossary, Part, PartBody, Phase, Playbook, PlaybookItem, Prose,
    Question, Scenario, ScenarioItem, Transcript, TranscriptItem,
};

/// What kind of thing an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// A question.
    Question,
    /// A mock interview as a whole: its role, its time, its criteria.
    Scenario,
    /// A phase of a playbook.
    Phase,
    /// A turn of an interviewer with its replies.
    Exchange,
    /// A term.
    Term,
    /// A section of prose.
    Section,
}

impl EntryKind {
    /// Every kind with its name, in the order of the numbers in the index.
    pub const NAMES: [(&'static str, Self); 6] = [
        ("question", Self::Question),
        ("scenario", Self::Scenario),
        ("phase", Self::Phase),
        ("exchange", Self::Exchange),
        ("term", Self::Term),
        ("section", Self::Section),
    ];
}

/// What a passage is; its number stands in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The entry's title.
    Title,
    /// Tags.
    Tags,
    /// What is asked.
    Prompt,
    /// A choice.
    Choice,
    /// A hint.
    Hint,
    /// The expected answer.
    Answer,
    /// A follow-up's prompt.
    FollowUp,
    /// A follow-up's answer.
    FollowUpAnswer,
    /// A list of the rubric.
    Rubric,
    /// Notes for the interviewer.
    Notes,
    /// Open text.
    Text,
}

impl Role {
    /// Every role, in the order of the numbers in the index.
    pub const ALL: [Self; 11] = [
        Self::Title,
        Self::Tags,
        Self::Prompt,
        Self::Choice,
        Self::Hint,
        Self::Answer,
        Self::FollowUp,
        Self::FollowUpAnswer,
        Self::Rubric,
        Self::Notes,
        Self::Text,
    ];

    /// Whether a reader has to unfold it first.
    pub fn is_folded(self) -> bool {
        matches!(
            self,
            Self::Hint | Self::Answer | Self::FollowUpAnswer | Self::Rubric | Self::Notes
        )
    }
}

/// A place inside an entry where words stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub role: Role,
    /// Its fragment.
    pub anchor: String,
    /// Its words.
    pub text: String,
}

/// Something that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What kind of thing it is.
    pub kind: EntryKind,
    /// URL of its page, relative to the site's root.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Title of its document.
    pub document: String,
    /// Its level, or empty.
    pub level: &'static str,
    /// Its tags.
    pub tags: Vec<String>,
    /// Whether it has an answer; `None` for what cannot have one.
    pub answered: Option<bool>,
    /// Whether it has a rubric.
    pub rubric: bool,
    /// The first is the title.
    pub passages: Vec<Passage>,
}

/// Everything that can be found in a guide, in reading order.
pub fn entries(guide: &Guide) -> Vec<Entry> {
    let mut all = Vec::new();
    for (index, entry) in guide.documents.iter().enumerate() {
        let mut collector = Collector {
            guide,
            index,
            entry,
            top: String::new(),
            all: &mut all,
        };
        for part in &entry.document.parts {
            collector.part(part);
        }
    }
    all
}

struct Collector<'a> {
    guide: &'a Guide,
    index: usize,
    entry: &'a GuideDocument,
    /// Fragment of the part's own heading.
    top: String,
    all: &'a mut Vec<Entry>,
}

impl Collector<'_> {
    fn part(&mut self, part: &Part) {
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
        let owner = fragment.split("--").next().unwrap_or(fragment);
        match (whole(fragment), whole(owner)) {
            // A part's heading is the heading of its page.
            (Some((url, _)), _) if fragment == self.top => (url.to_owned(), String::new()),
            (Some((url, id)), _) => (url.to_owned(), id.to_owned()),
            // Parts of a question stand where the question does.
            (None, Some((url, _))) => (url.to_owned(), fragment.to_owned()),
            (None, None) => (self.entry.url.clone(), fragment.to_owned()),
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

    fn push(&mut self, kind: EntryKind, title: &str, anchor: &str, passages: Vec<Passage>) {
        let (url, anchor) = self.place(anchor);
        let mut all = vec![Passage {
            role: Role::Title,
            anchor,
            text: title.to_owned(),
        }];
        for mut passage in passages {
            if passage.text.is_empty() {
                continue;
            }
            let (other, anchor) = self.place(&passage.anchor);
            // Long documents are cut into pages.
            passage.anchor = if other == url {
                anchor
            } else {
                format!("{other}#{anchor}")
            };
            all.push(passage);
        }
        self.all.push(Entry {
            kind,
            url,
            title: title.to_owned(),
            document: self.document_title().to_owned(),
            level: "",
            tags: Vec::new(),
            answered: None,
            rubric: false,
            passages: all,
        });
    }

    fn question(&mut self, question: &Question) {
        let document: &Document = &self.entry.document;
        let id = question.id.to_string();
        let tags = if question.tags.is_empty() {
            &document.meta.tags
        } else {
            &question.tags
        };
        let mut passages = vec![passage(Role::Tags, &id, tags.join(" "))];
        passages.push(passage(Role::Prompt, &id, question.prompt.plain_text()));
        for option in &question.options {
            passages.push(passage(Role::Choice, &id, option.prose.plain_text()));
        }
        for (number, hint) in question.hints.iter().enumerate() {
            let anchor = format!("{id}--hint-{}", number + 1);
            passages.push(passage(Role::Hint, &anchor, hint.plain_text()));
        }
        if let Some(answer) = &question.answer {
            passages.push(passage(
                Role::Answer,
                &format!("{id}--answer"),
                answer.prose.plain_text(),
            ));
        }
        for (number, follow_up) in question.follow_ups.iter().enumerate() {
            let anchor = format!("{id}--follow-up-{}", number + 1);
            passages.push(passage(
                Role::FollowUp,
                &anchor,
                follow_up.prompt.plain_text(),
            ));
            if let Some(answer) = &follow_up.answer {
                let anchor = format!("{anchor}--answer");
                passages.push(passage(Role::FollowUpAnswer, &anchor, answer.plain_text()));
            }
        }
        let rubric = [
            &question.rubric.minimum,
            &question.rubric.strong,
            &question.rubric.red_flags,
        ];
        for list in rubric.into_iter().flatten() {
            passages.push(passage(
                Role::Rubric,
                &format!("{id}--rubric"),
                list.plain_text(),
            ));
        }
        passages.push(passage(
            Role::Notes,
            &format!("{id}--notes"),
            question.notes.plain_text(),
        ));
        let title = question.title_text();
        self.push(EntryKind::Question, &title, &id, passages);
        if let Some(entry) = self.all.last_mut() {
            let level = question.level.or(document.meta.level);
            entry.level = level.map_or("", crate::model::Level::name);
            entry.tags.clone_from(tags);
            entry.answered = Some(question.is_answered());
            entry.rubric = !question.rubric.is_empty();
        }
    }

    fn scenario(&mut self, title: &str, anchor: &str, scenario: &Scenario) {
        let mut passages = Vec::new();
        let mut questions = Vec::new();
        for item in &scenario.items {
            match item {
                ScenarioItem::Prose(prose) => {
                    passages.push(passage(Role::Text, anchor, prose.plain_text()));
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
                    text.push_str(&prose.plain_text());
                    passages.push(passage(Role::Text, or(own, anchor), text));
                }
                ScenarioItem::Format(format) => {
                    let mut text = String::new();
                    for step in &format.steps {
                        text.push_str(&plain_text(&step.label));
                        text.push_str(" · ");
                    }
                    text.push_str(&format.prose.plain_text());
                    passages.push(passage(Role::Text, or(&format.anchor, anchor), text));
                }
                ScenarioItem::Question(question) => questions.push(question),
                ScenarioItem::Evaluation(evaluation) => {
                    let own = or(&evaluation.anchor, anchor);
                    passages.push(passage(Role::Text, own, evaluation.lead.plain_text()));
                    for criteria in [&evaluation.pass, &evaluation.strong_pass, &evaluation.fail]
                        .into_iter()
                        .flatten()
                    {
                        passages.push(passage(Role::Text, own, criteria.prose.plain_text()));
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
        let mut passages = Vec::new();
        for item in &playbook.items {
            match item {
                PlaybookItem::Prose(prose) => {
                    for section in sections(prose) {
                        if let Some((title, own)) = section.heading {
                            let done =
                                std::mem::replace(&mut current, (EntryKind::Section, title, own));
                            self.flush(done, &mut passages);
                        }
                        passages.push(passage(Role::Text, &current.2, section.text));
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
                    passages.push(passage(Role::Text, &current.2, prose.plain_text()));
                }
                PlaybookItem::Strong(advice)
                | PlaybookItem::RedFlags(advice)
                | PlaybookItem::Do(advice)
                | PlaybookItem::Avoid(advice) => {
                    let text = format!(
                        "{}: {}",
                        plain_text(&advice.title),
                        advice.prose.plain_text()
                    );
                    passages.push(passage(Role::Text, or(&advice.anchor, &current.2), text));
                }
                PlaybookItem::Pairs(pairs) => {
                    for pair in pairs {
                        let text =
                            format!("{} → {}", pair.avoid.plain_text(), pair.say.plain_text());
                        passages.push(passage(Role::Text, &current.2, text));
                    }
                }
            }
        }
        self.flush(current, &mut passages);
    }

    fn flush(
        &mut self,
        (kind, title, anchor): (EntryKind, String, String),
        passages: &mut Vec<Passage>,
    ) {
        self.push(kind, &title, &anchor, std::mem::take(passages));
    }

    fn transcript(&mut self, title: &str, anchor: &str, transcript: &Transcript) {
        self.push(EntryKind::Section, title, anchor, Vec::new());
        for item in &transcript.items {
            match item {
                TranscriptItem::Prose(prose) => self.prose(title, anchor, prose),
                TranscriptItem::Exchange(exchange) => {
                    let id = exchange.id.to_string();
                    let replies = format!("{id}--answer");
                    let mut passages = vec![passage(
                        Role::Prompt,
                        &id,
                        exchange.question.prose.plain_text(),
                    )];
                    for turn in &exchange.replies {
                        passages.push(passage(Role::Answer, &replies, turn.prose.plain_text()));
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
            let text = passage(Role::Text, &term.anchor, term.definition.plain_text());
            self.push(
                EntryKind::Term,
                &plain_text(&term.name),
                &term.anchor,
                vec![text],
            );
        }
    }

    /// Prose, section by section; what stands before the first heading belongs to `title`.
    fn prose(&mut self, title: &str, anchor: &str, prose: &Prose) {
        let mut current = (title.to_owned(), anchor.to_owned());
        let mut text = String::new();
        for section in sections(prose) {
            if let Some(heading) = section.heading {
                let (title, anchor) = std::mem::replace(&mut current, heading);
                self.section(&title, &anchor, std::mem::take(&mut text));
            }
            text.push_str(&section.text);
        }
        self.section(&current.0, &current.1, text);
    }

    fn section(&mut self, title: &str, anchor: &str, text: String) {
        if !title.is_empty() || !text.is_empty() {
            let passages = vec![passage(Role::Text, anchor, text)];
            self.push(EntryKind::Section, title, anchor, passages);
        }
    }
}

fn passage(role: Role, anchor: &str, text: String) -> Passage {
    Passage {
        role,
        anchor: anchor.to_owned(),
        text,
    }
}

fn or<'a>(anchor: &'a str, other: &'a str) -> &'a str {
    if anchor.is_empty() { other } else { anchor }
}

/// A stretch of prose under one heading.
struct ProseSection {
    /// The heading's words and fragment; nothing before the first heading.
    heading: Option<(String, String)>,
    /// What stands under it.
    text: String,
}

/// Prose cut at its outermost headings.
fn sections(prose: &Prose) -> Vec<ProseSection> {
    let mut sections = vec![ProseSection {
        heading: None,
        text: String::new(),
    }];
    for block in &prose.blocks {
        match &block.kind {
            BlockKind::Heading {
                content, anchor, ..
            } => sections.push(ProseSection {
                heading: Some((plain_text(content), anchor.clone())),
                text: String::new(),
            }),
            _ => {
                if let Some(section) = sections.last_mut() {
                    section.text.push_str(&words(block));
                    section.text.push(' ');
                }
            }
        }
    }
    sections
}

fn words(block: &Block) -> String {
    Prose::new(vec![block.clone()]).plain_text()
}

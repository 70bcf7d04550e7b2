//! Everything that is asked, in reading order: questions, exchanges of transcripts, and the
//! prompts of playbooks. Lists, topics and the browser's data are made of these.

use std::ops::Deref;
use std::sync::Arc;

use super::sheet::{Anchors, Sheet};
use super::topics::Tag;
use super::{Guide, topics, tree, urls};
use crate::config::TopicSetting;
use crate::model::prose::plain_text;
use crate::model::{
    Document, Inline, InlineKind, Level, Part, PartBody, PlaybookItem, Question, QuestionId,
    TranscriptItem,
};

/// Titles are cut at about this many characters: a conversation has none, only first words.
const LONGEST_TITLE: usize = 160;

/// What somebody asks, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Index of the document.
    pub document: usize,
    /// Indices of its topics, each once, in the author's order.
    pub topics: Vec<usize>,
    facts: Arc<EntryFacts>,
}

/// What the document alone says of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryFacts {
    /// What it is.
    pub kind: EntryKind,
    /// Its key.
    pub id: QuestionId,
    /// Number of its page among those of the document, from 0, and the `id` there.
    pub place: Option<(usize, Arc<str>)>,
    /// Its title.
    pub title: Vec<Run>,
    /// Its level, or the document's.
    pub level: Option<Level>,
    /// How long it should take.
    pub minutes: Option<u32>,
    /// Whether there is an answer.
    pub answered: bool,
}

impl Deref for Entry {
    type Target = EntryFacts;

    fn deref(&self) -> &EntryFacts {
        &self.facts
    }
}

impl EntryFacts {
    /// The words of its title.
    pub fn title_text(&self) -> String {
        self.title.iter().map(|run| run.text.as_str()).collect()
    }
}

#[cfg(test)]
impl Entry {
    /// A question about topics.
    pub(super) fn about(topics: Vec<usize>) -> Self {
        let facts = EntryFacts {
            kind: EntryKind::Question,
            id: QuestionId("q".into()),
            place: None,
            title: Vec::new(),
            level: None,
            minutes: None,
            answered: true,
        };
        Self {
            document: 0,
            topics,
            facts: Arc::new(facts),
        }
    }
}

impl Guide {
    /// URL with fragment of an entry, relative to the site's root.
    pub fn entry_url(&self, entry: &Entry) -> String {
        match self.entry_place(entry) {
            (url, Some(id)) => format!("{url}#{id}"),
            (url, None) => url.to_owned(),
        }
    }

    /// The page where an entry is, and the fragment of it there.
    pub fn entry_place<'a>(&'a self, entry: &'a Entry) -> (&'a str, Option<&'a str>) {
        let document = &self.documents[entry.document];
        match &entry.place {
            Some((page, id)) => {
                let url = &self.pages[document.first_page + page].url;
                (url, Some(&**id).filter(|id| !id.is_empty()))
            }
            None => (&document.url, None),
        }
    }
}

/// What a document asks, before anybody knows which topics there are.
#[derive(Debug)]
pub(super) struct Asked {
    facts: Arc<EntryFacts>,
    tags: Arc<[Tag]>,
}

/// The kinds of [`Entry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// A question of a set.
    Question,
    /// A question of a mock interview.
    Scenario,
    /// An exchange of a transcript.
    Exchange,
    /// What a playbook proposes to ask.
    Prompt,
}

impl EntryKind {
    /// Every kind with its name in addresses, in the order of the browser's data.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("question", Self::Question),
        ("scenario", Self::Scenario),
        ("exchange", Self::Exchange),
        ("prompt", Self::Prompt),
    ];

    /// The name in addresses.
    pub fn name(self) -> &'static str {
        Self::NAMES
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("question", |(name, _)| name)
    }
}

/// Words of a title in one face.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether they are code.
    pub code: bool,
}

/// The entries of all documents, and the topics they name.
pub(super) fn collect(
    guide: &Guide,
    settings: &[TopicSetting],
    sheets: &[Arc<Sheet>],
) -> (Vec<Entry>, topics::Topics) {
    let mut entries = Vec::new();
    let mut tags = topics::Collector::new(settings);
    for index in tree::documents(&guide.folders) {
        let folder = urls::folder_of(&guide.documents[index].document.path);
        for asked in &sheets[index].entries {
            entries.push(Entry {
                document: index,
                topics: tags.of(&asked.tags, folder),
                facts: Arc::clone(&asked.facts),
            });
        }
    }
    let topics = tags.finish(&mut entries);
    (entries, topics)
}

/// What a document asks, in reading order.
pub(super) fn of_document(document: &Document, anchors: &Anchors) -> Vec<Asked> {
    let mut asked = Vec::new();
    let common = Tag::all(&document.meta.tags);
    for part in &document.parts {
        of_part(document, part, anchors, &common, &mut asked);
    }
    asked
}

fn of_part(
    document: &Document,
    part: &Part,
    anchors: &Anchors,
    common: &Arc<[Tag]>,
    asked: &mut Vec<Asked>,
) {
    let mut plain = |kind, id: &QuestionId, fragment: &str, words: &str, answered| {
        let title = vec![Run {
            text: words.to_owned(),
            code: false,
        }];
        asked.push(Asked {
            facts: Arc::new(EntryFacts {
                kind,
                id: id.clone(),
                place: anchors.get(fragment).cloned(),
                title: shortened(title),
                level: document.meta.level,
                minutes: None,
                answered,
            }),
            tags: Arc::clone(common),
        });
    };
    match &part.body {
        PartBody::Questions(_) | PartBody::Scenario(_) => {
            let kind = match &part.body {
                PartBody::Scenario(_) => EntryKind::Scenario,
                _ => EntryKind::Question,
            };
            for question in part.questions() {
                asked.push(Asked {
                    facts: Arc::new(of_question(document, question, kind, anchors)),
                    tags: match question.tags.as_slice() {
                        [] => Arc::clone(common),
                        tags => Tag::all(tags),
                    },
                });
            }
        }
        PartBody::Transcript(transcript) => {
            for item in &transcript.items {
                if let TranscriptItem::Exchange(exchange) = item {
                    let id = &exchange.id;
                    let answered = !exchange.replies.is_empty();
                    let words = exchange.title_text();
                    plain(EntryKind::Exchange, id, &id.0, &words, answered);
                }
            }
        }
        PartBody::Playbook(playbook) => {
            for item in &playbook.items {
                if let PlaybookItem::Phase(phase) = item {
                    for prompt in &phase.prompts {
                        // A prompt has no element of its own: its words are part of the phase.
                        let (id, fragment) = (&prompt.id, &phase.anchor);
                        plain(EntryKind::Prompt, id, fragment, &prompt.text, false);
                    }
                }
            }
        }
        PartBody::Glossary(_) | PartBody::Page(_) => {}
    }
}

fn of_question(
    document: &Document,
    question: &Question,
    kind: EntryKind,
    anchors: &Anchors,
) -> EntryFacts {
    EntryFacts {
        kind,
        id: question.id.clone(),
        place: anchors.get(&*question.id.0).cloned(),
        title: shortened(runs(&question.title)),
        level: document.level_of(question),
        minutes: question.minutes,
        answered: question.is_answered(),
    }
}

/// The words of a title, code set apart.
fn runs(content: &[Inline]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for inline in content {
        match &inline.kind {
            InlineKind::Code(text) => push(&mut runs, text, true),
            _ if !inline.children().is_empty() => {
                for run in self::runs(inline.children()) {
                    push(&mut runs, &run.text, run.code);
                }
            }
            InlineKind::SoftBreak | InlineKind::HardBreak => push(&mut runs, " ", false),
            InlineKind::Text(text) => push(&mut runs, text, false),
            // Scripts cannot set formulas: their source stands apart, without its dollars.
            InlineKind::Math { tex, .. } => push(&mut runs, tex, true),
            _ => push(&mut runs, &plain_text(std::slice::from_ref(inline)), false),
        }
    }
    runs
}

fn push(runs: &mut Vec<Run>, text: &str, code: bool) {
    match runs.last_mut() {
        Some(last) if last.code == code => last.text.push_str(text),
        _ if text.is_empty() => {}
        _ => runs.push(Run {
            text: text.to_owned(),
            code,
        }),
    }
}

fn shortened(mut runs: Vec<Run>) -> Vec<Run> {
    let mut left = LONGEST_TITLE;
    for index in 0..runs.len() {
        let length = runs[index].text.chars().count();
        if length > left {
            let run = &mut runs[index];
            run.text = run.text.chars().take(left).collect();
            if let Some(end) = run.text.rfind(' ') {
                run.text.truncate(end);
            }
            runs.truncate(index + 1);
            push(&mut runs, "…", false);
            break;
        }
        left -= length;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_TITLE, Run, runs, shortened};
    use crate::model::{Inline, InlineKind};
    use crate::source::Span;

    #[test]
    fn formulas_are_set_apart_like_code() {
        let inline = |kind| Inline::new(Span::default(), kind);
        let title = [
            inline(InlineKind::Text("Why is it ".to_owned())),
            inline(InlineKind::Math {
                tex: "O(1)".to_owned(),
                display: false,
            }),
        ];
        assert_eq!(runs(&title), [run("Why is it ", false), run("O(1)", true)]);
    }

    fn run(text: &str, code: bool) -> Run {
        Run {
            text: text.to_owned(),
            code,
        }
    }

    #[test]
    fn long_titles_are_cut_between_words() {
        let long = "word ".repeat(LONGEST_TITLE / 5 + 3);
        let cut = shortened(vec![run("a", true), run(&long, false)]);
        assert_eq!(cut.len(), 2);
        assert_eq!(cut[0], run("a", true));
        assert!(cut[1].text.ends_with("word…"), "{}", cut[1].text);
        assert!(cut[1].text.chars().count() < LONGEST_TITLE);
        let short = vec![run("What does ", false), run("SELECT 1", true)];
        assert_eq!(shortened(short.clone()), short);
    }
}

//! The body of a page, by its kind, with the list of its contents.
//!
//! Longer than most files: one function for each kind of page.

use super::context::{
    Body, ContentsEntry, CriteriaContext, DocumentContext, FactContext, NotFoundContext,
    PairContext, PartCard, PlaybookContext, PlaybookItemContext, ProseContext, QuestionLink,
    QuestionsContext, ScenarioContext, ScenarioItemContext, SectionContext, StepContext,
    TranscriptContext, TranscriptItemContext, TurnContext,
};
use super::scope::PageScope;
use super::{glossary, home, lists, mentions, question, redirect, rows, topics};
use crate::config::Config;
use crate::guide::slices::{SetUnit, set_units};
use crate::guide::{Guide, PageKey, Slice};
use crate::model::playbook::Advice;
use crate::model::prose::plain_text;
use crate::model::title::capitalized;
use crate::model::{
    Document, Part, PartBody, Playbook, PlaybookItem, Prose, QuestionSet, Scenario, ScenarioItem,
    Transcript, TranscriptItem, Turn,
};

/// Titles in contents lists are cut at this many characters: a conversation has no titles.
const LONGEST_ENTRY: usize = 80;

/// The body of a page, and what its contents list shows.
pub(super) fn of_page(
    guide: &Guide,
    config: &Config,
    scope: &PageScope<'_>,
    key: &PageKey,
) -> (Body, Vec<ContentsEntry>) {
    match key {
        PageKey::Home(document) => home::body(scope, *document),
        PageKey::Folder(folder) => (Body::Folder(lists::folder(scope, *folder)), Vec::new()),
        PageKey::Front(document) => front(guide, scope, *document),
        PageKey::Part {
            document,
            part,
            slice,
        } => {
            let entry = &guide.documents[*document];
            let elsewhere = if scope.page == entry.first_page {
                elsewhere(guide, scope, *document)
            } else {
                Vec::new()
            };
            let part = &entry.document.parts[*part];
            of_part(scope, &entry.document, part, *slice, elsewhere)
        }
        PageKey::List { list, number } => (rows::body(scope, *list, *number), Vec::new()),
        PageKey::Topics(number) => (topics::body(scope, *number), Vec::new()),
        PageKey::Documents(number) => (lists::all_documents(scope, *number), Vec::new()),
        PageKey::Search => (Body::Search(rows::search(scope)), Vec::new()),
        PageKey::Redirect(index) => (redirect::body(scope, *index), Vec::new()),
        PageKey::NotFound => {
            let home = config.base_url.clone();
            (Body::NotFound(NotFoundContext { home }), Vec::new())
        }
    }
}

fn front(guide: &Guide, scope: &PageScope<'_>, index: usize) -> (Body, Vec<ContentsEntry>) {
    let entry = &guide.documents[index];
    let document = &entry.document;
    let mut html = String::new();
    let mut parts = Vec::new();
    for (part_index, part) in document.parts.iter().enumerate() {
        if part_index == 0
            && part.title.is_empty()
            && let PartBody::Page(prose) = &part.body
        {
            html = scope.prose(prose, 2);
            continue;
        }
        let page = (entry.first_page..entry.first_page + entry.pages).find(|page| {
            matches!(&guide.pages[*page].key, PageKey::Part { part, slice, .. }
                if *part == part_index && slice.number == 0)
        });
        let url = page.map_or(&entry.url, |page| &guide.pages[page].url);
        parts.push(PartCard {
            html: scope.label(&part.title),
            url: scope.relative(url),
            kind: part.kind().name().to_owned(),
            id: part.anchor.clone(),
            questions: part
                .questions()
                .map(|found| question::link(scope, index, found))
                .collect(),
        });
    }
    (Body::Document(DocumentContext { html, parts }), Vec::new())
}

/// Questions of a document that are not on its first page.
fn elsewhere(guide: &Guide, scope: &PageScope<'_>, index: usize) -> Vec<QuestionLink> {
    let entry = &guide.documents[index];
    if entry.pages < 2 {
        return Vec::new();
    }
    entry
        .document
        .questions()
        .filter(|found| {
            guide
                .anchor(index, &found.id.0)
                .is_some_and(|(url, _)| url != entry.url)
        })
        .map(|found| question::link(scope, index, found))
        .collect()
}

fn of_part(
    scope: &PageScope<'_>,
    document: &Document,
    part: &Part,
    slice: Slice,
    elsewhere: Vec<QuestionLink>,
) -> (Body, Vec<ContentsEntry>) {
    match &part.body {
        PartBody::Questions(set) => questions(scope, document, set, slice, elsewhere),
        PartBody::Scenario(found) => scenario(scope, document, found, slice),
        PartBody::Playbook(found) => playbook(scope, found, slice),
        PartBody::Transcript(found) => transcript(scope, document, found, slice),
        PartBody::Glossary(found) => glossary::body(scope, found),
        PartBody::Page(prose) => {
            let shown = Prose::new(prose.blocks[slice.from..slice.to].to_vec());
            let contents = headings(scope, &shown);
            let html = scope.prose(&shown, 2);
            (Body::Page(ProseContext { html, elsewhere }), contents)
        }
    }
}

fn entry(html: String, id: &str) -> ContentsEntry {
    ContentsEntry {
        html,
        url: format!("#{id}"),
        children: Vec::new(),
    }
}

/// The two topmost levels of headings.
fn headings(scope: &PageScope<'_>, prose: &Prose) -> Vec<ContentsEntry> {
    let found: Vec<_> = prose
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            crate::model::BlockKind::Heading {
                level,
                content,
                anchor,
            } => Some((*level, content, anchor)),
            _ => None,
        })
        .collect();
    let top = found.iter().map(|(level, ..)| *level).min().unwrap_or(0);
    let mut contents: Vec<ContentsEntry> = Vec::new();
    for (level, content, anchor) in found {
        let line = entry(scope.label(content), anchor);
        match contents.last_mut() {
            Some(last) if level > top => last.children.push(line),
            _ => contents.push(line),
        }
    }
    contents
}

fn questions(
    scope: &PageScope<'_>,
    document: &Document,
    set: &QuestionSet,
    slice: Slice,
    elsewhere: Vec<QuestionLink>,
) -> (Body, Vec<ContentsEntry>) {
    let units = set_units(set);
    let units = &units[slice.from..slice.to];
    let first = slice.number == 0;
    let mut contents = if first {
        headings(scope, &set.lead)
    } else {
        Vec::new()
    };
    let mut sections: Vec<SectionContext> = Vec::new();
    let mut position = 0;
    let mut answered = 0;
    let mut current = None;
    for unit in units {
        let (index, with_head) = match unit {
            SetUnit::Section(index) => (*index, true),
            SetUnit::Question(section, _) => (*section, false),
        };
        let section = &set.sections[index];
        if current != Some(index) {
            current = Some(index);
            let titled = !section.title.is_empty();
            sections.push(SectionContext {
                id: if with_head {
                    section.anchor.clone()
                } else {
                    String::new()
                },
                title_html: scope.inline(&section.title),
                html: if with_head {
                    scope.prose(&section.lead, if titled { 3 } else { 2 })
                } else {
                    String::new()
                },
                questions: Vec::new(),
            });
            if titled && with_head {
                contents.push(entry(scope.label(&section.title), &section.anchor));
            } else if titled && let SetUnit::Question(_, number) = unit {
                // The section goes on from the page before: its first question here stands for it.
                let first = &section.questions[*number];
                contents.push(entry(scope.label(&section.title), &first.id.0));
            }
        }
        if let SetUnit::Question(_, number) = unit {
            let question = &section.questions[*number];
            position += 1;
            answered += usize::from(question.is_answered());
            let context = question::context(scope, document, question, position, 3);
            let line = entry(scope.label(&question.title), &question.id.0);
            let titled = !section.title.is_empty();
            match contents.last_mut() {
                Some(last) if titled => last.children.push(line),
                _ => contents.push(line),
            }
            if let Some(open) = sections.last_mut() {
                open.questions.push(context);
            }
        }
    }
    if !contents_fit(&contents) {
        contents.clear();
    }
    let html = if first {
        scope.prose(&set.lead, 2)
    } else {
        String::new()
    };
    let body = Body::Questions(QuestionsContext {
        html,
        sections,
        elsewhere,
        questions: position,
        answered,
    });
    (body, contents)
}

/// A contents list of one line helps nobody.
fn contents_fit(contents: &[ContentsEntry]) -> bool {
    contents.len() > 1 || contents.iter().any(|entry| !entry.children.is_empty())
}

fn scenario(
    scope: &PageScope<'_>,
    document: &Document,
    scenario: &Scenario,
    slice: Slice,
) -> (Body, Vec<ContentsEntry>) {
    let mut contents = Vec::new();
    let mut position = 0;
    let items = scenario.items[slice.from..slice.to]
        .iter()
        .map(|item| match item {
            ScenarioItem::Prose(prose) => {
                contents.extend(headings(scope, prose));
                ScenarioItemContext::Prose {
                    html: scope.prose(prose, 2),
                }
            }
            ScenarioItem::Role {
                anchor,
                facts,
                prose,
                ..
            } => {
                contents.extend(named(scope, &scope.words.role, anchor));
                ScenarioItemContext::Role {
                    id: anchor.clone(),
                    facts: facts
                        .iter()
                        .map(|fact| FactContext {
                            key_html: scope.inline(&fact.key),
                            value_html: scope.inline(&fact.value),
                        })
                        .collect(),
                    html: scope.prose(prose, 3),
                }
            }
            ScenarioItem::Format(format) => {
                contents.extend(named(scope, &scope.words.format, &format.anchor));
                let minutes = format.minutes();
                ScenarioItemContext::Format {
                    id: format.anchor.clone(),
                    minutes,
                    steps: format
                        .steps
                        .iter()
                        .map(|step| StepContext {
                            minutes: step.minutes,
                            percent: percent(step.minutes, minutes),
                            html: scope.inline(&step.label),
                        })
                        .collect(),
                    html: scope.prose(&format.prose, 3),
                }
            }
            ScenarioItem::Question(found) => {
                position += 1;
                contents.push(entry(scope.label(&found.title), &found.id.0));
                ScenarioItemContext::Question(Box::new(question::context(
                    scope, document, found, position, 3,
                )))
            }
            ScenarioItem::Evaluation(evaluation) => {
                contents.extend(named(scope, &scope.words.evaluation, &evaluation.anchor));
                ScenarioItemContext::Evaluation {
                    id: evaluation.anchor.clone(),
                    html: scope.prose(&evaluation.lead, 3),
                    criteria: [
                        ("pass", &evaluation.pass),
                        ("strong-pass", &evaluation.strong_pass),
                        ("fail", &evaluation.fail),
                    ]
                    .into_iter()
                    .filter_map(|(verdict, criteria)| Some((verdict, criteria.as_ref()?)))
                    .map(|(verdict, criteria)| CriteriaContext {
                        verdict: verdict.to_owned(),
                        label_html: scope.inline(&criteria.label),
                        html: scope.prose(&criteria.prose, 4),
                    })
                    .collect(),
                }
            }
        })
        .collect();
    (Body::Scenario(ScenarioContext { items }), contents)
}

/// The line of a part whose heading the interface names; nothing when it has no fragment.
fn named(scope: &PageScope<'_>, words: &str, anchor: &str) -> Option<ContentsEntry> {
    let words = crate::model::Inline::text(crate::source::Span::default(), words);
    (!anchor.is_empty()).then(|| entry(scope.label(&[words]), anchor))
}

/// Share of the whole in per cent, rounded, at least 1.
fn percent(part: u32, whole: u32) -> u32 {
    let (part, whole) = (u64::from(part), u64::from(whole.max(1)));
    let share = (part * 200 + whole) / (whole * 2);
    u32::try_from(share.clamp(1, 100)).unwrap_or(100)
}

fn playbook(
    scope: &PageScope<'_>,
    playbook: &Playbook,
    slice: Slice,
) -> (Body, Vec<ContentsEntry>) {
    let mut contents = Vec::new();
    let (mut minutes_from, mut minutes_to) = (0, 0);
    let advice = |sense: &str, advice: &Advice| PlaybookItemContext::Advice {
        sense: sense.to_owned(),
        id: advice.anchor.clone(),
        title_html: scope.inline(&advice.title),
        html: scope.prose(&advice.prose, 4),
    };
    let items = playbook.items[slice.from..slice.to]
        .iter()
        .map(|item| match item {
            PlaybookItem::Prose(prose) => {
                contents.extend(headings(scope, prose));
                PlaybookItemContext::Prose {
                    html: scope.prose(prose, 2),
                }
            }
            PlaybookItem::Phase(phase) => {
                minutes_from += phase.minutes.0;
                minutes_to += phase.minutes.1;
                contents.push(entry(scope.label(&phase.title), &phase.anchor));
                PlaybookItemContext::Phase {
                    id: phase.anchor.clone(),
                    title_html: scope.inline(&phase.title),
                    label: plain_text(&phase.title),
                    minutes_from: phase.minutes.0,
                    minutes_to: phase.minutes.1,
                    html: scope.prose(&phase.prose, 3),
                }
            }
            PlaybookItem::Strong(found) => advice("strong", found),
            PlaybookItem::RedFlags(found) => advice("red-flags", found),
            PlaybookItem::Do(found) => advice("do", found),
            PlaybookItem::Avoid(found) => advice("avoid", found),
            PlaybookItem::Pairs(pairs) => PlaybookItemContext::Pairs {
                pairs: pairs
                    .iter()
                    .map(|pair| PairContext {
                        avoid_html: scope.prose(&pair.avoid, 4),
                        say_html: scope.prose(&pair.say, 4),
                    })
                    .collect(),
            },
        })
        .collect();
    let body = Body::Playbook(PlaybookContext {
        items,
        minutes_from,
        minutes_to,
    });
    (body, contents)
}

fn transcript(
    scope: &PageScope<'_>,
    document: &Document,
    transcript: &Transcript,
    slice: Slice,
) -> (Body, Vec<ContentsEntry>) {
    let mut contents: Vec<ContentsEntry> = Vec::new();
    // Whether a heading stands above: what is said below it is listed below it.
    let mut headed = false;
    let turn = |turn: &Turn| {
        let speaker = &transcript.speakers[turn.speaker];
        TurnContext {
            // `interviewer` is shown as `Interviewer`.
            speaker: capitalized(&speaker.name),
            role: match speaker.role {
                crate::model::SpeakerRole::Interviewer => "interviewer",
                crate::model::SpeakerRole::Candidate => "candidate",
            }
            .to_owned(),
            html: scope.prose(&turn.prose, 4),
        }
    };
    let items = transcript.items[slice.from..slice.to]
        .iter()
        .map(|item| match item {
            TranscriptItem::Prose(prose) => {
                let found = headings(scope, prose);
                headed |= !found.is_empty();
                contents.extend(found);
                TranscriptItemContext::Prose {
                    html: scope.prose(prose, 2),
                }
            }
            TranscriptItem::Exchange(exchange) => {
                let title = shorten(&exchange.title_text());
                let words = crate::model::Inline::text(exchange.span, title);
                let line = entry(scope.label(&[words]), &exchange.id.0);
                match contents.last_mut().filter(|_| headed) {
                    Some(heading) => heading.children.push(line),
                    None => contents.push(line),
                }
                TranscriptItemContext::Exchange {
                    id: exchange.id.to_string(),
                    replies_id: format!("{}--answer", exchange.id),
                    question: turn(&exchange.question),
                    replies: exchange.replies.iter().map(turn).collect(),
                    mentions: mentions::here(scope, &exchange.id.0),
                    edit_url: scope.edit_url(document, exchange.span.start),
                }
            }
        })
        .collect();
    (Body::Transcript(TranscriptContext { items }), contents)
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= LONGEST_ENTRY {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(LONGEST_ENTRY).collect();
    if let Some(end) = short.rfind(' ') {
        short.truncate(end);
    }
    short.truncate(short.trim_end_matches(['.', ',', ';', ':']).len());
    short.push('…');
    short
}

//! The blocks of a file, understood: which kind it is, and its parts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::anchors::{Anchors, document_slug};
use super::answer_key::{self, Key};
use super::forms::turns::{self, Turns};
use super::front_matter::FrontMatter;
use super::label_lines::{open_quotes, split_label_lines, split_label_lists};
use super::lift::lift;
use super::outline::Outline;
use super::parts::{Parts, html_id, title_words};
use super::questions::{self, Found, Hints};
use super::titles::{
    Heading, name_on_top, only_question, starts_with_part, take_html_title, take_title,
    title_from_path,
};
use super::{
    boilerplate, carriers, ends, facts, footnotes, glossary, playbook, question_set, scenario,
    transcript, unlabelled,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::prose::plain_text;
use crate::model::{
    AnswersAre, Block, BlockKind, Document, Dropped, DroppedKind, Form, Kind, Meta, Part, PartBody,
    Prose, Reading,
};
use crate::source::{LineIndex, SourceFile, Span};

/// What is known of a file before its blocks are looked at.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    /// The file was plain text.
    pub plain_text: bool,
    /// Number of edits that repaired it.
    pub repairs: u32,
    /// It lies among files that are one question each.
    pub whole_file: bool,
}

/// Builds the document of a file.
pub(super) fn build(
    file: &SourceFile,
    front: FrontMatter,
    mut blocks: Vec<Block>,
    before: Before,
    diagnostics: &mut Vec<Diagnostic>,
) -> Document {
    let meta = front.meta;
    let footnotes = footnotes::extract(&mut blocks);
    let mut anchors = Anchors::new(&mut blocks);
    let mut facts = facts::collect(file, &blocks, diagnostics);
    let notes = facts::collect(file, &footnotes, diagnostics);
    facts.links.extend(notes.links);
    facts.languages.extend(notes.languages);
    facts.formulas.extend(notes.formulas);
    let mut dropped = boilerplate::drop(&mut blocks);
    for item in &dropped {
        anchors.detach(item.span);
    }
    let settled = is_settled(&meta);
    if !settled && (before.whole_file || starts_with_part(&blocks)) {
        name_on_top(&meta, &file.path, &mut blocks);
    }
    open_quotes(&mut blocks);
    split_label_lists(&mut blocks);
    split_label_lines(&mut blocks);
    let turns = conversation(&meta, &mut blocks);
    let authored = anchors.authored.clone();
    let (blocks, outline, mut found) =
        find_questions(&meta, blocks, &authored, before, turns.is_some());
    let ends = ends::close(&mut found, &blocks);
    let bodies_are_answers = match meta.answers {
        Some(place) => place == AnswersAre::Below,
        None => unlabelled::bodies_are_answers(&blocks, &outline, &found),
    };
    let mut slots: Vec<Option<Block>> = blocks.into_iter().map(Some).collect();
    for end in ends {
        slots[end] = None;
    }
    let mut key = Key::new();
    if !settled && let Some((entries, span)) = answer_key::take(&mut slots, &outline, &mut found) {
        key = entries;
        dropped.push(Dropped {
            kind: DroppedKind::AnswerKey,
            span,
        });
        anchors.detach(span);
    }
    let mut parts = Parts {
        file: &file.id,
        document: document_slug(&file.path),
        slots,
        key,
        outline: &outline,
        found: &found,
        anchors: &mut anchors,
        dropped: &mut dropped,
        diagnostics,
        bodies_are_answers,
        settled: meta.question_level.is_some()
            || matches!(meta.kind, Some(Kind::Questions | Kind::Scenario)),
        plain_text: before.plain_text,
    };
    let (mut heading, start) = take_title(&mut parts);
    let named = meta.title.as_deref();
    heading.renamed = named.is_some_and(|title| title != plain_text(&heading.words));
    let kind = kind(&meta, front.kind, &mut parts, turns.as_ref(), &found);
    let level = reading_level(kind, &found);
    let why = reading_why(kind, &meta, &found, turns.as_ref());
    let form = match kind {
        Kind::Transcript => Form::Labelled,
        Kind::Questions | Kind::Scenario => found.form.unwrap_or(Form::Prose),
        _ if before.plain_text => Form::PlainText,
        _ => Form::Prose,
    };
    let title = meta
        .title
        .clone()
        .or_else(|| {
            let words = plain_text(&heading.words);
            (!words.is_empty()).then_some(words)
        })
        .or_else(|| take_html_title(&mut parts))
        .or_else(|| only_question(&parts))
        .unwrap_or_else(|| title_from_path(&file.path));
    let document_parts = read_parts(&mut parts, kind, turns.as_ref(), heading, start);
    let mut list = std::mem::take(&mut anchors.anchors);
    list.sort_by_key(|anchor| anchor.offset);
    list.shrink_to_fit();
    facts.anchors = list;
    dropped.sort_by_key(|item| item.span);
    Document {
        file: file.id.clone(),
        path: Arc::clone(&file.path),
        size: u32::try_from(file.text.len()).unwrap_or(u32::MAX),
        lines: LineIndex::new(&file.text),
        meta,
        title,
        parts: document_parts,
        footnotes,
        facts,
        reading: Reading {
            form,
            level,
            why,
            dropped,
            repairs: before.repairs,
        },
    }
}

fn conversation(meta: &Meta, blocks: &mut Vec<Block>) -> Option<Turns> {
    match meta.kind {
        Some(Kind::Transcript) | None => {}
        Some(_) => return None,
    }
    let turns = turns::recognise(blocks, meta.kind == Some(Kind::Transcript))?;
    turns::split_turn_lines(blocks, &turns.speakers);
    Some(turns)
}

/// Whether front matter says all there is to say: the file holds questions, and these are they.
fn is_settled(meta: &Meta) -> bool {
    let kind = matches!(meta.kind, Some(Kind::Questions | Kind::Scenario));
    kind && meta.question_level.is_some()
}

/// Finds the questions: those with headings first, then those that other blocks carry, which are
/// put on the top level.
fn find_questions(
    meta: &Meta,
    blocks: Vec<Block>,
    authored: &BTreeMap<u32, String>,
    before: Before,
    conversation: bool,
) -> (Vec<Block>, Outline, Found) {
    let outline = Outline::new(&blocks, authored, &[]);
    let wanted = matches!(meta.kind, None | Some(Kind::Questions | Kind::Scenario));
    if !wanted || conversation {
        return (blocks, outline, Found::default());
    }
    let known = hints(meta, &outline, before);
    let found = questions::find(&outline, blocks.len(), &known);
    if known.settled && !found.items.is_empty() {
        return (blocks, outline, found);
    }
    let carriers = carriers::find(&blocks, &outline, &found, &known);
    if carriers.is_empty() {
        return (blocks, outline, found);
    }
    let (blocks, lifted) = lift(blocks, &carriers);
    let outline = Outline::new(&blocks, authored, &lifted);
    let known = hints(meta, &outline, before);
    let mut found = questions::find(&outline, blocks.len(), &known);
    found.add(&outline, &lifted);
    (blocks, outline, found)
}

fn hints(meta: &Meta, outline: &Outline, before: Before) -> Hints {
    let phases = playbook::phases(outline);
    let timed = if meta.kind.is_none() && phases.len() >= 2 {
        // What holds the phases is no question either.
        let above = |index: usize| {
            std::iter::successors(outline.heads[index].parent, |above| {
                outline.heads[*above].parent
            })
        };
        let parents: Vec<usize> = phases.iter().flat_map(|index| above(*index)).collect();
        phases.into_iter().chain(parents).collect()
    } else {
        BTreeSet::new()
    };
    Hints {
        level: meta.question_level,
        settled: is_settled(meta),
        certain: before.plain_text || meta.kind == Some(Kind::Questions),
        plain_text: before.plain_text,
        timed,
        whole_file: before.whole_file,
    }
}

fn kind(
    meta: &Meta,
    written: Option<Span>,
    parts: &mut Parts<'_>,
    turns: Option<&Turns>,
    found: &Found,
) -> Kind {
    let scenarios = !scenario::containers(parts, meta.kind == Some(Kind::Scenario)).is_empty();
    let phases = playbook::phases(parts.outline).len();
    let terms = glossary::looks_like_one(parts.slots.iter().flatten());
    let seen = if turns.is_some() {
        Kind::Transcript
    } else if scenarios {
        Kind::Scenario
    } else if !found.items.is_empty() {
        Kind::Questions
    } else if phases >= 2 {
        Kind::Playbook
    } else if terms {
        Kind::Glossary
    } else {
        Kind::Page
    };
    match meta.kind {
        None => seen,
        Some(Kind::Page) => Kind::Page,
        Some(wanted) => {
            let possible = match wanted {
                Kind::Transcript => turns.is_some(),
                Kind::Scenario => scenarios || !found.items.is_empty(),
                Kind::Questions => !found.items.is_empty(),
                Kind::Playbook | Kind::Glossary | Kind::Page => true,
            };
            if possible {
                wanted
            } else {
                let needed = match wanted {
                    Kind::Transcript => "a transcript has lines that start with **Interviewer:**",
                    Kind::Scenario => "a scenario has questions, or headings such as Role",
                    _ => "questions are headings with an #### Answer below each",
                };
                parts.diagnostics.push(
                    Diagnostic::new(
                        Code::KindMismatch,
                        parts.file,
                        written.unwrap_or_default(),
                        format!("nothing in this file looks like kind '{wanted}'"),
                    )
                    .help(format!("{needed}; correct kind:, or add them")),
                );
                Kind::Page
            }
        }
    }
}

/// Hands the blocks out. `start` is the index of the first block behind the title.
fn read_parts(
    parts: &mut Parts<'_>,
    kind: Kind,
    turns: Option<&Turns>,
    heading: Heading,
    start: usize,
) -> Vec<Part> {
    let end = parts.slots.len();
    let whole = |body: PartBody| {
        vec![Part {
            span: heading.span,
            title: heading.words.clone(),
            anchor: heading.anchor.clone(),
            body,
        }]
    };
    match kind {
        Kind::Transcript => {
            let body = match turns {
                Some(turns) => PartBody::Transcript(transcript::read(parts, turns, start, end)),
                None => PartBody::Page(Prose::new(parts.take_range(start, end))),
            };
            whole(body)
        }
        Kind::Questions => {
            let body = PartBody::Questions(question_set::read(parts, start, end));
            whole(body)
        }
        Kind::Playbook => {
            let body = PartBody::Playbook(playbook::read(parts, start, end));
            whole(body)
        }
        Kind::Glossary => {
            let body = PartBody::Glossary(glossary::read(parts, start, end));
            whole(body)
        }
        Kind::Page => {
            let body = PartBody::Page(Prose::new(parts.take_range(start, end)));
            whole(body)
        }
        Kind::Scenario => scenarios(parts, &heading, start),
    }
}

/// A file of scenarios: each heading on the level of the scenarios starts a part.
fn scenarios(parts: &mut Parts<'_>, heading: &Heading, start: usize) -> Vec<Part> {
    let end = parts.slots.len();
    // Some head was found to hold a scenario, or front matter says that the whole file is one.
    let containers = scenario::containers(parts, true);
    let whole =
        containers.is_empty() || heading.head.is_some_and(|head| containers.contains(&head));
    if whole {
        let body = PartBody::Scenario(scenario::read(parts, start, end));
        return vec![Part {
            span: Span::default(),
            title: heading.words.clone(),
            anchor: heading.anchor.clone(),
            body,
        }];
    }
    let level = containers
        .iter()
        .map(|head| parts.outline.heads[*head].level)
        .min()
        .unwrap_or(1);
    let starts: Vec<(usize, usize)> = parts
        .outline
        .heads
        .iter()
        .enumerate()
        // The title was taken already; what stands below it belongs to the lead.
        .filter(|(index, head)| Some(*index) != heading.head && head.level <= level)
        .filter(|(_, head)| head.block >= start)
        .map(|(index, head)| (index, head.block))
        .collect();
    let lead_end = starts.first().map_or(end, |(_, block)| *block);
    let mut lead = parts.take_range(start, lead_end);
    if heading.renamed && !heading.words.is_empty() {
        let own = BlockKind::Heading {
            level: 1,
            content: heading.words.clone(),
            anchor: heading.anchor.clone(),
        };
        lead.insert(0, Block::new(heading.span, own));
    }
    let mut found = vec![Part {
        span: Span::default(),
        title: Vec::new(),
        anchor: String::new(),
        body: PartBody::Page(Prose::new(lead)),
    }];
    for (position, (head, block)) in starts.iter().enumerate() {
        let part_end = starts.get(position + 1).map_or(end, |(_, next)| *next);
        let Some(title) = parts.take(*block) else {
            continue;
        };
        let anchor = html_id(&title);
        let span = title.span;
        let title = title_words(title);
        let has_questions = parts
            .found
            .items
            .range(*block + 1..part_end)
            .next()
            .is_some();
        let body = if containers.contains(head) {
            PartBody::Scenario(scenario::read(parts, block + 1, part_end))
        } else if has_questions {
            PartBody::Questions(question_set::read(parts, block + 1, part_end))
        } else {
            PartBody::Page(Prose::new(parts.take_range(block + 1, part_end)))
        };
        found.push(Part {
            span,
            title,
            anchor,
            body,
        });
    }
    found
}

fn reading_level(kind: Kind, found: &Found) -> String {
    match kind {
        Kind::Questions | Kind::Scenario if found.level == super::outline::BOLD_LINE => {
            "bold line".to_owned()
        }
        Kind::Questions | Kind::Scenario if found.level == super::outline::LIFTED => {
            match found.form {
                Some(Form::Summary) => "summary",
                Some(Form::WholeFile) => "file",
                Some(Form::List) => "list item",
                Some(Form::Labelled) => "section",
                _ => "item",
            }
            .to_owned()
        }
        Kind::Questions | Kind::Scenario if found.level > 0 => {
            format!("heading level {}", found.level)
        }
        Kind::Transcript => "turns".to_owned(),
        _ => String::new(),
    }
}

fn reading_why(kind: Kind, meta: &Meta, found: &Found, turns: Option<&Turns>) -> String {
    let said = meta.kind.is_some();
    let why = match (kind, turns) {
        (Kind::Transcript, Some(turns)) => format!("{} turns of two speakers", turns.count),
        (Kind::Questions | Kind::Scenario, _) => found.why.clone(),
        (Kind::Playbook, _) => "headings with minutes".to_owned(),
        (Kind::Glossary, _) => "a definition list".to_owned(),
        _ => "no questions found".to_owned(),
    };
    if said {
        format!("front matter says kind: {kind}; {why}")
    } else {
        why
    }
}

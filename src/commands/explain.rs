//! How each file was read, and what was skipped or left out.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::project::Loaded;
use super::terminal::count;
use crate::guide::Guide;
use crate::html::is_badge;
use crate::model::{Document, PartBody, PlaybookItem, TranscriptItem};
use crate::pipeline::Build;

/// The explanation of all files.
pub(super) fn text(loaded: &Loaded, build: &Build) -> String {
    let mut out = String::new();
    let mut documents: Vec<_> = build
        .guide
        .documents
        .iter()
        .map(|entry| &entry.document)
        .enumerate()
        .collect();
    documents.sort_by(|(_, a), (_, b)| a.path.cmp(&b.path));
    let mut all = RemoteImages::default();
    for (index, document) in documents {
        explain(document, language(&build.guide, index), &mut out);
        let remote = remote_images(document);
        all.images += remote.images;
        all.badges += remote.badges;
    }
    if all.images > 0 {
        let _ = writeln!(out, "in all\n  remote   {all}\n");
    }
    if !loaded.inputs.skipped.is_empty() {
        out.push_str("skipped\n");
        for skipped in &loaded.inputs.skipped {
            let _ = writeln!(out, "  {}: {}", skipped.path, skipped.reason);
        }
    }
    out
}

/// What is known of a document's language.
fn language(guide: &Guide, document: usize) -> Option<String> {
    let tag = guide.translations.language(document)?;
    let others = guide.translations.group(document).map(|group| {
        let others = group.members.iter().filter(|other| **other != document);
        let paths = others.map(|other| format!("'{}'", guide.documents[*other].document.path));
        paths.collect::<Vec<_>>().join(", ")
    });
    Some(match others {
        Some(others) if guide.translations.is_listed(document) => {
            format!("{tag}, listed; in other languages {others}")
        }
        Some(others) => format!("{tag}; in other languages {others}"),
        None => tag.to_owned(),
    })
}

fn explain(document: &Document, language: Option<String>, out: &mut String) {
    let reading = &document.reading;
    let _ = writeln!(out, "{}", document.path);
    let kinds: Vec<String> = kinds(document);
    let _ = writeln!(out, "  kind     {}", kinds.join(", "));
    if reading.level.is_empty() {
        let _ = writeln!(out, "  form     {}", reading.form);
    } else {
        let _ = writeln!(out, "  form     {}, {}", reading.form, reading.level);
    }
    if !reading.why.is_empty() {
        let _ = writeln!(out, "  because  {}", reading.why);
    }
    let _ = writeln!(out, "  found    {}", found(document));
    if let Some(language) = language {
        let _ = writeln!(out, "  language {language}");
    }
    if reading.repairs > 0 {
        let _ = writeln!(
            out,
            "  repaired {}",
            count(reading.repairs as usize, "place", "places")
        );
    }
    let remote = remote_images(document);
    if remote.images > 0 {
        let _ = writeln!(out, "  remote   {remote}");
    }
    let mut dropped: BTreeMap<String, usize> = BTreeMap::new();
    for item in &reading.dropped {
        *dropped.entry(item.kind.to_string()).or_default() += 1;
    }
    if !dropped.is_empty() {
        let list: Vec<String> = dropped
            .iter()
            .map(|(kind, number)| format!("{number} × {kind}"))
            .collect();
        let _ = writeln!(out, "  left out {}", list.join(", "));
    }
    out.push('\n');
}

/// How many images of other sites there are.
#[derive(Default)]
struct RemoteImages {
    images: usize,
    badges: usize,
}

impl fmt::Display for RemoteImages {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&count(self.images, "image", "images"))?;
        match self.badges {
            0 => Ok(()),
            badges => write!(
                formatter,
                ", {} among them",
                count(badges, "badge", "badges")
            ),
        }
    }
}

fn remote_images(document: &Document) -> RemoteImages {
    let mut found = RemoteImages::default();
    for link in document.facts.links.iter().filter(|link| link.image) {
        let address = link.target.trim().to_ascii_lowercase();
        if ["https://", "http://", "//"]
            .iter()
            .any(|start| address.starts_with(start))
        {
            found.images += 1;
            found.badges += usize::from(is_badge(&address));
        }
    }
    found
}

/// `5 scenarios, 3 pages`.
fn kinds(document: &Document) -> Vec<String> {
    let mut kinds: BTreeMap<_, usize> = BTreeMap::new();
    for part in &document.parts {
        *kinds.entry(part.kind()).or_default() += 1;
    }
    if kinds.len() == 1 && document.parts.len() == 1 {
        return kinds.keys().map(ToString::to_string).collect();
    }
    kinds
        .iter()
        .map(|(kind, number)| format!("{number} × {kind}"))
        .collect()
}

fn found(document: &Document) -> String {
    let questions: Vec<_> = document.questions().collect();
    let mut parts = Vec::new();
    if !questions.is_empty() {
        let answered = questions
            .iter()
            .filter(|question| question.is_answered())
            .count();
        let follow_ups: usize = questions
            .iter()
            .map(|question| question.follow_ups.len())
            .sum();
        let rubrics = questions
            .iter()
            .filter(|question| !question.rubric.is_empty())
            .count();
        parts.push(count(questions.len(), "question", "questions"));
        parts.push(count(answered, "answer", "answers"));
        if follow_ups > 0 {
            parts.push(count(follow_ups, "follow-up", "follow-ups"));
        }
        if rubrics > 0 {
            parts.push(count(rubrics, "rubric", "rubrics"));
        }
    }
    for part in &document.parts {
        match &part.body {
            PartBody::Transcript(transcript) => {
                let exchanges = transcript
                    .items
                    .iter()
                    .filter(|item| matches!(item, TranscriptItem::Exchange(_)))
                    .count();
                parts.push(count(exchanges, "exchange", "exchanges"));
            }
            PartBody::Playbook(playbook) => {
                let phases: Vec<_> = playbook
                    .items
                    .iter()
                    .filter_map(|item| match item {
                        PlaybookItem::Phase(phase) => Some(phase),
                        _ => None,
                    })
                    .collect();
                let prompts: usize = phases.iter().map(|phase| phase.prompts.len()).sum();
                parts.push(count(phases.len(), "phase", "phases"));
                parts.push(count(prompts, "prompt", "prompts"));
            }
            PartBody::Glossary(glossary) => {
                parts.push(count(glossary.terms.len(), "term", "terms"));
            }
            _ => {}
        }
    }
    if parts.is_empty() {
        return count(document.facts.words as usize, "word", "words");
    }
    parts.join(", ")
}

//! What import says: per file what was found, what became of it, and where to look.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use serde::Serialize;

use super::files::Change;
use super::plan::{Entry, Origin};
use crate::canonical::Manner;
use crate::commands::terminal::count;
use crate::diagnostic::Code;
use crate::model::pieces::{self, Piece};
use crate::model::{BlockKind, Document, Part, PartBody, Prose, TranscriptItem};
use crate::parse::mended;
use crate::source::Span;

/// Of doubts of one kind this many are shown to people.
const SHOWN: usize = 3;

/// Words of the source are shown up to this many characters.
const LONGEST: usize = 60;

/// The report on a file of the new folder: a stable interface, described in the handbook.
#[derive(Serialize)]
struct File<'a> {
    out: &'a str,
    change: &'static str,
    manner: &'static str,
    sources: Vec<&'a str>,
    kind: &'static str,
    form: String,
    questions: usize,
    answers: usize,
    follow_ups: usize,
    left_out: BTreeMap<String, usize>,
    links: &'a [(String, String)],
    look_at: Vec<Doubt>,
}

/// Something that a person should look at.
#[derive(Serialize)]
struct Doubt {
    file: String,
    line: usize,
    what: &'static str,
    words: String,
}

/// All of it as JSON.
///
/// # Errors
/// Never: every part is plain data.
pub(super) fn json(
    entries: &[Entry],
    changes: &BTreeMap<String, Change>,
    dry_run: bool,
) -> anyhow::Result<String> {
    #[derive(Serialize)]
    struct Report<'a> {
        dry_run: bool,
        files: Vec<File<'a>>,
        attachments: Vec<&'a str>,
    }
    let report = Report {
        dry_run,
        files: entries.iter().map(|entry| file(entry, changes)).collect(),
        attachments: attachments(entries, changes).collect(),
    };
    let mut text = serde_json::to_string_pretty(&report)?;
    text.push('\n');
    Ok(text)
}

fn attachments<'a>(
    entries: &'a [Entry],
    changes: &'a BTreeMap<String, Change>,
) -> impl Iterator<Item = &'a str> {
    let documents: std::collections::BTreeSet<&str> =
        entries.iter().map(|entry| entry.out.as_str()).collect();
    changes
        .keys()
        .map(String::as_str)
        .filter(move |path| !documents.contains(path))
}

/// All of it for people.
pub(super) fn human(
    entries: &[Entry],
    changes: &BTreeMap<String, Change>,
    out: &Path,
    dry_run: bool,
) -> String {
    let mut text = String::new();
    for entry in entries {
        let file = file(entry, changes);
        push(&file, out, &mut text);
    }
    let of = |wanted: Change| changes.values().filter(|change| **change == wanted).count();
    let documents = count(entries.len(), "document", "documents");
    let attached = attachments(entries, changes).count();
    let attached = count(attached, "attachment", "attachments");
    let would = if dry_run { "would be " } else { "" };
    let _ = writeln!(
        text,
        "{documents} and {attached}: {} {would}new, {} {would}overwritten, {} unchanged",
        of(Change::New),
        of(Change::Overwritten),
        of(Change::Unchanged),
    );
    let questions: usize = entries.iter().map(|entry| asked(&entry.document)).sum();
    let kept = entries
        .iter()
        .filter(|entry| entry.written.manner == Manner::Kept)
        .count();
    let _ = writeln!(
        text,
        "{} in the canonical form{}",
        count(questions, "question", "questions"),
        match kept {
            0 => String::new(),
            kept => format!(", but those of {}", count(kept, "file", "files")),
        }
    );
    text
}

fn push(file: &File<'_>, out: &Path, text: &mut String) {
    let sources = match file.sources.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, .., last] => format!("{first} … {last} ({} files)", file.sources.len()),
    };
    let _ = writeln!(text, "{sources} -> {}", out.join(file.out).display());
    let mut found = Vec::new();
    if file.questions > 0 {
        found.push(count(file.questions, "question", "questions"));
        found.push(count(file.answers, "answer", "answers"));
        if file.follow_ups > 0 {
            found.push(count(file.follow_ups, "follow-up", "follow-ups"));
        }
    } else {
        found.push(format!("no questions ({})", file.kind));
    }
    let _ = writeln!(text, "  form     {}", file.form);
    let _ = writeln!(text, "  found    {}", found.join(", "));
    let manner = match file.manner {
        "canonical" => "in the canonical form",
        "carried over" => "as it was",
        _ => "as it was: the canonical form would be read otherwise",
    };
    let _ = writeln!(text, "  written  {manner}, {}", file.change);
    if !file.left_out.is_empty() {
        let list: Vec<String> = file
            .left_out
            .iter()
            .map(|(kind, number)| format!("{number} × {kind}"))
            .collect();
        let _ = writeln!(text, "  left out {}", list.join(", "));
    }
    for (old, new) in file.links.iter().take(SHOWN) {
        let _ = writeln!(text, "  link     {old} is {new}");
    }
    if file.links.len() > SHOWN {
        let _ = writeln!(text, "           and {} more", file.links.len() - SHOWN);
    }
    let mut kinds: BTreeMap<&str, Vec<&Doubt>> = BTreeMap::new();
    for doubt in &file.look_at {
        kinds.entry(doubt.what).or_default().push(doubt);
    }
    for (what, doubts) in kinds {
        let _ = writeln!(text, "  look at  {} × {what}", doubts.len());
        for doubt in doubts.iter().take(SHOWN) {
            let _ = writeln!(
                text,
                "           {}:{}: {}",
                doubt.file, doubt.line, doubt.words
            );
        }
        if doubts.len() > SHOWN {
            let _ = writeln!(text, "           and {} more", doubts.len() - SHOWN);
        }
    }
    text.push('\n');
}

fn file<'a>(entry: &'a Entry, changes: &BTreeMap<String, Change>) -> File<'a> {
    let mut left_out: BTreeMap<String, usize> = BTreeMap::new();
    let mut look_at = Vec::new();
    let (mut questions, mut answers, mut follow_ups) = (0, 0, 0);
    for origin in &entry.origins {
        for item in &origin.document.reading.dropped {
            *left_out.entry(item.kind.to_string()).or_default() += 1;
        }
        doubts(entry, origin, &mut look_at);
        questions += asked(&origin.document);
        answers += answered(&origin.document);
        follow_ups += origin
            .document
            .questions()
            .map(|question| question.follow_ups.len())
            .sum::<usize>();
    }
    let reading = &entry.origins[0].document.reading;
    let form = match reading.level.is_empty() {
        true => reading.form.to_string(),
        false => format!("{}, {}", reading.form, reading.level),
    };
    File {
        out: &entry.out,
        change: match changes.get(&entry.out) {
            Some(Change::Unchanged) => "unchanged",
            Some(Change::Overwritten) => "overwritten",
            _ => "new",
        },
        manner: match entry.written.manner {
            Manner::Canonical => "canonical",
            Manner::CarriedOver => "carried over",
            Manner::Kept => "kept",
        },
        sources: entry
            .origins
            .iter()
            .map(|origin| origin.shown.as_str())
            .collect(),
        kind: entry
            .document
            .parts
            .first()
            .map_or("page", |part| part.kind().name()),
        form,
        questions,
        answers,
        follow_ups,
        left_out,
        links: &entry.relinked,
        look_at,
    }
}

/// Questions, and what is asked in conversations.
fn asked(document: &Document) -> usize {
    document.questions().count() + exchanges(document).count()
}

fn answered(document: &Document) -> usize {
    let answered = document
        .questions()
        .filter(|question| question.is_answered());
    answered.count() + exchanges(document).filter(|replied| *replied).count()
}

/// For each exchange of a document whether anybody replied.
fn exchanges(document: &Document) -> impl Iterator<Item = bool> {
    document.parts.iter().flat_map(|part: &Part| {
        let items = match &part.body {
            PartBody::Transcript(transcript) => transcript.items.as_slice(),
            _ => &[],
        };
        items.iter().filter_map(|item| match item {
            TranscriptItem::Exchange(exchange) => Some(!exchange.replies.is_empty()),
            TranscriptItem::Prose(_) => None,
        })
    })
}

/// What was uncertain in a file, in the order of its lines.
fn doubts(entry: &Entry, origin: &Origin, found: &mut Vec<Doubt>) {
    let document = &origin.document;
    let mut places: Vec<(Span, &'static str, Option<String>)> = Vec::new();
    for question in document.questions() {
        if !question.title_sure {
            places.push((question.title_span, "a title that may be none", None));
        }
        if let Some(answer) = &question.answer {
            if answer.placeholder {
                places.push((answer.span, "an answer that is promised, not written", None));
            } else if answer.guessed {
                places.push((
                    answer.span,
                    "text that was taken for the answer without a label",
                    None,
                ));
            }
        }
    }
    for (span, language) in guessed_languages(origin) {
        places.push((span, "code whose language was guessed", Some(language)));
    }
    let mut mended: Vec<usize> = mended(&origin.file);
    mended.dedup_by_key(|place| document.lines.line(*place));
    for place in mended {
        places.push((Span::new(place, place), "a line that was mended", None));
    }
    // A promise is said above.
    let others = origin.diagnostics.iter();
    for diagnostic in others.filter(|other| other.code != Code::PlaceholderAnswer) {
        places.push((
            diagnostic.span.unwrap_or_default(),
            "a warning",
            Some(diagnostic.message.to_string()),
        ));
    }
    for link in &document.facts.links {
        if entry.lost.contains(&link.target) {
            places.push((
                link.span,
                "a link that leads elsewhere now",
                Some(link.target.clone()),
            ));
        }
    }
    if let Some(place) = entry.written.differs {
        places.push((place, "what the canonical form would change", None));
    }
    places.sort_by_key(|(span, what, _)| (span.start, *what));
    for (span, what, words) in places {
        found.push(Doubt {
            file: origin.shown.clone(),
            line: document.lines.line(span.start as usize),
            what,
            words: words.unwrap_or_else(|| words_at(&origin.file.text, span)),
        });
    }
}

/// The languages of code that names none.
fn guessed_languages(origin: &Origin) -> Vec<(Span, String)> {
    let text = &*origin.file.text;
    let mut found = Vec::new();
    let mut look = |prose: &Prose| {
        prose.for_each_block(&mut |block| {
            if let BlockKind::Code { language, .. } = &block.kind {
                let opening = text.get(block.span.range()).unwrap_or_default();
                let opening = opening.lines().next().unwrap_or_default().trim();
                if !language.is_empty() && opening.trim_start_matches(['`', '~']).is_empty() {
                    found.push((block.span, language.clone()));
                }
            }
        });
    };
    for part in &origin.document.parts {
        let mut part = part.clone();
        for piece in pieces::of_part(&mut part) {
            if let Piece::Blocks(blocks) = piece {
                look(&Prose::new(std::mem::take(blocks)));
            }
        }
    }
    found
}

/// The first words at a place.
fn words_at(text: &str, span: Span) -> String {
    let line = text.get(span.start as usize..).unwrap_or_default();
    let line = line.lines().find(|line| !line.trim().is_empty());
    let line = line.unwrap_or_default().trim();
    if line.chars().count() <= LONGEST {
        return line.to_owned();
    }
    let mut short: String = line.chars().take(LONGEST - 1).collect();
    short.push('…');
    short
}

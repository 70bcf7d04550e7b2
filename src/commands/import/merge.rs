//! `--merge`: the files of a folder that hold one question each become one file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::plan::{Entry, Origin, free};
use crate::canonical::{Manner, front_matter};
use crate::model::pieces::{self, Piece};
use crate::model::prose::plain_text;
use crate::model::{
    Block, BlockKind, Document, Facts, Inline, InlineKind, Part, PartBody, Question, QuestionSet,
    Section, SectionHeading,
};
use crate::model::{Meta, title};
use crate::source::{LineIndex, SourceFile, Span};

/// The name of a file that others were joined to.
const NAME: &str = "questions.md";

/// Front matter of files that are joined may have these keys and no others.
const KEYS: [&str; 8] = [
    "title",
    "kind",
    "question-level",
    "tags",
    "level",
    "order",
    "aliases",
    "math",
];

/// Joins files of one question each, folder by folder.
pub(super) fn join(entries: Vec<Entry>) -> Vec<Entry> {
    let mut taken: BTreeSet<String> = entries
        .iter()
        .map(|entry| entry.out.to_lowercase())
        .collect();
    let mut series: BTreeMap<(usize, String), Vec<Entry>> = BTreeMap::new();
    let mut others = Vec::new();
    for entry in entries {
        if is_single(&entry) {
            let folder = entry.out.rsplit_once('/').map_or("", |(folder, _)| folder);
            let key = (entry.source, folder.to_owned());
            series.entry(key).or_default().push(entry);
        } else {
            others.push(entry);
        }
    }
    for ((_, folder), single) in series {
        if single.len() < 2 {
            others.extend(single);
            continue;
        }
        let path = match folder.is_empty() {
            true => NAME.to_owned(),
            false => format!("{folder}/{NAME}"),
        };
        let own = single.iter().any(|entry| entry.out == path);
        let out = if own { path } else { free(&path, &mut taken) };
        match joined(single, out) {
            Ok(entry) => others.push(*entry),
            Err(single) => others.extend(single),
        }
    }
    others.sort_by(|a, b| (a.source, &a.out).cmp(&(b.source, &b.out)));
    others
}

/// Whether a file holds one question, and nothing that only a file of its own can have.
fn is_single(entry: &Entry) -> bool {
    let document = &entry.document;
    let [part] = document.parts.as_slice() else {
        return false;
    };
    let PartBody::Questions(set) = &part.body else {
        return false;
    };
    let keys = front_matter(&entry.file.text);
    part.questions().count() == 1
        && set.lead.is_empty()
        && set.sections.iter().all(|section| section.lead.is_empty())
        && keys.iter().all(|key| KEYS.contains(&key.as_str()))
}

/// One entry for all; all of them again, when they cannot be told apart there.
fn joined(single: Vec<Entry>, out: String) -> Result<Box<Entry>, Vec<Entry>> {
    let mut ids = BTreeSet::new();
    let distinct = single
        .iter()
        .flat_map(|entry| entry.document.questions())
        .all(|question| ids.insert(question.id.clone()));
    let Some(first) = single.first().filter(|_| distinct) else {
        return Err(single);
    };
    let maths: BTreeSet<Option<bool>> = single
        .iter()
        .map(|entry| entry.document.meta.math)
        .collect();
    if maths.len() > 1 {
        return Err(single);
    }
    let (source, options) = (first.source, first.options.clone());
    let written = first.written.clone();
    let id = crate::source::FileId::new(out.clone());
    let origins: Vec<Origin> = single
        .iter()
        .flat_map(|entry| &entry.origins)
        .map(Origin::again)
        .collect();
    let file = SourceFile::new(id, out.clone(), head(&origins, &out).as_bytes());
    let document = document(&origins, &file);
    let mut entry = Entry {
        source,
        origins,
        out,
        file,
        options,
        document,
        changes: Vec::new(),
        written,
        relinked: Vec::new(),
        lost: Vec::new(),
    };
    entry.write();
    match entry.written.manner {
        Manner::Canonical => Ok(Box::new(entry)),
        Manner::CarriedOver | Manner::Kept => Err(single),
    }
}

/// Front matter of joined files: what all of them share, and where they were.
fn head(origins: &[Origin], out: &str) -> String {
    let mut head = String::from("---\n");
    let metas: Vec<&Meta> = origins.iter().map(|origin| &origin.document.meta).collect();
    if let Some(tags) = shared(&metas, |meta| meta.tags.clone()).filter(|tags| !tags.is_empty()) {
        let tags: Vec<String> = tags.iter().map(|tag| quoted(tag)).collect();
        let _ = writeln!(head, "tags: [{}]", tags.join(", "));
    }
    if let Some(level) = shared(&metas, |meta| meta.level).flatten() {
        let _ = writeln!(head, "level: {level}");
    }
    if let Some(math) = shared(&metas, |meta| meta.math).flatten() {
        let _ = writeln!(head, "math: {math}");
    }
    head.push_str("aliases:\n");
    for origin in origins {
        let name = origin.path.rsplit('/').next().unwrap_or_default();
        let path = match out.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{name}"),
            None => name.to_owned(),
        };
        let _ = writeln!(head, "  - {}", quoted(&path));
        for alias in &origin.document.meta.aliases {
            let _ = writeln!(head, "  - {}", quoted(alias));
        }
    }
    head.push_str("---\n");
    head
}

fn shared<T: PartialEq>(metas: &[&Meta], of: impl Fn(&Meta) -> T) -> Option<T> {
    let mut all = metas.iter().map(|meta| of(meta));
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// A string of YAML, in quotation marks where it has to be.
fn quoted(text: &str) -> String {
    let plain = text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .chars()
            .all(|part| part.is_ascii_alphanumeric() || "-_./".contains(part));
    let lower = text.to_ascii_lowercase();
    let word = matches!(
        lower.as_str(),
        "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n" | "null"
    );
    if plain && !word {
        return text.to_owned();
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The document that others make. Where a file is not called like its question, its name stands
/// above the question.
pub(super) fn document(origins: &[Origin], file: &SourceFile) -> Document {
    let metas: Vec<&Meta> = origins.iter().map(|origin| &origin.document.meta).collect();
    let same_tags = shared(&metas, |meta| meta.tags.clone()).is_some();
    let same_level = shared(&metas, |meta| meta.level).is_some();
    let named = origins.iter().any(|origin| {
        let question = origin.document.questions().next();
        question.is_none_or(|question| question.title_text() != origin.document.title)
    });
    let mut set = QuestionSet::default();
    let mut footnotes = Vec::new();
    for (number, origin) in origins.iter().enumerate() {
        let mut document = origin.document.clone();
        rename_footnotes(&mut document, number);
        footnotes.append(&mut document.footnotes);
        let Some(mut question) = question_of(&document) else {
            continue;
        };
        if !same_tags && question.tags.is_empty() {
            question.tags.clone_from(&document.meta.tags);
        }
        if !same_level {
            question.level = question.level.or(document.meta.level);
        }
        let title = match named {
            true => words(&document),
            false => Vec::new(),
        };
        match set.sections.last_mut() {
            Some(last) if plain_text(&last.title) == plain_text(&title) => {
                last.questions.push(question);
            }
            _ => set.sections.push(Section {
                level: if named { 2 } else { 0 },
                title,
                heading: SectionHeading::Above,
                questions: vec![question],
                ..Section::default()
            }),
        }
    }
    let folder = file.path.rsplit('/').nth(1).unwrap_or("questions");
    let mut meta = Meta::default();
    if same_tags && let Some(first) = metas.first() {
        meta.tags.clone_from(&first.tags);
    }
    if same_level && let Some(first) = metas.first() {
        meta.level = first.level;
    }
    meta.math = shared(&metas, |meta| meta.math).flatten();
    Document {
        file: file.id.clone(),
        path: file.path.clone(),
        size: 0,
        lines: LineIndex::new(""),
        meta,
        title: title::of_name(folder),
        parts: vec![Part {
            span: Span::default(),
            title: Vec::new(),
            anchor: String::new(),
            body: PartBody::Questions(set),
        }],
        footnotes,
        facts: Facts::default(),
        reading: origins[0].document.reading.clone(),
    }
}

fn question_of(document: &Document) -> Option<Question> {
    document.questions().next().cloned()
}

/// What a file is called: its heading's words, those of its section, or its title.
fn words(document: &Document) -> Vec<Inline> {
    match document.parts.first() {
        Some(part) if !part.title.is_empty() => part.title.clone(),
        _ => vec![Inline::text(Span::default(), document.title.as_str())],
    }
}

/// Footnotes of several files may have one name.
fn rename_footnotes(document: &mut Document, number: usize) {
    if number == 0 || document.footnotes.is_empty() {
        return;
    }
    let name = |label: &str| format!("{label}-{}", number + 1);
    for part in &mut document.parts {
        for piece in pieces::of_part(part) {
            match piece {
                Piece::Blocks(blocks) => rename_blocks(blocks, &name),
                Piece::Words(words) => rename_run(words, &name),
                Piece::Id(_) => {}
            }
        }
    }
    rename_blocks(&mut document.footnotes, &name);
}

fn rename_blocks(blocks: &mut [Block], name: &dyn Fn(&str) -> String) {
    for block in blocks {
        if let BlockKind::Footnote { label, .. } = &mut block.kind {
            *label = name(label);
        }
        for run in block.inline_runs_mut() {
            rename_run(run, name);
        }
        for children in block.children_mut() {
            rename_blocks(children, name);
        }
    }
}

fn rename_run(run: &mut [Inline], name: &dyn Fn(&str) -> String) {
    for inline in run {
        match &mut inline.kind {
            InlineKind::FootnoteReference { label, .. } => *label = name(label),
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Strikethrough(inner)
            | InlineKind::Link { content: inner, .. } => rename_run(inner, name),
            _ => {}
        }
    }
}

//! `prepbook list`: the questions, for people and for scripts.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use serde::Serialize;

use super::project::Project;
use super::{Outcome, terminal};
use crate::cli::ListArgs;
use crate::diagnostic::ReportFormat;
use crate::guide::{Guide, GuideDocument};
use crate::model::prose::plain_text;
use crate::model::{
    Document, Level, PartBody, PlaybookItem, Question, ScenarioItem, TranscriptItem,
};
use crate::pipeline::Builder;
use crate::source::Span;

/// One question, as `--json` prints it: a stable interface, described in the README.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    kind: &'a str,
    file: &'a str,
    line: usize,
    end_line: usize,
    title: String,
    section: Option<String>,
    document: &'a str,
    url: String,
    answered: bool,
    follow_ups: usize,
    options: usize,
    rubric: Vec<&'a str>,
    tags: Vec<&'a str>,
    level: Option<&'a str>,
    minutes: Option<u32>,
    owner: Option<&'a str>,
    reviewed: Option<&'a str>,
    extra: &'a BTreeMap<String, String>,
}

/// Lists the questions of all documents in reading order.
///
/// # Errors
/// When files cannot be read.
pub fn run(arguments: &ListArgs) -> anyhow::Result<Outcome> {
    let loaded = Project::new(&arguments.source, None, None)?.load()?;
    let build = Builder::default().read(&loaded.inputs, &loaded.config);
    loaded.say_diagnostics(&build.diagnostics, ReportFormat::Short);
    let mut out = String::new();
    let mut counts = Counts::default();
    for (index, entry) in build.guide.documents.iter().enumerate() {
        let rows = rows(&build.guide, index, &entry.document);
        counts.add(&rows);
        write(&rows, arguments.json, entry, &mut out)?;
    }
    if !arguments.json {
        out.push_str(&counts.to_string());
    }
    terminal::print(&out)?;
    Ok(Outcome::Fine)
}

/// What was listed, added up.
#[derive(Default)]
struct Counts {
    questions: usize,
    answered: usize,
    with_follow_ups: usize,
    judged: usize,
    exchanges: usize,
    prompts: usize,
}

impl Counts {
    fn add(&mut self, rows: &[Row<'_>]) {
        for row in rows {
            match row.kind {
                "exchange" => self.exchanges += 1,
                "prompt" => self.prompts += 1,
                _ => {
                    self.questions += 1;
                    self.answered += usize::from(row.answered);
                    self.with_follow_ups += usize::from(row.follow_ups > 0);
                    self.judged += usize::from(!row.rubric.is_empty());
                }
            }
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        if self.questions > 0 {
            parts.push(format!(
                "{} ({} answered, {} with follow-ups, {} with a rubric)",
                terminal::count(self.questions, "question", "questions"),
                self.answered,
                self.with_follow_ups,
                self.judged
            ));
        }
        if self.exchanges > 0 {
            parts.push(terminal::count(self.exchanges, "exchange", "exchanges"));
        }
        if self.prompts > 0 {
            parts.push(terminal::count(self.prompts, "prompt", "prompts"));
        }
        if parts.is_empty() {
            return Ok(());
        }
        writeln!(formatter, "{}", parts.join(", "))
    }
}

fn write(
    rows: &[Row<'_>],
    json: bool,
    entry: &GuideDocument,
    out: &mut String,
) -> anyhow::Result<()> {
    if json {
        for row in rows {
            out.push_str(&serde_json::to_string(row)?);
            out.push('\n');
        }
        return Ok(());
    }
    if rows.is_empty() {
        return Ok(());
    }
    let _ = writeln!(
        out,
        "{}  {}  ({})",
        entry.document.path,
        entry.document.title,
        terminal::count(rows.len(), "entry", "entries")
    );
    for row in rows {
        let mark = if row.answered { "answered" } else { "open" };
        let follow_ups = match row.follow_ups {
            0 => String::new(),
            number => format!("  +{number}"),
        };
        let _ = writeln!(
            out,
            "{:>6}  {:<8}  {:<8}  {}{follow_ups}",
            row.line,
            row.kind,
            mark,
            terminal::shorten(&row.title)
        );
    }
    out.push('\n');
    Ok(())
}

fn rows<'a>(guide: &'a Guide, index: usize, document: &'a Document) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for part in &document.parts {
        match &part.body {
            PartBody::Questions(set) => {
                for section in &set.sections {
                    let title = plain_text(&section.title);
                    for question in &section.questions {
                        rows.push(question_row(guide, index, document, question, &title));
                    }
                }
            }
            PartBody::Scenario(scenario) => {
                let title = plain_text(&part.title);
                for item in &scenario.items {
                    if let ScenarioItem::Question(question) = item {
                        rows.push(question_row(guide, index, document, question, &title));
                    }
                }
            }
            PartBody::Transcript(transcript) => {
                for item in &transcript.items {
                    if let TranscriptItem::Exchange(exchange) = item {
                        rows.push(Row {
                            kind: "exchange",
                            answered: !exchange.replies.is_empty(),
                            ..plain_row(
                                guide,
                                index,
                                document,
                                &exchange.id.0,
                                exchange.span,
                                exchange.title_text(),
                            )
                        });
                    }
                }
            }
            PartBody::Playbook(playbook) => {
                for item in &playbook.items {
                    if let PlaybookItem::Phase(phase) = item {
                        for prompt in &phase.prompts {
                            rows.push(Row {
                                kind: "prompt",
                                section: Some(plain_text(&phase.title)),
                                ..plain_row(
                                    guide,
                                    index,
                                    document,
                                    &prompt.id.0,
                                    prompt.span,
                                    prompt.text.clone(),
                                )
                            });
                        }
                    }
                }
            }
            PartBody::Glossary(_) | PartBody::Page(_) => {}
        }
    }
    rows
}

fn question_row<'a>(
    guide: &Guide,
    index: usize,
    document: &'a Document,
    question: &'a Question,
    section: &str,
) -> Row<'a> {
    let rubric = [
        ("minimum", question.rubric.minimum.is_some()),
        ("strong", question.rubric.strong.is_some()),
        ("red_flags", question.rubric.red_flags.is_some()),
    ];
    Row {
        kind: "question",
        section: (!section.is_empty()).then(|| section.to_owned()),
        answered: question.is_answered(),
        follow_ups: question.follow_ups.len(),
        options: question.options.len(),
        rubric: rubric
            .into_iter()
            .filter(|(_, there)| *there)
            .map(|(name, _)| name)
            .collect(),
        tags: document
            .tags_of(question)
            .iter()
            .map(String::as_str)
            .collect(),
        level: document.level_of(question).map(Level::name),
        minutes: question.minutes,
        ..plain_row(
            guide,
            index,
            document,
            &question.id.0,
            question.span,
            question.title_text(),
        )
    }
}

fn plain_row<'a>(
    guide: &Guide,
    index: usize,
    document: &'a Document,
    id: &'a str,
    span: Span,
    title: String,
) -> Row<'a> {
    Row {
        id,
        kind: "",
        file: &document.path,
        line: document.lines.line(span.start as usize),
        end_line: document.lines.line((span.end as usize).saturating_sub(1)),
        title,
        section: None,
        document: &document.title,
        url: guide.question_url(index, id),
        answered: false,
        follow_ups: 0,
        options: 0,
        rubric: Vec::new(),
        tags: Vec::new(),
        level: None,
        minutes: None,
        owner: document.meta.owner.as_deref(),
        reviewed: document.meta.reviewed.as_deref(),
        extra: &document.meta.extra,
    }
}

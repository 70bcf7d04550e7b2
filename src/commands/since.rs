//! `prepbook check --since REF`: what became of questions since a revision, and what is wrong with those
//! that changed.

use std::fmt::Write;

use serde::Serialize;

use super::project::Loaded;
use super::{WrongUsage, terminal};
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, ReportFormat, Severity};
use crate::ledger::Shown;
use crate::ledger::since::{Fate, State, What, compare};
use crate::model::QuestionId;
use crate::pipeline::{Builder, Called};
use crate::source::site::LEDGER_FILE;
use crate::source::{Revision, RevisionError};

/// The questions of two states, and what became of them.
pub(super) struct Since {
    revision: String,
    old: Called,
    new: Called,
    fates: Vec<Fate>,
}

/// A change as a JSON object; what was the same before is left out.
#[derive(Serialize)]
struct Row<'a> {
    changes: Vec<&'static str>,
    id: &'a str,
    title: &'a str,
    file: String,
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    was_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    was_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    was_file: Option<&'a str>,
}

impl Since {
    /// Compares what was loaded with the revision called `name`.
    ///
    /// # Errors
    /// When the revision cannot be read.
    pub(super) fn new(loaded: &Loaded, name: &str) -> anyhow::Result<Self> {
        let revision = Revision::find(&loaded.site, name).map_err(|error| match error {
            RevisionError::Unknown(_) => WrongUsage(error.to_string()).into(),
            error => anyhow::Error::new(error),
        })?;
        // What was read then was decided by the settings of then.
        let config = match &revision.config {
            Some(file) => config::read(file).value,
            None => Config::default(),
        };
        let inputs = revision.inputs(&config.read_options(None))?;
        let old = Builder::default().ids(&inputs, &config);
        let new = Builder::default().ids(&loaded.inputs, &loaded.config.value);
        let (olds, news) = (old.shown(), new.shown());
        let mut fates = compare(state(&old, &olds), state(&new, &news));
        if !loaded.config.value.drafts {
            fates.retain(|fate| {
                let called = if is_removed(fate) { &old } else { &new };
                !called.documents[fate.place.0].meta.draft
            });
        }
        Ok(Self {
            revision: name.to_owned(),
            old,
            new,
            fates,
        })
    }

    /// Prints what became of questions: where results go, or to the job's log where a report goes
    /// there.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub(super) fn print(&self, loaded: &Loaded, format: ReportFormat) -> anyhow::Result<()> {
        match format {
            ReportFormat::Json => terminal::print(&self.json(loaded)?)?,
            ReportFormat::Github | ReportFormat::Gitlab => terminal::say_raw(&self.text(loaded)),
            _ => terminal::print(&self.text(loaded))?,
        }
        if format.leaves_room() {
            let questions = terminal::count(self.fates.len(), "question", "questions");
            let revision = &self.revision;
            terminal::say(&format!("{questions} changed since {revision}"));
        }
        Ok(())
    }

    /// Those of the diagnostics that are about questions that changed, about their ids, or that keep the
    /// site from being made; and how many others there are.
    pub(super) fn of_changed(&self, diagnostics: Vec<Diagnostic>) -> (Vec<Diagnostic>, usize) {
        let all = diagnostics.len();
        let mut changed = Vec::new();
        for fate in self.fates.iter().filter(|fate| !is_removed(fate)) {
            let (document, question) = fate.place;
            let asked = &self.new.asked[document][question];
            changed.push((
                &self.new.documents[document].file,
                asked.title_span.to(asked.span),
            ));
        }
        let mut kept = diagnostics;
        kept.retain(|diagnostic| {
            // By itself, whatever --strict makes of it.
            diagnostic.code.info().severity == Severity::Error
                || diagnostic.file.as_str() == LEDGER_FILE
                || diagnostic.span.is_some_and(|at| {
                    let mut places = changed.iter();
                    places.any(|(file, span)| {
                        **file == diagnostic.file && span.start <= at.start && at.start <= span.end
                    })
                })
        });
        let others = all - kept.len();
        (kept, others)
    }

    fn rows<'a>(&'a self, loaded: &'a Loaded) -> impl Iterator<Item = Row<'a>> {
        self.fates.iter().map(|fate| {
            let called = match is_removed(fate) {
                true => &self.old,
                false => &self.new,
            };
            let (index, question) = fate.place;
            let document = &called.documents[index];
            let asked = &called.asked[index][question];
            let mut row = Row {
                changes: fate.what.iter().map(What::name).collect(),
                id: &called.settled.ids[index][question].0,
                title: &asked.title,
                file: format!("{}{}", loaded.site.display_prefix, document.file),
                line: document.lines.line(asked.title_span.start as usize),
                was_id: None,
                was_title: None,
                was_file: None,
            };
            for what in &fate.what {
                match what {
                    What::Reworded(title) if *title != asked.title => row.was_title = Some(title),
                    What::Moved(file) => row.was_file = Some(file),
                    What::IdChanged(QuestionId(id)) => row.was_id = Some(id),
                    _ => {}
                }
            }
            row
        })
    }

    fn json(&self, loaded: &Loaded) -> anyhow::Result<String> {
        let mut out = String::new();
        for row in self.rows(loaded) {
            out.push_str(&serde_json::to_string(&row)?);
            out.push('\n');
        }
        Ok(out)
    }

    fn text(&self, loaded: &Loaded) -> String {
        let mut out = String::new();
        for row in self.rows(loaded) {
            // Writing to a string cannot fail.
            let _ = writeln!(
                out,
                "{}  {}:{}  {}",
                row.changes.join(", "),
                row.file,
                row.line,
                terminal::shorten(row.title)
            );
            let was = [
                ("title", row.was_title),
                ("file", row.was_file),
                ("id", row.was_id),
            ];
            for (name, was) in was {
                if let Some(was) = was {
                    let was = terminal::shorten(was);
                    let _ = writeln!(out, "    {name} was  {was}");
                }
            }
            if row.was_id.is_some() {
                let _ = writeln!(out, "    id is   {}", row.id);
            }
        }
        out
    }
}

fn is_removed(fate: &Fate) -> bool {
    fate.what == [What::Removed]
}

fn state<'a>(called: &'a Called, shown: &'a [Shown<'a>]) -> State<'a> {
    State {
        documents: shown,
        ids: &called.settled.ids,
    }
}

//! `prepbook ids`: what `prepbook.ids` does not know, and writing it.

use std::fmt::Write;
use std::path::Path;

use super::project::{Loaded, Project};
use super::{Outcome, WrongUsage, pin, terminal};
use crate::cli::{IdsArgs, SourceArgs};
use crate::diagnostic::ReportFormat;
use crate::ledger::{ChangeKind, Place, report};
use crate::pipeline::{Builder, Called};
use crate::publish::beside;
use crate::source::site::LEDGER_FILE;

const NEEDS_YOU: &str = "prepbook.ids cannot tell which question is which, as said above";

const DAMAGED: &str = "prepbook.ids has lines that cannot be read, as said above";

/// Says what changed, or writes.
///
/// # Errors
/// When files cannot be read or written, and for a path that is no folder.
pub fn run(arguments: &IdsArgs) -> anyhow::Result<Outcome> {
    let source = SourceArgs {
        path: arguments.path.clone(),
        drafts: true,
        strict: false,
        edition: None,
        untrusted: false,
    };
    let project = Project::new(&source, None, None)?;
    let mut loaded = project.load()?;
    if loaded.site.only.is_some() {
        let said = "prepbook ids is about a whole folder: a question may move to another file; \
                    name the folder";
        return Err(WrongUsage(said.to_owned()).into());
    }
    if !loaded.is_usable() {
        loaded.say_diagnostics(&loaded.config.diagnostics, ReportFormat::Human);
        return Ok(Outcome::ContentErrors);
    }
    let mut builder = Builder::default();
    let mut outcome = Outcome::Fine;
    if arguments.pin {
        let called = builder.ids(&loaded.inputs, &loaded.config.value);
        outcome = pin::run(&loaded, &mut builder, &called)?;
        loaded = project.load_again(&loaded)?;
    }
    if arguments.write || !arguments.pin {
        let called = builder.ids(&loaded.inputs, &loaded.config.value);
        let ids = Ids {
            loaded: &loaded,
            called: &called,
        };
        let wrong = match arguments.write {
            true => ids.write()?,
            false => ids.show()?,
        };
        if wrong == Outcome::ContentErrors {
            outcome = wrong;
        }
    }
    Ok(outcome)
}

struct Ids<'a> {
    loaded: &'a Loaded,
    called: &'a Called,
}

impl Ids<'_> {
    /// A dry run.
    fn show(&self) -> anyhow::Result<Outcome> {
        let settled = &self.called.settled;
        self.say_unsettled();
        let total = self.count();
        if self.loaded.inputs.ledger.is_none() {
            terminal::say(&match total {
                0 => "there are no questions, and no prepbook.ids".to_owned(),
                _ => format!(
                    "there is no {LEDGER_FILE} yet: prepbook ids --write keeps the ids of {}",
                    terminal::count(total, "question", "questions")
                ),
            });
            return Ok(match total {
                0 => Outcome::Fine,
                _ => Outcome::ContentErrors,
            });
        }
        terminal::print(&self.changes())?;
        let damaged = self.called.ledger.value.damaged;
        if damaged || !settled.is_current() {
            terminal::say(&match report::summary(settled) {
                _ if damaged => DAMAGED.to_owned(),
                Some(summary) => format!(
                    "{LEDGER_FILE} is behind: {summary}; prepbook ids --write brings it up to date"
                ),
                None => NEEDS_YOU.to_owned(),
            });
            return Ok(Outcome::ContentErrors);
        }
        let count = terminal::count(total, "question", "questions");
        terminal::say(&format!("{LEDGER_FILE} knows all of {count}"));
        Ok(Outcome::Fine)
    }

    fn write(&self) -> anyhow::Result<Outcome> {
        let settled = &self.called.settled;
        let known = self.loaded.inputs.ledger.as_ref();
        self.say_unsettled();
        if self.called.ledger.value.damaged {
            terminal::say(&format!(
                "{DAMAGED}, and would be lost; nothing was written"
            ));
            return Ok(Outcome::ContentErrors);
        }
        if self.count() == 0 && known.is_none() {
            terminal::say("there are no questions, so nothing was written");
            return Ok(Outcome::Fine);
        }
        let (outcome, unchanged) = match settled.is_clear() {
            true => (Outcome::Fine, "prepbook.ids is up to date"),
            false => (Outcome::ContentErrors, NEEDS_YOU),
        };
        let text = self.called.text();
        if known.is_some_and(|file| *file.text == *text && file.notes.is_empty()) {
            terminal::say(unchanged);
            return Ok(outcome);
        }
        let path = self.loaded.site.root.join(LEDGER_FILE);
        beside::replace(&[(path.clone(), text.into_bytes())])?;
        if known.is_some() {
            terminal::print(&self.changes())?;
        }
        let summary = match known {
            None => terminal::count(self.count(), "question", "questions"),
            Some(_) => report::summary(settled).unwrap_or_else(|| "fingerprints only".to_owned()),
        };
        terminal::say(&format!("wrote {} ({summary})", shown(&path)));
        Ok(outcome)
    }

    /// Says what is wrong with the lines, and what may be more than one question.
    fn say_unsettled(&self) {
        let called = self.called;
        let mut diagnostics = called.ledger.diagnostics.clone();
        diagnostics.extend(report::unsettled(&called.settled, &called.shown()));
        self.loaded
            .say_diagnostics(&diagnostics, ReportFormat::Human);
    }

    fn count(&self) -> usize {
        self.called.settled.ids.iter().map(Vec::len).sum()
    }

    /// A line for every question that the file does not know as it is.
    fn changes(&self) -> String {
        let settled = &self.called.settled;
        let mut out = String::new();
        let place = |(document, question): Place| {
            let asked = &self.called.asked[document][question];
            let document = &self.called.documents[document];
            let line = document.lines.line(asked.title_span.start as usize);
            format!(
                "{}{}:{line}",
                self.loaded.site.display_prefix, document.file
            )
        };
        for change in &settled.changes {
            let (document, question) = change.place;
            let id = &settled.ids[document][question];
            let title = &self.called.asked[document][question].title;
            let (word, was) = match &change.kind {
                ChangeKind::New => ("new", String::new()),
                ChangeKind::Reworded(was) => ("reworded", format!("  (was: {was})")),
                ChangeKind::Moved(from) => ("moved", format!("  (was in {from})")),
                ChangeKind::Renamed(old) => ("new id", format!("  (was {old})")),
                ChangeKind::Rewritten => ("new text", String::new()),
            };
            // Writing to a string cannot fail.
            let place = place(change.place);
            let title = terminal::shorten(title);
            let _ = writeln!(out, "{word:<8}  {place}  {id}  {title}{was}");
        }
        for lost in &settled.lost {
            let _ = writeln!(out, "gone      {}  {}  {}", lost.file, lost.id, lost.title);
            if let Some(perhaps) = lost.perhaps {
                let title = &self.called.asked[perhaps.0][perhaps.1].title;
                let _ = writeln!(
                    out,
                    "          if it is {} now ({}), write <!-- id: {} --> under it",
                    place(perhaps),
                    terminal::shorten(title),
                    lost.id
                );
            }
        }
        out
    }
}

fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.trim_start_matches("./").to_owned()
}

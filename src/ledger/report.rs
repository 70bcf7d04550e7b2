//! What is said of a file that does not know the questions of today.

use super::format::Ledger;
use super::settle::{ChangeKind, Place, Settled, Shown};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::FileId;
use crate::source::site::LEDGER_FILE;

/// So many questions are named.
const NAMED: usize = 5;

/// What is wrong: what the file cannot tell, and that it is behind.
pub fn diagnostics(ledger: &Ledger, settled: &Settled, documents: &[Shown<'_>]) -> Vec<Diagnostic> {
    let mut found = unsettled(settled, documents);
    if let Some(summary) = summary(settled) {
        found.push(behind(ledger, settled, documents, &summary));
    }
    found
}

/// What the file cannot tell.
pub fn unsettled(settled: &Settled, documents: &[Shown<'_>]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for contested in &settled.contested {
        found.push(ambiguous(settled, contested, documents));
    }
    for (id, (document, question)) in &settled.blocked {
        let shown = documents[*document];
        let span = shown.asked[*question].title_span;
        let message = format!("this question cannot have its id '{id}'");
        found.push(
            Diagnostic::new(Code::AmbiguousId, &shown.document.file, span, message)
                .label("another place of this file has it")
                .help("give the other place another id, or remove the line from prepbook.ids"),
        );
    }
    found
}

fn ambiguous(
    settled: &Settled,
    contested: &super::Contested,
    documents: &[Shown<'_>],
) -> Diagnostic {
    let place = |(document, question): Place| {
        let shown = documents[document];
        (&shown.document.file, shown.asked[question].title_span)
    };
    let (file, span) = place(contested.questions[0]);
    let ids: Vec<String> = contested.ids.iter().map(|id| format!("'{id}'")).collect();
    let others = &contested.questions[1..];
    let message = match (others.len(), ids.len()) {
        (0, _) => format!("this question may be {}", ids.join(" or ")),
        (1, _) => format!("this question or another one may be {}", ids.join(" or ")),
        (number, _) => format!(
            "this question or one of {number} others may be {}",
            ids.join(" or ")
        ),
    };
    let (document, question) = contested.questions[0];
    let now = &settled.ids[document][question];
    let mut diagnostic = Diagnostic::new(Code::AmbiguousId, file, span, message)
        .label(format!("published as '{now}'"))
        .help(format!(
            "write <!-- id: {} --> under the one that it is, or remove the line from {LEDGER_FILE}",
            contested.ids[0]
        ));
    for other in others.iter().take(NAMED) {
        let (file, span) = place(*other);
        diagnostic = diagnostic.related(file, span, "or this one");
    }
    diagnostic
}

fn behind(
    ledger: &Ledger,
    settled: &Settled,
    documents: &[Shown<'_>],
    summary: &str,
) -> Diagnostic {
    let file = FileId::new(LEDGER_FILE);
    let lost = settled.lost.first();
    let line = lost.and_then(|lost| {
        let place = ledger
            .entries
            .binary_search_by(|entry| entry.id.cmp(&lost.id));
        Some(ledger.entries[place.ok()?].versions[0].span)
    });
    let message = format!("the ids are behind the questions: {summary}");
    let mut diagnostic = match line {
        Some(span) => Diagnostic::new(Code::StaleIds, &file, span, message)
            .label("the question of this line is gone"),
        None => Diagnostic::of_file(Code::StaleIds, &file, message),
    };
    let counting = settled.changes.iter().filter(|change| change.kind.counts());
    for change in counting.take(NAMED) {
        let (document, question) = change.place;
        let shown = documents[document];
        let span = shown.asked[question].title_span;
        diagnostic = diagnostic.related(&shown.document.file, span, what(&change.kind));
    }
    diagnostic
        .help("prepbook ids shows what changed, prepbook ids --write brings the file up to date")
}

fn what(kind: &ChangeKind) -> String {
    match kind {
        ChangeKind::New => "new".to_owned(),
        ChangeKind::Reworded(was) => format!("was '{was}'"),
        ChangeKind::Moved(from) => format!("was in {from}"),
        ChangeKind::Renamed(id) => format!("was '{id}'"),
        ChangeKind::Rewritten => "has another text".to_owned(),
    }
}

/// `2 new, 1 reworded`, if there is anything to say.
pub fn summary(settled: &Settled) -> Option<String> {
    let count = |is: fn(&ChangeKind) -> bool| {
        let kinds = settled.changes.iter().map(|change| &change.kind);
        kinds.filter(|kind| is(kind)).count()
    };
    let counts = [
        (count(|kind| *kind == ChangeKind::New), "new"),
        (
            count(|kind| matches!(kind, ChangeKind::Reworded(_))),
            "reworded",
        ),
        (count(|kind| matches!(kind, ChangeKind::Moved(_))), "moved"),
        (
            count(|kind| matches!(kind, ChangeKind::Renamed(_))),
            "with another id",
        ),
        (settled.lost.len(), "gone"),
    ];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{number} {word}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

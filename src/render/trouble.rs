//! What the template engine says, as diagnostics with a place.
//!
//! Syntax and rendering errors carry their place. Unknown filters, components and the like come
//! as one message that holds a report for each, so those are read back from its text.

use std::collections::BTreeMap;

use tera::{Error, ErrorKind, ReportError};

use super::embedded;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, LineIndex, SourceFile, Span};

/// Template files by the name that the engine knows them by.
pub type Sources = BTreeMap<String, SourceFile>;

const HELP: &str = "the handbook lists what each template gets";

/// Every mistake that `error` tells of.
pub fn diagnostics(error: &Error, sources: &Sources) -> Vec<Diagnostic> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            vec![of_report(report, sources)]
        }
        ErrorKind::MissingParent { current, parent } => vec![of_name(
            current,
            parent,
            &format!("there is no template '{parent}' to extend"),
            sources,
        )],
        ErrorKind::CircularExtend {
            tpl,
            inheritance_chain: chain,
        } => vec![circle(tpl, chain, "extends", sources)],
        ErrorKind::CircularInclude {
            tpl,
            include_chain: chain,
        } => vec![circle(tpl, chain, "includes", sources)],
        ErrorKind::Msg(message) => of_message(message, sources),
        other => vec![of_message_alone(&other.to_string(), sources)],
    }
}

/// The first of them; rendering stops there.
pub fn first(error: &Error, sources: &Sources) -> Diagnostic {
    let mut all = diagnostics(error, sources).into_iter();
    all.next()
        .unwrap_or_else(|| of_message_alone(&error.to_string(), sources))
}

fn of_report(report: &ReportError, sources: &Sources) -> Diagnostic {
    let range = &report.span().range;
    let span = match sources.get(report.filename()) {
        // The end of the text has a line and a column, and the range of what stands before it.
        Some(file) if report.message() == "Unexpected end of input" => {
            let end = file.text.trim_end().len();
            Span::at(end)
        }
        _ => Span::new(range.start, range.end),
    };
    at(report.filename(), span, report.message(), sources)
}

/// One message with a report for each mistake:
///
/// ```text
/// error: Unknown filter `x`
///  --> page.html:2:11
///   |
/// 2 | {{ name | x }}
///   |           ^
/// ```
fn of_message(message: &str, sources: &Sources) -> Vec<Diagnostic> {
    let lines: Vec<&str> = message.lines().collect();
    let found: Vec<_> = lines
        .windows(5)
        .filter_map(|lines| {
            let what = lines[0].strip_prefix("error: ")?;
            let place = lines[1].trim_start().strip_prefix("--> ")?;
            let (place, column) = place.rsplit_once(':')?;
            let (name, line) = place.rsplit_once(':')?;
            let width = lines[4].chars().rev().take_while(|c| *c == '^').count();
            let text = &sources.get(name)?.text;
            let start = offset(text, line.parse().ok()?, column.parse().ok()?);
            let length = text[start..].chars().take(width).map(char::len_utf8).sum();
            let span = Span::new(start, start.saturating_add(length));
            Some(at(name, span, what, sources))
        })
        .collect();
    if found.is_empty() {
        return vec![of_message_alone(message, sources)];
    }
    found
}

/// A message without a place is shown at the first template that it names.
fn of_message_alone(message: &str, sources: &Sources) -> Diagnostic {
    let named = message
        .split('`')
        .skip(1)
        .step_by(2)
        .find(|name| sources.contains_key(*name));
    let file = named.map_or_else(|| unknown_file("base.html"), |name| id(name, sources));
    let (message, help) = sentences(message);
    Diagnostic::of_file(Code::InvalidTemplate, &file, message)
        .help(help.unwrap_or_else(|| HELP.to_owned()))
}

fn circle(name: &str, chain: &[String], verb: &str, sources: &Sources) -> Diagnostic {
    let others: Vec<_> = chain.iter().filter(|other| *other != name).collect();
    let Some(next) = others.first() else {
        let message = format!("the template {verb} itself");
        return of_name(name, name, &message, sources).help(format!(
            "'{}{name}' is the built-in template of this name",
            embedded::PREFIX
        ));
    };
    let way: Vec<_> = others.iter().map(|other| format!("'{other}'")).collect();
    let message = format!("the template {verb} itself by way of {}", way.join(", "));
    of_name(name, next, &message, sources)
}

/// A diagnostic about the template `name`, at the place where it names `other`.
fn of_name(name: &str, other: &str, message: &str, sources: &Sources) -> Diagnostic {
    let span = sources.get(name).and_then(|file| {
        let short = other.strip_prefix(embedded::PREFIX).unwrap_or(other);
        [other, short].iter().find_map(|other| {
            ['"', '\''].iter().find_map(|quote| {
                let quoted = format!("{quote}{other}{quote}");
                let start = file.text.find(&quoted)?;
                Some(Span::new(start, start + quoted.len()))
            })
        })
    });
    let file = id(name, sources);
    match span {
        Some(span) => Diagnostic::new(Code::InvalidTemplate, &file, span, message),
        None => Diagnostic::of_file(Code::InvalidTemplate, &file, message),
    }
    .help(HELP)
}

fn at(name: &str, span: Span, message: &str, sources: &Sources) -> Diagnostic {
    let (message, help) = sentences(message);
    Diagnostic::new(Code::InvalidTemplate, &id(name, sources), span, message)
        .help(help.unwrap_or_else(|| HELP.to_owned()))
}

fn id(name: &str, sources: &Sources) -> FileId {
    sources
        .get(name)
        .map_or_else(|| unknown_file(name), |file| file.id.clone())
}

fn unknown_file(name: &str) -> FileId {
    FileId::new(format!("themes/default/templates/{name}"))
}

/// The engine's first sentence in the house's form, and the rest of what it says.
fn sentences(message: &str) -> (String, Option<String>) {
    let message = message.replace('`', "'");
    let (first, rest) = message.split_once(". ").unwrap_or((&message, ""));
    let rest = (!rest.is_empty()).then(|| clause(rest));
    (clause(first), rest)
}

/// A sentence without its capital and full stop.
fn clause(sentence: &str) -> String {
    let mut characters = sentence.trim_end_matches('.').chars();
    let first: String = characters
        .next()
        .into_iter()
        .flat_map(char::to_lowercase)
        .collect();
    first + characters.as_str()
}

/// Offset of a line and a column in characters, both from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = LineIndex::new(text).line_start(line);
    let before: usize = text[start..]
        .chars()
        .take(column.saturating_sub(1))
        .map(char::len_utf8)
        .sum();
    start + before
}

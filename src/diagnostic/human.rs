//! The human format: source lines with carets, notes and help.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::report::Report;
use super::{Diagnostic, Severity};
use crate::source::{FileId, Span};

/// A line is shown up to this many bytes around its caret; minified files would fill the screen.
const LONGEST_LINE: usize = 400;

/// Every diagnostic with its source, parted by blank lines.
pub fn write(report: &Report<'_>, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .decor_style(DecorStyle::Ascii);
    let mut out = String::new();
    for diagnostic in report.diagnostics {
        out.push_str(&one(report, diagnostic, &renderer));
        out.push_str("\n\n");
    }
    out
}

fn one(report: &Report<'_>, diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level
        .primary_title(&*diagnostic.message)
        .id(diagnostic.code.name())
        .elements(std::iter::empty::<Origin<'_>>());
    let path = report.path(&diagnostic.file);
    let mut columns = Vec::new();
    match diagnostic.span {
        Some(span) => {
            let place = Place::new(report, &diagnostic.file, span);
            columns.extend(place.columns(&path));
            let caret = AnnotationKind::Primary.span(place.range.clone());
            let caret = match &diagnostic.label {
                Some(label) => caret.label(&**label),
                None => caret,
            };
            group = group.element(
                Snippet::source(place.text)
                    .line_start(place.line)
                    .path(path)
                    .annotation(caret),
            );
        }
        None => group = group.element(Origin::path(path)),
    }
    for related in &diagnostic.related {
        let place = Place::new(report, &related.file, related.span);
        let path = report.path(&related.file);
        columns.extend(place.columns(&path));
        group = group.element(
            Snippet::source(place.text)
                .line_start(place.line)
                .path(path)
                .annotation(
                    AnnotationKind::Context
                        .span(place.range)
                        .label(&*related.message),
                ),
        );
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(&**help));
    }
    let text = renderer.render(&[group]);
    columns.iter().fold(text, |text, (written, real)| {
        text.replacen(written, real, 1)
    })
}

/// The first line of a span, cut to a size that fits a screen, with the span inside it.
struct Place<'a> {
    text: &'a str,
    line: usize,
    range: std::ops::Range<usize>,
    /// Number of characters of the line that are missing in front of `text`.
    missing: usize,
}

impl<'a> Place<'a> {
    fn new(report: &'a Report<'_>, file: &FileId, span: Span) -> Self {
        let text = report.text(file);
        let start = floor_boundary(text, span.start as usize);
        let end = floor_boundary(text, (span.end as usize).max(start)).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let from = if start - line_start > LONGEST_LINE {
            floor_boundary(text, start - LONGEST_LINE / 2)
        } else {
            line_start
        };
        let to = if line_end - from > LONGEST_LINE {
            floor_boundary(text, (start + LONGEST_LINE / 2).min(line_end))
        } else {
            line_end
        };
        Self {
            text: &text[from..to],
            line: report.lines(file).line(start),
            missing: text[line_start..from].chars().count(),
            range: start - from..end.min(to).max(start) - from,
        }
    }
}

impl Place<'_> {
    /// The place as the renderer writes it, and as it is, when the renderer cannot know how much
    /// of the line it does not see.
    fn columns(&self, path: &str) -> Option<(String, String)> {
        let column = self.text[..self.range.start].chars().count() + 1;
        let line = self.line;
        (self.missing > 0).then(|| {
            (
                format!("{path}:{line}:{column}"),
                format!("{path}:{line}:{}", column + self.missing),
            )
        })
    }
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

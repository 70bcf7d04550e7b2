//! What one audience may see: a document, projected before documents are joined to a guide.
//!
//! 1. Front matter (`editions:`) and the edition's globs say whether the document is in it at all.
//! 2. Each part is cut down to the fields that the edition shows ([`parts`], [`question`]). A part
//!    with nothing left is dropped, and a document without parts is not published.
//! 3. What is left decides which footnotes, fragments, links and formulas the document still has
//!    ([`rest`]), so that later stages cannot see the others.
//!
//! **It fails closed.** Unless answers are shown anyway, text is shown only where the author
//! labelled what it is ([`Question::prompt_end`], [`Question::title_sure`]), and of that only what
//! cannot hide anything ([`open`]): no folds, no raw HTML, no titles of links. What stays out
//! because its sense was guessed is a diagnostic at its place.
//!
//! [`Question::prompt_end`]: crate::model::Question::prompt_end
//! [`Question::title_sure`]: crate::model::Question::title_sure

mod choice;
mod globs;
mod open;
mod parts;
mod question;
mod rest;

use crate::config::{Edition, Field};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::model::prose::plain_text;
use crate::model::{Document, PartBody, Prose};
use crate::source::{Asset, FileId, Span};

pub use globs::matches_any;

/// What `edition` shows of a document, or nothing when it shows nothing.
pub fn project(document: &Document, edition: &Edition) -> Checked<Option<Document>> {
    if edition.is_whole() {
        return Checked::fine(Some(document.clone()));
    }
    if !holds(document, edition) {
        return Checked::fine(None);
    }
    let mut view = View {
        edition,
        file: &document.file,
        strict: !edition.shows(Field::Answer),
        diagnostics: Vec::new(),
    };
    let mut projected = document.clone();
    let several = document.parts.len() > 1;
    let mut left = false;
    projected.parts = document
        .parts
        .iter()
        .enumerate()
        .filter_map(|(index, part)| {
            let found = parts::project(part, &mut view);
            left |= found.is_some();
            // The text before the first scenario has a page of its own in every edition, so that
            // the others keep their addresses.
            let lead = several && index == 0 && part.title.is_empty();
            found.or_else(|| {
                lead.then(|| {
                    let mut empty = part.clone();
                    empty.body = PartBody::Page(Prose::default());
                    empty
                })
            })
        })
        .collect();
    if !left {
        return Checked::new(None, view.diagnostics);
    }
    if !several
        && let Some(part) = projected.parts.first_mut()
        && plain_text(&part.title) != projected.title
    {
        // Front matter's title goes before the heading, which is nowhere else to be seen.
        part.title.clear();
        part.anchor.clear();
    }
    let meta = &mut projected.meta;
    if !edition.shows(Field::About) {
        meta.description = None;
        meta.owner = None;
        meta.reviewed = None;
        meta.extra.clear();
    }
    if !edition.shows(Field::Tags) {
        meta.tags.clear();
        meta.tag_places.clear();
    }
    if !edition.shows(Field::Level) {
        meta.level = None;
    }
    rest::prune(&mut projected, &mut view);
    Checked::new(Some(projected), view.diagnostics)
}

/// Whether the document is in the edition at all.
fn holds(document: &Document, edition: &Edition) -> bool {
    let named = document
        .meta
        .editions
        .as_ref()
        .is_none_or(|names| names.contains(&edition.name));
    let path = &*document.path;
    named
        && (edition.include.is_empty() || matches_any(&edition.include, path))
        && !matches_any(&edition.exclude, path)
}

/// Whether a file of `static/` is in the edition; `brand` names the files that the site needs.
pub fn holds_static<'a>(
    asset: &Asset,
    edition: &Edition,
    mut brand: impl Iterator<Item = &'a str>,
) -> bool {
    edition.is_whole()
        || matches_any(&edition.statics, &asset.path)
        || brand.any(|path| path == &*asset.path)
}

/// What every function here needs.
struct View<'a> {
    edition: &'a Edition,
    file: &'a FileId,
    /// Whether answers are hidden, so that whatever may be one has to stay out.
    strict: bool,
    diagnostics: Vec<Diagnostic>,
}

impl View<'_> {
    fn shows(&self, field: Field) -> bool {
        self.edition.shows(field)
    }

    /// Says that something stays out because nobody said what it is.
    fn withheld(&mut self, span: Span, what: &str, help: &str) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::WithheldText,
                self.file,
                span,
                format!("{what} stays out of the edition '{}'", self.edition.name),
            )
            .help(help.to_owned()),
        );
    }
}

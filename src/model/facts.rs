//! What later stages need to know of a document without walking it again.

use std::sync::Arc;

use super::question::QuestionId;
use crate::source::Span;

/// Facts about one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Every place a fragment can name, in source order.
    pub anchors: Vec<Anchor>,
    /// Every link and image, in source order.
    pub links: Vec<OutLink>,
    /// Languages that code blocks name, in source order.
    pub languages: Vec<(String, Span)>,
    /// Formulas, in source order.
    pub formulas: Vec<(String, Span)>,
    /// Where its questions were before, as far as the guide's file of ids knows.
    pub former: Vec<Former>,
    /// Number of words of text, code not counted.
    pub words: u32,
}

/// A place that a fragment names.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchor {
    /// The fragment without `#`.
    pub slug: Arc<str>,
    /// The `id` that the element carries on its page; empty for the top of the page.
    pub html_id: Arc<str>,
    /// Where the place is in the source, which says on which page it lands.
    pub offset: u32,
}

/// A question that came from another file.
#[derive(Clone, Debug, PartialEq)]
pub struct Former {
    /// The question.
    pub id: QuestionId,
    /// That file, relative to the content root.
    pub path: Arc<str>,
}

/// A link or an image.
#[derive(Clone, Debug, PartialEq)]
pub struct OutLink {
    /// The target as written.
    pub target: String,
    /// Where the link stands.
    pub span: Span,
    /// Whether it is an image.
    pub image: bool,
}

//! Terms and their definitions.

use super::prose::{Inline, Prose};
use crate::source::Span;

/// Terms in source order, with what stands around them.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Glossary {
    /// What stands before the first term.
    pub lead: Prose,
    /// The terms.
    pub terms: Vec<Term>,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Term {
    /// Where it stands.
    pub span: Span,
    /// Its fragment, unique in the file.
    pub anchor: String,
    /// The term.
    pub name: Vec<Inline>,
    /// What it means.
    pub definition: Prose,
}

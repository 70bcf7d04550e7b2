//! Markdown to blocks.
//!
//! 1. Dollars that are money are escaped ([`dollars`]).
//! 2. CommonMark with GitHub's extensions runs over the whole text.
//! 3. Events become a tree of [`Block`]s with places in the source ([`tree`]).
//! 4. `<details>` becomes a block ([`folds`]), bare web addresses become links ([`autolinks`]).

pub(super) mod autolinks;
pub(super) mod dollars;
pub(super) mod folds;
pub(super) mod tree;

use pulldown_cmark::Options;

use super::repair::Repaired;
use crate::diagnostic::Diagnostic;
use crate::model::Block;
use crate::source::FileId;

/// Reads `source` with `edits` applied; `math` is what the author settled about dollars.
pub(super) fn blocks(
    file: &FileId,
    source: &str,
    edits: Vec<super::repair::Edit>,
    math: Option<bool>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    let edits = match math {
        Some(_) => edits,
        None => dollars::escape_money(file, source, edits, diagnostics),
    };
    let repaired = Repaired::new(source, edits);
    let mut blocks = tree::build(&repaired, options(math != Some(false)));
    folds::fold(file, source, &mut blocks, diagnostics);
    autolinks::link(&mut blocks);
    blocks
}

/// CommonMark with everything that GitHub shows, and definition lists.
pub(super) fn options(math: bool) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    options.set(Options::ENABLE_MATH, math);
    options
}

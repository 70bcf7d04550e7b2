//! Markdown to blocks.
//!
//! 1. CommonMark with GitHub's extensions runs over the whole text.
//! 2. Events become a tree of [`Block`]s with places in the source ([`tree`]); what opens a
//!    block of code is understood by [`fence`].
//! 3. When there are dollars that are money, they are escaped and the text is read again
//!    ([`dollars`]).
//! 4. `<details>` becomes a block ([`folds`]), headings and lists of raw HTML
//!    that stand for Markdown's become blocks ([`html_blocks`]), names in double brackets ([`wikilinks`]) and bare
//!    web addresses ([`autolinks`]) become links.

pub(super) mod autolinks;
pub(super) mod dollars;
pub(super) mod fence;
pub(super) mod folds;
mod html_blocks;
pub(super) mod tree;
mod wikilinks;

use pulldown_cmark::Options;

use super::repair::{Edit, Repaired};
use crate::diagnostic::Diagnostic;
use crate::model::{Block, BlockKind};
use crate::source::{FileId, Span};

/// Extensions that are given up one after the other for a text on which the parser panics, as
/// 0.13.6 does on a task list item `- [ ] \` with `  - ` below it.
const GIVEN_UP: [Options; 3] = [
    Options::empty(),
    Options::ENABLE_HEADING_ATTRIBUTES,
    Options::ENABLE_HEADING_ATTRIBUTES
        .union(Options::ENABLE_DEFINITION_LIST)
        .union(Options::ENABLE_TABLES)
        .union(Options::ENABLE_TASKLISTS)
        .union(Options::ENABLE_FOOTNOTES),
];

/// Reads `source` with `edits` applied; `math` is what the author settled about dollars. A text
/// that the Markdown parser cannot read at all becomes one block of code, so that one odd file
/// does not end the run.
pub(super) fn blocks(
    file: &FileId,
    source: &str,
    edits: &[Edit],
    math: Option<bool>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    for without in GIVEN_UP {
        let read = std::panic::catch_unwind(|| {
            let mut said = Vec::new();
            let blocks = read(file, source, edits.to_vec(), math, without, &mut said);
            (blocks, said)
        });
        if let Ok((blocks, said)) = read {
            diagnostics.extend(said);
            return blocks;
        }
    }
    vec![Block::new(
        Span::new(0, source.len()),
        BlockKind::Code {
            language: String::new(),
            fence: Box::default(),
            text: source.to_owned(),
        },
    )]
}

fn read(
    file: &FileId,
    source: &str,
    edits: Vec<Edit>,
    math: Option<bool>,
    without: Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    let options = options(math != Some(false)) - without;
    let mut blocks = match math {
        Some(_) => tree::build(&Repaired::new(source, edits), options, &mut |_, _| {}),
        None => dollars::read_without_money(file, source, edits, diagnostics, &|repaired, look| {
            tree::build(repaired, options, look)
        }),
    };
    folds::fold(file, source, &mut blocks, diagnostics);
    html_blocks::convert(&mut blocks);
    wikilinks::link(source, &mut blocks);
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

#[cfg(test)]
mod tests {
    use super::blocks;
    use crate::model::Prose;
    use crate::source::FileId;

    #[test]
    fn a_text_on_which_the_parser_panics_is_read_with_fewer_extensions() {
        let source = "- [ ] \\\n  - \n\nstill here\n";
        let read = blocks(&FileId::new("a.md"), source, &[], None, &mut Vec::new());
        assert!(Prose::new(read).plain_text().ends_with("still here"));
    }
}

//! Prose that cannot hide anything: without folds, raw HTML, titles of links, ticked boxes, and
//! what else is not plainly to be read.

use super::{View, choice};
use crate::language::{Resolved, resolve};
use crate::model::{Block, BlockKind, Inline, InlineKind, Prose};

/// Tags that only give words a look; with attributes they could carry other words.
const PLAIN_TAGS: [&str; 14] = [
    "b", "br", "code", "del", "em", "i", "ins", "kbd", "mark", "s", "strong", "sub", "sup", "u",
];

const HELP: &str = "write it in plain Markdown without HTML, or below a label: #### Hints";

/// What of the prose can be shown to somebody who must not see answers. Where answers are shown
/// anyway, all of it.
pub(super) fn prose(prose: &Prose, view: &mut View<'_>) -> Prose {
    if !view.strict {
        return prose.clone();
    }
    Prose::new(blocks(&prose.blocks, view))
}

pub(super) fn blocks(blocks: &[Block], view: &mut View<'_>) -> Vec<Block> {
    blocks.iter().filter_map(|one| block(one, view)).collect()
}

fn block(block: &Block, view: &mut View<'_>) -> Option<Block> {
    let kind = match &block.kind {
        BlockKind::Details { .. } => {
            view.withheld(
                block.span,
                "what is folded here",
                "write what everybody may read without <details>",
            );
            return None;
        }
        BlockKind::Html(html) => {
            if !is_comment(html) {
                view.withheld(block.span, "raw HTML", HELP);
            }
            return None;
        }
        BlockKind::Footnote { .. } => return None,
        BlockKind::Paragraph(content) => BlockKind::Paragraph(checked(block, content, view)?),
        BlockKind::Heading {
            level,
            content,
            anchor,
        } => BlockKind::Heading {
            level: *level,
            content: checked(block, content, view)?,
            anchor: anchor.clone(),
        },
        BlockKind::Quote {
            alert,
            blocks: inside,
        } => BlockKind::Quote {
            alert: *alert,
            blocks: some(blocks(inside, view))?,
        },
        // Behind the language an author can write anything.
        BlockKind::Code { language, text, .. } => BlockKind::Code {
            language: match resolve(language) {
                Resolved::Unknown => String::new(),
                _ => language.clone(),
            },
            fence: Box::default(),
            text: text.clone(),
        },
        BlockKind::List {
            start,
            tight,
            items,
        } => {
            // A tick is a key, and so is whatever else sets the right item of such a list apart.
            let mut ticked = items.iter().filter(|item| item.task.is_some());
            if ticked.any(|item| choice::tells(&item.blocks)) {
                view.withheld(
                    block.span,
                    "a list of choices, with a sign for the right one,",
                    "mark the right one with - [x] alone",
                );
                return None;
            }
            let mut items = items.clone();
            for item in &mut items {
                item.blocks = if item.task.is_some() {
                    choice::without_key(&item.blocks, view)
                } else {
                    blocks(&item.blocks, view)
                };
                item.task = item.task.map(|_| false);
            }
            items.retain(|item| !item.blocks.is_empty());
            BlockKind::List {
                start: *start,
                tight: *tight,
                items: some(items)?,
            }
        }
        BlockKind::Table {
            alignments,
            head,
            rows,
        } => BlockKind::Table {
            alignments: alignments.clone(),
            head: cells(block, head, view)?,
            rows: rows
                .iter()
                .map(|row| cells(block, row, view))
                .collect::<Option<_>>()?,
        },
        BlockKind::Definitions(definitions) => {
            let mut definitions = definitions.clone();
            for definition in &mut definitions {
                definition.term = checked(block, &definition.term, view)?;
                for inside in &mut definition.definitions {
                    *inside = blocks(inside, view);
                }
            }
            BlockKind::Definitions(definitions)
        }
        BlockKind::Rule => BlockKind::Rule,
    };
    Some(Block::new(block.span, kind))
}

fn some<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

fn cells(block: &Block, row: &[Vec<Inline>], view: &mut View<'_>) -> Option<Vec<Vec<Inline>>> {
    row.iter().map(|cell| checked(block, cell, view)).collect()
}

/// Running text without comments and titles of links. With a tag that could hide words the whole
/// block stays out, because the words between tags are text.
fn checked(block: &Block, content: &[Inline], view: &mut View<'_>) -> Option<Vec<Inline>> {
    let mut fine = true;
    let content = inlines(content, &mut fine);
    if !fine {
        view.withheld(block.span, "text with raw HTML", HELP);
    }
    fine.then_some(content)
}

/// A title: its words are shown in any case, its tags are not.
pub(super) fn title(content: &[Inline], view: &View<'_>) -> Vec<Inline> {
    if view.strict {
        inlines(content, &mut true)
    } else {
        content.to_vec()
    }
}

fn inlines(content: &[Inline], fine: &mut bool) -> Vec<Inline> {
    content
        .iter()
        .filter_map(|inline| {
            let mut list = |inside: &[Inline]| inlines(inside, fine);
            let kind = match &inline.kind {
                InlineKind::Html(html) => {
                    let plain = is_plain_tag(html);
                    *fine &= plain || is_comment(html);
                    return plain.then(|| inline.clone());
                }
                InlineKind::Emphasis(inside) => InlineKind::Emphasis(list(inside)),
                InlineKind::Strong(inside) => InlineKind::Strong(list(inside)),
                InlineKind::Strikethrough(inside) => InlineKind::Strikethrough(list(inside)),
                InlineKind::Link {
                    target, content, ..
                } => InlineKind::Link {
                    target: target.clone(),
                    title: String::new(),
                    content: list(content),
                },
                InlineKind::Image { target, alt, .. } => InlineKind::Image {
                    target: target.clone(),
                    title: String::new(),
                    alt: list(alt),
                },
                kind => kind.clone(),
            };
            Some(Inline::new(inline.span, kind))
        })
        .collect()
}

fn is_comment(html: &str) -> bool {
    let html = html.trim();
    html.starts_with("<!--") && html.find("-->").is_some_and(|at| at + 3 == html.len())
}

fn is_plain_tag(html: &str) -> bool {
    let name = html
        .trim_start_matches('<')
        .trim_start_matches('/')
        .trim_end_matches('>')
        .trim_end_matches('/')
        .trim();
    PLAIN_TAGS.contains(&name.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::{is_comment, is_plain_tag};

    #[test]
    fn only_tags_without_attributes_are_plain() {
        assert!(is_plain_tag("<sub>") && is_plain_tag("</SUB>") && is_plain_tag("<br />"));
        assert!(!is_plain_tag("<sub title='x'>") && !is_plain_tag("<details>"));
        assert!(is_comment("<!-- x -->\n") && !is_comment("<!-- x --><p>y</p>"));
        assert!(!is_comment("<!-- x --><p>y</p><!-- z -->"));
    }
}

//! Form 3, and form 1 as lists: each item is a question.
//!
//! ```text
//! * What is a closure?            12. What is a mutex?      1.  ### What is a component?
//!   * How would you use one?
//!                                 A lock.                       A part of a page.
//! ```
//!
//! Prose is full of lists that ask, so a list has to be what its file is about: items that start
//! with a heading or with `Q1:` are certain; others have to make up much of the file, or of a section
//! in a file that is known to hold questions. Items that are nothing but a link never are.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use crate::model::prose::{ListItem, plain_text};
use crate::model::{Block, BlockKind, Form, InlineKind, Prose};
use crate::parse::asking::{ends_asking, is_question};
use crate::parse::carriers::Free;
use crate::parse::leading::only_link;
use crate::parse::lift::{Carrier, Shape, first_line};
use crate::parse::markers::{Sense, marker};

/// A list six in ten of whose items ask.
struct Candidate {
    block: usize,
    /// Number of items that are no links.
    items: usize,
    asking: usize,
    /// Items that start with a heading.
    headings: usize,
    /// Items with more than their first paragraph.
    with_text: usize,
    /// Items that a word marks.
    worded: usize,
    /// The first number of a numbered list.
    start: Option<u64>,
}

/// The carriers of the form.
pub(in crate::parse) fn find(free: &Free<'_>) -> Vec<Carrier> {
    let lists: Vec<Candidate> = free
        .blocks()
        .filter_map(|(index, block)| match &block.kind {
            BlockKind::List { items, start, .. } => Some((index, items, *start)),
            _ => None,
        })
        .filter(|(index, ..)| !free.is_labelled(*index) && !free.below_contents(*index))
        .filter_map(|(index, items, start)| candidate(index, items, start))
        .collect();
    let asking: Vec<&Candidate> = lists
        .iter()
        .filter(|list| {
            let share = if free.below_questions(list.block) {
                5
            } else {
                6
            };
            list.asking > 0 && list.asking * 10 >= list.items * share
        })
        .collect();
    let chosen = choose(free, &asking);
    if chosen.is_empty() {
        return Vec::new();
    }
    let chosen = with_siblings(free, &lists, chosen);
    let apart = stand_apart(&chosen);
    chosen
        .iter()
        .enumerate()
        .map(|(position, list)| {
            let next = chosen
                .get(position + 1)
                .map_or(usize::MAX, |next| next.block);
            // What stands at the margin below an item with a heading was only not indented.
            let end = if apart || list.headings > 0 {
                free.end_of_section(list.block, 6).min(next)
            } else {
                list.block + 1
            };
            let marked = list.headings + list.worded > 0 || list.start.is_some();
            Carrier {
                block: list.block,
                end,
                shape: Shape::Items,
                form: if marked { Form::Numbered } else { Form::List },
            }
        })
        .collect()
}

/// The lists that are questions, all of which ask.
fn choose<'a>(free: &Free<'_>, asking: &[&'a Candidate]) -> Vec<&'a Candidate> {
    let sum = |count: fn(&Candidate) -> usize| asking.iter().map(|list| count(list)).sum::<usize>();
    let total = sum(|list| list.asking);
    // Numbers with text between them at the margin are no list of a sentence.
    let numbered = asking.len() > 3 && asking[0].start.is_some() && stand_apart(asking);
    let certain =
        free.certain || numbered || sum(|list| list.headings) >= 3 || sum(|list| list.worded) >= 2;
    if total == 0 || (total < 3 && !certain) {
        return Vec::new();
    }
    if certain {
        return asking.to_vec();
    }
    let share = share(free, asking);
    let called = asking
        .iter()
        .filter(|list| free.below_questions(list.block))
        .map(|list| list.asking)
        .sum::<usize>();
    let items = sum(|list| list.items);
    let with_text = sum(|list| list.with_text) * 2 >= items;
    let many = (items >= 4 && share >= 0.5)
        || (with_text && share >= 0.6)
        || (total >= 12 && share >= 0.3);
    let named = called * 2 >= total && total >= 4 && (share >= 0.25 || total >= 6);
    if many || named {
        return asking.to_vec();
    }
    // Other questions were found: a section that is nothing but such a list holds questions too.
    if free.questions >= 5 {
        let sections = sections(free);
        return asking
            .iter()
            .filter(|list| {
                let head = free.head(list.block);
                let own = words(&free.blocks[list.block]);
                list.asking >= 3
                    && head.is_some_and(|head| free.outline.heads[head].level > 1)
                    && own * 10 >= sections[&head] * 6
            })
            .copied()
            .collect();
    }
    Vec::new()
}

/// In a file of such lists, one that asks less is one of them when it stands alone below a heading
/// like theirs.
fn with_siblings<'a>(
    free: &Free<'_>,
    lists: &'a [Candidate],
    chosen: Vec<&'a Candidate>,
) -> Vec<&'a Candidate> {
    let level = |list: &Candidate| {
        free.head(list.block)
            .map(|head| free.outline.heads[head].level)
    };
    let is_chosen = |list: &Candidate| chosen.iter().any(|one| one.block == list.block);
    let sections = LazyCell::new(|| sections(free));
    let all: Vec<&Candidate> = lists
        .iter()
        .filter(|list| {
            is_chosen(list)
                || (list.asking * 3 >= list.items
                    && level(list).is_some()
                    && chosen.iter().any(|one| level(one) == level(list))
                    && chosen
                        .iter()
                        .all(|one| one.start.is_some() == list.start.is_some())
                    && words(&free.blocks[list.block]) * 10 >= sections[&free.head(list.block)] * 8)
        })
        .collect();
    all
}

/// Whether the lists are mostly single items with their text behind them at the margin.
fn stand_apart(lists: &[&Candidate]) -> bool {
    let single = lists.iter().filter(|list| list.items == 1).count();
    let rising = lists
        .windows(2)
        .all(|pair| match (pair[0].start, pair[1].start) {
            (Some(first), Some(second)) => first != second || first == 1,
            (None, None) => true,
            _ => false,
        });
    lists.len() >= 3 && single * 10 >= lists.len() * 6 && rising
}

/// Share of the free words that stand in `lists`.
#[expect(
    clippy::cast_precision_loss,
    reason = "a share of words needs no more precision"
)]
fn share(free: &Free<'_>, lists: &[&Candidate]) -> f64 {
    let inside: usize = lists
        .iter()
        .map(|list| words(&free.blocks[list.block]))
        .sum();
    let all: usize = free.blocks().map(|(_, block)| words(block)).sum();
    inside as f64 / all.max(1) as f64
}

/// Number of words below each heading that belong to no question.
fn sections(free: &Free<'_>) -> BTreeMap<Option<usize>, usize> {
    let mut sections = BTreeMap::new();
    for (index, block) in free.blocks() {
        let heading = block.as_heading().is_some();
        *sections.entry(free.head(index)).or_default() += if heading { 0 } else { words(block) };
    }
    sections
}

fn words(block: &Block) -> usize {
    let mut words = 0;
    Prose::for_each_inline_in(std::slice::from_ref(block), &mut |inline| {
        if let InlineKind::Text(text) | InlineKind::Code(text) = &inline.kind {
            words += text.split_whitespace().count();
        }
    });
    words
}

fn candidate(block: usize, items: &[ListItem], start: Option<u64>) -> Option<Candidate> {
    let mut candidate = Candidate {
        block,
        items: 0,
        asking: 0,
        headings: 0,
        with_text: 0,
        worded: 0,
        start,
    };
    let mut links = 0;
    for item in items {
        let (content, heading) = match item.blocks.first().map(|block| &block.kind) {
            Some(BlockKind::Paragraph(content)) => (content, false),
            Some(BlockKind::Heading { content, .. }) => (content, true),
            _ => continue,
        };
        // Links to elsewhere that ask may be questions whose answers are there; a title of something
        // to read starts like a question, too.
        let link = only_link(content);
        if link.is_some_and(|target| !target.contains("://")) {
            links += 1;
            continue;
        }
        candidate.items += 1;
        candidate.with_text += usize::from(item.blocks.len() > 1);
        let asks = if link.is_some() {
            ends_asking(&plain_text(content))
        } else {
            let line = first_line(content);
            is_question(&plain_text(line))
                || (line.len() < content.len() && is_question(&plain_text(content)))
                || nested_asks(&item.blocks[1..])
        };
        candidate.asking += usize::from(asks);
        candidate.headings += usize::from(heading);
        let worded =
            marker(content).is_some_and(|marker| marker.sense == Sense::Question && link.is_none());
        candidate.worded += usize::from(worded);
    }
    (candidate.items > links).then_some(candidate)
}

/// Whether items below a question ask on.
pub(in crate::parse) fn nested_asks(blocks: &[Block]) -> bool {
    let [
        Block {
            kind: BlockKind::List { items, .. },
            ..
        },
    ] = blocks
    else {
        return false;
    };
    let asking = items.iter().filter(|item| {
        matches!(item.blocks.first().map(|block| &block.kind),
            Some(BlockKind::Paragraph(content)) if ends_asking(&plain_text(content)))
    });
    asking.count() * 2 >= items.len()
}

#[cfg(test)]
mod tests {
    use crate::parse::testing::questions;

    #[test]
    fn a_file_of_bare_lists_is_its_questions_and_nested_items_ask_on() {
        let text = "# Rivers\n\n* What is a delta?\n  * Where is one?\n* Explain a weir.\n\
                    * Why do rivers bend?\n* Which is longest?\n";
        assert_eq!(
            questions(text),
            [
                "What is a delta? · > Where is one?",
                "Explain a weir.",
                "Why do rivers bend?",
                "Which is longest?",
            ]
        );
    }

    #[test]
    fn headings_in_items_have_their_answers_beside_or_below_them() {
        let text = "1.  ### What is a delta?\n\n    Mud.\n\n2.  ### And a weir?\n\n    A dam.\n\n\
                    3.  ### Why bend?\n\nErosion.\n\n## Sources\n\nNone.\n";
        assert_eq!(
            questions(text),
            [
                "What is a delta? · = Mud.",
                "And a weir? · = A dam.",
                "Why bend? · = Erosion.",
            ]
        );
    }

    #[test]
    fn numbers_with_gaps_have_their_text_at_the_margin() {
        let text = "1. What is a?\n\nA.\n\n2. What is b?\n\nB.\n\n7. What is c?\n\nC.\n\n\
                    8. What is [d](x.md)?\n\nD.\n";
        assert_eq!(
            questions(text),
            [
                "What is a? · = A.",
                "What is b? · = B.",
                "What is c? · = C.",
                "What is d? · = D.",
            ]
        );
    }

    #[test]
    fn lists_of_prose_and_of_links_are_none() {
        let prose = "# Report\n\nLong words of many kinds stand here, and more of them follow, so \
                     that the list below is but a small part of the text.\n\n- Did you search?\n\
                     - Which version?\n- What happened?\n\nAgain long words of many kinds stand here, \
                     and still more of them follow, so that nobody takes this for a quiz at all.\n";
        assert!(questions(prose).is_empty());
        let links = "# Read\n\n- [What is a?](#a)\n- [What is b?](#b)\n- [What is c?](c.md)\n\
                     - [What is d?](d.md)\n\n## A\n\nWords.\n\n## B\n\nWords.\n";
        assert!(questions(links).is_empty());
    }

    #[test]
    fn lists_of_raw_html_are_lists() {
        let text = "<h1>Rivers</h1>\n<ul>\n<li>What is a delta?</li>\n<li>Why bend?</li>\n\
                    <li>Describe a weir.</li>\n<li>Which is longest?</li>\n</ul>\n";
        assert_eq!(
            questions(text),
            [
                "What is a delta?",
                "Why bend?",
                "Describe a weir.",
                "Which is longest?"
            ]
        );
    }
}

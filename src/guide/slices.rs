//! Parts cut into pages by the size of their source: at sections, then at questions.

use crate::model::{Part, PartBody, PlaybookItem, ScenarioItem, TranscriptItem};
use crate::source::Span;

/// A page holds about this many bytes of Markdown.
pub const PAGE_SIZE: usize = 60 * 1024;

/// A page that would be cut back to less than this at a section is cut at a question instead.
const SMALLEST_PAGE: usize = PAGE_SIZE / 4;

/// What a question is counted as beside its source: its buttons, links and folds take up to four
/// times as much HTML.
const QUESTION: usize = 512;

/// Which of a part's units a page holds.
///
/// Units are, in source order: each section's head and each question of a set; the items of a
/// scenario, a playbook or a transcript; the blocks of a page. A glossary is never cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// Index of the first unit.
    pub from: usize,
    /// Index behind the last unit.
    pub to: usize,
    /// Offset in the source where it starts.
    pub start: u32,
    /// Number of the page within its part, from 0.
    pub number: usize,
    /// Number of pages of the part.
    pub count: usize,
}

/// A unit of a question set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetUnit {
    /// The head of a section, with what stands before its first question.
    Section(usize),
    /// A question: its section, and its place in it.
    Question(usize, usize),
}

/// The units of a question set in source order.
pub fn set_units(set: &crate::model::QuestionSet) -> Vec<SetUnit> {
    let mut units = Vec::new();
    for (section_index, section) in set.sections.iter().enumerate() {
        units.push(SetUnit::Section(section_index));
        units.extend(
            (0..section.questions.len()).map(|question| SetUnit::Question(section_index, question)),
        );
    }
    units
}

struct Unit {
    span: Span,
    section: bool,
    question: bool,
}

impl Unit {
    /// What it takes of a page.
    fn size(&self) -> usize {
        self.span.len() + if self.question { QUESTION } else { 0 }
    }
}

/// The pages of a part.
pub fn of_part(part: &Part) -> Vec<Slice> {
    let units = units(part);
    let cuts = cut(&units);
    let count = cuts.len();
    cuts.into_iter()
        .enumerate()
        .map(|(number, (from, to))| {
            let first = units.get(from).filter(|_| number > 0);
            Slice {
                from,
                to,
                start: first.map_or(part.span.start, |unit| unit.span.start),
                number,
                count,
            }
        })
        .collect()
}

fn units(part: &Part) -> Vec<Unit> {
    let plain = |span: Option<Span>| Unit {
        span: span.unwrap_or_default(),
        section: false,
        question: false,
    };
    let question = |span: Span| Unit {
        question: true,
        ..plain(Some(span))
    };
    match &part.body {
        PartBody::Questions(set) => set_units(set)
            .into_iter()
            .map(|unit| match unit {
                SetUnit::Section(index) => {
                    let section = &set.sections[index];
                    let end = section
                        .questions
                        .first()
                        .map_or(section.span.end, |question| question.span.start);
                    Unit {
                        span: Span::new(section.span.start as usize, end as usize),
                        section: true,
                        question: false,
                    }
                }
                SetUnit::Question(section, index) => {
                    question(set.sections[section].questions[index].span)
                }
            })
            .collect(),
        PartBody::Scenario(scenario) => scenario
            .items
            .iter()
            .map(|item| match item {
                ScenarioItem::Prose(prose) => plain(prose.span()),
                ScenarioItem::Role { span, .. } => plain(Some(*span)),
                ScenarioItem::Format(format) => plain(Some(format.span)),
                ScenarioItem::Question(asked) => question(asked.span),
                ScenarioItem::Evaluation(evaluation) => plain(Some(evaluation.span)),
            })
            .collect(),
        PartBody::Playbook(playbook) => playbook
            .items
            .iter()
            .map(|item| match item {
                PlaybookItem::Prose(prose) => plain(prose.span()),
                PlaybookItem::Phase(phase) => plain(Some(phase.span)),
                PlaybookItem::Strong(advice)
                | PlaybookItem::RedFlags(advice)
                | PlaybookItem::Do(advice)
                | PlaybookItem::Avoid(advice) => plain(advice.prose.span()),
                PlaybookItem::Pairs(pairs) => plain(pairs.first().map(|pair| pair.span)),
            })
            .collect(),
        PartBody::Transcript(transcript) => transcript
            .items
            .iter()
            .map(|item| match item {
                TranscriptItem::Prose(prose) => plain(prose.span()),
                TranscriptItem::Exchange(exchange) => question(exchange.span),
            })
            .collect(),
        PartBody::Glossary(_) => Vec::new(),
        PartBody::Page(prose) => {
            let top = prose
                .blocks
                .iter()
                .filter_map(|block| block.as_heading().map(|(level, _)| level))
                .min();
            prose
                .blocks
                .iter()
                .map(|block| Unit {
                    span: block.span,
                    section: block
                        .as_heading()
                        .is_some_and(|(level, _)| Some(level) == top),
                    question: false,
                })
                .collect()
        }
    }
}

/// Cuts units into runs of at most a page's size where that is possible.
fn cut(units: &[Unit]) -> Vec<(usize, usize)> {
    let mut cuts = Vec::new();
    let mut from = 0;
    let mut size = 0;
    let mut index = 0;
    while index < units.len() {
        let unit = units[index].size();
        if index > from && size + unit > PAGE_SIZE {
            let at = last_section(units, from, index).unwrap_or(index);
            cuts.push((from, at));
            from = at;
            size = units[at..index].iter().map(Unit::size).sum();
            if at < index {
                continue;
            }
        }
        size += unit;
        index += 1;
    }
    cuts.push((from, units.len()));
    cuts
}

/// The last section's head up to `to` that leaves enough before it.
fn last_section(units: &[Unit], from: usize, to: usize) -> Option<usize> {
    let mut before = 0;
    let mut last = None;
    for index in from + 1..=to {
        before += units[index - 1].size();
        if units[index].section && before >= SMALLEST_PAGE {
            last = Some(index);
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::{PAGE_SIZE, Unit, cut};
    use crate::source::Span;

    fn units(sizes: &[(usize, bool)]) -> Vec<Unit> {
        let mut start = 0;
        sizes
            .iter()
            .map(|(size, section)| {
                let span = Span::new(start, start + size);
                start += size;
                Unit {
                    span,
                    section: *section,
                    question: false,
                }
            })
            .collect()
    }

    #[test]
    fn pages_are_cut_at_sections_first_and_then_at_questions() {
        let k = PAGE_SIZE / 10;
        assert_eq!(cut(&units(&[(k, true), (k, false)])), [(0, 2)]);
        assert_eq!(
            cut(&units(&[
                (k, true),
                (5 * k, false),
                (k, true),
                (5 * k, false)
            ])),
            [(0, 2), (2, 4)]
        );
        assert_eq!(
            cut(&units(&[
                (0, true),
                (6 * k, false),
                (6 * k, false),
                (6 * k, false)
            ])),
            [(0, 2), (2, 3), (3, 4)]
        );
        assert_eq!(
            cut(&units(&[(30 * k, false), (k, false)])),
            [(0, 1), (1, 2)]
        );
        assert_eq!(cut(&[]), [(0, 0)]);
    }
}

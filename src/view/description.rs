//! One sentence about each page, for search engines and previews of links.
//!
//! The author's own words come first, then the first paragraph that everybody sees, then the
//! names of what is on the page. Nothing that the page folds away is ever told: no answer, hint,
//! rubric, reply or note.

use crate::guide::lists::PER_PAGE;
use crate::guide::slices::{SetUnit, set_units};
use crate::guide::{Guide, Node, PageKey, Slice};
use crate::model::prose::plain_text;
use crate::model::{
    BlockKind, Document, Inline, Part, PartBody, PlaybookItem, Prose, ScenarioItem, TranscriptItem,
};

/// Search engines show about this many characters of a description.
const LONGEST: usize = 160;

/// Between the names of things on a page.
const BETWEEN: &str = " · ";

/// The description of a page.
pub(super) fn of_page(guide: &Guide, key: &PageKey) -> String {
    let own = |index: usize| guide.documents[index].document.meta.description.clone();
    match key {
        PageKey::Home(index) => match (index.and_then(own), guide.description.is_empty()) {
            (Some(text), _) => text,
            (None, false) => guide.description.clone(),
            (None, true) => index
                .and_then(|index| of_document(&guide.documents[index].document))
                .or_else(|| in_folder(guide, 0))
                .unwrap_or_default(),
        },
        PageKey::Folder(folder) => in_folder(guide, *folder).unwrap_or_default(),
        PageKey::Front(index) => own(*index)
            .or_else(|| of_document(&guide.documents[*index].document))
            .unwrap_or_default(),
        PageKey::Part {
            document,
            part,
            slice,
        } => {
            let entry = &guide.documents[*document];
            // One sentence of the author's is about the whole, and stands on its first page.
            let first = entry.document.parts.len() == 1 && slice.number == 0;
            own(*document)
                .filter(|_| first)
                .or_else(|| of_part(&entry.document.parts[*part], *slice))
                .or_else(|| own(*document))
                .unwrap_or_default()
        }
        PageKey::List { list, number } => {
            let entries = &guide.lists[*list].entries;
            let from = number * PER_PAGE;
            let here = entries.iter().skip(from).take(PER_PAGE);
            names(here.map(|entry| guide.entries[*entry].title_text())).unwrap_or_default()
        }
        PageKey::Topics(_) => {
            names(guide.topics.all.iter().map(|topic| topic.name.clone())).unwrap_or_default()
        }
        PageKey::Documents(_) => in_folder(guide, 0).unwrap_or_default(),
        PageKey::Search | PageKey::NotFound | PageKey::Redirect(_) => String::new(),
    }
}

fn in_folder(guide: &Guide, folder: usize) -> Option<String> {
    names(
        guide.folders[folder]
            .children
            .iter()
            .map(|node| match node {
                Node::Document(index) => guide.documents[*index].document.title.clone(),
                Node::Folder(index) => guide.folders[*index].title.clone(),
            }),
    )
}

fn of_document(document: &Document) -> Option<String> {
    let lead = match &document.parts[0].body {
        PartBody::Page(prose) => first_paragraph(prose),
        _ => None,
    };
    lead.or_else(|| names(document.parts.iter().map(|part| plain_text(&part.title))))
}

fn of_part(part: &Part, slice: Slice) -> Option<String> {
    let first = slice.number == 0;
    match &part.body {
        PartBody::Page(prose) => {
            let shown = Prose::new(prose.blocks[slice.from..slice.to].to_vec());
            first_paragraph(&shown).or_else(|| {
                names(shown.blocks.iter().filter_map(|block| {
                    let (_, content) = block.as_heading()?;
                    Some(plain_text(content))
                }))
            })
        }
        PartBody::Questions(set) => {
            let lead = first.then(|| first_paragraph(&set.lead)).flatten();
            lead.or_else(|| {
                let units = set_units(set);
                names(
                    units[slice.from..slice.to]
                        .iter()
                        .filter_map(|unit| match unit {
                            SetUnit::Question(section, question) => {
                                Some(set.sections[*section].questions[*question].title_text())
                            }
                            SetUnit::Section(_) => None,
                        }),
                )
            })
        }
        PartBody::Scenario(scenario) => {
            let items = &scenario.items[slice.from..slice.to];
            let facts = items.iter().find_map(|item| match item {
                ScenarioItem::Role { facts, prose, .. } => {
                    names(facts.iter().map(|fact| fact_text(&fact.key, &fact.value)))
                        .or_else(|| first_paragraph(prose))
                }
                _ => None,
            });
            facts.or_else(|| {
                names(items.iter().filter_map(|item| match item {
                    ScenarioItem::Question(question) => Some(question.title_text()),
                    _ => None,
                }))
            })
        }
        PartBody::Playbook(playbook) => {
            let items = &playbook.items[slice.from..slice.to];
            let lead = items.first().and_then(|item| match item {
                PlaybookItem::Prose(prose) => first_paragraph(prose),
                _ => None,
            });
            lead.or_else(|| {
                names(items.iter().filter_map(|item| match item {
                    PlaybookItem::Phase(phase) => Some(plain_text(&phase.title)),
                    _ => None,
                }))
            })
        }
        PartBody::Transcript(transcript) => {
            let items = &transcript.items[slice.from..slice.to];
            let lead = items.first().and_then(|item| match item {
                TranscriptItem::Prose(prose) => first_paragraph(prose),
                TranscriptItem::Exchange(_) => None,
            });
            lead.or_else(|| {
                names(items.iter().filter_map(|item| match item {
                    TranscriptItem::Exchange(exchange) => Some(exchange.title_text()),
                    TranscriptItem::Prose(_) => None,
                }))
            })
        }
        PartBody::Glossary(glossary) => first_paragraph(&glossary.lead)
            .or_else(|| names(glossary.terms.iter().map(|term| plain_text(&term.name)))),
    }
}

fn fact_text(key: &[Inline], value: &[Inline]) -> String {
    let key = plain_text(key);
    let key = key.trim_end_matches(':');
    format!("{key}: {}", plain_text(value))
}

/// As many names as there is room for; nothing when there are none.
fn names(all: impl Iterator<Item = String>) -> Option<String> {
    let mut text = String::new();
    for name in all.filter(|name| !name.is_empty()) {
        let longer = text.chars().count() + BETWEEN.len() + name.chars().count();
        if !text.is_empty() && longer > LONGEST {
            text.push_str(" …");
            break;
        }
        if !text.is_empty() {
            text.push_str(BETWEEN);
        }
        text.push_str(&shorten(&name));
    }
    (!text.is_empty()).then_some(text)
}

fn first_paragraph(prose: &Prose) -> Option<String> {
    prose.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph(content) => {
            let text = plain_text(content);
            (!text.is_empty()).then(|| shorten(&text))
        }
        _ => None,
    })
}

fn shorten(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let mut short = String::new();
    for word in text.split_whitespace() {
        if short.chars().count() + word.chars().count() + 2 > LONGEST {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    if short.is_empty() {
        // A text without spaces, such as Chinese.
        short = text.chars().take(LONGEST - 1).collect();
    }
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, names, shorten};

    #[test]
    fn names_are_listed_while_there_is_room() {
        let all = |names: &[&str]| super::names(names.iter().map(|name| (*name).to_owned()));
        assert_eq!(all(&["a", "", "b"]).as_deref(), Some("a · b"));
        assert_eq!(all(&["", ""]), None);
        let long = "x".repeat(100);
        let text = names([long.clone(), long.clone()].into_iter());
        assert_eq!(text, Some(format!("{long} …")));
    }

    #[test]
    fn long_texts_are_cut_between_words_where_there_are_some() {
        let short = shorten(&"word ".repeat(60));
        assert!(short.ends_with("word…"), "{short}");
        assert!(short.chars().count() <= LONGEST);
        assert_eq!(shorten(&"字".repeat(200)).chars().count(), LONGEST);
    }
}

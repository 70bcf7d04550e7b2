//! A glossary as templates see it: alphabetical, in groups that a jump bar leads to.

use std::collections::HashMap;

use super::context::{
    Body, ContentsEntry, GlossaryContext, LetterContext, QuestionLink, TermContext, TermPreview,
};
use super::rows;
use super::scope::PageScope;
use crate::guide::PageKey;
use crate::model::Glossary;
use crate::model::prose::plain_text;

/// Questions that are listed with a term: lists of all would make the page grow with the guide.
const MOST_USES: usize = 2;

/// Previews are cut at this many characters.
const LONGEST_PREVIEW: usize = 240;

/// The body of a glossary's page. Its jump bar stands for the list of contents.
pub(super) fn body(scope: &PageScope<'_>, glossary: &Glossary) -> (Body, Vec<ContentsEntry>) {
    // A glossary that is linked to from no answer has terms that the guide does not know.
    let of_glossary: HashMap<usize, usize> = scope
        .guide
        .terms
        .all
        .iter()
        .enumerate()
        .filter(|(_, term)| {
            matches!(scope.guide.pages[scope.page].key, PageKey::Part { document, part, .. }
                if (term.document, term.part) == (document, part))
        })
        .map(|(index, term)| (term.number, index))
        .collect();
    let mut terms: Vec<_> = glossary
        .terms
        .iter()
        .enumerate()
        .map(|(number, term)| {
            let name = plain_text(&term.name);
            (
                group(&name),
                deunicode::deunicode(&name).to_lowercase(),
                name,
                (number, term),
            )
        })
        .collect();
    terms.sort_by(|a, b| (&a.0, &a.1, &a.2).cmp(&(&b.0, &b.1, &b.2)));
    let mut letters: Vec<LetterContext> = Vec::new();
    for (group, _, _, (number, term)) in terms {
        let uses = of_glossary
            .get(&number)
            .map_or(&[][..], |index| scope.guide.terms.uses(scope.guide, *index));
        let context = TermContext {
            id: term.anchor.clone(),
            name_html: scope.inline(&term.name),
            html: scope.prose(&term.definition, 4),
            uses: uses.len(),
            used_in: uses
                .iter()
                .take(MOST_USES)
                .map(|entry| used_in(scope, *entry))
                .collect(),
            more: uses.len().saturating_sub(MOST_USES),
            mentions: super::mentions::here(scope, &term.anchor),
        };
        match letters.last_mut() {
            Some(last) if last.letter == group.letter => last.terms.push(context),
            _ => letters.push(LetterContext {
                id: format!("ui:letter-{}", letters.len() + 1),
                letter: group.letter,
                terms: vec![context],
            }),
        }
    }
    let body = Body::Glossary(GlossaryContext {
        html: scope.prose(&glossary.lead, 2),
        count: glossary.terms.len(),
        letters,
    });
    (body, Vec::new())
}

/// A question whose answer uses a term.
fn used_in(scope: &PageScope<'_>, entry: usize) -> QuestionLink {
    let entry = &scope.guide.entries[entry];
    QuestionLink {
        id: entry.id.to_string(),
        html: rows::title(scope, &entry.title),
        url: scope.entry_url(entry),
    }
}

/// The `id` of what the page says of its term number `place`, from 0.
pub(super) fn preview_id(place: usize) -> String {
    format!("ui:term-{}", place + 1)
}

/// What the terms mean that the page links.
pub(super) fn previews(scope: &PageScope<'_>) -> Vec<TermPreview> {
    let guide = scope.guide;
    let linked = scope.linked_terms().into_iter().enumerate();
    linked
        .filter_map(|(place, term)| {
            let term = guide.terms.source(guide, term)?;
            Some(TermPreview {
                id: preview_id(place),
                name_html: scope.label(&term.name),
                text: beginning(&term.definition.plain_text()),
            })
        })
        .collect()
}

/// The beginning of a text, cut between words.
fn beginning(text: &str) -> String {
    let words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = words.char_indices().nth(LONGEST_PREVIEW) else {
        return words;
    };
    let cut = &words[..end];
    // Of a text without spaces, all that fits.
    let whole = cut.rfind(' ').filter(|space| space * 2 > cut.len());
    let kept = &cut[..whole.unwrap_or(cut.len())];
    format!(
        "{}…",
        kept.trim_end_matches([' ', ',', ';', ':', '.', '，', '、', '。'])
    )
}

/// A group's place: signs first, then the Latin alphabet, then other scripts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    script: u8,
    /// What stands above it.
    pub(super) letter: String,
}

/// The group that a term belongs to. Latin letters lose their marks and Chinese characters stand
/// under their pinyin, as in printed dictionaries; other alphabets keep their own letters.
pub(super) fn group(name: &str) -> Group {
    let sign = || Group {
        script: 0,
        letter: "#".to_owned(),
    };
    let Some(first) = name.chars().find(|character| character.is_alphanumeric()) else {
        return sign();
    };
    let spelt: String = deunicode::deunicode_char(first)
        .unwrap_or_default()
        .chars()
        .take(1)
        .flat_map(char::to_uppercase)
        .collect();
    let latin = first.is_ascii() || ('\u{c0}'..='\u{24f}').contains(&first);
    let chinese = matches!(first, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}');
    if !first.is_alphabetic() || spelt.starts_with(|digit: char| digit.is_ascii_digit()) {
        sign()
    } else if (latin || chinese) && !spelt.is_empty() {
        Group {
            script: 1,
            letter: spelt,
        }
    } else {
        Group {
            script: 2,
            letter: first.to_uppercase().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_PREVIEW, beginning, group};

    #[test]
    fn previews_are_cut_between_words_where_there_are_some() {
        assert_eq!(beginning("a\n  b"), "a b");
        let whole = "x".repeat(LONGEST_PREVIEW);
        assert_eq!(beginning(&whole), whole);
        let words = format!("{}, y", "x".repeat(LONGEST_PREVIEW - 1));
        assert_eq!(
            beginning(&words),
            format!("{}…", "x".repeat(LONGEST_PREVIEW - 1))
        );
        let characters = "缓".repeat(LONGEST_PREVIEW + 1);
        assert_eq!(
            beginning(&characters),
            format!("{}…", "缓".repeat(LONGEST_PREVIEW))
        );
    }

    #[test]
    fn terms_stand_under_the_letter_that_a_reader_looks_for() {
        let letters: Vec<_> = [
            "B-tree",
            "Äquivalenz",
            "\"eventual\"",
            "2PC",
            "…",
            "并发",
            "Индекс",
            "индекс",
            "אינדקס",
            "Łódź",
        ]
        .iter()
        .map(|name| group(name).letter)
        .collect();
        assert_eq!(letters, ["B", "A", "E", "#", "#", "B", "И", "И", "א", "L"]);
    }

    #[test]
    fn signs_come_first_and_other_scripts_after_latin() {
        let mut groups = ["Индекс", "Zookeeper", "2PC", "ACID"].map(group);
        groups.sort();
        assert_eq!(groups.map(|group| group.letter), ["#", "A", "Z", "И"]);
    }
}

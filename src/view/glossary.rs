//! A glossary as templates see it: alphabetical, in groups that a jump bar leads to.

use super::context::{Body, ContentsEntry, GlossaryContext, LetterContext, TermContext};
use super::scope::PageScope;
use crate::model::Glossary;
use crate::model::prose::plain_text;

/// The body of a glossary's page. Its jump bar stands for the list of contents.
pub(super) fn body(scope: &PageScope<'_>, glossary: &Glossary) -> (Body, Vec<ContentsEntry>) {
    let mut terms: Vec<_> = glossary
        .terms
        .iter()
        .map(|term| {
            let name = plain_text(&term.name);
            (
                group(&name),
                deunicode::deunicode(&name).to_lowercase(),
                name,
                term,
            )
        })
        .collect();
    terms.sort_by(|a, b| (&a.0, &a.1, &a.2).cmp(&(&b.0, &b.1, &b.2)));
    let mut letters: Vec<LetterContext> = Vec::new();
    for (group, _, _, term) in terms {
        let context = TermContext {
            id: term.anchor.clone(),
            name_html: scope.inline(&term.name),
            html: scope.prose(&term.definition, 4),
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
    use super::group;

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

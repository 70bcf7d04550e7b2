//! `tag-spelling`: tags that differ in spelling alone; `unused-topic` and `unknown-topic`: topics
//! that nothing has.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{Config, tag_key};
use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::guide::Guide;
use crate::source::site::CONFIG_FILE;
use crate::source::{FileId, Span};
use crate::tokens::fold;

/// Where a spelling stands first, and how often it is used.
struct Spelling<'a> {
    file: &'a FileId,
    place: Span,
    uses: usize,
}

/// Tags whose spelling another tag has in a better way, and topics of the settings without use.
pub(super) fn check(guide: &Guide, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    if !config.edition.is_whole() {
        return;
    }
    for topic in &config.topics {
        if guide.topics.of_tag(&topic.name.value).is_none() {
            diagnostics.push(
                Diagnostic::new(
                    Code::UnusedTopic,
                    &FileId::new(CONFIG_FILE),
                    topic.name.span,
                    format!("no question has the topic '{}'", topic.name.value),
                )
                .help("tag a question with it, or remove it"),
            );
        }
    }
    let declared: BTreeSet<String> = config
        .topics
        .iter()
        .flat_map(|topic| std::iter::once(&topic.name.value).chain(&topic.synonyms))
        .map(|tag| tag_key(tag))
        .collect();
    for parent in config
        .topics
        .iter()
        .filter_map(|topic| topic.parent.as_ref())
    {
        let known = declared.contains(&tag_key(&parent.value));
        if !known && guide.topics.of_tag(&parent.value).is_none() {
            let names = config.topics.iter().map(|topic| &*topic.name.value);
            let help = did_you_mean(&nearest(&parent.value, names))
                .unwrap_or_else(|| "add it to topics:, or tag a question with it".to_owned());
            diagnostics.push(
                Diagnostic::new(
                    Code::UnknownTopic,
                    &FileId::new(CONFIG_FILE),
                    parent.span,
                    format!("there is no topic '{}'", parent.value),
                )
                .help(help),
            );
        }
    }
    // Where prepbook.yml lists the tags, any other spelling is an unknown tag.
    if config.tags.is_none() {
        spellings(guide, &declared, diagnostics);
    }
}

fn spellings(guide: &Guide, settled: &BTreeSet<String>, diagnostics: &mut Vec<Diagnostic>) {
    let mut all: BTreeMap<&str, Spelling<'_>> = BTreeMap::new();
    for entry in &guide.documents {
        let document = &entry.document;
        let own = document.meta.tags.iter().zip(&document.meta.tag_places);
        let of_questions = document
            .questions()
            .flat_map(|question| question.tags.iter().zip(&question.tag_places));
        for (tag, place) in own.chain(of_questions) {
            let spelling = all.entry(tag.trim()).or_insert(Spelling {
                file: &document.file,
                place: *place,
                uses: 0,
            });
            spelling.uses += 1;
        }
    }
    let mut groups: BTreeMap<String, BTreeMap<&str, Spelling<'_>>> = BTreeMap::new();
    for (tag, spelling) in all {
        if !settled.contains(&tag_key(tag)) {
            groups.entry(alike(tag)).or_default().insert(tag, spelling);
        }
    }
    for group in groups.values().filter(|group| group.len() > 1) {
        // Of two that are used as often the one that sorts first.
        let Some((best, used)) = group
            .iter()
            .max_by_key(|(tag, spelling)| (spelling.uses, std::cmp::Reverse(**tag)))
        else {
            continue;
        };
        for (tag, spelling) in group.iter().filter(|(tag, _)| *tag != best) {
            diagnostics.push(
                Diagnostic::new(
                    Code::TagSpelling,
                    spelling.file,
                    spelling.place,
                    format!("the tag '{tag}' is spelt '{best}' elsewhere"),
                )
                .related(used.file, used.place, "spelt so here")
                .help(format!(
                    "write '{best}', which is used {}, or list '{tag}' as a synonym in topics:",
                    times(used.uses)
                )),
            );
        }
    }
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        _ => format!("{count} times"),
    }
}

/// What spellings of one tag have in common: neither case nor accents, signs nor a plural's ending
/// make a difference; plus and number signs do.
fn alike(tag: &str) -> String {
    let folded: String = fold(tag)
        .chars()
        .filter(|letter| letter.is_alphanumeric() || matches!(letter, '+' | '#'))
        .collect();
    let plural = folded.is_ascii()
        && folded.len() > 4
        && folded.ends_with('s')
        && !["ss", "us", "is", "js", "os", "ws", "ls", "ns"]
            .iter()
            .any(|ending| folded.ends_with(ending));
    if !plural {
        return folded;
    }
    match folded.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => folded.trim_end_matches('s').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn spellings_of_one_tag_are_alike_and_other_tags_are_not() {
        for [first, second] in [
            ["Node.js", "nodejs"],
            ["node-js", "nodejs"],
            ["Index", "index"],
            ["queries", "Query"],
            ["databases", "database"],
            ["café", "cafe"],
        ] {
            assert_eq!(alike(first), alike(second));
        }
        for [first, second] in [
            ["c", "c++"],
            ["c#", "c"],
            ["redis", "redi"],
            ["css", "cs"],
            ["aws", "aw"],
        ] {
            assert_ne!(alike(first), alike(second));
        }
    }
}

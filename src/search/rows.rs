//! Entries as files have them: titles and addresses, what narrows, and texts.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::encode;
use super::entries::{Entry, EntryKind, Role};
use super::shards::json;
use crate::tongue;

/// A file of texts is cut at this many bytes.
const TEXTS: usize = 16 * 1024;

/// Titles, addresses and documents of some entries, each address and document once.
pub(super) fn display(entries: &[Entry]) -> String {
    let mut pages: Vec<(&str, &str)> = Vec::new();
    let mut rows = Vec::new();
    for entry in entries {
        let page = (entry.url.as_str(), entry.document.as_str());
        let number = pages
            .iter()
            .position(|known| *known == page)
            .unwrap_or_else(|| {
                pages.push(page);
                pages.len() - 1
            });
        let anchor = entry
            .passages
            .first()
            .map_or("", |title| title.anchor.as_str());
        rows.push((entry.title.as_str(), number, anchor));
    }
    json(&(pages, rows))
}

/// Kinds, levels and marks of all entries, a character each, and the entries of each topic behind
/// its name.
pub(super) fn facets(entries: &[Entry]) -> String {
    let character = |number: usize| char::from(encode::ALPHABET[number.min(63)]);
    let kinds: String = entries
        .iter()
        .map(|entry| {
            let number = EntryKind::NAMES
                .iter()
                .position(|(_, kind)| *kind == entry.kind);
            character(number.unwrap_or(0))
        })
        .collect();
    let levels: String = entries
        .iter()
        .map(|entry| {
            let number = crate::model::Level::NAMES
                .iter()
                .position(|(name, _)| *name == entry.level);
            character(number.map_or(0, |number| number + 1))
        })
        .collect();
    let marks: String = entries
        .iter()
        .map(|entry| {
            let answered = match entry.answered {
                None => 0,
                Some(false) => 1,
                Some(true) => 2,
            };
            character(answered + 4 * usize::from(entry.rubric))
        })
        .collect();
    let mut topics: BTreeMap<&str, (u32, &str, String)> = BTreeMap::new();
    for (number, entry) in (0_u32..).zip(entries) {
        for (slug, name) in &entry.topics {
            let (next, known, list) = topics.entry(slug).or_default();
            encode::push_number(list, number - *next);
            *next = number + 1;
            *known = name;
        }
    }
    let topics: BTreeMap<&str, (&str, String)> = topics
        .into_iter()
        .map(|(slug, (_, name, list))| (slug, (name, list)))
        .collect();
    json(&(kinds, levels, marks, topics))
}

/// The languages of entries: the first entry of each run in one language, its tag and its name.
pub(super) fn languages(entries: &[Entry], site: &str) -> Vec<(usize, String, String)> {
    let mut languages: Vec<(usize, String, String)> = Vec::new();
    for (number, entry) in entries.iter().enumerate() {
        let tag = match entry.language.as_str() {
            "" => site,
            tag => tag,
        };
        if languages.last().is_none_or(|(_, last, _)| last != tag) {
            languages.push((number, tag.to_owned(), tongue::name(tag)));
        }
    }
    languages
}

/// Which entries from `from` on have their texts in one file.
pub(super) fn text_files(entries: &[Entry], mut from: usize) -> Vec<Range<usize>> {
    let mut files = Vec::new();
    while from < entries.len() {
        let mut to = from;
        let mut size = 0;
        while to < entries.len() && (to == from || size < TEXTS) {
            size += entries[to]
                .passages
                .iter()
                .map(|passage| passage.text.len() + 8)
                .sum::<usize>();
            to += 1;
        }
        files.push(from..to);
        from = to;
    }
    files
}

/// The passages of some entries but their titles.
pub(super) fn texts(entries: &[Entry]) -> String {
    let rows: Vec<Vec<Row<'_>>> = entries.iter().map(passages).collect();
    json(&rows)
}

/// A passage: its role, its fragment, its words.
type Row<'a> = (usize, Cow<'a, str>, &'a str);

/// The passages of one entry: role, fragment without the entry's own in front, words.
fn passages(entry: &Entry) -> Vec<Row<'_>> {
    let own = entry
        .passages
        .first()
        .map_or("", |title| title.anchor.as_str());
    entry
        .passages
        .iter()
        .skip(1)
        .map(|passage| {
            let role = Role::ALL.iter().position(|role| *role == passage.role);
            let anchor = match passage.anchor.strip_prefix(own) {
                Some(rest) if !own.is_empty() => Cow::Owned(format!("+{rest}")),
                _ => Cow::Borrowed(passage.anchor.as_str()),
            };
            (role.unwrap_or(0), anchor, passage.text.as_str())
        })
        .collect()
}

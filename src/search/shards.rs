//! The index cut into script files that a browser loads when it needs them.
//!
//! | file | holds |
//! |---|---|
//! | `search/manifest.js` | what there is: number of entries, first token and digest of each shard |
//! | `search/t…-DIGEST.js` | tokens in alphabetical order with postings and other forms |
//! | `search/w…-DIGEST.js` | all tokens of one length, for typing errors |
//! | `search/d…-DIGEST.js` | titles and addresses of [`DISPLAYED`] entries |
//! | `search/f-DIGEST.js` | kinds, levels, topics of all entries, for narrowing |
//! | `search/x…-DIGEST.js` | the texts of some entries, for snippets |
//!
//! Each file is one call, `prepbook.search.take("NAME", VALUE)`. A small index is one file, the
//! manifest with all other calls behind it; the texts are in it when they are small as well.

use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::json;

use super::entries::{Entry, EntryKind, Role};
use super::postings::Tokens;
use super::{rows, terms};
use crate::source::Digest;

/// An index smaller than this is one file.
const WHOLE: usize = 80 * 1024;

/// Entries whose titles are in one file.
pub const DISPLAYED: usize = 12;

/// Calls that are made at a time, before they are handed on.
const BATCH: usize = 64;

/// The files of the index: paths relative to the site's root, with their texts.
pub fn files(entries: &[Entry], tokens: &Tokens, language: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut take = |path, text| files.push((path, text));
    let mut writer = Writer::new(&mut take);
    writer.add(entries.to_vec());
    writer.finish(tokens, language);
    files
}

/// Hands on one file of the index after the other, its path relative to the site's root and its
/// text. What has been written of the entries is kept no longer.
pub(super) struct Writer<'a> {
    calls: Calls<'a>,
    entries: Vec<Entry>,
    /// The first entry of each file of texts that is written.
    starts: Vec<usize>,
    /// The first entry whose texts are not.
    next: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(take: &'a mut dyn FnMut(String, String)) -> Self {
        Self {
            calls: Calls {
                take,
                waiting: Vec::new(),
                digests: BTreeMap::new(),
                sizes: [0; 2],
            },
            entries: Vec::new(),
            starts: Vec::new(),
            next: 0,
        }
    }

    /// Writes the texts of the entries that follow those before.
    pub(super) fn add(&mut self, entries: Vec<Entry>) {
        self.entries.extend(entries);
        let mut files = rows::text_files(&self.entries, self.next);
        // More entries may come into the last one.
        files.pop();
        self.texts(&files);
    }

    fn texts(&mut self, files: &[Range<usize>]) {
        let number = self.starts.len();
        let value = |file: usize| rows::texts(&self.entries[files[file - number].clone()]);
        self.calls
            .numbered('x', number..number + files.len(), value);
        for file in files {
            self.starts.push(file.start);
            for entry in &mut self.entries[file.clone()] {
                // Its title has the fragment of the entry.
                entry.passages.truncate(1);
                entry.passages.shrink_to_fit();
            }
            self.next = file.end;
        }
    }

    /// Writes what is left.
    pub(super) fn finish(mut self, tokens: &Tokens, language: &str) {
        self.texts(&rows::text_files(&self.entries, self.next));
        let Self {
            mut calls,
            entries,
            starts,
            ..
        } = self;
        // Where which text is, is asked when the first results are there.
        let digests = calls.digests.remove(TEXTS).unwrap_or_default();
        let places = json!({ "starts": starts, "digests": digests });
        calls.put(Call::new("x".to_owned(), &json(&places)));
        calls.put(Call::new("f".to_owned(), &rows::facets(&entries)));
        let displays: Vec<&[Entry]> = entries.chunks(DISPLAYED).collect();
        calls.numbered('d', 0..displays.len(), |file| rows::display(displays[file]));
        let count = entries.len();
        let languages = rows::languages(&entries, language);
        drop(entries);
        let shards = terms::Shards::of(tokens, count, language);
        calls.numbered('t', 0..shards.len(), |file| json(&shards.value(file)));
        let terms = shards.starts();
        drop(shards);
        for (length, words) in terms::by_length(tokens) {
            calls.put(Call::new(format!("w{length}"), &json(&words)));
        }
        calls.finish(count, &terms, &languages);
    }
}

/// A call that hands over a value.
struct Call {
    name: String,
    text: String,
    digest: String,
}

impl Call {
    /// The value is JSON already.
    fn new(name: String, value: &str) -> Self {
        let text = format!("prepbook.search.take({},{value});\n", json(&name));
        Self {
            digest: Digest::of(text.as_bytes()).short_name(),
            name,
            text,
        }
    }

    /// Texts are for the results that are shown, so they are no part of a small index.
    fn is_texts(&self) -> bool {
        self.name.starts_with('x') && self.name.len() > 1
    }

    /// Calls whose digests stand one behind the other, in the order of their numbers; the lists of
    /// words have one for each length.
    fn group(&self) -> &str {
        if self.is_texts() {
            TEXTS
        } else if self.name.starts_with('w') {
            &self.name
        } else {
            &self.name[..1]
        }
    }

    /// Its place among calls that are one file.
    fn rank(&self) -> Option<usize> {
        if self.is_texts() {
            return None;
        }
        "xfdwt".find(&self.name[..1])
    }
}

/// The group of digests of texts, which are listed apart.
const TEXTS: &str = "texts";

/// Takes calls, and hands them on as files as soon as it is settled that they are any.
struct Calls<'a> {
    take: &'a mut dyn FnMut(String, String),
    /// Calls that may become one file with the manifest.
    waiting: Vec<Call>,
    digests: BTreeMap<String, String>,
    /// Bytes of texts, and of everything else.
    sizes: [usize; 2],
}

impl Calls<'_> {
    /// Makes some calls whose names are a letter and a number, on several threads.
    fn numbered(
        &mut self,
        letter: char,
        numbers: Range<usize>,
        value: impl Fn(usize) -> String + Sync,
    ) {
        let mut from = numbers.start;
        while from < numbers.end {
            let batch = from..numbers.end.min(from + BATCH);
            from = batch.end;
            let call = |number| Call::new(format!("{letter}{number}"), &value(number));
            let calls: Vec<Call> = batch.into_par_iter().map(call).collect();
            for call in calls {
                self.put(call);
            }
        }
    }

    fn put(&mut self, call: Call) {
        self.sizes[usize::from(!call.is_texts())] += call.text.len();
        let digests = self.digests.entry(call.group().to_owned()).or_default();
        digests.push_str(&call.digest);
        self.waiting.push(call);
        let [texts, others] = self.sizes;
        if texts + others > WHOLE {
            let settled = |call: &mut Call| others > WHOLE || call.is_texts();
            for call in self.waiting.extract_if(.., settled) {
                let Call { name, text, digest } = call;
                (self.take)(format!("search/{name}-{digest}.js"), text);
            }
        }
    }

    /// Writes the manifest, with the calls behind it that have no files of their own.
    fn finish(mut self, entries: usize, terms: &str, languages: &[(usize, String, String)]) {
        self.waiting
            .sort_by_key(|call| std::cmp::Reverse(call.rank()));
        let digests = match self.sizes[1] {
            0..=WHOLE => BTreeMap::new(),
            _ => self.digests,
        };
        let mut manifest = json!({
            "entries": entries,
            "kinds": EntryKind::NAMES.map(|(name, _)| name),
            "folded": Role::ALL.map(|role| u8::from(role.is_folded())),
            "displayed": DISPLAYED,
            "terms": terms,
            "digests": digests,
        });
        if languages.len() > 1 {
            manifest["languages"] = json!(languages);
        }
        let mut text = format!("prepbook.search.take(\"manifest\",{manifest});\n");
        for call in &self.waiting {
            text.push_str(&call.text);
        }
        (self.take)("search/manifest.js".to_owned(), text);
    }
}

/// JSON of texts, numbers, lists and maps with texts as keys, which cannot fail.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Writer, files};
    use crate::search::entries::{Entry, EntryKind, Passage, Role};
    use crate::search::postings::{Counter, tokens};

    fn entry(number: usize) -> Entry {
        let passage = |role, anchor: String, text: String| Passage { role, anchor, text };
        let text = (0..60).map(|word| format!("word{} ", (number * 7 + word * word) % 4001));
        Entry {
            kind: EntryKind::Question,
            url: format!("page-{}.html", number / 20),
            title: format!("Question {number}"),
            document: "Document".to_owned(),
            language: String::new(),
            level: "",
            topics: Vec::new(),
            answered: Some(true),
            rubric: false,
            passages: vec![
                passage(
                    Role::Title,
                    format!("q{number}"),
                    format!("Question {number}"),
                ),
                passage(Role::Answer, format!("q{number}--answer"), text.collect()),
            ],
        }
    }

    #[test]
    fn what_comes_piece_by_piece_is_the_index_of_the_whole() {
        let entries: Vec<Entry> = (0..500).map(entry).collect();
        let whole = tokens(&entries);
        let mut counter = Counter::default();
        let mut written = Vec::new();
        let mut take = |path: String, text: String| written.push((path, text));
        let mut writer = Writer::new(&mut take);
        for piece in entries.chunks(170) {
            counter.count(piece);
            writer.add(piece.to_vec());
        }
        let joined = counter.tokens();
        assert!(joined.iter().eq(whole.iter()));
        writer.finish(&joined, "en");
        assert!(written.len() > 20, "{}", written.len());
        assert_eq!(written, files(&entries, &whole, "en"));
    }
}

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

use rayon::prelude::*;
use serde::Serialize;
use serde_json::json;

use super::entries::{Entry, EntryKind, Role};
use super::postings::Token;
use super::{rows, terms};
use crate::source::Digest;

/// An index smaller than this is one file.
const WHOLE: usize = 80 * 1024;

/// Entries whose titles are in one file.
pub const DISPLAYED: usize = 12;

/// Writes the index: paths relative to the site's root, with their texts.
pub fn files(entries: &[Entry], tokens: &[Token], language: &str) -> Vec<(String, String)> {
    let (terms, starts) = terms::shards(tokens, entries.len(), language);
    let mut written: Vec<(String, String)> = numbered('t', terms).collect();
    for (length, words) in terms::by_length(tokens) {
        written.push(call(format!("w{length}"), &json(&words)));
    }
    let displays = entries.par_chunks(DISPLAYED).map(rows::display).collect();
    written.extend(numbered('d', displays));
    written.push(call("f".to_owned(), &rows::facets(entries)));
    let (texts, text_starts) = rows::texts(entries);
    let texts: Vec<(String, String)> = numbered('x', texts).collect();
    // Where which text is, is asked when the first results are there.
    let places = json!({ "starts": text_starts, "digests": joined_digests(&texts) });
    written.push(call("x".to_owned(), &json(&places)));
    written.extend(texts);
    let size = |texts: bool| -> usize {
        let counted = written.iter().filter(|(name, _)| texts || !is_texts(name));
        counted.map(|(_, text)| text.len()).sum()
    };
    // Texts are for the results that are shown, so they are no part of a small index.
    let (together, apart): (Vec<_>, Vec<_>) = if size(true) <= WHOLE {
        (written, Vec::new())
    } else if size(false) <= WHOLE {
        written.into_iter().partition(|(name, _)| !is_texts(name))
    } else {
        (Vec::new(), written)
    };
    let manifest = json!({
        "entries": entries.len(),
        "kinds": EntryKind::NAMES.map(|(name, _)| name),
        "folded": Role::ALL.map(|role| u8::from(role.is_folded())),
        "displayed": DISPLAYED,
        "terms": starts.join(" "),
        "digests": digests(&apart),
    });
    let manifest = format!("prepbook.search.take(\"manifest\",{manifest});\n");
    let manifest = together
        .into_iter()
        .fold(manifest, |all, (_, text)| all + &text);
    let mut files = vec![("search/manifest.js".to_owned(), manifest)];
    for (name, text) in apart {
        let digest = digest(&text);
        files.push((format!("search/{name}-{digest}.js"), text));
    }
    files
}

fn is_texts(name: &str) -> bool {
    name.starts_with('x') && name.len() > 1
}

/// A value that is JSON already, with the call that hands it over, by its name.
fn call(name: String, value: &str) -> (String, String) {
    let text = format!("prepbook.search.take({},{value});\n", json(&name));
    (name, text)
}

fn numbered(letter: char, values: Vec<String>) -> impl Iterator<Item = (String, String)> {
    values
        .into_iter()
        .enumerate()
        .map(move |(number, value)| call(format!("{letter}{number}"), &value))
}

/// JSON of texts, numbers, lists and maps with texts as keys, which cannot fail.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

/// Digests of the shards by the letter of their names, one behind the other in the order of their
/// numbers; the lists of words have one for each length, and those of texts stand apart.
fn digests(written: &[(String, String)]) -> BTreeMap<String, String> {
    let mut digests: BTreeMap<String, String> = BTreeMap::new();
    for (name, text) in written.iter().filter(|(name, _)| !is_texts(name)) {
        let group = if name.starts_with('w') {
            name
        } else {
            &name[..1]
        };
        digests
            .entry(group.to_owned())
            .or_default()
            .push_str(&digest(text));
    }
    digests
}

fn joined_digests(written: &[(String, String)]) -> String {
    written.iter().map(|(_, text)| digest(text)).collect()
}

/// What a file's name carries.
fn digest(text: &str) -> String {
    Digest::of(text.as_bytes()).short_name()
}

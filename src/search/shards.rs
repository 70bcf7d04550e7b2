//! The index cut into script files that a browser loads when it needs them.
//!
//! | file | holds |
//! |---|---|
//! | `search/manifest.js` | what there is: number of entries, first token and digest of each shard |
//! | `search/t…-DIGEST.js` | tokens in alphabetical order with postings and other forms |
//! | `search/w…-DIGEST.js` | all tokens of one length, for typing errors |
//! | `search/d…-DIGEST.js` | titles and addresses of [`DISPLAYED`] entries |
//! | `search/f-DIGEST.js` | kinds, levels, tags of all entries, for narrowing |
//! | `search/x…-DIGEST.js` | the texts of some entries, for snippets |
//!
//! Each file is one call, `prepbook.search.take("NAME", VALUE)`. A small index is one file, the
//! manifest with all other calls behind it; the texts are in it when they are small as well.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;
use serde_json::{Value, json};

use super::encode;
use super::entries::{Entry, EntryKind, Role};
use super::postings::{Posting, Token};
use crate::source::Digest;
use crate::tokens::stems::Stems;

/// A shard of tokens is cut at this many bytes.
const SHARD: usize = 12 * 1024;

/// An index smaller than this is one file.
const WHOLE: usize = 80 * 1024;

/// Entries whose titles are in one file.
pub const DISPLAYED: usize = 12;

/// Characters of a digest in a file's name.
const DIGEST: usize = 5;

/// A beginning whose tokens take more bytes than this has the best of its entries listed.
const HEAVY: usize = SHARD;

/// Entries that are listed for a heavy beginning.
const LISTED: usize = 200;

/// Longest beginning that may be heavy, in characters.
const LONGEST_HEAVY: usize = 8;

/// A file of texts is cut at this many bytes.
const TEXTS: usize = 16 * 1024;

/// A token in more than one of this many entries is written as bits, when there are enough entries.
const COMMON: usize = 8;

/// Writes the index: paths relative to the site's root, with their texts.
pub fn files(entries: &[Entry], tokens: &[Token], language: &str) -> Vec<(String, String)> {
    let mut shards: Vec<(String, Value)> = Vec::new();
    let (terms, starts) = term_shards(tokens, entries.len(), language);
    shards.extend(numbered('t', terms));
    let lengths = words(tokens);
    shards.extend(
        lengths
            .into_iter()
            .map(|(length, words)| (format!("w{length}"), json!(words))),
    );
    shards.extend(numbered(
        'd',
        entries.par_chunks(DISPLAYED).map(display).collect(),
    ));
    shards.push(("f".to_owned(), facets(entries)));
    let (texts, text_starts) = texts(entries);
    let mut written = calls(shards);
    let texts = calls(numbered('x', texts).collect());
    // Where which text is, is asked when the first results are there.
    let places = json!({ "starts": text_starts, "digests": joined_digests(&texts) });
    written.extend(calls(vec![("x".to_owned(), places)]));
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

/// Values as the calls that hand them over, by name.
fn calls(values: Vec<(String, Value)>) -> Vec<(String, String)> {
    values
        .into_par_iter()
        .map(|(name, value)| {
            let text = format!("prepbook.search.take({},{value});\n", json!(name));
            (name, text)
        })
        .collect()
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

/// What a file's name carries, so that no browser shows an old shard with a new manifest: small
/// letters and digits, because some file systems do not tell capitals apart.
fn digest(text: &str) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let digest = Digest::of(text.as_bytes());
    let mut number = digest.number();
    let mut name = String::with_capacity(DIGEST);
    for _ in 0..DIGEST {
        name.push(char::from(ALPHABET[(number & 31) as usize]));
        number >>= 5;
    }
    name
}

fn numbered(letter: char, values: Vec<Value>) -> impl Iterator<Item = (String, Value)> {
    values
        .into_iter()
        .enumerate()
        .map(move |(number, value)| (format!("{letter}{number}"), value))
}

/// A token as it is written.
struct Term {
    text: String,
    postings: String,
}

/// Shards of tokens, and the first token of each.
fn term_shards(tokens: &[Token], entries: usize, language: &str) -> (Vec<Value>, Vec<String>) {
    let mut terms: Vec<Term> = tokens
        .par_iter()
        .map(|token| Term {
            text: token.text.clone(),
            postings: if entries >= 1024 && token.postings.len() > entries / COMMON {
                encode::common(&token.postings, entries)
            } else {
                encode::postings(&token.postings)
            },
        })
        .collect();
    let heavy = heavy(tokens, &terms);
    terms.extend(heavy);
    terms.sort_by(|a, b| a.text.cmp(&b.text));
    let words = Words::of(tokens, language);
    let mut values = Vec::new();
    let mut starts = Vec::new();
    let mut from = 0;
    while from < terms.len() {
        let mut to = from;
        let mut size = 0;
        while let Some(term) = terms.get(to) {
            let more = cost(term) + words.cost(&term.text);
            if to > from && size + more > SHARD {
                break;
            }
            size += more;
            to += 1;
        }
        let shard = &terms[from..to];
        let texts: Vec<&str> = shard.iter().map(|term| term.text.as_str()).collect();
        let postings: Vec<&str> = shard.iter().map(|term| term.postings.as_str()).collect();
        let stems: BTreeMap<&str, String> = shard
            .iter()
            .flat_map(|term| words.entries(&term.text))
            .collect();
        values.push(json!([texts.join(" "), postings.join(" "), stems]));
        starts.push(terms[from].text.clone());
        from = to;
    }
    (values, starts)
}

/// Forms of words, by their stem.
struct Words<'a> {
    stems: HashMap<&'a str, Cow<'a, str>>,
    forms: HashMap<Cow<'a, str>, Vec<&'a str>>,
}

impl<'a> Words<'a> {
    fn of(tokens: &'a [Token], language: &str) -> Self {
        let mut words = Self {
            stems: HashMap::new(),
            forms: HashMap::new(),
        };
        let Some(stems) = Stems::of(language) else {
            return words;
        };
        for token in tokens {
            if let Some(stem) = stems.stem(&token.text) {
                words.stems.insert(&token.text, stem.clone());
                words.forms.entry(stem).or_default().push(&token.text);
            }
        }
        words
            .forms
            .retain(|stem, forms| forms.iter().any(|form| form != stem));
        words
    }

    /// Bytes that a token adds to its shard, as if no other form were in it.
    fn cost(&self, token: &str) -> usize {
        let entries = self.entries(token);
        entries
            .iter()
            .map(|(stem, forms)| stem.len() + forms.len() + 6)
            .sum()
    }

    /// What a shard with `token` says of its word. By stem, what follows the stem in each form; a
    /// form that does not begin with its stem is written out behind `=`, and leads to its stem by
    /// an entry of its own.
    fn entries(&self, token: &str) -> Vec<(&str, String)> {
        let Some((token, stem)) = self.stems.get_key_value(token) else {
            return Vec::new();
        };
        let Some(forms) = self.forms.get(stem) else {
            return Vec::new();
        };
        let endings: Vec<String> = forms
            .iter()
            .map(|form| match form.strip_prefix(stem.as_ref()) {
                Some(ending) => ending.to_owned(),
                None => format!("={form}"),
            })
            .collect();
        let mut entries = vec![(stem.as_ref(), endings.join(" "))];
        if !token.starts_with(stem.as_ref()) && !self.forms.contains_key(*token) {
            entries.push((token, format!(">{stem}")));
        }
        entries
    }
}

fn cost(term: &Term) -> usize {
    term.text.len() + term.postings.len() + 2
}

/// For beginnings that stand for very much, the best entries, as a
/// token with a `*` behind it.
fn heavy(tokens: &[Token], terms: &[Term]) -> Vec<Term> {
    let mut found = Vec::new();
    for length in 1..=LONGEST_HEAVY {
        let beginning = |text: &str| -> Option<usize> {
            let (at, last) = text.char_indices().nth(length - 1)?;
            Some(at + last.len_utf8())
        };
        let mut from = 0;
        while from < terms.len() {
            let Some(end) = beginning(&terms[from].text) else {
                from += 1;
                continue;
            };
            let start = &terms[from].text[..end];
            let to = from
                + terms[from..]
                    .partition_point(|term| term.text.starts_with(start) || *term.text < *start);
            let size: usize = terms[from..to].iter().map(cost).sum();
            if size > HEAVY {
                found.push(Term {
                    text: format!("{start}*"),
                    postings: encode::postings(&best(&tokens[from..to])),
                });
            }
            from = to;
        }
    }
    found
}

/// The entries that some tokens say most about: the rarer the token, the more its weight counts.
fn best(tokens: &[Token]) -> Vec<Posting> {
    let mut scores: BTreeMap<u32, (u32, Posting)> = BTreeMap::new();
    for token in tokens {
        for posting in &token.postings {
            let score = u32::from(posting.weight) + 12 * u32::from(posting.title > 0);
            let kept = scores.entry(posting.entry).or_insert((score, *posting));
            if score > kept.0 {
                *kept = (score, *posting);
            }
        }
    }
    let mut all: Vec<(u32, Posting)> = scores.into_values().collect();
    all.sort_by_key(|(score, posting)| (u32::MAX - score, posting.entry));
    all.truncate(LISTED);
    let mut postings: Vec<Posting> = all.into_iter().map(|(_, posting)| posting).collect();
    postings.sort_by_key(|posting| posting.entry);
    postings
}

/// Tokens by their length in characters; one or two characters have no typing errors.
fn words(tokens: &[Token]) -> BTreeMap<usize, String> {
    let mut lengths: BTreeMap<usize, String> = BTreeMap::new();
    for token in tokens {
        let length = token.text.chars().count();
        let plain = token
            .text
            .chars()
            .all(|character| character.is_alphanumeric());
        if length > 2 && plain {
            let list = lengths.entry(length).or_default();
            if !list.is_empty() {
                list.push(' ');
            }
            list.push_str(&token.text);
        }
    }
    lengths
}

/// Titles, addresses and documents of some entries, each address and document once.
fn display(entries: &[Entry]) -> Value {
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
        rows.push(json!([entry.title, number, anchor]));
    }
    json!([pages, rows])
}

/// Kinds, levels and marks of all entries, a character each, and the entries of each tag.
fn facets(entries: &[Entry]) -> Value {
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
    let mut tags: BTreeMap<&str, (u32, String)> = BTreeMap::new();
    for (number, entry) in (0_u32..).zip(entries) {
        for tag in &entry.tags {
            let (next, list) = tags.entry(tag).or_default();
            if number >= *next {
                encode::push_number(list, number - *next);
                *next = number + 1;
            }
        }
    }
    let tags: BTreeMap<&str, String> = tags
        .into_iter()
        .map(|(tag, (_, list))| (tag, list))
        .collect();
    json!([kinds, levels, marks, tags])
}

/// The passages of all entries but their titles, some entries a file, and the first entry of
/// each file.
fn texts(entries: &[Entry]) -> (Vec<Value>, Vec<usize>) {
    let mut values = Vec::new();
    let mut starts = Vec::new();
    let mut from = 0;
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
        let rows: Vec<Value> = entries[from..to].iter().map(passages).collect();
        values.push(json!(rows));
        starts.push(from);
        from = to;
    }
    (values, starts)
}

/// The passages of one entry: role, fragment without the entry's own in front, words.
fn passages(entry: &Entry) -> Value {
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
                Some(rest) if !own.is_empty() => format!("+{rest}"),
                _ => passage.anchor.clone(),
            };
            json!([role.unwrap_or(0), anchor, passage.text])
        })
        .collect()
}

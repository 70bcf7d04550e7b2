//! The search index read back: what its files say is what the guide holds, whatever the documents
//! look like.

#[path = "support/soup.rs"]
mod soup;

use std::collections::BTreeMap;

use prepbook::config::Config;
use prepbook::diagnostic::Checked;
use prepbook::pipeline::Builder;
use prepbook::search::encode::ALPHABET;
use prepbook::search::entries::{Entry, EntryKind, Role, entries};
use prepbook::search::postings::{Posting, TITLE_NOTES, Tokens, tokens};
use prepbook::search::shards::{DISPLAYED, files};
use prepbook::source::{FileId, Inputs, SourceFile};
use prepbook::tokens::stems::Stems;
use proptest::prelude::{ProptestConfig, any, prop, proptest};
use serde_json::Value;

/// The calls of all files, by name.
struct Index(BTreeMap<String, Value>);

impl Index {
    fn read(files: &[(String, String)]) -> Self {
        let mut calls = BTreeMap::new();
        for (path, text) in files {
            for line in text.lines() {
                let call = line
                    .strip_prefix("prepbook.search.take(")
                    .and_then(|line| line.strip_suffix(");"))
                    .expect("a call");
                let (name, value): (String, Value) =
                    serde_json::from_str(&format!("[{call}]")).expect("a name and a value");
                let own = path.strip_prefix("search/").expect("a path");
                assert!(
                    own == "manifest.js" || own.starts_with(&format!("{name}-")),
                    "{name} is in {path}"
                );
                assert!(calls.insert(name.clone(), value).is_none(), "{name} twice");
            }
        }
        Self(calls)
    }

    /// The values of `t0`, `t1` and so on.
    fn numbered(&self, letter: char) -> Vec<&Value> {
        (0..)
            .map_while(|number| self.0.get(&format!("{letter}{number}")))
            .collect()
    }

    /// Every token with its postings.
    fn tokens(&self, entries: usize) -> Vec<(String, Vec<Posting>)> {
        let mut tokens = Vec::new();
        for shard in self.numbered('t') {
            let [texts, postings] = [&shard[0], &shard[1]].map(|all| all.as_str().expect("a text"));
            for (text, postings) in texts.split(' ').zip(postings.split(' ')) {
                tokens.push((text.to_owned(), decoded(postings, entries)));
            }
        }
        tokens
    }

    /// Each form with the stem that the shard of the form has for it.
    fn stems(&self) -> BTreeMap<String, String> {
        let mut stems = BTreeMap::new();
        for shard in self.numbered('t') {
            let texts: Vec<&str> = shard[0].as_str().expect("a text").split(' ').collect();
            for (stem, forms) in shard[2].as_object().expect("stems") {
                let forms = forms.as_str().expect("forms");
                if let Some(real) = forms.strip_prefix('>') {
                    assert!(shard[2].get(real).is_some(), "{stem} leads to {real}");
                    continue;
                }
                for ending in forms.split(' ') {
                    let form = match ending.strip_prefix('=') {
                        Some(form) => form.to_owned(),
                        None => format!("{stem}{ending}"),
                    };
                    if texts.contains(&form.as_str()) {
                        stems.insert(form, stem.clone());
                    }
                }
            }
        }
        stems
    }
}

/// Postings as the browser reads them; what stands nearly everywhere loses its weight.
fn decoded(text: &str, entries: usize) -> Vec<Posting> {
    let value = |byte: u8| {
        let place = ALPHABET.iter().position(|known| *known == byte);
        u32::try_from(place.expect("a letter of the alphabet")).expect("a small number")
    };
    if let Some(rest) = text.strip_prefix('!') {
        let (bits, titled) = rest.split_once('!').expect("an end of the bits");
        let titled = decoded(titled, entries);
        let mut postings = Vec::new();
        for entry in 0..u32::try_from(entries).expect("few entries") {
            let six = value(bits.as_bytes()[entry as usize / 6]);
            if six >> (entry % 6) & 1 == 1 {
                let known = titled.iter().find(|posting| posting.entry == entry);
                postings.push(known.copied().unwrap_or(Posting {
                    entry,
                    weight: 0,
                    title: 0,
                }));
            }
        }
        return postings;
    }
    let mut postings = Vec::new();
    let mut bytes = text.bytes();
    let mut entry = 0;
    while let Some(first) = bytes.next() {
        let mut digit = value(first);
        let mut distance = digit & 31;
        let mut shift = 5;
        while digit >= 32 {
            digit = value(bytes.next().expect("the number goes on"));
            distance |= (digit & 31) << shift;
            shift += 5;
        }
        entry += distance;
        let noted = value(bytes.next().expect("a weight"));
        let notes = u32::from(TITLE_NOTES);
        postings.push(Posting {
            entry,
            weight: u8::try_from(noted / notes + 1).expect("a weight"),
            title: u8::try_from(noted % notes).expect("a note"),
        });
        entry += 1;
    }
    postings
}

fn holds(entries: &[Entry]) {
    let wanted = tokens(entries);
    let files = files(entries, &wanted, "en");
    let index = Index::read(&files);
    let manifest = &index.0["manifest"];
    assert_eq!(manifest["entries"], entries.len());

    let read: Vec<(String, Vec<Posting>)> = index
        .tokens(entries.len())
        .into_iter()
        .filter(|(text, _)| !text.ends_with('*'))
        .collect();
    assert_eq!(read.len(), wanted.len());
    for ((text, postings), wanted) in read.iter().zip(wanted.iter()) {
        assert_eq!(text, wanted.text);
        let bits = postings.iter().any(|posting| posting.weight == 0);
        if bits {
            let entries = |postings: &[Posting]| -> Vec<u32> {
                postings.iter().map(|posting| posting.entry).collect()
            };
            assert_eq!(entries(postings), entries(wanted.postings), "{text}");
        } else {
            assert_eq!(postings, wanted.postings, "{text}");
        }
    }
    forms(&index, &wanted);
    shown(&index, entries);
    narrowed(&index, entries);
}

/// Whoever types a form finds all forms with the same stem.
fn forms(index: &Index, wanted: &Tokens) {
    let english = Stems::of("en").expect("stems of English");
    let stems = index.stems();
    for token in wanted.iter() {
        let Some(stem) = english.stem(token.text) else {
            assert_eq!(stems.get(token.text), None);
            continue;
        };
        let alone = wanted
            .iter()
            .filter(|other| english.stem(other.text).as_ref() == Some(&stem))
            .all(|other| *other.text == *stem);
        let expected = (!alone).then(|| stem.into_owned());
        assert_eq!(stems.get(token.text), expected.as_ref(), "{}", token.text);
    }
}

/// Titles, addresses and texts.
fn shown(index: &Index, entries: &[Entry]) {
    let displays = index.numbered('d');
    assert_eq!(displays.len(), entries.len().div_ceil(DISPLAYED));
    let texts = index.numbered('x');
    let starts = index.0["x"]["starts"].as_array().expect("numbers");
    assert_eq!(starts.len(), texts.len());
    let rows: Vec<&Value> = texts
        .iter()
        .flat_map(|shard| shard.as_array().expect("rows"))
        .collect();
    assert_eq!(rows.len(), entries.len());
    for (number, entry) in entries.iter().enumerate() {
        let shard = displays[number / DISPLAYED];
        let row = &shard[1][number % DISPLAYED];
        let page = usize::try_from(row[1].as_u64().expect("a number")).expect("a number");
        assert_eq!(row[0], entry.title);
        assert_eq!(shard[0][page][0], entry.url);
        assert_eq!(shard[0][page][1], entry.document);
        let own = &entry.passages[0].anchor;
        assert_eq!(row[2], **own);
        let passages = rows[number].as_array().expect("passages");
        assert_eq!(passages.len(), entry.passages.len() - 1);
        for (read, passage) in passages.iter().zip(&entry.passages[1..]) {
            let role = usize::try_from(read[0].as_u64().expect("a number")).expect("a number");
            assert_eq!(Role::ALL[role], passage.role);
            let anchor = read[1].as_str().expect("an anchor");
            let anchor = match anchor.strip_prefix('+') {
                Some(rest) => format!("{own}{rest}"),
                None => anchor.to_owned(),
            };
            assert_eq!(anchor, passage.anchor);
            assert_eq!(read[2], passage.text);
        }
    }
}

/// Kinds, levels and answers.
fn narrowed(index: &Index, entries: &[Entry]) {
    let facets = &index.0["f"];
    let kinds = facets[0].as_str().expect("kinds").as_bytes();
    let marks = facets[2].as_str().expect("marks").as_bytes();
    assert_eq!(kinds.len(), entries.len());
    for (number, entry) in entries.iter().enumerate() {
        let place = |byte: u8| ALPHABET.iter().position(|known| *known == byte);
        let kind = place(kinds[number]).expect("a kind");
        assert_eq!(EntryKind::NAMES[kind].1, entry.kind);
        let mark = place(marks[number]).expect("marks");
        let answered = match mark & 3 {
            0 => None,
            answered => Some(answered == 2),
        };
        assert_eq!(answered, entry.answered);
        assert_eq!(mark & 4 != 0, entry.rubric);
    }
}

fn of(texts: &[String]) -> Vec<Entry> {
    configured(texts, Checked::fine(Config::default()))
}

fn configured(texts: &[String], config: Checked<Config>) -> Vec<Entry> {
    let documents = texts.iter().enumerate().map(|(number, text)| {
        let path = format!("{number}.md");
        SourceFile::new(FileId::new(path.as_str()), path.as_str(), text.as_bytes())
    });
    let inputs = Inputs {
        documents: documents.collect(),
        ..Inputs::default()
    };
    entries(&Builder::default().read(&inputs, &config).guide)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn mixed_documents_are_read_back(texts in prop::collection::vec(soup::file(), 1..4)) {
        holds(&of(&texts));
    }

    #[test]
    fn any_text_is_read_back(text in any::<String>()) {
        holds(&of(&[format!("# Title\n\n## What is {text}?\n\n{text}\n")]));
    }
}

/// Enough entries that common words are written as bits and heavy beginnings are listed.
#[test]
fn a_large_guide_is_read_back() {
    let mut text = String::from("# Large\n\n## Section\n");
    for number in 0..3000_u32 {
        text.push_str(&format!(
            "\n### Why does index{number} cost {}?\n\n#### Answer\n\nThe word{} and indexing cost.\n",
            number % 7,
            number.wrapping_mul(2_654_435_761) % 1000,
        ));
    }
    let entries = of(&[text]);
    assert!(entries.len() >= 3000, "{}", entries.len());
    holds(&entries);
    let files = files(&entries, &tokens(&entries), "en");
    assert!(files.len() > 100, "{} files", files.len());
    let all: String = files.iter().map(|(_, text)| text.as_str()).collect();
    assert!(
        all.contains(" ind*") || all.contains("\"ind*"),
        "heavy beginnings"
    );
    assert!(all.contains('!'), "bits");
}

/// Whoever types another name of a topic finds what is tagged with it.
#[test]
fn a_tag_is_found_by_every_name_of_its_topic() {
    let config = "topics: {kubernetes: {title: Kubernetes, synonyms: [k8s, kube]}}\n";
    let file = SourceFile::new(
        FileId::new("prepbook.yml"),
        "prepbook.yml",
        config.as_bytes(),
    );
    let text = "# Set\n\n## What is a pod?\n\n**Tags:** k8s\n\n#### Answer\n\nSome containers.\n";
    let entries = configured(&[text.to_owned()], prepbook::config::read(&file));
    let tags: Vec<&str> = entries
        .iter()
        .flat_map(|entry| &entry.passages)
        .filter(|passage| passage.role == Role::Tags)
        .map(|passage| passage.text.as_str())
        .collect();
    assert_eq!(tags, ["Kubernetes k8s kube kubernetes"]);
}

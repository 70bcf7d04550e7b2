//! Tokens as files have them: in alphabetical order with their postings and the forms of their
//! words, cut into shards; and once more by length, for typing errors.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::encode;
use super::postings::{Posting, Token};
use super::shards::json;
use crate::tokens::stems::Stems;

/// A shard of tokens is cut at this many bytes.
const SHARD: usize = 10 * 1024;

/// A beginning whose tokens take more bytes than this has the best of its entries listed.
const HEAVY: usize = SHARD;

/// Entries that are listed for a heavy beginning.
const LISTED: usize = 200;

/// Longest beginning that may be heavy, in characters.
const LONGEST_HEAVY: usize = 8;

/// A token in more than one of this many entries is written as bits, when there are enough entries.
const COMMON: usize = 8;

/// From this many entries on bits are worth it.
const MANY: usize = 1024;

/// A token as it is written.
struct Term {
    text: String,
    postings: String,
}

impl Term {
    fn cost(&self) -> usize {
        self.text.len() + self.postings.len() + 2
    }
}

/// Shards of tokens as JSON, and the first token of each.
pub(super) fn shards(
    tokens: &[Token],
    entries: usize,
    language: &str,
) -> (Vec<String>, Vec<String>) {
    let mut terms: Vec<Term> = tokens
        .par_iter()
        .map(|token| Term {
            text: token.text.clone(),
            postings: if entries >= MANY && token.postings.len() > entries / COMMON {
                encode::common(&token.postings, entries)
            } else {
                encode::postings(&token.postings)
            },
        })
        .collect();
    let heavy = heavy(tokens, &terms, entries);
    terms.extend(heavy);
    terms.sort_by(|a, b| a.text.cmp(&b.text));
    let words = Words::of(tokens, language);
    let mut shards: Vec<&[Term]> = Vec::new();
    let mut from = 0;
    let mut size = 0;
    for (at, term) in terms.iter().enumerate() {
        let cost = term.cost() + words.cost(&term.text);
        if at > from && size + cost > SHARD {
            shards.push(&terms[from..at]);
            from = at;
            size = 0;
        }
        size += cost;
    }
    if from < terms.len() {
        shards.push(&terms[from..]);
    }
    let starts = shards
        .iter()
        .filter_map(|shard| Some(shard.first()?.text.clone()))
        .collect();
    let values = shards.par_iter().map(|shard| {
        let texts: Vec<&str> = shard.iter().map(|term| term.text.as_str()).collect();
        let postings: Vec<&str> = shard.iter().map(|term| term.postings.as_str()).collect();
        let stems: BTreeMap<&str, Cow<'_, str>> = shard
            .iter()
            .flat_map(|term| words.entries(&term.text))
            .collect();
        json(&(texts.join(" "), postings.join(" "), stems))
    });
    (values.collect(), starts)
}

/// For beginnings that stand for very much, the best entries, as a token with a `*` behind it.
fn heavy(tokens: &[Token], terms: &[Term], entries: usize) -> Vec<Term> {
    let mut found = Vec::new();
    let mut scores = Scores::new(entries);
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
            let alike = |term: &&Term| term.text.starts_with(start);
            let to = from + terms[from..].iter().take_while(alike).count();
            let size: usize = terms[from..to].iter().map(Term::cost).sum();
            if size > HEAVY {
                found.push(Term {
                    text: format!("{start}*"),
                    postings: encode::postings(&scores.best(&tokens[from..to])),
                });
            }
            from = to;
        }
    }
    found
}

/// How much some tokens say about each entry; kept from one beginning to the next.
struct Scores {
    best: Vec<Option<(u32, Posting)>>,
}

impl Scores {
    fn new(entries: usize) -> Self {
        Self {
            best: vec![None; entries],
        }
    }

    /// The entries that the tokens say most about.
    fn best(&mut self, tokens: &[Token]) -> Vec<Posting> {
        self.best.fill(None);
        for posting in tokens.iter().flat_map(|token| &token.postings) {
            let score = u32::from(posting.weight) + 12 * u32::from(posting.title > 0);
            let kept = &mut self.best[posting.entry as usize];
            if kept.is_none_or(|(known, _)| score > known) {
                *kept = Some((score, *posting));
            }
        }
        let mut all: Vec<(u32, Posting)> = self.best.iter().copied().flatten().collect();
        all.sort_by_key(|(score, posting)| (u32::MAX - score, posting.entry));
        all.truncate(LISTED);
        let mut postings: Vec<Posting> = all.into_iter().map(|(_, posting)| posting).collect();
        postings.sort_by_key(|posting| posting.entry);
        postings
    }
}

/// Forms of words.
struct Words<'a> {
    /// The stem of each token that has other forms.
    stems: HashMap<&'a str, Cow<'a, str>>,
    /// What follows each stem in its forms, with a space between; a form that does not begin with
    /// its stem is written out behind `=`.
    endings: HashMap<Cow<'a, str>, String>,
}

impl<'a> Words<'a> {
    fn of(tokens: &'a [Token], language: &str) -> Self {
        let Some(stems) = Stems::of(language) else {
            return Self {
                stems: HashMap::new(),
                endings: HashMap::new(),
            };
        };
        let stemmed: Vec<Option<Cow<'a, str>>> = tokens
            .par_iter()
            .map(|token| stems.stem(&token.text))
            .collect();
        let mut forms: HashMap<&str, Vec<&str>> = HashMap::new();
        for (token, stem) in tokens.iter().zip(&stemmed) {
            if let Some(stem) = stem {
                forms.entry(stem).or_default().push(&token.text);
            }
        }
        forms.retain(|stem, forms| forms.iter().any(|form| form != stem));
        let endings = forms.iter().map(|(stem, forms)| {
            let endings: Vec<Cow<'_, str>> = forms
                .iter()
                .map(|form| match form.strip_prefix(stem) {
                    Some(ending) => Cow::Borrowed(ending),
                    None => Cow::Owned(format!("={form}")),
                })
                .collect();
            (Cow::Owned((*stem).to_owned()), endings.join(" "))
        });
        let endings: HashMap<Cow<'a, str>, String> = endings.collect();
        let stems = tokens.iter().zip(stemmed).filter_map(|(token, stem)| {
            let stem = stem.filter(|stem| endings.contains_key(stem))?;
            Some((token.text.as_str(), stem))
        });
        Self {
            stems: stems.collect(),
            endings,
        }
    }

    /// What a shard with `token` says of its word: by stem, its endings. A form that does not
    /// begin with its stem leads to it by an entry of its own.
    fn entries(&self, token: &str) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        let known = self.stems.get_key_value(token);
        known.into_iter().flat_map(|(token, stem)| {
            let endings = self.endings.get(stem).map(|endings| {
                let stem: &str = stem;
                (stem, Cow::Borrowed(endings.as_str()))
            });
            let apart = !token.starts_with(stem.as_ref()) && !self.endings.contains_key(*token);
            let lead = apart.then(|| (*token, Cow::Owned(format!(">{stem}"))));
            endings.into_iter().chain(lead)
        })
    }

    /// Bytes that a token adds to its shard, as if no other form were in it.
    fn cost(&self, token: &str) -> usize {
        self.entries(token)
            .map(|(stem, endings)| stem.len() + endings.len() + 6)
            .sum()
    }
}

/// Tokens by their length in characters; one or two characters have no typing errors.
pub(super) fn by_length(tokens: &[Token]) -> BTreeMap<usize, String> {
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

//! Tokens as files have them: in alphabetical order with their postings and the forms of their
//! words, cut into shards; and once more by length, for typing errors.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::encode;
use super::postings::{Posting, Tokens};
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
struct Term<'a> {
    text: Cow<'a, str>,
    postings: String,
}

impl Term<'_> {
    fn cost(&self) -> usize {
        self.text.len() + self.postings.len() + 2
    }
}

/// Shards of tokens: some terms that follow each other, and the forms of their words.
pub(super) struct Shards<'a> {
    terms: Vec<Term<'a>>,
    words: Words<'a>,
    /// Where each shard ends.
    ends: Vec<usize>,
}

impl<'a> Shards<'a> {
    pub(super) fn of(tokens: &'a Tokens, entries: usize, language: &str) -> Self {
        let mut terms: Vec<Term<'a>> = (0..tokens.len())
            .into_par_iter()
            .map(|token| {
                let token = tokens.get(token);
                let is_common = entries >= MANY && token.postings.len() > entries / COMMON;
                Term {
                    text: Cow::Borrowed(token.text),
                    postings: if is_common {
                        encode::common(token.postings, entries)
                    } else {
                        encode::postings(token.postings)
                    },
                }
            })
            .collect();
        let mut heavy = Heavy {
            tokens,
            terms: &terms,
            scores: Scores::new(entries),
            found: Vec::new(),
        };
        heavy.look(0..terms.len(), 0, 0);
        let heavy = heavy.found;
        terms.extend(heavy);
        terms.sort_by(|a, b| a.text.cmp(&b.text));
        let words = Words::of(tokens, language);
        let mut ends = Vec::new();
        let mut size = 0;
        for (at, term) in terms.iter().enumerate() {
            let cost = term.cost() + words.cost(&term.text);
            if size > 0 && size + cost > SHARD {
                ends.push(at);
                size = 0;
            }
            size += cost;
        }
        if !terms.is_empty() {
            ends.push(terms.len());
        }
        Self { terms, words, ends }
    }

    /// Number of shards.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn shard(&self, number: usize) -> &[Term<'a>] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.terms[start..self.ends[number]]
    }

    /// The first token of each shard, with a space between.
    pub(super) fn starts(&self) -> String {
        let firsts = (0..self.len()).filter_map(|number| self.shard(number).first());
        let firsts: Vec<&str> = firsts.map(|term| &*term.text).collect();
        firsts.join(" ")
    }

    /// What is in a shard.
    pub(super) fn value(&self, number: usize) -> impl Serialize {
        let shard = self.shard(number);
        let texts: Vec<&str> = shard.iter().map(|term| &*term.text).collect();
        let postings: Vec<&str> = shard.iter().map(|term| term.postings.as_str()).collect();
        let stems: BTreeMap<&str, Cow<'_, str>> = shard
            .iter()
            .flat_map(|term| self.words.entries(&term.text))
            .collect();
        (texts.join(" "), postings.join(" "), stems)
    }
}

/// Looks for beginnings that stand for very much, and writes the best entries of each as a token
/// with a `*` behind it.
struct Heavy<'a, 'b> {
    tokens: &'b Tokens,
    terms: &'b [Term<'a>],
    scores: Scores,
    found: Vec<Term<'a>>,
}

impl Heavy<'_, '_> {
    /// Looks among terms that share their first `length` characters, which end at `end`.
    fn look(&mut self, among: Range<usize>, length: usize, end: usize) {
        if length == LONGEST_HEAVY {
            return;
        }
        let terms = self.terms;
        let mut from = among.start;
        while from < among.end {
            let Some(next) = terms[from].text[end..].chars().next() else {
                from += 1;
                continue;
            };
            let alike = |term: &&Term<'_>| term.text[end..].starts_with(next);
            let some = terms[from..among.end].iter().take_while(alike);
            let (count, size) = some.fold((0, 0), |(count, size), term| {
                (count + 1, size + term.cost())
            });
            let to = from + count;
            // What begins with a light beginning is light as well.
            if size > HEAVY {
                let end = end + next.len_utf8();
                let best = self.scores.best(self.tokens.postings_of(from..to));
                self.found.push(Term {
                    text: Cow::Owned(format!("{}*", &terms[from].text[..end])),
                    postings: encode::postings(&best),
                });
                self.look(from..to, length + 1, end);
            }
            from = to;
        }
    }
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
    fn best(&mut self, postings: &[Posting]) -> Vec<Posting> {
        self.best.fill(None);
        for posting in postings {
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
    stems: FxHashMap<&'a str, Cow<'a, str>>,
    /// What follows each stem in its forms, with a space between; a form that does not begin with
    /// its stem is written out behind `=`.
    endings: FxHashMap<Cow<'a, str>, String>,
}

impl<'a> Words<'a> {
    fn of(tokens: &'a Tokens, language: &str) -> Self {
        let Some(stems) = Stems::of(language) else {
            return Self {
                stems: FxHashMap::default(),
                endings: FxHashMap::default(),
            };
        };
        let stemmed: Vec<Option<Cow<'a, str>>> = (0..tokens.len())
            .into_par_iter()
            .map(|token| stems.stem(tokens.get(token).text))
            .collect();
        let mut forms: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for (token, stem) in tokens.iter().zip(&stemmed) {
            if let Some(stem) = stem {
                forms.entry(stem).or_default().push(token.text);
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
        let endings: FxHashMap<Cow<'a, str>, String> = endings.collect();
        let stems = tokens.iter().zip(stemmed).filter_map(|(token, stem)| {
            let stem = stem.filter(|stem| endings.contains_key(stem))?;
            Some((token.text, stem))
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
pub(super) fn by_length(tokens: &Tokens) -> BTreeMap<usize, String> {
    let mut lengths: BTreeMap<usize, String> = BTreeMap::new();
    for token in tokens.iter() {
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
            list.push_str(token.text);
        }
    }
    lengths
}

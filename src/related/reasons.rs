//! Why two questions are related, in words that stand open in both of them.

use super::Asked;
use super::profile::Profile;
use super::vectors::Rarity;
use super::words::{Cutter, Word, prose_texts, texts};

/// Words or phrases in a reason.
const MOST: usize = 3;

/// Words in a phrase; of scripts without spaces, pairs of characters.
const LONGEST: usize = 3;
const LONGEST_PAIRING: usize = 5;

/// A word of so many questions out of a hundred is said of too many to be a reason.
const COMMON: u32 = 34;

/// A piece of a question's open text with its words.
struct Piece<'a> {
    text: &'a str,
    words: Vec<Word>,
    /// Whether its first word may have a capital letter for being the first.
    sentence: bool,
}

/// The open text of a question, cut once for all its reasons.
pub(super) struct Open<'a> {
    pieces: Vec<Piece<'a>>,
}

impl<'a> Open<'a> {
    pub(super) fn of(asked: &Asked<'a>, cutter: &mut Cutter) -> Self {
        Self {
            pieces: pieces(asked, cutter),
        }
    }

    /// The heaviest words and phrases that stand open in both, and in the title or the tags of one,
    /// as this question's author wrote them; empty when there are none that say anything. A number
    /// alone says nothing, and neither does a word that two situations happen to be told in.
    pub(super) fn shared(&self, own: &Profile, other: &Profile, rarity: &Rarity) -> Vec<String> {
        words(&self.pieces, own, other, rarity)
    }
}

fn pieces<'a>(asked: &Asked<'a>, cutter: &mut Cutter) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut push = |text: &'a str, sentence| {
        let mut words = Vec::new();
        cutter.cut(text, &mut |word| words.push(word));
        if !words.is_empty() {
            pieces.push(Piece {
                text,
                words,
                sentence,
            });
        }
    };
    texts(&asked.question.title, &mut |text| push(text, true));
    for tag in asked.tags {
        push(tag, false);
    }
    prose_texts(&asked.question.prompt, &mut |text| push(text, true));
    pieces
}

/// A word or phrase that both have.
struct Shared<'a> {
    weight: u32,
    stems: Vec<u64>,
    surface: &'a str,
    /// Whether it may have a capital letter for standing first.
    first: bool,
}

fn words(pieces: &[Piece<'_>], own: &Profile, other: &Profile, rarity: &Rarity) -> Vec<String> {
    let mut found: Vec<Shared<'_>> = Vec::new();
    for piece in pieces {
        let mut at = 0;
        while at < piece.words.len() {
            let length = run(&piece.words[at..], other);
            if length == 0 {
                at += 1;
                continue;
            }
            let run = &piece.words[at..at + length];
            at += length;
            let says_something = |word: &Word| {
                let in_head = |profile: &Profile| profile.head.binary_search(&word.stem).is_ok();
                !rarity.is_common(other, word.stem, COMMON)
                    && (in_head(own) || in_head(other))
                    && piece.text[word.start..word.end].contains(char::is_alphabetic)
            };
            if run.iter().any(says_something) {
                let weigh = |profile| {
                    let weights = run.iter().map(|word| rarity.weigh(profile, word.stem));
                    weights.sum::<u32>()
                };
                add(&mut found, piece, run, weigh(own).min(weigh(other)));
            }
        }
    }
    // What is as heavy stays in the order of the text.
    found.sort_by_key(|shared| std::cmp::Reverse(shared.weight));
    let mut said: Vec<u64> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let least = found.first().map_or(0, |shared| shared.weight / 2);
    for shared in found {
        if words.len() == MOST || shared.weight < least {
            break;
        }
        if shared.stems.iter().any(|stem| said.contains(stem)) {
            continue;
        }
        said.extend(&shared.stems);
        words.push(shared.surface.to_owned());
    }
    words
}

/// How many words from the first one on stand in a row in the other question, too.
fn run(words: &[Word], other: &Profile) -> usize {
    let open = |word: &Word| other.open.binary_search(&word.stem).is_ok();
    if !words.first().is_some_and(open) {
        return 0;
    }
    let most = if words[0].pairing {
        LONGEST_PAIRING
    } else {
        LONGEST
    };
    let joined = words
        .windows(2)
        .take(most - 1)
        .take_while(|pair| {
            let number = super::words::pair(pair[0].stem, pair[1].stem);
            pair[1].joined && other.pairs.binary_search(&number).is_ok()
        })
        .count();
    joined + 1
}

/// Adds a run of words; of two places where it stands, the one inside a sentence shows how it is
/// written.
fn add<'a>(found: &mut Vec<Shared<'a>>, piece: &Piece<'a>, run: &[Word], weight: u32) {
    let [first, ..] = run else { return };
    let end = run.last().map_or(first.end, |last| last.end);
    let stems: Vec<u64> = run.iter().map(|word| word.stem).collect();
    let surface = &piece.text[first.start..end];
    let starts = piece.sentence && piece.text[..first.start].trim().is_empty();
    match found.iter_mut().find(|shared| shared.stems == stems) {
        Some(known) if known.first && !starts => {
            known.surface = surface;
            known.first = false;
        }
        Some(_) => {}
        None => found.push(Shared {
            weight,
            stems,
            surface,
            first: starts,
        }),
    }
}

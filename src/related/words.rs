//! The words of questions as numbers: cut, folded, stemmed and hashed in one pass without a
//! `String` for each, because ten thousand questions have a million words.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::profile::Draft;
use crate::model::{Block, BlockKind, Inline, InlineKind, Prose};
use crate::tokens::stems::Stems;
use crate::tokens::{end_of_plain, fold, is_pairing};

/// Words that say nothing about what is asked: those of grammar, of asking and of explaining.
const STOP_WORDS: &str = "\
a able about above across actually after again all allow allows almost along already also although \
always am among an and another answer answers any anything are around as ask asked at available \
avoid away back bad based basic be became because become becomes been before begin behind being below best better \
between big both but by call called calls came can cannot case cases certain change changes choose code come comes \
common commonly compare concept concepts consider contain contains could create created creates \
creating current define defined defines depending depends describe description detail details did \
difference differences different differ do does doing done down during each easier easily easy \
either else end enough etc even ever every everything exactly example examples exist exists expected \
explain explained fact far few find first follow following follows for found four from full further \
gets get getting give given gives go goes going good got great had handle handled handles handling \
happen happening happens hard has have having he help helps hence her here his how however i idea ie eg if implement \
implementation implemented implementing important in include includes including instead interview \
into involve involves is issue it its itself just keep kept kind know known large last later least less let \
lets like likely line little long look looks lot made main mainly make makes making many matter matters may \
mean meaning means mention might more most mostly much must my name named names need needed needs \
never new next nice no none nor not note nothing now occur occurs of off often old on once one ones only \
onto or other others our out over own part particular perform performed place point possible \
previous probably problem problems provide provided provides purpose put question questions quite \
rather real really reason reasons related require required requires result results return returned \
returns right run running runs said same say says second see seen several shall she should show \
shown shows similar simple simply since single situation small so some someone something sometimes \
start started still stop such suppose sure take taken takes tell than that the their them then \
there therefore these they thing things think this those though three through thus time times to \
together too took toward tried true try trying two type types typical typically under unless until \
up upon us use used useful user uses using usual usually value values various very via want wants \
was way ways we well went were what whatever when whenever where whereas whether which while who \
whole whom whose why will wish with within without word words work working works would write \
writing written wrong me address addresses addressed approach approaches challenge challenges challenging identify identified scratch situations yourself assume yes yet you your \
der die das und oder ist sind ein eine einen einem einer eines wie was warum wann wo welche welcher \
welches wird werden kann können man mit von zu zum zur im in auf für bei aus nicht auch als den dem \
des sich es er sie wir ihr unterschied zwischen erkläre erklären beispiel \
el la los las un una unos unas y o es son qué que cómo como por para con de del en se lo su sus al \
cuál cuáles cuando dónde entre diferencia explica ejemplo no más \
le les des du une et est sont quoi quelle quelles quel quels pourquoi comment dans sur pour avec par \
ne pas plus ce cette ces qui on différence exemple \
什么 如何 怎么 为什 哪些 是什 区别 请解 解释 的区 有什 什 么";

/// A set of numbers that are hashes already.
type Same = BuildHasherDefault<SameHasher>;

/// A map by such numbers.
pub(super) type HashedMap<T> = HashMap<u64, T, Same>;

/// Takes a number that is a hash as its hash.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SameHasher(u64);

impl Hasher for SameHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| mix(hash, *byte));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

fn mix(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

fn settled(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash ^ (hash >> 29)
}

pub(super) const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// Number of a word.
pub(super) fn hash(word: &str) -> u64 {
    settled(word.bytes().fold(SEED, mix))
}

/// Number of two words in a row.
pub(super) fn pair(first: u64, second: u64) -> u64 {
    settled(first.rotate_left(23) ^ second)
}

static STOPS: LazyLock<HashSet<u64, Same>> =
    LazyLock::new(|| STOP_WORDS.split_whitespace().map(hash).collect());

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Number of its stem.
    pub(super) stem: u64,
    /// Where it begins in the text.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// Whether it stands right behind the word before it, so that the two can be a phrase.
    pub(super) joined: bool,
    /// Whether it is a pair of characters of a script without spaces.
    pub(super) pairing: bool,
}

/// Cuts texts into words, and remembers the stem of each.
pub(super) struct Cutter {
    language: Option<Stems>,
    /// Stem of a folded word; none for stop words.
    stems: HashedMap<Option<u64>>,
    lower: String,
    pub(super) draft: Draft,
}

impl Cutter {
    pub(super) fn new(language: &str) -> Self {
        Self {
            language: Stems::of(language),
            stems: HashMap::default(),
            lower: String::new(),
            draft: Draft::default(),
        }
    }

    /// Calls `found` with every word of a text that is no stop word.
    pub(super) fn cut(&mut self, text: &str, found: &mut impl FnMut(Word)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut last_end = usize::MAX;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii_alphanumeric() {
                let end = word_end(bytes, at);
                if end < bytes.len() && !bytes[end].is_ascii() {
                    at = self.cut_unicode(text, at, &mut last_end, found);
                    continue;
                }
                let mut word = SEED;
                for byte in &bytes[at..end] {
                    word = mix(word, byte.to_ascii_lowercase());
                }
                let number = settled(word);
                let stem = match self.stems.get(&number) {
                    Some(stem) => *stem,
                    None => self.learn(number, &text[at..end]),
                };
                if let Some(stem) = stem {
                    found(Word {
                        stem,
                        start: at,
                        end,
                        joined: joins(bytes, last_end, at),
                        pairing: false,
                    });
                    last_end = end;
                }
                at = end;
            } else if byte.is_ascii() {
                at += 1;
            } else {
                at = self.cut_unicode(text, at, &mut last_end, found);
            }
        }
    }

    /// One word that is not all ASCII, from `start` on; where it ends.
    fn cut_unicode(
        &mut self,
        text: &str,
        start: usize,
        last_end: &mut usize,
        found: &mut impl FnMut(Word),
    ) -> usize {
        let mut rest = text[start..].char_indices();
        let Some((_, first)) = rest.next() else {
            return text.len();
        };
        if is_pairing(first) {
            let mut from = start;
            for (offset, next) in rest {
                let at = start + offset;
                if !is_pairing(next) {
                    return at;
                }
                let end = at + next.len_utf8();
                if let Some(stem) = self.stem(&text[from..end]) {
                    found(Word {
                        stem,
                        start: from,
                        end,
                        joined: *last_end == at,
                        pairing: true,
                    });
                    *last_end = end;
                }
                from = at;
            }
            return text.len();
        }
        if !first.is_alphanumeric() {
            return start + first.len_utf8();
        }
        let end = rest
            .find(|(_, next)| !next.is_alphanumeric() || is_pairing(*next))
            .map_or(text.len(), |(offset, _)| start + offset);
        if let Some(stem) = self.stem(&text[start..end]) {
            found(Word {
                stem,
                start,
                end,
                joined: joins(text.as_bytes(), *last_end, start),
                pairing: false,
            });
            *last_end = end;
        }
        end
    }

    fn stem(&mut self, word: &str) -> Option<u64> {
        let number = hash(word);
        match self.stems.get(&number) {
            Some(stem) => *stem,
            None => self.learn(number, word),
        }
    }

    fn learn(&mut self, number: u64, word: &str) -> Option<u64> {
        self.lower.clear();
        if word.is_ascii() {
            self.lower
                .extend(word.chars().map(|letter| letter.to_ascii_lowercase()));
        } else {
            self.lower.push_str(&fold(word));
        }
        let folded = hash(&self.lower);
        let short = self.lower.len() < 2;
        let stem = if short || STOPS.contains(&folded) || STOPS.contains(&number) {
            None
        } else {
            let stem = self
                .language
                .as_ref()
                .and_then(|stems| stems.stem(&self.lower));
            Some(stem.map_or(folded, |stem| hash(&stem)))
        };
        self.stems.insert(number, stem);
        stem
    }
}

/// Where an ASCII word ends: `c++`, `c#` and `n+1` are words.
fn word_end(bytes: &[u8], start: usize) -> usize {
    let (end, _) = end_of_plain(bytes, start);
    if !matches!(bytes.get(end), Some(b'+' | b'#')) {
        return end;
    }
    let signs = bytes[end..]
        .iter()
        .take_while(|byte| matches!(byte, b'+' | b'#'))
        .count();
    let behind = bytes.get(end + signs);
    if signs > 0 && end - start <= 2 && !behind.is_some_and(u8::is_ascii_alphanumeric) {
        return end + signs;
    }
    if signs == 1 && bytes[end] == b'+' && end - start == 1 {
        return word_end(bytes, end + 1);
    }
    end
}

/// Whether what stands between two words leaves them a phrase: one space, or one sign inside a
/// technical name.
fn joins(bytes: &[u8], last_end: usize, start: usize) -> bool {
    last_end != usize::MAX
        && start == last_end + 1
        && matches!(bytes[last_end], b' ' | b'-' | b'/' | b'.' | b'_')
}

pub(super) fn fold_hash(hash: u64, text: &str) -> u64 {
    text.chars()
        .filter(|character| character.is_alphanumeric() || matches!(character, '+' | '#'))
        .flat_map(char::to_lowercase)
        .fold(hash, |hash, character| {
            mix(mix(hash, character as u8), (character as u32 >> 8) as u8)
        })
}

/// Calls `visit` with the texts of inlines, outer ones first.
pub(super) fn texts<'a>(content: &'a [Inline], visit: &mut impl FnMut(&'a str)) {
    for inline in content {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => visit(text),
            InlineKind::Image { .. } => {}
            _ => texts(inline.children(), visit),
        }
    }
}

/// Calls `visit` with the texts of prose: not with blocks of code, whose words are of grammar
/// mostly, and not with what is folded away inside it.
pub(super) fn prose_texts<'a>(prose: &'a Prose, visit: &mut impl FnMut(&'a str)) {
    block_texts(&prose.blocks, visit);
}

fn block_texts<'a>(blocks: &'a [Block], visit: &mut impl FnMut(&'a str)) {
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(content) => texts(content, visit),
            BlockKind::Details { .. } | BlockKind::Footnote { .. } => {}
            _ => {
                for run in block.inline_runs() {
                    texts(run, visit);
                }
                for children in block.children() {
                    block_texts(children, visit);
                }
            }
        }
    }
}

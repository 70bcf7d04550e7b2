//! Code in colours, each block once.
//!
//! Colouring costs more than everything else about a page together, so a [`Highlighter`] keeps
//! what it made: all threads share it, `serve` keeps it from build to build, and what an earlier
//! process made comes in with [`Highlighter::with`].

use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::highlight::{coloured, grammar};
use crate::source::Digest;

/// A number that differs where colours may differ for the same code: of the files that decide
/// them, and of the list of crates with their versions, which grammars come from.
pub const STAMP: u64 = {
    let files: [&[u8]; 5] = [
        include_bytes!("automaton.rs"),
        include_bytes!("highlight.rs"),
        include_bytes!("classes.rs"),
        include_bytes!("escape.rs"),
        include_bytes!("../../Cargo.lock"),
    ];
    // FNV-1a, which a constant can be made with.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut file = 0;
    while file < files.len() {
        let mut at = 0;
        while at < files[file].len() {
            hash = (hash ^ files[file][at] as u64).wrapping_mul(0x0100_0000_01b3);
            at += 1;
        }
        file += 1;
    }
    hash
};

/// More bytes of HTML than this are not kept from round to round.
const LARGEST: usize = 64 << 20;

/// How a page gets its code coloured: the language's name and the code, to HTML.
pub type Highlight<'a> = dyn Fn(&str, &str) -> Option<Arc<str>> + 'a;

/// Makes code coloured, and remembers it.
#[derive(Debug, Default)]
pub struct Highlighter {
    blocks: Mutex<HashMap<Digest, Arc<Block>>>,
    /// A round is a build; blocks know in which they were asked for last.
    round: AtomicU32,
    calls: AtomicUsize,
    made: AtomicUsize,
}

/// A block of code: one thread colours it, and others that want the same wait for that.
#[derive(Debug, Default)]
struct Block {
    html: OnceLock<Arc<str>>,
    used: AtomicU32,
}

/// A block as it is kept elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Digest of the grammar's name and the code.
    pub key: Digest,
    /// The round in which it was asked for last.
    pub used: u32,
    /// The code in colours.
    pub html: Arc<str>,
}

/// How much work there was, and how much of it was saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Blocks that have a grammar and were asked for.
    pub calls: usize,
    /// Those of them that were there already.
    pub hits: usize,
}

impl Highlighter {
    /// One that knows blocks from earlier rounds, of which `round` was the last.
    pub fn with(blocks: impl IntoIterator<Item = Kept>, round: u32) -> Self {
        let block = |kept: Kept| {
            let block = Block {
                html: OnceLock::from(kept.html),
                used: AtomicU32::new(kept.used),
            };
            (kept.key, Arc::new(block))
        };
        Self {
            blocks: Mutex::new(blocks.into_iter().map(block).collect()),
            round: AtomicU32::new(round),
            ..Self::default()
        }
    }

    /// Begins a round. When there is much more than pages need, what was not asked for for the
    /// longest time is forgotten.
    pub fn begin(&self) {
        self.round.fetch_add(1, Ordering::Relaxed);
        let mut blocks = self.blocks();
        let size = |block: &Block| block.html.get().map_or(0, |html| html.len());
        let mut total: usize = blocks.values().map(|block| size(block)).sum();
        if total <= LARGEST {
            return;
        }
        let mut oldest: Vec<(u32, Digest, usize)> = blocks
            .iter()
            .map(|(key, block)| (block.used.load(Ordering::Relaxed), *key, size(block)))
            .collect();
        oldest.sort_unstable();
        for (_, key, size) in oldest {
            if total <= LARGEST / 2 {
                break;
            }
            total -= size;
            blocks.remove(&key);
        }
    }

    /// `code` as HTML with classes; `None` when the language has no grammar or the block is too
    /// long, and the code is to be shown as it is.
    pub fn highlight(&self, language: &str, code: &str) -> Option<Arc<str>> {
        let token = grammar(language, code)?;
        self.calls.fetch_add(1, Ordering::Relaxed);
        Some(self.known(token, code))
    }

    /// The token of the grammar for `code`, where [`highlight`](Self::highlight) has colours.
    pub fn grammar(&self, language: &str, code: &str) -> Option<&'static str> {
        grammar(language, code)
    }

    /// Colours `code` by the grammar with this token, for whoever asks for it later. That is no
    /// call that is counted.
    pub fn prepare(&self, token: &'static str, code: &str) {
        self.known(token, code);
    }

    fn known(&self, token: &'static str, code: &str) -> Arc<str> {
        let key = key(token, code);
        let block = Arc::clone(self.blocks().entry(key).or_default());
        block
            .used
            .store(self.round.load(Ordering::Relaxed), Ordering::Relaxed);
        let html = block.html.get_or_init(|| {
            self.made.fetch_add(1, Ordering::Relaxed);
            coloured(token, code).into()
        });
        Arc::clone(html)
    }

    /// What was asked for since this was made.
    pub fn counts(&self) -> Counts {
        let calls = self.calls.load(Ordering::Relaxed);
        let made = self.made.load(Ordering::Relaxed);
        Counts {
            calls,
            hits: calls.saturating_sub(made),
        }
    }

    /// The round that is going on.
    pub fn round(&self) -> u32 {
        self.round.load(Ordering::Relaxed)
    }

    /// Every block that is known, by key.
    pub fn kept(&self) -> Vec<Kept> {
        let mut kept: Vec<Kept> = self
            .blocks()
            .iter()
            .filter_map(|(key, block)| {
                Some(Kept {
                    key: *key,
                    used: block.used.load(Ordering::Relaxed),
                    html: Arc::clone(block.html.get()?),
                })
            })
            .collect();
        kept.sort_unstable_by_key(|kept| kept.key);
        kept
    }

    /// The map is whole even if a thread died with the lock.
    fn blocks(&self) -> MutexGuard<'_, HashMap<Digest, Arc<Block>>> {
        self.blocks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// No name of a grammar has a NUL in it, so no two pairs have one key.
fn key(token: &str, code: &str) -> Digest {
    let mut text = String::with_capacity(token.len() + 1 + code.len());
    text.push_str(token);
    text.push('\0');
    text.push_str(code);
    Digest::of(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{Counts, Highlighter, LARGEST, key};
    use crate::html::highlighter::Kept;

    fn counts(calls: usize, hits: usize) -> Counts {
        Counts { calls, hits }
    }

    #[test]
    fn a_block_is_coloured_once_by_whatever_name() {
        let highlighter = Highlighter::default();
        let first = highlighter.highlight("js", "let a;\n");
        assert_eq!(first, highlighter.highlight("javascript", "let a;\n"));
        assert_eq!(highlighter.counts(), counts(2, 1));
        assert_ne!(first, highlighter.highlight("js", "let b;\n"));
        assert_eq!(highlighter.highlight("text", "let a;\n"), None);
        assert_eq!(highlighter.counts(), counts(3, 1));
    }

    #[test]
    fn threads_that_want_the_same_wait_for_one() {
        let highlighter = Highlighter::default();
        let code = "fn main() { println!(\"{}\", 1); }\n".repeat(50);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| highlighter.highlight("rust", &code));
            }
        });
        assert_eq!(highlighter.counts(), counts(8, 7));
    }

    #[test]
    fn what_was_kept_is_used_again() {
        let first = Highlighter::default();
        first.begin();
        let html = first.highlight("rust", "struct A;\n");
        let second = Highlighter::with(first.kept(), first.round());
        second.begin();
        assert_eq!(second.highlight("rust", "struct A;\n"), html);
        assert_eq!(second.counts(), counts(1, 1));
        let used: Vec<u32> = second.kept().iter().map(|kept| kept.used).collect();
        assert_eq!(used, [2]);
    }

    #[test]
    fn what_nobody_asked_for_for_longest_is_forgotten_when_there_is_too_much() {
        let third = |name: &str, used| Kept {
            key: key("rs", name),
            used,
            html: "x".repeat(LARGEST / 3).into(),
        };
        let after_begin = |kept: &[Kept]| {
            let highlighter = Highlighter::with(kept.iter().cloned(), 9);
            highlighter.begin();
            let mut rounds: Vec<u32> = highlighter.kept().iter().map(|kept| kept.used).collect();
            rounds.sort_unstable();
            rounds
        };
        let (a, b, c, d) = (third("a", 5), third("b", 8), third("c", 7), third("d", 6));
        assert_eq!(after_begin(&[a.clone(), b.clone(), c.clone()]), [5, 7, 8]);
        assert_eq!(after_begin(&[a, b, c, d]), [8]);
    }
}

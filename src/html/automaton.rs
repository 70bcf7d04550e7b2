//! Grammars as automata over whole lines, found out while code is read.
//!
//! What a grammar makes of a line depends on the line and on the state before it, and on nothing
//! else. Code says the same again and again (`}`, `return None`, `import os`), so a line that was
//! met in the same state needs no regular expressions any more, in whatever block it stands.
//! Every thread has automata of its own, because what a parser remembers of a match of onig
//! cannot be shared, and keeps them: after a change in a block, `serve` knows its other lines.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::rc::Rc;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHasher};
use syntect::parsing::{ParseState, ScopeStack, SyntaxSet};
use syntect::util::LinesWithEndings;

use super::classes::class_of;

pub(super) static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Longer lines are minified or encoded; grammars take very long over them.
const LONGEST_LINE: usize = 2_000;

/// Longer lines hardly come twice.
const LONGEST_KEPT: usize = 160;

/// An automaton that knows more states than this, or more bytes of lines, begins the next block
/// anew. Here documents and raw strings have a state for every word that may end them.
const MOST_STATES: usize = 1_000;
const MOST_BYTES: usize = 1 << 19;

thread_local! {
    static AUTOMATA: RefCell<FxHashMap<&'static str, Automaton>> = RefCell::default();
}

/// What a part of a line is, and where it ends.
type Part = (Option<char>, usize);

/// Gives the parts of `code`, in order, by the grammar with this token: each with its class.
pub(super) fn read<'a>(
    token: &'static str,
    code: &'a str,
    mut part: impl FnMut(Option<char>, &'a str),
) {
    AUTOMATA.with_borrow_mut(|automata| {
        let automaton = automata.entry(token).or_default();
        let mut at = automaton.begin(token);
        for line in LinesWithEndings::from(code) {
            let mut start = 0;
            for &(class, end) in automaton.read(line, &mut at).iter() {
                part(class, &line[start..end]);
                start = end;
            }
        }
    });
}

/// What is known of a grammar. States are numbers; a block begins in the first.
#[derive(Default)]
struct Automaton {
    states: Vec<State>,
    /// The states with this digest of their scopes.
    numbers: FxHashMap<u64, Vec<usize>>,
    /// Where lines lead from each state.
    steps: Vec<FxHashMap<Box<str>, Step>>,
    bytes: usize,
}

/// What a grammar remembers from line to line.
#[derive(Clone, PartialEq)]
struct State {
    parse: ParseState,
    scopes: ScopeStack,
}

struct Step {
    parts: Rc<[Part]>,
    next: usize,
}

impl Automaton {
    /// The state in which code begins.
    fn begin(&mut self, token: &str) -> usize {
        if self.states.len() > MOST_STATES || self.bytes > MOST_BYTES {
            *self = Self::default();
        }
        if self.states.is_empty() {
            // Every token has a grammar, as a test makes sure.
            let syntax = SYNTAXES.find_syntax_by_token(token);
            self.number(State {
                parse: ParseState::new(syntax.unwrap_or_else(|| SYNTAXES.find_syntax_plain_text())),
                scopes: ScopeStack::new(),
            });
        }
        0
    }

    /// The parts of a line with its line break; `at` becomes the state behind it.
    fn read(&mut self, line: &str, at: &mut usize) -> Rc<[Part]> {
        if line.len() > LONGEST_LINE {
            return whole(line);
        }
        if let Some(step) = self.steps[*at].get(line) {
            *at = step.next;
            return Rc::clone(&step.parts);
        }
        let mut state = self.states[*at].clone();
        let parts = parts(line, &mut state).map_or_else(|| whole(line), Rc::from);
        let next = self.number(state);
        if line.len() <= LONGEST_KEPT {
            self.bytes += line.len() + size_of_val(&*parts) + size_of::<Step>();
            let step = Step {
                parts: Rc::clone(&parts),
                next,
            };
            self.steps[*at].insert(line.into(), step);
        }
        *at = next;
        parts
    }

    /// The number of a state, a new one if need be.
    fn number(&mut self, state: State) -> usize {
        let same = self.numbers.entry(state.digest()).or_default();
        let known = same.iter().find(|number| self.states[**number] == state);
        if let Some(number) = known {
            return *number;
        }
        let number = self.states.len();
        same.push(number);
        self.states.push(state);
        self.steps.push(FxHashMap::default());
        number
    }
}

impl State {
    /// Of the scopes only: a parser's state has no digest of its own, and those of one stack of
    /// scopes are few.
    fn digest(&self) -> u64 {
        let mut hasher = FxHasher::default();
        self.scopes.as_slice().hash(&mut hasher);
        hasher.finish()
    }
}

/// A line without colours.
fn whole(line: &str) -> Rc<[Part]> {
    Rc::from([(None, line.len())])
}

/// The parts of a line by the grammar; nothing when it fails on it.
fn parts(line: &str, state: &mut State) -> Option<Vec<Part>> {
    let operations = state.parse.parse_line(line, &SYNTAXES).ok()?;
    let mut parts: Vec<Part> = Vec::with_capacity(operations.len() + 1);
    let mut start = 0;
    for (at, operation) in &operations {
        if *at > start {
            let text = line.get(start..*at)?;
            parts.push((class_of(state.scopes.as_slice(), text), *at));
            start = *at;
        }
        state.scopes.apply(operation).ok()?;
    }
    let text = line.get(start..)?;
    parts.push((class_of(state.scopes.as_slice(), text), line.len()));
    Some(parts)
}

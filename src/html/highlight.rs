//! Code with classes for its colours.
//!
//! Scopes are mapped to one-letter classes while the grammar runs, and neighbours of one class
//! are merged: the result is three to four times the size of the code, not forty.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};
use syntect::util::LinesWithEndings;

use super::escape;

/// Longer lines are shown without colours: grammars take very long on minified code.
const LONGEST_LINE: usize = 2000;

/// Larger blocks are shown without colours.
const LARGEST_BLOCK: usize = 200 * 1024;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Scope prefixes and their class, the longer prefix first where one holds another. An empty
/// class leaves the text as it is.
static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    const TABLE: [(&str, &str); 36] = [
        ("comment", "c"),
        ("punctuation.definition.comment", "c"),
        ("string", "s"),
        ("punctuation.definition.string", "s"),
        ("constant.character.escape", "n"),
        ("constant.numeric", "n"),
        ("constant", "n"),
        ("keyword.operator.word", "k"),
        ("keyword.operator", "o"),
        ("keyword", "k"),
        ("storage.type.function", "k"),
        ("storage", "k"),
        ("variable.language", "k"),
        ("variable.parameter", "v"),
        ("variable.function", "f"),
        ("variable", ""),
        ("support.function", "f"),
        ("support.type", "t"),
        ("support.class", "t"),
        ("support.constant", "n"),
        ("support", "t"),
        ("entity.name.function", "f"),
        ("entity.name.tag", "a"),
        ("entity.name.type", "t"),
        ("entity.name.class", "t"),
        ("entity.name.section", "m"),
        ("entity.name", "t"),
        ("entity.other.inherited-class", "t"),
        ("entity.other.attribute-name", "a"),
        ("markup.heading", "m"),
        ("markup.inserted", "i"),
        ("markup.deleted", "d"),
        ("markup.raw", "s"),
        ("meta.diff.header", "m"),
        ("meta.diff.range", "m"),
        ("invalid", ""),
    ];
    let mut classes: Vec<(Scope, &'static str)> = TABLE
        .iter()
        .filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class)))
        .collect();
    classes.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
    classes
});

/// `code` as HTML with classes, by the grammar's token; nothing when there is no such grammar or
/// the code is too large for one.
pub(super) fn highlight(token: &str, code: &str) -> Option<String> {
    if code.len() > LARGEST_BLOCK || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let syntax = SYNTAXES.find_syntax_by_token(token)?;
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut writer = Writer::default();
    for line in LinesWithEndings::from(code) {
        let operations = state.parse_line(line, &SYNTAXES).ok()?;
        let mut at = 0;
        for (offset, operation) in operations {
            if offset > at {
                writer.push(class_of(&stack), line.get(at..offset)?);
                at = offset;
            }
            stack.apply(&operation).ok()?;
        }
        writer.push(class_of(&stack), line.get(at..)?);
    }
    Some(writer.finish())
}

/// The class of the innermost scope that has one.
fn class_of(stack: &ScopeStack) -> &'static str {
    stack
        .as_slice()
        .iter()
        .rev()
        .find_map(|scope| {
            CLASSES
                .iter()
                .find(|(prefix, _)| prefix.is_prefix_of(*scope))
                .map(|(_, class)| *class)
        })
        .unwrap_or("")
}

#[derive(Default)]
struct Writer {
    out: String,
    class: &'static str,
    pending: String,
}

impl Writer {
    fn push(&mut self, class: &'static str, text: &str) {
        // White space has no colour; it goes with its neighbour.
        let blank = text.trim().is_empty();
        if class != self.class && !blank {
            self.flush();
            self.class = class;
        }
        self.pending.push_str(text);
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.pending);
        if text.is_empty() {
            return;
        }
        if self.class.is_empty() || text.trim().is_empty() {
            escape::push(&mut self.out, &text);
            return;
        }
        let words = text.trim_end();
        self.out.push_str("<span class=\"");
        self.out.push_str(self.class);
        self.out.push_str("\">");
        escape::push(&mut self.out, words);
        self.out.push_str("</span>");
        self.out.push_str(&text[words.len()..]);
    }

    fn finish(mut self) -> String {
        self.flush();
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::{SYNTAXES, highlight};

    #[test]
    fn every_known_language_has_a_grammar() {
        let missing: Vec<_> = crate::language::grammars()
            .filter(|token| SYNTAXES.find_syntax_by_token(token).is_none())
            .collect();
        assert_eq!(missing, Vec::<&str>::new());
    }

    #[test]
    fn neighbours_of_one_class_are_merged_and_text_is_escaped() {
        assert_eq!(
            highlight("py", "x = '<b>'  # why\n").as_deref(),
            Some(
                "x <span class=\"o\">=</span> <span class=\"s\">'&lt;b&gt;'</span>  \
                 <span class=\"c\"># why</span>\n"
            )
        );
    }

    #[test]
    fn lines_that_no_person_wrote_stay_plain() {
        assert_eq!(highlight("js", &"a".repeat(3000)), None);
    }
}

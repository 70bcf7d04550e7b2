//! Money or formula: what a pair of dollars means.
//!
//! The Markdown parser takes `$5-$10` for a formula. Pairs that are money get their first dollar
//! escaped, and the text is read again until no such pair is left.

use std::ops::Range;

use pulldown_cmark::Event;

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::repair::{Edit, Repaired};
use crate::source::{FileId, Span};

/// A text needs one pass for each pair in a chain such as `$1, $2, $3`; chains are short, and
/// a price list of a thousand lines is settled in a few passes because each line is its own.
const MOST_PASSES: usize = 24;

/// Takes a text that was repaired, and what wants to see its events; returns what it made of them.
pub(super) type Read<'a, T> =
    dyn Fn(&Repaired, &mut dyn FnMut(&Event<'_>, &Range<usize>)) -> T + 'a;

/// What `read` makes of `source` with `edits` applied and the dollars of money escaped. Pairs that
/// could be either are reported. A text without any is read once.
pub(super) fn read_without_money<T>(
    file: &FileId,
    source: &str,
    mut edits: Vec<Edit>,
    diagnostics: &mut Vec<Diagnostic>,
    read: &Read<'_, T>,
) -> T {
    let mut passes = 0;
    loop {
        let repaired = Repaired::new(source, edits.clone());
        let mut found = Vec::new();
        let made = read(&repaired, &mut |event, range| {
            found.extend(money(&repaired.text, event, range));
        });
        if found.is_empty() || passes == MOST_PASSES {
            return made;
        }
        passes += 1;
        for (offset, end, sense) in found {
            let place = repaired.map.source(offset);
            edits.push(Edit::insert(place, "\\"));
            if sense == Sense::Unclear {
                diagnostics.push(unclear(file, place, repaired.map.source_end(end)));
            }
        }
    }
}

fn unclear(file: &FileId, start: usize, end: usize) -> Diagnostic {
    Diagnostic::new(
        Code::AmbiguousMath,
        file,
        Span::new(start, end),
        "these dollars may be money or a formula; they were left as text",
    )
    .help("write \\$ for money, or set math: true or false in front matter")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    Formula,
    Money,
    Unclear,
}

/// The place of an opening dollar that is not one of a formula, with the end of what it would open.
fn money(text: &str, event: &Event<'_>, range: &Range<usize>) -> Option<(usize, usize, Sense)> {
    let Event::InlineMath(tex) = event else {
        return None;
    };
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    match sense(before, tex, after) {
        Sense::Formula => None,
        other => Some((range.start, range.end, other)),
    }
}

/// Decides by what stands before, between and behind the dollars.
fn sense(before: Option<char>, tex: &str, after: Option<char>) -> Sense {
    let starts_with_digit = tex.starts_with(|character: char| character.is_ascii_digit());
    let digit_behind = after.is_some_and(|character| character.is_ascii_digit());
    let word_before = before.is_some_and(char::is_alphanumeric);
    let command = tex.contains(['\\', '^', '_', '{']);
    if digit_behind && !command {
        return Sense::Money;
    }
    if word_before && starts_with_digit {
        return Sense::Money;
    }
    if command {
        return Sense::Formula;
    }
    let words = prose_words(tex);
    let relation = tex.contains(['=', '<', '>', '+', '≤', '≥', '≈', '×', '·']);
    match (starts_with_digit, words) {
        (true, 1..) if !relation => Sense::Unclear,
        (true, 2..) => Sense::Unclear,
        (false, 3..) if !relation => Sense::Unclear,
        (false, 2..) if !relation && !tex.contains('(') => Sense::Unclear,
        _ => Sense::Formula,
    }
}

/// Number of words that are no name of a function.
fn prose_words(tex: &str) -> usize {
    const FUNCTIONS: [&str; 12] = [
        "log", "ln", "lg", "exp", "sin", "cos", "tan", "min", "max", "mod", "gcd", "sqrt",
    ];
    tex.split(|character: char| !character.is_alphabetic())
        .filter(|word| word.chars().count() > 1 && !FUNCTIONS.contains(word))
        .count()
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::Parser;

    use super::read_without_money;
    use crate::parse::markdown::options;
    use crate::source::FileId;

    fn escaped(source: &str) -> (String, usize) {
        let mut diagnostics = Vec::new();
        let file = FileId::new("a.md");
        let text = read_without_money(
            &file,
            source,
            Vec::new(),
            &mut diagnostics,
            &|repaired, look| {
                let events = Parser::new_ext(&repaired.text, options(true));
                for (event, range) in events.into_offset_iter() {
                    look(&event, &range);
                }
                repaired.text.clone()
            },
        );
        (text, diagnostics.len())
    }

    #[test]
    fn formulas_stay_formulas() {
        for formula in [
            r"takes $O(\log n)$ steps",
            "$62^7 = 3.5$ trillion",
            "$n$ and $m$",
            "$O(n log n)$",
            "$a + b$",
            "$5$",
            r"($user_id \% num\_shards$)",
        ] {
            assert_eq!(escaped(formula), (formula.to_owned(), 0));
        }
    }

    #[test]
    fn ranges_and_prices_are_money_without_a_word() {
        assert_eq!(
            escaped("from $5-$10 a month"),
            (r"from \$5-$10 a month".to_owned(), 0)
        );
        assert_eq!(escaped("US$5 and US$6"), (r"US\$5 and US$6".to_owned(), 0));
        assert_eq!(
            escaped("$40 to $60, then $3"),
            ("$40 to $60, then $3".to_owned(), 0)
        );
    }

    #[test]
    fn prose_between_dollars_is_text_and_said() {
        let (text, said) = escaped("the $HOME folder and the PATH$ variable");
        assert_eq!((text.starts_with(r"the \$HOME"), said), (true, 1));
    }
}

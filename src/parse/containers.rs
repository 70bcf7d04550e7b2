//! Blocks between colons, as Docusaurus, VitePress and Pandoc have them:
//!
//! ```text
//! :::note Before you start        ::: details Answer
//! …                               …
//! :::                             :::
//! ```
//!
//! Notes become alerts in quotes, details become folds. Of other kinds the lines of colons are
//! shown as they are: they would be definitions to CommonMark's reader, and lose their words.

use rustc_hash::FxHashMap;

use super::lines::{Fence, Line};
use super::repair::Edit;

/// What becomes of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// A quote with a word in front.
    Alert(&'static str),
    Fold,
    Text,
}

/// What each word behind the colons means.
const KINDS: [(&str, Shown); 20] = [
    ("note", Shown::Alert("NOTE")),
    ("info", Shown::Alert("NOTE")),
    ("abstract", Shown::Alert("NOTE")),
    ("seealso", Shown::Alert("NOTE")),
    ("tip", Shown::Alert("TIP")),
    ("hint", Shown::Alert("TIP")),
    ("success", Shown::Alert("TIP")),
    ("important", Shown::Alert("IMPORTANT")),
    ("warning", Shown::Alert("WARNING")),
    ("attention", Shown::Alert("WARNING")),
    ("caution", Shown::Alert("CAUTION")),
    ("danger", Shown::Alert("CAUTION")),
    ("error", Shown::Alert("CAUTION")),
    ("details", Shown::Fold),
    ("detail", Shown::Fold),
    ("spoiler", Shown::Fold),
    ("collapse", Shown::Fold),
    ("collapsible", Shown::Fold),
    ("expander", Shown::Fold),
    ("dropdown", Shown::Fold),
];

/// More than this many containers within each other are not understood: each line would get a
/// mark for each.
const DEEPEST: usize = 8;

/// A line of colons.
#[derive(Debug)]
struct Colons<'a> {
    /// Bytes of white space in front.
    indent: usize,
    word: &'a str,
    /// Where the title stands in the line.
    title: std::ops::Range<usize>,
}

/// A container that was opened.
#[derive(Debug)]
struct Open {
    line: usize,
    indent: usize,
    shown: Shown,
    /// Index of the line that closes it.
    close: Option<usize>,
}

/// The edits that make quotes and folds of them.
pub(super) fn edits(source: &str, lines: &[Line], fences: &[Fence]) -> Vec<Edit> {
    if !source.contains(":::") {
        return Vec::new();
    }
    let found = containers(source, lines, fences);
    let closed = found.iter().filter_map(|one| Some((one.close?, one.shown)));
    let closed: FxHashMap<usize, Shown> = closed.collect();
    let mut edits = Vec::new();
    // The quotes around a line; not many, see `DEEPEST`.
    let mut quotes: Vec<&Open> = Vec::new();
    let mut next = found.iter().peekable();
    for (index, line) in lines.iter().enumerate() {
        quotes.retain(|quote| quote.close.is_some_and(|close| close > index));
        let text = line.text(source);
        edits.extend(quotes.iter().map(|quote| marked(text, line, quote.indent)));
        if let Some(shown) = closed.get(&index) {
            edits.push(closing(text, line, *shown));
        } else if let Some(open) = next.next_if(|open| open.line == index) {
            if let Some(colons) = colons(text) {
                let margin = "> ".repeat(quotes.len());
                opening(&mut edits, text, line, &colons, open.shown, &margin);
            }
            if matches!(open.shown, Shown::Alert(_)) {
                quotes.push(open);
            }
        } else if !line.fenced && text.trim_start().starts_with(":::") {
            edits.push(escaped(text, line));
        }
    }
    edits
}

/// All containers, in the order of their first lines.
fn containers(source: &str, lines: &[Line], fences: &[Fence]) -> Vec<Open> {
    let mut found: Vec<Open> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if line.fenced {
            continue;
        }
        let Some(colons) = colons(line.text(source)) else {
            continue;
        };
        if !colons.word.is_empty() {
            let known = KINDS
                .iter()
                .find(|(word, _)| word.eq_ignore_ascii_case(colons.word));
            let shown = known.map_or(Shown::Text, |(_, shown)| *shown);
            let code = colons.indent >= 4 && !in_list(source, lines, index);
            let shown = if code { Shown::Text } else { shown };
            open.push(found.len());
            found.push(Open {
                line: index,
                indent: colons.indent,
                shown,
                close: None,
            });
        } else if let Some(last) = open.pop() {
            found[last].close = Some(index);
            if open.len() >= DEEPEST {
                found[last].shown = Shown::Text;
            }
        }
    }
    // Where code is never closed, nobody knows where the container ends either.
    let unclosed: Vec<usize> = fences
        .iter()
        .filter(|fence| fence.close.is_none())
        .map(|fence| fence.open)
        .collect();
    for container in &mut found {
        let Some(close) = container.close else {
            container.shown = Shown::Text;
            continue;
        };
        let first = unclosed.partition_point(|fence| *fence < container.line);
        if unclosed.get(first).is_some_and(|fence| *fence < close) {
            container.shown = Shown::Text;
        }
    }
    found
}

/// Whether the nearest line above that is less indented starts an item of a list.
fn in_list(source: &str, lines: &[Line], index: usize) -> bool {
    let indent = |text: &str| text.len() - text.trim_start().len();
    let own = indent(lines[index].text(source));
    // A list's item is not far away.
    let above = lines[..index].iter().rev().take(200);
    let above = above
        .map(|line| line.text(source))
        .find(|text| !text.trim().is_empty() && indent(text) < own);
    above.is_some_and(|text| {
        let text = text.trim_start();
        let digits = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
        text.starts_with(['-', '*', '+'])
            || (digits.len() < text.len() && digits.starts_with(['.', ')']))
    })
}

/// Reads a line of colons.
fn colons(text: &str) -> Option<Colons<'_>> {
    let inner = text.trim_start();
    let indent = text.len() - inner.len();
    let behind = inner.trim_start_matches(':');
    if inner.len() - behind.len() < 3 {
        return None;
    }
    let words = behind.trim_start();
    let words = words.strip_prefix('{').unwrap_or(words);
    let words = words.strip_prefix('.').unwrap_or(words);
    let end = words
        .find(|character: char| !character.is_alphanumeric() && !matches!(character, '-' | '_'))
        .unwrap_or(words.len());
    let word = &words[..end];
    // A line of colons and something else is no container.
    if word.is_empty() && !words.trim().is_empty() {
        return None;
    }
    let rest = words[end..].strip_prefix('}').unwrap_or(&words[end..]);
    let trimmed = rest.trim();
    let bracketed = trimmed
        .strip_prefix('[')
        .and_then(|title| title.strip_suffix(']'));
    let title = bracketed.unwrap_or(trimmed).trim();
    let start = title.as_ptr() as usize - text.as_ptr() as usize;
    Some(Colons {
        indent,
        word,
        title: start..start + title.len(),
    })
}

/// The line as part of a quote.
fn marked(text: &str, line: &Line, indent: usize) -> Edit {
    let own = text.len() - text.trim_start().len();
    let at = line.range.start + own.min(indent);
    let missing = indent.saturating_sub(own);
    Edit::insert(at, format!("{}> ", " ".repeat(missing)))
}

fn opening(
    edits: &mut Vec<Edit>,
    text: &str,
    line: &Line,
    colons: &Colons<'_>,
    shown: Shown,
    quotes: &str,
) {
    let start = line.range.start;
    let title = start + colons.title.start..start + colons.title.end;
    let before = start + colons.indent..title.start;
    let margin = format!("\n{}{quotes}", &text[..colons.indent]);
    let (first, last) = match shown {
        Shown::Text => return edits.push(escaped(text, line)),
        Shown::Alert(name) => {
            let own_word = !colons.word.eq_ignore_ascii_case(name);
            match (title.is_empty(), own_word) {
                (true, false) => (format!("> [!{name}]"), String::new()),
                (true, true) => (
                    format!("> [!{name}]{margin}> **{}**{margin}> ", colons.word),
                    String::new(),
                ),
                (false, _) => (format!("> [!{name}]{margin}> **"), format!("**{margin}> ")),
            }
        }
        Shown::Fold => {
            let word = if title.is_empty() { colons.word } else { "" };
            (
                format!("<details><summary>{word}"),
                format!("</summary>{margin}"),
            )
        }
    };
    edits.push(Edit::replace(before, first));
    edits.push(Edit::replace(title.end..line.range.end, last));
}

fn closing(text: &str, line: &Line, shown: Shown) -> Edit {
    let indent = text.len() - text.trim_start().len();
    let all = line.range.start + indent..line.range.end;
    match shown {
        Shown::Fold => Edit::replace(all, "</details>"),
        Shown::Alert(_) | Shown::Text => Edit::replace(all, String::new()),
    }
}

/// The line as the words that it is.
fn escaped(text: &str, line: &Line) -> Edit {
    let indent = text.len() - text.trim_start().len();
    Edit::insert(line.range.start + indent, "\\")
}

#[cfg(test)]
mod tests {
    use super::edits;
    use crate::parse::lines::scan;
    use crate::parse::repair::Repaired;

    fn repaired(source: &str) -> String {
        let (lines, fences) = scan(source, 0);
        let edits = edits(source, &lines, &fences);
        Repaired::new(source, edits).text
    }

    #[test]
    fn notes_become_alerts() {
        assert_eq!(
            repaired(":::note\n\nText\n\n```\n:::\n```\n:::\nAfter\n"),
            "> [!NOTE]\n> \n> Text\n> \n> ```\n> :::\n> ```\n\nAfter\n"
        );
        assert_eq!(
            repaired("::: warning Take *care*\nText\n:::\n"),
            "> [!WARNING]\n> **Take *care***\n> \n> Text\n\n"
        );
        assert_eq!(
            repaired("- a\n\n  :::danger[Hot!]\n  Text\n  :::\n"),
            "- a\n\n  > [!CAUTION]\n  > **Hot!**\n  > \n  > Text\n  \n"
        );
        assert_eq!(
            repaired("::: {.info}\nText\n:::\n"),
            "> [!NOTE]\n> **info**\n> \n> Text\n\n"
        );
    }

    #[test]
    fn details_become_folds() {
        assert_eq!(
            repaired("::: details Answer\nText\n:::\n"),
            "<details><summary>Answer</summary>\n\nText\n</details>\n"
        );
        assert_eq!(
            repaired("::::tip\n:::details\nText\n:::\n::::\n"),
            "> [!TIP]\n> <details><summary>details</summary>\n> \n> Text\n> </details>\n\n"
        );
    }

    #[test]
    fn what_is_not_understood_is_words() {
        assert_eq!(
            repaired("::: code-group\nText\n:::\n"),
            "\\::: code-group\nText\n\n"
        );
        assert_eq!(repaired(":::note\nnever ends\n"), "\\:::note\nnever ends\n");
        assert_eq!(repaired("Text\n:::\n"), "Text\n\\:::\n");
        assert_eq!(
            repaired(":::tip\n```\nnever ends\n"),
            "\\:::tip\n```\nnever ends\n"
        );
        assert_eq!(repaired("```\n:::note\n```\n"), "```\n:::note\n```\n");
    }
}

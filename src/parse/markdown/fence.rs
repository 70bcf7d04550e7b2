//! The line that opens a block of code: its language, and what else people write there.
//!
//! Nobody agrees on how, so all of these are understood, in any order behind the language:
//!
//! | written | by users of |
//! |---|---|
//! | `title="src/main.rs"`, `{1,4-6}`, `showLineNumbers=10` | Docusaurus, Gatsby |
//! | `:line-numbers=10`, `[main.rs]` | VitePress |
//! | `{linenos=table,hl_lines=[2,"4-6"],linenostart=10}` | Hugo |
//! | `,linenos,hl_lines=2 4-6` | Zola |
//! | `linenums="1" hl_lines="2 4-6"` | MkDocs |
//! | `{.rust .numberLines startFrom="10"}` | Pandoc, kramdown |
//! | `:src/main.rs` right behind the language | many wikis and note makers |
//!
//! Everything else (`ignore`, `editable`, `id=…`) says nothing to us and is left out.

use crate::model::{Fence, LineRange};

/// The language of an info string, and what else it says.
pub(super) fn read(info: &str) -> (String, Fence) {
    let mut fence = Fence::default();
    let info = info.trim();
    // `{.rust …}` and `{r, echo=FALSE}`: the language is inside. `{2,4}` names none.
    if let Some(inner) = info.strip_prefix('{')
        && line_ranges(inner.split('}').next().unwrap_or(inner)).is_none()
    {
        let inner = inner.trim_start();
        let (language, rest) = language(inner.strip_prefix('.').unwrap_or(inner));
        fence.info = rest.to_owned();
        options(rest, &mut fence);
        return (language.to_owned(), fence);
    }
    let (language, rest) = language(info.strip_prefix('.').unwrap_or(info));
    fence.info = rest.to_owned();
    let rest = match rest.strip_prefix(':') {
        Some(behind) => after_colon(behind, &mut fence),
        None => rest,
    };
    options(rest, &mut fence);
    (language.to_owned(), fence)
}

/// The language and what stands behind it. A first word with `=` in it is an option.
fn language(info: &str) -> (&str, &str) {
    let end = info
        .find(|character: char| character.is_whitespace() || ",{}:[=".contains(character))
        .unwrap_or(info.len());
    if info[end..].starts_with('=') {
        return ("", info);
    }
    info.split_at(end)
}

/// What stands right behind `language:`, a file or an option; returns the rest.
fn after_colon<'a>(text: &'a str, fence: &mut Fence) -> &'a str {
    let end = text
        .find(|character: char| character.is_whitespace() || character == '{')
        .unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let named = word.contains(['.', '/', '\\']) || word.starts_with(char::is_uppercase);
    if word.contains('=') || !named {
        return text;
    }
    fence.title = Some(word.to_owned());
    rest
}

/// Reads options until the end.
fn options(mut rest: &str, fence: &mut Fence) {
    loop {
        rest = rest.trim_start_matches(|character: char| {
            character.is_whitespace() || ",;:.}".contains(character)
        });
        let Some(first) = rest.chars().next() else {
            return;
        };
        rest = match first {
            '{' => {
                let (inner, behind) = enclosed(&rest[1..], '}');
                match line_ranges(inner) {
                    Some(ranges) => fence.marked.extend(ranges),
                    None => options(inner, fence),
                }
                behind
            }
            '[' => {
                let (inner, behind) = enclosed(&rest[1..], ']');
                set_title(inner, fence);
                behind
            }
            _ => option(rest, fence),
        };
    }
}

/// Reads one option, `key` or `key=value`; returns the rest.
fn option<'a>(text: &'a str, fence: &mut Fence) -> &'a str {
    let end = text
        .find(|character: char| character.is_whitespace() || ",;={}[".contains(character))
        .unwrap_or(text.len());
    let (key, rest) = text.split_at(end);
    let key: String = key
        .chars()
        .filter(|character| !matches!(character, '-' | '_' | ':'))
        .flat_map(char::to_lowercase)
        .collect();
    let (value, rest) = match rest.strip_prefix('=') {
        Some(behind) => value(behind, is_marking(&key)),
        // A stray bracket would be met again.
        None if end == 0 => ("", rest.get(1..).unwrap_or_default()),
        None => ("", rest),
    };
    match key.as_str() {
        "title" | "file" | "filename" | "filepath" | "path" | "name" | "caption" => {
            set_title(value, fence);
        }
        key if is_marking(key) => {
            let pieces = value.split(|character: char| {
                character.is_whitespace() || ",[]{}\"'".contains(character)
            });
            fence.marked.extend(pieces.filter_map(line_range));
        }
        "linenos" | "linenums" | "linenumbers" | "showlinenumbers" | "numberlines"
            if value == "false" =>
        {
            fence.numbered = None;
        }
        "linenos" | "linenums" | "linenumbers" | "showlinenumbers" | "numberlines" => {
            let known = fence.numbered.unwrap_or(1);
            fence.numbered = Some(value.parse().unwrap_or(known));
        }
        "linenostart" | "startfrom" | "firstline" | "startline" => {
            if let Ok(number) = value.parse() {
                fence.numbered = Some(number);
            }
        }
        _ => {}
    }
    rest
}

fn is_marking(key: &str) -> bool {
    matches!(
        key,
        "hllines" | "highlight" | "highlightlines" | "emphasizelines" | "mark" | "marked"
    )
}

/// A value, quoted or not, and what stands behind it. Lines to mark go on over spaces.
fn value(text: &str, lines: bool) -> (&str, &str) {
    let first = text.chars().next().unwrap_or(' ');
    match first {
        '"' | '\'' => enclosed(&text[1..], first),
        '[' => enclosed(&text[1..], ']'),
        '{' => enclosed(&text[1..], '}'),
        _ => {
            let goes_on = |character: char| {
                lines && (character.is_ascii_digit() || "-, ".contains(character))
            };
            let end = text
                .find(|character: char| {
                    (character.is_whitespace() || ",}".contains(character)) && !goes_on(character)
                        || (lines && !goes_on(character))
                })
                .unwrap_or(text.len());
            text.split_at(end)
        }
    }
}

/// The text before `end`, and what stands behind it; all of it when `end` is missing.
fn enclosed(text: &str, end: char) -> (&str, &str) {
    text.split_once(end).unwrap_or((text, ""))
}

fn set_title(text: &str, fence: &mut Fence) {
    let text = text.trim();
    if !text.is_empty() {
        fence.title = Some(text.to_owned());
    }
}

/// Ranges of lines parted by commas or spaces; nothing when anything else is there.
fn line_ranges(text: &str) -> Option<Vec<LineRange>> {
    let pieces = text.split(|character: char| character.is_whitespace() || character == ',');
    let ranges: Vec<LineRange> = pieces
        .filter(|piece| !piece.is_empty())
        .map(line_range)
        .collect::<Option<_>>()?;
    (!ranges.is_empty()).then_some(ranges)
}

/// `7` or `4-6`.
fn line_range(piece: &str) -> Option<LineRange> {
    let (first, last) = piece.split_once('-').unwrap_or((piece, piece));
    Some(LineRange {
        first: first.parse().ok()?,
        last: last.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    /// What is understood, in one line: `language "title" [marked] from number`.
    fn said(info: &str) -> String {
        let (mut said, fence) = read(info);
        if let Some(title) = fence.title {
            said += &format!(" {title:?}");
        }
        if !fence.marked.is_empty() {
            let marked: Vec<_> = fence
                .marked
                .iter()
                .map(|range| format!("{}-{}", range.first, range.last))
                .collect();
            said += &format!(" [{}]", marked.join(" "));
        }
        if let Some(number) = fence.numbered {
            said += &format!(" from {number}");
        }
        said
    }

    #[test]
    fn each_habit_is_understood() {
        for (info, wanted) in [
            ("rust", "rust"),
            ("", ""),
            ("rust,ignore", "rust"),
            ("rust,should_panic,edition2021", "rust"),
            ("C++", "C++"),
            (
                "rust title=\"src/main.rs\" {3,7-9}",
                "rust \"src/main.rs\" [3-3 7-9]",
            ),
            ("jsx {1,4-6} showLineNumbers", "jsx [1-1 4-6] from 1"),
            ("jsx{1,4-6}", "jsx [1-1 4-6]"),
            ("jsx {1, 4 - 6}", "jsx"),
            (
                "js showLineNumbers=5 title='My file'",
                "js \"My file\" from 5",
            ),
            ("ts:line-numbers {1}", "ts [1-1] from 1"),
            ("ts:line-numbers=2 [config.ts]", "ts \"config.ts\" from 2"),
            ("ts:no-line-numbers", "ts"),
            ("python:app/main.py", "python \"app/main.py\""),
            ("python:app/main.py {2}", "python \"app/main.py\" [2-2]"),
            ("docker:Dockerfile", "docker \"Dockerfile\""),
            ("js:title=src/a.js", "js \"src/a.js\""),
            ("rust,linenos,hl_lines=2 4-6", "rust [2-2 4-6] from 1"),
            (
                "rust,linenos,linenostart=10, hl_lines=3-4 8, name=a.rs",
                "rust \"a.rs\" [3-4 8-8] from 10",
            ),
            (
                "go {linenos=table,hl_lines=[2,\"4-6\"],linenostart=10}",
                "go [2-2 4-6] from 10",
            ),
            ("go {linenos=false hl_lines=\"2 4-6\"}", "go [2-2 4-6]"),
            (
                "py linenums=\"1\" hl_lines=\"2 3\" title=\"a.py\"",
                "py \"a.py\" [2-2 3-3] from 1",
            ),
            (
                "{.rust .numberLines hl_lines=\"2\" startFrom=\"5\"}",
                "rust [2-2] from 5",
            ),
            ("{ .rust .numberLines }", "rust from 1"),
            ("{r, echo=FALSE, fig.cap=\"x\"}", "r"),
            ("{3,5}", " [3-3 5-5]"),
            ("title=\"notes.txt\"", " \"notes.txt\""),
            ("js mark={1-2} ins={4}", "js [1-2]"),
            ("sh filename=deploy.sh", "sh \"deploy.sh\""),
            ("sh file='a b.sh' id=x", "sh \"a b.sh\""),
            ("js {linenos", "js from 1"),
            ("js title=\"never ends", "js \"never ends\""),
            ("js ] } = {} [] {", "js"),
            ("js {0,9-7,99999999999}", "js"),
            ("js {0,9-7}", "js [0-0 9-7]"),
            ("日本語:ファイル.txt {1}", "日本語 \"ファイル.txt\" [1-1]"),
        ] {
            assert_eq!(said(info), wanted, "{info}");
        }
    }
}

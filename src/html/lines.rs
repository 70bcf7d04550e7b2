//! Code line by line: coloured HTML cut into lines that are each whole, and changes coloured by
//! their signs.

use std::sync::Arc;

use super::escape::push_text;

/// One line of code as HTML, with its line feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Its HTML; every element that it begins ends in it.
    pub(super) html: String,
    /// How the whole line is coloured: `d` for deleted, `i` for inserted.
    pub(super) class: Option<char>,
}

/// Cuts highlighted code into lines. Elements that go on over a line feed end before it and
/// begin again behind it.
pub(super) fn split(html: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut line = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '\n']) {
        line.push_str(&rest[..at]);
        if rest[at..].starts_with('\n') {
            line.push_str(&"</span>".repeat(open.len()));
            line.push('\n');
            lines.push(Line {
                html: std::mem::take(&mut line),
                class: None,
            });
            line.extend(open.iter().copied());
            rest = &rest[at + 1..];
            continue;
        }
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        if tag.starts_with("</") {
            open.pop();
        } else {
            open.push(tag);
        }
        line.push_str(tag);
        rest = &rest[end..];
    }
    line.push_str(rest);
    // Behind the last line feed there may be nothing but tags that were opened again.
    let has_text = line.split('<').any(|piece| {
        !piece
            .split_once('>')
            .map_or(piece, |(_, text)| text)
            .is_empty()
    });
    if has_text {
        lines.push(Line {
            html: line,
            class: None,
        });
    }
    lines
}

/// The lines of changes, by the sign that each begins with. `coloured` says how code without
/// signs looks.
pub(super) fn changes(text: &str, coloured: impl FnOnce(&str) -> Option<Arc<str>>) -> Vec<Line> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let headers: Vec<Option<char>> = (0..lines.len()).map(|at| header(&lines, at)).collect();
    let bare: String = lines
        .iter()
        .zip(&headers)
        .map(|(line, header)| match (header, sign(line)) {
            (Some(_), _) => "\n",
            (None, Some(sign)) => &line[sign.len()..],
            (None, None) => line,
        })
        .collect();
    let colours = coloured(&bare).map(|html| split(&html));
    lines
        .iter()
        .zip(headers)
        .enumerate()
        .map(|(at, (line, header))| {
            let mut html = String::new();
            if let Some(class) = header {
                let (words, end) = line
                    .strip_suffix('\n')
                    .map_or((*line, ""), |line| (line, "\n"));
                html.push_str(&format!("<span class=\"{class}\">"));
                push_text(&mut html, words);
                html.push_str("</span>");
                html.push_str(end);
                return Line { html, class: None };
            }
            let sign = sign(line).unwrap_or_default();
            // A colour of something else would be wrong, so the count of lines has to agree.
            match colours.as_ref().and_then(|lines| lines.get(at)) {
                Some(coloured) => {
                    html.push_str(&sign.replace('<', "&lt;").replace('>', "&gt;"));
                    html.push_str(&coloured.html);
                }
                None => push_text(&mut html, line),
            }
            let class = match sign {
                "+" | ">" => Some('i'),
                "-" | "<" => Some('d'),
                _ => None,
            };
            Line { html, class }
        })
        .collect()
}

/// The class of a line that is about changes and none itself. Names of files come in pairs: a
/// lone `--- note` is a deleted line that begins with two hyphens.
fn header(lines: &[&str], at: usize) -> Option<char> {
    let begins = |at: usize, start: &str| lines.get(at).is_some_and(|line| line.starts_with(start));
    let names = |at: usize| begins(at, "--- ") && begins(at + 1, "+++ ");
    if begins(at, "@@") {
        Some('t')
    } else if names(at)
        || at.checked_sub(1).is_some_and(names)
        || begins(at, "diff --git ")
        || begins(at, "index ")
    {
        Some('c')
    } else {
        None
    }
}

/// The sign that a line of changes begins with. `<` and `>` are signs with a space behind them.
fn sign(line: &str) -> Option<&str> {
    let sign = line.get(..1)?;
    match sign {
        "+" | "-" | " " => Some(sign),
        "<" | ">" if line[1..].starts_with(' ') => Some(sign),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{changes, split};

    fn lines(html: &str) -> Vec<String> {
        split(html).into_iter().map(|line| line.html).collect()
    }

    #[test]
    fn every_line_is_whole() {
        assert_eq!(
            lines("a\n<span class=\"c\">b\n\nc</span> d\n"),
            [
                "a\n",
                "<span class=\"c\">b</span>\n",
                "<span class=\"c\"></span>\n",
                "<span class=\"c\">c</span> d\n",
            ]
        );
    }

    #[test]
    fn the_last_line_counts_when_there_is_something_in_it() {
        assert_eq!(lines(""), Vec::<String>::new());
        assert_eq!(lines("a"), ["a"]);
        assert_eq!(
            lines("<span class=\"c\">a\n</span>"),
            ["<span class=\"c\">a</span>\n"]
        );
        assert_eq!(
            lines("<span class=\"c\">a\n b</span>"),
            [
                "<span class=\"c\">a</span>\n",
                "<span class=\"c\"> b</span>"
            ]
        );
        assert_eq!(lines("a\n\n"), ["a\n", "\n"]);
    }

    #[test]
    fn changes_are_told_by_their_signs() {
        let text = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a < b\n+c\n d\n> e\n>f\n--- g\n\n";
        let said: Vec<_> = changes(text, |_| None)
            .into_iter()
            .map(|line| (line.class.unwrap_or('.'), line.html))
            .collect();
        let said: Vec<_> = said
            .iter()
            .map(|(class, html)| (*class, html.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                ('.', "<span class=\"c\">--- a/x</span>\n"),
                ('.', "<span class=\"c\">+++ b/x</span>\n"),
                ('.', "<span class=\"t\">@@ -1 +1 @@</span>\n"),
                ('d', "-a &lt; b\n"),
                ('i', "+c\n"),
                ('.', " d\n"),
                ('i', "&gt; e\n"),
                ('.', "&gt;f\n"),
                ('d', "--- g\n"),
                ('.', "\n"),
            ]
        );
    }

    #[test]
    fn changed_code_keeps_its_colours_behind_the_signs() {
        let said = changes("-let a;\n let b;\n", |bare| {
            assert_eq!(bare, "let a;\nlet b;\n");
            Some(bare.replace("let", "<span class=\"k\">let</span>").into())
        });
        let html: Vec<_> = said.iter().map(|line| line.html.as_str()).collect();
        assert_eq!(
            html,
            [
                "-<span class=\"k\">let</span> a;\n",
                " <span class=\"k\">let</span> b;\n"
            ]
        );
    }
}

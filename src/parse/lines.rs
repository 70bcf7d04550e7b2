//! The lines of a text, with code fences known: for everything that has to look at a file before
//! CommonMark does.

use std::ops::Range;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Bytes of the line without its line feed.
    pub range: Range<usize>,
    /// Whether it lies inside a code fence or opens or closes one.
    pub fenced: bool,
}

impl Line {
    /// Its characters.
    pub fn text<'a>(&self, source: &'a str) -> &'a str {
        &source[self.range.clone()]
    }
}

/// A code fence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fence {
    /// Index of the opening line.
    pub open: usize,
    /// Index of the closing line; none when the fence runs to the end of the text.
    pub close: Option<usize>,
}

/// The lines of `source` from the byte `from` on, and the fences among them.
///
/// A fence that is certainly meant to end earlier (a heading and then another opening fence
/// follow inside it) ends before that heading; it has no closing line.
pub fn scan(source: &str, from: usize) -> (Vec<Line>, Vec<Fence>) {
    let mut lines = split(source, from);
    let mut fences = Vec::new();
    let mut index = 0;
    while index < lines.len() {
        let Some(opening) = opening(lines[index].text(source)) else {
            index += 1;
            continue;
        };
        let (end, close) = end_of_fence(source, &lines, index, &opening);
        for line in &mut lines[index..end] {
            line.fenced = true;
        }
        fences.push(Fence { open: index, close });
        index = end;
    }
    (lines, fences)
}

fn split(source: &str, from: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = from.min(source.len());
    for line in source[start..].split_inclusive('\n') {
        let end = start + line.len();
        lines.push(Line {
            range: start..end - usize::from(line.ends_with('\n')),
            fenced: false,
        });
        start = end;
    }
    lines
}

struct Opening {
    mark: char,
    length: usize,
    info: String,
}

fn opening(line: &str) -> Option<Opening> {
    let rest = line.trim_start();
    let mark = rest
        .chars()
        .next()
        .filter(|mark| matches!(mark, '`' | '~'))?;
    let length = rest
        .chars()
        .take_while(|character| *character == mark)
        .count();
    let info = rest[length..].trim();
    let fits = length >= 3 && !(mark == '`' && info.contains('`'));
    fits.then(|| Opening {
        mark,
        length,
        info: info.to_owned(),
    })
}

/// Index behind the last line of the fence, and its closing line.
fn end_of_fence(
    source: &str,
    lines: &[Line],
    open: usize,
    opening_fence: &Opening,
) -> (usize, Option<usize>) {
    let quotes_markdown = matches!(opening_fence.info.as_str(), "markdown" | "md" | "mdx");
    let mut heading = None;
    for (index, line) in lines.iter().enumerate().skip(open + 1) {
        let text = line.text(source);
        if heading.is_none() && (is_heading(text) || is_numbered(text)) {
            heading = Some(index);
        }
        let Some(fence) = opening(text) else {
            continue;
        };
        if fence.mark != opening_fence.mark || fence.length < opening_fence.length {
            continue;
        }
        if fence.info.is_empty() {
            return (index + 1, Some(index));
        }
        if let Some(heading) = heading
            && !quotes_markdown
        {
            return (heading, None);
        }
    }
    // Without a closing line the code ends before the next heading, or never.
    match heading {
        Some(heading) => (heading, None),
        None => (lines.len(), None),
    }
}

/// An ATX heading that is no comment of a script: two to six `#` and a space.
fn is_heading(line: &str) -> bool {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    (2..=6).contains(&level) && line.as_bytes().get(level) == Some(&b' ')
}

/// `**1. …` and `# 1. …`: a question that cannot be code.
fn is_numbered(line: &str) -> bool {
    let rest = line
        .strip_prefix("**")
        .or_else(|| line.strip_prefix("# "))
        .unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && rest[digits..].starts_with(['.', ')'])
}

#[cfg(test)]
mod tests {
    use super::{Fence, scan};

    #[test]
    fn comments_in_a_fence_do_not_end_it() {
        let (lines, fences) = scan("```bash\n# one\n## two\n```\nafter\n", 0);
        assert_eq!(
            fences,
            [Fence {
                open: 0,
                close: Some(3)
            }]
        );
        assert!(lines[..4].iter().all(|line| line.fenced) && !lines[4].fenced);
    }

    #[test]
    fn an_unclosed_fence_ends_before_the_next_heading() {
        let (lines, fences) = scan("```js\nlet a;\n\n## 2. Next\n```js\nlet b;\n```\n", 0);
        assert_eq!(
            fences,
            [
                Fence {
                    open: 0,
                    close: None
                },
                Fence {
                    open: 4,
                    close: Some(6)
                }
            ]
        );
        assert!(!lines[3].fenced);
    }
}

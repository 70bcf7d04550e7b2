//! Lines that CommonMark joins to what stands above them, and their authors did not mean to.
//!
//! ```text
//! ###What is a mutex?        1). What is a mutex?
//! A lock.                    2). What is a latch?
//! ```
//!
//! GitHub once read `###What` as a heading, and many old repositories are full of it. Numbers in
//! brackets of all kinds are no list to CommonMark. Both are mended when a file does it again and
//! again: a blank behind the hashes, and an empty line before the number.

use super::lines::Line;
use super::markers::odd_number;
use super::repair::Edit;

/// Fewer such lines are an accident, or a hashtag.
const FEWEST: usize = 2;

/// The edits that give the lines back to their authors.
pub(super) fn edits(source: &str, lines: &[Line]) -> Vec<Edit> {
    let mut edits = headings(source, lines);
    edits.extend(numbers(source, lines));
    edits.extend(lists_below_bold_lines(source, lines));
    edits
}

fn headings(source: &str, lines: &[Line]) -> Vec<Edit> {
    let found: Vec<Edit> = lines
        .iter()
        .filter(|line| !line.fenced)
        .filter_map(|line| {
            let text = line.text(source);
            let level = text.bytes().take_while(|byte| *byte == b'#').count();
            let next = text[level..].chars().next()?;
            // One hash before a word is a hashtag, a comment or a fragment.
            let tight = (2..=6).contains(&level)
                && !next.is_whitespace()
                && (next.is_alphanumeric() || "[(*_`<\"“«¿".contains(next));
            tight.then(|| Edit::insert(line.range.start + level, " "))
        })
        .collect();
    if found.len() < FEWEST {
        return Vec::new();
    }
    found
}

fn numbers(source: &str, lines: &[Line]) -> Vec<Edit> {
    let found: Vec<(usize, u32)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.fenced)
        .filter_map(|(index, line)| Some((index, odd_number(line.text(source))?)))
        .collect();
    let rising = found
        .windows(2)
        .filter(|pair| pair[0].1 < pair[1].1)
        .count();
    if rising < FEWEST {
        return Vec::new();
    }
    found
        .into_iter()
        .filter(|(index, _)| {
            index.checked_sub(1).is_some_and(|before| {
                let before = &lines[before];
                !before.fenced && !before.text(source).trim().is_empty()
            })
        })
        .map(|(index, _)| Edit::insert(lines[index].range.start, "\n"))
        .collect()
}

/// A numbered list right below a bold line: only one that starts with 1 is a list to CommonMark.
fn lists_below_bold_lines(source: &str, lines: &[Line]) -> Vec<Edit> {
    let starts_list = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        (1..=4).contains(&digits)
            && (text[digits..].starts_with(". ") || text[digits..].starts_with(") "))
    };
    let bold = |text: &str| {
        let inner = text
            .trim()
            .strip_prefix("**")
            .and_then(|text| text.strip_suffix("**"));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains("**"))
    };
    lines
        .windows(2)
        .filter(|pair| !pair[0].fenced && !pair[1].fenced)
        .filter(|pair| starts_list(pair[1].text(source)) && bold(pair[0].text(source)))
        .map(|pair| Edit::insert(pair[1].range.start, "\n"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::edits;
    use crate::parse::lines::scan;
    use crate::parse::repair::Repaired;

    fn mended(source: &str) -> String {
        let (lines, _) = scan(source, 0);
        Repaired::new(source, edits(source, &lines)).text
    }

    #[test]
    fn headings_without_a_blank_get_one() {
        assert_eq!(
            mended("##A\n\n###¿Qué?\n\n```\n##no\n```\n#tag\n"),
            "## A\n\n### ¿Qué?\n\n```\n##no\n```\n#tag\n"
        );
        assert_eq!(mended("##once\n"), "##once\n");
    }

    #[test]
    fn numbers_that_are_no_list_start_paragraphs() {
        assert_eq!(mended("1). a\n2). b\n3). c\n"), "1). a\n\n2). b\n\n3). c\n");
        assert_eq!(mended("1. a\n2. b\n3. c\n"), "1. a\n2. b\n3. c\n");
        assert_eq!(mended("**B**\n6. a\n7. b\n"), "**B**\n\n6. a\n7. b\n");
    }
}

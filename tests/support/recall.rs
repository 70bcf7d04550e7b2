//! Questions that were found, compared with those that are there.
//!
//! 1. A found row matches an expected one of the same file when their titles are the same after
//!    folding, or else when their lines are at most three apart.
//! 2. Every disagreement is a line of text, so that a failing test names all of them.

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

/// How far apart the lines of a question may be when its titles differ.
const NEAR: usize = 3;

/// A question, as `prepbook list --json` prints it and as the expectations have it.
#[derive(Clone, Debug, Deserialize)]
pub struct Row {
    file: String,
    line: usize,
    title: String,
    answered: bool,
    section: Option<String>,
    end_line: Option<usize>,
    follow_ups: Option<usize>,
    kind: Option<String>,
}

/// Reads rows, one JSON object per line.
pub fn rows(text: &str) -> Vec<Row> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

/// The rows in pairs, and what is left over on either side.
pub struct Recall {
    pairs: Vec<(Row, Row)>,
    missed: Vec<Row>,
    spurious: Vec<Row>,
}

impl Recall {
    /// Pairs what is there with what was found; what a playbook proposes is no question.
    pub fn new(expected: Vec<Row>, found: Vec<Row>) -> Self {
        let mut left: Vec<Row> = found
            .into_iter()
            .filter(|row| row.kind.as_deref() != Some("prompt"))
            .collect();
        let mut recall = Self {
            pairs: Vec::new(),
            missed: Vec::new(),
            spurious: Vec::new(),
        };
        let mut still = Vec::new();
        for want in expected {
            let title = fold(&want.title);
            match take(&mut left, &want, |row| fold(&row.title) == title) {
                Some(got) => recall.pairs.push((want, got)),
                None => still.push(want),
            }
        }
        for want in still {
            let line = want.line;
            match take(&mut left, &want, |row| row.line.abs_diff(line) <= NEAR) {
                Some(got) => recall.pairs.push((want, got)),
                None => recall.missed.push(want),
            }
        }
        recall.spurious = left;
        recall
    }

    /// Number of pairs.
    pub fn matched(&self) -> usize {
        self.pairs.len()
    }

    /// Questions that were not found.
    pub fn missed(&self) -> Vec<String> {
        let say = |row: &Row| format!("missed {}", shown(row));
        self.missed.iter().map(say).collect()
    }

    /// What was found and is no question.
    pub fn spurious(&self) -> Vec<String> {
        let say = |row: &Row| format!("spurious {}", shown(row));
        self.spurious.iter().map(say).collect()
    }

    /// Where it is not agreed whether there is an answer.
    pub fn answered(&self) -> Vec<String> {
        self.unlike(|want, got| {
            (want.answered != got.answered)
                .then(|| format!("answered {}, expected {}", got.answered, want.answered))
        })
    }

    /// Where the sections differ; a number or a label may be missing on either side.
    pub fn section(&self) -> Vec<String> {
        self.unlike(|want, got| {
            let wanted = want.section.as_deref()?;
            let found = got.section.as_deref().unwrap_or_default();
            let (a, b) = (fold(wanted), fold(found));
            let same = !b.is_empty() && (a.ends_with(&b) || b.ends_with(&a));
            (!same).then(|| format!("section '{found}', expected '{wanted}'"))
        })
    }

    /// Where the ends are more than a line apart.
    pub fn end_line(&self) -> Vec<String> {
        self.unlike(|want, got| {
            let wanted = want.end_line?;
            let same = got
                .end_line
                .is_some_and(|found| found.abs_diff(wanted) <= 1);
            (!same).then(|| format!("ends at {:?}, expected {wanted}", got.end_line))
        })
    }

    /// Where the numbers of follow-ups differ.
    pub fn follow_ups(&self) -> Vec<String> {
        self.unlike(|want, got| {
            let wanted = want.follow_ups?;
            (got.follow_ups != Some(wanted))
                .then(|| format!("{:?} follow-ups, expected {wanted}", got.follow_ups))
        })
    }

    fn unlike(&self, difference: impl Fn(&Row, &Row) -> Option<String>) -> Vec<String> {
        self.pairs
            .iter()
            .filter_map(|(want, got)| {
                difference(want, got).map(|text| format!("{text}: {}", shown(want)))
            })
            .collect()
    }
}

/// Takes the row of the same file that `fits` and stands nearest.
fn take(left: &mut Vec<Row>, want: &Row, fits: impl Fn(&Row) -> bool) -> Option<Row> {
    let (at, _) = left
        .iter()
        .enumerate()
        .filter(|(_, row)| row.file == want.file && fits(row))
        .min_by_key(|(_, row)| row.line.abs_diff(want.line))?;
    Some(left.remove(at))
}

fn shown(row: &Row) -> String {
    format!("{}:{}: {}", row.file, row.line, row.title)
}

/// A title's letters and digits, without tags, case, and the number or word before it.
fn fold(title: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for character in title.nfkc().flat_map(char::to_lowercase) {
        match character {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                plain.push(' ');
            }
            _ if inside => {}
            other => plain.push(other),
        }
    }
    without_number(&plain)
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect()
}

fn without_number(title: &str) -> &str {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let start = title.trim_start_matches(|character| !is_word(character));
    let named = ["question", "scenario", "q"]
        .iter()
        .find_map(|word| start.strip_prefix(word))
        .unwrap_or(start);
    let number = named.trim_start_matches(|character| !is_word(character));
    let behind = number.trim_start_matches(|character: char| character.is_ascii_digit());
    let mark = behind.trim_start();
    if behind.len() < number.len() && mark.starts_with(['.', ')', ':', '-']) {
        return &mark[1..];
    }
    match title.strip_prefix('q') {
        Some(rest) if rest.starts_with(['.', ':']) => &rest[1..],
        _ => title,
    }
}

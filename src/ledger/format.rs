//! The lines of `prepbook.ids`.
//!
//! ```text
//! sql.md--what-is-an-index AA3fAEWt… sql.md what is an index
//! sql.md--what-is-a-view AFk2Ae0c… views.md<sql.md what is a view
//! ```
//!
//! A line holds an id, the sketch of the text (four characters a number, see
//! [`fingerprint`](super::fingerprint)), the file with those where the question was before, and the
//! title's words, which are the rest of the line. Lines are sorted by their ids, so one stays where
//! it is whatever happens to its question, and branches that touch different questions merge. Two
//! lines with one id are what a merge leaves behind when both sides changed it: the question is the
//! one that either of them describes.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use super::fingerprint::{Fingerprint, LONGEST_TITLE, SKETCH};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::model::QuestionId;
use crate::source::{SourceFile, Span};

/// So many files where a question was before are kept.
const FORMER: usize = 8;

const HEAD: &str = "\
# The ids of this guide's questions. With this file a question keeps its id, and with that its
# address and its readers' marks, when it is reworded, renumbered or moved. `prepbook ids --write`
# writes it; commit it, and do not edit it but to settle what prepbook asks you to.
# A line: id, fingerprint of the text, file (<files before), words of the title.
";

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What the file knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// Its ids, sorted.
    pub entries: Vec<Entry>,
    /// Whether a line could not be read.
    pub damaged: bool,
}

/// An id that is taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The id.
    pub id: QuestionId,
    /// What its question looked like: mostly one line.
    pub versions: Vec<Version>,
}

/// What a question looked like when its line was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its words.
    pub print: Fingerprint,
    /// Its file, relative to the content root.
    pub file: Arc<str>,
    /// Where it was before, latest first.
    pub former: Vec<Arc<str>>,
    /// The line.
    pub span: Span,
}

impl Version {
    /// Where its question was before it was in `file`, latest first.
    pub(super) fn moved(&self, file: &Arc<str>) -> Vec<Arc<str>> {
        let mut former = Vec::new();
        for path in std::iter::once(&self.file).chain(&self.former) {
            if path != file && !former.contains(path) && former.len() < FORMER {
                former.push(Arc::clone(path));
            }
        }
        former
    }
}

/// Reads the file. A line that makes no sense is left out and reported.
pub fn read(file: &SourceFile) -> Checked<Ledger> {
    let mut diagnostics = Vec::new();
    let mut damaged = false;
    let mut entries: BTreeMap<QuestionId, Vec<Version>> = BTreeMap::new();
    let mut start = 0;
    for line in file.text.split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end().len());
        start += line.len();
        let line = line.trim_end();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut bad = |message: &str, help: &str| {
            diagnostics.push(Diagnostic::new(Code::BadIdLine, &file.id, span, message).help(help));
        };
        if ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]
            .iter()
            .any(|mark| line.starts_with(mark))
        {
            if line.starts_with('<') {
                bad(
                    "a merge was not finished here; the lines of both sides are used",
                    "run prepbook ids --write, which takes the marks out; merge=union for \
                     prepbook.ids in .gitattributes saves you from them",
                );
            }
            continue;
        }
        match version(line, span) {
            Some((id, version)) => entries.entry(id).or_default().push(version),
            None => {
                damaged = true;
                bad(
                    "this line is no id with fingerprint, file and title",
                    "take the line back as it was in Git, or remove it: its question then gets a \
                     new id",
                );
            }
        }
    }
    let entries = entries.into_iter();
    let entries = entries
        .map(|(id, versions)| Entry { id, versions })
        .collect();
    Checked::new(Ledger { entries, damaged }, diagnostics)
}

fn version(line: &str, span: Span) -> Option<(QuestionId, Version)> {
    let mut columns = line.splitn(4, ' ');
    let id = unescaped(columns.next()?)?;
    let sketch = numbers(columns.next()?)?;
    let files: Option<Vec<Arc<str>>> = columns
        .next()?
        .split('<')
        .map(|file| unescaped(file).map(Arc::from))
        .collect();
    let mut files = files?.into_iter();
    let title = columns.next().unwrap_or_default().to_owned();
    if title.len() > LONGEST_TITLE + 16 {
        return None;
    }
    let version = Version {
        print: Fingerprint { title, sketch },
        file: files.next()?,
        former: files.collect(),
        span,
    };
    Some((QuestionId(id.into()), version))
}

fn numbers(text: &str) -> Option<Vec<u32>> {
    if text == "-" {
        return Some(Vec::new());
    }
    if !text.len().is_multiple_of(4) || text.len() > 4 * SKETCH {
        return None;
    }
    let numbers: Option<Vec<u32>> = text
        .as_bytes()
        .chunks(4)
        .map(|digits| {
            digits.iter().try_fold(0, |number, digit| {
                let value = ALPHABET.iter().position(|letter| letter == digit)?;
                Some(number << 6 | value as u32)
            })
        })
        .collect();
    numbers.filter(|numbers| numbers.is_sorted())
}

/// The file with these lines, sorted by their ids.
pub(super) fn write(lines: &BTreeMap<QuestionId, Vec<Version>>) -> String {
    let mut text = HEAD.to_owned();
    for (id, versions) in lines {
        for version in versions {
            text.push_str(&escaped(&id.0));
            text.push(' ');
            if version.print.sketch.is_empty() {
                text.push('-');
            }
            for number in &version.print.sketch {
                let digits = (0..4).rev().map(|place| number >> (6 * place) & 63);
                text.extend(digits.map(|digit| char::from(ALPHABET[digit as usize])));
            }
            text.push(' ');
            text.push_str(&escaped(&version.file));
            for file in &version.former {
                text.push('<');
                text.push_str(&escaped(file));
            }
            if !version.print.title.is_empty() {
                text.push(' ');
                text.push_str(&version.print.title);
            }
            text.push('\n');
        }
    }
    text
}

/// Text without blanks, and without what has a meaning in a line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        let odd = character.is_whitespace()
            || character.is_control()
            || matches!(character, '%' | '<' | '#' | '=' | '>' | '|');
        if odd {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(escaped, "%{byte:02X}");
            }
        } else {
            escaped.push(character);
        }
    }
    escaped
}

fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        rest = behind;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = rest.get(..2)?;
        let digits = std::str::from_utf8(digits).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    let text = String::from_utf8(bytes).ok()?;
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{HEAD, read, write};
    use crate::diagnostic::Code;
    use crate::ledger::Ledger;
    use crate::source::{FileId, SourceFile};

    fn file(text: &str) -> SourceFile {
        let name = "prepbook.ids";
        SourceFile::new(FileId::new(name), name, text.as_bytes())
    }

    fn written(ledger: &Ledger) -> String {
        let entries = ledger.entries.iter();
        let lines: BTreeMap<_, _> = entries
            .map(|entry| (entry.id.clone(), entry.versions.clone()))
            .collect();
        write(&lines)
    }

    #[test]
    fn what_was_read_is_written_the_same() {
        let text = format!(
            "{HEAD}%23odd%20id AAAAAAAB____ a%20b.md<old%3C.md<c.md a < title # of % words\n\
             sql--view - sql.md\n"
        );
        let ledger = read(&file(&text));
        assert_eq!(ledger.diagnostics, []);
        assert_eq!(written(&ledger.value), text);
        let version = &ledger.value.entries[0].versions[0];
        assert_eq!(&*ledger.value.entries[0].id.0, "#odd id");
        assert_eq!(version.print.sketch, [0, 1, 0xff_ffff]);
        assert_eq!(&*version.file, "a b.md");
        assert_eq!(version.former.len(), 2);
        assert_eq!(version.print.title, "a < title # of % words");
    }

    #[test]
    fn a_merge_that_was_not_finished_loses_nothing() {
        let text = "<<<<<<< HEAD\nx - a.md one\n=======\nx - b.md two\n>>>>>>> topic\n";
        let ledger = read(&file(text));
        assert_eq!(ledger.value.entries[0].versions.len(), 2);
        assert!(!ledger.value.damaged);
        assert_eq!(ledger.diagnostics.len(), 1);
        assert_eq!(ledger.diagnostics[0].span.map(|span| span.start), Some(0));
    }

    #[test]
    fn lines_that_make_no_sense_are_reported_each() {
        let long = format!("x - a.md {}", "t".repeat(1000));
        let bad = [
            &*long,
            "x",
            "x -",
            "x AAA a.md t",
            "x ÄAAA a.md t",
            "x BAAAAAAA a.md t",
            "%zz - a.md t",
        ];
        for line in bad {
            let ledger = read(&file(&format!("{line}\ny - b.md t\n")));
            assert!(ledger.value.damaged, "{line}");
            assert_eq!(ledger.value.entries.len(), 1, "{line}");
            assert_eq!(ledger.diagnostics[0].code, Code::BadIdLine);
            let span = ledger.diagnostics[0].span.expect("a place");
            assert_eq!(span.range(), 0..line.len(), "{line}");
        }
    }
}

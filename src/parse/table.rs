//! Question lists as CSV: a header that names a question's parts, and a row for each question.
//!
//! ```text
//! question;answer;tags
//! What is a mutex?;A lock for one.;threads, locks
//! "What is ""fair""?";"Waiters go
//! in turn.";threads
//! ```
//!
//! Columns may be in any order; commas, semicolons and tabs part them. Each row becomes Markdown in
//! its place, with the labels that everybody writes, and is read like any other file. All places of
//! a row lie in its first line.

use csv::{ReaderBuilder, StringRecord};

use super::labels::{Label, is_question_word, label_of};
use super::lines;
use super::repair::Edit;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// What parts the columns.
const DELIMITERS: [u8; 3] = *b",;\t";

/// The level of the headings that rows become.
pub(super) const LEVEL: u8 = 2;

/// A table of questions.
pub(super) struct Table {
    /// What makes Markdown of it.
    pub edits: Vec<Edit>,
    /// Names of the columns that are understood.
    pub columns: Vec<String>,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    Question,
    Answer,
    Tags,
    Level,
    Minutes,
    Hints,
    Id,
    /// Something else, under the name that the header has for it.
    Other(String),
}

/// Whether a file of this name may be a table.
pub fn is_table(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    lower.ends_with(".csv") || lower.ends_with(".tsv")
}

/// Whether a text is a table with a column for questions and another one that is understood.
pub fn holds_questions(text: &str) -> bool {
    header(text).is_some()
}

/// Reads a table of questions.
pub(super) fn read(file: &FileId, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Table> {
    let (delimiter, columns) = header(text)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut edits = Vec::new();
    let mut is_header = true;
    let mut seen = 0;
    loop {
        // Text is UTF-8 here, so nothing can go wrong with a record.
        if !reader.read_record(&mut record).unwrap_or(false) {
            break;
        }
        let start = record.position().map_or(seen, |place| offset(place.byte()));
        let start = start + blank(&text[start.min(text.len())..]);
        let end = offset(reader.position().byte()).clamp(start, text.len());
        let end = start + text[start..end].trim_end_matches(['\r', '\n']).len();
        seen = end;
        if std::mem::take(&mut is_header) {
            edits.push(Edit::replace(0..end, String::new()));
            continue;
        }
        let place = Span::new(start, start + line_end(&text[start..end]));
        if unclosed(&text[start..end]) && end == text.trim_end().len() {
            diagnostics.push(
                Diagnostic::new(Code::BrokenRow, file, place, "a quotation mark of this row is never closed")
                    .help("everything behind it belongs to the row; write \" behind the last word of the field"),
            );
        }
        if record.len() > columns.len() {
            let more = record.len() - columns.len();
            let fields = if more == 1 { "field" } else { "fields" };
            diagnostics.push(
                Diagnostic::new(
                    Code::BrokenRow,
                    file,
                    place,
                    format!("this row has {more} {fields} more than the header"),
                )
                .help("put fields that hold what parts the columns into quotation marks"),
            );
        }
        row(
            file,
            text,
            start..end,
            &record,
            &columns,
            delimiter,
            &mut edits,
            diagnostics,
        );
    }
    Some(Table {
        edits,
        columns: columns.iter().filter_map(Column::name).collect(),
    })
}

impl Column {
    fn name(&self) -> Option<String> {
        let name = match self {
            Self::Question => "question",
            Self::Answer => "answer",
            Self::Tags => "tags",
            Self::Level => "level",
            Self::Minutes => "time",
            Self::Hints => "hints",
            Self::Id => "id",
            Self::Other(_) => return None,
        };
        Some(name.to_owned())
    }
}

/// What parts the columns, and what they hold.
fn header(text: &str) -> Option<(u8, Vec<Column>)> {
    DELIMITERS.into_iter().find_map(|delimiter| {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        let mut record = StringRecord::new();
        if !reader.read_record(&mut record).unwrap_or(false) {
            return None;
        }
        let mut columns: Vec<Column> = Vec::new();
        for name in &record {
            let column = column(name);
            // The first column of a name has the part; another one is only kept.
            columns.push(match columns.contains(&column) {
                true => Column::Other(name.trim().to_owned()),
                false => column,
            });
        }
        let known = columns.iter().filter(|column| column.name().is_some());
        let fits = columns.contains(&Column::Question) && known.count() >= 2;
        fits.then_some((delimiter, columns))
    })
}

fn column(name: &str) -> Column {
    let name = name.trim();
    match label_of(name) {
        Some(Label::Question | Label::Questions) => Column::Question,
        Some(Label::Answer) => Column::Answer,
        Some(Label::Tags) => Column::Tags,
        Some(Label::Level) => Column::Level,
        Some(Label::Minutes) => Column::Minutes,
        Some(Label::Hints) => Column::Hints,
        _ if is_question_word(name) => Column::Question,
        _ if name.eq_ignore_ascii_case("id") => Column::Id,
        _ => Column::Other(name.to_owned()),
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "one row of a file, and where its parts go"
)]
fn row(
    file: &FileId,
    text: &str,
    range: std::ops::Range<usize>,
    record: &StringRecord,
    columns: &[Column],
    delimiter: u8,
    edits: &mut Vec<Edit>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let parts = char::from(delimiter);
    // What is too much belongs to the last column.
    let field = |index: usize| -> String {
        let last = index + 1 == columns.len();
        let end = if last { record.len() } else { index + 1 };
        let fields: Vec<&str> = (index..end).filter_map(|at| record.get(at)).collect();
        fields.join(&parts.to_string()).trim().to_owned()
    };
    let of = |wanted: &Column| -> String {
        let index = columns.iter().position(|column| column == wanted);
        index.map(field).unwrap_or_default()
    };
    let question = of(&Column::Question)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let has_more = (0..columns.len()).any(|index| !field(index).is_empty());
    if question.is_empty() {
        if has_more {
            let place = Span::new(range.start, range.start + line_end(&text[range.clone()]));
            diagnostics.push(
                Diagnostic::new(Code::BrokenRow, file, place, "this row has no question")
                    .help("write the question, or remove the row"),
            );
        }
        edits.push(Edit::replace(range, String::new()));
        return;
    }
    let mut pieces = vec![head(&question, &of)];
    let hints = of(&Column::Hints);
    if !hints.is_empty() {
        pieces.push(format!("\n\n### Hints\n{}", prose(&hints)));
    }
    let answer = of(&Column::Answer);
    if !answer.is_empty() {
        pieces.push(format!("\n\n### Answer\n{}", prose(&answer)));
    }
    let others: Vec<String> = columns
        .iter()
        .enumerate()
        .filter_map(|(index, column)| match column {
            Column::Other(name) => Some((name, field(index))),
            _ => None,
        })
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("- **{name}:** {}", value.replace('\n', " ")))
        .collect();
    if !others.is_empty() {
        pieces.push(format!("\n\n### Notes\n{}", others.join("\n")));
    }
    // Each piece has a place of its own, and the last one reaches to the row's end.
    let mut at = range.start;
    let last = pieces.len() - 1;
    for (index, piece) in pieces.into_iter().enumerate() {
        let next = text[at..range.end].chars().next().map_or(0, char::len_utf8);
        let end = if index == last { range.end } else { at + next };
        edits.push(Edit::replace(at..end, piece));
        at = end;
    }
}

/// The heading, the id and the line of level, tags and time.
fn head(question: &str, of: &dyn Fn(&Column) -> String) -> String {
    let mut out = format!("\n## {question}");
    let id = of(&Column::Id);
    if !id.is_empty() && !id.contains(char::is_whitespace) && !id.contains("--") {
        out.push_str(&format!("\n<!-- id: {id} -->"));
    }
    let mut fields = Vec::new();
    let level = of(&Column::Level);
    if !level.is_empty() {
        fields.push(format!("**Level:** {level}"));
    }
    let tags = of(&Column::Tags);
    let parted = tags.contains([',', ';', '|']);
    let tags: Vec<&str> = tags
        .split(|part: char| ",;|".contains(part) || (!parted && part.is_whitespace()))
        .map(str::trim)
        .filter(|tag| !tag.is_empty())
        .collect();
    if !tags.is_empty() {
        fields.push(format!("**Tags:** {}", tags.join(", ")));
    }
    let minutes = of(&Column::Minutes);
    if !minutes.is_empty() {
        fields.push(format!("**Time:** {minutes}"));
    }
    if !fields.is_empty() {
        out.push_str("\n\n");
        out.push_str(&fields.join(" · "));
    }
    out
}

/// A field as Markdown that stays inside its question: its headings are deeper, its fences closed.
fn prose(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (scanned, fences) = lines::scan(&text, 0);
    let mut out: Vec<String> = Vec::new();
    for line in &scanned {
        let words = line.text(&text);
        let hashes = words.bytes().take_while(|byte| *byte == b'#').count();
        let heading = (1..=6).contains(&hashes) && words[hashes..].starts_with(' ');
        let rule = |mark: char| {
            !words.trim().is_empty() && words.trim().chars().all(|other| other == mark)
        };
        let underlines =
            (rule('=') || rule('-')) && out.last().is_some_and(|above| !above.trim().is_empty());
        out.push(match () {
            () if line.fenced => words.to_owned(),
            () if heading => {
                let level = (hashes + usize::from(LEVEL) + 1).min(6);
                format!("{}{}", "#".repeat(level), &words[hashes..])
            }
            () if underlines => format!("\\{words}"),
            () => words.to_owned(),
        });
    }
    if let Some(fence) = fences.last().filter(|fence| fence.close.is_none()) {
        let opening = scanned[fence.open].text(&text);
        let mark = opening.trim_start().chars().next().unwrap_or('`');
        let length = opening
            .trim_start()
            .chars()
            .take_while(|other| *other == mark)
            .count();
        out.push(std::iter::repeat_n(mark, length).collect());
    }
    out.join("\n")
}

fn offset(place: u64) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}

/// Length of the empty lines at the start of a text.
fn blank(text: &str) -> usize {
    text.len() - text.trim_start_matches(['\r', '\n']).len()
}

/// Length of the first line of a text.
fn line_end(text: &str) -> usize {
    text.find(['\r', '\n']).unwrap_or(text.len())
}

/// Whether a quotation mark in a row has no other that closes it.
fn unclosed(row: &str) -> bool {
    row.matches('"').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::{header, holds_questions};

    #[test]
    fn a_header_names_the_question_and_another_part() {
        for text in [
            "question,answer\n",
            "Tags;Answer;Question\n",
            "\"Question\"\t\"Expected answer\"\n",
            "id,Q,A,category\r\nx,y,z,w\r\n",
        ] {
            assert!(holds_questions(text), "{text}");
        }
        for text in [
            "",
            "question\nWhy?\n",
            "name,answer\n",
            "date,price\n2024,3\n",
            "Why is this a question, and what is the answer?\n",
        ] {
            assert!(!holds_questions(text), "{text}");
        }
        assert_eq!(header("a;question;tags").map(|(mark, _)| mark), Some(b';'));
    }
}

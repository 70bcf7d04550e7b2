//! `prepbook ids --pin`: ids as comments under the headings of questions, and not a byte else.
//!
//! 1. Of each document, the questions without an id of their author's are looked up in its bytes. It is
//!    left as it is when one of them has no heading of its own (`## …`).
//! 2. The comments are put in, with the line ends of their headings.
//! 3. The new text is read: the same questions must be there, with these ids.
//! 4. All files are written, or none.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::project::Loaded;
use super::{Outcome, terminal};
use crate::model::{Question, QuestionId};
use crate::pipeline::{Builder, Called};
use crate::publish::beside;
use crate::source::decode::decode;
use crate::source::{DecodeProblem, SourceFile};

/// A file with ids.
struct New {
    /// Index of its document.
    index: usize,
    /// How many ids are new.
    ids: usize,
    path: PathBuf,
    bytes: Vec<u8>,
}

/// A question that gets its id.
struct Wanted {
    /// The line of its heading, from 1.
    line: usize,
    id: QuestionId,
}

/// Writes ids into all documents that can have them, and says which cannot.
pub(super) fn run(
    loaded: &Loaded,
    builder: &mut Builder,
    called: &Called,
) -> anyhow::Result<Outcome> {
    let content = loaded.content_folder();
    let mut files: Vec<New> = Vec::new();
    for (index, document) in called.documents.iter().enumerate() {
        let Some(file) = loaded.inputs.document(&document.path) else {
            continue;
        };
        let path = content.join(&*document.path);
        match wanted(called, index, file) {
            Ok(wanted) if wanted.is_empty() => {}
            Ok(wanted) => match new_bytes(&path, file, &wanted) {
                Ok(bytes) => files.push(New {
                    index,
                    ids: wanted.len(),
                    path,
                    bytes,
                }),
                Err(reason) => loaded.say_left(&document.file, &reason),
            },
            Err(reason) => loaded.say_left(&document.file, &reason),
        }
    }
    // How a file is read depends on its neighbours.
    loop {
        let wrong = read_otherwise(loaded, builder, called, &files);
        if wrong.is_empty() {
            break;
        }
        files.retain(|new| !wrong.contains(&new.index));
        for index in wrong {
            let reason = "its questions would be read otherwise with the ids in it";
            loaded.say_left(&called.documents[index].file, reason);
        }
    }
    let all: usize = files.iter().map(|new| new.ids).sum();
    let done = match files.len() {
        0 => "no ids were written".to_owned(),
        number => format!(
            "wrote {} into {}",
            terminal::count(all, "id", "ids"),
            terminal::count(number, "file", "files")
        ),
    };
    let written = files.into_iter().map(|new| (new.path, new.bytes));
    beside::replace(&written.collect::<Vec<_>>())?;
    terminal::say(&done);
    Ok(Outcome::Fine)
}

/// Documents that would be read otherwise than before: other questions, or other ids.
fn read_otherwise(
    loaded: &Loaded,
    builder: &mut Builder,
    called: &Called,
    files: &[New],
) -> BTreeSet<usize> {
    let mut inputs = loaded.inputs.clone();
    for new in files {
        let file = &mut inputs.documents[new.index];
        *file = SourceFile::new(file.id.clone(), Arc::clone(&file.path), &new.bytes);
    }
    let now = builder.ids(&inputs, &loaded.config.value);
    let differs = |new: &&New| {
        let titles = |called: &Called| -> Vec<String> {
            let questions = called.documents[new.index].questions();
            questions.map(Question::title_text).collect()
        };
        let mut questions = now.documents[new.index].questions();
        now.settled.ids[new.index] != called.settled.ids[new.index]
            || titles(&now) != titles(called)
            || questions.any(|question| question.authored_id.is_none())
    };
    let wrong = files.iter().filter(differs);
    wrong.map(|new| new.index).collect()
}

/// The questions of a document that have no id of their author's.
fn wanted(called: &Called, index: usize, file: &SourceFile) -> Result<Vec<Wanted>, String> {
    let document = &called.documents[index];
    let mut wanted = Vec::new();
    let mut ids = called.asked[index]
        .iter()
        .zip(&called.settled.ids[index])
        .enumerate();
    for question in document.questions() {
        // What else is asked there (turns, prompts) has no heading to write below.
        let own = ids.find(|(_, (asked, _))| asked.id == question.id);
        let Some((place, (_, id))) = own else {
            continue;
        };
        if question.authored_id.is_some() {
            continue;
        }
        let start = question.title_span.start as usize;
        let line = document.lines.line(start);
        let settled = &called.settled;
        let unclear = settled
            .contested
            .iter()
            .find(|contested| contested.questions.contains(&(index, place)));
        if let Some(contested) = unclear {
            return Err(format!(
                "the question in line {line} may be '{}': settle that first",
                contested.ids[0]
            ));
        }
        if !is_heading(&file.text, start) {
            return Err(format!(
                "the question in line {line} has no heading of its own (## …)"
            ));
        }
        wanted.push(Wanted {
            line,
            id: id.clone(),
        });
    }
    Ok(wanted)
}

/// Whether the line that `at` is in is a heading that begins with number signs.
fn is_heading(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let words = line.trim_start_matches(' ');
    let behind = words.trim_start_matches('#');
    let level = words.len() - behind.len();
    line.len() - words.len() < 4
        && (1..=6).contains(&level)
        && (behind.is_empty() || behind.starts_with([' ', '\t']))
}

/// The bytes of a file with a comment below each of the lines.
fn new_bytes(path: &Path, file: &SourceFile, wanted: &[Wanted]) -> Result<Vec<u8>, String> {
    let bytes = fs::read(path).map_err(|error| error.to_string())?;
    let (text, notes) = decode(&bytes);
    if text != *file.text {
        return Err("it was changed meanwhile".to_owned());
    }
    if notes
        .iter()
        .any(|note| note.problem == DecodeProblem::Utf16)
    {
        return Err("it is UTF-16; save it as UTF-8 first".to_owned());
    }
    Ok(with_ids(&bytes, wanted))
}

fn with_ids(bytes: &[u8], wanted: &[Wanted]) -> Vec<u8> {
    let mut made = Vec::with_capacity(bytes.len() + 64 * wanted.len());
    let mut wanted = wanted.iter().peekable();
    let mut rest = bytes;
    let mut number = 0;
    let mut last_end: &[u8] = b"\n";
    while !rest.is_empty() {
        let (line, end) = first_line(rest);
        rest = &rest[line.len() + end.len()..];
        number += 1;
        made.extend_from_slice(line);
        made.extend_from_slice(end);
        if !end.is_empty() {
            last_end = end;
        }
        while let Some(next) = wanted.next_if(|next| next.line == number) {
            let comment = format!("<!-- id: {} -->", next.id);
            if end.is_empty() {
                made.extend_from_slice(last_end);
            }
            made.extend_from_slice(comment.as_bytes());
            made.extend_from_slice(end);
        }
    }
    made
}

/// The first line, and what ends it: nothing behind the last one.
fn first_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let at = bytes
        .iter()
        .position(|byte| matches!(byte, b'\r' | b'\n'))
        .unwrap_or(bytes.len());
    let (line, rest) = bytes.split_at(at);
    let end = match rest {
        [b'\r', b'\n', ..] => 2,
        [] => 0,
        _ => 1,
    };
    (line, &rest[..end])
}

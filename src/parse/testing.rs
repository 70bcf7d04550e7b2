//! What the recognisers' tests see of a text: its questions, one line each.

use super::{ParseOptions, parse};
use crate::model::Question;
use crate::source::{FileId, SourceFile};

/// The questions of `text`: `title`, `= answer`, `* choice` (`*!` for the right one), `> follow-up`
/// and its answer, as one line each, parted by ` · `.
pub(super) fn questions(text: &str) -> Vec<String> {
    questions_of("a.md", text, &ParseOptions::default())
}

/// The same for a file with this path.
pub(super) fn questions_of(path: &str, text: &str, options: &ParseOptions) -> Vec<String> {
    let file = SourceFile::new(FileId::new(path), path, text.as_bytes());
    parse(&file, options).value.questions().map(line).collect()
}

fn line(question: &Question) -> String {
    let mut line = question.title_text();
    for option in &question.options {
        let mark = match option.correct {
            Some(true) => "*!",
            _ => "*",
        };
        line.push_str(&format!(" · {mark} {}", option.prose.plain_text()));
    }
    if let Some(answer) = &question.answer {
        let words = answer.prose.plain_text();
        let mark = if answer.placeholder { "=?" } else { "=" };
        line.push_str(&format!(" · {mark} {words}"));
    }
    for follow_up in &question.follow_ups {
        line.push_str(&format!(" · > {}", follow_up.prompt.plain_text()));
        if let Some(answer) = &follow_up.answer {
            line.push_str(&format!(" = {}", answer.plain_text()));
        }
    }
    line
}

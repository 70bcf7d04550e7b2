//! `missing-answer` and `placeholder-answer`.

use crate::config::{Config, Requirement};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Document;

/// Questions without an answer where most of their siblings have one, and answers that only
/// promise one.
pub(super) fn check(document: &Document, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    // `missing-required` says it of each question.
    let asked_for = config.require.contains(&Requirement::Answer);
    let questions: Vec<_> = document.questions().collect();
    let answered = questions
        .iter()
        .filter(|question| question.is_answered())
        .count();
    for question in &questions {
        if let Some(answer) = question.answer.as_ref().filter(|answer| answer.placeholder) {
            diagnostics.push(
                Diagnostic::new(
                    Code::PlaceholderAnswer,
                    &document.file,
                    answer.span,
                    format!("the answer to '{}' is a placeholder", question.title_text()),
                )
                .help("write the answer, or remove the placeholder"),
            );
        } else if !asked_for && !question.is_answered() && answered * 2 >= questions.len() {
            diagnostics.push(
                Diagnostic::new(
                    Code::MissingAnswer,
                    &document.file,
                    question.title_span,
                    format!(
                        "this question has no answer, and {answered} of {} here have one",
                        questions.len()
                    ),
                )
                .help("write an answer below it: #### Answer"),
            );
        }
    }
}

//! `missing-required`: questions without what the house rules ask for.

use crate::config::{Config, Requirement};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Document, Question};

/// Each question that lacks something, once. Exchanges of a transcript and prompts of a playbook
/// cannot hold these things, so nothing is asked of them.
pub(super) fn check(document: &Document, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    for question in document.questions() {
        let missing: Vec<Requirement> = config
            .require
            .iter()
            .copied()
            .filter(|wanted| !has(document, question, *wanted))
            .collect();
        if missing.is_empty() {
            continue;
        }
        let names: Vec<&str> = missing.iter().map(|wanted| name(*wanted)).collect();
        let lines: Vec<&str> = missing.iter().map(|wanted| line(*wanted)).collect();
        diagnostics.push(
            Diagnostic::new(
                Code::MissingRequired,
                &document.file,
                question.title_span,
                format!("this question has no {}", names.join(", no ")),
            )
            .help(format!("write below it: {}", lines.join(", "))),
        );
    }
}

fn has(document: &Document, question: &Question, wanted: Requirement) -> bool {
    match wanted {
        Requirement::Level => document.level_of(question).is_some(),
        Requirement::Tags => !document.tags_of(question).is_empty(),
        Requirement::Rubric => !question.rubric.is_empty(),
        Requirement::Minutes => question.minutes.is_some(),
        // A placeholder has a diagnostic of its own.
        Requirement::Answer => question.is_answered() || question.answer.is_some(),
    }
}

fn name(wanted: Requirement) -> &'static str {
    match wanted {
        Requirement::Level => "level",
        Requirement::Tags => "tags",
        Requirement::Rubric => "rubric",
        Requirement::Minutes => "time",
        Requirement::Answer => "answer",
    }
}

/// How an author writes it.
fn line(wanted: Requirement) -> &'static str {
    match wanted {
        Requirement::Level => "**Level:** mid",
        Requirement::Tags => "**Tags:** sql",
        Requirement::Rubric => "#### Rubric",
        Requirement::Minutes => "**Time:** 5 min",
        Requirement::Answer => "#### Answer",
    }
}

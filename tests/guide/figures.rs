//! How much there is, and that each part has what readers were promised: levels and minutes,
//! answers that can be said in their time, drawings that fit a phone, annotated conversations.

use std::fmt::Write;

use libtest_mimic::{Failed, Trial};
use prepbook::model::{
    BlockKind, Part, PartBody, Prose, Question, Scenario, ScenarioItem, TranscriptItem,
};

use crate::documents::{blocks, place, spoken_words};
use crate::{DOCUMENTS, fine_if_empty};

/// A calm pace of speaking, with pauses to think (a rule of thumb).
const WORDS_A_MINUTE: usize = 130;

/// What fits beside each other on a phone 360 pixels wide, in an unfolded answer
/// (`browser::guide` measures it).
const COLUMNS: usize = 44;

/// What the answer to every system design goes into.
const DESIGN: [&str; 6] = [
    "Requirements",
    "Capacity",
    "Data model",
    "API",
    "Failure",
    "Trade-offs",
];

/// The trials of this file.
pub fn trials() -> Vec<Trial> {
    let trial =
        |name: &str, run: fn() -> Result<(), Failed>| Trial::test(format!("figures::{name}"), run);
    vec![
        trial("there_are_enough_questions", enough),
        trial("the_first_page_counts_right", first_page),
        trial("every_question_says_for_whom_and_how_long", described),
        trial("answers_can_be_said_in_their_minutes", sayable),
        trial("drawings_fit_a_phone", narrow),
        trial("designs_have_all_their_parts", designs),
        trial("scenarios_are_complete", scenarios),
        trial("conversations_are_annotated", conversations),
        trial("terms_are_defined_briefly", terms),
    ]
}

fn enough() -> Result<(), Failed> {
    let count = |what: fn(&Question) -> bool| {
        DOCUMENTS
            .questions()
            .filter(|(_, _, question)| question.is_answered() && what(question))
            .count()
    };
    let answered = count(|_| true);
    let follow_ups = count(|question| !question.follow_ups.is_empty());
    let rubrics = count(|question| {
        let rubric = &question.rubric;
        rubric.minimum.is_some() && rubric.strong.is_some() && rubric.red_flags.is_some()
    });
    let figures = format!("{answered} answered, {follow_ups} with follow-ups, {rubrics} judged");
    assert!(answered >= 180, "{figures}");
    assert!(follow_ups * 2 >= answered, "{figures}");
    assert!(rubrics * 3 >= answered, "{figures}");
    Ok(())
}

/// "More than 200 such places": the number is of hundreds, and not out of date.
fn first_page() -> Result<(), Failed> {
    let first = DOCUMENTS
        .iter()
        .find(|(document, _)| &*document.path == "index.md");
    let (_, text) = first.ok_or("there is a first page")?;
    let before = text.split(" such places").next().unwrap_or_default();
    let count = before.rsplit(' ').next().unwrap_or_default();
    let count: usize = count.parse()?;
    let questions = DOCUMENTS.questions().count();
    assert!(
        (count..count + 100).contains(&questions),
        "it says 'more than {count}', and there are {questions}"
    );
    Ok(())
}

fn described() -> Result<(), Failed> {
    let mut report = String::new();
    for (document, text, question) in DOCUMENTS.questions() {
        let mut missing = Vec::new();
        if question.authored_id.is_none() {
            missing.push("id");
        }
        if question.level.is_none() {
            missing.push("level");
        }
        if question.tags.is_empty() {
            missing.push("tags");
        }
        if question.minutes.is_none() {
            missing.push("minutes");
        }
        if !question.is_answered() {
            missing.push("answer");
        }
        if question.follow_ups.iter().any(|one| one.answer.is_none()) {
            missing.push("answer to a follow-up");
        }
        if !missing.is_empty() {
            let place = place(document, text, question);
            let _ = writeln!(report, "{place}: no {}", missing.join(", no "));
        }
    }
    fine_if_empty(report)
}

fn sayable() -> Result<(), Failed> {
    let mut report = String::new();
    for (document, text, question) in DOCUMENTS.questions() {
        let words = spoken_words(answer(text, question));
        let minutes = question.minutes.unwrap_or_default() as usize;
        if words > minutes * WORDS_A_MINUTE {
            let place = place(document, text, question);
            let _ = writeln!(report, "{place}: {words} words for {minutes} minutes");
        }
    }
    fine_if_empty(report)
}

fn narrow() -> Result<(), Failed> {
    let mut report = String::new();
    for block in DOCUMENTS.blocks() {
        let columns = block.text.lines().map(|line| line.chars().count()).max();
        if block.language() == "text" && columns > Some(COLUMNS) {
            let _ = writeln!(report, "{}: {columns:?} columns", block.place);
        }
        if block.language().is_empty() {
            let _ = writeln!(report, "{}: no language", block.place);
        }
    }
    fine_if_empty(report)
}

fn designs() -> Result<(), Failed> {
    let mut report = String::new();
    let mut designs = 0;
    for (document, text) in DOCUMENTS.iter() {
        let Some(name) = document.path.strip_prefix("design/") else {
            continue;
        };
        let name = name.trim_end_matches(".md");
        let id = format!("design-{name}");
        let Some(question) = document.questions().find(|one| *one.id.0 == *id) else {
            continue;
        };
        designs += 1;
        let answer = answer(text, question);
        for part in DESIGN {
            if !answer.contains(&format!("**{part}")) {
                let _ = writeln!(report, "{}: nothing on '{part}'", document.path);
            }
        }
        if !blocks(&document.path, answer)
            .iter()
            .any(|block| block.language() == "text")
        {
            let _ = writeln!(report, "{}: no drawing", document.path);
        }
    }
    assert_eq!(designs, 10);
    fine_if_empty(report)
}

fn scenarios() -> Result<(), Failed> {
    let mut report = String::new();
    let mut count = 0;
    for (document, _) in DOCUMENTS.iter() {
        for part in &document.parts {
            if let PartBody::Scenario(scenario) = &part.body {
                count += 1;
                for complaint in complaints(scenario) {
                    let _ = writeln!(report, "{}: {complaint}", document.path);
                }
            }
        }
    }
    assert!(count >= 7, "{count} scenarios");
    fine_if_empty(report)
}

fn complaints(scenario: &Scenario) -> Vec<String> {
    let mut complaints = Vec::new();
    let (mut facts, mut plan, mut evaluated) = (0, None, false);
    let mut asked = 0;
    for item in &scenario.items {
        match item {
            ScenarioItem::Role { facts: told, .. } => facts += told.len(),
            ScenarioItem::Format(format) => {
                let steps: u32 = format.steps.iter().map(|step| step.minutes).sum();
                plan = Some((format.minutes(), steps));
            }
            ScenarioItem::Question(question) => {
                asked += question.minutes.unwrap_or_default();
                if question.rubric.is_empty() || question.follow_ups.is_empty() {
                    complaints.push(format!("'{}' is asked alone", question.title_text()));
                }
            }
            ScenarioItem::Evaluation(evaluation) => {
                evaluated |= evaluation.pass.is_some()
                    && evaluation.strong_pass.is_some()
                    && evaluation.fail.is_some();
            }
            ScenarioItem::Prose(_) => {}
        }
    }
    if facts < 4 {
        complaints.push(format!("{facts} facts about the role"));
    }
    match plan {
        Some((total, steps)) if total == steps && asked <= total => {}
        plan => complaints.push(format!(
            "(total, steps) {plan:?}, questions of {asked} minutes"
        )),
    }
    if !evaluated {
        complaints.push("an evaluation list is missing".to_owned());
    }
    complaints
}

fn conversations() -> Result<(), Failed> {
    let mut report = String::new();
    let mut annotated = 0;
    for (document, _) in DOCUMENTS.iter() {
        for part in &document.parts {
            let PartBody::Transcript(transcript) = &part.body else {
                continue;
            };
            let exchanges: Vec<_> = transcript
                .items
                .iter()
                .filter_map(|item| match item {
                    TranscriptItem::Exchange(exchange) => Some(exchange),
                    _ => None,
                })
                .collect();
            let noted = exchanges
                .iter()
                .filter(|exchange| exchange.replies.iter().any(|turn| has_alert(&turn.prose)))
                .count();
            if noted == exchanges.len() && noted >= 6 {
                annotated += 1;
            } else if noted > 0 {
                let all = exchanges.len();
                let _ = writeln!(report, "{}: notes on {noted} of {all}", document.path);
            }
        }
    }
    assert!(annotated >= 2, "{annotated} annotated conversations");
    fine_if_empty(report)
}

fn has_alert(prose: &Prose) -> bool {
    let mut found = false;
    prose.for_each_block(&mut |block| {
        found |= matches!(block.kind, BlockKind::Quote { alert: Some(_), .. });
    });
    found
}

fn terms() -> Result<(), Failed> {
    let mut report = String::new();
    let mut count = 0;
    for (document, _) in DOCUMENTS.iter() {
        for term in document.parts.iter().flat_map(terms_of) {
            count += 1;
            let text = term.plain_text();
            let ends = |pair: &[char]| matches!(pair, ['.' | '!' | '?', ' ']);
            let characters: Vec<char> = text.trim_end().chars().collect();
            let sentences = 1 + characters.windows(2).filter(|pair| ends(pair)).count();
            if text.trim().is_empty() || sentences > 2 {
                let _ = writeln!(report, "{}: {sentences} sentences: {text}", document.path);
            }
        }
    }
    assert!(count >= 100, "{count} terms");
    fine_if_empty(report)
}

fn terms_of(part: &Part) -> Vec<&Prose> {
    match &part.body {
        PartBody::Glossary(glossary) => {
            glossary.terms.iter().map(|term| &term.definition).collect()
        }
        _ => Vec::new(),
    }
}

/// What stands in a question's answer.
fn answer<'a>(text: &'a str, question: &Question) -> &'a str {
    let Some(span) = question
        .answer
        .as_ref()
        .and_then(|answer| answer.prose.span())
    else {
        return "";
    };
    &text[span.start as usize..span.end as usize]
}

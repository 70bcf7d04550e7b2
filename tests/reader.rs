//! Holds the reader to what is in the example documents: every question, and every part of a
//! scenario, a playbook and a transcript.
//!
//! The shapes are the project's own. The documents that define the job are read where they are
//! at hand: in `../shared/reference` beside the checkout, or where `PREPBOOK_REFERENCE` says;
//! their trials are ignored, and say why, where they are not.
//!
//! Longer than most files, because it names what stands in each of the documents.

#[path = "support/recall.rs"]
mod recall;
#[path = "support/run.rs"]
mod run;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use prepbook::model::prose::plain_text;
use prepbook::model::scenario::Criteria;
use prepbook::model::{
    Document, Evaluation, Format, Kind, Part, PartBody, Phase, Playbook, PlaybookItem, Scenario,
    ScenarioItem, SpeakerRole, Transcript, TranscriptItem,
};
use prepbook::parse::{ParseOptions, parse};
use prepbook::source::{FileId, SourceFile};

use recall::{Recall, rows};
use run::Run;

type Body = fn(&Path) -> Result<(), Failed>;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shapes = checkout.join("tests/fixtures/shapes");
    let reference = std::env::var_os("PREPBOOK_REFERENCE")
        .map_or_else(|| checkout.join("../shared/reference"), PathBuf::from);
    let there = reference.join("expected.jsonl").is_file();
    let mut trials = Vec::new();
    for (name, body) in AGREEMENT {
        trials.push(trial(&format!("the shapes: {name}"), *body, &shapes));
        trials.push(reference_trial(name, *body, &reference, there));
    }
    for (name, body) in SHAPES {
        trials.push(trial(&format!("the shapes: {name}"), *body, &shapes));
    }
    for (name, body) in REFERENCE {
        trials.push(reference_trial(name, *body, &reference, there));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn trial(name: &str, body: Body, folder: &Path) -> Trial {
    let folder = folder.to_owned();
    Trial::test(name, move || body(&folder))
}

fn reference_trial(name: &str, body: Body, folder: &Path, there: bool) -> Trial {
    let trial = trial(&format!("the reference: {name}"), body, folder);
    if there {
        return trial;
    }
    trial
        .with_kind("not beside the checkout")
        .with_ignored_flag(true)
}

const AGREEMENT: &[(&str, Body)] = &[
    ("every question is found", |folder| {
        none(recall(folder).missed())
    }),
    ("nothing else is taken for a question", |folder| {
        none(recall(folder).spurious())
    }),
    ("answered questions are told from open ones", |folder| {
        none(recall(folder).answered())
    }),
    ("questions are in their sections", |folder| {
        none(recall(folder).section())
    }),
    ("questions end where they end", |folder| {
        none(recall(folder).end_line())
    }),
    ("follow-ups are counted", |folder| {
        none(recall(folder).follow_ups())
    }),
];

const SHAPES: &[(&str, Body)] = &[
    (
        "the comparison itself sees what differs",
        comparison_sees_what_differs,
    ),
    ("there are 92 questions", |folder| {
        same(&recall(folder).matched(), &92)
    }),
    (
        "the sales scenarios have roles, plans and verdicts",
        |folder| scenarios(&read(folder, "sales-scenarios.md"), &[30, 45, 50]),
    ),
    (
        "the teacher's playbook has phases, pairs and signs",
        |folder| {
            playbook(
                &read(folder, "teacher-playbook.md"),
                &[(3, 4), (10, 12), (10, 15), (12, 15), (5, 5), (2, 3)],
                3,
            )
        },
    ),
    ("the chef's transcript has seven exchanges", |folder| {
        transcript(
            &read(folder, "chef-transcript.md"),
            7,
            ["head chef", "applicant"],
        )
    }),
    ("the radio transcript has five exchanges", |folder| {
        transcript(
            &read(folder, "radio-transcript.md"),
            5,
            ["Host", "Marit Solberg"],
        )
    }),
    (
        "what stands above the first scenario is kept",
        what_stands_above_the_first_scenario_is_kept,
    ),
    (
        "what stands right below a line of level and time is kept",
        what_stands_right_below_a_meta_line_is_kept,
    ),
    (
        "a sub-heading called like a scenario's part stays in its answer",
        a_sub_heading_called_like_a_part_stays,
    ),
    (
        "a topic called like a label is a topic",
        a_topic_called_like_a_label_is_a_topic,
    ),
    (
        "phases in which follow-ups are asked are a playbook",
        phases_with_follow_ups_are_a_playbook,
    ),
    (
        "two interviewers ask one candidate",
        two_interviewers_ask_one_candidate,
    ),
    (
        "numbered lines below headings are questions when they ask",
        numbered_lines_below_headings_are_questions,
    ),
    (
        "plain headings that mostly ask are questions",
        plain_headings_that_mostly_ask_are_questions,
    ),
    (
        "a manual with steps and options is a page",
        a_manual_is_a_page,
    ),
    ("prose stays prose", |folder| {
        let document = read(folder, "prose.md");
        same(&kinds(&document), &vec![Kind::Page])
    }),
];

const REFERENCE: &[(&str, Body)] = &[
    ("there are 112 questions", |folder| {
        same(&recall(folder).matched(), &112)
    }),
    ("fifty questions in five sections have answers", |folder| {
        let document = read(folder, "questions-and-answers.md");
        same(&counts(&document), &(5, 50, 50))
    }),
    (
        "the bank has 36 topics in eleven parts without answers",
        |folder| {
            let document = read(folder, "question-bank.md");
            same(&counts(&document), &(11, 36, 0))
        },
    ),
    (
        "the five scenarios have roles, plans and verdicts",
        |folder| {
            let document = read(folder, "mock-interview-scenarios.md");
            scenarios(&document, &[45, 60, 60, 60, 60])
        },
    ),
    (
        "the scenarios have 15 questions and 17 follow-ups",
        |folder| {
            let document = read(folder, "mock-interview-scenarios.md");
            let follow_ups: usize = document
                .questions()
                .map(|question| question.follow_ups.len())
                .sum();
            same(&(document.questions().count(), follow_ups), &(15, 17))
        },
    ),
    (
        "the playbook has five phases, five pairs and signs",
        |folder| {
            playbook(
                &read(folder, "interviewer-playbook.md"),
                &[(2, 3), (5, 10), (15, 20), (10, 15), (2, 3)],
                5,
            )
        },
    ),
    ("the transcript has eleven exchanges", |folder| {
        let document = read(folder, "interview-transcript.md");
        let names: Vec<String> = only_transcript(&document)?
            .speakers
            .iter()
            .map(|speaker| speaker.name.clone())
            .collect();
        match names.as_slice() {
            [a, b] => transcript(&document, 11, [a, b]),
            other => Err(format!("two speakers expected, found {other:?}").into()),
        }
    }),
];

fn comparison_sees_what_differs(_: &Path) -> Result<(), Failed> {
    let expected = r#"
        {"file": "a.md", "line": 1, "title": "Q1. What is `rye`?", "answered": true, "end_line": 9}
        {"file": "a.md", "line": 11, "title": "Why salt?", "answered": true, "section": "2. Salt"}
        {"file": "a.md", "line": 21, "title": "Why steam?", "answered": false, "follow_ups": 2}
        {"file": "a.md", "line": 31, "title": "Why stone?", "answered": false}
    "#;
    let found = r#"
        {"file": "a.md", "line": 1, "title": "what is rye", "answered": false, "end_line": 11}
        {"file": "a.md", "line": 14, "title": "Near enough", "answered": true, "section": "Salt"}
        {"file": "a.md", "line": 21, "title": "Why steam?", "answered": false, "follow_ups": 1}
        {"file": "a.md", "line": 35, "title": "Too far", "answered": false}
        {"file": "b.md", "line": 31, "title": "Why stone?", "answered": false}
        {"file": "b.md", "line": 40, "title": "Proposed", "answered": false, "kind": "prompt"}
    "#;
    let recall = Recall::new(rows(expected), rows(found));
    let said = [
        recall.missed(),
        recall.spurious(),
        recall.answered(),
        recall.section(),
        recall.end_line(),
        recall.follow_ups(),
    ];
    let expected = [
        "missed a.md:31: Why stone?",
        "spurious a.md:35: Too far",
        "spurious b.md:31: Why stone?",
        "answered false, expected true: a.md:1: Q1. What is `rye`?",
        "ends at Some(11), expected 9: a.md:1: Q1. What is `rye`?",
        "Some(1) follow-ups, expected 2: a.md:21: Why steam?",
    ];
    same(&said.concat(), &expected.map(str::to_owned).to_vec())
}

fn what_stands_above_the_first_scenario_is_kept(_: &Path) -> Result<(), Failed> {
    let document = understand(
        "A banner.\n\n# Interviews\n\nRead me first.\n\n## Baker\n\n### Role\n\n**Team**: Six\n\n\
         ### Format\n\n- 30 minutes: Dough\n\n### Question 1: Why yeast?\n\n**Answer:** Gas.\n",
    );
    same(&kinds(&document), &vec![Kind::Page, Kind::Scenario])?;
    let PartBody::Page(lead) = &document.parts[0].body else {
        return Err("a page expected in front".into());
    };
    same(&lead.plain_text().as_str(), &"A banner. Read me first.")
}

fn a_sub_heading_called_like_a_part_stays(_: &Path) -> Result<(), Failed> {
    for text in [
        "Bread\n\n1. How do you knead?\n\nBy hand.\n\n2. How do you judge a loaf?\n\nEvaluation\n\n\
         Tap it.\n\n3. How do you store it?\n\nDry.\n\n4. Why salt?\n\nFor taste.\n",
        "# Bread\n\n## Dough\n\n### How do you knead?\n\n#### Answer\n\n##### Format\n\nBy hand.\n\n\
         ### Position\n\n#### Answer\n\nUpright.\n\n### Why salt?\n\n#### Answer\n\nTaste.\n\n\
         ### Why steam?\n\n#### Answer\n\nCrust.\n",
    ] {
        let document = understand(text);
        same(&kinds(&document), &vec![Kind::Questions])?;
        same(&document.questions().count(), &4)?;
    }
    Ok(())
}

fn a_topic_called_like_a_label_is_a_topic(_: &Path) -> Result<(), Failed> {
    let document = understand(
        "Unit 1: Contracts\n\n1. Offer:\n\n- What makes an offer?\n\n2. Terms:\n\n- Which terms bind?\n\n\
         3. Evaluation:\n\n- How do you weigh both?\n\nUnit 2: Torts\n\n1. Position:\n\n- Who is liable?\n",
    );
    let titles: Vec<String> = document
        .questions()
        .map(|question| question.title_text())
        .collect();
    same(
        &titles.join(", ").as_str(),
        &"Offer, Terms, Evaluation, Position",
    )
}

fn phases_with_follow_ups_are_a_playbook(_: &Path) -> Result<(), Failed> {
    let document = understand(
        "# Hiring a carpenter\n\n## Opening (5 min)\n\n- \"Hello? How was the way?\"\n\n\
         **Follow-up:** \"And before that?\"\n\n## Practice (30 min)\n\n- \"Plane this board.\"\n",
    );
    same(&kinds(&document), &vec![Kind::Playbook])?;
    same(&document.questions().count(), &0)
}

fn two_interviewers_ask_one_candidate(_: &Path) -> Result<(), Failed> {
    let document = understand(
        "**Interviewer 1:** Why bread?\n\n**Candidate:** It rises.\n\n**Interviewer 2:** Why rye?\n\n\
         **Candidate:** It keeps.\n\n**Interviewer 1:** And salt?\n\n**Candidate:** Always.\n",
    );
    same(&kinds(&document), &vec![Kind::Transcript])?;
    let PartBody::Transcript(transcript) = &document.parts[0].body else {
        return Err("a conversation expected".into());
    };
    same(
        &(transcript.items.len(), transcript.speakers.len()),
        &(3, 3),
    )
}

fn numbered_lines_below_headings_are_questions(_: &Path) -> Result<(), Failed> {
    let document = understand(
        "# Gardening\n\n## Soil\n\n1. What is loam?\n\nStructure\n\nA mixture.\n\n1. Sand\n\nDrains.\n\n\
         2. Clay\n\nHolds.\n\n2. How do you test it?\n\nBy hand.\n\n## Plants\n\n1. When do you prune?\n\n\
         In spring.\n",
    );
    let titles: Vec<String> = document
        .questions()
        .map(|question| question.title_text())
        .collect();
    same(
        &titles.join(" ").as_str(),
        &"What is loam? How do you test it? When do you prune?",
    )?;
    same(&counts(&document).0, &2)
}

fn plain_headings_that_mostly_ask_are_questions(_: &Path) -> Result<(), Failed> {
    let text = |last: &str| {
        format!(
            "# Locks\n\n## What is a mutex?\n\nA lock.\n\n## What is a semaphore?\n\nA counter.\n\n\
             ## What is a monitor?\n\nBoth.\n\n## {last}\n\nYes.\n"
        )
    };
    let document = understand(&text("Is a spinlock fair?"));
    same(&kinds(&document), &vec![Kind::Questions])?;
    same(
        &document
            .questions()
            .filter(|found| found.is_answered())
            .count(),
        &4,
    )?;
    let essay = understand(&text("Lessons"));
    same(&kinds(&essay), &vec![Kind::Page])
}

fn a_manual_is_a_page(_: &Path) -> Result<(), Failed> {
    for text in [
        "# Oven\n\n## 1. Unpack\n\nLift it out.\n\n## 2. Connect\n\nPlug it in.\n\n## 3. Why wait?\n\n\
         It has to dry.\n\n## 4. Heat\n\nTo 200 degrees.\n",
        "# Oven\n\n## get\n\nReads a value.\n\n### Options\n\n- `-v` says more\n\n## set\n\nWrites one.\n\n\
         ### Options\n\n- `-f` forces it\n",
        "# Meeting\n\n## Agenda\n\n- 10 minutes: Ovens\n\n## Format\n\nRound table.\n",
        "How to change a wheel\n\n1. Park on level ground.\n\nUse the brake.\n\n2. Loosen the nuts.\n\n\
         By half a turn.\n\n3. Jack up the car.\n\nAt the mark.\n",
    ] {
        let document = understand(text);
        same(&kinds(&document), &vec![Kind::Page])?;
    }
    Ok(())
}

fn what_stands_right_below_a_meta_line_is_kept(_: &Path) -> Result<(), Failed> {
    let document = understand(
        "### Why does dough rise?\n**Tags:** yeast,\ngas\n**Time:** 5 min\nThink of bubbles.\n\n\
         #### Answer\nYeast.\n",
    );
    let question = document.questions().next().ok_or("a question expected")?;
    same(&question.tags, &vec!["yeast".to_owned(), "gas".to_owned()])?;
    same(&question.minutes, &Some(5))?;
    same(&question.prompt.plain_text().as_str(), &"Think of bubbles.")
}

fn recall(folder: &Path) -> Recall {
    let expected = fs::read_to_string(folder.join("expected.jsonl")).expect("the expectations");
    let found = Run::new(folder, &["list", ".", "--json"]);
    assert_eq!(found.code, 0, "{}", found.transcript());
    Recall::new(rows(&expected), rows(&found.stdout))
}

fn read(folder: &Path, name: &str) -> Document {
    let bytes = fs::read(folder.join(name)).expect("an example document");
    let file = SourceFile::new(FileId::new(name), name, &bytes);
    parse(&file, &ParseOptions::default()).value
}

fn understand(text: &str) -> Document {
    let file = SourceFile::new(FileId::new("a.md"), "a.md", text.as_bytes());
    parse(&file, &ParseOptions::default()).value
}

fn none(misses: Vec<String>) -> Result<(), Failed> {
    if misses.is_empty() {
        return Ok(());
    }
    Err(misses.join("\n").into())
}

fn same<T: PartialEq + std::fmt::Debug>(found: &T, expected: &T) -> Result<(), Failed> {
    if found == expected {
        return Ok(());
    }
    Err(format!("found    {found:?}\nexpected {expected:?}").into())
}

fn kinds(document: &Document) -> Vec<Kind> {
    document.parts.iter().map(Part::kind).collect()
}

/// Number of sections, of questions, and of answers.
fn counts(document: &Document) -> (usize, usize, usize) {
    let sections = document
        .parts
        .iter()
        .map(|part| match &part.body {
            PartBody::Questions(set) => set.sections.len(),
            _ => 0,
        })
        .sum();
    let answers = document
        .questions()
        .filter(|question| question.is_answered())
        .count();
    (sections, document.questions().count(), answers)
}

fn scenarios(document: &Document, minutes: &[u32]) -> Result<(), Failed> {
    let found: Vec<(&Part, &Scenario)> = document
        .parts
        .iter()
        .filter_map(|part| match &part.body {
            PartBody::Scenario(scenario) => Some((part, scenario)),
            _ => None,
        })
        .collect();
    let formats: Vec<&Format> = found
        .iter()
        .flat_map(|(_, scenario)| &scenario.items)
        .filter_map(|item| match item {
            ScenarioItem::Format(format) => Some(format),
            _ => None,
        })
        .collect();
    let totals: Vec<u32> = formats
        .iter()
        .map(|format| format.total.map_or(0, |(total, _)| total))
        .collect();
    same(&totals, &minutes.to_vec())?;
    let sums: Vec<u32> = formats
        .iter()
        .map(|format| format.steps.iter().map(|step| step.minutes).sum())
        .collect();
    same(&sums, &minutes.to_vec())?;
    let mut missing = Vec::new();
    for (part, scenario) in &found {
        let title = plain_text(&part.title);
        let mut want = |there: bool, what: &str| {
            if !there {
                missing.push(format!("{title}: {what}"));
            }
        };
        want(role_facts(scenario) >= 3, "facts about the role");
        want(part.questions().next().is_some(), "questions");
        let verdict = evaluation(scenario);
        want(verdict.is_some(), "a verdict");
        if let Some(verdict) = verdict {
            want(has_a_list(verdict.pass.as_ref()), "when to pass");
            want(
                has_a_list(verdict.strong_pass.as_ref()),
                "when to pass with praise",
            );
            want(has_a_list(verdict.fail.as_ref()), "when to fail");
        }
    }
    none(missing)?;
    same(&found.len(), &minutes.len())
}

fn role_facts(scenario: &Scenario) -> usize {
    scenario
        .items
        .iter()
        .map(|item| match item {
            ScenarioItem::Role { facts, .. } => facts
                .iter()
                .filter(|fact| !plain_text(&fact.key).is_empty())
                .filter(|fact| !plain_text(&fact.value).is_empty())
                .count(),
            _ => 0,
        })
        .sum()
}

fn evaluation(scenario: &Scenario) -> Option<&Evaluation> {
    scenario.items.iter().find_map(|item| match item {
        ScenarioItem::Evaluation(evaluation) => Some(evaluation),
        _ => None,
    })
}

fn has_a_list(criteria: Option<&Criteria>) -> bool {
    criteria.is_some_and(|criteria| criteria.prose.plain_text().len() > 20)
}

fn playbook(document: &Document, minutes: &[(u32, u32)], pairs: usize) -> Result<(), Failed> {
    let found: Vec<&Playbook> = document
        .parts
        .iter()
        .filter_map(|part| match &part.body {
            PartBody::Playbook(playbook) => Some(playbook),
            _ => None,
        })
        .collect();
    let [playbook] = found.as_slice() else {
        return Err(format!("a playbook expected, found {:?}", kinds(document)).into());
    };
    let phases: Vec<&Phase> = playbook
        .items
        .iter()
        .filter_map(|item| match item {
            PlaybookItem::Phase(phase) => Some(phase),
            _ => None,
        })
        .collect();
    let times: Vec<(u32, u32)> = phases.iter().map(|phase| phase.minutes).collect();
    same(&times, &minutes.to_vec())?;
    let silent: Vec<String> = phases
        .iter()
        .filter(|phase| phase.prompts.is_empty())
        .map(|phase| format!("no prompts in {}", plain_text(&phase.title)))
        .collect();
    none(silent)?;
    let advice: Vec<(String, String)> = playbook
        .items
        .iter()
        .filter_map(|item| match item {
            PlaybookItem::Pairs(pairs) => Some(pairs),
            _ => None,
        })
        .flatten()
        .map(|pair| (pair.avoid.plain_text(), pair.say.plain_text()))
        .collect();
    same(&advice.len(), &pairs)?;
    let empty = |(avoid, say): &&(String, String)| avoid.is_empty() || say.is_empty();
    same(&advice.iter().find(empty), &None)?;
    let count = |wanted: fn(&PlaybookItem) -> bool| {
        let items = playbook.items.iter();
        items.filter(|item| wanted(item)).count()
    };
    let strong = count(|item| matches!(item, PlaybookItem::Strong(_)));
    let red = count(|item| matches!(item, PlaybookItem::RedFlags(_)));
    same(&(strong, red), &(1, 1))
}

fn only_transcript(document: &Document) -> Result<&Transcript, Failed> {
    document
        .parts
        .iter()
        .find_map(|part| match &part.body {
            PartBody::Transcript(transcript) => Some(transcript),
            _ => None,
        })
        .ok_or_else(|| format!("a transcript expected, found {:?}", kinds(document)).into())
}

fn transcript(document: &Document, exchanges: usize, names: [&str; 2]) -> Result<(), Failed> {
    let transcript = only_transcript(document)?;
    let speakers: Vec<(&str, SpeakerRole)> = transcript
        .speakers
        .iter()
        .map(|speaker| (speaker.name.as_str(), speaker.role))
        .collect();
    let [asks, answers] = names;
    same(
        &speakers,
        &vec![
            (asks, SpeakerRole::Interviewer),
            (answers, SpeakerRole::Candidate),
        ],
    )?;
    let mut found = 0;
    let mut silent = Vec::new();
    for item in &transcript.items {
        let TranscriptItem::Exchange(exchange) = item else {
            continue;
        };
        found += 1;
        if exchange.replies.is_empty() {
            silent.push(format!("nobody replies to '{}'", exchange.title_text()));
        }
    }
    none(silent)?;
    same(&found, &exchanges)
}

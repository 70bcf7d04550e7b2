//! A scenario, a playbook and a transcript.

use super::questions::full_question;
use super::{line, mentions, page};
use crate::view::PageContext;
use crate::view::context::{
    Body, CriteriaContext, FactContext, MentionsContext, PairContext, PlaybookContext,
    PlaybookItemContext, ScenarioContext, ScenarioItemContext, StepContext, TranscriptContext,
    TranscriptItemContext, TurnContext,
};

pub(super) fn scenario() -> PageContext {
    let fact = |key: &str, value: &str| FactContext {
        key_html: key.into(),
        value_html: value.into(),
    };
    let step = |minutes, percent, html: &str| StepContext {
        minutes,
        percent,
        html: html.into(),
    };
    let criteria = |verdict: &str, label: &str, html: &str| CriteriaContext {
        verdict: verdict.into(),
        label_html: label.into(),
        html: html.into(),
    };
    let items = vec![
        ScenarioItemContext::Role {
            id: "role".into(),
            facts: vec![
                fact("Position", "On-call engineer"),
                fact("Team", "Six engineers, two time zones"),
                fact("Stack", "Go, Postgres, <code>kubernetes</code>"),
            ],
            html: "<p>The candidate joins a rota in their second month.</p>".into(),
        },
        ScenarioItemContext::Format {
            id: "interview-format".into(),
            minutes: 45,
            steps: vec![
                step(5, 11, "Warm-up"),
                step(25, 56, "An incident, step by step"),
                step(10, 22, "Reading a graph"),
                step(5, 11, "Questions of the candidate"),
            ],
            html: String::new(),
        },
        ScenarioItemContext::Question(Box::new(full_question())),
        ScenarioItemContext::Evaluation {
            id: "evaluation".into(),
            html: "<p>Judge the way, not the speed.</p>".into(),
            criteria: vec![
                criteria(
                    "pass",
                    "Pass",
                    "<ul><li>Asks before acting</li><li>Knows when to wake somebody</li></ul>",
                ),
                criteria(
                    "strong-pass",
                    "Strong pass",
                    "<ul><li>Writes down what was tried</li><li>Thinks of the people who wait</li></ul>",
                ),
                criteria("fail", "Fail", "<ul><li>Restarts until it works</li></ul>"),
            ],
        },
        ScenarioItemContext::Prose {
            html: "<p>Thank the candidate, and say when they will hear from you.</p>".into(),
        },
    ];
    let mut page = page(
        "interviews/on-call.html",
        "On-call engineer",
        Body::Scenario(ScenarioContext { items }),
    );
    page.contents = vec![
        line("Role", "#role"),
        line("Interview format", "#interview-format"),
        line(
            "Why do requests wait although the database is idle?",
            "#pool-wait",
        ),
        line("Evaluation criteria", "#evaluation"),
    ];
    page
}

pub(super) fn playbook() -> PageContext {
    let advice = |sense: &str, title: &str, html: &str| PlaybookItemContext::Advice {
        sense: sense.into(),
        id: format!("advice-{sense}"),
        title_html: title.into(),
        html: html.into(),
    };
    let items = vec![
        PlaybookItemContext::Prose {
            html: "<p>You lead the conversation; the candidate should do most of the talking.</p>".into(),
        },
        PlaybookItemContext::Phase {
            id: "opening".into(),
            title_html: "Opening".into(),
            label: "Opening".into(),
            minutes_from: 5,
            minutes_to: 5,
            html: "<p>Say who you are and what will happen.</p><ul><li>“Which system did you last look after?”</li></ul>".into(),
        },
        PlaybookItemContext::Phase {
            id: "design".into(),
            title_html: "A system together".into(),
            label: "A system together".into(),
            minutes_from: 15,
            minutes_to: 20,
            html: "<p>Draw, ask, and let them correct you.</p>".into(),
        },
        advice("do", "Always", "<ul><li>Leave silence</li><li>Ask for the reason</li></ul>"),
        advice("avoid", "", "<ul><li>Trick questions</li></ul>"),
        PlaybookItemContext::Pairs {
            pairs: vec![PairContext {
                avoid_html: "<p>“That is wrong.”</p>".into(),
                say_html: "<p>“What would happen if two of them arrive at once?”</p>".into(),
            }],
        },
        advice("strong", "What speaks for them", "<ul><li>Says what they do not know</li></ul>"),
    ];
    let body = PlaybookContext {
        items,
        minutes_from: 20,
        minutes_to: 25,
    };
    let mut page = page(
        "interviews/holding.html",
        "Holding the interview",
        Body::Playbook(body),
    );
    page.contents = vec![
        line("Opening", "#opening"),
        line("A system together", "#design"),
    ];
    page
}

pub(super) fn transcript() -> PageContext {
    let turn = |speaker: &str, role: &str, html: &str| TurnContext {
        speaker: speaker.into(),
        role: role.into(),
        html: html.into(),
    };
    let items = vec![
        TranscriptItemContext::Prose {
            html: "<p>Half an hour, shortened; names are changed.</p>".into(),
        },
        TranscriptItemContext::Exchange {
            id: "cache-first".into(),
            replies_id: "cache-first-replies".into(),
            question: turn(
                "Ada",
                "interviewer",
                "<p>You said you would put a cache in front of it. What do you lose?</p>",
            ),
            replies: vec![
                turn(
                    "Brook",
                    "candidate",
                    "<p>Freshness, mostly. And I have to decide who empties it.</p><p>I would begin with a short time to live and see whether anybody notices.</p>",
                ),
                turn(
                    "Brook",
                    "candidate",
                    "<p>Also the first request after that is slow.</p>",
                ),
            ],
            mentions: mentions(),
            edit_url: Some("https://git.example/edit/content/talk.md#L9".into()),
        },
        TranscriptItemContext::Exchange {
            id: "cache-last".into(),
            replies_id: "cache-last-replies".into(),
            question: turn(
                "Ada",
                "interviewer",
                "<p>Anything you would like to ask us?</p>",
            ),
            replies: Vec::new(),
            mentions: MentionsContext::default(),
            edit_url: None,
        },
    ];
    page(
        "interviews/talk.html",
        "A conversation about caching",
        Body::Transcript(TranscriptContext { items }),
    )
}

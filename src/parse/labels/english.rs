//! English words that mark a part.

use super::Label;

/// Labels with their words, folded.
pub(super) const LABELS: &[(Label, &[&str])] = &[
    (Label::Question, &["question", "the question", "problem"]),
    (
        Label::Answer,
        &[
            "answer",
            "answers",
            "the answer",
            "a",
            "ans",
            "expected answer",
            "expected answers",
            "expected response",
            "sample answer",
            "sample response",
            "example answer",
            "model answer",
            "suggested answer",
            "ideal answer",
            "possible answer",
            "correct answer",
            "short answer",
            "solution",
            "sample solution",
            "ideal response",
            "ideal candidate response",
            "good answer",
            "example response",
            "expected approach",
            "suggested response",
            "model response",
            "reference answer",
            "answer guide",
            "detailed answer",
            "full answer",
            "strong interview answer",
            "interview answer",
            "best answer",
        ],
    ),
    (
        Label::FollowUp,
        &[
            "follow up",
            "followup",
            "follow up question",
            "followup question",
            "additional follow up",
            "additional follow up question",
            "follow up q",
            "follow up scenario",
            "possible follow up",
            "probing question",
        ],
    ),
    (
        Label::FollowUps,
        &[
            "follow ups",
            "followups",
            "follow up questions",
            "followup questions",
            "possible follow ups",
            "probing questions",
            "probes",
        ],
    ),
    (Label::Hints, &["hint", "hints", "tip for the candidate"]),
    (Label::Options, &["options", "choices", "answer options"]),
    (
        Label::Rubric,
        &[
            "rubric",
            "scoring rubric",
            "grading",
            "what to look for",
            "what to listen for",
        ],
    ),
    (
        Label::Minimum,
        &[
            "minimum acceptable",
            "minimum acceptable answer",
            "minimum",
            "minimum answer",
            "acceptable answer",
            "must have",
            "must mention",
            "should mention at least",
            "acceptable",
            "baseline",
            "baseline answer",
            "minimum bar",
        ],
    ),
    (
        Label::Strong,
        &[
            "strong answer",
            "strong answer includes",
            "strong answers include",
            "a strong answer includes",
            "excellent answer",
            "great answer",
            "good to hear",
            "bonus points",
            "nice to have",
            "bonus",
            "exceptional answer",
            "outstanding answer",
            "strong",
            "strong response",
            "strong response includes",
            "excellent",
        ],
    ),
    (
        Label::RedFlags,
        &[
            "red flag",
            "red flags",
            "warning signs",
            "common mistakes",
            "weak answer",
            "weak",
            "weak response",
            "concerns",
            "poor answer",
        ],
    ),
    (
        Label::Notes,
        &[
            "notes",
            "interviewer notes",
            "notes for the interviewer",
            "what it probes",
        ],
    ),
    (Label::Level, &["level", "difficulty", "seniority"]),
    (Label::Tags, &["tags", "tag", "topics"]),
    (
        Label::Minutes,
        &["time", "minutes", "duration", "time limit"],
    ),
    (
        Label::Role,
        &[
            "role",
            "role description",
            "your role",
            "the role",
            "position",
            "about the role",
            "job description",
            "candidate profile",
            "the position",
            "role overview",
            "position details",
        ],
    ),
    (
        Label::Format,
        &[
            "interview format",
            "format",
            "interview structure",
            "schedule",
            "time plan",
            "agenda",
            "interview plan",
            "interview outline",
            "interview schedule",
            "time allocation",
        ],
    ),
    (
        Label::Evaluation,
        &[
            "evaluation criteria",
            "evaluation",
            "assessment criteria",
            "hiring decision",
            "decision criteria",
            "scoring",
            "scorecard",
            "scoring criteria",
            "hiring criteria",
        ],
    ),
    (Label::Pass, &["pass", "hire"]),
    (Label::StrongPass, &["strong pass", "strong hire"]),
    (Label::Fail, &["fail", "no hire", "do not hire", "no pass"]),
    (
        Label::StrongIndicators,
        &[
            "strong indicators",
            "strong signals",
            "green flags",
            "positive signals",
            "positive indicators",
        ],
    ),
    (Label::Do, &["do", "dos", "always do", "always"]),
    (
        Label::Avoid,
        &["don't", "don'ts", "dont", "never do", "never", "avoid"],
    ),
    (Label::Instead, &["instead of", "rather than", "don't say"]),
    (Label::Say, &["say", "ask", "try", "do say"]),
    (
        Label::Contents,
        &["table of contents", "contents", "toc", "index"],
    ),
    (
        Label::Interviewer,
        &["interviewer", "hiring manager", "recruiter", "host", "q"],
    ),
    (
        Label::Candidate,
        &[
            "candidate",
            "interviewee",
            "applicant",
            "guest",
            "you",
            "me",
        ],
    ),
    (Label::Questions, &["questions", "interview questions"]),
    (Label::Glossary, &["glossary", "terms", "terminology"]),
];

/// Words before a number that make a heading a question.
pub(super) const QUESTION_WORDS: &[&str] = &["q", "que", "ques", "question"];

/// Labels that other texts have, too: what is wrong, and what helps.
pub(super) const AMBIGUOUS: &[&str] = &[
    "acceptable",
    "example answer",
    "example response",
    "excellent",
    "minimum",
    "solution",
    "strong",
];

/// Verbs before an answer's label in a fold's summary.
pub(super) const SHOW_WORDS: &[&str] =
    &["show", "view", "see", "reveal", "click", "open", "toggle"];

/// Answers that promise an answer.
pub(super) const PLACEHOLDERS: &[&str] = &[
    "todo",
    "tbd",
    "tba",
    "wip",
    "n/a",
    "to be completed",
    "to be done",
    "to be added",
    "to be written",
    "coming soon",
    "answer here",
    "answer goes here",
    "your answer here",
    "add answer here",
    "write your answer here",
    "no answer yet",
    "not answered yet",
    "pending",
    "work in progress",
];

/// Words of links that lead back to the top.
pub(super) const BACK_TO_TOP: &[&str] = &[
    "top",
    "to top",
    "to the top",
    "back to top",
    "back to the top",
    "go to top",
    "return to top",
    "back to contents",
    "back to table of contents",
    "up",
];

/// Words that mean minutes.
pub(super) const MINUTES: &[&str] = &["minute", "minutes", "min", "mins", "m"];

/// Words that mean hours.
pub(super) const HOURS: &[&str] = &["hour", "hours", "hr", "hrs", "h"];

/// Words that titles of questions and tasks start with, also where no question mark ends them.
/// (`Do`, `When` and the like start rules and steps as well.)
pub(super) const ASKING: &[&str] = &[
    "compare",
    "define",
    "describe",
    "design",
    "differentiate",
    "discuss",
    "explain",
    "give",
    "how",
    "implement",
    "list",
    "name",
    "outline",
    "tell",
    "walk",
    "what",
    "which",
    "why",
    "write",
];

/// Pairs of words that instructions start with.
pub(super) const HOW_TO: &[(&str, &str)] = &[("how", "to")];

/// Words that say that a time is the whole time.
pub(super) const TOTAL: &[&str] = &["total", "altogether", "overall", "whole"];

/// Words before a colon that belong to what is asked.
pub(super) const PROMPT_LABELS: &[&str] = &[
    "background",
    "code",
    "constraint",
    "constraints",
    "context",
    "description",
    "example",
    "examples",
    "example input",
    "example output",
    "function signature",
    "given",
    "input",
    "input format",
    "instructions",
    "output",
    "output format",
    "prompt",
    "requirements",
    "sample input",
    "sample output",
    "schema",
    "setup",
    "signature",
    "situation",
    "task",
    "your task",
];

/// Words of headings that speak of answers: what stands below may be a key.
pub(super) const ANSWER_WORDS: &[&str] =
    &["answer", "answers", "responses", "solution", "solutions"];

/// Headings of answers that stand apart from their questions.
pub(super) const KEYS: &[&str] = &["key", "keys", "answer key", "key to the answers"];

/// Words of headings that speak of questions, and so are no key.
pub(super) const ASKED_WORDS: &[&str] = &["question", "questions", "q", "quiz"];

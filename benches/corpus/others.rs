//! What stands beside questions in a guide: scenarios, playbooks, transcripts, a glossary.

use super::code;
use super::random::Random;
use super::words::{capital, paragraph, sentence, subject, words};

/// How many terms the glossary explains.
const TERMS: usize = 40;

/// Code in these files has numbers that no question has.
const FIRST_BLOCK: usize = 1 << 40;

/// Number `index` of the documents that are no questions: path and Markdown.
pub fn document(index: usize) -> (String, String, String) {
    let mut random = Random::of(5, index);
    let random = &mut random;
    let kinds = [scenario, playbook, transcript];
    let names = ["scenario", "playbook", "transcript"];
    let kind = index % kinds.len();
    let title = format!("{} {}", capital(names[kind]), words(random, 3));
    let path = format!("interviews/{}-{index:03}.md", names[kind]);
    (path, title, kinds[kind](random, index))
}

fn scenario(random: &mut Random, index: usize) -> String {
    let mut out = format!(
        "### Role\n\n**Position**: {}\n\n{}\n\n### Interview format\n\n",
        words(random, 2),
        paragraph(random, 40)
    );
    for minutes in [5, 15, 20, 5] {
        out += &format!("- {minutes} minutes: {}\n", words(random, 3));
    }
    out.push('\n');
    for number in 1..=4 {
        let (language, text) = code::block(FIRST_BLOCK + index * 8 + number);
        out += &format!(
            "### Question {number}: What of {}?\n\n{}\n\n**Expected Answer:**\n\n{}\n\n\
             ```{language}\n{text}```\n\n",
            words(random, 5),
            paragraph(random, 20),
            paragraph(random, 60),
        );
    }
    out += "### Evaluation criteria\n";
    for name in ["Pass", "Strong pass", "Fail"] {
        out += &format!(
            "\n**{name}:**\n\n- {}\n- {}\n",
            sentence(random, 8),
            sentence(random, 8)
        );
    }
    out
}

fn playbook(random: &mut Random, _: usize) -> String {
    let mut out = String::new();
    for (number, minutes) in [(1, 5), (2, 25), (3, 10)] {
        out += &format!(
            "### Phase {number}: {} ({minutes} minutes)\n\n{}\n\n- \"{}?\"\n- \"{}?\"\n\n",
            capital(&words(random, 2)),
            paragraph(random, 40),
            capital(&words(random, 8)),
            capital(&words(random, 6)),
        );
    }
    for name in ["Strong indicators", "Red flags"] {
        out += &format!(
            "### {name}\n\n- {}\n- {}\n\n",
            sentence(random, 8),
            sentence(random, 9)
        );
    }
    out
}

fn transcript(random: &mut Random, _: usize) -> String {
    let mut out = String::new();
    for _ in 0..8 {
        out += &format!(
            "**Interviewer:** {}\n\n**Candidate:** {}\n\n",
            sentence(random, 12).replace('.', "?"),
            paragraph(random, 45),
        );
    }
    out
}

/// The glossary, of words that the questions use.
pub fn glossary() -> String {
    let mut random = Random::of(6, 0);
    let mut out = String::new();
    for term in subject().iter().step_by(5).take(TERMS) {
        let meaning = sentence(&mut random, 12);
        out += &format!("{}\n: {meaning}\n\n", capital(term));
    }
    out
}

//! One question with its parts, about 180 words.

use super::code;
use super::random::Random;
use super::words::{paragraph, sentence, word, words};
use super::{QUESTIONS_A_FILE, Style, file_path};

const LEVELS: [&str; 4] = ["junior", "mid", "senior", "staff"];

/// What questions are about. The first ones come up most.
pub const TAGS: [&str; 36] = [
    "databases",
    "concurrency",
    "networking",
    "testing",
    "caching",
    "indexes",
    "transactions",
    "http",
    "memory",
    "security",
    "observability",
    "queues",
    "replication",
    "deployment",
    "algorithms",
    "data-structures",
    "api-design",
    "isolation",
    "scheduling",
    "storage",
    "profiling",
    "migrations",
    "consensus",
    "streaming",
    "containers",
    "search",
    "compilers",
    "time",
    "encoding",
    "backups",
    "capacity",
    "incidents",
    "estimation",
    "review",
    "types",
    "generics",
];

/// A tag; the first ones most often.
pub fn tag(random: &mut Random) -> &'static str {
    let end = random.between(1, TAGS.len() + 1);
    TAGS[random.below(end)]
}

/// The title of a question. Its anchor is the same in every tool: words and spaces only, and its
/// number, so that no two are alike.
pub fn title(index: usize) -> String {
    const STARTS: [&str; 8] = [
        "How does the",
        "When would you use a",
        "What happens to the",
        "Why is a",
        "How do you test the",
        "What does it cost when a",
        "Which limits has the",
        "How would you explain a",
    ];
    let mut random = Random::of(3, index);
    let start = random.pick(&STARTS);
    let count = random.between(3, 7);
    format!("{start} {} {}", words(&mut random, count), index + 1)
}

/// The fragment of a question's heading.
fn anchor(index: usize) -> String {
    title(index).to_lowercase().replace(' ', "-")
}

/// How far back links lead: every question is linked from elsewhere about as often.
const REACH: usize = 400;

/// A link from a question to an earlier one, in this file or another.
fn link(random: &mut Random, style: Style, index: usize) -> String {
    let to = index.saturating_sub(random.between(1, REACH));
    let words = words(random, 3);
    let file = to / QUESTIONS_A_FILE;
    let here = index / QUESTIONS_A_FILE;
    let path = match file == here {
        true => String::new(),
        false => style.path(&file_path(here), &file_path(file)),
    };
    format!("[{words}]({path}#{})", anchor(to))
}

/// Question number `index` as Markdown.
pub fn markdown(style: Style, index: usize) -> String {
    let mut random = Random::of(4, index);
    let random = &mut random;
    let mut out = format!("### {}?\n\n", title(index));
    let tags = [tag(random), tag(random)];
    let tags = if tags[0] == tags[1] {
        &tags[..1]
    } else {
        &tags[..]
    };
    out += &format!(
        "**Level:** {} · **Tags:** {} · **Time:** {} min\n\n{}\n\n",
        random.pick(&LEVELS),
        tags.join(", "),
        random.between(1, 9) * 5,
        paragraph(random, 24),
    );
    if index % 6 == 1 {
        options(random, &mut out);
    }
    if index % 4 == 2 {
        out += "#### Hints\n\n";
        for number in 1..=random.between(1, 3) {
            out += &format!("{number}. {}\n", sentence(random, 7));
        }
        out.push('\n');
    }
    out += &format!("#### Answer\n\n{}\n\n", paragraph(random, 46));
    for _ in 0..random.between(2, 5) {
        let count = random.between(6, 10);
        out += &format!("- {}\n", sentence(random, count));
    }
    out.push('\n');
    if has_code(index) {
        let (language, text) = code::block(blocks_before(index));
        out += &format!("```{language}\n{text}```\n\n");
    }
    let count = random.between(14, 26);
    let rest = paragraph(random, count);
    match index % 3 {
        0 => out += &format!("{rest} See {}.\n\n", link(random, style, index)),
        _ => out += &format!("{rest}\n\n"),
    }
    if index % 9 == 4 {
        table(random, &mut out);
    }
    if index.is_multiple_of(2) {
        out += "#### Follow-ups\n\n";
        for _ in 0..2 {
            let words = words(random, 6);
            out += &format!("- What about {words}?\n\n  {}\n\n", sentence(random, 10));
        }
    }
    if index % 3 != 1 {
        rubric(random, &mut out);
    }
    out
}

/// Whether a question has code: three of five have.
fn has_code(index: usize) -> bool {
    matches!(index % 5, 0 | 2 | 4)
}

/// How many questions before this one have code.
fn blocks_before(index: usize) -> usize {
    index / 5 * 3 + (index % 5).div_ceil(2)
}

fn options(random: &mut Random, out: &mut String) {
    *out += "#### Options\n\n";
    let right = random.below(4);
    for option in 0..4 {
        let mark = if option == right { 'x' } else { ' ' };
        *out += &format!("- [{mark}] {} {}\n", words(random, 4), option + 1);
    }
    out.push('\n');
}

fn table(random: &mut Random, out: &mut String) {
    *out += &format!("| {} | {} |\n|---|---|\n", word(random), word(random));
    for row in 1..4 {
        *out += &format!(
            "| {} | {} |\n",
            words(random, 2),
            row * random.between(2, 90)
        );
    }
    out.push('\n');
}

fn rubric(random: &mut Random, out: &mut String) {
    *out += "#### Rubric\n";
    for name in ["Minimum acceptable", "Strong answer", "Red flags"] {
        *out += &format!("\n**{name}**\n\n- {}\n", sentence(random, 6));
    }
    out.push('\n');
}

//! Random edits of guides in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use prepbook::config::Config;
use prepbook::pipeline::{Builder, Called};
use prepbook::source::site::LEDGER_FILE;
use prepbook::source::{FileId, Inputs, SourceFile};
use proptest::prelude::{
    ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use proptest::{collection, sample};

/// Files of a guide that is only in memory: each a list of questions.
type Guide = BTreeMap<&'static str, Vec<Question>>;

/// A question that knows who it is: what was asked first.
#[derive(Clone, Debug)]
struct Question {
    number: u32,
    title: String,
    text: String,
}

const WORDS: [&str; 24] = [
    "lock", "queue", "cache", "index", "thread", "stack", "heap", "join", "shard", "token",
    "socket", "frame", "buffer", "cursor", "vector", "graph", "tree", "proxy", "signal", "mount",
    "kernel", "shell", "parser", "linker",
];

const FILES: [&str; 3] = ["a.md", "b.md", "deep/c.md"];

impl Question {
    /// Titles and texts that look alike, some of them the same.
    fn new(number: u32, seed: u64) -> Self {
        let word = |at: u64| WORDS[(seed >> (5 * at)) as usize % WORDS.len()];
        let title = match seed % 5 {
            0 => "What is printed?".to_owned(),
            1 => format!("What is a {}?", word(0)),
            2 => format!("Explain the {} of a {}", word(0), word(1)),
            _ => format!("How does a {} know its {}, {number}?", word(0), word(1)),
        };
        let text = match seed % 3 {
            0 => String::new(),
            _ => {
                (0..12)
                    .map(|at| format!("{} ", word(at)))
                    .collect::<String>()
                    + word(3)
            }
        };
        Self {
            number,
            title,
            text,
        }
    }

    fn markdown(&self) -> String {
        let Self { title, text, .. } = self;
        match text.is_empty() {
            true => format!("## {title} {{.q}}\n\n### Answer\n\nNone yet.\n\n"),
            false => format!("## {title}\n\n### Answer\n\n{text}.\n\n"),
        }
    }
}

#[derive(Clone, Debug)]
enum Edit {
    Add(&'static str, usize, u64),
    Remove(&'static str, usize),
    Reword(&'static str, usize, usize),
    Answer(&'static str, usize, u64),
    Move(&'static str, usize, &'static str, usize),
    Swap(&'static str, usize, usize),
    Write,
}

fn file() -> impl Strategy<Value = &'static str> {
    sample::select(&FILES[..])
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let place = any::<usize>;
    let edit = prop_oneof![
        2 => (file(), place(), any::<u64>()).prop_map(|(file, at, seed)| Edit::Add(file, at, seed)),
        1 => (file(), place()).prop_map(|(file, at)| Edit::Remove(file, at)),
        3 => (file(), place(), 0..WORDS.len()).prop_map(|(file, at, word)| Edit::Reword(file, at, word)),
        2 => (file(), place(), any::<u64>()).prop_map(|(file, at, seed)| Edit::Answer(file, at, seed)),
        2 => (file(), place(), file(), place()).prop_map(|(a, at, b, to)| Edit::Move(a, at, b, to)),
        1 => (file(), place(), place()).prop_map(|(file, one, other)| Edit::Swap(file, one, other)),
        2 => proptest::prelude::Just(Edit::Write),
    ];
    collection::vec(edit, 1..12)
}

/// A guide with a question for each seed.
fn started(seeds: &[Vec<u64>], next: &mut u32) -> Guide {
    let mut guide = Guide::new();
    for (file, seeds) in FILES.iter().zip(seeds) {
        let questions = guide.entry(file).or_default();
        for seed in seeds {
            questions.push(Question::new(*next, *seed));
            *next += 1;
        }
    }
    guide
}

/// Does what an edit says. `touched` gets the numbers of questions that look otherwise now, or are in
/// another file.
fn apply(guide: &mut Guide, edit: &Edit, touched: &mut BTreeSet<u32>, next: &mut u32) {
    let len = |guide: &Guide, file: &str| guide.get(file).map_or(0, Vec::len);
    match edit {
        Edit::Add(file, at, seed) => {
            let question = Question::new(*next, *seed);
            touched.insert(*next);
            *next += 1;
            let place = at % (len(guide, file) + 1);
            guide.entry(file).or_default().insert(place, question);
        }
        Edit::Write => {}
        Edit::Remove(file, at)
        | Edit::Reword(file, at, _)
        | Edit::Answer(file, at, _)
        | Edit::Move(file, at, ..)
        | Edit::Swap(file, at, _) => {
            let count = len(guide, file);
            if count == 0 {
                return;
            }
            let at = at % count;
            let questions = guide.entry(file).or_default();
            match edit {
                Edit::Remove(..) => {
                    questions.remove(at);
                }
                Edit::Reword(_, _, word) => {
                    touched.insert(questions[at].number);
                    let title = &mut questions[at].title;
                    let first = title.split(' ').next().unwrap_or_default().to_owned();
                    *title = title.replacen(&first, WORDS[*word], 1);
                }
                Edit::Answer(_, _, seed) => {
                    touched.insert(questions[at].number);
                    questions[at].text = Question::new(0, *seed | 1).text;
                }
                Edit::Move(_, _, to, place) => {
                    let question = questions.remove(at);
                    touched.insert(question.number);
                    let place = place % (len(guide, to) + 1);
                    guide.entry(to).or_default().insert(place, question);
                }
                Edit::Swap(_, _, other) => questions.swap(at, other % count),
                Edit::Add(..) | Edit::Write => {}
            }
        }
    }
}

/// Reads the guide with the ids that were written last.
fn read(guide: &Guide, ledger: Option<&str>, builder: &mut Builder) -> Called {
    let documents = guide.iter().map(|(path, questions)| {
        let mut text = "---\nquestion-level: 2\n---\n\n# Questions\n\n".to_owned();
        for question in questions {
            let _ = write!(text, "{}", question.markdown());
        }
        SourceFile::new(FileId::new(*path), *path, text.as_bytes())
    });
    let inputs = Inputs {
        documents: documents.collect(),
        ledger: ledger
            .map(|text| SourceFile::new(FileId::new(LEDGER_FILE), LEDGER_FILE, text.as_bytes())),
        ..Inputs::default()
    };
    builder.ids(&inputs, &Config::default())
}

/// The id of each question by its number.
fn by_number(guide: &Guide, called: &Called) -> BTreeMap<u32, String> {
    let mut ids = BTreeMap::new();
    for (questions, found) in guide.values().zip(&called.settled.ids) {
        assert_eq!(questions.len(), found.len(), "each question is read");
        let numbers = questions.iter().map(|question| question.number);
        ids.extend(numbers.zip(found.iter().map(ToString::to_string)));
    }
    ids
}

/// What a question is told by, its place apart.
fn looks(guide: &Guide) -> BTreeMap<u32, (&'static str, String)> {
    let files = guide.iter();
    files
        .flat_map(|(file, questions)| {
            questions
                .iter()
                .map(|question| (question.number, (*file, question.markdown())))
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 250,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn who_was_not_touched_keeps_the_id_and_no_two_have_one(
        seeds in collection::vec(collection::vec(any::<u64>(), 0..12), FILES.len()),
        edits in edits(),
    ) {
        let mut next = 0;
        let mut guide = started(&seeds, &mut next);
        let mut builder = Builder::default();
        let first = read(&guide, None, &mut builder);
        let mut ledger = first.text();
        let mut known = by_number(&guide, &first);
        let mut before = looks(&guide);
        let mut touched = BTreeSet::new();
        for edit in &edits {
            apply(&mut guide, edit, &mut touched, &mut next);
            let called = read(&guide, Some(&ledger), &mut builder);
            let clean = read(&guide, Some(&ledger), &mut Builder::default());
            prop_assert_eq!(&called.settled, &clean.settled);
            let ids = by_number(&guide, &called);
            let all: BTreeSet<&String> = ids.values().collect();
            prop_assert_eq!(all.len(), ids.len(), "an id is given twice");
            let now = looks(&guide);
            let is_touched = |look| touched.iter().any(|number| now.get(number) == Some(look));
            for (number, id) in &ids {
                let look = &now[number];
                // Those that nothing tells apart may change places with each other.
                if touched.contains(number) || is_touched(look) {
                    continue;
                }
                let twins: BTreeSet<&String> = before
                    .iter()
                    .filter(|(_, other)| *other == look)
                    .map(|(twin, _)| &known[twin])
                    .collect();
                prop_assert!(twins.contains(id), "{} of {:?} is not among {:?}", id, look, twins);
            }
            if matches!(edit, Edit::Write) {
                prop_assert!(called.settled.contested.is_empty() || !called.settled.is_current());
                ledger = called.text();
                let again = read(&guide, Some(&ledger), &mut builder);
                // Written once, it stays: only what is unclear is still to be said.
                prop_assert_eq!(&again.text(), &ledger);
                prop_assert_eq!(&again.settled.changes, &Vec::new());
                known = ids;
                before = looks(&guide);
                touched = called
                    .settled
                    .contested
                    .iter()
                    .flat_map(|contested| &contested.questions)
                    .map(|(document, place)| {
                        guide.values().nth(*document).expect("a file")[*place].number
                    })
                    .collect();
            }
        }
    }

    #[test]
    fn lines_of_any_states_put_together_give_no_id_twice(
        seeds in collection::vec(collection::vec(any::<u64>(), 0..12), FILES.len()),
        edits in edits(),
    ) {
        let mut next = 0;
        let mut guide = started(&seeds, &mut next);
        let mut builder = Builder::default();
        let (mut lines, mut last) = (String::new(), String::new());
        for edit in &edits {
            let text = read(&guide, Some(&last), &mut builder).text();
            lines.push_str(&text);
            last = text;
            apply(&mut guide, edit, &mut BTreeSet::new(), &mut next);
        }
        let called = read(&guide, Some(&lines), &mut builder);
        let ids = by_number(&guide, &called);
        let all: BTreeSet<&String> = ids.values().collect();
        prop_assert_eq!(all.len(), ids.len(), "an id is given twice");
    }
}

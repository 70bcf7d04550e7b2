//! Guides that are edited between two readings: which question keeps which id.

use std::ops::Deref;

use crate::diagnostic::Diagnostic;
use crate::parse::{ParseOptions, parse};
use crate::source::{FileId, SourceFile};

use super::{ChangeKind, Ledger, Settled, Shown, asked, named, read, report, settle, text};

/// Files of a guide by their paths.
type Files<'a> = &'a [(&'a str, &'a str)];

/// What was settled, and the file as it should be.
struct Written {
    settled: Settled,
    text: String,
}

impl Deref for Written {
    type Target = Settled;

    fn deref(&self) -> &Settled {
        &self.settled
    }
}

/// What was settled for `files` with what the file of ids says.
fn settled(ids: Option<&str>, files: Files<'_>) -> (Written, Vec<Diagnostic>) {
    let ledger = match ids {
        Some(text) => read(&source("prepbook.ids", text)).value,
        None => Ledger::default(),
    };
    let documents: Vec<_> = files
        .iter()
        .map(|(path, text)| {
            let document = parse(&source(path, text), &ParseOptions::default()).value;
            let asked = asked::of(&document, text);
            (document, asked)
        })
        .collect();
    let shown: Vec<Shown<'_>> = documents
        .iter()
        .map(|(document, asked)| Shown { document, asked })
        .collect();
    let settled = settle(&ledger, &shown);
    for (shown, ids) in shown.iter().zip(&settled.ids) {
        // Whatever the ids are, a document has them afterwards, and each of them arrives.
        let named = named(shown.document, ids, &[]);
        let document = named.as_ref().unwrap_or(shown.document);
        let now: Vec<_> = document.questions().map(|question| &question.id).collect();
        assert_eq!(now, ids.iter().collect::<Vec<_>>());
        for id in ids {
            let anchors = &document.facts.anchors;
            assert!(
                anchors
                    .iter()
                    .any(|anchor| *anchor.slug == *id.0 && *anchor.html_id == *id.0),
                "{id}"
            );
        }
    }
    let said = report::diagnostics(&ledger, &settled, &shown);
    let text = text(&ledger, &shown, &settled);
    (Written { settled, text }, said)
}

fn source(path: &str, text: &str) -> SourceFile {
    SourceFile::new(FileId::new(path), path, text.as_bytes())
}

/// The ids of `after` with the file that was written for `before`, a line for each document.
fn ids(before: Files<'_>, after: Files<'_>) -> Vec<String> {
    let (settled, _) = edited(before, after);
    settled
        .ids
        .iter()
        .map(|ids| {
            let ids: Vec<&str> = ids.iter().map(|id| &*id.0).collect();
            ids.join(" ")
        })
        .collect()
}

fn edited(before: Files<'_>, after: Files<'_>) -> (Written, Vec<Diagnostic>) {
    let (first, _) = settled(None, before);
    // Nothing is different as long as nobody edits.
    let (again, said) = settled(Some(&first.text), before);
    assert_eq!((&again.ids, &again.text), (&first.ids, &first.text));
    assert_eq!((&again.changes, said), (&Vec::new(), Vec::new()));
    settled(Some(&first.text), after)
}

const LOCK: &str = "## What is a lock?\n\n### Answer\n\nIt lets one thread in at a time, and all \
                    others wait until it is open again.\n\n";
const QUEUE: &str = "## What is a queue?\n\n### Answer\n\nWhat came first leaves first; a producer \
                     need not know who takes its messages.\n\n";
const CACHE: &str = "## Why do we cache?\n\n### Answer\n\nThe second reader should not have to \
                     wait for a slow store behind the program.\n\n";

fn file(questions: &[&str]) -> String {
    format!("# Things\n\n{}", questions.concat())
}

#[test]
fn rewording_keeps_the_id() {
    let before = file(&[LOCK, QUEUE, CACHE]);
    let after = before.replace("What is a lock?", "Which kinds of mutex do you know?");
    assert_eq!(
        ids(&[("a.md", &before)], &[("a.md", &after)]),
        ["a--what-is-a-lock a--what-is-a-queue a--why-do-we-cache"]
    );
    let (settled, said) = edited(&[("a.md", &before)], &[("a.md", &after)]);
    let kinds: Vec<_> = settled.changes.iter().map(|change| &change.kind).collect();
    assert_eq!(kinds, [&ChangeKind::Reworded("what is a lock".to_owned())]);
    assert_eq!(said.len(), 1);
    assert_eq!(
        &*said[0].message,
        "the ids are behind the questions: 1 reworded"
    );
}

#[test]
fn renumbering_and_order_change_nothing() {
    let number = |text: &str, number: usize| text.replacen("## ", &format!("## {number}. "), 1);
    let before = file(&[&number(LOCK, 1), &number(QUEUE, 2), &number(CACHE, 3)]);
    let after = file(&[&number(CACHE, 1), &number(LOCK, 2), &number(QUEUE, 3)]);
    let (settled, said) = edited(&[("a.md", &before)], &[("a.md", &after)]);
    let all: Vec<&str> = settled.ids[0].iter().map(|id| &*id.0).collect();
    assert_eq!(
        all,
        [
            "a--why-do-we-cache",
            "a--what-is-a-lock",
            "a--what-is-a-queue"
        ]
    );
    assert_eq!((&settled.changes, said), (&vec![], vec![]));
}

#[test]
fn a_question_that_moves_keeps_its_id_and_the_file_knows_where_it_was() {
    let (one, other) = (file(&[LOCK, QUEUE]), file(&[CACHE]));
    let before: Files<'_> = &[("a.md", &one), ("b.md", &other)];
    let (one, other) = (file(&[LOCK]), file(&[QUEUE, CACHE]));
    let after: Files<'_> = &[("a.md", &one), ("b.md", &other)];
    let (settled, _) = edited(before, after);
    assert_eq!(&*settled.ids[1][0].0, "a--what-is-a-queue");
    assert!(settled.text.contains(" b.md<a.md what is a queue\n"));
    // Back again: the way back is known, too, and no file is twice on it.
    let (again, _) = self::settled(Some(&settled.text), before);
    assert!(again.text.contains(" a.md<b.md what is a queue\n"));
}

#[test]
fn a_renamed_file_keeps_all_its_ids_also_of_twins() {
    let twin = "## Tell me about yourself.\n\n### Answer\n\nShort.\n\n";
    let one = file(&[twin, LOCK, twin]);
    let other = file(&[twin, QUEUE]);
    assert_eq!(
        ids(
            &[("a.md", &one), ("b.md", &other)],
            &[("c/a.md", &one), ("d.md", &other)]
        ),
        [
            "a--tell-me-about-yourself a--what-is-a-lock a--tell-me-about-yourself-2",
            "b--tell-me-about-yourself b--what-is-a-queue"
        ]
    );
}

#[test]
fn a_new_question_above_one_of_the_same_title_takes_nothing_from_it() {
    let quiz = |code: &str| {
        format!(
            "## What is printed?\n\n```js\n{code}\n```\n\n- A: `{code}`\n- B: `undefined`\n\n\
             ### Answer\n\nA, as always.\n\n"
        )
    };
    let codes = [
        "console.log(typeof null) // always an object",
        "console.log([1, 2, 3].map(parseInt)) // not a number",
        "for (var i = 0; i < 3; i++) setTimeout(() => console.log(i)) // late",
    ];
    let quizzes = codes.map(quiz);
    let before = file(&[&quizzes[1], &quizzes[2]]);
    let after = file(&[&quizzes[0], &quizzes[1], &quizzes[2]]);
    assert_eq!(
        ids(&[("a.md", &before)], &[("a.md", &after)]),
        ["a--what-is-printed-3 a--what-is-printed a--what-is-printed-2"]
    );
    // And one that goes leaves the others alone.
    assert_eq!(
        ids(&[("a.md", &after)], &[("a.md", &before)]),
        ["a--what-is-printed-2 a--what-is-printed-3"]
    );
}

#[test]
fn an_answer_may_change_as_it_likes() {
    let before = file(&[LOCK, QUEUE]);
    let after = before.replace(
        "It lets one thread in at a time, and all others wait until it is open again.",
        "See above.",
    );
    let (settled, said) = edited(&[("a.md", &before)], &[("a.md", &after)]);
    assert_eq!(&*settled.ids[0][0].0, "a--what-is-a-lock");
    assert!(settled.is_current());
    assert_eq!(said, []);
    assert_eq!(settled.changes[0].kind, ChangeKind::Rewritten);
}

#[test]
fn authored_ids_win_and_their_lines_are_theirs() {
    let before = file(&[LOCK, QUEUE]);
    let after = before
        .replace("## What is a lock?", "## What is a lock? {#lock}")
        // The line of the lock's old id is the author's to give away.
        .replace(
            "## What is a queue?",
            "## What is a queue?\n<!-- id: a--what-is-a-lock -->",
        );
    let (settled, _) = edited(&[("a.md", &before)], &[("a.md", &after)]);
    let all: Vec<&str> = settled.ids[0].iter().map(|id| &*id.0).collect();
    assert_eq!(all, ["lock", "a--what-is-a-lock"]);
    // An id that an author takes back stays.
    let (settled, _) = edited(&[("a.md", &after)], &[("a.md", &before)]);
    let all: Vec<&str> = settled.ids[0].iter().map(|id| &*id.0).collect();
    assert_eq!(all, ["lock", "a--what-is-a-lock"]);
}

#[test]
fn an_author_s_new_id_is_told_from_a_lost_question() {
    let before = file(&[LOCK, QUEUE]);
    let after = before.replace("## What is a lock?", "## What is a lock? {#lock}");
    let (settled, _) = edited(&[("a.md", &before)], &[("a.md", &after)]);
    let kinds: Vec<_> = settled.changes.iter().map(|change| &change.kind).collect();
    let ChangeKind::Renamed(old) = kinds[0] else {
        panic!("{kinds:?}");
    };
    assert_eq!(&*old.0, "a--what-is-a-lock");
    assert_eq!(settled.lost, []);
}

#[test]
fn what_two_may_be_is_given_to_neither_and_stays_in_the_file() {
    let before = file(&[LOCK, QUEUE]);
    let split = LOCK.replace("What is a lock", "What is a good lock")
        + &LOCK.replace("What is a lock", "What is a fair lock");
    let after = file(&[&split, QUEUE]);
    let (settled, said) = edited(&[("a.md", &before)], &[("a.md", &after)]);
    assert_eq!(settled.contested.len(), 1);
    let all: Vec<&str> = settled.ids[0].iter().map(|id| &*id.0).collect();
    assert_eq!(
        all,
        [
            "a--what-is-a-good-lock",
            "a--what-is-a-fair-lock",
            "a--what-is-a-queue"
        ]
    );
    assert!(settled.text.contains("\na--what-is-a-lock "));
    assert!(!settled.text.contains("good"));
    assert_eq!(
        &*said[0].message,
        "this question or another one may be 'a--what-is-a-lock'"
    );
    // An author settles it.
    let after = after.replace("good lock?", "good lock? {#a--what-is-a-lock}");
    let (settled, _) = edited(&[("a.md", &before)], &[("a.md", &after)]);
    assert_eq!(settled.contested, []);
    assert_eq!(&*settled.ids[0][0].0, "a--what-is-a-lock");
}

#[test]
fn an_id_that_another_place_of_the_file_has_is_held() {
    let before = file(&[&LOCK.replace("lock?", "lock? {#lock}"), QUEUE]);
    let after = file(&[LOCK, QUEUE, "Text. <a id=\"lock\"></a>\n"]);
    let (settled, said) = edited(&[("a.md", &before)], &[("a.md", &after)]);
    assert_eq!(&*settled.ids[0][0].0, "a--what-is-a-lock");
    assert_eq!(&*said[0].message, "this question cannot have its id 'lock'");
    assert!(settled.text.contains("\nlock "));
    assert_eq!((settled.changes.len(), settled.lost.len()), (0, 0));
}

#[test]
fn another_question_in_its_place_gets_another_id() {
    let before = file(&[LOCK, QUEUE]);
    let after = file(&[CACHE, QUEUE]);
    let (settled, _) = edited(&[("a.md", &before)], &[("a.md", &after)]);
    assert_eq!(&*settled.ids[0][0].0, "a--why-do-we-cache");
    assert_eq!(&*settled.lost[0].id.0, "a--what-is-a-lock");
    assert_eq!(settled.lost[0].perhaps, None);
}

#[test]
fn the_lines_of_both_sides_of_a_merge_are_one_question() {
    let before = file(&[LOCK, QUEUE]);
    let (first, _) = settled(None, &[("a.md", &before)]);
    let ours = before.replace("What is a lock?", "What is a mutex?");
    let theirs = before.replace("What is a lock?", "When do you lock?");
    let (ours, _) = settled(Some(&first.text), &[("a.md", &ours)]);
    let (theirs, _) = settled(Some(&first.text), &[("a.md", &theirs)]);
    let union = ours.text + &theirs.text;
    for title in ["What is a mutex?", "When do you lock?"] {
        let after = before.replace("What is a lock?", title);
        let (merged, _) = settled(Some(&union), &[("a.md", &after)]);
        assert_eq!(&*merged.ids[0][0].0, "a--what-is-a-lock");
        assert_eq!(merged.changes, []);
        let lines = merged.text.lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), 2);
    }
}

#[test]
fn a_line_of_two_questions_is_claimed_once() {
    let both = file(&[LOCK, QUEUE]);
    let (first, _) = settled(None, &[("a.md", &both)]);
    let text = first
        .text
        .replace("a--what-is-a-queue", "a--what-is-a-lock");
    let (settled, _) = settled(Some(&text), &[("a.md", &both)]);
    let all: Vec<&str> = settled.ids[0].iter().map(|id| &*id.0).collect();
    assert_eq!(all, ["a--what-is-a-lock", "a--what-is-a-queue"]);
}

#[test]
fn files_that_would_make_the_same_ids_share_none() {
    let one = file(&[LOCK]);
    assert_eq!(
        ids(
            &[("a.md", &one), ("a.mdx", &one)],
            &[("a.md", &one), ("a.mdx", &one)]
        ),
        ["a--what-is-a-lock", "a--what-is-a-lock-2"]
    );
}

//! `prepbook.ids`, `ids --pin` and `check --since` over real histories, and what must hold whatever is
//! edited: a question that nobody touched keeps its id, and no two have one.

#[path = "support/run.rs"]
mod run;
#[path = "support/site.rs"]
mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::process::Command;

use prepbook::config::Config;
use prepbook::pipeline::{Builder, Called};
use prepbook::source::site::LEDGER_FILE;
use prepbook::source::{FileId, Inputs, SourceFile};
use proptest::prelude::{
    ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use proptest::{collection, sample};
use site::{Site, snapshot};

const LOCKS: &str = "# Locks

## 1. What is a lock?

### Answer

It lets one thread in at a time, and all others wait until it is open again.

### Rubric

**Minimum:** names threads

**Red flags:** none

## 2. What is a deadlock?

### Answer

Two threads each hold what the other one waits for.
";

const STORES: &str = "# Stores

## What is a cache?

**Level:** junior

### Answer

It keeps answers near to those who ask.

## What is a stack?

### Answer

What came last leaves first.
";

/// A site in a Git repository, as it was committed.
fn repository() -> Site {
    let site = Site::new()
        .file("locks.md", LOCKS)
        .file("stores.md", STORES);
    let run = site.run(&["ids", "site", "--write"]);
    assert_eq!(
        run.transcript(),
        "wrote site/prepbook.ids (4 questions)\nexit code: 0\n"
    );
    git(&site, &["init", "-q", "-b", "main"]);
    commit(&site);
    site
}

fn git(site: &Site, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args(["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"])
        .args(arguments)
        .current_dir(site.path("site"))
        .output()
        .expect("git is there");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
}

fn commit(site: &Site) {
    git(site, &["add", "-A"]);
    git(site, &["commit", "-q", "-m", "x"]);
}

fn edit(site: &Site, file: &str, edit: impl Fn(String) -> String) {
    let path = site.path("site").join(file);
    let text = fs::read_to_string(&path).expect("a file");
    let new = edit(text.clone());
    assert_ne!(text, new, "the edit changes nothing");
    fs::write(path, new).expect("a file");
}

/// Ids of all questions, in reading order.
fn ids(site: &Site) -> Vec<String> {
    let run = site.run(&["list", "site", "--json"]);
    let rows = run.stdout.lines();
    rows.map(|row| {
        let row: serde_json::Value = serde_json::from_str(row).expect("an object");
        row["id"].as_str().expect("an id").to_owned()
    })
    .collect()
}

/// A lock is reworded and loses a list, a stack moves, a question comes and one goes.
fn work(site: &Site) {
    edit(site, "locks.md", |text| {
        let text = text.replace("1. What is a lock?", "2. Which locks do you know?");
        let text = text.replace("**Red flags:** none\n\n", "");
        let (text, _) = text.split_once("## 2. What").expect("the deadlock");
        let (_, stack) = STORES.split_once("## What is a stack").expect("the stack");
        format!("{text}## 3. What is a stack{stack}")
    });
    edit(site, "stores.md", |text| {
        let (text, _) = text.split_once("## What is a stack").expect("the stack");
        let text = text.replace("near to those who ask", "near");
        format!("{text}## What is a heap?\n\nSee [there](gone.md).\n")
    });
}

#[test]
fn the_dry_run_says_what_writing_would_and_writes_nothing() {
    let site = Site::new().file("locks.md", LOCKS);
    let run = site.run(&["ids", "site"]);
    assert_eq!(
        run.transcript(),
        "there is no prepbook.ids yet: prepbook ids --write keeps the ids of 2 questions\n\
         exit code: 1\n"
    );
    let site = repository();
    let run = site.run(&["ids", "site"]);
    assert_eq!(
        run.transcript(),
        "prepbook.ids knows all of 4 questions\nexit code: 0\n"
    );
    work(&site);
    let before = snapshot(&site.path("site"));
    let run = site.run(&["ids", "site"]);
    let changes = "\
reworded  site/locks.md:3  locks--what-is-a-lock  Which locks do you know?  (was: what is a lock)
moved     site/locks.md:13  stores--what-is-a-stack  What is a stack?  (was in stores.md)
new text  site/stores.md:3  stores--what-is-a-cache  What is a cache?
new       site/stores.md:11  stores--what-is-a-heap  What is a heap?
gone      locks.md  locks--what-is-a-deadlock  what is a deadlock
";
    assert_eq!(
        run.transcript(),
        format!(
            "prepbook.ids is behind: 1 new, 1 reworded, 1 moved, 1 gone; \
             prepbook ids --write brings it up to date\n{changes}exit code: 1\n"
        )
    );
    assert_eq!(snapshot(&site.path("site")), before);
    let run = site.run(&["ids", "site", "--write"]);
    assert_eq!(
        run.transcript(),
        format!(
            "wrote site/prepbook.ids (1 new, 1 reworded, 1 moved, 1 gone)\n{changes}exit code: 0\n"
        )
    );
    let run = site.run(&["ids", "site", "--write"]);
    assert_eq!(
        run.transcript(),
        "prepbook.ids is up to date\nexit code: 0\n"
    );
}

#[test]
fn pages_have_the_ids_before_and_after_the_file_is_written() {
    let site = repository();
    assert_eq!(
        ids(&site),
        [
            "locks--what-is-a-lock",
            "locks--what-is-a-deadlock",
            "stores--what-is-a-cache",
            "stores--what-is-a-stack"
        ]
    );
    work(&site);
    for _ in 0..2 {
        assert_eq!(
            ids(&site),
            [
                "locks--what-is-a-lock",
                "stores--what-is-a-stack",
                "stores--what-is-a-cache",
                "stores--what-is-a-heap"
            ]
        );
        assert_eq!(site.run(&["build", "site", "--out", "out"]).code, 0);
        let page = |name: &str| fs::read_to_string(site.path("out").join(name)).expect("a page");
        let locks = page("locks.html");
        assert!(locks.contains("id=\"locks--what-is-a-lock\""));
        assert!(locks.contains("id=\"stores--what-is-a-stack\""));
        assert!(!locks.contains("which-locks-do-you-know\""));
        let data = fs::read_dir(site.path("out/data")).expect("files for scripts");
        let rows: String = data
            .map(|file| fs::read_to_string(file.expect("a file").path()).expect("a file"))
            .collect();
        assert!(rows.contains("stores--what-is-a-stack"));
        // Who comes by the old address is sent on.
        assert!(
            page("stores.html").contains("href=\"locks.html#stores--what-is-a-stack\""),
            "the old page keeps a place"
        );
        site.run(&["ids", "site", "--write"]);
    }
    // The old page is gone altogether: its address still sends on.
    fs::rename(site.path("site/stores.md"), site.path("site/shops.md")).expect("renamed");
    assert_eq!(site.run(&["build", "site", "--out", "out"]).code, 0);
    let moved = fs::read_to_string(site.path("out/stores.html")).expect("a page");
    assert!(moved.contains("href=\"shops.html#stores--what-is-a-cache\""));
    assert!(moved.contains("href=\"locks.html#stores--what-is-a-stack\""));
    // An edition does not say where things were.
    let edition = ["build", "site", "--edition", "candidate", "--out", "short"];
    assert_eq!(site.run(&edition).code, 0);
    assert!(!site.path("short/stores.html").exists());
}

#[test]
fn what_is_unclear_is_held_until_somebody_says_so() {
    let site = repository();
    edit(&site, "locks.md", |text| {
        let (_, lock) = text.split_once("## 1. What is a").expect("the lock");
        let (lock, rest) = lock.split_once("## 2.").expect("the deadlock");
        format!("# Locks\n\n## What is a good{lock}## What is a fair{lock}## 2.{rest}")
    });
    let run = site.run(&["ids", "site", "--write"]);
    assert_eq!(run.code, 1, "{}", run.transcript());
    assert!(
        run.stderr.contains(
            "warning[ambiguous-id]: this question or another one may be 'locks--what-is-a-lock'"
        ),
        "{}",
        run.stderr
    );
    let file = fs::read_to_string(site.path("site/prepbook.ids")).expect("a file");
    assert!(file.contains("\nlocks--what-is-a-lock "));
    assert!(!file.contains("fair") && !file.contains("good"));
    // Neither is pinned either.
    let run = site.run(&["ids", "site", "--pin"]);
    assert!(
        run.stderr.contains(
            "site/locks.md: left as it is; the question in line 3 may be 'locks--what-is-a-lock': \
             settle that first\n"
        ),
        "{}",
        run.stderr
    );
    edit(&site, "locks.md", |text| {
        text.replace(
            "## What is a fair lock?\n",
            "## What is a fair lock?\n<!-- id: locks--what-is-a-lock -->\n",
        )
    });
    let run = site.run(&["ids", "site", "--write"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    assert_eq!(
        ids(&site)[..2],
        ["locks--what-is-a-good-lock", "locks--what-is-a-lock"]
    );
}

#[test]
fn a_file_with_damaged_lines_is_used_and_not_written() {
    let site = repository();
    edit(&site, LEDGER_FILE, |text| {
        text.replace("stores--what-is-a-stack ", "stores--what-is-a-stack! ! ")
    });
    let damaged = snapshot(&site.path("site"));
    let run = site.run(&["ids", "site", "--write"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr
            .ends_with("prepbook.ids was not written: lines that cannot be read would be lost\n"),
        "{}",
        run.stderr
    );
    assert_eq!(snapshot(&site.path("site")), damaged);
    let run = site.run(&["build", "site", "--out", "out"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    assert!(run.stderr.contains("warning[bad-id-line]"));
}

#[test]
fn a_merge_of_both_sides_lines_is_tidied_up() {
    let site = repository();
    fs::write(
        site.path("site/.gitattributes"),
        "prepbook.ids merge=union\n",
    )
    .expect("a file");
    commit(&site);
    git(&site, &["checkout", "-q", "-b", "topic"]);
    edit(&site, "stores.md", |text| {
        text.replace("What is a cache?", "Why do we cache?")
    });
    site.run(&["ids", "site", "--write"]);
    commit(&site);
    git(&site, &["checkout", "-q", "main"]);
    edit(&site, "stores.md", |text| {
        text.replace("What is a cache?", "When is a cache wrong?")
    });
    site.run(&["ids", "site", "--write"]);
    commit(&site);
    // Only the sources are in conflict, and settled by hand.
    git(&site, &["merge", "-q", "-X", "theirs", "topic"]);
    let file = fs::read_to_string(site.path("site/prepbook.ids")).expect("a file");
    assert_eq!(file.matches("\nstores--what-is-a-cache ").count(), 2);
    let run = site.run(&["ids", "site"]);
    assert_eq!(
        run.transcript(),
        "prepbook.ids knows all of 4 questions\nexit code: 0\n"
    );
    site.run(&["ids", "site", "--write"]);
    let file = fs::read_to_string(site.path("site/prepbook.ids")).expect("a file");
    assert_eq!(file.matches("\nstores--what-is-a-cache ").count(), 1);
    assert!(file.contains(" why do we cache\n"));
}

#[test]
fn a_file_has_no_ids_of_its_own() {
    let site = repository();
    let run = site.run(&["ids", "site/locks.md", "--write"]);
    assert_eq!(
        run.transcript(),
        "error: prepbook ids is about a whole folder: a question may move to another file; \
         name the folder\nexit code: 2\n"
    );
    let run = site.run(&["ids", "nowhere"]);
    assert_eq!(
        run.transcript(),
        "error: there is no file or folder 'nowhere'\nexit code: 3\n"
    );
}

#[test]
fn the_file_is_not_published() {
    let site = repository();
    edit(&site, "stores.md", |text| {
        text + "\n[The ids](prepbook.ids)\n"
    });
    assert_eq!(site.run(&["build", "site", "--out", "out"]).code, 0);
    assert!(!site.path("out/prepbook.ids").exists());
}

fn pinned(text: &[u8]) -> (Vec<u8>, String) {
    let site = Site::new().file("locks.md", text);
    let run = site.run(&["ids", "site", "--pin"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    let first = fs::read(site.path("site/locks.md")).expect("a file");
    let again = site.run(&["ids", "site", "--pin"]);
    assert_eq!(again.code, 0);
    let second = fs::read(site.path("site/locks.md")).expect("a file");
    assert_eq!(first, second, "pinning again changes nothing");
    (first, run.stderr)
}

#[test]
fn pinning_adds_lines_and_touches_no_other_byte() {
    let comment = |title: &str| format!("<!-- id: locks--what-is-a-{title} -->");
    let expected = LOCKS
        .replace(
            "lock?\n\n### A",
            &format!("lock?\n{}\n\n### A", comment("lock")),
        )
        .replace(
            &format!("deadlock?\n{}", comment("lock")),
            &format!("deadlock?\n{}", comment("deadlock")),
        );
    let (bytes, said) = pinned(LOCKS.as_bytes());
    assert_eq!(String::from_utf8_lossy(&bytes), expected);
    assert_eq!(said, "wrote 2 ids into 1 file\n");
    // The line ends of Windows and of old Macs, a mark at the start, and bytes that are no text.
    for end in ["\r\n", "\r"] {
        let foreign = |text: &str| {
            let mut bytes = b"\xef\xbb\xbf".to_vec();
            bytes.extend(text.replace('\n', end).bytes());
            bytes.extend(b"\xff\xfe!");
            bytes
        };
        let (bytes, _) = pinned(&foreign(LOCKS));
        assert_eq!(bytes, foreign(&expected));
    }
    // Without an end of the last line.
    let short =
        "# Locks\r\n\r\n## Why do we lock?\r\n\r\n### Answer\r\n\r\nSo.\r\n\r\n## What is open?";
    let (bytes, _) = pinned(short.as_bytes());
    let text = String::from_utf8(bytes).expect("text");
    let expected = short.replace("lock?", "lock?\r\n<!-- id: locks--why-do-we-lock -->");
    let last = "\r\n<!-- id: locks--what-is-open -->";
    assert_eq!(text, expected + last);
}

#[test]
fn what_cannot_be_pinned_is_left_and_named() {
    let wide: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(LOCKS.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let bold = "# Q\n\n**1. What is bold?**\n\n**Answer:** This.\n\n\
                **2. What is not?**\n\n**Answer:** That.\n";
    let site = Site::new()
        .file("wide.md", &wide)
        .file("bold.md", bold)
        .file("good.md", STORES);
    let run = site.run(&["ids", "site", "--pin", "--write"]);
    assert_eq!(
        run.transcript(),
        "site/bold.md: left as it is; the question in line 3 has no heading of its own (## …)\n\
         site/wide.md: left as it is; it is UTF-16; save it as UTF-8 first\n\
         wrote 2 ids into 1 file\n\
         wrote site/prepbook.ids (6 questions)\n\
         exit code: 0\n"
    );
    let read = |name: &str| fs::read(site.path("site").join(name)).expect("a file");
    assert_eq!(read("wide.md"), wide);
    assert_eq!(read("bold.md"), bold.as_bytes());
}

#[test]
fn pinned_ids_are_those_that_were_published() {
    let site = repository();
    work(&site);
    let before = ids(&site);
    let run = site.run(&["ids", "site", "--pin"]);
    assert_eq!(run.stderr, "wrote 4 ids into 2 files\n");
    assert_eq!(ids(&site), before);
    fs::remove_file(site.path("site/prepbook.ids")).expect("removed");
    assert_eq!(ids(&site), before);
}

#[test]
fn since_a_revision_only_what_changed_is_reported() {
    let site = repository();
    work(&site);
    let run = site.run(&["check", "site", "--since", "HEAD", "--format", "short"]);
    assert_eq!(
        run.transcript(),
        "\
site/prepbook.ids:5:1: warning[stale-ids]: the ids are behind the questions: 1 new, 1 reworded, 1 moved, 1 gone; \
prepbook ids shows what changed, prepbook ids --write brings the file up to date
site/stores.md:13:5: warning[broken-link]: there is no file 'gone.md'; correct the path, or add the file
reworded, rubric lost  site/locks.md:3  Which locks do you know?
    title was  What is a lock?
moved  site/locks.md:13  What is a stack?
    file was  stores.md
answer changed  site/stores.md:3  What is a cache?
added  site/stores.md:11  What is a heap?
removed  site/locks.md:15  What is a deadlock?
exit code: 0
"
    );
    let run = site.run(&["check", "site", "--since", "HEAD", "--format", "json"]);
    let rows: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(
        rows[..2],
        [
            "{\"changes\":[\"reworded\",\"rubric lost\"],\"id\":\"locks--what-is-a-lock\",\
             \"title\":\"Which locks do you know?\",\"file\":\"site/locks.md\",\"line\":3,\
             \"was_title\":\"What is a lock?\"}",
            "{\"changes\":[\"moved\"],\"id\":\"stores--what-is-a-stack\",\
             \"title\":\"What is a stack?\",\"file\":\"site/locks.md\",\"line\":13,\
             \"was_file\":\"stores.md\"}",
        ]
    );
    // Once it is committed there is nothing to say, and trouble that was there before is left out.
    commit(&site);
    let run = site.run(&["check", "site", "--since", "HEAD"]);
    assert!(
        run.stderr.starts_with(
            "0 questions changed since HEAD\n1 warning about other places not shown\n"
        ),
        "{}",
        run.stderr
    );
    assert_eq!(run.stdout, "");
    let run = site.run(&["check", "site", "--since", "HEAD~1", "--format", "short"]);
    assert_eq!(run.stdout.lines().count(), 7);
}

#[test]
fn without_the_file_a_reworded_question_has_another_id_and_that_is_said() {
    let site = Site::new()
        .file("docs/locks.md", LOCKS)
        .file("docs/drafts.md", "---\ndraft: true\n---\n# D\n\n## Why?\n");
    git(&site, &["init", "-q"]);
    commit(&site);
    edit(&site, "docs/locks.md", |text| {
        text.replace("What is a lock?", "What is a mutex?")
    });
    edit(&site, "docs/drafts.md", |text| text + "\n## How?\n");
    let run = site.run(&["check", "site/docs", "--since", "HEAD", "--format", "short"]);
    assert_eq!(
        run.transcript(),
        "reworded, id changed  site/docs/locks.md:3  What is a mutex?\n    \
         title was  What is a lock?\n    id was  locks--what-is-a-lock\n    \
         id is   locks--what-is-a-mutex\nexit code: 0\n"
    );
    // Settings decide what is read, those of then about then.
    let site = site.file("docs/prepbook.yml", "content: in\n");
    fs::create_dir(site.path("site/docs/in")).expect("a folder");
    fs::rename(
        site.path("site/docs/locks.md"),
        site.path("site/docs/in/locks.md"),
    )
    .expect("renamed");
    let again = site.run(&["check", "site/docs", "--since", "HEAD", "--format", "short"]);
    assert_eq!(
        again.stdout,
        run.stdout.replace("docs/locks.md", "docs/in/locks.md")
    );
}

#[test]
fn a_revision_that_cannot_be_read_is_explained() {
    let site = repository();
    let run = site.run(&["check", "site", "--since", "no-such-branch"]);
    assert_eq!(
        run.transcript(),
        "error: there is no revision 'no-such-branch' in the repository; name a commit, branch or \
         tag. A job that fetches only the last commit has to fetch the others, too \
         (fetch-depth: 0, GIT_DEPTH: 0)\nexit code: 2\n"
    );
    let run = site.run(&["check", "site", "--since=--help"]);
    assert_eq!(run.code, 2);
    let plain = Site::new().file("locks.md", LOCKS);
    let run = plain.run(&["check", "site", "--since", "HEAD"]);
    assert_eq!(run.code, 3);
    assert!(
        run.stderr
            .starts_with("error: --since needs a Git repository with the guide in it; git says: "),
        "{}",
        run.stderr
    );
    let output = Command::new(env!("CARGO_BIN_EXE_prepbook"))
        .args(["check", "site", "--since", "HEAD"])
        .current_dir(site.path(""))
        .env("PATH", site.path("empty"))
        .env("XDG_CACHE_HOME", site.path("cache"))
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "error: --since asks the program git, which is not there; install Git, or add its folder \
         to PATH\n"
    );
}

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

/// Numbers of the questions that nobody may take for others: not touched, or only moved to another
/// place of their file.
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
        let mut guide = Guide::new();
        let mut next = 0;
        for (file, seeds) in FILES.iter().zip(&seeds) {
            let questions = guide.entry(file).or_default();
            for seed in seeds {
                questions.push(Question::new(next, *seed));
                next += 1;
            }
        }
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
}

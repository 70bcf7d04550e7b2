//! The file itself: the dry run, writing it, what is made with it, and merging it.

use std::fs;

use prepbook::source::site::LEDGER_FILE;

use super::site::{Site, snapshot};
use super::{LOCKS, commit, edit, git, ids, repository, work};

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
        run.stderr.ends_with(
            "prepbook.ids has lines that cannot be read, as said above, and would be lost; \
             nothing was written\n"
        ),
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

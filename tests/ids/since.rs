//! `check --since`: what became of questions since a revision.

use std::fs;
use std::process::Command;

use super::site::Site;
use super::{LOCKS, commit, edit, git, repository, work};

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
    // Warnings count as errors where they are about what changed.
    let strict = ["check", "site", "--since", "HEAD", "--strict"];
    assert_eq!(site.run(&strict).code, 1);
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
    site.run(&["ids", "site", "--write"]);
    assert_eq!(site.run(&strict).code, 0);
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

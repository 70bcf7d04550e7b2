//! `prepbook.ids`, `ids --pin` and `check --since` over real histories, and what must hold whatever is
//! edited: a question that nobody touched keeps its id, and no two have one.

mod edits;
mod pins;
#[path = "../support/run.rs"]
mod run;
mod since;
#[path = "../support/site.rs"]
mod site;
mod written;

use std::fs;
use std::process::Command;

use site::Site;

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

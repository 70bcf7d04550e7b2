//! Every result of the search arrives: the page of each title and passage is there and has the
//! fragment, however the document is cut into pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use prepbook::config::{self, Config};
use prepbook::diagnostic::Checked;
use prepbook::pipeline::{Build, Builder};
use prepbook::render::{Artifact, Content};
use prepbook::search::entries::{Role, entries};
use prepbook::source::{locate, read_inputs};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn build(folder: &Path) -> (Vec<Artifact>, Build) {
    let site = locate(folder).expect("the folder is there");
    let config = match &site.config {
        Some(file) => config::read(file),
        None => Checked::fine(Config::default()),
    };
    let options = config.value.read_options(Some(folder.join("public")));
    let inputs = read_inputs(&site, &options).expect("the folder can be read");
    let mut artifacts = Vec::new();
    let build = Builder::default().build(&inputs, &config, &mut artifacts);
    (artifacts, build)
}

/// The fragments of every page.
fn fragments(artifacts: &[Artifact]) -> BTreeMap<&str, BTreeSet<&str>> {
    let pages = artifacts
        .iter()
        .filter(|artifact| artifact.path.ends_with(".html"));
    pages
        .filter_map(|artifact| match &artifact.content {
            Content::Bytes(bytes) => {
                Some((artifact.path.as_str(), std::str::from_utf8(bytes).ok()?))
            }
            Content::File(_) => None,
        })
        .map(|(path, html)| {
            let ids = html
                .split(" id=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next());
            (path, ids.collect())
        })
        .collect()
}

/// The addresses of the index that lead nowhere, and how many were looked at by role.
fn dead(folder: &Path) -> (Vec<String>, BTreeMap<Role, usize>) {
    let (artifacts, build) = build(folder);
    let pages = fragments(&artifacts);
    let mut dead = Vec::new();
    let mut seen = BTreeMap::new();
    for entry in entries(&build.guide) {
        for passage in &entry.passages {
            let (url, anchor) = passage
                .anchor
                .split_once('#')
                .unwrap_or((&entry.url, &passage.anchor));
            // Fragments that are no plain words are escaped as any attribute.
            let anchor = anchor.replace('&', "&amp;");
            let there = pages
                .get(url)
                .is_some_and(|ids| anchor.is_empty() || ids.contains(anchor.as_str()));
            if !there {
                dead.push(format!(
                    "{:?} of {}: {url}#{anchor}",
                    passage.role, entry.title
                ));
            }
            *seen.entry(passage.role).or_default() += 1;
        }
    }
    (dead, seen)
}

#[test]
fn no_address_of_the_index_is_dead() {
    let mut all = BTreeMap::new();
    let mut folders = vec![
        root(),
        root().join("tests/fixtures/everything"),
        root().join("tests/fixtures/pages/site"),
        root().join("tests/fixtures/rtl"),
        root().join("tests/fixtures/shapes"),
    ];
    let reference = root().join("../shared/reference");
    if reference.is_dir() {
        folders.push(reference);
    }
    for folder in folders {
        let (dead, seen) = dead(&folder);
        assert_eq!(dead, Vec::<String>::new(), "{}", folder.display());
        for (role, count) in seen {
            *all.entry(role).or_insert(0) += count;
        }
    }
    // Nobody wrote notes there; the document below has some.
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Notes) {
        assert!(all.contains_key(&role), "no {role:?} was looked at");
    }
}

/// A question with every part, so long that a document of some is cut into pages.
fn question(number: usize) -> String {
    let long = "It depends on what is measured. ".repeat(120);
    format!(
        "## Q{number}. What is number {number}?\n\nThink aloud. {long}\n\n\
         ### Hints\n\n1. One\n2. Two\n\n### Answer\n\n{long}\n\n\
         ### Follow-ups\n\n- Why {number}?\n\n  **Answer:** Because.\n\n- How?\n\n\
         ### Rubric\n\n**Strong answer:**\n\n- Measures\n\n### Notes\n\nBe kind.\n\n"
    )
}

#[test]
fn nor_is_one_in_a_document_of_several_pages() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let content = folder.path().join("content");
    fs::create_dir(&content).expect("a folder");
    let text: String = (1..=60).map(question).collect();
    fs::write(content.join("long.md"), format!("# Long\n\n{text}")).expect("a file");
    fs::write(
        content.join("short.md"),
        format!("# Short\n\n{}", question(1)),
    )
    .expect("a file");
    let (artifacts, build) = build(folder.path());
    assert!(build.guide.documents[0].pages > 1, "one page is no test");
    assert!(!artifacts.is_empty());
    let (dead, seen) = dead(folder.path());
    assert_eq!(dead, Vec::<String>::new());
    assert_eq!(
        [
            Role::Hint,
            Role::Answer,
            Role::FollowUp,
            Role::FollowUpAnswer,
            Role::Rubric,
            Role::Notes
        ]
        .map(|role| seen.get(&role).copied().unwrap_or_default()),
        [122, 61, 122, 61, 61, 61]
    );
}

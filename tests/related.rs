//! Related questions, near-duplicates and topics over the bundled guide and over small sites.

#[path = "support/run.rs"]
mod run;
#[path = "support/site.rs"]
mod site;

use std::path::Path;

use site::{Site, snapshot};

/// Pairs of the bundled guide that somebody judged to belong together: page, question, words of
/// the related question's title.
const JUDGED: &[(&str, &str, &str)] = &[
    (
        "questions/databases.html",
        "What does an index cost?",
        "order do the columns",
    ),
    (
        "questions/databases.html",
        "What does an index cost?",
        "Which predicate can use the index",
    ),
    (
        "questions/databases.html",
        "In which order do the columns",
        "execution plan",
    ),
    (
        "questions/databases.html",
        "find and fix an N+1 query",
        "execution plan",
    ),
    (
        "questions/apis.html",
        "limit each API key",
        "Design a rate limiter",
    ),
    (
        "questions/algorithms.html",
        "build an LRU cache",
        "cycle in a linked list",
    ),
    (
        "questions/algorithms.html",
        "trie beat a hash map",
        "LRU cache",
    ),
    (
        "scenarios/senior-rate-limiter.html",
        "Redis does not answer",
        "Design a rate limiter",
    ),
];

/// The list of related questions below the first question whose title has these words.
fn related<'a>(page: &'a str, title: &str) -> &'a str {
    let mut questions = page.split("<article class=\"question\"").skip(1);
    let question = questions
        .find(|question| {
            let heading = question.split("</h3>").next();
            heading.is_some_and(|heading| heading.contains(title))
        })
        .unwrap_or_else(|| panic!("no question '{title}'"));
    question
        .split("<section class=\"related\">")
        .nth(1)
        .and_then(|rest| rest.split("</section>").next())
        .unwrap_or_default()
}

#[test]
fn judged_pairs_of_the_bundled_guide_are_related() {
    let site = Site::new();
    let out = site.path("out");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let built = run::Run::new(
        root,
        &[
            "build",
            ".",
            "--out",
            out.to_str().expect("a path of letters"),
        ],
    )
    .transcript();
    assert!(built.contains("exit code: 0"), "{built}");
    for (page, title, other) in JUDGED {
        let html = std::fs::read_to_string(out.join(page)).expect(page);
        let list = related(&html, title);
        assert!(list.contains(other), "{title}: {other}\n{list}");
        assert!(list.matches("<li>").count() <= 5, "{list}");
        assert!(!list.contains(&format!(">{title}")), "not itself: {list}");
    }
}

#[test]
fn a_synonym_leads_to_the_one_topic_and_the_same_site_comes_out_twice() {
    let site = Site::new()
        .file(
            "prepbook.yml",
            "topics: {kubernetes: {title: Kubernetes, parent: ops, synonyms: [k8s]}, ops: {}}",
        )
        .file(
            "content/a.md",
            "# A\n\n## Why do pods restart?\n\n**Tags:** k8s\n\n### Answer\n\nA probe failed.\n\n\
             ## What is a pod?\n\n**Tags:** kubernetes\n\n### Answer\n\nContainers on one node.\n",
        );
    for out in ["one", "two"] {
        let run = site.run(&["build", "site", "--out", out]).transcript();
        assert!(run.contains("exit code: 0"), "{run}");
    }
    let built = snapshot(&site.path("one"));
    assert_eq!(built, snapshot(&site.path("two")));
    for page in ["topics/kubernetes.html", "topics/ops.html"] {
        let html = String::from_utf8_lossy(&built[page]);
        assert!(html.contains("Why do pods restart?"), "{page}");
        assert!(html.contains("What is a pod?"), "{page}");
    }
    assert!(!built.contains_key("topics/k8s.html"));
}

//! Related questions, near-duplicates and topics over the bundled guide and over small sites.

#[path = "support/run.rs"]
mod run;
#[path = "support/site.rs"]
mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use site::{Site, snapshot};

/// Pairs of the bundled guide that somebody judged to belong together, by their ids.
const JUDGED: &[(&str, &str)] = &[
    ("algo-cycle-detection", "algo-lru-cache"),
    ("api-breaking-versions", "db-expand-contract"),
    ("api-idempotency-keys", "design-payments-timeout"),
    ("api-rate-limit", "scale-limiter-algorithms"),
    ("beh-technical-debt", "ops-never-again"),
    ("cd-zero-downtime", "lb-health-checks"),
    ("code-palindrome", "code-unicode-reverse"),
    ("conc-diagnose-race", "ops-hardest-bug"),
    ("db-index-write-cost", "db-index-strategy"),
    ("db-sargable-predicate", "db-composite-order"),
    ("design-search-engine-deep-pages", "api-cursor-pagination"),
    ("fnd-logging", "sec-secrets-in-logs"),
    ("geo-consistency", "core-cap"),
    ("scn-devops-502", "ops-intermittent-errors"),
    ("scn-senior-limiter-failure", "scn-senior-design-limiter"),
    ("scn-staff-plan", "svc-extract-service"),
    ("shard-rebalance", "core-sharding"),
    ("test-flaky", "cd-pipeline"),
];

/// What is related to each question of a built site, by ids.
fn relations(out: &Path) -> BTreeMap<String, Vec<String>> {
    let mut relations = BTreeMap::new();
    for (path, bytes) in snapshot(out) {
        if !path.ends_with(".html") {
            continue;
        }
        let html = String::from_utf8_lossy(&bytes);
        for question in html.split("<article class=\"question\" id=\"").skip(1) {
            let (id, rest) = question.split_once('"').expect("an id ends");
            let own = rest.split("</article>").next().unwrap_or_default();
            let list = own
                .split("<section class=\"related\">")
                .nth(1)
                .and_then(|rest| rest.split("</section>").next())
                .unwrap_or_default();
            let others = list.split("<a href=\"").skip(1);
            let others = others
                .filter_map(|link| link.split('"').next()?.split_once('#'))
                .map(|(_, other)| other.to_owned());
            relations.insert(id.to_owned(), others.collect());
        }
    }
    relations
}

/// Pairs of questions of which one links to the other by its id.
fn links(root: &Path, relations: &BTreeMap<String, Vec<String>>) -> BTreeSet<(String, String)> {
    let mut links = BTreeSet::new();
    for (path, bytes) in snapshot(&root.join("content")) {
        if path.starts_with("handbook/") {
            continue;
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for question in text.split("<!-- id: ").skip(1) {
            let own = question.split(' ').next().unwrap_or_default();
            // A link in the introduction of what follows is nobody's.
            let own_text = question.split("\n## ").next().unwrap_or_default();
            for link in own_text.split("](").skip(1) {
                let target = link.split(')').next().unwrap_or_default();
                let Some((_, other)) = target.split_once('#') else {
                    continue;
                };
                if other != own && relations.contains_key(other) {
                    let (first, second) = (own.min(other), own.max(other));
                    links.insert((first.to_owned(), second.to_owned()));
                }
            }
        }
    }
    links
}

#[test]
fn questions_of_the_bundled_guide_that_belong_together_are_related() {
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
    let relations = relations(&out);
    for (id, other) in JUDGED {
        let list = &relations[*id];
        assert!(
            list.iter().any(|one| one == other),
            "{id}: {other} in {list:?}"
        );
    }
    let mut shown = 0;
    for (id, list) in &relations {
        assert!(list.len() <= 5, "{id}: {list:?}");
        assert!(!list.contains(id), "{id}: not itself");
        shown += list.len();
    }
    // Where an author sent the reader from one question to another, the two belong together. Many
    // that do are not linked, so the share is a floor.
    let links = links(root, &relations);
    assert!(links.len() > 200, "{} pairs are linked", links.len());
    let related = |one: &str, other: &str| {
        let list = relations.get(one);
        list.is_some_and(|list| list.iter().any(|id| id == other))
    };
    let found = links
        .iter()
        .filter(|(one, other)| related(one, other) || related(other, one))
        .count();
    let right: usize = links
        .iter()
        .map(|(one, other)| usize::from(related(one, other)) + usize::from(related(other, one)))
        .sum();
    let figures = format!(
        "{found} of {} linked pairs are related; {right} of {shown} related ones are linked",
        links.len()
    );
    assert!(found * 10 >= links.len() * 3, "{figures}");
    assert!(right * 5 >= shown, "{figures}");
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

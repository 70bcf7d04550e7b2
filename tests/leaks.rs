//! Editions against leaks: a word in every field, looked for in every byte of the output.
//!
//! [`PLANTED`] is the table of all fields of all kinds of part. Each row plants one word that stands
//! nowhere else, and says who may see it. The candidate's output (contents and names of all files)
//! must hold exactly the candidate's words, the whole guide's must hold all that are shown at all:
//! so the test fails when a field is forgotten, when it leaks, and when nothing is shown.
//!
//! Longer than most files, because it holds the whole table and the texts it is planted in.

#[path = "support/run.rs"]
mod run;
#[path = "support/site.rs"]
mod site;

use std::collections::{BTreeMap, BTreeSet};

use site::{Site, snapshot};

/// Who sees a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    /// Everybody.
    Everywhere,
    /// Those with the whole guide alone.
    Inside,
    /// Nobody: it is in the source alone, or in `list --json` and in templates of one's own.
    Nowhere,
}

use Seen::{Everywhere, Inside, Nowhere};

/// Every field with its word. In the sources `%name%` stands for the word of the row `name`.
const PLANTED: &[(&str, Seen)] = &[
    // The site.
    ("config-title", Everywhere),
    ("config-description", Everywhere),
    ("topic-title", Inside),
    ("topic-description", Inside),
    ("brand-name", Everywhere),
    ("brand-footer", Everywhere),
    ("brand-logo-file", Everywhere),
    ("repository", Inside),
    ("static-file", Inside),
    ("static-file-text", Inside),
    ("static-shown", Everywhere),
    // Front matter.
    ("front-title", Everywhere),
    ("front-heading", Inside),
    ("front-description", Inside),
    ("front-owner", Inside),
    ("front-extra", Nowhere),
    ("front-tag", Inside),
    // A set of questions.
    ("set-lead", Inside),
    ("section-title", Everywhere),
    ("section-lead", Inside),
    ("question-title", Everywhere),
    ("question-title-link-title", Inside),
    ("question-title-comment", Nowhere),
    ("question-id", Everywhere),
    ("question-tag", Inside),
    ("prompt", Everywhere),
    ("prompt-code", Everywhere),
    ("prompt-info", Nowhere),
    ("prompt-language", Nowhere),
    ("prompt-file", Inside),
    ("prompt-formula", Everywhere),
    ("prompt-alt", Everywhere),
    ("prompt-image-title", Inside),
    ("prompt-image-file", Everywhere),
    ("prompt-link-words", Everywhere),
    ("prompt-link-title", Inside),
    ("prompt-link-out", Everywhere),
    ("prompt-dead-words", Everywhere),
    ("prompt-dead-target", Inside),
    ("prompt-comment", Nowhere),
    ("prompt-fold-summary", Inside),
    ("prompt-fold", Inside),
    ("prompt-html", Inside),
    ("prompt-html-title", Inside),
    ("prompt-footnote", Everywhere),
    ("prompt-after-heading", Inside),
    ("prompt-heading", Inside),
    ("option-wrong", Everywhere),
    ("option-right", Everywhere),
    ("option-why", Inside),
    ("option-after", Inside),
    ("hint", Inside),
    ("answer", Inside),
    ("answer-heading", Inside),
    ("answer-code", Inside),
    ("answer-formula", Inside),
    ("answer-alt", Inside),
    ("answer-image-file", Inside),
    ("answer-attachment", Inside),
    ("answer-attachment-text", Inside),
    ("answer-link-out", Inside),
    ("answer-footnote", Inside),
    ("answer-reference", Inside),
    ("answer-html", Inside),
    ("answer-comment", Nowhere),
    ("follow-up", Inside),
    ("follow-up-answer", Inside),
    ("minimum", Inside),
    ("strong", Inside),
    ("red-flags", Inside),
    ("notes", Inside),
    // Questions whose parts were guessed.
    ("guessed-title", Everywhere),
    ("guessed-answer", Inside),
    ("unbounded-title", Everywhere),
    ("unbounded-prompt", Inside),
    // A scenario.
    ("scenario-lead", Inside),
    ("scenario-title", Everywhere),
    ("scenario-prose", Inside),
    ("role-key", Inside),
    ("role-value", Inside),
    ("role-prose", Inside),
    ("format-step", Inside),
    ("format-prose", Inside),
    ("scenario-question", Everywhere),
    ("scenario-prompt", Everywhere),
    ("scenario-answer", Inside),
    ("evaluation-lead", Inside),
    ("pass", Inside),
    ("strong-pass", Inside),
    ("fail", Inside),
    // What a candidate sees nothing of, file names included.
    ("playbook-file", Inside),
    ("playbook-title", Inside),
    ("playbook-prose", Inside),
    ("phase", Inside),
    ("phase-prose", Inside),
    ("phase-prompt", Inside),
    ("indicator", Inside),
    ("advice-red-flag", Inside),
    ("instead", Inside),
    ("say", Inside),
    ("transcript-file", Inside),
    ("transcript-title", Inside),
    ("transcript-prose", Inside),
    ("turn-question", Inside),
    ("turn-reply", Inside),
    ("glossary-file", Inside),
    ("glossary-title", Inside),
    ("glossary-lead", Inside),
    ("term", Inside),
    ("definition", Inside),
    ("used-term", Inside),
    ("used-definition", Inside),
    ("page-file", Inside),
    ("page-title", Inside),
    ("page-prose", Inside),
    ("page-attachment", Inside),
    ("home-title", Inside),
    ("home-prose", Inside),
    ("draft-title", Nowhere),
    ("limited-title", Inside),
    ("unlinked-attachment", Nowhere),
];

const CONFIG: &str = "\
title: %config-title%
description: About %config-description%
base-url: https://guide.example/
brand: {name: %brand-name%, logo: %brand-logo-file%.svg, footer: Made by %brand-footer%}
repository: https://github.com/%repository%/guide
front-matter: {extra: [team]}
topics: {%question-tag%: {title: Topic %topic-title%, description: About %topic-description%}}
editions:
  candidate: {static: [shown/]}
";

const QUESTIONS: &str = r#"---
title: Set %front-title%
description: About %front-description%
owner: %front-owner%
team: %front-extra%
tags: [%front-tag%]
---

# Heading %front-heading%

Lead %set-lead%.

## Section %section-title%

Before %section-lead%.

### What is [%question-title%](https://example.org "%question-title-link-title%")? <!-- %question-title-comment% -->
<!-- id: q-%question-id% -->

**Level:** senior · **Tags:** %question-tag% · **Time:** 5 min

Asked %prompt% with $\text{%prompt-formula%}$ and a note[^shown].

![%prompt-alt%](img/%prompt-image-file%.png "%prompt-image-title%")

[%prompt-link-words%](https://example.org/%prompt-link-out% "%prompt-link-title%") and
[%prompt-dead-words%](%prompt-dead-target%.md) and [a page](%page-file%.md)

```%prompt-language% x=%prompt-info% title="%prompt-file%"
%prompt-code%
```

<!-- %prompt-comment% -->

<details><summary>More %prompt-fold-summary%</summary>

Folded %prompt-fold%.

</details>

<p title="%prompt-html-title%">%prompt-html%</p>

#### Background %prompt-heading%

After %prompt-after-heading%.

#### Options

- [ ] Wrong %option-wrong%
- [x] **Right %option-right%**

  Because %option-why%.

After them %option-after%.

#### Hints

1. Think of %hint%.

#### Answer

It is %answer%, a %used-term%, with $\text{%answer-formula%}$ and a note[^hidden] and [a word][reference].

##### Inside %answer-heading%

![%answer-alt%](img/%answer-image-file%.png) [the file](files/%answer-attachment%.txt)
[elsewhere](https://example.org/%answer-link-out%)

```text
%answer-code%
```

<b>%answer-html%</b> <!-- %answer-comment% -->

#### Follow-ups

- And %follow-up%?

  Then %follow-up-answer%.

#### Rubric

**Minimum acceptable**

- Says %minimum%

**Strong answer**

- Says %strong%

**Red flags**

- Says %red-flags%

#### Notes

For you: %notes%.

### Is %unbounded-title% one?

Text %unbounded-prompt% that may be all.

#### Follow-ups

- Why?

[^shown]: Note %prompt-footnote%.
[^hidden]: Note %answer-footnote%.
[reference]: https://example.org/%answer-reference%
"#;

const GUESSED: &str = "\
# Guesses

## 1. What is %guessed-title%?

It is %guessed-answer%.

## 2. What else?

Something.

## 3. And then?

Nothing.
";

const SCENARIO: &str = "\
# Scenarios

Lead %scenario-lead%.

## Scenario 1: %scenario-title%

Prose %scenario-prose%.

### Role

- **Key %role-key%**: value %role-value%

Also %role-prose%.

### Interview format

- 15 minutes: Step %format-step%

And %format-prose%.

### Questions

#### Question 1: Why %scenario-question%?

Asked %scenario-prompt%.

**Expected Answer:** Because %scenario-answer%.

### Evaluation criteria

Before %evaluation-lead%.

**Pass**

- %pass%

**Strong pass**

- %strong-pass%

**Fail**

- %fail%
";

const PLAYBOOK: &str = "\
# Playbook %playbook-title%

Prose %playbook-prose%.

### Phase 1: %phase% (5 minutes)

Inside %phase-prose%.

- \"What about %phase-prompt%?\"

### Phase 2: Rest (10 minutes)

Rest.

### Strong indicators

- %indicator%

### Red flags

- %advice-red-flag%

**Instead of:** \"%instead%\"

**Say:** \"%say%\"
";

const TRANSCRIPT: &str = "\
# Talk %transcript-title%

Prose %transcript-prose%.

**Interviewer:** What is %turn-question%?

**Candidate:** It is %turn-reply%.

**Interviewer:** And now?

**Candidate:** Nothing.
";

const GLOSSARY: &str = "\
# Words %glossary-title%

Lead %glossary-lead%.

%term%
: means %definition%

%used-term%
: is used in an answer and means %used-definition%
";

const PAGE: &str = "\
# Page %page-title%

Prose %page-prose% and [a file](files/%page-attachment%.txt).
";

/// The word of a row: letters that no other text holds, in lower case as in ids and addresses.
fn word(name: &str) -> String {
    let position = PLANTED
        .iter()
        .position(|(known, _)| *known == name)
        .unwrap_or_else(|| panic!("'{name}' is not in the table"));
    let letter = |value: usize| char::from(b'a' + u8::try_from(value % 26).expect("a letter"));
    format!("zq{}{}xw", letter(position / 26), letter(position))
}

/// The text with every `%name%` replaced, and the names.
fn planted(text: &str, used: &mut BTreeSet<String>) -> String {
    let mut out = String::new();
    for (index, piece) in text.split('%').enumerate() {
        if index % 2 == 0 {
            out.push_str(piece);
        } else {
            used.insert(piece.to_owned());
            out.push_str(&word(piece));
        }
    }
    out
}

/// The site with all words planted.
fn sown() -> Site {
    let files: &[(&str, &str)] = &[
        ("prepbook.yml", CONFIG),
        (
            "static/%brand-logo-file%.svg",
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
        ),
        ("static/%static-file%.txt", "%static-file-text%"),
        ("static/shown/%static-shown%.txt", "shown"),
        (
            "content/index.md",
            "# Home %home-title%\n\nWelcome %home-prose%.\n",
        ),
        ("content/questions.md", QUESTIONS),
        ("content/guessed.md", GUESSED),
        ("content/scenarios.md", SCENARIO),
        ("content/%playbook-file%.md", PLAYBOOK),
        ("content/%transcript-file%.md", TRANSCRIPT),
        ("content/%glossary-file%.md", GLOSSARY),
        ("content/%page-file%.md", PAGE),
        (
            "content/draft.md",
            "---\ndraft: true\n---\n# Why %draft-title%?\n",
        ),
        (
            "content/limited.md",
            "---\neditions: [workshop]\n---\n# Set\n\n## Why %limited-title%?\n\n### Answer\n\nSo.\n",
        ),
        ("content/img/%prompt-image-file%.png", "picture"),
        ("content/img/%answer-image-file%.png", "picture"),
        (
            "content/files/%answer-attachment%.txt",
            "%answer-attachment-text%",
        ),
        ("content/files/%page-attachment%.txt", "text"),
        ("content/files/%unlinked-attachment%.txt", "text"),
    ];
    let mut used = BTreeSet::new();
    let mut site = Site::new();
    for (path, text) in files {
        site = site.file(&planted(path, &mut used), planted(text, &mut used));
    }
    let table: BTreeSet<String> = PLANTED.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(used, table, "rows that nothing plants");
    site
}

/// The rows whose words stand in some file's bytes or name, with the files.
fn found(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<&'static str, Vec<String>> {
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, _) in PLANTED {
        let word = word(name);
        for (path, bytes) in files {
            let text = format!("{path}\n{}", String::from_utf8_lossy(bytes)).to_lowercase();
            if text.contains(&word) {
                found.entry(name).or_default().push(path.clone());
            }
        }
    }
    found
}

/// What the output of an edition holds.
fn built(site: &Site, edition: &str) -> BTreeMap<&'static str, Vec<String>> {
    let run = site.run(&["build", "site", "--edition", edition, "--out", edition]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    found(&snapshot(&site.path(edition)))
}

fn names(seen: &[Seen]) -> BTreeSet<&'static str> {
    PLANTED
        .iter()
        .filter(|(_, wanted)| seen.contains(wanted))
        .map(|(name, _)| *name)
        .collect()
}

#[test]
fn the_candidates_site_holds_the_words_of_the_allow_list_and_no_other() {
    let site = sown();
    let found = built(&site, "candidate");
    let wanted = names(&[Everywhere]);
    let leaked: BTreeMap<_, _> = found
        .iter()
        .filter(|(name, _)| !wanted.contains(*name))
        .collect();
    assert!(leaked.is_empty(), "leaked: {leaked:#?}");
    let lost: Vec<_> = wanted
        .iter()
        .filter(|name| !found.contains_key(*name))
        .collect();
    assert!(lost.is_empty(), "not shown: {lost:#?}");
}

#[test]
fn the_whole_site_holds_everything_that_is_shown_at_all() {
    let site = sown();
    let found: BTreeSet<_> = built(&site, "interviewer").into_keys().collect();
    let wanted = names(&[Everywhere, Inside]);
    let lost: Vec<_> = wanted.difference(&found).collect();
    assert!(lost.is_empty(), "not shown: {lost:#?}");
    let more: Vec<_> = found.difference(&wanted).collect();
    assert!(more.is_empty(), "not meant to be shown: {more:#?}");
}

#[test]
fn the_list_of_an_edition_holds_what_the_edition_shows() {
    let site = sown();
    let run = site.run(&["list", "site", "--json", "--edition", "candidate"]);
    let files = BTreeMap::from([(String::new(), run.stdout.into_bytes())]);
    let shown = names(&[Everywhere]);
    let leaked: Vec<_> = found(&files)
        .into_keys()
        .filter(|name| !shown.contains(name))
        .collect();
    assert!(leaked.is_empty(), "leaked: {leaked:#?}");
}

/// Forms of the wild: a document, whether the title may be shown, and a word in it that only
/// answers hold.
#[test]
fn answers_of_plain_forms_stay_out() {
    const SECRET: &str = "zqsecretxw";
    for (name, text) in [
        (
            "unlabelled",
            "# Q\n\n## 1. What is A?\n\nIt is SECRET.\n\n## 2. What is B?\n\nB.\n\n## 3. What is C?\n\nC.\n",
        ),
        (
            "folded",
            "# Q\n\n## What is A?\n\n<details><summary>Answer</summary>\n\nSECRET\n\n</details>\n\n## What is B?\n\n<details><summary>Show it</summary>\n\nSECRET\n\n</details>\n",
        ),
        (
            "folded in a line",
            "# Q\n\n## What is A?\n\nSay. <details><summary>x</summary>SECRET</details>\n\n#### Answer\n\nx\n",
        ),
        (
            "hidden by markup",
            "# Q\n\n## What is A?\n\nSay. <span hidden>SECRET</span>\n\n<!-- SECRET -->\n\n#### Answer\n\nx\n",
        ),
        (
            "bold labels",
            "# Q\n\n**Q1: What is A?**\n\n**A:** SECRET\n\n**Q2: What is B?**\n\n**A:** B\n\n**Q3: What is C?**\n\n**A:** C\n",
        ),
        (
            "foreign label",
            "# Q\n\n### Was ist A?\n\nSag es.\n\n#### Lösung\n\nSECRET\n\n#### Hints\n\n- x\n",
        ),
        (
            "foreign bold label",
            "# Q\n\n### Was ist A?\n\n**Lösung:** SECRET\n\n#### Hints\n\n- x\n",
        ),
        (
            "one without a label",
            "# Q\n\n### What is A?\n\nSECRET\n\n### What is B?\n\n#### Answer\n\nB\n\n### What is C?\n\n#### Answer\n\nC\n",
        ),
        (
            "answer key",
            "# Exam\n\n## Questions\n\n### 1. What is A?\n\n### 2. What is B?\n\n### 3. What is C?\n\n## Answer key\n\n### 1. SECRET\n\n### 2. b\n\n### 3. c\n",
        ),
        (
            "multiple choice",
            "# Q\n\n### What is A?\n\n#### Options\n\n- [ ] one\n- [x] two\n\n  SECRET\n\nSECRET\n\n### What is B?\n\n- [ ] one\n- [x] two\n\n  SECRET\n",
        ),
        (
            "signs in options",
            "# Q\n\n### What is A?\n\n#### Options\n\n- one\n- SECRET ✅\n\n#### Answer\n\ntwo\n",
        ),
        (
            "choices in a prompt",
            "# Q\n\n### What is A?\n\nWhich?\n\n- [ ] one\n- [x] two\n\n  SECRET\n\n#### Answer\n\ntwo\n",
        ),
        (
            "signs in a prompt's choices",
            "# Q\n\n### What is A?\n\nWhich?\n\n- [ ] one\n- [x] SECRET ✅\n\n#### Answer\n\ntwo\n",
        ),
        (
            "ticked prompt",
            "# Q\n\n### What is A?\n\nWhich?\n\n- one\n- two\n\nSECRET\n\n#### Follow-ups\n\n- Why?\n",
        ),
        (
            "transcript",
            "# T\n\n**Interviewer:** Why?\n\n**Candidate:** SECRET\n\n**Interviewer:** How?\n\n**Candidate:** So.\n",
        ),
        (
            "plain turns",
            "[interviewer]: Why?\n\n[candidate]: SECRET\n\n[interviewer]: How?\n\n[candidate]: So.\n",
        ),
        (
            "text of a PDF",
            "Interview Questions\n\n1. What is A?\nAnswer: SECRET\n\n2. What is B?\nAnswer: B\n\n3. What is C?\nAnswer: C\n",
        ),
        (
            "text of a PDF without labels",
            "Interview Questions\n\n1. What is A?\no SECRET is one.\no Two.\n\n2. What is B?\no One.\no Two.\n\n3. What is C?\no One.\no Two.\n",
        ),
        (
            "plain headings",
            "# Q\n\n## What is A?\n\nx\n\n## What is B?\n\nx\n\n## Because of SECRET\n\nx\n\n## What is C?\n\nx\n",
        ),
        (
            "a list",
            "# Q\n\n- What is A?\n  - SECRET\n- What is B?\n  - b\n",
        ),
        (
            "a table",
            "# Q\n\n| Question | Answer |\n|---|---|\n| What is A? | SECRET |\n",
        ),
    ] {
        let site = Site::new()
            .file("prepbook.yml", "content: .\n")
            .file("a.md", text.replace("SECRET", SECRET));
        let run = site.run(&["build", "site", "--edition", "candidate", "--out", "out"]);
        assert_eq!(run.code, 0, "{name}: {}", run.stderr);
        for (path, bytes) in snapshot(&site.path("out")) {
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            assert!(!text.contains(SECRET), "{name}: leaked in {path}\n{text}");
        }
        let whole = site.run(&["build", "site", "--out", "whole"]);
        assert_eq!(whole.code, 0, "{name}: {}", whole.stderr);
        let shown = snapshot(&site.path("whole"))
            .values()
            .any(|bytes| String::from_utf8_lossy(bytes).contains(SECRET));
        assert!(shown, "{name}: the whole guide does not show it");
    }
}

#[test]
fn the_right_choice_looks_like_the_others() {
    let site = Site::new().file("prepbook.yml", "content: .\n").file(
        "a.md",
        "# Q\n\n### Which?\n\nOne of:\n\n- [ ] [one](https://a.example)\n\
         - [x] [**two**](https://b.example)\n- [ ] *three*\n\n#### Answer\n\nTwo.\n\n\
         ### And which?\n\n#### Options\n\n- [ ] [one](https://a.example)\n\
         - [x] [**two**](https://b.example)\n\n#### Answer\n\nTwo.\n",
    );
    let run = site.run(&["build", "site", "--edition", "candidate", "--out", "out"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = std::fs::read_to_string(site.path("out/a.html")).expect("the page");
    let items: Vec<_> = page
        .lines()
        .filter(|line| line.contains("class=\"task") || line.contains("class=\"letter\""))
        .collect();
    let link = |letter, word| {
        format!(
            "<a class=\"external\" href=\"https://{letter}.example\" rel=\"noopener noreferrer\">{word}</a>"
        )
    };
    let option = |letter, question, inside| {
        format!(
            "<li><span class=\"letter\">{letter}</span> <div class=\"option\" \
             id=\"ui:option-a--{question}-{letter}\"><p>{inside}</p>"
        )
    };
    assert_eq!(
        items,
        [
            option('A', "which", link('a', "one")),
            option('B', "which", link('b', "two")),
            option('C', "which", "three".to_owned()),
            option('A', "and-which", link('a', "one")),
            option('B', "and-which", link('b', "two")),
        ]
    );
}

#[test]
fn an_edition_goes_beside_the_whole_site_and_says_its_name() {
    let site = sown();
    assert_eq!(site.run(&["build", "site"]).code, 0);
    assert_eq!(
        site.run(&["build", "site", "--edition", "candidate"]).code,
        0
    );
    let page = |folder: &str| {
        let path = site.path("site").join(folder).join("index.html");
        std::fs::read_to_string(path).expect("the start page")
    };
    assert!(!page("public").contains("class=\"edition\""));
    assert!(page("public-candidate").contains("<p class=\"edition\">Edition: candidate</p>"));
}

#[test]
fn an_unknown_edition_is_wrong_usage() {
    let site = Site::new()
        .file("prepbook.yml", "editions: {workshop: {show: [title]}}\n")
        .file("content/a.md", "# A\n");
    let run = site.run(&["build", "site", "--edition", "candidat"]);
    assert_eq!(
        run.transcript(),
        "error: there is no edition 'candidat'; the editions are interviewer, candidate, workshop\n\
         exit code: 2\n"
    );
}

#[test]
fn an_edition_of_ones_own_shows_what_it_names_and_holds_what_it_includes() {
    let site = sown();
    let config = site.path("site/prepbook.yml");
    let mut text = std::fs::read_to_string(&config).expect("prepbook.yml");
    text.push_str(
        "  workshop: {show: [title, prompt, hints, level, tags], include: [questions.md, limited.md]}\n",
    );
    std::fs::write(config, text).expect("written");
    let found: BTreeSet<_> = built(&site, "workshop").into_keys().collect();
    let mut wanted = names(&[Everywhere]);
    wanted.extend(["hint", "front-tag", "question-tag", "limited-title"]);
    wanted.extend(["topic-title", "topic-description"]);
    for name in [
        "option-wrong",
        "option-right",
        "static-shown",
        "guessed-title",
        "scenario-title",
        "scenario-question",
        "scenario-prompt",
    ] {
        wanted.remove(name);
    }
    // A question's own tags go before the document's.
    let found: BTreeSet<_> = found.into_iter().collect();
    assert_eq!(found, wanted);
}

#[test]
fn a_glossary_without_answers_tells_of_no_use_and_no_meaning_elsewhere() {
    let site = Site::new()
        .file(
            "prepbook.yml",
            "editions: {words: {show: [title, prompt, glossary]}}\n",
        )
        .file(
            "content/a.md",
            "# A\n\n## Why?\n\nA pool is asked about.\n\n### Answer\n\nA pool.\n",
        )
        .file(
            "content/b.md",
            "---\nkind: glossary\n---\n# B\n\nPool\n: Some water.\n",
        );
    let page = |edition: &str, name: &str| {
        let run = site.run(&["build", "site", "--edition", edition, "--out", edition]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let path = site.path(edition).join(name);
        std::fs::read_to_string(path).expect("the page")
    };
    assert!(page("interviewer", "a.html").contains("term-link"));
    assert!(page("interviewer", "b.html").contains("Used in 1 question"));
    assert!(page("words", "b.html").contains("Some water."));
    assert!(!page("words", "b.html").contains("term-uses"));
    let questions = page("words", "a.html");
    assert!(questions.contains("asked about") && !questions.contains("water"));
}

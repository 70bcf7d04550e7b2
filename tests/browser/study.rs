//! A small guide with one of everything that reading helpers act on, opened double-clicked and
//! served.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::Case;
use crate::chromium::Chromium;
use crate::page::Page;
use crate::site::{Server, Site};

const CONFIGURATION: &str = "title: Small guide\nredirects:\n  old/questions.md: questions.md\n  \
    \"old/questions.md#away\": \"more/single.md#single-two\"\n  \
    \"more/talk.md#gone\": \"questions.md#two\"\n";

const QUESTIONS: &str = r"---
kind: questions
---

# Questions

## First things

### What is one?
<!-- id: one -->

The prompt of one. See [the third](#three).

#### Hints
1. The weakest hint.
2. The second hint.
3. The strongest hint.

#### Answer
The answer of one.

<details><summary>More</summary>

<span id='deep'></span>A place inside a fold inside the answer.

</details>

#### Follow-ups
- What follows?

  The answer of the follow-up.

#### Rubric
**Minimum acceptable**
- The minimum of one

### Which are even?
<!-- id: two -->

#### Options
- [ ] Three
- [x] Four
- [x] Six

#### Answer
Four and six.

### Which is odd?
<!-- id: three -->

#### Options
- [x] Three
- [ ] Four

#### Answer
The answer of three.

### Who knows?
<!-- id: four -->

#### Options
- This
- That

#### Answer
Nobody.
";

const SINGLE: &str = r"---
kind: questions
---

# Single choices

## Choose

### Which is odd?
<!-- id: single -->

#### Options
- [x] Three
- [ ] Four

#### Answer
Three.

### And which is even?
<!-- id: single-two -->

#### Options
- [ ] Three
- [x] Four

#### Answer
Four.
";

const TRANSCRIPT: &str = "---\nkind: transcript\n---\n\n# A talk\n\n\
    **Interviewer:** What do you see?\n\n**Candidate:** A reply that is folded.\n\n\
    **Interviewer:** And then?\n\n**Candidate:** Another reply.\n";

/// Writes the guide's sources.
pub fn write(folder: &Path) -> Result<()> {
    fs::write(folder.join("prepbook.yml"), CONFIGURATION)?;
    fs::create_dir_all(folder.join("content/more"))?;
    fs::write(folder.join("content/questions.md"), QUESTIONS)?;
    fs::write(folder.join("content/more/single.md"), SINGLE)?;
    fs::write(folder.join("content/more/talk.md"), TRANSCRIPT)?;
    Ok(())
}

/// Two trials: the guide opened from its folder, and served.
pub fn both(
    name: &str,
    body: impl Fn(&Chromium, &str) -> Result<()> + Copy + Send + 'static,
) -> Vec<Case> {
    vec![
        from_file(&format!("{name}_from_file"), body),
        served(&format!("{name}_served"), body),
    ]
}

/// A trial with the guide opened from its folder.
pub fn from_file(
    name: &str,
    body: impl Fn(&Chromium, &str) -> Result<()> + Send + 'static,
) -> Case {
    Case::new(name, move |chromium| {
        let folder = tempfile::tempdir()?;
        write(folder.path())?;
        let site = Site::build(folder.path())?;
        body(chromium, &site.base())
    })
}

/// A trial with the guide served.
pub fn served(name: &str, body: impl Fn(&Chromium, &str) -> Result<()> + Send + 'static) -> Case {
    Case::new(name, move |chromium| {
        let folder = tempfile::tempdir()?;
        write(folder.path())?;
        let server = Server::start(folder.path())?;
        body(chromium, &server.base)
    })
}

/// Opens a page of the guide in a tab of its own.
pub fn open(chromium: &Chromium, base: &str, name: &str) -> Result<Page> {
    let mut page = Page::open(chromium)?;
    page.set_viewport(1280, 800)?;
    page.goto(&format!("{base}{name}"))?;
    Ok(page)
}

/// Fails unless `js` has the value `expected`.
pub fn expect(page: &mut Page, js: &str, expected: impl Into<Value>) -> Result<()> {
    let (found, expected) = (page.evaluate(js)?, expected.into());
    ensure!(found == expected, "{js} is {found} instead of {expected}");
    Ok(())
}

/// Runs a script in every page that is loaded from now on, before its own.
pub fn before_each_page(page: &mut Page, js: &str) -> Result<()> {
    page.call(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": js }),
    )?;
    Ok(())
}

/// Types text where the focus is.
pub fn insert(page: &mut Page, text: &str) -> Result<()> {
    page.call("Input.insertText", json!({ "text": text }))?;
    Ok(())
}

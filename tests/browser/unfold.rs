//! Arriving at a place: whatever folds it away is opened.

use anyhow::{Context, Result};

use crate::Case;
use crate::chromium::Chromium;
use crate::study::{both, expect, from_file, open};

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    let mut cases = both("unfold::a_place_inside_nested_folds", nested_folds);
    cases.extend(both("unfold::the_same_link_twice", same_link_twice));
    cases.push(from_file("unfold::back_and_forth", back_and_forth));
    cases.push(from_file("unfold::a_hint_by_its_place", hint));
    cases
}

const IN_VIEW: &str = "(() => { const box = document.querySelector(':target') \
    .getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight; })()";

fn nested_folds(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    let id = page.evaluate("document.querySelector('#one .fold span[id]')?.id ?? ''")?;
    let id = id.as_str().context("an id")?.to_owned();
    anyhow::ensure!(!id.is_empty(), "the author's id is kept");
    page.goto(&format!("{base}index.html"))?;
    page.goto(&format!("{base}questions.html#{id}"))?;
    page.wait_for("document.querySelector('#one > .answer').open")?;
    expect(&mut page, "document.querySelector('#one .fold').open", true)?;
    page.wait_for(IN_VIEW)?;
    // Nothing else is revealed.
    expect(
        &mut page,
        "document.querySelectorAll('.answer[open]').length",
        1,
    )?;
    page.assert_clean(base)
}

fn same_link_twice(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    let link = "#one .prompt a";
    page.evaluate("void (document.querySelector('#one .prompt a').href = '#three--answer')")?;
    let answer = "document.getElementById('three--answer')";
    page.click(link)?;
    page.wait_for(&format!("{answer}.open"))?;
    page.click("#three--answer > summary")?;
    page.wait_for(&format!("!{answer}.open"))?;
    page.click(link)?;
    page.wait_for(&format!("{answer}.open"))?;
    page.wait_for(IN_VIEW)?;
    page.assert_clean(base)
}

fn back_and_forth(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html#one--answer")?;
    page.wait_for("document.getElementById('one--answer').open")?;
    page.evaluate("void (location.hash = '#two--answer')")?;
    page.wait_for("document.getElementById('two--answer').open")?;
    page.evaluate("document.getElementById('one--answer').open = false")?;
    page.evaluate("void history.back()")?;
    page.wait_for("document.getElementById('one--answer').open")?;
    page.assert_clean(base)
}

fn hint(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    // A place inside the third hint shows it, although the first was never open.
    page.evaluate(
        "(() => { const hint = document.querySelectorAll('#one .hint')[2]; \
         hint.querySelector('.fold-body').id = 'within'; location.hash = '#within'; })()",
    )?;
    page.wait_for("document.querySelectorAll('#one .hint')[2].open")?;
    page.wait_for(IN_VIEW)?;
    page.assert_clean(base)
}

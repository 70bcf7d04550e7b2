//! Choices that can be tried, and hints one by one.

use anyhow::Result;
use serde_json::json;

use crate::Case;
use crate::chromium::Chromium;
use crate::page::Page;
use crate::study::{both, expect, from_file, open};

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    let mut cases = both("choices::several_may_be_right", several);
    cases.push(from_file("choices::one_is_right_everywhere", one));
    cases.push(from_file("choices::an_unknown_key_is_said", unknown));
    cases.push(from_file("choices::by_keyboard", by_keyboard));
    cases.extend(both("choices::hints_come_one_by_one", hints));
    cases
}

const JUDGED: &str = "[...document.querySelectorAll('#two .options > li')].map((item) => \
    item.querySelector('.judged')?.textContent ?? '')";

fn result(page: &mut Page, expected: &str) -> Result<()> {
    expect(
        page,
        "document.querySelector('#two .try-result').textContent",
        expected,
    )
}

fn several(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    // One page has both lists, so neither tells how many are right.
    expect(
        &mut page,
        "[...document.querySelectorAll('.options input')].map((input) => input.type)",
        json!(["checkbox", "checkbox", "checkbox", "checkbox", "checkbox"]),
    )?;
    page.click("#two .check")?;
    result(&mut page, "Choose something first.")?;
    // The whole choice can be clicked.
    page.click("#two .options > li:nth-child(2) .option")?;
    page.click("#two .check")?;
    result(&mut page, "Right so far, but there is more.")?;
    expect(&mut page, JUDGED, json!(["", "Right", ""]))?;
    page.click("#two .options > li:nth-child(1) input")?;
    // What was said is about another choice.
    result(&mut page, "")?;
    page.click("#two .check")?;
    result(
        &mut page,
        "Not right yet. Look at it again, or show the key.",
    )?;
    expect(&mut page, JUDGED, json!(["Not right", "Right", ""]))?;
    page.click("#two .options > li:nth-child(1) input")?;
    page.click("#two .options > li:nth-child(3) input")?;
    page.click("#two .check")?;
    result(&mut page, "That is right, and all of it.")?;
    expect(&mut page, JUDGED, json!(["", "Right", "Right"]))?;
    page.click("#two .key > summary")?;
    expect(
        &mut page,
        "document.querySelector('#two .key p').innerText",
        "Correct: B, C",
    )?;
    page.assert_clean(base)
}

fn one(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "more/single.html")?;
    page.click("#single .options > li:nth-child(2)")?;
    page.click("#single .options > li:nth-child(1)")?;
    page.click("#single-two .options > li:nth-child(1)")?;
    expect(
        &mut page,
        "[...document.querySelectorAll('.options input')].map((input) => [input.type, input.checked])",
        json!([
            ["radio", true],
            ["radio", false],
            ["radio", true],
            ["radio", false]
        ]),
    )?;
    page.click("#single .check")?;
    expect(
        &mut page,
        "document.querySelector('#single .try-result').textContent",
        "That is right, and all of it.",
    )
}

fn unknown(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    expect(
        &mut page,
        "[document.querySelectorAll('#four input, #four .check').length, \
         document.querySelector('#four .key-unknown').innerText]",
        json!([0, "The source does not say which choice is right."]),
    )
}

fn by_keyboard(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    page.evaluate("document.querySelector('#two input').focus()")?;
    page.press("Tab")?;
    page.press(" ")?;
    page.press("Tab")?;
    page.press(" ")?;
    page.press("Tab")?;
    page.press("Enter")?;
    result(&mut page, "That is right, and all of it.")?;
    // The letter keys still work beside a choice, which is no text field.
    page.evaluate("document.querySelector('#two input').focus()")?;
    page.press("a")?;
    expect(
        &mut page,
        "document.getElementById('two--answer').open",
        true,
    )
}

fn hints(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    let seen = "[...document.querySelectorAll('#one .hint')].filter((hint) => \
                hint.checkVisibility()).map((hint) => hint.querySelector('summary').innerText)";
    let number = format!("{seen}.length");
    expect(&mut page, seen, json!(["Hint 1 of 3"]))?;
    page.click("#one .hint:nth-child(1) > summary")?;
    page.wait_for(&format!("{number} === 2"))?;
    expect(&mut page, seen, json!(["Hint 1 of 3", "Hint 2 of 3"]))?;
    page.click("#one .hint:nth-child(2) > summary")?;
    page.wait_for(&format!("{number} === 3"))?;
    // Folding a hint takes none away.
    page.click("#one .hint:nth-child(1) > summary")?;
    page.wait_for("!document.querySelector('#one .hint').open")?;
    expect(
        &mut page,
        seen,
        json!(["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3"]),
    )?;
    page.assert_clean(base)
}

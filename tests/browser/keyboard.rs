//! Reading by keyboard: single keys, their switch, and what they leave alone.

use anyhow::Result;
use serde_json::json;

use crate::Case;
use crate::chromium::Chromium;
use crate::page::Page;
use crate::study::{both, expect, from_file, insert, open};

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    let mut cases = both("keyboard::single_keys_act", single_keys);
    cases.extend(both("keyboard::single_keys_can_be_off", switched_off));
    cases.push(from_file(
        "keyboard::typing_and_modifiers_are_left_alone",
        left_alone,
    ));
    cases.push(from_file(
        "keyboard::space_and_enter_act_on_the_focus",
        space_and_enter,
    ));
    cases.push(from_file(
        "keyboard::exchanges_are_gone_through_too",
        exchanges,
    ));
    cases.push(from_file("keyboard::dialogs_give_the_focus_back", dialogs));
    cases
}

const FOCUS: &str = "document.activeElement.id";

fn single_keys(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    for (key, id) in [
        ("j", "one"),
        ("j", "two"),
        ("j", "three"),
        ("k", "two"),
        ("k", "one"),
    ] {
        page.press(key)?;
        expect(&mut page, FOCUS, id)?;
        expect(
            &mut page,
            "document.activeElement.getBoundingClientRect().top >= \
             document.querySelector('.site-header').getBoundingClientRect().bottom - 1",
            true,
        )?;
    }
    let hints = "[...document.querySelectorAll('#one .hint')].map((hint) => hint.open)";
    for open in [json!([true, false, false]), json!([true, true, false])] {
        page.press("h")?;
        expect(&mut page, hints, open)?;
    }
    page.press("a")?;
    expect(
        &mut page,
        "document.getElementById('one--answer').open",
        true,
    )?;
    page.press("a")?;
    expect(
        &mut page,
        "document.getElementById('one--answer').open",
        false,
    )?;
    page.press("2")?;
    expect(&mut page, "prepbook.marks.of('one')", "not-yet")?;
    page.press("r")?;
    expect(
        &mut page,
        "document.querySelectorAll('.answer:not([open])').length",
        0,
    )?;
    page.press("r")?;
    expect(
        &mut page,
        "document.querySelectorAll('.answer[open]').length",
        0,
    )?;
    page.press("?")?;
    expect(&mut page, "document.getElementById('ui:keys').open", true)?;
    page.press("Escape")?;
    expect(&mut page, "document.getElementById('ui:keys').open", false)?;
    page.assert_clean(base)
}

fn switched_off(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    page.press("?")?;
    page.click("[name=ui-keys]")?;
    page.press("Escape")?;
    nothing_happens(&mut page)?;
    // It is remembered, on other pages too.
    page.goto(&format!("{base}more/single.html"))?;
    nothing_happens(&mut page)?;
    expect(
        &mut page,
        "document.querySelector('[name=ui-keys]').checked",
        false,
    )?;
    // Without single keys the list of keys is still there, and so is the switch.
    page.click(".settings-button")?;
    page.click("[data-opens='ui:keys']")?;
    page.click("[name=ui-keys]")?;
    page.press("Escape")?;
    page.press("j")?;
    expect(&mut page, FOCUS, "single")?;
    page.assert_clean(base)
}

fn nothing_happens(page: &mut Page) -> Result<()> {
    page.evaluate("document.activeElement.blur()")?;
    for key in ["j", "k", "a", "h", "r", "1", "?"] {
        page.press(key)?;
    }
    expect(page, "document.activeElement === document.body", true)?;
    expect(
        page,
        "document.querySelectorAll('.body details[open], dialog[open]').length",
        0,
    )?;
    expect(page, "prepbook.marks.all().size", 0)
}

fn left_alone(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    page.click("#one .note-button")?;
    insert(&mut page, "a ")?;
    for key in ["j", "a", "?"] {
        page.press(key)?;
    }
    expect(&mut page, "document.activeElement.value", "a ja?")?;
    expect(
        &mut page,
        "document.querySelectorAll('.answer[open], dialog[open]').length",
        0,
    )?;
    page.press("Escape")?;
    page.evaluate("document.activeElement.blur()")?;
    for keys in ["Control+j", "Alt+a", "Meta+r", "Control+a"] {
        page.press(keys)?;
    }
    expect(
        &mut page,
        "document.querySelectorAll('.answer[open]').length",
        0,
    )?;
    expect(&mut page, "document.activeElement === document.body", true)
}

fn space_and_enter(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    let states = "[document.getElementById('one--answer').open, \
                  document.getElementById('two--answer').open]";
    page.evaluate("document.querySelector('#one--answer > summary').focus()")?;
    page.press("Enter")?;
    expect(&mut page, states, json!([true, false]))?;
    page.press(" ")?;
    expect(&mut page, states, json!([false, false]))?;
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")?;
    page.press("Enter")?;
    expect(&mut page, states, json!([false, false]))
}

fn exchanges(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "more/talk.html")?;
    page.press("j")?;
    page.press("j")?;
    page.press("a")?;
    page.press("3")?;
    expect(
        &mut page,
        "[...document.querySelectorAll('.exchange')].map((exchange) => \
         [exchange.querySelector('details').open, prepbook.marks.of(exchange.id) ?? ''])",
        json!([[false, ""], [true, "later"]]),
    )?;
    page.assert_clean(base)
}

fn dialogs(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    page.evaluate("document.querySelector('.settings-button').focus()")?;
    page.press("Enter")?;
    expect(
        &mut page,
        "document.getElementById('ui:settings').open",
        true,
    )?;
    for _ in 0..40 {
        page.press("Tab")?;
        expect(
            &mut page,
            "document.activeElement === document.body || \
             document.getElementById('ui:settings').contains(document.activeElement)",
            true,
        )?;
    }
    page.press("Escape")?;
    expect(
        &mut page,
        "document.activeElement.className.includes('settings-button')",
        true,
    )?;
    // Every control says what it is.
    let nameless = "[...document.querySelectorAll('button, input, textarea')].filter((control) => \
        !(control.textContent.trim() || control.ariaLabel || control.labels?.length || \
        control.getAttribute('aria-labelledby'))).map((control) => control.outerHTML)";
    expect(&mut page, nameless, json!([]))
}

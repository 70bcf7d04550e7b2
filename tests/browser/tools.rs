//! What is loaded only when a reader reaches for it: nothing of it before, and nothing lost then.

use anyhow::Result;

use crate::Case;
use crate::chromium::Chromium;
use crate::page::Page;
use crate::study::{both, expect, insert};

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    let mut cases = both("tools::dialogs_come_when_asked_for", dialogs);
    cases.extend(both("tools::lists_narrow_by_the_first_letter", lists));
    cases.extend(both("tools::addresses_narrow_by_themselves", addresses));
    cases.extend(both("tools::notes_are_written", notes));
    cases
}

const ARE_THERE: &str = "prepbook.hasTools";

fn arrive(chromium: &Chromium, base: &str, path: &str) -> Result<Page> {
    let mut page = Page::open(chromium)?;
    page.arrive(&format!("{base}{path}"))?;
    Ok(page)
}

fn dialogs(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = arrive(chromium, base, "questions.html")?;
    expect(&mut page, ARE_THERE, false)?;
    expect(
        &mut page,
        "[...document.querySelectorAll('script[src*=assets], link[rel=stylesheet]')].length",
        2,
    )?;
    page.press("?")?;
    page.wait_for("document.getElementById('ui:keys').open")?;
    expect(&mut page, ARE_THERE, true)?;
    page.assert_clean(base)
}

fn lists(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = arrive(chromium, base, "all-questions.html")?;
    expect(&mut page, ARE_THERE, false)?;
    // As fast as nobody types: before the tools can be there.
    page.evaluate(
        "(() => { const field = document.querySelector('.narrow [name=words]'); \
         field.value = 'zzzz'; \
         field.dispatchEvent(new Event('input', { bubbles: true })); })()",
    )?;
    page.wait_for("!document.querySelector('.narrow-empty').hidden")?;
    expect(
        &mut page,
        "document.querySelector('.narrow [name=words]').value",
        "zzzz",
    )?;
    expect(&mut page, "location.search", "?words=zzzz")?;
    page.assert_clean(base)
}

fn addresses(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = arrive(chromium, base, "all-questions.html?words=zzzz")?;
    page.wait_for("!document.querySelector('.narrow-empty').hidden")?;
    page.assert_clean(base)
}

fn notes(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = arrive(chromium, base, "questions.html")?;
    page.evaluate("document.querySelector('#one .note-button').click()")?;
    page.wait_for("document.activeElement.matches('#one textarea')")?;
    insert(&mut page, "Ask again")?;
    page.press("Escape")?;
    expect(
        &mut page,
        "document.querySelector('#one .own-note-text').textContent",
        "Ask again",
    )?;
    page.assert_clean(base)
}

//! Old addresses: where they send on, with their fragments, with and without scripts.

use anyhow::Result;

use crate::Case;
use crate::chromium::Chromium;
use crate::page::Page;
use crate::study::{both, expect};

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    let mut cases = both("redirect::a_fragment_is_kept", fragment_kept);
    cases.extend(both(
        "redirect::a_fragment_that_moved_elsewhere",
        moved_away,
    ));
    cases.extend(both("redirect::without_scripts", without_scripts));
    cases.extend(both(
        "redirect::a_follow_up_says_what_it_is_part_of",
        part_of,
    ));
    cases
}

fn arrived(page: &mut Page, base: &str, at: &str) -> Result<()> {
    page.wait_for(&format!("location.href === {:?}", format!("{base}{at}")))
}

/// Goes to a page that is left before it has loaded.
fn follow(page: &mut Page, base: &str, to: &str) -> Result<()> {
    page.goto(&format!("{base}index.html"))?;
    page.evaluate(&format!(
        "void location.assign({:?})",
        format!("{base}{to}")
    ))?;
    Ok(())
}

fn fragment_kept(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    follow(&mut page, base, "old/questions.html#two--answer")?;
    arrived(&mut page, base, "questions.html#two--answer")?;
    page.wait_for("document.getElementById('two--answer').open")?;
    page.assert_clean(base)
}

fn moved_away(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    follow(&mut page, base, "old/questions.html#away")?;
    arrived(&mut page, base, "more/single.html#single-two")?;
    // The page is still there, and what was on it is not.
    follow(&mut page, base, "more/talk.html#gone")?;
    arrived(&mut page, base, "questions.html#two")?;
    page.assert_clean(base)
}

fn without_scripts(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    page.disable_javascript()?;
    page.goto(&format!("{base}old/questions.html"))?;
    arrived(&mut page, base, "questions.html")
}

fn part_of(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    let shown = "document.querySelector('#one--follow-up-1 > .part-of').checkVisibility()";
    page.goto(&format!("{base}questions.html"))?;
    expect(&mut page, shown, false)?;
    page.goto(&format!("{base}index.html"))?;
    page.goto(&format!("{base}questions.html#one--follow-up-1"))?;
    expect(&mut page, shown, true)?;
    page.click("#one--follow-up-1 > .part-of a")?;
    arrived(&mut page, base, "questions.html#one")?;
    page.assert_clean(base)
}

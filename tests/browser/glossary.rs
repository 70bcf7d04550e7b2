//! Links to terms of the glossary in a browser: what they mean shows on hover and focus, stays
//! while somebody reads it, goes with Escape, and moves nothing.

use std::fs;
use std::thread;
use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::json;

use crate::Case;
use crate::accessibility;
use crate::chromium::Chromium;
use crate::page::{ColorScheme, Page};
use crate::site::Site;

const QUESTIONS: &str = "# Bread\n\n## What is outside?\n\n### Answer\n\n\
    It is the crust, which is a word at the start of a line, and at the end of it stands the crumb.\n\n\
    Then text.\n";

const WORDS: &str = "---\nkind: glossary\n---\n# Words\n\nCrust\n: The outside.\n\n\
    Crumb\n: The inside, which is soft where the crust is hard, and which takes as many words to \
    explain as fit on a narrow phone in several lines, so that its card is wide.\n";

const LINK: &str = "document.querySelectorAll('a.term-link')";

const SHOWN: &str = "[...document.querySelectorAll('.term-card')].filter((card) => \
    card.checkVisibility()).map((card) => card.querySelector('.term-name').textContent).join()";

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    vec![
        Case::new("glossary::rests_and_leaves", rests_and_leaves),
        Case::new("glossary::keyboard", keyboard),
        Case::new("glossary::stays_in_the_window", stays_in_the_window),
        Case::new("glossary::breaks_no_rule", breaks_no_rule),
        Case::new("glossary::without_scripts", without_scripts),
    ]
}

fn site(language: &str) -> Result<(Site, tempfile::TempDir)> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("content"))?;
    fs::write(folder.path().join("content/bread.md"), QUESTIONS)?;
    fs::write(folder.path().join("content/words.md"), WORDS)?;
    let config = format!("title: Bread\nlanguage: {language}\n");
    fs::write(folder.path().join("prepbook.yml"), config)?;
    Ok((Site::build(folder.path())?, folder))
}

fn open(chromium: &Chromium, site: &Site, width: u32) -> Result<Page> {
    let mut page = Page::open(chromium)?;
    page.set_viewport(width, 700)?;
    page.goto(&format!("{}bread.html", site.base()))?;
    page.evaluate("document.querySelector('details.answer').open = true")?;
    Ok(page)
}

/// Moves the pointer to the middle of the first box of an element.
fn point(page: &mut Page, element: &str) -> Result<()> {
    let place = page.evaluate(&format!(
        "(() => {{ const box = ({element}).getClientRects()[0]; \
         return [box.x + box.width / 2, box.y + box.height / 2]; }})()"
    ))?;
    page.call(
        "Input.dispatchMouseEvent",
        json!({ "type": "mouseMoved", "x": place[0], "y": place[1] }),
    )?;
    Ok(())
}

fn rests_and_leaves(chromium: &Chromium) -> Result<()> {
    let (site, _folder) = site("en")?;
    let mut page = open(chromium, &site, 900)?;
    let places = "JSON.stringify([...document.querySelectorAll('.body *')].map((element) => \
        element.getBoundingClientRect()))";
    let before = page.evaluate(places)?;
    point(&mut page, &format!("{LINK}[0]"))?;
    ensure!(
        page.evaluate(SHOWN)? == "",
        "a pointer that passes opens nothing"
    );
    page.wait_for(&format!("{SHOWN} === 'Crust'"))?;
    ensure!(page.evaluate(places)? == before, "the card moves nothing");

    point(
        &mut page,
        "document.querySelector('.term-card:not([hidden])')",
    )?;
    thread::sleep(Duration::from_millis(500));
    ensure!(
        page.evaluate(SHOWN)? == "Crust",
        "it stays under the pointer"
    );
    page.press("Escape")?;
    ensure!(page.evaluate(SHOWN)? == "", "Escape closes it");

    point(&mut page, &format!("{LINK}[1]"))?;
    page.wait_for(&format!("{SHOWN} === 'Crumb'"))?;
    point(&mut page, "document.querySelector('h1')")?;
    page.wait_for(&format!("{SHOWN} === ''"))?;
    page.assert_clean(&site.base())
}

fn keyboard(chromium: &Chromium) -> Result<()> {
    let (site, _folder) = site("en")?;
    let mut page = open(chromium, &site, 900)?;
    page.evaluate("document.querySelector('details.answer summary').focus()")?;
    page.press("Tab")?;
    ensure!(
        page.evaluate(SHOWN)? == "Crust",
        "focus shows the card at once"
    );
    page.press("Escape")?;
    ensure!(page.evaluate(SHOWN)? == "", "Escape closes it");
    let focus = page.evaluate(&format!("document.activeElement === {LINK}[0]"))?;
    ensure!(focus == true, "and leaves the focus where it was");
    page.press("Tab")?;
    ensure!(
        page.evaluate(SHOWN)? == "Crumb",
        "the next link shows its own"
    );
    page.press("Tab")?;
    ensure!(page.evaluate(SHOWN)? == "", "leaving closes it");
    page.press("Shift+Tab")?;
    page.press("Enter")?;
    page.wait_for("location.pathname.endsWith('/words.html') && location.hash === '#crumb'")
}

fn stays_in_the_window(chromium: &Chromium) -> Result<()> {
    for language in ["en", "ar"] {
        let (site, _folder) = site(language)?;
        for width in [360, 1440] {
            let mut page = open(chromium, &site, width)?;
            for link in 0..2 {
                page.evaluate(&format!(
                    "{LINK}[{link}].scrollIntoView({{ block: 'end' }})"
                ))?;
                point(&mut page, &format!("{LINK}[{link}]"))?;
                page.wait_for(&format!("{SHOWN} === ['Crust', 'Crumb'][{link}]"))?;
                let place = page.evaluate(&format!(
                    "(() => {{ const card = document.querySelector('.term-card:not([hidden])')\
                        .getBoundingClientRect(); \
                     const line = {LINK}[{link}].getClientRects()[0]; \
                     return [card.left >= 0, card.right <= innerWidth, card.top >= 0, \
                        card.bottom <= innerHeight, \
                        card.bottom <= line.top || card.top >= line.bottom, \
                        card.left <= line.right && card.right >= line.left, \
                        document.documentElement.scrollWidth <= innerWidth]; }})()"
                ))?;
                ensure!(
                    place == json!([true, true, true, true, true, true, true]),
                    "{language} at {width}, link {link}: {place}"
                );
                page.press("Escape")?;
            }
        }
    }
    Ok(())
}

fn breaks_no_rule(chromium: &Chromium) -> Result<()> {
    let (site, _folder) = site("en")?;
    for scheme in [ColorScheme::Light, ColorScheme::Dark] {
        let mut page = open(chromium, &site, 360)?;
        page.set_color_scheme(scheme)?;
        point(&mut page, &format!("{LINK}[1]"))?;
        page.wait_for(&format!("{SHOWN} === 'Crumb'"))?;
        let lines = accessibility::broken_rules(&mut page, "with a card")?;
        ensure!(lines.is_empty(), "{scheme:?}: {lines:#?}");
        ensure!(page.evaluate(SHOWN)? == "Crumb", "the card was looked at");
    }
    Ok(())
}

fn without_scripts(chromium: &Chromium) -> Result<()> {
    let (site, _folder) = site("en")?;
    let mut page = Page::open(chromium)?;
    page.disable_javascript()?;
    page.goto(&format!("{}bread.html", site.base()))?;
    let seen = page.evaluate(&format!(
        "(() => {{ const link = {LINK}[0]; const card = document.getElementById(\
         link.getAttribute('aria-describedby')); \
         return [link.getAttribute('href'), card.textContent.trim().replace(/\\s+/g, ' '), \
            {SHOWN}]; }})()"
    ))?;
    ensure!(
        seen == json!(["words.html#crust", "Crust The outside.", ""]),
        "{seen}"
    );
    Ok(())
}

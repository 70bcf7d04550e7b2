//! A document in several languages: the switch leads to the question that is being read, wherever
//! the other document is cut, and search finds what is in the page's language first.

use std::fs;

use anyhow::Result;
use tempfile::TempDir;

use crate::Case;
use crate::chromium::Chromium;
use crate::page::Page;
use crate::site::{Server, Site};
use crate::study::expect;

/// Questions of each document.
const QUESTIONS: usize = 90;

type Trial = fn(&Chromium, &str) -> Result<()>;

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    let trials: [(&str, Trial); 3] = [
        ("the_switch_leads_to_the_same_question", same_question),
        (
            "results_in_the_language_of_the_page_come_first",
            first_results,
        ),
        ("languages_fit_on_a_phone_from_right_to_left", fits),
    ];
    let mut cases = Vec::new();
    for (name, trial) in trials {
        cases.push(Case::new(
            format!("languages::{name}_from_file"),
            move |chromium| {
                let source = source()?;
                trial(chromium, &Site::build(source.path())?.base())
            },
        ));
        cases.push(Case::new(
            format!("languages::{name}_served"),
            move |chromium| {
                let source = source()?;
                trial(chromium, &Server::start(source.path())?.base)
            },
        ));
    }
    cases
}

/// A long document in English, which is cut into pages, and shorter ones in Chinese and Hebrew.
fn source() -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let long = "It keeps the others out of the section while one of them is in it. ".repeat(20);
    let document = |title: &str, question: &dyn Fn(usize) -> String, answer: &str| {
        let questions = (1..=QUESTIONS).map(|number| {
            format!(
                "## {number}. {}\n\n**Answer:** {answer} mutex{number}\n\n",
                question(number)
            )
        });
        format!("# {title}\n\n{}", questions.collect::<String>())
    };
    let english = document(
        "Locks",
        &|number| format!("What is the lock number {number}?"),
        &long,
    );
    let chinese = document(
        "锁",
        &|number| format!("第 {number} 号锁是什么？"),
        "它在临界区里保护共享的数据。",
    );
    let hebrew = document(
        "מנעולים",
        &|number| format!("מהו מנעול מספר {number}?"),
        "הוא מגן על נתונים.",
    );
    fs::write(
        folder.path().join("README.md"),
        "# Locks\n\nThis is a guide to the locks that we know.\n",
    )?;
    fs::write(folder.path().join("locks.md"), english)?;
    fs::write(folder.path().join("locks_zh-CN.md"), chinese)?;
    fs::write(folder.path().join("locks_he.md"), hebrew)?;
    Ok(folder)
}

/// Follows the switch, without the scrolling that a click by the protocol brings with it.
fn go(page: &mut Page, tag: &str) -> Result<()> {
    let link = format!("document.querySelector('.languages a[hreflang={tag:?}]')");
    page.evaluate(
        "document.querySelector('.languages-button')
            .dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))",
    )?;
    page.wait_for("prepbook.hasTools")?;
    page.evaluate("document.querySelector('.languages-button').click()")?;
    expect(page, &format!("{link}.checkVisibility()"), true)?;
    page.evaluate(&format!("void {link}.click()"))?;
    Ok(())
}

fn same_question(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    let id = "decodeURIComponent(location.hash.slice(1))";
    let title = format!("(document.getElementById({id})?.textContent ?? '')");
    // The long document has several pages, and the short one has one.
    page.goto(&format!("{base}locks.html"))?;
    expect(
        &mut page,
        "document.querySelector('.page-number') !== null",
        true,
    )?;
    page.evaluate("void document.querySelector('[data-elsewhere] li:last-child a').click()")?;
    let arrived =
        "location.pathname.endsWith('/locks.3.html') && document.readyState === 'complete'";
    page.wait_for(&format!("{arrived} && {title}.includes('number 90')"))?;
    go(&mut page, "zh-CN")?;
    page.wait_for(&format!(
        "document.readyState === 'complete' && {title}.includes('第 90 号')"
    ))?;
    expect(&mut page, "document.documentElement.lang", "zh-CN")?;
    // And back, to whichever page it is on.
    go(&mut page, "en")?;
    page.wait_for(&format!("{arrived} && {title}.includes('number 90')"))?;
    // What has been scrolled to counts, too; at the top of a page the page is meant.
    page.goto(&format!("{base}locks_zh-cn.html"))?;
    page.evaluate(
        "document.querySelectorAll('.question')[41].scrollIntoView({ behavior: 'instant' })",
    )?;
    go(&mut page, "he")?;
    page.wait_for(&format!("{title}.includes('מספר 42')"))?;
    page.goto(&format!("{base}locks_zh-cn.html"))?;
    go(&mut page, "en")?;
    page.wait_for("location.pathname.endsWith('/locks.html') && location.hash === ''")?;
    page.assert_clean(base)
}

fn first_results(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    for (at, own, others) in [
        ("locks_zh-cn.html", "", "English"),
        ("locks.html", "", "简体中文"),
    ] {
        page.goto(&format!("{base}{at}"))?;
        for key in ["/", "m", "u", "t", "e", "x", "4", "2"] {
            page.press(key)?;
        }
        let languages = "[...document.querySelectorAll('.result .result-language')].map((name) => name.textContent)";
        page.wait_for(&format!("{languages}.length === 3"))?;
        expect(&mut page, &format!("{languages}[0]"), own)?;
        expect(
            &mut page,
            &format!("{languages}.slice(1).includes({others:?})"),
            true,
        )?;
    }
    page.assert_clean(base)
}

fn fits(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    page.set_viewport(320, 700)?;
    page.goto(&format!("{base}locks_he.html"))?;
    expect(&mut page, "document.documentElement.dir", "rtl")?;
    expect(
        &mut page,
        "document.querySelector('.site-header').dir",
        "ltr",
    )?;
    expect(
        &mut page,
        "document.documentElement.scrollWidth <= innerWidth",
        true,
    )?;
    page.click(".languages-button")?;
    page.wait_for("prepbook.hasTools")?;
    expect(
        &mut page,
        "document.documentElement.scrollWidth <= innerWidth",
        true,
    )?;
    let small = "[...document.querySelectorAll('.languages a')].filter((link) => link.getBoundingClientRect().height < 24).length";
    expect(&mut page, small, 0)?;
    let open = "document.querySelector('.languages details').open";
    expect(&mut page, open, true)?;
    page.press("Escape")?;
    expect(&mut page, open, false)?;
    expect(
        &mut page,
        "document.activeElement.matches('.languages-button')",
        true,
    )?;
    page.assert_clean(base)
}

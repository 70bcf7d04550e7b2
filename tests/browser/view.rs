//! Theme, size of the text, prompts only, and print: set before the first paint, and remembered.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::Case;
use crate::chromium::Chromium;
use crate::page::{ColorScheme, Page};
use crate::study::{before_each_page, both, expect, from_file, open};

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    let mut cases = both("view::themes_do_not_flash", themes);
    cases.extend(both("view::text_size_is_remembered", text_size));
    cases.extend(both(
        "view::prompts_only_on_every_page_of_the_tab",
        prompts_only,
    ));
    cases.push(from_file("view::nothing_shifts", nothing_shifts));
    cases.push(from_file("view::print_modes", print_modes));
    cases.push(from_file("view::without_javascript", without_javascript));
    cases.push(from_file("view::narrow_settings_fit", narrow_settings));
    cases
}

/// Notes what holds when the body begins, which is before anything can be painted.
const AT_FIRST: &str = "new MutationObserver((_, observer) => { \
    if (!document.body) return; \
    observer.disconnect(); \
    const root = getComputedStyle(document.documentElement); \
    window.atFirst = { background: root.backgroundColor, size: root.fontSize, \
      promptOnly: document.documentElement.hasAttribute('data-prompt-only') }; \
    }).observe(document, { childList: true, subtree: true });";

const DARK: &str = "rgb(21, 25, 26)";
const LIGHT: &str = "rgb(251, 250, 246)";
const BACKGROUND: &str = "getComputedStyle(document.documentElement).backgroundColor";

fn themes(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    before_each_page(&mut page, AT_FIRST)?;
    page.set_color_scheme(ColorScheme::Light)?;
    expect(&mut page, BACKGROUND, LIGHT)?;
    page.click(".settings-button")?;
    page.click("[name=ui-theme][value=dark]")?;
    expect(&mut page, BACKGROUND, DARK)?;
    page.goto(&format!("{base}more/single.html"))?;
    expect(&mut page, "atFirst.background", DARK)?;
    expect(
        &mut page,
        "document.querySelector('[name=ui-theme]:checked').value",
        "dark",
    )?;
    page.set_color_scheme(ColorScheme::Dark)?;
    page.click(".settings-button")?;
    page.click("[name=ui-theme][value=light]")?;
    page.reload()?;
    expect(&mut page, "atFirst.background", LIGHT)?;
    page.click(".settings-button")?;
    page.click("[name=ui-theme][value=system]")?;
    page.reload()?;
    expect(&mut page, "atFirst.background", DARK)?;
    // Paper is light, whatever the reader chose.
    page.click(".settings-button")?;
    page.click("[name=ui-theme][value=dark]")?;
    page.call("Emulation.setEmulatedMedia", json!({ "media": "print" }))?;
    expect(&mut page, BACKGROUND, "rgb(255, 255, 255)")?;
    page.assert_clean(base)
}

fn text_size(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    before_each_page(&mut page, AT_FIRST)?;
    let mut sizes = Vec::new();
    for name in ["small", "normal", "large", "larger", "largest"] {
        page.click(".settings-button")?;
        page.click(&format!("[name=ui-size][value={name}]"))?;
        page.reload()?;
        let size = page.evaluate("parseFloat(atFirst.size)")?;
        sizes.push(size.as_f64().unwrap_or_default());
        expect(
            &mut page,
            "document.documentElement.scrollWidth <= innerWidth",
            true,
        )?;
    }
    ensure!(sizes.is_sorted_by(|one, next| one < next), "{sizes:?}");
    ensure!((sizes[1] - 17.0).abs() < 0.01, "{sizes:?}");
    page.set_viewport(320, 640)?;
    expect(
        &mut page,
        "document.documentElement.scrollWidth <= 320",
        true,
    )?;
    page.assert_clean(base)
}

const SEEN: &str = "[...document.querySelectorAll('.body .answer, .replies, .hint, .key, .rubric, \
    .try, .own, .reveal-all')].filter((element) => element.checkVisibility()).length";

fn prompts_only(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    before_each_page(&mut page, AT_FIRST)?;
    let bar = "document.querySelector('.prompt-only-bar').checkVisibility()";
    expect(&mut page, bar, false)?;
    page.click(".reveal-all")?;
    page.click(".settings-button")?;
    page.click("[name=ui-prompt-only]")?;
    expect(&mut page, SEEN, 0)?;
    page.press("Escape")?;
    for name in [
        "questions.html",
        "more/talk.html",
        "questions.html#one--answer",
    ] {
        page.goto(&format!("{base}{name}"))?;
        expect(&mut page, SEEN, 0)?;
        expect(&mut page, bar, true)?;
        expect(
            &mut page,
            "document.body.innerText.includes('The answer of')",
            false,
        )?;
    }
    expect(&mut page, "atFirst.promptOnly", true)?;
    expect(
        &mut page,
        "document.body.innerText.includes('The prompt of one.')",
        true,
    )?;
    // Keys bring nothing back.
    for key in ["j", "a", "r"] {
        page.press(key)?;
    }
    expect(&mut page, SEEN, 0)?;
    // Another tab shows everything.
    let mut other = open(chromium, base, "questions.html")?;
    expect(&mut other, bar, false)?;
    page.click(".prompt-only-bar .button")?;
    expect(&mut page, bar, false)?;
    expect(&mut page, "document.activeElement.id", "ui:main")?;
    // Nothing was opened behind the view but what the link led to.
    expect(
        &mut page,
        "[...document.querySelectorAll('details[open]')].map((fold) => fold.id).filter(Boolean)",
        json!(["one--answer"]),
    )?;
    page.reload()?;
    expect(&mut page, bar, false)?;
    page.assert_clean(base)
}

fn nothing_shifts(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    page.evaluate("prepbook.notes.set('one', 'A note\\nof two lines.')")?;
    page.click("#one .mark.knew")?;
    page.click(".settings-button")?;
    page.click("[name=ui-size][value=large]")?;
    page.click("[name=ui-theme][value=dark]")?;
    before_each_page(
        &mut page,
        "window.shifts = []; new PerformanceObserver((list) => { for (const entry of \
         list.getEntries()) shifts.push([entry.value, entry.sources.map((source) => \
         source.node?.className ?? '')]); }).observe({ type: 'layout-shift', buffered: true });",
    )?;
    for (width, height) in [(1280, 800), (360, 640)] {
        page.set_viewport(width, height)?;
        for name in [
            "index.html",
            "questions.html",
            "more/single.html",
            "more/talk.html",
        ] {
            page.goto(&format!("{base}{name}"))?;
            page.evaluate("new Promise((done) => setTimeout(done, 200))")?;
            expect(&mut page, "shifts", json!([]))?;
        }
    }
    // The observer does see what shifts.
    page.evaluate(
        "new Promise((done) => { const box = document.createElement('div'); \
         box.append('x', document.createElement('br'), 'y'); \
         document.querySelector('main').prepend(box); setTimeout(done, 300); })",
    )?;
    page.wait_for("shifts.length > 0")
}

const ON_PAPER: &str = "Object.fromEntries(['#one--answer .fold-body p', '#two--answer .fold-body p', \
    '#one .rubric li', '#one .follow-up .answer p', '#one .hint:last-child p', '#two .key p', \
    '#one .prompt', '#two .option', '.site-header', '.sidebar', '#one .marks', '.try', \
    '#one .own-note-text'].map((selector) => \
    [selector, document.querySelector(selector).checkVisibility()]))";

fn print_modes(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    page.evaluate("prepbook.notes.set('one', 'Mine.')")?;
    page.click("#one--answer > summary")?;
    page.wait_for("document.getElementById('one--answer').open")?;
    page.evaluate("void (window.printed = [], window.print = () => printed.push(document.documentElement.dataset.print))")?;
    let seen = |answer, other, note| {
        json!({
            "#one--answer .fold-body p": answer, "#two--answer .fold-body p": other,
            "#one .rubric li": other, "#one .follow-up .answer p": other,
            "#one .hint:last-child p": other, "#two .key p": other,
            "#one .prompt": true, "#two .option": true, ".site-header": false,
            ".sidebar": false, "#one .marks": false, ".try": false, "#one .own-note-text": note,
        })
    };
    for (mode, expected) in [
        ("screen", seen(true, false, true)),
        ("all", seen(true, true, true)),
        ("none", seen(false, false, false)),
    ] {
        page.call("Emulation.setEmulatedMedia", json!({ "media": "screen" }))?;
        page.click(".settings-button")?;
        page.click(&format!("[name=ui-print][value={mode}]"))?;
        page.click(".print-button")?;
        expect(&mut page, "printed.at(-1)", mode)?;
        page.call("Emulation.setEmulatedMedia", json!({ "media": "print" }))?;
        expect(&mut page, ON_PAPER, expected)?;
    }
    // Afterwards the browser's own menu prints the screen again.
    page.evaluate("void dispatchEvent(new Event('afterprint'))")?;
    expect(&mut page, ON_PAPER, seen(true, false, true))?;
    page.assert_clean(base)
}

fn without_javascript(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    page.disable_javascript()?;
    page.goto(&format!("{base}questions.html"))?;
    expect(
        &mut page,
        "[...document.querySelectorAll('.scripted, dialog, #two input')].filter((element) => \
         element.checkVisibility()).length",
        0,
    )?;
    // Every hint is there, and the key below its fold.
    expect(
        &mut page,
        "[...document.querySelectorAll('#one .hint')].map((hint) => [hint.checkVisibility(), hint.innerText])",
        json!([
            [true, "Hint 1 of 3"],
            [true, "Hint 2 of 3"],
            [true, "Hint 3 of 3"]
        ]),
    )?;
    page.click("#two .key > summary")?;
    expect(
        &mut page,
        "document.querySelector('#two .key p').innerText",
        "Correct: B, C",
    )?;
    page.call("Emulation.setEmulatedMedia", json!({ "media": "print" }))?;
    expect(
        &mut page,
        "[...document.querySelectorAll('.answer .fold-body, .rubric li, .hint .fold-body')] \
         .every((part) => part.checkVisibility())",
        true,
    )?;
    page.assert_clean(base)
}

fn narrow_settings(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    for (width, height) in [(360, 640), (320, 480)] {
        page.set_viewport(width, height)?;
        for id in ["ui:settings", "ui:keys"] {
            page.evaluate(&format!("prepbook.dialogs.open('{id}')"))?;
            let fits = format!(
                "(() => {{ const panel = document.getElementById('{id}'); \
                 const box = panel.getBoundingClientRect(); \
                 return box.left >= 0 && box.right <= innerWidth && box.top >= 0 \
                 && box.bottom <= innerHeight && panel.scrollWidth <= panel.clientWidth; }})()"
            );
            expect(&mut page, &fits, true)?;
            // Big enough to hit (WCAG 2.5.8).
            let small = format!(
                "[...document.getElementById('{id}').querySelectorAll('button, label')].map((target) => \
                 [target.getBoundingClientRect(), target.outerHTML]).filter(([box]) => \
                 box.height < 24 || box.width < 24).map(([, html]) => html)"
            );
            expect(&mut page, &small, json!([]))?;
        }
        page.press("Escape")?;
    }
    expect(
        &mut page,
        "[...document.querySelectorAll('.own button')].every((target) => \
         target.getBoundingClientRect().height >= 24)",
        true,
    )
}

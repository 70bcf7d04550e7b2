//! The search in a browser: by keyboard alone, from file and served, without spoiling, with an
//! address that can be shared.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::Case;
use crate::chromium::Chromium;
use crate::page::Page;
use crate::study::{before_each_page, both, expect, from_file, insert, open};

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    let mut cases = both("search::by_keyboard_alone", by_keyboard);
    cases.extend(both("search::lands_unfolded_and_marked", lands));
    cases.extend(both("search::nothing_is_spoilt", nothing_is_spoilt));
    cases.extend(both("search::the_address_of_the_page", address));
    cases.extend(both("search::recent_searches", recent));
    cases.push(from_file("search::keys_open_and_leave_alone", keys));
    cases.push(from_file("search::partial_matches_say_so", partial));
    cases.push(from_file(
        "search::typed_while_it_loads",
        typed_while_it_loads,
    ));
    cases.push(from_file("search::a_result_on_the_same_page", same_page));
    cases.push(from_file(
        "search::marks_without_highlights",
        without_highlights,
    ));
    cases.push(from_file("search::without_javascript", without_javascript));
    cases.push(from_file("search::fits_a_phone", phone));
    cases
}

const TITLES: &str =
    "[...document.querySelectorAll('a.result .result-title')].map((one) => one.textContent)";
/// What the search says of its results.
pub const STATUS: &str = "document.querySelector('.finder-status').textContent";
const ACTIVE: &str = "(() => { const input = document.activeElement; \
    const id = input.getAttribute('aria-activedescendant'); \
    const option = id && document.getElementById(id); \
    return option && option.getAttribute('aria-selected') === 'true' && option.innerText.split('\\n')[0]; })()";
const MARKED: &str = "[...(CSS.highlights.get('prepbook-found') ?? [])].map(String)";
/// Whether the dialog is open.
pub const IS_OPEN: &str = "Boolean(document.querySelector('dialog.finder')?.open)";

/// Opens the dialog with a key, types, and waits for the status.
pub fn search(page: &mut Page, words: &str, status: &str) -> Result<()> {
    page.press("/")?;
    page.wait_for(IS_OPEN)?;
    insert(page, words)?;
    wait(page, STATUS, status)
}

/// Waits until a script says something.
pub fn wait(page: &mut Page, js: &str, value: &str) -> Result<()> {
    page.wait_for(&format!("{js} === {value:?}"))?;
    Ok(())
}

fn by_keyboard(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "more/single.html")?;
    page.evaluate("document.querySelector('.settings-button').focus()")?;
    search(
        &mut page,
        "answer three",
        "Results: 1. With some of the words: 4",
    )?;
    let input = json!(["combobox", "true", "ui:found", "list"]);
    let attributes = "['role', 'aria-expanded', 'aria-controls', 'aria-autocomplete']\
        .map((name) => document.activeElement.getAttribute(name))";
    expect(&mut page, attributes, input)?;
    let titles = page.evaluate(TITLES)?;
    let title = |at: usize| titles[at].as_str().unwrap_or_default().to_owned();
    ensure!(titles.as_array().map(Vec::len) == Some(5), "{titles}");
    expect(&mut page, ACTIVE, title(0))?;
    for (key, at) in [
        ("ArrowDown", 1),
        ("End", 4),
        ("Home", 0),
        ("ArrowDown", 1),
        ("ArrowUp", 0),
    ] {
        page.press(key)?;
        page.wait_for(&format!("{ACTIVE} === {:?}", title(at)))?;
    }
    // Above the first there is the box itself, and below the last as well.
    page.press("ArrowUp")?;
    page.wait_for(&format!("{ACTIVE} === null"))?;
    page.press("ArrowUp")?;
    page.wait_for(&format!("{ACTIVE} === {:?}", title(4)))?;
    page.press("ArrowDown")?;
    page.wait_for(&format!("{ACTIVE} === null"))?;
    page.press("Escape")?;
    expect(&mut page, IS_OPEN, false)?;
    expect(
        &mut page,
        "document.activeElement.className",
        "settings-button button scripted",
    )?;
    search(
        &mut page,
        "prompt knows",
        "No result has all words. Results with some of them: 2",
    )?;
    page.press("Escape")?;
    search(&mut page, "xyzzyx", "Nothing found.")?;
    expect(
        &mut page,
        "document.activeElement.getAttribute('aria-expanded')",
        "false",
    )?;
    page.press("Escape")?;
    page.assert_clean(base)
}

fn lands(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "more/single.html")?;
    search(
        &mut page,
        "inside fold place",
        "Results: 1. With some of the words: 1",
    )?;
    page.press("Enter")?;
    page.wait_for(
        "location.pathname.endsWith('/questions.html') && document.readyState === 'complete'",
    )?;
    wait(&mut page, "location.hash + location.search", "#one--answer")?;
    page.wait_for(&format!("{MARKED}.length > 0"))?;
    expect(
        &mut page,
        &format!("[...new Set({MARKED})].sort()"),
        json!(["fold", "inside", "place"]),
    )?;
    expect(
        &mut page,
        "document.getElementById('one--answer').open",
        true,
    )?;
    // The fold inside the answer, in which the words stand.
    expect(
        &mut page,
        "document.getElementById('deep').closest('details').open",
        true,
    )?;
    expect(
        &mut page,
        "(() => { const box = [...CSS.highlights.get('prepbook-found')][0].getBoundingClientRect(); \
         return box.height > 0 && box.top > 0 && box.bottom < innerHeight; })()",
        true,
    )?;
    page.press("Escape")?;
    expect(&mut page, MARKED, json!([]))?;
    // A link that somebody shares has the words, and other words are left alone.
    page.goto(&format!(
        "{base}questions.html?words=weakest&x=1#one--hint-1"
    ))?;
    page.wait_for(&format!("{MARKED}.join() === 'weakest'"))?;
    expect(
        &mut page,
        "location.search + location.hash",
        "?x=1#one--hint-1",
    )?;
    expect(
        &mut page,
        "document.getElementById('one--hint-1').open",
        true,
    )?;
    page.click(".found-clear")?;
    expect(&mut page, MARKED, json!([]))?;
    expect(
        &mut page,
        "document.querySelector('.found-clear')",
        Value::Null,
    )?;
    page.assert_clean(base)
}

/// What the results show of their texts.
pub const SNIPPETS: &str =
    "[...document.querySelectorAll('.result-text')].map((one) => one.textContent.trim())";

fn nothing_is_spoilt(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "more/single.html")?;
    let away = json!(["In the expected answer"]);
    let shown = json!(["In the expected answer · The answer of three."]);
    search(
        &mut page,
        "answer three",
        "Results: 1. With some of the words: 4",
    )?;
    let first = &format!("{SNIPPETS}.slice(0, 1)");
    page.wait_for(&format!("{SNIPPETS}[0] !== ''"))?;
    expect(&mut page, first, away.clone())?;
    page.click("dialog.finder [role=switch]")?;
    expect(&mut page, first, shown.clone())?;
    page.reload()?;
    search(
        &mut page,
        "answer three",
        "Results: 1. With some of the words: 4",
    )?;
    page.wait_for(&format!("{SNIPPETS}[0] !== ''"))?;
    expect(&mut page, first, shown)?;
    // Prompts only: nothing is shown, and there is nothing to switch.
    page.evaluate("prepbook.promptOnly.set(true)")?;
    expect(&mut page, first, away)?;
    expect(
        &mut page,
        "document.querySelector('dialog.finder [role=switch]').checkVisibility()",
        false,
    )?;
    page.evaluate("prepbook.promptOnly.set(false)")?;
    page.press("Escape")?;
    // What stands in the open is shown.
    search(&mut page, "prompt", "Results: 1")?;
    page.wait_for(&format!("{SNIPPETS}[0].startsWith('The prompt of one.')"))?;
    expect(
        &mut page,
        "document.querySelector('.result-text mark').textContent",
        "prompt",
    )?;
    page.assert_clean(base)
}

fn address(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(
        chromium,
        base,
        "search.html?q=answer&kind=question&rubric=yes",
    )?;
    wait(&mut page, STATUS, "Results: 1")?;
    expect(&mut page, TITLES, json!(["What is one?"]))?;
    let options = "[...document.querySelector('[name=kind]').options].map((one) => one.text)";
    expect(
        &mut page,
        options,
        json!(["Any", "Question (1)", "Exchange (0)", "Section (0)"]),
    )?;
    choose(&mut page, "rubric", "")?;
    wait(&mut page, STATUS, "Results: 2")?;
    expect(&mut page, "location.search", "?q=answer&kind=question")?;
    expect(
        &mut page,
        "[...document.querySelector('[name=rubric]').options].map((one) => one.text)",
        json!(["Any", "With a rubric (1)", "Without a rubric (1)"]),
    )?;
    page.evaluate("document.querySelector('[name=q]').focus()")?;
    insert(&mut page, " three")?;
    wait(&mut page, STATUS, "Results: 1. With some of the words: 4")?;
    expect(
        &mut page,
        "location.search",
        "?q=answer+three&kind=question",
    )?;
    let url = page.evaluate("location.href")?;
    page.goto(url.as_str().unwrap_or_default())?;
    wait(&mut page, STATUS, "Results: 1. With some of the words: 4")?;
    // No words: everything that fits.
    page.goto(&format!("{base}search.html?kind=exchange"))?;
    wait(&mut page, STATUS, "Results: 2")?;
    // Here the key leads to the box of the page.
    page.evaluate("document.activeElement.blur()")?;
    page.press("/")?;
    expect(&mut page, "document.activeElement.name", "q")?;
    expect(&mut page, IS_OPEN, false)?;
    // From the dialog, too.
    page.goto(&format!("{base}more/talk.html"))?;
    search(&mut page, "odd", "Results: 2")?;
    page.click(".finder-all")?;
    page.wait_for(
        "location.pathname.endsWith('/search.html') && document.readyState === 'complete'",
    )?;
    wait(&mut page, STATUS, "Results: 2")?;
    page.assert_clean(base)
}

fn choose(page: &mut Page, name: &str, value: &str) -> Result<()> {
    page.evaluate(&format!(
        "(() => {{ const field = document.querySelector('.find [name={name}]'); field.value = {value:?}; \
         field.dispatchEvent(new Event('change', {{ bubbles: true }})); }})()"
    ))?;
    Ok(())
}

fn recent(chromium: &Chromium, base: &str) -> Result<()> {
    let recent = "[...document.querySelectorAll('.result.recent')].map((one) => one.textContent)";
    let mut page = open(chromium, base, "more/single.html")?;
    for (words, status) in [("odd", "Results: 2"), ("weakest", "Results: 1")] {
        search(&mut page, words, status)?;
        page.press("Enter")?;
        page.wait_for(
            "document.readyState === 'complete' && !document.querySelector('dialog[open]')",
        )?;
        page.wait_for(&format!("{MARKED}.length > 0"))?;
    }
    page.press("Control+k")?;
    page.wait_for(IS_OPEN)?;
    // The last words are there to be typed over.
    expect(&mut page, "document.activeElement.value", "weakest")?;
    page.press("Backspace")?;
    page.wait_for(&format!("{recent}.length === 2"))?;
    expect(&mut page, recent, json!(["weakest", "odd"]))?;
    page.press("ArrowDown")?;
    page.press("ArrowDown")?;
    page.press("Enter")?;
    wait(&mut page, STATUS, "Results: 2")?;
    expect(&mut page, "document.activeElement.value", "odd")?;
    page.evaluate("document.activeElement.select()")?;
    page.press("Backspace")?;
    page.wait_for("document.querySelector('.finder-forget')?.checkVisibility()")?;
    page.click(".finder-forget")?;
    page.wait_for(&format!("{recent}.length === 0"))?;
    expect(
        &mut page,
        "prepbook.storage.get('searches') ?? null",
        Value::Null,
    )?;
    Ok(())
}

fn keys(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    for key in ["Control+k", "Meta+k"] {
        page.press(key)?;
        page.wait_for(IS_OPEN)?;
        page.press("Escape")?;
        expect(&mut page, IS_OPEN, false)?;
    }
    page.press("Control+Shift+k")?;
    expect(&mut page, IS_OPEN, false)?;
    // Where somebody writes, a slash is a slash.
    page.click("#one .note-button")?;
    page.wait_for("document.activeElement.matches('textarea')")?;
    page.press("/")?;
    expect(&mut page, "document.activeElement.value", "/")?;
    expect(&mut page, IS_OPEN, false)?;
    page.press("Control+k")?;
    page.wait_for(IS_OPEN)?;
    page.press("Escape")?;
    expect(&mut page, "document.activeElement.value", "/")?;
    // Single keys can be off; Ctrl+K and the button stay.
    page.evaluate("document.activeElement.blur(); prepbook.settings.set('keys', false)")?;
    page.press("/")?;
    expect(&mut page, IS_OPEN, false)?;
    page.press("Control+k")?;
    page.wait_for(IS_OPEN)?;
    page.press("Escape")?;
    page.click(".search-button")?;
    page.wait_for(IS_OPEN)?;
    page.press("Escape")?;
    expect(
        &mut page,
        "document.activeElement.matches('.search-button')",
        true,
    )?;
    // Another dialog gives way.
    page.click(".settings-button")?;
    page.press("Control+k")?;
    page.wait_for(IS_OPEN)?;
    expect(
        &mut page,
        "document.querySelectorAll('dialog[open]').length",
        1,
    )
}

fn partial(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    search(
        &mut page,
        "answer three",
        "Results: 1. With some of the words: 4",
    )?;
    let groups = "[...document.querySelectorAll('#ui\\\\:found > *')].map((group) => \
        [group.role, group.ariaLabel, group.querySelectorAll('[role=option]').length])";
    let name = "With some of the words";
    expect(
        &mut page,
        groups,
        json!([["presentation", null, 1], ["group", name, 4]]),
    )?;
    expect(
        &mut page,
        "document.querySelector('.found-heading').innerText",
        name,
    )
}

/// Holds scripts back until `release()` is called.
const HELD: &str = "{ const append = Element.prototype.append; \
    window.held = []; \
    Element.prototype.append = function (...nodes) { \
      if (nodes[0]?.src?.endsWith('assets/search.js')) window.held.push(() => append.apply(this, nodes)); \
      else append.apply(this, nodes); }; }";

fn typed_while_it_loads(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    before_each_page(&mut page, HELD)?;
    page.set_viewport(1280, 800)?;
    page.goto(&format!("{base}questions.html"))?;
    for key in ["/", "j", "o", "d", "d"] {
        page.press(key)?;
        if key == "j" {
            // It would have gone to the next question.
            expect(&mut page, "document.activeElement === document.body", true)?;
        }
    }
    page.evaluate("held.forEach((act) => act())")?;
    page.wait_for(IS_OPEN)?;
    expect(&mut page, "document.activeElement.value", "jodd")
}

fn same_page(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    page.evaluate("window.stays = true")?;
    search(&mut page, "minimum", "Results: 1")?;
    page.press("Enter")?;
    page.wait_for(&format!("{MARKED}.length > 0"))?;
    expect(
        &mut page,
        "window.stays && location.search + location.hash",
        "#one--rubric",
    )?;
    expect(
        &mut page,
        "document.getElementById('one--rubric').open",
        true,
    )?;
    expect(&mut page, "document.activeElement.id", "one--rubric")?;
    expect(&mut page, IS_OPEN, false)
}

fn without_highlights(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    before_each_page(
        &mut page,
        "Object.defineProperty(CSS, 'highlights', { value: undefined })",
    )?;
    page.goto(&format!("{base}questions.html?words=weakest#one--hint-1"))?;
    let marks = "[...document.querySelectorAll('mark.found-word')].map((one) => one.textContent)";
    page.wait_for(&format!("{marks}.length > 0"))?;
    expect(&mut page, marks, json!(["weakest"]))?;
    page.press("Escape")?;
    expect(&mut page, marks, json!([]))?;
    expect(
        &mut page,
        "document.querySelector('#one--hint-1 p').childNodes.length",
        3,
    )
}

fn without_javascript(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    page.disable_javascript()?;
    page.reload()?;
    expect(
        &mut page,
        "document.querySelector('.search-button').checkVisibility()",
        false,
    )?;
    page.click(".search-link")?;
    page.wait_for(
        "location.pathname.endsWith('/search.html') && document.readyState === 'complete'",
    )?;
    expect(
        &mut page,
        "document.querySelector('form.find').checkVisibility()",
        false,
    )?;
    page.click("main .unscripted a")?;
    page.wait_for("location.pathname.endsWith('/all-questions.html')")
}

fn phone(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    page.set_viewport(360, 740)?;
    search(&mut page, "answer", "Results: 2")?;
    expect(
        &mut page,
        "(() => { const box = document.querySelector('dialog.finder').getBoundingClientRect(); \
         return [box.left, box.top, box.width === document.documentElement.clientWidth, box.height]; })()",
        json!([0, 0, true, 740]),
    )?;
    expect(
        &mut page,
        "document.querySelector('dialog.finder').scrollWidth <= 360",
        true,
    )?;
    page.goto(&format!("{base}search.html?q=answer"))?;
    wait(&mut page, STATUS, "Results: 2")?;
    expect(
        &mut page,
        "document.documentElement.scrollWidth === document.documentElement.clientWidth",
        true,
    )
}

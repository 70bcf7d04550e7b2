//! The development server in a browser: what reloads when, and what stays where it was.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::Case;
use crate::chromium::Chromium;
use crate::page::Page;
use crate::site::Server;
use crate::study::{expect, insert};

/// A marker that is gone when the page was loaded anew.
pub const MARK: &str = "window.marked = true";

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("live::a_reload_keeps_the_place", keeps_the_place),
        Case::new("live::a_reload_keeps_the_search", keeps_the_search),
        Case::new("live::a_reload_keeps_the_settings", keeps_the_settings),
        Case::new("live::a_reload_keeps_what_is_typed", keeps_what_is_typed),
        Case::new("live::a_reload_keeps_the_address", keeps_the_address),
        Case::new("live::styles_are_swapped", styles_are_swapped),
        Case::new("live::only_what_changed_reloads", only_what_changed_reloads),
        Case::new("live::pages_go_and_come_back", pages_go_and_come_back),
        Case::new("live::twelve_tabs_follow", twelve_tabs_follow),
        Case::new("live::a_server_that_comes_back", comes_back),
    ]
}

/// A guide that is served.
pub struct Guide {
    folder: tempfile::TempDir,
    pub server: Server,
}

impl Guide {
    pub fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        fs::create_dir_all(folder.path().join("content"))?;
        fs::write(folder.path().join("prepbook.yml"), "title: Small guide\n")?;
        fs::write(folder.path().join("content/long.md"), questions("long", 40))?;
        fs::write(
            folder.path().join("content/other.md"),
            questions("other", 3),
        )?;
        let server = Server::start(folder.path())?;
        Ok(Self { folder, server })
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, text: &str) -> Result<()> {
        let file = self.path(path);
        fs::create_dir_all(file.parent().unwrap_or(&file))?;
        Ok(fs::write(file, text)?)
    }

    /// Puts `new` in the place of `old` in a file.
    pub fn edit(&self, path: &str, old: &str, new: &str) -> Result<()> {
        let text = fs::read_to_string(self.path(path))?;
        ensure!(text.contains(old), "{path} has no {old:?}");
        self.write(path, &text.replacen(old, new, 1))
    }

    pub fn open(&self, chromium: &Chromium, page: &str) -> Result<Page> {
        let mut tab = Page::open(chromium)?;
        tab.set_viewport(1280, 800)?;
        tab.goto(&format!("{}{page}", self.server.base))?;
        tab.wait_for(MARK)?;
        Ok(tab)
    }
}

fn questions(name: &str, number: usize) -> String {
    let mut text = format!("---\nkind: questions\n---\n\n# The {name} questions\n");
    for question in 1..=number {
        text.push_str(&format!(
            "\n## What is number {question}?\n<!-- id: {name}-{question} -->\n\n\
             The prompt of {name} {question}.\n\n### Answer\n\nThe answer of {name} {question}.\n\n\
             It has a second paragraph, {name} {question}.\n"
        ));
    }
    text
}

/// Waits until the tab shows `words` on a page that was loaded anew.
pub fn reloaded(page: &mut Page, words: &str) -> Result<()> {
    page.wait_for(&format!(
        "!window.marked && document.readyState === 'complete' \
         && document.body.textContent.includes({words:?})"
    ))
}

/// How far an element is from the top.
fn top(page: &mut Page, selector: &str) -> Result<f64> {
    let top = page.evaluate(&format!(
        "document.querySelector({selector:?}).getBoundingClientRect().top"
    ))?;
    top.as_f64()
        .ok_or_else(|| anyhow::anyhow!("{selector} has no place"))
}

/// Waits until an element is where it was, within two pixels.
fn stays(page: &mut Page, selector: &str, before: f64) -> Result<()> {
    page.wait_for(&format!(
        "Math.abs(document.querySelector({selector:?}).getBoundingClientRect().top - {before}) <= 2"
    ))
}

fn keeps_the_place(chromium: &Chromium) -> Result<()> {
    let guide = Guide::new()?;
    let mut page = guide.open(chromium, "long.html")?;
    let answer = "#long-20 details.answer";
    page.click(&format!("{answer} > summary"))?;
    page.wait_for(&format!("document.querySelector('{answer}').open"))?;
    page.evaluate("document.querySelector('#long-30 details.answer').open = true")?;
    let before = top(&mut page, "#long-20")?;

    // Text above, and another question, do not move what is looked at.
    guide.edit(
        "content/long.md",
        "The prompt of long 3.",
        "The prompt of long 3.\n\n- And\n- much\n- more\n- than\n- that\n\nA new paragraph.",
    )?;
    reloaded(&mut page, "A new paragraph.")?;
    stays(&mut page, "#long-20", before)?;
    expect(
        &mut page,
        "[...document.querySelectorAll('details.answer[open]')].map((fold) => \
         fold.closest('.question').id)",
        serde_json::json!(["long-20", "long-30"]),
    )?;
    expect(
        &mut page,
        &format!("document.activeElement === document.querySelector('{answer} > summary')"),
        true,
    )?;

    // What is changed in view is changed in its place; keys go on where they were.
    page.wait_for(MARK)?;
    guide.edit(
        "content/long.md",
        "The answer of long 20.",
        "Another answer.\n\nOf two paragraphs.",
    )?;
    reloaded(&mut page, "Another answer.")?;
    stays(&mut page, "#long-20", before)?;
    page.press("Enter")?;
    page.wait_for(&format!("!document.querySelector('{answer}').open"))?;

    // Who folds an answer that was unfolded finds it folded.
    page.wait_for(MARK)?;
    guide.edit("content/long.md", "Another answer.", "A third answer.")?;
    reloaded(&mut page, "A third answer.")?;
    expect(
        &mut page,
        &format!("document.querySelector('{answer}').open"),
        false,
    )?;

    // At the beginning one stays at the beginning.
    page.evaluate("scrollTo(0, 0)")?;
    page.wait_for(MARK)?;
    guide.edit(
        "content/long.md",
        "# The long questions\n",
        "# The long questions\n\nAn introduction.\n",
    )?;
    reloaded(&mut page, "An introduction.")?;
    expect(&mut page, "scrollY", 0)?;
    page.assert_clean(&guide.server.base)
}

fn keeps_the_search(chromium: &Chromium) -> Result<()> {
    let guide = Guide::new()?;
    let mut page = guide.open(chromium, "long.html")?;
    page.press("/")?;
    page.wait_for("document.activeElement?.id === 'ui:finder-words'")?;
    insert(&mut page, "number 7")?;
    let found = "document.querySelectorAll('#ui\\\\:found [role=option]').length > 0";
    page.wait_for(found)?;
    guide.edit("content/long.md", "The prompt of long 1.", "Something new.")?;
    reloaded(&mut page, "Something new.")?;
    page.wait_for("document.getElementById('ui:finder')?.open")?;
    page.wait_for(found)?;
    expect(
        &mut page,
        "[document.activeElement.id, document.activeElement.value, \
         document.activeElement.selectionStart]",
        serde_json::json!(["ui:finder-words", "number 7", 8]),
    )?;
    insert(&mut page, "x")?;
    expect(&mut page, "document.activeElement.value", "number 7x")?;
    page.assert_clean(&guide.server.base)
}

fn keeps_the_settings(chromium: &Chromium) -> Result<()> {
    let guide = Guide::new()?;
    let mut page = guide.open(chromium, "long.html")?;
    page.click(".settings-button")?;
    page.wait_for("document.getElementById('ui:settings').open")?;
    page.click("[name=ui-size]:not(:checked)")?;
    guide.edit("content/long.md", "The prompt of long 1.", "Something new.")?;
    reloaded(&mut page, "Something new.")?;
    page.wait_for("document.getElementById('ui:settings').open")?;
    page.wait_for("document.activeElement?.name === 'ui-size'")?;
    page.press("Escape")?;
    page.wait_for("!document.getElementById('ui:settings').open")?;
    page.assert_clean(&guide.server.base)
}

fn keeps_what_is_typed(chromium: &Chromium) -> Result<()> {
    let guide = Guide::new()?;
    let mut page = guide.open(chromium, "long.html")?;
    page.click("[data-own=long-5] .note-button")?;
    let field = "document.querySelector('#long-5 textarea, [data-own=long-5] textarea')";
    page.wait_for(&format!("document.activeElement === {field}"))?;
    insert(&mut page, "A thought that ")?;
    guide.edit("content/long.md", "The prompt of long 1.", "Something new.")?;
    // As long as somebody types, the page waits.
    for _ in 0..8 {
        std::thread::sleep(std::time::Duration::from_millis(200));
        insert(&mut page, "goes ")?;
    }
    expect(&mut page, "window.marked", true)?;
    reloaded(&mut page, "Something new.")?;
    page.wait_for(&format!("document.activeElement === {field}"))?;
    insert(&mut page, "on")?;
    expect(
        &mut page,
        &format!("{field}.value"),
        format!("A thought that {}on", "goes ".repeat(8)),
    )?;
    page.press("Escape")?;
    page.wait_for("document.querySelector('[data-own=long-5] .own-note-text')?.textContent.endsWith('goes on')")?;
    page.assert_clean(&guide.server.base)
}

fn keeps_the_address(chromium: &Chromium) -> Result<()> {
    let guide = Guide::new()?;
    let mut page = guide.open(chromium, "search.html?q=number+7")?;
    let found = "document.querySelectorAll('.find-results [role=option]').length > 0";
    page.wait_for(found)?;
    let words = "document.querySelector('form.find').elements.q";
    page.evaluate(&format!("{words}.focus()"))?;
    page.press("End")?;
    insert(&mut page, "7")?;
    guide.edit("prepbook.yml", "Small guide", "Another guide")?;
    page.wait_for("!window.marked && document.title.includes('Another guide')")?;
    page.wait_for(found)?;
    expect(&mut page, "location.search", "?q=number+77")?;
    expect(&mut page, &format!("{words}.value"), "number 77")?;
    page.assert_clean(&guide.server.base)
}

fn styles_are_swapped(chromium: &Chromium) -> Result<()> {
    let guide = Guide::new()?;
    let mut page = guide.open(chromium, "long.html")?;
    let color = "getComputedStyle(document.querySelector('h1')).color";
    // Seen in every frame from here on: the page is never without its styles.
    page.evaluate(
        "window.bare = 0; (function look() { \
         if (getComputedStyle(document.querySelector('.site-header')).display === 'block') bare++; \
         requestAnimationFrame(look); })()",
    )?;
    let bare = page.evaluate("bare")?;
    guide.write(
        "themes/default/css/99-own.css",
        "/* The guide's own colours. */\nh1 { color: rgb(1, 2, 3); }\n",
    )?;
    page.wait_for(&format!("{color} === 'rgb(1, 2, 3)'"))?;
    guide.edit("themes/default/css/99-own.css", "1, 2, 3", "4, 5, 6")?;
    page.wait_for(&format!("{color} === 'rgb(4, 5, 6)'"))?;
    let sheets = "document.querySelectorAll('link[href*=\"/prepbook.css\"]').length";
    page.wait_for(&format!("{sheets} === 1"))?;
    expect(&mut page, "window.marked", true)?;
    expect(&mut page, "bare", bare)?;
    page.assert_clean(&guide.server.base)
}

fn only_what_changed_reloads(chromium: &Chromium) -> Result<()> {
    let guide = Guide::new()?;
    let mut page = guide.open(chromium, "other.html")?;
    let mut long = guide.open(chromium, "long.html")?;
    guide.edit("content/long.md", "The answer of long 2.", "Something new.")?;
    reloaded(&mut long, "Something new.")?;
    expect(&mut page, "window.marked", true)?;

    // Whoever was hidden meanwhile hears of it when it comes back.
    let hide = |state: &str| {
        format!(
            "Object.defineProperty(document, 'visibilityState', {{ value: '{state}', \
             configurable: true }}); document.dispatchEvent(new Event('visibilitychange'))"
        )
    };
    page.evaluate(&hide("hidden"))?;
    guide.edit("content/other.md", "The answer of other 2.", "News.")?;
    guide.edit("content/long.md", "Something new.", "Something newer.")?;
    long.wait_for(MARK)?;
    reloaded(&mut long, "Something newer.")?;
    expect(&mut page, "window.marked", true)?;
    page.evaluate(&hide("visible"))?;
    reloaded(&mut page, "News.")?;
    page.assert_clean(&guide.server.base)
}

fn pages_go_and_come_back(chromium: &Chromium) -> Result<()> {
    let guide = Guide::new()?;
    let mut page = guide.open(chromium, "other.html")?;
    let missing = "document.body.classList.contains('kind-not-found')";
    fs::remove_file(guide.path("content/other.md"))?;
    page.wait_for(missing)?;
    guide.write("content/other.md", &questions("back", 2))?;
    page.wait_for("document.body.textContent.includes('The prompt of back 1.')")?;

    fs::create_dir(guide.path("content/folder"))?;
    fs::rename(
        guide.path("content/other.md"),
        guide.path("content/folder/new-name.md"),
    )?;
    page.wait_for(missing)?;
    page.goto(&format!("{}folder/new-name.html", guide.server.base))?;
    expect(
        &mut page,
        "document.body.textContent.includes('The prompt of back 1.')",
        true,
    )?;
    fs::rename(guide.path("content/folder"), guide.path("gone"))?;
    page.wait_for(missing)?;
    fs::rename(guide.path("gone"), guide.path("content/folder"))?;
    page.wait_for("document.body.textContent.includes('The prompt of back 1.')")
}

fn twelve_tabs_follow(chromium: &Chromium) -> Result<()> {
    let guide = Guide::new()?;
    // Every tab has connections of its own here; in one window, those that are hidden are silent.
    let mut tabs = Vec::new();
    for _ in 0..12 {
        tabs.push(guide.open(chromium, "long.html")?);
    }
    for round in 0..2 {
        let words = format!("Round {round}.");
        guide.edit(
            "content/long.md",
            "The prompt of long 1.",
            &format!("{words} The prompt of long 1."),
        )?;
        for tab in &mut tabs {
            reloaded(tab, &words)?;
            tab.wait_for(MARK)?;
        }
    }
    Ok(())
}

fn comes_back(chromium: &Chromium) -> Result<()> {
    let mut guide = Guide::new()?;
    let mut page = guide.open(chromium, "long.html")?;
    let port: u16 = guide
        .server
        .base
        .trim_end_matches('/')
        .rsplit(':')
        .next()
        .unwrap_or_default()
        .parse()?;
    guide.server.stop()?;
    guide.edit("content/long.md", "The prompt of long 1.", "Something new.")?;
    std::thread::sleep(std::time::Duration::from_millis(500));
    expect(
        &mut page,
        "document.querySelector('prepbook-live')",
        serde_json::Value::Null,
    )?;
    expect(&mut page, "window.marked", true)?;
    guide.server = Server::start_at(guide.folder.path(), port)?;
    reloaded(&mut page, "Something new.")
}

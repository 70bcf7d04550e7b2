//! Code in a browser: the copy button copies what was written, marked lines reach to the end of
//! the longest one, and what is too wide scrolls alone, with a stop for the keyboard.

use std::fs;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::Case;
use crate::chromium::Chromium;
use crate::page::Page;
use crate::site::{Server, Site};

/// One block of each kind.
const CONTENT: &str = r#"# Code

```rust title="src/main.rs" showLineNumbers=9 {2}
fn main() {
    let long = "a line that is much too long for any phone, and for a tablet as well, so that it has to scroll";
}
```

```sh
ls
```

```diff title="$&.diff"
-old
+new
```

```text
┌────┐
│客户│
└────┘
```

| One | Two | Three | Four | Five | Six | Seven |
|---|---|---|---|---|---|---|
| incomprehensibility | incomprehensibility | incomprehensibility | no | no | no | no |

$$a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} + a_{11} + a_{12} + a_{13} = \frac{b}{c}$$
"#;

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    vec![
        Case::new("code::copies_from_file", |chromium| {
            let source = source()?;
            let site = Site::build(source.path())?;
            copies(chromium, &site.base(), "")
        }),
        Case::new("code::copies_served", |chromium| {
            let source = source()?;
            let server = Server::start(source.path())?;
            copies(chromium, &server.base, "")
        }),
        Case::new("code::copies_without_a_clipboard", |chromium| {
            let source = source()?;
            let site = Site::build(source.path())?;
            let without = "Object.defineProperty(navigator, 'clipboard', { value: undefined })";
            copies(chromium, &site.base(), without)
        }),
        Case::new("code::wide_blocks_scroll_alone", wide_blocks_scroll_alone),
        Case::new("code::marked_lines_are_whole", marked_lines_are_whole),
        Case::new("code::drawings_keep_their_shape", drawings_keep_their_shape),
    ]
}

fn source() -> Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("code.md"), CONTENT)?;
    Ok(folder)
}

fn open(chromium: &Chromium, width: u32) -> Result<(Page, Site)> {
    let source = source()?;
    let site = Site::build(source.path())?;
    let mut page = Page::open(chromium)?;
    page.set_viewport(width, 700)?;
    page.goto(&format!("{}code.html", site.base()))?;
    page.wait_for("document.querySelector('.copy')")?;
    Ok((page, site))
}

/// What a reader gets who clicks on a block's button and pastes.
fn pasted(page: &mut Page, block: usize) -> Result<Value> {
    page.evaluate(&format!(
        "document.querySelectorAll('.copy').forEach((button, at) => button.id = 'copy-' + at); \
         document.getElementById('copy-{block}').focus()"
    ))?;
    page.press("Enter")?;
    page.wait_for(&format!(
        "document.getElementById('copy-{block}').classList.contains('is-done')"
    ))?;
    page.evaluate(
        "document.querySelector('textarea.pasted')?.remove(); \
         (() => { const box = document.createElement('textarea'); box.className = 'pasted'; \
         document.body.append(box); box.focus(); })()",
    )?;
    page.call(
        "Input.dispatchKeyEvent",
        json!({ "type": "keyDown", "key": "v", "code": "KeyV", "modifiers": 2, "commands": ["paste"] }),
    )?;
    page.wait_for("document.querySelector('textarea.pasted').value")?;
    page.evaluate("document.querySelector('textarea.pasted').value")
}

/// All tabs share one clipboard.
static CLIPBOARD: Mutex<()> = Mutex::new(());

fn copies(chromium: &Chromium, base: &str, before: &str) -> Result<()> {
    let _alone = CLIPBOARD.lock().unwrap_or_else(PoisonError::into_inner);
    let mut page = Page::open(chromium)?;
    page.goto(&format!("{base}code.html"))?;
    page.wait_for("document.querySelectorAll('.copy').length === 4")?;
    if !before.is_empty() {
        page.evaluate(before)?;
    }
    let names = page.evaluate(
        "[...document.querySelectorAll('.copy')].map((button) => button.getAttribute('aria-label'))",
    )?;
    let expected = json!([
        "Copy: src/main.rs, Rust",
        "Copy: Shell",
        "Copy: $&.diff, Diff",
        "Copy: Code"
    ]);
    ensure!(names == expected, "{names}");

    let places = "[...document.querySelectorAll('.body *')].filter((element) => \
        element.checkVisibility()).map((element) => { \
        const box = element.getBoundingClientRect(); \
        return [element.localName, element.className, box.top + scrollY, box.left, box.width, \
            box.height].join(); })";
    let placed = page.evaluate(places)?;
    let text = pasted(&mut page, 0)?;
    let text = text.as_str().context("text was pasted")?;
    ensure!(
        text.starts_with("fn main() {\n    let long") && text.ends_with("scroll\";\n}"),
        "neither numbers nor the last line feed are copied: {text:?}"
    );
    page.wait_for("document.getElementById('ui:copy-status').textContent === 'Copied'")?;
    let (Value::Array(before), Value::Array(after)) = (placed, page.evaluate(places)?) else {
        bail!("places are lists");
    };
    // The button that says it has another class.
    let moved: Vec<_> = before
        .iter()
        .zip(&after)
        .map(|(before, after)| {
            (
                before.to_string(),
                after.to_string().replace(" is-done", ""),
            )
        })
        .filter(|(before, after)| before != after)
        .collect();
    ensure!(moved.is_empty(), "saying that it copied moves {moved:?}");
    ensure!(pasted(&mut page, 1)? == "ls");
    ensure!(pasted(&mut page, 2)? == "-old\n+new", "signs are copied");
    // The word goes away again, and so does the one that is read out.
    page.wait_for(
        "!document.querySelector('.is-done') && \
         document.getElementById('ui:copy-status').textContent === ''",
    )?;
    page.assert_clean(base)
}

/// What each box is to the keyboard and to those who hear the page.
const BOXES: &str = "[...document.querySelectorAll('figure.code > pre, .table, div.math')]\
    .map((box) => [box.dataset.name, box.tabIndex === 0, box.getAttribute('role'), \
        box.getAttribute('aria-label')])";

fn wide_blocks_scroll_alone(chromium: &Chromium) -> Result<()> {
    let (mut page, site) = open(chromium, 320)?;
    page.wait_for("document.querySelector('.table').tabIndex === 0")?;
    let boxes = page.evaluate(BOXES)?;
    let scrolls = |name: &str| json!([name, true, "group", name]);
    let fits = |name: &str| json!([name, false, null, null]);
    let expected = json!([
        scrolls("src/main.rs, Rust"),
        fits("Shell"),
        fits("$&.diff, Diff"),
        fits("Code"),
        scrolls("Table"),
        scrolls("Formula"),
    ]);
    ensure!(boxes == expected, "{boxes:#}");
    let wider = page.evaluate(
        "[document.documentElement.scrollWidth <= document.documentElement.clientWidth].concat([...document.querySelectorAll('body *')] \
         .filter((element) => element.getBoundingClientRect().right > 320 \
            && !element.closest('figure.code, .table, div.math')) \
         .map((element) => element.outerHTML.slice(0, 80)))",
    )?;
    ensure!(
        wider == json!([true]),
        "the page itself does not scroll: {wider}"
    );

    // Where there is room, nothing but the long line scrolls.
    page.set_viewport(2200, 700)?;
    page.wait_for("!document.querySelector('div.math').hasAttribute('tabindex')")?;
    ensure!(page.evaluate("document.querySelector('div.math').hasAttribute('role')")? == false);
    page.assert_clean(&site.base())
}

fn marked_lines_are_whole(chromium: &Chromium) -> Result<()> {
    let (mut page, _site) = open(chromium, 320)?;
    let widths = page.evaluate(
        "(() => { const pre = document.querySelector('pre'); const mark = pre.querySelector('mark'); \
         return [Math.round(mark.getBoundingClientRect().width), pre.scrollWidth]; })()",
    )?;
    ensure!(
        widths[0] == widths[1],
        "a marked line is as wide as all that scrolls: {widths}"
    );
    let lines = page
        .evaluate("[...document.querySelectorAll('pre .line')].map((line) => line.dataset.line)")?;
    ensure!(lines == json!([" 9", "10", "11"]), "{lines}");
    // Three lines, none of them added by an element that is a block.
    let rows = page.evaluate(
        "(() => { const code = document.querySelector('pre > code'); \
         const style = getComputedStyle(code); \
         const inner = code.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom); \
         return Math.round(inner / parseFloat(style.lineHeight)); })()",
    )?;
    ensure!(rows == 3, "{rows}");
    // A selection copies each line once as well.
    let selected = page.evaluate(
        "(() => { getSelection().selectAllChildren(document.querySelectorAll('pre')[2]); \
         return getSelection().toString().trimEnd(); })()",
    )?;
    ensure!(selected == "-old\n+new", "{selected}");

    page.call(
        "Emulation.setEmulatedMedia",
        json!({ "media": "print", "features": [{ "name": "forced-colors", "value": "active" }] }),
    )?;
    let bar = page.evaluate("getComputedStyle(document.querySelector('mark')).borderLeftStyle")?;
    ensure!(bar == "solid", "the bar is there without grounds: {bar}");
    ensure!(page.evaluate("getComputedStyle(document.querySelector('.copy')).display")? == "none");
    Ok(())
}

fn drawings_keep_their_shape(chromium: &Chromium) -> Result<()> {
    let (mut page, _site) = open(chromium, 320)?;
    let measured = page.evaluate(
        "(async () => { \
         const face = [...document.fonts].find((face) => face.family.includes('Wide')); \
         const found = await face.load().then(() => true, () => false); \
         await document.fonts.ready; \
         const text = document.querySelector('.wide code').firstChild; \
         const line = (start, end) => { const range = document.createRange(); \
            range.setStart(text, start); range.setEnd(text, end); \
            const box = range.getBoundingClientRect(); \
            return [Math.round(box.width * 10), Math.round(box.top * 10), Math.round(box.height * 10)]; }; \
         return [found, line(0, 6), line(7, 11), line(12, 18)]; })()",
    )?;
    let number = |at: usize, part: usize| measured[at][part].as_i64().unwrap_or_default();
    if measured[0] == true {
        ensure!(
            (number(1, 0) - number(2, 0)).abs() <= 3,
            "two wide characters are as wide as four: {measured}"
        );
    }
    // Each line begins where the one before ends, within a pixel.
    for at in [1, 2] {
        let gap = number(at + 1, 1) - number(at, 1) - number(at, 2);
        ensure!(gap <= 10, "a gap between the lines: {measured}");
    }
    Ok(())
}

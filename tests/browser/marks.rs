//! Marks and notes: kept, folded from their log, taken to another browser and joined there.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::Case;
use crate::chromium::Chromium;
use crate::page::Page;
use crate::study::{before_each_page, both, expect, from_file, insert, open, served};

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    let mut cases = both("marks::are_kept_and_shown", kept_and_shown);
    cases.extend(both("marks::notes_save_themselves", notes));
    cases.extend(both(
        "marks::go_to_another_browser_and_join",
        export_and_import,
    ));
    cases.push(from_file("marks::wrong_files_change_nothing", wrong_files));
    cases.push(from_file("marks::storage_may_be_refused", refused));
    cases.push(from_file("marks::storage_may_be_full", full));
    cases.push(from_file("marks::newer_storage_is_left_alone", newer));
    cases.push(from_file("marks::the_log_stays_bounded", bounded));
    cases.push(from_file("marks::clearing_asks_first", clearing));
    cases.push(served("marks::other_tabs_follow", other_tabs));
    cases.push(from_file("marks::home_says_where_one_was", home));
    cases
}

const PRESSED: &str = "[...document.querySelectorAll('.mark[aria-pressed=true]')].map((button) => \
    [button.closest('[data-own]').dataset.own, button.value])";

const LOG: &str = "prepbook.log.events().map(({ id, what, value }) => [id, what, value])";

fn kept_and_shown(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    page.click("#one .mark.later")?;
    page.click("#one .mark.knew")?;
    page.click("#two .mark.not-yet")?;
    page.click("#three .mark.later")?;
    page.click("#three .mark.later")?;
    let pressed = json!([["one", "knew"], ["two", "not-yet"]]);
    expect(&mut page, PRESSED, pressed.clone())?;
    page.reload()?;
    expect(&mut page, PRESSED, pressed)?;
    // Nothing was overwritten.
    expect(
        &mut page,
        LOG,
        json!([
            ["one", "mark", "later"],
            ["one", "mark", "knew"],
            ["two", "mark", "not-yet"],
            ["three", "mark", "later"],
            ["three", "mark", null],
        ]),
    )?;
    expect(
        &mut page,
        "[...prepbook.marks.all()]",
        json!([["one", "knew"], ["two", "not-yet"]]),
    )?;
    // The contents say it in words, too.
    expect(
        &mut page,
        "[...document.querySelectorAll('.contents .mark-badge')].map((badge) => \
         badge.textContent.trim())",
        json!(["(Marked: knew it)", "(Marked: not yet)"]),
    )?;
    expect(
        &mut page,
        "Object.keys(localStorage).every((key) => key.startsWith('prepbook:small-guide:'))",
        true,
    )?;
    page.assert_clean(base)
}

fn notes(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    page.click("#one .note-button")?;
    expect(
        &mut page,
        "document.activeElement.labels[0].textContent",
        "Your note",
    )?;
    insert(&mut page, "Mind the gap.")?;
    page.wait_for("prepbook.notes.of('one') === 'Mind the gap.'")?;
    insert(&mut page, "\nAnd <b>this</b>.")?;
    // Going away saves what a pause has not.
    page.goto(&format!("{base}index.html"))?;
    page.goto(&format!("{base}questions.html"))?;
    let shown = "document.querySelector('#one .own-note-text')?.textContent ?? ''";
    expect(&mut page, shown, "Mind the gap.\nAnd <b>this</b>.")?;
    page.click("#one .note-button")?;
    page.press("Control+a")?;
    page.press("Delete")?;
    page.click("#one .own-note .button")?;
    expect(&mut page, shown, "")?;
    expect(
        &mut page,
        "document.activeElement.className.trim()",
        "note-button",
    )?;
    page.reload()?;
    expect(&mut page, shown, "")?;
    page.assert_clean(base)
}

fn export_and_import(chromium: &Chromium, base: &str) -> Result<()> {
    let downloads = tempfile::tempdir()?;
    let mut first = open(chromium, base, "questions.html")?;
    first.click("#one .mark.later")?;
    first.click("#two .mark.later")?;
    first.evaluate("prepbook.notes.set('one', 'from the first')")?;
    let file = export(&mut first, downloads.path())?;

    // Tabs of the tests share no storage, as two computers do.
    let mut second = open(chromium, base, "questions.html")?;
    second.evaluate("new Promise((done) => setTimeout(done, 5))")?;
    second.click("#two .mark.knew")?;
    second.click("#three .mark.not-yet")?;
    second.click(".settings-button")?;
    let status = "document.querySelector('dialog .log-status').textContent";
    import(&mut second, &file)?;
    second.wait_for(&format!(
        "{status} === 'Entries added: 3. Already here: 0.'"
    ))?;
    // Of two marks for one question the later one holds, wherever it was made.
    let joined = json!([["one", "later"], ["two", "knew"], ["three", "not-yet"]]);
    expect(&mut second, PRESSED, joined.clone())?;
    expect(&mut second, "prepbook.notes.of('one')", "from the first")?;
    import(&mut second, &file)?;
    second.wait_for(&format!(
        "{status} === 'Entries added: 0. Already here: 3.'"
    ))?;

    // The other way round the outcome is the same.
    second.reload()?;
    let back = export(&mut second, &downloads.path().join("back"))?;
    first.click(".settings-button")?;
    import(&mut first, &back)?;
    first.wait_for(&format!(
        "{status} === 'Entries added: 2. Already here: 3.'"
    ))?;
    expect(&mut first, PRESSED, joined)?;
    let logs = [first.evaluate(LOG)?, second.evaluate(LOG)?];
    ensure!(logs[0] == logs[1], "{logs:#?}");
    first.assert_clean(base)?;
    second.assert_clean(base)
}

/// Saves the log as a file and returns its path.
fn export(page: &mut Page, folder: &Path) -> Result<String> {
    fs::create_dir_all(folder)?;
    page.call(
        "Page.setDownloadBehavior",
        json!({ "behavior": "allow", "downloadPath": folder }),
    )?;
    page.click(".settings-button")?;
    page.click("dialog [data-log=export]")?;
    page.press("Escape")?;
    for _ in 0..200 {
        for entry in fs::read_dir(folder)?.flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|ending| ending == "json") {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                ensure!(name.starts_with("prepbook-small-guide-2"), "{name}");
                let text = fs::read_to_string(&path)?;
                let json: Value = serde_json::from_str(&text).context("a whole file")?;
                ensure!(
                    json["version"] == 1 && json["site"] == "small-guide",
                    "{json}"
                );
                return Ok(path.to_string_lossy().into_owned());
            }
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    anyhow::bail!("no file was saved");
}

/// Chooses a file for the dialog's import.
fn import(page: &mut Page, file: &str) -> Result<()> {
    let input = page.call(
        "Runtime.evaluate",
        json!({ "expression": "document.querySelector('dialog .log-tools [type=file]')" }),
    )?;
    let object = &input["result"]["objectId"];
    page.call(
        "DOM.setFileInputFiles",
        json!({ "files": [file], "objectId": object }),
    )?;
    Ok(())
}

fn wrong_files(chromium: &Chromium, base: &str) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut page = open(chromium, base, "questions.html")?;
    page.click("#one .mark.later")?;
    let before = page.evaluate(LOG)?;
    page.click(".settings-button")?;
    let event = json!({ "v": 1, "time": 5, "id": "two", "what": "mark", "value": "knew" });
    let head = |version: u32, site: &str, events: Value| {
        format!(
            r#"{{"format":"prepbook-log","version":{version},"site":"{site}","events":{events}}}"#
        )
    };
    let none: [(&str, String, &str); 6] = [
        (
            "photo.json",
            "\u{fffd}PNG".into(),
            "photo.json is not a file of marks and notes. Nothing was changed.",
        ),
        (
            "data.json",
            "{\"a\": 1}".into(),
            "data.json is not a file of marks and notes. Nothing was changed.",
        ),
        (
            "other.json",
            head(1, "other-guide", json!([event])),
            "other.json belongs to another guide, “other-guide”. Nothing was changed.",
        ),
        (
            "newer.json",
            head(2, "small-guide", json!([event])),
            "newer.json was written by a newer version of prepbook. Nothing was changed.",
        ),
        (
            "half.json",
            head(1, "small-guide", json!([event]))[..60].to_owned(),
            "half.json is damaged: it cannot be read as a file of marks and notes. Nothing was changed.",
        ),
        (
            "odd.json",
            head(1, "small-guide", json!([{ "v": 1 }])),
            "odd.json is damaged: it cannot be read as a file of marks and notes. Nothing was changed.",
        ),
    ];
    let status = "document.querySelector('dialog .log-status').textContent";
    for (name, text, words) in none {
        let path = folder.path().join(name);
        fs::write(&path, text)?;
        import(&mut page, &path.to_string_lossy())?;
        page.wait_for(&format!("{status} === {}", json!(words)))?;
        expect(&mut page, LOG, before.clone())?;
    }
    let path = folder.path().join("partly.json");
    fs::write(
        &path,
        head(1, "small-guide", json!([event, { "time": "noon" }])),
    )?;
    import(&mut page, &path.to_string_lossy())?;
    page.wait_for(&format!(
        "{status} === 'Entries added: 1. Already here: 0. Left out because they cannot be read: 1.'"
    ))?;
    expect(
        &mut page,
        PRESSED,
        json!([["one", "later"], ["two", "knew"]]),
    )?;
    page.assert_clean(base)
}

fn refused(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    before_each_page(
        &mut page,
        "for (const name of ['localStorage', 'sessionStorage']) \
         Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });",
    )?;
    page.goto(&format!("{base}questions.html"))?;
    page.click("#one .mark.knew")?;
    expect(&mut page, PRESSED, json!([["one", "knew"]]))?;
    page.wait_for("document.querySelector('#one .own-status').textContent.startsWith('This browser does not keep it.')")?;
    page.press("?")?;
    page.click("[name=ui-keys]")?;
    page.press("Escape")?;
    page.press("j")?;
    expect(&mut page, "document.activeElement.id", "")?;
    page.click("details.answer > summary")?;
    page.wait_for("document.querySelector('details.answer').open")?;
    page.reload()?;
    expect(&mut page, PRESSED, json!([]))?;
    page.assert_clean(base)
}

fn full(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    page.click("#one .mark.knew")?;
    page.evaluate(
        "void (Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); })",
    )?;
    page.click("#two .mark.later")?;
    expect(
        &mut page,
        PRESSED,
        json!([["one", "knew"], ["two", "later"]]),
    )?;
    page.wait_for("document.querySelector('#two .own-status').textContent.startsWith('This browser does not keep it.')")?;
    page.reload()?;
    expect(&mut page, PRESSED, json!([["one", "knew"]]))?;
    page.assert_clean(base)
}

fn newer(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    let kept = json!({ "v": 2, "value": { "future": true } }).to_string();
    let key = "'prepbook:small-guide:log'";
    page.evaluate(&format!("localStorage.setItem({key}, {})", json!(kept)))?;
    page.reload()?;
    page.click("#one .mark.knew")?;
    expect(&mut page, PRESSED, json!([["one", "knew"]]))?;
    expect(&mut page, &format!("localStorage.getItem({key})"), kept)?;
    // What is no JSON at all is written over.
    page.evaluate(&format!("localStorage.setItem({key}, 'oops')"))?;
    page.reload()?;
    page.click("#one .mark.knew")?;
    page.reload()?;
    expect(&mut page, PRESSED, json!([["one", "knew"]]))?;
    page.assert_clean(base)
}

fn bounded(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    page.click("#one .mark.later")?;
    page.evaluate(
        "prepbook.log.merge(Array.from({ length: 3000 }, (_, time) => \
         ({ v: 1, time: time + 1, id: 'two', what: 'mark', value: time % 2 ? 'knew' : 'later' })))",
    )?;
    expect(&mut page, "prepbook.log.events().length", 1002)?;
    expect(
        &mut page,
        PRESSED,
        json!([["one", "later"], ["two", "knew"]]),
    )?;
    // The oldest that say nothing any more were left out.
    expect(&mut page, "prepbook.log.events()[0].time", 2000)?;
    page.evaluate(
        "prepbook.log.merge(Array.from({ length: 300 }, (_, time) => \
         ({ v: 1, time: 9000 + time, id: 'three', what: 'note', value: 'x'.repeat(2000) + time })))",
    )?;
    expect(
        &mut page,
        LOG.replace("value }) => [id, what, value]", "value }) => [id, what]")
            .as_str(),
        json!([["two", "mark"], ["three", "note"], ["one", "mark"]]),
    )?;
    expect(&mut page, "prepbook.notes.of('three').slice(-4)", "x299")?;
    page.reload()?;
    expect(
        &mut page,
        PRESSED,
        json!([["one", "later"], ["two", "knew"]]),
    )?;
    page.assert_clean(base)
}

fn clearing(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    page.click("#one .mark.later")?;
    page.take_record()?;
    page.click(".settings-button")?;
    page.evaluate("void (window.answer = confirm, window.confirm = () => false)")?;
    page.click("dialog [data-log=clear]")?;
    expect(&mut page, PRESSED, json!([["one", "later"]]))?;
    page.evaluate("void (window.confirm = window.answer)")?;
    page.click("dialog [data-log=clear]")?;
    page.wait_for("prepbook.marks.all().size === 0")?;
    let record = page.take_record()?;
    ensure!(
        record.dialogs.len() == 1
            && record.dialogs[0].starts_with("Clear your marks (1) and notes (0)"),
        "{record:?}"
    );
    page.reload()?;
    expect(&mut page, PRESSED, json!([]))?;
    page.assert_clean(base)
}

fn other_tabs(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "questions.html")?;
    page.evaluate(&format!(
        "new Promise((done) => {{ const frame = document.createElement('iframe'); \
         frame.src = '{base}questions.html'; frame.onload = done; frame.id = 'other'; \
         document.body.append(frame); }})"
    ))?;
    page.evaluate(
        "void document.getElementById('other').contentWindow.prepbook.marks.set('one', 'later')",
    )?;
    page.wait_for(&format!(
        "JSON.stringify({PRESSED}) === '[[\"one\",\"later\"]]'"
    ))?;
    // Each adds to what the other wrote.
    page.click("#two .mark.knew")?;
    page.wait_for(
        "document.getElementById('other').contentWindow.prepbook.marks.all().size === 2",
    )?;
    // What one clears, the other does not bring back.
    page.evaluate("document.getElementById('other').contentWindow.prepbook.log.clear()")?;
    page.click("#three .mark.knew")?;
    expect(&mut page, PRESSED, json!([["three", "knew"]]))?;
    page.assert_clean(base)
}

fn home(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, base, "index.html")?;
    expect(
        &mut page,
        "document.querySelector('.progress').checkVisibility()",
        false,
    )?;
    page.goto(&format!("{base}questions.html"))?;
    page.click("#one .mark.knew")?;
    page.click("#two .mark.later")?;
    page.press("j")?;
    page.goto(&format!("{base}index.html"))?;
    expect(
        &mut page,
        "[...document.querySelectorAll('.tally a')].map((link) => \
         [link.innerText.trim(), link.href.replace(/.*\\//, '')])",
        json!([
            ["1 Knew it", "all-questions.html?mark=knew"],
            ["0 Not yet", "all-questions.html?mark=not-yet"],
            ["1 Later", "all-questions.html?mark=later"],
        ]),
    )?;
    expect(
        &mut page,
        "document.querySelector('.continue a').textContent",
        "Which is odd?",
    )?;
    page.click(".continue a")?;
    page.wait_for("location.href.endsWith('/questions.html#three')")?;
    page.assert_clean(base)
}

//! Accessibility: axe-core finds nothing on any page of the fixture sites, in both themes, narrow
//! and wide, folded, unfolded, with the menu and with each dialog open.
//!
//! Pages are not listed here: whatever the fixture sites are built into is visited, so a new kind
//! of page comes in by itself when `fixtures/everything` has one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::Case;
use crate::chromium::Chromium;
use crate::page::Page;
use crate::site::Site;

/// Run through DevTools, because the pages' policy lets no foreign script in.
const AXE: &str = include_str!("../vendor/axe-core/axe.min.js");

/// Runs axe-core and returns a line for each element that breaks a rule.
const RUN: &str = r"(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations, passes } = await axe.run(document, {
        runOnly: { type: 'tag', values: tags },
        resultTypes: ['violations'],
        preload: false,
    });
    const lines = violations.flatMap((rule) => rule.nodes.map((node) => {
        const why = node.failureSummary.split('\n').slice(1).map((line) => line.trim()).join('; ');
        return `${rule.id}: ${node.target.join(' ')}: ${why}`;
    }));
    return { lines, passes: passes.length };
})()";

const MENU: &str = "with the menu open";
const DIALOG: &str = "with results in the dialog";

/// What a page can look like without another request, each with how it comes about; the script
/// returns whether there was anything to do.
const STATES: [(&str, &str); 4] = [
    ("as it comes", "true"),
    (
        MENU,
        "(() => {
            const button = document.querySelector('.menu-button');
            if (!button || !button.checkVisibility()) return false;
            button.click();
            return true;
        })()",
    ),
    (
        "unfolded",
        "(() => {
            const button = document.querySelector('.menu-button[aria-expanded=true]');
            if (button) button.click();
            const folds = [...document.querySelectorAll('details:not([open])')];
            for (const fold of folds) fold.open = true;
            return folds.length > 0;
        })()",
    ),
    // The second word is nowhere, so that there are partial matches.
    (
        DIALOG,
        "(async () => {
            if (!window.prepbook?.finder || !document.querySelector('.search-button')) return false;
            await prepbook.finder.open();
            const input = document.querySelector('dialog.finder[open] input, form.find input');
            const [word] = document.querySelector('.site-title span').textContent.split(' ');
            input.value = `${word} zzzzzzzz`;
            input.dispatchEvent(new InputEvent('input', { bubbles: true }));
            const wait = () => new Promise((done) => setTimeout(done, 50));
            for (let turn = 0; turn < 40 && !document.querySelector('a.result'); turn += 1) await wait();
            await wait();
            return Boolean(document.querySelector('a.result'));
        })()",
    ),
];

/// Closes the dialog that is open, shows the one at an index, and returns what tells it from
/// others.
const SHOW_DIALOG: &str = "(index) => {
    const dialogs = [...document.querySelectorAll('dialog')];
    for (const dialog of dialogs) dialog.close();
    if (!dialogs[index]) return null;
    dialogs[index].showModal();
    return dialogs[index].cloneNode().outerHTML;
}";

/// What follows a change of sizes, such as scroll boxes that become stops for the keyboard, has
/// happened after two frames.
const SETTLED: &str =
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    let mut cases = vec![Case::new(
        "accessibility::what_breaks_a_rule_is_named",
        what_breaks_a_rule_is_named,
    )];
    // The colours of a right-to-left site are those of any other.
    let kinds = [
        ("everything", "light"),
        ("everything", "dark"),
        ("rtl", "light"),
    ];
    for (fixture, scheme) in kinds {
        for width in [360, 1440] {
            let name = format!("accessibility::{fixture}_{scheme}_{width}");
            cases.push(Case::new(name, move |chromium| {
                let site = Site::build(&fixtures().join(fixture))?;
                no_page_breaks_a_rule(chromium, &site, scheme, width)
            }));
        }
    }
    cases
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn no_page_breaks_a_rule(chromium: &Chromium, site: &Site, scheme: &str, width: u32) -> Result<()> {
    let mut page = Page::open(chromium)?;
    page.set_viewport(width, 900)?;
    // Colours that are on their way to others would be measured half-way.
    page.call(
        "Emulation.setEmulatedMedia",
        json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ] }),
    )?;
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let base = site.base();
    for name in site.varied_pages() {
        page.goto(&format!("{base}{name}"))?;
        let lines = lines_of(&mut page, &mut seen).with_context(|| name.clone())?;
        for line in lines {
            found.entry(line).or_default().push(name.clone());
        }
    }
    if !found.is_empty() {
        let lines: Vec<_> = found
            .iter()
            .map(|(line, pages)| format!("{line}\n    on {}", pages.join(", ")))
            .collect();
        bail!("{} violations:\n{}", lines.len(), lines.join("\n"));
    }
    Ok(())
}

/// What axe-core says of the page in each of its states. Menu and dialogs are the same on all
/// pages, so that those `seen` are passed over.
fn lines_of(page: &mut Page, seen: &mut BTreeSet<String>) -> Result<Vec<String>> {
    page.evaluate(&format!("{AXE}; 0"))?;
    let mut lines = Vec::new();
    for (state, script) in STATES {
        // The page that searches has its own box.
        let own = page.evaluate("Boolean(document.querySelector('form.find'))")? == true;
        let once = state == MENU || (state == DIALOG && !own);
        if once && seen.contains(state) {
            continue;
        }
        if page.evaluate(script)? == true {
            if once {
                seen.insert(state.to_owned());
            }
            lines.extend(run(page, state)?);
        }
    }
    for index in 0.. {
        let dialog = page.evaluate(&format!("({SHOW_DIALOG})({index})"))?;
        let Some(dialog) = dialog.as_str() else { break };
        if seen.insert(dialog.to_owned()) {
            lines.extend(run(page, &format!("with {dialog}"))?);
        }
    }
    Ok(lines)
}

/// What axe-core says of the page as it is.
pub fn broken_rules(page: &mut Page, state: &str) -> Result<Vec<String>> {
    page.evaluate(&format!("{AXE}; 0"))?;
    run(page, state)
}

fn run(page: &mut Page, state: &str) -> Result<Vec<String>> {
    page.evaluate(SETTLED)?;
    let result = page.evaluate(RUN)?;
    ensure!(
        result["passes"].as_u64().is_some_and(|passes| passes > 5),
        "axe-core looked at nothing: {result}"
    );
    let lines = result["lines"].as_array().context("a list of lines")?;
    Ok(lines
        .iter()
        .filter_map(Value::as_str)
        .map(|line| format!("{state}: {line}"))
        .collect())
}

fn what_breaks_a_rule_is_named(chromium: &Chromium) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("bad.html");
    std::fs::write(
        &file,
        "<!doctype html><html lang=en><meta charset=utf-8>\
         <meta http-equiv=Content-Security-Policy content=\"script-src 'self'\">\
         <title>Bad</title><main><h1>Bad</h1>\
         <details><summary>More</summary><img src='data:,'></details>\
         <dialog aria-label=Box><p><input></dialog></main>",
    )?;
    let mut page = Page::open(chromium)?;
    page.goto(&format!("file://{}", file.display()))?;
    let lines = lines_of(&mut page, &mut BTreeSet::new())?;
    let starts: Vec<_> = lines
        .iter()
        .map(|line| line.splitn(4, ": ").take(3).collect::<Vec<_>>().join(": "))
        .collect();
    ensure!(
        starts
            == [
                "unfolded: image-alt: img",
                r#"with <dialog aria-label="Box" open=""></dialog>: label: input"#,
            ],
        "{lines:#?}"
    );
    Ok(())
}

//! The search of a longer guide, whose index is in several files: results that come in portions,
//! files that are missing, and answers that stand open.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::json;

use crate::Case;
use crate::chromium::Chromium;
use crate::search::{IS_OPEN, SNIPPETS, STATUS, search, wait};
use crate::site::Site;
use crate::study::{expect, insert, open};

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    vec![
        Case::new("pieces::a_missing_shard_is_said", missing_shard),
        Case::new("pieces::a_missing_script_is_said", missing_script),
        Case::new("pieces::more_results_come", more),
        Case::new("pieces::open_lands_on_everything", everything_open),
    ]
}

/// A guide of sixty questions with long answers, so that its index is in several pieces.
fn long(configuration: &str) -> Result<(tempfile::TempDir, Site)> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("prepbook.yml"), configuration)?;
    fs::create_dir(folder.path().join("content"))?;
    let mut text = "---\nkind: questions\n---\n# Many\n".to_owned();
    for number in 1..=60 {
        let filler: String = (0..250)
            .map(|word| format!("filler{word}x{number} "))
            .collect();
        text.push_str(&format!(
            "\n## What is kiwi {number}?\n<!-- id: kiwi-{number} -->\n\n#### Hints\n1. A hint.\n2. Another.\n\n\
             #### Answer\n\nA plum. {filler}\n\n#### Follow-ups\n- Why?\n\n  The follow-up's answer.\n\n\
             #### Rubric\n**Minimum acceptable**\n- Says plum\n"
        ));
    }
    fs::write(folder.path().join("content/many.md"), text)?;
    let site = Site::build(folder.path())?;
    Ok((folder, site))
}

/// The folder of a built site.
fn output(site: &Site) -> String {
    site.base().trim_start_matches("file://").to_owned()
}

fn missing_shard(chromium: &Chromium) -> Result<()> {
    let (_folder, site) = long("title: Long\n")?;
    let folder = format!("{}search", output(&site));
    let pieces: Vec<_> = fs::read_dir(Path::new(&folder))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('d'))
        })
        .collect();
    ensure!(pieces.len() > 1, "{pieces:?}");
    let aside = |path: &Path| path.with_extension("aside");
    for path in &pieces {
        fs::rename(path, aside(path))?;
    }
    let base = site.base();
    let mut page = open(chromium, &base, "many.html")?;
    page.press("/")?;
    page.wait_for(IS_OPEN)?;
    insert(&mut page, "kiwi")?;
    let problem = "document.querySelector('.finder-problem')";
    page.wait_for(&format!("{problem}.checkVisibility()"))?;
    expect(
        &mut page,
        &format!("[{problem}.role, {problem}.innerText]"),
        json!([
            "alert",
            "A part of the index could not be loaded. Try again"
        ]),
    )?;
    for path in &pieces {
        fs::rename(aside(path), path)?;
    }
    page.click(".finder-again")?;
    wait(&mut page, STATUS, "Results: 60")?;
    expect(&mut page, &format!("{problem}.checkVisibility()"), false)
}

fn missing_script(chromium: &Chromium) -> Result<()> {
    let (_folder, site) = long("title: Long\n")?;
    let script = format!("{}assets/search.js", output(&site));
    let aside = format!("{script}.aside");
    fs::rename(&script, &aside)?;
    let base = site.base();
    let mut page = open(chromium, &base, "many.html")?;
    page.press("/")?;
    page.wait_for("document.getElementById('ui:search-failed').open")?;
    expect(
        &mut page,
        "document.querySelector('#ui\\\\:search-failed a').getAttribute('href')",
        "search.html",
    )?;
    page.goto(&format!("{base}search.html"))?;
    page.wait_for("document.querySelector('.find-failed').checkVisibility()")?;
    expect(
        &mut page,
        "document.querySelector('.find-failed a').getAttribute('href')",
        "all-questions.html",
    )?;
    page.goto(&format!("{base}many.html"))?;
    page.press("/")?;
    page.wait_for("document.getElementById('ui:search-failed').open")?;
    fs::rename(&aside, &script)?;
    page.click("#ui\\:search-failed [data-searches]")?;
    page.wait_for(IS_OPEN)?;
    expect(
        &mut page,
        "document.querySelectorAll('dialog[open]').length",
        1,
    )
}

fn more(chromium: &Chromium) -> Result<()> {
    let (_folder, site) = long("title: Long\n")?;
    let mut page = open(chromium, &site.base(), "index.html")?;
    search(&mut page, "kiwi", "Results: 60")?;
    let count = "document.querySelectorAll('a.result').length";
    expect(
        &mut page,
        "document.querySelector('a.result').ariaSetSize",
        "60",
    )?;
    expect(&mut page, count, 10)?;
    page.press("End")?;
    for _ in 0..10 {
        page.press("ArrowDown")?;
    }
    page.wait_for(&format!("{count} >= 20"))?;
    page.wait_for(
        "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.ariaPosInSet === '11'",
    )?;
    page.evaluate("document.querySelector('.finder-more').scrollIntoView()")?;
    page.wait_for(&format!("{count} >= 30"))
}

fn everything_open(chromium: &Chromium) -> Result<()> {
    let (_folder, site) = long("title: Long\nreveal: open\n")?;
    let mut page = open(chromium, &site.base(), "index.html")?;
    search(
        &mut page,
        "kiwi 47",
        "Results: 1. With some of the words: 59",
    )?;
    page.press("Enter")?;
    page.wait_for("location.hash === '#kiwi-47' && document.readyState === 'complete'")?;
    expect(
        &mut page,
        "[...document.querySelectorAll('#kiwi-47 details')].map((fold) => [fold.className, fold.open, fold.checkVisibility()])",
        json!([
            ["hint", true, true],
            ["hint", true, true],
            ["answer", true, true],
            ["answer", true, true],
            ["rubric", true, true]
        ]),
    )?;
    expect(
        &mut page,
        "document.querySelector('.reveal-all').textContent",
        "Fold all answers",
    )?;
    search(&mut page, "filler7x13", "Results: 1")?;
    page.wait_for(&format!("{SNIPPETS}[0].includes('filler7x13')"))?;
    expect(
        &mut page,
        "document.querySelector('dialog.finder [role=switch]').checkVisibility()",
        false,
    )
}

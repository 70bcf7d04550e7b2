//! The panel of the development server in a browser: what it says when something is wrong, and
//! that the last good guide stays.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::Case;
use crate::accessibility::broken_rules;
use crate::chromium::Chromium;
use crate::live::{Guide, MARK, reloaded};
use crate::page::ColorScheme;
use crate::study::expect;

const PANEL: &str = "document.querySelector('prepbook-live')";

pub fn cases() -> Vec<Case> {
    vec![
        Case::new("live::trouble_comes_and_goes", trouble_comes_and_goes),
        Case::new("live::a_broken_template_keeps_the_guide", keeps_the_guide),
    ]
}

fn trouble_comes_and_goes(chromium: &Chromium) -> Result<()> {
    let guide = Guide::new()?;
    let mut page = guide.open(chromium, "long.html")?;
    expect(&mut page, PANEL, serde_json::Value::Null)?;
    guide.edit(
        "content/long.md",
        "The prompt of long 1.",
        "Something new, and [a link](nowhere.md).",
    )?;
    reloaded(&mut page, "Something new")?;
    page.wait_for(&format!("{PANEL}?.shadowRoot.querySelector('pre')"))?;
    let report = page.evaluate(&format!(
        "{PANEL}.shadowRoot.querySelector('pre').textContent"
    ))?;
    let report = report.as_str().unwrap_or_default();
    for part in ["content/long.md:", "(nowhere.md)", "^^^"] {
        ensure!(report.contains(part), "no {part} in {report}");
    }
    expect(
        &mut page,
        &format!("{PANEL}.shadowRoot.querySelector('[role=status]').textContent"),
        "1 warning",
    )?;
    page.wait_for(&format!("{PANEL}.getBoundingClientRect().height > 60"))?;
    for (name, width, height) in [("360", 360, 740), ("1440", 1440, 900)] {
        page.set_viewport(width, height)?;
        for (scheme, mode) in [(ColorScheme::Light, "light"), (ColorScheme::Dark, "dark")] {
            page.set_color_scheme(scheme)?;
            // At most 40 % of the window, however long the report.
            expect(
                &mut page,
                &format!("{PANEL}.getBoundingClientRect().height <= innerHeight * 0.4"),
                true,
            )?;
            let broken = broken_rules(&mut page, "with the panel")?;
            ensure!(broken.is_empty(), "{name}, {mode}: {broken:#?}");
            if let Some(folder) = std::env::var_os("PREPBOOK_SHOTS") {
                let file = format!("panel-{name}-{mode}.png");
                page.screenshot(&PathBuf::from(folder).join(file))?;
            }
        }
    }
    // The end of the page can be read above it.
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")?;
    page.wait_for(&format!(
        "document.querySelector('.site-footer').getBoundingClientRect().bottom \
         <= {PANEL}.getBoundingClientRect().top + 1"
    ))?;

    // Hidden, it stays hidden on other pages, until there is other trouble.
    page.evaluate(&format!(
        "{PANEL}.shadowRoot.querySelector('button').focus()"
    ))?;
    page.press("Enter")?;
    page.wait_for(&format!("!{PANEL}"))?;
    page.goto(&format!("{}other.html", guide.server.base))?;
    page.wait_for(MARK)?;
    guide.edit(
        "content/other.md",
        "The prompt of other 1.",
        "![no picture](no.png)",
    )?;
    reloaded(&mut page, "")?;
    page.wait_for(&format!(
        "{PANEL}?.shadowRoot.textContent.includes('no.png')"
    ))?;
    // By keyboard: Escape in the report hides it.
    page.evaluate(&format!("{PANEL}.shadowRoot.querySelector('pre').focus()"))?;
    page.press("Escape")?;
    page.wait_for(&format!("!{PANEL}"))?;

    guide.edit("content/other.md", "![no picture](no.png)", "Mended.")?;
    guide.edit("content/long.md", "(nowhere.md)", "(also-nowhere.md)")?;
    page.wait_for(&format!(
        "{PANEL}?.shadowRoot.textContent.includes('also-nowhere.md')"
    ))?;
    guide.edit("content/long.md", "(also-nowhere.md)", "(other.md)")?;
    page.wait_for(&format!("!{PANEL}"))?;
    page.assert_clean(&guide.server.base)
}

fn keeps_the_guide(chromium: &Chromium) -> Result<()> {
    let guide = Guide::new()?;
    let mut page = guide.open(chromium, "long.html")?;
    let says = |words: &str| format!("{PANEL}?.shadowRoot.textContent.includes({words:?})");
    let template = "themes/default/templates/page.html";
    guide.write(
        template,
        "{% extends \"base.html\" %}{% block content %}{{ nothing",
    )?;
    page.wait_for(&says("showing the last good guide: 1 error"))?;
    page.wait_for(&says("templates/page.html"))?;
    expect(&mut page, "window.marked", true)?;
    page.reload()?;
    expect(
        &mut page,
        "document.querySelectorAll('.question').length",
        40,
    )?;
    page.wait_for(&says("showing the last good guide"))?;
    fs::remove_file(guide.path(template))?;
    page.wait_for(&format!("!{PANEL}"))?;

    for broken in [
        "title: [unclosed\n",
        "title: 7: 8\n",
        "output: 3\nunknown-key: 1\n",
    ] {
        guide.write("prepbook.yml", broken)?;
        page.wait_for(&says("prepbook.yml"))?;
        // Waited for, because a settings file that is only odd loads the page anew meanwhile.
        page.wait_for("fetch('long.html').then((answer) => answer.status === 200)")?;
    }
    guide.write("prepbook.yml", "title: Small guide\n")?;
    page.wait_for(&format!("!{PANEL}"))?;

    // Nothing to read at all, for a while.
    fs::rename(guide.path("content"), guide.path("away"))?;
    page.wait_for(&says("showing the last good guide"))?;
    fs::rename(guide.path("away"), guide.path("content"))?;
    page.wait_for(&format!("!{PANEL}"))?;
    page.wait_for(MARK)?;
    guide.edit("content/long.md", "The prompt of long 1.", "Something new.")?;
    reloaded(&mut page, "Something new.")
}

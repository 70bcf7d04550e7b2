//! The bundled guide on a phone: its drawings are seen whole, in both colour schemes, and its pages
//! do not scroll sideways.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::Case;
use crate::chromium::Chromium;
use crate::layout::texts;
use crate::page::{ColorScheme, Page};
use crate::site::Site;

/// Unfolds everything and returns the drawings that have to be scrolled, and whether the page does.
const DRAWINGS: &str = r"(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    const drawings = [...document.querySelectorAll('figure.drawing > pre')];
    return drawings
        .filter((pre) => pre.scrollWidth > pre.clientWidth)
        .map((pre) => `${pre.scrollWidth} in ${pre.clientWidth}: ${pre.innerText.split('\n')[0]}`)
        .concat(document.documentElement.scrollWidth > 360 ? ['the page scrolls sideways'] : []);
})()";

/// How much darker or lighter than their ground the drawings' lines are.
const CONTRAST: &str = r"(() => {
    const parts = (color) => color.match(/[\d.]+/g).slice(0, 3).map(Number);
    const light = (color) => parts(color)
        .map((part) => part / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const figure = document.querySelector('figure.drawing');
    const [ink, ground] = [
        light(getComputedStyle(figure.querySelector('code')).color),
        light(getComputedStyle(figure).backgroundColor),
    ];
    return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
})()";

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    vec![Case::new("guide::drawings_fit_a_phone", drawings_fit)]
}

fn drawings_fit(chromium: &Chromium) -> Result<()> {
    let site = Site::build(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let base = site.base();
    let mut page = Page::open(chromium)?;
    page.set_viewport(360, 740)?;
    let mut problems = Vec::new();
    let mut drawn = 0;
    for name in site.varied_pages() {
        page.goto(&format!("{base}{name}"))?;
        let found = page.evaluate(DRAWINGS).with_context(|| name.clone())?;
        problems.extend(texts(&found).iter().map(|line| format!("{name}: {line}")));
        let drawings = page.evaluate("document.querySelectorAll('figure.drawing').length")?;
        if drawings != 0 {
            drawn += 1;
        }
    }
    if !problems.is_empty() {
        bail!("{} problems:\n{}", problems.len(), problems.join("\n"));
    }
    ensure!(drawn >= 10, "every system design is drawn: {drawn}");
    page.goto(&format!("{base}design/chat.html"))?;
    for scheme in [ColorScheme::Light, ColorScheme::Dark] {
        page.set_color_scheme(scheme)?;
        let contrast = page.evaluate(CONTRAST)?;
        ensure!(
            contrast.as_f64().is_some_and(|contrast| contrast >= 7.0),
            "lines are easily seen: {contrast}"
        );
    }
    Ok(())
}

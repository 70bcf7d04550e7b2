//! Layout: no page scrolls sideways however narrow it is and however large its text, none moves
//! after it has loaded, and right-to-left sites are mirrored.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::Case;
use crate::chromium::Chromium;
use crate::page::Page;
use crate::site::Site;

/// Unfolds everything and returns what sticks out of the window: the page itself when it scrolls
/// sideways, and text that cannot be scrolled to. What stands in a box that scrolls alone is fine.
const STICKING_OUT: &str = r"(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
    const root = document.documentElement;
    const width = root.clientWidth;
    const scrolls = (element) => {
        for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
            if (/auto|scroll/.test(getComputedStyle(box).overflowX)) return true;
        }
        return false;
    };
    const name = (element) => {
        const classes = [...element.classList].map((word) => '.' + word).join('');
        const parent = element.parentElement;
        const own = element.localName + (element.id ? '#' + element.id : '') + classes;
        return parent ? parent.localName + [...parent.classList].map((w) => '.' + w).join('') + ' > ' + own : own;
    };
    const out = [];
    if (root.scrollWidth > width) {
        const wide = [...document.body.querySelectorAll('*')]
            .filter((element) => !scrolls(element))
            .filter((element) => {
                const box = element.getBoundingClientRect();
                return box.width > 0 && (box.right > width + 1 || box.left < -1);
            });
        const inner = wide.filter((element) => !wide.some((other) => element !== other && element.contains(other)));
        out.push(`the page is ${root.scrollWidth} wide by ${inner.map(name).slice(0, 3).join(', ')}`);
    }
    const visible = { opacityProperty: true, visibilityProperty: true };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !element.checkVisibility(visible)) continue;
        // MathML lays glyphs out by itself; its boxes are those of the formula.
        if (element.closest('math, .skip-link:not(:focus)') || scrolls(element)) continue;
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        for (const box of range.getClientRects()) {
            // What is for the ear alone is a pixel wide.
            if (box.width <= 1 || element.getBoundingClientRect().width <= 1) continue;
            if (box.right > width + 1 || box.left < -1) {
                out.push(`${name(element)} from ${Math.round(box.left)} to ${Math.round(box.right)}: `
                    + texts.currentNode.data.trim().slice(0, 40));
                break;
            }
        }
    }
    return out;
})()";

/// The sum of all layout shifts since the page began, with what moved.
pub const SHIFTS: &str = r"new Promise((done) => {
    const shifts = [];
    new PerformanceObserver((list) => shifts.push(...list.getEntries()))
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(shifts.flatMap((shift) => shift.sources.map((source) =>
        `${shift.value.toFixed(4)} ${source.node?.parentElement?.localName} > ${source.node?.localName
        }.${source.node?.className}`))), 150);
})";

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new("layout::what_sticks_out_is_named", what_sticks_out_is_named),
        Case::new("layout::what_moves_is_named", what_moves_is_named),
        Case::new("layout::right_to_left_is_mirrored", |chromium| {
            right_to_left_is_mirrored(chromium, &site("rtl")?)
        }),
    ];
    for fixture in ["everything", "rtl", "shapes"] {
        for (text, pixels) in [("as_it_comes", 16), ("very_large", 24)] {
            let name = format!("layout::nothing_sticks_out_of_{fixture}_with_text_{text}");
            cases.push(Case::new(name, move |chromium| {
                nothing_sticks_out(chromium, &site(fixture)?, pixels)
            }));
        }
    }
    for width in [360, 768, 1440] {
        let name = format!("layout::nothing_moves_after_loading_at_{width}");
        cases.push(Case::new(name, move |chromium| {
            nothing_moves(chromium, &site("everything")?, width)
        }));
    }
    cases
}

fn site(fixture: &str) -> Result<Site> {
    let fixtures: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    Site::build(&fixtures.join(fixture))
}

/// The texts in a list.
pub fn texts(value: &Value) -> Vec<String> {
    let list = value.as_array().map_or(&[][..], Vec::as_slice);
    list.iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

fn report(problems: &[String]) -> Result<()> {
    if !problems.is_empty() {
        bail!("{} problems:\n{}", problems.len(), problems.join("\n"));
    }
    Ok(())
}

/// 320 CSS pixels are a small phone, and a window of 1280 at 400 % zoom.
fn nothing_sticks_out(chromium: &Chromium, site: &Site, pixels: u32) -> Result<()> {
    let mut page = Page::open(chromium)?;
    page.set_viewport(320, 640)?;
    page.call(
        "Page.setFontSizes",
        json!({ "fontSizes": { "standard": pixels, "fixed": pixels - 3 } }),
    )?;
    let mut problems = Vec::new();
    let base = site.base();
    for name in site.varied_pages() {
        page.goto(&format!("{base}{name}"))?;
        let out = page.evaluate(STICKING_OUT).with_context(|| name.clone())?;
        problems.extend(texts(&out).iter().map(|line| format!("{name}: {line}")));
    }
    report(&problems)
}

fn nothing_moves(chromium: &Chromium, site: &Site, width: u32) -> Result<()> {
    let mut page = Page::open(chromium)?;
    page.set_viewport(width, 900)?;
    let mut problems = Vec::new();
    let base = site.base();
    for name in site.varied_pages() {
        page.goto(&format!("{base}{name}"))?;
        let shifts = page.evaluate(SHIFTS)?;
        problems.extend(texts(&shifts).iter().map(|line| format!("{name}: {line}")));
    }
    report(&problems)
}

fn right_to_left_is_mirrored(chromium: &Chromium, site: &Site) -> Result<()> {
    let mut page = Page::open(chromium)?;
    page.set_viewport(1440, 900)?;
    let base = site.base();
    page.goto(&format!("{base}%D8%A3%D8%B3%D8%A6%D9%84%D8%A9.html"))?;
    let seen = page.evaluate(
        "(() => {
            const box = (selector) => document.querySelector(selector).getBoundingClientRect();
            const heading = document.createRange();
            heading.selectNodeContents(document.querySelector('h1'));
            return {
                direction: getComputedStyle(document.body).direction,
                sidebarIsRight: box('.sidebar').left >= box('h1').right,
                contentsAreLeft: box('nav.contents').right <= box('h1').left + 1,
                headingStartsRight: Math.abs(heading.getBoundingClientRect().right - box('h1').right) < 2,
                codeRunsRight: getComputedStyle(document.querySelector('pre')).direction,
            };
        })()",
    )?;
    let expected = json!({
        "direction": "rtl",
        "sidebarIsRight": true,
        "contentsAreLeft": true,
        "headingStartsRight": true,
        "codeRunsRight": "ltr",
    });
    ensure!(seen == expected, "{seen:#}");
    page.assert_clean(&base)
}

fn page_of(chromium: &Chromium, body: &str) -> Result<(tempfile::TempDir, Page)> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("page.html");
    std::fs::write(&file, format!("<!doctype html><meta charset=utf-8>{body}"))?;
    let mut page = Page::open(chromium)?;
    page.set_viewport(320, 640)?;
    page.goto(&format!("file://{}", file.display()))?;
    Ok((folder, page))
}

fn what_sticks_out_is_named(chromium: &Chromium) -> Result<()> {
    let wide = "wide".repeat(100);
    let (_folder, mut page) = page_of(
        chromium,
        &format!(
            "<style>body {{ margin: 0 }}</style><p class=fine style='overflow-x: auto'><b>{wide}</b></p>\
             <p class=clipped style='overflow: hidden'><b>{wide}</b></p>"
        ),
    )?;
    let out = texts(&page.evaluate(STICKING_OUT)?);
    ensure!(
        out.len() == 1 && out[0].starts_with("p.clipped > b from 0 to "),
        "{out:?}"
    );
    page.evaluate("document.querySelector('.clipped').style.overflow = ''")?;
    let out = texts(&page.evaluate(STICKING_OUT)?);
    ensure!(
        out.len() == 2 && out[0].starts_with("the page is "),
        "{out:?}"
    );
    Ok(())
}

fn what_moves_is_named(chromium: &Chromium) -> Result<()> {
    let (_folder, mut page) = page_of(
        chromium,
        "<p class=first>First</p><p class=second>Second</p><script>\
         setTimeout(() => document.querySelector('.first').style.height = '300px', 100)</script>",
    )?;
    page.wait_for("document.querySelector('.first').style.height")?;
    let shifts = texts(&page.evaluate(SHIFTS)?);
    ensure!(
        shifts.len() == 1 && shifts[0].ends_with(" body > p.second"),
        "{shifts:?}"
    );
    Ok(())
}

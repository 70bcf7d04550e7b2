//! The keyboard's way through a page: Tab goes from the skip link by way of header, sidebar and
//! contents to the end in the order of the text, and every stop can be seen and has a name.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::Case;
use crate::chromium::Chromium;
use crate::page::Page;
use crate::site::Site;

/// More stops than any page has.
const MOST_STOPS: usize = 600;

/// Compares the focused element with the one before it; returns what is wrong with it, or `null`
/// behind the last.
const STOP: &str = r"(() => {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    // Behind the last the browser may begin anew at once.
    window.firstStop ??= element;
    if (window.lastStop && element === window.firstStop) return null;
    const regions = ['.skip-link', 'header.site-header', 'nav.sidebar', 'main', 'footer.site-footer'];
    const region = regions.findIndex((selector) => element.closest(selector));
    const before = window.lastStop;
    window.lastStop = { element, region };
    const wrong = [];
    if (region < 0) wrong.push('it is in no part of the page');
    if (before && region < before.region) {
        wrong.push(`${regions[region]} comes behind ${regions[before.region]}`);
    }
    const behind = Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY;
    if (before && !(before.element.compareDocumentPosition(element) & behind)) {
        wrong.push('it stands before the last one');
    }
    const style = getComputedStyle(element);
    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    if (!ring) wrong.push(`its focus cannot be seen (${style.outline})`);
    const box = [...element.getClientRects()].find((rect) => rect.width > 0 && rect.height > 0);
    if (!box) {
        wrong.push('it has no size');
    } else {
        // A point of it has to be in view and on top.
        const inside = (low, high, most) => Math.min(Math.max(low, 1), most) <= Math.max(Math.min(high, most - 1), 0);
        const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
        const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
        const hit = document.elementFromPoint(x, y);
        if (!inside(box.left, box.right, innerWidth) || !inside(box.top, box.bottom, innerHeight) || !hit) {
            wrong.push('it is out of view');
        } else if (!element.contains(hit) && !hit.contains(element)) {
            wrong.push('it is covered by ' + hit.cloneNode().outerHTML);
        }
    }
    const open = element.cloneNode();
    open.removeAttribute('style');
    return { what: open.outerHTML.slice(0, 160), region: regions[region] ?? '', wrong };
})()";

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    let mut cases = vec![Case::new(
        "focus::what_is_out_of_order_is_named",
        what_is_out_of_order_is_named,
    )];
    for fixture in ["everything", "rtl"] {
        for width in [360, 1440] {
            let name = format!("focus::tab_goes_through_{fixture}_in_order_at_{width}");
            cases.push(Case::new(name, move |chromium| {
                tab_goes_through_in_order(chromium, &site(fixture)?, width)
            }));
        }
    }
    cases.push(Case::new("focus::every_stop_has_a_name", |chromium| {
        every_stop_has_a_name(chromium, &site("everything")?)
    }));
    cases.push(Case::new(
        "focus::the_skip_link_leads_to_the_content",
        |chromium| the_skip_link_leads_to_the_content(chromium, &site("everything")?),
    ));
    cases
}

fn site(fixture: &str) -> Result<Site> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    Site::build(&fixtures.join(fixture))
}

fn unfold(page: &mut Page) -> Result<()> {
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")?;
    Ok(())
}

/// Presses Tab until the page has no more to focus; returns where it stopped, and what is wrong.
fn stops(page: &mut Page) -> Result<(Vec<String>, Vec<String>)> {
    let mut regions: Vec<String> = Vec::new();
    let mut wrong = Vec::new();
    for _ in 0..MOST_STOPS {
        page.press("Tab")?;
        let stop = page.evaluate(STOP)?;
        if stop.is_null() {
            return Ok((regions, wrong));
        }
        let region = stop["region"].as_str().unwrap_or_default().to_owned();
        if regions.last() != Some(&region) {
            regions.push(region);
        }
        for reason in stop["wrong"].as_array().into_iter().flatten() {
            let what = stop["what"].as_str().unwrap_or_default();
            wrong.push(format!("{what}: {}", reason.as_str().unwrap_or_default()));
        }
    }
    bail!("Tab never leaves the page")
}

fn tab_goes_through_in_order(chromium: &Chromium, site: &Site, width: u32) -> Result<()> {
    let mut page = Page::open(chromium)?;
    page.set_viewport(width, 900)?;
    page.call(
        "Emulation.setEmulatedMedia",
        json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] }),
    )?;
    let mut problems = Vec::new();
    let base = site.base();
    for name in site.varied_pages() {
        page.goto(&format!("{base}{name}"))?;
        unfold(&mut page)?;
        let (regions, wrong) = stops(&mut page).with_context(|| name.clone())?;
        problems.extend(wrong.iter().map(|line| format!("{name}: {line}")));
        // The page for unknown addresses knows no way home here, and has nothing to focus.
        let first = regions
            .iter()
            .take(2)
            .map(String::as_str)
            .collect::<Vec<_>>();
        if name != "404.html" && first != [".skip-link", "header.site-header"] {
            problems.push(format!("{name}: Tab begins in {regions:?}"));
        }
    }
    if !problems.is_empty() {
        bail!("{} problems:\n{}", problems.len(), problems.join("\n"));
    }
    Ok(())
}

/// What the browser tells a screen reader of each element that can have the focus.
fn every_stop_has_a_name(chromium: &Chromium, site: &Site) -> Result<()> {
    let mut page = Page::open(chromium)?;
    page.set_viewport(1440, 900)?;
    page.call("Accessibility.enable", json!({}))?;
    let mut nameless = Vec::new();
    let mut named = 0;
    let base = site.base();
    for name in site.varied_pages() {
        page.goto(&format!("{base}{name}"))?;
        unfold(&mut page)?;
        let tree = page.call("Accessibility.getFullAXTree", json!({}))?;
        for node in tree["nodes"].as_array().into_iter().flatten() {
            let role = node["role"]["value"].as_str().unwrap_or_default();
            // The main part takes the focus of the skip link alone.
            if !is_focusable(node) || ["RootWebArea", "main"].contains(&role) {
                continue;
            }
            if node["name"]["value"]
                .as_str()
                .unwrap_or_default()
                .trim()
                .is_empty()
            {
                nameless.push(format!("{name}: {role} {}", node["backendDOMNodeId"]));
            } else {
                named += 1;
            }
        }
    }
    ensure!(nameless.is_empty(), "without a name: {nameless:#?}");
    ensure!(named > 100, "only {named} things can have the focus");
    Ok(())
}

fn is_focusable(node: &Value) -> bool {
    let properties = node["properties"].as_array().map_or(&[][..], Vec::as_slice);
    node["ignored"] != true
        && properties
            .iter()
            .any(|property| property["name"] == "focusable" && property["value"]["value"] == true)
}

fn the_skip_link_leads_to_the_content(chromium: &Chromium, site: &Site) -> Result<()> {
    let mut page = Page::open(chromium)?;
    page.set_viewport(1440, 900)?;
    let base = site.base();
    page.goto(&format!("{base}questions.html"))?;
    page.press("Tab")?;
    page.press("Enter")?;
    page.wait_for("document.activeElement.localName === 'main'")?;
    page.press("Tab")?;
    ensure!(
        page.evaluate("document.activeElement.closest('main') !== null")? == true,
        "Tab goes on in the main part"
    );
    page.assert_clean(&base)
}

fn what_is_out_of_order_is_named(chromium: &Chromium) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("page.html");
    std::fs::write(
        &file,
        "<!doctype html><meta charset=utf-8><style>a { outline: 3px solid }</style>\
         <main><a href=x tabindex=2>Second</a> <a href=x tabindex=1>First</a> \
         <a href=x style='outline: none'>Unseen</a></main>\
         <header class=site-header><a href=x>Late</a></header>\
         <footer class=site-footer><a href=x style='position: fixed; inset: 0 auto auto 0'>Under</a>\
         <div style='position: fixed; inset: 0 0 50% 0'></div></footer>",
    )?;
    let mut page = Page::open(chromium)?;
    page.goto(&format!("file://{}", file.display()))?;
    let (_, wrong) = stops(&mut page)?;
    let said = wrong.join("\n");
    for reason in [
        "it stands before the last one",
        "its focus cannot be seen",
        "header.site-header comes behind main",
        "it is covered by <div",
    ] {
        ensure!(said.contains(reason), "no {reason:?} in {said}");
    }
    Ok(())
}

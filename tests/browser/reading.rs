//! Reading a site in a browser: answers unfold, links arrive, nothing is said on the console;
//! the same double-clicked and served.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::Case;
use crate::chromium::Chromium;
use crate::page::{ColorScheme, Page};
use crate::site::{Server, Site};

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new("reading::answers_unfold_from_file", |chromium| {
            let site = Site::build(&bundled())?;
            answers_unfold(chromium, &site.base())
        }),
        Case::new("reading::answers_unfold_served", |chromium| {
            let server = Server::start(&bundled())?;
            answers_unfold(chromium, &server.base)
        }),
        Case::new("reading::every_page_is_quiet_from_file", |chromium| {
            let site = Site::build(&bundled())?;
            every_page_is_quiet(chromium, &site)
        }),
        Case::new("reading::every_page_is_quiet_served", |chromium| {
            let site = Site::build(&bundled())?;
            let server = Server::start(&bundled())?;
            every_page_is_quiet_at(chromium, &site, &server.base)
        }),
        Case::new("reading::first_pages_lead_on_to_the_place", |chromium| {
            let site = Site::build(&shapes())?;
            first_pages_lead_on(chromium, &site.base())
        }),
        Case::new("reading::without_javascript", |chromium| {
            let site = Site::build(&bundled())?;
            without_javascript(chromium, &site.base())
        }),
        Case::new("reading::narrow_pages_do_not_overflow", |chromium| {
            let site = Site::build(&shapes())?;
            narrow_pages_do_not_overflow(chromium, &site)
        }),
        Case::new(
            "reading::a_saved_change_shows_by_itself",
            a_saved_change_shows,
        ),
    ];
    if reference().is_dir() {
        cases.push(Case::new("reading::reference_documents", |chromium| {
            let site = Site::build(&reference())?;
            every_page_is_quiet(chromium, &site)?;
            reference_links_arrive(chromium, &site.base())
        }));
    }
    cases
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn bundled() -> PathBuf {
    root()
}

fn shapes() -> PathBuf {
    root().join("tests/fixtures/shapes")
}

fn reference() -> PathBuf {
    root().join("../shared/reference")
}

fn answers_unfold(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    page.goto(&format!("{base}questions/databases.html"))?;
    let answer = "document.querySelector('details.answer')";
    ensure!(
        page.evaluate(&format!("{answer}.open"))? == false,
        "answers are folded at first"
    );
    page.click("details.answer > summary")?;
    page.wait_for(&format!("{answer}.open"))?;
    page.press("Enter")?;
    page.wait_for(&format!("!{answer}.open"))?;

    // A link to a place inside an answer opens it.
    let id = page.evaluate("document.querySelector('details.answer').id")?;
    let id = id.as_str().context("answers have ids")?.to_owned();
    page.goto(&format!("{base}index.html"))?;
    page.goto(&format!("{base}questions/databases.html#{id}"))?;
    page.wait_for(&format!("document.getElementById('{id}').open"))?;
    page.wait_for(&format!(
        "Math.abs(document.getElementById('{id}').getBoundingClientRect().top) < innerHeight"
    ))?;
    page.assert_clean(base)
}

fn every_page_is_quiet(chromium: &Chromium, site: &Site) -> Result<()> {
    every_page_is_quiet_at(chromium, site, &site.base())
}

fn every_page_is_quiet_at(chromium: &Chromium, site: &Site, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    for scheme in [ColorScheme::Light, ColorScheme::Dark] {
        page.set_color_scheme(scheme)?;
        for name in site.pages() {
            page.goto(&format!("{base}{name}"))?;
            page.assert_clean(base).with_context(|| name.clone())?;
        }
    }
    Ok(())
}

fn first_pages_lead_on(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    page.goto(&format!("{base}sales-scenarios.html"))?;
    let found = page.evaluate(
        "(() => { const link = document.querySelector('[data-elsewhere] li li a[id]'); \
         return [link.id, link.href]; })()",
    )?;
    let id = found[0].as_str().context("an id")?.to_owned();
    let target = found[1].as_str().context("an address")?.to_owned();
    page.goto(&format!("{base}index.html"))?;
    go(&mut page, &format!("{base}sales-scenarios.html#{id}"))?;
    page.wait_for(&format!(
        "decodeURI(location.href) === decodeURI({target:?})"
    ))
}

/// Goes to a page that leads on to another one by script, perhaps before it has loaded.
fn go(page: &mut Page, url: &str) -> Result<()> {
    page.evaluate(&format!("void (location.href = {url:?})"))?;
    Ok(())
}

fn without_javascript(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    page.disable_javascript()?;
    page.goto(&format!("{base}scenarios/junior-api-developer.html"))?;
    page.click("details.answer > summary")?;
    page.wait_for("document.querySelector('details.answer').open")?;
    page.assert_clean(base)
}

fn narrow_pages_do_not_overflow(chromium: &Chromium, site: &Site) -> Result<()> {
    let base = site.base();
    let mut page = Page::open(chromium)?;
    page.set_viewport(320, 800)?;
    for name in site.pages() {
        page.goto(&format!("{base}{name}"))?;
        page.evaluate(
            "document.querySelectorAll('details').forEach(fold => { fold.open = true; })",
        )?;
        let width = page.evaluate("document.documentElement.scrollWidth")?;
        // A scroll bar may take some of the width.
        ensure!(
            width.as_u64().is_some_and(|width| width <= 320),
            "{name} is {width} pixels wide"
        );
    }
    Ok(())
}

fn a_saved_change_shows(chromium: &Chromium) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("notes.md");
    std::fs::write(&file, "# Notes\n\nThe first words.\n")?;
    let server = Server::start(folder.path())?;
    let mut page = Page::open(chromium)?;
    page.goto(&format!("{}notes.html", server.base))?;
    ensure!(
        page.evaluate("document.body.innerText.includes('The first words.')")? == true,
        "the page shows the file"
    );
    std::fs::write(&file, "# Notes\n\nOther words.\n")?;
    page.wait_for("document.body.innerText.includes('Other words.')")?;
    page.assert_clean(&server.base)
}

fn reference_links_arrive(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    // The fragment that GitHub gives the third scenario leads to its page.
    page.goto(&format!("{base}index.html"))?;
    let fragment = "scenario-3-senior-backend-engineer---system-design";
    go(
        &mut page,
        &format!("{base}mock-interview-scenarios.html#{fragment}"),
    )?;
    page.wait_for("document.title.includes('Scenario 3')")?;
    page.goto(&format!("{base}questions-and-answers.html"))?;
    let formulas = page.evaluate("document.querySelectorAll('math').length")?;
    ensure!(
        formulas.as_u64().is_some_and(|count| count > 20),
        "{formulas} formulas"
    );
    page.assert_clean(base)
}

//! Lists of questions in a browser: narrowed over the whole guide, plain pages without scripts.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::Case;
use crate::chromium::Chromium;
use crate::page::Page;
use crate::site::{Server, Site};

/// Questions in each of the guide's four documents: together they fill four data files.
const EACH: usize = 500;

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    type Test = fn(&Chromium, &str) -> Result<()>;
    let tests: [(&str, Test); 4] = [
        ("narrowing_by_two_facets_finds_the_whole_guide", two_facets),
        ("the_address_keeps_what_is_wanted", address),
        ("marks_narrow", marks),
        ("a_random_question_arrives", random),
    ];
    for (name, test) in tests {
        cases.push(Case::new(
            format!("lists::{name}_from_file"),
            move |chromium| {
                let source = guide()?;
                let site = Site::build(source.path())?;
                test(chromium, &site.base())
            },
        ));
        cases.push(Case::new(
            format!("lists::{name}_served"),
            move |chromium| {
                let source = guide()?;
                let server = Server::start(source.path())?;
                test(chromium, &server.base)
            },
        ));
    }
    cases.push(Case::new(
        "lists::plain_pages_without_javascript",
        |chromium| {
            let source = guide()?;
            let site = Site::build(source.path())?;
            without_javascript(chromium, &site.base())
        },
    ));
    cases.push(Case::new("lists::the_form_fits_a_phone", |chromium| {
        let source = guide()?;
        let site = Site::build(source.path())?;
        phone(chromium, &site.base())
    }));
    cases
}

/// Two thousand questions: every fifth is about SQL, every second is senior, every third has no
/// answer.
fn guide() -> Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    // The development server would show hundreds of warnings over the page.
    let configuration = "content: .\ndiagnostics: {missing-answer: off}\n";
    fs::write(folder.path().join("prepbook.yml"), configuration)?;
    for document in 1..=4 {
        let mut text = format!("---\nkind: questions\n---\n# Document {document}\n\n## Section\n");
        for number in 1..=EACH {
            let place = (document - 1) * EACH + number;
            let level = if place.is_multiple_of(2) {
                "senior"
            } else {
                "junior"
            };
            let tag = if place.is_multiple_of(5) {
                "SQL"
            } else {
                "other"
            };
            write!(
                text,
                "\n### What is `number` {place}?\n<!-- id: q{place} -->\n\n\
                 **Level:** {level} · **Tags:** {tag} · **Time:** 5 min\n"
            )?;
            if !place.is_multiple_of(3) {
                write!(text, "\n#### Answer\n\nIt is {place}.\n")?;
            }
        }
        fs::write(folder.path().join(format!("document-{document}.md")), text)?;
    }
    Ok(folder)
}

fn open(chromium: &Chromium, url: &str) -> Result<Page> {
    let mut page = Page::open(chromium)?;
    page.goto(url)?;
    Ok(page)
}

/// Chooses as a reader does: the value, and the event that the browser sends.
fn choose(page: &mut Page, name: &str, value: &str) -> Result<()> {
    page.evaluate(&format!(
        "(() => {{ const field = document.querySelector('.narrow [name={name}]'); \
         field.value = {value:?}; \
         field.dispatchEvent(new Event('input', {{ bubbles: true }})); }})()"
    ))?;
    Ok(())
}

/// Waits for the status, and returns the ids of the rows in sight.
fn found(page: &mut Page, status: &str) -> Result<Vec<String>> {
    page.wait_for(&format!(
        "document.querySelector('.narrow-status').textContent === {status:?}"
    ))
    .with_context(|| status.to_owned())?;
    let ids = page.evaluate(
        "[...document.querySelectorAll('.row-mark')].filter((row) => row.checkVisibility()) \
         .map((row) => row.dataset.question)",
    )?;
    let ids = ids.as_array().context("a list")?;
    Ok(ids
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect())
}

fn places(step: usize, count: usize) -> Vec<String> {
    (1..=count)
        .map(|place| format!("q{}", place * step))
        .collect()
}

fn two_facets(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, &format!("{base}all-questions.html"))?;
    let first: Vec<String> = places(1, 100);
    ensure!(found(&mut page, "2000 questions")? == first);
    let loaded = "performance.getEntriesByType('resource').filter(({ name }) => \
                  name.includes('data/questions-')).length";
    ensure!(
        page.evaluate(loaded)? == 0,
        "nothing is loaded before it is needed"
    );
    choose(&mut page, "level", "senior")?;
    choose(&mut page, "topic", "sql")?;
    // Two hundred are both, in all four files; a hundred are shown at first.
    ensure!(found(&mut page, "200 of 2000 questions")? == places(10, 100));
    page.click(".narrow-more button")?;
    ensure!(found(&mut page, "200 of 2000 questions")? == places(10, 200));
    ensure!(page.evaluate("document.querySelector('.narrow-more').hidden")? == true);
    ensure!(
        page.evaluate("document.activeElement.closest('.row').querySelector('[data-question]').dataset.question")?
            == "q1010",
        "the first of the new rows has the focus"
    );
    let row = page.evaluate(
        "(() => { const row = document.querySelector('.narrowed .row'); return [\
         row.querySelector('a').innerHTML, row.querySelector('.level').textContent, \
         row.querySelector('.row-minutes').textContent, \
         row.querySelector('.row-tags').textContent.trim(), \
         row.querySelector('.row-unanswered').hidden]; })()",
    )?;
    ensure!(
        row == json!([
            "What is <code>number</code> 10?",
            "Senior",
            "5 min",
            "SQL",
            true
        ]),
        "{row}"
    );
    choose(&mut page, "answered", "no")?;
    choose(&mut page, "words", "NUMBER 1980")?;
    ensure!(found(&mut page, "1 of 2000 questions")? == ["q1980"]);
    choose(&mut page, "words", "no such words")?;
    ensure!(found(&mut page, "0 of 2000 questions")?.is_empty());
    page.wait_for("document.querySelector('.narrow-empty').checkVisibility()")?;
    page.click(".narrow-clear")?;
    ensure!(found(&mut page, "2000 questions")? == first);
    // A found row leads to its question, on whatever page of its document.
    choose(&mut page, "words", "1980")?;
    found(&mut page, "1 of 2000 questions")?;
    page.click(".narrowed .row-title")?;
    page.wait_for("document.querySelector('#q1980')?.checkVisibility()")?;
    page.assert_clean(base)
}

fn address(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(
        chromium,
        &format!("{base}all-questions.html?level=senior&topic=sql"),
    )?;
    let both = places(10, 100);
    ensure!(found(&mut page, "200 of 2000 questions")? == both);
    page.reload()?;
    ensure!(found(&mut page, "200 of 2000 questions")? == both);
    choose(&mut page, "words", "number 20")?;
    found(&mut page, "23 of 2000 questions")?;
    // Typing on is no further step.
    choose(&mut page, "words", "number 200")?;
    found(&mut page, "3 of 2000 questions")?;
    ensure!(page.evaluate("location.search")? == "?words=number+200&level=senior&topic=sql");
    page.evaluate("history.back()")?;
    ensure!(found(&mut page, "200 of 2000 questions")? == both);
    ensure!(page.evaluate("document.querySelector('.narrow [name=words]').value")? == "");
    page.evaluate("history.forward()")?;
    found(&mut page, "3 of 2000 questions")?;
    // The page of a level is narrowed by itself; the form can widen it.
    page.goto(&format!("{base}all-questions/level-senior.2.html"))?;
    ensure!(
        found(&mut page, "1000 questions")?
            .first()
            .map(String::as_str)
            == Some("q202")
    );
    ensure!(page.evaluate("document.querySelector('.narrow [name=level]').value")? == "senior");
    choose(&mut page, "topic", "sql")?;
    ensure!(found(&mut page, "200 of 2000 questions")? == both);
    choose(&mut page, "level", "")?;
    ensure!(found(&mut page, "400 of 2000 questions")? == places(5, 100));
    page.reload()?;
    ensure!(found(&mut page, "400 of 2000 questions")? == places(5, 100));
    page.assert_clean(base)
}

fn marks(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, &format!("{base}all-questions.html"))?;
    page.evaluate(
        "prepbook.marks.set('q3', 'later'); prepbook.marks.set('q1999', 'later'); \
         prepbook.marks.set('q4', 'knew')",
    )?;
    page.wait_for("document.querySelector('[data-question=q3] .mark-badge.later')")?;
    page.goto(&format!("{base}all-questions.html?mark=later"))?;
    ensure!(found(&mut page, "2 of 2000 questions")? == ["q3", "q1999"]);
    page.wait_for("document.querySelectorAll('.narrowed .mark-badge.later').length === 2")?;
    page.evaluate("prepbook.marks.set('q3', 'knew')")?;
    ensure!(found(&mut page, "1 of 2000 questions")? == ["q1999"]);
    choose(&mut page, "mark", "none")?;
    ensure!(found(&mut page, "1997 of 2000 questions")?.len() == 100);
    page.assert_clean(base)
}

fn random(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = open(chromium, &format!("{base}index.html"))?;
    // The last of all is in the last file.
    page.evaluate("Math.random = () => 0.9999")?;
    page.click("button.random")?;
    page.wait_for("document.querySelector('#q2000.question')?.checkVisibility()")?;
    page.goto(&format!("{base}all-questions.html?words=number+1234"))?;
    found(&mut page, "1 of 2000 questions")?;
    page.click(".narrow-random")?;
    page.wait_for("document.querySelector('#q1234.question')?.checkVisibility()")?;
    page.assert_clean(base)
}

fn without_javascript(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    page.disable_javascript()?;
    page.goto(&format!("{base}all-questions.html"))?;
    ensure!(
        page.evaluate(
            "[...document.querySelectorAll('.narrow, .narrow-random')].some((element) => \
             element.checkVisibility())"
        )? == false,
        "what does nothing is not shown"
    );
    page.click(".facets a[href='all-questions/unanswered.html']")?;
    page.wait_for("location.pathname.endsWith('/all-questions/unanswered.html')")?;
    page.wait_for(
        "document.querySelector('h1')?.textContent === 'All questions: Without an answer'",
    )?;
    page.wait_for("document.querySelector('.pagination li:last-child a') !== null")?;
    page.click(".pagination li:last-child a")?;
    page.wait_for("location.pathname.endsWith('/all-questions/unanswered.7.html')")?;
    page.wait_for("document.querySelectorAll('.listed .row').length === 66")?;
    page.click(".row:last-child .row-title")?;
    page.wait_for("document.querySelector('#q1998')?.checkVisibility()")?;
    page.goto(&format!("{base}topics.html"))?;
    page.click(".topics a")?;
    page.wait_for("location.pathname.endsWith('/topics/other.html')")?;
    page.assert_clean(base)
}

fn phone(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    page.set_viewport(320, 700)?;
    for name in [
        "index.html",
        "all-questions.html?level=senior",
        "topics.html",
        "topics/sql.html",
    ] {
        page.goto(&format!("{base}{name}"))?;
        page.wait_for("document.readyState === 'complete'")?;
        let width = page.evaluate("document.documentElement.scrollWidth")?;
        ensure!(
            width.as_u64().is_some_and(|width| width <= 320),
            "{name} is {width} pixels wide"
        );
    }
    page.assert_clean(base)
}

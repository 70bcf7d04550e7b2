//! Self tests of the harness, on pages written for it.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::thread;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::Case;
use crate::chromium::Chromium;
use crate::page::{ColorScheme, Page};

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    vec![
        Case::new("smoke::evaluate", evaluate),
        Case::new("smoke::mouse_and_keys", mouse_and_keys),
        Case::new("smoke::troubles_are_recorded", troubles_are_recorded),
        Case::new("smoke::emulation", emulation),
        Case::new("smoke::http", http),
    ]
}

fn evaluate(chromium: &Chromium) -> Result<()> {
    let mut page = Page::open(chromium)?;
    ensure!(page.evaluate("Promise.resolve({ a: [1, 'b'] })")? == json!({ "a": [1, "b"] }));
    ensure!(page.evaluate("undefined")?.is_null());
    ensure!(page.evaluate("-1 / 0")? == "-Infinity");
    for (js, kind) in [
        ("missing()", "ReferenceError"),
        ("Promise.reject(new RangeError('far'))", "RangeError: far"),
        ("open(", "SyntaxError"),
    ] {
        let error = page.evaluate(js).expect_err("an exception is an error");
        ensure!(error.to_string().starts_with(kind), "{error}");
    }
    page.wait_for("new Promise((done) => setTimeout(() => done(true), 50))")?;
    let error = page
        .goto("file:///no/such/file")
        .expect_err("nothing there");
    ensure!(error.to_string().contains("ERR_FILE_NOT_FOUND"), "{error}");
    Ok(())
}

fn mouse_and_keys(chromium: &Chromium) -> Result<()> {
    let (_directory, base) = site(
        r#"<details><summary>More</summary><p>Text</p></details>
        <div style="height: 3000px"></div>
        <button onclick="clicked = event.isTrusted && confirm('Sure?')">Below</button>
        <p hidden>Nothing</p>
        <input onkeydown="keys.push([event.key, event.code, event.ctrlKey])">
        <script>const keys = []; let clicked = false;</script>"#,
    )?;
    let mut page = Page::open(chromium)?;
    page.goto(&format!("{base}index.html"))?;
    page.click("summary")?;
    page.wait_for("document.querySelector('details').open")?;
    page.click("button")?;
    page.wait_for("clicked")?;
    for (selector, reason) in [("p[hidden]", "no size"), ("video", "nothing matches")] {
        let error = page.click(selector).expect_err("nothing to click");
        ensure!(error.to_string().contains(reason), "{error}");
    }

    page.click("input")?;
    for keys in [
        "a",
        "?",
        "+",
        "Shift+b",
        "Control+k",
        "ArrowLeft",
        "Backspace",
    ] {
        page.press(keys)?;
    }
    ensure!(page.press("Hyper+x").is_err());
    ensure!(page.evaluate("document.querySelector('input').value")? == "a?B");
    let keys = page.evaluate("keys.filter(([key]) => !/Shift|Control/.test(key))")?;
    let expected = json!([
        ["a", "KeyA", false],
        ["?", "Slash", false],
        ["+", "Equal", false],
        ["B", "KeyB", false],
        ["k", "KeyK", true],
        ["ArrowLeft", "ArrowLeft", false],
        ["Backspace", "Backspace", false],
    ]);
    ensure!(keys == expected, "{keys}");
    let record = page.take_record()?;
    ensure!(record.dialogs == ["Sure?"], "{record:?}");
    page.assert_clean(&base)?;
    Ok(())
}

fn troubles_are_recorded(chromium: &Chromium) -> Result<()> {
    let (_directory, base) = site(
        r#"<meta http-equiv="Content-Security-Policy" content="script-src 'nonce-a' 'self'">
        <script nonce="a">
            console.log("quiet");
            console.warn("odd", 1, { a: 1 });
            console.error(new Error("bad"));
            setTimeout(() => missing());
            Promise.reject("unwanted");
        </script>
        <script>document.title = "the policy forbids this";</script>
        <img src="missing.png"> <img src="http://example.invalid/foreign.png">"#,
    )?;
    let mut page = Page::open(chromium)?;
    page.goto(&format!("{base}index.html"))?;
    let record = page.take_record()?;
    ensure!(record.console.len() == 2, "{record:#?}");
    ensure!(record.console[0] == "odd 1 Object", "{record:#?}");
    ensure!(record.console[1].contains("bad"), "{record:#?}");
    ensure!(record.exceptions.len() == 2, "{record:#?}");
    let problems = record.problems().join("\n");
    for text in [
        "missing is not defined",
        "unwanted",
        "Content Security Policy",
    ] {
        ensure!(problems.contains(text), "no {text} in {problems}");
    }
    ensure!(record.failed_requests.len() == 2, "{record:#?}");
    let foreign = record.requests_outside(&base);
    ensure!(
        foreign == ["http://example.invalid/foreign.png"],
        "{foreign:?}"
    );
    let error = page.reload().and_then(|()| page.assert_clean(&base));
    let error = error.expect_err("the page is as bad as before");
    ensure!(error.to_string().contains("unwanted"), "{error}");
    Ok(())
}

fn emulation(chromium: &Chromium) -> Result<()> {
    let (directory, base) = site("<script>document.title = 'scripted'</script>")?;
    let mut page = Page::open(chromium)?;
    page.set_viewport(320, 200)?;
    page.goto(&format!("{base}index.html"))?;
    ensure!(page.evaluate("[innerWidth, innerHeight]")? == json!([320, 200]));
    ensure!(page.evaluate("document.title")? == "scripted");
    for (scheme, name) in [(ColorScheme::Dark, "dark"), (ColorScheme::Light, "light")] {
        page.set_color_scheme(scheme)?;
        page.wait_for(&format!(
            "matchMedia('(prefers-color-scheme: {name})').matches"
        ))?;
    }
    let picture = directory.path().join("shot.png");
    page.screenshot(&picture)?;
    let bytes = fs::read(&picture)?;
    ensure!(bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.ends_with(b"IEND\xaeB`\x82"));
    ensure!(bytes[16..24] == [0, 0, 1, 64, 0, 0, 0, 200]);

    page.disable_javascript()?;
    page.goto(&format!("{base}index.html"))?;
    ensure!(page.evaluate("document.title")? == "");
    Ok(())
}

fn http(chromium: &Chromium) -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let base = format!("http://{}/", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // A browser opens connections ahead of need, which must not block the others.
            thread::spawn(move || serve(stream));
        }
    });

    let mut first = Page::open(chromium)?;
    first.goto(&base)?;
    first.assert_clean(&base)?;
    first.evaluate("localStorage.setItem('seen', 'yes')")?;
    first.reload()?;
    ensure!(first.evaluate("localStorage.getItem('seen')")? == "yes");
    let mut second = Page::open(chromium)?;
    second.goto(&format!("{base}#part"))?;
    second.goto(&format!("{base}#other"))?;
    ensure!(second.evaluate("localStorage.getItem('seen')")?.is_null());

    first.evaluate("fetch('missing').then((response) => response.status)")?;
    let record = first.take_record()?;
    ensure!(
        record.failed_requests == [format!("404 {base}missing")],
        "{record:#?}"
    );
    let targets = first.call("Target.getTargetInfo", json!({}))?;
    ensure!(targets["targetInfo"]["url"] == base, "{targets}");
    Ok(())
}

/// Answers one request: the root has a page, and nothing else exists.
fn serve(mut stream: TcpStream) -> Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().context("no request")??;
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let (status, body) = if request.starts_with("GET / ") {
        let page = "<!doctype html><link rel=icon href='data:,'><p>Hello";
        ("200 OK", page)
    } else {
        ("404 Not Found", "")
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len(),
    )?;
    Ok(())
}

/// Writes a page to a new directory; returns it with its `file://` address.
fn site(body: &str) -> Result<(tempfile::TempDir, String)> {
    let directory = tempfile::tempdir()?;
    let page = format!("<!doctype html><meta charset=utf-8>{body}");
    fs::write(directory.path().join("index.html"), page)?;
    let base = file_url(directory.path());
    Ok((directory, base))
}

/// Returns the address of a directory whose path needs no escapes.
fn file_url(directory: &Path) -> String {
    let path = directory.display().to_string().replace('\\', "/");
    format!("file:///{}/", path.trim_start_matches('/'))
}

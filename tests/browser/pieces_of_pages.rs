//! Pages that arrive in pieces, as over a slow line or from a busy disk: what has been painted
//! stays where it is while the rest comes.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, bail};

use crate::Case;
use crate::chromium::Chromium;
use crate::layout::{SHIFTS, texts};
use crate::page::Page;
use crate::site::Site;

/// Long enough for the browser to paint what it has.
const PAUSE: Duration = Duration::from_millis(40);

/// Pieces of a page's top, and of the rest.
const PIECES: (usize, usize) = (24, 6);

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    [360, 1440]
        .map(|width| {
            Case::new(
                format!("pieces_of_pages::what_is_painted_stays_at_{width}"),
                move |chromium| what_is_painted_stays(chromium, width),
            )
        })
        .into()
}

fn what_is_painted_stays(chromium: &Chromium, width: u32) -> Result<()> {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/everything");
    let site = Site::build(&fixture)?;
    let base = serve(site.root())?;
    let mut page = Page::open(chromium)?;
    page.set_viewport(width, 900)?;
    let mut problems = Vec::new();
    for name in [
        "index.html",
        "all-questions.html",
        "all-questions/answered.html",
        "search.html",
        "questions.html",
    ] {
        if !site.pages().iter().any(|there| there == name) {
            bail!("there is no {name} among {:?}", site.pages());
        }
        page.goto(&format!("{base}{name}"))?;
        let shifts = page.evaluate(SHIFTS)?;
        problems.extend(texts(&shifts).iter().map(|line| format!("{name}: {line}")));
    }
    if !problems.is_empty() {
        bail!("{} problems:\n{}", problems.len(), problems.join("\n"));
    }
    Ok(())
}

/// Serves a folder slowly until the test ends; says where.
fn serve(root: PathBuf) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let base = format!("http://{}/", listener.local_addr()?);
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let root = root.clone();
            std::thread::spawn(move || answer(&client, &root));
        }
    });
    Ok(base)
}

fn answer(mut client: &TcpStream, root: &Path) -> std::io::Result<()> {
    let mut lines = BufReader::new(client).lines();
    let first = lines.next().unwrap_or_else(|| Ok(String::new()))?;
    while lines
        .next()
        .is_some_and(|line| line.is_ok_and(|line| !line.is_empty()))
    {}
    let path = first.split(' ').nth(1).unwrap_or("/").split('?').next();
    let path = path.unwrap_or("/").trim_start_matches('/');
    let Ok(bytes) = std::fs::read(root.join(path)) else {
        return client.write_all(b"HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
    };
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nConnection: close\r\n\r\n");
    client.write_all(head.as_bytes())?;
    if kind != "text/html" {
        return client.write_all(&bytes);
    }
    for piece in cut(&bytes) {
        client.write_all(piece)?;
        client.flush()?;
        std::thread::sleep(PAUSE);
    }
    Ok(())
}

/// The head and the body's first tag, then pieces that end before a tag: small ones at the top,
/// where everything stands that all pages have, and larger ones below.
fn cut(page: &[u8]) -> Vec<&[u8]> {
    let body = page.windows(5).position(|at| at == b"<body").unwrap_or(0);
    let main = page
        .windows(5)
        .position(|at| at == b"<main")
        .unwrap_or(body);
    let mut at = vec![0];
    let mut next = body + 1;
    for (end, pieces) in [(main, PIECES.0), (page.len(), PIECES.1)] {
        let step = (end - next).div_ceil(pieces).max(1);
        while next < end {
            at.push(
                page[next..]
                    .iter()
                    .position(|byte| *byte == b'<')
                    .map_or(page.len(), |more| next + more),
            );
            next = at[at.len() - 1] + step;
        }
        next = next.max(end);
    }
    at.push(page.len());
    at.dedup();
    at.windows(2).map(|two| &page[two[0]..two[1]]).collect()
}

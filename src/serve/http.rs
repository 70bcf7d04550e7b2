//! Answers requests.
//!
//! 1. The [`Guard`](super::guard::Guard) looks at `Host`, the method and the target are checked.
//! 2. [`answer`] makes an [`Answer`] from the site; it reads nothing else.
//! 3. The answer goes out as one buffer: tiny_http's own `respond` takes tens of milliseconds on
//!    a connection that is kept open.

use std::io::Write;
use std::sync::Arc;

use tiny_http::{Method, Request};

use super::events;
use super::page::{self, EVENTS, NOT_FOUND, SCRIPT, STYLE};
use super::site::{Found, MISSING, ServedFile};
use super::state::State;
use super::target::Target;
use crate::html::escape;
use crate::source::Digest;
use crate::source::percent::encode_path;

/// What is written to the client.
pub(super) struct Answer {
    status: &'static str,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Answer {
    /// An answer with a short text, for people who look at the network.
    pub(super) fn text(status: &'static str, text: &str) -> Self {
        Self::new(
            status,
            "text/plain; charset=utf-8",
            format!("{text}\n").into_bytes(),
        )
    }

    fn new(status: &'static str, content_type: &str, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: vec![("Content-Type", content_type.to_owned())],
            body,
        }
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The whole answer; without its body for `HEAD`.
    pub(super) fn into_bytes(self, head: bool) -> Vec<u8> {
        let mut out = format!("HTTP/1.1 {}\r\n", self.status).into_bytes();
        let mut header = |name: &str, value: &str| {
            out.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        };
        for (name, value) in &self.headers {
            header(name, value);
        }
        header("Cache-Control", "no-cache");
        // The door lets in one request with each connection.
        header("Connection", "close");
        header("X-Content-Type-Options", "nosniff");
        // The search index is a script, which any page on the internet could load otherwise.
        header("Cross-Origin-Resource-Policy", "same-origin");
        let not_modified = self.status.starts_with("304");
        if !not_modified {
            header("Content-Length", &self.body.len().to_string());
        }
        out.extend_from_slice(b"\r\n");
        if !head && !not_modified {
            out.extend_from_slice(&self.body);
        }
        out
    }
}

/// Answers one request; returns when the answer is written or the client left.
pub(super) fn handle(request: Request, state: &State) {
    let head = *request.method() == Method::Head;
    let answer = match checked(&request, state) {
        Ok(target) if target.path == EVENTS && !head => {
            let listener = events::listener(&request, &target, state);
            match listener.and_then(|listener| events::subscribe(listener, state)) {
                Ok(subscription) => return events::stream(request, subscription, state),
                Err(refusal) => refusal,
            }
        }
        Ok(target) => answer(&target, header(&request, "If-None-Match"), state),
        Err(refusal) => refusal,
    };
    let bytes = answer.into_bytes(head);
    let mut writer = request.into_writer();
    // A client that left is not our trouble.
    let _ = writer.write_all(&bytes).and_then(|()| writer.flush());
}

/// The value of a header that may stand there once.
pub(super) fn header<'a>(request: &'a Request, name: &'static str) -> Option<&'a str> {
    request
        .headers()
        .iter()
        .find(|header| header.field.equiv(name))
        .map(|header| header.value.as_str())
}

fn checked<'a>(request: &'a Request, state: &State) -> Result<Target<'a>, Answer> {
    let mut hosts = request
        .headers()
        .iter()
        .filter(|header| header.field.equiv("Host"));
    let host = match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.value.as_str(),
        _ => "",
    };
    if !state.guard.allows_host(host) {
        return Err(Answer::text(
            "421 Misdirected Request",
            "This server answers to localhost and to the address it was given.",
        ));
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        let refusal = Answer::text("405 Method Not Allowed", "There is nothing to change here.");
        return Err(refusal.with("Allow", "GET, HEAD"));
    }
    Target::parse(request.url())
        .ok_or_else(|| Answer::text("400 Bad Request", "This is not an address of a page."))
}

fn answer(target: &Target<'_>, known: Option<&str>, state: &State) -> Answer {
    for (path, text) in [SCRIPT, STYLE] {
        if target.path == path {
            let content_type = super::content_type::content_type(path);
            let tag = format!("\"{}\"", Digest::of(text.as_bytes()));
            return tagged(tag, known, || {
                Answer::new("200 OK", content_type, text.into())
            });
        }
    }
    let site = state.site();
    match site.find(&target.path) {
        Found::File(path, file) => file_answer(&path, &file, known),
        Found::Folder => {
            let mut location = format!("/{}/", encode_path(&target.path));
            if !target.query.is_empty() {
                location.push('?');
                location.push_str(target.query);
            }
            // Not a permanent one: browsers keep those, and the folder may be gone tomorrow.
            Answer::text("302 Found", "This is a folder.").with("Location", location)
        }
        Found::Nothing(path) => not_found(&path, site.get("404.html").as_deref()),
    }
}

fn file_answer(path: &str, file: &ServedFile, known: Option<&str>) -> Answer {
    // The script's tag depends on nothing but the path and the digest, so the digest stands for
    // the page with it, too.
    let tag = format!("\"{}\"", file.digest);
    if file.failed {
        // Shown as a page, so that it listens for the time when it can be made.
        let text = file.bytes().unwrap_or_else(|_| Arc::from([]));
        let text = escape(&String::from_utf8_lossy(&text));
        let page = page::failed(&text, path, &file.digest.to_string());
        return Answer::new(
            "500 Internal Server Error",
            "text/html; charset=utf-8",
            page,
        );
    }
    tagged(tag, known, || match file.bytes() {
        Ok(bytes) if file.is_page() => {
            let page = page::with_script(&bytes, path, &file.digest.to_string());
            Answer::new("200 OK", file.content_type, page)
        }
        Ok(bytes) => Answer::new("200 OK", file.content_type, bytes.to_vec()),
        Err(_) => Answer::text("404 Not Found", "The file was there and is gone."),
    })
}

fn tagged(tag: String, known: Option<&str>, full: impl FnOnce() -> Answer) -> Answer {
    let is_known = known.is_some_and(|known| {
        known
            .split(',')
            .map(|one| one.trim().trim_start_matches("W/"))
            .any(|one| one == tag || one == "*")
    });
    let answer = if is_known {
        Answer {
            status: "304 Not Modified",
            headers: Vec::new(),
            body: Vec::new(),
        }
    } else {
        full()
    };
    answer.with("ETag", tag)
}

fn not_found(path: &str, page: Option<&ServedFile>) -> Answer {
    let bytes = page.and_then(|page| page.bytes().ok());
    let bytes = bytes.unwrap_or_else(|| Arc::from(NOT_FOUND.as_bytes()));
    Answer::new(
        "404 Not Found",
        "text/html; charset=utf-8",
        // It listens for the page that was asked for, and reloads when that appears.
        page::with_script(&bytes, path, MISSING),
    )
}

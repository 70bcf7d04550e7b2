//! A page's event stream: one thread that writes what [`Live`](super::live::Live) queues.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::mpsc::RecvTimeoutError;

use tiny_http::Request;

use super::http::{Answer, header};
use super::live::{Listener, Subscription};
use super::state::State;
use super::target::Target;

/// Chunked, so that the stream can end although tiny_http leaves the connection open.
const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\
    Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\nTransfer-Encoding: chunked\r\n\r\n";

/// Who asks to listen.
///
/// # Errors
/// The refusal, when the request comes from a page of another server.
pub(super) fn listener(
    request: &Request,
    target: &Target<'_>,
    state: &State,
) -> Result<Listener, Answer> {
    let host = header(request, "Host").unwrap_or_default();
    let same_site = header(request, "Sec-Fetch-Site")
        .is_none_or(|site| site == "same-origin" || site == "none");
    if !same_site || !state.guard.allows_origin(header(request, "Origin"), host) {
        return Err(Answer::text(
            "403 Forbidden",
            "Only pages of this server may listen.",
        ));
    }
    // A browser that connects again by itself sends the header with the old address.
    let last = header(request, "Last-Event-ID").map(str::to_owned);
    Ok(Listener {
        path: target.field("path").unwrap_or_default(),
        digest: target.field("digest").unwrap_or_default(),
        seen: last.or_else(|| target.field("seen")),
    })
}

/// Takes the listener in.
///
/// # Errors
/// The refusal, when the server ends.
pub(super) fn subscribe(listener: Listener, state: &State) -> Result<Subscription, Answer> {
    state
        .live
        .listen(listener, || state.site())
        .ok_or_else(|| Answer::text("503 Service Unavailable", "This server is ending."))
}

/// Writes events until the client leaves or the server ends.
pub(super) fn stream(request: Request, subscription: Subscription, state: &State) {
    let mut writer = request.into_writer();
    // An error means that the client left.
    let _ = write_all(&mut writer, &subscription, state);
    state.live.leave(subscription.id);
}

fn write_all(writer: &mut dyn Write, subscription: &Subscription, state: &State) -> io::Result<()> {
    let mut out = HEAD.to_owned();
    loop {
        match subscription.messages.recv_timeout(state.heartbeat) {
            Ok(message) => chunk(&mut out, &message),
            // A comment; without it nobody would notice that the client left.
            Err(RecvTimeoutError::Timeout) => chunk(&mut out, ":\n\n"),
            Err(RecvTimeoutError::Disconnected) => {
                writer.write_all(b"0\r\n\r\n")?;
                return writer.flush();
            }
        }
        writer.write_all(out.as_bytes())?;
        writer.flush()?;
        out.clear();
    }
}

fn chunk(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = write!(out, "{:x}\r\n{text}\r\n", text.len());
}

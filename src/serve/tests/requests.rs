//! What is answered to whom.

use std::io::{Read, Write};
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use super::{Guide, HOME, Response, get};
use crate::source::Digest;

#[test]
fn a_page_is_served_with_the_live_script_and_its_exact_length() {
    let guide = Guide::new(&[("index.html", HOME), ("site.css", "p {}")]);
    let page = guide.get("/", "");
    assert_eq!(page.status, "200 OK");
    assert_eq!(
        page.header("Content-Type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(page.header("Cache-Control"), Some("no-cache"));
    assert_eq!(page.header("Access-Control-Allow-Origin"), None);
    let tag = format!(
        "<script src=\"/__prepbook/live.js\" data-path=\"index.html\" data-digest=\"{}\" \
         defer></script>",
        Digest::of(HOME.as_bytes())
    );
    assert_eq!(page.body, HOME.replace("</body>", &format!("{tag}</body>")));
    assert_eq!(page.length(), page.body.len());

    let style = guide.get("/site.css?live=1", "");
    assert_eq!(
        style.header("Content-Type"),
        Some("text/css; charset=utf-8")
    );
    assert_eq!(style.body, "p {}");
    let script = guide.get("/__prepbook/live.js", "");
    assert_eq!(
        script.header("Content-Type"),
        Some("text/javascript; charset=utf-8")
    );
    assert_eq!(script.body, crate::serve::page::SCRIPT.1);
}

#[test]
fn folders_are_index_pages_and_get_their_slash() {
    let guide = Guide::new(&[("a b/index.html", HOME)]);
    assert_eq!(guide.get("/a%20b/", "").status, "200 OK");
    let folder = guide.get("/a%20b?q=1", "");
    assert_eq!(folder.status, "302 Found");
    assert_eq!(folder.header("Location"), Some("/a%20b/?q=1"));
}

#[test]
fn what_is_missing_gets_the_page_for_it_with_its_status() {
    let guide = Guide::new(&[("index.html", HOME)]);
    let builtin = guide.get("/nowhere.html", "");
    assert_eq!(builtin.status, "404 Not Found");
    assert!(
        builtin
            .body
            .contains("There is no page at this address yet.")
    );

    guide.write("404.html", "<body>Lost?</body>");
    guide.next_event();
    let own = guide.get("/nowhere.html", "");
    assert_eq!(own.status, "404 Not Found");
    assert_eq!(
        own.body,
        "<body>Lost?<script src=\"/__prepbook/live.js\" data-path=\"nowhere.html\" \
         data-digest=\"missing\" defer></script></body>"
    );
}

#[test]
fn a_known_tag_is_answered_without_a_body_and_an_old_one_with_it() {
    let guide = Guide::new(&[("index.html", HOME)]);
    let tag = guide.get("/", "").header("ETag").expect("a tag").to_owned();
    let known = guide.get("/", &format!("If-None-Match: \"x\", W/{tag}\r\n"));
    assert_eq!(known.status, "304 Not Modified");
    assert_eq!(known.header("ETag"), Some(&*tag));
    assert_eq!(known.body, "");
    let other = guide.get("/", "If-None-Match: \"x\"\r\n");
    assert_eq!(other.status, "200 OK");
}

#[test]
fn head_tells_the_length_and_sends_nothing() {
    let guide = Guide::new(&[("index.html", HOME)]);
    let head = guide.ask("HEAD / HTTP/1.1\r\nHost: localhost\r\n");
    assert_eq!(head.status, "200 OK");
    assert_eq!(head.body, "");
    assert_eq!(head.length(), guide.get("/", "").body.len());
}

#[test]
fn a_connection_is_one_request_and_what_follows_is_not_read_as_another() {
    let guide = Guide::new(&[("a.txt", "one"), ("b.txt", "two")]);
    let mut stream = guide.connect();
    let request = "GET /a.txt HTTP/1.1\r\nHost: [::1]:9\r\nContent-Length: 9000000\r\n\r\n";
    let more = "GET /b.txt HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(100);
    write!(stream, "{request}{more}\0\u{1}garbage").expect("a request");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer");
    let answer = Response::new(&bytes);
    assert_eq!(answer.status, "200 OK");
    assert_eq!(answer.header("Connection"), Some("close"));
    assert_eq!(answer.body, "one");
}

#[test]
fn fifty_requests_at_once_are_answered_while_twenty_pages_listen() {
    let text = "x".repeat(100_000);
    let guide = Guide::new(&[("a.txt", &text), ("index.html", HOME)]);
    let streams: Vec<_> = (0..20).map(|_| guide.listen("index.html", HOME)).collect();
    let (port, together) = (guide.server.address().port(), Barrier::new(50));
    let started = Instant::now();
    thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| {
                together.wait();
                assert_eq!(get(port, "/a.txt", "").body.len(), text.len());
            });
        }
    });
    assert!(started.elapsed() < Duration::from_secs(5), "{started:?}");
    assert_eq!(streams.len(), 20);
}

//! What happens when sources change, and who hears of it.

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::{Guide, HOME, PATIENCE, connect, event};
use crate::serve::ServeEvent;
use crate::serve::door::accept;
use crate::serve::guard::Guard;
use crate::serve::state::State;

#[test]
fn a_change_is_told_to_the_pages_it_concerns() {
    let guide = Guide::new(&[("a.html", HOME), ("b.html", HOME), ("s.css", "p {}")]);
    let (mut a, mut b) = (guide.listen("a.html", HOME), guide.listen("b.html", HOME));
    for stream in [&mut a, &mut b] {
        assert_eq!(stream.next(), event("diagnostics", "\"\""));
    }
    guide.write("a.html", "<body>new</body>");
    assert_eq!(a.next(), event("reload", "\"a.html\""));
    assert_eq!(guide.next_change(), ["a.html"]);
    assert!(
        guide
            .get("/a.html", "")
            .body
            .starts_with("<body>new<script")
    );

    // The other page hears nothing of that, but of the style sheet.
    guide.write("s.css", "p { margin: 0 }");
    assert_eq!(b.next(), event("assets", "[\"s.css\"]"));
}

#[test]
fn without_a_new_site_the_last_good_one_stays_and_says_why() {
    let guide = Guide::new(&[("a.html", HOME)]);
    let mut page = guide.listen("a.html", HOME);
    page.next();
    guide.write("FAIL", "");
    assert_eq!(
        page.next(),
        event(
            "diagnostics",
            r#""showing the last good guide\n\nit\nfailed""#
        )
    );
    assert_eq!(guide.get("/a.html", "").status, "200 OK");

    guide.write("PANIC", "");
    assert_eq!(page.next().0, "diagnostics");
    assert_eq!(guide.get("/a.html", "").status, "200 OK");

    for file in ["FAIL", "PANIC"] {
        fs::remove_file(guide.folder.path().join("content").join(file)).expect("a file");
    }
    loop {
        if page.next() == event("diagnostics", "\"\"") {
            break;
        }
    }
}

#[test]
fn a_site_that_turns_out_to_be_unusable_goes_again() {
    let guide = Guide::new(&[("a.html", HOME)]);
    let mut page = guide.listen("a.html", HOME);
    page.next();
    guide.write("a.html", "<body>good</body>");
    assert_eq!(guide.next_change(), ["a.html"]);
    assert_eq!(page.next().0, "reload");
    let mut page = guide.listen("a.html", "<body>good</body>");
    page.next();
    guide.write("UNUSABLE", "");
    assert_eq!(guide.next_change(), ["UNUSABLE"]);
    assert_eq!(guide.next_event(), ServeEvent::Kept);
    assert_eq!(page.next(), event("assets", r#"["UNUSABLE"]"#));
    assert_eq!(page.next(), event("assets", r#"["UNUSABLE"]"#));
    assert_eq!(
        page.next(),
        event(
            "diagnostics",
            r#""showing the last good guide\n\na page\nfailed""#
        )
    );
    assert_eq!(guide.get("/UNUSABLE", "").status, "404 Not Found");
    assert!(guide.get("/a.html", "").body.starts_with("<body>good"));
}

#[test]
fn a_page_that_shows_something_old_is_told_at_once() {
    let guide = Guide::new(&[("a.html", HOME)]);
    let mut page = guide.listen("a.html", "something old");
    assert_eq!(page.next(), event("reload", "\"a.html\""));
}

#[test]
fn folders_that_come_later_are_noticed_and_ignored_ones_are_not() {
    let guide = Guide::new(&[("a.html", HOME)]);
    let wait_for = |builds| {
        let begun = Instant::now();
        while guide.builds() < builds {
            assert!(begun.elapsed() < PATIENCE, "{} builds", guide.builds());
            thread::sleep(Duration::from_millis(5));
        }
    };
    // The first build and one with the first watches; one for the folder.
    wait_for(2);
    let themes = guide.folder.path().join("later/themes");
    fs::create_dir_all(&themes).expect("a folder");
    wait_for(3);
    thread::sleep(Duration::from_millis(200));
    let builds = guide.builds();
    guide.write("public/out.html", "ignored");
    guide.write(".git/HEAD", "ignored");
    thread::sleep(Duration::from_millis(200));
    assert_eq!(guide.builds(), builds);
    fs::write(themes.join("page.html"), "a template").expect("a file");
    assert_eq!(guide.next_change(), [".git/HEAD", "public/out.html"]);
    guide.write("b.html", HOME);
    assert_eq!(guide.next_change(), ["b.html"]);
}

#[test]
fn a_watched_folder_may_be_replaced() {
    let guide = Guide::new(&[("a.html", HOME)]);
    let content = guide.folder.path().join("content");
    let other = guide.folder.path().join("other");
    fs::create_dir(&other).expect("a folder");
    fs::write(other.join("b.html"), HOME).expect("a file");
    fs::rename(&content, guide.folder.path().join("gone")).expect("a rename");
    fs::rename(&other, &content).expect("a rename");
    while guide.get("/b.html", "").status != "200 OK" {
        guide.next_event();
    }
    guide.write("c.html", HOME);
    while guide.get("/c.html", "").status != "200 OK" {
        guide.next_event();
    }
}

#[test]
fn a_stream_ends_when_its_page_leaves() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let address = listener.local_addr().expect("an address");
    let mut state = State::new(Guard::new(address.ip()));
    state.heartbeat = Duration::from_millis(10);
    let (state, stopped) = (Arc::new(state), AtomicBool::new(false));
    let begun = Instant::now();
    thread::scope(|scope| {
        scope.spawn(|| accept(&listener, &state, &stopped));
        let mut page = connect(address.port());
        write!(
            page,
            "GET /__prepbook/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
        )
        .expect("a request");
        while state.live.listeners() == 0 && begun.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(5));
        }
        drop(page);
        while state.live.listeners() == 1 && begun.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(5));
        }
        stopped.store(true, Ordering::Relaxed);
    });
    assert_eq!(state.live.listeners(), 0);
    assert!(begun.elapsed() < PATIENCE);
}

#[test]
fn streams_end_with_the_server() {
    let guide = Guide::new(&[("a.html", HOME)]);
    let mut page = guide.listen("a.html", HOME);
    page.next();
    drop(guide.server);
    loop {
        if page.line() == "0" {
            break;
        }
    }
}

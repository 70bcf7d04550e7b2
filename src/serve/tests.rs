//! Whole servers, asked over plain TCP.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::guard::Guard;
use super::state::State;
use super::{Rebuilt, ServeEvent, ServeOptions, Server, WatchPlan, accept};
use crate::render::Artifact;
use crate::source::Digest;

/// Longer than anything here takes; a test that hangs fails instead.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server whose site is a folder as it is. `FAIL` in it makes no site, `PANIC` panics.
struct Guide {
    folder: TempDir,
    server: Server,
    events: Receiver<ServeEvent>,
}

impl Guide {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let content = folder.path().join("content");
        fs::create_dir(&content).expect("a folder");
        let (sender, events) = channel();
        for (path, text) in files {
            write(&content, path, text);
        }
        let options = ServeOptions {
            port: Some(0),
            ..ServeOptions::default()
        };
        let announce = move |event: &ServeEvent| {
            let _ = sender.send(event.clone());
        };
        let server = Server::start(&options, move || build(&content), announce);
        let guide = Self {
            folder,
            server: server.expect("a server"),
            events,
        };
        assert_eq!(
            guide.next_event(),
            ServeEvent::Ready {
                url: guide.server.url(),
                port: guide.server.address().port(),
                other_port: false,
            }
        );
        guide
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.folder.path().join("content"), path, text);
    }

    fn next_event(&self) -> ServeEvent {
        self.events.recv_timeout(PATIENCE).expect("an event")
    }

    fn connect(&self) -> TcpStream {
        connect(self.server.address().port())
    }

    /// The answer to a `GET` with more header lines.
    fn get(&self, target: &str, headers: &str) -> Response {
        get(self.server.address().port(), target, headers)
    }

    /// The answer to the beginning of a request.
    fn ask(&self, request: &str) -> Response {
        ask(self.server.address().port(), request)
    }

    /// An open event stream of a page that shows `text`.
    fn listen(&self, path: &str, text: &str) -> Events {
        let target = format!(
            "/__prepbook/events?path={path}&digest={}",
            Digest::of(text.as_bytes())
        );
        let mut stream = self.connect();
        write!(
            stream,
            "GET {target} HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n\r\n"
        )
        .expect("a request");
        let mut events = Events(BufReader::new(stream));
        assert_eq!(events.line(), "HTTP/1.1 200 OK");
        assert_eq!(events.next().0, "hello");
        events
    }
}

fn write(folder: &Path, path: &str, text: &str) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
    fs::write(file, text).expect("a file");
}

fn build(content: &Path) -> Rebuilt {
    let artifacts: Vec<_> = walkdir::WalkDir::new(content)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(content).ok()?.to_str()?;
            Some(Artifact::new(path, fs::read(entry.path()).ok()?))
        })
        .collect();
    assert!(!content.join("PANIC").exists(), "asked to panic");
    let failed = content.join("FAIL").exists();
    Rebuilt {
        artifacts: (!failed).then_some(artifacts),
        diagnostics: if failed { "it\nfailed" } else { "" }.to_owned(),
        watch: WatchPlan {
            folders: vec![content.to_owned(), content.with_file_name("later/themes")],
            files: vec![content.with_file_name("prepbook.yml")],
            ignored: vec![content.join("public")],
        },
    }
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
    stream
}

fn get(port: u16, target: &str, headers: &str) -> Response {
    ask(
        port,
        &format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n{headers}"),
    )
}

fn ask(port: u16, request: &str) -> Response {
    let mut stream = connect(port);
    write!(stream, "{request}Connection: close\r\n\r\n").expect("a request");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer");
    Response::new(&bytes)
}

/// An answer, taken apart.
struct Response {
    status: String,
    head: String,
    body: String,
}

impl Response {
    fn new(bytes: &[u8]) -> Self {
        let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let (status, head) = head.split_once("\r\n").expect("a status");
        Self {
            status: status.trim_start_matches("HTTP/1.1 ").to_owned(),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    fn length(&self) -> usize {
        let length = self.header("Content-Length").expect("a length");
        length.parse().expect("a number")
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    fn line(&mut self) -> String {
        let mut line = String::new();
        assert!(self.0.read_line(&mut line).expect("a line") > 0, "the end");
        line.trim_end().to_owned()
    }

    /// Name and data of the next event.
    fn next(&mut self) -> (String, String) {
        loop {
            if let Some(name) = self.line().strip_prefix("event: ") {
                self.line();
                let data = self.line();
                let data = data.strip_prefix("data: ").expect("data");
                return (name.to_owned(), data.to_owned());
            }
        }
    }
}

fn event(name: &str, data: &str) -> (String, String) {
    (name.to_owned(), data.to_owned())
}

const HOME: &str = "<!doctype html><body><p>Grüße</p></body></html>";

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
    assert_eq!(script.body, include_str!("live.js"));
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
fn a_connection_is_kept_open_for_more() {
    let guide = Guide::new(&[("a.txt", "one"), ("b.txt", "two")]);
    let mut stream = BufReader::new(guide.connect());
    for (path, text) in [("/a.txt", "one"), ("/b.txt", "two")] {
        write!(
            stream.get_mut(),
            "GET {path} HTTP/1.1\r\nHost: [::1]:9\r\n\r\n"
        )
        .expect("a request");
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            stream.read_line(&mut line).expect("a line");
        }
        let mut body = [0; 3];
        stream.read_exact(&mut body).expect("a body");
        assert_eq!(body, text.as_bytes());
    }
}

#[test]
fn nothing_outside_the_site_can_be_had() {
    let guide = Guide::new(&[("index.html", HOME)]);
    fs::write(guide.folder.path().join("secret.txt"), "secret").expect("a file");
    for target in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/a/../../secret.txt",
        "/..\\secret.txt",
        "/index.html%00",
        "/%zz",
        "http://localhost/index.html",
    ] {
        assert_eq!(guide.get(target, "").status, "400 Bad Request", "{target}");
    }
    for target in [
        "//secret.txt",
        "/%252e%252e/secret.txt",
        "/content/index.html",
    ] {
        assert_eq!(guide.get(target, "").status, "404 Not Found", "{target}");
    }
    let post = guide.ask("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n");
    assert_eq!(post.status, "405 Method Not Allowed");
}

#[test]
fn only_its_own_names_and_pages_are_answered() {
    let guide = Guide::new(&[("index.html", HOME)]);
    for hosts in [
        "Host: rebound.example\r\n",
        "",
        "Host: localhost\r\nHost: rebound.example\r\n",
    ] {
        let answer = guide.ask(&format!("GET / HTTP/1.1\r\n{hosts}"));
        assert_eq!(answer.status, "421 Misdirected Request", "{hosts}");
    }
    for header in [
        "Origin: http://elsewhere.example\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
    ] {
        let answer = guide.get("/__prepbook/events?path=index.html", header);
        assert_eq!(answer.status, "403 Forbidden", "{header}");
    }
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

#[test]
fn a_change_is_told_to_the_pages_it_concerns() {
    let guide = Guide::new(&[("a.html", HOME), ("b.html", HOME), ("s.css", "p {}")]);
    let (mut a, mut b) = (guide.listen("a.html", HOME), guide.listen("b.html", HOME));
    for stream in [&mut a, &mut b] {
        assert_eq!(stream.next(), event("diagnostics", "\"\""));
    }
    guide.write("a.html", "<body>new</body>");
    assert_eq!(a.next(), event("reload", "\"a.html\""));
    let ServeEvent::Rebuilt { changed, kept, .. } = guide.next_event() else {
        panic!("not rebuilt");
    };
    assert_eq!((changed, kept), (1, false));
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
    assert_eq!(page.next(), event("diagnostics", r#""it\nfailed""#));
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
fn a_page_that_shows_something_old_is_told_at_once() {
    let guide = Guide::new(&[("a.html", HOME)]);
    let mut page = guide.listen("a.html", "something old");
    assert_eq!(page.next(), event("reload", "\"a.html\""));
}

#[test]
fn folders_that_come_later_are_noticed_and_ignored_ones_are_not() {
    let guide = Guide::new(&[("a.html", HOME)]);
    // Everything that counts makes a rebuild, and here it also makes a change to announce.
    let themes = guide.folder.path().join("later/themes");
    fs::create_dir_all(&themes).expect("a folder");
    thread::sleep(Duration::from_millis(300));
    guide.write("public/out.html", "ignored");
    guide.write(".git/HEAD", "ignored");
    assert!(
        guide
            .events
            .recv_timeout(Duration::from_millis(300))
            .is_err()
    );
    fs::write(themes.join("page.html"), "a template").expect("a file");
    assert!(matches!(
        guide.next_event(),
        ServeEvent::Rebuilt { changed: 2, .. }
    ));
    guide.write("b.html", HOME);
    assert!(matches!(
        guide.next_event(),
        ServeEvent::Rebuilt { changed: 1, .. }
    ));
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

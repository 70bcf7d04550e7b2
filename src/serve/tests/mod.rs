//! Whole servers, asked over plain TCP.

mod attacks;
mod changes;
mod requests;
mod watching;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use tempfile::TempDir;

use super::{NewSite, Outcome, Rebuilt, ServeEvent, ServeOptions, Server, Verified, WatchPlan};
use crate::render::Artifact;
use crate::source::Digest;

/// Longer than anything here takes; a test that hangs fails instead.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server whose site is a folder as it is. `FAIL` in it makes no site, `PANIC` panics, and
/// with `UNUSABLE` the site turns out to be so after it is shown.
struct Guide {
    folder: TempDir,
    server: Server,
    events: Receiver<ServeEvent>,
    builds: Arc<AtomicUsize>,
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
        let builds = Arc::new(AtomicUsize::new(0));
        let build = {
            let builds = builds.clone();
            let mut shown = BTreeMap::new();
            move || {
                builds.fetch_add(1, Ordering::Relaxed);
                build(&content, &mut shown)
            }
        };
        let server = Server::start(&options, build, announce);
        let guide = Self {
            folder,
            server: server.expect("a server"),
            events,
            builds,
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

    /// What the next site differs in.
    fn next_change(&self) -> Vec<String> {
        match self.next_event() {
            ServeEvent::Rebuilt { changed, .. } => changed,
            other => panic!("{other}"),
        }
    }

    fn builds(&self) -> usize {
        self.builds.load(Ordering::Relaxed)
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

/// Puts a file there in one step, so that no build sees it half written.
fn write(folder: &Path, path: &str, text: &str) {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
    let unfinished = folder.with_extension("unfinished");
    fs::write(&unfinished, text).expect("a file");
    fs::rename(unfinished, file).expect("a rename");
}

/// The site that `content` is; `shown` is the one before.
fn build(content: &Path, shown: &mut BTreeMap<String, Vec<u8>>) -> Rebuilt {
    let files: BTreeMap<String, Vec<u8>> = walkdir::WalkDir::new(content)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(content).ok()?.to_str()?;
            Some((path.replace('\\', "/"), fs::read(entry.path()).ok()?))
        })
        .collect();
    assert!(!files.contains_key("PANIC"), "asked to panic");
    let paths: BTreeSet<_> = files.keys().chain(shown.keys()).cloned().collect();
    let changed: Vec<String> = paths
        .into_iter()
        .filter(|path| files.get(path) != shown.get(path))
        .collect();
    let outcome = if files.contains_key("FAIL") {
        Outcome::Kept("it\nfailed".to_owned())
    } else if changed.is_empty() {
        Outcome::Same
    } else {
        let artifacts: Vec<_> = files
            .iter()
            .map(|(path, bytes)| Artifact::new(path, bytes.as_slice()))
            .collect();
        let unusable = files.contains_key("UNUSABLE");
        let verify = move |_: &mut dyn FnMut() -> bool| match unusable {
            true => Verified::Unusable("a page\nfailed".to_owned()),
            false => Verified::Fine,
        };
        Outcome::New(NewSite {
            files: Arc::new(artifacts),
            changed,
            shared: true,
            check: Box::new(String::new),
            verify: Some(Box::new(verify)),
        })
    };
    *shown = files;
    Rebuilt {
        outcome,
        watch: WatchPlan {
            folders: vec![content.to_owned(), content.with_file_name("later/themes")],
            files: vec![content.with_file_name("prepbook.yml")],
            ignored: vec![content.join("public")],
            ..WatchPlan::default()
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

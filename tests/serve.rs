//! The development server as a process: what it serves, how it ends, whom it serves at once, and
//! what it says on the terminal.

#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::symlink;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Barrier;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// Longer than anything here takes; a test that hangs fails instead.
const PATIENCE: Duration = Duration::from_secs(60);

/// Long enough for everything that a change leads to.
const SETTLED: Duration = Duration::from_millis(1500);

fn prepbook() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_prepbook"));
    command.arg("serve");
    command
}

/// A running `prepbook serve`, and what it says.
struct Server {
    process: Child,
    port: u16,
    lines: Receiver<String>,
}

impl Server {
    fn start(command: &mut Command) -> Self {
        let mut process = command.stderr(Stdio::piped()).spawn().expect("a process");
        let stderr = process.stderr.take().expect("standard error is piped");
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut server = Self {
            process,
            port: 0,
            lines,
        };
        let line = server.line_with("serving on http://");
        let port = line.split(':').nth(2).expect("a port");
        let digits = port.split('/').next().expect("a port");
        server.port = digits.parse().expect("a number");
        server
    }

    fn of(folder: &Path) -> Self {
        Self::start(prepbook().arg(folder))
    }

    /// Waits for a line.
    fn line_with(&self, words: &str) -> String {
        let begun = Instant::now();
        loop {
            let left = PATIENCE.saturating_sub(begun.elapsed());
            let line = self.lines.recv_timeout(left);
            let line = line.unwrap_or_else(|_| panic!("nobody said {words:?}"));
            if line.contains(words) {
                return line;
            }
        }
    }

    /// Everything that is said until it is quiet.
    fn rest(&self) -> Vec<String> {
        std::iter::from_fn(|| self.lines.recv_timeout(SETTLED).ok()).collect()
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        stream
    }

    fn get(&self, target: &str) -> (String, Vec<u8>) {
        get(self.port, target)
    }

    /// An open event stream, after its first event.
    fn listen(&self, path: &str) -> BufReader<TcpStream> {
        let page = String::from_utf8(self.get(&format!("/{path}")).1).expect("UTF-8");
        let digest = page.split("data-digest=\"").nth(1).expect("a digest");
        let digest = digest.split('"').next().expect("a digest");
        let mut stream = self.connect();
        write!(
            stream,
            "GET /__prepbook/events?path={path}&digest={digest} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        )
        .expect("a request");
        let mut stream = BufReader::new(stream);
        event(&mut stream, "hello");
        stream
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.process), signal).expect("a signal");
    }

    fn ended(&mut self) -> ExitStatus {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(status) = self.process.try_wait().expect("a process") {
                return status;
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("it does not end");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Waits for an event.
fn event(stream: &mut BufReader<TcpStream>, name: &str) {
    let wanted = format!("event: {name}");
    let mut line = String::new();
    while line.trim_end() != wanted {
        line.clear();
        assert!(
            stream.read_line(&mut line).expect("a line") > 0,
            "no {name}"
        );
    }
}

fn get(port: u16, target: &str) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
    write!(stream, "GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("a request");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer");
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let body = bytes.split_off(end.expect("a head") + 4);
    let head = String::from_utf8(bytes).expect("a head");
    let status = head.lines().next().expect("a status");
    (status.trim_start_matches("HTTP/1.1 ").to_owned(), body)
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        fs::write(file, text).expect("a file");
    }
    folder
}

fn small() -> tempfile::TempDir {
    folder(&[
        ("prepbook.yml", "title: Small\n"),
        ("content/a.md", "# A\n\nThe first words.\n"),
        ("content/b.md", "# B\n"),
    ])
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn what_is_served_is_what_build_writes() {
    let mut sources = vec![root(), root().join("tests/fixtures/everything")];
    let reference = root().join("../shared/reference");
    sources.extend(Some(reference).filter(|folder| folder.is_dir()));
    for source in sources {
        let out = tempfile::tempdir().expect("a folder");
        let site = out.path().join("site");
        let built = Command::new(env!("CARGO_BIN_EXE_prepbook"))
            .args(["build", "--out"])
            .args([&site, &source])
            .output()
            .expect("a process");
        assert!(built.status.success(), "{}", source.display());
        let server = Server::of(&source);
        let mut compared = 0;
        for entry in walkdir::WalkDir::new(&site).into_iter().flatten() {
            let path = entry.path().strip_prefix(&site).expect("a path below");
            let path = path.to_str().expect("UTF-8");
            // What says that prepbook wrote the folder is no part of the site.
            if !entry.file_type().is_file() || path == ".prepbook-output" {
                continue;
            }
            let written = fs::read(entry.path()).expect("a file");
            let (status, served) = server.get(&format!("/{}", encoded(path)));
            assert_eq!(status, "200 OK", "{path}");
            let served = if path.ends_with(".html") {
                without_script(&served)
            } else {
                served
            };
            assert!(served == written, "{path} of {} differs", source.display());
            compared += 1;
        }
        assert!(compared > 10, "{compared} files of {}", source.display());
    }
}

fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let encode = |byte: u8| match plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    path.bytes().map(encode).collect()
}

/// The page without the one tag that the server adds.
fn without_script(page: &[u8]) -> Vec<u8> {
    let page = std::str::from_utf8(page).expect("UTF-8");
    let begin = page
        .rfind("<script src=\"/__prepbook/live.js\"")
        .expect("a tag");
    let end = begin + page[begin..].find("</script>").expect("an end") + "</script>".len();
    format!("{}{}", &page[..begin], &page[end..]).into_bytes()
}

#[test]
fn a_hundred_tabs_and_two_hundred_silent_clients_delay_nobody() {
    let folder = small();
    let server = Server::of(folder.path());
    let silent: Vec<_> = (0..200).map(|_| server.connect()).collect();
    let mut tabs: Vec<_> = (0..100).map(|_| server.listen("a.html")).collect();
    let (port, together) = (server.port, Barrier::new(50));
    thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| {
                together.wait();
                for target in ["/a.html", "/assets/prepbook.css", "/assets/prepbook.js"] {
                    let (status, body) = get(port, target);
                    assert_eq!(status, "200 OK");
                    assert!(body.len() > 100);
                }
            });
        }
    });
    fs::write(folder.path().join("content/a.md"), "# A\n\nOther words.\n").expect("a file");
    for tab in &mut tabs {
        event(tab, "reload");
    }
    // Those who said nothing are still heard.
    let mut last = silent.into_iter().next_back().expect("a connection");
    write!(last, "GET /a.html HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("a request");
    let mut answer = String::new();
    last.read_to_string(&mut answer).expect("an answer");
    assert!(answer.contains("Other words."));
}

#[test]
fn more_than_128_streams_are_too_many_and_the_oldest_ends() {
    let folder = small();
    let server = Server::of(folder.path());
    let mut tabs: Vec<_> = (0..140).map(|_| server.listen("a.html")).collect();
    let mut rest = String::new();
    tabs[0].read_to_string(&mut rest).expect("an end");
    assert!(rest.ends_with("\r\n0\r\n\r\n"), "{rest}");
    fs::write(folder.path().join("content/a.md"), "# A\n\nOther words.\n").expect("a file");
    for tab in &mut tabs[12..] {
        event(tab, "reload");
    }
}

#[test]
fn an_interrupt_ends_it_at_once_and_frees_the_port() {
    let folder = folder(&[("prepbook.yml", "title: Large\n")]);
    let content = folder.path().join("content");
    fs::create_dir(&content).expect("a folder");
    for number in 0..400 {
        let text = format!("# Q {number}\n\n```rust\nfn f{number}() {{}}\n```\n");
        fs::write(content.join(format!("{number}.md")), text).expect("a file");
    }
    let mut server = Server::of(folder.path());
    let tabs: Vec<_> = (0..20).map(|_| server.listen("0.html")).collect();
    let silent = server.connect();
    server.rest();
    // A build runs, or is about to.
    for number in 0..400 {
        fs::write(content.join(format!("{number}.md")), "# New\n").expect("a file");
    }
    thread::sleep(Duration::from_millis(30));
    server.signal(Signal::INT);
    let status = server.ended();
    // Shells and scripts learn that it was interrupted, and say 130.
    assert_eq!(status.signal(), Some(2), "{status}");
    TcpListener::bind(("127.0.0.1", server.port)).expect("the port is free");
    let again = Server::start(
        prepbook()
            .arg(folder.path())
            .arg(format!("--port={}", server.port)),
    );
    assert_eq!(again.get("/0.html").0, "200 OK");
    let garbage: Vec<_> = server.rest();
    assert!(
        garbage.iter().all(|line| line.starts_with("ready in ")),
        "{garbage:?}"
    );
    drop((tabs, silent));
}

#[test]
fn two_thousand_changed_files_make_one_or_two_rebuilds() {
    let folder = small();
    let content = folder.path().join("content");
    for number in 0..2000 {
        let path = content.join(format!("{}/{number}.md", number % 20));
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, format!("# Old {number}\n")).expect("a file");
    }
    let server = Server::of(folder.path());
    server.rest();
    for number in 0..2000 {
        // As Git does it: the old file goes, and the new one comes.
        let path = content.join(format!("{}/{number}.md", number % 20));
        fs::remove_file(&path).expect("a file");
        fs::write(&path, format!("# New {number}\n")).expect("a file");
    }
    server.line_with("ready in ");
    let begun = Instant::now();
    let mut rebuilds = 1;
    loop {
        let more = server.rest();
        rebuilds += more
            .iter()
            .filter(|line| line.starts_with("ready in "))
            .count();
        let (_, page) = server.get("/0/1980.html");
        if String::from_utf8_lossy(&page).contains("New 1980") && more.is_empty() {
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "it stays old");
    }
    assert!(rebuilds <= 2, "{rebuilds} rebuilds");
}

#[test]
fn an_output_folder_inside_the_content_makes_no_loop() {
    let folder = small();
    fs::write(
        folder.path().join("prepbook.yml"),
        "title: Small\noutput: content/public\n",
    )
    .expect("a file");
    let server = Server::of(folder.path());
    server.rest();
    let built = Command::new(env!("CARGO_BIN_EXE_prepbook"))
        .arg("build")
        .arg(folder.path())
        .output()
        .expect("a process");
    assert!(built.status.success());
    assert!(folder.path().join("content/public/a.html").is_file());
    assert_eq!(server.rest(), [""; 0]);
}

#[test]
fn trouble_is_said_once() {
    let folder = small();
    let server = Server::of(folder.path());
    server.rest();
    let page = folder.path().join("content/a.md");
    fs::write(&page, "# A\n\n[a link](nowhere.md)\n").expect("a file");
    server.line_with("1 warning");
    for number in 0..3 {
        let text = format!("# B\n\nAnother text, {number}.\n");
        fs::write(folder.path().join("content/b.md"), text).expect("a file");
        let said = server.rest();
        assert!(
            said.iter().all(|line| line.starts_with("ready in ")),
            "{said:?}"
        );
    }
    fs::write(folder.path().join("prepbook.yml"), "title: [\n").expect("a file");
    server.line_with("showing the last good guide");
    assert_eq!(server.get("/a.html").0, "200 OK");
    fs::write(folder.path().join("prepbook.yml"), "title: [\n# Still.\n").expect("a file");
    let said = server.rest();
    assert!(
        said.iter().all(|line| !line.contains("last good guide")),
        "{said:?}"
    );
    fs::write(folder.path().join("prepbook.yml"), "title: Mended\n").expect("a file");
    server.line_with("ready in ");
}

#[test]
fn a_link_out_of_the_site_is_neither_served_nor_published() {
    let folder = small();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("secret.txt"), "hidden words").expect("a file");
    fs::create_dir(path("secrets")).expect("a folder");
    fs::write(path("secrets/deep.txt"), "hidden words").expect("a file");
    fs::create_dir_all(path("static")).expect("a folder");
    fs::write(path("content/plain.txt"), "plain").expect("a file");
    symlink(path("secret.txt"), path("content/out.txt")).expect("a link");
    symlink(path("secrets"), path("content/folder")).expect("a link");
    symlink(path("secret.txt"), path("static/out.txt")).expect("a link");
    symlink(path("secrets"), path("static/folder")).expect("a link");
    symlink("plain.txt", path("content/inside.txt")).expect("a link");
    fs::write(
        path("content/a.md"),
        "# A\n\n[one](out.txt) [two](folder/deep.txt) [three](inside.txt) [four](plain.txt)\n",
    )
    .expect("a file");
    let server = Server::of(folder.path());
    for target in [
        "/out.txt",
        "/folder/deep.txt",
        "/static/out.txt",
        "/files/out.txt",
    ] {
        let (status, body) = server.get(target);
        assert_eq!(status, "404 Not Found", "{target}");
        assert!(!String::from_utf8_lossy(&body).contains("hidden words"));
    }
    let (status, body) = server.get("/inside.txt");
    assert_eq!((&*status, &*body), ("200 OK", &b"plain"[..]));
    // A file that becomes such a link is gone with the next look.
    server.rest();
    fs::remove_file(path("content/plain.txt")).expect("a file");
    symlink(path("secret.txt"), path("content/plain.txt")).expect("a link");
    server.line_with("warning");
    assert_eq!(server.get("/plain.txt").0, "404 Not Found");

    let out = folder.path().join("out");
    let built = Command::new(env!("CARGO_BIN_EXE_prepbook"))
        .arg("build")
        .arg(folder.path())
        .arg("--out")
        .arg(&out)
        .output()
        .expect("a process");
    assert!(built.status.success());
    for entry in walkdir::WalkDir::new(&out).into_iter().flatten() {
        assert!(!entry.path_is_symlink());
        if entry.file_type().is_file() {
            let bytes = fs::read(entry.path()).expect("a file");
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("hidden words"), "{}", entry.path().display());
        }
    }
}

#[test]
fn a_share_is_compared() {
    let folder = small();
    let server = Server::start(prepbook().arg("--poll=0.2").arg(folder.path()));
    fs::write(folder.path().join("content/a.md"), "# A\n\nOther words.\n").expect("a file");
    server.line_with("ready in ");
    let refused = prepbook().arg("--poll=0").output().expect("a process");
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn an_unreadable_file_does_not_end_it() {
    use std::os::unix::fs::PermissionsExt;

    let folder = small();
    let server = Server::of(folder.path());
    server.rest();
    let page = folder.path().join("content/b.md");
    fs::set_permissions(&page, fs::Permissions::from_mode(0o000)).expect("permissions");
    fs::write(folder.path().join("content/c.md"), [0xff, 0xfe, 0x00]).expect("a file");
    symlink("nowhere", folder.path().join("content/d.md")).expect("a link");
    fs::create_dir(folder.path().join("content/e.md")).expect("a folder");
    server.line_with("ready in ");
    assert_eq!(server.get("/a.html").0, "200 OK");
}

#[test]
fn everybody_is_warned_of_an_address_that_others_reach() {
    let folder = small();
    let server = Server::start(prepbook().args(["--host", "0.0.0.0"]).arg(folder.path()));
    let warning = server.line_with("warning: listening on 0.0.0.0");
    assert!(warning.contains("can read the guide"), "{warning}");
    // Where there is a network, it says what to open, and that is answered.
    if let Some((_, url)) = warning.split_once(", at http://") {
        let host = url.trim_end_matches('/');
        let mut stream = TcpStream::connect(host).expect("a connection");
        write!(stream, "GET /a.html HTTP/1.1\r\nHost: {host}\r\n\r\n").expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    }
}

/// With a limit of its own, in a namespace of its own, where the system allows that.
#[cfg(target_os = "linux")]
#[test]
fn without_watches_it_says_how_to_get_more_and_compares() {
    let limited = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "sh", "-c", script]);
        command
    };
    for name in ["watches", "instances"] {
        let limit = format!("echo 0 > /proc/sys/user/max_inotify_{name}");
        let allowed = limited(&limit).output();
        if !allowed.is_ok_and(|output| output.status.success()) {
            eprintln!("this system has no limits for tests");
            return;
        }
        let folder = small();
        let script = format!("{limit}; exec \"$0\" serve \"$1\"");
        let mut command = limited(&script);
        command
            .arg(env!("CARGO_BIN_EXE_prepbook"))
            .arg(folder.path());
        let server = Server::start(&mut command);
        let said = server.line_with("the system gives no more file watches");
        let way = format!("sudo sysctl fs.inotify.max_user_{name}=");
        assert!(said.contains(&way), "{said}");
        fs::write(folder.path().join("content/a.md"), "# A\n\nOther words.\n").expect("a file");
        server.line_with("ready in ");
    }
}

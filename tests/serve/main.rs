//! The development server as a process: what it serves, how it ends, whom it serves at once, and
//! what it says on the terminal.

#![cfg(unix)]

mod clients;
mod process;
mod sites;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
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

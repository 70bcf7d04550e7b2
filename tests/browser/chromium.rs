//! Finds, launches and stops the headless Chromium that the browser tests share.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

/// The longest that anything in this harness waits before it reports an error.
pub const TIMEOUT: Duration = Duration::from_secs(20);

/// Names the Chromium to use, as a path or as a name to find on `PATH`.
const PATH_VARIABLE: &str = "PREPBOOK_CHROMIUM";

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

const ADDRESS_PREFIX: &str = "DevTools listening on ";

const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    // Containers often have a /dev/shm too small for a page; this uses TMPDIR instead.
    "--disable-dev-shm-usage",
    // Trials run side by side, so every tab has to behave as if it were in front.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    // A page under test must not depend on, or reach, anything but this machine.
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]",
];

/// The shell that watches Chromium's process group: standard input closes when this process ends,
/// even by a signal, and then the whole group is killed.
#[cfg(unix)]
const WATCHDOG: &str = r#""$0" "$@" & exec 2>/dev/null; read -r _; kill -KILL 0"#;

/// A running Chromium; dropping it kills the browser with all its processes.
pub struct Chromium {
    child: Child,
    stderr: Option<JoinHandle<()>>,
    address: String,
    _directory: TempDir,
}

impl Chromium {
    /// Returns the Chromium to run, or why there is none.
    pub fn find() -> Result<PathBuf, String> {
        let search = env::var_os("PATH").unwrap_or_default();
        let wanted = env::var_os(PATH_VARIABLE).filter(|value| !value.is_empty());
        if let Some(wanted) = wanted {
            return look_up(&wanted, &search)
                .ok_or_else(|| format!("{PATH_VARIABLE} names no program"));
        }
        NAMES
            .iter()
            .find_map(|name| look_up(OsStr::new(name), &search))
            .ok_or_else(|| "no chromium found".to_owned())
    }

    /// Starts `program` with a fresh profile and waits until its DevTools endpoint is open.
    pub fn launch(program: &Path) -> Result<Self> {
        let directory = tempfile::Builder::new().prefix("prepbook-").tempdir()?;
        let mut child = command(program)
            .args(FLAGS)
            .arg(format!(
                "--user-data-dir={}",
                directory.path().join("profile").display()
            ))
            .arg("about:blank")
            // Chromium leaves files of its own in both places when it is killed.
            .env("TMPDIR", directory.path())
            .env("XDG_CONFIG_HOME", directory.path())
            .env("XDG_CACHE_HOME", directory.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let stderr = child.stderr.take().context("Chromium has no stderr")?;
        let (lines, stderr) = read_lines(stderr);
        let mut chromium = Self {
            child,
            stderr: Some(stderr),
            address: String::new(),
            _directory: directory,
        };
        chromium.address = devtools_address(&lines)
            .with_context(|| format!("{} did not start", program.display()))?;
        Ok(chromium)
    }

    /// Returns the `ws://` address of the browser-wide DevTools endpoint.
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        if cfg!(not(unix)) {
            let _ = self.child.kill();
        }
        let stopped = wait_until(|| matches!(self.child.try_wait(), Ok(Some(_)) | Err(_)));
        if !stopped {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        // Every Chromium process holds stderr, so its end means that none is left to write into
        // the directory that is removed next.
        if let Some(stderr) = self.stderr.take() {
            wait_until(|| stderr.is_finished());
        }
    }
}

#[cfg(unix)]
fn command(program: &Path) -> Command {
    use std::os::unix::process::CommandExt;

    let mut command = Command::new("/bin/sh");
    command.args(["-c", WATCHDOG]).arg(program).process_group(0);
    command
}

#[cfg(not(unix))]
fn command(program: &Path) -> Command {
    Command::new(program)
}

/// Finds a program by path when `name` has a directory, else in the directories of `search`.
fn look_up(name: &OsStr, search: &OsStr) -> Option<PathBuf> {
    let name = Path::new(name);
    if name.components().count() > 1 {
        return is_program(name).then(|| name.to_owned());
    }
    let mut file = name.as_os_str().to_owned();
    file.push(env::consts::EXE_SUFFIX);
    env::split_paths(search)
        .map(|directory| directory.join(&file))
        .find(|path| is_program(path))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;

    path.metadata()
        .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// Reads `stream` to its end on a thread, so that the writer never blocks on a full pipe.
fn read_lines(stream: impl Read + Send + 'static) -> (Receiver<String>, JoinHandle<()>) {
    let (sender, receiver) = mpsc::channel();
    let thread = thread::spawn(move || {
        for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
            // Nobody listens once the address is known.
            let _ = sender.send(String::from_utf8_lossy(&line).into_owned());
        }
    });
    (receiver, thread)
}

fn devtools_address(lines: &Receiver<String>) -> Result<String> {
    let deadline = Instant::now() + TIMEOUT;
    let mut seen = String::new();
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let Ok(line) = lines.recv_timeout(left) else {
            bail!("no DevTools address on its stderr: {}", seen.trim_end());
        };
        if let Some(address) = line.strip_prefix(ADDRESS_PREFIX) {
            return Ok(address.trim_end().to_owned());
        }
        seen.push_str(&line);
        seen.push('\n');
    }
}

/// Polls `done` for at most a few seconds; returns whether it came true.
fn wait_until(mut done: impl FnMut() -> bool) -> bool {
    let deadline = Instant::now() + Duration::from_secs(5);
    loop {
        if done() {
            return true;
        }
        if Instant::now() >= deadline {
            return false;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

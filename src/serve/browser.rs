//! Shows the site in the reader's browser.

use std::io;
use std::process::{Command, Stdio};
use std::thread;

/// Opens `url` in the default browser, and does not wait for it.
///
/// # Errors
/// When the system has no program for that.
pub(super) fn open(url: &str) -> io::Result<()> {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut start = Command::new("cmd");
        // `start` takes its first quoted argument for a window's title.
        start.args(["/C", "start", ""]);
        start
    } else {
        Command::new("xdg-open")
    };
    let mut child = command
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // Somebody has to wait for it, or it stays in the process table.
    thread::spawn(move || child.wait());
    Ok(())
}

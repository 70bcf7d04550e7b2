//! What a person sees: messages on standard error, results on standard output.

use std::io::{self, IsTerminal, Write};

/// Titles in the table are cut at this many characters.
const LONGEST_TITLE: usize = 100;

/// Writes a line to standard error. Nobody can be told when that fails.
pub(super) fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Writes text to standard error as it is.
pub(super) fn say_raw(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Writes a result to standard output.
///
/// # Errors
/// When standard output cannot be written.
pub(super) fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Whether colours are wanted on standard error: on a terminal, unless `NO_COLOR` is set
/// (<https://no-color.org>).
pub(super) fn color() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Whether an error only says that nobody reads on (`prepbook list | head`).
pub(super) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// `1 page`, `2 pages`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    let word = if number == 1 { one } else { many };
    format!("{number} {word}")
}

/// A title that leaves room on a line.
pub(super) fn shorten(title: &str) -> String {
    if title.chars().count() <= LONGEST_TITLE {
        return title.to_owned();
    }
    let mut short: String = title.chars().take(LONGEST_TITLE - 1).collect();
    short.push('…');
    short
}

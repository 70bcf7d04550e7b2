//! What the server tells whoever started it; the words live here.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use super::bind::DEFAULT_PORT;

/// So many changed files are named.
const MOST_NAMES: usize = 3;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServeEvent {
    /// The site can be looked at.
    Ready {
        /// Where.
        url: String,
        /// The port.
        port: u16,
        /// Whether the port was chosen because [`DEFAULT_PORT`] is taken.
        other_port: bool,
    },
    /// Other computers can look at the site, too.
    Exposed {
        /// The address it listens on.
        host: IpAddr,
        /// What to open on them, if it is known.
        url: Option<String>,
    },
    /// Sources changed, and the site with them.
    Rebuilt {
        /// Names of the sources that are new, gone or different; none when all are.
        changed: Vec<String>,
        /// How long that took.
        elapsed: Duration,
    },
    /// No other site could be made, so the last good one stays.
    Kept,
    /// The build panicked; the last good site stays.
    Panicked,
    /// The system gives no watches, so files are compared every now and then.
    Polling {
        /// What the system has too few of.
        limit: Limit,
    },
    /// No browser could be opened.
    NoBrowser {
        /// Why.
        reason: String,
    },
}

/// What a system can have too few of to watch files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Linux: watches of this user, one for each folder.
    Watches,
    /// Linux: programs of this user that watch, or open files.
    Watchers,
    /// It did not say.
    Unknown,
}

fn raise(formatter: &mut fmt::Formatter<'_>, name: &str, enough: u32) -> fmt::Result {
    write!(
        formatter,
        "; to raise the limit and start again: sudo sysctl fs.inotify.{name}={enough}"
    )
}

impl fmt::Display for ServeEvent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ready {
                url,
                port,
                other_port,
            } => {
                write!(formatter, "serving on {url}")?;
                if *other_port {
                    write!(
                        formatter,
                        " (port {DEFAULT_PORT} is taken, so it is {port})"
                    )?;
                }
                Ok(())
            }
            Self::Exposed { host, url } => {
                write!(
                    formatter,
                    "warning: listening on {host}: everybody who reaches this computer can read \
                     the guide"
                )?;
                match url {
                    Some(url) => write!(formatter, ", at {url}"),
                    None => Ok(()),
                }
            }
            Self::Kept => write!(formatter, "showing the last good guide"),
            Self::Rebuilt { changed, elapsed } => {
                let names = match changed.as_slice() {
                    few if few.len() <= MOST_NAMES => few.join(", "),
                    many => format!("{} files", many.len()),
                };
                write!(formatter, "ready in {} ms", elapsed.as_millis())?;
                match names.as_str() {
                    "" => Ok(()),
                    names => write!(formatter, ": {names}"),
                }
            }
            Self::Panicked => write!(
                formatter,
                "the build failed, which is a bug in prepbook: the last good site stays"
            ),
            Self::Polling { limit } => {
                write!(
                    formatter,
                    "the system gives no more file watches, so files are compared once a second"
                )?;
                match limit {
                    Limit::Watches => raise(formatter, "max_user_watches", 524_288),
                    Limit::Watchers => raise(formatter, "max_user_instances", 1024),
                    Limit::Unknown => Ok(()),
                }
            }
            Self::NoBrowser { reason } => write!(formatter, "cannot open a browser: {reason}"),
        }
    }
}

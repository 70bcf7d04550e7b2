//! The development server: shows the site, and shows it anew when its sources change.
//!
//! 1. `bind` finds a port; the sources are read; the threads of `server` begin.
//! 2. For each request `http` asks the `guard`, reads the `target` and answers from the `site`,
//!    which makes a file when somebody asks for it and keeps it.
//! 3. `watch` says "look again" when something changed within `reach` of its `targets`; one thread
//!    goes through the `rounds`, so never two builds at once: the `state` puts the new site in the
//!    place of the old one, and only then the guide is checked.
//! 4. `live` tells the pages whose bytes are others; the scripts in `live/`, which `page` puts into them,
//!    listen to `events` and load them anew.
//!
//! Nothing is printed here: what happens is told to a callback.

mod announcement;
mod bind;
mod browser;
mod content_type;
mod door;
mod events;
mod guard;
mod head;
mod http;
mod live;
mod pace;
mod page;
mod poll;
mod reach;
mod report;
mod rounds;
mod server;
mod site;
mod state;
mod target;
mod targets;
#[cfg(test)]
mod tests;
mod watch;

use std::io;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

pub use announcement::{Limit, ServeEvent};
pub use bind::DEFAULT_PORT;
pub use rounds::{NewSite, Outcome, Rebuilt, Verified, Verify};
pub use server::Server;
pub use site::SiteFiles;
pub use targets::WatchPlan;
pub use watch::POLL_INTERVAL;

/// Where to serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServeOptions {
    /// The address to listen on.
    pub host: IpAddr,
    /// The port; the first free one from [`DEFAULT_PORT`] on when absent.
    pub port: Option<u16>,
    /// Whether to open a browser.
    pub open: bool,
    /// How often to compare files, instead of waiting for the system to report changes.
    pub poll: Option<Duration>,
}

impl Default for ServeOptions {
    fn default() -> Self {
        Self {
            host: Ipv4Addr::LOCALHOST.into(),
            port: None,
            open: false,
            poll: None,
        }
    }
}

/// Serves what `build` makes until the process ends.
///
/// # Errors
/// When the port is taken, or the system accepts no connections.
pub fn serve(
    options: &ServeOptions,
    build: impl FnMut() -> Rebuilt + Send + 'static,
    announce: impl Fn(&ServeEvent) + Send + Sync + 'static,
) -> io::Result<()> {
    Server::start(options, build, announce)?.wait()
}

//! The threads of a server: one accepts, one builds, each request has its own.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread::{Builder, JoinHandle};

use super::ServeOptions;
use super::announcement::ServeEvent;
use super::bind::{self, DEFAULT_PORT, reachable};
use super::browser;
use super::door;
use super::guard::Guard;
use super::rounds::{Outcome, Rebuilt, Rounds};
use super::state::State;
use super::watch::{Signal, Watcher};

/// A running server; dropping it ends it.
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
    stopped: Arc<AtomicBool>,
    watcher: Sender<Signal>,
    accepting: Option<JoinHandle<io::Result<()>>>,
}

impl Server {
    /// Binds, builds once, and serves and watches in threads of their own.
    ///
    /// # Errors
    /// When the port is taken, or a thread cannot be started.
    pub fn start(
        options: &ServeOptions,
        mut build: impl FnMut() -> Rebuilt + Send + 'static,
        announce: impl Fn(&ServeEvent) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        // First, because a taken port should not cost a build.
        let listener = bind::bind(options.host, options.port)?;
        let address = listener.local_addr()?;
        let state = Arc::new(State::new(Guard::new(options.host)));
        let first = build();
        if let Outcome::New(new) = &first.outcome {
            // Nobody listens yet.
            state.swap(Arc::clone(&new.files), false);
        }

        let stopped = Arc::new(AtomicBool::new(false));
        let accepting = {
            let (state, stopped) = (state.clone(), stopped.clone());
            let run = move || door::accept(&listener, &state, &stopped);
            Builder::new().name("accept".to_owned()).spawn(run)?
        };
        let watcher = Watcher::new(options.poll);
        let server = Self {
            address,
            state: state.clone(),
            stopped,
            watcher: watcher.sender(),
            accepting: Some(accepting),
        };
        server.greet(options, &announce);
        Builder::new()
            .name("build".to_owned())
            .spawn(move || Rounds::new(&state, announce).run(watcher, first, build))?;
        Ok(server)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What to type into a browser on this computer.
    pub fn url(&self) -> String {
        format!("http://{}/", reachable(self.address))
    }

    /// Blocks for as long as connections are accepted.
    ///
    /// # Errors
    /// When the system accepts no more connections.
    pub fn wait(mut self) -> io::Result<()> {
        let Some(accepting) = self.accepting.take() else {
            return Ok(());
        };
        accepting
            .join()
            .unwrap_or_else(|_| Err(io::Error::other("the accepting thread panicked")))
    }

    fn greet(&self, options: &ServeOptions, announce: &impl Fn(&ServeEvent)) {
        let port = self.address.port();
        announce(&ServeEvent::Ready {
            url: self.url(),
            port,
            other_port: options.port.is_none() && port != DEFAULT_PORT,
        });
        if !options.host.is_loopback() {
            let address = match options.host {
                host if host.is_unspecified() => bind::network_address(host),
                host => Some(host),
            };
            announce(&ServeEvent::Exposed {
                host: options.host,
                url: address.map(|address| format!("http://{}/", SocketAddr::new(address, port))),
            });
        }
        if options.open
            && let Err(error) = browser::open(&self.url())
        {
            announce(&ServeEvent::NoBrowser {
                reason: error.to_string(),
            });
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        self.state.live.close();
        // The building thread may have ended before.
        let _ = self.watcher.send(Signal::Stop);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

//! What requests share: the site that stands, and who listens.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use super::Rebuilt;
use super::guard::Guard;
use super::live::Live;
use super::site::ServedSite;

/// How long a stream may be silent: browsers and proxies give up after a minute or so.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Shared by all threads of one server.
pub(super) struct State {
    site: RwLock<Arc<ServedSite>>,
    /// Who listens for changes.
    pub(super) live: Live,
    /// Who may ask.
    pub(super) guard: Guard,
    /// How long a stream may be silent.
    pub(super) heartbeat: Duration,
}

/// What a new build changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Swapped {
    /// Number of files that are new, gone or different.
    pub(super) files: usize,
    /// Whether the report is another.
    pub(super) news: bool,
}

impl State {
    /// A server without a site.
    pub(super) fn new(guard: Guard) -> Self {
        Self {
            site: RwLock::default(),
            live: Live::default(),
            guard,
            heartbeat: HEARTBEAT,
        }
    }

    /// The site as it stands now.
    pub(super) fn site(&self) -> Arc<ServedSite> {
        self.site
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Puts a new build in the place of the old one, and tells who listens.
    pub(super) fn swap(&self, rebuilt: Rebuilt) -> Swapped {
        let old = self.site();
        let new = Arc::new(match rebuilt.artifacts {
            Some(artifacts) => ServedSite::new(artifacts, &rebuilt.diagnostics),
            None => old.with_diagnostics(&rebuilt.diagnostics),
        });
        let changed = new.changed_since(&old);
        let news = new.diagnostics != old.diagnostics;
        *self.site.write().unwrap_or_else(PoisonError::into_inner) = new.clone();
        if news || !changed.is_empty() {
            self.live.announce(&new, &changed, news);
        }
        Swapped {
            files: changed.len(),
            news,
        }
    }
}

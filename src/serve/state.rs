//! What requests share: the site that stands, and who listens.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use rayon::prelude::*;

use super::guard::Guard;
use super::live::Live;
use super::site::{ServedSite, SiteFiles};

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

    /// Puts a new site in the place of the old one, and tells who listens. What is wrong with it
    /// is not known yet, so the old report stays until [`report`](Self::report).
    pub(super) fn swap(&self, source: Arc<dyn SiteFiles>) {
        let old = self.site();
        let new = ServedSite::new(source, &old.diagnostics);
        self.put(&old, new);
    }

    /// Puts a site back that was there before.
    pub(super) fn put_back(&self, site: &ServedSite) {
        let old = self.site();
        self.put(&old, site.with_diagnostics(&old.diagnostics));
    }

    fn put(&self, old: &ServedSite, new: ServedSite) {
        let new = Arc::new(new);
        *self.site.write().unwrap_or_else(PoisonError::into_inner) = new.clone();
        // Those who listen hear of their page first; made here, side by side, it is there for all.
        let pages = self.live.pages();
        pages.par_iter().for_each(|page| drop(new.get(page)));
        self.live.announce(&new, &new.shared_since(old));
    }

    /// Tells who listens what is wrong with the site, when that is news; says whether it was.
    pub(super) fn report(&self, diagnostics: &str) -> bool {
        let old = self.site();
        if *old.diagnostics == *diagnostics {
            return false;
        }
        let new = Arc::new(old.with_diagnostics(diagnostics));
        *self.site.write().unwrap_or_else(PoisonError::into_inner) = new.clone();
        self.live.tell(&new);
        true
    }
}

//! What requests share: the site that stands, and who listens.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

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

/// Two sites, one of which took the place of the other.
pub(super) struct Change {
    old: Arc<ServedSite>,
    new: Arc<ServedSite>,
    shared: bool,
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

    /// Puts a new site in the place of the old one; `shared` is whether what pages share may differ
    /// as well. What is wrong with it is not known yet, so the old report stays until
    /// [`report`](Self::report).
    pub(super) fn swap(&self, source: Arc<dyn SiteFiles>, shared: bool) -> Change {
        let old = self.site();
        let new = ServedSite::new(source, &old.diagnostics);
        self.put(old, new, shared)
    }

    /// Puts a site back that was there before.
    pub(super) fn put_back(&self, site: &ServedSite) {
        let old = self.site();
        let site = site.with_diagnostics(&old.diagnostics);
        let change = self.put(old, site, true);
        self.announce(&change);
    }

    fn put(&self, old: Arc<ServedSite>, new: ServedSite, shared: bool) -> Change {
        let new = Arc::new(new);
        *self.site.write().unwrap_or_else(PoisonError::into_inner) = new.clone();
        Change { old, new, shared }
    }

    /// Tells who listens of a change.
    pub(super) fn announce(&self, change: &Change) {
        let Change { old, new, shared } = change;
        // Those who listen hear of their page first; made here, side by side, it is there for all.
        // The threads are none of the pool's: while one of those waits for others, it may be
        // handed another page, which may wait for what the first one is about to make.
        let pages = self.live.pages();
        let share = pages.len().div_ceil(rayon::current_num_threads()).max(1);
        thread::scope(|scope| {
            for pages in pages.chunks(share) {
                scope.spawn(move || pages.iter().for_each(|page| drop(new.get(page))));
            }
        });
        let assets = match shared {
            true => new.shared_since(old),
            false => BTreeSet::new(),
        };
        self.live.announce(new, &assets);
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

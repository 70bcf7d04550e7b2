//! One look at the sources after the other, and what becomes of the site.
//!
//! 1. Something changed: the sources are looked at, and the new site is shown at once.
//! 2. Then it is checked, and those who look at it are told what is wrong.
//! 3. With another theme every page is tried; if one cannot be made, the last good site comes back.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::announcement::ServeEvent;
use super::report::{for_kept_pages, for_pages};
use super::site::{ServedSite, SiteFiles};
use super::state::State;
use super::targets::WatchPlan;
use super::watch::{Followed, Watcher};

/// So long a new site is left to those who look at it, before it is checked.
const MANNERS: Duration = Duration::from_millis(100);

/// What a look at the sources came to.
pub struct Rebuilt {
    /// What becomes of the site.
    pub outcome: Outcome,
    /// What to watch from now on.
    pub watch: WatchPlan,
}

/// What becomes of the site.
pub enum Outcome {
    /// Nothing that it is made of is another.
    Same,
    /// Another takes its place.
    New(NewSite),
    /// No other can be made, so the last good one stays; why, as plain text.
    Kept(String),
}

/// A site that was just made, and what is still to be found out about it.
pub struct NewSite {
    /// Makes its files.
    pub files: Arc<dyn SiteFiles>,
    /// Names of the sources that differ from those of the site before.
    pub changed: Vec<String>,
    /// Whether what pages share may differ as well: styles, scripts, pictures.
    pub shared: bool,
    /// Checks it; returns the report to show on pages, empty when all is well.
    pub check: Box<dyn FnOnce() -> String + Send>,
    /// Tries every page, where that is worth it.
    pub verify: Option<Verify>,
}

/// Tries every page until that is done or the function it is given says to stop.
pub type Verify = Box<dyn FnOnce(&mut dyn FnMut() -> bool) -> Verified + Send>;

/// What trying every page came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verified {
    /// All of them can be made.
    Fine,
    /// It was stopped.
    Stopped,
    /// One cannot be made; the report to show on pages.
    Unusable(String),
}

/// Shows one site after the other.
pub(super) struct Rounds<'a, A> {
    state: &'a State,
    announce: A,
    /// The last site all of whose pages can be made, as far as anybody knows.
    good: Option<Arc<ServedSite>>,
}

impl<'a, A: Fn(&ServeEvent)> Rounds<'a, A> {
    pub(super) fn new(state: &'a State, announce: A) -> Self {
        Self {
            state,
            announce,
            good: None,
        }
    }

    /// Looks again whenever something changed; `first` is shown already. Returns when the server
    /// ends.
    pub(super) fn run(
        &mut self,
        mut watcher: Watcher,
        first: Rebuilt,
        mut build: impl FnMut() -> Rebuilt,
    ) {
        let mut plan = first.watch;
        // What happens from here on is seen, so nothing is missed while the first site is tried.
        self.follow(&mut watcher, &plan);
        self.look_closely(first.outcome, &mut watcher);
        loop {
            let started = Instant::now();
            // A panic is a bug, and no reason to take the site away from somebody who reads it.
            // What the builder keeps between builds are finished results.
            match catch_unwind(AssertUnwindSafe(&mut build)) {
                Ok(rebuilt) => {
                    plan = rebuilt.watch;
                    self.show(&rebuilt.outcome, started);
                    self.look_closely(rebuilt.outcome, &mut watcher);
                }
                Err(_) => self.panicked(),
            }
            if self.follow(&mut watcher, &plan) == Followed::Same && !watcher.wait() {
                return;
            }
        }
    }

    /// Watches what the plan names. With new watches, what happened before them is seen by looking
    /// again.
    fn follow(&self, watcher: &mut Watcher, plan: &WatchPlan) -> Followed {
        let followed = watcher.follow(plan);
        if let Followed::Polling(limit) = followed {
            (self.announce)(&ServeEvent::Polling { limit });
        }
        followed
    }

    fn show(&self, outcome: &Outcome, started: Instant) {
        if let Outcome::New(new) = outcome {
            let change = self.state.swap(Arc::clone(&new.files), new.shared);
            (self.announce)(&ServeEvent::Rebuilt {
                changed: new.changed.clone(),
                elapsed: started.elapsed(),
            });
            self.state.announce(&change);
        }
    }

    /// What can wait until the site is shown.
    fn look_closely(&mut self, outcome: Outcome, watcher: &mut Watcher) {
        let looked = catch_unwind(AssertUnwindSafe(|| match outcome {
            Outcome::Same => {}
            Outcome::Kept(report) => self.keep(&report),
            Outcome::New(new) => self.check(new, watcher),
        }));
        if looked.is_err() {
            self.panicked();
        }
    }

    fn check(&mut self, new: NewSite, watcher: &mut Watcher) {
        let site = self.state.site();
        // Those who look at the site come first: checking takes all cores.
        thread::sleep(MANNERS);
        self.state.report(&for_pages(&(new.check)()));
        let verified = match new.verify {
            Some(verify) => verify(&mut || watcher.is_due()),
            None => Verified::Fine,
        };
        match verified {
            Verified::Fine => self.good = Some(site),
            Verified::Stopped => {}
            Verified::Unusable(report) => {
                if let Some(good) = &self.good {
                    self.state.put_back(good);
                }
                self.keep(&report);
            }
        }
    }

    fn keep(&self, report: &str) {
        if self.state.report(&for_kept_pages(report)) {
            (self.announce)(&ServeEvent::Kept);
        }
    }

    fn panicked(&self) {
        (self.announce)(&ServeEvent::Panicked);
        self.state
            .report(&for_kept_pages(&ServeEvent::Panicked.to_string()));
    }
}

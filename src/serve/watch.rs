//! Notices that something changed. An event says "look again" and nothing more.
//!
//! Where a system watches folder by folder (Linux), only those that reading enters are watched;
//! a folder that comes, moves or goes renews all watches before anybody looks. When the system
//! gives no watches, a [`Poller`] compares files instead.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::{Config, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::announcement::Limit;
use super::pace::Pace;
use super::poll::Poller;
use super::reach::Reach;
use super::targets::{Meaning, Targets, WatchPlan};

/// How often files are compared when nobody said how often.
pub const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// Whether a watch on a folder is one on all that is below it, at no cost.
const WATCHES_BELOW: bool = cfg!(any(target_os = "macos", windows));

/// What the system's watcher, or whoever ends the server, says.
#[derive(Debug)]
pub(super) enum Signal {
    /// The system reports something.
    Seen(notify::Result<Event>),
    /// Look again.
    Changed,
    /// End.
    Stop,
}

/// What following a plan came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Followed {
    /// It is followed already.
    Same,
    /// The watches are new, so what happened before them is not known: look again.
    Renewed,
    /// As `Renewed`; and from now on files are compared every now and then.
    Polling(Limit),
}

/// Watches what the last plan names.
pub(super) struct Watcher {
    plan: WatchPlan,
    targets: Targets,
    reach: Reach,
    /// How often files are compared, if they are.
    poll: Option<Duration>,
    /// Why they are, as long as nobody heard of it.
    limit: Option<Limit>,
    sender: Sender<Signal>,
    signals: Receiver<Signal>,
    /// What was looked at already.
    early: VecDeque<Signal>,
    backend: Option<Backend>,
}

/// Who notices; dropping it ends its watches.
enum Backend {
    System { _watches: RecommendedWatcher },
    Polling { _poller: Poller },
}

impl Watcher {
    /// Watches nothing yet; with an interval, files will be compared that often.
    pub(super) fn new(poll: Option<Duration>) -> Self {
        let (sender, signals) = channel();
        Self {
            plan: WatchPlan::default(),
            targets: Targets::default(),
            reach: Reach::default(),
            poll,
            limit: None,
            sender,
            signals,
            early: VecDeque::new(),
            backend: None,
        }
    }

    /// Wakes and ends whoever waits.
    pub(super) fn sender(&self) -> Sender<Signal> {
        self.sender.clone()
    }

    /// Watches what `plan` names.
    pub(super) fn follow(&mut self, plan: &WatchPlan) -> Followed {
        let targets = Targets::new(plan);
        let same = self.backend.is_some() && targets == self.targets;
        if !same {
            self.plan = plan.clone();
            self.targets = targets;
            self.begin();
        }
        match self.limit.take() {
            Some(limit) => Followed::Polling(limit),
            None if same => Followed::Same,
            None => Followed::Renewed,
        }
    }

    fn begin(&mut self) {
        // First the old watches end, because there are only so many.
        self.backend = None;
        if self.poll.is_none() {
            match self.watch() {
                Ok(watches) => {
                    self.backend = Some(Backend::System { _watches: watches });
                    return;
                }
                Err(error) => {
                    self.limit = Some(limit(&error));
                    self.poll = Some(POLL_INTERVAL);
                }
            }
        }
        let interval = self.poll.unwrap_or(POLL_INTERVAL);
        let poller = Poller::start(&self.plan, interval, self.sender());
        self.backend = Some(Backend::Polling { _poller: poller });
    }

    fn watch(&mut self) -> notify::Result<RecommendedWatcher> {
        let sender = self.sender();
        let handler = move |event: notify::Result<Event>| {
            // The build reads files: that is no news, and there would be a lot of it.
            if !event.as_ref().is_ok_and(|event| event.kind.is_access()) {
                // Nobody waits any more when the server has ended.
                let _ = sender.send(Signal::Seen(event));
            }
        };
        let mut watches = RecommendedWatcher::new(handler, Config::default())?;
        let mut watch = |folder: &Path, mode| {
            match watches.watch(folder, mode) {
                Err(error) if is_exhausted(&error) => Err(error),
                // A folder that cannot be watched, or went a moment ago, is done without.
                _ => Ok(()),
            }
        };
        for parent in &self.targets.parents {
            watch(parent, RecursiveMode::NonRecursive)?;
        }
        if WATCHES_BELOW {
            for tree in &self.targets.trees {
                watch(tree, RecursiveMode::Recursive)?;
            }
        }
        self.reach = Reach::new(
            &self.targets,
            |folder| match WATCHES_BELOW {
                true => Ok(()),
                false => watch(folder, RecursiveMode::NonRecursive),
            },
            |_| {},
        )?;
        Ok(watches)
    }

    /// Whether something that counts happened that [`wait`](Self::wait) has not seen yet.
    pub(super) fn is_due(&mut self) -> bool {
        self.early.extend(self.signals.try_iter());
        self.early.iter().any(|signal| match signal {
            Signal::Seen(event) => self.targets.meaning(event, &self.reach) != Meaning::Nothing,
            Signal::Changed | Signal::Stop => true,
        })
    }

    /// Waits until something changed and it is quiet again; `false` when the server ends.
    pub(super) fn wait(&mut self) -> bool {
        let mut pace: Option<Pace> = None;
        let mut moved = false;
        loop {
            let early = self.early.pop_front().map(Ok);
            let signal = early.unwrap_or_else(|| match &pace {
                None => self
                    .signals
                    .recv()
                    .map_err(|_| RecvTimeoutError::Disconnected),
                Some(pace) => {
                    let left = pace.due().saturating_duration_since(Instant::now());
                    self.signals.recv_timeout(left)
                }
            });
            let (meaning, files) = match signal {
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => break,
                Ok(Signal::Changed) => (Meaning::Changed, Vec::new()),
                Ok(Signal::Seen(event)) => {
                    let meaning = self.targets.meaning(&event, &self.reach);
                    (
                        meaning,
                        event.map_or_else(|error| error.paths, |event| event.paths),
                    )
                }
            };
            let now = Instant::now();
            if meaning != Meaning::Nothing {
                pace.get_or_insert_with(|| Pace::new(now)).note(now, &files);
            } else if pace.as_ref().is_some_and(|pace| now >= pace.due()) {
                // What does not count must not put the look off either.
                break;
            }
            moved |= meaning == Meaning::Moved;
        }
        if moved && self.poll.is_none() {
            self.targets = Targets::new(&self.plan);
            self.begin();
        }
        true
    }
}

/// Whether the system has no more watches or watchers to give.
fn is_exhausted(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        ErrorKind::Io(error) => is_too_many_files(error),
        _ => false,
    }
}

/// Too many open files: watchers are limited as well as watches.
fn is_too_many_files(error: &std::io::Error) -> bool {
    matches!(error.raw_os_error(), Some(23 | 24))
}

fn limit(error: &notify::Error) -> Limit {
    match &error.kind {
        _ if !cfg!(target_os = "linux") => Limit::Unknown,
        ErrorKind::MaxFilesWatch => Limit::Watches,
        ErrorKind::Io(error) if is_too_many_files(error) => Limit::Watchers,
        _ => Limit::Unknown,
    }
}

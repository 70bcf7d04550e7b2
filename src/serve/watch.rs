//! Notices that something changed. An event says "look again" and nothing more.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode};

use super::targets::{Targets, WatchPlan, is_exhausted};

/// Saving a file makes several events; so long after the last one the files are looked at.
const QUIET: Duration = Duration::from_millis(50);

/// Something that never stops writing shall not put the look off for longer.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// How often files are compared where the system reports no changes.
const POLL_INTERVAL: Duration = Duration::from_millis(700);

/// What the system's watcher, or whoever ends the server, says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    /// Look again.
    Changed,
    /// A watched folder was moved or deleted, and its watch with it.
    Lost,
    /// The system has no more watches to give.
    Exhausted,
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
    Polling,
}

/// Watches what the last plan names.
pub(super) struct Watcher {
    targets: Option<Arc<Targets>>,
    /// Whether files are compared, because the system gives no more watches.
    polls: bool,
    exhausted: bool,
    sender: Sender<Signal>,
    signals: Receiver<Signal>,
    /// Dropping it ends its watches.
    backend: Option<Box<dyn notify::Watcher + Send>>,
}

impl Watcher {
    /// Watches nothing yet.
    pub(super) fn new() -> Self {
        let (sender, signals) = channel();
        Self {
            targets: None,
            polls: false,
            exhausted: false,
            sender,
            signals,
            backend: None,
        }
    }

    /// Wakes and ends whoever waits.
    pub(super) fn sender(&self) -> Sender<Signal> {
        self.sender.clone()
    }

    /// Watches what `plan` names.
    pub(super) fn follow(&mut self, plan: &WatchPlan) -> Followed {
        let targets = Arc::new(Targets::new(plan));
        if self.targets.as_ref() == Some(&targets) {
            return Followed::Same;
        }
        self.targets = Some(targets.clone());
        if !self.exhausted {
            match self.watch::<RecommendedWatcher>(&targets) {
                Ok(backend) => self.backend = Some(backend),
                Err(_) => self.exhausted = true,
            }
        }
        if !self.exhausted {
            return Followed::Renewed;
        }
        self.backend = self.watch::<PollWatcher>(&targets).ok();
        if std::mem::replace(&mut self.polls, true) {
            Followed::Renewed
        } else {
            Followed::Polling
        }
    }

    fn watch<W: notify::Watcher + Send + 'static>(
        &self,
        targets: &Arc<Targets>,
    ) -> notify::Result<Box<dyn notify::Watcher + Send>> {
        let sender = self.sender.clone();
        let handler = {
            let targets = targets.clone();
            move |event| {
                if let Some(signal) = targets.signal(&event) {
                    // Nobody waits any more when the server has ended.
                    let _ = sender.send(signal);
                }
            }
        };
        let config = Config::default().with_poll_interval(POLL_INTERVAL);
        let mut backend = W::new(handler, config)?;
        let trees = targets
            .trees
            .iter()
            .map(|tree| (tree, RecursiveMode::Recursive));
        let parents = targets
            .parents
            .iter()
            .map(|parent| (parent, RecursiveMode::NonRecursive));
        for (folder, mode) in trees.chain(parents) {
            match backend.watch(folder, mode) {
                Err(error) if is_exhausted(&error) => return Err(error),
                // A folder that cannot be watched, or went a moment ago, is done without.
                _ => {}
            }
        }
        Ok(Box::new(backend))
    }

    /// Waits until something changed and it is quiet again; `false` when the server ends.
    pub(super) fn wait(&mut self) -> bool {
        let Ok(first) = self.signals.recv() else {
            return false;
        };
        let deadline = Instant::now() + LONGEST_WAIT;
        let mut signal = first;
        loop {
            match signal {
                Signal::Changed => {}
                Signal::Lost => self.targets = None,
                Signal::Exhausted => {
                    self.targets = None;
                    self.exhausted = true;
                }
                Signal::Stop => return false,
            }
            let left = deadline.saturating_duration_since(Instant::now());
            match self.signals.recv_timeout(QUIET.min(left)) {
                Ok(next) => signal = next,
                Err(_) => return true,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::thread;
    use std::time::Duration;

    use super::{Followed, Signal, WatchPlan, Watcher};

    #[test]
    fn without_watches_files_are_compared() {
        let folder = tempfile::tempdir().expect("a folder");
        let plan = WatchPlan {
            folders: vec![folder.path().to_owned()],
            ..WatchPlan::default()
        };
        let mut watcher = Watcher::new();
        watcher.exhausted = true;
        assert_eq!(watcher.follow(&plan), Followed::Polling);
        assert_eq!(watcher.follow(&plan), Followed::Same);
        fs::write(folder.path().join("a.md"), "# A").expect("a file");
        let sender = watcher.sender();
        thread::spawn(move || {
            thread::sleep(Duration::from_secs(20));
            sender.send(Signal::Stop)
        });
        assert!(watcher.wait());
    }
}

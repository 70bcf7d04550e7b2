//! Notices that something changed. An event says "look again" and nothing more.
//!
//! Folders are watched, not files: editors save by renaming, and a watch on a file would stay
//! with the one that is gone. What is not there yet is waited for in the nearest folder above.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::ModifyKind;
use notify::{Config, ErrorKind, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode};

/// Saving a file makes several events; so long after the last one the files are looked at.
const QUIET: Duration = Duration::from_millis(50);

/// Something that never stops writing shall not put the look off for longer.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// How often files are compared where the system reports no changes.
const POLL_INTERVAL: Duration = Duration::from_millis(700);

/// What to watch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WatchPlan {
    /// Folders, with everything below them. They need not be there yet.
    pub folders: Vec<PathBuf>,
    /// Single files. They need not be there yet.
    pub files: Vec<PathBuf>,
    /// Folders in which changes do not count, like the output.
    pub ignored: Vec<PathBuf>,
}

/// A plan on the real file system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Targets {
    trees: Vec<PathBuf>,
    files: Vec<PathBuf>,
    ignored: Vec<PathBuf>,
    /// Folders that are watched for the sake of `files`.
    parents: Vec<PathBuf>,
}

impl Targets {
    fn new(plan: &WatchPlan) -> Self {
        let mut targets = Self::default();
        for folder in &plan.folders {
            match folder.canonicalize() {
                Ok(real) if real.is_dir() => targets.trees.push(real),
                _ => targets.wait_for(folder),
            }
        }
        for file in &plan.files {
            targets.wait_for(file);
        }
        targets.ignored = plan
            .ignored
            .iter()
            .filter_map(|folder| nearest(folder))
            .map(|(parent, name)| parent.join(name))
            .collect();
        targets.trees.sort();
        // Sorted, a folder comes right before those inside it.
        targets
            .trees
            .dedup_by(|inner, outer| inner.starts_with(outer));
        let trees = &targets.trees;
        targets
            .parents
            .retain(|parent| !trees.iter().any(|tree| parent.starts_with(tree)));
        targets.parents.sort();
        targets.parents.dedup();
        targets
    }

    fn wait_for(&mut self, path: &Path) {
        if let Some((parent, name)) = nearest(path) {
            self.files.push(parent.join(name));
            self.parents.push(parent);
        }
    }

    /// Whether a change at `path` is a reason to look again.
    fn concern(&self, path: &Path) -> bool {
        let in_tree = |tree: &PathBuf| {
            path.strip_prefix(tree).is_ok_and(|rest| {
                !rest.components().any(|part| {
                    let name = part.as_os_str().to_string_lossy();
                    name == ".git" || name.starts_with('.') && name.contains(".prepbook-")
                })
            })
        };
        !self.ignored.iter().any(|folder| path.starts_with(folder))
            && (self.trees.iter().any(in_tree) || self.files.iter().any(|file| file == path))
    }

    fn is_watched_itself(&self, path: &Path) -> bool {
        self.trees
            .iter()
            .chain(&self.parents)
            .any(|one| one == path)
    }

    /// What an event means; `None` for nothing.
    fn signal(&self, event: &notify::Result<Event>) -> Option<Signal> {
        match event {
            // The build reads files; that is no reason for another one.
            Ok(event) if event.kind.is_access() => None,
            Ok(event) if event.need_rescan() => Some(Signal::Changed),
            Ok(event) => {
                let moves = matches!(
                    event.kind,
                    EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
                );
                let mut paths = event.paths.iter();
                if moves && paths.clone().any(|path| self.is_watched_itself(path)) {
                    return Some(Signal::Lost);
                }
                paths
                    .any(|path| self.concern(path))
                    .then_some(Signal::Changed)
            }
            Err(error) if is_exhausted(error) => Some(Signal::Exhausted),
            Err(_) => Some(Signal::Changed),
        }
    }
}

/// The nearest folder above `path` that is there, and the next name on the way to it.
fn nearest(path: &Path) -> Option<(PathBuf, PathBuf)> {
    let path = std::path::absolute(path).ok()?;
    path.ancestors().skip(1).find_map(|parent| {
        let real = parent.canonicalize().ok()?;
        let name = path.strip_prefix(parent).ok()?.components().next()?;
        Some((real, PathBuf::from(name.as_os_str())))
    })
}

fn is_exhausted(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        // Too many open files: watchers are limited as well as watches.
        ErrorKind::Io(error) => matches!(error.raw_os_error(), Some(23 | 24)),
        _ => false,
    }
}

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

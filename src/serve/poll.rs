//! Compares what files look like every now and then, where the system reports no changes.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs::{self, Metadata};
use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::reach::Reach;
use super::targets::{Targets, WatchPlan};
use super::watch::Signal;

/// Size and time of everything that counts.
type Looks = BTreeMap<PathBuf, Option<(u64, Option<SystemTime>, bool)>>;

/// A thread that looks; dropping it ends it.
pub(super) struct Poller {
    _ends: Sender<Infallible>,
}

impl Poller {
    /// Looks now, and every `interval` from then on; says so when something is different.
    pub(super) fn start(plan: &WatchPlan, interval: Duration, sender: Sender<Signal>) -> Self {
        let (ends, ended) = channel();
        let mut before = looks(plan);
        let plan = plan.clone();
        thread::spawn(move || {
            let mut pause = interval;
            while ended.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                let begun = Instant::now();
                let now = looks(&plan);
                if now != before && sender.send(Signal::Changed).is_err() {
                    return;
                }
                before = now;
                // A slow share is not asked all the time.
                pause = interval.max(begun.elapsed());
            }
        });
        Self { _ends: ends }
    }
}

fn looks(plan: &WatchPlan) -> Looks {
    let targets = Targets::new(plan);
    let mut looks = Looks::new();
    let Ok(_) = Reach::new(
        &targets,
        |_| Ok::<_, Infallible>(()),
        |entry| {
            let path = entry.path();
            if !targets.skips(&path) {
                // What a link leads to, not the link.
                looks.insert(path.clone(), look(fs::metadata(&path).ok()));
            }
        },
    );
    for file in &targets.files {
        looks.insert(file.clone(), look(fs::metadata(file).ok()));
    }
    looks
}

fn look(metadata: Option<Metadata>) -> Option<(u64, Option<SystemTime>, bool)> {
    let metadata = metadata?;
    // A folder's own time says nothing that its entries do not say.
    let folder = metadata.is_dir();
    let time = metadata.modified().ok().filter(|_| !folder);
    Some((if folder { 0 } else { metadata.len() }, time, folder))
}

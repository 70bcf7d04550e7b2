//! The threads that write artifacts while others are still being made.
//!
//! A queue of few artifacts stands between: rendering does not wait for the disk, and memory does
//! not grow when the disk is slower. Of a file that was settled its path and digest are kept.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use super::Change;
use super::error::PublishError;
use super::stage;
use crate::render::{Artifact, Content};
use crate::source::Digest;

/// Artifacts that may wait.
const QUEUE: usize = 64;

/// Threads: the second writes while the first waits for the disk; more only wait for each other,
/// as files of one folder are created one after the other.
const THREADS: usize = 2;

/// An artifact that is in the new tree, or in the old one and only has to be linked.
pub(super) struct Settled {
    /// Its path.
    pub(super) path: String,
    /// The digest of its bytes.
    pub(super) digest: Digest,
    /// What became of it.
    pub(super) change: Change,
}

/// The threads and the queue before them; dropping them stops the work.
pub(super) struct Writers {
    /// Closed to let the threads end.
    queue: Option<SyncSender<Artifact>>,
    threads: Vec<JoinHandle<Result<Vec<Settled>, PublishError>>>,
    work: Arc<Work>,
}

/// What the threads share.
struct Work {
    /// The new tree.
    staging: PathBuf,
    /// The old one.
    old: PathBuf,
    /// Digests of the old tree's files as they were written, by path.
    known: BTreeMap<String, String>,
    /// Set when nobody wants the rest.
    stop: AtomicBool,
}

impl Writers {
    /// Starts threads that write below `staging` what is not in the tree `old` already.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(super) fn start(
        staging: &Path,
        old: &Path,
        known: BTreeMap<String, String>,
    ) -> Result<Self, PublishError> {
        let (queue, artifacts) = sync_channel(QUEUE);
        // Held by the threads alone: once they are gone, nobody can wait for a place in the queue.
        let artifacts = Arc::new(Mutex::new(artifacts));
        let work = Arc::new(Work {
            staging: staging.to_owned(),
            old: old.to_owned(),
            known,
            stop: AtomicBool::new(false),
        });
        let mut writers = Self {
            queue: Some(queue),
            threads: Vec::new(),
            work,
        };
        for _ in 0..THREADS {
            let (work, artifacts) = (Arc::clone(&writers.work), Arc::clone(&artifacts));
            let thread = thread::Builder::new()
                .name("publish".to_owned())
                .spawn(move || work.all(&artifacts))
                .map_err(PublishError::io("start a thread for", staging))?;
            writers.threads.push(thread);
        }
        Ok(writers)
    }

    /// Hands an artifact to the threads; waits while they have too many.
    pub(super) fn write(&self, artifact: Artifact) {
        if let Some(queue) = &self.queue {
            // Without threads there was an error, and `finish` has it.
            let _ = queue.send(artifact);
        }
    }

    /// Waits until all is settled.
    ///
    /// # Errors
    /// The first file that could not be read or written.
    pub(super) fn finish(&mut self) -> Result<Vec<Settled>, PublishError> {
        self.queue = None;
        let mut settled = Vec::new();
        let mut trouble = None;
        for thread in self.threads.drain(..) {
            match thread.join() {
                Ok(Ok(mut files)) => settled.append(&mut files),
                Ok(Err(error)) => trouble = trouble.or(Some(error)),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        trouble.map_or(Ok(settled), Err)
    }
}

impl Drop for Writers {
    fn drop(&mut self) {
        self.work.stop.store(true, Ordering::Relaxed);
        self.queue = None;
        for thread in self.threads.drain(..) {
            // Nobody waits for what it has to say.
            let _ = thread.join();
        }
    }
}

impl Work {
    /// Settles artifacts until there are no more.
    fn all(&self, queue: &Mutex<Receiver<Artifact>>) -> Result<Vec<Settled>, PublishError> {
        let mut settled = Vec::new();
        let next = || {
            let queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
            queue.recv().ok()
        };
        while let Some(artifact) = next() {
            if self.stop.load(Ordering::Relaxed) {
                continue;
            }
            let file = self.one(artifact);
            if file.is_err() {
                self.stop.store(true, Ordering::Relaxed);
            }
            settled.push(file?);
        }
        Ok(settled)
    }

    fn one(&self, artifact: Artifact) -> Result<Settled, PublishError> {
        let Artifact { path, content } = artifact;
        let (old, new) = (self.old.join(&path), self.staging.join(&path));
        let known = self.known.get(&path);
        let (digest, same) = match content {
            Content::Bytes(bytes) => {
                let digest = Digest::of(&bytes);
                // The manifest saves reading what must have changed. What it calls the same is
                // read all the same: somebody may have edited the file.
                let listed = known.is_some_and(|known| *known == digest.to_string());
                let same = listed && stage::holds(&old, &bytes);
                if !same {
                    stage::write(&new, &bytes)?;
                }
                (digest, same)
            }
            Content::File(file) => {
                let there = known.and_then(|_| stage::same_digest(&file, &old));
                match there {
                    Some(digest) => (digest, true),
                    None => (stage::copy_in(&file, &new)?, false),
                }
            }
        };
        let change = match known {
            _ if same => Change::Unchanged,
            None => Change::New,
            Some(_) => Change::Changed,
        };
        Ok(Settled {
            path,
            digest,
            change,
        })
    }
}

//! Whether somebody wrote a file since it was read, without reading it again.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// The coarsest clock of a file system: FAT counts in steps of two seconds.
const COARSEST: Duration = Duration::from_secs(2);

/// What changes when a file is written or replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    size: u64,
    modified: SystemTime,
    /// Of its entry in the file system: number, and when that was changed. Tools that put the time
    /// of writing back cannot put back these.
    entry: (u64, i64, i64),
}

impl Stamp {
    /// The stamp of a file; none where the system tells no times.
    pub fn of(metadata: &Metadata) -> Option<Self> {
        Some(Self {
            size: metadata.len(),
            modified: metadata.modified().ok()?,
            entry: entry(metadata),
        })
    }

    /// Whether a file with this stamp that was read at `now` cannot have been written since then
    /// within the same tick of the file system's clock.
    pub fn is_settled(&self, now: SystemTime) -> bool {
        now.duration_since(self.modified)
            .is_ok_and(|age| age >= COARSEST)
    }
}

#[cfg(unix)]
fn entry(metadata: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn entry(_: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::Stamp;

    fn stamp(folder: &std::path::Path, text: &str) -> Stamp {
        let file = folder.join("a.md");
        std::fs::write(&file, text).expect("a file");
        let metadata = std::fs::metadata(&file).expect("a file");
        Stamp::of(&metadata).expect("a stamp")
    }

    #[test]
    fn what_was_just_written_may_be_written_again_unseen() {
        let folder = tempfile::tempdir().expect("a folder");
        let stamp = stamp(folder.path(), "a");
        let now = SystemTime::now();
        assert!(!stamp.is_settled(now));
        assert!(stamp.is_settled(now + Duration::from_secs(3)));
        assert!(!stamp.is_settled(now - Duration::from_secs(3)));
    }

    #[cfg(unix)]
    #[test]
    fn putting_the_time_back_hides_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let before = stamp(folder.path(), "one");
        std::thread::sleep(Duration::from_millis(20));
        std::fs::write(folder.path().join("a.md"), "two").expect("a file");
        let file = std::fs::File::options()
            .write(true)
            .open(folder.path().join("a.md"))
            .expect("a file");
        file.set_modified(before.modified).expect("a time");
        let after = Stamp::of(&file.metadata().expect("a file")).expect("a stamp");
        assert_eq!(after.modified, before.modified);
        assert_ne!(after, before);
    }
}

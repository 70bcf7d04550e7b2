//! When to look, after something changed: soon, but not in the middle of a checkout.
//!
//! One save is looked at after ten quiet milliseconds. While changes go on, the quiet that is
//! waited for doubles; more files than a person saves at once are waited for longest, so that two
//! thousand files of a checkout are looked at once or twice.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// So long after a first change the files are looked at: saving makes several events.
const FIRST_QUIET: Duration = Duration::from_millis(10);

/// The longest quiet that is waited for.
const LONGEST_QUIET: Duration = Duration::from_millis(500);

/// Saving touches no more files than this, with copies and unfinished ones.
const FEW: usize = 8;

/// A file that is written all the time shall not put the look off for longer.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// Many files end at some time, even on a slow disk.
const LONGEST_WAIT_FOR_MANY: Duration = Duration::from_secs(20);

/// The wait that a first change begins.
#[derive(Clone, Debug)]
pub(super) struct Pace {
    /// The first few that changed.
    files: BTreeSet<PathBuf>,
    quiet: Duration,
    /// When the quiet doubles, if changes still go on.
    doubles: Instant,
    last: Instant,
    begun: Instant,
}

impl Pace {
    /// After a first change.
    pub(super) fn new(now: Instant) -> Self {
        Self {
            files: BTreeSet::new(),
            quiet: FIRST_QUIET,
            doubles: now + FIRST_QUIET,
            last: now,
            begun: now,
        }
    }

    /// Notes a change.
    pub(super) fn note(&mut self, now: Instant, files: &[PathBuf]) {
        self.last = now;
        for file in files {
            if self.files.len() <= FEW && !self.files.contains(file) {
                self.files.insert(file.clone());
            }
        }
        if self.are_many() {
            self.quiet = LONGEST_QUIET;
        } else if now >= self.doubles {
            self.quiet = LONGEST_QUIET.min(self.quiet * 2);
            self.doubles = now + self.quiet;
        }
    }

    /// When to look, if nothing more changes.
    pub(super) fn due(&self) -> Instant {
        let longest = match self.are_many() {
            true => LONGEST_WAIT_FOR_MANY,
            false => LONGEST_WAIT,
        };
        (self.begun + longest).min(self.last + self.quiet)
    }

    fn are_many(&self) -> bool {
        self.files.len() > FEW
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::time::{Duration, Instant};

    use super::Pace;

    /// Milliseconds from the first change to the look, with changes at these.
    fn looks_after(changes: impl IntoIterator<Item = u64>) -> u128 {
        let begun = Instant::now();
        let mut pace = Pace::new(begun);
        for change in changes {
            let now = begun + Duration::from_millis(change);
            if now >= pace.due() {
                break;
            }
            pace.note(now, &[]);
        }
        pace.due().duration_since(begun).as_millis()
    }

    #[test]
    fn the_events_of_one_save_are_looked_at_ten_milliseconds_after_the_last() {
        assert_eq!(looks_after([]), 10);
        assert_eq!(looks_after([0, 0, 1, 1, 2]), 12);
    }

    #[test]
    fn while_changes_go_on_the_quiet_doubles() {
        assert_eq!(looks_after([9]), 19);
        assert_eq!(looks_after([9, 11]), 11 + 20);
        assert_eq!(looks_after([9, 18, 37, 40]), 40 + 40);
        assert_eq!(looks_after((0..300).step_by(5)), 295 + 160);
    }

    #[test]
    fn many_files_are_waited_for_longest() {
        let begun = Instant::now();
        let waits_for = |number: usize| {
            let mut pace = Pace::new(begun);
            for file in 0..number {
                pace.note(begun, &[PathBuf::from(file.to_string())]);
            }
            (pace.due() - begun).as_millis()
        };
        assert_eq!((waits_for(8), waits_for(9)), (10, 500));
    }

    #[test]
    fn what_never_stops_is_looked_at_in_the_end() {
        assert_eq!(looks_after((0..).step_by(5)), 1000);
    }
}

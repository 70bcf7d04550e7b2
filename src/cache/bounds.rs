//! How much is kept: of a site, of all sites together.

use std::cmp::Reverse;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::{CODE, RECORD, format};
use crate::html::Kept;

/// A block that this many builds in a row did not ask for is given up. Builds that found nothing
/// new do not count, so that editions of one site in turn keep what each needs.
const ROUNDS: u32 = 8;

/// What the files of a kind end in, and how many bytes they may have together. Kinds have limits of
/// their own, so that many small records do not push out what is dear.
const KINDS: [(&str, u64); 2] = [(CODE, 240 << 20), (RECORD, 16 << 20)];

/// Files of a kind.
const MOST_FILES: usize = 128;

/// What a file that is being written ends in.
pub(super) const NEW: &str = "new";

/// Nobody writes one file for this long: its process is gone.
const ABANDONED: Duration = Duration::from_secs(3600);

/// The blocks that are worth keeping, in the order they came in: those of the last rounds, the
/// latest first if not all fit.
pub(super) fn recent(blocks: Vec<Kept>, round: u32) -> Vec<Kept> {
    let age = |block: &Kept| round.wrapping_sub(block.used);
    let mut blocks: Vec<Kept> = blocks
        .into_iter()
        .filter(|block| age(block) < ROUNDS)
        .collect();
    let sizes = blocks.iter().map(|block| format::size(block.html.len()));
    let mut total = format::EMPTY + sizes.sum::<usize>();
    let largest = usize::try_from(format::LARGEST_FILE).unwrap_or(usize::MAX);
    if total > largest {
        blocks.sort_by_key(|block| Reverse(age(block)));
        let fit = blocks.iter().position(|block| {
            let fits = total <= largest;
            total -= format::size(block.html.len());
            fits
        });
        blocks.drain(..fit.unwrap_or(blocks.len()));
        blocks.sort_unstable_by_key(|block| block.key);
    }
    blocks
}

/// Removes what was left by processes that ended early and, while there is too much, the files
/// that were used least recently; `own` is the latest. What cannot be removed stays.
pub(super) fn tidy(own: &Path) {
    let Some(entries) = own.parent().and_then(|folder| fs::read_dir(folder).ok()) else {
        return;
    };
    let mut kinds = KINDS.map(|_| Vec::new());
    for entry in entries.flatten() {
        let Ok(about) = entry.metadata() else {
            continue;
        };
        let path = entry.path();
        if !about.is_file() || path == own {
            continue;
        }
        let used = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        if let Some(kind) = kind(&path) {
            kinds[kind].push((used, path, about.len()));
        } else if path.extension().is_some_and(|ending| ending == NEW) && is_abandoned(used) {
            let _ = fs::remove_file(path);
        }
    }
    let size = fs::metadata(own).map_or(0, |about| about.len());
    for (number, files) in kinds.into_iter().enumerate() {
        let own = (kind(own) == Some(number)).then_some(size);
        for path in surplus(files, own, KINDS[number].1, MOST_FILES) {
            let _ = fs::remove_file(path);
        }
    }
}

/// The place in [`KINDS`] of a file's kind.
fn kind(file: &Path) -> Option<usize> {
    let ending = file.extension()?;
    KINDS.iter().position(|(own, _)| ending == *own)
}

fn is_abandoned(written: SystemTime) -> bool {
    let age = SystemTime::now().duration_since(written);
    age.is_ok_and(|age| age > ABANDONED)
}

/// The files to remove, of which the least recently used come first, so that the others and one of
/// `own` bytes, if it is of their kind, keep to the limits.
fn surplus(
    mut files: Vec<(SystemTime, PathBuf, u64)>,
    own: Option<u64>,
    largest: u64,
    most: usize,
) -> Vec<PathBuf> {
    files.sort();
    let mut total = own.unwrap_or(0) + files.iter().map(|(_, _, size)| size).sum::<u64>();
    let mut count = files.len() + usize::from(own.is_some());
    let mut gone = Vec::new();
    for (_, path, size) in files {
        if total <= largest && count <= most {
            break;
        }
        total -= size;
        count -= 1;
        gone.push(path);
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::{ROUNDS, recent, surplus};
    use crate::cache::format::LARGEST_FILE;
    use crate::html::Kept;
    use crate::source::Digest;
    use std::path::PathBuf;
    use std::sync::Arc;
    use std::time::{Duration, SystemTime};

    fn kept(used: u32, html: &Arc<str>) -> Kept {
        Kept {
            key: Digest::of(&used.to_le_bytes()),
            used,
            html: Arc::clone(html),
        }
    }

    fn used_after(round: u32, blocks: Vec<Kept>) -> Vec<u32> {
        let mut used: Vec<u32> = recent(blocks, round).iter().map(|kept| kept.used).collect();
        used.sort_unstable();
        used
    }

    #[test]
    fn blocks_that_several_builds_did_not_need_go() {
        let html: Arc<str> = "x".into();
        let blocks = (1..=ROUNDS + 3).map(|round| kept(round, &html)).collect();
        let expected: Vec<u32> = (4..=ROUNDS + 3).collect();
        assert_eq!(used_after(ROUNDS + 3, blocks), expected);
    }

    #[test]
    fn rounds_may_overflow() {
        let html: Arc<str> = "x".into();
        let blocks = vec![kept(u32::MAX, &html), kept(0, &html), kept(7, &html)];
        assert_eq!(used_after(1, blocks), [0, u32::MAX]);
    }

    #[test]
    fn of_too_much_the_latest_stays_below_the_limit() {
        let third = usize::try_from(LARGEST_FILE).expect("a length") / 3;
        let html: Arc<str> = "x".repeat(third).into();
        let blocks = (1..=5).map(|round| kept(round, &html)).collect();
        assert_eq!(used_after(5, blocks), [4, 5]);
    }

    #[test]
    fn the_files_used_least_recently_go_until_the_rest_fits() {
        let file = |seconds: u64, size: u64| {
            let used = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
            (used, PathBuf::from(format!("{seconds}")), size)
        };
        let files = || vec![file(3, 10), file(1, 10), file(2, 50)];
        let gone_beside = |own, largest, most| -> Vec<String> {
            let gone = surplus(files(), own, largest, most);
            let names = gone.iter().map(|path| path.to_string_lossy().into_owned());
            names.collect()
        };
        let gone = |largest, most| gone_beside(Some(30), largest, most);
        assert_eq!(gone(100, 4), Vec::<String>::new());
        assert_eq!(gone(99, 4), ["1"]);
        assert_eq!(gone(89, 4), ["1", "2"]);
        assert_eq!(gone(100, 2), ["1", "2"]);
        assert_eq!(gone(1, 1), ["1", "2", "3"]);
        assert_eq!(gone_beside(None, 70, 3), Vec::<String>::new());
        assert_eq!(gone_beside(None, 69, 2), ["1"]);
    }
}

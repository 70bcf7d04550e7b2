//! What is kept comes back whole or not at all, whatever happens to the file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

use super::{Cache, Record, Saved, format};
use crate::html::{Counts, Highlighter, Kept};
use crate::source::Digest;

const CODE: [&str; 3] = ["let a = 1;\n", "fn b() {}\n", "struct C; // <c>\n"];

fn cache(folder: &Path) -> Cache {
    Cache::within(folder, Path::new("site"))
}

/// One build that asks for these blocks; what it got and what it cost.
fn build(cache: &Cache, code: &[&str]) -> (Vec<Option<Arc<str>>>, Counts, Saved) {
    let highlighter = cache.load();
    highlighter.begin();
    let html = code
        .iter()
        .map(|code| highlighter.highlight("rust", code))
        .collect();
    let saved = cache.save(&highlighter);
    (html, highlighter.counts(), saved)
}

fn counts(calls: usize, hits: usize) -> Counts {
    Counts { calls, hits }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    files
}

#[test]
fn a_second_build_colours_nothing_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().join("not/there/yet");
    let cache = cache(&folder);
    let (first, cost, saved) = build(&cache, &CODE);
    assert_eq!((cost, saved), (counts(3, 0), Saved::Written));
    let [file] = files(&folder).try_into().expect("one file");
    let bytes = fs::read(&file).expect("a file");
    assert_eq!(
        build(&cache, &CODE),
        (first, counts(3, 3), Saved::Unchanged)
    );
    assert_eq!(fs::read(&file).expect("a file"), bytes);
}

#[test]
fn what_is_new_is_added_and_what_is_not_needed_now_stays_a_while() {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = cache(folder.path());
    build(&cache, &CODE[..2]);
    assert_eq!(build(&cache, &CODE[1..]).1, counts(2, 1));
    assert_eq!(build(&cache, &CODE).1, counts(3, 3));
    for number in 0..9 {
        let code = format!("const N: u32 = {number};\n");
        assert_eq!(build(&cache, &[CODE[2], &code]).1, counts(2, 1));
    }
    assert_eq!(build(&cache, &CODE).1, counts(3, 1));
}

#[test]
fn sites_have_files_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    build(&Cache::within(folder.path(), Path::new("one")), &CODE);
    let two = Cache::within(folder.path(), Path::new("two"));
    assert_eq!(build(&two, &CODE).1, counts(3, 0));
    assert_eq!(files(folder.path()).len(), 2);
}

#[cfg(unix)]
#[test]
fn nobody_else_reads_what_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().join("own");
    build(&cache(&folder), &CODE);
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&files(&folder)[0]), 0o600);
}

#[test]
fn without_a_folder_everything_works_and_nothing_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let in_the_way = folder.path().join("file");
    fs::write(&in_the_way, "").expect("written");
    for cache in [
        Cache::none(),
        cache(&in_the_way),
        cache(&in_the_way.join("x")),
    ] {
        let expected = build(&Cache::none(), &CODE).0;
        assert_eq!(
            build(&cache, &CODE),
            (expected, counts(3, 0), Saved::Nowhere)
        );
    }
    assert_eq!(fs::read(&in_the_way).expect("still there"), b"");
}

#[test]
fn the_folder_may_go_at_any_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("own");
    let cache = cache(&own);
    build(&cache, &CODE);
    let highlighter = cache.load();
    fs::remove_dir_all(&own).expect("removed");
    highlighter.begin();
    highlighter.highlight("rust", CODE[0]);
    assert_eq!(cache.save(&highlighter), Saved::Nowhere);
    highlighter.highlight("rust", "const NEW: u8 = 1;\n");
    assert_eq!(cache.save(&highlighter), Saved::Written);
    assert_eq!(build(&cache, &CODE).1, counts(3, 3));
}

#[test]
fn any_damaged_byte_and_any_cut_makes_a_file_count_as_empty() {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = cache(folder.path());
    let (expected, ..) = build(&cache, &CODE[..2]);
    let [file] = files(folder.path()).try_into().expect("one file");
    let whole = fs::read(&file).expect("a file");
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1 << (at % 8);
        assert_eq!(format::parse(&damaged), None, "byte {at}");
        assert_eq!(format::parse(&whole[..at]), None, "{at} bytes");
    }
    for damaged in [&whole[1..], &[whole.as_slice(), b"x"].concat(), b""] {
        fs::write(&file, damaged).expect("written");
        let (html, cost, saved) = build(&cache, &CODE[..2]);
        assert_eq!((cost, saved), (counts(2, 0), Saved::Written));
        assert_eq!(html, expected);
        assert_eq!(fs::read(&file).expect("a file"), whole);
    }
}

#[test]
fn a_file_of_another_version_counts_as_empty() {
    let kept = Highlighter::default();
    kept.highlight("rust", CODE[0]);
    let mut bytes = format::write(&kept.kept(), 1);
    assert!(format::parse(&bytes).is_some());
    bytes[8..24].copy_from_slice(&Digest::of(b"another version").bytes());
    assert_eq!(format::parse(&bytes), None);
}

#[test]
fn many_builds_at_once_leave_one_whole_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = cache(folder.path());
    let expected = build(&Cache::none(), &CODE).0;
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (cache, expected) = (&cache, &expected);
            scope.spawn(move || {
                for round in 0..20 {
                    let own = format!("const N: u32 = {thread}{round};\n");
                    let mut code = CODE.to_vec();
                    code.push(&own);
                    let (html, _, saved) = build(cache, &code);
                    assert_eq!(html[..3], *expected);
                    // Windows replaces no file that somebody reads; then this build's is left out.
                    assert!(saved == Saved::Written || cfg!(windows), "{saved:?}");
                }
            });
        }
    });
    assert_eq!(files(folder.path()).len(), 1);
    assert_eq!(build(&cache, &CODE).1, counts(3, 3));
}

#[test]
fn what_an_ended_process_left_goes_and_foreign_files_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str| folder.path().join(name);
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(7200);
    for (name, is_old) in [("a.1-0.new", true), ("b.2-0.new", false), ("c.txt", true)] {
        let file = fs::File::create(place(name)).expect("created");
        if is_old {
            file.set_modified(old).expect("set");
        }
    }
    build(&cache(folder.path()), &CODE);
    assert!(!place("a.1-0.new").exists());
    assert!(place("b.2-0.new").exists());
    assert!(place("c.txt").exists());
}

#[test]
fn sites_that_were_not_built_for_long_go_first() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..130_u64 {
        let name = format!("{number:032}.{}", super::CODE);
        let file = fs::File::create(folder.path().join(name)).expect("created");
        let used = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(number);
        file.set_modified(used).expect("set");
    }
    build(&cache(folder.path()), &CODE);
    let left = files(folder.path());
    assert_eq!(left.len(), 128);
    assert!(!folder.path().join(format!("{:032}.code", 2)).exists());
    assert!(folder.path().join(format!("{:032}.code", 3)).exists());
}

#[test]
fn each_output_folder_has_its_record_and_many_push_out_no_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = cache(&folder.path().join("cache"));
    build(&cache, &CODE);
    let key = Digest::of(b"key");
    let record = |pages| Record {
        manifest: key,
        copies: BTreeMap::new(),
        diagnostics: Vec::new(),
        pages,
        documents: 1,
        asks: false,
    };
    let out = |number: usize| folder.path().join(format!("out-{number}"));
    assert_eq!(cache.recall(&out(0), key), None);
    assert_eq!(
        cache.remember(&out(0), key, &record(0)),
        Saved::Nowhere,
        "no folder"
    );
    for number in 0..140 {
        fs::create_dir(out(number)).expect("a folder");
        let saved = cache.remember(&out(number), key, &record(number));
        assert_eq!(saved, Saved::Written);
    }
    for number in [130, 139] {
        assert_eq!(cache.recall(&out(number), key), Some(record(number)));
    }
    assert_eq!(cache.recall(&out(139), Digest::of(b"other")), None);
    assert_eq!(Cache::none().recall(&out(139), key), None);
    assert_eq!(
        Cache::none().remember(&out(139), key, &record(1)),
        Saved::Nowhere
    );
    let files = files(&folder.path().join("cache"));
    assert_eq!(files.len(), 1 + 128);
    assert_eq!(build(&cache, &CODE).1, counts(3, 3));
}

#[test]
fn a_build_that_is_recalled_uses_what_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let (own, out) = (folder.path().join("cache"), folder.path().join("out"));
    let cache = cache(&own);
    build(&cache, &CODE);
    fs::create_dir(&out).expect("a folder");
    let key = Digest::of(b"key");
    let record = Record {
        manifest: key,
        copies: BTreeMap::new(),
        diagnostics: Vec::new(),
        pages: 1,
        documents: 1,
        asks: false,
    };
    cache.remember(&out, key, &record);
    let old = std::time::SystemTime::UNIX_EPOCH;
    for file in files(&own) {
        let opened = fs::File::options().write(true).open(file);
        opened.and_then(|file| file.set_modified(old)).expect("set");
    }
    assert_eq!(cache.recall(&out, key), Some(record));
    for file in files(&own) {
        assert!(
            fs::metadata(file)
                .expect("there")
                .modified()
                .expect("a time")
                > old
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_are_read_without_panic(bytes in any::<Vec<u8>>(), sealed in any::<bool>()) {
        let mut file = format::write(&[], 0);
        if sealed {
            // Behind a right digest anything may stand as well.
            file.truncate(format::EMPTY - 8);
            file.extend_from_slice(&bytes);
            let digest = Digest::of(&file[format::EMPTY - 8..]);
            file[24..40].copy_from_slice(&digest.bytes());
        } else {
            file = bytes;
        }
        if let Some((blocks, round)) = format::parse(&file) {
            prop_assert_eq!(format::write(&blocks, round), file);
        }
    }

    #[test]
    fn what_is_written_is_read(texts in any::<Vec<(String, u32)>>(), round in any::<u32>()) {
        let blocks: Vec<Kept> = texts
            .iter()
            .map(|(text, used)| Kept {
                key: Digest::of(text.as_bytes()),
                used: *used,
                html: text.as_str().into(),
            })
            .collect();
        prop_assert_eq!(format::parse(&format::write(&blocks, round)), Some((blocks, round)));
    }
}

//! What one process keeps for the next changes nothing but the time: whole sites, built by the
//! program itself. Only what is coloured is looked at here; `tests/again.rs` has builds that need not
//! be made.

#[path = "support/run.rs"]
mod run;
#[path = "support/site.rs"]
mod site;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use run::Run;
use site::{Site, snapshot};

const BUILD: [&str; 4] = ["build", "site", "--out", "out"];

/// Questions with code of several languages, some of it twice and some of it changed lines.
fn guide() -> Site {
    let code = [
        ("python", "def add(a):  # sum\n    return a + 1\n"),
        ("rust", "fn main() { println!(\"<{}>\", 1); }\n"),
        ("js", "const a = `${b} & c`;\n"),
        ("diff-js", "-let a = 1;\n+const a = 1;\n"),
        ("sql", "SELECT 1 -- one\n"),
        ("nonsense", "<nobody> knows\n"),
    ];
    let mut site = Site::new();
    for file in 0..4 {
        let mut text = format!("# Set {file}\n");
        for (language, code) in code {
            text.push_str(&format!(
                "\n## What is {language}?\n\n### Answer\n\n```{language}\n{code}```\n\n\
                 ```{language}\n{code}{file}\n```\n"
            ));
        }
        site = site.file(&format!("set-{file}.md"), text);
    }
    site
}

fn build(site: &Site, cache: &Path, more: &[&str]) -> std::collections::BTreeMap<String, Vec<u8>> {
    let run = Run::with_cache(&site.path(""), cache, &[&BUILD, more].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    let files = snapshot(&site.path("out"));
    fs::remove_dir_all(site.path("out")).expect("removed");
    files
}

/// The files with code in the cache folder.
fn kept(cache: &Path) -> Vec<PathBuf> {
    let folder = cache.join("prepbook");
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|file| file.extension().is_some_and(|ending| ending == "code"))
        .collect();
    files.sort();
    files
}

#[test]
fn a_site_is_the_same_with_without_and_with_a_damaged_cache() {
    let site = guide();
    let cache = site.path("cache");
    let plain = build(&site, &cache, &["--no-cache"]);
    assert!(!cache.exists());
    assert!(plain.iter().any(|(path, bytes)| {
        path.ends_with(".html") && String::from_utf8_lossy(bytes).contains("<span class=\"k\">")
    }));

    assert!(build(&site, &cache, &[]) == plain, "empty cache");
    let [file] = kept(&cache).try_into().expect("one file");
    let whole = fs::read(&file).expect("a file");
    assert!(build(&site, &cache, &[]) == plain, "full cache");
    assert!(fs::read(&file).expect("a file") == whole);

    // One byte in each part of the file, and each byte of its version.
    let places = (8..24).chain([0, 30, 41, 45, 60, whole.len() / 2, whole.len() - 1]);
    for at in places {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x20;
        fs::write(&file, &damaged).expect("written");
        assert!(build(&site, &cache, &[]) == plain, "damaged byte {at}");
        assert!(
            fs::read(&file).expect("a file") == whole,
            "mended byte {at}"
        );
    }

    fs::remove_dir_all(&cache).expect("removed");
    assert!(build(&site, &cache, &[]) == plain, "deleted cache");
}

/// Nothing is written when every block was there, so a file from an earlier time that stays as it
/// is proves that nothing was coloured; that it is used is seen by changing what it says.
#[test]
fn a_new_process_takes_every_block_from_the_cache() {
    let site = guide();
    let cache = site.path("cache");
    let first = build(&site, &cache, &[]);
    let table = |more: &[&str]| {
        let arguments = [&BUILD, more, &["--timings"]].concat();
        let run = Run::with_cache(&site.path(""), &cache, &arguments);
        let line = run.stderr.lines().find(|line| line.contains("highlight"));
        let words: Vec<String> = line
            .unwrap_or_default()
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        words
    };
    let all = table(&[]);
    let none = table(&["--no-cache"]);
    // Nonsense has no grammar: five languages, four files with an own and a shared block each.
    assert_eq!(all[..3], ["highlight", "40", "40"], "{all:?}");
    assert_eq!(none[..3], ["highlight", "40", "15"], "{none:?}");
    assert!(build(&site, &cache, &[]) == first);
}

#[test]
fn two_builds_at_once_are_both_right() {
    let site = guide();
    let cache = site.path("cache");
    let expected = build(&site, &cache, &["--no-cache"]);
    for _ in 0..3 {
        let builds: Vec<_> = (0..4)
            .map(|number| {
                let out = format!("out-{number}");
                let process = Command::new(env!("CARGO_BIN_EXE_prepbook"))
                    .args(["build", "site", "--out", &out])
                    .current_dir(site.path(""))
                    .env("XDG_CACHE_HOME", &cache)
                    .stderr(Stdio::null())
                    .spawn()
                    .expect("the program starts");
                (out, process)
            })
            .collect();
        for (out, mut process) in builds {
            assert!(process.wait().expect("it ends").success());
            assert!(snapshot(&site.path(&out)) == expected);
        }
        assert_eq!(kept(&cache).len(), 1);
        fs::remove_dir_all(&cache).expect("removed");
    }
}

#[test]
fn a_cache_folder_that_cannot_be_written_is_nobodys_trouble() {
    let site = guide().file("../cache", "a file in the way");
    let cache = site.path("cache");
    let run = Run::with_cache(&site.path(""), &cache, &BUILD);
    fs::remove_dir_all(site.path("out")).expect("removed");
    let without = site.run(&[&BUILD[..], &["--no-cache"]].concat());
    assert_eq!(run.transcript(), without.transcript());
    assert_eq!(fs::read(&cache).expect("a file"), b"a file in the way");
}

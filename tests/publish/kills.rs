//! Builds that are killed: whoever looks finds the old site or the new one, whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use prepbook::source::Digest;
use prepbook::source::inputs::OUTPUT_MARKER;

use crate::plain;
use crate::site::{Site, snapshot};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    plain(&[(
        "a build that is killed at any moment leaves the old site or the new one",
        at_any_moment,
    )])
}

/// So many builds are killed before they end …
const KILLS: usize = 36;

/// … and so many of them while they had a new tree beside the old one.
const KILLS_WITH_A_TREE: usize = 12;

/// Files that are only there to make writing them take its time.
const STATICS: usize = 200;

/// Numbers that look random and are the same for the same seed.
struct Moments(u64);

impl Moments {
    /// A duration up to `longest`.
    fn next(&mut self, longest: Duration) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        longest.mul_f64((self.0 % 10_000) as f64 / 10_000.0)
    }
}

/// Writes one of two contents: pages of its own, and pages of one name with different texts.
fn write(site: &Site, name: &str) {
    let content = site.path("site/content");
    if content.exists() {
        fs::remove_dir_all(&content).expect("a folder to remove");
    }
    fs::create_dir_all(&content).expect("a folder");
    fs::create_dir_all(site.path("site/static")).expect("a folder");
    for number in 0..3 {
        let text = format!("# Page {number}\n\n### What is {name}?\n\nContent {name}.\n");
        for file in ["both".to_owned(), format!("only-{name}")] {
            fs::write(content.join(format!("{file}-{number}.md")), &text).expect("a file");
        }
    }
    for number in 0..STATICS {
        let file = site.path("site/static").join(format!("{number}.txt"));
        let text = if number % 2 == 0 { name } else { "same" };
        fs::write(file, text.repeat(100)).expect("a file");
    }
}

fn start(site: &Site) -> Child {
    Command::new(env!("CARGO_BIN_EXE_prepbook"))
        .args(["build", "site"])
        .current_dir(site.path(""))
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

/// The site that stands in `folder`, after comparing each file with its manifest.
fn whole(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = snapshot(folder);
    let manifest = String::from_utf8(files[OUTPUT_MARKER].clone()).expect("a text");
    let mut listed: BTreeMap<&str, String> = manifest
        .lines()
        .skip(1)
        .map(|line| line.split_once("  ").expect("a digest and a path"))
        .map(|(digest, path)| (path, digest.to_owned()))
        .collect();
    for (path, bytes) in &files {
        // What is published and what others put there.
        if !matches!(path.as_str(), OUTPUT_MARKER | "CNAME" | ".git/HEAD") {
            assert_eq!(
                listed.remove(path.as_str()),
                Some(Digest::of(bytes).to_string()),
                "{path}"
            );
        }
    }
    assert_eq!(listed, BTreeMap::new(), "files that are not there");
    files
}

/// The trees of runs beside the output.
fn beside(site: &Site) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(site.path("site"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.into_string().expect("a name"))
        .filter(|name| name.starts_with(".public.prepbook-"))
        .filter(|name| cfg!(unix) || !name.ends_with("-lock"))
        .collect();
    names.sort();
    names
}

fn has_tree(site: &Site) -> bool {
    beside(site).iter().any(|name| name.contains("-staging-"))
}

/// Waits until the run has begun a new tree, or is over.
fn until_it_writes(site: &Site, child: &mut Child) {
    while !has_tree(site) && child.try_wait().expect("a status").is_none() {
        sleep(Duration::from_millis(1));
    }
}

#[expect(
    clippy::print_stdout,
    reason = "who looks into a failure needs the seed"
)]
fn at_any_moment() {
    let seed =
        std::env::var("KILL_SEED").map_or(20_261_121, |seed| seed.parse().expect("a number"));
    println!("KILL_SEED={seed}");
    let mut moments = Moments(seed);
    let site = Site::new().file("prepbook.yml", "title: Killed\n");
    let out = site.path("site/public");

    // What a build of each content is, and how long one takes.
    let mut longest = Duration::ZERO;
    let sites = ["one", "two"].map(|name| {
        write(&site, name);
        let start_of_it = Instant::now();
        assert!(start(&site).wait().expect("a status").success());
        longest = longest.max(start_of_it.elapsed());
        fs::create_dir_all(out.join(".git")).expect("a folder");
        fs::write(out.join(".git/HEAD"), "ref: refs/heads/pages").expect("a file");
        fs::write(out.join("CNAME"), "guide.example").expect("a file");
        (name, whole(&out))
    });
    let (mut old, mut new) = (&sites[1], &sites[0]);

    let (mut kills, mut with_a_tree, mut found_new) = (0, 0, 0);
    while kills < KILLS || with_a_tree < KILLS_WITH_A_TREE {
        write(&site, new.0);
        let mut child = start(&site);
        if kills % 2 == 1 {
            until_it_writes(&site, &mut child);
        }
        let moment = moments.next(longest);
        sleep(moment);
        child.kill().expect("a kill");
        if child.wait().expect("a status").success() {
            // It was faster; the next one may not be.
            longest = longest.mul_f64(0.9);
        } else {
            kills += 1;
        }
        with_a_tree += usize::from(has_tree(&site));

        let exchanges = cfg!(any(target_os = "linux", target_vendor = "apple"));
        if exchanges || out.exists() {
            let found = whole(&out);
            let is_new = found == new.1;
            assert!(is_new || found == old.1, "killed after {moment:?}");
            found_new += usize::from(is_new);
        }
        assert!(start(&site).wait().expect("a status").success());
        assert!(whole(&out) == new.1, "after a kill at {moment:?}");
        assert_eq!(beside(&site), [""; 0], "after a kill at {moment:?}");
        (old, new) = (new, old);
    }
    println!("{kills} kills, {with_a_tree} left a tree, {found_new} times the new site was there");
}

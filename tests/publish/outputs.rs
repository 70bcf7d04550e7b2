//! Output folders that are files, repositories, in use, or somebody's work.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Barrier;
use std::thread;

use libtest_mimic::Trial;
use prepbook::source::Digest;
use prepbook::source::inputs::OUTPUT_MARKER;

use crate::run::Run;
use crate::site::{Site, snapshot};
use crate::{bakery, bread, plain};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    plain(&[
        ("a file as output is refused", a_file),
        ("the root of the file system as output is refused", the_root),
        ("the site's own folder as output is refused", own_folder),
        ("a folder of content as output is refused", content_folder),
        ("content inside the output is refused", content_inside),
        (
            "output inside static/ is not copied into itself",
            inside_static,
        ),
        ("a repository without a site is taken", repository),
        ("a worktree with a site keeps its files", worktree),
        ("an edition does not replace the whole guide", editions),
        ("a second build at the same time is told who is at it", busy),
        (
            "of two builds at once each is whole or told so",
            two_at_once,
        ),
        ("a build says what it changed", what_changed),
        ("a build with errors leaves nothing beside", errors),
        ("names stay or carry a digest", names),
        ("an unusable prepbook.yml touches no folder", unusable),
    ])
}

/// A site with an output.
pub struct Built {
    /// The site.
    pub site: Site,
    /// Its files.
    pub before: BTreeMap<String, Vec<u8>>,
}

/// The bakery, built into `out`.
pub fn built() -> Built {
    let site = bakery();
    fine(&site, &["build", "site", "--out", "out"]);
    let before = snapshot(&site.path("out"));
    Built { site, before }
}

/// A run that goes well.
pub fn fine(site: &Site, arguments: &[&str]) {
    let run = site.run(arguments);
    assert_eq!(run.code, 0, "{}", run.transcript());
}

/// A run that is refused with this message, and leaves nothing beside the folder `kept`.
pub fn refused(site: &Site, arguments: &[&str], message: &str) {
    let run = site.run(arguments);
    assert_eq!(
        run.transcript(),
        format!("error: {message}\nexit code: 3\n")
    );
    assert_eq!(beside(&site.path("")), [""; 0]);
}

/// What runs left in a folder.
pub fn beside(folder: &Path) -> Vec<String> {
    fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name.contains(".prepbook-") && (cfg!(unix) || !name.ends_with("-lock")))
        .collect()
}

/// What a file holds.
pub fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("a text")
}

fn a_file() {
    let site = bakery();
    fs::write(site.path("out"), "text").expect("a file");
    let message = "'out' is a file; name a folder for the output";
    refused(&site, &["build", "site", "--out", "out"], message);
    assert_eq!(text(&site.path("out")), "text");
}

fn the_root() {
    let root = if cfg!(windows) { "C:\\" } else { "/" };
    let message =
        format!("'{root}' cannot be exchanged as a whole; name a folder inside it for the output");
    refused(&bakery(), &["build", "site", "--out", root], &message);
}

fn own_folder() {
    let site = Site::new()
        .file("prepbook.yml", "title: Bakery\ncontent: .\n")
        .file("bread.md", bread("gas"));
    let message = "'site' is what the site is made of; name another folder for the output, \
                   which may be inside it";
    refused(&site, &["build", "site", "--out", "site"], message);
    fs::create_dir(site.path("site/content")).expect("a folder");
    fs::rename(
        site.path("site/bread.md"),
        site.path("site/content/bread.md"),
    )
    .expect("a file");
    let site = site.file("prepbook.yml", "title: Bakery\n");
    let content = Path::new("site").join("content");
    let message = format!(
        "'site' holds '{}', which the site is made of; name another folder for the output",
        content.display()
    );
    refused(&site, &["build", "site", "--out", "site"], &message);
    assert!(site.path("site/content/bread.md").is_file());
}

fn content_folder() {
    let site = bakery();
    let message = "'site' is what the site is made of; name another folder for the output, \
                   which may be inside it";
    refused(&site, &["build", "site", "--out", "site"], message);
    // A single file is no folder, so its folder holds it.
    let file = Path::new("site").join("bread.md");
    let file = file.to_string_lossy();
    let message = format!(
        "'site' holds '{file}', which the site is made of; name another folder for the output"
    );
    refused(&site, &["build", &file, "--out", "site"], &message);
}

fn content_inside() {
    let Built { site, .. } = built();
    // The marker alone would let it through.
    fs::create_dir(site.path("out/notes")).expect("a folder");
    fs::write(site.path("out/notes/oven.md"), "# Ovens\n").expect("a file");
    let before = snapshot(&site.path("out"));
    let notes = Path::new("out").join("notes");
    let notes = notes.to_string_lossy();
    let message = format!(
        "'out' holds '{notes}', which the site is made of; name another folder for the output"
    );
    refused(&site, &["build", &notes, "--out", "out"], &message);
    assert_eq!(snapshot(&site.path("out")), before);
}

fn inside_static() {
    let site = Site::new()
        .file("prepbook.yml", "title: Bakery\noutput: static/public\n")
        .file("static/flour.txt", "white")
        .file("content/bread.md", bread("gas"));
    for _ in 0..3 {
        fine(&site, &["build", "site"]);
        let files = snapshot(&site.path("site/static/public"));
        assert!(files.contains_key("flour.txt"));
        assert!(!files.keys().any(|path| path.starts_with("public/")));
    }
}

fn repository() {
    let site = bakery();
    fs::create_dir_all(site.path("out/.git/refs")).expect("a folder");
    fs::write(site.path("out/.git/HEAD"), "ref: refs/heads/pages").expect("a file");
    fs::write(site.path("out/CNAME"), "guide.example").expect("a file");
    fine(&site, &["build", "site", "--out", "out"]);
    assert_eq!(text(&site.path("out/.git/HEAD")), "ref: refs/heads/pages");
    assert!(site.path("out/.git/refs").is_dir());
    assert_eq!(text(&site.path("out/CNAME")), "guide.example");
    assert!(site.path("out/bread.html").is_file());
}

fn worktree() {
    let Built { site, .. } = built();
    fs::write(site.path("out/.git"), "gitdir: ../.git/worktrees/out").expect("a file");
    fs::write(site.path("out/CNAME"), "guide.example").expect("a file");
    let site = site.file("bread.md", bread("holes"));
    let run = site.run(&["build", "site", "--out", "out"]);
    assert!(
        run.stderr.contains("\n  changed  bread.html\n"),
        "{}",
        run.stderr
    );
    assert!(text(&site.path("out/bread.html")).contains("holes"));
    assert_eq!(
        text(&site.path("out/.git")),
        "gitdir: ../.git/worktrees/out"
    );
    assert_eq!(text(&site.path("out/CNAME")), "guide.example");
    assert_eq!(beside(&site.path("")), [""; 0]);
}

fn editions() {
    let Built { site, before } = built();
    let candidate = ["build", "site", "--out", "out", "--edition", "candidate"];
    refused(
        &site,
        &candidate,
        "'out' holds the whole guide and this is the edition 'candidate'; \
         name another output folder, or delete what is in this one",
    );
    assert_eq!(snapshot(&site.path("out")), before);
    // The way out of the message, in a folder of a repository.
    fs::remove_dir_all(site.path("out")).expect("a folder to remove");
    fs::create_dir_all(site.path("out/.git")).expect("a folder");
    fine(&site, &candidate);
    fine(&site, &candidate);
    let before = snapshot(&site.path("out"));
    refused(
        &site,
        &["build", "site", "--out", "out"],
        "'out' holds the edition 'candidate' and this is the whole guide; \
         name another output folder, or delete what is in this one",
    );
    assert_eq!(snapshot(&site.path("out")), before);
}

fn busy() {
    let Built { site, before } = built();
    let path = site.path(".out.prepbook-lock");
    let lock = File::create(&path).expect("a file");
    lock.lock().expect("a lock");
    if cfg!(unix) {
        fs::write(&path, "4321\n").expect("a file");
    }
    let site = site.file("bread.md", bread("holes"));
    let run = site.run(&["build", "site", "--out", "out"]);
    // Elsewhere nobody reads a locked file.
    let who = if cfg!(unix) { "(process 4321) " } else { "" };
    assert_eq!(
        run.transcript(),
        format!(
            "error: another prepbook {who}is publishing to 'out'; wait for it, \
             or name another output folder\nexit code: 3\n"
        )
    );
    assert_eq!(snapshot(&site.path("out")), before);
    drop(lock);
    fine(&site, &["build", "site", "--out", "out"]);
    assert!(text(&site.path("out/bread.html")).contains("holes"));
}

fn two_at_once() {
    let site = bakery();
    fs::create_dir(site.path("other")).expect("a folder");
    fs::write(site.path("other/bread.md"), bread("holes")).expect("a file");
    let start = Barrier::new(2);
    for _ in 0..5 {
        let runs = thread::scope(|scope| {
            ["site", "other"]
                .map(|content| {
                    scope.spawn(|| {
                        start.wait();
                        site.run(&["build", content, "--out", "out"])
                    })
                })
                .map(|run| run.join().expect("a run"))
        });
        assert!(runs.iter().any(|run| run.code == 0));
        for run in runs.iter().filter(|run| run.code != 0) {
            let said = run.transcript();
            assert!(
                said.starts_with("error: another prepbook ")
                    && said.contains("is publishing to 'out'; wait for it"),
                "{said}"
            );
        }
        let page = text(&site.path("out/bread.html"));
        let manifest = text(&site.path("out").join(OUTPUT_MARKER));
        let digest = Digest::of(page.as_bytes());
        assert!(manifest.contains(&format!("{digest}  bread.html\n")));
        assert_eq!(beside(&site.path("")), [""; 0]);
    }
}

fn what_changed() {
    let site = bakery();
    let out = ["build", "site", "--out", "out"];
    let first = site.run(&out);
    assert_eq!(first.stderr.lines().count(), 1);
    assert!(first.stderr.ends_with(" into out\n"), "{}", first.stderr);
    let site = site
        .file("bread.md", bread("holes"))
        .file("oven.md", "# Ovens\n\nHot.\n");
    let news = |run: Run| -> Vec<String> {
        assert_eq!(run.stdout, "");
        let lines = run.stderr.lines().skip(1);
        lines.map(str::to_owned).collect()
    };
    let second = news(site.run(&out));
    assert!(
        second.contains(&"  new      oven.html".to_owned()),
        "{second:?}"
    );
    assert!(
        second.contains(&"  changed  bread.html".to_owned()),
        "{second:?}"
    );
    fs::remove_file(site.path("site/oven.md")).expect("a file to remove");
    let third = news(site.run(&out));
    assert!(
        third.contains(&"  removed  oven.html".to_owned()),
        "{third:?}"
    );
    // What programs read has nothing else in it.
    let site = site.file("bread.md", bread("gas"));
    let json = site.run(&["build", "site", "--out", "out", "--format", "json"]);
    assert_eq!(json.transcript(), "exit code: 0\n");
}

fn names() {
    let mut text = "# Fruit\n".to_owned();
    for number in 1..=1_100 {
        let words = format!("apple{number} pear{} plum{}", number % 97, number * 7);
        text += &format!("\n### What is {words}?\n\n#### Answer\n\nFruit, {words}.\n");
    }
    let site = bakery().file("fruit.md", text);
    fine(&site, &["build", "site", "--out", "out"]);
    let files = snapshot(&site.path("out"));
    let stays = |path: &str| {
        path.ends_with(".html")
            || path == OUTPUT_MARKER
            || path.starts_with("assets/")
                && [".css", ".js", ".svg"]
                    .iter()
                    .any(|ending| path.ends_with(ending))
            || matches!(path, "search/manifest.js" | "data/questions.js")
    };
    let (stay, rest): (Vec<_>, Vec<_>) = files.iter().partition(|(path, _)| stays(path));
    for (path, bytes) in &rest {
        let digest = Digest::of(bytes).short_name();
        assert!(path.contains(&format!("-{digest}.")), "{path}");
    }
    let of = |folder: &str| {
        rest.iter()
            .filter(|(path, _)| path.starts_with(folder))
            .count()
    };
    assert_eq!(of("data/"), 3);
    assert!(of("search/") > 50);
    // The lists do not grow with what is listed, or hardly.
    for (path, bytes) in stay {
        if path.starts_with("search/") || path.starts_with("data/") {
            assert!(bytes.len() < 4_000, "{path}: {}", bytes.len());
        }
    }
}

fn errors() {
    let Built { site, before } = built();
    let site = site.file("bread.md", "# Bread\n\nMore about [ovens](oven.md).\n");
    let run = site.run(&["build", "site", "--out", "out", "--strict"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr
            .ends_with("nothing was written; the old site stands\n")
    );
    assert_eq!(snapshot(&site.path("out")), before);
    assert_eq!(beside(&site.path("")), [""; 0]);
}

fn unusable() {
    let site = Site::new()
        .file("prepbook.yml", "title: \"Bakery\noutput: elsewhere/out\n")
        .file("content/bread.md", bread("gas"));
    assert_eq!(site.run(&["build", "site"]).code, 1);
    let files: Vec<String> = snapshot(&site.path("")).into_keys().collect();
    assert_eq!(files, ["site/content/bread.md", "site/prepbook.yml"]);
    assert!(!site.path("site/public").exists());
}

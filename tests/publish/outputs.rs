//! Output folders that are links, files, repositories, read-only, in use, or somebody's work.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::sync::Barrier;
use std::thread;

use libtest_mimic::Trial;
use prepbook::source::inputs::OUTPUT_MARKER;

use crate::run::Run;
use crate::site::{Site, snapshot};
use crate::{bakery, bread, plain};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    let mut trials = plain(&[
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
        ("an unusable prepbook.yml touches no folder", unusable),
    ]);
    if cfg!(unix) {
        trials.extend(plain(&[
            ("a link to a folder is followed", a_link),
            ("a link to nothing is followed", a_link_to_nothing),
            ("a link to itself is refused", a_link_to_itself),
            ("a file that is being read is read to its end", held_open),
        ]));
        let reason = no_other_user();
        for (name, test) in [
            (
                "a read-only output is replaced and stays read-only",
                read_only as fn(),
            ),
            (
                "a read-only folder above the output is said",
                read_only_parent,
            ),
        ] {
            let trial = plain(&[(name, test)]).remove(0);
            trials.push(match &reason {
                None => trial,
                Some(reason) => trial.with_kind(reason).with_ignored_flag(true),
            });
        }
    }
    trials
}

/// A site with this output, and how it looked.
struct Built {
    site: Site,
    before: BTreeMap<String, Vec<u8>>,
}

/// The bakery, built into `out`.
fn built() -> Built {
    let site = bakery();
    fine(&site, &["build", "site", "--out", "out"]);
    let before = snapshot(&site.path("out"));
    Built { site, before }
}

fn fine(site: &Site, arguments: &[&str]) {
    let run = site.run(arguments);
    assert_eq!(run.code, 0, "{}", run.transcript());
}

/// A run that is refused with this message, and leaves nothing beside the folder `kept`.
fn refused(site: &Site, arguments: &[&str], message: &str) {
    let run = site.run(arguments);
    assert_eq!(
        run.transcript(),
        format!("error: {message}\nexit code: 3\n")
    );
    assert_eq!(beside(&site.path("")), [""; 0]);
}

/// What runs left in a folder.
fn beside(folder: &Path) -> Vec<String> {
    fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name.contains(".prepbook-") && (cfg!(unix) || !name.ends_with("-lock")))
        .collect()
}

fn text(path: &Path) -> String {
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
        let digest = prepbook::source::Digest::of(page.as_bytes());
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

fn link(target: &str, link: &Path) {
    #[cfg(unix)]
    std::os::unix::fs::symlink(target, link).expect("a link");
    #[cfg(not(unix))]
    panic!("'{}' to '{target}'", link.display());
}

fn a_link() {
    let site = bakery();
    fs::create_dir_all(site.path("disk/real")).expect("a folder");
    link("disk/real", &site.path("out"));
    for answer in ["gas", "holes"] {
        fs::write(site.path("site/bread.md"), bread(answer)).expect("a file");
        fine(&site, &["build", "site", "--out", "out"]);
        assert!(site.path("out").is_symlink());
        assert!(text(&site.path("disk/real/bread.html")).contains(answer));
    }
    assert_eq!(beside(&site.path("disk")), [""; 0]);
    assert_eq!(beside(&site.path("")), [""; 0]);
}

fn a_link_to_nothing() {
    let site = bakery();
    link("disk/real", &site.path("out"));
    fine(&site, &["build", "site", "--out", "out"]);
    assert!(site.path("out").is_symlink());
    assert!(site.path("disk/real/bread.html").is_file());
}

fn a_link_to_itself() {
    let site = bakery();
    link("out", &site.path("out"));
    let message = "cannot find 'out': too many symbolic links";
    refused(&site, &["build", "site", "--out", "out"], message);
}

fn held_open() {
    let Built { site, before } = built();
    let mut page = File::open(site.path("out/bread.html")).expect("a page");
    let site = site.file("bread.md", bread("holes"));
    fine(&site, &["build", "site", "--out", "out"]);
    let mut read = Vec::new();
    page.read_to_end(&mut read).expect("a page");
    assert_eq!(read, before["bread.html"]);
    assert!(text(&site.path("out/bread.html")).contains("holes"));
}

/// The user that owns nothing, when the tests run as one that may do everything.
#[cfg(unix)]
const NOBODY: u32 = 65_534;

/// Runs the program as somebody whom permissions hold back.
#[cfg(unix)]
fn as_other_user(folder: &Path, arguments: &[&str]) -> std::io::Result<Run> {
    use std::os::unix::fs::{MetadataExt, chown};
    use std::os::unix::process::CommandExt;
    let mut command = Command::new(env!("CARGO_BIN_EXE_prepbook"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1");
    if fs::metadata(folder)?.uid() == 0 {
        for path in snapshot(folder).keys() {
            chown(folder.join(path), Some(NOBODY), Some(NOBODY))?;
            for above in Path::new(path).ancestors().skip(1) {
                chown(folder.join(above), Some(NOBODY), Some(NOBODY))?;
            }
        }
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.output()?;
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    let run = Run {
        stdout: text(output.stdout),
        stderr: text(output.stderr),
        code: output.status.code().expect("the program ends by itself"),
    };
    // What the test makes next is the test's again.
    if fs::metadata(folder)?.uid() == NOBODY {
        chown(folder, Some(0), Some(0))?;
    }
    Ok(run)
}

#[cfg(not(unix))]
fn as_other_user(_: &Path, _: &[&str]) -> std::io::Result<Run> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// Why nothing can be run as another user.
fn no_other_user() -> Option<String> {
    let site = bakery();
    match as_other_user(&site.path(""), &["--version"]) {
        Ok(run) if run.code == 0 => None,
        Ok(run) => Some(run.transcript()),
        Err(error) => Some(format!("cannot run as another user: {error}")),
    }
}

#[cfg(unix)]
fn mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
}

#[cfg(not(unix))]
fn mode(path: &Path, mode: u32) {
    panic!("'{}' to {mode}", path.display());
}

fn read_only() {
    let Built { site, .. } = built();
    let site = site.file("bread.md", bread("holes"));
    for folder in ["out/assets", "out"] {
        mode(&site.path(folder), 0o555);
    }
    let run = as_other_user(&site.path(""), &["build", "site", "--out", "out"]).expect("a run");
    assert_eq!(run.code, 0, "{}", run.transcript());
    assert!(text(&site.path("out/bread.html")).contains("holes"));
    let permissions = fs::metadata(site.path("out"))
        .expect("a folder")
        .permissions();
    assert!(permissions.readonly());
    assert_eq!(beside(&site.path("")), [""; 0]);
    mode(&site.path("out"), 0o755);
}

fn read_only_parent() {
    let site = bakery();
    fs::create_dir(site.path("disk")).expect("a folder");
    fine(&site, &["build", "site", "--out", "disk/out"]);
    let before = snapshot(&site.path("disk/out"));
    let site = site.file("bread.md", bread("holes"));
    mode(&site.path("disk"), 0o555);
    let run = as_other_user(&site.path(""), &["build", "site", "--out", "disk/out"]);
    let lock = site.path("disk/.out.prepbook-lock").canonicalize();
    assert!(lock.is_err());
    let disk = site.path("disk").canonicalize().expect("a folder");
    assert_eq!(
        run.expect("a run").transcript(),
        format!(
            "error: cannot create '{}': Permission denied (os error 13); the new site is made \
             beside the old one: name an output folder in a folder that may be written to\n\
             exit code: 3\n",
            disk.join(".out.prepbook-lock").display()
        )
    );
    assert_eq!(snapshot(&site.path("disk/out")), before);
    mode(&site.path("disk"), 0o755);
}

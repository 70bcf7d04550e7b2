//! Output folders that are links, read-only, or being read.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::Command;

use libtest_mimic::Trial;

use crate::outputs::{Built, beside, built, fine, refused, text};
use crate::run::Run;
use crate::site::snapshot;
use crate::{bakery, bread, plain};

/// The tests of this file, on Unix only.
pub fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
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

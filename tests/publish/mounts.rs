//! Output on file systems of its own: mount points, a full disk, a disk that cannot be written.
//!
//! Each test mounts in a namespace of its own, which ends with it. Where the system refuses that,
//! the tests are ignored.

use std::process::Command;

use libtest_mimic::Trial;

use crate::{bakery, plain};

/// The tests of this file.
pub fn trials() -> Vec<Trial> {
    let tests: [(&str, fn()); 5] = [
        (
            "a mounted disk as output is refused before anything is written",
            a_disk,
        ),
        (
            "a folder mounted elsewhere as output is refused",
            a_bind_mount,
        ),
        (
            "a folder of a mounted disk is a folder like others",
            inside_a_disk,
        ),
        ("a full disk leaves the old site", a_full_disk),
        ("a read-only disk is said", a_read_only_disk),
    ];
    let refusal = refusal();
    plain(&tests)
        .into_iter()
        .map(|trial| match &refusal {
            None => trial,
            Some(reason) => trial.with_kind(reason).with_ignored_flag(true),
        })
        .collect()
}

/// The command that gives a script its own view of the file systems.
fn unshared(script: &str) -> Command {
    let mut command = Command::new("unshare");
    command
        .args(["--mount", "--map-root-user", "sh", "-ec", script])
        .env("PREPBOOK", env!("CARGO_BIN_EXE_prepbook"))
        .env("NO_COLOR", "1");
    command
}

/// Why nothing can be mounted here.
fn refusal() -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let tried = unshared("mount -t tmpfs -o size=1m tmpfs .")
        .current_dir(folder.path())
        .output();
    match tried {
        Ok(output) if output.status.success() => None,
        Ok(output) => Some(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
        Err(error) => Some(format!("there is no unshare: {error}")),
    }
}

/// What a script beside a site prints. `build` builds into `disk/out` or where it is told, and
/// says how that ended; `look` lists what is in `disk` and whether the site is the one with gas.
fn said(script: &str) -> String {
    let site = bakery();
    let functions = r#"
        build() {
            code=0
            "$PREPBOOK" build site --out "${1:-disk/out}" 2>&1 || code=$?
            echo "exit code: $code"
        }
        look() {
            ls -A disk
            grep -o 'Yeast makes [a-z]*' disk/out/bread.html || true
        }
        mkdir disk
    "#;
    let output = unshared(&format!("{functions}\n{script}"))
        .current_dir(site.path(""))
        .output()
        .expect("a script");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let real = site.path("").canonicalize().expect("a folder");
    let said = text(output.stdout) + &text(output.stderr);
    said.replace(&*real.to_string_lossy(), "DIR")
}

const REFUSED: &str = "is a mount point or part of a container's image, which cannot be \
                       exchanged as a whole; name a folder inside it for the output";

fn a_disk() {
    assert_eq!(
        said("mount -t tmpfs tmpfs disk; build disk; ls -A . disk"),
        format!("error: 'disk' {REFUSED}\nexit code: 3\n.:\ndisk\nsite\n\ndisk:\n")
    );
}

fn a_bind_mount() {
    let script = "build | tail -1; mkdir volume; mount --bind disk/out volume; \
                  sed -i s/gas/holes/ site/bread.md; build volume; look; ls -A .";
    assert_eq!(
        said(script),
        format!(
            "exit code: 0\nerror: 'volume' {REFUSED}\nexit code: 3\n\
             out\nYeast makes gas\ndisk\nsite\nvolume\n"
        )
    );
}

fn inside_a_disk() {
    let script = "mount -t tmpfs tmpfs disk; build | tail -1; \
                  sed -i s/gas/holes/ site/bread.md; build | tail -1; look";
    assert_eq!(
        said(script),
        "exit code: 0\nexit code: 0\nout\nYeast makes holes\n"
    );
}

fn a_full_disk() {
    let script = "mount -t tmpfs -o size=1m tmpfs disk; build | tail -1; \
                  sed -i s/gas/holes/ site/bread.md; \
                  head -c 900000 /dev/zero > site/oven.bin; echo '[oven](oven.bin)' >> site/bread.md; \
                  build; look; \
                  rm site/oven.bin; build | tail -1; look";
    let said = said(script);
    let (full, after) = said
        .split_once("exit code: 3\n")
        .unwrap_or_else(|| panic!("it fitted:\n{said}"));
    assert!(
        full.starts_with("exit code: 0\nerror: cannot write 'DIR/disk/.out.prepbook-staging-")
            && full.ends_with(
                ": No space left on device (os error 28); the new site needs room beside the old \
                 one: make room, or name an output folder on another disk\n"
            ),
        "{full}"
    );
    assert_eq!(
        after,
        "out\nYeast makes gas\nexit code: 0\nout\nYeast makes holes\n"
    );
}

fn a_read_only_disk() {
    let script = "mount -t tmpfs tmpfs disk; build | tail -1; mount -o remount,ro disk; \
                  build; look; build disk/new";
    let refused = |name: &str| {
        format!(
            "error: cannot create 'DIR/disk/.{name}.prepbook-lock': Read-only file system \
             (os error 30); the new site is made beside the old one: name an output folder in a \
             folder that may be written to\nexit code: 3\n"
        )
    };
    assert_eq!(
        said(script),
        format!(
            "exit code: 0\n{}out\nYeast makes gas\n{}",
            refused("out"),
            refused("new")
        )
    );
}

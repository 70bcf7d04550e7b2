//! What it says on the terminal, when it looks again, and how it ends.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::os::unix::process::ExitStatusExt;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use super::{PATIENCE, Server, folder, prepbook, small};

#[test]
fn an_interrupt_ends_it_at_once_and_frees_the_port() {
    let folder = folder(&[("prepbook.yml", "title: Large\n")]);
    let content = folder.path().join("content");
    fs::create_dir(&content).expect("a folder");
    for number in 0..400 {
        let text = format!("# Q {number}\n\n```rust\nfn f{number}() {{}}\n```\n");
        fs::write(content.join(format!("{number}.md")), text).expect("a file");
    }
    let mut server = Server::of(folder.path());
    let tabs: Vec<_> = (0..20).map(|_| server.listen("0.html")).collect();
    let silent = server.connect();
    server.rest();
    // A build runs, or is about to.
    for number in 0..400 {
        fs::write(content.join(format!("{number}.md")), "# New\n").expect("a file");
    }
    thread::sleep(Duration::from_millis(30));
    server.signal(Signal::INT);
    let status = server.ended();
    // Shells and scripts learn that it was interrupted, and say 130.
    assert_eq!(status.signal(), Some(2), "{status}");
    TcpListener::bind(("127.0.0.1", server.port)).expect("the port is free");
    let again = Server::start(
        prepbook()
            .arg(folder.path())
            .arg(format!("--port={}", server.port)),
    );
    assert_eq!(again.get("/0.html").0, "200 OK");
    let garbage: Vec<_> = server.rest();
    assert!(
        garbage.iter().all(|line| line.starts_with("ready in ")),
        "{garbage:?}"
    );
    drop((tabs, silent));
}

#[test]
fn two_thousand_changed_files_make_one_or_two_rebuilds() {
    let folder = small();
    let content = folder.path().join("content");
    for number in 0..2000 {
        let path = content.join(format!("{}/{number}.md", number % 20));
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, format!("# Old {number}\n")).expect("a file");
    }
    let server = Server::of(folder.path());
    server.rest();
    for number in 0..2000 {
        // As Git does it: the old file goes, and the new one comes.
        let path = content.join(format!("{}/{number}.md", number % 20));
        fs::remove_file(&path).expect("a file");
        fs::write(&path, format!("# New {number}\n")).expect("a file");
    }
    server.line_with("ready in ");
    let begun = Instant::now();
    let mut rebuilds = 1;
    loop {
        let more = server.rest();
        rebuilds += more
            .iter()
            .filter(|line| line.starts_with("ready in "))
            .count();
        let (_, page) = server.get("/0/1980.html");
        if String::from_utf8_lossy(&page).contains("New 1980") && more.is_empty() {
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "it stays old");
    }
    assert!(rebuilds <= 2, "{rebuilds} rebuilds");
}

#[test]
fn an_output_folder_inside_the_content_makes_no_loop() {
    let folder = small();
    fs::write(
        folder.path().join("prepbook.yml"),
        "title: Small\noutput: content/public\n",
    )
    .expect("a file");
    let server = Server::of(folder.path());
    server.rest();
    let built = Command::new(env!("CARGO_BIN_EXE_prepbook"))
        .arg("build")
        .arg(folder.path())
        .output()
        .expect("a process");
    assert!(built.status.success());
    assert!(folder.path().join("content/public/a.html").is_file());
    assert_eq!(server.rest(), [""; 0]);
}

#[test]
fn trouble_is_said_once() {
    let folder = small();
    let server = Server::of(folder.path());
    server.rest();
    let page = folder.path().join("content/a.md");
    fs::write(&page, "# A\n\n[a link](nowhere.md)\n").expect("a file");
    server.line_with("1 warning");
    for number in 0..3 {
        let text = format!("# B\n\nAnother text, {number}.\n");
        fs::write(folder.path().join("content/b.md"), text).expect("a file");
        let said = server.rest();
        assert!(
            said.iter().all(|line| line.starts_with("ready in ")),
            "{said:?}"
        );
    }
    fs::write(folder.path().join("prepbook.yml"), "title: [\n").expect("a file");
    server.line_with("showing the last good guide");
    assert_eq!(server.get("/a.html").0, "200 OK");
    fs::write(folder.path().join("prepbook.yml"), "title: [\n# Still.\n").expect("a file");
    let said = server.rest();
    assert!(
        said.iter().all(|line| !line.contains("last good guide")),
        "{said:?}"
    );
    fs::write(folder.path().join("prepbook.yml"), "title: Mended\n").expect("a file");
    server.line_with("ready in ");
}

#[test]
fn a_share_is_compared() {
    let folder = small();
    let server = Server::start(prepbook().arg("--poll=0.2").arg(folder.path()));
    fs::write(folder.path().join("content/a.md"), "# A\n\nOther words.\n").expect("a file");
    server.line_with("ready in ");
    let refused = prepbook().arg("--poll=0").output().expect("a process");
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn an_unreadable_file_does_not_end_it() {
    use std::os::unix::fs::PermissionsExt;

    let folder = small();
    let server = Server::of(folder.path());
    server.rest();
    let page = folder.path().join("content/b.md");
    fs::set_permissions(&page, fs::Permissions::from_mode(0o000)).expect("permissions");
    fs::write(folder.path().join("content/c.md"), [0xff, 0xfe, 0x00]).expect("a file");
    symlink("nowhere", folder.path().join("content/d.md")).expect("a link");
    fs::create_dir(folder.path().join("content/e.md")).expect("a folder");
    server.line_with("ready in ");
    assert_eq!(server.get("/a.html").0, "200 OK");
}

/// With a limit of its own, in a namespace of its own, where the system allows that.
#[cfg(target_os = "linux")]
#[test]
fn without_watches_it_says_how_to_get_more_and_compares() {
    let limited = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "sh", "-c", script]);
        command
    };
    for name in ["watches", "instances"] {
        let limit = format!("echo 0 > /proc/sys/user/max_inotify_{name}");
        let allowed = limited(&limit).output();
        // Not every system lets a test have limits of its own.
        if !allowed.is_ok_and(|output| output.status.success()) {
            return;
        }
        let folder = small();
        let script = format!("{limit}; exec \"$0\" serve \"$1\"");
        let mut command = limited(&script);
        command
            .arg(env!("CARGO_BIN_EXE_prepbook"))
            .arg(folder.path());
        let server = Server::start(&mut command);
        let said = server.line_with("the system gives no more file watches");
        let way = format!("sudo sysctl fs.inotify.max_user_{name}=");
        assert!(said.contains(&way), "{said}");
        fs::write(folder.path().join("content/a.md"), "# A\n\nOther words.\n").expect("a file");
        server.line_with("ready in ");
    }
}

#[test]
fn ids_that_are_written_are_served_at_once() {
    let folder = folder(&[
        ("prepbook.yml", "title: Small\n"),
        ("content/a.md", "# A\n\n## Why?\n\n### Answer\n\nSo.\n"),
    ]);
    let server = Server::of(folder.path());
    let page = || String::from_utf8(server.get("/a.html").1).expect("UTF-8");
    assert!(page().contains("id=\"a--why\""));
    server.rest();
    for (line, id) in [
        ("kept - a.md why\n", "kept"),
        ("other - a.md why\n", "other"),
    ] {
        fs::write(folder.path().join("prepbook.ids"), line).expect("a file");
        server.line_with("ready");
        assert!(page().contains(&format!("id=\"{id}\"")), "{id}");
    }
    fs::remove_file(folder.path().join("prepbook.ids")).expect("a file");
    server.line_with("ready");
    assert!(page().contains("id=\"a--why\""));
}

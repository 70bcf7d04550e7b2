//! What is served: the site as `build` writes it, and nothing else.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use super::{Server, root, small};

#[test]
fn what_is_served_is_what_build_writes() {
    let mut sources = vec![root(), root().join("tests/fixtures/everything")];
    let reference = root().join("../shared/reference");
    sources.extend(Some(reference).filter(|folder| folder.is_dir()));
    for source in sources {
        let out = tempfile::tempdir().expect("a folder");
        let site = out.path().join("site");
        let built = Command::new(env!("CARGO_BIN_EXE_prepbook"))
            .args(["build", "--out"])
            .args([&site, &source])
            .output()
            .expect("a process");
        assert!(built.status.success(), "{}", source.display());
        let server = Server::of(&source);
        let mut compared = 0;
        for entry in walkdir::WalkDir::new(&site).into_iter().flatten() {
            let path = entry.path().strip_prefix(&site).expect("a path below");
            let path = path.to_str().expect("UTF-8");
            // What says that prepbook wrote the folder is no part of the site.
            if !entry.file_type().is_file() || path == ".prepbook-output" {
                continue;
            }
            let written = fs::read(entry.path()).expect("a file");
            let (status, served) = server.get(&format!("/{}", encoded(path)));
            assert_eq!(status, "200 OK", "{path}");
            let served = if path.ends_with(".html") {
                without_script(&served)
            } else {
                served
            };
            assert!(served == written, "{path} of {} differs", source.display());
            compared += 1;
        }
        assert!(compared > 10, "{compared} files of {}", source.display());
    }
}

fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let encode = |byte: u8| match plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    path.bytes().map(encode).collect()
}

/// The page without the one tag that the server adds.
fn without_script(page: &[u8]) -> Vec<u8> {
    let page = std::str::from_utf8(page).expect("UTF-8");
    let begin = page
        .rfind("<script src=\"/__prepbook/live.js\"")
        .expect("a tag");
    let end = begin + page[begin..].find("</script>").expect("an end") + "</script>".len();
    format!("{}{}", &page[..begin], &page[end..]).into_bytes()
}

#[test]
fn a_link_out_of_the_site_is_neither_served_nor_published() {
    let folder = small();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("secret.txt"), "hidden words").expect("a file");
    fs::create_dir(path("secrets")).expect("a folder");
    fs::write(path("secrets/deep.txt"), "hidden words").expect("a file");
    fs::create_dir_all(path("static")).expect("a folder");
    fs::write(path("content/plain.txt"), "plain").expect("a file");
    symlink(path("secret.txt"), path("content/out.txt")).expect("a link");
    symlink(path("secrets"), path("content/folder")).expect("a link");
    symlink(path("secret.txt"), path("static/out.txt")).expect("a link");
    symlink(path("secrets"), path("static/folder")).expect("a link");
    symlink("plain.txt", path("content/inside.txt")).expect("a link");
    fs::write(
        path("content/a.md"),
        "# A\n\n[one](out.txt) [two](folder/deep.txt) [three](inside.txt) [four](plain.txt)\n",
    )
    .expect("a file");
    let server = Server::of(folder.path());
    for target in [
        "/out.txt",
        "/folder/deep.txt",
        "/static/out.txt",
        "/files/out.txt",
    ] {
        let (status, body) = server.get(target);
        assert_eq!(status, "404 Not Found", "{target}");
        assert!(!String::from_utf8_lossy(&body).contains("hidden words"));
    }
    let (status, body) = server.get("/inside.txt");
    assert_eq!((&*status, &*body), ("200 OK", &b"plain"[..]));
    // A file that becomes such a link is gone with the next look.
    server.rest();
    fs::remove_file(path("content/plain.txt")).expect("a file");
    symlink(path("secret.txt"), path("content/plain.txt")).expect("a link");
    server.line_with("warning");
    assert_eq!(server.get("/plain.txt").0, "404 Not Found");

    let out = folder.path().join("out");
    let built = Command::new(env!("CARGO_BIN_EXE_prepbook"))
        .arg("build")
        .arg(folder.path())
        .arg("--out")
        .arg(&out)
        .output()
        .expect("a process");
    assert!(built.status.success());
    for entry in walkdir::WalkDir::new(&out).into_iter().flatten() {
        assert!(!entry.path_is_symlink());
        if entry.file_type().is_file() {
            let bytes = fs::read(entry.path()).expect("a file");
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("hidden words"), "{}", entry.path().display());
        }
    }
}

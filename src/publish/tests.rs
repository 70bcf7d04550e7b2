//! Whole runs on real folders.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::time::{Duration, UNIX_EPOCH};

use tempfile::TempDir;

use super::{Change, Destination, Publication, PublishError};
use crate::pipeline::ArtifactSink;
use crate::render::Artifact;
use crate::source::Digest;
use crate::source::inputs::OUTPUT_MARKER;

struct Output {
    folder: TempDir,
}

impl Output {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    fn publish(&self, files: &[(&str, &str)]) -> Result<Counts, PublishError> {
        publish(&site(files), &self.out())
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.out().join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        fs::write(file, text).expect("a file");
    }

    /// Every file of the output by path; folders end in `/`.
    fn tree(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        walk(&self.out(), "", &mut found);
        found
    }

    /// Every file of the output but the marker.
    fn files(&self) -> Vec<String> {
        let mut tree = self.tree();
        tree.remove(OUTPUT_MARKER);
        tree.into_keys().collect()
    }

    /// What stands beside the output.
    fn beside(&self) -> Vec<String> {
        fs::read_dir(self.folder.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.into_string().expect("a name"))
            .filter(|name| name != "public")
            .collect()
    }
}

fn walk(folder: &Path, path: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = format!("{path}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            found.insert(format!("{name}/"), String::new());
            walk(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read_to_string(entry.path()).expect("a text"));
        }
    }
}

fn site(files: &[(&str, &str)]) -> Vec<Artifact> {
    files
        .iter()
        .map(|(path, text)| Artifact::new(*path, text.as_bytes()))
        .collect()
}

/// Files by what became of them: new, changed, unchanged, removed.
type Counts = [usize; 4];

fn publish(artifacts: &[Artifact], out: &Path) -> Result<Counts, PublishError> {
    let mut publication = Publication::begin(&Destination {
        out,
        edition: None,
        sources: &[],
    })?;
    for artifact in artifacts {
        publication.put(artifact.clone());
    }
    let published = publication.finish()?;
    let changes = [
        Change::New,
        Change::Changed,
        Change::Unchanged,
        Change::Removed,
    ];
    Ok(changes.map(|change| published.count(change)))
}

#[test]
fn the_first_run_writes_files_and_the_marker_and_nothing_beside() {
    let output = Output::new();
    let published = output.publish(&[("index.html", "home"), ("a/b.html", "page")]);
    assert_eq!(published.expect("a site"), [2, 0, 0, 0]);
    let marker = format!(
        "prepbook output 1\n{}  a/b.html\n{}  index.html\n",
        Digest::of(b"page"),
        Digest::of(b"home")
    );
    let expected = [
        (OUTPUT_MARKER, &*marker),
        ("a/", ""),
        ("a/b.html", "page"),
        ("index.html", "home"),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()));
    assert_eq!(output.tree(), BTreeMap::from(expected));
    if cfg!(unix) {
        assert_eq!(output.beside(), [""; 0]);
    }
}

#[test]
fn the_second_run_counts_what_it_changed() {
    let output = Output::new();
    output
        .publish(&[("index.html", "home"), ("a/b.html", "page"), ("c.html", "")])
        .expect("a site");
    let published = output.publish(&[("index.html", "home"), ("c.html", "new"), ("d.html", "")]);
    assert_eq!(published.expect("a site"), [1, 1, 1, 1]);
    assert_eq!(output.files(), ["c.html", "d.html", "index.html"]);
}

#[test]
fn what_others_put_there_is_carried_over() {
    let output = Output::new();
    output
        .publish(&[("index.html", "home"), ("a/b.html", "page")])
        .expect("a site");
    output.write("CNAME", "guide.example");
    output.write("a/notes.txt", "mine");
    output.write(".git/HEAD", "ref: refs/heads/pages");
    fs::create_dir_all(output.out().join(".git/refs/tags")).expect("a folder");
    output.publish(&[("index.html", "new")]).expect("a site");
    assert_eq!(
        output.files(),
        [
            ".git/",
            ".git/HEAD",
            ".git/refs/",
            ".git/refs/tags/",
            "CNAME",
            "a/",
            "a/notes.txt",
            "index.html"
        ]
    );
    assert_eq!(output.tree()["CNAME"], "guide.example");
}

#[test]
fn the_folder_of_a_removed_page_vanishes_with_it() {
    let output = Output::new();
    output
        .publish(&[("index.html", "home"), ("a/b/c.html", "page")])
        .expect("a site");
    output.publish(&[("index.html", "home")]).expect("a site");
    assert_eq!(output.files(), ["index.html"]);
}

#[test]
fn a_foreign_file_is_not_overwritten_by_another_of_its_name() {
    let output = Output::new();
    output.publish(&[("index.html", "home")]).expect("a site");
    output.write("robots.txt", "mine");
    let before = output.tree();
    let error = output
        .publish(&[("index.html", "new"), ("robots.txt", "theirs")])
        .expect_err("a collision");
    assert!(matches!(error, PublishError::Collision { .. }), "{error}");
    assert_eq!(output.tree(), before);
    output
        .publish(&[("index.html", "new"), ("robots.txt", "mine")])
        .expect("equal bytes do not collide");
}

#[test]
fn a_foreign_folder_is_refused_with_a_way_out() {
    let output = Output::new();
    output.write("thesis.txt", "years of work");
    let error = output
        .publish(&[("index.html", "home")])
        .expect_err("refused");
    assert_eq!(
        error.to_string(),
        format!(
            "'{}' holds files that prepbook did not write; \
             name another output folder, or empty this one",
            output.out().display()
        )
    );
    assert_eq!(output.files(), ["thesis.txt"]);
}

#[test]
fn an_empty_folder_is_taken_and_a_file_is_not() {
    let output = Output::new();
    fs::create_dir(output.out()).expect("a folder");
    output.publish(&[("index.html", "home")]).expect("a site");

    let file = output.folder.path().join("file");
    fs::write(&file, "text").expect("a file");
    let error = publish(&site(&[("index.html", "home")]), &file).expect_err("refused");
    assert!(matches!(error, PublishError::NotAFolder { .. }), "{error}");
    assert_eq!(fs::read_to_string(file).expect("a text"), "text");
}

#[test]
fn equal_files_keep_their_time_and_edited_ones_are_mended() {
    let output = Output::new();
    let files = [("index.html", "home"), ("a.html", "a")];
    output.publish(&files).expect("a site");
    let long_ago = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for (path, _) in files {
        let file = fs::File::options()
            .write(true)
            .open(output.out().join(path));
        file.and_then(|file| file.set_modified(long_ago))
            .expect("a time");
    }
    output.write("a.html", "b");
    let published = output.publish(&[("index.html", "home"), ("a.html", "a"), ("n.html", "")]);
    assert_eq!(published.expect("a site"), [1, 1, 1, 0]);
    let time = |path| {
        fs::metadata(output.out().join(path))
            .and_then(|file| file.modified())
            .expect("a time")
    };
    assert_eq!(time("index.html"), long_ago);
    assert!(time("a.html") > long_ago);
    assert_eq!(output.tree()["a.html"], "a");
}

#[cfg(unix)]
#[test]
fn a_run_that_changes_nothing_leaves_the_folder_itself_alone() {
    use std::os::unix::fs::MetadataExt;
    let output = Output::new();
    let inode = || fs::metadata(output.out()).expect("a folder").ino();
    output.publish(&[("index.html", "home")]).expect("a site");
    let before = inode();
    let published = output.publish(&[("index.html", "home")]);
    assert_eq!(published.expect("a site"), [0, 0, 1, 0]);
    assert_eq!(inode(), before);
}

#[test]
fn a_failure_leaves_the_old_site_byte_for_byte() {
    let output = Output::new();
    output
        .publish(&[("index.html", "home"), ("gone.html", "soon")])
        .expect("a site");
    output.write("CNAME", "guide.example");
    let before = output.tree();
    let bad = [
        Artifact::copy("a.png", output.folder.path().join("missing.png")),
        Artifact::new("../escape.html", *b""),
        Artifact::new("/absolute.html", *b""),
        Artifact::new("a//b.html", *b""),
        Artifact::new("a\\b.html", *b""),
        Artifact::new("a\nb.html", *b""),
        Artifact::new(OUTPUT_MARKER, *b""),
        Artifact::new("index.html", *b"twice"),
        Artifact::new("index.html/below", *b"a file is a folder"),
    ];
    for artifact in bad {
        let mut artifacts = site(&[("index.html", "new")]);
        artifacts.push(artifact.clone());
        publish(&artifacts, &output.out()).expect_err(&artifact.path);
        assert_eq!(output.tree(), before, "{}", artifact.path);
        if cfg!(unix) {
            assert_eq!(output.beside(), [""; 0], "{}", artifact.path);
        }
    }
}

#[test]
fn attachments_are_copied() {
    let output = Output::new();
    let picture = output.folder.path().join("picture.png");
    fs::write(&picture, "pixels").expect("a file");
    publish(&[Artifact::copy("img/p.png", picture)], &output.out()).expect("a site");
    assert_eq!(output.tree()["img/p.png"], "pixels");
}

#[test]
fn a_site_stands_while_every_file_of_it_is_as_it_was_written() {
    let output = Output::new();
    let picture = output.folder.path().join("picture.png");
    fs::write(&picture, "pixels").expect("a file");
    let mut artifacts = site(&[("index.html", "home"), ("a/b.html", "page")]);
    artifacts.push(Artifact::copy("p.png", picture.clone()));
    let begin = || {
        Publication::begin(&Destination {
            out: &output.out(),
            edition: None,
            sources: &[],
        })
        .expect("a publication")
    };
    let none = begin().stands(Digest::of(b""), &BTreeMap::new());
    assert_eq!(none, None, "no folder");
    let mut publication = begin();
    for artifact in &artifacts {
        publication.put(artifact.clone());
    }
    let manifest = publication.finish().expect("a site").manifest;
    let marker = fs::read(output.out().join(OUTPUT_MARKER)).expect("a marker");
    assert_eq!(manifest, Digest::of(&marker));

    let copies = BTreeMap::from([("p.png".to_owned(), picture.clone())]);
    let stands = || begin().stands(manifest, &copies);
    let published = stands().expect("it stands");
    assert_eq!(
        (published.first, published.count(Change::Unchanged)),
        (false, 3)
    );
    // What the build would say that is left out.
    let mut publication = begin();
    for artifact in artifacts {
        publication.put(artifact);
    }
    assert_eq!(publication.finish().expect("a site"), published);

    assert_eq!(begin().stands(Digest::of(b"other"), &copies), None);
    let missing = BTreeMap::from([("q.png".to_owned(), picture.clone())]);
    assert_eq!(begin().stands(manifest, &missing), None);
    for (file, right) in [
        (output.out().join("index.html"), "home"),
        (output.out().join("a/b.html"), "page"),
        (output.out().join("p.png"), "pixels"),
        (picture, "pixels"),
    ] {
        fs::write(&file, right.to_uppercase()).expect("written");
        assert_eq!(stands(), None, "{}", file.display());
        fs::remove_file(&file).expect("removed");
        assert_eq!(stands(), None, "{}", file.display());
        fs::write(&file, right).expect("written");
        assert_eq!(stands().as_ref(), Some(&published));
    }
    output.write("CNAME", "guide.example");
    assert_eq!(stands(), Some(published));
}

#[test]
fn what_a_crashed_run_left_is_deleted() {
    let output = Output::new();
    output.publish(&[("index.html", "home")]).expect("a site");
    let left = output.folder.path().join(".public.prepbook-staging-99999");
    fs::create_dir(&left).expect("a folder");
    let other = output.folder.path().join(".public2.prepbook-staging-99999");
    fs::create_dir(&other).expect("a folder");
    output.publish(&[("index.html", "new")]).expect("a site");
    assert!(!left.exists());
    assert!(other.exists());
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_followed_and_stays() {
    let output = Output::new();
    let real = output.folder.path().join("elsewhere/real");
    std::os::unix::fs::symlink("elsewhere/real", output.out()).expect("a link");
    for text in ["home", "new"] {
        output.publish(&[("index.html", text)]).expect("a site");
        assert!(output.out().is_symlink());
        assert_eq!(
            fs::read_to_string(real.join("index.html")).expect("a page"),
            text
        );
    }
}

#[test]
fn a_damaged_marker_stops_the_run() {
    let output = Output::new();
    output.write(OUTPUT_MARKER, "prepbook output 2\n");
    output.write("index.html", "from the future");
    let error = output
        .publish(&[("index.html", "home")])
        .expect_err("refused");
    assert!(matches!(error, PublishError::Marker { .. }), "{error}");
    assert_eq!(output.tree()["index.html"], "from the future");
}

#[test]
fn of_runs_at_once_each_is_whole_or_told_that_it_is_busy() {
    let output = Output::new();
    let files: Vec<_> = (0..200).map(|n| (format!("{n}.html"), n)).collect();
    let start = Barrier::new(2);
    let results = std::thread::scope(|scope| {
        let runs = ["one", "two"].map(|text| {
            let (output, files, start) = (&output, &files, &start);
            scope.spawn(move || {
                let artifacts: Vec<_> = files
                    .iter()
                    .map(|(path, _)| Artifact::new(&**path, text.as_bytes()))
                    .collect();
                start.wait();
                publish(&artifacts, &output.out())
            })
        });
        runs.map(|run| run.join().expect("no panic"))
    });
    assert!(results.iter().any(Result::is_ok));
    for result in &results {
        assert!(
            matches!(result, Ok(_) | Err(PublishError::Busy { .. })),
            "{result:?}"
        );
    }
    let mut tree = output.tree();
    tree.remove(OUTPUT_MARKER);
    assert_eq!(tree.len(), 200);
    let texts: BTreeSet<_> = tree.into_values().collect();
    assert_eq!(texts.len(), 1);
}

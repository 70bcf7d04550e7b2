//! A build whose last one was made of the same only looks whether its site still stands. Nobody sees
//! a difference: every build is compared with one of a twin site, by a program that keeps nothing.

#[path = "support/run.rs"]
mod run;
#[path = "support/site.rs"]
mod site;
#[path = "support/twins.rs"]
mod twins;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use proptest::prelude::{ProptestConfig, proptest};
use proptest::{collection, sample};
use run::Run;
use site::snapshot;
use twins::{BUILD, Twins, Was, flip, records, remove_or_write};

const FORMATS: [&str; 5] = ["human", "short", "json", "github", "gitlab"];

use Was::{Built, Recalled};

/// What can be done to a site and its output folder, and what the next build is.
type Edit = (&'static str, Was, fn(&Path));

/// Each can be done at any time, and most take themselves back the next time.
const EDITS: &[Edit] = &[
    ("nothing", Recalled, |_| {}),
    ("a document's text", Built, |at| {
        flip(at.join("site/content/bread.md"), b"gas", b"air");
    }),
    ("bytes that are no text", Built, |at| {
        flip(
            at.join("site/content/bread.md"),
            "\u{fffd}".as_bytes(),
            b"\xff",
        );
    }),
    ("another document", Built, |at| {
        remove_or_write(
            at.join("site/content/rye.md"),
            b"# Rye\n\n### Why?\n\nSo.\n",
        );
    }),
    ("a document's name", Built, |at| {
        let [one, other] =
            ["draft", "later"].map(|name| at.join(format!("site/content/{name}.md")));
        let moved = fs::rename(&one, &other).or_else(|_| fs::rename(&other, &one));
        moved.expect("renamed");
    }),
    ("a picture", Built, |at| {
        flip(at.join("site/content/loaf.svg"), b"1", b"2");
    }),
    ("a file that is not copied", Recalled, |at| {
        flip(at.join("site/content/notes.txt"), b"1", b"2");
    }),
    ("another file to link to", Built, |at| {
        remove_or_write(at.join("site/content/more.txt"), b"more");
    }),
    ("a file of static", Built, |at| {
        flip(at.join("site/static/robots.txt"), b"1", b"2");
    }),
    ("another file of static", Built, |at| {
        remove_or_write(at.join("site/static/CNAME"), b"guide.example\n");
    }),
    ("a style of the theme", Built, |at| {
        flip(at.join("site/themes/default/css/95-own.css"), b"1", b"2");
    }),
    ("a template", Built, |at| {
        let template = "site/themes/default/templates/partials/home-progress.html";
        flip(at.join(template), b"1", b"2");
    }),
    ("a broken template", Built, |at| {
        let template = "site/themes/default/templates/partials/topics.html";
        remove_or_write(at.join(template), b"{#- Bad. -#}\n{% broken\n");
    }),
    ("a font of the theme", Built, |at| {
        flip(at.join("site/themes/default/assets/font.woff2"), b"1", b"2");
    }),
    ("words of the theme", Built, |at| {
        fs::create_dir_all(at.join("site/themes/default/strings")).expect("a folder");
        remove_or_write(
            at.join("site/themes/default/strings/en.yml"),
            b"search: Find\n",
        );
    }),
    ("the configuration", Built, |at| {
        flip(at.join("site/prepbook.yml"), b"Bread", b"Loafs");
    }),
    ("an error", Built, |at| {
        flip(at.join("site/prepbook.yml"), b"title", b"titel");
    }),
    ("the ids", Built, |at| {
        remove_or_write(
            at.join("site/prepbook.ids"),
            b"dough - bread.md why does dough rise\n",
        );
    }),
    ("what git ignores", Built, |at| {
        remove_or_write(at.join("site/content/.gitignore"), b"rye.md\n");
    }),
    ("a page in the output", Built, |at| {
        flip(at.join("out/index.html"), b"<body", b"<BODY");
    }),
    ("a page that is gone", Built, |at| {
        let _ = fs::remove_file(at.join("out/index.html"));
    }),
    ("a picture in the output", Built, |at| {
        flip(at.join("out/loaf.svg"), b"id", b"ID");
    }),
    ("a file of others in the output", Recalled, |at| {
        remove_or_write(at.join("out/humans.txt"), b"Ann\n");
    }),
    ("the list of files", Built, |at| {
        let list = at.join("out/.prepbook-output");
        if let Ok(text) = fs::read_to_string(&list) {
            let lines = text.lines().filter(|line| !line.ends_with("  index.html"));
            let lines: Vec<&str> = lines.collect();
            fs::write(list, lines.join("\n") + "\n").expect("written");
        }
    }),
    ("the output", Built, |at| {
        let _ = fs::remove_dir_all(at.join("out"));
    }),
];

#[test]
fn after_each_change_there_is_a_build_and_after_that_there_is_none() {
    let twins = Twins::new();
    assert_eq!(twins.build(&[]), Built);
    for (what, was, edit) in EDITS {
        // An error has to be taken back before anything can be recalled.
        let times = if matches!(*what, "an error" | "a broken template") {
            2
        } else {
            1
        };
        for time in 0..times {
            twins.edit(edit);
            let expected = if time == 0 { *was } else { Recalled };
            assert_eq!(twins.build(&[]), expected, "{what}");
        }
        assert_eq!(twins.build(&[]), Recalled, "{what}, again");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_page_is_no_page() {
    let twins = Twins::new();
    twins.build(&[]);
    twins.edit(|at| {
        let page = at.join("out/bread.html");
        fs::rename(&page, at.join("page")).expect("moved");
        std::os::unix::fs::symlink("../page", page).expect("a link");
    });
    assert_eq!(twins.build(&[]), Built);
    let page = fs::symlink_metadata(twins.cached.path("out/bread.html")).expect("a page");
    assert!(page.is_file());
}

#[test]
fn what_is_typed_counts_and_how_the_site_is_named_does_not() {
    let twins = Twins::new();
    assert_eq!(twins.build(&[]), Built);
    for more in [
        &["--drafts"][..],
        &["--base-url", "https://guide.example/"],
        &[],
    ] {
        assert_eq!(twins.build(more), Built, "{more:?}");
        assert_eq!(twins.build(more), Recalled, "{more:?}");
    }
    // There is a warning, so this one fails and leaves the site.
    assert_eq!(twins.build(&["--strict"]), Built);
    assert_eq!(twins.build(&[]), Recalled);
    // Another edition is refused this folder, and has a record with its own.
    assert_eq!(twins.build(&["--edition", "candidate"]), Built);
    let candidate = ["build", "site", "--edition", "candidate"];
    assert_eq!(twins.build_in("", &candidate), Built);
    assert_eq!(twins.build(&[]), Recalled);
    assert_eq!(twins.build_in("", &candidate), Recalled);

    // The report has paths that can be opened from there.
    assert_eq!(
        twins.build_in("site", &["build", "--out", "../out"]),
        Recalled
    );
    let deep = ["build", "..", "--out", "../../out"];
    assert_eq!(twins.build_in("site/content", &deep), Recalled);
    assert_eq!(
        twins.build_in("", &["build", "./site/../site", "--out", "./out"]),
        Recalled
    );
}

#[test]
fn one_file_is_a_site_as_well() {
    let twins = Twins::new();
    let one = ["build", "site/content/bread.md", "--out", "out"];
    assert_eq!(twins.build_in("", &one), Built);
    assert_eq!(twins.build_in("", &one), Recalled);
    twins.edit(|at| flip(at.join("site/content/loaf.svg"), b"1", b"2"));
    assert_eq!(twins.build_in("", &one), Built);
    twins.edit(|at| flip(at.join("site/content/draft.md"), b"Later", b"Never"));
    assert_eq!(twins.build_in("", &one), Recalled);
}

#[test]
fn diagnostics_are_said_in_every_format() {
    let twins = Twins::new();
    assert_eq!(twins.build(&[]), Built);
    for format in FORMATS {
        assert_eq!(twins.build(&["--format", format]), Recalled, "{format}");
    }
    let run = Run::with_cache(&twins.cached.path(""), &twins.cache(), &BUILD);
    assert_eq!(
        run.transcript(),
        "\
warning[broken-link]: there is no file 'nowhere.md'
 --> site/content/bread.md:7:38
  |
7 | Yeast makes gas \u{fffd}. ![Loaf](loaf.svg) [More](nowhere.md)
  |                                      ^^^^^^^^^^^^^^^^^^
  |
  = help: correct the path, or add the file

1 warning
built 5 pages of 1 document into out (nothing changed)
exit code: 0
"
    );
}

#[cfg(unix)]
#[test]
fn nothing_is_touched() {
    use std::os::unix::fs::MetadataExt;
    let twins = Twins::new();
    twins.build(&[]);
    let out = twins.cached.path("out");
    let about = || {
        let mut files: Vec<PathBuf> = snapshot(&out)
            .into_keys()
            .flat_map(|path| {
                let file = out.join(path);
                [file.parent().expect("a folder").to_owned(), file]
            })
            .collect();
        files.sort();
        let about = |file: &PathBuf| {
            let about = fs::metadata(file).expect("there");
            let changed = (about.ctime(), about.ctime_nsec());
            (about.ino(), about.mtime(), about.mtime_nsec(), changed)
        };
        files.iter().map(about).collect::<Vec<_>>()
    };
    let before = about();
    let record = fs::read(twins.record()).expect("a record");
    assert_eq!(twins.build(&[]), Recalled);
    assert!(about() == before);
    assert!(fs::read(twins.record()).expect("a record") == record);
    // No folder beside is left, either.
    assert_eq!(snapshot(&twins.plain.path("")).len(), {
        let with = snapshot(&twins.cached.path("")).into_keys();
        with.filter(|path| !path.starts_with("cache/")).count()
    });
}

#[test]
fn a_record_that_is_damaged_or_anothers_is_none() {
    let twins = Twins::new();
    twins.build(&[]);
    let record = twins.record();
    let whole = fs::read(&record).expect("a record");
    let other = Twins::new();
    other.edit(|at| flip(at.join("site/content/bread.md"), b"gas", b"air"));
    other.build(&[]);
    let foreign = fs::read(other.record()).expect("a record");
    let mut bad = vec![
        Vec::new(),
        foreign,
        whole[..whole.len() - 1].to_vec(),
        whole[..20].to_vec(),
        [&whole[..], b"x"].concat(),
    ];
    for at in [0, 8, 23, 24, 39, 40, 60, whole.len() - 1] {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        bad.push(damaged);
    }
    for bytes in bad {
        fs::write(&record, bytes).expect("written");
        assert_eq!(twins.build(&[]), Built);
        assert!(fs::read(&record).expect("a record") == whole);
    }
    fs::remove_file(&record).expect("removed");
    assert_eq!(twins.build(&[]), Built);
    assert_eq!(twins.build(&[]), Recalled);
}

#[test]
fn another_program_builds() {
    let twins = Twins::new();
    twins.build(&[]);
    let newer = twins.cached.path("newer");
    let mut bytes = fs::read(env!("CARGO_BIN_EXE_prepbook")).expect("the program");
    // No system reads what stands behind a program.
    bytes.push(0);
    fs::write(&newer, bytes).expect("written");
    let permissions = fs::metadata(env!("CARGO_BIN_EXE_prepbook")).expect("the program");
    fs::set_permissions(&newer, permissions.permissions()).expect("permissions");
    let run = || {
        Command::new(&newer)
            .args(BUILD)
            .arg("--timings")
            .current_dir(twins.cached.path(""))
            .env("XDG_CACHE_HOME", twins.cache())
            .output()
    };
    let recalled = || {
        let output = loop {
            match run() {
                // Another test that starts a process has the file open for a moment.
                Err(error) if error.kind() == ErrorKind::ExecutableFileBusy => {}
                output => break output.expect("the program starts"),
            }
        };
        let said = String::from_utf8(output.stderr).expect("text");
        assert!(said.contains("into out (nothing changed)\n"), "{said}");
        !said.contains("\nrender ")
    };
    assert!(!recalled());
    assert!(recalled());
    assert_eq!(twins.build(&[]), Built);
}

#[test]
fn without_a_cache_nothing_is_read_and_nothing_written() {
    let twins = Twins::new();
    let none = [&BUILD[..], &["--no-cache", "--timings"]].concat();
    let run = || Run::with_cache(&twins.cached.path(""), &twins.cache(), &none);
    assert_eq!(run().code, 0);
    assert!(!twins.cache().exists());
    twins.plain.run(&none);
    assert_eq!(twins.build(&[]), Built);
    let before = fs::metadata(twins.record()).expect("a record").modified();
    let again = run().stderr;
    assert!(again.contains("\nrender ") && !again.contains("\nrecall "));
    let after = fs::metadata(twins.record()).expect("a record").modified();
    assert_eq!(before.expect("a time"), after.expect("a time"));
}

#[test]
fn a_folder_that_cannot_be_written_is_nobodys_trouble() {
    let twins = Twins::new();
    fs::write(twins.cache(), "a file in the way").expect("written");
    for _ in 0..2 {
        assert_eq!(twins.build(&[]), Built);
    }
}

#[test]
fn of_builds_at_once_each_is_right_or_told_that_the_folder_is_busy() {
    let twins = Twins::new();
    let at_once = |outs: [&str; 4]| {
        let start = |out: &str| {
            let process = Command::new(env!("CARGO_BIN_EXE_prepbook"))
                .args(["build", "site", "--out", out, "--format", "github"])
                .current_dir(twins.cached.path(""))
                .env("XDG_CACHE_HOME", twins.cache())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn();
            process.expect("the program starts")
        };
        let processes = outs.map(start);
        for process in processes {
            let output = process.wait_with_output().expect("it ends");
            let said = String::from_utf8(output.stderr).expect("text");
            let busy = said.contains("another prepbook");
            let code = if busy { 3 } else { 0 };
            assert_eq!(output.status.code(), Some(code), "{said}");
        }
    };
    for _ in 0..2 {
        at_once(["out"; 4]);
        at_once(["out", "a", "b", "out"]);
        at_once(["a", "b", "a", "out"]);
        twins.plain.run(&BUILD);
        let expected = snapshot(&twins.plain.path("out"));
        for out in ["out", "a", "b"] {
            assert!(snapshot(&twins.cached.path(out)) == expected, "{out}");
        }
        assert_eq!(records(&twins.cache()).len(), 3);
        assert_eq!(twins.build(&[]), Recalled);
        twins.edit(|at| flip(at.join("site/content/bread.md"), b"gas", b"air"));
    }
    assert_eq!(twins.build(&[]), Built);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(12) })]

    #[test]
    fn no_history_shows(steps in collection::vec((
        sample::subsequence(EDITS, 0..=2),
        sample::select(&FORMATS[..]),
        sample::select(&["--format=human", "--drafts", "--strict"][..]),
    ), 2..6)) {
        let twins = Twins::new();
        twins.build(&[]);
        for (edits, format, more) in steps {
            for (_, _, edit) in edits {
                twins.edit(edit);
            }
            twins.build(&["--format", format, more]);
        }
    }
}

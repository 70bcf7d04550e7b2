//! Nasty input: no file and no folder makes the program panic, hang, or take more than it is worth.
//!
//! The targets of `fuzz/` run here over the files of `tests/nasty/`, over generated texts, and over
//! texts that grow in one way each. No test asserts a time: what is quadratic is seen by a test that
//! takes minutes, because sizes are chosen for that.
//!
//! Longer than most files, because each way of being nasty is named.

#![expect(
    clippy::print_stdout,
    reason = "a test that fails, or is killed, says of which text"
)]

#[path = "support/run.rs"]
#[expect(dead_code, reason = "shared with tests that compare whole transcripts")]
mod run;
#[path = "support/site.rs"]
mod site;
#[path = "support/soup.rs"]
mod soup;
#[path = "../fuzz/targets.rs"]
mod targets;

use std::fmt::Write;
use std::fs;
use std::path::Path;

use proptest::prelude::{ProptestConfig, any, proptest};
use proptest::{collection, sample};

use site::Site;
use targets::TARGETS;

/// Every file of `tests/nasty/` by its name.
fn nasty_files() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/nasty");
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .expect("the nasty files")
        .map(|entry| {
            let path = entry.expect("a nasty file").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            (name.into_owned(), fs::read(&path).expect("a nasty file"))
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_target_takes_every_nasty_file() {
    let files = nasty_files();
    assert!(files.len() > 25);
    for (name, bytes) in &files {
        for (target, body) in TARGETS {
            println!("{target} of {name}");
            body(bytes);
        }
    }
    println!("build of all");
    let all: Vec<&[u8]> = files.iter().map(|(_, bytes)| bytes.as_slice()).collect();
    for some in all.chunks(16) {
        targets::build(&some.join(&12));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_can_be_front_matter_and_files(bytes in collection::vec(any::<u8>(), 0..200)) {
        targets::front_matter(&bytes);
        targets::build(&bytes);
    }

    #[test]
    fn texts_without_sense_can_be_guides(
        files in collection::vec(soup::file(), 1..4),
        cut in any::<sample::Index>(),
    ) {
        let all = files.join("\u{c}");
        targets::import(files[0].as_bytes());
        targets::build(all.as_bytes());
        targets::parse(&all.as_bytes()[..cut.index(all.len() + 1)]);
    }

    #[test]
    fn nasty_files_with_damage_can_be_guides(
        at in any::<sample::Index>(),
        from in any::<sample::Index>(),
        to in any::<sample::Index>(),
        times in 1..6_usize,
    ) {
        let files = nasty_files();
        let (_, bytes) = &files[at.index(files.len())];
        let (a, b) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
        let (a, b) = (a.min(b), a.max(b));
        let damaged = [&bytes[..a], &bytes[a..b].repeat(times), &bytes[a..]].concat();
        targets::build(&damaged);
    }
}

/// One piece many times.
fn many(piece: &str, times: usize) -> String {
    piece.repeat(times)
}

/// A line for each number.
fn numbered(times: usize, line: impl Fn(usize) -> String) -> String {
    (1..=times).map(line).collect()
}

/// Texts that grow in one way each.
fn growing(size: usize) -> Vec<(&'static str, String)> {
    let n = size;
    vec![
        ("quotes in quotes", many("> ", n) + "x\n"),
        (
            "quotes on lines",
            numbered(n.min(300), |depth| many(">", depth) + " x\n"),
        ),
        ("lists in lists", many("- ", n) + "x\n"),
        ("numbers in numbers", many("1. ", n) + "x\n"),
        (
            "lists on lines",
            numbered(n.min(1000), |depth| many("  ", depth) + "- x\n"),
        ),
        ("open brackets", many("[", n)),
        ("links in links", many("[", n) + "x" + &many("](a)", n)),
        ("images in images", many("![", n) + "x" + &many("](a)", n)),
        ("emphasis in emphasis", many("*a **b ", n)),
        ("stars", many("*", n) + "a" + &many("*", n)),
        ("underscores", many("_a __b ", n)),
        ("tildes", many("~a ~~b ", n)),
        (
            "backticks",
            numbered(n.min(1000), |length| many("`", length) + " x "),
        ),
        ("elements in elements", many("<div>\n", n)),
        ("tags in a line", "a ".to_owned() + &many("<b>", n)),
        ("tags that cross", "a ".to_owned() + &many("<b><i></b>", n)),
        ("open folds", many("<details><summary>Q?</summary>\n\n", n)),
        (
            "folds in folds",
            many("<details><summary>Q?</summary>\n\n", n) + "x\n\n" + &many("</details>\n\n", n),
        ),
        ("open comments", many("<!-- ", n)),
        (
            "styles",
            "<div>\n".to_owned() + &many("<style></style><script>", n),
        ),
        ("attributes", "<a ".to_owned() + &many("b ", n)),
        ("open attributes", many("<a b=\"", n)),
        (
            "a wide table",
            format!(
                "|{}\n|{}\n|{}\n",
                many("a|", n),
                many("-|", n),
                many("b|", n)
            ),
        ),
        (
            "a long table",
            "|a|b|\n|-|-|\n".to_owned() + &many("|c|d|\n", n),
        ),
        (
            "references",
            numbered(n, |i| format!("[r{i}]: u{i}\n")) + &numbered(n, |i| format!("[r{i}] ")),
        ),
        (
            "footnotes",
            numbered(n, |i| format!("x[^{i}]\n\n")) + &numbered(n, |i| format!("[^{i}]: note\n\n")),
        ),
        (
            "footnotes of footnotes",
            "x[^1]\n\n".to_owned() + &numbered(n, |i| format!("[^{i}]: n[^{}]\n\n", i + 1)),
        ),
        ("one heading many times", many("## Same\n\nx\n\n", n)),
        ("dollars", many("$a$ $b ", n)),
        ("lone dollars", many("$", n)),
        ("open fences", many("```\n# h\n```rust\n", n)),
        (
            "containers in containers",
            many(":::note\n", n) + "x\n" + &many(":::\n", n),
        ),
        ("labels", many("**Answer:** x\n", n)),
        (
            "bold questions",
            numbered(n, |i| format!("**Q{i}: What is {i}?**\n\ntext\n\n")),
        ),
        (
            "options",
            numbered(n, |i| format!("#### Q{i}. What?\n\n- [ ] a\n- [x] b\n\n")),
        ),
        (
            "turns",
            many("**Interviewer:** \"Why?\"\n\n**Candidate:** \"So.\"\n\n", n),
        ),
        ("definitions", many("Term\n: def\n\n", n)),
        ("open tags of Liquid", many("{% highlight ruby %}\n", n)),
        ("entities", many("&amp;&nbsp;&#1;", n)),
        ("addresses", many("https://a.example/x_(y) ", n)),
        ("addresses of nothing", many("https://. ", n)),
        ("smaller than", many("<", n)),
        ("backslashes", many("\\", n)),
        (
            "text out of a PDF",
            "Title\n".to_owned()
                + &numbered(n, |i| {
                    format!("{i}. What is {i}?\no bullet\n- x\nPlain words\n")
                }),
        ),
        (
            "questions in lists",
            numbered(n, |i| format!("- What is {i}?\n  - Why {i}?\n")),
        ),
        (
            "questions in a table",
            "|Q|A|\n|-|-|\n".to_owned() + &numbered(n, |i| format!("|What is {i}?|x {i}|\n")),
        ),
        ("raw lists in raw lists", many("<ul><li>", n) + "x\n"),
        ("raw headings", many("<h3>What?</h3>\n", n)),
        ("accents", "a".to_owned() + &many("\u{301}", n)),
        ("blanks", many(" ", n) + "x\n"),
        ("empty lines", many("\n", n)),
        ("carriage returns", many("\r", n)),
        ("setext", many("a\n=", n)),
        (
            "YAML in YAML",
            format!("---\na: {}\n---\n# T\n", many("[", n)),
        ),
        (
            "keys of YAML",
            format!("---\n{}---\n# T\n", numbered(n, |i| format!("k{i}: v\n"))),
        ),
        (
            "a contents list that leads nowhere",
            numbered(n, |i| format!("- see [Q{i}](#missing-{i}-of-many)\n"))
                + "\n"
                + &numbered(n, |i| format!("## Heading number {i}\n\nx\n\n")),
        ),
        (
            "a contents list of another rule",
            numbered(n, |i| format!("- [Q{i}](#{i}.-what-is-{i}?)\n"))
                + "\n"
                + &numbered(n, |i| format!("## {i}. What is {i}?\n\nx\n\n")),
        ),
        (
            "links by name to nothing",
            numbered(n, |i| format!("[[Name number {i}]] x\n\n")),
        ),
    ]
}

#[test]
fn texts_may_grow_in_any_way() {
    for (name, text) in growing(1000) {
        println!("{name}");
        targets::parse(text.as_bytes());
    }
}

#[test]
fn guides_may_grow_in_any_way() {
    for (name, text) in growing(150) {
        println!("{name}");
        targets::build(text.as_bytes());
    }
}

/// What the issue calls nasty, at the sizes that it names.
#[test]
fn depths_of_ten_thousand_and_lines_of_megabytes_are_read() {
    for (name, text) in [
        ("quotes", many("> ", 10_000) + "x\n"),
        ("lists", many("- ", 10_000) + "x\n"),
        ("brackets", many("[", 10_000)),
        ("stars", many("*", 10_000) + "a" + &many("*", 10_000)),
        ("a line", many("word ", 1_000_000) + "\n"),
        ("a word", many("x", 5_000_000) + "\n"),
        ("addresses", many("https://a.example/x ", 100_000) + "\n"),
        ("addresses of nothing", many("https://. ", 100_000) + "\n"),
    ] {
        println!("{name}");
        targets::parse(text.as_bytes());
    }
}

#[test]
fn three_thousand_questions_in_one_file_are_split_into_pages() {
    let words = many(
        "It is known by what it does and by what it leaves to others. ",
        12,
    );
    let text = numbered(3_000, |i| {
        format!("### {i}. What is thing number {i}?\n\n{words}\n\n")
    });
    assert!(text.len() > 2_300_000);
    let site = Site::new().file("all.md", format!("# All\n\n{text}"));
    let list = site.run(&["list", "site", "--json"]);
    assert_eq!((list.code, list.stdout.lines().count()), (0, 3_000));
    let built = site.run(&["build", "site", "--out", "out", "--no-cache"]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    let pages = site::snapshot(&site.path("out"));
    let parts = pages.keys().filter(|path| path.starts_with("all."));
    assert!(parts.count() > 30);
    for (path, bytes) in &pages {
        // The first one has an anchor for each question, so that old addresses arrive.
        let anchors = if path == "all.html" { 3_000 * 160 } else { 0 };
        if path.ends_with(".html") {
            assert!(
                bytes.len() < 300_000 + anchors,
                "{path} has {} bytes",
                bytes.len()
            );
        }
    }
}

#[test]
fn ten_thousand_tiny_files_are_read() {
    let mut site = Site::new();
    for number in 0..10_000 {
        let path = format!("{:02}/{number}.md", number % 100);
        site = site.file(&path, format!("# What is {number}?\n\nx\n"));
    }
    let checked = site.run(&["check", "site", "--format", "json"]);
    assert_eq!(checked.code, 0, "{}", checked.stderr);
}

#[test]
fn a_file_that_nobody_wrote_by_hand_is_refused_and_said() {
    let site = Site::new()
        .file("index.md", "# A\n\n[all](all.md)\n")
        .file("all.md", vec![b'x'; 50 * 1024 * 1024]);
    let run = site.run(&["check", "site", "--explain", "--format", "short"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("all.md") && run.stderr.contains("32 MiB"),
        "{}",
        run.stderr
    );
    assert!(
        run.stdout.contains("all.md: larger than 32 MiB"),
        "{}",
        run.stdout
    );
}

#[test]
fn names_may_differ_in_case_alone() {
    let site = Site::new()
        .file(
            "A.md",
            "# Upper\n\n[own](A.md) [other](a.md) [none](./B/C.md)\n",
        )
        .file("a.md", "# Lower\n")
        .file("b/c.md", "# Below\n");
    if fs::read_dir(site.path("site")).expect("the site").count() < 3 {
        // The file system cannot tell them apart.
        return;
    }
    let run = site.run(&["build", "site", "--out", "out", "--format", "short"]);
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("duplicate-url"), "{}", run.stderr);
    assert!(
        run.stderr.contains("the file is called 'b/c.md'"),
        "{}",
        run.stderr
    );
    let pages = site::snapshot(&site.path("out"));
    let shown = |path: &str| String::from_utf8_lossy(&pages[path]).into_owned();
    assert!(shown("a.html").contains("<h1>Upper</h1>"));
    assert!(shown("a-2.html").contains("<h1>Lower</h1>"));
    assert!(shown("a.html").contains("<a href=\"a-2.html\">other</a>"));
}

#[cfg(unix)]
#[test]
fn links_that_loop_or_leave_and_files_that_nobody_may_read_are_skipped() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let site = Site::new()
        .file("index.md", "# A\n")
        .file("deep/er/b.md", "# B\n")
        .file("secret.md", "# S\n");
    fs::write(site.path("outside.md"), "# Outside\n").expect("a file");
    let link = |from: &str, to: &str| symlink(from, site.path("site").join(to)).expect("a link");
    link("..", "deep/er/up");
    link("../..", "deep/er/top");
    link("self.md", "self.md");
    link("two", "one");
    link("one", "two");
    link("../outside.md", "outside.md");
    link("../../..", "deep/er/out");
    link("nowhere.md", "broken.md");
    link("b.md", "deep/er/again.md");
    let secret = site.path("site/secret.md");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).expect("permissions");
    // Root may read everything.
    let readable = fs::read(&secret).is_ok();
    let run = site.run(&["check", "site", "--explain"]);
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o644)).expect("permissions");
    assert_eq!(run.code, 0, "{}", run.stderr);
    let skipped = run
        .stdout
        .split("skipped\n")
        .nth(1)
        .expect("what was skipped");
    let mut expected = String::new();
    for (path, reason) in [
        ("broken.md", "cannot be read"),
        ("deep/er/out/", "a link that leaves the folder"),
        ("deep/er/top", "a link to a folder above it"),
        ("deep/er/up", "a link to a folder above it"),
        ("one", "cannot be read"),
        ("outside.md", "a link that leaves the folder"),
        ("secret.md", "cannot be read"),
        ("self.md", "cannot be read"),
        ("two", "cannot be read"),
    ] {
        if path != "secret.md" || !readable {
            let _ = writeln!(expected, "  {path}: {reason}");
        }
    }
    assert_eq!(skipped, expected);
    assert!(!run.stdout.contains("Outside"));
}

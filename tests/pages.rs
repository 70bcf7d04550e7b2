//! Golden pages: a small site with one part of each kind, each of its pages to the letter.
//!
//! `fixtures/pages/site/` is built, and of each page `<main>` and `<head>` are compared with
//! `fixtures/pages/expected/`; what stands around `<main>` is the same everywhere and is kept of
//! one page. `SNAPSHOTS=overwrite cargo test --test pages` writes the files anew and removes those
//! that no page has; read the difference then.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use snapbox::{Assert, Data};

#[path = "support/run.rs"]
mod run;

use run::Run;

/// The page of which also that is kept which stands around `<main>`.
const FRAMED: &str = "interviews/talk.html";

/// Folders whose pages are of one kind, and the one that is kept.
const ALIKE: [(&str, &str); 3] = [
    ("all-questions/", "all-questions/level-mid.html"),
    ("topics/", "topics/yeast.html"),
    ("more/", "more/one.html"),
];

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/pages")
        .join(name)
}

/// Every file below `folder` that ends in `.html`, by its path there.
fn pages_below(folder: &Path) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "html") {
                let relative = path.strip_prefix(folder).expect("a path in the folder");
                let name = relative.to_string_lossy().replace('\\', "/");
                pages.insert(name, fs::read_to_string(&path).expect("a page"));
            }
        }
    }
    pages
}

/// The pages of the small site.
fn built() -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("out");
    let out = out.to_str().expect("a path in Unicode");
    let run = Run::new(&fixture("site"), &["build", "--out", out]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    pages_below(Path::new(out))
}

/// The first element of a name, from tag to tag, with what stands before and behind it.
fn cut<'a>(page: &'a str, name: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let start = page.find(&format!("<{name}"))?;
    let close = format!("</{name}>");
    let end = page.find(&close)? + close.len();
    Some((&page[..start], &page[start..end], &page[end..]))
}

/// The golden files that the pages ask for.
fn pieces(pages: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut pieces = BTreeMap::new();
    for (path, page) in pages {
        let alike = ALIKE
            .iter()
            .any(|(folder, kept)| path.starts_with(folder) && path != kept);
        if alike {
            continue;
        }
        let page = &page.replace(
            concat!("prepbook ", env!("CARGO_PKG_VERSION")),
            "prepbook VERSION",
        );
        let name = path.trim_end_matches(".html");
        let (_, head, body) = cut(page, "head").unwrap_or_else(|| panic!("{path} has no head"));
        let (before, main, behind) =
            cut(body, "main").unwrap_or_else(|| panic!("{path} has no main part"));
        pieces.insert(format!("{name}.head.html"), format!("{head}\n"));
        pieces.insert(format!("{name}.main.html"), format!("{main}\n"));
        if path == FRAMED {
            let frame = format!("{}\n<main>…</main>{behind}", before.trim());
            pieces.insert(format!("{name}.frame.html"), frame);
        }
    }
    pieces
}

#[test]
fn every_page_is_as_its_golden_files_say() {
    let expected = fixture("expected");
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|action| action == "overwrite");
    let pieces = pieces(&built());
    let mut wrong = Vec::new();
    for (name, piece) in &pieces {
        let file = expected.join(name);
        if overwrite {
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        }
        let compared = Assert::new().action_env("SNAPSHOTS").try_eq(
            Some(name),
            Data::text(piece).raw(),
            Data::read_from(&file, None).raw(),
        );
        if let Err(difference) = compared {
            wrong.push(difference.to_string());
        }
    }
    let unused: Vec<String> = pages_below(&expected)
        .into_keys()
        .filter(|name| !pieces.contains_key(name))
        .collect();
    if overwrite {
        for name in &unused {
            fs::remove_file(expected.join(name)).expect("a golden file that can be removed");
        }
    } else {
        assert_eq!(unused, Vec::<String>::new(), "golden files of no page");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The small site shows what templates can show: a template that no page of it uses is one whose
/// changes nobody would see here.
#[test]
fn every_template_has_a_golden_page() {
    let pages = built();
    let kinds: BTreeSet<&str> = pages
        .values()
        .filter_map(|page| {
            let (_, rest) = page.split_once("<body class=\"kind-")?;
            rest.split(['"', ' ']).next()
        })
        .collect();
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates");
    let named: BTreeSet<String> = fs::read_dir(templates)
        .expect("the templates")
        .map(|entry| entry.expect("a template").path())
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.file_stem().expect("a name");
            name.to_string_lossy().into_owned()
        })
        .filter(|name| name != "base")
        .collect();
    let missing: Vec<&String> = named
        .iter()
        .filter(|name| !kinds.contains(name.as_str()))
        .collect();
    assert_eq!(missing, Vec::<&String>::new(), "no page has the kind");
}

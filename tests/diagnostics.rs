//! Golden sites: what `prepbook check` says about each kind of mistake, to the letter.
//!
//! Each folder below `fixtures/diagnostics/` holds a `site/` and what is said about it in
//! `expected.txt`; an `edition.txt` names the edition that is checked. `SNAPSHOTS=overwrite cargo test --test diagnostics` writes them anew; read
//! them then: is the place right, and would a person know what to do?

#[path = "support/run.rs"]
mod run;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use prepbook::diagnostic::Code;
use snapbox::{Assert, Data};

use run::Run;

/// Codes without a golden site, and why.
const WITHOUT_A_SITE: &[(Code, &str)] = &[(
    Code::UnreadFile,
    "a file of 32 MiB is made by tests/nasty.rs",
)];

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/diagnostics");
    let mut folders: Vec<PathBuf> = fs::read_dir(root)
        .expect("the golden sites")
        .map(|entry| entry.expect("a golden site").path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name != ".gitattributes")
        })
        .collect();
    folders.sort();
    folders
}

fn name(path: &Path) -> String {
    let name = path.file_name().expect("a name");
    name.to_string_lossy().into_owned()
}

#[test]
fn every_golden_site_is_reported_to_the_letter() {
    let mut wrong = Vec::new();
    for folder in fixtures() {
        let mut arguments = vec!["check", "site"];
        let edition = fs::read_to_string(folder.join("edition.txt")).unwrap_or_default();
        if !edition.is_empty() {
            arguments.extend(["--edition", edition.trim()]);
        }
        let actual = Run::new(&folder, &arguments).transcript();
        let expected = Data::read_from(&folder.join("expected.txt"), None).raw();
        let compared = Assert::new().action_env("SNAPSHOTS").try_eq(
            Some(&name(&folder)),
            Data::text(actual).raw(),
            expected,
        );
        if let Err(difference) = compared {
            wrong.push(difference.to_string());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_golden_site_holds_a_site_and_what_is_said_about_it() {
    for folder in fixtures() {
        let mut names: Vec<String> = fs::read_dir(&folder)
            .expect("a folder for each golden site")
            .map(|entry| name(&entry.expect("an entry").path()))
            .collect();
        names.retain(|name| name != "edition.txt");
        names.sort();
        assert_eq!(names, ["expected.txt", "site"], "in {}", folder.display());
    }
}

#[test]
fn every_code_of_the_catalogue_has_a_golden_site() {
    let said: String = fixtures()
        .iter()
        .map(|folder| fs::read_to_string(folder.join("expected.txt")).expect("expected.txt"))
        .collect();
    let missing: BTreeSet<&str> = Code::ALL
        .iter()
        .map(|code| code.name())
        .filter(|name| !said.contains(&format!("[{name}]: ")))
        .collect();
    let excused: BTreeSet<&str> = WITHOUT_A_SITE.iter().map(|(code, _)| code.name()).collect();
    assert_eq!(missing, excused, "codes without a golden site");
}

//! The house rules that can be read off the sources: who may import whom, and that every file
//! says what it is for.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module with its rank (`ARCHITECTURE.md`); a module imports from lower ranks only. Within
/// rank 0 the order is that of the table.
const RANKS: [(&str, u32); 26] = [
    ("source", 0),
    ("diagnostic", 1),
    ("config", 2),
    ("model", 10),
    ("language", 10),
    ("words", 10),
    ("tokens", 10),
    ("markup", 10),
    ("tongue", 10),
    ("parse", 20),
    ("related", 20),
    ("ledger", 30),
    ("canonical", 30),
    ("edition", 30),
    ("guide", 30),
    ("html", 40),
    ("check", 50),
    ("view", 50),
    ("search", 50),
    ("render", 60),
    ("pipeline", 70),
    ("cache", 80),
    ("publish", 80),
    ("serve", 80),
    ("cli", 90),
    ("commands", 100),
];

fn sources() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    files.sort();
    files
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("sources are UTF-8");
            files.push((path, text));
        }
    }
}

/// The top-level module that a file belongs to: `src/parse/body.rs` is `parse`.
fn module_of(path: &Path) -> String {
    let relative = path
        .strip_prefix(root().join("src"))
        .expect("a file below src");
    let first = relative
        .components()
        .next()
        .expect("a name")
        .as_os_str()
        .to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn modules_import_from_lower_ranks_only() {
    let ranks: BTreeMap<_, _> = RANKS.into_iter().collect();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let module = module_of(&path);
        if matches!(module.as_str(), "lib" | "main") {
            continue;
        }
        let own = *ranks
            .get(module.as_str())
            .unwrap_or_else(|| panic!("{module} has no rank"));
        // Tests inside a file may look wherever they want to.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        if path.components().any(|part| part.as_os_str() == "tests")
            || path.file_stem().is_some_and(|stem| stem == "tests")
        {
            continue;
        }
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + "crate::".len()..];
            let name: String = rest
                .chars()
                .take_while(|character| character.is_alphanumeric() || *character == '_')
                .collect();
            let Some(rank) = ranks.get(name.as_str()) else {
                continue;
            };
            if name != module && *rank >= own {
                wrong.push(format!("{} imports {name}", path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<_> = sources()
        .into_iter()
        .filter(|(_, text)| {
            let first = text.lines().next().unwrap_or_default();
            !(first.starts_with("//! ") && first.len() > 12)
        })
        .map(|(path, _)| path)
        .collect();
    assert_eq!(silent, Vec::<PathBuf>::new());
}

#[test]
fn there_are_no_globs_and_no_drawers_for_everything() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        if matches!(&*name, "util" | "utils" | "helpers" | "misc" | "prelude") {
            wrong.push(format!("{} is a drawer", path.display()));
        }
        for line in text.lines() {
            let line = line.trim();
            // rayon's own prelude is the way to use it.
            if line.starts_with("use ")
                && line.ends_with("::*;")
                && line != "use rayon::prelude::*;"
            {
                wrong.push(format!("{}: {line}", path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_architecture_page_names_every_module() {
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let missing: Vec<_> = RANKS
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !page.contains(&format!("`{name}")))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn long_files_say_why_they_are_long() {
    const COMFORTABLE: usize = 500;
    let mut files = sources();
    collect(&root().join("tests"), &mut files);
    let long: Vec<_> = files
        .into_iter()
        .filter(|(_, text)| text.lines().count() > COMFORTABLE)
        .filter(|(_, text)| {
            !text
                .lines()
                .take_while(|line| line.starts_with("//!"))
                .any(|line| line.starts_with("//! Longer than most files"))
        })
        .map(|(path, text)| (path, text.lines().count()))
        .collect();
    assert_eq!(long, Vec::<(PathBuf, usize)>::new());
}

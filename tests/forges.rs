//! What forges read: reports in their formats, and the workflows that `prepbook new --ci` writes.

#[path = "support/run.rs"]
mod run;
#[path = "support/site.rs"]
mod site;

use std::fs;

use run::Run;
use site::Site;

const BROKEN: &str = "# Bread\n\nMore about [ovens](oven.md).\n";

/// A repository with a site in a folder of it.
fn bakery_in_a_repository() -> Site {
    let site = Site::new()
        .file(".git/HEAD", "ref: refs/heads/main\n")
        .file("docs/prepbook.yml", "title: Bread\n")
        .file("docs/content/bread.md", BROKEN);
    fs::write(site.path("site/README.md"), "# Not part of it\n").expect("a file");
    site
}

#[test]
fn the_github_format_is_annotations_with_paths_in_the_repository_wherever_it_is_typed() {
    let site = bakery_in_a_repository();
    let annotated = "::warning file=docs/content/bread.md,line=3,endLine=3,col=12,endColumn=28,\
                     title=broken-link::docs/content/bread.md:3:12: there is no file 'oven.md'\
                     %0Ahelp: correct the path, or add the file\n";
    for (folder, typed) in [("site", "docs"), ("site/docs", "."), ("", "site/docs")] {
        let run = Run::new(&site.path(folder), &["check", typed, "--format", "github"]);
        assert_eq!(run.stdout, annotated, "{typed}");
        assert_eq!((&*run.stderr, run.code), ("1 warning\n", 0));
    }
    let run = site.run(&["check", "site/docs", "--format", "github", "--strict"]);
    assert_eq!(run.stdout, annotated.replace("::warning", "::error"));
    assert_eq!((&*run.stderr, run.code), ("1 error\n", 1));
    let run = site.run(&[
        "build",
        "site/docs",
        "--out",
        "out",
        "--format",
        "github",
        "--strict",
    ]);
    assert_eq!(run.stdout, annotated.replace("::warning", "::error"));
    assert_eq!(
        (&*run.stderr, run.code),
        ("1 error\nnothing was written; the old site stands\n", 1)
    );
}

#[test]
fn a_forge_says_where_the_repository_is_when_its_files_came_without_git() {
    let site = bakery_in_a_repository();
    fs::remove_dir_all(site.path("site/.git")).expect("the folder goes");
    let command = |variable: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_prepbook"))
            .args(["check", "site/docs", "--format", "github"])
            .current_dir(site.path(""))
            .env_remove("GITHUB_WORKSPACE")
            .env_remove("CI_PROJECT_DIR")
            .env(variable, site.path("site"))
            .output()
            .expect("the program starts");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    for variable in ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"] {
        let said = command(variable);
        assert!(
            said.starts_with("::warning file=docs/content/bread.md,"),
            "{said}"
        );
    }
    let said = command("NEITHER");
    assert!(
        said.starts_with("::warning file=site/docs/content/bread.md,"),
        "{said}"
    );
}

#[test]
fn the_gitlab_format_is_a_report_for_a_file_and_the_log_says_the_same_in_short() {
    let site = bakery_in_a_repository();
    let run = Run::new(&site.path("site"), &["check", "docs", "--format", "gitlab"]);
    assert_eq!(
        run.stdout,
        "[\n{\"description\":\"there is no file 'oven.md'; correct the path, or add the file\",\
         \"check_name\":\"broken-link\",\"fingerprint\":\"9fcd61f21ba261bc5b5cd158e705fc62\",\
         \"severity\":\"minor\",\"location\":{\"path\":\"docs/content/bread.md\",\
         \"lines\":{\"begin\":3,\"end\":3}}}\n]\n"
    );
    assert_eq!(
        run.stderr,
        "docs/content/bread.md:3:12: warning[broken-link]: there is no file 'oven.md'; \
         correct the path, or add the file\n1 warning\n"
    );
    let fine = Site::new()
        .file("bread.md", "# Bread\n")
        .run(&["check", "site", "--format", "gitlab"]);
    assert_eq!(fine.stdout, "[]\n");
    assert_eq!(
        fine.stderr,
        "1 document checked, nothing wrong\n\
         note: no questions were found; prepbook check --explain says how each file was read\n"
    );
    let run = site.run(&["check", "site", "--format", "gitlab", "--explain"]);
    assert_eq!(
        run.transcript(),
        "error: --explain and the report of --format gitlab both go to standard output; \
         ask for one of the two\nexit code: 2\n"
    );
}

//! What forges read: reports in their formats, and the workflows that `prepbook new --ci` writes.

#[path = "support/run.rs"]
mod run;
#[path = "support/site.rs"]
mod site;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use snapbox::{Assert, Data};

use run::Run;
use site::{Site, snapshot};

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
        let output = Command::new(env!("CARGO_BIN_EXE_prepbook"))
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

/// Compares with a golden file. The version is left out of it, so that a release changes nothing.
fn golden(file: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/forges");
    let expected = Data::read_from(&path.join(file), None).raw();
    let actual = actual.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    Assert::new()
        .action_env("SNAPSHOTS")
        .eq(Data::text(actual).raw(), expected);
}

/// The workflow that is written, and what is said about it.
fn workflow(site: &Site, typed: &[&str], path: &str) -> (String, String) {
    let run = site.run(typed);
    assert_eq!((&*run.stdout, run.code), ("", 0), "{}", run.stderr);
    let text = fs::read_to_string(site.path(path)).expect("the workflow");
    (text, run.stderr)
}

const GITHUB: &str = ".github/workflows/guide.yml";

#[test]
fn the_workflows_are_these() {
    let site = Site::new();
    let (text, said) = workflow(
        &site,
        &["new", "guide", "--ci", "github"],
        &format!("guide/{GITHUB}"),
    );
    golden("github.yml", &text);
    golden("github.txt", &said);
    let (text, said) = workflow(
        &site,
        &["new", "other", "--ci", "gitlab"],
        "other/.gitlab-ci.yml",
    );
    golden("gitlab.yml", &text);
    golden("gitlab.txt", &said);
}

#[test]
fn a_workflow_stands_at_the_root_of_the_repository_and_names_the_sites_folder() {
    let site = Site::new()
        .file(".git/HEAD", "ref: refs/heads/main\n")
        .file("docs/guide \"a\"/bread.md", BROKEN);
    let (text, said) = workflow(
        &site,
        &["new", "--here", "site/docs/guide \"a\"", "--ci", "github"],
        &format!("site/{GITHUB}"),
    );
    assert!(
        text.contains("\n  SITE: \"docs/guide \\\"a\\\"\"\n"),
        "{text}"
    );
    assert!(
        said.contains(&format!("site/{GITHUB}: it checks")),
        "{said}"
    );
    assert!(!said.contains("git init"), "{said}");
    assert!(site.path("site/docs/guide \"a\"/prepbook.yml").is_file());

    // A site that is started in a folder that is not there yet.
    let (text, _) = workflow(
        &site,
        &["new", "site/new/one", "--ci", "gitlab"],
        "site/.gitlab-ci.yml",
    );
    assert!(text.contains("\n  SITE: \"new/one\"\n"), "{text}");
    assert!(site.path("site/new/one/prepbook.yml").is_file());
}

#[test]
fn a_site_that_is_there_gets_the_workflow_alone_and_a_workflow_is_never_written_over() {
    let site = Site::new()
        .file(".git/HEAD", "ref: refs/heads/main\n")
        .file("prepbook.yml", "title: Bread\n")
        .file("content/bread.md", BROKEN);
    let before = snapshot(&site.path("site"));
    let here = |forge: &str| Run::new(&site.path("site"), &["new", "--here", "--ci", forge]);
    let run = here("github");
    assert!(
        run.stderr.starts_with(&format!("wrote {GITHUB}: ")),
        "{}",
        run.stderr
    );
    let mut after = snapshot(&site.path("site"));
    assert!(after.remove(GITHUB).is_some());
    assert_eq!(after, before);

    let run = here("github");
    assert_eq!(
        run.transcript(),
        format!(
            "error: '{GITHUB}' is there already; nothing was changed. Move it away, run this \
             again, and take over from one file into the other what you want of both\n\
             exit code: 3\n"
        )
    );
    // Nothing of a new site is left behind, either.
    let run = Run::new(&site.path("site"), &["new", "more", "--ci", "github"]);
    assert_eq!(run.code, 3);
    assert!(!site.path("site/more").exists());
    assert_eq!(here("gitlab").code, 0);
}

#[test]
fn a_forge_that_is_not_known_is_wrong_usage() {
    let run = Site::new().run(&["new", "guide", "--ci", "sourcehut"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .contains("invalid value 'sourcehut' for '--ci <FORGE>'"),
        "{}",
        run.stderr
    );
}

/// A job's machine: a home, a checked-out repository, and an archive of this program.
struct Machine {
    site: Site,
    workflow: serde_json::Value,
}

impl Machine {
    fn new(forge: &str, path: &str) -> Self {
        let site = Site::new()
            .file(".git/HEAD", "ref: refs/heads/main\n")
            .file("docs/prepbook.yml", "title: Bread\n")
            .file("docs/content/bread.md", BROKEN);
        let folder = site.path("site");
        let run = Run::new(&folder, &["new", "--here", "docs", "--ci", forge]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let text = fs::read_to_string(folder.join(path)).expect("the workflow");
        let workflow = serde_yaml::from_str(&text).expect("YAML");
        let machine = Self { site, workflow };
        machine.pack();
        machine
    }

    /// An archive as a release has it, with a program in it that is this one.
    fn pack(&self) {
        let folder = self.site.path("prepbook-0-x86_64");
        fs::create_dir(&folder).expect("a folder");
        fs::write(folder.join("README.md"), "# prepbook\n").expect("a file");
        let program = env!("CARGO_BIN_EXE_prepbook");
        fs::write(
            folder.join("prepbook"),
            format!("#!/bin/sh\nexec '{program}' \"$@\"\n"),
        )
        .expect("a file");
        let packed = Command::new("sh")
            .args([
                "-c",
                "chmod +x */prepbook && tar -czf prepbook.tar.gz prepbook-0-x86_64",
            ])
            .current_dir(self.site.path(""))
            .status();
        assert!(packed.expect("tar runs").success());
    }

    fn archive(&self) -> PathBuf {
        self.site.path("prepbook.tar.gz")
    }

    fn digest(&self) -> String {
        let output = Command::new("sha256sum").arg(self.archive()).output();
        let text = String::from_utf8(output.expect("sha256sum runs").stdout).expect("UTF-8");
        text.split(' ').next().expect("a digest").to_owned()
    }

    /// Runs commands as a job does, with the variables of the workflow and `more`.
    fn run(&self, shell: &str, script: &str, more: &[(&str, &str)]) -> Output {
        let from = format!("file://{}", self.archive().display());
        let site = self.workflow["env"]["SITE"].as_str();
        let site = site.or(self.workflow["variables"]["SITE"].as_str());
        Command::new(shell)
            .args(["-e", "-c", script])
            .current_dir(self.site.path("site"))
            .env("HOME", self.site.path("home"))
            .env("RUNNER_TEMP", self.site.path(""))
            .env("GITHUB_PATH", self.site.path("path"))
            .env("CI_PROJECT_DIR", self.site.path("site"))
            .env("SITE", site.expect("a folder"))
            .env("PREPBOOK_VERSION", env!("CARGO_PKG_VERSION"))
            .env("PREPBOOK_FROM", from)
            .env("PREPBOOK_SHA256", "")
            .envs(more.iter().copied())
            .output()
            .expect("the shell runs")
    }

    /// The commands of the steps of GitHub's job, by the steps' names.
    fn steps(&self) -> Vec<(String, String)> {
        let steps = self.workflow["jobs"]["build"]["steps"].as_array();
        let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
        steps
            .expect("steps")
            .iter()
            .filter_map(|step| Some((text(&step["name"])?, text(&step["run"])?)))
            .collect()
    }
}

fn words(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    (text(&output.stdout), text(&output.stderr))
}

#[test]
#[cfg(target_os = "linux")]
fn the_commands_of_the_github_workflow_install_check_and_build() {
    let machine = Machine::new("github", GITHUB);
    let steps = machine.steps();
    let [install, check, build] = steps.as_slice() else {
        panic!("{steps:?}");
    };
    let digest = machine.digest();
    let output = machine.run("bash", &install.1, &[("PREPBOOK_SHA256", &digest)]);
    let version = format!("prepbook {}\n", env!("CARGO_PKG_VERSION"));
    let (said, wrong) = words(&output);
    assert!(
        output.status.success() && said.ends_with(&version),
        "{said}{wrong}"
    );
    let path = fs::read_to_string(machine.site.path("path")).expect("the path for later steps");
    let path = format!("{}:{}", path.trim(), std::env::var("PATH").expect("a path"));
    // A second job finds it in the cache, and asks nobody.
    let output = machine.run("bash", &install.1, &[("PREPBOOK_FROM", "")]);
    assert_eq!(words(&output), (version, String::new()));

    let output = machine.run("bash", &check.1, &[("PATH", &path)]);
    assert!(
        words(&output)
            .0
            .starts_with("::warning file=docs/content/bread.md,line=3,"),
        "{output:?}"
    );
    let output = machine.run("bash", &build.1, &[("PATH", &path)]);
    assert!(output.status.success(), "{output:?}");
    let guide = snapshot(&machine.site.path("guide"));
    assert!(guide.contains_key("index.html") && guide.contains_key("bread.html"));
}

#[test]
#[cfg(target_os = "linux")]
fn a_workflow_runs_no_program_that_nobody_named_or_whose_checksum_is_not_right() {
    let machine = Machine::new("github", GITHUB);
    let install = machine.steps().remove(0).1;
    let output = machine.run("bash", &install, &[("PREPBOOK_FROM", "")]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        words(&output).1,
        format!("Say in PREPBOOK_FROM, in {GITHUB}, where this job gets prepbook.\n")
    );
    let home = machine.site.path("home/.prepbook/bin/prepbook");
    let refused = |variables: &[(&str, &str)]| {
        let output = machine.run("bash", &install, variables);
        assert!(!output.status.success() && !home.exists(), "{output:?}");
    };
    refused(&[("PREPBOOK_SHA256", &"0".repeat(64))]);
    // Neither in the workflow nor beside the archive.
    refused(&[]);
    let beside = machine.site.path("prepbook.tar.gz.sha256");
    fs::write(&beside, format!("{}  prepbook.tar.gz\n", "1".repeat(64))).expect("a file");
    refused(&[]);
    fs::write(&beside, format!("{}  prepbook.tar.gz\n", machine.digest())).expect("a file");
    let output = machine.run("bash", &install, &[]);
    assert!(output.status.success() && home.exists(), "{output:?}");
}

#[test]
#[cfg(target_os = "linux")]
fn the_commands_of_the_gitlab_workflow_report_build_and_publish() {
    let machine = Machine::new("gitlab", ".gitlab-ci.yml");
    let lines = |job: &str, key: &str| -> String {
        let lines = machine.workflow[job][key].as_array().expect("commands");
        let lines: Vec<&str> = lines.iter().filter_map(|line| line.as_str()).collect();
        lines.join("\n")
    };
    // GitLab joins both into one script, for the shell that the image has.
    let script = format!(
        "{}\n{}",
        lines("guide", "before_script"),
        lines("guide", "script")
    );
    let digest = machine.digest();
    let output = machine.run("sh", &script, &[("PREPBOOK_SHA256", &digest)]);
    assert!(output.status.success(), "{output:?}");
    let file = |path: &str| fs::read_to_string(machine.site.path("site").join(path));
    let report = file("gl-code-quality-report.json").expect("the report");
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!(report[0]["location"]["path"], "docs/content/bread.md");
    let artifacts = &machine.workflow["guide"]["artifacts"];
    assert_eq!(artifacts["paths"], serde_json::json!(["built-guide/"]));
    assert!(file("built-guide/index.html").is_ok());

    let output = machine.run("sh", &lines("pages", "script"), &[]);
    assert!(output.status.success(), "{output:?}");
    assert!(file("public/index.html").is_ok());
}

#[test]
fn the_headers_file_of_the_handbook_is_copied_where_hosts_look_for_it() {
    let handbook = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/handbook/hosting.md");
    let handbook = fs::read_to_string(handbook).expect("the page");
    let (_, rest) = handbook
        .split_once("```text title=\"static/_headers\"\n")
        .expect("the file");
    let (headers, _) = rest.split_once("```").expect("its end");
    let site = Site::new()
        .file(
            "prepbook.yml",
            "editions: {candidate: {show: [title], static: [_headers]}}\n",
        )
        .file("content/bread.md", BROKEN)
        .file("static/_headers", headers);
    for edition in ["interviewer", "candidate"] {
        let run = site.run(&["build", "site", "--edition", edition, "--out", edition]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let copied = fs::read_to_string(site.path(edition).join("_headers"));
        assert_eq!(copied.expect("the file"), headers, "{edition}");
    }
}

//! `prepbook new --ci`: a workflow that checks, previews and publishes the guide.
//!
//! A forge reads it at the root of the repository only, wherever the site stands in it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::{cannot_write, quoted, write_new};
use crate::cli::Forge;
use crate::commands::terminal;
use crate::source::repository::{prefix_in, repository_root};

/// Gets prepbook into `$home/bin`, for a shell of either forge.
const INSTALL: &str = include_str!("ci/install.sh");

/// The version that the workflow pins: what this program says of the guide, the job says, too.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Where this program's releases can be downloaded, which only the workflow that makes a release
/// knows. Other builds leave it to the author to say.
const RELEASES: Option<&str> = option_env!("PREPBOOK_RELEASES");

/// A workflow to write.
pub(super) struct Workflow {
    forge: Forge,
    /// The root of the repository, or of what will be one.
    root: PathBuf,
    /// Whether there is a repository yet.
    found: bool,
    /// The site's folder in it.
    site: String,
    /// The file as it is told to the author.
    shown: String,
}

impl Workflow {
    /// Plans a workflow for the site in `folder`, which need not be there yet.
    ///
    /// # Errors
    /// When there is a workflow already.
    pub(super) fn plan(forge: Forge, folder: &Path) -> anyhow::Result<Self> {
        let (there, missing) = existing(folder);
        let (root, found, prefix, shown) = match repository_root(&there) {
            Some(root) => {
                let prefix = prefix_in(&root, &there).unwrap_or_default();
                let shown = match &*prefix {
                    "" if missing.is_empty() => file_in(folder, forge),
                    _ => file_in(&root, forge),
                };
                (root, true, format!("{prefix}{missing}"), shown)
            }
            None => (
                folder.to_owned(),
                false,
                String::new(),
                file_in(folder, forge),
            ),
        };
        let workflow = Self {
            forge,
            found,
            site: match prefix.trim_end_matches('/') {
                "" => ".".to_owned(),
                site => site.to_owned(),
            },
            shown: displayed(&shown),
            root,
        };
        if file_in(&workflow.root, forge).exists() {
            bail!(
                "'{}' is there already; nothing was changed. Move it away, run this again, and \
                 take over from one file into the other what you want of both",
                workflow.shown
            );
        }
        Ok(workflow)
    }

    /// Writes the file and says what to switch on.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn write(&self) -> anyhow::Result<()> {
        let path = file_in(&self.root, self.forge);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| cannot_write(parent))?;
        }
        write_new(&path, &text(self.forge, &self.site, RELEASES)?)?;
        terminal::say(&self.words(RELEASES));
        Ok(())
    }

    /// What is to be done by hand.
    fn words(&self, releases: Option<&str>) -> String {
        let (requests, switch, public) = match self.forge {
            Forge::Github => (
                "pull requests",
                "on GitHub, under Settings > Pages > Source, choose \"GitHub Actions\"",
                "Pages are public, answers included, even when the repository is private, unless \
                 your\norganization has GitHub Enterprise Cloud and makes them private. If not \
                 everybody may read the\nguide, remove the job \"publish\".",
            ),
            Forge::Gitlab => (
                "merge requests",
                "on GitLab, under Settings > General > Visibility > Pages, say who may read it",
                "\"Everyone\" there is everyone on the internet, answers included. If nobody is to \
                 read the guide\nthis way, remove the job \"pages\".",
            ),
        };
        let mut steps = Vec::new();
        if !self.found {
            steps.push("make this folder the root of a repository: git init".to_owned());
        }
        if releases.is_none() {
            steps
                .push("say in that file, at PREPBOOK_FROM, where the job gets prepbook".to_owned());
        }
        steps.push(switch.to_owned());
        let steps: Vec<String> = steps
            .iter()
            .enumerate()
            .map(|(at, step)| format!("  {}. {step}\n", at + 1))
            .collect();
        format!(
            "wrote {}: it checks {requests}, keeps each build as a preview\nand publishes the \
             default branch. To switch it on:\n\n{}\n{public}",
            self.shown,
            steps.concat()
        )
    }
}

/// The part of `folder` that is there, and the rest with slashes.
fn existing(folder: &Path) -> (PathBuf, String) {
    let mut there = folder;
    let mut missing = Vec::new();
    while !there.exists() {
        let (Some(parent), Some(name)) = (there.parent(), there.file_name()) else {
            break;
        };
        missing.insert(0, name.to_string_lossy());
        there = parent;
    }
    let there = match there.as_os_str().is_empty() {
        true => Path::new("."),
        false => there,
    };
    (there.to_owned(), missing.join("/"))
}

/// A path as people type it: without `./`, and without what Windows puts before real paths.
fn displayed(path: &Path) -> String {
    let text = path.strip_prefix(".").unwrap_or(path).display().to_string();
    match text.strip_prefix(r"\\?\") {
        Some(plain) => plain.to_owned(),
        None => text,
    }
}

/// The workflow's file in a repository.
fn file_in(root: &Path, forge: Forge) -> PathBuf {
    let mut file = root.to_owned();
    file.extend(path_of(forge).split('/'));
    file
}

/// Where a forge looks for it.
fn path_of(forge: Forge) -> &'static str {
    match forge {
        Forge::Github => ".github/workflows/guide.yml",
        Forge::Gitlab => ".gitlab-ci.yml",
    }
}

/// The workflow for the site in the folder `site` of the repository.
fn text(forge: Forge, site: &str, releases: Option<&str>) -> anyhow::Result<String> {
    let template = match forge {
        Forge::Github => include_str!("ci/github.yml"),
        Forge::Gitlab => include_str!("ci/gitlab.yml"),
    };
    // A static program runs on whatever image a job uses.
    let archive = format!("prepbook-{VERSION}-x86_64-unknown-linux-musl.tar.gz");
    let from = releases.map_or_else(String::new, |base| format!("{base}/v{VERSION}/{archive}"));
    Ok(with_install(template)
        .replace("CI-FILE", path_of(forge))
        .replace("CI-SITE", &quoted(site)?)
        .replace("CI-VERSION", VERSION)
        .replace("CI-ARCHIVE", &archive)
        .replace("CI-FROM", &from))
}

/// The template with the commands for `CI-INSTALL`, as far to the right as that stood.
fn with_install(template: &str) -> String {
    let mut out = String::new();
    for line in template.lines() {
        match line.strip_suffix("CI-INSTALL") {
            Some(indent) => {
                for command in INSTALL.lines() {
                    out.push_str(indent);
                    out.push_str(command);
                    out.push('\n');
                }
            }
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{VERSION, text};
    use crate::cli::Forge;

    #[test]
    fn a_released_program_knows_where_its_archive_is() {
        for forge in [Forge::Github, Forge::Gitlab] {
            let text = text(
                forge,
                ".",
                Some("https://forge.example/p/releases/download"),
            );
            let text = text.expect("a workflow");
            let from = format!(
                "  PREPBOOK_FROM: \"https://forge.example/p/releases/download/v{VERSION}/\
                 prepbook-{VERSION}-x86_64-unknown-linux-musl.tar.gz\"\n"
            );
            assert!(text.contains(&from), "{text}");
            assert!(!text.contains("CI-"), "{text}");
        }
    }
}

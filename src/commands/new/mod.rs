//! `prepbook new`: a small site to start from, or a `prepbook.yml` for a folder of Markdown, and a
//! workflow for either.
//!
//! The site's files stand in `site/` and are part of the program. Nothing that exists is ever
//! written over.

mod ci;
mod here;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use rust_embed::RustEmbed;

use self::ci::Workflow;
use super::{Outcome, terminal};
use crate::cli::NewArgs;
use crate::model::title::capitalized;
use crate::source::site::CONFIG_FILE;

/// The site to start from. A file named `.gitignore` would hide files of this repository, so its
/// name gets the dot when it is written.
#[derive(RustEmbed)]
#[folder = "src/commands/new/site"]
struct Template;

/// Stands for the site's title in the template's files.
const TITLE: &str = "SITE-TITLE";

/// Stands for the site's id in the template's files.
const ID: &str = "SITE-ID";

/// Starts a site.
///
/// # Errors
/// When the folder is not fit for it, or cannot be written.
pub fn run(arguments: &NewArgs) -> anyhow::Result<Outcome> {
    let folder = arguments.folder.as_deref().unwrap_or(Path::new("."));
    // Planned before anything is written, so that what is in the way leaves nothing behind.
    let workflow = match arguments.ci {
        Some(forge) => Some(Workflow::plan(forge, folder)?),
        None => None,
    };
    let is_site = arguments.here && folder.join(CONFIG_FILE).exists();
    if !arguments.here {
        start(folder)?;
    } else if workflow.is_none() || !is_site {
        here::add(folder)?;
    }
    if let Some(workflow) = workflow {
        if !is_site {
            terminal::say("");
        }
        workflow.write()?;
    }
    Ok(Outcome::Fine)
}

fn start(folder: &Path) -> anyhow::Result<()> {
    refuse_what_is_taken(folder)?;
    fs::create_dir_all(folder).with_context(|| cannot_write(folder))?;
    let title = title_of(folder);
    let mut written = 0;
    for name in Template::iter() {
        let Some(file) = Template::get(&name) else {
            continue;
        };
        let text = String::from_utf8_lossy(&file.data);
        let text = match name.ends_with(".yml") {
            true => text
                .replace(TITLE, &quoted(&title)?)
                .replace(ID, &id_of(&title)),
            false => text.replace(TITLE, &title),
        };
        let path = folder.join(match &*name {
            "gitignore" => ".gitignore",
            other => other,
        });
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| cannot_write(parent))?;
        }
        write_new(&path, &text)?;
        written += 1;
    }
    terminal::say(&format!(
        "wrote {} into {}\n\n  {}\n  {}\n\nThe first shows the guide in your browser, and again after every change;\n\
         the second writes the site. README.md says which file is what.",
        terminal::count(written, "file", "files"),
        folder.display(),
        command("serve", folder, " --open"),
        command("build", folder, ""),
    ));
    Ok(())
}

/// A command for the site in `folder`, as it can be typed where this one was typed.
fn command(name: &str, folder: &Path, rest: &str) -> String {
    let folder = folder.to_string_lossy();
    match &*folder {
        "." => format!("prepbook {name}{rest}"),
        path if path.contains([' ', '\'', '&', '(', ')', '$']) => {
            format!("prepbook {name} \"{path}\"{rest}")
        }
        path => format!("prepbook {name} {path}{rest}"),
    }
}

/// A folder with anything in it but a fresh repository is somebody's.
fn refuse_what_is_taken(folder: &Path) -> anyhow::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(_) if folder.is_file() => {
            bail!("'{}' is a file; name a new folder", folder.display());
        }
        Err(error) => {
            return Err(anyhow::Error::new(error)
                .context(format!("cannot read the folder '{}'", folder.display())));
        }
    };
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read '{}'", folder.display()))?;
        if entry.file_name() != ".git" {
            bail!(
                "'{}' is not empty; name a new folder, or make a guide of the Markdown in this \
                 one with: {}",
                folder.display(),
                command("new --here", folder, ""),
            );
        }
    }
    Ok(())
}

/// Writes a file that must not exist.
fn write_new(path: &Path, text: &str) -> anyhow::Result<()> {
    fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .with_context(|| cannot_write(path))
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write '{}'", path.display())
}

/// A title made of a folder's name: `my-guide` is called `My guide`.
fn title_of(folder: &Path) -> String {
    let full: PathBuf = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = full
        .file_name()
        .map(|name| name.to_string_lossy().replace(['-', '_'], " "))
        .unwrap_or_default();
    match name.trim() {
        "" => "Interview guide".to_owned(),
        name => capitalized(name),
    }
}

/// A site's id made of its title: lower case, words joined by hyphens.
fn id_of(title: &str) -> String {
    let plain = deunicode::deunicode(title).to_lowercase();
    let words: Vec<&str> = plain
        .split(|character: char| !character.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let id = words.join("-");
    // YAML would take these for numbers and the like.
    if id.starts_with(|first: char| first.is_ascii_alphabetic())
        && !matches!(&*id, "true" | "false" | "null" | "yes" | "no")
    {
        id
    } else {
        format!("guide-{id}").trim_end_matches('-').to_owned()
    }
}

/// A text as YAML writes it in double quotes.
fn quoted(text: &str) -> anyhow::Result<String> {
    serde_json::to_string(text).map_err(|error| anyhow!(error))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{id_of, title_of};

    #[test]
    fn titles_and_ids_are_made_of_folder_names() {
        assert_eq!(title_of(Path::new("notes/my-guide")), "My guide");
        assert_eq!(title_of(Path::new("q_and_a")), "Q and a");
        assert_eq!(id_of("My guide"), "my-guide");
        assert_eq!(id_of("Größe & Güte"), "grosse-gute");
        assert_eq!(id_of("…"), "guide");
        assert_eq!(id_of("2026"), "guide-2026");
    }
}

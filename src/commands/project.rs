//! What a command line means: the site, its configuration and its inputs.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};

use super::{WrongUsage, tables, terminal};
use crate::cache::Cache;
use crate::cli::SourceArgs;
use crate::config::{self, Config};
use crate::diagnostic::{Checked, Diagnostic, Report, ReportFormat, format, report};
use crate::render::embedded;
use crate::source::inputs::texts;
use crate::source::repository::{prefix_in, repository_root};
use crate::source::site::{CONFIG_FILE, LEDGER_FILE};
use crate::source::{FileId, Inputs, Site, locate, read_again};

/// A site as a command line names it.
pub(super) struct Project {
    /// What was typed.
    arguments: SourceArgs,
    /// Where output goes, when it was typed.
    out: Option<PathBuf>,
    base_url: Option<String>,
}

/// All that was read of a project.
pub(super) struct Loaded {
    /// The site.
    pub site: Site,
    /// Its configuration, with the command line's wishes applied.
    pub config: Checked<Config>,
    /// What a build reads.
    pub inputs: Inputs,
    /// Where output goes.
    pub out: PathBuf,
}

impl Project {
    /// The project that `arguments` name.
    pub(super) fn new(
        arguments: &SourceArgs,
        out: Option<&Path>,
        base_url: Option<&str>,
    ) -> anyhow::Result<Self> {
        let base_url = match base_url {
            Some(text) => Some(config::normal_base_url(text).with_context(|| {
                format!(
                    "'{text}' is no web address; write it like https://guide.example/interviews/"
                )
            })?),
            None => None,
        };
        Ok(Self {
            arguments: arguments.clone(),
            out: out.map(Path::to_owned),
            base_url,
        })
    }

    /// Reads the project as it is now.
    pub(super) fn load(&self) -> anyhow::Result<Loaded> {
        self.read(&Inputs::default())
    }

    /// Reads the project as it is now; files that nobody wrote since `before` are not read again.
    pub(super) fn load_again(&self, before: &Loaded) -> anyhow::Result<Loaded> {
        self.read(&before.inputs)
    }

    fn read(&self, before: &Inputs) -> anyhow::Result<Loaded> {
        let path = &self.arguments.path;
        let site = locate(path).map_err(|error| unreadable(error, "file or folder", path))?;
        let mut config = match &site.config {
            Some(file) => config::read(file),
            None => Checked::fine(Config::default()),
        };
        config.value.drafts |= self.arguments.drafts;
        config.value.strict |= self.arguments.strict;
        if self.arguments.untrusted {
            config.value.distrust();
        }
        config.value.folder = folder_name(&site);
        if let Some(name) = &self.arguments.edition
            && !config.value.choose(name)
        {
            let known: Vec<&str> = config.value.edition_names().collect();
            let known = known.join(", ");
            return Err(WrongUsage(format!(
                "there is no edition '{name}'; the editions are {known}"
            ))
            .into());
        }
        if self.base_url.is_some() {
            config.value.base_url.clone_from(&self.base_url);
        }
        // An edition goes beside the whole guide, never into it.
        let output = match &config.value.edition {
            whole if whole.is_whole() => config.value.output.clone(),
            edition => format!("{}-{}", config.value.output, edition.name),
        };
        let out = self.out.clone().unwrap_or_else(|| match &site.config {
            Some(_) => site.root.join(output),
            None => PathBuf::from(output),
        });
        let options = config.value.read_options(Some(out.clone()));
        let mut inputs = match read_again(&site, &options, before) {
            Ok(mut inputs) => {
                if self.arguments.untrusted {
                    inputs.leave_out_site_files();
                }
                inputs
            }
            // A prepbook.yml in error may be why the content is not found: say that instead.
            Err(_) if !config.diagnostics.is_empty() => Inputs::default(),
            Err(error) => {
                let folder = content_folder(&site, &config.value);
                return Err(unreadable(error, "content folder", &folder));
            }
        };
        tables::take(&mut inputs, &site, &config.value.content);
        Ok(Loaded {
            site,
            config,
            inputs,
            out,
        })
    }
}

/// The cache of what is named, unless none is wanted.
pub(super) fn cache(arguments: &SourceArgs, unwanted: bool) -> Cache {
    if unwanted {
        return Cache::none();
    }
    Cache::of(&arguments.path)
}

/// The name of the site's folder; a file that was named stands for itself.
fn folder_name(site: &Site) -> Option<String> {
    let root = site.root.canonicalize().ok()?;
    let name = root.file_name()?.to_str()?.to_owned();
    site.only.is_none().then_some(name)
}

fn content_folder(site: &Site, config: &Config) -> PathBuf {
    match config.content.as_str() {
        "." => site.root.clone(),
        folder => site.root.join(folder),
    }
}

/// Where the site stands in its repository. A job may have got the files without their `.git`;
/// then the forge's own word for where it put them counts.
fn prefix_in_repository(site: &Site) -> Option<String> {
    let root = repository_root(&site.root).or_else(|| {
        ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"]
            .iter()
            .find_map(std::env::var_os)
            .map(PathBuf::from)
    })?;
    prefix_in(&root, &site.root)
}

/// What to say when the place to read from cannot be read.
fn unreadable(error: io::Error, what: &str, path: &Path) -> anyhow::Error {
    let path = path.display();
    if error.kind() == io::ErrorKind::NotFound {
        return anyhow!("there is no {what} '{path}'");
    }
    anyhow::Error::new(error).context(format!("cannot read the {what} '{path}'"))
}

impl Loaded {
    /// Where its Markdown is.
    pub(super) fn content_folder(&self) -> PathBuf {
        content_folder(&self.site, &self.config.value)
    }

    /// Files and folders that the site is made of.
    pub(super) fn sources(&self) -> Vec<PathBuf> {
        let root = &self.site.root;
        let content = self.content_folder();
        match (&self.site.only, &self.site.config) {
            (Some(file), _) => vec![root.join(file)],
            (None, None) => vec![content],
            (None, Some(_)) => vec![
                content,
                root.join(CONFIG_FILE),
                root.join(LEDGER_FILE),
                root.join("static"),
                root.join("themes"),
            ],
        }
    }

    /// The report of `diagnostics`.
    pub(super) fn report(
        &self,
        diagnostics: &[Diagnostic],
        format: ReportFormat,
        color: bool,
    ) -> String {
        let mut texts = texts(&self.inputs, self.site.config.as_ref());
        for (id, text) in embedded::texts() {
            texts.entry(id).or_insert(text);
        }
        // People open paths from where they typed the command, a forge from its repository.
        let in_repository = match format.is_result() {
            true => prefix_in_repository(&self.site),
            false => None,
        };
        let prefix = in_repository.as_ref().unwrap_or(&self.site.display_prefix);
        let report = Report::new(diagnostics, &texts, prefix);
        format::write(&report, format, color)
    }

    /// Writes a report that is a result to standard output, and says what it says to people.
    ///
    /// # Errors
    /// When standard output cannot be written.
    pub(super) fn report_diagnostics(
        &self,
        diagnostics: &[Diagnostic],
        format: ReportFormat,
    ) -> io::Result<()> {
        if format.is_result() {
            terminal::print(&self.report(diagnostics, format, false))?;
        }
        match format {
            // The job's log shows each annotation.
            ReportFormat::Github => say_count(diagnostics),
            // The report goes to a file, and the log would not say what is wrong.
            ReportFormat::Gitlab => {
                self.say_diagnostics(diagnostics, ReportFormat::Short);
                say_count(diagnostics);
            }
            _ => self.say_diagnostics(diagnostics, format),
        }
        Ok(())
    }

    /// Says what is wrong on standard error, and how much of it.
    pub(super) fn say_diagnostics(&self, diagnostics: &[Diagnostic], format: ReportFormat) {
        terminal::say_raw(&self.report(diagnostics, format, terminal::color()));
        if format == ReportFormat::Human {
            say_count(diagnostics);
        }
    }

    /// Names of what differs from what was read before.
    pub(super) fn changed_since(&self, before: &Self) -> Vec<String> {
        let mut changed = self.inputs.changed_since(&before.inputs);
        let config = |loaded: &Self| {
            let file = loaded.site.config.as_ref();
            (
                file.map(|file| file.digest),
                loaded.config.value.folder.clone(),
            )
        };
        if config(self) != config(before) || self.out != before.out {
            changed.insert(0, CONFIG_FILE.to_owned());
        }
        changed
    }

    /// Whether what all pages share may differ from what was read before: everything but documents.
    pub(super) fn shares_others_than(&self, before: &Self) -> bool {
        let config = |loaded: &Self| loaded.site.config.as_ref().map(|file| file.digest);
        config(self) != config(before) || self.inputs.others_differ(&before.inputs)
    }

    /// Says that a file is not written.
    pub(super) fn say_left(&self, file: &FileId, reason: &str) {
        let prefix = &self.site.display_prefix;
        terminal::say(&format!("{prefix}{file}: left as it is; {reason}"));
    }

    /// Whether it is known what the site should be: not when `prepbook.yml` itself is in error.
    pub(super) fn is_usable(&self) -> bool {
        report::count(&self.config.diagnostics).0 == 0
    }

    /// A hint when there is nothing to make a guide of.
    pub(super) fn say_if_empty(&self) {
        if self.inputs.documents.is_empty() {
            let root = self.content_folder();
            terminal::say(&format!(
                "note: there is no Markdown in '{}'; name a folder that has some, such as: \
                 prepbook serve my-notes",
                root.display()
            ));
        }
    }

    /// Says so if there are documents and not one question was found: the guide works, and is
    /// hardly what its author had in mind.
    pub(super) fn say_if_unasked(&self, documents: usize, asks: bool) {
        let whole = self.config.value.edition.is_whole();
        if whole && documents > 0 && !asks {
            terminal::say(
                "note: no questions were found; prepbook check --explain says how each file was \
                 read",
            );
        }
    }
}

/// `1 error, 2 warnings`, if there are any.
fn say_count(diagnostics: &[Diagnostic]) {
    let (errors, warnings) = report::count(diagnostics);
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(terminal::count(errors, "error", "errors"));
    }
    if warnings > 0 {
        parts.push(terminal::count(warnings, "warning", "warnings"));
    }
    if !parts.is_empty() {
        terminal::say(&parts.join(", "));
    }
}

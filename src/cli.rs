//! The command line: what can be typed.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::ReportFormat;

/// Turns Markdown interview questions and scenarios into a study guide.
#[derive(Debug, Parser)]
#[command(
    name = "prepbook",
    version,
    about,
    after_help = "Exit codes: 0 fine, 1 the content has errors, 2 wrong usage, 3 something else failed.\n\n\
                  Example: prepbook serve my-notes --open"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start a guide: a small site to change piece by piece
    #[command(after_help = "Example: prepbook new my-guide")]
    New(NewArgs),
    /// Write the site into a folder
    #[command(after_help = "Example: prepbook build my-notes --out site")]
    Build(BuildArgs),
    /// Show the site in a browser, and again whenever a file changes
    #[command(after_help = "Example: prepbook serve my-notes --port 4000 --open")]
    Serve(ServeArgs),
    /// Say everything that build would say, and write nothing
    #[command(after_help = "Example: prepbook check my-notes --explain")]
    Check(CheckArgs),
    /// List the questions
    #[command(after_help = "Example: prepbook list my-notes --json | jq .title")]
    List(ListArgs),
    /// Keep the ids of questions, whatever becomes of their titles: say what prepbook.ids does not
    /// know, or write it
    #[command(
        after_help = "Exit code 1: prepbook.ids is not there, behind, or cannot tell which question is which.\n\n\
                      Example: prepbook ids my-notes --write"
    )]
    Ids(IdsArgs),
    /// Write any Markdown anew in the canonical form
    #[command(after_help = "Example: prepbook import their-notes --out guide")]
    Import(ImportArgs),
    /// Print the settings as JSON Schema, or as a table
    #[command(
        after_help = "Front matter keys of your own are those of the prepbook.yml in the current folder.\n\n\
                      Example: prepbook schema front-matter --table"
    )]
    Schema(SchemaArgs),
}

/// Where to read.
#[derive(Clone, Debug, Args)]
pub struct SourceArgs {
    /// A site folder, any folder of Markdown, or one Markdown file
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Publish drafts
    #[arg(long)]
    pub drafts: bool,
    /// Warnings count as errors
    #[arg(long)]
    pub strict: bool,
    /// Strangers wrote the folder: sanitize its texts a second time, and use none of its scripts,
    /// styles, templates and other files that could run something
    #[arg(long)]
    pub untrusted: bool,
    /// Show only what this audience may see: candidate, or one of editions: in prepbook.yml
    #[arg(long, value_name = "NAME")]
    pub edition: Option<String>,
}

/// `prepbook new`.
#[derive(Clone, Debug, Args)]
pub struct NewArgs {
    /// A folder that is new or empty; with --here an existing one, by default the current folder
    #[arg(value_name = "DIR", required_unless_present = "here")]
    pub folder: Option<PathBuf>,
    /// Add only a prepbook.yml, to a folder that has Markdown already
    #[arg(long)]
    pub here: bool,
    /// Add a workflow that checks, previews and publishes the guide: github or gitlab
    #[arg(long, value_enum, value_name = "FORGE", hide_possible_values = true)]
    pub ci: Option<Forge>,
}

/// Where a repository is kept and its workflows run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Forge {
    /// GitHub, with Actions and Pages.
    Github,
    /// GitLab, with CI/CD and Pages.
    Gitlab,
}

/// `prepbook build`.
#[derive(Clone, Debug, Args)]
pub struct BuildArgs {
    /// Where to read.
    #[command(flatten)]
    pub source: SourceArgs,
    /// Where to write: a new or empty folder, or one that prepbook wrote before
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Where the site will stand, for what must be absolute
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Make everything anew, and keep nothing for the next time
    #[arg(long)]
    pub no_cache: bool,
    /// How diagnostics are written: human, short, json, github or gitlab
    #[arg(long, default_value = "human")]
    pub format: ReportFormat,
    /// Say on standard error how long each stage took
    #[arg(long)]
    pub timings: bool,
}

/// `prepbook serve`.
#[derive(Clone, Debug, Args)]
pub struct ServeArgs {
    /// Where to read.
    #[command(flatten)]
    pub source: SourceArgs,
    /// Port; without it the first free one from 4000 on
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Address to listen on; other machines can read the site when it is not this one's own
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Colour all code anew, and keep nothing for the next time
    #[arg(long)]
    pub no_cache: bool,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    /// Compare files instead of waiting for the system to report changes, which it does not on
    /// network shares; every second, or as often as SECONDS says
    #[arg(
        long,
        value_name = "SECONDS",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "1",
        value_parser = seconds
    )]
    pub poll: Option<Duration>,
}

/// An interval as it is typed: `2`, `0.5`.
fn seconds(text: &str) -> Result<Duration, String> {
    let interval = text
        .parse()
        .ok()
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    interval
        .filter(|interval| (SHORTEST_POLL..=LONGEST_POLL).contains(interval))
        .ok_or_else(|| "an interval is a number of seconds from 0.1 to 3600".to_owned())
}

/// More often, looking would be all that the program does.
const SHORTEST_POLL: Duration = Duration::from_millis(100);

/// Nobody waits longer for a change.
const LONGEST_POLL: Duration = Duration::from_secs(3600);

/// `prepbook check`.
#[derive(Clone, Debug, Args)]
pub struct CheckArgs {
    /// Where to read.
    #[command(flatten)]
    pub source: SourceArgs,
    /// Say how each file was read, and what was skipped or left out
    #[arg(long)]
    pub explain: bool,
    /// Report only on questions that changed since a revision of the Git repository, and list them
    #[arg(long, value_name = "REF")]
    pub since: Option<String>,
    /// List the codes of all diagnostics, with reason, example and fix
    #[arg(long)]
    pub codes: bool,
    /// How diagnostics are written: human, short, json, github or gitlab
    #[arg(long, default_value = "human")]
    pub format: ReportFormat,
    /// Say on standard error how long each stage took
    #[arg(long)]
    pub timings: bool,
}

/// `prepbook list`.
#[derive(Clone, Debug, Args)]
pub struct ListArgs {
    /// Where to read.
    #[command(flatten)]
    pub source: SourceArgs,
    /// One JSON object per line
    #[arg(long)]
    pub json: bool,
}

/// `prepbook ids`.
#[derive(Clone, Debug, Args)]
pub struct IdsArgs {
    /// A site folder, or any folder of Markdown
    #[arg(value_name = "DIR", default_value = ".")]
    pub path: PathBuf,
    /// Write prepbook.ids; without this and --pin nothing is written
    #[arg(long)]
    pub write: bool,
    /// Write missing ids into the sources, as comments under the headings of questions
    #[arg(long)]
    pub pin: bool,
}

/// `prepbook import`.
#[derive(Clone, Debug, Args)]
pub struct ImportArgs {
    /// Folders of Markdown, or Markdown files
    #[arg(value_name = "SOURCE", required = true)]
    pub sources: Vec<PathBuf>,
    /// Where to write: a folder that holds none of the sources
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Join the files of a folder that hold one question each
    #[arg(long)]
    pub merge: bool,
    /// Say what would be done, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Write over files that are there
    #[arg(long)]
    pub force: bool,
    /// How the report is written
    #[arg(long, value_enum, default_value = "human")]
    pub format: ImportFormat,
}

/// How `prepbook import` reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// `prepbook schema`.
#[derive(Clone, Debug, Args)]
pub struct SchemaArgs {
    /// Which settings: those of prepbook.yml, or of front matter
    #[arg(value_enum, default_value = "config")]
    pub of: SchemaOf,
    /// A Markdown table instead
    #[arg(long)]
    pub table: bool,
}

/// Which settings a schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// `prepbook.yml`.
    Config,
    /// Front matter.
    FrontMatter,
}

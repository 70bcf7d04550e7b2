//! What is imported makes the same guide: every question of the bundled content, of the made-up
//! shapes and, where they are at hand, of the reference documents and of whole repositories.
//!
//! Nothing here knows a form: what the reader finds in the originals is what it has to find again.

#[path = "support/run.rs"]
mod run;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use libtest_mimic::{Arguments, Failed, Trial};
use prepbook::canonical::compare;
use prepbook::config::Config;
use prepbook::diagnostic::Checked;
use prepbook::guide::links::resolve;
use prepbook::guide::{Guide, Resolution};
use prepbook::model::pieces::{self, Piece};
use prepbook::model::prose::plain_text;
use prepbook::model::{Block, BlockKind, Document, Inline, InlineKind};
use prepbook::pipeline::Builder;
use prepbook::source::inputs::read_inputs;
use prepbook::source::locate;
use serde_json::Value;
use tempfile::TempDir;

use run::Run;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = checkout.join("../shared");
    let mut trials = vec![
        trial("the bundled content", &checkout.join("content"), true),
        trial("the shapes", &checkout.join("tests/fixtures/shapes"), true),
        trial("the reference", &shared.join("reference"), false),
    ];
    let corpora = shared.join("corpora");
    if corpora.is_dir() {
        for folder in folders(&corpora) {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            trials.push(trial(&name, &folder, false));
        }
    } else {
        trials.push(trial("the corpora", &corpora, false));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The repositories in a folder.
fn folders(corpora: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(corpora).expect("the folder is there");
    let mut folders: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir() && path.file_name().is_some_and(|name| name != "expected"))
        .collect();
    folders.sort();
    folders
}

fn trial(name: &str, folder: &Path, own: bool) -> Trial {
    let path = folder.to_owned();
    let trial = Trial::test(format!("{name}: the guide stays the same"), move || {
        round_trip(&path)
    });
    if own || folder.is_dir() {
        return trial;
    }
    trial
        .with_kind("not beside the checkout")
        .with_ignored_flag(true)
}

fn round_trip(folder: &Path) -> Result<(), Failed> {
    let temporary = TempDir::new()?;
    let folder = folder.canonicalize()?;
    let (once, twice) = (
        temporary.path().join("once"),
        temporary.path().join("twice"),
    );
    let report = import(&folder, &once)?;
    import(&once, &twice)?;
    if snapshot(&once) != snapshot(&twice) {
        return Err("importing what was imported changes it".into());
    }
    let (old, new) = (guide(&folder)?, guide(&once)?);
    let mut wrong = Vec::new();
    for entry in &old.documents {
        let path = renamed(&entry.document.path);
        let Some(index) = new.document_at(&path) else {
            wrong.push(format!("{path} is missing"));
            continue;
        };
        let found = &new.documents[index].document;
        let (before, after) = (shown(&entry.document), shown(found));
        if let Some((before, after)) = before.iter().zip(&after).find(|(a, b)| a != b) {
            wrong.push(format!("{path}: {before:?} became {after:?}"));
        }
        if before.len() != after.len() {
            wrong.push(format!(
                "{path}: {} things became {}",
                before.len(),
                after.len()
            ));
        }
        let ids = |document: &Document| -> Vec<String> {
            document
                .questions()
                .map(|question| question.id.to_string())
                .collect()
        };
        if ids(&entry.document) != ids(found) {
            wrong.push(format!("{path}: other ids"));
        }
    }
    let targets = (Targets::of(&old).all(), Targets::of(&new).all());
    for (old, new) in targets.0.iter().zip(&targets.1) {
        if old != new {
            wrong.push(format!("{old:?} became {new:?}"));
        }
    }
    if targets.0.len() != targets.1.len() {
        wrong.push(format!(
            "{} links became {}",
            targets.0.len(),
            targets.1.len()
        ));
    }
    // What the canonical form has no words for is kept as it was; that has to stay rare.
    let (kept, all) = kept(&report);
    if kept * 20 > all {
        wrong.push(format!(
            "{kept} of {all} questions are not in the canonical form"
        ));
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(wrong.join("\n").into()),
    }
}

fn import(from: &Path, to: &Path) -> Result<Value, Failed> {
    let (from, to) = (from.to_string_lossy(), to.to_string_lossy());
    let run = Run::new(
        Path::new("."),
        &["import", &from, "--out", &to, "--format", "json"],
    );
    if run.code != 0 {
        return Err(run.transcript().into());
    }
    Ok(serde_json::from_str(&run.stdout)?)
}

/// All that a reader meets in a document; where links lead is compared apart from how that is
/// written.
fn shown(document: &Document) -> Vec<String> {
    let without_target = |what: &str| {
        let mut pieces = what.split('\u{1}');
        let mut words = pieces.next().unwrap_or_default().to_owned();
        while let (Some(_), Some(title)) = (pieces.next(), pieces.next()) {
            words.push_str(title);
            words.push_str(pieces.next().unwrap_or_default());
        }
        words
    };
    let met = compare::met(document);
    met.iter().map(|met| without_target(&met.what)).collect()
}

/// Every file below `folder` by its path there, with its bytes.
fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).expect("a file");
                let relative = path.strip_prefix(folder).expect("a path in the folder");
                files.insert(relative.to_owned(), bytes);
            }
        }
    }
    files
}

/// How many questions stand in files that were kept as they were, and how many there are.
fn kept(report: &Value) -> (u64, u64) {
    let files = report["files"].as_array().map_or(&[][..], Vec::as_slice);
    let count = |file: &Value| file["questions"].as_u64().unwrap_or(0);
    let kept = files.iter().filter(|file| file["manner"] == "kept");
    (kept.map(count).sum(), files.iter().map(count).sum())
}

/// The path of a document in the new folder.
fn renamed(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    format!("{stem}.md")
}

fn guide(folder: &Path) -> Result<Arc<Guide>, Failed> {
    let config = Config {
        drafts: true,
        ..Config::default()
    };
    let inputs = read_inputs(&locate(folder)?, &config.read_options(None))?;
    Ok(Builder::default()
        .prepare(&inputs, &Checked::fine(config))
        .guide)
}

/// What the links of a guide lead to, in words that two guides share.
struct Targets<'a> {
    guide: &'a Guide,
    pages: HashMap<&'a str, usize>,
    labels: Vec<BTreeMap<String, String>>,
}

impl<'a> Targets<'a> {
    fn of(guide: &'a Guide) -> Self {
        let pages = guide.pages.iter();
        Self {
            guide,
            pages: pages
                .filter_map(|page| Some((page.url.as_str(), page.key.document()?)))
                .collect(),
            labels: guide
                .documents
                .iter()
                .map(|entry| labels(&entry.document))
                .collect(),
        }
    }

    /// Where every link leads, in the order of the documents' paths.
    fn all(&self) -> Vec<String> {
        let mut order: Vec<usize> = (0..self.guide.documents.len()).collect();
        order.sort_by_key(|index| renamed(&self.guide.documents[*index].document.path));
        let mut found = Vec::new();
        for index in order {
            let document = &self.guide.documents[index].document;
            for target in links(document) {
                found.push(self.place(index, &target));
            }
        }
        found
    }

    fn place(&self, from: usize, target: &str) -> String {
        match resolve(self.guide, from, target) {
            Resolution::Page(url) => {
                let (page, id) = url.split_once('#').unwrap_or((&url, ""));
                let Some(document) = self.pages.get(page) else {
                    return url;
                };
                let label = self.labels[*document].get(id);
                let words = label.map_or(id, String::as_str);
                let path = renamed(&self.guide.documents[*document].document.path);
                format!("{path}: {words}")
            }
            Resolution::MissingFragment { fragment, .. } => format!("no {fragment}"),
            other => format!("{other:?}"),
        }
    }
}

/// The words of what carries an `id`, numbered where several are the same.
fn labels(document: &Document) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::new();
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut add = |id: &str, words: &[Inline]| {
        let words = plain_text(words);
        if !id.is_empty() && !words.is_empty() {
            let count = counts.entry(words.clone()).or_default();
            *count += 1;
            labels.insert(id.to_owned(), format!("{words} ({count})"));
        }
    };
    for part in &document.parts {
        let mut part = part.clone();
        let mut before = None;
        for piece in pieces::of_part(&mut part) {
            match piece {
                Piece::Id(id) => before = Some(id),
                Piece::Words(words) => {
                    if let Some(id) = before.take() {
                        add(&id, words);
                    }
                }
                Piece::Blocks(blocks) => headings(blocks, &mut add),
            }
        }
    }
    labels
}

fn headings(blocks: &[Block], add: &mut impl FnMut(&str, &[Inline])) {
    for block in blocks {
        if let BlockKind::Heading {
            content, anchor, ..
        } = &block.kind
        {
            add(anchor, content);
        }
        for children in block.children() {
            headings(children, add);
        }
    }
}

/// The targets of all links and images that a document shows.
fn links(document: &Document) -> Vec<String> {
    let mut found = Vec::new();
    for part in &document.parts {
        let mut part = part.clone();
        for piece in pieces::of_part(&mut part) {
            match piece {
                Piece::Blocks(blocks) => of_blocks(blocks, &mut found),
                Piece::Words(words) => of_run(words, &mut found),
                Piece::Id(_) => {}
            }
        }
    }
    found
}

fn of_blocks(blocks: &[Block], found: &mut Vec<String>) {
    for block in blocks {
        for run in block.inline_runs() {
            of_run(run, found);
        }
        for children in block.children() {
            of_blocks(children, found);
        }
    }
}

fn of_run(run: &[Inline], found: &mut Vec<String>) {
    for inline in run {
        if let InlineKind::Link { target, .. } | InlineKind::Image { target, .. } = &inline.kind {
            found.push(target.clone());
        }
        of_run(inline.children(), found);
    }
}

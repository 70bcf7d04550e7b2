//! A builder that has seen other states of a guide makes the same as one that has not: for random
//! sequences of edits, every page forced, files and diagnostics are those of a clean build, byte
//! for byte.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use prepbook::config::{self, Config};
use prepbook::diagnostic::{Checked, Diagnostic};
use prepbook::pipeline::{Builder, Prepared};
use prepbook::render::{Artifact, Content};
use prepbook::source::{Inputs, locate, read_again};
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert_eq, prop_oneof, proptest,
};
use proptest::test_runner::TestCaseError;
use proptest::{collection, sample};

/// Documents that edits are about.
const DOCUMENTS: [&str; 11] = [
    "index.md",
    "caching.md",
    "queues.md",
    "deep/README.md",
    "deep/locks.md",
    "deep/talk.md",
    "words.md",
    "caching.zh-CN.md",
    "ru/queues.md",
    "ru/deep/locks.md",
    "ru/index.md",
];

/// Other files, with what they may hold.
const OTHERS: [(&str, &[&str]); 7] = [
    (
        "prepbook.yml",
        &[
            "title: Guide\n",
            "title: Other\nstrict: true\n",
            "title: Guide\neditions:\n  short:\n    show: [hints]\ntopics:\n  - name: caching\n    title: Caches\n",
            "language: de\nglossary: false\n",
            "title: [\n",
            "title: Guide\ndiagnostics: {broken-link: off}\nredirects:\n  old.html: caching.html\n",
        ],
    ),
    (
        "themes/default/css/95-own.css",
        &["p { margin: 0 }\n", "p { margin: 1px }\n"],
    ),
    (
        "themes/default/templates/partials/home-progress.html",
        &[
            "{#- Nothing. -#}\n",
            "{#- Text. -#}\n<p>{{ site.title }}</p>\n",
            "{% broken\n",
        ],
    ),
    ("static/robots.txt", &["User-agent: *\n", "User-agent: b\n"]),
    (
        "content/picture.svg",
        &[
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "<svg xmlns='http://www.w3.org/2000/svg' width='1'/>",
        ],
    ),
    ("content/.gitignore", &["queues.md\n", "# nothing\n"]),
    (
        "prepbook.ids",
        &[
            "kept - caching.md what does a cache keep\nlost - deep/locks.md which lock is fair\n",
            "kept - deep/locks.md<queues.md what does the cache keep\nlost-2 - a.md explain eviction\n",
            "talk - deep/talk.md what is a deadlock\nwhat-is-a-queue - queues.md why two queues\nbroken\n",
        ],
    ),
];

/// Pieces of documents.
const PIECES: [&str; 26] = [
    "## What does a cache keep?\n\n**Tags:** caching · **Level:** junior\n\n### Answer\n\nWhat is read often. See [[locks]] and [queues](queues.md).\n\n",
    "## What does a cache keep?\n\nNothing yet.\n\n",
    "## Why do two threads wait for each other?\n\n**Tags:** locking, threads · **Time:** 10 minutes\n\n### Answer\n\nA deadlock, as the glossary says.\n\n```python\nwith lock:\n    pass\n```\n\n### Follow-up questions\n\n- How is it found?\n\n",
    "## How does a queue lose a message? {#lost}\n\n### Answer\n\n```sql\nSELECT * FROM jobs FOR UPDATE SKIP LOCKED;\n```\n\n",
    "## What is lost first?\n<!-- id: lost -->\n\n**Answer:** The newest.\n\n",
    "## Which lock is fair?\n\n- [ ] A. A spin lock\n- [x] B. A ticket lock\n\n",
    "Prose about [a cache](caching.md#what-does-a-cache-keep) and ![a picture](picture.svg).\n\n",
    "A [dead link](nowhere.md) and [[No such thing]].\n\n",
    "# Another part\n\nWith a deadlock in it.\n\n",
    "$$\\frac{1}{2}$$ and $\\unknowncommand$.\n\n",
    "## Explain eviction.\n\n**Topics:** Caching\n\n### Answer\n\nThe oldest goes, or the one least used.\n\n### Rubric\n\n**Minimum:** names one policy\n\n**Red flags:** none\n\n",
    "## Explain evictions\n\n**Topics:** caching\n\n### Answer\n\nThe oldest goes, or the one least used.\n\n",
    "---\ntitle: Named\ntags: [threads]\n---\n\n",
    "---\ndraft: true\n---\n\n",
    "---\naliases: [locks]\nlevel: senior\n---\n\n",
    "---\ntitle: [broken\n---\n\n",
    "# Glossary\n\nDeadlock\n: Two wait for each other.\n\nCache\n: What is kept near.\n\nQueue\n: What waits.\n\n",
    "# Mock interview\n\n**Role:** backend developer\n\n## Format\n\n- 10 minutes: questions\n\n## Why two queues?\n\n### Answer\n\nOne waits.\n\n## Evaluation\n\n**Pass:** answers\n\n**Fail:** does not\n\n",
    "# Transcript\n\n**Interviewer:** What is a deadlock?\n\n**Candidate:** Two threads that wait.\n\n",
    "```rust\nfn main() {}\n",
    "    \u{feff}\u{0}odd bytes \u{200b}\n\n",
    "---\nlang: uk\n---\n",
    "## Зачем нужна очередь между двумя службами?\n\n**Ответ:** Она сглаживает нагрузку.\n\n",
    "## Что такое [[locks]] и когда она не нужна?\n\n**Ответ:** Когда поток один. [[What is a cache]]\n\n",
    "## 什么是缓存，为什么需要它？\n\n**答案：** 缓存保存已经计算过的结果。\n\n",
    "## Warum zwei Schlüssel?\n\n### Antwort\n\nEiner fehlt.\n\n",
];

/// What somebody does to the sources.
#[derive(Clone, Debug)]
enum Edit {
    /// A document gets another text.
    Write(&'static str, Vec<usize>),
    /// Another file gets another text.
    Other(usize, usize),
    /// A piece comes to the end of a document.
    Append(&'static str, usize),
    /// A document's last piece goes.
    Cut(&'static str),
    /// A file is moved.
    Rename(&'static str, &'static str),
    /// A file is deleted.
    Delete(&'static str),
    /// One of the other files is deleted.
    DeleteOther(usize),
    /// A file is written as it was.
    Touch(&'static str),
    /// Another edition is wanted.
    Edition(bool),
}

fn document() -> impl Strategy<Value = &'static str> {
    sample::select(&DOCUMENTS[..])
}

fn pieces() -> impl Strategy<Value = Vec<usize>> {
    collection::vec(0..PIECES.len(), 0..5)
}

fn edit() -> impl Strategy<Value = Edit> {
    let other = (0..OTHERS.len()).prop_flat_map(|file| (Just(file), 0..OTHERS[file].1.len()));
    prop_oneof![
        4 => (document(), pieces()).prop_map(|(path, pieces)| Edit::Write(path, pieces)),
        4 => (document(), 0..PIECES.len()).prop_map(|(path, piece)| Edit::Append(path, piece)),
        2 => document().prop_map(Edit::Cut),
        2 => other.prop_map(|(file, text)| Edit::Other(file, text)),
        2 => (document(), document()).prop_map(|(from, to)| Edit::Rename(from, to)),
        1 => document().prop_map(Edit::Delete),
        1 => (0..OTHERS.len()).prop_map(Edit::DeleteOther),
        1 => document().prop_map(Edit::Touch),
        1 => any::<bool>().prop_map(Edit::Edition),
    ]
}

/// A folder that is edited.
struct Sources {
    folder: tempfile::TempDir,
    texts: BTreeMap<String, Vec<usize>>,
    /// Each write has a time of its own, and all are long ago: what was written within a tick of
    /// the clock is read again anyway.
    clock: SystemTime,
    short: bool,
}

impl Sources {
    fn new(first: &[Vec<usize>]) -> std::io::Result<Self> {
        let mut sources = Self {
            folder: tempfile::tempdir()?,
            texts: BTreeMap::new(),
            clock: SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000),
            short: false,
        };
        sources.write("prepbook.yml", OTHERS[0].1[0])?;
        fs::create_dir(sources.folder.path().join("content"))?;
        for (path, pieces) in DOCUMENTS.iter().zip(first) {
            sources.document(path, pieces.clone())?;
        }
        Ok(sources)
    }

    fn write(&mut self, path: &str, text: &str) -> std::io::Result<()> {
        let file = self.folder.path().join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&file, text)?;
        self.clock += Duration::from_secs(1);
        fs::File::options()
            .write(true)
            .open(file)?
            .set_modified(self.clock)
    }

    fn document(&mut self, path: &str, pieces: Vec<usize>) -> std::io::Result<()> {
        let mut text = String::new();
        let front = pieces
            .iter()
            .find(|piece| PIECES[**piece].starts_with("---"));
        let rest = pieces
            .iter()
            .filter(|piece| !PIECES[**piece].starts_with("---"));
        if let Some(front) = front {
            text.push_str(PIECES[*front]);
        }
        let _ = write!(text, "# About {path}\n\n");
        rest.for_each(|piece| text.push_str(PIECES[*piece]));
        self.write(&format!("content/{path}"), &text)?;
        self.texts.insert(path.to_owned(), pieces);
        Ok(())
    }

    fn remove(&mut self, path: &str) {
        // It may not be there.
        let _ = fs::remove_file(self.folder.path().join(path));
    }

    fn apply(&mut self, edit: &Edit) -> std::io::Result<()> {
        match edit {
            Edit::Write(path, pieces) => self.document(path, pieces.clone()),
            Edit::Append(path, piece) => {
                let mut pieces = self.texts.get(*path).cloned().unwrap_or_default();
                pieces.push(*piece);
                self.document(path, pieces)
            }
            Edit::Cut(path) => {
                let mut pieces = self.texts.get(*path).cloned().unwrap_or_default();
                pieces.pop();
                self.document(path, pieces)
            }
            Edit::Other(file, text) => {
                let (path, texts) = OTHERS[*file];
                self.write(path, texts[*text])
            }
            Edit::Rename(from, to) => {
                if let Some(pieces) = self.texts.remove(*from) {
                    let content = self.folder.path().join("content");
                    fs::create_dir_all(content.join("deep"))?;
                    fs::rename(content.join(from), content.join(to))?;
                    self.texts.insert((*to).to_owned(), pieces);
                }
                Ok(())
            }
            Edit::Delete(path) => {
                self.texts.remove(*path);
                self.remove(&format!("content/{path}"));
                Ok(())
            }
            Edit::DeleteOther(file) => {
                self.remove(OTHERS[*file].0);
                Ok(())
            }
            Edit::Touch(path) => match self.texts.get(*path).cloned() {
                Some(pieces) => self.document(path, pieces),
                None => Ok(()),
            },
            Edit::Edition(short) => {
                self.short = *short;
                Ok(())
            }
        }
    }

    /// Reads what is there, as the program does.
    fn read(&self, before: &Inputs) -> std::io::Result<(Inputs, Checked<Config>)> {
        let site = locate(self.folder.path())?;
        let mut config = match &site.config {
            Some(file) => config::read(file),
            None => Checked::fine(Config {
                content: "content".to_owned(),
                ..Config::default()
            }),
        };
        // A site without the file has one that says nothing; the folder has no stable name.
        config.value.folder = Some("guide".to_owned());
        if self.short {
            config.value.choose("short");
        }
        let options = config.value.read_options(None);
        let inputs = read_again(&site, &options, before)?;
        Ok((inputs, config))
    }
}

/// Every file of a site, and everything that is wrong with its sources.
#[derive(Debug, PartialEq)]
struct Made {
    files: BTreeMap<String, Result<String, String>>,
    diagnostics: Vec<Diagnostic>,
    rendered: bool,
}

fn bytes(artifact: &Artifact) -> String {
    match &artifact.content {
        Content::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Content::File(path) => format!("a copy of {}", file_name(path)),
    }
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().map(PathBuf::from).unwrap_or_default();
    name.display().to_string()
}

fn clean(sources: &Sources) -> std::io::Result<Made> {
    let (inputs, config) = sources.read(&Inputs::default())?;
    let mut artifacts = Vec::new();
    let build = Builder::default().build(&inputs, &config, &mut artifacts);
    Ok(Made {
        files: artifacts
            .iter()
            .map(|artifact| (artifact.path.clone(), Ok(bytes(artifact))))
            .collect(),
        diagnostics: build.diagnostics,
        rendered: build.rendered,
    })
}

/// Every file that `paths` names or that is a page, made alone, in no order of reading.
fn forced(prepared: &Prepared, paths: &BTreeSet<String>) -> Made {
    let mut files = BTreeMap::new();
    let mut rendered = false;
    if let Some(snapshot) = &prepared.snapshot {
        rendered = true;
        let pages = prepared.guide.pages.iter().map(|page| &page.url);
        for path in pages.chain(paths).rev() {
            if let Some(made) = snapshot.file(path) {
                let made = made.map_err(|diagnostic| diagnostic.message.to_string());
                rendered &= made.is_ok();
                files.insert(path.clone(), made.map(|artifact| bytes(&artifact)));
            }
        }
    }
    let (diagnostics, _) = prepared.check_pages(&mut || false);
    Made {
        files,
        diagnostics,
        rendered,
    }
}

fn agree(incremental: &Made, clean: &Made) -> Result<(), TestCaseError> {
    prop_assert_eq!(incremental.rendered, clean.rendered);
    prop_assert_eq!(&incremental.diagnostics, &clean.diagnostics);
    if clean.rendered {
        let names = |made: &Made| -> Vec<String> { made.files.keys().cloned().collect() };
        prop_assert_eq!(names(incremental), names(clean));
        for (path, made) in &clean.files {
            prop_assert_eq!(&incremental.files[path], made, "{}", path);
        }
    }
    Ok(())
}

fn edited(first: &[Vec<usize>], edits: &[(Edit, bool, usize)]) -> Result<(), TestCaseError> {
    let failed = |error: std::io::Error| TestCaseError::fail(error.to_string());
    let mut sources = Sources::new(first).map_err(failed)?;
    let mut builder = Builder::default();
    let (mut inputs, config) = sources.read(&Inputs::default()).map_err(failed)?;
    let mut prepared = builder.prepare(&inputs, &config);
    for (edit, looked, page) in edits {
        if *looked && let Some(snapshot) = &prepared.snapshot {
            // Somebody looks at a page, and searches now and then.
            let pages = &prepared.guide.pages;
            let _ = snapshot.file(&pages[page % pages.len()].url);
            if page % 3 == 0 {
                let _ = snapshot.file("search/manifest.js");
            }
        }
        sources.apply(edit).map_err(failed)?;
        let (again, config) = sources.read(&inputs).map_err(failed)?;
        prepared = builder.prepare(&again, &config);
        inputs = again;
    }
    let clean = clean(&sources).map_err(failed)?;
    let paths = clean.files.keys().cloned().collect();
    agree(&forced(&prepared, &paths), &clean)
}

/// Sequences in each of the tests; they run side by side.
const SEQUENCES: u32 = 120;

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: SEQUENCES,
        max_shrink_iters: 60,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn after_a_few_edits_everything_is_as_in_a_clean_build(
        first in collection::vec(pieces(), DOCUMENTS.len()),
        edits in collection::vec((edit(), any::<bool>(), any::<usize>()), 1..4),
    ) {
        edited(&first, &edits)?;
    }

    #[test]
    fn after_many_edits_everything_is_as_in_a_clean_build(
        first in collection::vec(pieces(), DOCUMENTS.len()),
        edits in collection::vec((edit(), any::<bool>(), any::<usize>()), 4..12),
    ) {
        edited(&first, &edits)?;
    }
}

/// The edits are worth something only if the guides are: most have questions, links that arrive
/// and links that do not, relations, terms that are used, and a page that several edits change.
#[test]
fn the_pieces_make_a_guide_with_something_of_everything() {
    let all: Vec<Vec<usize>> = vec![
        vec![0, 6, 7],
        vec![0, 10, 11],
        vec![3, 4],
        vec![2, 5],
        vec![14, 2],
        vec![18, 17],
        vec![16],
    ];
    let sources = Sources::new(&all).expect("a folder");
    let (inputs, config) = sources.read(&Inputs::default()).expect("inputs");
    let prepared = Builder::default().prepare(&inputs, &config);
    let guide = &prepared.guide;
    let related = guide
        .entries
        .iter()
        .any(|entry| !guide.kin.related(entry.document, &entry.id).is_empty());
    assert!(related, "nothing is related");
    assert!(
        (0..guide.terms.all.len()).any(|term| !guide.terms.uses(guide, term).is_empty()),
        "no term is used"
    );
    assert!(
        guide.mentions.of("caching.html").is_some() || guide.mentions.of("queues.html").is_some()
    );
    let codes: BTreeSet<String> = prepared
        .check()
        .iter()
        .map(|diagnostic| diagnostic.code.info().name.to_owned())
        .collect();
    for code in [
        "broken-link",
        "duplicate-id",
        "near-duplicate",
        "unknown-name",
    ] {
        assert!(codes.contains(code), "{code} is not among {codes:?}");
    }
}

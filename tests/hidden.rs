//! No edition tells what it hides, whatever the documents look like.
//!
//! What a candidate may see of a document is gathered here a second time, by hand, from the whole
//! document: titles, prompts up to where they surely end, options. Every word of the output must be
//! among these words or among those of the theme. Documents are mixed at random, and those of the
//! made-up shapes, of the reference and of the public repositories where they are at hand (beside
//! the checkout in `../shared`, or where `PREPBOOK_REFERENCE` and `PREPBOOK_CORPORA` say).

#[path = "support/soup.rs"]
mod soup;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::LazyLock;

use libtest_mimic::{Arguments, Failed, Trial};
use prepbook::config::Config;
use prepbook::diagnostic::Checked;
use prepbook::model::prose::plain_text;
use prepbook::model::{BlockKind, Document, PartBody, SectionHeading};
use prepbook::parse::{ParseOptions, parse, whole_files};
use prepbook::pipeline::Builder;
use prepbook::render::{Artifact, Content};
use prepbook::source::{FileId, Inputs, ReadOptions, SourceFile, locate, read_inputs};
use prepbook::tokens::stems::Stems;
use prepbook::tokens::token_set;
use proptest::test_runner::{Config as Cases, TestCaseError, TestRunner};
use serde_json::Value;

/// Shorter words stand in classes, addresses and code of the theme by chance.
const SHORTEST: usize = 6;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut trials = vec![Trial::test("documents mixed at random", at_random)];
    let shapes = checkout.join("tests/fixtures/shapes");
    trials.push(folder("the shapes", shapes.clone()));
    trials.push(Trial::test(
        "the comparison itself sees what leaks",
        move || match hides_in("interviewer", &inputs(&shapes)?) {
            Err(_) => Ok(()),
            Ok(()) => Err("the whole guide hides nothing, and no word was missed".into()),
        },
    ));
    trials.push(Trial::test(
        "a builder that made one edition makes the next as if it were new",
        builders_do_not_mix_editions,
    ));
    let shared = |name: &str, folder: &str| {
        std::env::var_os(name)
            .map_or_else(|| checkout.join("../shared").join(folder), PathBuf::from)
    };
    trials.push(folder(
        "the reference",
        shared("PREPBOOK_REFERENCE", "reference"),
    ));
    let corpora = shared("PREPBOOK_CORPORA", "corpora");
    for name in [
        "csharp-rcallaby",
        "data-science-alexeygrigorev",
        "interviews-kdn251",
        "ios-9magnets",
        "react-sudheerj",
        "sysadmin-trimstray",
        "thirty-seconds",
    ] {
        trials.push(folder(name, corpora.join(name)));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn folder(name: &str, folder: PathBuf) -> Trial {
    let there = folder.is_dir();
    let trial = Trial::test(name, move || hides(&inputs(&folder)?).map_err(Failed::from));
    if there {
        trial
    } else {
        trial
            .with_kind("not beside the checkout")
            .with_ignored_flag(true)
    }
}

fn builders_do_not_mix_editions() -> Result<(), Failed> {
    let inputs = inputs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/shapes"))?;
    let build = |builder: &mut Builder, edition: &str| {
        let mut config = Config::default();
        assert!(config.choose(edition), "the edition is built in");
        let mut artifacts: Vec<Artifact> = Vec::new();
        let build = builder.build(&inputs, &Checked::fine(config), &mut artifacts);
        (artifacts, build.diagnostics)
    };
    let mut kept = Builder::default();
    for edition in ["interviewer", "candidate", "interviewer"] {
        if build(&mut kept, edition) != build(&mut Builder::default(), edition) {
            return Err(format!("the edition '{edition}' differs").into());
        }
    }
    Ok(())
}

fn inputs(folder: &Path) -> Result<Inputs, Failed> {
    let site = locate(folder).map_err(|error| error.to_string())?;
    let options = ReadOptions {
        content: ".".to_owned(),
        ..ReadOptions::default()
    };
    Ok(read_inputs(&site, &options).map_err(|error| error.to_string())?)
}

fn at_random() -> Result<(), Failed> {
    let mut runner = TestRunner::new(Cases {
        failure_persistence: None,
        ..Cases::default()
    });
    runner
        .run(&soup::file(), |text| {
            let text = with_marks(&text);
            let inputs = Inputs {
                documents: vec![SourceFile::new(
                    FileId::new("soup.md"),
                    "soup.md",
                    text.as_bytes(),
                )],
                ..Inputs::default()
            };
            hides(&inputs).map_err(TestCaseError::fail)
        })
        .map_err(|error| Failed::from(error.to_string()))
}

/// A word of its own on every line of prose.
fn with_marks(text: &str) -> String {
    let lines = text.lines().enumerate().map(|(number, line)| {
        if line.trim().is_empty() || line.contains(['|', '<', '`', ':', '{', '-', '=', '*']) {
            line.to_owned()
        } else {
            format!("{line} zqmark{number}xw")
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether the candidate's output holds nothing but what a candidate may see.
fn hides(inputs: &Inputs) -> Result<(), String> {
    hides_in("candidate", inputs)
}

/// The same of any edition.
fn hides_in(edition: &str, inputs: &Inputs) -> Result<(), String> {
    let mut config = Config::default();
    assert!(config.choose(edition), "the edition is built in");
    let mut artifacts: Vec<Artifact> = Vec::new();
    Builder::default().build(inputs, &Checked::fine(config), &mut artifacts);
    let mut allowed = String::new();
    for (file, whole_file) in inputs.documents.iter().zip(whole_files(&inputs.documents)) {
        let options = ParseOptions {
            whole_file,
            ..ParseOptions::default()
        };
        let document = parse(file, &options).value;
        visible(&document, &mut allowed);
    }
    // The index has words without accents and apostrophes, and their stems.
    let stems = Stems::of("en").expect("stems of English");
    let mut folded = token_set(&allowed);
    let stemmed: Vec<String> = folded
        .iter()
        .filter_map(|word| stems.stem(word))
        .map(Cow::into_owned)
        .collect();
    folded.extend(stemmed);
    let folded: Vec<String> = folded.into_iter().collect();
    let allowed = format!("{} {}", allowed.to_lowercase(), folded.join(" "));
    let mut leaks = BTreeSet::new();
    for artifact in &artifacts {
        let Content::Bytes(bytes) = &artifact.content else {
            continue;
        };
        let own = artifact.path.starts_with("assets/");
        if own {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        let text = if artifact.path.starts_with("search/") {
            searched(&text)
        } else {
            format!("{} {text}", artifact.path)
        };
        for word in words(&decoded(&text)) {
            if !allowed.contains(&word) && !THEME.contains(&word) {
                leaks.insert(format!("{word} in {}", artifact.path));
            }
        }
    }
    if leaks.is_empty() {
        Ok(())
    } else {
        let some: Vec<_> = leaks.iter().take(20).collect();
        Err(format!("{} words leak: {some:#?}", leaks.len()))
    }
}

/// What a candidate may see of a document, gathered without the projection.
fn visible(document: &Document, out: &mut String) {
    let _ = write!(out, " {} {} ", document.path, document.title);
    let footnotes = &document.footnotes;
    let mut shown = String::new();
    for part in &document.parts {
        if matches!(part.body, PartBody::Questions(_) | PartBody::Scenario(_)) {
            let _ = write!(shown, "{:?} {} ", part.title, plain_text(&part.title));
        }
        if let PartBody::Questions(set) = &part.body {
            for section in &set.sections {
                if section.heading == SectionHeading::Above {
                    let title = plain_text(&section.title);
                    let _ = write!(shown, "{:?} {title} {} ", section.title, section.anchor);
                }
            }
        }
        for question in part.questions().filter(|question| question.title_sure) {
            let _ = write!(
                shown,
                "{} {:?} {} ",
                question.id,
                question.title,
                plain_text(&question.title)
            );
            let end = question.prompt_end.unwrap_or_default();
            for block in &question.prompt.blocks {
                let open = !matches!(block.kind, BlockKind::Details { .. } | BlockKind::Html(_));
                if block.span.start < end && open {
                    let _ = write!(shown, "{:?} ", block.kind);
                    block.push_plain_text(&mut shown);
                }
            }
            for option in &question.options {
                let _ = write!(shown, "{:?} ", option.prose.blocks.first());
                for block in option.prose.blocks.iter().take(1) {
                    block.push_plain_text(&mut shown);
                }
            }
        }
    }
    for _ in 0..footnotes.len() {
        for block in footnotes {
            if let BlockKind::Footnote { label, blocks, .. } = &block.kind
                && shown.contains(&format!("FootnoteReference {{ label: {label:?}"))
            {
                let mut text = format!("{blocks:?} ");
                for block in blocks {
                    block.push_plain_text(&mut text);
                }
                if !shown.contains(&text) {
                    shown.push_str(&text);
                }
            }
        }
    }
    out.push_str(&shown);
}

/// What the index says in words: everything but numbers of entries, which are written as letters,
/// and digests.
fn searched(text: &str) -> String {
    let mut said = String::new();
    for line in text.lines() {
        let call = line
            .strip_prefix("prepbook.search.take(")
            .and_then(|line| line.strip_suffix(");"))
            .expect("a call");
        let (name, value): (String, Value) =
            serde_json::from_str(&format!("[{call}]")).expect("a name and a value");
        let words = match name.chars().next() {
            Some('t') => format!("{} {}", strings(&value[0]), strings(&value[2])),
            Some('m') => strings(&value["terms"]),
            Some('f') => {
                let tags = value[3].as_object().expect("entries by tag");
                tags.keys()
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join(" ")
            }
            // Where texts are, and then the texts.
            Some('x') if name.len() == 1 => String::new(),
            Some('d' | 'w' | 'x') => strings(&value),
            _ => panic!("{name} is new: say what of it is words"),
        };
        said.push_str(&words);
        said.push(' ');
    }
    said
}

/// All texts in a value, and the names in it.
fn strings(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text} "),
        Value::Array(values) => values.iter().map(strings).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| format!("{name} {}", strings(value)))
            .collect(),
        _ => String::new(),
    }
}

/// Words with letters and digits, in lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| word.chars().count() >= SHORTEST)
        .map(str::to_lowercase)
}

/// Addresses without percent signs, text without character references.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let hex = behind
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        if let Some(byte) = hex {
            bytes.push(byte);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    ["&quot;", "&amp;", "&lt;", "&gt;", "&#39;", "&#x27;"]
        .iter()
        .fold(text, |text, entity| text.replace(entity, " "))
}

/// The words of the theme and of the program: templates, strings, names in the sources.
static THEME: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = BTreeSet::new();
    for folder in ["themes/default", "src"] {
        gather(&root.join(folder), &mut found);
    }
    found.extend(MATHML.map(str::to_owned));
    found
});

/// What formulas are written with, which is no word of their authors.
const MATHML: [&str; 14] = [
    "accent",
    "columnalign",
    "columnspacing",
    "displaystyle",
    "linethickness",
    "lspace",
    "mathvariant",
    "movablelimits",
    "normal",
    "rowspacing",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
];

fn gather(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            gather(&path, found);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            found.extend(words(&text));
        }
    }
}

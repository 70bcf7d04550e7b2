//! What holds for every text, however broken.

#[path = "support/places.rs"]
mod places;
#[path = "support/soup.rs"]
mod soup;

use std::collections::BTreeSet;
use std::sync::Arc;

use prepbook::canonical::{self, compare};
use prepbook::config::Config;
use prepbook::diagnostic::{Checked, Diagnostic, Report, ReportFormat, format};
use prepbook::guide::{Assets, assemble};
use prepbook::model::{Document, Facts};
use prepbook::parse::{ParseOptions, parse};
use prepbook::pipeline::Builder;
use prepbook::render::Artifact;
use prepbook::source::{FileId, Inputs, LineIndex, SourceFile, Span};
use prepbook::words::Words;
use proptest::prelude::{ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::TestCaseError;
use proptest::{collection, sample};

use places::{ids, spans};

/// Byte order marks.
const MARKS: &[&[u8]] = &[b"", b"\xFF\xFE", b"\xFE\xFF", b"\xEF\xBB\xBF"];

fn source(path: &str, bytes: &[u8]) -> SourceFile {
    SourceFile::new(FileId::new(path), path, bytes)
}

fn read(file: &SourceFile) -> Checked<Document> {
    parse(file, &ParseOptions::default())
}

/// Whether `span` can be cut out of `text`.
fn inside(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.range()).is_some()
}

/// Whether every place of the document and of what is said about it lies in the text.
fn places_are_sound(file: &SourceFile, read: &Checked<Document>) -> Result<(), TestCaseError> {
    for (what, span) in spans(&read.value) {
        prop_assert!(inside(&file.text, span), "{what} at {span:?}");
    }
    for diagnostic in &read.diagnostics {
        for span in diagnostic_spans(diagnostic) {
            prop_assert!(inside(&file.text, span), "{diagnostic:?}");
        }
    }
    Ok(())
}

fn diagnostic_spans(diagnostic: &Diagnostic) -> impl Iterator<Item = Span> {
    let related = diagnostic.related.iter().map(|related| related.span);
    diagnostic.span.into_iter().chain(related)
}

/// Whether what belongs to a question lies inside it, and questions stand one behind the other.
fn questions_are_nested(document: &Document) -> Result<(), TestCaseError> {
    let mut last = 0;
    for question in document.questions() {
        let whole = question.span;
        prop_assert!(last <= whole.start, "{} starts too early", question.id);
        last = whole.end;
        let answer = question.answer.as_ref().map(|answer| answer.span);
        let options = question.options.iter().map(|option| option.span);
        let follow_ups = question.follow_ups.iter().map(|follow_up| follow_up.span);
        let inner = [question.title_span].into_iter().chain(answer);
        for span in inner.chain(options).chain(follow_ups) {
            let fits = whole.start <= span.start && span.end <= whole.end;
            prop_assert!(fits, "{span:?} of {} outside {whole:?}", question.id);
        }
    }
    Ok(())
}

/// A word on each line that could only be lost by mistake.
fn with_marks(body: &str) -> String {
    // What stands here may belong to Markdown itself and be no words.
    const RISKY: [&str; 6] = ["|", "]:", "{#", "<!--", "-->", "Time:"];
    let lines = body.lines().enumerate().map(|(number, line)| {
        let risky = RISKY.iter().any(|mark| line.contains(mark));
        if risky || line.trim().is_empty() {
            line.to_owned()
        } else {
            format!("{line} ZQ{number}X")
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The marks of [`with_marks`] with their offsets.
fn marks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("ZQ").filter_map(|(at, _)| {
        let digits = text[at + 2..].bytes().take_while(u8::is_ascii_digit);
        let mark = text.get(at..at + 2 + digits.count() + 1)?;
        mark.ends_with('X').then_some((at, mark))
    })
}

/// Lines of front matter that say nothing about the text behind it.
fn harmless_keys() -> impl Strategy<Value = Vec<&'static str>> {
    let keys = [
        "# a comment",
        "",
        "description: 面包 and more",
        "order: 7",
        "tags:\n  - a\n  - b",
    ];
    sample::subsequence(keys.to_vec(), 0..=keys.len())
}

/// A question's title with its first and last line.
type QuestionLines = (String, usize, usize);

/// What a diagnostic says, and in which line.
type DiagnosticLine = (String, usize);

/// Where every question and every diagnostic is, in lines of the file.
fn lines_of(file: &SourceFile) -> (Vec<QuestionLines>, Vec<DiagnosticLine>) {
    let index = LineIndex::new(&file.text);
    let read = read(file);
    let questions = read
        .value
        .questions()
        .map(|question| {
            let span = question.span;
            (
                question.title_text(),
                index.line(span.start as usize),
                index.line((span.end as usize).saturating_sub(1)),
            )
        })
        .collect();
    let diagnostics = read
        .diagnostics
        .iter()
        .filter_map(|diagnostic| {
            let line = index.line(diagnostic.span?.start as usize);
            Some((format!("{}: {}", diagnostic.code, diagnostic.message), line))
        })
        .collect();
    (questions, diagnostics)
}

fn documents(bodies: &[String]) -> Vec<Arc<Document>> {
    const PATHS: [&str; 8] = [
        "README.md",
        "index.md",
        "a/index.md",
        "a/README.md",
        "a/b.md",
        "A B.md",
        "a-b.md",
        "LICENSE.md",
    ];
    PATHS
        .iter()
        .zip(bodies)
        .map(|(path, body)| Arc::new(read(&source(path, body.as_bytes())).value))
        .collect()
}

fn artifacts(documents: &[SourceFile]) -> (Vec<Artifact>, Vec<Diagnostic>) {
    let inputs = Inputs {
        documents: documents.to_vec(),
        ..Inputs::default()
    };
    let mut artifacts = Vec::new();
    let config = Checked::fine(Config::default());
    let build = Builder::default().build(&inputs, &config, &mut artifacts);
    (artifacts, build.diagnostics)
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_bytes_give_a_document_with_sound_places(
        bytes in collection::vec(any::<u8>(), 0..400),
        mark in sample::select(MARKS),
    ) {
        let file = source("any.md", &[mark, &bytes].concat());
        let read = read(&file);
        prop_assert!(!read.value.parts.is_empty());
        places_are_sound(&file, &read)?;
    }

    #[test]
    fn any_soup_of_markdown_gives_a_document_with_sound_places(text in soup::file()) {
        let file = source("soup.md", text.as_bytes());
        let read = read(&file);
        prop_assert!(!read.value.parts.is_empty());
        places_are_sound(&file, &read)?;
    }

    #[test]
    fn any_table_gives_a_document_with_sound_places(
        rows in collection::vec(collection::vec(soup::body(), 0..4), 0..4),
        delimiter in sample::select(vec![",", ";", "\t"]),
        quoted in any::<bool>(),
    ) {
        let quote = |field: &String| match quoted {
            true => format!("\"{}\"", field.replace('"', "\"\"")),
            false => field.clone(),
        };
        let rows = rows.iter().map(|row| {
            row.iter().map(quote).collect::<Vec<_>>().join(delimiter)
        });
        let header = ["Question", "answer", "tags"].join(delimiter);
        let lines: Vec<String> = std::iter::once(header).chain(rows).collect();
        let file = source("soup.csv", lines.join("\r\n").as_bytes());
        places_are_sound(&file, &read(&file))?;
    }

    #[test]
    fn damaged_bytes_keep_places_sound(
        text in soup::file(),
        damage in collection::vec((any::<sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = text.into_bytes();
        for (at, byte) in damage {
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
        }
        let file = source("damaged.md", &bytes);
        places_are_sound(&file, &read(&file))?;
    }

    #[test]
    fn what_belongs_to_a_question_lies_inside_it(text in soup::file()) {
        let file = source("soup.md", text.as_bytes());
        questions_are_nested(&read(&file).value)?;
    }

    #[test]
    fn no_word_is_lost(body in soup::body()) {
        let file = source("soup.md", with_marks(&body).as_bytes());
        let Checked { value: mut document, diagnostics } = read(&file);
        let dropped = std::mem::take(&mut document.reading.dropped);
        document.facts = Facts::default();
        let kept = format!("{document:?}");
        for (at, mark) in marks(&file.text) {
            let said = diagnostics.iter().any(|diagnostic| diagnostic.message.contains(mark));
            let excused = said || dropped.iter().any(|dropped| dropped.span.range().contains(&at));
            let line = file.text[..at].matches('\n').count() + 1;
            prop_assert!(excused || kept.contains(mark), "{mark} is lost in line {line}");
        }
    }

    #[test]
    fn ids_are_unique_in_a_document(text in soup::body()) {
        let text = text.replace("<!-- id:", "<!-- no:").replace("{#", "{");
        let document = read(&source("soup.md", text.as_bytes())).value;
        let ids = ids(&document);
        let different: BTreeSet<&String> = ids.iter().collect();
        prop_assert_eq!(different.len(), ids.len(), "{:?}", ids);
    }

    #[test]
    fn what_is_imported_reads_the_same_and_stays_as_it_is(text in soup::file()) {
        let file = source("soup.md", text.as_bytes());
        let options = ParseOptions::default();
        let document = read(&file).value;
        let written = canonical::write(&file, &document, &options, &[]);
        let again = source("soup.md", written.text.as_bytes());
        let reread = read(&again).value;
        prop_assert_eq!(compare::difference(&document, &reread), None, "{}", written.text);
        let twice = canonical::write(&again, &reread, &options, &[]);
        prop_assert_eq!(&twice.text, &written.text);
    }

    #[test]
    fn longer_front_matter_moves_everything_by_its_lines(
        body in soup::body(),
        keys in harmless_keys(),
    ) {
        let short = source("soup.md", format!("---\ntitle: Soup\n---\n{body}").as_bytes());
        let front = format!("title: Soup\n{}", keys.iter().map(|key| format!("{key}\n")).collect::<String>());
        let long = source("soup.md", format!("---\n{front}---\n{body}").as_bytes());
        let moved = front.lines().count() - 1;
        let (mut questions, mut diagnostics) = lines_of(&short);
        for (_, start, end) in &mut questions {
            *start += moved;
            *end += moved;
        }
        for (_, line) in &mut diagnostics {
            *line += moved;
        }
        prop_assert_eq!(lines_of(&long), (questions, diagnostics));
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases / 10,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_order_of_files_does_not_matter(
        bodies in collection::vec(soup::file(), 8),
        places in sample::subsequence((0..8_usize).collect::<Vec<_>>(), 8).prop_shuffle(),
    ) {
        let sorted = documents(&bodies);
        let shuffled: Vec<_> = places.iter().map(|at| Arc::clone(&sorted[*at])).collect();
        let assets = Arc::new(Assets::new());
        let config = Config::default();
        let words = Words::default();
        let a = assemble(&sorted, &assets, &config, &words);
        let b = assemble(&shuffled, &assets, &config, &words);
        prop_assert_eq!(&a.value.pages, &b.value.pages);
        prop_assert_eq!(&a.value.title, &b.value.title);
        prop_assert_eq!(&a.diagnostics, &b.diagnostics);
        let check = |guide| prepbook::check::check(guide, &config, &[]);
        prop_assert_eq!(check(&a.value), check(&b.value));
    }

    #[test]
    fn every_diagnostic_can_be_printed_in_every_format(bodies in collection::vec(soup::file(), 2)) {
        let files = [source("a.md", bodies[0].as_bytes()), source("b.md", bodies[1].as_bytes())];
        let (_, diagnostics) = artifacts(&files);
        let texts = files.iter().map(|file| (&file.id, &*file.text)).collect();
        let report = Report::new(&diagnostics, &texts, "site/");
        let said = |wanted| format::write(&report, wanted, false);
        prop_assert_eq!(said(ReportFormat::Json).lines().count(), diagnostics.len());
        // Whatever an author wrote, it ends no annotation and begins none.
        let annotations = said(ReportFormat::Github);
        prop_assert_eq!(annotations.lines().count(), diagnostics.len());
        prop_assert!(annotations.lines().all(|line| line.starts_with("::error file=") || line.starts_with("::warning file=")));
        let rows: Vec<serde_json::Value> = serde_json::from_str(&said(ReportFormat::Gitlab)).expect("an array");
        let fingerprints: BTreeSet<String> = rows.iter().map(|row| row["fingerprint"].to_string()).collect();
        prop_assert_eq!(fingerprints.len(), diagnostics.len());
        let (human, short) = (said(ReportFormat::Human), said(ReportFormat::Short));
        for diagnostic in &diagnostics {
            let code = format!("[{}]: ", diagnostic.code);
            prop_assert!(human.contains(&code) && short.contains(&code), "{code}");
        }
        prop_assert_eq!(format::write(&report, ReportFormat::Human, true).contains('\u{1b}'), !human.is_empty());
    }

    #[test]
    fn the_same_input_gives_the_same_site(bodies in collection::vec(soup::file(), 1..4)) {
        let files: Vec<SourceFile> = bodies
            .iter()
            .enumerate()
            .map(|(number, body)| source(&format!("{number}.md"), body.as_bytes()))
            .collect();
        let (a, b) = (artifacts(&files), artifacts(&files));
        prop_assert_eq!(a.1, b.1);
        prop_assert!(a.0 == b.0, "an artifact differs");
    }
}

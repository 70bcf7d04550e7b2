//! What each stage takes for a guide of 1,000 questions: `cargo bench`, or
//! `cargo bench -- highlight` for one of them.
//!
//! Each stage gets what the one before it made; nothing comes from a memo or a cache. Stages that
//! the pipeline runs on all cores do so here.

#[expect(
    dead_code,
    reason = "other tools' forms of the corpus are not measured here"
)]
#[path = "corpus/mod.rs"]
mod corpus;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use prepbook::check::check;
use prepbook::config::Config;
use prepbook::diagnostic::Checked;
use prepbook::guide::{Guide, assemble};
use prepbook::html::Highlighter;
use prepbook::model::Document;
use prepbook::parse::{ParseOptions, parse};
use prepbook::pipeline::{ArtifactSink, Builder};
use prepbook::publish::{Destination, Publication};
use prepbook::related::{Known, Related};
use prepbook::render::{Artifact, Theme, embedded};
use prepbook::search;
use prepbook::source::{Inputs, locate, read_inputs};
use prepbook::view::{PageContext, page_context};
use prepbook::words::Words;
use rayon::prelude::*;
use tempfile::TempDir;

const QUESTIONS: usize = 1_000;

/// The corpus on disk, and what each stage makes of it.
struct Corpus {
    folder: TempDir,
    config: Config,
    words: Checked<Words>,
    inputs: Inputs,
}

impl Corpus {
    fn new() -> io::Result<Self> {
        let folder = TempDir::new()?;
        for file in corpus::files(QUESTIONS, corpus::Style::Prepbook) {
            let path = folder.path().join(file.path);
            fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
            fs::write(path, file.text)?;
        }
        let config = Config::default();
        let inputs = read(folder.path(), &config)?;
        let words = Words::load(embedded::files(), &BTreeMap::new(), &config.language);
        Ok(Self {
            folder,
            config,
            words,
            inputs,
        })
    }

    fn parsed(&self) -> Vec<Arc<Document>> {
        let options = ParseOptions::default();
        let files = self.inputs.documents.par_iter();
        files
            .map(|file| Arc::new(parse(file, &options).value))
            .collect()
    }

    fn guide(&self, documents: &[Arc<Document>]) -> Guide {
        let assets = Arc::new(self.inputs.assets.clone());
        assemble(documents, &assets, &self.config, &self.words.value).value
    }

    fn context(&self, guide: &Guide, highlighter: &Highlighter, page: usize) -> PageContext {
        let highlight = |language: &str, code: &str| highlighter.highlight(language, code);
        page_context(guide, &self.config, &self.words.value, &highlight, page)
    }

    fn theme(&self) -> Theme {
        let theme = Theme::load(&self.inputs.theme, &self.words, &self.config);
        theme.value.expect("the theme that is built in is usable")
    }
}

fn read(root: &Path, config: &Config) -> io::Result<Inputs> {
    read_inputs(&locate(root)?, &config.read_options(None))
}

fn stages(criterion: &mut Criterion) {
    let corpus = Corpus::new().expect("a corpus in the temporary folder");
    let documents = corpus.parsed();
    let guide = corpus.guide(&documents);
    let mut group = criterion.benchmark_group("stages");
    group.sample_size(10);

    group.throughput(Throughput::Elements(QUESTIONS as u64));
    group.bench_function("read", |bencher| {
        bencher.iter(|| read(corpus.folder.path(), &corpus.config).expect("files to read"));
    });
    group.bench_function("parse", |bencher| bencher.iter(|| corpus.parsed()));
    group.bench_function("assemble", |bencher| {
        bencher.iter(|| corpus.guide(&documents));
    });
    group.bench_function("relate", |bencher| {
        bencher.iter(|| {
            let related = Related::new(documents.clone(), "en", &mut Known::default());
            related.twins().len()
        });
    });
    group.bench_function("check", |bencher| {
        // A guide looks up once what rules share, so each run gets one of its own.
        bencher.iter_batched_ref(
            || corpus.guide(&documents),
            |guide| check(guide, &corpus.config, &[]),
            BatchSize::LargeInput,
        );
    });
    group.bench_function("search index", |bencher| {
        bencher.iter(|| {
            let mut size = 0;
            search::index(&guide, "en", &mut |_, text| size += text.len());
            size
        });
    });

    // Colours are made before the contexts are measured.
    let highlighter = Highlighter::default();
    let pages = || (0..guide.pages.len()).into_par_iter();
    let context = |page| corpus.context(&guide, &highlighter, page);
    let contexts: Vec<PageContext> = pages().map(context).collect();
    group.bench_function("contexts", |bencher| {
        bencher.iter(|| pages().for_each(|page| drop(black_box(context(page)))));
    });
    let theme = corpus.theme();
    group.bench_function("render", |bencher| {
        let render = |context| drop(black_box(theme.render(context)));
        bencher.iter(|| contexts.par_iter().for_each(render));
    });
    drop(contexts);

    let artifacts = artifacts(&corpus);
    group.bench_function("publish", |bencher| {
        let place = || TempDir::new().expect("a temporary folder");
        bencher.iter_batched_ref(
            || (place(), artifacts.clone()),
            |(place, artifacts)| publish(place.path(), artifacts),
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

/// Code in colours, one block after the other on one thread.
fn highlight(criterion: &mut Criterion) {
    let blocks: Vec<(&str, String)> = (0..QUESTIONS * 3 / 5).map(corpus::code::block).collect();
    let bytes: usize = blocks.iter().map(|(_, text)| text.len()).sum();
    let mut group = criterion.benchmark_group("stages");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("highlight", |bencher| {
        bencher.iter(|| {
            let highlighter = Highlighter::default();
            for (language, text) in &blocks {
                black_box(highlighter.highlight(language, text));
            }
        });
    });
    group.finish();
}

/// Every file of the site.
fn artifacts(corpus: &Corpus) -> Vec<Artifact> {
    let config = Checked::fine(corpus.config.clone());
    let mut artifacts = Vec::new();
    Builder::default().build(&corpus.inputs, &config, &mut artifacts);
    artifacts
}

/// Writes the site into a folder that is not there yet.
fn publish(place: &Path, artifacts: &mut Vec<Artifact>) {
    let sources: [PathBuf; 0] = [];
    let mut publication = Publication::begin(&Destination {
        out: &place.join("site"),
        edition: None,
        sources: &sources,
    })
    .expect("a folder to write into");
    for artifact in artifacts.drain(..) {
        publication.put(artifact);
    }
    publication.finish().expect("a site that is written");
}

criterion_group!(benches, stages, highlight);
criterion_main!(benches);

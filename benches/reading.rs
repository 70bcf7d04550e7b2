//! What reading costs beside plain pulldown-cmark over the same bytes, for the corpora beside the
//! checkout, the reference documents and the bundled guide: `cargo bench --bench reading`.
//!
//! Plain means the parser with GitHub's extensions, its events counted and nothing kept. The ratio is
//! printed for each folder; at most ten is wanted.

#![expect(clippy::print_stdout, reason = "the ratios are the result")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use prepbook::config::Config;
use prepbook::parse::{ParseOptions, parse};
use prepbook::source::{SourceFile, locate, read_inputs};
use pulldown_cmark::{Options, Parser};

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What reading may cost, in times of plain pulldown-cmark.
const WANTED: f64 = 10.0;

/// How often each side is measured for the ratio; the median counts.
const ROUNDS: usize = 15;

fn folders() -> Vec<(String, PathBuf)> {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = checkout.join("../shared");
    let corpora = std::fs::read_dir(shared.join("corpora"))
        .into_iter()
        .flatten();
    let mut folders: Vec<PathBuf> = corpora.flatten().map(|entry| entry.path()).collect();
    folders.push(shared.join("reference"));
    folders.push(checkout.join("content"));
    folders.sort();
    let named = folders.into_iter().map(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        (name.into_owned(), path)
    });
    named.collect()
}

fn files(folder: &Path) -> Vec<SourceFile> {
    let read = || {
        let site = locate(folder).ok()?;
        Some(
            read_inputs(&site, &Config::default().read_options(None))
                .ok()?
                .documents,
        )
    };
    read().unwrap_or_default()
}

fn read_all(files: &[SourceFile]) {
    for file in files {
        black_box(parse(file, &ParseOptions::default()));
    }
}

fn plain(files: &[SourceFile]) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    for file in files {
        for event in Parser::new_ext(&file.text, options).into_offset_iter() {
            black_box(event);
        }
    }
}

fn median(files: &[SourceFile], work: fn(&[SourceFile])) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            work(files);
            start.elapsed()
        })
        .collect();
    times.sort();
    times[ROUNDS / 2]
}

fn reading(criterion: &mut Criterion) {
    let mut ratios = Vec::new();
    for (name, folder) in folders() {
        let files = files(&folder);
        let bytes: usize = files.iter().map(|file| file.text.len()).sum();
        if bytes == 0 {
            continue;
        }
        let mut group = criterion.benchmark_group(&name);
        group
            .sample_size(10)
            .warm_up_time(Duration::from_millis(500))
            .measurement_time(Duration::from_secs(2))
            .throughput(Throughput::Bytes(bytes as u64));
        group.bench_function("prepbook", |bench| bench.iter(|| read_all(&files)));
        group.bench_function("pulldown-cmark", |bench| bench.iter(|| plain(&files)));
        group.finish();
        let (own, plain) = (median(&files, read_all), median(&files, plain));
        ratios.push((name, bytes, own, own.as_secs_f64() / plain.as_secs_f64()));
    }
    println!(
        "{:32} {:>9} {:>10} {:>6}",
        "folder", "bytes", "reading", "times"
    );
    for (name, bytes, own, ratio) in ratios {
        let missed = if ratio > WANTED {
            "  more than wanted"
        } else {
            ""
        };
        println!(
            "{name:32} {bytes:>9} {:>7.2} ms {ratio:>6.1}{missed}",
            own.as_secs_f64() * 1e3
        );
    }
}

criterion_group!(benches, reading);
criterion_main!(benches);

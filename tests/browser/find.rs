//! The search index in a browser: the words that queries are cut into, what queries find, how good
//! the first results are, and what they cost.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use prepbook::config::Config;
use prepbook::diagnostic::Checked;
use prepbook::pipeline::Builder;
use prepbook::search::entries::{Entry, entries};
use prepbook::source::{locate, read_inputs};
use prepbook::tokens::{each_token, token_set};
use serde_json::json;

use crate::Case;
use crate::chromium::Chromium;
use crate::page::Page;
use crate::site::{Server, Site};

/// Queries over each site, taken from its texts at random.
const QUERIES: usize = 300;

/// The judged queries: number, site, kind, query, wanted titles.
const JUDGED: &str = include_str!("../fixtures/search/queries.tsv");

/// The fixture that the tokeniser in Rust runs, too.
const TOKENS: &str = include_str!("../fixtures/search/tokens.txt");

/// Loads what searches into the page, and waits for it.
const LOAD: &str = "new Promise((resolve, reject) => {
    if (prepbook.query) return resolve(true);
    const script = document.createElement('script');
    script.src = prepbook.root + 'assets/search.js';
    script.onload = () => resolve(true);
    script.onerror = () => reject(new Error(script.src));
    document.head.append(script);
})";

/// Returns the trials of this module.
pub fn cases() -> Vec<Case> {
    let mut cases = vec![
        Case::new("find::queries_are_cut_as_texts_are", |chromium| {
            let site = Site::build(&fixture("everything"))?;
            tokens_agree(chromium, &site.base())
        }),
        Case::new("find::a_first_query_is_cheap", |chromium| {
            let (source, word) = large()?;
            let site = Site::build(source.path())?;
            cheap(chromium, &site.base(), &word)
        }),
        Case::new("find::the_wanted_result_comes_first", |chromium| {
            let bundled = Site::build(&root())?;
            let mut sites = vec![("bundled", bundled.base())];
            let reference = beside();
            let reference = reference.is_dir().then(|| Site::build(&reference));
            let reference = reference.transpose()?;
            sites.extend(reference.iter().map(|site| ("reference", site.base())));
            quality(chromium, &sites)
        }),
    ];
    let folders = [
        ("the_bundled_guide", root()),
        ("the_reference", beside()),
        ("scripts_and_code", fixture("search/mixed")),
    ];
    for (name, folder) in folders {
        let served = folder.clone();
        let missing = (!folder.is_dir()).then_some("not beside the checkout");
        let case = Case::new(
            format!("find::{name}_is_found_word_for_word_from_file"),
            move |chromium| naive(chromium, &Site::build(&folder)?.base(), &folder),
        );
        cases.push(case.ignored(missing));
        let case = Case::new(
            format!("find::{name}_is_found_word_for_word_served"),
            move |chromium| naive(chromium, &Server::start(&served)?.base, &served),
        );
        cases.push(case.ignored(missing));
    }
    cases
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn fixture(name: &str) -> PathBuf {
    root().join("tests/fixtures").join(name)
}

fn beside() -> PathBuf {
    root().join("../shared/reference")
}

fn searching(chromium: &Chromium, base: &str) -> Result<Page> {
    let mut page = Page::open(chromium)?;
    page.goto(&format!("{base}index.html"))?;
    page.evaluate(LOAD)?;
    Ok(page)
}

fn tokens_agree(chromium: &Chromium, base: &str) -> Result<()> {
    let mut page = searching(chromium, base)?;
    let mut seen = 0;
    for line in TOKENS.lines().filter(|line| !line.starts_with("//")) {
        let Some((text, wanted)) = line.split_once(" => ") else {
            continue;
        };
        let cut = format!(
            "prepbook.text.tokens({}).map((token) => token.text).join(' ')",
            json!(text)
        );
        let found = page.evaluate(&cut)?;
        ensure!(found == wanted, "{text}: {found}, but wanted is {wanted}");
        seen += 1;
    }
    ensure!(seen > 30, "{seen} lines");
    Ok(())
}

/// Every entry of the guide in `folder`, as the index has them.
fn all_entries(folder: &Path) -> Result<Vec<Entry>> {
    let site = locate(folder)?;
    let config = match &site.config {
        Some(file) => prepbook::config::read(file),
        None => Checked::fine(Config::default()),
    };
    let options = config.value.read_options(None);
    let inputs = read_inputs(&site, &options)?;
    let build = Builder::default().read(&inputs, &config);
    Ok(entries(&build.guide))
}

/// The set of full matches is what a scan of all texts finds, word for word.
fn naive(chromium: &Chromium, base: &str, folder: &Path) -> Result<()> {
    let entries = all_entries(folder)?;
    let texts: Vec<String> = entries
        .iter()
        .map(|entry| {
            let texts = entry.passages.iter().map(|passage| passage.text.as_str());
            texts.collect::<Vec<_>>().join("\n")
        })
        .collect();
    let sets: Vec<BTreeSet<String>> = entries
        .iter()
        .map(|entry| {
            let passages = entry.passages.iter();
            passages
                .flat_map(|passage| token_set(&passage.text))
                .collect()
        })
        .collect();
    let queries = queries(&texts);
    let mut page = searching(chromium, base)?;
    let found = page.evaluate(&format!(
        "(async () => {{
            const all = [];
            for (const query of {}) {{
                const found = await prepbook.query(query, {{ exactly: true }});
                const full = found.filter((one) => one.full).map((one) => one.entry);
                all.push(full.sort((a, b) => a - b));
            }}
            return all;
        }})()",
        json!(queries)
    ))?;
    let found = found.as_array().context("a list for each query")?;
    ensure!(found.len() == queries.len(), "{} answers", found.len());
    let mut hits = 0;
    for (query, found) in queries.iter().zip(found) {
        let wanted_words = words_of(query);
        let wanted: Vec<usize> = (0..entries.len())
            .filter(|entry| wanted_words.is_subset(&sets[*entry]))
            .collect();
        hits += wanted.len();
        ensure!(
            *found == json!(wanted),
            "{query:?} ({wanted_words:?}): the browser finds {found}, a scan {wanted:?}"
        );
    }
    ensure!(hits > queries.len(), "{hits} matches in all");
    Ok(())
}

/// What a query wants: its tokens, but for the last character of a pair, which is a beginning. The
/// humps of a name are other words for it: who writes `GitHub` wants `github` as well.
fn words_of(query: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for part in query.split(' ') {
        let mut tokens = Vec::new();
        let part = part.to_ascii_lowercase();
        each_token(&part, &mut |token| tokens.push(token.to_owned()));
        for at in (1..tokens.len()).rev() {
            let last = &tokens[at];
            let before = &tokens[at - 1];
            if !last.is_ascii() && last.len() < before.len() && before.ends_with(last.as_str()) {
                tokens.remove(at);
            }
        }
        words.extend(tokens);
    }
    words
}

/// Queries of one to three words from texts, chosen by a fixed sequence of random numbers.
fn queries(texts: &[String]) -> Vec<String> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    let texts: Vec<&String> = texts
        .iter()
        .filter(|text| !text.trim().is_empty())
        .collect();
    let mut queries = Vec::new();
    while queries.len() < QUERIES {
        let words: Vec<&str> = texts[random(texts.len())].split_whitespace().collect();
        let mut query = Vec::new();
        for _ in 0..=random(3) {
            let word = words[random(words.len())];
            let characters: Vec<char> = word.chars().collect();
            // Nobody types a sentence of characters without spaces.
            if characters.len() > 12 && !word.is_ascii() {
                let from = random(characters.len() - 4);
                query.push(characters[from..from + 4].iter().collect());
            } else {
                query.push(word.to_owned());
            }
        }
        let query = query.join(" ");
        if !words_of(&query).is_empty() {
            queries.push(query);
        }
    }
    queries
}

/// A judged query.
struct Judged {
    number: usize,
    query: &'static str,
    wanted: Vec<&'static str>,
}

fn judged(site: &str) -> Vec<Judged> {
    let lines = JUDGED.lines().filter(|line| !line.starts_with("//"));
    lines
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let number = cells.next()?.parse().ok()?;
            (cells.next()? == site).then_some(())?;
            let query = cells.nth(1)?;
            let wanted = cells.next()?.split(';').collect();
            Some(Judged {
                number,
                query,
                wanted,
            })
        })
        .collect()
}

/// The titles of the first results of each query.
fn titles(page: &mut Page, queries: &[Judged]) -> Result<Vec<Vec<String>>> {
    let words: Vec<&str> = queries.iter().map(|judged| judged.query).collect();
    let found = page.evaluate(&format!(
        "(async () => {{
            const all = [];
            for (const query of {}) {{
                const found = (await prepbook.query(query)).slice(0, 100);
                all.push(await Promise.all(found.map(async ({{ entry }}) =>
                    (await prepbook.search.display(entry)).title)));
            }}
            return all;
        }})()",
        json!(words)
    ))?;
    Ok(serde_json::from_value(found)?)
}

fn quality(chromium: &Chromium, sites: &[(&str, String)]) -> Result<()> {
    // Mean reciprocal rank and recall@5 of the odd and the even queries.
    let mut ranks = [Vec::new(), Vec::new()];
    for (name, base) in sites {
        let queries = judged(name);
        ensure!(queries.len() == 60, "{} queries", queries.len());
        let mut page = searching(chromium, base)?;
        let titles = titles(&mut page, &queries)?;
        for (judged, titles) in queries.iter().zip(titles) {
            let rank = titles.iter().position(|title| {
                let mut wanted = judged.wanted.iter();
                wanted.any(|beginning| title.starts_with(beginning))
            });
            ranks[(judged.number + 1) % 2].push(rank);
        }
    }
    let [odd, even] = ranks.map(|ranks| {
        let all = ranks.len() as f64;
        let reciprocal: f64 = ranks
            .iter()
            .flatten()
            .map(|rank| 1.0 / (rank + 1) as f64)
            .sum();
        let first = ranks.iter().flatten().filter(|rank| **rank < 5).count();
        (reciprocal / all, first as f64 / all)
    });
    ensure!(odd.0 >= 0.95 && odd.1 >= 1.0, "odd queries: {odd:?}");
    ensure!(even.0 >= 0.95 && even.1 >= 1.0, "even queries: {even:?}");
    if sites.len() == 2 {
        let said = format!("mean reciprocal rank {:.2}, recall@5 {:.2}", even.0, even.1);
        let readme = fs::read_to_string(root().join("README.md"))?;
        let readme = readme.split_whitespace().collect::<Vec<_>>().join(" ");
        ensure!(readme.contains(&said), "README.md does not say: {said}");
    }
    Ok(())
}

/// Three thousand questions with words of their own and words that all of them have, and one long
/// word that stands among them.
fn large() -> Result<(tempfile::TempDir, String)> {
    const SYLLABLES: [&str; 16] = [
        "ka", "lo", "mi", "ne", "pu", "ra", "si", "to", "vu", "xe", "bro", "cli", "dra", "fle",
        "gri", "ska",
    ];
    let folder = tempfile::tempdir()?;
    let mut state = 7_u32;
    let mut word = move || {
        state = state.wrapping_mul(1_103_515_245).wrapping_add(12345);
        let common = (state >> 16).is_multiple_of(3);
        let mut left = if common {
            (state >> 20) % 60
        } else {
            (state >> 12) % 20_000
        } + 17;
        let mut word = String::new();
        while left > 0 {
            word.push_str(SYLLABLES[(left % 16) as usize]);
            left /= 16;
        }
        word
    };
    let mut long = String::new();
    for document in 0..30 {
        let mut text = String::from("---\nkind: questions\n---\n# Document\n\n## Section\n");
        for _ in 0..100 {
            let title: Vec<String> = (0..7).map(|_| word()).collect();
            let answer: Vec<String> = (0..60).map(|_| word()).collect();
            long = answer
                .iter()
                .max_by_key(|word| word.len())
                .cloned()
                .unwrap_or_default();
            let (title, answer) = (title.join(" "), answer.join(" "));
            text.push_str(&format!("\n### {title}?\n\n#### Answer\n\n{answer}.\n"));
        }
        fs::write(folder.path().join(format!("document-{document}.md")), text)?;
    }
    Ok((folder, long))
}

/// What the first results of a fresh page cost in bytes, code included.
fn cost(page: &mut Page, base: &str, query: &str) -> Result<(u64, u64)> {
    page.goto(&format!("{base}index.html"))?;
    page.evaluate(LOAD)?;
    let found = page.evaluate(&format!(
        "prepbook.query({}).then(async (found) => {{
            await Promise.all(found.slice(0, 10).map((one) => prepbook.search.display(one.entry)));
            return [found.length, [...document.scripts].map((script) => script.src)
                .filter((src) => src.includes('/search'))];
        }})",
        json!(query)
    ))?;
    let results = found[0].as_u64().context("a number")?;
    let mut bytes = 0;
    for script in found[1].as_array().context("scripts")? {
        let path = script.as_str().and_then(|url| url.strip_prefix("file://"));
        bytes += fs::metadata(path.context("a file")?)?.len();
    }
    Ok((results, bytes))
}

fn cheap(chromium: &Chromium, base: &str, word: &str) -> Result<()> {
    let mut page = Page::open(chromium)?;
    let first_wrong = format!("q{} ", &word[1..]);
    let (start, end) = word.split_at(word.len() - 2);
    let swapped: String = start
        .chars()
        .chain(end.chars().rev())
        .chain([' '])
        .collect();
    for (query, most) in [
        (word, 100_000),
        (&word[..1], 100_000),
        (&word[..2], 100_000),
        (&word[..3], 100_000),
        (&word[..6], 100_000),
        (&first_wrong, 250_000),
        (&swapped, 250_000),
    ] {
        let (results, bytes) = cost(&mut page, base, query)?;
        ensure!(results > 0, "{query} finds nothing");
        ensure!(bytes < most, "{query} costs {bytes} bytes");
        ensure!(
            bytes > 15_000,
            "{query} costs {bytes} bytes: what is counted?"
        );
    }
    Ok(())
}

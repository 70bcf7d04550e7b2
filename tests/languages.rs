//! The interface in other languages: nothing is missing in a file of words, and whole sites
//! speak one language, in its direction.

#[path = "support/run.rs"]
mod run;
#[path = "support/site.rs"]
mod site;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use prepbook::source::Span;
use prepbook::source::yaml::{Value, parse_map};
use prepbook::words::plural::category;

use site::{Site, snapshot};

/// Languages whose words are built in, besides English.
const LANGUAGES: [&str; 3] = ["de", "es", "zh"];

/// Every text of a file of words, by its keys with dots between them.
fn words(language: &str) -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(format!("themes/default/strings/{language}.yml"));
    let text = fs::read_to_string(path).expect("the file of words");
    let entries = parse_map(&text, Span::new(0, text.len())).expect("YAML");
    let mut words = BTreeMap::new();
    let mut open: Vec<(String, Value)> = entries
        .into_iter()
        .map(|(key, node)| (key.name, node.value))
        .collect();
    while let Some((name, value)) = open.pop() {
        match value {
            Value::Text(text) => {
                let before = words.insert(name.clone(), text);
                assert_eq!(before, None, "{language}: {name} is there twice");
            }
            Value::Map(inner) => open.extend(
                inner
                    .into_iter()
                    .map(|(key, node)| (format!("{name}.{}", key.name), node.value)),
            ),
            other => panic!("{language}: {name} is {}", other.kind()),
        }
    }
    words
}

/// A key without the form of a number at its end.
fn without_form(key: &str) -> &str {
    ["zero", "one", "two", "few", "many", "other"]
        .iter()
        .find_map(|form| key.strip_suffix(form)?.strip_suffix('.'))
        .unwrap_or(key)
}

/// What is put in: `{n}`.
fn slots(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

/// The categories that a language's numbers have.
fn categories(language: &str) -> BTreeSet<&'static str> {
    (0..200).map(|number| category(language, number)).collect()
}

#[test]
fn every_language_has_all_words_with_all_that_is_put_into_them() {
    let english = words("en");
    let keys: BTreeSet<&str> = english.keys().map(|key| without_form(key)).collect();
    for language in LANGUAGES {
        let words = words(language);
        let own: BTreeSet<&str> = words.keys().map(|key| without_form(key)).collect();
        let missing: Vec<_> = keys.difference(&own).collect();
        let unknown: Vec<_> = own.difference(&keys).collect();
        assert_eq!((missing, unknown), (vec![], vec![]), "{language}");
        for (key, text) in &words {
            let base = without_form(key);
            let wanted = english
                .get(key)
                .or_else(|| english.get(&format!("{base}.other")))
                .unwrap_or_else(|| panic!("{language}: English has no {key}"));
            assert_eq!(slots(text), slots(wanted), "{language}: {key}");
            assert_eq!(text.trim(), text, "{language}: {key}");
            assert!(!text.is_empty(), "{language}: {key}");
        }
        let forms = categories(language);
        for key in english.keys().filter(|key| without_form(key) != *key) {
            let base = without_form(key);
            let own: BTreeSet<&str> = words
                .keys()
                .filter_map(|key| key.strip_prefix(base)?.strip_prefix('.'))
                .collect();
            assert_eq!(own, forms, "{language}: the forms of {base}");
        }
    }
}

#[test]
fn few_words_are_those_of_english() {
    // The same word in two languages is rare; a line that was not translated is the same, too.
    let english = words("en");
    for (language, fine) in [
        (
            "de",
            &[
                "Code", "Details", "Glossar", "Junior", "Senior", "Staff", "System", "Normal",
                "404",
            ][..],
        ),
        (
            "es",
            &["Staff", "Normal", "404", "{n} min", "{from}–{to} min"],
        ),
        ("zh", &["404"]),
    ] {
        let same: Vec<String> = words(language)
            .into_iter()
            .filter(|(key, text)| english.get(key) == Some(text) && !fine.contains(&text.as_str()))
            .map(|(key, text)| format!("{key}: {text}"))
            .collect();
        assert_eq!(same, Vec::<String>::new(), "{language}");
    }
}

/// The questions page of a small site in a language.
fn page(language: &str) -> String {
    let site = Site::new()
        .file(
            "prepbook.yml",
            format!("title: T\nstrict: true\nlanguage: {language}\n"),
        )
        .file(
            "content/q.md",
            "# Q\n\n### A?\n\n**Time:** 1 min\n\n#### Answer\nYes.\n\n\
             ### B?\n\n**Time:** 5 min\n\n#### Answer\n> [!TIP]\n> Yes.\n",
        );
    let run = site.run(&["build", "site", "--out", "out"]);
    let said = run.transcript();
    assert!(said.ends_with("exit code: 0\n"), "{said}");
    let page = &snapshot(&site.path("out"))["q.html"];
    String::from_utf8_lossy(page).into_owned()
}

#[test]
fn a_site_speaks_its_language() {
    for (language, start, words) in [
        (
            "en",
            "<html lang=\"en\" dir=\"ltr\"",
            ["2 questions", "1 min", "5 min", "Expected answer", "Tip"],
        ),
        (
            "de-AT",
            "<html lang=\"de-AT\" dir=\"ltr\"",
            ["2 Fragen", "1 Min.", "5 Min.", "Erwartete Antwort", "Tipp"],
        ),
        (
            "es",
            "<html lang=\"es\" dir=\"ltr\"",
            [
                "2 preguntas",
                "1 min",
                "5 min",
                "Respuesta esperada",
                "Consejo",
            ],
        ),
        (
            "zh-CN",
            "<html lang=\"zh-CN\" dir=\"ltr\"",
            ["2 道题", "1 分钟", "5 分钟", "参考答案", "提示"],
        ),
        // Nobody has written words for these: they are English, counted as English is.
        (
            "ar",
            "<html lang=\"ar\" dir=\"rtl\"",
            ["2 questions", "1 min", "5 min", "Expected answer", "Tip"],
        ),
        (
            "ja",
            "<html lang=\"ja\" dir=\"ltr\"",
            ["2 questions", "1 min", "5 min", "Expected answer", "Tip"],
        ),
    ] {
        let page = page(language);
        assert!(page.contains(start), "{language}: {page}");
        for word in words {
            assert!(page.contains(&format!(">{word}<")), "{language}: {word}");
        }
    }
}

#[test]
fn a_sites_own_words_may_have_all_the_forms_that_their_language_needs() {
    let site = Site::new()
        .file("prepbook.yml", "title: T\nlanguage: pl\n")
        .file(
            "themes/default/strings/pl.yml",
            "minutes: {one: \"{n} minuta\", few: \"{n} minuty\", many: \"{n} minut\"}\n",
        )
        .file(
            "content/q.md",
            "# Q\n\n### A?\n\n**Time:** 1 min\n\n#### Answer\nA.\n\n### B?\n\n**Time:** 3 min\n\n\
             #### Answer\nB.\n\n### C?\n\n**Time:** 12 min\n\n#### Answer\nC.\n",
        );
    let run = site.run(&["build", "site", "--out", "out"]);
    let said = run.transcript();
    assert!(said.ends_with("exit code: 0\n"), "{said}");
    let page = String::from_utf8_lossy(&snapshot(&site.path("out"))["q.html"]).into_owned();
    for words in ["1 minuta", "3 minuty", "12 minut"] {
        assert!(page.contains(&format!(">{words}<")), "{words}");
    }
}

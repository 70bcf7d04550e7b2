//! Whole sites, built in memory: every link arrives, nothing is foreign, nothing depends on
//! order or chance.
//!
//! Longer than most files, because every promise about a whole site is kept here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use prepbook::config::{self, Config};
use prepbook::diagnostic::Checked;
use prepbook::pipeline::{Build, Builder};
use prepbook::render::{Artifact, Content};
use prepbook::source::{Digest, locate, read_inputs};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folders that are built: the bundled guide, the made-up shapes, and the reference
/// documents where they are at hand.
fn folders() -> Vec<PathBuf> {
    let mut folders = vec![root(), root().join("tests/fixtures/shapes")];
    let reference = root().join("../shared/reference");
    if reference.is_dir() {
        folders.push(reference);
    }
    folders
}

fn build(folder: &Path) -> (BTreeMap<String, Artifact>, Build) {
    let site = locate(folder).expect("the folder is there");
    let config = match &site.config {
        Some(file) => config::read(file),
        None => Checked::fine(Config::default()),
    };
    let options = config.value.read_options(Some(folder.join("public")));
    let inputs = read_inputs(&site, &options).expect("the folder can be read");
    let mut artifacts = Vec::new();
    let build = Builder::default().build(&inputs, &config, &mut artifacts);
    let by_path = artifacts
        .into_iter()
        .map(|artifact| (artifact.path.clone(), artifact))
        .collect();
    (by_path, build)
}

fn html(artifact: &Artifact) -> &str {
    match &artifact.content {
        Content::Bytes(bytes) => std::str::from_utf8(bytes).expect("pages are UTF-8"),
        Content::File(_) => "",
    }
}

fn pages(site: &BTreeMap<String, Artifact>) -> impl Iterator<Item = (&str, &str)> {
    site.iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, artifact)| (path.as_str(), html(artifact)))
}

/// The values of an attribute in a page.
fn values<'a>(page: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    page.match_indices(&start)
        .map(|(at, _)| {
            let rest = &page[at + start.len()..];
            rest.split('"').next().unwrap_or_default()
        })
        .collect()
}

fn decode(text: &str) -> String {
    let text = text.replace("&amp;", "&");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let hex = behind
            .get(..2)
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (first, hex) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            _ => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).expect("links are UTF-8")
}

/// The path that a relative link on `page` names.
fn target(page: &str, link: &str) -> String {
    if link.is_empty() {
        return page.to_owned();
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => {
                parts.pop().expect("links stay in the site");
            }
            "." => {}
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// Links within the site that do not arrive, and the number of all of them.
fn dead_links(site: &BTreeMap<String, Artifact>) -> (Vec<String>, usize) {
    let ids: BTreeMap<&str, BTreeSet<&str>> = pages(site)
        .map(|(path, page)| (path, values(page, "id").into_iter().collect()))
        .collect();
    let mut dead = Vec::new();
    let mut links = 0;
    for (path, page) in pages(site) {
        let mut all = values(page, "href");
        all.extend(values(page, "src"));
        for link in all {
            if link.contains("://") || link.starts_with("mailto:") || link.starts_with("data:") {
                continue;
            }
            links += 1;
            let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
            let file = target(path, &decode(file));
            let there = site.contains_key(&file);
            let fragment = decode(fragment);
            let placed = fragment.is_empty()
                || ids
                    .get(file.as_str())
                    .is_some_and(|ids| ids.contains(fragment.as_str()));
            if !there || !placed {
                dead.push(format!("{path}: {link}"));
            }
        }
    }
    (dead, links)
}

#[test]
fn every_internal_link_of_every_page_arrives() {
    for folder in folders() {
        let (site, _) = build(&folder);
        let (dead, links) = dead_links(&site);
        assert_eq!(dead, Vec::<String>::new(), "{}", folder.display());
        assert!(links > 100, "{} has only {links} links", folder.display());
    }
}

#[test]
fn a_link_to_contents_that_were_left_out_leads_to_the_top() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let text = "# Bread\n\n## <a name=\"toc\"></a>Contents\n\n- [Dough](#dough)\n- [Oven](#oven)\n\n\
                ## Dough\n\nSee [above](#toc).\n\n## Oven\n\nHot.\n";
    std::fs::write(folder.path().join("bread.md"), text).expect("the file can be written");
    let (site, build) = build(folder.path());
    assert_eq!(build.diagnostics, []);
    assert_eq!(dead_links(&site).0, Vec::<String>::new());
    assert!(html(&site["bread.html"]).contains("<a href=\"bread.html\">above</a>"));
}

#[test]
fn ids_are_unique_on_every_page() {
    for folder in folders() {
        let (site, _) = build(&folder);
        for (path, page) in pages(&site) {
            let mut ids = values(page, "id");
            ids.sort_unstable();
            let twice: Vec<_> = ids
                .windows(2)
                .filter(|pair| pair[0] == pair[1])
                .map(|pair| pair[0])
                .collect();
            assert_eq!(twice, Vec::<&str>::new(), "{path} of {}", folder.display());
        }
    }
}

#[test]
fn pages_carry_the_policy_and_nothing_that_breaks_it() {
    for folder in folders() {
        let (site, _) = build(&folder);
        for (path, page) in pages(&site) {
            let policy = "<meta http-equiv=\"Content-Security-Policy\"";
            assert_eq!(page.matches(policy).count(), 1, "{path}");
            assert!(!page.contains(" style=\""), "{path}");
            assert!(
                !page.contains("<script>") && !page.contains("<style>"),
                "{path}"
            );
            assert!(!page.contains("<base"), "{path}");
            for source in values(page, "src") {
                assert!(!source.contains("://"), "{path}: {source}");
            }
            assert_eq!(page.matches("<h1").count(), 1, "{path}");
        }
    }
}

#[test]
fn headings_never_skip_a_level() {
    for folder in folders() {
        let (site, _) = build(&folder);
        for (path, page) in pages(&site) {
            let mut last = 0;
            for (at, _) in page.match_indices("<h") {
                let Some(level) = page[at + 2..]
                    .chars()
                    .next()
                    .and_then(|digit| digit.to_digit(10))
                else {
                    continue;
                };
                assert!(
                    level <= last + 1,
                    "{path} of {}: h{level} behind h{last}: {}",
                    folder.display(),
                    page[at..].chars().take(60).collect::<String>()
                );
                last = level;
            }
        }
    }
}

#[test]
fn a_site_built_twice_is_the_same_to_the_byte() {
    for folder in folders() {
        let (first, _) = build(&folder);
        let (second, _) = build(&folder);
        assert!(first == second, "{}", folder.display());
    }
}

#[test]
fn the_bundled_guide_has_nothing_to_complain_about() {
    let (_, build) = build(&root());
    assert_eq!(build.diagnostics, []);
    let questions: usize = build
        .guide
        .documents
        .iter()
        .map(|entry| entry.document.questions().count())
        .sum();
    assert!(questions >= 24, "{questions} questions");
}

#[test]
fn a_long_document_is_split_and_its_questions_keep_arriving_at_its_first_page() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut text = "# Long\n".to_owned();
    for section in 1..=4 {
        text.push_str(&format!("\n## Section {section}\n"));
        for question in 1..=20 {
            text.push_str(&format!(
                "\n### Question {section} {question}?\n\n**Answer:** {}\n",
                "Words of an answer. ".repeat(80)
            ));
        }
    }
    std::fs::write(folder.path().join("long.md"), text).expect("the file can be written");
    let (site, _) = build(folder.path());
    let names: Vec<_> = site
        .keys()
        .filter(|path| path.starts_with("long"))
        .map(String::as_str)
        .collect();
    assert_eq!(
        names,
        ["long.2.html", "long.3.html", "long.4.html", "long.html"]
    );
    let first = html(&site["long.html"]);
    let ids = values(first, "id");
    for section in 1..=4 {
        for question in 1..=20 {
            let id = format!("long--question-{section}-{question}");
            assert!(ids.contains(&id.as_str()), "{id}");
        }
    }
    assert!(first.contains("href=\"long.2.html#long--question-"));
    assert_eq!(dead_links(&site).0, Vec::<String>::new());
}

#[test]
fn fonts_and_pictures_of_a_theme_are_copied_as_they_are() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, bytes: &[u8]| {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, bytes).expect("a file");
        path.to_owned()
    };
    write("prepbook.yml", b"");
    write("content/a.md", b"# A\n\nText.\n");
    let face = write("themes/default/assets/face.woff2", b"wOF2\0\x01\xFF");
    let sign = write("themes/default/assets/prepbook.svg", b"<svg/>");
    let (site, build) = build(folder.path());
    assert_eq!(build.diagnostics, []);
    for (path, source) in [("assets/face.woff2", face), ("assets/prepbook.svg", sign)] {
        let Content::File(disk) = &site[path].content else {
            panic!("{path} is copied");
        };
        assert!(disk.ends_with(source));
    }
    assert!(site.contains_key("assets/prepbook.css"));
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        std::fs::write(path, text).expect("the file can be written");
    }
    folder
}

fn names<'a>(site: &'a BTreeMap<String, Artifact>, start: &str) -> Vec<&'a str> {
    site.keys()
        .filter(|path| path.starts_with(start))
        .map(String::as_str)
        .collect()
}

/// Markdown with `count` questions; every third has no answer.
fn questions(title: &str, front_matter: &str, count: usize) -> String {
    let mut text = format!("---\n{front_matter}\n---\n# {title}\n");
    for number in 1..=count {
        let answer = if number % 3 == 0 {
            ""
        } else {
            "**Answer:** Yes.\n"
        };
        text.push_str(&format!(
            "\n## {number}. What about {title} number {number}?\n\n{answer}"
        ));
    }
    text
}

#[test]
fn every_question_stands_in_one_row_of_a_paginated_list() {
    let one = questions("Apples", "level: senior\ntags: [Fruit Salad, C++]", 130);
    let two = questions("Pears", "tags: [fruit-salad, c]", 120);
    let folder = folder(&[("apples.md", &one), ("pears.md", &two)]);
    let (site, build) = build(folder.path());
    assert_eq!(dead_links(&site).0, Vec::<String>::new());
    assert_eq!(
        names(&site, "all-questions"),
        [
            "all-questions.2.html",
            "all-questions.3.html",
            "all-questions.html",
            "all-questions/answered.2.html",
            "all-questions/answered.html",
            "all-questions/level-senior.2.html",
            "all-questions/level-senior.html",
            "all-questions/unanswered.html",
        ]
    );
    assert_eq!(
        names(&site, "topics"),
        [
            "topics.html",
            "topics/c-plus-plus.2.html",
            "topics/c-plus-plus.html",
            "topics/c.2.html",
            "topics/c.html",
            "topics/fruit-salad.2.html",
            "topics/fruit-salad.3.html",
            "topics/fruit-salad.html",
        ]
    );
    let rows = |pages: &[&str]| -> Vec<String> {
        pages
            .iter()
            .flat_map(|page| values(html(&site[*page]), "data-question"))
            .filter(|id| !id.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let ids: Vec<String> = build
        .guide
        .documents
        .iter()
        .flat_map(|entry| entry.document.questions())
        .map(|question| question.id.to_string())
        .collect();
    let all = [
        "all-questions.html",
        "all-questions.2.html",
        "all-questions.3.html",
    ];
    assert_eq!(rows(&all), ids);
    assert_eq!(rows(&["all-questions/unanswered.html"]).len(), 83);
    assert!(html(&site["apples.html"]).contains("<a href=\"topics/c-plus-plus.html\">C++</a>"));
    assert!(
        html(&site["pears.html"]).contains("<a href=\"topics/fruit-salad.html\">Fruit Salad</a>")
    );
}

#[test]
fn data_for_scripts_is_the_same_questions_five_hundred_to_a_file() {
    let text = questions("Plums", "tags: [a]", 501);
    let folder = folder(&[("deep/plums.md", &text)]);
    let (site, _) = build(folder.path());
    let files = names(&site, "data/");
    let digest = |path: &str| Digest::of(html(&site[path]).as_bytes()).short_name();
    let digests = [1, 2].map(|number| digest(files[number - 1]));
    let expected =
        [1, 2].map(|number| format!("data/questions-{number}-{}.js", digests[number - 1]));
    assert_eq!(files, [&*expected[0], &expected[1], "data/questions.js"]);
    assert_eq!(
        html(&site["data/questions.js"]),
        format!("prepbook.questionFiles(\"{}\");\n", digests.concat())
    );
    assert_eq!(
        html(&site[&*expected[1]]),
        "prepbook.questions(2,{\"documents\":[[\"Plums\",\"deep/plums.html\",\"Deep\"]],\
         \"rows\":[[\"deep.plums--what-about-plums-number-501\",\"What about Plums number 501?\",0,\
         \"/deep/plums.5.html#deep.plums--what-about-plums-number-501\",0,0,0,0,[0]]],\"topics\":[[\"a\",\"a\"]]});\n"
    );
}

#[test]
fn authors_files_make_way_for_generated_pages() {
    let text = questions("Nuts", "tags: [x]", 1);
    let folder = folder(&[
        ("all-questions.md", &text),
        ("all-questions-page.md", &text),
        ("topics.md", &text),
        ("topics/x.md", &text),
        ("data/questions-1.md", &text),
    ]);
    let (site, _) = build(folder.path());
    assert_eq!(dead_links(&site).0, Vec::<String>::new());
    for path in [
        "all-questions.html",
        "all-questions-page.html",
        "all-questions-page-2.html",
        "topics.html",
        "topics-page.html",
        "topics/x.html",
        "topics-page/x.html",
        "data/questions.js",
        "data-page/questions-1.html",
    ] {
        assert!(site.contains_key(path), "{path} of {:?}", names(&site, ""));
    }
}

#[test]
fn without_tags_there_are_no_topics_and_without_questions_no_lists() {
    let nothing = folder(&[("a.md", "# A\n\nProse.\n"), ("b.md", "# B\n\nProse.\n")]);
    let (site, _) = build(nothing.path());
    assert_eq!(names(&site, "all-questions"), Vec::<&str>::new());
    assert_eq!(names(&site, "data/"), Vec::<&str>::new());
    let untagged = folder(&[("a.md", &questions("Figs", "draft: false", 2))]);
    let (site, _) = build(untagged.path());
    assert_eq!(names(&site, "all-questions"), ["all-questions.html"]);
    assert_eq!(names(&site, "topics"), Vec::<&str>::new());
    assert_eq!(dead_links(&site).0, Vec::<String>::new());
}

#[test]
fn the_projects_papers_stand_last_in_a_group_of_their_own() {
    let folder = folder(&[
        ("CONTRIBUTING.md", "# How to help\n\nProse.\n"),
        ("LICENSE.md", "# Licence\n\nProse.\n"),
        ("security.md", &questions("Security", "tags: [tls]", 2)),
        ("zebra/a.md", "# Stripes\n\nProse.\n"),
    ]);
    let (site, _) = build(folder.path());
    let home = html(&site["index.html"]).replace('\n', "");
    assert!(home.contains(
        "<section class=\"about\"><h2>About</h2><ul>\
         <li><a href=\"contributing.html\">How to help</a></li>\
         <li><a href=\"license.html\">Licence</a></li></ul></section>"
    ));
    assert!(home.contains(
        "<li class=\"kind-about\"><span class=\"sidebar-label\">About</span><ul>\
         <li class=\"kind-page\"><a href=\"contributing.html\">How to help</a></li>"
    ));
    assert_eq!(home.matches("class=\"card kind-").count(), 2);
    assert!(home.contains("<h3><a href=\"security.html\">Security</a></h3>"));
}

#[test]
fn the_way_through_the_guide_knows_no_generated_pages() {
    let folder = folder(&[
        ("a.md", &questions("Dates", "tags: [x]", 2)),
        ("b.md", "# Last\n\nProse.\n"),
    ]);
    let (site, _) = build(folder.path());
    let next = |page: &str| html(&site[page]).contains("rel=\"next\"");
    assert!(next("index.html") && next("a.html"));
    for page in [
        "b.html",
        "all-questions.html",
        "topics.html",
        "topics/x.html",
    ] {
        assert!(!next(page), "{page}");
    }
}

#[test]
fn pages_do_not_grow_with_the_guide() {
    let files: Vec<(String, String)> = (0..260)
        .map(|number| {
            let path = format!("area-{}/part-{}/file-{number}.md", number % 40, number % 7);
            (path, questions(&format!("File {number}"), "tags: [x]", 1))
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let folder = folder(&files);
    let (site, _) = build(folder.path());
    assert_eq!(dead_links(&site).0, Vec::<String>::new());
    let home = html(&site["index.html"]);
    assert_eq!(home.matches("class=\"collection\"").count(), 24);
    assert_eq!(home.matches("class=\"card kind-").count(), 24 * 3);
    assert_eq!(
        names(&site, "all-documents"),
        ["all-documents.2.html", "all-documents.html"]
    );
    let listed: usize = names(&site, "all-documents")
        .iter()
        .map(|page| html(&site[*page]).matches("class=\"row kind-").count())
        .sum();
    assert_eq!(listed, 260);
}

/// A site of one page, with its settings.
fn one_page(settings: &str, files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in [("prepbook.yml", settings)].iter().chain(files) {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder is made");
        std::fs::write(file, text).expect("the file is written");
    }
    let (site, build) = build(folder.path());
    assert_eq!(build.diagnostics, []);
    html(&site["index.html"]).to_owned()
}

#[test]
fn images_of_other_sites_are_links_unless_they_are_allowed() {
    let content = "# A\n\n![Plan](https://example.org/plan.png) ![Stars](//shields.io/x)\n";
    let files = [("content/index.md", content)];
    let linked = one_page("title: A\n", &files);
    assert!(linked.contains("img-src 'self' data:; connect-src"));
    assert!(linked.contains(concat!(
        "<p><a class=\"remote-image external\" href=\"https://example.org/plan.png\"",
        " rel=\"noopener noreferrer\">Plan</a> <a class=\"remote-image badge external\"",
    )));
    let shown = one_page("title: A\nremote-images: Allow\n", &files);
    assert!(shown.contains("img-src 'self' data: https: http:; connect-src"));
    assert!(shown.contains(concat!(
        "<p><img src=\"https://example.org/plan.png\" referrerpolicy=\"no-referrer\"",
        " alt=\"Plan\" loading=\"lazy\"> <img src=\"https://shields.io/x\"",
    )));
}

#[test]
fn words_and_direction_follow_the_language() {
    let content = "> [!TIP]\n> א\n\n```mermaid\ngraph TD\n```\n";
    let words = "prose: {tip: טיפ, diagram: \"תרשים {name}\"}\nguide_title: מדריך\n";
    let page = one_page(
        "language: he\n",
        &[
            ("content/notes.md", "א\n"),
            ("content/about.md", content),
            ("themes/default/strings/he.yml", words),
        ],
    );
    assert!(page.contains("<html lang=\"he\" dir=\"rtl\""), "{page}");
    assert!(page.contains("<h1>מדריך</h1>"), "{page}");
    let page = one_page(
        "language: he\n",
        &[
            ("content/index.md", content),
            ("themes/default/strings/he.yml", words),
        ],
    );
    assert!(page.contains("<p class=\"alert-title\">טיפ</p>"), "{page}");
    assert!(
        page.contains("<figcaption>תרשים Mermaid</figcaption><pre dir=\"ltr\""),
        "{page}"
    );
}

//! What teams ask of a site, on whole sites: brand, links for editing, search engines, previews,
//! own front matter keys. Exact output, through the program.

#[path = "support/run.rs"]
mod run;
#[path = "support/site.rs"]
mod site;

use std::collections::BTreeMap;

use site::{Site, snapshot};

const QUESTIONS: &str = "---\nowner: Ovens & Co\nreviewed: 2026-05-31\nshift: [night, day]\n---\n\
                         # Bread\n\n### Why does dough rest?\n\n#### Answer\nGluten relaxes.\n\n\
                         ### What is steam for?\n\n#### Answer\nA thin crust.\n";

const TALK: &str = "# A talk\n\n**Interviewer:** Why does dough rest?\n\n\
                    **Candidate:** So that gluten relaxes.\n\n\
                    **Interviewer:** And what is steam for?\n\n**Candidate:** A thin crust.\n";

/// Builds a site and gives its files as texts.
fn built(site: &Site, arguments: &[&str]) -> BTreeMap<String, String> {
    let mut all = vec!["build", "site"];
    all.extend(arguments);
    let run = site.run(&all);
    assert_eq!(run.code, 0, "{}", run.transcript());
    assert!(!run.stderr.contains("warning"), "{}", run.stderr);
    snapshot(&site.path("site/public"))
        .into_iter()
        .map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned()))
        .collect()
}

/// What stands between two pieces of a page, both left out.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = page.split_once(from).expect(from);
    rest.split_once(to).expect(to).0
}

fn bakery(config: &str) -> Site {
    Site::new()
        .file("prepbook.yml", config)
        .file("content/bread.md", QUESTIONS)
        .file("content/talks/über mich.md", TALK)
}

#[test]
fn a_brand_is_files_and_links_to_them() {
    let site = bakery(
        "title: Night bakery\nfront-matter: {extra: [shift]}\nbrand:\n  name: Ferry & Co\n  \
         logo: brand/lo go.svg\n  favicon: static/icon.png\n  accent: \"#0b5c8f\"\n  \
         css: brand/ours.css\n  footer: \"*Ferry* · [Bread](bread.md) · \
         [Imprint](https://ferry.example/imprint)\"\n",
    )
    .file("static/brand/lo go.svg", "<svg/>")
    .file("static/icon.png", "")
    .file("static/brand/ours.css", "h1 { color: red }\n");
    let files = built(&site, &[]);
    let page = &files["talks/über-mich.html"];
    assert!(
        page.starts_with(
            "<!doctype html>\n<html lang=\"en\" dir=\"ltr\" data-site=\"night-bakery\" "
        )
    );
    assert_eq!(
        between(page, "<link rel=\"icon\"", "<script"),
        " href=\"../icon.png\" type=\"image/png\">\n\
         <link rel=\"stylesheet\" href=\"../assets/prepbook.css\">\n\
         <link rel=\"stylesheet\" href=\"../assets/brand.css\">\n\
         <link rel=\"stylesheet\" href=\"../brand/ours.css\">\n"
    );
    assert_eq!(
        between(page, "<a class=\"site-title\" ", "</a>"),
        "href=\"../index.html\"><img class=\"logo\" src=\"../brand/lo%20go.svg\" alt=\"\" \
         height=\"28\"> <span>Ferry &amp; Co</span>"
    );
    assert_eq!(
        between(page, "<div class=\"site-words\">", "</div>").trim(),
        "<p><em>Ferry</em> · <a href=\"../bread.html\">Bread</a> · \
         <a class=\"external\" href=\"https://ferry.example/imprint\" rel=\"noopener noreferrer\">Imprint</a></p>"
    );
    assert_eq!(
        files["assets/brand.css"],
        "/* The accent colour that prepbook.yml names. */\n:root {\n  \
         --accent: light-dark(#0b5c8f, #87afc8);\n  \
         --accent-soft: light-dark(#e6eced, #1f2629);\n}\n"
    );
    assert!(!files["404.html"].contains("brand"));
}

#[test]
fn without_a_brand_the_page_is_the_themes() {
    let files = built(
        &bakery("id: bakery.v2\nfront-matter: {extra: [shift]}\n"),
        &[],
    );
    let page = &files["bread.html"];
    assert!(page.contains("<html lang=\"en\" dir=\"ltr\" data-site=\"bakery.v2\" "));
    assert_eq!(
        between(page, "<link rel=\"icon\"", "<script"),
        " href=\"assets/prepbook.svg\" type=\"image/svg+xml\">\n\
         <link rel=\"stylesheet\" href=\"assets/prepbook.css\">\n"
    );
    for name in ["assets/brand.css", "robots.txt", "sitemap.xml"] {
        assert!(!files.contains_key(name), "{name}");
    }
    for absent in ["edit-link", "site-words", "robots", "og:url", "og:image"] {
        assert!(!page.contains(absent), "{absent}");
    }
}

#[test]
fn pages_questions_and_exchanges_lead_to_their_lines() {
    let site = bakery(
        "front-matter: {extra: [shift]}\nrepository: {url: \"https://github.com/ferry/bread\", \
         branch: next, path: docs}\n",
    );
    let files = built(&site, &[]);
    let links = |page: &str| -> Vec<String> {
        files[page]
            .match_indices("<a class=\"edit-link\" href=\"")
            .map(|(at, start)| {
                let rest = &files[page][at + start.len()..];
                rest.split("</a>").next().expect("a link").to_owned()
            })
            .collect()
    };
    let base = "https://github.com/ferry/bread/edit/next/docs/content";
    assert_eq!(
        links("bread.html"),
        [
            format!("{base}/bread.md#L8\">Edit this question"),
            format!("{base}/bread.md#L13\">Edit this question"),
            format!("{base}/bread.md\">Edit this page"),
        ]
    );
    assert_eq!(
        links("talks/über-mich.html"),
        [
            format!("{base}/talks/%C3%BCber%20mich.md#L3\">Edit this question"),
            format!("{base}/talks/%C3%BCber%20mich.md#L7\">Edit this question"),
            format!("{base}/talks/%C3%BCber%20mich.md\">Edit this page"),
        ]
    );
    assert_eq!(links("index.html"), Vec::<String>::new());
}

#[test]
fn pages_of_a_long_document_lead_to_where_they_start() {
    let mut text = "# Long\n".to_owned();
    for question in 1..=60 {
        let words = "Words of an answer. ".repeat(80);
        text.push_str(&format!(
            "\n### Question {question}?\n\n**Answer:** {words}\n"
        ));
    }
    let site = Site::new()
        .file("prepbook.yml", "repository: https://codeberg.org/a/b\n")
        .file("content/long.md", &text)
        .file(
            "content/two.md",
            "# Scenario 1: Oven\n\n## Role\n- **Team**: 4\n\n### How hot is it?\n\n\
             **Expected Answer:** 250.\n\n# Scenario 2: Dough\n\n## Role\n- **Team**: 2\n\n\
             ### How wet is it?\n\n**Expected Answer:** 70 %.\n",
        );
    let files = built(&site, &[]);
    let edit = |page: &str| {
        let about = between(&files[page], "<p class=\"page-about\">", "</p>");
        between(about, "href=\"", "\"").to_owned()
    };
    let view = "https://codeberg.org/a/b/src/branch/main/content";
    assert_eq!(
        edit("long.html"),
        "https://codeberg.org/a/b/_edit/main/content/long.md"
    );
    // The second page's first question stands on the line that the link names.
    let second = edit("long.2.html");
    let line = second
        .strip_prefix(&format!("{view}/long.md?display=source#L"))
        .expect(&second);
    let line: usize = line.parse().expect("a number");
    let title = text.lines().nth(line - 1).expect("a line");
    let number = title
        .trim_start_matches("### Question ")
        .trim_end_matches('?');
    assert!(
        between(
            &files["long.2.html"],
            "<article class=\"question\"",
            "</h3>"
        )
        .contains(&format!("<h3>Question {number}?")),
        "{title}"
    );
    assert_eq!(
        edit("two.2.html"),
        "https://codeberg.org/a/b/_edit/main/content/two.md"
    );
    assert_eq!(
        edit("two.3.html"),
        format!("{view}/two.md?display=source#L10")
    );
}

#[test]
fn search_engines_find_every_page_but_the_404() {
    let site = bakery("front-matter: {extra: [shift]}\n");
    let files = built(&site, &["--base-url", "https://x.example/a&b"]);
    assert_eq!(
        files["sitemap.xml"],
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n\
         <url><loc>https://x.example/a&amp;b/</loc></url>\n\
         <url><loc>https://x.example/a&amp;b/bread.html</loc></url>\n\
         <url><loc>https://x.example/a&amp;b/talks/</loc></url>\n\
         <url><loc>https://x.example/a&amp;b/talks/%C3%BCber-mich.html</loc></url>\n\
         <url><loc>https://x.example/a&amp;b/all-questions.html</loc></url>\n\
         <url><loc>https://x.example/a&amp;b/all-questions/kind-question.html</loc></url>\n\
         <url><loc>https://x.example/a&amp;b/all-questions/kind-exchange.html</loc></url>\n\
         <url><loc>https://x.example/a&amp;b/topics/talks.html</loc></url>\n\
         <url><loc>https://x.example/a&amp;b/topics.html</loc></url>\n\
         </urlset>\n"
    );
    assert_eq!(
        files["robots.txt"],
        "User-agent: *\nAllow: /\n\nSitemap: https://x.example/a&b/sitemap.xml\n"
    );
    assert!(!files["bread.html"].contains("\"robots\""));
    assert!(files["404.html"].contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(!files["404.html"].contains("canonical"));
}

#[test]
fn search_engines_are_asked_to_stay_away() {
    let config = "front-matter: {extra: [shift]}\nnoindex: true\n";
    let files = built(&bakery(config), &["--base-url", "https://x.example/a"]);
    assert_eq!(files["robots.txt"], "User-agent: *\nDisallow: /a/\n");
    assert!(!files.contains_key("sitemap.xml"));
    for (path, page) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert_eq!(
            page.matches("<meta name=\"robots\" content=\"noindex\">")
                .count(),
            1,
            "{path}"
        );
    }
    let files = built(&bakery(config), &[]);
    assert_eq!(files["robots.txt"], "User-agent: *\nDisallow: /\n");
}

#[test]
fn an_authors_own_robots_txt_is_kept() {
    let site = bakery("front-matter: {extra: [shift]}\nbase-url: https://x.example/\n")
        .file("static/robots.txt", "User-agent: a\n");
    let files = built(&site, &[]);
    assert_eq!(files["robots.txt"], "User-agent: a\n");
    assert!(files.contains_key("sitemap.xml"));
}

#[test]
fn previews_show_title_description_and_picture() {
    let site = bakery(
        "title: Night bakery\nfront-matter: {extra: [shift]}\nbase-url: https://x.example/\n\
         brand: {name: Ferry, image: pre view.png}\n",
    )
    .file("static/pre view.png", "");
    let files = built(&site, &[]);
    let head = |page: &str| {
        let head = between(&files[page], "<title>", "<link rel=\"icon\"");
        head.lines()
            .filter(|line| line.starts_with("<meta"))
            .map(|line| line.replace("<meta ", "").replace('>', ""))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        head("bread.html"),
        [
            "name=\"description\" content=\"Why does dough rest? · What is steam for?\"",
            "property=\"og:type\" content=\"article\"",
            "property=\"og:site_name\" content=\"Ferry\"",
            "property=\"og:title\" content=\"Bread\"",
            "property=\"og:description\" content=\"Why does dough rest? · What is steam for?\"",
            "property=\"og:url\" content=\"https://x.example/bread.html\"",
            "property=\"og:image\" content=\"https://x.example/pre%20view.png\"",
            "name=\"twitter:card\" content=\"summary_large_image\"",
        ]
    );
    assert_eq!(
        head("index.html")[..3],
        [
            "name=\"description\" content=\"Bread · Talks\"",
            "property=\"og:type\" content=\"website\"",
            "property=\"og:site_name\" content=\"Ferry\"",
        ]
    );
    assert_eq!(
        head("talks/über-mich.html")[0],
        "name=\"description\" content=\"Why does dough rest? · And what is steam for?\""
    );
}

#[test]
fn descriptions_tell_what_is_on_the_page_and_nothing_that_is_folded() {
    let site = Site::new()
        .file(
            "plan.md",
            "# Role: Baker\n\n## Role\n- **Team size**: 4\n- **Seniority**: mid\n\n\
             ## Interview format\n- 10 minutes: FOLDED talk\n- 20 minutes: bake\n\n\
             ## Questions\n\n### How hot is the oven?\n\n**Expected Answer:** FOLDED\n\n\
             ## Evaluation criteria\n**Pass**\n- FOLDED\n\n**Fail**\n- FOLDED\n",
        )
        .file(
            "hold.md",
            "# Holding it\n\n### Phase 1: Warm-up (5 minutes)\n\nSay hello.\n\n\
             ### Phase 2: Bake (20 minutes)\n\nBake.\n\n## Red flags\n- FOLDED\n",
        )
        .file(
            "words.md",
            "---\nkind: glossary\n---\n# Words\n\nPoolish\n: A wet FOLDED starter.\n\nBiga\n: A dry FOLDED one.\n",
        )
        .file("list.md", "# List\n\n## One\n\n- a\n\n## Two\n\n- b\n")
        .file(
            "choice.md",
            "# Choice\n\n### Which flour?\n\n#### Options\n- [x] FOLDED\n- [ ] FOLDED\n\n\
             #### Hints\n- FOLDED\n\n#### Answer\nFOLDED\n\n#### Follow-ups\n- FOLDED\n\n\
             #### Rubric\n**Red flags**\n- FOLDED\n",
        );
    let run = site.run(&["build", "site", "--out", "site/public"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    let description = |page: &str| {
        let file = site.path("site/public").join(page);
        let text = std::fs::read_to_string(file).expect("the page");
        between(&text, "<meta name=\"description\" content=\"", "\"").to_owned()
    };
    assert_eq!(description("plan.html"), "Team size: 4 · Seniority: mid");
    assert_eq!(description("hold.html"), "Phase 1: Warm-up · Phase 2: Bake");
    assert_eq!(description("words.html"), "Poolish · Biga");
    assert_eq!(description("list.html"), "One · Two");
    assert_eq!(description("choice.html"), "Which flour?");
    assert_eq!(
        description("index.html"),
        "Choice · Holding it · List · Role: Baker · Words"
    );
}

#[test]
fn owner_and_day_are_shown_and_listed_with_the_teams_own_keys() {
    let site = bakery("front-matter: {extra: [shift]}\n").file(
        "themes/default/templates/page-extra.html",
        "{% extends \"base.html\" %}",
    );
    let site = site.file(
        "themes/default/templates/partials/page-links.html",
        "{% if page.extra.shift is defined %}<p>shift: {{ page.extra.shift }}</p>{% endif %}",
    );
    let files = built(&site, &[]);
    let page = &files["bread.html"];
    assert_eq!(
        between(page, "<p class=\"page-about\">", "</p>"),
        "\n<span>Looked after by Ovens &amp; Co</span>\n<span>Checked on \
         <time datetime=\"2026-05-31\">2026-05-31</time></span>\n"
    );
    assert!(page.contains("<p>shift: night, day</p>"));
    assert!(!files["talks/über-mich.html"].contains("page-about"));
    let list = site.run(&["list", "site", "--json"]).stdout;
    let rows: Vec<serde_json::Value> = list
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0]["owner"], "Ovens & Co");
    assert_eq!(rows[0]["reviewed"], "2026-05-31");
    assert_eq!(rows[0]["extra"], serde_json::json!({"shift": "night, day"}));
    assert_eq!(rows[2]["kind"], "exchange");
    assert_eq!(rows[2]["owner"], serde_json::Value::Null);
    assert_eq!(rows[2]["extra"], serde_json::json!({}));
}

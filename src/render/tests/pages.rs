//! What holds for every page of the built-in theme.

use super::{BUILT_IN, render, samples, text};
use crate::view::PageContext;

fn every_page() -> Vec<(PageContext, String)> {
    let mut pages = samples::every_kind();
    pages.push(samples::not_found_with_home());
    pages
        .into_iter()
        .map(|page| {
            let html = render(&page);
            (page, html)
        })
        .collect()
}

/// Every start tag of a page, without its brackets.
fn tags(html: &str) -> Vec<&str> {
    html.split('<')
        .skip(1)
        .filter(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic()))
        .map(|rest| rest.split('>').next().unwrap_or(rest))
        .collect()
}

/// The values of one attribute on a page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    tags(html)
        .into_iter()
        .filter_map(|tag| tag.split_once(&*start)?.1.split('"').next())
        .collect()
}

#[test]
fn there_is_a_sample_of_every_kind() {
    let kinds: Vec<_> = samples::every_kind()
        .iter()
        .map(|page| page.body.template())
        .collect();
    assert_eq!(
        kinds,
        [
            "home",
            "folder",
            "document",
            "questions",
            "scenario",
            "playbook",
            "transcript",
            "glossary",
            "page",
            "all-questions",
            "topic",
            "topics",
            "all-documents",
            "search",
            "redirect",
            "not-found"
        ]
    );
}

#[test]
fn every_page_opens_with_its_content_security_policy() {
    for (page, html) in every_page() {
        assert!(
            html.starts_with("<!doctype html><html lang=\"en\" dir=\"ltr\" data-site=\"ferry\" "),
            "{}",
            page.page.url
        );
        assert!(
            html.contains(
                "><head><meta charset=\"utf-8\">\
                 <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'; \
                 script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
                 object-src 'none'; base-uri 'none'; form-action 'none'\">"
            ),
            "{}",
            page.page.url
        );
    }
}

#[test]
fn no_page_has_an_inline_script_or_style_or_a_base() {
    for (page, html) in every_page() {
        for tag in tags(&html) {
            let name = tag.split(char::is_whitespace).next().unwrap_or(tag);
            let place = format!("{}: <{tag}>", page.page.url);
            assert!(!tag.contains(" style="), "{place}");
            let handler = tag.split(" on").skip(1).any(|rest| {
                let value = rest.trim_start_matches(|letter: char| letter.is_ascii_lowercase());
                value.starts_with('=')
            });
            assert!(!handler, "{place}");
            assert!(!matches!(name, "style" | "base"), "{place}");
            assert!(name != "script" || tag.contains(" src="), "{place}");
        }
        assert!(!html.contains("javascript:"), "{}", page.page.url);
    }
}

#[test]
fn no_page_asks_another_host_for_anything_but_its_own_home() {
    for (page, html) in every_page() {
        let home = "https://guide.example/";
        for url in values(&html, "src") {
            let foreign = url.contains(':') && !url.starts_with(home);
            assert!(!foreign, "{}: {url}", page.page.url);
        }
    }
}

#[test]
fn every_page_has_one_first_heading_and_skips_no_level() {
    for (page, html) in every_page() {
        let levels: Vec<u32> = tags(&html)
            .into_iter()
            .filter_map(|tag| {
                let name = tag.split(char::is_whitespace).next()?;
                name.strip_prefix('h')?.parse().ok()
            })
            .collect();
        assert_eq!(levels.first(), Some(&1), "{}", page.page.url);
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{}: {levels:?}", page.page.url);
        }
    }
}

#[test]
fn no_page_has_an_id_twice_and_its_own_links_arrive() {
    for (page, html) in every_page() {
        let ids = values(&html, "id");
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), ids.len(), "{}: {ids:?}", page.page.url);
        for url in values(&html, "href") {
            if let Some(fragment) = url.strip_prefix('#') {
                let known = ids.contains(&fragment);
                // Footnotes of the samples are referred to on some pages only.
                let reference = fragment.starts_with("fnref-");
                assert!(known || reference, "{}: {url}", page.page.url);
            }
        }
    }
}

#[test]
fn assets_are_asked_for_from_where_the_page_stands() {
    let html = render(&samples::questions());
    for link in [
        "<link rel=\"stylesheet\" href=\"../assets/prepbook.css\"><link rel=\"stylesheet\" href=\"../assets/brand.css\"><link rel=\"stylesheet\" href=\"../brand/ours.css\">",
        "<script src=\"../assets/prepbook.js\"></script>",
        "<link rel=\"icon\" href=\"../brand/icon.png\" type=\"image/png\">",
    ] {
        assert!(html.contains(link), "{link}");
    }
}

#[test]
fn plain_text_is_escaped_and_html_is_not() {
    let mut page = samples::questions();
    page.site.title = "A & <b>".into();
    page.page.title = "\"quoted\"".into();
    page.page.title_html = "<em>set</em>".into();
    page.page.description = "say \"hi\" & go".into();
    let html = render(&page);
    for piece in [
        "<title>&quot;quoted&quot; · A &amp; &lt;b&gt;</title>",
        "<meta name=\"description\" content=\"say &quot;hi&quot; &amp; go\">",
        "<h1><em>set</em></h1>",
    ] {
        assert!(html.contains(piece), "{piece}");
    }
}

#[test]
fn the_frame_has_its_landmarks_and_neighbours() {
    let html = render(&samples::questions());
    for piece in [
        "<a class=\"skip-link\" href=\"#ui:main\">Skip to content</a><header class=\"site-header\">",
        "<nav class=\"sidebar\" id=\"ui:sidebar\" aria-label=\"Site\"><ul><li class=\"kind-all-questions\"><a href=\"../all-questions.html\">All questions</a></li><li class=\"kind-topics\"><a href=\"../topics.html\">Topics</a></li><li class=\"kind-page\"><a href=\"../index.html\">Start</a></li><li class=\"kind-folder\"><a href=\"../backend/index.html\" class=\"is-open\">Backend</a><ul>",
        "<li class=\"kind-questions\"><a href=\"../backend/pools.html\" aria-current=\"page\">Database connection pools</a></li>",
        "<main class=\"main\" id=\"ui:main\" tabindex=\"-1\">",
        "<nav class=\"breadcrumbs\" aria-label=\"You are here\"><ol><li><a href=\"../index.html\">Start</a></li><li><a href=\"../backend/index.html\">Backend</a></li></ol></nav>",
        "<nav class=\"languages\" aria-label=\"Languages\" data-first=\"2\"><details><summary class=\"languages-button button\">",
        "<span class=\"language-name\" lang=\"en\" dir=\"ltr\">English</span></summary><ul><li><a href=\"pools.html\" lang=\"en\" dir=\"ltr\" aria-current=\"true\">English</a></li><li><a href=\"pools-he.html\" lang=\"he\" dir=\"rtl\" hreflang=\"he\" rel=\"alternate\" data-questions=\"0 pools-he.html\">עברית</a></li></ul></details></nav>",
        "<link rel=\"alternate\" hreflang=\"he\" href=\"pools-he.html\">",
        "<p class=\"page-number\">Page 1 of 2</p>",
        "<nav class=\"contents\" aria-label=\"On this page\"><details><summary>On this page</summary><ul><li><a href=\"#under-load\">Under load</a><ul><li><a href=\"#pool-wait\">",
        "<section class=\"footnotes\" aria-label=\"Footnotes\"><ol><li id=\"fn-bench\" value=\"1\"><p>Measured on a laptop, with a warm cache.</p> <a class=\"footnote-back\" href=\"#fnref-bench\" aria-label=\"Back to the text\">↩</a></li></ol></section>",
        "<a class=\"page-link next\" rel=\"next\" href=\"pools-2.html\"><span class=\"page-link-label\">Next</span> <span class=\"page-link-title\">Database connection pools, page 2</span></a></nav>",
        "<p class=\"page-about\"><span>Looked after by Platform &amp; friends</span><span>Checked on <time datetime=\"2026-05-31\">2026-05-31</time></span><a class=\"edit-link\" href=\"https://git.example/edit/content/x.md\">Edit this page</a></p>",
        "<footer class=\"site-footer\"><div class=\"site-words\"><p>Ferry &amp; Co · <a href=\"https://ferry.example/imprint\">Imprint</a></p></div><p>Made with prepbook 0.1.0</p></footer>",
    ] {
        assert!(html.contains(piece), "{piece}\n\n{html}");
    }
}

#[test]
fn a_page_that_has_nothing_to_show_leaves_it_out() {
    let html = render(&samples::not_found());
    for name in ["<nav", "menu", "skip-link", "<ul", "<ol", "rel=\"next\""] {
        assert!(!html.contains(name), "{name}\n\n{html}");
    }
}

#[test]
fn a_page_in_another_language_keeps_the_interface_in_the_sites() {
    let mut page = samples::questions();
    page.page.language = "he".into();
    page.page.direction = "rtl".into();
    let html = render(&page);
    for piece in [
        "<html lang=\"he\" dir=\"rtl\" data-site",
        "<a class=\"skip-link\" href=\"#ui:main\" lang=\"en\" dir=\"ltr\">",
        "<header class=\"site-header\" lang=\"en\" dir=\"ltr\">",
        "<footer class=\"site-footer\" lang=\"en\" dir=\"ltr\">",
        "<dialog class=\"panel settings\" id=\"ui:settings\" lang=\"en\" dir=\"ltr\"",
    ] {
        assert!(html.contains(piece), "{piece}\n\n{html}");
    }
}

#[test]
fn rendering_twice_gives_the_same_bytes() {
    for page in samples::every_kind() {
        let first = BUILT_IN.render(&page).expect("the page renders");
        let second = BUILT_IN.render(&page).expect("the page renders");
        assert_eq!(text(&first), text(&second));
    }
}

//! A site's own files before the built-in ones.

use super::{BUILT_IN, load, own, samples, text};
use crate::render::Theme;

fn theme(files: &[(&str, &str)], language: &str) -> Theme {
    let checked = load(&own(files), language);
    assert_eq!(checked.diagnostics, []);
    checked.value.expect("the theme is usable")
}

fn questions(theme: &Theme) -> String {
    text(
        &theme
            .render(&samples::questions())
            .expect("the page renders"),
    )
}

fn asset(theme: &Theme, path: &str) -> String {
    let assets = theme.assets();
    let asset = assets.iter().find(|asset| asset.path == path);
    text(asset.expect("the asset exists"))
}

#[test]
fn one_template_is_replaced_and_the_others_stay() {
    let theme = theme(
        &[(
            "templates/questions.html",
            "<p>{{ page.title }} & {{ body.sections[0].title_html }}</p>",
        )],
        "en",
    );
    assert_eq!(
        questions(&theme),
        "<p>Database connection pools & Under load</p>"
    );
    let untouched = samples::not_found();
    assert_eq!(
        theme.render(&untouched).expect("the page renders"),
        BUILT_IN.render(&untouched).expect("the page renders")
    );
}

#[test]
fn one_partial_is_replaced_wherever_it_is_included() {
    let theme = theme(
        &[("templates/partials/question.html", "<li>{{ q.id }}</li>")],
        "en",
    );
    assert!(questions(&theme).contains("<li>pool-wait</li><li>storm</li>\n</section>"));
}

#[test]
fn one_block_is_replaced_by_extending_the_built_in_template() {
    let theme = theme(
        &[(
            "templates/base.html",
            "{% extends \"default/base.html\" %}{% block footer %}<footer>Ours</footer>{% endblock %}",
        )],
        "en",
    );
    let html = questions(&theme);
    assert!(
        html.contains("</div><footer>Ours</footer>\n") && html.contains("id=\"ui:settings\""),
        "{html}"
    );
    assert!(html.contains("<h1>Database connection pools</h1>"));
}

#[test]
fn one_component_is_replaced() {
    let theme = theme(
        &[(
            "templates/mine.html",
            "{% component anchor(id) %}[{{ id }}]{% endcomponent %}",
        )],
        "en",
    );
    assert!(questions(&theme).contains("<h2 id=\"under-load\">Under load[under-load]</h2>"));
}

#[test]
fn styles_and_scripts_are_replaced_and_added_file_by_file() {
    let theme = theme(
        &[
            ("css/00-tokens.css", ":root { --paper: pink; }\n\n"),
            ("css/99-mine.css", "h1 { color: red; }"),
            ("js/menu.js", "// no menu"),
        ],
        "en",
    );
    let css = asset(&theme, "assets/prepbook.css");
    assert!(
        css.starts_with(":root { --paper: pink; }\n*,*::before"),
        "{css}"
    );
    assert!(css.ends_with("}h1 { color: red; }\n"));
    assert!(!css.contains("light-dark(#fbfaf6"));
    let js = asset(&theme, "assets/prepbook.js");
    assert!(js.contains("// no menu\n(() => {\n"));
}

#[test]
fn words_come_from_the_language_of_the_site() {
    let theme = theme(
        &[("strings/de.yml", "expected_answer: Unsere Antwort\n")],
        "de",
    );
    let html = questions(&theme);
    assert!(html.contains("<summary>Unsere Antwort</summary>"));
    assert!(html.contains("<p class=\"summary\">4 Fragen · 2 beantwortet</p>"));
}

#[test]
fn the_digest_changes_with_templates_and_words_and_not_with_styles() {
    let digest = |files: &[(&str, &str)]| theme(files, "en").digest();
    assert_eq!(digest(&[]), BUILT_IN.digest());
    assert_eq!(digest(&[("css/00-tokens.css", "")]), BUILT_IN.digest());
    assert_ne!(digest(&[("templates/page.html", "")]), BUILT_IN.digest());
    assert_ne!(
        digest(&[("strings/en.yml", "menu: Carte")]),
        BUILT_IN.digest()
    );
}

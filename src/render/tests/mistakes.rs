//! What is said about broken themes, to the character.

use super::{load, own, samples};
use crate::diagnostic::{Diagnostic, Report, ReportFormat, format as written, report};
use crate::render::embedded;
use crate::source::ThemeFiles;

/// The report on some diagnostics about `files`, one line each.
fn said(mut diagnostics: Vec<Diagnostic>, files: &ThemeFiles, format: ReportFormat) -> String {
    report::sort(&mut diagnostics);
    let texts = embedded::texts()
        .chain(files.values().map(|file| (&file.id, &*file.text)))
        .collect();
    let report = Report::new(&diagnostics, &texts, "");
    written::write(&report, format, false)
}

/// What loading says about a theme that cannot be used.
fn loading(files: &[(&str, &str)]) -> String {
    let files = own(files);
    let checked = load(&files, "en");
    assert!(checked.value.is_none());
    said(checked.diagnostics, &files, ReportFormat::Short)
}

/// What rendering a page of questions says with a theme that loads.
fn rendering(files: &[(&str, &str)]) -> String {
    let files = own(files);
    let checked = load(&files, "en");
    assert_eq!(checked.diagnostics, []);
    let theme = checked.value.expect("the theme loads");
    let error = theme
        .render(&samples::questions())
        .expect_err("the page cannot be rendered");
    said(vec![error], &files, ReportFormat::Short)
}

#[test]
fn templates_that_do_not_parse_are_all_named() {
    let said = loading(&[
        ("templates/home.html", "{% iff %}"),
        ("templates/page.html", "ok\n{{ page.title | \n"),
        (
            "templates/glossary.html",
            "{% if page.title %}\nnever closed\n",
        ),
    ]);
    assert_eq!(
        said,
        "\
themes/mine/templates/glossary.html:2:13: error[invalid-template]: unexpected end of input; the handbook lists what each template gets
themes/mine/templates/home.html:1:4: error[invalid-template]: unknown tag; the handbook lists what each template gets
themes/mine/templates/page.html:2:16: error[invalid-template]: unexpected end of input; the handbook lists what each template gets
"
    );
}

#[test]
fn unknown_filters_components_functions_tests_and_templates_are_all_named() {
    let said = loading(&[(
        "templates/page.html",
        "ü {{ page.title | shoutt }}\n{{ <cardd /> }}\n{{ now() }}{% if 1 is foo %}{% endif %}\n{% include \"nope.html\" %}\n",
    )]);
    assert_eq!(
        said,
        "\
themes/mine/templates/page.html:1:19: error[invalid-template]: unknown filter 'shoutt'; the handbook lists what each template gets
themes/mine/templates/page.html:2:4: error[invalid-template]: unknown component 'cardd'; the handbook lists what each template gets
themes/mine/templates/page.html:3:4: error[invalid-template]: unknown function 'now'; the handbook lists what each template gets
themes/mine/templates/page.html:3:23: error[invalid-template]: unknown test 'foo'; the handbook lists what each template gets
themes/mine/templates/page.html:4:12: error[invalid-template]: unknown template 'nope.html'; the handbook lists what each template gets
"
    );
}

#[test]
fn a_name_is_underlined_as_far_as_it_goes() {
    let files = own(&[("templates/page.html", "ü {{ page.title | shoutt }}\n")]);
    let checked = load(&files, "en");
    let said = said(checked.diagnostics, &files, ReportFormat::Human);
    assert_eq!(
        said.trim_end(),
        "\
error[invalid-template]: unknown filter 'shoutt'
 --> themes/mine/templates/page.html:1:19
  |
1 | ü {{ page.title | shoutt }}
  |                   ^^^^^^
  |
  = help: the handbook lists what each template gets"
    );
}

#[test]
fn templates_that_miss_their_parent_or_go_in_circles_are_shown_where_they_do() {
    let one = |text: &str| loading(&[("templates/page.html", text)]);
    assert_eq!(
        one("\n{% extends \"frame.html\" %}"),
        "themes/mine/templates/page.html:2:12: error[invalid-template]: there is no template 'frame.html' to extend; the handbook lists what each template gets\n"
    );
    assert_eq!(
        one("{% extends \"page.html\" %}"),
        "themes/mine/templates/page.html:1:12: error[invalid-template]: the template extends itself; 'default/page.html' is the built-in template of this name\n"
    );
    assert_eq!(
        one("{% extends \"base.html\" %}\n{% block contnt %}{% endblock %}"),
        "themes/mine/templates/page.html:2:10: error[invalid-template]: block 'contnt' is not defined in any parent template; the handbook lists what each template gets\n"
    );
    assert_eq!(
        loading(&[
            ("templates/a.html", "{% include \"b.html\" %}"),
            ("templates/b.html", "{% include 'a.html' %}"),
        ]),
        "themes/mine/templates/a.html:1:12: error[invalid-template]: the template includes itself by way of 'b.html'; the handbook lists what each template gets\n"
    );
}

#[test]
fn a_component_that_is_defined_twice_is_said_of_the_first_file() {
    let component = "{% component same() %}{% endcomponent %}";
    assert_eq!(
        loading(&[
            ("templates/a.html", component),
            ("templates/b.html", component)
        ]),
        "themes/mine/templates/a.html: error[invalid-template]: component 'same' is defined in both 'a.html' and 'b.html'; the handbook lists what each template gets\n"
    );
}

#[test]
fn unknown_values_are_found_when_a_page_asks_for_them() {
    let one = |path: &str, text: &str| rendering(&[(path, text)]);
    assert_eq!(
        one(
            "templates/questions.html",
            "{% extends \"base.html\" %}\n{% block content %}é{{ page.titel }}{% endblock %}"
        ),
        "themes/mine/templates/questions.html:2:29: error[invalid-template]: field 'titel' is not defined; available fields: alternates, breadcrumbs, canonical, description, direction, document, edit_url, extra, first_question, footer_html, footnotes, language, languages, mentions, moved, owner, page_number, pages, reviewed, root, title, title_html, url\n"
    );
    assert_eq!(
        one("templates/questions.html", "{{ tittle }}"),
        "themes/mine/templates/questions.html:1:4: error[invalid-template]: variable 'tittle' is not defined; available variables: body, content_security_policy, contents, next, page, previous, sidebar, site, t, terms\n"
    );
    assert_eq!(
        one(
            "templates/partials/anchor.html",
            "{% component anchor(id) %}\n{{ idd }}{% endcomponent %}"
        ),
        "themes/mine/templates/partials/anchor.html:2:4: error[invalid-template]: variable 'idd' is not defined; available variables: id\n"
    );
}

#[test]
fn values_that_do_not_fit_are_shown_where_they_are_used() {
    let one = |text: &str| rendering(&[("templates/questions.html", text)]);
    assert_eq!(
        one("{{ body.sections | upper }}"),
        "themes/mine/templates/questions.html:1:4: error[invalid-template]: invalid type for the value, expected 'string' but got 'array'; the handbook lists what each template gets\n"
    );
    assert_eq!(
        one("{{ 1 | counted(forms=1) }}"),
        "themes/mine/templates/questions.html:1:8: error[invalid-template]: 'forms' wants words with the forms 'one' and 'other'; the handbook lists what each template gets\n"
    );
    assert_eq!(
        one("{{ <anchor /> }}"),
        "themes/mine/templates/questions.html:1:4: error[invalid-template]: argument 'id' missing; the handbook lists what each template gets\n"
    );
}

#[test]
fn words_that_cannot_be_read_make_a_theme_unusable() {
    assert_eq!(
        loading(&[("strings/en.yml", "menu: [Menu]\n")]),
        "themes/mine/strings/en.yml:1:7: error[invalid-template]: 'menu' wants words, found a list; put the words in quotes\n"
    );
}

//! `unknown-tag`: tags that `tags:` of `prepbook.yml` does not list.

use crate::config::Config;
use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Document;
use crate::source::Span;

/// Tags of front matter and of questions that may not be used.
pub(super) fn check(document: &Document, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let Some(allowed) = &config.tags else {
        return;
    };
    let mut look = |tags: &[String], places: &[Span]| {
        for (tag, place) in tags.iter().zip(places) {
            if !allowed.contains(tag) {
                diagnostics.push(unknown(document, tag, *place, allowed));
            }
        }
    };
    look(&document.meta.tags, &document.meta.tag_places);
    for question in document.questions() {
        look(&question.tags, &question.tag_places);
    }
}

fn unknown(document: &Document, tag: &str, place: Span, allowed: &[String]) -> Diagnostic {
    let near = nearest(tag, allowed.iter().map(String::as_str));
    let help = did_you_mean(&near).unwrap_or_else(|| match allowed {
        [] => "prepbook.yml allows no tags".to_owned(),
        _ => format!("the tags are {}", allowed.join(", ")),
    });
    Diagnostic::new(
        Code::UnknownTag,
        &document.file,
        place,
        format!("the tag '{tag}' is not one of those that prepbook.yml lists"),
    )
    .help(help)
}

//! `missing-brand-file`, and links in the footer that do not arrive.

use crate::config::Config;
use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::guide::Guide;
use crate::guide::links::{Resolution, resolve_from_root};
use crate::model::InlineKind;
use crate::parse::prose;
use crate::source::site::CONFIG_FILE;
use crate::source::{Asset, FileId};

/// What `brand:` names and the site does not have.
pub(super) fn check(
    guide: &Guide,
    config: &Config,
    statics: &[Asset],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let file = FileId::new(CONFIG_FILE);
    for (key, named) in config.brand.files() {
        if statics.iter().any(|asset| *asset.path == *named.value) {
            continue;
        }
        let near = nearest(&named.value, statics.iter().map(|asset| &*asset.path));
        let help = did_you_mean(&near)
            .unwrap_or_else(|| "put the file into static/, beside prepbook.yml".to_owned());
        diagnostics.push(
            Diagnostic::new(
                Code::MissingBrandFile,
                &file,
                named.span,
                format!("the {key} 'static/{}' is not there", named.value),
            )
            .help(help),
        );
    }
    let Some(footer) = &config.brand.footer else {
        return;
    };
    for target in links(&footer.value) {
        let (code, message) = match resolve_from_root(guide, &target) {
            Resolution::Page(_) | Resolution::External(_) => continue,
            Resolution::Unsafe => (
                Code::UnsafeLink,
                format!("'{target}' may run something and was dropped"),
            ),
            _ if !config.edition.is_whole() => continue,
            Resolution::Asset(_) | Resolution::Missing(_) | Resolution::MissingFragment { .. } => (
                Code::BrokenLink,
                format!("the footer's link '{target}' does not arrive"),
            ),
        };
        diagnostics.push(Diagnostic::new(code, &file, footer.span, message).help(
            "link to a web address, or to a Markdown file by its path in the content folder",
        ));
    }
}

/// The targets of all links in a line of Markdown.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    prose(text).for_each_inline(&mut |inline| {
        if let InlineKind::Link { target, .. } = &inline.kind {
            found.push(target.clone());
        }
    });
    found
}

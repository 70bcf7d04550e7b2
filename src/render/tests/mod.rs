//! Pages of every kind, rendered with the built-in theme, with a site's own files, and with
//! broken ones.

mod contrast;
mod forms;
mod mistakes;
mod overrides;
mod pages;
mod samples;
mod typed;

use std::sync::LazyLock;

use super::{Artifact, Content, Theme, embedded};
use crate::config::Config;
use crate::diagnostic::Checked;
use crate::source::{FileId, SourceFile, ThemeFiles};
use crate::view::PageContext;
use crate::words::Words;

/// The theme with a site's own files, in the site's language.
fn load(own: &ThemeFiles, language: &str) -> Checked<Option<Theme>> {
    let words = Words::load(embedded::files(), own, language);
    Theme::load(own, &words, &Config::default())
}

static BUILT_IN: LazyLock<Theme> = LazyLock::new(|| {
    let checked = load(&ThemeFiles::new(), "en");
    assert_eq!(checked.diagnostics, []);
    checked.value.expect("the built-in theme is usable")
});

/// A site's own theme files.
fn own(files: &[(&str, &str)]) -> ThemeFiles {
    files
        .iter()
        .map(|(path, text)| {
            let id = FileId::new(format!("themes/mine/{path}"));
            let file = SourceFile::new(id, *path, text.as_bytes());
            ((*path).to_owned(), file)
        })
        .collect()
}

/// What is in an artifact.
fn text(artifact: &Artifact) -> String {
    match &artifact.content {
        Content::Bytes(bytes) => String::from_utf8(bytes.to_vec()).expect("UTF-8"),
        Content::File(path) => panic!("{} is not in memory", path.display()),
    }
}

/// The page with the built-in theme, without line breaks between elements.
fn render(page: &PageContext) -> String {
    let artifact = BUILT_IN.render(page).expect("the page renders");
    assert_eq!(artifact.path, page.page.url);
    text(&artifact).replace(">\n<", "><")
}

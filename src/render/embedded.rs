//! The built-in theme, which is part of the program.

use std::sync::LazyLock;

use rust_embed::RustEmbed;

use crate::source::{FileId, SourceFile, ThemeFiles};

/// Names of built-in templates start with this, so that a site's `page.html` can extend
/// `default/page.html`. A name without it finds the site's own template first.
pub const PREFIX: &str = "default/";

#[derive(RustEmbed)]
#[folder = "themes/default"]
#[include = "templates/*.html"]
#[include = "css/*.css"]
#[include = "js/*.js"]
#[include = "lists/*.css"]
#[include = "reading/*.css"]
#[include = "search/*.css"]
#[include = "search/*.js"]
#[include = "tools/*.css"]
#[include = "tools/*.js"]
#[include = "strings/*.yml"]
#[include = "assets/*.svg"]
struct Files;

static FILES: LazyLock<ThemeFiles> = LazyLock::new(|| {
    Files::iter()
        .filter_map(|path| {
            let file = Files::get(&path)?;
            let id = FileId::new(format!("themes/default/{path}"));
            let source = SourceFile::new(id, &*path, &file.data);
            Some((path.into_owned(), source))
        })
        .collect()
});

/// The built-in theme's files, by path inside the theme folder.
pub fn files() -> &'static ThemeFiles {
    &FILES
}

/// The text of every built-in file by its id, for printing diagnostics. A site that overrides
/// files of a theme named `default` uses the same ids, so its own texts go over these.
pub fn texts<'a>() -> impl Iterator<Item = (&'a FileId, &'a str)> {
    FILES.values().map(|file| (&file.id, &*file.text))
}

#[cfg(test)]
mod tests {
    use super::{files, texts};

    #[test]
    fn the_built_in_theme_has_every_folder_of_a_theme() {
        for path in [
            "templates/base.html",
            "templates/partials/question.html",
            "css/00-tokens.css",
            "js/unfold.js",
            "strings/en.yml",
            "assets/prepbook.svg",
        ] {
            assert!(files().contains_key(path), "{path}");
        }
        let (id, text) = texts()
            .find(|(id, _)| id.as_str() == "themes/default/templates/base.html")
            .expect("the base template");
        assert_eq!(id.as_str(), "themes/default/templates/base.html");
        assert!(text.contains("<!doctype html>"));
    }
}

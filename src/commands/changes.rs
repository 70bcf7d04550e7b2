//! What a build did to the site, in a few lines for a terminal.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::terminal::count;
use crate::publish::{Change, Published};

/// So many pages of a kind are named.
const NAMED: usize = 5;

/// What becomes of pages that is worth their names, with a word for it.
const NEWS: [(Change, &str); 3] = [
    (Change::New, "new"),
    (Change::Changed, "changed"),
    (Change::Removed, "removed"),
];

/// What stands behind `built 3 pages of 2 documents into public`: nothing for a first build;
/// otherwise how many pages are written, and a line for each of the first of them. `pages` are
/// those of the site; all else is counted together.
pub(super) fn text(published: &Published, pages: &BTreeSet<&str>) -> String {
    if published.first {
        return String::new();
    }
    let same = published.count(Change::Unchanged);
    if same == published.files.len() {
        return " (nothing changed)".to_owned();
    }
    // A page that is gone is not among the site's pages any more.
    let is_page = |path: &str, change| match change {
        Change::Removed => path.ends_with(".html"),
        _ => pages.contains(path),
    };
    let named = |wanted: Change| {
        let files = published.files.iter();
        files
            .filter(move |(path, change)| **change == wanted && is_page(path, wanted))
            .map(|(path, _)| path.as_str())
    };
    let number = |change| named(change).count();
    let others = |change| published.count(change) - number(change);
    let mut out = format!(
        " ({} written, {} unchanged, {} removed",
        number(Change::New) + number(Change::Changed),
        number(Change::Unchanged),
        number(Change::Removed)
    );
    let written = others(Change::New) + others(Change::Changed);
    let parts = [(written, "written"), (others(Change::Removed), "removed")];
    let mut parts = parts.iter().filter(|(files, _)| *files > 0);
    // Writing to a string cannot fail.
    if let Some((files, done)) = parts.next() {
        let files = count(*files, "other file", "other files");
        let _ = write!(out, "; {files} {done}");
    }
    for (files, done) in parts {
        let _ = write!(out, ", {files} {done}");
    }
    out.push(')');
    for (change, word) in NEWS {
        for path in named(change).take(NAMED) {
            let _ = write!(out, "\n  {word:<9}{path}");
        }
        let more = number(change).saturating_sub(NAMED);
        if more > 0 {
            let _ = write!(out, "\n  {word:<9}… and {more} more");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::text;
    use crate::publish::{Change, Published};
    use crate::source::Digest;

    /// What is said of a site with these pages and files.
    fn said(first: bool, pages: &[&str], files: &[(&str, Change)]) -> String {
        let files: BTreeMap<String, Change> = files
            .iter()
            .map(|(path, change)| ((*path).to_owned(), *change))
            .collect();
        let published = Published {
            first,
            files,
            manifest: Digest::of(b""),
        };
        text(&published, &pages.iter().copied().collect())
    }

    #[test]
    fn a_first_build_has_no_news() {
        let files = [("a.html", Change::New), ("b.html", Change::New)];
        assert_eq!(said(true, &["a.html", "b.html"], &files), "");
    }

    #[test]
    fn a_build_without_news_says_so() {
        let files = [("a.css", Change::Unchanged), ("a.html", Change::Unchanged)];
        assert_eq!(said(false, &["a.html"], &files), " (nothing changed)");
    }

    #[test]
    fn pages_are_named_and_other_files_counted() {
        let files = [
            ("assets/a.css", Change::Changed),
            ("deep/gone.html", Change::Removed),
            ("deep/new.html", Change::New),
            ("form.html", Change::New),
            ("index.html", Change::Changed),
            ("same.html", Change::Unchanged),
            ("search/t0-aaaaa.js", Change::Removed),
            ("search/t0-bbbbb.js", Change::New),
            ("search/t1-ccccc.js", Change::Unchanged),
        ];
        assert_eq!(
            // An author's own form.html is no page of the site.
            said(false, &["deep/new.html", "index.html", "same.html"], &files),
            " (2 written, 1 unchanged, 1 removed; 3 other files written, 1 removed)
  new      deep/new.html
  changed  index.html
  removed  deep/gone.html"
        );
    }

    #[test]
    fn of_many_pages_the_first_are_named() {
        let names: Vec<String> = (1..=7).map(|number| format!("{number}.html")).collect();
        let pages: Vec<&str> = names.iter().map(String::as_str).collect();
        let files: Vec<_> = pages.iter().map(|page| (*page, Change::Changed)).collect();
        assert_eq!(
            said(false, &pages, &files),
            " (7 written, 0 unchanged, 0 removed)
  changed  1.html
  changed  2.html
  changed  3.html
  changed  4.html
  changed  5.html
  changed  … and 2 more"
        );
    }
}

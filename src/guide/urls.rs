//! URLs, made from file paths and never from titles.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::Document;

/// A name in a URL has at most this many bytes; file systems allow 255.
const LONGEST_NAME: usize = 100;

/// Names below the site's root that generated pages and files use.
const RESERVED: [&str; 12] = [
    "404",
    "all-documents",
    "all-questions",
    "assets",
    "data",
    "index",
    "prepbook",
    "questions-index",
    "search",
    "static",
    "tags",
    "topics",
];

/// URL of the start page.
const HOME: &str = "index.html";

/// Names that Windows keeps for devices.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The URL of a document's first page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentUrl {
    /// Relative to the site's root.
    pub url: String,
    /// Path of the document that had the same URL first, when there was one.
    pub taken: Option<String>,
}

/// URLs of documents, in the order of the documents. A URL that is taken gets a number; which
/// of two files gets it goes by path, so the order of reading does not matter.
///
/// `on_home` says whether the root's own document is shown on the start page; otherwise it is
/// published beside it.
pub fn of_documents(
    documents: &[Arc<Document>],
    on_home: impl Fn(&Document) -> bool,
) -> Vec<DocumentUrl> {
    let mut by_path: Vec<usize> = (0..documents.len()).collect();
    by_path.sort_by(|a, b| {
        let key = |index: &usize| {
            let path = &documents[*index].path;
            (!is_index(path) as u8, index_rank(path), Arc::clone(path))
        };
        key(a).cmp(&key(b))
    });
    let mut owners: HashMap<String, String> = HashMap::new();
    let mut urls = vec![
        DocumentUrl {
            url: String::new(),
            taken: None,
        };
        documents.len()
    ];
    for index in by_path {
        let path = &documents[index].path;
        let mut url = of_path(path);
        if url == HOME && !on_home(&documents[index]) {
            url = ordinary(path);
        }
        let mut taken = owners.get(&url).cloned();
        if taken.is_some() && is_index(path) {
            // README.md beside index.md is an ordinary page.
            url = ordinary(path);
            taken = owners.get(&url).cloned();
        }
        let stem = url.trim_end_matches(".html").to_owned();
        let mut count = 2;
        while owners.contains_key(&url) {
            url = format!("{stem}-{count}.html");
            count += 1;
        }
        owners.insert(url.clone(), path.to_string());
        urls[index] = DocumentUrl { url, taken };
    }
    urls
}

/// `index.md` goes before `README.md`.
fn index_rank(path: &str) -> u8 {
    u8::from(!file_stem(path).eq_ignore_ascii_case("index"))
}

/// Whether a document is its folder's index.
pub fn is_index(path: &str) -> bool {
    matches!(
        file_stem(path).to_ascii_lowercase().as_str(),
        "index" | "readme"
    )
}

/// The folder of a path; empty for the root.
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// URL of the file at `path`.
pub(super) fn of_path(path: &str) -> String {
    if is_index(path) {
        return of_folder(folder_of(path));
    }
    ordinary(path)
}

fn ordinary(path: &str) -> String {
    let folder = folder_of(path);
    let name = name(file_stem(path), folder.is_empty());
    let mut url = folder_path(folder);
    url.push_str(&name);
    url.push_str(".html");
    url
}

/// URL of a folder's page.
pub fn of_folder(folder: &str) -> String {
    format!("{}index.html", folder_path(folder))
}

/// URL of a document's page by its number, from 1. No name made from a path has a dot in it, so
/// further pages never meet another document.
pub fn of_page(document: &str, number: usize) -> String {
    if number == 1 {
        return document.to_owned();
    }
    format!("{}.{number}.html", document.trim_end_matches(".html"))
}

fn folder_path(folder: &str) -> String {
    let mut path = String::new();
    for (depth, part) in folder
        .split('/')
        .filter(|part| !part.is_empty())
        .enumerate()
    {
        path.push_str(&name(part, depth == 0));
        path.push('/');
    }
    path
}

/// A file's or folder's name in a URL: lower case, letters and digits of all scripts, hyphens
/// for everything else.
pub fn name(text: &str, at_root: bool) -> String {
    let mut name = String::new();
    for character in text.chars().flat_map(char::to_lowercase) {
        let mark = unicode_normalization::char::is_combining_mark(character) && !name.is_empty();
        if character.is_alphanumeric() || character == '_' || mark {
            name.push(character);
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    let mut end = name.len().min(LONGEST_NAME);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
    let trimmed = name.trim_matches('-');
    let mut name = if trimmed.is_empty() { "page" } else { trimmed }.to_owned();
    let reserved =
        DEVICES.contains(&name.as_str()) || (at_root && RESERVED.contains(&name.as_str()));
    if reserved {
        name.push_str("-page");
    }
    name
}

/// A name such as files and folders get, for other things that need one.
pub fn slug(text: &str) -> String {
    name(text, false)
}

/// The absolute address of a page below `base`, which ends in `/`. Start pages are addressed by
/// their folders.
pub fn absolute(base: &str, url: &str) -> String {
    let shown = match url.strip_suffix(HOME) {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => url,
    };
    format!("{base}{shown}")
}

/// The path of an absolute address.
pub fn path_of_address(base: &str) -> &str {
    base.split_once("://")
        .and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]))
        .unwrap_or("/")
}

/// The way from the page `from` to `to`, both relative to the site's root.
pub fn relative(from: &str, to: &str) -> String {
    match to.split_once('#') {
        Some((path, fragment)) => relative_to(from, path, Some(fragment)),
        None => relative_to(from, to, None),
    }
}

/// The way from the page `from` to a place on the page `path`, both relative to the site's root.
pub fn relative_to(from: &str, path: &str, fragment: Option<&str>) -> String {
    let mut url = String::with_capacity(path.len() + fragment.map_or(0, str::len) + 8);
    if path != from || fragment.is_none() {
        let same = shared_folders(from, path);
        let is_slash = |byte: &u8| *byte == b'/';
        for _ in from.as_bytes()[same..].iter().filter(|byte| is_slash(byte)) {
            url.push_str("../");
        }
        encode_into(&path[same..], &mut url);
    }
    if let Some(fragment) = fragment {
        url.push('#');
        encode_into(fragment, &mut url);
    }
    url
}

/// Length of the folders, with their slashes, that two paths begin with.
fn shared_folders(one: &str, other: &str) -> usize {
    let mut shared = 0;
    for (at, (byte, same)) in one.bytes().zip(other.bytes()).enumerate() {
        if byte != same {
            break;
        }
        if byte == b'/' {
            shared = at + 1;
        }
    }
    shared
}

/// The way from a page to the site's root: empty, or `../` repeated.
pub fn root_of(url: &str) -> String {
    "../".repeat(url.matches('/').count())
}

/// Percent-encodes what browsers read as something else; letters of all scripts stay readable.
fn encode_into(text: &str, encoded: &mut String) {
    // All of them are ASCII, so bytes tell as much as characters.
    let is_special = |byte: u8| {
        matches!(
            byte,
            b' ' | b':'
                | b'"'
                | b'#'
                | b'%'
                | b'<'
                | b'>'
                | b'?'
                | b'`'
                | b'{'
                | b'}'
                | b'\\'
                | b'^'
                | b'|'
        )
    };
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_special) {
        encoded.push_str(&rest[..at]);
        encoded.push_str(&format!("%{:02X}", rest.as_bytes()[at]));
        rest = &rest[at + 1..];
    }
    encoded.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::{absolute, of_page, of_path, path_of_address, relative, slug};

    #[test]
    fn paths_become_lower_case_names_of_all_scripts() {
        assert_eq!(
            of_path("Data Bases/What is SQL?.md"),
            "data-bases/what-is-sql.html"
        );
        assert_eq!(of_path("面试/问题 1.md"), "面试/问题-1.html");
        assert_eq!(of_path("a/README.md"), "a/index.html");
        assert_eq!(of_path("con.md"), "con-page.html");
        assert_eq!(of_path("search.md"), "search-page.html");
        assert_eq!(of_path("a/search.md"), "a/search.html");
        assert_eq!(of_path("v1.2.md"), "v1-2.html");
        assert_eq!(of_page("a/b.html", 3), "a/b.3.html");
        let long = format!("{}.md", "ü".repeat(90));
        assert_eq!(of_path(&long), format!("{}.html", "ü".repeat(50)));
    }

    #[test]
    fn only_a_start_page_is_addressed_by_its_folder() {
        let at = |url| absolute("https://guide.example/x/", url);
        assert_eq!(at("index.html"), "https://guide.example/x/");
        assert_eq!(at("a/index.html"), "https://guide.example/x/a/");
        assert_eq!(
            at("a/my-index.html"),
            "https://guide.example/x/a/my-index.html"
        );
        assert_eq!(slug("Ferry & Co: Backend!"), "ferry-co-backend");
    }

    #[test]
    fn ways_between_pages_are_relative() {
        assert_eq!(relative("index.html", "a/b.html#x y"), "a/b.html#x%20y");
        assert_eq!(relative("a/b.html", "a/c.html"), "c.html");
        assert_eq!(relative("a/b/c.html", "a/d/e.html"), "../d/e.html");
        assert_eq!(relative("a/b.html", "a/b.html#x"), "#x");
        assert_eq!(relative("a/b/c.html", "a/bc/d.html"), "../bc/d.html");
        assert_eq!(relative("a/b/c.html", "ü/ö.html"), "../../ü/ö.html");
        assert_eq!(relative("a/b.html", "index.html"), "../index.html");
        assert_eq!(relative("a.html", "b:c.png"), "b%3Ac.png");
    }

    #[test]
    fn the_path_of_an_address_starts_at_the_host() {
        assert_eq!(path_of_address("https://x.example/"), "/");
        assert_eq!(path_of_address("https://x.example/a/b/"), "/a/b/");
    }
}

//! Where a link leads.

use std::sync::Arc;

use super::redirects::Target;
use super::{Assets, Guide, urls, wiki};
use crate::config::{Config, Repository};
use crate::model::WikiLink;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// A page of the site, with fragment: URL relative to the site's root.
    Page(String),
    /// An attachment, by its path below the content root.
    Asset(String),
    /// Another site, or a program such as mail.
    External(String),
    /// No page or file; the path that was looked for.
    Missing(String),
    /// The page is there and the fragment is not: the page's URL and document, the fragment.
    MissingFragment {
        /// URL of the page, relative to the site's root.
        url: String,
        /// Index of the document.
        document: usize,
        /// The fragment.
        fragment: String,
    },
    /// Something that could run.
    Unsafe,
}

/// Schemes that are safe to link to.
const SCHEMES: [&str; 8] = [
    "http", "https", "mailto", "tel", "ftp", "sftp", "ssh", "git",
];

/// Schemes of what runs, or is a page by itself.
const RUNNING: [&str; 3] = ["javascript", "vbscript", "data"];

/// Endings of files that run something when a browser opens them, or that others run.
const ACTIVE: [&str; 17] = [
    "css", "hta", "htm", "html", "js", "mht", "mhtml", "mjs", "shtml", "svg", "svgz", "swf",
    "wasm", "xht", "xhtml", "xml", "xsl",
];

/// Whether a file could run something on the site that it is copied to.
pub fn is_active(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ACTIVE
        .iter()
        .any(|active| active.eq_ignore_ascii_case(ending))
}

/// The attachments that may be copied: none that could run something where strangers wrote them.
pub(super) fn usable(assets: &Arc<Assets>, config: &Config) -> Arc<Assets> {
    if !config.untrusted {
        return Arc::clone(assets);
    }
    let harmless = assets.iter().filter(|(path, _)| !is_active(path));
    let harmless = harmless.map(|(path, asset)| (Arc::clone(path), asset.clone()));
    Arc::new(harmless.collect())
}

/// Whether an address runs something, as against one that only is unknown.
pub fn runs(target: &str) -> bool {
    scheme(target).is_some_and(|scheme| RUNNING.contains(&scheme.as_str()))
}

/// Resolves `target`, as written in the document with the index `from`.
pub fn resolve(guide: &Guide, from: usize, target: &str) -> Resolution {
    resolve_at(guide, Some(from), target)
}

/// Resolves `target`, as written in no document: paths start at the content root.
pub fn resolve_from_root(guide: &Guide, target: &str) -> Resolution {
    resolve_at(guide, None, target)
}

fn resolve_at(guide: &Guide, from: Option<usize>, target: &str) -> Resolution {
    let target = target.trim();
    if let Some(link) = WikiLink::of_target(target) {
        return wiki::resolve(guide, from, link.name);
    }
    if let Some(scheme) = scheme(target) {
        if SCHEMES.contains(&scheme.as_str()) {
            return own_file(guide, target)
                .unwrap_or_else(|| Resolution::External(target.to_owned()));
        }
        // A file may have a colon in its name.
        let file = || match in_folder(guide, from, target) {
            Resolution::Missing(_) => None,
            found => Some(found),
        };
        return (!RUNNING.contains(&scheme.as_str()))
            .then(file)
            .flatten()
            .unwrap_or(Resolution::Unsafe);
    }
    if target.starts_with("//") {
        return Resolution::External(target.to_owned());
    }
    in_folder(guide, from, target)
}

/// Resolves an address that is none of another site.
fn in_folder(guide: &Guide, from: Option<usize>, target: &str) -> Resolution {
    let (path, fragment) = parts(target);
    if path.is_empty() {
        return match (from, fragment) {
            (Some(from), Some(fragment)) => in_document(guide, from, Some(fragment)),
            (_, fragment) => Resolution::Missing(fragment.unwrap_or_default()),
        };
    }
    find_path(guide, folder(guide, from), &path, fragment)
}

/// The path and the fragment of an address, without what is asked for (`?raw=true`).
fn parts(target: &str) -> (String, Option<String>) {
    let (path, fragment) = match target.split_once('#') {
        Some((path, fragment)) => (path, Some(decode(fragment))),
        None => (target, None),
    };
    let path = path.split('?').next().unwrap_or(path);
    // Windows' slashes, with a warning.
    (decode(path).replace('\\', "/"), fragment)
}

fn folder(guide: &Guide, from: Option<usize>) -> &str {
    from.map_or("", |from| {
        urls::folder_of(&guide.documents[from].document.path)
    })
}

/// What a path really is called, when `target` names it in other letters.
pub fn spelt_otherwise<'a>(guide: &'a Guide, from: usize, target: &str) -> Option<&'a str> {
    let (path, _) = parts(target.trim());
    let path = normal(folder(guide, Some(from)), &path).filter(|path| !path.is_empty())?;
    match place(guide, &path) {
        Some(found) => target.contains('\\').then(|| found.path(guide)),
        None => guide.spelt(&path).map(|spelt| spelt.path(guide)),
    }
}

/// A file of the guide, when the address is that of the guide's own repository.
fn own_file(guide: &Guide, target: &str) -> Option<Resolution> {
    let repository = guide.repository.as_ref()?;
    let (address, fragment) = parts(target);
    let path = repository.path_of(&address)?;
    let path = path.strip_prefix(guide.content_folder())?;
    let found = match place(guide, path)? {
        Place::Document(document) => in_document(guide, document, fragment),
        Place::Folder(folder) => in_its_folder(guide, folder, fragment),
        Place::Asset(path) => Resolution::Asset(path.to_owned()),
    };
    Some(found)
}

/// Resolves a path, as seen from `folder`.
pub(super) fn find_path(
    guide: &Guide,
    folder: &str,
    path: &str,
    fragment: Option<String>,
) -> Resolution {
    let content = guide.content_folder();
    let found = normal(folder, path).or_else(|| {
        // It leaves the content folder and comes back.
        let path = normal(&format!("{content}{folder}"), path)?;
        Some(path.strip_prefix(content)?.to_owned())
    });
    let Some(found) = found else {
        return Resolution::Missing(path.to_owned());
    };
    if path.starts_with('/') && place(guide, &found).is_none() {
        // Forges start at the root of the repository, and the content may be a folder of it.
        let repository = guide.repository.as_ref().map_or("", Repository::folder);
        let inner = found.strip_prefix(repository).unwrap_or(&found);
        if let Some(inner) = inner.strip_prefix(content).filter(|inner| *inner != found)
            && place(guide, inner).is_some()
        {
            return find(guide, inner, fragment);
        }
    }
    find(guide, &found, fragment)
}

/// What is at a path.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'a> {
    /// A document, by its index.
    Document(usize),
    /// A folder, by its index.
    Folder(usize),
    /// An attachment, by its path.
    Asset(&'a str),
}

impl<'a> Place<'a> {
    /// Its path below the content root.
    fn path(self, guide: &'a Guide) -> &'a str {
        match self {
            Self::Document(index) => &guide.documents[index].document.path,
            Self::Folder(index) => &guide.folders[index].path,
            Self::Asset(path) => path,
        }
    }
}

/// What is at this very path; documents may be named without their ending.
fn place<'a>(guide: &'a Guide, path: &str) -> Option<Place<'a>> {
    let candidates = [
        path.to_owned(),
        format!("{path}.md"),
        format!("{path}.markdown"),
    ];
    let document = || {
        candidates
            .iter()
            .find_map(|candidate| guide.document_at(candidate))
    };
    // Links to built pages, as some generators want them.
    let built = || guide.document_at(&format!("{}.md", path.strip_suffix(".html")?));
    let asset = || {
        let (path, _) = guide.assets.get_key_value(path)?;
        Some(Place::Asset(path))
    };
    document()
        .map(Place::Document)
        .or_else(|| guide.folder_at(path).map(Place::Folder))
        .or_else(asset)
        .or_else(|| built().map(Place::Document))
}

fn find(guide: &Guide, path: &str, fragment: Option<String>) -> Resolution {
    let moved_or_spelt = || {
        // Written in other letters, as some file systems let one.
        let spelt = guide.spelt(path);
        match spelt {
            Some(spelt) => Ok(spelt),
            None => Err(moved(guide, path, fragment.clone())),
        }
    };
    match place(guide, path).map_or_else(moved_or_spelt, Ok) {
        Ok(Place::Document(document)) => in_document(guide, document, fragment),
        Ok(Place::Folder(folder)) => in_its_folder(guide, folder, fragment),
        Ok(Place::Asset(path)) => Resolution::Asset(path.to_owned()),
        Err(moved) => moved.unwrap_or_else(|| Resolution::Missing(path.to_owned())),
    }
}

fn in_its_folder(guide: &Guide, folder: usize, fragment: Option<String>) -> Resolution {
    match guide.folders[folder].index {
        Some(document) => in_document(guide, document, fragment),
        None => Resolution::Page(guide.folder_url(folder).to_owned()),
    }
}

/// Where an old path leads.
fn moved(guide: &Guide, path: &str, fragment: Option<String>) -> Option<Resolution> {
    let redirect = guide.moved.at(path)?;
    let fragment = fragment.filter(|fragment| !fragment.is_empty());
    let Some(fragment) = fragment else {
        return Some(redirect.target.resolution());
    };
    if let Some(target) = redirect.fragments.get(&fragment) {
        return Some(target.resolution());
    }
    let document = match &redirect.target {
        Target::Page(url) => guide.documents.iter().position(|entry| entry.url == *url),
        _ => None,
    };
    Some(match document {
        Some(document) => in_document(guide, document, Some(fragment)),
        None => redirect.target.resolution(),
    })
}

/// Resolves a fragment of a document.
pub(super) fn in_document(guide: &Guide, document: usize, fragment: Option<String>) -> Resolution {
    let url = &guide.documents[document].url;
    let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else {
        return Resolution::Page(url.clone());
    };
    let found = guide.anchor(document, &fragment).or_else(|| {
        let known = guide.documents[document].loose().find(&fragment)?;
        guide.anchor(document, known)
    });
    match found {
        Some((url, "")) => Resolution::Page(url.to_owned()),
        Some((url, id)) => Resolution::Page(format!("{url}#{id}")),
        None if fragment.eq_ignore_ascii_case("top") || is_no_place(&fragment) => {
            Resolution::Page(url.clone())
        }
        None => away(guide, document, &fragment).unwrap_or_else(|| {
            let url = url.clone();
            Resolution::MissingFragment {
                url,
                document,
                fragment,
            }
        }),
    }
}

/// Where a fragment went that moved away from a document.
fn away(guide: &Guide, document: usize, fragment: &str) -> Option<Resolution> {
    let moved = guide.moved.fragments.get(&document)?;
    Some(moved.get(fragment)?.resolution())
}

/// Fragments that name lines or words instead of a place: `L10-L20`, `:~:text=…`.
fn is_no_place(fragment: &str) -> bool {
    let mut ends = fragment.split('-');
    let is_line = |end: &str| {
        let digits = end.strip_prefix('L').unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    fragment.starts_with(":~:") || (fragment.starts_with('L') && ends.all(is_line))
}

/// The scheme of an absolute address, in lower case; control characters inside it, which
/// browsers skip, do not hide it.
fn scheme(target: &str) -> Option<String> {
    let plain: String = target
        .chars()
        .filter(|character| !character.is_control() && !character.is_whitespace())
        .collect();
    let (scheme, _) = plain.split_once(':')?;
    let mut characters = scheme.chars();
    let fits = characters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && characters.all(|character| {
            character.is_ascii_alphanumeric() || matches!(character, '+' | '-' | '.')
        });
    fits.then(|| scheme.to_ascii_lowercase())
}

/// `path` as seen from `folder`, without `.` and `..`; a leading `/` means the content root.
fn normal(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = if path.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|part| !part.is_empty()).collect()
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// Undoes percent-encoding; what is no UTF-8 afterwards stays as it was.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes
            .get(at + 1..at + 3)
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (bytes[at], hex) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                at += 3;
            }
            (byte, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{decode, is_no_place, normal, scheme};

    #[test]
    fn schemes_are_seen_through_control_characters() {
        assert_eq!(
            scheme("java\nscript:alert(1)").as_deref(),
            Some("javascript")
        );
        assert_eq!(scheme("a/b:c"), None);
        assert_eq!(scheme("notes.md"), None);
    }

    #[test]
    fn lines_and_words_are_no_places() {
        assert!(is_no_place("L10") && is_no_place("L10-L20") && is_no_place(":~:text=a"));
        assert!(!is_no_place("L10-x") && !is_no_place("L") && !is_no_place("l10"));
    }

    #[test]
    fn paths_never_leave_the_content_root() {
        assert_eq!(normal("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(normal("a", "/c.md").as_deref(), Some("c.md"));
        assert_eq!(normal("a", "../../c.md"), None);
        assert_eq!(decode("a%20b%zz%E4"), "a%20b%zz%E4");
        assert_eq!(decode("a%20b%C3%A4"), "a bä");
    }
}

//! Where a link leads.

use super::redirects::Target;
use super::{Guide, urls, wiki};
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
        return if SCHEMES.contains(&scheme.as_str()) {
            Resolution::External(target.to_owned())
        } else {
            Resolution::Unsafe
        };
    }
    if target.starts_with("//") {
        return Resolution::External(target.to_owned());
    }
    let (path, fragment) = match target.split_once('#') {
        Some((path, fragment)) => (path, Some(decode(fragment))),
        None => (target, None),
    };
    let path = path.split('?').next().unwrap_or(path);
    if path.is_empty() {
        return match (from, fragment) {
            (Some(from), Some(fragment)) => in_document(guide, from, Some(fragment)),
            (_, fragment) => Resolution::Missing(fragment.unwrap_or_default()),
        };
    }
    let folder = from.map_or("", |from| {
        urls::folder_of(&guide.documents[from].document.path)
    });
    find_path(guide, folder, &decode(path), fragment)
}

/// Resolves a path, as seen from `folder`.
pub(super) fn find_path(
    guide: &Guide,
    folder: &str,
    path: &str,
    fragment: Option<String>,
) -> Resolution {
    match normal(folder, path) {
        Some(path) => find(guide, &path, fragment),
        None => Resolution::Missing(path.to_owned()),
    }
}

fn find(guide: &Guide, path: &str, fragment: Option<String>) -> Resolution {
    let candidates = [
        path.to_owned(),
        format!("{path}.md"),
        format!("{path}.markdown"),
    ];
    if let Some(document) = candidates
        .iter()
        .find_map(|candidate| guide.document_at(candidate))
    {
        return in_document(guide, document, fragment);
    }
    if let Some(folder) = guide.folder_at(path) {
        return match guide.folders[folder].index {
            Some(document) => in_document(guide, document, fragment),
            None => Resolution::Page(guide.folder_url(folder).to_owned()),
        };
    }
    if guide.assets.contains_key(path) {
        return Resolution::Asset(path.to_owned());
    }
    // Links to built pages, as some generators want them.
    if let Some(stem) = path.strip_suffix(".html")
        && let Some(document) = guide.document_at(&format!("{stem}.md"))
    {
        return in_document(guide, document, fragment);
    }
    // Written in other letters, as some file systems let one.
    if let Some(document) = guide.document_spelt(path) {
        return in_document(guide, document, fragment);
    }
    moved(guide, path, fragment).unwrap_or_else(|| Resolution::Missing(path.to_owned()))
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
    let found = guide
        .anchor(document, &fragment)
        .or_else(|| guide.anchor(document, &fragment.to_lowercase()))
        .or_else(|| {
            // Contents lists made by other rules differ in hyphens and emoji only.
            let wanted = letters(&fragment);
            let mut same: Vec<&str> = guide
                .fragments(document)
                .filter(|known| letters(known) == wanted)
                .collect();
            same.sort_unstable();
            same.first().and_then(|known| guide.anchor(document, known))
        });
    match found {
        Some((url, "")) => Resolution::Page(url.to_owned()),
        Some((url, id)) => Resolution::Page(format!("{url}#{id}")),
        None if fragment == "top" => Resolution::Page(url.clone()),
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

fn letters(text: &str) -> String {
    text.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
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
    use super::{decode, normal, scheme};

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
    fn paths_never_leave_the_content_root() {
        assert_eq!(normal("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(normal("a", "/c.md").as_deref(), Some("c.md"));
        assert_eq!(normal("a", "../../c.md"), None);
        assert_eq!(decode("a%20b%zz%E4"), "a%20b%zz%E4");
        assert_eq!(decode("a%20b%C3%A4"), "a bä");
    }
}

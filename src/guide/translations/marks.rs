//! The names of languages in paths.

use crate::tongue::tag;

/// Folders that hold nothing but translations, and so stand in no other document's path.
const WRAPPERS: [&str; 15] = [
    "i18n",
    "intl",
    "l10n",
    "lang",
    "langs",
    "language",
    "languages",
    "locale",
    "locales",
    "localization",
    "localized",
    "translated",
    "translation",
    "translations",
    "tr",
];

/// Folders in which the translations of a README stand as well as beside it.
const DOCS: [&str; 3] = ["docs", "doc", "readme"];

/// What a path says of a document's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The tag of the language.
    pub(super) tag: String,
    /// The path without it, as [`key`] writes paths.
    pub(super) key: String,
    /// Where it stands.
    pub(super) place: Place,
}

/// Where a mark stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the file's name.
    File,
    /// It is the name of a folder, whose path this is.
    Folder(String),
}

impl Mark {
    /// The path of the folder whose name it is.
    pub(super) fn folder(&self) -> Option<&str> {
        match &self.place {
            Place::File => None,
            Place::Folder(path) => Some(path),
        }
    }
}

/// A path as it is compared: without its ending, in lower case.
pub(super) fn key(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    join(&[folder, stem]).to_lowercase()
}

/// Whether a key is that of a README or an index.
pub(super) fn is_readme(key: &str) -> bool {
    matches!(key.rsplit('/').next(), Some("readme" | "index"))
}

/// Every way to read a path as that of a translation, the likeliest first.
pub(super) fn of(path: &str) -> Vec<Mark> {
    let key = key(path);
    let (folder, stem) = key.rsplit_once('/').unwrap_or(("", &key));
    let mut marks = Vec::new();
    if let Some((base, tag)) = suffix(stem) {
        for folder in homes(folder, base) {
            marks.push(Mark {
                tag: tag.clone(),
                key: join(&[folder, base]),
                place: Place::File,
            });
        }
    } else if let Some(parent) = unwrapped(folder)
        && let Some(tag) = tag(stem)
    {
        // `translations/ru.md` beside a README.
        marks.extend(["readme", "index"].map(|base| Mark {
            tag: tag.clone(),
            key: join(&[parent, base]),
            place: Place::File,
        }));
    }
    let parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for (at, part) in parts.iter().enumerate() {
        let Some(tag) = tag(part) else {
            continue;
        };
        let before = parts[..at].join("/");
        let behind = parts[at + 1..].join("/");
        // `ru/pools.ru.md` says it twice.
        let base = match suffix(stem) {
            Some((base, again)) if again == tag => base,
            _ => stem,
        };
        for before in [unwrapped(&before), Some(&*before)].into_iter().flatten() {
            marks.push(Mark {
                tag: tag.clone(),
                key: join(&[before, &behind, base]),
                place: Place::Folder(parts[..=at].join("/")),
            });
        }
    }
    marks
}

/// The folders in which the original of a translation may stand, the nearest first.
fn homes<'a>(folder: &'a str, base: &str) -> Vec<&'a str> {
    let mut homes = vec![folder];
    homes.extend(unwrapped(folder));
    let (parent, name) = folder.rsplit_once('/').unwrap_or(("", folder));
    if is_readme(base) && DOCS.contains(&name) {
        homes.push(parent);
    }
    homes
}

/// The folder around one that holds nothing but translations.
fn unwrapped(folder: &str) -> Option<&str> {
    let (parent, name) = folder.rsplit_once('/').unwrap_or(("", folder));
    WRAPPERS.contains(&name).then_some(parent)
}

/// The language that a name ends with: `readme_zh-cn`, `pools.pt-br`.
fn suffix(stem: &str) -> Option<(&str, String)> {
    let mut ends = stem.match_indices(['.', '_', '-']);
    ends.find_map(|(at, mark)| {
        let base = &stem[..at];
        let tag = tag(&stem[at + mark.len()..])?;
        (!base.is_empty()).then_some((base, tag))
    })
}

fn join(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::of;

    fn read(path: &str) -> Vec<(String, String)> {
        of(path)
            .into_iter()
            .map(|mark| (mark.tag, mark.key))
            .collect()
    }

    fn marks(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = pairs
            .iter()
            .map(|(tag, key)| ((*tag).to_owned(), (*key).to_owned()));
        owned.collect()
    }

    #[test]
    fn names_of_files_end_with_languages() {
        assert_eq!(read("README-zh_CN.md"), marks(&[("zh-CN", "readme")]));
        assert_eq!(read("README.zh-Hans.md"), marks(&[("zh-Hans", "readme")]));
        assert_eq!(read("a/pools_ja.md"), marks(&[("ja", "a/pools")]));
        assert_eq!(
            read("intro-to-go-pt-BR.md"),
            marks(&[("pt-BR", "intro-to-go")])
        );
        assert_eq!(
            read("translations/README-es.md"),
            marks(&[("es", "translations/readme"), ("es", "readme")])
        );
        assert_eq!(
            read("translations/ru.md"),
            marks(&[("ru", "readme"), ("ru", "index")])
        );
        assert_eq!(
            read("docs/README.kr.md"),
            marks(&[("ko", "docs/readme"), ("ko", "readme")])
        );
    }

    #[test]
    fn names_of_folders_are_languages() {
        assert_eq!(read("ru/a/pools.md"), marks(&[("ru", "a/pools")]));
        assert_eq!(
            read("docs/i18n/ko/x.md"),
            marks(&[("ko", "docs/x"), ("ko", "docs/i18n/x")])
        );
        assert_eq!(
            read("fa/pools.fa.md"),
            marks(&[("fa", "fa/pools"), ("fa", "pools")])
        );
        assert_eq!(read("c/pools.md"), []);
        assert_eq!(read("go/README.md"), []);
    }
}

//! `broken-link`, `broken-fragment`, `missing-image`, `unsafe-link`, `link-spelling`; for links by name
//! `unknown-name` and `ambiguous-name`.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::guide::links::{is_active, resolve, runs, spelt_otherwise};
use crate::guide::names::Name;
use crate::guide::{Guide, Resolution};
use crate::model::{Document, OutLink, WikiLink};

/// Names that are compared with misspelt ones, in all. A guide in which that is not enough has
/// more mistakes than anybody reads suggestions for.
pub(super) const MOST_COMPARED: usize = 400_000;

/// Every link of a document that does not arrive. Unless the guide is `whole`, what is missing may
/// be what the edition leaves out.
pub(super) fn check(
    guide: &Guide,
    index: usize,
    document: &Document,
    whole: bool,
    looking: &mut usize,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for link in &document.facts.links {
        if let Some(diagnostic) = one(guide, index, document, link, looking)
            && (whole || diagnostic.code == Code::UnsafeLink)
        {
            diagnostics.push(diagnostic);
        }
    }
}

fn one(
    guide: &Guide,
    index: usize,
    document: &Document,
    link: &OutLink,
    looking: &mut usize,
) -> Option<Diagnostic> {
    let say =
        |code: Code, message: String| Diagnostic::new(code, &document.file, link.span, message);
    if let Some(wiki) = WikiLink::of_target(&link.target).filter(|_| !link.image)
        && let Some(diagnostic) = named(guide, index, document, link, wiki.name, looking)
    {
        return Some(diagnostic);
    }
    match resolve(guide, index, &link.target) {
        Resolution::Page(_) if link.image => Some(
            say(
                Code::MissingImage,
                format!("'{}' is a page and no image", link.target),
            )
            .help("link to the page without the exclamation mark"),
        ),
        Resolution::Page(_) | Resolution::Asset(_) => {
            let path = spelt_otherwise(guide, index, &link.target)?;
            let diagnostic = say(Code::LinkSpelling, format!("the file is called '{path}'"));
            Some(diagnostic.help(
                "write its name in the same letters: most web servers and Linux tell them apart",
            ))
        }
        Resolution::External(_) => None,
        Resolution::Unsafe => {
            let target = shortened(&link.target);
            let (message, help) = if runs(&link.target) {
                (
                    format!("'{target}' may run something and was dropped"),
                    if link.image {
                        "save the image as a file and link to it"
                    } else {
                        "link to a page with https:"
                    },
                )
            } else {
                (
                    format!("'{target}' opens a program and was dropped"),
                    "link to a page with https:, or write the address as code",
                )
            };
            Some(say(Code::UnsafeLink, message).help(help))
        }
        Resolution::MissingFragment {
            document: target,
            fragment,
            ..
        } => {
            let mut near = Vec::new();
            if spend(looking, guide.fragments(target).count()) {
                near = nearest(&fragment, guide.fragments(target));
                if near.is_empty() {
                    near.extend(most_words(&fragment, guide.fragments(target)));
                }
            }
            let near: Vec<String> = near.into_iter().map(|known| format!("#{known}")).collect();
            let near: Vec<&str> = near.iter().map(String::as_str).collect();
            let file = &guide.documents[target].document.path;
            let diagnostic = say(
                Code::BrokenFragment,
                format!("there is no '#{fragment}' in {file}"),
            );
            Some(match did_you_mean(&near) {
                Some(help) => diagnostic.help(help),
                None => diagnostic.help("link to the page itself, or to one of its headings"),
            })
        }
        Resolution::Missing(path) => {
            let (code, what) = if link.image {
                (Code::MissingImage, "image")
            } else {
                (Code::BrokenLink, "file")
            };
            let shown = if path.is_empty() { &link.target } else { &path };
            if path.split('/').any(|part| part == "..") {
                return Some(
                    say(
                        code,
                        format!("'{shown}' lies outside the folder of the guide"),
                    )
                    .help("move it into that folder, or link to it with https:"),
                );
            }
            if guide.untrusted && is_active(&path) {
                return Some(
                    say(code, format!("'{shown}' could run something and stays out"))
                        .help("the guide is untrusted; link to it with https:, or trust it"),
                );
            }
            let diagnostic = say(code, format!("there is no {what} '{shown}'"));
            let near = if spend(looking, guide.documents.len() + guide.assets.len()) {
                candidates(guide, &path, link.image)
            } else {
                Vec::new()
            };
            Some(match did_you_mean(&near) {
                Some(help) => diagnostic.help(help),
                None => diagnostic.help(format!("correct the path, or add the {what}")),
            })
        }
    }
}

/// What is wrong with a link by name, beside a fragment that is missing.
fn named(
    guide: &Guide,
    index: usize,
    document: &Document,
    link: &OutLink,
    name: &str,
    looking: &mut usize,
) -> Option<Diagnostic> {
    let say =
        |code: Code, message: String| Diagnostic::new(code, &document.file, link.span, message);
    match resolve(guide, index, &link.target) {
        Resolution::Missing(_) => {
            let diagnostic = say(Code::UnknownName, format!("nothing is called '{name}'"));
            let help = spend(looking, guide.names.titles().count())
                .then(|| did_you_mean(&nearest(name, guide.names.titles())))
                .flatten();
            Some(diagnostic.help(help.unwrap_or_else(|| {
                "write the title of a question, a document or a term, or put it into code"
                    .to_owned()
            })))
        }
        Resolution::Page(url) => {
            let meant = guide.names.find(guide, Some(index), name)?;
            let also = meant.also.filter(|_| meant.name.url == url)?;
            let place = |name: &Name| match name.document {
                Some(document) => guide.documents[document].document.path.to_string(),
                None => format!("the topic {}", name.title),
            };
            let mut diagnostic = say(
                Code::AmbiguousName,
                format!(
                    "'{name}' is in {} and in {}",
                    place(meant.name),
                    place(also)
                ),
            );
            for other in [meant.name, also] {
                if let Some(document) = other.document {
                    let file = &guide.documents[document].document.file;
                    diagnostic = diagnostic.related(file, other.span, "this one");
                }
            }
            Some(diagnostic.help("write its path with a heading: [[folder/file.md#heading]]"))
        }
        _ => None,
    }
}

/// Whether so many more names may be compared.
fn spend(looking: &mut usize, names: usize) -> bool {
    let enough = *looking >= names;
    *looking = looking.saturating_sub(names);
    enough
}

/// An address of a few words: those that hold data are as long as their data.
fn shortened(target: &str) -> String {
    const LONGEST: usize = 60;
    match target.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &target[..end]),
        None => target.to_owned(),
    }
}

/// The fragment that has most words of `wanted` in it, if those are most of its own.
fn most_words<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let words = |text: &'a str| text.split('-').filter(|word| !word.is_empty());
    let wanted: BTreeSet<String> = wanted
        .split('-')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    // A question and its number are one text, and `--` parts a document from it.
    let candidates = known
        .filter(|fragment| !fragment.contains("--"))
        .map(|fragment| {
            let own = words(fragment).count();
            let shared: BTreeSet<&str> = words(fragment)
                .filter(|word| wanted.contains(*word))
                .collect();
            (shared.len(), own, fragment)
        });
    let (shared, own, fragment) = candidates
        .max_by_key(|(shared, own, fragment)| (*shared, Reverse(*own), Reverse(*fragment)))?;
    (shared >= 3 && shared * 3 >= 2 * wanted.len() && shared * 2 >= own).then_some(fragment)
}

/// Files with nearly the same path, or the same name elsewhere.
fn candidates<'a>(guide: &'a Guide, path: &str, image: bool) -> Vec<&'a str> {
    let files = || {
        let documents = guide
            .documents
            .iter()
            .map(|entry| &*entry.document.path)
            .filter(|_| !image);
        documents.chain(guide.assets.keys().map(|path| &**path))
    };
    let near = nearest(path, files());
    if !near.is_empty() {
        return near;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut same: Vec<&str> = files()
        .filter(|file| {
            let other = file.rsplit('/').next().unwrap_or(file);
            !name.is_empty()
                && (other.eq_ignore_ascii_case(name)
                    || other
                        .rsplit_once('.')
                        .is_some_and(|(stem, _)| stem.eq_ignore_ascii_case(name)))
        })
        .collect();
    same.sort_unstable();
    same.truncate(3);
    same
}

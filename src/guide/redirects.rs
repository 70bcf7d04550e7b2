//! Old addresses: `aliases:` of front matter, `redirects:` of `prepbook.yml`, and the files where
//! `prepbook.ids` has seen questions before.
//!
//! An address without a page gets one that sends on ([`PageKey::Redirect`]), with a list of the
//! fragments that moved elsewhere. Where the page is still there, it keeps an anchor for each
//! fragment that moved away. Links in Markdown to old addresses lead straight to the new ones.
//! No real page is ever replaced.

use std::collections::{BTreeMap, HashMap};

use super::links::{self, Resolution};
use super::{Guide, Page, PageKey, urls};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};

/// A page that sends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// Where to; relative to the site's root, or another site's address.
    pub target: Target,
    /// Fragments that lead elsewhere.
    pub fragments: BTreeMap<String, Target>,
}

/// Where an old address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page of the site, by its URL with fragment.
    Page(String),
    /// An attachment, by its path.
    Asset(String),
    /// Another site.
    External(String),
}

/// What moved.
#[derive(Clone, Debug, Default)]
pub struct Moved {
    /// Pages that send on, in the order of their URLs.
    pub redirects: Vec<Redirect>,
    /// Index of a page that sends on, by its URL in lower case.
    by_url: HashMap<String, usize>,
    /// Index of each page that an old address leads to, by its URL.
    pub(super) pages: HashMap<String, usize>,
    /// Fragments that moved away from documents that are still there.
    pub fragments: HashMap<usize, BTreeMap<String, Target>>,
}

impl Moved {
    /// The page that sends on from an old path.
    pub(super) fn at(&self, path: &str) -> Option<&Redirect> {
        let url = url_of(path)?.to_lowercase();
        Some(&self.redirects[*self.by_url.get(&url)?])
    }
}

/// One line of an author.
struct Line {
    url: String,
    fragment: Option<String>,
    to: String,
    /// The document that says so itself.
    owner: Option<usize>,
    file: FileId,
    span: Span,
    to_span: Span,
    written: String,
}

/// Plans what old addresses need. In an edition nothing is said: what is missing may be left out.
pub(super) fn plan(guide: &mut Guide, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let lines = lines(guide, config, diagnostics);
    let former = match config.edition.is_whole() {
        true => former(guide),
        // Where a question was may be what an edition leaves out.
        false => Vec::new(),
    };
    if lines.is_empty() && former.is_empty() {
        return;
    }
    let pages: HashMap<String, usize> = guide
        .pages
        .iter()
        .enumerate()
        .map(|(index, page)| (page.url.to_lowercase(), index))
        .collect();
    let mut found: BTreeMap<String, (Option<Target>, BTreeMap<String, Target>)> = BTreeMap::new();
    let mut seen: HashMap<(String, Option<&str>), usize> = HashMap::new();
    for (index, line) in lines.iter().enumerate() {
        let bad = |span: Span, message: String| {
            Diagnostic::new(Code::BadRedirect, &line.file, span, message)
        };
        let key = (line.url.to_lowercase(), line.fragment.as_deref());
        if let Some(first) = seen.insert(key, index) {
            let first = &lines[first];
            diagnostics.push(
                bad(
                    line.span,
                    format!("'{}' is said twice to have moved", line.written),
                )
                .related(&first.file, first.span, "here, too")
                .help("keep one of the two"),
            );
            continue;
        }
        let page = pages.get(&line.url.to_lowercase()).copied();
        let document = page.and_then(|page| guide.pages[page].key.document());
        match (&line.fragment, page) {
            (None, Some(page)) => {
                diagnostics.push(
                    bad(
                        line.span,
                        format!("'{}' is a page of the guide", line.written),
                    )
                    .label(format!("published as {}", guide.pages[page].url))
                    .help("remove this line, or rename the page: no page is replaced"),
                );
                continue;
            }
            (Some(fragment), Some(_))
                if document.is_some_and(|own| guide.anchor(own, fragment).is_some()) =>
            {
                diagnostics.push(
                    bad(line.span, format!("'#{fragment}' is still there"))
                        .help("remove this line, or rename the heading"),
                );
                continue;
            }
            _ => {}
        }
        if guide.assets.contains_key(line.url.as_str()) {
            diagnostics.push(
                bad(
                    line.span,
                    format!("'{}' is a file of the guide", line.written),
                )
                .help("remove this line: no file is replaced"),
            );
            continue;
        }
        let target = match target(guide, &lines, line, &mut vec![index]) {
            Ok(target) => target,
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                continue;
            }
        };
        match (&line.fragment, document) {
            (Some(fragment), Some(document)) => {
                let moved = guide.moved.fragments.entry(document).or_default();
                moved.insert(fragment.clone(), target);
            }
            (Some(fragment), None) => {
                let entry = found.entry(line.url.clone()).or_default();
                entry.1.insert(fragment.clone(), target);
            }
            (None, _) => found.entry(line.url.clone()).or_default().0 = Some(target),
        }
    }
    for (url, fragment, target) in former {
        let page = pages.get(&url.to_lowercase()).copied();
        let document = page.and_then(|page| guide.pages[page].key.document());
        let fragments = match (page, document) {
            (_, Some(own)) if guide.anchor(own, &fragment).is_none() => {
                guide.moved.fragments.entry(own).or_default()
            }
            (None, None) if !guide.assets.contains_key(url.as_str()) => {
                &mut found.entry(url).or_default().1
            }
            _ => continue,
        };
        // What an author says goes first.
        fragments.entry(fragment).or_insert(target);
    }
    let away = guide.moved.fragments.values().flat_map(BTreeMap::values);
    let whole = found
        .values()
        .flat_map(|(target, fragments)| target.iter().chain(fragments.values()));
    let wanted: Vec<String> = away
        .chain(whole)
        .filter_map(|target| match target.page() {
            Target::Page(url) => Some(url),
            _ => None,
        })
        .collect();
    for url in wanted {
        if let Some(page) = pages.get(&url.to_lowercase()) {
            guide.moved.pages.insert(url, *page);
        }
    }
    for (url, (target, fragments)) in found {
        // An address of which only fragments are known leads to the page of the first of them.
        let Some(target) = target.or_else(|| fragments.values().next().map(Target::page)) else {
            continue;
        };
        let index = guide.moved.redirects.len();
        guide.moved.by_url.insert(url.to_lowercase(), index);
        guide.moved.redirects.push(Redirect { target, fragments });
        let key = PageKey::Redirect(index);
        guide.pages.push(Page { url, key });
    }
}

impl Target {
    /// The same without the fragment.
    fn page(&self) -> Self {
        match self {
            Self::Page(url) => Self::Page(url.split('#').next().unwrap_or(url).to_owned()),
            other => other.clone(),
        }
    }

    /// As what a link to the old address resolves to.
    pub(super) fn resolution(&self) -> Resolution {
        match self {
            Self::Page(url) => Resolution::Page(url.clone()),
            Self::Asset(path) => Resolution::Asset(path.clone()),
            Self::External(url) => Resolution::External(url.clone()),
        }
    }
}

/// Where questions were before: the address of the document, the fragment, and where that is now.
fn former(guide: &Guide) -> Vec<(String, String, Target)> {
    let mut all = Vec::new();
    for (index, entry) in guide.documents.iter().enumerate() {
        for former in &entry.document.facts.former {
            let target = Target::Page(guide.question_url(index, &former.id.0));
            all.push((urls::of_path(&former.path), former.id.to_string(), target));
        }
    }
    all
}

fn lines(guide: &Guide, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (index, entry) in guide.documents.iter().enumerate() {
        let meta = &entry.document.meta;
        for (alias, span) in meta.aliases.iter().zip(&meta.alias_places) {
            // Without a folder or an ending it is an earlier title.
            if !is_path(alias) {
                continue;
            }
            match url_of(alias) {
                Some(url) => lines.push(Line {
                    url,
                    fragment: None,
                    to: String::new(),
                    owner: Some(index),
                    file: entry.document.file.clone(),
                    span: *span,
                    to_span: *span,
                    written: alias.clone(),
                }),
                None => diagnostics.push(outside(&entry.document.file, *span, alias)),
            }
        }
    }
    let file = FileId::new("prepbook.yml");
    for redirect in &config.redirects {
        let from = &redirect.from.value;
        let (path, fragment) = match from.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment.to_owned())),
            None => (from.as_str(), None),
        };
        match url_of(path) {
            Some(url) => lines.push(Line {
                url,
                fragment,
                to: redirect.to.value.clone(),
                owner: None,
                file: file.clone(),
                span: redirect.from.span,
                to_span: redirect.to.span,
                written: from.clone(),
            }),
            None => diagnostics.push(outside(&file, redirect.from.span, from)),
        }
    }
    lines
}

fn outside(file: &FileId, span: Span, path: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BadRedirect,
        file,
        span,
        format!("'{path}' is no address inside the site"),
    )
    .help("give the old path below the content folder, such as old/pools.md or old/pools.html")
}

/// Where a line leads, through other lines where its target moved, too.
fn target(
    guide: &Guide,
    lines: &[Line],
    line: &Line,
    way: &mut Vec<usize>,
) -> Result<Target, Diagnostic> {
    if let Some(owner) = line.owner {
        return Ok(Target::Page(guide.documents[owner].url.clone()));
    }
    let bad =
        |message: String| Diagnostic::new(Code::BadRedirect, &line.file, line.to_span, message);
    match links::resolve_from_root(guide, &line.to) {
        Resolution::Page(url) => Ok(Target::Page(url)),
        Resolution::Asset(path) => Ok(Target::Asset(path)),
        Resolution::External(url) if url.contains("://") => Ok(Target::External(url)),
        Resolution::External(_) | Resolution::Unsafe => {
            Err(bad(format!("'{}' is no page and no web address", line.to))
                .help("redirect to a file of the guide or to https://…"))
        }
        Resolution::MissingFragment {
            fragment, document, ..
        } => {
            let near = crate::diagnostic::nearest::nearest(&fragment, guide.fragments(document));
            let help = crate::diagnostic::nearest::did_you_mean(&near);
            let file = &guide.documents[document].document.path;
            Err(bad(format!("there is no '#{fragment}' in {file}"))
                .help(help.unwrap_or_else(|| "redirect to the page itself".to_owned())))
        }
        Resolution::Missing(_) => {
            let (path, fragment) = match line.to.split_once('#') {
                Some((path, fragment)) => (path, Some(fragment)),
                None => (line.to.as_str(), None),
            };
            let url = url_of(path).unwrap_or_default().to_lowercase();
            let at = |wanted: Option<&str>| {
                lines.iter().position(|other| {
                    other.url.to_lowercase() == url && other.fragment.as_deref() == wanted
                })
            };
            let Some(next) = at(fragment).or_else(|| at(None)) else {
                let paths = guide.documents.iter().map(|entry| &*entry.document.path);
                let near = crate::diagnostic::nearest::nearest(path, paths);
                let help = crate::diagnostic::nearest::did_you_mean(&near);
                return Err(bad(format!("there is no file '{path}'"))
                    .help(help.unwrap_or_else(|| "correct the path".to_owned())));
            };
            if way.contains(&next) {
                return Err(bad(format!("'{}' leads back to itself", line.written))
                    .help("redirect to where the page is now"));
            }
            way.push(next);
            target(guide, lines, &lines[next], way)
        }
    }
}

/// Whether an alias is an address and no title.
fn is_path(alias: &str) -> bool {
    alias.contains('/') || alias.ends_with(".md") || alias.ends_with(".html")
}

/// The URL that a path had: that of a Markdown file, or of a page as it is written.
fn url_of(path: &str) -> Option<String> {
    let path = path.trim().trim_start_matches("./").trim_start_matches('/');
    let odd = |part: &str| {
        part.is_empty()
            || part == "."
            || part == ".."
            || part.contains([':', '?', '*', '"', '<', '>', '|'])
    };
    let names = path.strip_suffix('/').unwrap_or(path);
    if path.contains('\\') || names.split('/').any(odd) {
        return None;
    }
    if path.ends_with('/') {
        return Some(format!("{path}index.html"));
    }
    if path.ends_with(".html") {
        return Some(path.to_owned());
    }
    Some(urls::of_path(path))
}

#[cfg(test)]
mod tests {
    use super::{is_path, url_of};

    #[test]
    fn old_paths_have_the_addresses_that_their_pages_had() {
        assert_eq!(
            url_of("Old Name/Pools.md").as_deref(),
            Some("old-name/pools.html")
        );
        assert_eq!(
            url_of("/posts/pools/").as_deref(),
            Some("posts/pools/index.html")
        );
        assert_eq!(url_of("old/Pools.html").as_deref(), Some("old/Pools.html"));
        assert_eq!(url_of("pools").as_deref(), Some("pools.html"));
        for path in ["../pools.md", "a//b.md", "c:/x.md", "", "a\\b.md"] {
            assert_eq!(url_of(path), None, "{path}");
        }
    }

    #[test]
    fn an_alias_without_folder_and_ending_is_a_title() {
        assert!(is_path("old/pools"));
        assert!(is_path("pools.md"));
        assert!(!is_path("Connection pools"));
    }
}

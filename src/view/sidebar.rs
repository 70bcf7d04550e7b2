//! The sidebar: ancestors, siblings and top-level entries of a page.

use super::context::SidebarEntry;
use super::lists::kind;
use super::scope::PageScope;
use crate::guide::{Facet, Guide, Node, PageKey, lists};

/// The sidebar shows at most this many lines besides the generated ones.
const LONGEST_SIDEBAR: usize = 100;

/// Ancestors, siblings and top-level entries of a page.
pub(super) fn sidebar(scope: &PageScope<'_>) -> Vec<SidebarEntry> {
    let guide = scope.guide;
    let key = &guide.pages[scope.page].key;
    let mut open_folders = Vec::new();
    // A translation stands where the document does that is listed for it.
    let listed = key.document().map(|index| guide.translations.listed(index));
    let mut folder = match key {
        PageKey::Folder(folder) => {
            let listed = guide
                .read_on(key)
                .map(|index| guide.translations.listed(index));
            Some(guide.folder_for_reader(*folder, listed))
        }
        _ => listed.map(|index| guide.documents[index].folder),
    };
    while let Some(index) = folder {
        open_folders.push(index);
        folder = guide.folders[index].parent;
    }
    let mut budget = LONGEST_SIDEBAR;
    let mut sidebar = generated(scope, key);
    sidebar.extend(entries(scope, 0, &open_folders, key, &mut budget));
    sidebar.extend(about(scope, key));
    sidebar
}

/// The lists of all questions and of all topics, for which the theme has the words.
fn generated(scope: &PageScope<'_>, key: &PageKey) -> Vec<SidebarEntry> {
    let guide = scope.guide;
    let (all, topics) = match key {
        PageKey::List { list, .. } => {
            let topic = matches!(guide.lists[*list].facet, Facet::Topic(_));
            (!topic, topic)
        }
        PageKey::Topics(_) => (false, true),
        _ => (false, false),
    };
    let entry = |kind: &str, url: &str, open| SidebarEntry {
        title: String::new(),
        url: scope.relative(url),
        kind: kind.to_owned(),
        current: guide.pages[scope.page].url == url,
        open,
        children: Vec::new(),
    };
    let mut entries = Vec::new();
    if let Some(url) = guide.list_url(Facet::All) {
        entries.push(entry("all-questions", url, all));
    }
    if !guide.topics.all.is_empty() {
        entries.push(entry("topics", lists::TOPICS_URL, topics));
    }
    entries
}

/// The project's own papers in a group.
fn about(scope: &PageScope<'_>, key: &PageKey) -> Option<SidebarEntry> {
    let mut budget = 0;
    let children: Vec<SidebarEntry> = super::lists::papers(scope.guide)
        .map(|index| {
            let open = key.document() == Some(index);
            document_entry(scope, index, key, open, &mut budget)
        })
        .collect();
    (!children.is_empty()).then(|| SidebarEntry {
        title: String::new(),
        url: String::new(),
        kind: "about".to_owned(),
        current: false,
        open: children.iter().any(|entry| entry.open),
        children,
    })
}

fn entries(
    scope: &PageScope<'_>,
    folder: usize,
    open: &[usize],
    key: &PageKey,
    budget: &mut usize,
) -> Vec<SidebarEntry> {
    let guide = scope.guide;
    let reader = guide.read_on(key);
    let (children, _) = guide.children(folder);
    let is_open = |node: &Node| match node {
        Node::Folder(index) => open.contains(index),
        Node::Document(index) => {
            let own = key.document();
            own == Some(*index) || own.is_some_and(|own| guide.translations.are_one(own, *index))
        }
    };
    // A long folder shows the neighbours of what is open.
    let wanted = (*budget).min(children.len());
    let center = place_of_open(guide, folder, open, key).filter(|place| *place < children.len());
    let start = center
        .unwrap_or(0)
        .saturating_sub(wanted / 2)
        .min(children.len() - wanted);
    *budget -= wanted;
    children[start..start + wanted]
        .iter()
        .map(|node| {
            let here = is_open(node);
            match node {
                Node::Document(index) => {
                    let shown = guide.for_reader(*index, reader);
                    document_entry(scope, shown, key, here, budget)
                }
                Node::Folder(index) => {
                    let (title, url) = folder_link(guide, *index, reader);
                    SidebarEntry {
                        title: title.to_owned(),
                        url: scope.relative(url),
                        kind: "folder".to_owned(),
                        current: is_folder_page(guide, *index, key),
                        open: here,
                        children: if here {
                            entries(scope, *index, open, key, budget)
                        } else {
                            Vec::new()
                        },
                    }
                }
            }
        })
        .collect()
}

/// What a folder is called in the language of the document `reader`, and the address of its page.
fn folder_link(guide: &Guide, folder: usize, reader: Option<usize>) -> (&str, &str) {
    let shown = guide.folder_for_reader(folder, reader);
    let own = guide.folders[folder].index;
    match own.map(|index| (index, guide.for_reader(index, reader))) {
        Some((index, shown)) if index != shown => {
            let document = &guide.documents[shown];
            (&document.document.title, &document.url)
        }
        _ => (&guide.folders[shown].title, guide.folder_url(shown)),
    }
}

/// The place in a folder of what leads to the page, or is it.
fn place_of_open(guide: &Guide, folder: usize, open: &[usize], key: &PageKey) -> Option<usize> {
    let mut folders = open.iter().map(|index| &guide.folders[*index]);
    let inner = folders.find(|inner| inner.parent == Some(folder));
    let listed = key.document().map(|index| guide.translations.listed(index));
    let document = listed.map(|index| &guide.documents[index]);
    let document = document.filter(|document| document.folder == folder);
    inner
        .map(|inner| inner.place)
        .or_else(|| document.map(|document| document.place))
}

fn is_folder_page(guide: &Guide, folder: usize, key: &PageKey) -> bool {
    match guide.folders[folder].index {
        Some(index) => {
            key.document() == Some(index) || {
                let reader = key.document();
                reader.is_some_and(|reader| guide.translations.are_one(reader, index))
            }
        }
        None => *key == PageKey::Folder(guide.folder_for_reader(folder, guide.read_on(key))),
    }
}

fn document_entry(
    scope: &PageScope<'_>,
    index: usize,
    key: &PageKey,
    open: bool,
    budget: &mut usize,
) -> SidebarEntry {
    let guide = scope.guide;
    let entry = &guide.documents[index];
    let first = entry.first_page;
    let mut children = Vec::new();
    if open && entry.pages > 1 {
        let shown = (entry.pages - 1).min(*budget);
        *budget -= shown;
        for page in first + 1..first + 1 + shown {
            children.push(SidebarEntry {
                title: super::page_title(guide, scope.words, &guide.pages[page].key),
                url: scope.relative(&guide.pages[page].url),
                kind: "part".to_owned(),
                current: page == scope.page,
                open: false,
                children: Vec::new(),
            });
        }
    }
    SidebarEntry {
        title: entry.document.title.clone(),
        url: scope.relative(&entry.url),
        kind: kind(&entry.document).name().to_owned(),
        current: open
            && (scope.page == first || !matches!(key, PageKey::Part { .. } | PageKey::Front(_))),
        open,
        children,
    }
}

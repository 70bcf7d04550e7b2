//! Folders and documents as a tree.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::translations::Translations;
use super::urls::{self, DocumentUrl};
use crate::model::Document;

/// A folder of the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Path below the content root; empty for the root.
    pub path: String,
    /// Plain title: its index document's, or made from its name.
    pub title: String,
    /// URL of its page, when it has no document of its own.
    pub url: String,
    /// Index of its document (`index.md`, `README.md`).
    pub index: Option<usize>,
    /// Index of the folder around it.
    pub parent: Option<usize>,
    /// Its place among that folder's children.
    pub place: usize,
    /// What is in it, in reading order, its own document left out.
    pub children: Vec<Node>,
    /// What is in it and in no list, because other documents are listed for it: translations, and
    /// folders of nothing else.
    pub translated: Vec<Node>,
}

/// A folder or a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// Index of a folder.
    Folder(usize),
    /// Index of a document.
    Document(usize),
}

/// The folders of `documents`, which are in reading order; the root is the first.
pub(super) fn folders(
    documents: &[Arc<Document>],
    urls: &[DocumentUrl],
    translations: &Translations,
) -> Vec<Folder> {
    let mut folders = vec![folder("", None)];
    let mut known = BTreeMap::from([(String::new(), 0)]);
    let of = |document: &Arc<Document>| urls::folder_of(&document.path).to_owned();
    let listed = |index: usize| translations.is_listed(index);
    let with_lists: BTreeSet<String> = match translations.is_empty() {
        true => BTreeSet::new(),
        false => documents
            .iter()
            .zip(0..)
            .filter(|(_, index)| listed(*index))
            .map(|(document, _)| of(document))
            .collect(),
    };
    // A folder that holds something listed, at any depth.
    let is_listed = |path: &str| {
        let below = |folder: &String| {
            folder
                .strip_prefix(path)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        path.is_empty()
            || translations.is_empty()
            || with_lists
                .range(path.to_owned()..)
                .take_while(|folder| folder.starts_with(path))
                .any(below)
    };
    for (index, document) in documents.iter().enumerate() {
        let path = urls::folder_of(&document.path);
        let at = enter(path, &is_listed, &mut folders, &mut known);
        let own = urls::is_index(&document.path) && urls[index].url == folders[at].url;
        if own {
            folders[at].index = Some(index);
            if at > 0 {
                document.title.clone_into(&mut folders[at].title);
            }
            if !listed(index) && is_listed(path) {
                folders[at].translated.push(Node::Document(index));
            }
        } else if !listed(index) && is_listed(path) {
            folders[at].translated.push(Node::Document(index));
        } else {
            folders[at].children.push(Node::Document(index));
        }
    }
    folders
}

fn enter(
    path: &str,
    is_listed: &impl Fn(&str) -> bool,
    folders: &mut Vec<Folder>,
    known: &mut BTreeMap<String, usize>,
) -> usize {
    if let Some(index) = known.get(path) {
        return *index;
    }
    let around = urls::folder_of(path);
    let parent = enter(around, is_listed, folders, known);
    let index = folders.len();
    folders.push(Folder {
        place: folders[parent].children.len(),
        ..folder(path, Some(parent))
    });
    if is_listed(around) && !is_listed(path) {
        folders[parent].translated.push(Node::Folder(index));
    } else {
        folders[parent].children.push(Node::Folder(index));
    }
    known.insert(path.to_owned(), index);
    index
}

fn folder(path: &str, parent: Option<usize>) -> Folder {
    Folder {
        title: title(path),
        url: urls::of_folder(path),
        path: path.to_owned(),
        index: None,
        parent,
        place: 0,
        children: Vec::new(),
        translated: Vec::new(),
    }
}

/// Words made of a folder's name.
pub(super) fn title(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    crate::model::title::of_name(name)
}

/// Every folder and document that is listed, in reading order; a folder comes before what is in it,
/// its own document right behind it.
pub fn walk(folders: &[Folder]) -> Vec<Node> {
    walk_from(folders, vec![Node::Folder(0)])
}

/// What is in no list, in the order of the folders in which it is.
pub(super) fn translated(folders: &[Folder]) -> Vec<Node> {
    let nodes = folders
        .iter()
        .flat_map(|folder| folder.translated.iter().copied());
    let mut nodes: Vec<Node> = nodes.collect();
    nodes.reverse();
    walk_from(folders, nodes)
}

fn walk_from(folders: &[Folder], mut stack: Vec<Node>) -> Vec<Node> {
    let mut nodes = Vec::new();
    while let Some(node) = stack.pop() {
        nodes.push(node);
        if let Node::Folder(index) = node {
            let folder = &folders[index];
            let own = folder.index.map(Node::Document);
            nodes.extend(own.filter(|own| !folder.translated.contains(own)));
            stack.extend(folder.children.iter().rev());
        }
    }
    nodes
}

/// Every listed document in reading order.
pub fn documents(folders: &[Folder]) -> impl Iterator<Item = usize> + Clone {
    only_documents(walk(folders))
}

/// The documents of a folder and of those below it, as they are listed there.
pub(super) fn below(folders: &[Folder], folder: usize) -> impl Iterator<Item = usize> + Clone {
    only_documents(walk_from(folders, vec![Node::Folder(folder)]))
}

fn only_documents(nodes: Vec<Node>) -> impl Iterator<Item = usize> + Clone {
    nodes.into_iter().filter_map(|node| match node {
        Node::Document(index) => Some(index),
        Node::Folder(_) => None,
    })
}

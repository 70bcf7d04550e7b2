//! Folders and documents as a tree.

use std::collections::BTreeMap;
use std::sync::Arc;

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
pub fn folders(documents: &[Arc<Document>], urls: &[DocumentUrl]) -> Vec<Folder> {
    let mut folders = vec![folder("", None)];
    let mut known = BTreeMap::from([(String::new(), 0)]);
    for (index, document) in documents.iter().enumerate() {
        let path = urls::folder_of(&document.path);
        let at = enter(path, &mut folders, &mut known);
        let own = urls::is_index(&document.path) && urls[index].url == folders[at].url;
        if own {
            folders[at].index = Some(index);
            if at > 0 {
                document.title.clone_into(&mut folders[at].title);
            }
        } else {
            folders[at].children.push(Node::Document(index));
        }
    }
    folders
}

fn enter(path: &str, folders: &mut Vec<Folder>, known: &mut BTreeMap<String, usize>) -> usize {
    if let Some(index) = known.get(path) {
        return *index;
    }
    let parent = enter(urls::folder_of(path), folders, known);
    let index = folders.len();
    folders.push(Folder {
        place: folders[parent].children.len(),
        ..folder(path, Some(parent))
    });
    folders[parent].children.push(Node::Folder(index));
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
    }
}

/// Words made of a folder's name.
pub(super) fn title(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    crate::model::title::of_name(name)
}

/// Every folder and document in reading order; a folder comes before what is in it, its own
/// document right behind it.
pub fn walk(folders: &[Folder]) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut stack = vec![Node::Folder(0)];
    while let Some(node) = stack.pop() {
        nodes.push(node);
        if let Node::Folder(index) = node {
            let folder = &folders[index];
            nodes.extend(folder.index.map(Node::Document));
            stack.extend(folder.children.iter().rev());
        }
    }
    nodes
}

/// Every document in reading order.
pub fn documents(folders: &[Folder]) -> impl Iterator<Item = usize> + Clone {
    walk(folders).into_iter().filter_map(|node| match node {
        Node::Document(index) => Some(index),
        Node::Folder(_) => None,
    })
}

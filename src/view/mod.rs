//! From a guide to what templates see.
//!
//! 1. [`page_context`] looks a page up in the plan.
//! 2. Its body is made by the file of its kind; prose becomes HTML with links resolved as seen
//!    from the page ([`scope`]).
//! 3. What every page has is added: sidebar, contents, breadcrumbs, neighbours ([`frame`]).

mod body;
mod brand;
pub mod context;
mod description;
mod frame;
mod glossary;
mod home;
mod index;
mod languages;
mod lists;
mod mentions;
mod question;
mod redirect;
mod rows;
mod scope;
pub mod shards;
mod sidebar;
mod topics;

pub use context::PageContext;

use crate::config::Config;
use crate::guide::{Facet, Guide, PageKey};
use crate::html::Highlight;
use crate::words::Words;

/// The context of the page with the index `page`; its code gets its colours from `highlight`.
pub fn page_context(
    guide: &Guide,
    config: &Config,
    words: &Words,
    highlight: &Highlight<'_>,
    page: usize,
) -> PageContext {
    let scope = scope::PageScope::new(guide, config, words, highlight, page);
    let (body, contents) = body::of_page(guide, config, &scope, &guide.pages[page].key);
    frame::around(guide, config, &scope, body, contents)
}

/// Title of a page, as plain text: for windows, neighbours and lists.
fn page_title(guide: &Guide, words: &Words, key: &PageKey) -> String {
    match key {
        PageKey::Home(_) => guide.title.clone(),
        PageKey::Folder(folder) => guide.folders[*folder].title.clone(),
        PageKey::Front(document) => guide.documents[*document].document.title.clone(),
        PageKey::Part {
            document,
            part,
            slice,
        } => {
            let document = &guide.documents[*document].document;
            let title = if document.parts.len() == 1 {
                document.title.clone()
            } else {
                crate::model::prose::plain_text(&document.parts[*part].title)
            };
            if slice.count > 1 {
                format!("{title} ({}/{})", slice.number + 1, slice.count)
            } else {
                title
            }
        }
        // A topic is called what its author called it.
        PageKey::List { list, .. } => match guide.lists[*list].facet {
            Facet::Topic(topic) => guide.topics.all[topic].name.clone(),
            _ => words.all_questions.clone(),
        },
        PageKey::Topics(_) => words.topics.clone(),
        PageKey::Documents(_) => words.all_documents.clone(),
        PageKey::Search => words.search.clone(),
        PageKey::NotFound => words.not_found.clone(),
        PageKey::Redirect(_) => words.moved.clone(),
    }
}

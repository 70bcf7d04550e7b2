//! A document whose questions are called otherwise than the reader called them.

use std::collections::HashMap;
use std::mem;
use std::sync::Arc;

use super::asked::{ids_of, items};
use crate::model::{Document, Former, QuestionId};

/// `document` with these ids for all that it asks, in source order, and with where that was before;
/// none where there is nothing to change.
/// Fragments of questions and their follow-ups have their names, and so have links to them.
pub fn named(document: &Document, ids: &[QuestionId], former: &[Former]) -> Option<Document> {
    let items = items(document).into_iter();
    let same = items.zip(ids).all(|(item, id)| item.id() == id);
    if same && former.is_empty() {
        return None;
    }
    let mut named = document.clone();
    let mut renamed: HashMap<Arc<str>, Arc<str>> = HashMap::new();
    for (old, new) in ids_of(&mut named).into_iter().zip(ids) {
        if old != new {
            renamed.insert(mem::replace(old, new.clone()).0, Arc::clone(&new.0));
        }
    }
    named.facts.former = former.to_vec();
    for question in document.questions() {
        if let Some(new) = renamed.get(&question.id.0) {
            let new = QuestionId(Arc::clone(new));
            for number in 1..=question.follow_ups.len() {
                let old = question.id.follow_up(number);
                renamed.insert(old.into(), new.follow_up(number).into());
            }
        }
    }
    for anchor in &mut named.facts.anchors {
        if let Some(new) = renamed.get(&anchor.html_id) {
            // Other names of the place, such as GitHub's fragment of the heading, lead to it, too.
            if anchor.slug == anchor.html_id {
                anchor.slug = Arc::clone(new);
            }
            anchor.html_id = Arc::clone(new);
        }
    }
    Some(named)
}

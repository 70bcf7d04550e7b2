//! Search: an index that a browser reads in pieces, the same from `file://` and served.
//!
//! 1. [`entries`] are what can be found, with the places inside them.
//! 2. [`postings`] cuts them into [`tokens`](crate::tokens) and settles how much each says about
//!    each entry.
//! 3. [`shards`] cuts it all into script files: `terms` are the tokens, `rows` the entries;
//!    [`encode`] writes numbers.

mod collect;
pub mod encode;
pub mod entries;
pub mod postings;
mod rows;
pub mod shards;
mod terms;

use std::mem;

use crate::guide::Guide;

/// Documents that are gathered at a time; the texts of twice as many are held.
const DOCUMENTS: usize = 64;

/// Hands on the files of the index, one after the other: paths relative to the site's root, with
/// their texts.
pub fn index(guide: &Guide, language: &str, take: &mut dyn FnMut(String, String)) {
    let mut counter = postings::Counter::default();
    let mut writer = shards::Writer::new(take);
    let documents = entries::documents(guide);
    let count = documents.len();
    let batch = |first: usize| {
        entries::of(
            guide,
            &documents[first.min(count)..count.min(first + DOCUMENTS)],
        )
    };
    let mut ready = batch(0);
    for first in (0..count).step_by(DOCUMENTS) {
        let entries = mem::take(&mut ready);
        // Writing is work for one thread, while the others gather what comes next.
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| ready = batch(first + DOCUMENTS));
            counter.count(&entries);
            writer.add(entries);
        });
    }
    writer.finish(&counter.tokens(), language);
}

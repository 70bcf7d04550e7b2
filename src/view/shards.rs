//! Questions as data for the browser: `data/questions-1-DIGEST.js`, `data/questions-2-DIGEST.js`,
//! …, which pages load as classic scripts when a reader narrows a list or asks for a random
//! question. Each is complete in itself and holds [`PER_SHARD`] questions in reading order:
//!
//! ```text
//! prepbook.questions(1,{"documents":[…],"topics":[…],"rows":[…]});
//! ```
//!
//! - `documents`: `[title, url, folder]`, the URL relative to the site's root;
//! - `topics`: `[slug, name]`;
//! - `rows`: `[id, title, document, place, kind, level, minutes, state, topics]`. The title is
//!   text, or a list in which every second piece is code. `document` and `topics` are places in
//!   the lists above; `place` is a fragment of the document's URL, or a URL with a slash before it.
//!   `kind` is 0 question, 1 scenario, 2 exchange, 3 prompt; `level` 0 none, 1 junior to 4 staff;
//!   `minutes` 0 for unknown; `state` 1 answered, 0 unanswered, 2 for a prompt, which needs no
//!   answer.
//!
//! A small file with a name that stays, [`LIST`], says their digests, one behind the other in the
//! order of their numbers: `prepbook.questionFiles("abcdefghij");`.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use serde_json::{Value, json};

use crate::guide::entries::Run;
use crate::guide::{Entry, EntryKind, Guide};
use crate::model::Level;
use crate::source::Digest;

/// Questions in one file.
pub const PER_SHARD: usize = 500;

/// Path of the file that says which files there are, relative to the site's root.
pub const LIST: &str = "data/questions.js";

/// The files, with their list; nothing without questions. Paths are relative to the site's root.
pub fn files(guide: &Guide) -> BTreeMap<String, String> {
    let shards: Vec<&[Entry]> = guide.entries.chunks(PER_SHARD).collect();
    let named: Vec<(String, String, String)> = shards
        .par_iter()
        .enumerate()
        .map(|(index, entries)| {
            let number = index + 1;
            let data = shard(guide, entries);
            let text = format!("prepbook.questions({number},{data});\n");
            let digest = Digest::of(text.as_bytes()).short_name();
            (format!("data/questions-{number}-{digest}.js"), text, digest)
        })
        .collect();
    let digests: String = named.iter().map(|(.., digest)| &**digest).collect();
    let mut files: BTreeMap<String, String> = named
        .into_iter()
        .map(|(path, text, _)| (path, text))
        .collect();
    if !digests.is_empty() {
        let list = format!("prepbook.questionFiles(\"{digests}\");\n");
        files.insert(LIST.to_owned(), list);
    }
    files
}

fn shard(guide: &Guide, entries: &[Entry]) -> Value {
    let mut documents = Known::default();
    let mut topics = Known::default();
    let rows: Vec<Value> = entries
        .iter()
        .map(|entry| {
            let document = documents.place(entry.document);
            // Those above them, too: who narrows to a topic gets all that its page counts.
            let mut about = entry.topics.clone();
            for topic in &entry.topics {
                about.extend(guide.topics.above(*topic));
            }
            let mut of_row: Vec<usize> = Vec::with_capacity(about.len());
            for topic in about {
                let place = topics.place(topic);
                if !of_row.contains(&place) {
                    of_row.push(place);
                }
            }
            json!([
                &*entry.id.0,
                title(&entry.title),
                document,
                place(guide, entry),
                EntryKind::NAMES
                    .iter()
                    .position(|(_, kind)| *kind == entry.kind),
                entry.level.map_or(0, |level| {
                    Level::NAMES
                        .iter()
                        .position(|(_, known)| *known == level)
                        .map_or(0, |at| at + 1)
                }),
                entry.minutes.unwrap_or(0),
                match entry.kind {
                    EntryKind::Prompt => 2,
                    _ => u8::from(entry.answered),
                },
                of_row,
            ])
        })
        .collect();
    let documents: Vec<Value> = documents
        .order
        .iter()
        .map(|index| {
            let entry = &guide.documents[*index];
            json!([entry.document.title, entry.url, guide.folder_title(*index)])
        })
        .collect();
    let topics: Vec<Value> = topics
        .order
        .iter()
        .map(|index| {
            let topic = &guide.topics.all[*index];
            json!([topic.slug, topic.name])
        })
        .collect();
    json!({ "documents": documents, "topics": topics, "rows": rows })
}

fn place(guide: &Guide, entry: &Entry) -> String {
    let url = guide.entry_url(entry);
    match url.strip_prefix(guide.documents[entry.document].url.as_str()) {
        Some(rest) => rest.trim_start_matches('#').to_owned(),
        None => format!("/{url}"),
    }
}

fn title(runs: &[Run]) -> Value {
    if let [run] = runs
        && !run.code
    {
        return json!(run.text);
    }
    let mut pieces: Vec<&str> = Vec::new();
    for run in runs {
        if run.code == pieces.len().is_multiple_of(2) {
            pieces.push("");
        }
        pieces.push(&run.text);
    }
    json!(pieces)
}

/// Things of the guide that a shard names, in the order of their first use.
#[derive(Default)]
struct Known {
    order: Vec<usize>,
    places: HashMap<usize, usize>,
}

impl Known {
    fn place(&mut self, index: usize) -> usize {
        let next = self.order.len();
        let place = *self.places.entry(index).or_insert(next);
        if place == next {
            self.order.push(index);
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::title;
    use crate::guide::entries::Run;

    #[test]
    fn every_second_piece_of_a_title_is_code() {
        let run = |text: &str, code| Run {
            text: text.to_owned(),
            code,
        };
        assert_eq!(title(&[run("Why?", false)]), json!("Why?"));
        assert_eq!(title(&[run("grep", true)]), json!(["", "grep"]));
        assert_eq!(
            title(&[
                run("What does ", false),
                run("ls", true),
                run(" do?", false)
            ]),
            json!(["What does ", "ls", " do?"])
        );
        assert_eq!(title(&[]), json!([]));
    }
}

//! Topics: what authors tag questions with. Tags that differ in case, spaces or hyphens alone are
//! one topic, which is shown as it was first written.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;

use super::entries::Entry;
use super::urls;

/// One topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// The tag as it was first written.
    pub name: String,
    /// Its name in addresses, unique.
    pub slug: String,
    /// Indices of its entries, in reading order.
    pub entries: Vec<usize>,
}

/// All topics in alphabetical order.
#[derive(Clone, Debug, Default)]
pub struct Topics {
    /// The topics.
    pub all: Vec<Topic>,
    /// Their indices, those with the most entries first.
    pub by_size: Vec<usize>,
    by_key: HashMap<String, usize>,
}

impl Topics {
    /// Index of the topic that a tag means.
    pub fn of_tag(&self, tag: &str) -> Option<usize> {
        self.by_key.get(&key(tag)).copied()
    }
}

/// Gathers tags while the entries are made.
#[derive(Debug, Default)]
pub(super) struct Collector {
    names: Vec<String>,
    by_key: HashMap<String, usize>,
}

impl Collector {
    /// Indices of the tags' topics, each once. They are final only after [`finish`](Self::finish).
    pub(super) fn of(&mut self, tags: &[String]) -> Vec<usize> {
        let mut found = Vec::new();
        for tag in tags {
            let key = key(tag);
            if key.is_empty() {
                continue;
            }
            let next = self.names.len();
            let index = *self.by_key.entry(key).or_insert(next);
            if index == next {
                self.names.push(tag.trim().to_owned());
            }
            if !found.contains(&index) {
                found.push(index);
            }
        }
        found
    }

    /// The topics in alphabetical order; the entries' indices are changed to it.
    pub(super) fn finish(self, entries: &mut [Entry]) -> Topics {
        let mut order: Vec<(String, usize)> = self
            .by_key
            .iter()
            .map(|(key, index)| (key.clone(), *index))
            .collect();
        order.sort_unstable();
        let mut places = vec![0; order.len()];
        for (place, (_, index)) in order.iter().enumerate() {
            places[*index] = place;
        }
        // A folder's index page would be shown for the folder.
        let mut taken = BTreeSet::from(["index".to_owned()]);
        let mut all: Vec<Topic> = order
            .iter()
            .map(|(_, index)| {
                let name = self.names[*index].clone();
                Topic {
                    slug: slug(&name, &mut taken),
                    name,
                    entries: Vec::new(),
                }
            })
            .collect();
        for (index, entry) in entries.iter_mut().enumerate() {
            for topic in &mut entry.topics {
                *topic = places[*topic];
                all[*topic].entries.push(index);
            }
        }
        let by_key = order
            .into_iter()
            .enumerate()
            .map(|(place, (key, _))| (key, place))
            .collect();
        let mut by_size: Vec<usize> = (0..all.len()).collect();
        by_size.sort_by_key(|index| Reverse(all[*index].entries.len()));
        Topics {
            all,
            by_size,
            by_key,
        }
    }
}

/// What tags of one topic have in common.
fn key(tag: &str) -> String {
    tag.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '_' | '‐' | '‑'))
        .collect()
}

/// A name for addresses; `C`, `C++` and `C#` get numbers to be told apart.
fn slug(name: &str, taken: &mut BTreeSet<String>) -> String {
    let stem = urls::name(name, false);
    let mut slug = stem.clone();
    let mut count = 2;
    while !taken.insert(slug.clone()) {
        slug = format!("{stem}-{count}");
        count += 1;
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::Collector;

    fn topics(tags: &[&str]) -> Vec<(String, String)> {
        let mut collector = Collector::default();
        for tag in tags {
            collector.of(&[(*tag).to_owned()]);
        }
        let topics = collector.finish(&mut []);
        topics
            .all
            .into_iter()
            .map(|topic| (topic.name, topic.slug))
            .collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected
            .iter()
            .map(|(name, slug)| ((*name).to_owned(), (*slug).to_owned()))
            .collect()
    }

    #[test]
    fn tags_that_differ_in_case_spaces_or_hyphens_are_one_topic() {
        assert_eq!(
            topics(&[
                "System Design",
                "sql",
                "system-design",
                "SQL",
                "systemdesign",
                " - "
            ]),
            pairs(&[("sql", "sql"), ("System Design", "system-design")])
        );
    }

    #[test]
    fn topics_with_one_name_in_addresses_get_numbers() {
        assert_eq!(
            topics(&["C#", "c", "C++", "index", "面试", "con"]),
            pairs(&[
                ("c", "c"),
                ("C#", "c-2"),
                ("C++", "c-3"),
                ("con", "con-page"),
                ("index", "index-2"),
                ("面试", "面试"),
            ])
        );
    }

    #[test]
    fn an_entry_names_each_topic_once_in_the_authors_order() {
        let mut collector = Collector::default();
        let tags = ["b", "A", "B", "a"].map(str::to_owned);
        assert_eq!(collector.of(&tags), [0, 1]);
        let topics = collector.finish(&mut []);
        assert_eq!(topics.of_tag("A"), Some(0));
        assert_eq!(topics.of_tag("b"), Some(1));
        assert_eq!(topics.of_tag("c"), None);
    }
}

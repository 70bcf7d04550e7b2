//! Topics: what authors tag questions with. Tags that differ in case, spaces or hyphens alone are
//! one topic, which is shown as it was first written; `topics:` of `prepbook.yml` gives topics
//! titles, synonyms and parents. A question without tags has its folder as topic.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::entries::Entry;
use super::{tree, urls};
use crate::config::{TopicSetting, tag_key as key};

/// Folders that say what their files are and not what they are about.
const PLAIN_FOLDERS: [&str; 22] = [
    "answers",
    "book",
    "chapters",
    "content",
    "data",
    "docs",
    "examples",
    "files",
    "guide",
    "handbook",
    "interview",
    "interviewing",
    "interviews",
    "markdown",
    "misc",
    "mock",
    "notes",
    "playbooks",
    "questions",
    "scenarios",
    "src",
    "transcripts",
];

/// One topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    /// Its title, or the tag as it was first written.
    pub name: String,
    /// One sentence about it, or empty.
    pub description: String,
    /// Its name in addresses, unique.
    pub slug: String,
    /// Other tags that mean it, as `topics:` lists them, and its tag where it has a title.
    pub synonyms: Vec<String>,
    /// Index of the topic above it.
    pub parent: Option<usize>,
    /// Indices of the topics right below it, in alphabetical order.
    pub children: Vec<usize>,
    /// Indices of its entries and of those of the topics below it, each once, in reading order.
    pub entries: Vec<usize>,
}

/// All topics in alphabetical order.
#[derive(Clone, Debug, Default)]
pub struct Topics {
    /// The topics.
    pub all: Vec<Topic>,
    /// Their indices, those with the most entries first.
    pub by_size: Vec<usize>,
    /// Their indices with how deep they stand, each behind the topic above it.
    pub nested: Vec<(usize, usize)>,
    by_key: HashMap<String, usize>,
}

impl Topics {
    /// Index of the topic that a tag means.
    pub fn of_tag(&self, tag: &str) -> Option<usize> {
        self.by_key.get(&key(tag)).copied()
    }

    /// The topics above one, the nearest first.
    pub fn above(&self, topic: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.all[topic].parent, |above| self.all[*above].parent)
    }
}

/// A tag as it was written, and what it is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    name: String,
    key: String,
}

impl Tag {
    /// The tags that somebody wrote.
    pub(super) fn all(written: &[String]) -> Arc<[Self]> {
        let tags = written.iter().map(|tag| tag.trim());
        tags.map(|name| Self {
            name: name.to_owned(),
            key: key(name),
        })
        .collect()
    }
}

/// Gathers tags while the entries are made.
#[derive(Debug, Default)]
pub(super) struct Collector<'a> {
    settings: &'a [TopicSetting],
    /// The topics as far as they are known, those of the settings first.
    topics: Vec<Topic>,
    by_key: HashMap<String, usize>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(settings: &'a [TopicSetting]) -> Self {
        let mut by_key = HashMap::new();
        let mut topics = Vec::new();
        for (index, setting) in settings.iter().enumerate() {
            let tag = &setting.name.value;
            for tag in std::iter::once(tag).chain(&setting.synonyms) {
                by_key.entry(key(tag)).or_insert(index);
            }
            let titled = setting.title.as_ref().map(|_| tag.clone());
            topics.push(Topic {
                name: setting.title.clone().unwrap_or_else(|| tag.clone()),
                description: setting.description.clone().unwrap_or_default(),
                synonyms: titled.into_iter().chain(setting.synonyms.clone()).collect(),
                ..Topic::default()
            });
        }
        Self {
            settings,
            topics,
            by_key,
        }
    }

    /// Indices of the tags' topics, each once; of the folder's when there are no tags. They are
    /// final only after [`finish`](Self::finish).
    pub(super) fn of(&mut self, tags: &[Tag], folder: &str) -> Vec<usize> {
        let mut found = Vec::new();
        for tag in tags {
            if let Some(index) = self.topic(&tag.key, || tag.name.clone())
                && !found.contains(&index)
            {
                found.push(index);
            }
        }
        if found.is_empty()
            && let Some(name) = subject(folder)
        {
            found.extend(self.topic(&key(name), || tree::title(name)));
        }
        found
    }

    fn topic(&mut self, key: &str, name: impl FnOnce() -> String) -> Option<usize> {
        if key.is_empty() {
            return None;
        }
        if let Some(index) = self.by_key.get(key) {
            return Some(*index);
        }
        let index = self.topics.len();
        self.by_key.insert(key.to_owned(), index);
        self.topics.push(Topic {
            name: name(),
            ..Topic::default()
        });
        Some(index)
    }

    /// The topics in alphabetical order; the entries' indices are changed to it.
    pub(super) fn finish(mut self, entries: &mut [Entry]) -> Topics {
        for (index, setting) in self.settings.iter().enumerate() {
            let parent = setting.parent.as_ref();
            self.topics[index].parent =
                parent.and_then(|parent| self.by_key.get(&key(&parent.value)).copied());
        }
        for (index, entry) in entries.iter().enumerate() {
            for topic in &entry.topics {
                let mut at = Some(*topic);
                while let Some(topic) = at {
                    let topic = &mut self.topics[topic];
                    if topic.entries.last() != Some(&index) {
                        topic.entries.push(index);
                    }
                    at = topic.parent;
                }
            }
        }
        // A topic of the settings that nothing shown is about is not told.
        let mut order: Vec<(String, usize)> = (0..self.topics.len())
            .filter(|index| !self.topics[*index].entries.is_empty())
            .map(|index| (key(&self.topics[index].name), index))
            .collect();
        order.sort_unstable();
        let mut places: Vec<Option<usize>> = vec![None; self.topics.len()];
        for (place, (_, index)) in order.iter().enumerate() {
            places[*index] = Some(place);
        }
        // A folder's index page would be shown for the folder.
        let mut taken = BTreeSet::from(["index".to_owned()]);
        let mut all: Vec<Topic> = order
            .iter()
            .map(|(_, index)| {
                let mut topic = std::mem::take(&mut self.topics[*index]);
                let tag = self.settings.get(*index).map(|setting| &setting.name.value);
                topic.slug = slug(tag.unwrap_or(&topic.name), &mut taken);
                topic.parent = topic.parent.and_then(|parent| places[parent]);
                topic
            })
            .collect();
        for index in 0..all.len() {
            if let Some(parent) = all[index].parent {
                all[parent].children.push(index);
            }
        }
        for topic in entries.iter_mut().flat_map(|entry| &mut entry.topics) {
            *topic = places[*topic].unwrap_or_default();
        }
        let by_key = self
            .by_key
            .into_iter()
            .filter_map(|(key, index)| Some((key, places[index]?)))
            .collect();
        let mut by_size: Vec<usize> = (0..all.len()).collect();
        by_size.sort_by_key(|index| Reverse(all[*index].entries.len()));
        Topics {
            nested: nested(&all),
            all,
            by_size,
            by_key,
        }
    }
}

fn nested(all: &[Topic]) -> Vec<(usize, usize)> {
    let tops = (0..all.len())
        .rev()
        .filter(|index| all[*index].parent.is_none());
    let mut left: Vec<(usize, usize)> = tops.map(|index| (index, 0)).collect();
    let mut nested = Vec::with_capacity(all.len());
    while let Some((index, depth)) = left.pop() {
        nested.push((index, depth));
        let children = all[index].children.iter().rev();
        left.extend(children.map(|child| (*child, depth + 1)));
    }
    nested
}

/// The nearest folder around a file that says what the file is about.
fn subject(folder: &str) -> Option<&str> {
    let is_plain = |name: &str| {
        let words = name.trim_start_matches(|sign: char| {
            sign.is_ascii_digit() || matches!(sign, '-' | '_' | '.' | ' ')
        });
        words.is_empty() || PLAIN_FOLDERS.contains(&words.to_lowercase().as_str())
    };
    folder.rsplit('/').find(|name| !is_plain(name))
}

/// A name for addresses that depends on no other topic where letters can tell them apart: `C++` is
/// `c-plus-plus`, `C#` is `c-sharp`, `.NET` is `dot-net`.
fn slug(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut spelt = String::new();
    for (at, sign) in name.char_indices() {
        match sign {
            '+' => spelt.push_str("-plus"),
            '#' if at > 0 => spelt.push_str("-sharp"),
            '.' if at == 0 => spelt.push_str("dot-"),
            _ => spelt.push(sign),
        }
    }
    let stem = urls::name(&spelt, false);
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
    use super::{Collector, Tag};
    use crate::guide::Entry;

    fn topics(tags: &[&str]) -> Vec<(String, String)> {
        let mut collector = Collector::new(&[]);
        let mut entries: Vec<Entry> = tags
            .iter()
            .map(|tag| Entry::about(collector.of(&Tag::all(&[(*tag).to_owned()]), "")))
            .collect();
        let topics = collector.finish(&mut entries);
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
    fn names_in_addresses_do_not_depend_on_other_topics() {
        assert_eq!(
            topics(&["C#", "c", "C++", "index", "面试", "con"]),
            pairs(&[
                ("c", "c"),
                ("C#", "c-sharp"),
                ("C++", "c-plus-plus"),
                ("con", "con-page"),
                ("index", "index-2"),
                ("面试", "面试"),
            ])
        );
    }

    #[test]
    fn a_file_without_tags_is_about_the_nearest_folder_that_names_a_subject() {
        let mut collector = Collector::new(&[]);
        for folder in ["", "questions", "web/02-questions", "databases/sql"] {
            collector.of(&[], folder);
        }
        let names: Vec<_> = collector.topics.iter().map(|topic| &*topic.name).collect();
        assert_eq!(names, ["Web", "Sql"]);
    }

    #[test]
    fn an_entry_names_each_topic_once_in_the_authors_order() {
        let mut collector = Collector::new(&[]);
        let tags = ["b", "A", "B", "a"].map(str::to_owned);
        let found = collector.of(&Tag::all(&tags), "");
        assert_eq!(found, [0, 1]);
        let topics = collector.finish(&mut [Entry::about(found)]);
        assert_eq!(topics.of_tag("A"), Some(0));
        assert_eq!(topics.of_tag("b"), Some(1));
        assert_eq!(topics.of_tag("c"), None);
    }
}

//! `topics:`: what tags are called, and how topics belong together.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::Placed;
use super::catalogue::{CONFIG, Setting, Shape};
use super::nested::settings_of;
use super::read::Reader;
use crate::source::Span;
use crate::source::yaml::{Key, Node, Value};

/// What `prepbook.yml` says about one topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicSetting {
    /// The tag.
    pub name: Placed<String>,
    /// What the topic is called, when not by its tag.
    pub title: Option<String>,
    /// One sentence about it.
    pub description: Option<String>,
    /// The tag of the topic above it, of `topics:` or any tag.
    pub parent: Option<Placed<String>>,
    /// Other tags that mean it.
    pub synonyms: Vec<String>,
}

/// What tags of one topic have in common: case, spaces and hyphens make no difference.
pub fn tag_key(tag: &str) -> String {
    let counts =
        |letter: &char| !letter.is_whitespace() && !matches!(letter, '-' | '_' | '‐' | '‑');
    if tag.is_ascii() {
        // Nothing to compose, and most tags are.
        let letters = tag.chars().filter(counts);
        return letters.map(|letter| letter.to_ascii_lowercase()).collect();
    }
    tag.nfkc()
        .flat_map(char::to_lowercase)
        .filter(counts)
        .collect()
}

/// The settings of one topic.
pub(super) const TOPIC: &[Setting] = &[
    Setting {
        name: "title",
        shape: Shape::Text,
        default: "the tag",
        meaning: "Name of the topic.",
        example: "Kubernetes",
    },
    Setting {
        name: "description",
        shape: Shape::Text,
        default: "",
        meaning: "One sentence for the topic's page.",
        example: "Running containers on many machines.",
    },
    Setting {
        name: "parent",
        shape: Shape::Text,
        default: "",
        meaning: "Tag of the topic above it.",
        example: "operations",
    },
    Setting {
        name: "synonyms",
        shape: Shape::Texts,
        default: "[]",
        meaning: "Other tags that mean the same topic.",
        example: "[k8s, kube]",
    },
];

/// Reads `topics:`.
pub(super) fn read(reader: &mut Reader<'_>, key: &Key, node: &Node) {
    let Value::Map(entries) = &node.value else {
        reader.bad(
            key,
            node,
            "a mapping such as {kubernetes: {synonyms: [k8s]}}",
        );
        return;
    };
    let mut topics: Vec<TopicSetting> = Vec::new();
    // Every tag that means a topic, by what its spellings have in common.
    let mut tags: BTreeMap<String, String> = BTreeMap::new();
    let mut synonyms: Vec<(usize, Vec<(String, Span)>)> = Vec::new();
    for (key, node) in entries {
        if let Some(known) = tags.get(&tag_key(&key.name)) {
            reader.refuse(
                key.span,
                format!("'{}' and '{known}' are one topic", key.name),
                "join the two, or make one a synonym of the other",
            );
            continue;
        }
        tags.insert(tag_key(&key.name), key.name.clone());
        let (topic, others) = topic(reader, key, node);
        synonyms.push((topics.len(), others));
        topics.push(topic);
    }
    for (index, others) in synonyms {
        for (other, span) in others {
            let own = topics[index].name.value.clone();
            match tags.get(&tag_key(&other)) {
                Some(known) if *known != own => reader.refuse(
                    span,
                    format!("'{other}' means '{known}' already"),
                    "a tag can mean one topic",
                ),
                _ => {
                    tags.insert(tag_key(&other), own);
                    topics[index].synonyms.push(other);
                }
            }
        }
    }
    settle_parents(reader, &mut topics);
    reader.config.topics = topics;
}

fn topic(reader: &mut Reader<'_>, key: &Key, node: &Node) -> (TopicSetting, Vec<(String, Span)>) {
    let mut topic = TopicSetting {
        name: Placed {
            value: key.name.clone(),
            span: key.span,
        },
        title: None,
        description: None,
        parent: None,
        synonyms: Vec::new(),
    };
    let mut synonyms = Vec::new();
    let entries = match &node.value {
        Value::Map(entries) => entries.as_slice(),
        Value::Null => &[],
        _ => {
            reader.bad(key, node, "a mapping such as {title: …, synonyms: […]}");
            &[]
        }
    };
    for (key, node) in entries {
        match key.name.as_str() {
            "title" => topic.title = reader.text(key, node),
            "description" => topic.description = reader.text(key, node),
            "parent" => {
                topic.parent = reader.text(key, node).map(|value| Placed {
                    value,
                    span: node.span,
                });
            }
            "synonyms" => {
                synonyms = reader
                    .texts(key, node)
                    .into_iter()
                    .map(|text| {
                        let span = super::nested::place_of(node, &text);
                        (text, span)
                    })
                    .collect();
            }
            _ => reader.unknown(key, settings_of(CONFIG, "topics"), "topics"),
        }
    }
    (topic, synonyms)
}

/// Parents that go round in a circle are reported and taken away; whether the others are there is
/// known when all tags are.
fn settle_parents(reader: &mut Reader<'_>, topics: &mut [TopicSetting]) {
    let places: BTreeMap<String, usize> = topics
        .iter()
        .enumerate()
        .flat_map(|(index, topic)| {
            std::iter::once(&topic.name.value)
                .chain(&topic.synonyms)
                .map(move |tag| (tag_key(tag), index))
        })
        .collect();
    for index in 0..topics.len() {
        let Some(parent) = topics[index].parent.clone() else {
            continue;
        };
        let above = |at: usize| {
            let parent = topics[at].parent.as_ref()?;
            places.get(&tag_key(&parent.value)).copied()
        };
        let mut at = above(index);
        let mut steps = 0;
        while let Some(next) = at.filter(|next| *next != index && steps <= topics.len()) {
            at = above(next);
            steps += 1;
        }
        if at == Some(index) {
            reader.refuse(
                parent.span,
                format!("'{}' would be its own parent", topics[index].name.value),
                "take one parent out of the circle",
            );
            topics[index].parent = None;
        }
    }
}

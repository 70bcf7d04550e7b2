//! All topics, and the way to one.

use super::context::{
    Body, FacetCount, FacetLink, NestedTopic, TagContext, TopicContext, TopicLetter, TopicsContext,
};
use super::glossary;
use super::index;
use super::scope::PageScope;
use crate::guide::{EntryKind, Facet, lists};
use crate::model::Level;

/// Fewer topics than this need no letters between them.
const FEW: usize = 40;

/// Topics that are shown as the most common ones.
const COMMON: usize = 12;

/// A tag that leads to its topic.
pub(super) fn tag(scope: &PageScope<'_>, topic: usize) -> TagContext {
    let url = scope.guide.list_url(Facet::Topic(topic));
    let topic = &scope.guide.topics.all[topic];
    TagContext {
        name: topic.name.clone(),
        url: scope.relative(url.unwrap_or(lists::TOPICS_URL)),
    }
}

/// The body of the page `number`, from 0, of all topics.
pub(super) fn body(scope: &PageScope<'_>, number: usize) -> Body {
    let topics = &scope.guide.topics.all;
    let nested = &scope.guide.topics.nested;
    let few = topics.len() < FEW;
    let mut letters: Vec<TopicLetter> = Vec::new();
    for (index, depth) in &nested[lists::range(topics.len(), lists::TOPICS_PER_PAGE, number)] {
        let top = scope.guide.topics.above(*index).last().unwrap_or(*index);
        let letter = if few {
            String::new()
        } else {
            glossary::group(&topics[top].name).letter
        };
        let topic = (link(scope, *index), *depth);
        match letters.iter_mut().find(|group| group.letter == letter) {
            Some(group) => push(&mut group.topics, topic),
            None => {
                let mut first = Vec::new();
                push(&mut first, topic);
                letters.push(TopicLetter {
                    id: format!("ui:letter-{}", letters.len() + 1),
                    letter,
                    topics: first,
                });
            }
        }
    }
    let common = if few {
        Vec::new()
    } else {
        index::common_topics(scope, COMMON, None)
    };
    let pages = lists::pages(topics.len(), lists::TOPICS_PER_PAGE);
    Body::Topics(TopicsContext {
        count: topics.len(),
        common: common.into_iter().map(|index| link(scope, index)).collect(),
        letters,
        pagination: index::pagination(scope, lists::TOPICS_URL, pages, number),
    })
}

/// Adds a topic below the last one that is less deep.
fn push(topics: &mut Vec<NestedTopic>, (link, depth): (FacetLink, usize)) {
    match topics.last_mut() {
        Some(last) if depth > 0 => push(&mut last.children, (link, depth - 1)),
        _ => topics.push(NestedTopic {
            link,
            children: Vec::new(),
        }),
    }
}

/// What a topic's page says about it.
pub(super) fn about(scope: &PageScope<'_>, index: usize) -> TopicContext {
    let guide = scope.guide;
    let topic = &guide.topics.all[index];
    let entries = || topic.entries.iter().map(|entry| &guide.entries[*entry]);
    let count = |name: &str, count: usize| FacetCount {
        value: name.to_owned(),
        count,
    };
    let kinds = EntryKind::NAMES
        .map(|(name, kind)| count(name, entries().filter(|entry| entry.kind == kind).count()));
    let levels = Level::NAMES.map(|(name, level)| {
        count(
            name,
            entries().filter(|entry| entry.level == Some(level)).count(),
        )
    });
    let some = |counts: &[FacetCount]| {
        let counts = counts.iter().filter(|count| count.count > 0);
        counts.cloned().collect()
    };
    let mut above: Vec<TagContext> = guide
        .topics
        .above(index)
        .map(|above| tag(scope, above))
        .collect();
    above.reverse();
    TopicContext {
        description: topic.description.clone(),
        above,
        below: topic
            .children
            .iter()
            .map(|child| link(scope, *child))
            .collect(),
        kinds: some(&kinds),
        levels: some(&levels),
    }
}

fn link(scope: &PageScope<'_>, index: usize) -> FacetLink {
    let topic = &scope.guide.topics.all[index];
    FacetLink {
        value: topic.slug.clone(),
        title: topic.name.clone(),
        url: tag(scope, index).url,
        count: topic.entries.len(),
        current: false,
    }
}

//! All topics, and the way to one.

use super::context::{Body, FacetLink, TagContext, TopicLetter, TopicsContext};
use super::glossary;
use super::index;
use super::scope::PageScope;
use crate::guide::{Facet, lists};

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
    let few = topics.len() < FEW;
    let mut letters: Vec<TopicLetter> = Vec::new();
    for index in lists::range(topics.len(), lists::TOPICS_PER_PAGE, number) {
        let letter = if few {
            String::new()
        } else {
            glossary::group(&topics[index].name).letter
        };
        match letters.iter_mut().find(|group| group.letter == letter) {
            Some(group) => group.topics.push(link(scope, index)),
            None => letters.push(TopicLetter {
                id: format!("ui:letter-{}", letters.len() + 1),
                letter,
                topics: vec![link(scope, index)],
            }),
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

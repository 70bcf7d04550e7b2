//! What leads to the lists of questions, and from page to page within a list.

use std::collections::BTreeSet;

use super::context::{FacetLink, IndexContext, PaginationLink};
use super::scope::PageScope;
use super::shards;
use crate::guide::{EntryKind, Facet, lists, urls};
use crate::model::Level;

/// What leads to the lists of questions, with the `most` common topics, as seen from a page of the
/// list `current`; `None` when nothing is asked.
pub(super) fn context(
    scope: &PageScope<'_>,
    most: usize,
    current: Option<Facet>,
) -> Option<IndexContext> {
    let guide = scope.guide;
    let all = guide.lists.first()?;
    let link = |facet: Facet, value: &str, title: &str| {
        let list = guide.list(facet)?;
        Some(FacetLink {
            value: value.to_owned(),
            title: title.to_owned(),
            url: scope.relative(&list.url),
            count: list.entries.len(),
            current: current == Some(facet),
        })
    };
    let topics = common_topics(scope, most, current)
        .into_iter()
        .filter_map(|index| {
            let topic = &guide.topics.all[index];
            link(Facet::Topic(index), &topic.slug, &topic.name)
        })
        .collect();
    let topic_count = guide.topics.all.len();
    Some(IndexContext {
        url: scope.relative(&all.url),
        count: all.entries.len(),
        shards: lists::pages(all.entries.len(), shards::PER_SHARD),
        kinds: EntryKind::NAMES
            .iter()
            .filter_map(|(name, kind)| link(Facet::Kind(*kind), name, ""))
            .collect(),
        levels: Level::NAMES
            .iter()
            .filter_map(|(name, level)| link(Facet::Level(*level), name, ""))
            .collect(),
        answered: [("yes", true), ("no", false)]
            .into_iter()
            .filter_map(|(name, answered)| link(Facet::Answered(answered), name, ""))
            .collect(),
        topics,
        topics_url: if topic_count > 0 {
            scope.relative(lists::TOPICS_URL)
        } else {
            String::new()
        },
        topic_count,
    })
}

/// The topics with the most questions, in alphabetical order; that of `current` is among them.
pub(super) fn common_topics(
    scope: &PageScope<'_>,
    most: usize,
    current: Option<Facet>,
) -> Vec<usize> {
    let here = match current {
        Some(Facet::Topic(index)) => Some(index),
        _ => None,
    };
    let by_size = scope.guide.topics.by_size.iter().copied();
    let others = by_size.filter(|index| Some(*index) != here);
    let mut common: Vec<usize> = here.into_iter().chain(others).take(most).collect();
    common.sort_unstable();
    common
}

/// Links to the pages of a list whose first page is at `url`: the first, the last, and those
/// around the page `number`, from 0. None when there is one page.
pub(super) fn pagination(
    scope: &PageScope<'_>,
    url: &str,
    pages: usize,
    number: usize,
) -> Vec<PaginationLink> {
    if pages < 2 {
        return Vec::new();
    }
    let mut last = 0;
    shown(pages, number)
        .into_iter()
        .map(|page| {
            let gap = page > last + 1;
            last = page;
            PaginationLink {
                number: page + 1,
                url: scope.relative(&urls::of_page(url, page + 1)),
                current: page == number,
                gap,
            }
        })
        .collect()
}

fn shown(pages: usize, number: usize) -> BTreeSet<usize> {
    let around = number.saturating_sub(2)..(number + 3).min(pages);
    around.chain([0, pages - 1]).collect()
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn the_ends_and_the_neighbours_of_a_page_are_linked() {
        let shown = |pages, number| shown(pages, number).into_iter().collect::<Vec<_>>();
        assert_eq!(shown(3, 0), [0, 1, 2]);
        assert_eq!(shown(20, 9), [0, 7, 8, 9, 10, 11, 19]);
        assert_eq!(shown(20, 19), [0, 17, 18, 19]);
    }
}

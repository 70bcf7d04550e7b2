//! Near-duplicates: one question written twice.
//!
//! Two questions are twins when they ask the same, word for word, and are not answered
//! differently; or when their titles are alike and their answers nearly the same. A short title
//! such as "What is polymorphism?" may be asked of two languages, so there the answers decide.

use super::profile::{Profile, shared};
use super::words::HashedMap;

/// A title with so many words that matter is no accident.
const LONG_TITLE: usize = 4;

/// An answer with fewer words that matter is too short to compare.
const SHORT_ANSWER: usize = 5;

/// Questions of one title that are compared with each other.
const MOST_ALIKE: usize = 32;

/// Whether two questions are one.
pub(super) fn are(first: &Profile, second: &Profile) -> bool {
    let same_words = first.title_as_asked == second.title_as_asked;
    let both = shared(&first.title, &second.title);
    let either = first.title.len() + second.title.len() - both;
    if both == 0 || !same_words && (both < 2 || both * 10 < either * 7) {
        return false;
    }
    let answers = first.answer.len().min(second.answer.len());
    let likeness = if answers < SHORT_ANSWER {
        None
    } else {
        let both = shared(&first.answer, &second.answer);
        let either = first.answer.len() + second.answer.len() - both;
        Some((both * 100 / answers, both * 100 / either))
    };
    match likeness {
        None => same_words && both >= 2,
        Some((contained, _)) if same_words => contained >= 50 || both >= LONG_TITLE,
        Some((_, alike)) => alike >= 70,
    }
}

/// Questions by the words of their titles.
pub(super) struct ByTitle {
    groups: Vec<Vec<usize>>,
    group: Vec<usize>,
}

/// Groups questions whose titles have the same words that matter.
pub(super) fn by_title<'a>(profiles: impl Iterator<Item = &'a Profile>) -> ByTitle {
    let mut places: HashedMap<usize> = HashedMap::default();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut group = Vec::new();
    for (question, profile) in profiles.enumerate() {
        let key = profile
            .title
            .iter()
            .fold(0, |key, stem| super::words::pair(key, *stem));
        let place = *places.entry(key).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Vec::new());
        }
        // A hundred questions called "Example" need not be compared with each other.
        if groups[place].len() < MOST_ALIKE {
            groups[place].push(question);
        }
        group.push(place);
    }
    ByTitle { groups, group }
}

impl ByTitle {
    /// The other questions of a question's group.
    pub(super) fn others(&self, question: usize) -> impl Iterator<Item = usize> {
        self.groups[self.group[question]]
            .iter()
            .copied()
            .filter(move |other| *other != question)
    }
}

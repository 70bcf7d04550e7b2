//! Questions that belong together, as the guide knows them: by their entries.

use std::sync::Arc;

use super::{EntryKind, Guide, tree};
use crate::model::QuestionId;
use crate::related::{Known, Related};

/// Which questions belong together, and which are one question written twice.
#[derive(Debug, Default)]
pub struct Kin {
    /// For each question of sets and scenarios its entry.
    entries: Vec<usize>,
    /// For each document of the guide its place among those that were related: all that are listed.
    places: Vec<Option<usize>>,
    related: Related,
}

impl Kin {
    /// Relates the questions of a guide whose entries are there.
    pub(super) fn of(guide: &Guide, language: &str, known: &mut Known) -> Self {
        let mut places = vec![None; guide.documents.len()];
        let mut documents = Vec::with_capacity(guide.documents.len());
        for (place, index) in tree::documents(&guide.folders).enumerate() {
            places[index] = Some(place);
            documents.push(Arc::clone(&guide.documents[index].document));
        }
        // Entries stand in the order of the documents as well, and those of a document in its own.
        let asked = |kind| matches!(kind, EntryKind::Question | EntryKind::Scenario);
        let entries = guide.entries.iter().zip(0..);
        let entries = entries.filter(|(entry, _)| asked(entry.kind));
        Self {
            entries: entries.map(|(_, index)| index).collect(),
            places,
            related: Related::new(documents, language, known),
        }
    }

    /// What is related to a question of a document: entries, and the words that say why.
    pub fn related(&self, document: usize, question: &QuestionId) -> Vec<(usize, Vec<String>)> {
        let place = self.places.get(document).copied().flatten();
        let number = place.and_then(|place| self.related.number(place, question));
        let relations = number.map_or_else(Vec::new, |number| self.related.of(number));
        let entry = |question: usize| self.entries[question];
        relations
            .into_iter()
            .map(|relation| (entry(relation.question), relation.words))
            .collect()
    }

    /// Pairs of entries that are one question written twice, the earlier one first. All that is
    /// related is found with them.
    pub fn twins(&self) -> impl Iterator<Item = (usize, usize)> {
        let twins = self.related.twins().iter();
        twins.map(|(first, second)| (self.entries[*first], self.entries[*second]))
    }
}

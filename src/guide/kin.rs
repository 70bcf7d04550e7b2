//! Questions that belong together, as the guide knows them: by their entries.

use std::collections::HashMap;

use super::{EntryKind, Guide};
use crate::model::{Question, QuestionId};
use crate::related::{Asked, Relation, relate};

/// Which questions belong together, and which are one question written twice.
#[derive(Clone, Debug, Default)]
pub struct Kin {
    /// For each question of sets and scenarios its entry.
    entries: Vec<usize>,
    /// Number of a question by its document and id.
    numbers: HashMap<(usize, QuestionId), usize>,
    relations: Vec<Vec<Relation>>,
    twins: Vec<(usize, usize)>,
}

impl Kin {
    /// Relates the questions of a guide whose entries are there.
    pub(super) fn of(guide: &Guide, language: &str) -> Self {
        let mut questions: HashMap<usize, Vec<&Question>> = HashMap::new();
        let mut entries = Vec::new();
        let mut asked = Vec::new();
        for (index, entry) in guide.entries.iter().enumerate() {
            if !matches!(entry.kind, EntryKind::Question | EntryKind::Scenario) {
                continue;
            }
            let document = &guide.documents[entry.document].document;
            // Entries stand in the order of their document.
            let left = questions.entry(entry.document).or_insert_with(|| {
                let mut all: Vec<&Question> = document.questions().collect();
                all.reverse();
                all
            });
            let Some(question) = left.pop() else {
                continue;
            };
            let tags = if question.tags.is_empty() {
                &document.meta.tags
            } else {
                &question.tags
            };
            entries.push(index);
            asked.push(Asked {
                document: entry.document,
                question,
                tags,
            });
        }
        let related = relate(&asked, language);
        let numbers = asked
            .iter()
            .enumerate()
            .map(|(number, asked)| ((asked.document, asked.question.id.clone()), number))
            .collect();
        Self {
            entries,
            numbers,
            relations: related.relations,
            twins: related.twins,
        }
    }

    /// What is related to a question of a document: entries, and the words that say why.
    pub fn related(
        &self,
        document: usize,
        question: &QuestionId,
    ) -> impl Iterator<Item = (usize, &[String])> {
        let number = self.numbers.get(&(document, question.clone()));
        number
            .map_or([].as_slice(), |number| &self.relations[*number])
            .iter()
            .map(|relation| (self.entries[relation.question], relation.words.as_slice()))
    }

    /// Pairs of entries that are one question written twice, the earlier one first.
    pub fn twins(&self) -> impl Iterator<Item = (usize, usize)> {
        self.twins
            .iter()
            .map(|(first, second)| (self.entries[*first], self.entries[*second]))
    }
}

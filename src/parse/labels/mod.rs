//! The words that mark a part: all of them, one table per language.
//!
//! No other file of the reader knows a word. A label is compared after folding: lower case,
//! without emoji, surrounding punctuation, text in brackets and a number before or behind it.

mod english;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a label marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// The question itself.
    Question,
    /// The expected answer.
    Answer,
    /// One further question.
    FollowUp,
    /// Several further questions.
    FollowUps,
    /// Hints.
    Hints,
    /// Choices.
    Options,
    /// The three lists that judge an answer.
    Rubric,
    /// What an answer must have.
    Minimum,
    /// What a strong answer has.
    Strong,
    /// What speaks against a candidate.
    RedFlags,
    /// Further text for the interviewer.
    Notes,
    /// A question's level.
    Level,
    /// A question's tags.
    Tags,
    /// A question's minutes.
    Minutes,
    /// Facts about the position.
    Role,
    /// How the time is spent.
    Format,
    /// How to judge the candidate.
    Evaluation,
    /// Enough to pass.
    Pass,
    /// More than enough.
    StrongPass,
    /// Not enough.
    Fail,
    /// Signs of a strong candidate.
    StrongIndicators,
    /// What an interviewer does.
    Do,
    /// What an interviewer does not do.
    Avoid,
    /// What not to say.
    Instead,
    /// What to say instead.
    Say,
    /// A list of contents.
    Contents,
    /// Who asks.
    Interviewer,
    /// Who answers.
    Candidate,
    /// Questions stand below.
    Questions,
    /// Terms stand below.
    Glossary,
}

impl Label {
    /// Whether the label belongs to a single question, and so shows that there is one.
    pub fn marks_question(self) -> bool {
        matches!(
            self,
            Self::Answer
                | Self::FollowUp
                | Self::FollowUps
                | Self::Hints
                | Self::Options
                | Self::Rubric
                | Self::Minimum
                | Self::Strong
        )
    }

    /// Whether the label belongs to a scenario as a whole.
    pub fn marks_scenario(self) -> bool {
        matches!(self, Self::Role | Self::Format | Self::Evaluation)
    }
}

type Table = &'static [(Label, &'static [&'static str])];

const LABELS: [Table; 1] = [english::LABELS];
const PROMPT_LABELS: [&[&str]; 1] = [english::PROMPT_LABELS];
const QUESTION_WORDS: [&[&str]; 1] = [english::QUESTION_WORDS];
const AMBIGUOUS: [&[&str]; 1] = [english::AMBIGUOUS];
const KEYS: [&[&str]; 1] = [english::KEYS];
const PLACEHOLDERS: [&[&str]; 1] = [english::PLACEHOLDERS];
const BACK_TO_TOP: [&[&str]; 1] = [english::BACK_TO_TOP];
const MINUTES: [&[&str]; 1] = [english::MINUTES];
const HOURS: [&[&str]; 1] = [english::HOURS];
const TOTAL: [&[&str]; 1] = [english::TOTAL];
const ASKING: [&[&str]; 1] = [english::ASKING];
const HOW_TO: [&[(&str, &str)]; 1] = [english::HOW_TO];

/// The label that `text` is, if it is one.
pub fn label_of(text: &str) -> Option<Label> {
    if text.len() > 80 {
        return None;
    }
    let folded = fold(text);
    if folded.is_empty() {
        return None;
    }
    BY_WORDS.get(folded.as_str()).copied()
}

/// Every label by its folded words; the first table that has them decides.
static BY_WORDS: LazyLock<FxHashMap<&str, Label>> = LazyLock::new(|| {
    let mut by_words = FxHashMap::default();
    for (label, words) in LABELS.iter().copied().flatten() {
        for words in *words {
            by_words.entry(*words).or_insert(*label);
        }
    }
    by_words
});

/// The label of a fold's summary; `Show answer` and `View the solution` count too.
pub fn summary_label(text: &str) -> Option<Label> {
    label_of(text).or_else(|| {
        let folded = fold(text);
        let words: Vec<_> = folded.split(' ').collect();
        let verb = words.len() <= 5
            && english::SHOW_WORDS
                .iter()
                .any(|show| words.first() == Some(show));
        let last = words.last().copied().unwrap_or_default();
        if verb { label_of(last) } else { None }
    })
}

/// Whether words before a colon belong to what is asked (`Input`, `Constraints`), not to an answer.
pub fn is_prompt_label(text: &str) -> bool {
    label_of(text) == Some(Label::Question)
        || PROMPT_LABELS
            .iter()
            .any(|words| words.contains(&fold(text).as_str()))
}

/// Whether a heading says that the answers stand below it, apart from their questions.
pub fn names_key(text: &str) -> bool {
    is_among(&fold(text), &KEYS) || label_of(text) == Some(Label::Answer) || speaks_of_answers(text)
}

/// Whether a heading speaks of answers or of how to judge them, so that what stands below it, and
/// the titles there, may be answers.
pub fn speaks_of_answers(text: &str) -> bool {
    let judges = |label| {
        matches!(
            label,
            Label::Rubric
                | Label::Minimum
                | Label::Strong
                | Label::RedFlags
                | Label::Notes
                | Label::Evaluation
        )
    };
    if label_of(text).is_some_and(judges) {
        return true;
    }
    let folded = fold(text);
    let among = |words: &[&str]| folded.split(' ').any(|word| words.contains(&word));
    // `Questions and answers` names both.
    among(english::ANSWER_WORDS) && !among(english::ASKED_WORDS)
}

/// Whether a label is one that other texts than questions have as well (`Solution`).
pub fn is_ambiguous(text: &str) -> bool {
    is_among(&fold(text), &AMBIGUOUS)
}

/// Whether a word before a number makes a heading a question (`Question 3`, `Q3`).
pub fn is_question_word(word: &str) -> bool {
    is_among(word, &QUESTION_WORDS)
}

/// Whether an answer only says that it will be written.
pub fn is_placeholder(text: &str) -> bool {
    let folded = text
        .trim_matches(|character: char| !character.is_alphanumeric())
        .to_lowercase();
    folded.is_empty() || is_among(&folded, &PLACEHOLDERS)
}

/// Whether a link's words say that it leads back to the top.
pub fn is_back_to_top(text: &str) -> bool {
    let folded = text
        .trim_matches(|character: char| !character.is_alphanumeric())
        .to_lowercase();
    is_among(&folded, &BACK_TO_TOP)
}

/// Whether a word means minutes.
pub fn is_minutes_word(word: &str) -> bool {
    is_among(word, &MINUTES)
}

/// Whether a word means hours.
pub fn is_hours_word(word: &str) -> bool {
    is_among(word, &HOURS)
}

/// Whether a word says that a time is the whole time.
pub fn is_total_word(word: &str) -> bool {
    is_among(word, &TOTAL)
}

/// Whether a title that starts with this word asks something or sets a task.
pub fn is_asking_word(word: &str) -> bool {
    is_among(word, &ASKING)
}

/// Whether two words start an instruction (`How to …`) and no question.
pub fn is_how_to(first: &str, second: &str) -> bool {
    HOW_TO
        .iter()
        .copied()
        .flatten()
        .any(|(how, to)| first.eq_ignore_ascii_case(how) && second.eq_ignore_ascii_case(to))
}

/// Whether a heading says that a list of contents stands below it, whatever else it says.
pub fn speaks_of_contents(text: &str) -> bool {
    let folded = fold(text);
    BY_WORDS
        .iter()
        .filter(|(_, label)| **label == Label::Contents)
        .any(|(words, _)| folded == *words || (words.contains(' ') && folded.contains(*words)))
}

/// Whether a heading says that questions stand below it: `Interview questions`, `Coding
/// Questions:`.
pub fn speaks_of_questions(text: &str) -> bool {
    let folded = fold(text);
    let among = |words: &[&str]| folded.split(' ').any(|word| words.contains(&word));
    among(english::ASKED_WORDS) && !among(english::ANSWER_WORDS)
}

fn is_among(word: &str, tables: &[&[&str]]) -> bool {
    let lower = word.to_lowercase();
    tables.iter().any(|table| table.contains(&lower.as_str()))
}

/// Folds a label: see the module's head.
fn fold(text: &str) -> String {
    let mut outside = String::with_capacity(text.len());
    let mut depth = 0_u32;
    for character in text.chars() {
        match character {
            // Most letters, and the cheapest way for them.
            _ if depth == 0 && character.is_ascii_alphanumeric() => {
                outside.push(character.to_ascii_lowercase());
            }
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '’' => outside.push('\''),
            '-' | '_' | '‑' | '–' | '/' => outside.push(' '),
            _ if character.is_alphanumeric() || character == '\'' || character == '+' => {
                outside.extend(character.to_lowercase());
            }
            _ => outside.push(' '),
        }
    }
    let mut words: Vec<_> = outside.split_whitespace().collect();
    let is_number = |word: &&str| word.chars().all(|digit| digit.is_ascii_digit());
    if words.len() > 1 && words.first().is_some_and(is_number) {
        words.remove(0);
    }
    if words.len() > 1 && words.last().is_some_and(is_number) {
        words.pop();
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Label, is_placeholder, label_of, summary_label};

    #[test]
    fn labels_fold_case_numbers_punctuation_and_brackets() {
        assert_eq!(label_of("Expected Answer:"), Some(Label::Answer));
        assert_eq!(label_of("Follow-up Question 2"), Some(Label::FollowUp));
        assert_eq!(
            label_of("✅ Strong Pass (Definitely Hire):"),
            Some(Label::StrongPass)
        );
        assert_eq!(label_of("RED FLAGS 🚩"), Some(Label::RedFlags));
        assert_eq!(label_of("Solutions:"), None);
        assert_eq!(label_of("Answering machines"), None);
    }

    #[test]
    fn a_fold_that_shows_the_answer_is_an_answer() {
        assert_eq!(summary_label("View answer"), Some(Label::Answer));
        assert_eq!(
            summary_label("Click to see the solution"),
            Some(Label::Answer)
        );
        assert_eq!(summary_label("What is IAM?"), None);
    }

    #[test]
    fn placeholders_are_words_that_promise() {
        assert!(
            is_placeholder("TODO") && is_placeholder("To be completed...") && is_placeholder("…")
        );
        assert!(!is_placeholder("Use a queue."));
    }
}

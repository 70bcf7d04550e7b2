//! The words that mark a part: all of them, one table per language.
//!
//! No other file of the reader knows a word. A label is compared after folding: lower case,
//! without emoji, surrounding punctuation, text in brackets and a number before or behind it.

mod arabic;
mod chinese;
mod english;
mod fold;
mod french;
mod german;
mod hebrew;
mod hindi;
mod indonesian;
mod italian;
mod japanese;
mod korean;
mod persian;
mod polish;
mod portuguese;
mod russian;
mod sets;
mod spanish;
mod turkish;
mod ukrainian;
mod vietnamese;
mod words;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use sets::{
    AMBIGUOUS, ANSWERS, ASKED, ASKING, ASKING_ENDS, BACK_TO_TOP, HOURS, KEYS, MINUTES,
    PLACEHOLDERS, PROMPT, QUESTION, RANGE, SHOW, TOTAL,
};
use words::Words;

pub use fold::{digit, joins_numbers};

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

/// The languages. A document may mix English with another one, so all of them are tried; where two
/// have one word, the first decides.
const LANGUAGES: [&Words; 19] = [
    &ENGLISH,
    &chinese::WORDS,
    &japanese::WORDS,
    &korean::WORDS,
    &russian::WORDS,
    &ukrainian::WORDS,
    &spanish::WORDS,
    &portuguese::WORDS,
    &french::WORDS,
    &german::WORDS,
    &italian::WORDS,
    &polish::WORDS,
    &turkish::WORDS,
    &arabic::WORDS,
    &hebrew::WORDS,
    &persian::WORDS,
    &hindi::WORDS,
    &vietnamese::WORDS,
    &indonesian::WORDS,
];

const ENGLISH: Words = Words {
    labels: english::LABELS,
    question: english::QUESTION_WORDS,
    show: english::SHOW_WORDS,
    placeholders: english::PLACEHOLDERS,
    back_to_top: english::BACK_TO_TOP,
    minutes: english::MINUTES,
    hours: english::HOURS,
    range: &["to"],
    total: english::TOTAL,
    asking: english::ASKING,
    prompt: english::PROMPT_LABELS,
    ambiguous: english::AMBIGUOUS,
    keys: english::KEYS,
    answers: english::ANSWER_WORDS,
    asked: english::ASKED_WORDS,
    ..Words::NONE
};

/// The label that `text` is, if it is one.
pub fn label_of(text: &str) -> Option<Label> {
    if text.len() > LONGEST || !starts_like_label(text) {
        return None;
    }
    of_folded(text, &fold::label(text))
}

/// Whether a label may be left of a text: most start with a word that no label starts with, or
/// have more letters than any of those that do. Says so of all that is not plainly none.
fn starts_like_label(text: &str) -> bool {
    let bytes = text.as_bytes();
    let ends = |byte: &u8| !(byte.is_ascii_alphanumeric() || matches!(byte, b'\'' | b'+'));
    let end = bytes.iter().position(ends).unwrap_or(bytes.len());
    let apart = |behind: &u8| behind.is_ascii() && !matches!(behind, b'(' | b')');
    let plain =
        bytes.first().is_some_and(u8::is_ascii_alphabetic) && bytes.get(end).is_none_or(apart);
    let mut first = [0; 32];
    let Some(first) = first.get_mut(..end).filter(|_| plain) else {
        return true;
    };
    first.copy_from_slice(&bytes[..end]);
    first.make_ascii_lowercase();
    let longest = std::str::from_utf8(first).map(|first| FIRST_WORDS.get(first));
    longest.is_ok_and(|longest| {
        // What stands in brackets is left out, and other scripts have their own.
        let outside = (bytes.iter()).take_while(|byte| byte.is_ascii() && **byte != b'(');
        let letters = outside.filter(|byte| byte.is_ascii_alphabetic()).count();
        longest.is_some_and(|longest| letters <= *longest)
    })
}

/// The first words of all labels, with the bytes of the longest of each.
static FIRST_WORDS: LazyLock<FxHashMap<&'static str, usize>> = LazyLock::new(|| {
    let mut first_words = FxHashMap::default();
    for words in BY_WORDS.keys() {
        let first = words.split(' ').next().unwrap_or_default();
        let longest = first_words.entry(first).or_insert(0);
        *longest = words.len().max(*longest);
    }
    first_words
});

/// The label of a text that was folded already.
fn of_folded(text: &str, folded: &str) -> Option<Label> {
    if text.len() > LONGEST || folded.is_empty() {
        return None;
    }
    BY_WORDS.get(folded).copied()
}

/// Labels have at most this many bytes.
const LONGEST: usize = 80;

/// Every label by its folded words; the first table that has them decides.
static BY_WORDS: LazyLock<FxHashMap<String, Label>> = LazyLock::new(|| {
    let mut by_words = FxHashMap::default();
    for (label, words) in LANGUAGES.into_iter().flat_map(|words| words.labels) {
        for words in *words {
            by_words.entry(fold::label(words)).or_insert(*label);
        }
    }
    by_words
});

/// The label of a fold's summary; `Show answer`, `Click to see the solution`, `查看答案` and
/// `答えを見る` count too.
pub fn summary_label(text: &str) -> Option<Label> {
    // So short that a sentence about an answer is none.
    if text.len() > LONGEST {
        return None;
    }
    let folded = fold::label(text);
    if let Some(label) = of_folded(text, &folded) {
        return Some(label);
    }
    let words: Vec<&str> = folded.split(' ').collect();
    if words.len() > 6 {
        return None;
    }
    let known = |words: &[&str]| BY_WORDS.get(&words.join(" ")).copied();
    let is_show = |word: Option<&&str>| word.is_some_and(|word| SHOW.words.contains(*word));
    if is_show(words.first()) {
        let behind = (1..words.len()).find_map(|from| known(&words[from..]));
        if behind.is_some() {
            return behind;
        }
    }
    if is_show(words.last()) {
        let before = (1..words.len()).rev().find_map(|to| known(&words[..to]));
        if before.is_some() {
            return before;
        }
    }
    unspaced_label(&folded.replace(' ', ""))
}

/// The label that is left of `点击查看答案` and `答えを見る` without the verbs around it.
fn unspaced_label(folded: &str) -> Option<Label> {
    let mut rest = folded;
    loop {
        let shorter = match SHOW.start(rest) {
            Some(start) => &rest[start.len()..],
            None => {
                let ends = |word: &&String| rest.ends_with(word.as_str());
                let end = SHOW.unspaced.iter().find(ends)?;
                &rest[..rest.len() - end.len()]
            }
        };
        if let Some(label) = BY_WORDS.get(shorter) {
            return Some(*label);
        }
        rest = shorter;
    }
}

/// Whether words before a colon belong to what is asked (`Input`, `Constraints`), not to an answer.
pub fn is_prompt_label(text: &str) -> bool {
    let folded = fold::label(text);
    of_folded(text, &folded) == Some(Label::Question) || PROMPT.words.contains(folded.as_str())
}

/// Whether a heading says that the answers stand below it, apart from their questions.
pub fn names_key(text: &str) -> bool {
    let folded = fold::label(text);
    // How to judge answers is no key to them.
    match of_folded(text, &folded) {
        Some(label) => label == Label::Answer,
        None => KEYS.words.contains(&folded) || is_of_answers(text, &folded),
    }
}

/// Whether a heading speaks of answers or of how to judge them, so that what stands below it, and
/// the titles there, may be answers.
pub fn speaks_of_answers(text: &str) -> bool {
    is_of_answers(text, &fold::label(text))
}

fn is_of_answers(text: &str, folded: &str) -> bool {
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
    if of_folded(text, folded).is_some_and(judges) {
        return true;
    }
    // `Questions and answers` names both.
    ANSWERS.within(folded) && !ASKED.within(folded)
}

/// Whether a label is one that other texts than questions have as well (`Solution`).
pub fn is_ambiguous(text: &str) -> bool {
    AMBIGUOUS.words.contains(&fold::label(text))
}

/// Whether a word before a number makes a heading a question (`Question 3`, `Q3`).
pub fn is_question_word(word: &str) -> bool {
    QUESTION.has(word)
}

/// The number of `第3题`, `第 3 题` and `第三問`, and the offset behind the last of its words.
pub fn ordinal(text: &str) -> Option<(u32, usize)> {
    let rest = text.strip_prefix('第')?.trim_start();
    let end = rest.find(|character: char| {
        digit(character).is_none() && !"零〇一二三四五六七八九十百".contains(character)
    })?;
    let number = chinese_number(&rest[..end])?;
    let counter = ["道题", "道題", "个问题", "個問題", "题", "題", "問", "问"];
    let rest = rest[end..].trim_start();
    let behind = counter.iter().find_map(|word| rest.strip_prefix(*word))?;
    Some((number, text.len() - behind.len()))
}

/// `12`, `１２`, `十二`, `一百零五`.
fn chinese_number(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 5 {
        return None;
    }
    let mut number = 0;
    let mut last = None;
    for character in text.chars() {
        let tens = match character {
            '十' => 10,
            '百' => 100,
            _ => {
                let value = digit(character).or_else(|| {
                    let place = "零一二三四五六七八九"
                        .chars()
                        .position(|known| known == character);
                    place.and_then(|place| u32::try_from(place).ok())
                });
                last = Some(last.unwrap_or(0) * 10 + value.unwrap_or(0));
                continue;
            }
        };
        number += last.take().unwrap_or(1) * tens;
    }
    Some(number + last.unwrap_or(0))
}

/// Whether an answer only says that it will be written.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim_matches(|character: char| !character.is_alphanumeric());
    text.is_empty() || (text.len() <= LONGEST && PLACEHOLDERS.has(text))
}

/// Whether a link's words say that it leads back to the top.
pub fn is_back_to_top(text: &str) -> bool {
    BACK_TO_TOP.has(text)
}

/// The minutes that a unit of time has, and the length of its name, when `word` is one or, as
/// nothing stands between words, starts with one.
pub fn unit(word: &str) -> Option<(u32, usize)> {
    let folded = fold::words(word);
    let known = [(&*MINUTES, 1), (&*HOURS, 60)];
    let whole = known
        .iter()
        .find(|(set, _)| set.words.contains(folded.as_str()));
    if let Some((_, minutes)) = whole {
        return Some((*minutes, word.len()));
    }
    known.iter().find_map(|(set, minutes)| {
        let start = set.start(&folded)?;
        let rest = folded[start.len()..].chars().next()?;
        // `分布式` starts like a minute, and `分で` with one.
        let whole = start.chars().count() > 1 || matches!(rest, '\u{3041}'..='\u{309f}');
        let mut ends = word.char_indices().map(|(at, _)| at);
        let end = ends.find(|end| fold::words(&word[..*end]) == start)?;
        whole.then_some((*minutes, end))
    })
}

/// Whether a word stands between the two numbers of a range: `10 to 15`.
pub fn is_range_word(word: &str) -> bool {
    !word.is_empty() && RANGE.has(word)
}

/// Whether a word says that a time is the whole time.
pub fn is_total_word(word: &str) -> bool {
    let folded = fold::words(word);
    TOTAL.words.contains(folded.as_str()) || TOTAL.start(&folded).is_some()
}

/// Whether a title that starts with this word asks something or sets a task.
pub fn is_asking_word(word: &str) -> bool {
    if word.is_ascii() {
        return ASKING.has(word);
    }
    let folded = fold::words(word);
    let ends = |ends: &String| folded.len() > ends.len() && folded.ends_with(ends.as_str());
    ASKING.words.contains(folded.as_str())
        || ASKING.start(&folded).is_some()
        || ASKING_ENDS.unspaced.iter().any(ends)
}

/// Whether two words start an instruction (`How to …`) and no question.
pub fn is_how_to(first: &str, second: &str) -> bool {
    english::HOW_TO
        .iter()
        .any(|(how, to)| first.eq_ignore_ascii_case(how) && second.eq_ignore_ascii_case(to))
}

/// Whether a heading says that a list of contents stands below it, whatever else it says.
pub fn speaks_of_contents(text: &str) -> bool {
    let folded = fold::label(text);
    // Several words hold a space, and those of other scripts do not stand in English.
    let ascii = folded.is_ascii();
    let within = |words: &&String| (!ascii || words.is_ascii()) && folded.contains(words.as_str());
    BY_WORDS.get(&folded) == Some(&Label::Contents)
        || (folded.contains(' ') && CONTENTS.iter().any(within))
}

/// What lists of contents are called in several words.
static CONTENTS: LazyLock<Vec<&String>> = LazyLock::new(|| {
    let contents = BY_WORDS
        .iter()
        .filter(|(words, label)| **label == Label::Contents && words.contains(' '));
    contents.map(|(words, _)| words).collect()
});

/// Whether a heading says that questions stand below it: `Interview questions`, `Coding
/// Questions:`.
pub fn speaks_of_questions(text: &str) -> bool {
    let folded = fold::label(text);
    ASKED.within(&folded) && !ANSWERS.within(&folded)
}

#[cfg(test)]
mod tests;

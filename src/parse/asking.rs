//! What asks, in any script.

use super::labels::{is_asking_word, is_how_to};

/// The question marks of all scripts.
pub(super) const QUESTION_MARKS: [char; 5] = ['?', '？', '؟', '⸮', '\u{37e}'];

/// Whether a text asks: it holds a question mark that ends words, and is no piece of code such as
/// `(?:x)`, `a?b` or `?.`.
pub(super) fn asks(text: &str) -> bool {
    let asks = |at: usize| {
        let behind = text[at + 1..].chars().next();
        !text[..at].ends_with(['(', '[', '{', '\\', '<', '|', '&', '='])
            && behind
                .is_none_or(|next| !next.is_ascii_alphanumeric() && !"=&.:[<|\\/-".contains(next))
    };
    text.match_indices('?').any(|(at, _)| asks(at)) || holds_foreign_mark(text)
}

/// Whether a question mark of another script than Latin stands in a text.
fn holds_foreign_mark(text: &str) -> bool {
    !text.is_ascii() && text.contains(&QUESTION_MARKS[1..])
}

/// Whether a question mark may stand in a text; most have none, and need no closer look.
fn holds_mark(text: &str) -> bool {
    text.contains('?') || holds_foreign_mark(text)
}

/// Whether a title starts like a question or a task: `Explain …`, `What …`. Instructions (`How to
/// install`) do not.
pub(super) fn starts_asking(title: &str) -> bool {
    let mut words = title
        .split(|character: char| !character.is_alphabetic())
        .filter(|word| !word.is_empty());
    let Some(first) = words.next() else {
        return false;
    };
    if is_asking_word(first) {
        return !words.next().is_some_and(|second| is_how_to(first, second));
    }
    if title.is_ascii() {
        return false;
    }
    // Korean puts the verb at the end: `… 설명하시오`.
    let hangul = |word: &&str| word.chars().any(|letter| ('가'..='힣').contains(&letter));
    words.next_back().filter(hangul).is_some_and(is_asking_word)
}

/// Whether a title asks something or sets a task.
pub(super) fn asks_or_starts(title: &str) -> bool {
    asks(title) || starts_asking(title)
}

/// Whether a title ends with a question mark; emoji, stars and a remark in brackets may follow.
pub(super) fn ends_asking(title: &str) -> bool {
    let last = match title.is_ascii() {
        true => title.rfind('?'),
        false => title.rfind(QUESTION_MARKS),
    };
    let Some(at) = last else {
        return false;
    };
    let behind = title[at..].trim_start_matches(QUESTION_MARKS).trim();
    behind.chars().all(|character| !character.is_alphanumeric())
        || (behind.starts_with(['(', '[', '（']) && behind.ends_with([')', ']', '）']))
}

/// Whether a title is a question or a task, and no statement that also asks something.
pub(super) fn is_question(title: &str) -> bool {
    (holds_mark(title) && (ends_asking(title) || first_sentence_asks(title)))
        || starts_asking(title)
}

/// Whether the first sentence ends with a question mark.
fn first_sentence_asks(text: &str) -> bool {
    let mut characters = text.char_indices().peekable();
    while let Some((_, character)) = characters.next() {
        if QUESTION_MARKS.contains(&character) {
            return true;
        }
        let ends = match character {
            '。' | '！' => true,
            '.' | '!' => characters
                .peek()
                .is_none_or(|(_, next)| next.is_whitespace()),
            _ => false,
        };
        if ends {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{asks, ends_asking, is_question, starts_asking};

    #[test]
    fn question_marks_of_code_do_not_ask() {
        for text in [
            "Why?",
            "Why ?",
            "Why?)",
            "“Why?”",
            "why？因为",
            "What?!",
            "Why?**",
        ] {
            assert!(asks(text), "{text}");
        }
        for text in ["(?:x)", "a?b", "x?.y", "?a=1", r"\?", "a ?: b", "p?q=1"] {
            assert!(!asks(text), "{text}");
        }
    }

    #[test]
    fn a_statement_that_also_asks_is_no_question() {
        assert!(is_question("What is it? Give two examples."));
        assert!(is_question("Describe v1.2 of it."));
        assert!(!is_question("It is slow. Why? Because."));
        assert!(!is_question("Use a queue."));
    }

    #[test]
    fn a_title_ends_with_its_question_mark_or_a_remark() {
        for title in ["Why?", "Why? 👶", "为什么？", "Why? (hard)", "Why?? **"] {
            assert!(ends_asking(title), "{title}");
        }
        for title in ["Why? Because.", "Why", "a?b: c"] {
            assert!(!ends_asking(title), "{title}");
        }
    }

    #[test]
    fn tasks_start_with_a_verb_and_instructions_with_how_to() {
        assert!(starts_asking("2. Explain closures") && starts_asking("What is it"));
        assert!(!starts_asking("How to install") && !starts_asking("Explainers"));
    }
}

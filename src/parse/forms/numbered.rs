//! Form 1: numbered or labelled headings and bold lines.
//!
//! ```text
//! ## 1. What is Go?        ### Question 154: …        **Q12: What is a slice?**
//! ```
//!
//! A word such as `Question` is enough; bare numbers have to rise three times, and some of the
//! titles have to ask something, because steps of a manual are numbered as well.

use crate::parse::asking::is_question;
use crate::parse::markers::Sense;
use crate::parse::outline::{Head, Outline};

/// The marked heads on `level`, as indices. Where words mark questions, numbers alone do not;
/// and bare numbers count only when they are a list of questions. `certain` says that the file
/// is known to be one.
pub(in crate::parse) fn marked(outline: &Outline, level: u8, certain: bool) -> Vec<usize> {
    let of_sense = |sense: Sense| -> Vec<usize> {
        outline
            .heads
            .iter()
            .enumerate()
            .filter(|(_, head)| head.level == level && head.label.is_none())
            .filter(|(_, head)| has_sense(head, sense))
            .map(|(index, _)| index)
            .collect()
    };
    let words = of_sense(Sense::Question);
    if !words.is_empty() {
        return words;
    }
    let numbers = of_sense(Sense::Number);
    let head = |index: &usize| &outline.heads[*index];
    let rising = numbers
        .windows(2)
        .filter(|pair| number(head(&pair[0])) < number(head(&pair[1])))
        .count();
    let asking = numbers
        .iter()
        .filter(|index| is_question(&head(index).text))
        .count();
    // Steps of a manual count once; questions start again in each section.
    let restarts = numbers
        .windows(2)
        .filter(|pair| {
            number(head(&pair[1])) <= number(head(&pair[0]))
                && head(&pair[0]).parent != head(&pair[1]).parent
        })
        .count();
    let asking_below = numbers
        .iter()
        .filter(|index| head(index).asks_below)
        .count();
    let questions = asking * 2 >= numbers.len()
        || (restarts > 0
            && (asking * 4 >= numbers.len() || asking_below * 10 >= numbers.len() * 6));
    if certain || (numbers.len() >= 3 && rising >= 2 && questions) {
        numbers
    } else {
        Vec::new()
    }
}

fn has_sense(head: &Head, sense: Sense) -> bool {
    head.marker
        .as_ref()
        .is_some_and(|marker| marker.sense == sense)
}

fn number(head: &Head) -> Option<u32> {
    head.marker.as_ref().and_then(|marker| marker.number)
}

#[cfg(test)]
mod tests {
    use crate::parse::testing::questions;

    #[test]
    fn words_and_rising_numbers_mark_headings() {
        for (one, two, three) in [
            ("## 1. What?", "## 2. Why?", "## 4. The rest"),
            ("## Q1: What?", "## Q2: Why?", "## Q-4 - The rest"),
            (
                "## Question 1 - What?",
                "## Question 2 - Why?",
                "## Question 4: The rest",
            ),
            ("### №1 What?", "### №2 Why?", "### №3 The rest"),
            ("## I. What?", "## II. Why?", "## IV. The rest"),
            ("##1️⃣ What?", "##2️⃣ Why?", "##3️⃣ The rest"),
            (
                "### 第 1 题：What?",
                "### 第 2 题：Why?",
                "### 第 3 题：The rest",
            ),
        ] {
            let text = format!("{one}\n\nA.\n\n{two}\n\nB.\n\n{three}\n\nC.\n");
            assert_eq!(
                questions(&text),
                ["What? · = A.", "Why? · = B.", "The rest · = C."],
                "{one}"
            );
        }
    }

    #[test]
    fn deeper_numbers_belong_to_answers_and_steps_to_manuals() {
        let text = "## 1. What?\n\n### 1. One\n\nA.\n\n### 2. Two\n\nB.\n\n## 2. Why?\n\nC.\n\n\
                    ## 3. How?\n\nD.\n";
        assert_eq!(
            questions(text),
            [
                "What? · = 1. One A. 2. Two B.",
                "Why? · = C.",
                "How? · = D."
            ]
        );
        let manual = "## 1. Install\n\nA.\n\n## 2. Configure\n\nB.\n\n## 3. Run\n\nC.\n";
        assert!(questions(manual).is_empty());
    }

    #[test]
    fn words_below_a_bare_number_are_the_title() {
        let text = "## Question 1\n\nWhat is a delta?\n\n## Question 2\n\nWhy bend?\n\n**Answer:** Erosion.\n";
        assert_eq!(
            questions(text),
            ["What is a delta?", "Why bend? · = Erosion."]
        );
    }

    #[test]
    fn a_key_at_the_end_answers_by_number() {
        let text = "## 1. Which is a dam?\n\n- A) a weir\n- B) a lock\n\n## 2. Which is a lift?\n\n\
                    - A) a weir\n- B) a lock\n\n## Answer key\n\n1. A\n2. B\n";
        assert_eq!(
            questions(text),
            [
                "Which is a dam? · *! a weir · * a lock · = A",
                "Which is a lift? · * a weir · *! a lock · = B",
            ]
        );
    }
}

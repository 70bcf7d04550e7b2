//! Forms of one word (`index`, `indexes`, `indexing`) as groups, found by Snowball stems.
//!
//! Stemming happens here only: the browser gets the groups, so the two cannot disagree.

use std::collections::HashMap;

use frostem::{Algorithm, Stemmer};

/// For each token the other forms of its word, as numbers of tokens; empty for most.
pub fn groups(tokens: &[&str], language: &str) -> Vec<Vec<u32>> {
    let mut groups = vec![Vec::new(); tokens.len()];
    let Some(stemmer) = stemmer(language) else {
        return groups;
    };
    let mut forms: HashMap<String, Vec<u32>> = HashMap::new();
    for (number, token) in (0_u32..).zip(tokens) {
        if is_plain_word(token) {
            let stem = stemmer.stem(token).into_owned();
            forms.entry(stem).or_default().push(number);
        }
    }
    for numbers in forms.into_values().filter(|numbers| numbers.len() > 1) {
        for number in &numbers {
            groups[*number as usize] = numbers
                .iter()
                .copied()
                .filter(|other| other != number)
                .collect();
        }
    }
    groups
}

/// Stems are for words of letters; `c++` and `http2` have one form.
fn is_plain_word(token: &str) -> bool {
    token.chars().count() > 2 && token.chars().all(char::is_alphabetic)
}

/// The stemmer of a language, when there is one.
pub(crate) fn stemmer(language: &str) -> Option<Stemmer> {
    let primary = language.split(['-', '_']).next().unwrap_or(language);
    match primary.to_ascii_lowercase().as_str() {
        "en" => Some(Stemmer::new(Algorithm::English)),
        _ => None,
    }
}

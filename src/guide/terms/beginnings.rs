//! How names begin: nearly all words of a text are told from all names by their letters, before
//! anything is folded or stemmed.

use super::names::LONGEST_ENDING;

/// Letters and digits.
const SIGNS: usize = 36;

/// The first words of names by their first two letters.
#[derive(Clone, Debug, Default)]
pub(super) struct Beginnings {
    /// For each pair of letters or digits its list, counted from 1; 0 where no name begins so.
    lists: Vec<u16>,
    firsts: Vec<Vec<First>>,
}

impl Beginnings {
    /// Adds the first word of a name, folded.
    pub(super) fn add(&mut self, word: &str, first: First) {
        let Some(pair) = pair(word) else {
            return;
        };
        self.lists.resize(SIGNS * SIGNS, 0);
        if self.lists[pair] == 0 {
            self.firsts.push(Vec::new());
            self.lists[pair] = self.firsts.len() as u16;
        }
        let known = &mut self.firsts[usize::from(self.lists[pair]) - 1];
        if !known.contains(&first) {
            known.push(first);
        }
    }

    /// Whether a name may begin with a word.
    pub(super) fn may_begin(&self, word: &str) -> bool {
        let Some(pair) = pair(word) else {
            return true;
        };
        let list = self.lists.get(pair).copied().map_or(0, usize::from);
        let Some(firsts) = list.checked_sub(1).and_then(|list| self.firsts.get(list)) else {
            return false;
        };
        // Other signs may be gone when the word is folded.
        let is_plain = || word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        firsts.iter().any(|first| first.may_be(word)) || !is_plain()
    }
}

/// Number of the first two characters of a word that begins with two ASCII letters or digits, which
/// folding does not change but for their case.
fn pair(word: &str) -> Option<usize> {
    let sign = |byte: u8| match byte {
        b'a'..=b'z' => Some(byte - b'a'),
        b'A'..=b'Z' => Some(byte - b'A'),
        b'0'..=b'9' => Some(byte - b'0' + 26),
        _ => None,
    };
    let &[first, second] = word.as_bytes().first_chunk()?;
    Some(usize::from(sign(first)?) * SIGNS + usize::from(sign(second)?))
}

/// What a word must look like to be the first one of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum First {
    /// Like this folded word, but for its ending.
    Form(String),
    /// Like this acronym in these letters, or with an `s` behind it.
    Acronym(String),
    /// Letters do not tell.
    Any,
}

impl First {
    /// A folded word in any form.
    pub(super) fn form(word: &str) -> Self {
        if word.is_ascii() {
            Self::Form(word.to_owned())
        } else {
            Self::Any
        }
    }

    /// An acronym as written.
    pub(super) fn acronym(written: &str) -> Self {
        if written.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            Self::Acronym(written.to_owned())
        } else {
            Self::Any
        }
    }

    /// Whether a word of ASCII letters and digits may be it, as the matcher would find out.
    fn may_be(&self, word: &str) -> bool {
        match self {
            Self::Form(name) => {
                if name.len().abs_diff(word.len()) > LONGEST_ENDING {
                    return false;
                }
                let shorter = name.len().min(word.len());
                let alike = name.len().max(word.len()).saturating_sub(LONGEST_ENDING);
                let (name, word) = (name.as_bytes(), word.as_bytes());
                alike <= shorter && name[..alike].eq_ignore_ascii_case(&word[..alike])
            }
            Self::Acronym(acronym) => word
                .strip_prefix(acronym.as_str())
                .is_some_and(|ending| matches!(ending, "" | "s")),
            Self::Any => true,
        }
    }
}

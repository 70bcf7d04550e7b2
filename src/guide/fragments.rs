//! Fragments made by other rules than GitHub's: those of GitLab, Pandoc, kramdown, VitePress,
//! Python-Markdown and editors, with and without emoji.
//!
//! They differ in hyphens, case, accents and a number in front; some put a word before all. What
//! is left when all that is taken away is a key.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::GuideDocument;

/// What forges put before all fragments of an author's text.
const PREFIXES: [&str; 3] = ["user-content-", "markdown-header-", "heading-"];

/// The fragments of a document by their keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Loose {
    letters: FxHashMap<String, Arc<str>>,
    /// By the key without accents and numbers in front; none where there are several.
    bare: FxHashMap<String, Option<Arc<str>>>,
}

impl Loose {
    /// The keys of `fragments`, which stand in the order of the text: the first of a key has it.
    pub(super) fn new<'a>(fragments: impl Iterator<Item = &'a Arc<str>>) -> Self {
        let mut loose = Self::default();
        for fragment in fragments {
            loose
                .letters
                .entry(letters(fragment))
                .or_insert_with(|| Arc::clone(fragment));
            let bare = loose.bare.entry(bare(fragment));
            bare.and_modify(|known| {
                let same = known
                    .as_ref()
                    .is_some_and(|known| letters(known) == letters(fragment));
                if !same {
                    *known = None;
                }
            })
            .or_insert_with(|| Some(Arc::clone(fragment)));
        }
        loose.letters.remove("");
        loose.bare.remove("");
        loose
    }

    /// The fragment of the document that `wanted` means.
    pub(super) fn find(&self, wanted: &str) -> Option<&str> {
        let lower = wanted.to_lowercase();
        let unprefixed = PREFIXES
            .iter()
            .find_map(|prefix| lower.strip_prefix(prefix));
        [Some(lower.as_str()), unprefixed]
            .into_iter()
            .flatten()
            .find_map(|wanted| {
                let same = self.letters.get(&letters(wanted));
                let alike = || self.bare.get(&bare(wanted)).and_then(Option::as_ref);
                same.or_else(alike)
            })
            .map(|known| &**known)
    }
}

impl GuideDocument {
    /// Its fragments as other rules make them.
    pub(super) fn loose(&self) -> &Loose {
        self.loose.get_or_init(|| {
            let anchors = &self.document.facts.anchors;
            Loose::new(anchors.iter().map(|anchor| &anchor.slug))
        })
    }
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The key without accents and without a number in front.
fn bare(text: &str) -> String {
    let text = text.trim_start_matches(|first: char| !first.is_alphanumeric());
    let rest = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let numbered = rest.len() < text.len() && rest.starts_with(['-', '_', '.', ' ']);
    let named = rest.contains(char::is_alphabetic);
    let words = if numbered && named { rest } else { text };
    letters(words)
        .nfkd()
        .filter(|character| !is_combining_mark(*character))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Loose;

    #[test]
    fn fragments_of_other_rules_are_found() {
        let known: Vec<Arc<str>> = [
            "what-is-react",
            "what-is-react-1",
            "-what-is--go",
            "1-über-uns",
            "12-what-is-a-closure",
            "什么是字节码",
            "3d-models",
            "2-setup",
            "7-setup",
        ]
        .map(Arc::from)
        .to_vec();
        let loose = Loose::new(known.iter());
        for (wanted, found) in [
            // GitLab, with and without emoji, upper case.
            ("what-is-go", "-what-is--go"),
            ("⭐️-what-is-go", "-what-is--go"),
            ("What-Is-React", "what-is-react"),
            ("user-content-what-is-react", "what-is-react"),
            // VitePress, Pandoc, Azure.
            ("_1-uber-uns", "1-über-uns"),
            ("what-is-a-closure", "12-what-is-a-closure"),
            ("12.-what-is-a-closure?", "12-what-is-a-closure"),
            ("什么是字节码？", "什么是字节码"),
            ("1-what-is-react-1", "what-is-react-1"),
        ] {
            assert_eq!(loose.find(wanted), Some(found), "{wanted}");
        }
        // Another thing, or any of two.
        for wanted in ["models", "setup", "what-is", "", "-", "5"] {
            assert_eq!(loose.find(wanted), None, "{wanted}");
        }
    }
}

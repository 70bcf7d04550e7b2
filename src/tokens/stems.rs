//! Forms of one word (`index`, `indexes`, `indexing`), told by their Snowball stem.
//!
//! Stemming happens here only: the browser gets stems with their forms, so the two cannot
//! disagree.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

/// The stems of one language.
pub struct Stems(Stemmer);

impl Stems {
    /// The stems of a language, by its tag (`en`, `de-AT`); `None` for a language without them.
    pub fn of(language: &str) -> Option<Self> {
        let primary = language.split(['-', '_']).next().unwrap_or(language);
        let algorithm = match primary.to_ascii_lowercase().as_str() {
            "ar" => Algorithm::Arabic,
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "en" => Algorithm::English,
            "es" => Algorithm::Spanish,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nb" | "nn" | "no" => Algorithm::Norwegian,
            "nl" => Algorithm::Dutch,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "tr" => Algorithm::Turkish,
            _ => return None,
        };
        Some(Self(Stemmer::new(algorithm)))
    }

    /// The stem of a token; `None` for tokens that have one form, such as `c++` and `http2`.
    pub fn stem<'a>(&self, token: &'a str) -> Option<Cow<'a, str>> {
        let is_word = token.chars().nth(2).is_some() && token.chars().all(char::is_alphabetic);
        is_word.then(|| self.0.stem(token))
    }
}

#[cfg(test)]
mod tests {
    use super::Stems;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        let english = Stems::of("en-GB").expect("English");
        let stems = ["index", "indexes", "indexing"].map(|word| english.stem(word));
        assert_eq!(
            stems,
            [const { Some("index") }; 3].map(|stem| stem.map(Into::into))
        );
        assert_eq!(english.stem("http2"), None);
        let german = Stems::of("de").expect("German");
        assert_eq!(german.stem("anfragen"), german.stem("anfrage"));
        assert!(Stems::of("ja").is_none());
    }
}

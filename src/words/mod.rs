//! The words of the interface, in the language of the site.
//!
//! 1. [`strings`] merges the files `strings/LANGUAGE.yml` of the theme, key by key.
//! 2. [`Words::load`] takes out those that Rust writes into pages itself; templates see them all
//!    as `t`.

pub mod plural;
pub mod strings;

pub use strings::{Entry, Strings};

use crate::diagnostic::Checked;
use crate::source::ThemeFiles;

/// All words of the interface.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Words {
    /// Every word by its key, for templates.
    pub strings: Strings,
    /// The words that prose gets.
    pub prose: ProseWords,
    /// What a guide is called when nobody gave it a name.
    pub guide: String,
    /// The title of the page for addresses that lead nowhere.
    pub not_found: String,
    /// Title of a page that sends on from an old address.
    pub moved: String,
    /// The title of the list of all questions.
    pub all_questions: String,
    /// The title of the list of all documents.
    pub all_documents: String,
    /// The title of the list of all topics.
    pub topics: String,
    /// The title of the page that searches.
    pub search: String,
    /// Heading above the facts about a position.
    pub role: String,
    /// Heading above the plan of an interview's time.
    pub format: String,
    /// Heading above what tells candidates apart.
    pub evaluation: String,
    /// The language whose rules choose the form that goes with a number: English where nobody
    /// has words in the site's own.
    pub counting: String,
}

impl Words {
    /// Reads the words for `language`, a BCP 47 tag: a site's own files go over the built-in ones.
    pub fn load(built_in: &ThemeFiles, own: &ThemeFiles, language: &str) -> Checked<Self> {
        let read = strings::read(built_in, own, language);
        let words = Self {
            prose: ProseWords::of(&read.value),
            guide: text(&read.value, "guide_title"),
            not_found: text(&read.value, "not_found_title"),
            moved: text(&read.value, "moved_title"),
            all_questions: text(&read.value, "all_questions"),
            all_documents: text(&read.value, "all_documents"),
            topics: text(&read.value, "topics"),
            search: text(&read.value, "search"),
            role: text(&read.value, "role"),
            format: text(&read.value, "format"),
            evaluation: text(&read.value, "evaluation"),
            counting: counting(built_in, own, language),
            strings: read.value,
        };
        Checked::new(words, read.diagnostics)
    }
}

/// The language of the words: the site's, if somebody wrote words in it.
fn counting(built_in: &ThemeFiles, own: &ThemeFiles, language: &str) -> String {
    let written = strings::paths(language)
        .into_iter()
        .skip(1)
        .any(|path| built_in.contains_key(&path) || own.contains_key(&path));
    let primary = language.split(['-', '_']).next().unwrap_or_default();
    let primary = if written { primary } else { "en" };
    primary.to_ascii_lowercase()
}

/// The words that stand in what becomes of authors' prose: names of what has none, mostly for
/// those who hear a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ProseWords {
    /// Title of `> [!NOTE]`.
    pub note: String,
    /// Title of `> [!TIP]`.
    pub tip: String,
    /// Title of `> [!IMPORTANT]`.
    pub important: String,
    /// Title of `> [!WARNING]`.
    pub warning: String,
    /// Title of `> [!CAUTION]`.
    pub caution: String,
    /// Name of the link beside a heading.
    pub heading_link: String,
    /// Summary of a fold that has none.
    pub details: String,
    /// A task that is done.
    pub done: String,
    /// A task that is not done.
    pub not_done: String,
    /// An image that has neither words nor a file name.
    pub image: String,
    /// A block of code in no known language.
    pub code: String,
    /// A table.
    pub table: String,
    /// A formula.
    pub formula: String,
    /// The source of a diagram; `{name}` is the language it is drawn in.
    pub diagram: String,
}

impl ProseWords {
    fn of(strings: &Strings) -> Self {
        let word = |key: &str| match strings.get("prose") {
            Some(Entry::Group(group)) => text(group, key),
            _ => String::new(),
        };
        Self {
            note: word("note"),
            tip: word("tip"),
            important: word("important"),
            warning: word("warning"),
            caution: word("caution"),
            heading_link: word("heading_link"),
            details: word("details"),
            done: word("done"),
            not_done: word("not_done"),
            image: word("image"),
            code: word("code"),
            table: word("table"),
            formula: word("formula"),
            diagram: word("diagram"),
        }
    }
}

/// The words of a key; none where a site's own file has a group in their place.
fn text(strings: &Strings, key: &str) -> String {
    match strings.get(key) {
        Some(Entry::Text(text)) => text.clone(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::Words;
    use crate::render::embedded;
    use crate::source::{FileId, SourceFile, ThemeFiles};

    #[test]
    fn no_word_of_prose_is_missing_in_english() {
        let words = Words::load(embedded::files(), &ThemeFiles::new(), "en").value;
        let shown = format!("{:?} {:?} {:?}", words.prose, words.guide, words.not_found);
        assert!(!shown.contains("\"\""), "{shown}");
    }

    #[test]
    fn a_sites_own_words_reach_prose() {
        let path = "strings/nl.yml";
        let text = "prose: {tip: Hint}\nguide_title: Gids\n";
        let file = SourceFile::new(
            FileId::new("themes/x/strings/nl.yml"),
            path,
            text.as_bytes(),
        );
        let own: ThemeFiles = [(path.to_owned(), file)].into_iter().collect();
        let words = Words::load(embedded::files(), &own, "nl-BE").value;
        assert_eq!(words.prose.tip, "Hint");
        assert_eq!(words.prose.note, "Note");
        assert_eq!(words.guide, "Gids");
        assert_eq!(words.counting, "nl");
    }
}

//! Code languages by the names that authors give them.
//!
//! [`resolve`] says which grammar a name asks for, [`display_name`] what a reader is shown,
//! [`nearest()`] what a misspelt name may have meant, [`guess()`] what an unlabelled block is.
//! No grammar lives here: a grammar is a token that the highlighter looks up.

mod guess;
mod nearest;
mod table;

pub use guess::guess;
pub use nearest::nearest;

use std::collections::HashMap;
use std::sync::LazyLock;

use table::{GRAMMARS, Language, UNCOLOURED};

/// What a name asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// A grammar, by the token under which the highlighter knows it.
    Grammar(&'static str),
    /// A known name for what is shown without colours.
    Plain,
    /// No known name.
    Unknown,
}

/// Says what the language `name` asks for; no name at all is plain.
pub fn resolve(name: &str) -> Resolved {
    let name = normal(name);
    if name.is_empty() {
        return Resolved::Plain;
    }
    if changes_of(&name).is_some() {
        return Resolved::Grammar("diff");
    }
    match WITH_GRAMMAR.get(name.as_str()) {
        Some(language) => Resolved::Grammar(language.token),
        None if WITHOUT_GRAMMAR.get(name.as_str()).is_some() => Resolved::Plain,
        None => Resolved::Unknown,
    }
}

/// The name that readers know a language by: `C++` for `cpp`; none for plain text and for
/// names that nobody knows.
pub fn display_name(name: &str) -> Option<&'static str> {
    let name = normal(name);
    let name = match changes_of(&name) {
        Some("") | None => name,
        Some(language) => language.to_owned(),
    };
    WITH_GRAMMAR
        .get(name.as_str())
        .or_else(|| WITHOUT_GRAMMAR.get(name.as_str()))
        .map(|language| language.display)
        .filter(|display| !display.is_empty())
}

/// Whether a language describes a diagram, which a page shows as its source.
pub fn is_diagram(name: &str) -> bool {
    let display = display_name(name);
    display.is_some_and(|display| ["D2", "Graphviz", "Mermaid", "PlantUML"].contains(&display))
}

/// The language whose changes a block shows: `rust` for `diff-rust`, nothing for plain `diff`;
/// none when the name is not that of changes.
pub fn changes_of(name: &str) -> Option<&str> {
    let start = name.get(..4)?;
    let rest = &name[4..];
    if !start.eq_ignore_ascii_case("diff") {
        let known = ["patch", "udiff"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known));
        return known.then_some("");
    }
    match rest.strip_prefix(['-', '_']) {
        Some(language) => matches!(resolve(language), Resolved::Grammar(_)).then_some(language),
        None => rest.is_empty().then_some(""),
    }
}

/// Every grammar token that [`resolve`] can answer.
pub fn grammar_tokens() -> impl Iterator<Item = &'static str> {
    GRAMMARS.iter().map(|language| language.token)
}

type Names = HashMap<&'static str, &'static Language>;

static WITH_GRAMMAR: LazyLock<Names> = LazyLock::new(|| by_name(GRAMMARS));
static WITHOUT_GRAMMAR: LazyLock<Names> = LazyLock::new(|| by_name(UNCOLOURED));

fn by_name(languages: &'static [Language]) -> Names {
    let mut names = Names::new();
    for language in languages {
        for name in language.names() {
            // Of two with one name the first has it.
            names.entry(name).or_insert(language);
        }
    }
    names
}

/// The name in lower case, without what some tools want around it: `{.python}`,
/// `language-js`, `rust,ignore`, `js{1,3}`.
fn normal(name: &str) -> String {
    let name = name
        .trim()
        .trim_start_matches(['{', '.'])
        .to_ascii_lowercase();
    let end = name
        .find(|character: char| character.is_whitespace() || ",;{}:".contains(character))
        .unwrap_or(name.len());
    let name = &name[..end];
    name.strip_prefix("language-")
        .or_else(|| name.strip_prefix("lang-"))
        .unwrap_or(name)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{GRAMMARS, Resolved, UNCOLOURED, changes_of, display_name, is_diagram, resolve};
    use std::collections::BTreeSet;

    #[test]
    fn aliases_lead_to_one_grammar() {
        for (name, token) in [
            ("golang", "go"),
            ("C++", "cpp"),
            ("C#", "cs"),
            ("csharp", "cs"),
            ("Shell", "sh"),
            ("zsh", "sh"),
            ("TypeScript", "ts"),
            ("jsonc", "json"),
            ("json5", "json"),
            ("yml", "yaml"),
            ("Dockerfile", "dockerfile"),
            ("py3", "py"),
            ("node", "js"),
            ("postgresql", "sql"),
            ("plsql", "sql"),
            ("objective-c", "objective-c"),
            ("ps1", "ps1"),
            ("scheme", "lisp"),
        ] {
            assert_eq!(resolve(name), Resolved::Grammar(token), "{name}");
        }
    }

    #[test]
    fn what_surrounds_a_name_does_not_hide_it() {
        for name in [
            "{.python}",
            " python ",
            "python,ignore",
            "python{1,3}",
            "language-python",
            "python title=x",
        ] {
            assert_eq!(resolve(name), Resolved::Grammar("py"), "{name}");
        }
    }

    #[test]
    fn plain_names_are_known_and_others_are_not() {
        for name in ["", "text", "console", "pseudocode", "mermaid", "prolog"] {
            assert_eq!(resolve(name), Resolved::Plain, "{name}");
        }
        assert_eq!(resolve("pyhton"), Resolved::Unknown);
    }

    #[test]
    fn readers_see_the_usual_spelling() {
        assert_eq!(display_name("py"), Some("Python"));
        assert_eq!(display_name("cpp"), Some("C++"));
        assert_eq!(display_name("psql"), Some("SQL"));
        assert_eq!(display_name("mermaid"), Some("Mermaid"));
        assert_eq!(display_name("text"), None);
        assert_eq!(display_name("pyhton"), None);
    }

    #[test]
    fn diagrams_are_known() {
        for name in ["mermaid", "PUML", "dot", "d2"] {
            assert!(is_diagram(name), "{name}");
        }
        assert!(!is_diagram("rust") && !is_diagram("ascii"));
    }

    #[test]
    fn changes_name_the_language_that_changed() {
        for (name, of) in [
            ("diff", Some("")),
            ("Patch", Some("")),
            ("diff-rust", Some("rust")),
            ("diff_ts", Some("ts")),
            ("diff-nothing", None),
            ("different", None),
            ("rust", None),
            ("äöü", None),
        ] {
            assert_eq!(changes_of(name), of, "{name}");
        }
        assert_eq!(resolve("diff-rust"), Resolved::Grammar("diff"));
        assert_eq!(display_name("diff-rust"), Some("Rust"));
        assert_eq!(display_name("diff"), Some("Diff"));
    }

    #[test]
    fn no_name_belongs_to_two_languages() {
        let mut seen = BTreeSet::new();
        for language in GRAMMARS.iter().chain(UNCOLOURED) {
            for name in language.names() {
                assert!(seen.insert(name), "{name} stands twice");
                assert_eq!(name, name.to_ascii_lowercase());
            }
        }
    }

    #[test]
    fn tokens_can_stand_in_a_class_name() {
        for language in GRAMMARS {
            assert!(
                language
                    .token
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
                "{}",
                language.token
            );
        }
    }
}

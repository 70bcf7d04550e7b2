//! The classes of coloured code, and the scopes of grammars that lead to them.
//!
//! | class | meaning |
//! |---|---|
//! | `k` | keyword |
//! | `s` | string |
//! | `c` | comment |
//! | `n` | number, constant, escape in a string |
//! | `f` | name of a function |
//! | `t` | type, class, module |
//! | `v` | parameter, `this`, variable with a sigil |
//! | `o` | operator |
//! | `a` | tag, attribute, key, annotation |
//! | `m` | heading or emphasis in markup |
//! | `d` | deleted line |
//! | `i` | inserted line |
//!
//! Everything else, punctuation included, has none.

use std::cell::RefCell;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use syntect::parsing::Scope;

/// Scopes and their classes. The innermost scope that is listed decides, by its longest entry;
/// `None` stops the search, so that code inside a string is no string.
const CLASSES: &[(&str, Option<char>)] = &[
    ("comment", Some('c')),
    ("constant", Some('n')),
    ("constant.other.database-name", None),
    ("constant.other.object.key", Some('a')),
    ("constant.other.table-name", None),
    ("entity.name", Some('t')),
    ("entity.name.constant", Some('n')),
    ("entity.name.field", None),
    ("entity.name.function", Some('f')),
    ("entity.name.label", Some('k')),
    ("entity.name.section", Some('m')),
    ("entity.name.tag", Some('a')),
    ("entity.name.val", None),
    ("entity.name.variable", None),
    ("entity.other.attribute-name", Some('a')),
    ("entity.other.inherited-class", Some('t')),
    ("entity.other.pseudo-class", Some('a')),
    ("invalid", None),
    ("keyword", Some('k')),
    ("keyword.operator", Some('o')),
    ("keyword.operator.accessor", None),
    ("keyword.other.substitution", None),
    ("keyword.other.template", Some('s')),
    ("keyword.other.unit", Some('n')),
    ("markup.bold", Some('m')),
    ("markup.deleted", Some('d')),
    ("markup.heading", Some('m')),
    ("markup.inserted", Some('i')),
    ("markup.italic", Some('m')),
    ("markup.raw", Some('s')),
    ("markup.underline.link", Some('s')),
    ("meta.annotation", Some('a')),
    ("meta.diff.header", Some('c')),
    ("meta.diff.range", Some('t')),
    ("meta.embedded", None),
    ("meta.interpolation", None),
    ("meta.template.expression", None),
    ("punctuation.section.embedded", None),
    ("punctuation.section.interpolation", None),
    ("source", None),
    ("storage", Some('k')),
    ("storage.type.function.arrow", Some('o')),
    ("storage.type.string", Some('s')),
    ("string", Some('s')),
    ("string.unquoted.label", Some('a')),
    ("support.class", Some('t')),
    ("support.constant", Some('n')),
    ("support.function", Some('f')),
    ("support.macro", Some('f')),
    ("support.module", Some('t')),
    ("support.type", Some('t')),
    ("support.type.property-name", Some('a')),
    ("variable.annotation", Some('a')),
    ("variable.function", Some('f')),
    ("variable.language", Some('v')),
    ("variable.other.perl", Some('v')),
    ("variable.other.php", Some('v')),
    ("variable.other.readwrite.class", Some('v')),
    ("variable.other.readwrite.global", Some('v')),
    ("variable.other.readwrite.instance", Some('v')),
    ("variable.other.readwrite.shell", Some('v')),
    ("variable.parameter", Some('v')),
];

/// Keys of mappings are strings or words to their grammars.
const KEY: &str = "meta.mapping.key";

struct Table {
    /// Longest entries first.
    classes: Vec<Entry>,
    key: Option<Scope>,
    string: Option<Scope>,
}

thread_local! {
    /// Entries of the scopes that were looked up: grammars have some thousands, and code uses few
    /// of them again and again.
    static KNOWN: RefCell<FxHashMap<Scope, Option<Entry>>> = RefCell::default();
}

type Entry = (Scope, Option<char>);

impl Table {
    /// The longest entry that a scope begins with.
    fn entry(&self, scope: Scope) -> Option<Entry> {
        KNOWN.with_borrow_mut(|known| {
            *known.entry(scope).or_insert_with(|| {
                let mut entries = self.classes.iter();
                entries
                    .find(|(prefix, _)| prefix.is_prefix_of(scope))
                    .copied()
            })
        })
    }
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut classes: Vec<Entry> = CLASSES
        .iter()
        .filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class)))
        .collect();
    classes.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
    Table {
        classes,
        key: Scope::new(KEY).ok(),
        string: Scope::new("string").ok(),
    }
});

/// The class for `text` within these scopes, outermost first.
pub(super) fn class_of(scopes: &[Scope], text: &str) -> Option<char> {
    match class_of_scopes(scopes) {
        // `and`, `import`, `new`: grammars call them operators, readers see keywords.
        Some('o') if text.starts_with(char::is_alphabetic) => Some('k'),
        class => class,
    }
}

fn class_of_scopes(scopes: &[Scope]) -> Option<char> {
    let table = &*TABLE;
    for (at, scope) in scopes.iter().enumerate().rev() {
        let Some((prefix, class)) = table.entry(*scope) else {
            continue;
        };
        let outer = at.checked_sub(1).map(|outer| scopes[outer]);
        let is_key = Some(prefix) == table.string
            && table
                .key
                .zip(outer)
                .is_some_and(|(key, outer)| key.is_prefix_of(outer));
        return if is_key { Some('a') } else { class };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{CLASSES, class_of};
    use syntect::parsing::{Scope, ScopeStack};

    fn class(scopes: &str) -> Option<char> {
        let stack: ScopeStack = scopes.parse().expect("scopes");
        class_of(stack.as_slice(), "+")
    }

    #[test]
    fn the_innermost_known_scope_decides() {
        assert_eq!(class("source.x string.quoted punctuation.begin"), Some('s'));
        assert_eq!(class("source.x string.quoted constant.escape"), Some('n'));
        assert_eq!(class("source.x meta.function"), None);
    }

    #[test]
    fn longer_entries_win() {
        assert_eq!(class("source.x keyword.control"), Some('k'));
        assert_eq!(class("source.x keyword.operator.arithmetic"), Some('o'));
        assert_eq!(class("source.x keyword.operator.accessor"), None);
    }

    #[test]
    fn operators_that_are_words_are_keywords() {
        let stack: ScopeStack = "source.x keyword.operator".parse().expect("scopes");
        assert_eq!(class_of(stack.as_slice(), "and"), Some('k'));
        assert_eq!(class_of(stack.as_slice(), "&&"), Some('o'));
    }

    #[test]
    fn code_within_a_string_is_no_string() {
        assert_eq!(class("source.x string.quoted meta.interpolation"), None);
        assert_eq!(class("source.x string.quoted source.x.embedded"), None);
    }

    #[test]
    fn quoted_keys_are_keys() {
        assert_eq!(
            class("source.json meta.mapping.key.json string.quoted.double.json"),
            Some('a')
        );
    }

    #[test]
    fn every_entry_is_a_scope() {
        for (name, _) in CLASSES {
            assert!(Scope::new(name).is_ok(), "{name}");
        }
    }
}

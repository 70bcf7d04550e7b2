//! Links by name, `[[Connection pools]]`, as targets of ordinary links.
//!
//! The reader cannot know what a name means before all documents are there, so it keeps the name
//! in the target, in its brackets; no address starts with two of them.

/// What a link by name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WikiLink<'a> {
    /// The name: a title, an id, a path, with or without `#` and a heading.
    pub name: &'a str,
    /// Whether the author gave the link words of its own (`[[name|words]]`).
    pub worded: bool,
    /// Whether it stood behind an exclamation mark.
    pub embedded: bool,
}

impl<'a> WikiLink<'a> {
    /// What a target says, when it is a name.
    pub fn of_target(target: &'a str) -> Option<Self> {
        let (embedded, rest) = match target.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, target),
        };
        let inner = rest.strip_prefix("[[")?.strip_suffix("]]")?;
        let (name, worded) = match inner.strip_suffix('|') {
            Some(name) => (name, true),
            None => (inner, false),
        };
        Some(Self {
            name,
            worded,
            embedded,
        })
    }

    /// The target that says this.
    pub fn target(self) -> String {
        let mark = if self.embedded { "!" } else { "" };
        let bar = if self.worded { "|" } else { "" };
        format!("{mark}[[{}{bar}]]", self.name)
    }

    /// Whether the name is rather an address than words: an id, a path.
    pub fn is_address(self) -> bool {
        let signs = |character: char| matches!(character, '-' | '_' | '.' | '/' | '#');
        self.name.contains(signs) && !self.name.contains(char::is_whitespace)
    }
}

#[cfg(test)]
mod tests {
    use super::WikiLink;

    #[test]
    fn a_target_says_what_was_written() {
        for target in ["[[CAP]]", "[[pools.md#size|]]", "![[plan.png]]"] {
            let link = WikiLink::of_target(target).expect("a name");
            assert_eq!(link.target(), target);
        }
        assert_eq!(WikiLink::of_target("pools.md"), None);
        assert_eq!(WikiLink::of_target("[[x]"), None);
    }

    #[test]
    fn ids_and_paths_are_addresses_and_titles_are_not() {
        let is_address = |name| {
            WikiLink {
                name,
                worded: false,
                embedded: false,
            }
            .is_address()
        };
        assert!(is_address("pools--what-is-a-pool"));
        assert!(is_address("backend/pools.md"));
        assert!(!is_address("What is a read-write lock?"));
        assert!(!is_address("CAP"));
    }
}

//! Finding terms in text: names as paths through a tree of words, so that a text is read once,
//! however many terms there are.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::beginnings::{Beginnings, First};
use super::names::{LONGEST_ENDING, Name};
use crate::tokens::places::{Place, Places, places};
use crate::tokens::{fold, stems::Stems};

/// A place in a text that names a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it starts, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Index of the term.
    pub term: usize,
}

/// All names of all terms.
#[derive(Clone, Default)]
pub(super) struct Matcher {
    nodes: Vec<Node>,
    beginnings: Beginnings,
    /// What is the same in all forms of the words that names have, which texts hold most.
    keys: FxHashMap<String, String>,
    stems: Option<Arc<Stems>>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    next: FxHashMap<String, usize>,
    ends: Vec<(usize, Name)>,
}

impl fmt::Debug for Matcher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Matcher")
            .field("nodes", &self.nodes.len())
            .finish_non_exhaustive()
    }
}

impl Matcher {
    /// A matcher without names, for texts in `language`.
    pub(super) fn new(language: &str) -> Self {
        Self {
            nodes: vec![Node::default()],
            stems: Stems::of(language).map(Arc::new),
            ..Self::default()
        }
    }

    /// Adds a name.
    pub(super) fn add(&mut self, term: usize, name: &Name) {
        let mut paths: Vec<Vec<String>> = Vec::new();
        match name {
            Name::Words(words) => {
                if let Some(word) = words.first() {
                    self.beginnings.add(word, First::form(word));
                }
                paths.push(self.path(words.iter().map(String::as_str)));
            }
            Name::Acronym(written) => {
                // Stemmers do not know the plural of words without vowels.
                for form in [fold(written), fold(&format!("{written}s"))] {
                    let mut words = places(&form).map(|place| place.text).peekable();
                    if let Some(word) = words.peek() {
                        self.beginnings.add(word, First::acronym(written));
                    }
                    let path = self.path(words);
                    if !paths.contains(&path) {
                        paths.push(path);
                    }
                }
            }
        }
        for path in paths {
            let mut node = 0;
            for key in path {
                let free = self.nodes.len();
                node = *self.nodes[node].next.entry(key).or_insert(free);
                if node == free {
                    self.nodes.push(Node::default());
                }
            }
            if node > 0 {
                self.nodes[node].ends.push((term, name.clone()));
            }
        }
    }

    /// The keys of folded words, which are learnt.
    fn path<'a>(&mut self, words: impl Iterator<Item = &'a str>) -> Vec<String> {
        words
            .map(|word| {
                let key = self.key(word).into_owned();
                self.keys.insert(word.to_owned(), key.clone());
                key
            })
            .collect()
    }

    /// What is the same in all forms of a folded word.
    fn key<'a>(&'a self, word: &'a str) -> Cow<'a, str> {
        if let Some(key) = self.keys.get(word) {
            return Cow::Borrowed(key);
        }
        let stem = self.stems.as_ref().and_then(|stems| stems.stem(word));
        stem.unwrap_or(Cow::Borrowed(word))
    }

    /// The names in `text`, the longest where several begin. Where several terms have one name,
    /// the one with the smallest `rank` is meant.
    pub(super) fn find<R: Ord>(&self, text: &str, rank: impl Fn(usize) -> R) -> Vec<Found> {
        let mut found = Vec::new();
        if self.nodes.len() < 2 {
            return found;
        }
        let mut places = places(text);
        while let Some(first) = places.next_if(|word| self.beginnings.may_begin(word)) {
            if !first.begins {
                continue;
            }
            if let Some(longest) = self.longest(text, first, places.clone(), &rank) {
                found.push(Found {
                    start: first.start,
                    end: longest.end,
                    term: longest.term,
                });
                places = longest.behind;
            }
        }
        found
    }

    /// The longest name that begins at a place.
    fn longest<'a, R: Ord>(
        &self,
        text: &str,
        first: Place<'a>,
        mut places: Places<'a>,
        rank: &impl Fn(usize) -> R,
    ) -> Option<Longest<'a>> {
        let mut best = None;
        let mut node = 0;
        let mut said: Vec<String> = Vec::new();
        let mut place = first;
        loop {
            let folded = fold(place.text);
            let key = self.key(&folded);
            let Some(next) = self.nodes[node].next.get(&*key) else {
                break;
            };
            node = *next;
            let Node { next, ends } = &self.nodes[node];
            drop(key);
            said.push(folded);
            if place.ends && !ends.is_empty() {
                let written = &text[first.start..place.end()];
                let meant = ends
                    .iter()
                    .filter(|(_, name)| is_form(name, written, &said))
                    .min_by_key(|(term, name)| (!is_exact(name, &said), rank(*term), *term));
                if let Some((term, _)) = meant {
                    best = Some(Longest {
                        term: *term,
                        end: place.end(),
                        behind: places.clone(),
                    });
                }
            }
            if next.is_empty() {
                break;
            }
            match places.next() {
                Some(following) if following.joined => place = following,
                _ => break,
            }
        }
        best
    }
}

/// A name that was found.
struct Longest<'a> {
    term: usize,
    /// Where it ends.
    end: usize,
    /// The places behind it.
    behind: Places<'a>,
}

/// Whether words with the stems of a name are the name.
fn is_form(name: &Name, written: &str, said: &[String]) -> bool {
    match name {
        Name::Words(words) => words
            .iter()
            .zip(said)
            .all(|(word, said)| are_forms(word, said)),
        Name::Acronym(acronym) => written
            .strip_prefix(acronym.as_str())
            .is_some_and(|ending| matches!(ending, "" | "s" | "'s" | "’s" | "'" | "’")),
    }
}

fn is_exact(name: &Name, said: &[String]) -> bool {
    match name {
        Name::Words(words) => words.iter().zip(said).all(|(word, said)| word == said),
        Name::Acronym(_) => true,
    }
}

/// Whether two words with one stem are forms of one word.
fn are_forms(one: &str, other: &str) -> bool {
    let same = one
        .chars()
        .zip(other.chars())
        .take_while(|(a, b)| a == b)
        .count();
    [one, other]
        .iter()
        .all(|word| word.chars().count() - same <= LONGEST_ENDING)
}

#[cfg(test)]
mod tests {
    use super::super::names::names;
    use super::Matcher;

    /// What `terms` find in `text`, each place in brackets with the number of its term.
    fn marked_in(language: &str, terms: &[&str], text: &str) -> String {
        let mut matcher = Matcher::new(language);
        for (term, title) in terms.iter().enumerate() {
            for name in names(title) {
                matcher.add(term, &name);
            }
        }
        let mut marked = String::new();
        let mut end = 0;
        for found in matcher.find(text, |_| 0) {
            marked.push_str(&text[end..found.start]);
            marked.push_str(&format!(
                "[{} {}]",
                &text[found.start..found.end],
                found.term
            ));
            end = found.end;
        }
        marked.push_str(&text[end..]);
        marked
    }

    fn marked(terms: &[&str], text: &str) -> String {
        marked_in("en", terms, text)
    }

    #[test]
    fn whole_words_in_any_case_and_form() {
        assert_eq!(
            marked(
                &["Deadlock", "Retry", "Load balancer"],
                "Deadlocks, retried behind LOAD\nbalancers; a load-balancer's retries."
            ),
            "[Deadlocks 0], [retried 1] behind [LOAD\nbalancers 2]; a [load-balancer's 2] [retries 1]."
        );
        assert_eq!(
            marked(
                &["Heap", "Tree"],
                "heaped cheap heapsort B-tree tree/leaf trees"
            ),
            "[heaped 0] cheap heapsort B-tree tree/leaf [trees 1]"
        );
        assert_eq!(
            marked(&["Load balancer"], "load, balancer; the load. Balancer"),
            "load, balancer; the load. Balancer"
        );
    }

    #[test]
    fn forms_that_mean_something_else_are_left_alone() {
        assert_eq!(
            marked(&["Consistency"], "It consists of consistent consistency."),
            "It consists of [consistent 0] [consistency 0]."
        );
        // The very word goes before a form of another.
        assert_eq!(
            marked(&["Caching", "Cache"], "A cache, caches and caching."),
            "A [cache 1], [caches 0] and [caching 0]."
        );
    }

    #[test]
    fn the_longest_name_is_meant() {
        let terms = ["Queue", "Dead letter queue", "Dead letter"];
        assert_eq!(
            marked(&terms, "A dead letter queue, a queue, a dead letter. Dead."),
            "A [dead letter queue 1], a [queue 0], a [dead letter 2]. Dead."
        );
        assert_eq!(
            marked(&["Dead letter queue", "Letter"], "dead letters"),
            "dead [letters 1]"
        );
    }

    #[test]
    fn acronyms_are_found_in_capitals_alone() {
        assert_eq!(
            marked(
                &[
                    "Content Delivery Network (CDN)",
                    "IT",
                    "SLO (service level objective)"
                ],
                "CDNs, a cdn, content delivery networks; it is IT's SLO: service-level objectives."
            ),
            "[CDNs 0], a cdn, [content delivery networks 0]; it is [IT's 1] [SLO 2]: [service-level objectives 2]."
        );
        assert_eq!(
            marked(
                &["Infrastructure as code (IaC)", "Index (database)"],
                "IaC, IAC, index, database"
            ),
            "[IaC 0], IAC, [index 1], database"
        );
        assert_eq!(
            marked(&["APIs", "ACID"], "An API, APIs and acid"),
            "An [API 0], [APIs 0] and acid"
        );
    }

    #[test]
    fn technical_words_keep_their_signs() {
        assert_eq!(
            marked(
                &["C++", "C", ".NET", "N+1 query", "CI/CD"],
                "C++ is not C; .net, N+1 queries, ci/cd"
            ),
            "[C++ 0] is not [C 1]; [.net 2], [N+1 queries 3], [ci/cd 4]"
        );
    }

    #[test]
    fn scripts_without_spaces_and_other_languages() {
        assert_eq!(
            marked_in(
                "zh",
                &["负载均衡", "锁", "缓存"],
                "使用负载均衡器和缓存,加锁。"
            ),
            "使用[负载均衡 0]器和[缓存 2],加锁。"
        );
        assert_eq!(
            marked_in(
                "ja",
                &["ロック", "キャッシュ"],
                "ブロックをロックする。キャッシュ"
            ),
            "ブロックを[ロック 0]する。[キャッシュ 1]"
        );
        assert_eq!(
            marked_in(
                "de",
                &["Warteschlange", "Übertragung"],
                "Warteschlangen, UBERTRAGUNG"
            ),
            "[Warteschlangen 0], [UBERTRAGUNG 1]"
        );
    }

    #[test]
    fn words_that_say_nothing_are_no_terms() {
        for title in ["The", "A", "I", "of the", "…", "", "SELECT … UPDATE"] {
            assert_eq!(names(title), [], "{title}");
        }
        assert_eq!(marked(&["Is"], "it is"), "it is");
    }
}

//! Finding terms in text: names as paths through a tree of words, so that a text is read once,
//! however many terms there are.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use crate::tokens::places::{Place, places};
use crate::tokens::{fold, stems::Stems};

/// Longer names are no terms that a text would hold.
const MOST_WORDS: usize = 8;

/// Two forms of one word have one stem and endings of at most this many characters: `retry` and
/// `retries` are forms of one word, `consist` and `consistency` are not.
const LONGEST_ENDING: usize = 3;

/// Words without a meaning of their own, which no link may stand on: a glossary that explains
/// `A` would have one in every sentence.
const STOP_WORDS: &[&str] = &[
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because",
    "been", "before", "but", "by", "can", "do", "does", "each", "for", "from", "had", "has",
    "have", "he", "her", "his", "how", "i", "if", "in", "into", "is", "it", "its", "more", "most",
    "no", "not", "of", "on", "one", "only", "or", "other", "our", "out", "over", "same", "she",
    "so", "some", "such", "than", "that", "the", "their", "then", "there", "these", "they", "this",
    "those", "to", "too", "under", "up", "us", "was", "we", "were", "what", "when", "where",
    "which", "who", "why", "will", "with", "you", "your",
];

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

/// One way to write a term.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Name {
    /// These words in any form, folded.
    Words(Vec<String>),
    /// An acronym, in these very letters, with a plural's `s` or without.
    Acronym(String),
}

/// All names of all terms.
#[derive(Clone, Default)]
pub(super) struct Matcher {
    nodes: Vec<Node>,
    /// How words of names begin: most words of a text are passed by at a glance.
    beginnings: HashSet<[u8; 2]>,
    stems: Option<Arc<Stems>>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    next: HashMap<String, usize>,
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
            beginnings: HashSet::new(),
            stems: Stems::of(language).map(Arc::new),
        }
    }

    /// Adds a name.
    pub(super) fn add(&mut self, term: usize, name: &Name) {
        let mut paths: Vec<Vec<String>> = Vec::new();
        match name {
            Name::Words(words) => {
                for word in words {
                    self.begin(word);
                }
                paths.push(words.iter().map(|word| self.key(word)).collect());
            }
            Name::Acronym(written) => {
                // Stemmers do not know the plural of words without vowels.
                for form in [fold(written), fold(&format!("{written}s"))] {
                    let words: Vec<&str> = places(&form).iter().map(|place| place.text).collect();
                    for word in &words {
                        self.begin(word);
                    }
                    let path: Vec<String> = words.iter().map(|word| self.key(word)).collect();
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

    fn begin(&mut self, word: &str) {
        if let Some(beginning) = beginning(word) {
            self.beginnings.insert(beginning);
        }
    }

    /// What is the same in all forms of a folded word.
    fn key(&self, word: &str) -> String {
        let stem = self.stems.as_ref().and_then(|stems| stems.stem(word));
        stem.map_or_else(|| word.to_owned(), |stem| stem.into_owned())
    }

    /// The names in `text`, the longest where several begin. Where several terms have one name,
    /// the one with the smallest `rank` is meant.
    pub(super) fn find<R: Ord>(&self, text: &str, rank: impl Fn(usize) -> R) -> Vec<Found> {
        let mut found = Vec::new();
        if self.nodes.len() < 2 {
            return found;
        }
        let places = places(text);
        // What has been folded and stemmed, by place; most never is.
        let mut known: Vec<Option<(String, String)>> = vec![None; places.len()];
        let mut at = 0;
        while at < places.len() {
            match self.longest(text, &places, at, &mut known, &rank) {
                Some((last, term)) => {
                    found.push(Found {
                        start: places[at].start,
                        end: places[last].end(),
                        term,
                    });
                    at = last + 1;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The longest name that begins at a place: its last place, and the term.
    fn longest<R: Ord>(
        &self,
        text: &str,
        places: &[Place<'_>],
        first: usize,
        known: &mut [Option<(String, String)>],
        rank: &impl Fn(usize) -> R,
    ) -> Option<(usize, usize)> {
        let mut best = None;
        let mut node = 0;
        if !places[first].begins {
            return None;
        }
        for (at, place) in places.iter().enumerate().skip(first) {
            if at > first && !place.joined || self.nodes[node].next.is_empty() {
                break;
            }
            if beginning(place.text).is_some_and(|start| !self.beginnings.contains(&start)) {
                break;
            }
            let (_, key) = known[at].get_or_insert_with(|| {
                let folded = fold(place.text);
                let key = self.key(&folded);
                (folded, key)
            });
            let Some(next) = self.nodes[node].next.get(key.as_str()) else {
                break;
            };
            node = *next;
            if !place.ends || self.nodes[node].ends.is_empty() {
                continue;
            }
            let written = &text[places[first].start..place.end()];
            let said: Vec<&str> = known[first..=at]
                .iter()
                .flatten()
                .map(|(folded, _)| folded.as_str())
                .collect();
            let meant = self.nodes[node]
                .ends
                .iter()
                .filter(|(_, name)| is_form(name, written, &said))
                .min_by_key(|(term, name)| (!is_exact(name, &said), rank(*term), *term));
            if let Some((term, _)) = meant {
                best = Some((at, *term));
            }
        }
        best
    }
}

/// The first two bytes of a word that begins with two ASCII letters or digits, which folding does
/// not change but for their case.
fn beginning(word: &str) -> Option<[u8; 2]> {
    let bytes = word.as_bytes().get(..2)?;
    let is_plain = bytes.iter().all(u8::is_ascii_alphanumeric);
    is_plain.then(|| [bytes[0].to_ascii_lowercase(), bytes[1].to_ascii_lowercase()])
}

/// Whether words with the stems of a name are the name.
fn is_form(name: &Name, written: &str, said: &[&str]) -> bool {
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

fn is_exact(name: &Name, said: &[&str]) -> bool {
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

/// The ways to write a term: its name, and what stands in parentheses behind it where one of the
/// two is an acronym of the other.
pub(super) fn names(title: &str) -> Vec<Name> {
    let title = title.trim();
    let (head, inside) = match title
        .strip_suffix([')', '）'])
        .and_then(|rest| rest.split_once(['(', '（']))
    {
        Some((head, inside)) if !head.trim().is_empty() => (head.trim(), inside.trim()),
        _ => (title, ""),
    };
    let mut names: Vec<Name> = name(head).into_iter().collect();
    if is_short(inside) || is_acronym(head) {
        // "SLO (service level objective)" as well as "Service level objective (SLO)".
        let other = if is_short(inside) {
            acronym(inside)
        } else {
            name(inside)
        };
        names.extend(other);
    }
    names.dedup();
    names
}

fn name(text: &str) -> Option<Name> {
    if is_acronym(text) {
        return acronym(text);
    }
    let places = places(text);
    let parted = places.iter().skip(1).any(|place| !place.joined);
    let words: Vec<String> = places.iter().map(|place| fold(place.text)).collect();
    let says_nothing = match words.as_slice() {
        [] => true,
        [word] => word.chars().nth(1).is_none() || STOP_WORDS.contains(&word.as_str()),
        _ => words.len() > MOST_WORDS || words.iter().all(|word| is_stop_word(word)),
    };
    (!parted && !says_nothing).then_some(Name::Words(words))
}

fn acronym(text: &str) -> Option<Name> {
    let alone = text.chars().nth(1).is_none() && is_stop_word(&fold(text));
    // A plural in the glossary stands for the singular as well.
    let singular = text
        .strip_suffix('s')
        .filter(|singular| is_acronym(singular))
        .unwrap_or(text);
    (!alone && !places(text).is_empty()).then(|| Name::Acronym(singular.to_owned()))
}

fn is_stop_word(word: &str) -> bool {
    STOP_WORDS.contains(&word)
}

/// Whether a name is one word with capital letters and neither small ones nor signs: "IT" must not
/// be found in "it".
fn is_acronym(text: &str) -> bool {
    text.chars().all(char::is_alphanumeric)
        && places(text).len() == 1
        && text.chars().any(char::is_uppercase)
        && !text.chars().any(char::is_lowercase)
}

/// Whether what stands in parentheses is short for what stands before them: one word with two
/// capital letters (`gRPC`, `IaC`).
fn is_short(text: &str) -> bool {
    !text.contains(char::is_whitespace)
        && text.chars().filter(|letter| letter.is_uppercase()).count() > 1
        && text.chars().count() <= 10
}

#[cfg(test)]
mod tests {
    use super::{Matcher, names};

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

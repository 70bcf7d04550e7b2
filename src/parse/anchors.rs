//! Fragments of headings by GitHub's rule, and ids of questions.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::attributes;
use super::outline::comment_id;
use crate::model::prose::plain_text;
use crate::model::{Anchor, Block, BlockKind, Inline, InlineKind, QuestionId};
use crate::source::Span;

/// A name of a page element is cut at this many bytes.
const LONGEST_ID: usize = 64;

/// The fragments of one file.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// Fragment of each heading, by the heading's place.
    slugs: FxHashMap<u32, String>,
    /// Id that an author wrote on a heading (`{#id}`), by the heading's place.
    pub authored: BTreeMap<u32, String>,
    /// Every `id` in use on the file's pages.
    used: FxHashSet<String>,
    /// The last number that was put behind each name: all up to it are in use.
    numbered: FxHashMap<String, usize>,
    /// What the links of other files may name.
    pub anchors: Vec<Anchor>,
    /// Indices of the anchors at each place: long files have too many to search for one.
    places: BTreeMap<u32, Vec<usize>>,
}

impl Anchors {
    /// Gives every heading among `blocks` (at any depth) its fragment and `id`.
    pub(super) fn new(blocks: &mut [Block]) -> Self {
        let mut anchors = Self::default();
        anchors.reserve(blocks);
        let mut counts = FxHashMap::default();
        anchors.assign(blocks, &mut counts);
        anchors
    }

    /// Authored ids keep their names; headings make way for them.
    fn reserve(&mut self, blocks: &[Block]) {
        for block in blocks {
            block.each_run(&mut |run| self.reserve_inline(run));
            match &block.kind {
                BlockKind::Html(html) => {
                    if let Some(id) = comment_id(html) {
                        self.used.insert(id);
                    }
                    self.reserve_html(html, block.span);
                }
                BlockKind::Heading { anchor, .. } if !anchor.is_empty() => {
                    self.used.insert(anchor.clone());
                }
                _ => {}
            }
            block.each_child(&mut |children| self.reserve(children));
        }
    }

    fn reserve_inline(&mut self, content: &[Inline]) {
        for inline in content {
            if let InlineKind::Html(html) = &inline.kind {
                self.reserve_html(html, inline.span);
            }
            self.reserve_inline(inline.children());
        }
    }

    /// `<a name="x">` and `id="x"` make places that links can name.
    fn reserve_html(&mut self, html: &str, span: Span) {
        for tag in attributes::tags(html) {
            if let Some(id) = tag.id() {
                self.used.insert(id.to_owned());
                self.anchor(id.to_owned(), id.to_owned(), span);
            }
        }
    }

    fn assign(&mut self, blocks: &mut [Block], counts: &mut FxHashMap<String, usize>) {
        for block in blocks {
            let span = block.span;
            if let BlockKind::Heading {
                content, anchor, ..
            } = &mut block.kind
            {
                let slug = unique_slug(content, counts);
                if anchor.is_empty() {
                    *anchor = self.free(&slug);
                } else {
                    self.authored.insert(span.start, anchor.clone());
                    self.anchor(anchor.clone(), anchor.clone(), span);
                }
                self.anchor(slug.clone(), anchor.clone(), span);
                self.slugs.insert(span.start, slug);
            }
            block.each_child_mut(&mut |children| self.assign(children, counts));
        }
    }

    /// The fragment of the heading at `span`.
    pub(super) fn slug(&self, span: Span) -> String {
        self.slugs.get(&span.start).cloned().unwrap_or_default()
    }

    /// Lets links name `slug` for the element `html_id`.
    pub(super) fn anchor(&mut self, slug: String, html_id: String, span: Span) {
        let places = self.places.entry(span.start).or_default();
        places.push(self.anchors.len());
        let slug: Arc<str> = slug.into();
        // Mostly they are the same words.
        let html_id = if *slug == *html_id {
            Arc::clone(&slug)
        } else {
            html_id.into()
        };
        self.anchors.push(Anchor {
            slug,
            html_id,
            offset: span.start,
        });
    }

    /// The heading at `span` is shown as the element `html_id` from now on.
    pub(super) fn rename(&mut self, span: Span, html_id: &str) {
        for index in self.places.get(&span.start).into_iter().flatten() {
            self.anchors[*index].html_id = html_id.into();
        }
    }

    /// What stood in `span` was left out: links to it lead to the top of its page.
    pub(super) fn detach(&mut self, span: Span) {
        for index in self
            .places
            .range(span.start..span.end)
            .flat_map(|(_, at)| at)
        {
            self.anchors[*index].html_id = Arc::default();
        }
    }

    /// `wanted`, or with a number behind it when it is in use.
    pub(super) fn free(&mut self, wanted: &str) -> String {
        let base = if wanted.is_empty() { "section" } else { wanted };
        if self.used.insert(base.to_owned()) {
            return base.to_owned();
        }
        let mut count = self.numbered.get(base).copied().unwrap_or(1);
        loop {
            count += 1;
            let id = format!("{base}-{count}");
            if self.used.insert(id.clone()) {
                self.numbered.insert(base.to_owned(), count);
                return id;
            }
        }
    }

    /// The id of a question without an authored one: document, title, occurrence.
    pub(super) fn question_id(&mut self, document: &str, title: &[Inline]) -> QuestionId {
        let title = shorten(&slug(&plain_text(title)));
        let base = format!("{document}--{title}");
        QuestionId(self.free(&base).into())
    }
}

/// GitHub's fragment of a heading: lower case, punctuation dropped, blanks to hyphens, a number
/// behind it when it is there already.
fn unique_slug(content: &[Inline], counts: &mut FxHashMap<String, usize>) -> String {
    let base = slug(&plain_text(content));
    let count = counts.entry(base.clone()).or_insert(0);
    let slug = if *count == 0 {
        base
    } else {
        format!("{base}-{count}")
    };
    *count += 1;
    slug
}

/// GitHub's rule without the counting.
pub(super) fn slug(text: &str) -> String {
    let text = text.trim();
    let mut slug = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' ' => slug.push('-'),
            '-' | '_' => slug.push(character),
            _ if character.is_ascii_alphanumeric() => slug.push(character.to_ascii_lowercase()),
            _ if character.is_ascii() => {}
            _ => {
                let lower = character.to_lowercase();
                slug.extend(lower.filter(|lower| lower.is_alphanumeric() || is_mark(*lower)));
            }
        }
    }
    slug
}

/// Vowel signs and accents that stand as characters of their own belong to their letters.
fn is_mark(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
        && !matches!(character, '\u{fe00}'..='\u{fe0f}')
}

/// Cuts a long slug at a hyphen, and drops hyphens at its ends and doubled ones.
fn shorten(slug: &str) -> String {
    let mut short = String::with_capacity(slug.len().min(2 * LONGEST_ID));
    for word in slug.split('-').filter(|word| !word.is_empty()) {
        if !short.is_empty() && short.len() + word.len() >= LONGEST_ID {
            break;
        }
        if !short.is_empty() {
            short.push('-');
        }
        short.push_str(word);
    }
    let mut end = short.len().min(LONGEST_ID);
    while !short.is_char_boundary(end) {
        end -= 1;
    }
    short.truncate(end);
    if short.is_empty() {
        "question".clone_into(&mut short);
    }
    short
}

/// The document's part of its questions' ids: the path without its ending, each name a slug,
/// parted by dots, which no slug holds.
pub(super) fn document_slug(path: &str) -> String {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let parts: Vec<String> = stem
        .split('/')
        .map(|name| slug(&name.replace(['.', '+'], "-")))
        .filter(|name| !name.is_empty())
        .collect();
    if parts.is_empty() {
        "document".to_owned()
    } else {
        parts.join(".")
    }
}

#[cfg(test)]
mod tests {
    use super::{document_slug, shorten, slug};

    #[test]
    fn slugs_follow_githubs_rule() {
        assert_eq!(
            slug("Scenario 1: Junior - API & Co"),
            "scenario-1-junior---api--co"
        );
        assert_eq!(slug("What's `Task<T>`?"), "whats-taskt");
        assert_eq!(slug("什么是字节码？"), "什么是字节码");
        assert_eq!(slug("⭐️ A star"), "-a-star");
    }

    #[test]
    fn ids_are_short_and_made_of_whole_words() {
        let long = slug(
            "Explain how you would implement a cache with constant time for both get and put operations",
        );
        assert_eq!(
            shorten(&long),
            "explain-how-you-would-implement-a-cache-with-constant-time-for"
        );
        assert_eq!(shorten("-a--star-"), "a-star");
        assert_eq!(
            document_slug("Data Bases/v1.2 SQL.md"),
            "data-bases.v1-2-sql"
        );
    }
}

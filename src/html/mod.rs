//! Prose to HTML: links resolved, code in colours, formulas as MathML, raw HTML made safe.
//!
//! 1. [`prose_html`] finds the smallest heading, so that headings continue those of the page.
//! 2. The writer walks blocks (`blocks`, `lists`, `tables`, `code` with
//!    `lines`) and running text (`inlines`,
//!    `media`).
//! 3. Raw HTML is cut into tags ([`crate::markup`]), judged (`allowed`) and kept balanced (`balance`), so
//!    that no fragment can reach beyond the container it stands in.
//!
//! Of strangers' texts the result goes through [`mod@strict`], too.
//!
//! Everything is a pure function of the prose and its scope. No output holds a script, an event
//! handler or a `style` attribute: pages carry a strict Content-Security-Policy.

mod allowed;
mod automaton;
mod balance;
mod blocks;
mod classes;
mod code;
mod escape;
mod highlight;
mod highlighter;
mod inlines;
mod lines;
mod links;
mod lists;
mod math;
mod media;
#[cfg(test)]
mod properties;
mod raw;
mod strict;
mod tables;
mod terms;
#[cfg(test)]
mod testing;
mod writer;

pub use escape::escape;
pub use highlighter::{Counts, Highlight, Highlighter, Kept, STAMP};
pub use links::{ImageTarget, LinkTarget, Resolver, TermLink, is_badge};
pub use math::math;
pub use strict::strict;
pub use terms::LinkedTerms;

use crate::model::{Inline, Prose};
use crate::words::ProseWords;
use writer::{Writer, heading_shift};

/// Finished HTML, safe to be put into a page as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Html(pub String);

/// What prose needs to know of the page it stands on.
#[derive(Clone, Copy)]
pub struct ProseScope<'a> {
    /// Where links lead.
    pub resolver: &'a dyn Resolver,
    /// The words that prose gets.
    pub words: &'a ProseWords,
    /// The level that the highest heading in the prose gets, 1 to 6.
    pub first_heading: u8,
    /// The terms of the glossary that are linked already, where terms are linked at all.
    pub terms: Option<&'a LinkedTerms>,
}

/// Blocks as HTML, each on a line of its own. Footnotes are left out: the page has a list of
/// them, made by calling this with each footnote's blocks.
pub fn prose_html(prose: &Prose, scope: &ProseScope<'_>) -> Html {
    let mut writer = Writer::new(Some(*scope), heading_shift(prose, scope.first_heading));
    writer.out.reserve(expected_length(prose));
    writer.flow(&prose.blocks);
    Html(writer.finish())
}

/// About how long prose is as HTML, by its length in the author's file.
fn expected_length(prose: &Prose) -> usize {
    match (prose.blocks.first(), prose.blocks.last()) {
        (Some(first), Some(last)) => {
            let written = last.span.end.saturating_sub(first.span.start) as usize;
            written + written / 4 + 32
        }
        _ => 0,
    }
}

/// Running text as HTML, fit to stand in a heading or a paragraph.
pub fn inline_html(content: &[Inline], scope: &ProseScope<'_>) -> Html {
    let mut writer = Writer::new(Some(*scope), 0);
    writer.phrasing(content);
    Html(writer.finish())
}

/// Running text as HTML, fit to stand in a link: links and images become their words,
/// references to footnotes and ids are left out.
pub fn plain_inline_html(content: &[Inline]) -> Html {
    let mut writer = Writer::new(None, 0);
    writer.phrasing(content);
    Html(writer.finish())
}

/// Appends words or code, fit to stand in a link: what [`plain_inline_html`] makes of them.
pub fn push_words(out: &mut String, text: &str, code: bool) {
    if code {
        out.push_str("<code>");
        escape::push_text(out, text);
        out.push_str("</code>");
    } else {
        escape::push_text(out, text);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::testing::{Page, WORDS, block};
    use super::{ProseScope, prose_html};
    use crate::html::{ImageTarget, LinkTarget, Resolver};
    use crate::model::{BlockKind, Prose};

    /// A page that has its colours from elsewhere.
    struct Cached;

    impl Resolver for Cached {
        fn link(&self, target: &str) -> LinkTarget {
            Page.link(target)
        }

        fn image(&self, target: &str) -> ImageTarget {
            Page.image(target)
        }

        fn highlight(&self, language: &str, code: &str) -> Option<Arc<str>> {
            Some(format!("{language}:{code}").into())
        }
    }

    #[test]
    fn colours_can_come_from_a_cache() {
        let code = BlockKind::Code {
            language: "rust".to_owned(),
            fence: Box::default(),
            text: "x\n".to_owned(),
        };
        let scope = ProseScope {
            resolver: &Cached,
            words: &WORDS,
            first_heading: 2,
            terms: None,
        };
        assert_eq!(
            prose_html(&Prose::new(vec![block(code)]), &scope).0,
            concat!(
                "<figure class=\"code\"><figcaption>Rust</figcaption>",
                "<pre dir=\"ltr\" data-name=\"Rust\">",
                "<code class=\"language-rs\">rust:x\n</code></pre></figure>\n",
            )
        );
    }
}

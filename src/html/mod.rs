//! Prose to HTML.
//!
//! 1. Blocks become elements ([`block`]); headings move below the page's own.
//! 2. Running text becomes inline elements, its links resolved as seen from the page
//!    ([`inline`], [`links`]).
//! 3. Code gets its colours ([`code`], [`highlight`]), formulas become MathML ([`math`]), raw
//!    HTML is made harmless ([`raw`]).
//!
//! No output holds a script, an event handler or a `style` attribute.

mod block;
mod code;
mod escape;
mod highlight;
mod inline;
mod links;
mod math;
mod media;
mod raw;
#[cfg(test)]
mod tests;

use crate::model::{Inline, Prose};

pub use links::{ImageTarget, LinkTarget, Resolver};

/// Finished HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(pub String);

/// What prose needs to know of the page it is shown on.
#[derive(Clone, Copy)]
pub struct ProseScope<'a> {
    /// Resolves links and images.
    pub resolver: &'a dyn Resolver,
    /// Level of the prose's topmost headings on the page, 2 to 6.
    pub first_heading: u8,
}

/// Prose as HTML.
pub fn prose_html(prose: &Prose, scope: &ProseScope<'_>) -> Html {
    let mut top: Option<u8> = None;
    prose.for_each_block(&mut |block| {
        if let Some((level, _)) = block.as_heading() {
            top = Some(top.map_or(level, |known| known.min(level)));
        }
    });
    let shift = top.map_or(0, |level| {
        i8::try_from(scope.first_heading).unwrap_or(2) - i8::try_from(level).unwrap_or(1)
    });
    let mut out = String::new();
    block::push_all(&prose.blocks, scope, shift, &mut out);
    Html(out)
}

/// Running text as HTML.
pub fn inline_html(content: &[Inline], scope: &ProseScope<'_>) -> Html {
    let mut out = String::new();
    inline::push(content, scope, &mut out);
    Html(out.trim().to_owned())
}

/// Running text as HTML without links: the words of a link.
pub fn plain_inline_html(content: &[Inline]) -> Html {
    let mut out = String::new();
    inline::push_plain(content, &mut out);
    Html(out.trim().to_owned())
}

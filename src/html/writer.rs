//! The state of writing one piece of prose.

use std::sync::LazyLock;

use super::ProseScope;
use super::allowed::{Kind, Verdict, verdict};
use super::balance::Balancer;
use crate::markup::{Token, tokens};
use crate::model::{Block, BlockKind, Inline, InlineKind, Prose};
use crate::words::ProseWords;

static NO_WORDS: LazyLock<ProseWords> = LazyLock::new(ProseWords::default);

/// Writes prose; one file each adds blocks, tables, code, running text, media and raw HTML.
pub(super) struct Writer<'a> {
    /// What has been written.
    pub(super) out: String,
    /// Raw tags that are open.
    pub(super) balancer: Balancer,
    /// The page; none where neither links nor ids may stand.
    pub(super) scope: Option<ProseScope<'a>>,
    /// What is added to the level of every heading.
    heading_shift: i16,
    /// Whether terms may be linked: not in headings and names.
    pub(super) links_terms: bool,
}

impl<'a> Writer<'a> {
    /// A writer with nothing written.
    pub(super) fn new(scope: Option<ProseScope<'a>>, heading_shift: i16) -> Self {
        Self {
            out: String::new(),
            balancer: Balancer::default(),
            scope,
            heading_shift,
            links_terms: scope.is_some_and(|scope| scope.terms.is_some()),
        }
    }

    /// The words that prose gets. Where there is no page there are no blocks, which alone have
    /// any.
    pub(super) fn words(&self) -> &'a ProseWords {
        self.scope.map_or(&NO_WORDS, |scope| scope.words)
    }

    /// What has been written.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Writes blocks as the content of a container.
    pub(super) fn flow(&mut self, blocks: &[Block]) {
        self.balancer.enter_flow();
        self.blocks(blocks);
        self.balancer.leave(&mut self.out);
    }

    /// Writes running text into something that cannot hold blocks.
    pub(super) fn phrasing(&mut self, content: &[Inline]) {
        self.balancer.enter_phrasing();
        self.inlines(content);
        self.balancer.leave(&mut self.out);
    }

    /// The element for a heading of this level.
    pub(super) fn heading_element(&self, level: u8) -> &'static str {
        match i16::from(level) + self.heading_shift {
            ..=1 => "h1",
            2 => "h2",
            3 => "h3",
            4 => "h4",
            5 => "h5",
            6.. => "h6",
        }
    }
}

/// What to add to levels so that the highest heading of `prose`, raw ones included, gets the
/// level `first`.
pub(super) fn heading_shift(prose: &Prose, first: u8) -> i16 {
    let mut highest: Option<u8> = None;
    let mut meet = |level: u8| highest = Some(highest.map_or(level, |known| known.min(level)));
    prose.for_each_block(&mut |block| match &block.kind {
        BlockKind::Heading { level, .. } => meet(*level),
        BlockKind::Html(html) => raw_headings(html, &mut meet),
        _ => {}
    });
    prose.for_each_inline(&mut |inline| {
        if let InlineKind::Html(html) = &inline.kind {
            raw_headings(html, &mut meet);
        }
    });
    highest.map_or(0, |highest| i16::from(first) - i16::from(highest))
}

fn raw_headings(html: &str, meet: &mut impl FnMut(u8)) {
    if !html.contains("<h") && !html.contains("<H") {
        return;
    }
    for token in tokens(html) {
        if let Token::Start(tag) = token
            && let Verdict::Allowed(element) = verdict(tag.name)
            && element.kind == Kind::Heading
        {
            meet(raw_level(element.name));
        }
    }
}

/// The level of a raw heading, by its name.
pub(super) fn raw_level(name: &str) -> u8 {
    name.bytes().last().map_or(6, |digit| digit - b'0')
}

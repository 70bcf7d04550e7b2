//! `<details>` and `<summary>` around Markdown become one block with its content inside.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, BlockKind, Inline, InlineKind};
use crate::source::{FileId, Span};

/// Folds the `<details>` among `blocks`, at every depth. A fold without an end is closed before
/// the next heading; an end without a start is dropped. Both are reported.
pub(super) fn fold(
    file: &FileId,
    source: &str,
    blocks: &mut Vec<Block>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for block in blocks.iter_mut() {
        for children in block.children_mut() {
            fold(file, source, children, diagnostics);
        }
    }
    if !blocks.iter().any(holds_fold) {
        return;
    }
    let tokens = tokens(source, std::mem::take(blocks));
    let mut folder = Folder {
        file,
        diagnostics,
        tokens: tokens.into_iter().peekable(),
        unread: Vec::new(),
    };
    *blocks = folder.siblings(0);
}

/// Nesting deeper than this is no longer folded, so that recursion stays shallow.
const DEEPEST: usize = 16;

enum Token {
    Block(Block),
    Open { open: bool, span: Span },
    Summary { content: Vec<Inline> },
    Close { span: Span },
}

fn holds_fold(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Html(html) => {
            let lower = html.to_ascii_lowercase();
            lower.contains("<details") || lower.contains("</details")
        }
        BlockKind::Paragraph(content) => content.iter().any(is_close),
        _ => false,
    }
}

fn is_close(inline: &Inline) -> bool {
    matches!(&inline.kind, InlineKind::Html(html)
        if html.trim().eq_ignore_ascii_case("</details>"))
}

fn tokens(source: &str, blocks: Vec<Block>) -> Vec<Token> {
    let mut tokens = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Html(html) => html_tokens(source, &html, block.span, &mut tokens),
            BlockKind::Paragraph(mut content) if content.iter().any(is_close) => {
                let end = content.iter().position(is_close).unwrap_or(content.len());
                let rest = content.split_off(end);
                if !content.is_empty() {
                    tokens.push(Token::Block(paragraph(content)));
                }
                let mut after = Vec::new();
                for inline in rest {
                    if is_close(&inline) {
                        tokens.push(Token::Close { span: inline.span });
                    } else {
                        after.push(inline);
                    }
                }
                while after
                    .first()
                    .is_some_and(|inline| matches!(inline.kind, InlineKind::SoftBreak))
                {
                    after.remove(0);
                }
                if !after.is_empty() {
                    tokens.push(Token::Block(paragraph(after)));
                }
            }
            kind => tokens.push(Token::Block(Block::new(block.span, kind))),
        }
    }
    tokens
}

fn paragraph(mut content: Vec<Inline>) -> Block {
    while content
        .last()
        .is_some_and(|inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak))
    {
        content.pop();
    }
    let span = crate::model::prose::span_of(&content);
    Block::new(span, BlockKind::Paragraph(content))
}

/// Cuts one run of raw HTML at the tags that fold.
fn html_tokens(source: &str, html: &str, span: Span, tokens: &mut Vec<Token>) {
    let lower = html.to_ascii_lowercase();
    let mut seeker = Seeker {
        source,
        span,
        at: span.start as usize,
    };
    let mut place = |from: usize, to: usize| seeker.find(&html[from..to]);
    let mut at = 0;
    let mut plain = 0;
    let flush = |from: usize, to: usize, place: &mut dyn FnMut(usize, usize) -> Span| {
        (from < to && !html[from..to].trim().is_empty()).then(|| {
            let kind = BlockKind::Html(html[from..to].to_owned());
            Token::Block(Block::new(place(from, to), kind))
        })
    };
    while let Some(found) = lower[at..].find('<').map(|found| at + found) {
        let rest = &lower[found..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(lower.len(), |end| found + end + 3);
        } else if is_tag(rest, "<details") {
            let end = rest.find('>').map_or(lower.len(), |end| found + end + 1);
            tokens.extend(flush(plain, found, &mut place));
            let open = lower[found..end]
                .split(|character: char| !character.is_ascii_alphanumeric())
                .any(|word| word == "open");
            tokens.push(Token::Open {
                open,
                span: place(found, end),
            });
            at = end;
            plain = end;
        } else if is_tag(rest, "</details") {
            let end = rest.find('>').map_or(lower.len(), |end| found + end + 1);
            tokens.extend(flush(plain, found, &mut place));
            tokens.push(Token::Close {
                span: place(found, end),
            });
            at = end;
            plain = end;
        } else if is_tag(rest, "<summary") {
            let start = rest.find('>').map_or(lower.len(), |end| found + end + 1);
            let end = lower[start..]
                .find("</summary")
                .map_or(lower.len(), |end| start + end);
            tokens.extend(flush(plain, found, &mut place));
            tokens.push(Token::Summary {
                content: inline_html(&html[start..end], place(start, end)),
            });
            at = lower[end..]
                .find('>')
                .map_or(lower.len(), |close| end + close + 1);
            plain = at;
        } else {
            at = found + 1;
        }
    }
    tokens.extend(flush(plain, html.len(), &mut place));
}

/// Finds pieces of raw HTML, one behind the other, in the author's text. There they may have
/// quote marks and indents between their lines, which the HTML does not hold.
struct Seeker<'a> {
    source: &'a str,
    span: Span,
    at: usize,
}

impl Seeker<'_> {
    /// Where `piece` stands; the whole HTML's place when it was not written like that.
    fn find(&mut self, piece: &str) -> Span {
        let mut start = None;
        let mut end = self.at;
        for line in piece.lines().map(str::trim) {
            if line.is_empty() {
                continue;
            }
            let rest = self.source.get(end..self.span.end as usize);
            let Some(found) = rest.and_then(|rest| rest.find(line)) else {
                return self.span;
            };
            start.get_or_insert(end + found);
            end += found + line.len();
        }
        self.at = end;
        Span::new(start.unwrap_or(end), end)
    }
}

fn is_tag(text: &str, start: &str) -> bool {
    text.strip_prefix(start)
        .is_some_and(|rest| rest.starts_with([' ', '>', '/', '\n', '\t']) || rest.is_empty())
}

/// Raw HTML as running text: tags stay tags, the commonest entities become characters.
pub(super) fn inline_html(html: &str, span: Span) -> Vec<Inline> {
    let mut content = Vec::new();
    let mut rest = html.trim();
    while !rest.is_empty() {
        let (piece, tag) = match rest.find('<') {
            Some(0) => (rest.find('>').map_or(rest.len(), |end| end + 1), true),
            Some(at) => (at, false),
            None => (rest.len(), false),
        };
        let (now, later) = rest.split_at(piece);
        let kind = if tag {
            InlineKind::Html(now.to_owned())
        } else {
            InlineKind::Text(entities(now))
        };
        content.push(Inline::new(span, kind));
        rest = later;
    }
    content
}

fn entities(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    let start = if text.starts_with(char::is_whitespace) {
        " "
    } else {
        ""
    };
    let end = if text.ends_with(char::is_whitespace) && !words.is_empty() {
        " "
    } else {
        ""
    };
    format!("{start}{}{end}", words.join(" "))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

struct Folder<'a> {
    file: &'a FileId,
    diagnostics: &'a mut Vec<Diagnostic>,
    tokens: std::iter::Peekable<std::vec::IntoIter<Token>>,
    /// Tokens that were looked at and given back, next one last.
    unread: Vec<Token>,
}

impl Folder<'_> {
    fn next(&mut self) -> Option<Token> {
        self.unread.pop().or_else(|| self.tokens.next())
    }

    /// Blocks up to the end of this level; at depth 0 up to the end of the text.
    fn siblings(&mut self, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        while let Some(token) = self.next() {
            match token {
                Token::Block(block) => blocks.push(block),
                Token::Open { open, span } if depth < DEEPEST => {
                    let block = self.details(open, span, depth);
                    blocks.push(block);
                }
                Token::Open { .. } => {}
                Token::Summary { content } => blocks.push(paragraph(content)),
                Token::Close { span } => {
                    if depth > 0 {
                        self.unread.push(Token::Close { span });
                        return blocks;
                    }
                    self.unbalanced(span, "</details> closes nothing");
                }
            }
        }
        blocks
    }

    fn details(&mut self, open: bool, span: Span, depth: usize) -> Block {
        let mut summary = Vec::new();
        match self.next() {
            Some(Token::Summary { content }) => summary = content,
            Some(other) => self.unread.push(other),
            None => {}
        }
        let mut blocks = self.siblings(depth + 1);
        let end = match self.next() {
            Some(Token::Close { span }) => span,
            _ => {
                self.unbalanced(span, "<details> is never closed");
                self.give_back_from_heading(&mut blocks);
                blocks.last().map_or(span, |block| block.span)
            }
        };
        Block::new(
            span.to(end),
            BlockKind::Details {
                summary,
                open,
                blocks,
            },
        )
    }

    /// What follows a heading is no longer part of a fold that has no end.
    fn give_back_from_heading(&mut self, blocks: &mut Vec<Block>) {
        if let Some(at) = blocks.iter().position(|block| block.as_heading().is_some()) {
            let rest = blocks.split_off(at);
            self.unread.extend(rest.into_iter().rev().map(Token::Block));
        }
    }

    fn unbalanced(&mut self, span: Span, message: &str) {
        self.diagnostics.push(
            Diagnostic::new(Code::UnbalancedDetails, self.file, span, message)
                .help("every <details> needs one </details> behind its content"),
        );
    }
}

//! Edits to a text before it is read as Markdown, and the way back to the author's own text.
//!
//! A [`Repaired`] text is the source with some ranges replaced. Its [`OffsetMap`] turns places in
//! the repaired text into places in the source, so that every diagnostic points at what the
//! author wrote.

use std::ops::Range;

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes of the source; empty for an insertion.
    pub range: Range<usize>,
    /// What stands there instead.
    pub text: String,
}

impl Edit {
    /// Puts `text` in front of the byte at `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self {
            range: offset..offset,
            text: text.into(),
        }
    }

    /// Replaces `range` by `text`.
    pub fn replace(range: Range<usize>, text: impl Into<String>) -> Self {
        Self {
            range,
            text: text.into(),
        }
    }
}

/// A text with edits applied, and the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    /// The text to read.
    pub text: String,
    /// From places in it to places in the source.
    pub map: OffsetMap,
}

impl Repaired {
    /// Applies `edits` to `source`. Of edits that overlap, the first one (by place) wins.
    pub fn new(source: &str, mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut text = String::with_capacity(source.len() + edits.len() * 4);
        let mut map = OffsetMap::default();
        let mut done = 0;
        for edit in edits {
            if edit.range.start < done || edit.range.end > source.len() {
                continue;
            }
            map.copied(text.len(), done);
            text.push_str(&source[done..edit.range.start]);
            map.inserted(text.len(), edit.range.start);
            text.push_str(&edit.text);
            done = edit.range.end;
        }
        map.copied(text.len(), done);
        text.push_str(&source[done..]);
        map.source_len = source.len();
        Self { text, map }
    }
}

/// From places in a repaired text to places in its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    pieces: Vec<Piece>,
    source_len: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    /// Where it starts in the repaired text.
    start: usize,
    /// Where it starts in the source.
    source: usize,
    /// Whether it was copied; an insertion is one place in the source.
    copied: bool,
}

impl OffsetMap {
    fn copied(&mut self, start: usize, source: usize) {
        self.push(start, source, true);
    }

    fn inserted(&mut self, start: usize, source: usize) {
        self.push(start, source, false);
    }

    fn push(&mut self, start: usize, source: usize, copied: bool) {
        if let Some(last) = self.pieces.last_mut()
            && last.start == start
        {
            *last = Piece {
                start,
                source,
                copied,
            };
            return;
        }
        self.pieces.push(Piece {
            start,
            source,
            copied,
        });
    }

    /// The place in the source of the byte at `offset` of the repaired text.
    pub fn source(&self, offset: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.start <= offset);
        let Some(piece) = after.checked_sub(1).map(|index| self.pieces[index]) else {
            return offset.min(self.source_len);
        };
        let place = if piece.copied {
            piece.source + (offset - piece.start)
        } else {
            piece.source
        };
        place.min(self.source_len)
    }

    /// The place in the source behind the byte before `offset`: where something that ends at
    /// `offset` ends in the source.
    pub fn source_end(&self, offset: usize) -> usize {
        let Some(last) = offset.checked_sub(1) else {
            return self.source(0);
        };
        let next = self.source(offset);
        let after = self.pieces.partition_point(|piece| piece.start <= last);
        let copied = after == 0 || self.pieces[after - 1].copied;
        if copied {
            next.min(self.source(last) + 1)
        } else {
            next
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, Repaired};

    #[test]
    fn places_in_the_repaired_text_lead_back_to_the_source() {
        let source = "one\n\ntwo three";
        let repaired = Repaired::new(
            source,
            vec![Edit::insert(0, "## "), Edit::replace(3..5, " ")],
        );
        assert_eq!(repaired.text, "## one two three");
        let back = |word: &str| {
            let at = repaired.text.find(word).expect("the word is there");
            &source[repaired.map.source(at)..][..word.len()]
        };
        assert_eq!(
            [back("one"), back("two"), back("three")],
            ["one", "two", "three"]
        );
        assert_eq!(repaired.map.source(0), 0);
        assert_eq!(repaired.map.source_end(repaired.text.len()), source.len());
    }

    #[test]
    fn overlapping_edits_do_not_break_the_text() {
        let edits = vec![Edit::replace(0..3, "x"), Edit::replace(2..4, "y")];
        assert_eq!(Repaired::new("abcdef", edits).text, "xdef");
    }
}

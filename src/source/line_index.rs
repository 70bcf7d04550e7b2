//! From byte offsets to the lines and columns that people count.

/// A place as an editor shows it: both numbers start at 1, columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line number, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The starts of the lines of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    /// In 32 bits like every place, because every document keeps its own.
    starts: Box<[u32]>,
}

impl LineIndex {
    /// Indexes `text`; lines end with a line feed (decoding has mended other line ends).
    pub fn new(text: &str) -> Self {
        let behind = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(behind);
        let starts = starts.map(|start| u32::try_from(start).unwrap_or(u32::MAX));
        Self {
            starts: starts.collect(),
        }
    }

    /// The 1-based line that holds the byte at `offset`.
    pub fn line(&self, offset: usize) -> usize {
        let behind = self
            .starts
            .partition_point(|start| *start as usize <= offset);
        behind.max(1)
    }

    /// Line and column of `offset` in `text`, the text this index was made from.
    ///
    /// An offset behind the end or inside a character counts as the next place before it.
    pub fn line_column(&self, text: &str, offset: usize) -> LineColumn {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line(offset);
        let column = text[self.starts[line - 1] as usize..offset].chars().count() + 1;
        LineColumn { line, column }
    }

    /// Offset of the first byte of the 1-based `line`; lines behind the last give the end of
    /// the last known line.
    pub fn line_start(&self, line: usize) -> usize {
        let last = self.starts.len() - 1;
        self.starts[line.saturating_sub(1).min(last)] as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{LineColumn, LineIndex};

    #[test]
    fn columns_count_characters_and_lines_start_at_one() {
        let text = "näh\n日本語\n";
        let index = LineIndex::new(text);
        let at = |offset| index.line_column(text, offset);
        assert_eq!(at(0), LineColumn { line: 1, column: 1 });
        assert_eq!(at(3), LineColumn { line: 1, column: 3 });
        assert_eq!(at(8), LineColumn { line: 2, column: 2 });
        assert_eq!(at(999), LineColumn { line: 3, column: 1 });
        assert_eq!(index.line_start(2), 5);
    }
}

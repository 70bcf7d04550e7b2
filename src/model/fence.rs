//! What a code fence says about its block beside the language.

/// What stands behind the language on the line that opens a block of code, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Fence {
    /// All of it as the author wrote it: not everything means something to us.
    pub info: String,
    /// The name of the file, or another title.
    pub title: Option<String>,
    /// Lines to point out, as the author wrote them: not checked, not sorted.
    pub marked: Vec<LineRange>,
    /// The number of the first line, when lines are to be numbered.
    pub numbered: Option<u32>,
}

impl Fence {
    /// Whether the line with this number, counted from 1, is pointed out.
    pub fn marks(&self, line: u32) -> bool {
        self.marked
            .iter()
            .any(|range| range.first <= line && line <= range.last)
    }
}

/// Lines from one to another, counted from 1 in the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LineRange {
    /// The first.
    pub first: u32,
    /// The last.
    pub last: u32,
}

impl LineRange {
    /// Whether all of it lies in a block of so many lines.
    pub fn fits(self, lines: u32) -> bool {
        (1..=self.last).contains(&self.first) && self.last <= lines
    }
}

//! How long each stage took.

use std::time::{Duration, Instant};

/// The stages that are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Text to documents.
    Parse,
    /// Documents to a guide.
    Assemble,
    /// Rules about the guide.
    Check,
    /// Loading the theme.
    Theme,
    /// Guide to pages.
    Render,
    /// Guide to the search index.
    Search,
}

/// Wall time of each stage that ran, in order.
#[derive(Clone, Debug, Default)]
pub struct Timings(pub Vec<(Stage, Duration)>);

impl Timings {
    /// Runs `work` and remembers how long it took.
    pub(super) fn measure<T>(&mut self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let value = work();
        self.0.push((stage, start.elapsed()));
        value
    }
}

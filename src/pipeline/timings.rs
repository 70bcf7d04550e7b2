//! What each stage did: calls, answers that were there already, and time.
//!
//! 1. Whoever runs a stage calls [`Timings::measure`] around it, also from several threads at once.
//! 2. Whoever knows how many pieces of work a stage had, and how many of them a memo or a cache
//!    answered, calls [`Timings::count`].
//! 3. [`Timings::table`] is what `--timings` prints.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The stages that are measured, in the order in which a table lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Finding and reading files.
    Read,
    /// Whether the last build was of the same; a call is a build, and an answer that was there is
    /// one that need not be made again.
    Recall,
    /// Text to documents; a call is a file.
    Parse,
    /// Questions found in `prepbook.ids`.
    Ids,
    /// Documents cut down to what an edition shows; a call is a document.
    Edition,
    /// Documents to a guide.
    Assemble,
    /// Which questions belong together.
    Related,
    /// Rules about the guide.
    Check,
    /// Loading the theme.
    Theme,
    /// Code in colours, before the pages; a call is a block of code that a page shows.
    Highlight,
    /// Guide to pages; a call is a page.
    Render,
    /// A page's context; part of [`Stage::Render`], on all threads.
    Context,
    /// A context put into its template; part of [`Stage::Render`], on all threads.
    Fill,
    /// Guide to the search index.
    Search,
    /// Files beside pages and index: lists for scripts, styles, attachments; a call is a file.
    Files,
    /// Files to disk; a call is a file, and an answer that was there is a file that was right. Of a
    /// build that need not be made, looking at all of them.
    Publish,
}

impl Stage {
    /// Its name, and how many stages it is a part of.
    fn name(self) -> (&'static str, usize) {
        match self {
            Self::Read => ("read", 0),
            Self::Recall => ("recall", 0),
            Self::Parse => ("parse", 0),
            Self::Ids => ("ids", 0),
            Self::Edition => ("edition", 0),
            Self::Assemble => ("assemble", 0),
            Self::Related => ("related", 0),
            Self::Check => ("check", 0),
            Self::Theme => ("theme", 0),
            Self::Render => ("render", 0),
            Self::Context => ("context", 1),
            Self::Highlight => ("highlight", 0),
            Self::Fill => ("fill", 1),
            Self::Search => ("search", 0),
            Self::Files => ("files", 0),
            Self::Publish => ("publish", 0),
        }
    }
}

/// What the stages of one build did.
#[derive(Debug)]
pub struct Timings {
    start: Instant,
    stages: Mutex<BTreeMap<Stage, Done>>,
}

/// What one stage did.
#[derive(Clone, Copy, Debug, Default)]
struct Done {
    /// How often it was measured.
    runs: usize,
    /// Pieces of work, where somebody counts them.
    calls: usize,
    /// How many of them were answered by a memo or a cache.
    hits: usize,
    time: Duration,
}

impl Default for Timings {
    fn default() -> Self {
        Self {
            start: Instant::now(),
            stages: Mutex::default(),
        }
    }
}

impl Timings {
    /// Runs `work` and adds how long it took.
    pub fn measure<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let value = work();
        let time = start.elapsed();
        let mut stages = self.stages();
        let done = stages.entry(stage).or_default();
        done.runs += 1;
        done.time += time;
        value
    }

    /// Adds `calls`, of which `hits` were answered by a memo or a cache. A stage that nobody counts
    /// has one call for each time it was measured.
    pub fn count(&self, stage: Stage, calls: usize, hits: usize) {
        let mut stages = self.stages();
        let done = stages.entry(stage).or_default();
        done.calls += calls;
        done.hits += hits;
    }

    /// Adds what `other` measured.
    pub fn add(&self, other: &Self) {
        let other = other.stages().clone();
        let mut stages = self.stages();
        for (stage, more) in other {
            let done = stages.entry(stage).or_default();
            done.runs += more.runs;
            done.calls += more.calls;
            done.hits += more.hits;
            done.time += more.time;
        }
    }

    /// Every stage that ran on a line of its own, and the time since this was made.
    pub fn table(&self) -> String {
        table(&self.stages(), self.start.elapsed())
    }

    fn stages(&self) -> MutexGuard<'_, BTreeMap<Stage, Done>> {
        // A stage that panicked has not added anything; what stands there is right.
        self.stages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn table(stages: &BTreeMap<Stage, Done>, total: Duration) -> String {
    let mut out = String::new();
    let mut line = |name: &str, calls: &str, hits: &str, time: &str| {
        let _ = writeln!(out, "{name:<14}{calls:>9}{hits:>9}{time:>13}");
    };
    line("stage", "calls", "hits", "ms");
    for (stage, done) in stages {
        let (name, depth) = stage.name();
        let name = format!("{:indent$}{name}", "", indent = 2 * depth);
        let calls = if done.calls > 0 {
            done.calls
        } else {
            done.runs
        };
        let hits = match done.hits {
            0 => "-".to_owned(),
            hits => hits.to_string(),
        };
        let time = match (done.runs, depth) {
            (0, _) => "-".to_owned(),
            (_, 0) => milliseconds(done.time),
            // Threads work side by side, so parts add up to more than the whole.
            _ => format!("({})", milliseconds(done.time)),
        };
        line(&name, &calls.to_string(), &hits, &time);
    }
    line("all", "", "", &milliseconds(total));
    out.push_str("(in brackets: part of the stage above, all threads added up)\n");
    out
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1_000.0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::time::Duration;

    use super::{Done, Stage, Timings, table};

    #[test]
    fn a_table_lists_stages_in_order_with_their_parts() {
        let micros = Duration::from_micros;
        let done = |runs, calls, hits, time| Done {
            runs,
            calls,
            hits,
            time: micros(time),
        };
        let stages = BTreeMap::from([
            (Stage::Publish, done(1, 1_234, 1_000, 80_040)),
            (Stage::Highlight, done(0, 6_008, 12, 0)),
            (Stage::Render, done(1, 0, 0, 1_500_000)),
            (Stage::Context, done(1_234, 0, 0, 2_900_000)),
        ]);
        assert_eq!(
            table(&stages, micros(1_700_000)),
            "\
stage             calls     hits           ms
highlight          6008       12            -
render                1        -       1500.0
  context          1234        -     (2900.0)
publish            1234     1000         80.0
all                                    1700.0
(in brackets: part of the stage above, all threads added up)
"
        );
    }

    #[test]
    fn what_is_measured_and_counted_adds_up() {
        let timings = Timings::default();
        assert_eq!(timings.measure(Stage::Parse, || 7), 7);
        timings.count(Stage::Parse, 40, 10);
        let second = Timings::default();
        second.count(Stage::Parse, 2, 2);
        timings.add(&second);
        let done = timings.stages()[&Stage::Parse];
        assert_eq!((done.runs, done.calls, done.hits), (1, 42, 12));
    }
}

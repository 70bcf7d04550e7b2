//! Front matter as its author wrote it, with keys added.

use std::fmt;

/// The lines between two `---`, each with its line feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    lines: Vec<String>,
}

impl FrontMatter {
    /// The front matter at the start of a text; none when there is none.
    pub fn of(text: &str) -> Self {
        let end = crate::parse::front_matter_end(text);
        let lines: Vec<String> = text[..end].lines().map(str::to_owned).collect();
        match lines.as_slice() {
            [_, inner @ .., _] => Self {
                lines: inner.to_vec(),
            },
            _ => Self::default(),
        }
    }

    /// The keys in it.
    pub fn keys(&self) -> Vec<String> {
        let lines = self.lines.iter();
        lines
            .filter(|line| !line.starts_with([' ', '\t', '#', '-']))
            .filter_map(|line| Some(line.split_once(':')?.0.trim().to_owned()))
            .collect()
    }

    /// The same with `key` set.
    #[must_use]
    pub fn with(&self, key: &str, value: &str) -> Self {
        let mut lines = self.lines.clone();
        let new = format!("{key}: {value}");
        let is_key = |line: &String| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start().starts_with(':'))
        };
        match lines.iter().position(is_key) {
            Some(at) => lines[at] = new,
            None => lines.push(new),
        }
        Self { lines }
    }
}

impl fmt::Display for FrontMatter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lines.is_empty() {
            return Ok(());
        }
        writeln!(formatter, "---")?;
        for line in &self.lines {
            writeln!(formatter, "{line}")?;
        }
        writeln!(formatter, "---\n")
    }
}

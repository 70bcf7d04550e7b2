//! Which files are one question each (form 4): a fact of a folder, and not of a file.
//!
//! A title that asks says little; tutorials ask as well. Where six in ten titles of a folder (and of
//! those below it) ask, its files are questions. The title is front matter's, the first heading's, that of a heading
//! right below it, or the file's name.

use std::collections::BTreeMap;

use super::asking::{asks, starts_asking};
use super::labels::is_question_word;
use crate::source::SourceFile;

/// Only this many bytes of a file are looked at.
const HEAD: usize = 4096;

/// Fewer files are no series.
const FEWEST: usize = 3;

/// What a file's title says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Title {
    /// Something else.
    Other,
    /// It starts like a question or a task.
    Starts,
    /// A heading right below it asks.
    Below,
    /// It asks, or says that it is a question.
    Asks,
}

/// For each file whether it is one question.
pub fn whole_files(files: &[SourceFile]) -> Vec<bool> {
    let titles: Vec<Option<Title>> = files.iter().map(title).collect();
    let mut folders: BTreeMap<&str, Folder> = BTreeMap::new();
    for (file, title) in files.iter().zip(&titles) {
        if let Some(title) = title {
            for folder in folders_of(file) {
                let folder = folders.entry(folder).or_default();
                folder.all += 1;
                folder.asking += usize::from(*title >= Title::Below);
                folder.below += usize::from(*title == Title::Below);
                folder.starting += usize::from(*title >= Title::Starts);
            }
        }
    }
    files
        .iter()
        .zip(titles)
        .map(|(file, title)| {
            let Some(title) = title else {
                return false;
            };
            let mut above = folders_of(file).map(|folder| &folders[folder]);
            // A small folder is judged with those around it, when nothing in it says otherwise.
            above.next().is_some_and(|own| {
                own.is_series(title)
                    || (own.all < FEWEST
                        && own.asking - own.below == own.all
                        && above.any(|folder| folder.is_series(title)))
            })
        })
        .collect()
}

/// How many files of a folder have which title.
#[derive(Clone, Copy, Debug, Default)]
struct Folder {
    all: usize,
    asking: usize,
    below: usize,
    starting: usize,
}

impl Folder {
    /// Whether a file of the folder that has such a title is a question.
    fn is_series(&self, title: Title) -> bool {
        let series = self.asking >= FEWEST && self.asking * 10 >= self.all * 6;
        // Without question marks nearly all of them have to start like one.
        let nearly_all = self.starting * 10 >= self.all * 9;
        let tasks = (self.starting > FEWEST && nearly_all)
            || (self.starting >= FEWEST && self.asking > 0 && self.starting * 10 >= self.all * 7);
        match title {
            Title::Asks => series || tasks,
            Title::Below => series && self.below * 10 >= self.all * 6,
            Title::Starts => tasks || (series && nearly_all),
            Title::Other => false,
        }
    }
}

/// The folders that a file lies in, inner ones first.
fn folders_of(file: &SourceFile) -> impl Iterator<Item = &str> {
    let above = |path: &str| path.rfind('/').unwrap_or(0);
    let first = &file.path[..above(&file.path)];
    std::iter::successors(Some(first), move |folder| {
        (!folder.is_empty()).then(|| &folder[..above(folder)])
    })
}

/// What the title of a file says; nothing for a folder's own page.
fn title(file: &SourceFile) -> Option<Title> {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if matches!(stem.to_lowercase().as_str(), "readme" | "index" | "license") {
        return None;
    }
    let text = &file.text[..file.text.floor_char_boundary(HEAD)];
    let mut best = of_words(stem);
    let mut headings = 0;
    let mut fence: Option<&str> = None;
    let mut front_matter = text.starts_with("---");
    for (number, line) in text.lines().enumerate() {
        if front_matter {
            front_matter = number == 0 || line.trim_end() != "---";
            if let Some(title) = line.strip_prefix("title:") {
                best = best.max(of_words(title));
            }
            continue;
        }
        let trimmed = line.trim();
        if let Some(mark) = fence {
            if trimmed.starts_with(mark) {
                fence = None;
            }
            continue;
        }
        if trimmed.is_empty() {
            continue;
        }
        fence = ["```", "~~~"]
            .into_iter()
            .find(|mark| trimmed.starts_with(mark));
        let level = trimmed.bytes().take_while(|byte| *byte == b'#').count();
        let heading = (1..=6).contains(&level).then(|| trimmed[level..].trim());
        match heading {
            Some(words) if headings < 2 => {
                headings += 1;
                let own = match of_words(words) {
                    Title::Asks if headings > 1 => Title::Below,
                    Title::Starts if headings > 1 => Title::Other,
                    own => own,
                };
                best = best.max(own);
            }
            // Only a heading right below the first may be the question instead of it.
            _ if headings > 0 => break,
            _ => {}
        }
    }
    Some(best)
}

fn of_words(words: &str) -> Title {
    if asks(words) || says_question(words) {
        Title::Asks
    } else if starts_asking(words) {
        Title::Starts
    } else {
        Title::Other
    }
}

/// Whether the words hold `Question 3` or the like.
pub(super) fn says_question(words: &str) -> bool {
    let mut pieces = words
        .split(|character: char| !character.is_alphanumeric())
        .filter(|piece| !piece.is_empty())
        .peekable();
    while let Some(piece) = pieces.next() {
        let word = piece.trim_end_matches(|character: char| character.is_ascii_digit());
        let numbered = word.len() < piece.len()
            || pieces
                .peek()
                .is_some_and(|next| next.bytes().all(|byte| byte.is_ascii_digit()));
        if word.len() > 1 && numbered && is_question_word(word) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::whole_files;
    use crate::source::{FileId, SourceFile};

    fn found(files: &[(&str, &str)]) -> Vec<bool> {
        let files: Vec<SourceFile> = files
            .iter()
            .map(|(path, text)| SourceFile::new(FileId::new(*path), *path, text.as_bytes()))
            .collect();
        whole_files(&files)
    }

    #[test]
    fn a_folder_of_titles_that_ask_is_a_series() {
        let files = [
            ("q/a.md", "# What is a heap?\n\nA tree.\n"),
            ("q/b.md", "---\ntitle: Why locks?\n---\n\nBecause.\n"),
            (
                "q/c.md",
                "# Question 3 - Locks\n\n## Which locks are there?\n\nTwo.\n",
            ),
            ("q/intro.md", "# Introduction\n\nWords.\n"),
            ("q/README.md", "# Why?\n\nWords.\n"),
            ("docs/why.md", "# Why?\n\nWords.\n"),
            ("docs/install.md", "# Install\n\n## Why?\n"),
        ];
        assert_eq!(
            found(&files),
            [true, true, true, false, false, false, false]
        );
    }

    #[test]
    fn names_without_marks_have_to_agree() {
        let names = [
            "What is X",
            "Why Y",
            "Explain Z",
            "Compare W",
            "Which V",
            "How does U",
        ];
        let files: Vec<(String, &str)> = names
            .iter()
            .map(|name| (format!("{name}.md"), "Words.\n"))
            .collect();
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(name, text)| (name.as_str(), *text))
            .collect();
        assert_eq!(found(&files), [true; 6]);
        let how: Vec<(String, &str)> = (0..8)
            .map(|number| (format!("How to do {number}.md"), "Words.\n"))
            .collect();
        let how: Vec<(&str, &str)> = how
            .iter()
            .map(|(name, text)| (name.as_str(), *text))
            .collect();
        assert_eq!(found(&how), [false; 8]);
    }
}

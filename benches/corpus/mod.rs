//! A guide of any size, the same on every machine: what prepbook is measured with.
//!
//! 1. [`random`] gives numbers, [`words`] a vocabulary with the frequencies of a language.
//! 2. [`question`] and [`others`] write Markdown, with blocks of [`code`] that all differ.
//! 3. [`files`] cuts it into files of 25 questions and gives each the frame its tool wants.
//!
//! The first 1,000 questions of 10,000 are the same as those of 1,000.

pub mod code;
pub mod others;
pub mod question;
pub mod random;
pub mod tools;
pub mod words;

pub use tools::Style;

/// Questions in each file.
pub const QUESTIONS_A_FILE: usize = 25;

/// After so many files of questions comes a document of another kind.
const FILES_TO_AN_OTHER: usize = 10;

/// Questions in a section of a file.
const QUESTIONS_A_SECTION: usize = 5;

const FOLDERS: [&str; 16] = [
    "algorithms",
    "apis",
    "browsers",
    "caches",
    "databases",
    "debugging",
    "delivery",
    "kernels",
    "languages",
    "networks",
    "observability",
    "queues",
    "reliability",
    "security",
    "storage",
    "testing",
];

/// A file of the corpus.
#[derive(Debug)]
pub struct File {
    /// Where it stands, below the tool's content folder.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The path of the file with this number.
pub fn file_path(file: usize) -> String {
    let folder = FOLDERS[file % FOLDERS.len()];
    format!("{folder}/set-{:04}.md", file / FOLDERS.len() + 1)
}

/// `questions` questions and what stands beside them, as `style` wants to read it.
pub fn files(questions: usize, style: Style) -> Vec<File> {
    let count = questions.div_ceil(QUESTIONS_A_FILE);
    let mut files = Vec::new();
    for file in 0..count {
        let first = file * QUESTIONS_A_FILE;
        let end = questions.min(first + QUESTIONS_A_FILE);
        let mut random = random::Random::of(7, file);
        let title = words::capital(&words::words(&mut random, 3));
        let tags = [question::tag(&mut random)];
        let mut text = words::paragraph(&mut random, 25) + "\n\n";
        for index in first..end {
            if index % QUESTIONS_A_SECTION == 0 {
                let section = words::capital(&words::words(&mut random, 2));
                text += &format!("## {section}\n\n");
            }
            text += &question::markdown(style, index);
        }
        files.push(style.page(file_path(file), &title, &tags, "questions", &text));
        if file % FILES_TO_AN_OTHER == 0 {
            let (path, title, text) = others::document(file / FILES_TO_AN_OTHER);
            let kind = path["interviews/".len()..].split('-').next();
            files.push(style.page(path.clone(), &title, &[], kind.unwrap_or_default(), &text));
        }
    }
    let terms = others::glossary();
    files.push(style.page(
        "glossary.md".to_owned(),
        "Glossary",
        &[],
        "glossary",
        &terms,
    ));
    files.extend(style.frame(&files));
    files
}

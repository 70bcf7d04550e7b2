//! Which file goes where two want one path.
//!
//! A page goes before an attachment, an attachment before a static file, and an author's own
//! robots.txt before the one that is made. What authors lose that way is said, and so is what would
//! be lost where names ignore case, as on Windows and macOS: on the machine of a reader who is
//! given the folder, if not on this one.

use std::collections::{BTreeMap, HashMap};

use crate::diagnostic::{Code, Diagnostic};
use crate::render::Artifact;
use crate::source::FileId;

/// The files beside the pages.
#[derive(Default)]
pub(super) struct Beside {
    /// By path.
    pub(super) artifacts: BTreeMap<String, Artifact>,
    /// What was left out, or will be elsewhere.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Hands out paths, first come, first served.
pub(super) struct Paths<'a> {
    /// Whether a page, or a file that is made of questions, has a path; those are all small letters.
    taken: &'a dyn Fn(&str) -> bool,
    /// The first file of each name without case.
    holders: HashMap<String, Holder>,
    /// What was added so far.
    pub(super) beside: Beside,
}

/// Who has a path.
struct Holder {
    path: String,
    /// The author's file; files of the program and of themes have none.
    file: Option<FileId>,
}

impl<'a> Paths<'a> {
    /// No files yet, besides those that are `taken`.
    pub(super) fn new(taken: &'a dyn Fn(&str) -> bool) -> Self {
        Self {
            taken,
            holders: HashMap::new(),
            beside: Beside::default(),
        }
    }

    /// Adds a file of the program or of a theme, which makes way silently.
    pub(super) fn add(&mut self, artifact: Artifact) {
        let folded = artifact.path.to_lowercase();
        if !(self.taken)(&folded) && !self.holders.contains_key(&folded) {
            self.hold(folded, artifact, None);
        }
    }

    /// Adds an author's file, which stands in `folder`.
    pub(super) fn add_authors(&mut self, artifact: Artifact, folder: &str) {
        let file = FileId::new(format!("{folder}{}", artifact.path));
        let folded = artifact.path.to_lowercase();
        let left_out = |with: &str| {
            let message = format!("this file and {with} would have the same address");
            Diagnostic::of_file(Code::DuplicateUrl, &file, message)
                .help("the file was left out; give it another name")
        };
        let said = if (self.taken)(&folded) {
            Some(left_out(&made(&folded)))
        } else {
            match self.holders.get(&folded) {
                None => None,
                Some(Holder { path, file: None }) => Some(left_out(&made(path))),
                Some(Holder {
                    path,
                    file: Some(other),
                }) if *path == artifact.path => Some(left_out(&format!("'{other}'"))),
                Some(Holder {
                    file: Some(other), ..
                }) => {
                    let message =
                        format!("this file and '{other}' are one where names ignore case");
                    self.beside.diagnostics.push(
                        Diagnostic::of_file(Code::DuplicateUrl, &file, message).help(
                            "Windows and macOS would show one in place of the other; \
                             give one of them another name",
                        ),
                    );
                    None
                }
            }
        };
        match said {
            Some(said) => self.beside.diagnostics.push(said),
            None => self.hold(folded, artifact, Some(file)),
        }
    }

    fn hold(&mut self, folded: String, artifact: Artifact, file: Option<FileId>) {
        let path = artifact.path.clone();
        self.beside.artifacts.insert(path.clone(), artifact);
        self.holders.entry(folded).or_insert(Holder { path, file });
    }
}

/// A file that no author wrote, in a sentence.
fn made(path: &str) -> String {
    if path.ends_with(".html") {
        format!("the page '{path}'")
    } else {
        format!("'{path}', which prepbook writes,")
    }
}

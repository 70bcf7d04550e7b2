//! What was not read, and why.

use std::fmt;

use super::span::FileId;

/// Something that was not read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Path relative to the content root, `/` separators; folders end with one.
    pub path: String,
    /// Why it was skipped.
    pub reason: SkipReason,
    /// Its name in reports, when somebody should mend it: Markdown that is wanted and cannot be read.
    pub missed: Option<FileId>,
}

/// Why something was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// A dot file or dot folder.
    Hidden,
    /// A folder of other people's packages or of build results.
    Vendored,
    /// A `.gitignore` names it.
    GitIgnored,
    /// `exclude:` names it.
    Excluded,
    /// A folder that prepbook wrote.
    Output,
    /// A symbolic link that leaves the content folder.
    LeavesFolder,
    /// A symbolic link to a folder that holds the link.
    LinkLoop,
    /// It could not be read.
    Unreadable,
    /// It is larger than any Markdown file that a person writes.
    TooLarge,
    /// Files that run something, of a folder that strangers wrote.
    Untrusted,
    /// `static/` or `themes/` of a site whose content is its whole folder.
    SiteFolder,
}

impl fmt::Display for SkipReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Hidden => "hidden",
            Self::Vendored => "packages or build results",
            Self::GitIgnored => "named in .gitignore",
            Self::Excluded => "named in exclude:",
            Self::Output => "output of prepbook",
            Self::LeavesFolder => "a link that leaves the folder",
            Self::LinkLoop => "a link to a folder above it",
            Self::Unreadable => "cannot be read",
            Self::TooLarge => "larger than 32 MiB",
            Self::Untrusted => "not used with --untrusted",
            Self::SiteFolder => "the site's own files",
        })
    }
}

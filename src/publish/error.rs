//! Why a site was not published, with the way out of each.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::source::inputs::OUTPUT_MARKER;

/// Why a site was not published. The old site stands as it was.
#[derive(Debug)]
pub enum PublishError {
    /// The folder holds files and no marker, so it is somebody else's.
    Foreign {
        /// The output folder.
        out: PathBuf,
    },
    /// The output is a file.
    NotAFolder {
        /// The output.
        out: PathBuf,
    },
    /// The output has no name that a neighbour could be made from, like `/`.
    Nameless {
        /// The output.
        out: PathBuf,
    },
    /// The output is on another file system or layer than the folder above it.
    MountPoint {
        /// The output folder.
        out: PathBuf,
    },
    /// Another run publishes to the same folder.
    Busy {
        /// The output folder.
        out: PathBuf,
        /// The other run's process, when it could be learnt.
        process: Option<u32>,
    },
    /// The marker is not one that this version wrote or can read.
    Marker {
        /// The output folder.
        out: PathBuf,
    },
    /// A file of the site would leave the output folder, or cannot be named in the manifest.
    BadPath {
        /// The artifact's path.
        path: String,
    },
    /// Two files of the site have one path.
    Twice {
        /// The path.
        path: String,
    },
    /// Two files of the site have one name where the system ignores case.
    OneName {
        /// The second of them, in the new tree.
        file: PathBuf,
    },
    /// A file that prepbook did not write stands where the site has a different one.
    Collision {
        /// The file in the output folder.
        file: PathBuf,
    },
    /// The folder holds another edition of a guide than the one that is to go there.
    OtherEdition {
        /// The output folder.
        out: PathBuf,
        /// What is there; `None` is the whole guide.
        there: Option<String>,
        /// What was to go there.
        wanted: Option<String>,
    },
    /// What the site is made of is inside the output folder, or is it.
    HoldsSource {
        /// The output folder.
        out: PathBuf,
        /// The folder with content, theme or `prepbook.yml`.
        source: PathBuf,
    },
    /// A program has a file of the output open, or stands in a folder of it.
    InUse {
        /// The output folder.
        out: PathBuf,
    },
    /// A run ended between two renames, and then somebody put files where the site was.
    Interrupted {
        /// The output folder.
        out: PathBuf,
        /// Where the site is.
        site: PathBuf,
    },
    /// A single file of an author cannot be written.
    Single {
        /// The file.
        file: PathBuf,
        /// The system's answer.
        error: io::Error,
    },
    /// The system refused.
    Io {
        /// What was tried: `read`, `write` …
        doing: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// Its answer.
        error: io::Error,
    },
}

impl PublishError {
    /// Makes an [`io::Error`] say what was tried, and where.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::Io { doing, path, error }
    }
}

impl fmt::Display for PublishError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign { out } => write!(
                formatter,
                "'{}' holds files that prepbook did not write; \
                 name another output folder, or empty this one",
                out.display()
            ),
            Self::NotAFolder { out } => write!(
                formatter,
                "'{}' is a file; name a folder for the output",
                out.display()
            ),
            Self::Nameless { out } => write!(
                formatter,
                "'{}' cannot be exchanged as a whole; name a folder inside it for the output",
                out.display()
            ),
            Self::MountPoint { out } => write!(
                formatter,
                "'{}' is a mount point or part of a container's image, which cannot be exchanged \
                 as a whole; name a folder inside it for the output",
                out.display()
            ),
            Self::Busy { out, process } => {
                write!(formatter, "another prepbook ")?;
                if let Some(process) = process {
                    write!(formatter, "(process {process}) ")?;
                }
                write!(
                    formatter,
                    "is publishing to '{}'; wait for it, or name another output folder",
                    out.display()
                )
            }
            Self::Marker { out } => write!(
                formatter,
                "'{}' is damaged or from another version of prepbook; \
                 delete the folder '{}' and build again",
                out.join(OUTPUT_MARKER).display(),
                out.display()
            ),
            Self::BadPath { path } => write!(
                formatter,
                "{path:?} cannot be a file of the site; rename the file it is made from"
            ),
            Self::Twice { path } => write!(
                formatter,
                "two files of the site have the path '{path}'; rename one of them"
            ),
            Self::OneName { file } => write!(
                formatter,
                "'{}' cannot be written, as another file or folder of the site has that name, \
                 if not in the same case; rename one of them",
                file.display()
            ),
            Self::Collision { file } => write!(
                formatter,
                "'{}' was not written by prepbook, and the site has another file of that name; \
                 move or delete one of them",
                file.display()
            ),
            Self::OtherEdition { out, there, wanted } => write!(
                formatter,
                "'{}' holds {} and this is {}; name another output folder, \
                 or delete what is in this one",
                out.display(),
                Edition(there.as_deref()),
                Edition(wanted.as_deref())
            ),
            Self::HoldsSource { out, source } if out == source => write!(
                formatter,
                "'{}' is what the site is made of; name another folder for the output, \
                 which may be inside it",
                out.display()
            ),
            Self::HoldsSource { out, source } => write!(
                formatter,
                "'{}' holds '{}', which the site is made of; name another folder for the output",
                out.display(),
                source.display()
            ),
            Self::InUse { out } => write!(
                formatter,
                "'{}' cannot be exchanged while a program has a file of it open or stands in it; \
                 close editors, terminals and servers there, and build again",
                out.display()
            ),
            Self::Interrupted { out, site } => write!(
                formatter,
                "a run that was cut short left the site in '{}', and '{}' holds something else \
                 now; move that away, or delete the former, and build again",
                site.display(),
                out.display()
            ),
            Self::Single { file, error } => write!(
                formatter,
                "cannot write '{}': {error}; nothing was changed there",
                file.display()
            ),
            Self::Io { doing, path, error } => {
                write!(formatter, "cannot {doing} '{}': {error}", path.display())?;
                way_out(doing, error.kind()).map_or(Ok(()), |way| write!(formatter, "; {way}"))
            }
        }
    }
}

/// An edition in a sentence.
struct Edition<'a>(Option<&'a str>);

impl fmt::Display for Edition<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(name) => write!(formatter, "the edition '{name}'"),
            None => write!(formatter, "the whole guide"),
        }
    }
}

/// What to do about the common answers of systems.
fn way_out(doing: &str, kind: io::ErrorKind) -> Option<&'static str> {
    match kind {
        _ if matches!(doing, "find" | "list" | "read") => None,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Some(
            "the new site needs room beside the old one: make room, \
             or name an output folder on another disk",
        ),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Some(
            "the new site is made beside the old one: name an output folder in a folder \
             that may be written to",
        ),
        _ => None,
    }
}

// What the system said is part of the sentence, so it is no source to be printed after it.
impl Error for PublishError {}

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
    /// A file that prepbook did not write stands where the site has a different one.
    Collision {
        /// The file in the output folder.
        file: PathBuf,
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
            Self::Collision { file } => write!(
                formatter,
                "'{}' was not written by prepbook, and the site has another file of that name; \
                 move or delete one of them",
                file.display()
            ),
            Self::Io { doing, path, error } => {
                write!(formatter, "cannot {doing} '{}': {error}", path.display())
            }
        }
    }
}

impl Error for PublishError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

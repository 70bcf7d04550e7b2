//! Where text comes from: finding, reading and decoding files, and naming places in them.
//!
//! 1. [`locate`] says which folder a command-line path means.
//! 2. [`read_inputs`] walks it and reads every file once, sorted by path.
//! 3. [`decode::decode`] turns bytes into text and says what it had to mend.
//! 4. A [`Span`] names a place in a text; a [`LineIndex`] turns it into line and column when
//!    somebody has to read it.

mod changes;
pub mod decode;
pub mod digest;
pub mod file;
pub mod globs;
pub mod inputs;
pub mod line_index;
pub mod percent;
pub mod repository;
pub mod revision;
mod rules;
pub mod site;
mod skipped;
pub mod span;
pub mod stamp;
pub mod yaml;

pub use decode::{DecodeNote, DecodeProblem};
pub use digest::{Digest, Digester};
pub use file::SourceFile;
pub use inputs::{Asset, Inputs, ReadOptions, ThemeFiles, id_prefix, read_again, read_inputs};
pub use line_index::{LineColumn, LineIndex};
pub use revision::{Revision, RevisionError};
pub use site::{Site, locate};
pub use skipped::{SkipReason, Skipped};
pub use span::{FileId, Span};
pub use stamp::Stamp;

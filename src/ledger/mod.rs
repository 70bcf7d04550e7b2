//! Ids that outlive rewording: `prepbook.ids`, a file that the authors commit.
//!
//! 1. [`read`] reads its lines: the id of a question, its [`Fingerprint`] when the line was
//!    written, and its file ([`mod@format`]).
//! 2. [`asked`](asked::of) lists what a document asks, each with its fingerprint of today.
//! 3. [`settle()`] finds each question's line: what is exactly the same goes first, then the most
//!    similar in the same file, then anywhere ([`matching`], [`similar`]). What two may claim alike
//!    nobody gets; it is reported.
//! 4. [`named`] is a document whose questions have the ids that were settled; [`report`] says what
//!    the file does not know yet.
//!
//! Everything here is made of texts and documents. An id that an author wrote always stays, and no
//! id of the file, used or not, is ever given to a new question.

pub mod asked;
pub mod fingerprint;
pub mod format;
mod matching;
mod names;
pub mod report;
mod settle;
mod similar;
pub mod since;
#[cfg(test)]
mod tests;

pub use asked::Asked;
pub use fingerprint::Fingerprint;
pub use format::{Entry, Ledger, Version, read};
pub use names::named;
pub use settle::{Change, ChangeKind, Contested, Lost, Place, Settled, Shown, settle, text};

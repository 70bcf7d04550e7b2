//! The bytes of a cache file.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `prepcode` |
//! | 16 | what the colours depend on besides the code ([`stamp`]) |
//! | 16 | digest of all that follows |
//! | 4 | the last round |
//! | 4 | count of blocks |
//! | 24 each | key of a block, the round it was used in last, length of its HTML |
//! | | the HTML of all blocks |
//!
//! Numbers are little-endian. A file with one wrong byte anywhere is no file.

use std::sync::Arc;

use crate::html::{Kept, STAMP};
use crate::source::Digest;

const MAGIC: &[u8; 8] = b"prepcode";
const HEADER: usize = MAGIC.len() + 16 + 16;
const ENTRY: usize = 16 + 4 + 4;

/// No larger file is written, so none is read.
pub(super) const LARGEST_FILE: u64 = 64 << 20;

/// What a block with these bytes of HTML takes in a file.
pub(super) fn size(html: usize) -> usize {
    ENTRY + html
}

/// What files without a block take.
pub(super) const EMPTY: usize = HEADER + 8;

/// The program's version and what it knows about colours.
pub(super) fn stamp() -> Digest {
    Digest::of(format!("{} {STAMP:x}", env!("CARGO_PKG_VERSION")).as_bytes())
}

/// A file with these blocks.
pub(super) fn write(blocks: &[Kept], round: u32) -> Vec<u8> {
    let html: usize = blocks.iter().map(|block| size(block.html.len())).sum();
    let mut body = Vec::with_capacity(EMPTY + html);
    body.extend_from_slice(MAGIC);
    body.extend_from_slice(&stamp().bytes());
    body.extend_from_slice(&[0; 16]);
    body.extend_from_slice(&round.to_le_bytes());
    body.extend_from_slice(&number(blocks.len()).to_le_bytes());
    for block in blocks {
        body.extend_from_slice(&block.key.bytes());
        body.extend_from_slice(&block.used.to_le_bytes());
        body.extend_from_slice(&number(block.html.len()).to_le_bytes());
    }
    for block in blocks {
        body.extend_from_slice(block.html.as_bytes());
    }
    let digest = Digest::of(&body[HEADER..]);
    body[HEADER - 16..HEADER].copy_from_slice(&digest.bytes());
    body
}

/// Files stay far below what a number can say (`LARGEST_FILE`).
fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The blocks of a file, and the last round; none unless every byte is as it was written by this
/// version.
pub(super) fn parse(bytes: &[u8]) -> Option<(Vec<Kept>, u32)> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let rest = rest.strip_prefix(&stamp().bytes())?;
    let (digest, rest) = rest.split_first_chunk::<16>()?;
    if Digest::of(rest).bytes() != *digest {
        return None;
    }
    let (round, rest) = take_number(rest)?;
    let (count, rest) = take_number(rest)?;
    let (entries, html) = rest.split_at_checked((count as usize).checked_mul(ENTRY)?)?;
    let mut html = std::str::from_utf8(html).ok()?;
    let mut blocks = Vec::with_capacity(count as usize);
    for entry in entries.chunks_exact(ENTRY) {
        let (key, entry) = entry.split_first_chunk::<16>()?;
        let (used, entry) = take_number(entry)?;
        let (length, _) = take_number(entry)?;
        let (own, others) = html.split_at_checked(length as usize)?;
        html = others;
        blocks.push(Kept {
            key: Digest::from_bytes(*key),
            used,
            html: Arc::from(own),
        });
    }
    html.is_empty().then_some((blocks, round))
}

fn take_number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (number, rest) = bytes.split_first_chunk::<4>()?;
    Some((u32::from_le_bytes(*number), rest))
}

//! Raw HTML cut into tags, for those who read it and for those who write it.

mod references;
mod tags;

pub use references::{decode, reference_length};
pub use tags::{Tag, Token, is_component, srcset, text, tokens};

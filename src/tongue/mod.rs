//! The languages that people read and write: tags as they are spelt in file names ([`spelling`]),
//! what a language is called by those who speak it ([`names`]), which way it is written
//! ([`direction`]), and what a text is written in ([`spoken`]).

pub mod direction;
mod names;
mod spelling;
pub mod spoken;

pub use names::name;
pub use spelling::{tag, well_formed};

/// The language of a tag without script and region: `zh` of `zh-Hans-CN`.
pub fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

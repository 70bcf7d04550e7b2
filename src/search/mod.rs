//! Search.
pub mod entries;
pub mod tokens;

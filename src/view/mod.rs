//! From a guide to what templates see.

pub mod context;

pub use context::PageContext;

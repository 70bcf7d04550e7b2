//! The theme: load, check and fill templates; assets.

pub mod artifact;

pub use artifact::{Artifact, Content};

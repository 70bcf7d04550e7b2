//! Turns Markdown interview material into a study guide.

pub mod config;
pub mod diagnostic;
pub mod guide;
pub mod model;
pub mod parse;
pub mod render;
pub mod source;
pub mod view;

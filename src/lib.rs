//! Turns Markdown interview material into a study guide.

pub mod config;
pub mod diagnostic;
pub mod model;
pub mod publish;
pub mod render;
pub mod serve;
pub mod source;
pub mod view;

//! The theme: load, check and fill templates; assets.
//!
//! 1. [`embedded`] holds the built-in theme; a site's own files go before it, file by file.
//! 2. [`Theme::load`] parses all templates at once, and says everything that is wrong with them.
//! 3. [`Theme::render`] fills the template that a page asks for; [`Theme::assets`] are the files
//!    that every page shares.
//! 4. [`brand`] makes a stylesheet of `brand:`, [`crawlers`] what search engines read.
//! 5. [`trouble`] turns what the template engine says into diagnostics with a place.

pub mod artifact;
pub mod brand;
mod comments;
pub mod crawlers;
#[expect(
    clippy::disallowed_methods,
    reason = "debug builds read the theme from the checkout"
)]
pub mod embedded;
pub mod theme;
pub mod trouble;

#[cfg(test)]
mod tests;

pub use artifact::{Artifact, Content};
pub use theme::Theme;

//! Where links and images lead, as seen from one page.

/// Resolves what authors wrote to what a page can use.
pub trait Resolver {
    /// Where a link leads.
    fn link(&self, target: &str) -> LinkTarget;
    /// Where an image is.
    fn image(&self, target: &str) -> ImageTarget;
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A page or a file of the site, by its relative URL.
    Internal(String),
    /// Another site.
    External(String),
    /// Nowhere.
    Broken,
    /// Something that could run.
    Unsafe,
}

/// Where an image is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImageTarget {
    /// In the site, by its relative URL.
    Local(String),
    /// On another host: shown as a link, because pages load nothing from elsewhere.
    Remote(String),
    /// Nowhere.
    Missing,
    /// Something that could run.
    Unsafe,
}

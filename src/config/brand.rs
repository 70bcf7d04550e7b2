//! What `brand:` says: whose site it is.

use super::Placed;
use super::color::Color;

/// How the site shows whose it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brand {
    /// Name in the header and in previews, instead of the title.
    pub name: Option<String>,
    /// Picture before the name, below `static/`.
    pub logo: Option<Placed<String>>,
    /// Picture in the browser's tab, below `static/`.
    pub favicon: Option<Placed<String>>,
    /// Picture in previews, below `static/`.
    pub image: Option<Placed<String>>,
    /// Colour of links and of what is chosen.
    pub accent: Accent,
    /// A line at the end of every page, as Markdown.
    pub footer: Option<Placed<String>>,
    /// Own styles, below `static/`.
    pub css: Option<Placed<String>>,
}

impl Brand {
    /// Every file that is named, with its key.
    pub fn files(&self) -> impl Iterator<Item = (&'static str, &Placed<String>)> {
        [
            ("logo", &self.logo),
            ("favicon", &self.favicon),
            ("image", &self.image),
            ("css", &self.css),
        ]
        .into_iter()
        .filter_map(|(key, file)| Some((key, file.as_ref()?)))
    }
}

/// The accent colour in both themes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accent {
    /// On light paper.
    pub light: Option<Placed<Color>>,
    /// On dark paper; made from the light one when absent.
    pub dark: Option<Placed<Color>>,
}

impl Accent {
    /// Whether the theme's own colours stay.
    pub fn is_empty(&self) -> bool {
        self.light.is_none() && self.dark.is_none()
    }
}

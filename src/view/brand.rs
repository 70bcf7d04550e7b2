//! Whose site it is, as every page shows it.

use std::sync::Arc;

use super::context::BrandContext;
use super::scope::PageScope;
use crate::config::{Config, Placed};
use crate::guide::links::{Resolution, resolve_from_root};
use crate::guide::{Guide, PageKey, urls};
use crate::html::{ImageTarget, LinkTarget, ProseScope, Resolver, prose_html};
use crate::source::percent::encode_path;

/// The theme's own picture, for sites without one.
const LOGO: &str = "assets/prepbook.svg";

/// Where the pipeline puts the accent colour.
const ACCENT: &str = "assets/brand.css";

/// What `brand:` says, with the defaults of what it does not.
pub(super) fn context(guide: &Guide, config: &Config) -> BrandContext {
    let brand = &config.brand;
    // The way from the start page is the path with what links need encoded.
    let path = |file: &Placed<String>| urls::relative("index.html", &file.value);
    let own_logo = brand.logo.as_ref().map(path);
    let logo = own_logo.clone().unwrap_or_else(|| LOGO.to_owned());
    let favicon = brand.favicon.as_ref().map_or_else(|| logo.clone(), path);
    let accent = (!brand.accent.is_empty()).then(|| ACCENT.to_owned());
    BrandContext {
        name: brand.name.clone().unwrap_or_else(|| guide.title.clone()),
        logo,
        own_logo: own_logo.is_some(),
        favicon_type: picture_type(&favicon).to_owned(),
        favicon,
        stylesheets: accent
            .into_iter()
            .chain(brand.css.as_ref().map(path))
            .collect(),
        image: match (&config.base_url, &brand.image) {
            (Some(base), Some(image)) => Some(format!("{base}{}", encode_path(&image.value))),
            _ => None,
        },
    }
}

fn picture_type(path: &str) -> &'static str {
    let ending = path.rsplit('.').next().unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "gif" => "image/gif",
        _ => "",
    }
}

/// The footer as HTML, with links as seen from a page. The 404 page, which nobody knows the
/// address of, has none.
pub(super) fn footer(config: &Config, scope: &PageScope<'_>) -> String {
    let lost = scope.guide.pages[scope.page].key == PageKey::NotFound;
    let Some(footer) = config.brand.footer.as_ref().filter(|_| !lost) else {
        return String::new();
    };
    let prose = crate::parse::prose(&footer.value);
    let page = scope;
    let scope = ProseScope {
        resolver: &FromRoot(scope),
        words: &scope.words.prose,
        first_heading: 2,
        terms: None,
    };
    page.walled(prose_html(&prose, &scope))
}

/// Resolves links that stand in no document.
struct FromRoot<'a>(&'a PageScope<'a>);

impl Resolver for FromRoot<'_> {
    fn link(&self, target: &str) -> LinkTarget {
        match resolve_from_root(self.0.guide, target) {
            Resolution::Page(url) => LinkTarget::Internal(self.0.relative(&url)),
            Resolution::Asset(_) | Resolution::MissingFragment { .. } | Resolution::Missing(_)
                if !self.0.whole =>
            {
                LinkTarget::Unsafe
            }
            // Attachments are copied when a document links to them; nobody looks here.
            Resolution::Asset(_) | Resolution::MissingFragment { .. } | Resolution::Missing(_) => {
                LinkTarget::Broken
            }
            Resolution::External(url) => LinkTarget::External(url),
            Resolution::Unsafe => LinkTarget::Unsafe,
        }
    }

    fn image(&self, _target: &str) -> ImageTarget {
        ImageTarget::Missing
    }

    fn highlight(&self, language: &str, code: &str) -> Option<Arc<str>> {
        self.0.highlight(language, code)
    }
}

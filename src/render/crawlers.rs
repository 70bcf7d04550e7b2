//! What search engines read: `sitemap.xml` and `robots.txt`.
//!
//! Both hold absolute addresses, so they are made when the base URL is known. They are where
//! search engines look only if the site stands at the root of its host; elsewhere the sitemap has
//! to be named in the host's own robots.txt.

use std::fmt::Write;

use super::artifact::Artifact;
use crate::config::Config;
use crate::guide::{Guide, PageKey, urls};
use crate::source::percent::encode_path;

/// A sitemap may hold this many addresses (<https://www.sitemaps.org/protocol.html>).
const LARGEST: usize = 50_000;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The files, as far as there can be any.
pub fn files(guide: &Guide, config: &Config) -> Vec<Artifact> {
    let Some(base) = &config.base_url else {
        return if config.noindex {
            vec![robots("/", None)]
        } else {
            Vec::new()
        };
    };
    if config.noindex {
        return vec![robots(urls::path_of_address(base), None)];
    }
    let addresses: Vec<String> = guide
        .pages
        .iter()
        .filter(|page| {
            let key = &page.key;
            !matches!(
                key,
                PageKey::Search | PageKey::NotFound | PageKey::Redirect(_)
            )
        })
        .map(|page| urls::absolute(base, &encode_path(&page.url)))
        .collect();
    let mut files = sitemaps(base, &addresses, LARGEST);
    files.push(robots("/", Some(base)));
    files
}

/// Keeps everybody away from `path`, or shows the sitemap below `base`.
fn robots(path: &str, base: Option<&str>) -> Artifact {
    let text = match base {
        Some(base) => {
            format!("User-agent: *\nAllow: {path}\n\nSitemap: {base}sitemap.xml\n")
        }
        None => format!("User-agent: *\nDisallow: {path}\n"),
    };
    Artifact::new("robots.txt", text.into_bytes())
}

/// One sitemap, or an index of several.
fn sitemaps(base: &str, addresses: &[String], largest: usize) -> Vec<Artifact> {
    let file = |name: String, text: String| Artifact::new(name, text.into_bytes());
    if addresses.len() <= largest {
        return vec![file(
            "sitemap.xml".to_owned(),
            list("urlset", "url", addresses),
        )];
    }
    let mut files = Vec::new();
    let mut names = Vec::new();
    for (number, some) in addresses.chunks(largest).enumerate() {
        let name = format!("sitemap.{}.xml", number + 1);
        names.push(format!("{base}{name}"));
        files.push(file(name, list("urlset", "url", some)));
    }
    files.insert(
        0,
        file(
            "sitemap.xml".to_owned(),
            list("sitemapindex", "sitemap", &names),
        ),
    );
    files
}

fn list(outer: &str, inner: &str, addresses: &[String]) -> String {
    let mut text = format!("{XML}<{outer} xmlns=\"{NAMESPACE}\">\n");
    for address in addresses {
        let _ = writeln!(text, "<{inner}><loc>{}</loc></{inner}>", escaped(address));
    }
    let _ = writeln!(text, "</{outer}>");
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('\'', "&apos;")
        .replace('"', "&quot;")
        .replace('>', "&gt;")
        .replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::sitemaps;
    use crate::render::{Artifact, Content};

    fn text(artifact: &Artifact) -> (&str, &str) {
        match &artifact.content {
            Content::Bytes(bytes) => (
                &artifact.path,
                std::str::from_utf8(bytes).expect("sitemaps are UTF-8"),
            ),
            Content::File(path) => panic!("{}", path.display()),
        }
    }

    #[test]
    fn more_addresses_than_a_sitemap_holds_make_an_index() {
        let addresses = ["a", "b&c", "d"].map(|name| format!("https://x.example/{name}"));
        let files = sitemaps("https://x.example/", &addresses, 2);
        let files: Vec<_> = files.iter().map(text).collect();
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        let space = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";
        assert_eq!(
            files,
            [
                (
                    "sitemap.xml",
                    &*format!(
                        "{head}<sitemapindex {space}>\n\
                         <sitemap><loc>https://x.example/sitemap.1.xml</loc></sitemap>\n\
                         <sitemap><loc>https://x.example/sitemap.2.xml</loc></sitemap>\n\
                         </sitemapindex>\n"
                    )
                ),
                (
                    "sitemap.1.xml",
                    &*format!(
                        "{head}<urlset {space}>\n<url><loc>https://x.example/a</loc></url>\n\
                         <url><loc>https://x.example/b&amp;c</loc></url>\n</urlset>\n"
                    )
                ),
                (
                    "sitemap.2.xml",
                    &*format!(
                        "{head}<urlset {space}>\n<url><loc>https://x.example/d</loc></url>\n\
                         </urlset>\n"
                    )
                ),
            ]
        );
        assert_eq!(sitemaps("https://x.example/", &addresses, 3).len(), 1);
    }
}

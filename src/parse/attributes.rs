//! What the tags of raw HTML say: names of places, links, images.

use crate::markup::{Tag, Token, srcset, tokens};

/// The start tags in `html`. Components, which are shown as text, are none.
pub(super) fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    tokens(html).into_iter().filter_map(|token| match token {
        Token::Start(tag) if !tag.is_component() => Some(tag),
        _ => None,
    })
}

/// Where a tag leads, and whether that is an image.
pub(super) fn targets(tag: &Tag<'_>) -> Vec<(String, bool)> {
    let value = |name: &str| tag.attribute(name).filter(|value| !value.trim().is_empty());
    let mut targets = Vec::new();
    match tag.name.to_ascii_lowercase().as_str() {
        "a" => targets.extend(value("href").map(|target| (target.to_owned(), false))),
        "img" => targets.extend(value("src").map(|target| (target.to_owned(), true))),
        "source" => {
            let set = value("srcset").unwrap_or_default();
            targets.extend(srcset(set).map(|(target, _)| (target.to_owned(), true)));
        }
        _ => {}
    }
    targets
}

#[cfg(test)]
mod tests {
    use super::{tags, targets};

    fn all(html: &str) -> Vec<(String, bool)> {
        tags(html).flat_map(|tag| targets(&tag)).collect()
    }

    #[test]
    fn links_and_images_are_found_however_they_are_written() {
        let link = |target: &str| (target.to_owned(), false);
        let image = |target: &str| (target.to_owned(), true);
        assert_eq!(
            all("<A HREF=a.md?x=1&amp;y=2><img alt='>' src = './b c.png'></A>"),
            [link("a.md?x=1&y=2"), image("./b c.png")]
        );
        assert_eq!(
            all("<picture><source srcset=\"a.png, b.png 2x\"><img src=c.png></picture>"),
            [image("a.png"), image("b.png"), image("c.png")]
        );
        assert_eq!(
            all("<!-- <a href=x> --><Link href=\"y\"><a name=z href=''><link href=w>"),
            []
        );
    }
}

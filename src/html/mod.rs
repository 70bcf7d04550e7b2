//! stub
use crate::model::*;
pub struct Html(pub String);
pub enum LinkTarget {
    Internal(String),
    External(String),
    Broken,
    Unsafe,
}
pub enum ImageTarget {
    Local(String),
    Remote(String),
    Missing,
    Unsafe,
}
pub trait Resolver {
    fn link(&self, t: &str) -> LinkTarget;
    fn image(&self, t: &str) -> ImageTarget;
}
pub struct ProseScope<'a> {
    pub resolver: &'a dyn Resolver,
    pub first_heading: u8,
}
pub fn prose_html(p: &Prose, _s: &ProseScope<'_>) -> Html {
    Html(format!(
        "<p>{}</p>",
        p.plain_text().replace('&', "&amp;").replace('<', "&lt;")
    ))
}
pub fn inline_html(c: &[Inline], _s: &ProseScope<'_>) -> Html {
    Html(
        crate::model::prose::plain_text(c)
            .replace('&', "&amp;")
            .replace('<', "&lt;"),
    )
}
pub fn plain_inline_html(c: &[Inline]) -> Html {
    Html(
        crate::model::prose::plain_text(c)
            .replace('&', "&amp;")
            .replace('<', "&lt;"),
    )
}

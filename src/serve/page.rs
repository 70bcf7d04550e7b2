//! The one difference between a served page and the built one: the live script's tag.

use crate::html::escape;

/// The script's address and its text.
pub(super) const SCRIPT: (&str, &str) = (
    "__prepbook/live.js",
    concat!(
        include_str!("live/10-place.js"),
        include_str!("live/20-use.js"),
        include_str!("live/30-assets.js"),
        include_str!("live/40-panel.js"),
        include_str!("live/50-listen.js"),
    ),
);

/// The panel's style sheet.
pub(super) const STYLE: (&str, &str) = ("__prepbook/live.css", include_str!("live.css"));

/// Where pages listen for changes.
pub(super) const EVENTS: &str = "__prepbook/events";

/// What is shown where the site has no page of its own for what is missing.
pub(super) const NOT_FOUND: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width\">\n<title>Not found</title>\n\
    <body>\n<h1>Not found</h1>\n<p>There is no page at this address yet.</p>\n\
    <p><a href=\"/\">Home</a></p>\n</body>\n</html>\n";

/// A page for one that cannot be made: `text`, escaped, says why.
pub(super) fn failed(text: &str, path: &str, digest: &str) -> Vec<u8> {
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Not made</title>\n\
         <body>\n<pre>{text}</pre>\n</body>\n</html>\n"
    );
    with_script(page.as_bytes(), path, digest)
}

/// The page with the tag before its end; `path` and `digest` tell the script what it is on.
pub(super) fn with_script(page: &[u8], path: &str, digest: &str) -> Vec<u8> {
    let tag = format!(
        "<script src=\"/{}\" data-path=\"{}\" data-digest=\"{digest}\" defer></script>",
        SCRIPT.0,
        escape(path)
    );
    let end = b"</body>";
    let at = page
        .windows(end.len())
        .rposition(|window| window.eq_ignore_ascii_case(end))
        .unwrap_or(page.len());
    [&page[..at], tag.as_bytes(), &page[at..]].concat()
}

#[cfg(test)]
mod tests {
    use super::with_script;

    fn served(page: &str, path: &str) -> String {
        String::from_utf8(with_script(page.as_bytes(), path, "12")).expect("a text")
    }

    #[test]
    fn the_tag_stands_before_the_last_end_of_the_body() {
        let tag = "<script src=\"/__prepbook/live.js\" data-path=\"a.html\" \
                   data-digest=\"12\" defer></script>";
        assert_eq!(
            served("<p></body></BODY></html>", "a.html"),
            format!("<p></body>{tag}</BODY></html>")
        );
        assert_eq!(served("<p>", "a.html"), format!("<p>{tag}"));
    }

    #[test]
    fn a_path_cannot_leave_its_attribute() {
        assert!(served("", "\"><script>").contains("data-path=\"&quot;&gt;&lt;script&gt;\""));
    }
}

//! Text as it has to stand in HTML.

use pulldown_cmark_escape::escape_html_body_text;

use crate::markup::reference_length;

/// Appends `text` as the content of an element.
pub(super) fn push_text(out: &mut String, text: &str) {
    // Writing into a string cannot fail.
    let _ = escape_html_body_text(out, text);
}

/// Plain text as HTML, for contents and for values in quotes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_value(&mut out, text);
    out
}

/// Appends ` name="value"`.
pub(super) fn push_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    push_value(out, value);
    out.push('"');
}

fn push_value(out: &mut String, value: &str) {
    let mut start = 0;
    // What is escaped is ASCII, so bytes tell as much as characters.
    for (at, byte) in value.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&value[start..at]);
        out.push_str(escaped);
        start = at + 1;
    }
    out.push_str(&value[start..]);
}

/// Appends text out of raw HTML: its character references stay what they are.
pub(super) fn push_markup_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        push_text(out, &rest[..at]);
        rest = &rest[at..];
        let length = reference_length(rest).unwrap_or(0);
        if length == 0 {
            out.push_str("&amp;");
            rest = &rest[1..];
        } else {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        }
    }
    push_text(out, rest);
}

#[cfg(test)]
mod tests {
    use super::{push_attribute, push_markup_text, push_text};

    fn written(write: impl Fn(&mut String)) -> String {
        let mut out = String::new();
        write(&mut out);
        out
    }

    #[test]
    fn text_and_attributes_cannot_end_what_they_stand_in() {
        assert_eq!(
            written(|out| push_text(out, "a < b && \"c\" > d")),
            "a &lt; b &amp;&amp; \"c\" &gt; d"
        );
        assert_eq!(
            written(|out| push_attribute(out, "title", "\"<&>'")),
            " title=\"&quot;&lt;&amp;&gt;'\""
        );
    }

    #[test]
    fn references_of_raw_html_stay_and_lone_ampersands_do_not() {
        assert_eq!(
            written(|out| push_markup_text(out, "&nbsp;&#8226;&#x2022; R&D &; <")),
            "&nbsp;&#8226;&#x2022; R&amp;D &amp;; &lt;"
        );
    }
}

//! Quoted attribute values in raw HTML, for those who need no more than that.

/// The values of `name` (`href`, `id`, …) in `html`, which may hold several tags. Comments have
/// none.
pub(super) fn values<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    if html.trim_start().starts_with("<!--") {
        return Vec::new();
    }
    let start = format!("{name}=");
    html.match_indices(&start)
        .filter(|(at, _)| html[..*at].ends_with(char::is_whitespace))
        .filter_map(|(at, _)| {
            let rest = &html[at + start.len()..];
            let quote = rest
                .chars()
                .next()
                .filter(|mark| matches!(mark, '"' | '\''))?;
            rest[1..].split(quote).next()
        })
        .filter(|value| !value.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::values;

    #[test]
    fn quoted_values_are_found_and_others_are_not() {
        let html = "<a name=\"x\" data-id=\"no\" id='y'><b id=z id=\"\">";
        assert_eq!(values(html, "id"), ["y"]);
        assert_eq!(values(html, "name"), ["x"]);
        assert_eq!(values("<!-- id=\"x\" -->", "id"), Vec::<&str>::new());
    }
}

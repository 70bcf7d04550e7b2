//! Formulas: TeX to MathML at build time.

use pulldown_latex::config::DisplayMode;
use pulldown_latex::{Parser, RenderConfig, Storage, push_mathml};

/// The MathML of `tex`, or the first line of the first mistake in it.
///
/// The renderer writes colours and spacing as `style="…"`, which the pages' policy forbids; they
/// are left out.
pub(super) fn mathml(tex: &str, display: bool) -> Result<String, String> {
    let storage = Storage::new();
    if let Some(error) = Parser::new(tex, &storage).find_map(Result::err) {
        let text = error.to_string();
        return Err(text.lines().next().unwrap_or_default().trim().to_owned());
    }
    let storage = Storage::new();
    let config = RenderConfig {
        display_mode: if display {
            DisplayMode::Block
        } else {
            DisplayMode::Inline
        },
        ..RenderConfig::default()
    };
    let mut out = String::new();
    match push_mathml(&mut out, Parser::new(tex, &storage), config) {
        Ok(()) => Ok(without_styles(&out)),
        Err(error) => Err(error.to_string()),
    }
}

/// Takes `style="…"` attributes out of tags; text between tags is escaped and holds no quotes
/// that could look like one.
fn without_styles(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(" style=\"") {
        let inside_tag = rest[..at].rfind('<') > rest[..at].rfind('>');
        let value = at + " style=\"".len();
        let end = rest[value..].find('"').map(|end| value + end + 1);
        match end {
            Some(end) if inside_tag => {
                out.push_str(&rest[..at]);
                rest = &rest[end..];
            }
            _ => {
                out.push_str(&rest[..value]);
                rest = &rest[value..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::mathml;

    #[test]
    fn formulas_become_mathml_without_styles() {
        let html = mathml(r"\color{red} O(\log n)", false).expect("a formula");
        assert!(
            html.starts_with("<math") && !html.contains("style="),
            "{html}"
        );
        assert!(mathml(r"\frac{1}{", false).is_err_and(|reason| !reason.is_empty()));
    }
}

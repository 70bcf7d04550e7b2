//! Blocks of code, and formulas.

use super::escape::{push_attribute, push_text};
use super::highlight;
use super::math::math;
use super::writer::Writer;
use crate::language::{Resolved, display_name, resolve};

impl Writer<'_> {
    /// Writes a block of code, with the language's name when readers know it by one.
    pub(super) fn code(&mut self, language: &str, text: &str) {
        self.out.push_str("<figure class=\"code\">");
        if let Some(name) = display_name(language) {
            self.out.push_str("<figcaption>");
            push_text(&mut self.out, name);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("<pre tabindex=\"0\"><code");
        if let Resolved::Grammar(token) = resolve(language) {
            push_attribute(&mut self.out, "class", &format!("language-{token}"));
        }
        self.out.push('>');
        let coloured = match &self.scope {
            Some(scope) => scope.resolver.highlight(language, text),
            None => highlight::highlight(language, text),
        };
        match coloured {
            Some(html) => self.out.push_str(&html),
            None => push_text(&mut self.out, text),
        }
        self.out.push_str("</code></pre></figure>");
    }

    /// Writes a formula, or its source when it cannot be read.
    pub(super) fn formula(&mut self, tex: &str, display: bool) {
        match math(tex, display) {
            Ok(mathml) => self.out.push_str(&mathml),
            Err(message) => {
                self.out.push_str("<code class=\"math-error\"");
                push_attribute(&mut self.out, "title", &message);
                self.out.push('>');
                push_text(&mut self.out, tex);
                self.out.push_str("</code>");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::html::testing::{block, inline, line, page};
    use crate::model::{BlockKind, InlineKind};

    fn code(language: &str, text: &str) -> String {
        page(vec![block(BlockKind::Code {
            language: language.to_owned(),
            info: String::new(),
            text: text.to_owned(),
        })])
    }

    #[test]
    fn code_has_the_name_and_the_colours_of_its_language() {
        assert_eq!(
            code("PostgreSQL", "SELECT 1\n"),
            concat!(
                "<figure class=\"code\"><figcaption>SQL</figcaption><pre tabindex=\"0\">",
                "<code class=\"language-sql\"><span class=\"k\">SELECT</span> ",
                "<span class=\"n\">1</span>\n</code></pre></figure>\n",
            )
        );
    }

    #[test]
    fn unknown_and_plain_code_is_only_escaped() {
        for language in ["", "text", "pyhton"] {
            assert_eq!(
                code(language, "a < b\n"),
                concat!(
                    "<figure class=\"code\"><pre tabindex=\"0\"><code>a &lt; b\n",
                    "</code></pre></figure>\n",
                )
            );
        }
    }

    #[test]
    fn diagrams_are_shown_as_their_source() {
        assert_eq!(
            code("mermaid", "graph TD\n"),
            concat!(
                "<figure class=\"code\"><figcaption>Mermaid diagram (source)</figcaption>",
                "<pre tabindex=\"0\"><code>graph TD\n</code></pre></figure>\n",
            )
        );
    }

    #[test]
    fn a_formula_that_cannot_be_read_is_shown_as_it_was_written() {
        let formula = inline(InlineKind::Math {
            tex: "\\nope{<}".to_owned(),
            display: false,
        });
        assert_eq!(
            line(&[formula]),
            "<code class=\"math-error\" title=\"unknown command `\\nope`\">\\nope{&lt;}</code>"
        );
    }
}

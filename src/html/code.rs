//! Blocks of code, and formulas.
//!
//! A block is one string of coloured HTML unless something is said about single lines: marked
//! lines stand in `<mark>` (one for lines that follow each other, so that those who hear the
//! page hear of it once), changed lines in a `span` with the class of [`super::lines`], numbered
//! lines in a `span` with the number as an attribute, which is shown and not copied.

use super::escape::{push_attribute, push_text};
use super::inlines::is_cjk;
use super::lines::{Line, changes, split};
use super::math::math;
use super::writer::Writer;
use crate::language::{Resolved, changes_of, display_name, is_diagram, resolve};
use crate::model::Fence;

/// A formula in a line with more characters of TeX than this may be wider than a phone.
const LONGEST_FORMULA: usize = 20;

impl Writer<'_> {
    /// Writes a block of code, with its file and the language's name when readers know it by one.
    pub(super) fn code(&mut self, language: &str, fence: &Fence, text: &str) {
        self.out.push_str("<figure class=\"code");
        self.out.push_str(shape(language, text));
        self.out.push_str("\">");
        let words = self.words();
        let known = display_name(language).map(|name| {
            if is_diagram(language) {
                words.diagram.replace("{name}", name)
            } else {
                name.to_owned()
            }
        });
        let title = fence.title.as_deref();
        self.caption(title, known.as_deref());
        let name = match (title, known) {
            (Some(title), Some(known)) => format!("{title}, {known}"),
            (Some(title), None) => title.to_owned(),
            (None, Some(known)) => known,
            (None, None) => words.code.clone(),
        };
        self.out.push_str("<pre dir=\"ltr\"");
        push_attribute(&mut self.out, "data-name", &name);
        self.out.push_str("><code");
        if let Resolved::Grammar(token) = resolve(language) {
            push_attribute(&mut self.out, "class", &format!("language-{token}"));
        }
        self.out.push('>');
        self.coloured(language, fence, text);
        self.out.push_str("</code></pre></figure>");
    }

    fn caption(&mut self, title: Option<&str>, language: Option<&str>) {
        if title.is_none() && language.is_none() {
            return;
        }
        self.out.push_str("<figcaption>");
        if let Some(title) = title {
            let is_file = !title.contains(' ') && title.contains(['.', '/', '\\']);
            self.out.push_str(if is_file {
                "<code class=\"file\" dir=\"ltr\">"
            } else {
                "<span class=\"file\">"
            });
            push_text(&mut self.out, title);
            self.out
                .push_str(if is_file { "</code>" } else { "</span>" });
        }
        match (title, language) {
            (Some(_), Some(language)) => {
                self.out.push_str(" <span class=\"language\">");
                push_text(&mut self.out, language);
                self.out.push_str("</span>");
            }
            (None, Some(language)) => push_text(&mut self.out, language),
            (_, None) => {}
        }
        self.out.push_str("</figcaption>");
    }

    fn coloured(&mut self, language: &str, fence: &Fence, text: &str) {
        // Running text without a scope holds no blocks.
        let highlight = |language: &str, text: &str| {
            let scope = self.scope.as_ref()?;
            scope.resolver.highlight(language, text)
        };
        let lines = match changes_of(language) {
            Some(changed) => changes(text, |bare| highlight(changed, bare)),
            None => {
                let html = highlight(language, text).unwrap_or_else(|| {
                    let mut html = String::new();
                    push_text(&mut html, text);
                    html.into()
                });
                if fence.marked.is_empty() && fence.numbered.is_none() {
                    self.out.push_str(&html);
                    return;
                }
                split(&html)
            }
        };
        self.lines(&lines, fence);
    }

    fn lines(&mut self, lines: &[Line], fence: &Fence) {
        let last = fence
            .numbered
            .map(|first| u64::from(first) + lines.len().saturating_sub(1) as u64);
        let width = last.map_or(0, |last| last.to_string().len());
        let mut marked = false;
        let mut class = None;
        for (line, number) in lines.iter().zip(1..) {
            let marks = fence.marks(number);
            if class.is_some() && (class != line.class || marked != marks) {
                self.out.push_str("</span>");
                class = None;
            }
            if marked != marks {
                self.out.push_str(if marks { "<mark>" } else { "</mark>" });
                marked = marks;
            }
            if class != line.class
                && let Some(letter) = line.class
            {
                push_open_span(&mut self.out, letter);
                class = line.class;
            }
            match fence.numbered {
                Some(first) => {
                    let shown = u64::from(first) + u64::from(number) - 1;
                    self.out.push_str("<span class=\"line\"");
                    push_attribute(&mut self.out, "data-line", &format!("{shown:>width$}"));
                    self.out.push('>');
                    self.out.push_str(&line.html);
                    self.out.push_str("</span>");
                }
                None => self.out.push_str(&line.html),
            }
        }
        if class.is_some() {
            self.out.push_str("</span>");
        }
        if marked {
            self.out.push_str("</mark>");
        }
    }

    /// Writes a formula, or its source when it cannot be read.
    pub(super) fn formula(&mut self, tex: &str, display: bool) {
        match math(tex, display) {
            // MathML breaks no lines: a long formula gets a box that can scroll.
            Ok(mathml) if !display && tex.chars().count() > LONGEST_FORMULA => {
                self.out.push_str("<span class=\"long-math\"");
                if let Some(scope) = &self.scope {
                    push_attribute(&mut self.out, "data-name", &scope.words.formula);
                }
                self.out.push('>');
                self.out.push_str(&mathml);
                self.out.push_str("</span>");
            }
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

fn push_open_span(out: &mut String, class: char) {
    out.push_str("<span class=\"");
    out.push(class);
    out.push_str("\">");
}

/// What drawings made of characters need: lines that touch each other, and faces in which wide
/// characters are as wide as two others.
fn shape(language: &str, text: &str) -> &'static str {
    let boxes = |character: char| matches!(character, '\u{2500}'..='\u{259f}');
    let wide = |character: char| is_cjk(character) || matches!(character, '\u{ac00}'..='\u{d7a3}');
    let drawn = text.contains(boxes) || (is_plain(language) && has_corners(text));
    match (drawn, text.contains(wide)) {
        (true, true) => " drawing wide",
        (true, false) => " drawing",
        (false, _) => "",
    }
}

fn is_plain(language: &str) -> bool {
    matches!(resolve(language), Resolved::Plain) && display_name(language).is_none()
}

/// Whether boxes are drawn of hyphens and plus signs: two lines, the upper and the lower edge, have
/// a corner.
fn has_corners(text: &str) -> bool {
    let edges = text
        .lines()
        .filter(|line| line.contains("+-") || line.contains("-+"));
    edges.take(2).count() == 2
}

#[cfg(test)]
mod tests {
    use crate::html::testing::{block, fault, inline, line, page};
    use crate::model::{BlockKind, Fence, InlineKind, LineRange};

    fn fenced(language: &str, fence: Fence, text: &str) -> String {
        let html = page(vec![block(BlockKind::Code {
            language: language.to_owned(),
            fence: Box::new(fence),
            text: text.to_owned(),
        })]);
        assert_eq!(fault(&html), None, "{html}");
        html
    }

    fn code(language: &str, text: &str) -> String {
        fenced(language, Fence::default(), text)
    }

    /// A fence that marks these lines.
    fn marking(ranges: &[(u32, u32)]) -> Fence {
        let range = |(first, last): &(u32, u32)| LineRange {
            first: *first,
            last: *last,
        };
        Fence {
            marked: ranges.iter().map(range).collect(),
            ..Fence::default()
        }
    }

    #[test]
    fn code_has_the_name_and_the_colours_of_its_language() {
        assert_eq!(
            code("PostgreSQL", "SELECT 1\n"),
            concat!(
                "<figure class=\"code\"><figcaption>SQL</figcaption>",
                "<pre dir=\"ltr\" data-name=\"SQL\">",
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
                    "<figure class=\"code\"><pre dir=\"ltr\" data-name=\"Code\"><code>a &lt; b\n",
                    "</code></pre></figure>\n",
                )
            );
        }
    }

    #[test]
    fn files_and_other_titles_stand_before_the_language() {
        let titled = |title: &str| {
            let fence = Fence {
                title: Some(title.to_owned()),
                ..Fence::default()
            };
            fenced("json", fence, "1\n")
        };
        assert_eq!(
            titled("src/<a>.json"),
            concat!(
                "<figure class=\"code\"><figcaption>",
                "<code class=\"file\" dir=\"ltr\">src/&lt;a&gt;.json</code> ",
                "<span class=\"language\">JSON</span></figcaption>",
                "<pre dir=\"ltr\" data-name=\"src/&lt;a&gt;.json, JSON\">",
                "<code class=\"language-json\"><span class=\"n\">1</span>\n",
                "</code></pre></figure>\n",
            )
        );
        let html = titled("What the server says");
        assert!(
            html.contains("<span class=\"file\">What the server says</span> "),
            "{html}"
        );
    }

    #[test]
    fn diagrams_are_shown_as_their_source() {
        assert_eq!(
            code("mermaid", "graph TD\n"),
            concat!(
                "<figure class=\"code\"><figcaption>Mermaid diagram (source)</figcaption>",
                "<pre dir=\"ltr\" data-name=\"Mermaid diagram (source)\">",
                "<code>graph TD\n</code></pre></figure>\n",
            )
        );
        assert!(code("dot", "graph {}\n").contains("<figcaption>Graphviz diagram (source)<"));
    }

    #[test]
    fn lines_are_marked_together_and_every_element_ends_in_its_line() {
        let html = fenced(
            "c",
            marking(&[(2, 3), (3, 4), (6, 9)]),
            "a;\n/*\nb\n*/\nc;\nd;",
        );
        let shown = html
            .split("<code class=\"language-c\">")
            .nth(1)
            .unwrap_or_default();
        assert_eq!(
            shown,
            concat!(
                "a;\n<mark><span class=\"c\">/*</span>\n<span class=\"c\">b</span>\n",
                "<span class=\"c\">*/</span>\n</mark>c;\n<mark>d;</mark>",
                "</code></pre></figure>\n",
            )
        );
    }

    #[test]
    fn ranges_that_are_none_mark_nothing() {
        let html = fenced("", marking(&[(0, 0), (3, 2), (7, 9)]), "a\nb\nc\n");
        assert!(html.contains("<code>a\nb\nc\n</code>"), "{html}");
    }

    #[test]
    fn numbers_are_as_wide_as_the_last_and_no_text() {
        let fence = Fence {
            numbered: Some(9),
            ..marking(&[(2, 2)])
        };
        let html = fenced("", fence, "a\nb\n");
        assert!(
            html.contains(concat!(
                "<code><span class=\"line\" data-line=\" 9\">a\n</span>",
                "<mark><span class=\"line\" data-line=\"10\">b\n</span></mark></code>",
            )),
            "{html}"
        );
    }

    #[test]
    fn changes_are_whole_lines_marked_or_not() {
        let html = fenced("diff-json", marking(&[(2, 2)]), "-1\n-2\n+3\n 4\n");
        let shown = html
            .split("<code class=\"language-diff\">")
            .nth(1)
            .unwrap_or_default();
        assert_eq!(
            shown,
            concat!(
                "<span class=\"d\">-<span class=\"n\">1</span>\n</span>",
                "<mark><span class=\"d\">-<span class=\"n\">2</span>\n</span></mark>",
                "<span class=\"i\">+<span class=\"n\">3</span>\n</span>",
                " <span class=\"n\">4</span>\n</code></pre></figure>\n",
            )
        );
        assert!(html.contains("<figcaption>JSON</figcaption>"), "{html}");
        let html = code("diff", "-a\n+b\n c\n");
        assert!(
            html.contains("<span class=\"d\">-a\n</span><span class=\"i\">+b\n</span> c\n</code>"),
            "{html}"
        );
    }

    #[test]
    fn drawings_are_told_from_other_text() {
        let class = |text: &str| class_of("", text);
        assert_eq!(class("┌─┐\n│a│\n"), "code drawing");
        assert_eq!(class("┌──┐\n│客户│\n"), "code drawing wide");
        assert_eq!(class("a -> 客户\n"), "code");
        assert_eq!(class("+-+\n|a|\n+-+\n"), "code drawing");
        // The head of a table that a database printed.
        assert_eq!(class(" id | name\n----+-----\n  1 | a\n"), "code");
        assert_eq!(class_of("python", "a = b +-c\nd = e +-f\n"), "code");
    }

    fn class_of(language: &str, text: &str) -> String {
        let html = code(language, text);
        html.split('"').nth(1).unwrap_or_default().to_owned()
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

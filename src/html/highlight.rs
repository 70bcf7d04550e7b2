//! Code in colours: each piece of a line in a `<span>` with a class of one letter.
//!
//! syntect's own generator writes a span for every scope, which makes pages several times as
//! large. Here a piece gets one class, by what its innermost scopes mean, and neighbours of the
//! same class share a span. The letters are listed with [`super::classes`].

use super::automaton;
use super::escape::push_text;
use crate::language::{Resolved, resolve};

/// Longer blocks are data, and nobody waits for their colours.
const LONGEST_BLOCK: usize = 200_000;

/// The token of the grammar for `code`; `None` when the language has none or the block is too long,
/// and the code is to be shown as it is. The grammars themselves are not loaded for that.
pub(super) fn grammar(language: &str, code: &str) -> Option<&'static str> {
    match resolve(language) {
        Resolved::Grammar(token) if code.len() <= LONGEST_BLOCK => Some(token),
        _ => None,
    }
}

/// `code` as HTML with classes, by the grammar with this token.
pub(super) fn coloured(token: &'static str, code: &str) -> String {
    let mut pieces = Pieces::with_capacity(code.len() * 3);
    automaton::read(token, code, |class, text| pieces.push(class, text));
    pieces.finish()
}

/// Text in spans, neighbours of one class in one span.
struct Pieces {
    out: String,
    class: Option<char>,
    /// White space that goes into the open span if the next piece continues it.
    blank: String,
}

impl Pieces {
    fn with_capacity(capacity: usize) -> Self {
        Self {
            out: String::with_capacity(capacity),
            class: None,
            blank: String::new(),
        }
    }

    fn push(&mut self, class: Option<char>, text: &str) {
        if text.trim().is_empty() {
            self.blank.push_str(text);
            return;
        }
        if class != self.class {
            self.end();
        }
        self.out.push_str(&self.blank);
        self.blank.clear();
        if let Some(letter) = class.filter(|_| class != self.class) {
            self.out.push_str("<span class=\"");
            self.out.push(letter);
            self.out.push_str("\">");
        }
        self.class = class;
        push_text(&mut self.out, text);
    }

    fn end(&mut self) {
        if self.class.take().is_some() {
            self.out.push_str("</span>");
        }
    }

    fn finish(mut self) -> String {
        self.end();
        self.out.push_str(&self.blank);
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_BLOCK, coloured, grammar};
    use crate::html::automaton::SYNTAXES;
    use crate::language::grammar_tokens;

    fn highlight(language: &str, code: &str) -> Option<String> {
        Some(coloured(grammar(language, code)?, code))
    }

    fn shown(language: &str, code: &str) -> String {
        highlight(language, code).unwrap_or_else(|| panic!("{language} has no grammar"))
    }

    #[test]
    fn every_grammar_that_a_name_asks_for_is_there() {
        for token in grammar_tokens() {
            let syntax = SYNTAXES.find_syntax_by_token(token);
            assert!(syntax.is_some(), "{token}");
        }
    }

    #[test]
    fn ambiguous_tokens_find_the_grammar_that_is_meant() {
        for (token, name) in [
            ("c", "C"),
            ("cpp", "C++"),
            ("cs", "C#"),
            ("d", "D"),
            ("fsi", "F#"),
            ("js", "JavaScript (Babel)"),
            ("jsx", "JavaScript (Babel)"),
            ("mm", "Objective-C++"),
            ("objective-c", "Objective-C"),
            ("perl", "Perl"),
            ("php", "PHP"),
            ("r", "R"),
            ("re", "Regular Expression"),
            ("s", "ARM Assembly"),
            ("sass", "Sass"),
            ("sh", "Bourne Again Shell (bash)"),
            ("sql", "SQL"),
            ("log", "log"),
            ("matlab", "MATLAB"),
            ("html", "HTML"),
            ("verilog", "Verilog"),
            ("http", "HTTP Request and Response"),
        ] {
            let syntax = SYNTAXES.find_syntax_by_token(token);
            assert_eq!(
                syntax.map(|syntax| syntax.name.as_str()),
                Some(name),
                "{token}"
            );
        }
    }

    #[test]
    fn words_get_the_class_of_what_they_are() {
        assert_eq!(
            shown("python", "def add(a):  # sum\n    return a + 1\n"),
            "<span class=\"k\">def</span> <span class=\"f\">add</span>(<span class=\"v\">a</span>):  <span class=\"c\"># sum\n</span>    <span class=\"k\">return</span> a <span class=\"o\">+</span> <span class=\"n\">1</span>\n"
        );
    }

    #[test]
    fn keys_are_told_from_strings() {
        assert_eq!(
            shown("json", "{\"a\": \"b\"}\n"),
            concat!(
                "{<span class=\"a\">\"a\"</span>: ",
                "<span class=\"s\">\"b\"</span>}\n",
            )
        );
    }

    #[test]
    fn comments_of_several_lines_are_one_span() {
        assert_eq!(
            shown("c", "/* a\n   <b> */\nint x;\n"),
            "<span class=\"c\">/* a\n   &lt;b&gt; */</span>\n<span class=\"k\">int</span> x;\n"
        );
    }

    #[test]
    fn differences_are_marked() {
        assert_eq!(
            shown("diff", "-old\n+new\n same\n"),
            "<span class=\"d\">-old\n</span><span class=\"i\">+new\n</span> same\n"
        );
    }

    #[test]
    fn plain_names_unknown_names_and_huge_blocks_have_no_colours() {
        assert_eq!(highlight("text", "x"), None);
        assert_eq!(highlight("pyhton", "x"), None);
        assert_eq!(highlight("", "x"), None);
        assert_eq!(highlight("python", &"x".repeat(LONGEST_BLOCK + 1)), None);
    }

    #[test]
    fn a_very_long_line_stays_plain_between_its_neighbours() {
        let long = format!("x = \"{}\"\n", "<".repeat(3_000));
        let html = shown("python", &format!("a = 1\n{long}b = 2\n"));
        assert_eq!(
            html.replace("&lt;", ""),
            "a <span class=\"o\">=</span> <span class=\"n\">1</span>\nx = \"\"\nb <span class=\"o\">=</span> <span class=\"n\">2</span>\n"
        );
    }
}

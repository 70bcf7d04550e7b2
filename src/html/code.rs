//! Blocks of code.

use super::{escape, highlight};
use crate::language::{Resolved, display_name, resolve};

/// Writes a block with its language as caption, in colours when there is a grammar.
pub(super) fn push(language: &str, text: &str, out: &mut String) {
    let name = display_name(language);
    out.push_str("<figure class=\"code\">");
    if !name.is_empty() {
        out.push_str("<figcaption>");
        escape::push(out, &name);
        out.push_str("</figcaption>");
    }
    out.push_str("<pre tabindex=\"0\"><code");
    if !language.is_empty() {
        out.push_str(" class=\"language-");
        escape::push(out, &class(language));
        out.push('"');
    }
    out.push('>');
    let colored = match resolve(language) {
        Resolved::Grammar(token) => highlight::highlight(token, text),
        Resolved::Plain | Resolved::Unknown => None,
    };
    match colored {
        Some(html) => out.push_str(&html),
        None => escape::push(out, text),
    }
    out.push_str("</code></pre></figure>\n");
}

fn class(language: &str) -> String {
    language
        .to_lowercase()
        .chars()
        .map(|character| {
            if character.is_whitespace() {
                '-'
            } else {
                character
            }
        })
        .collect()
}

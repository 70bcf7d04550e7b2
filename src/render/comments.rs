//! The built-in scripts and styles without their comments and indents, which are for those who work
//! on them: every reader's browser loads both before it shows a page.

/// Leaves out comments that fill whole lines, types inside lines, indents and empty lines. Both built-in languages have block
/// comments; `scripts` says that two slashes start a comment, too. A line inside a text of several
/// lines cannot be told from code, so only the built-in files are treated so: a test keeps them
/// free of such texts.
pub(super) fn without_comments(text: &str, scripts: bool) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut inside = false;
    for line in text.lines() {
        let words = line.trim();
        let starts = words.starts_with("/*");
        if inside || starts {
            let end = words.find("*/").map(|at| at + 2);
            inside = end.is_none();
            // What stands behind a comment on its line is code.
            if end.is_none_or(|end| end == words.len()) {
                continue;
            }
        }
        let comment = scripts && words.starts_with("//");
        if words.is_empty() || comment {
            continue;
        }
        if scripts {
            push_without_types(&mut kept, words);
        } else {
            kept.push_str(words);
        }
        // White space means nothing behind these in a style sheet.
        if scripts || !words.ends_with(['{', '}', ';', ',']) {
            kept.push('\n');
        }
    }
    kept
}

/// A line of a script without comments of the form `/** @type {…} */`.
fn push_without_types(kept: &mut String, line: &str) {
    let mut rest = line;
    while let Some(start) = rest.find("/** @") {
        let Some(end) = rest[start..].find("*/") else {
            break;
        };
        kept.push_str(&rest[..start]);
        rest = rest[start + end + 2..].trim_start();
    }
    kept.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::without_comments;
    use crate::render::embedded;

    #[test]
    fn whole_lines_go_and_what_stands_beside_code_stays() {
        let script = "// A.\n/**\n * B.\n *\n * @param {C} c\n */\nf(c); // D\n\n  /** @type {E} */\n  const e = /** @type {E} */ (c);\n  /** @type {E} */ (e).g();\n";
        assert_eq!(
            without_comments(script, true),
            "f(c); // D\nconst e = (c);\n(e).g();\n"
        );
        assert_eq!(
            without_comments("/* A\n   // */\na {\n  b: url(//c);\n}\n", false),
            "a {b: url(//c);}"
        );
    }

    #[test]
    fn no_text_of_several_lines_stands_in_a_built_in_script() {
        for (path, file) in embedded::files() {
            let odd = file
                .text
                .lines()
                .find(|line| line.matches('`').count() % 2 == 1 && !line.trim().starts_with('*'));
            if path.ends_with(".js") {
                let comment = odd.is_some_and(|line| line.trim().starts_with("//"));
                assert!(odd.is_none() || comment, "{path}: {odd:?}");
            }
        }
    }
}

//! The language of code that names none: a careful guess, or nothing.

/// Signs of a language; all of one group have to be there.
struct Signs {
    token: &'static str,
    groups: &'static [&'static [&'static str]],
}

/// In this order: a block with signs of several languages takes the first.
const SIGNS: &[Signs] = &[
    Signs {
        token: "java",
        groups: &[
            &["public class "],
            &["public static void "],
            &["System.out.print"],
            &["private final ", ";"],
            &["new ", "config.set", ";"],
        ],
    },
    Signs {
        token: "go",
        groups: &[&["func ", ":= "], &["package main"]],
    },
    Signs {
        token: "rust",
        groups: &[&["fn ", "let mut "], &["fn main()", "println!"]],
    },
    Signs {
        token: "js",
        groups: &[
            &["function ", "{"],
            &["const ", " = ", ";"],
            &["let ", " = ", ";"],
            &[" => {"],
            &["console.log("],
            &["class ", "{", "this."],
        ],
    },
    Signs {
        token: "sql",
        groups: &[
            &["SELECT ", "FROM "],
            &["UPDATE ", "SET "],
            &["CREATE TABLE "],
            &["CREATE INDEX "],
            &["INSERT INTO "],
            &["ALTER TABLE "],
        ],
    },
    Signs {
        token: "nginx",
        groups: &[&["upstream ", "server "], &["location /", "proxy_pass"]],
    },
    Signs {
        token: "sh",
        groups: &[
            &["#!/bin/"],
            &["kubectl "],
            &["curl -"],
            &["sudo "],
            &["docker run "],
        ],
    },
];

/// The language of `code`, when several signs agree or one is certain.
pub fn guess(code: &str) -> Option<&'static str> {
    let text = code.trim();
    if text.len() < 12 || text.contains(['┌', '│', '└', '▼', '─']) {
        return None;
    }
    if is_json(text) {
        return Some("json");
    }
    if is_python(text) {
        return Some("python");
    }
    // A request line makes it a message, whatever its body is written in.
    let first = text.lines().next().unwrap_or_default();
    let method = first.split(' ').next().unwrap_or_default();
    if matches!(method, "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD") {
        return None;
    }
    if (first.starts_with("query ") || first.starts_with("mutation ")) && first.ends_with('{') {
        return Some("graphql");
    }
    SIGNS
        .iter()
        .find(|signs| {
            signs
                .groups
                .iter()
                .any(|group| group.iter().all(|sign| text.contains(sign)))
        })
        .map(|signs| signs.token)
}

fn is_json(text: &str) -> bool {
    let shape = (text.starts_with('{') && text.ends_with('}'))
        || (text.starts_with('[') && text.ends_with(']'));
    shape && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// A `def`, `class` or block statement that ends in a colon and is followed by indentation.
fn is_python(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    lines.windows(2).any(|pair| {
        let line = pair[0].trim();
        let opens = [
            "def ",
            "class ",
            "for ",
            "while ",
            "if ",
            "with ",
            "try:",
            "async def ",
        ]
        .iter()
        .any(|word| line.starts_with(word));
        let indent = |line: &str| line.len() - line.trim_start().len();
        let code = line.split('#').next().unwrap_or(line).trim_end();
        opens && code.ends_with(':') && !code.ends_with("):{") && indent(pair[1]) > indent(pair[0])
    })
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn certain_signs_are_believed() {
        assert_eq!(guess("def f(x):\n    return x\n"), Some("python"));
        assert_eq!(guess("{\"a\": [1, 2]}\n"), Some("json"));
        assert_eq!(guess("SELECT * FROM users WHERE id = 1;\n"), Some("sql"));
        assert_eq!(guess("const x = 1;\nconsole.log(x);\n"), Some("js"));
        assert_eq!(guess("query {\n  user { name }\n}\n"), Some("graphql"));
    }

    #[test]
    fn anything_else_stays_unknown() {
        assert_eq!(guess("GET /api/users\nAccept: text/html\n"), None);
        assert_eq!(guess("a short note of some kind\n"), None);
        assert_eq!(guess("┌───┐\n│ A │ let x = 1;\n└───┘\n"), None);
        assert_eq!(guess("shard = hash(key) % shards\n"), None);
    }
}

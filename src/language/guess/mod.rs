//! The language of a block of code that its author left unlabelled.
//!
//! Colours of the wrong language are worse than none, so a guess needs a sign that only one
//! language gives, and signs of another language veto it. When in doubt there is no guess.

mod data;
mod programs;
mod shell;

/// Guesses the language of `code`, as a name that [`super::resolve`] knows.
pub fn guess(code: &str) -> Option<&'static str> {
    let code = Code::new(code);
    [
        shell::shebang,
        data::marked,
        shell::session,
        data::json,
        data::sql,
        data::graphql,
        data::yaml,
        data::infrastructure,
        programs::go_or_rust,
        programs::java_or_csharp,
        programs::c_or_cpp,
        programs::apple,
        programs::python,
        programs::ruby,
        programs::javascript,
        data::markup,
        data::css,
        shell::commands,
    ]
    .iter()
    .find_map(|detector| detector(&code))
}

/// Longer blocks are judged by their beginning.
const LONGEST: usize = 20_000;

/// A block of code, prepared for looking at.
struct Code<'a> {
    /// The whole of it.
    text: &'a str,
    /// Its lines without blank ones, without white space at their ends.
    lines: Vec<&'a str>,
}

impl<'a> Code<'a> {
    fn new(text: &'a str) -> Self {
        let mut end = text.len().min(LONGEST);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = text[..end].trim();
        Self {
            text,
            lines: text
                .lines()
                .map(str::trim_end)
                .filter(|line| !line.is_empty())
                .collect(),
        }
    }

    fn first(&self) -> &'a str {
        self.lines.first().copied().unwrap_or("")
    }

    fn has(&self, sign: &str) -> bool {
        self.text.contains(sign)
    }

    fn has_any(&self, signs: &[&str]) -> bool {
        signs.iter().any(|sign| self.has(sign))
    }

    /// Whether a line, indented or not, starts with `start`.
    fn line_starts(&self, start: &str) -> bool {
        self.lines
            .iter()
            .any(|line| line.trim_start().starts_with(start))
    }

    fn any_line_starts(&self, starts: &[&str]) -> bool {
        starts.iter().any(|start| self.line_starts(start))
    }
}

/// Splits `text` behind the identifier it starts with; none when it starts with none.
fn identifier(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|character: char| !character.is_alphanumeric() && character != '_')
        .unwrap_or(text.len());
    let starts_well = text.starts_with(|first: char| first.is_alphabetic() || first == '_');
    (starts_well && end > 0).then(|| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::guess;

    fn assert_all(language: Option<&str>, blocks: &[&str]) {
        for block in blocks {
            assert_eq!(guess(block), language, "{block}");
        }
    }

    #[test]
    fn python_is_known_by_its_colons() {
        assert_all(
            Some("python"),
            &[
                "def add(a, b):\n    return a + b\n",
                "class Stack:\n    def push(self, x):  # O(1)\n        self.items.append(x)\n",
                "async def main() -> None:\n    pass\n",
                "from collections import deque\n\nqueue = deque()\n",
                "if __name__ == \"__main__\":\n    main()\n",
            ],
        );
    }

    #[test]
    fn javascript_and_typescript_are_told_apart() {
        assert_all(
            Some("javascript"),
            &[
                "const add = (a, b) => a + b;\n",
                "function add(a, b) {\n  return a + b;\n}\n",
                "console.log([1, 2, 3]);\n",
                "let user = await fetch(url);\n",
                "module.exports = { add };\n",
                "const name = 'x';\nif (name === 'y') {}\n",
            ],
        );
        assert_all(
            Some("typescript"),
            &[
                "const add = (a: number, b: number): number => a + b;\n",
                "interface User {\n  name: string;\n  age: number;\n}\nconst f = (u: User) => u.name;\n",
            ],
        );
    }

    #[test]
    fn data_and_queries_are_known_by_their_form() {
        assert_all(
            Some("sql"),
            &[
                "SELECT name FROM users WHERE id = 1;\n",
                "-- newest first\nSELECT *\nFROM orders\nORDER BY id DESC\n",
                "select id from users;\n",
                "UPDATE users SET name = 'x' WHERE id = 1\n",
                "CREATE TABLE users (\n  id INT PRIMARY KEY\n);\n",
                "WITH ranked AS (\n  SELECT id FROM t\n)\nSELECT * FROM ranked\n",
                "DELETE FROM users WHERE id = 3;\n",
                "INSERT INTO users VALUES (1);\n",
            ],
        );
        assert_all(Some("json"), &["{\"name\": \"x\", \"tags\": [1, 2]}\n"]);
        assert_all(Some("json"), &["[\n  { \"id\": 1 }\n]\n"]);
        assert_all(
            Some("graphql"),
            &[
                "query {\n  user(id: 1) { name }\n}\n",
                "mutation AddUser($name: String!) {\n  add(name: $name) { id }\n}\n",
                "type Query {\n  user: User\n}\n",
            ],
        );
        assert_all(
            Some("yaml"),
            &["apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n"],
        );
        assert_all(Some("html"), &["<ul>\n  <li>One</li>\n</ul>\n"]);
        assert_all(Some("css"), &[".box {\n  color: red;\n}\n"]);
        assert_all(Some("http"), &["GET /users HTTP/1.1\nHost: example.org\n"]);
        assert_all(
            Some("nginx"),
            &["upstream app {\n  server 10.0.0.1:8080;\n}\n"],
        );
        assert_all(
            Some("dockerfile"),
            &["FROM rust:1\nWORKDIR /app\nRUN cargo build\n"],
        );
        assert_all(Some("mermaid"), &["graph TD\n  A --> B\n"]);
        assert_all(Some("diff"), &["--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"]);
    }

    #[test]
    fn other_languages_need_a_sign_of_their_own() {
        assert_all(
            Some("java"),
            &["public class Main {\n  public static void main(String[] args) {}\n}\n"],
        );
        assert_all(
            Some("csharp"),
            &["public class User {\n  public string Name { get; set; }\n}\n"],
        );
        assert_all(Some("cpp"), &["std::vector<int> v;\nv.push_back(1);\n"]);
        assert_all(Some("c"), &["#include <stdio.h>\nint main(void) {}\n"]);
        assert_all(Some("go"), &["func main() {\n\tx := 1\n}\n"]);
        assert_all(Some("rust"), &["fn main() {\n    println!(\"x\");\n}\n"]);
        assert_all(Some("ruby"), &["def hello\n  puts 'hi'\nend\n"]);
        assert_all(Some("swift"), &["import UIKit\n\nlet x = 1\n"]);
        assert_all(Some("php"), &["<?php\necho 1;\n"]);
    }

    #[test]
    fn shells_are_scripts_commands_or_sessions() {
        assert_all(
            Some("bash"),
            &[
                "#!/usr/bin/env bash\nls\n",
                "kubectl get pods\nkubectl describe pod web\n",
                "# fetch it\ncurl -X POST \\\n  -d '{}' https://example.org\n",
                "export PATH=/bin\nsudo systemctl restart nginx\n",
            ],
        );
        assert_all(Some("console"), &["$ ls\nREADME.md\n"]);
    }

    #[test]
    fn doubtful_blocks_stay_plain() {
        assert_all(
            None,
            &[
                "",
                "GET /users\nPOST /users\n",
                "public class Thing {\n}\n",
                "Select the best from the list\n",
                "Update the set of users\n",
                "with a view as a table\n",
                "x = 1\ny = 2\n",
                "[1, 2, 3]\n",
                "{a, b, c}\n",
                "Client -> Server: hello\n",
                "class Point\n  x, y\n",
                "let x = match y { A => 1, B => 2 };\n",
                "let add = fun a b -> a + b\n",
                "function add($a, $b) {\n  return $a + $b;\n}\n",
                "docker is a tool for containers.\n",
                "+---+---+\n| a | b |\n+---+---+\n",
                "for i = 1 to n do\n  swap(a[i], a[j])\n",
                "<T>\n",
                "user: name\nadmin: root\n",
                "$5 per month\n$10 per year\n",
            ],
        );
    }
}

//! Programming languages, each by signs of its own.

use super::{Code, identifier};

/// Definitions that end with a colon, and imports in Python's order of words.
pub(super) fn python(code: &Code<'_>) -> Option<&'static str> {
    let definition = |line: &&str| {
        let line = line.split(" #").next().unwrap_or(line).trim();
        let rest = line.strip_prefix("async ").unwrap_or(line);
        let Some((_, rest)) = rest.strip_prefix("def ").and_then(identifier) else {
            return false;
        };
        rest.starts_with('(') && rest.ends_with(':')
    };
    let class = |line: &&str| {
        line.strip_prefix("class ")
            .and_then(identifier)
            .is_some_and(|(_, rest)| rest == ":" || rest.starts_with('(') && rest.ends_with("):"))
    };
    let import = |line: &&str| {
        let mut words = line.split_whitespace();
        words.next() == Some("from")
            && words
                .next()
                .is_some_and(|module| !module.starts_with(['"', '\'']))
            && words.next() == Some("import")
    };
    let lines = &code.lines;
    let signs = lines.iter().any(|line| definition(line) || import(line))
        || lines.iter().any(class) && code.has_any(&["self", "    pass", "\"\"\""])
        || code.has("if __name__ ==");
    let blocks = lines
        .iter()
        .any(|line| line.ends_with(") {") || line.ends_with(';'));
    (signs && !blocks).then_some("python")
}

/// `def` without a colon that an `end` closes.
pub(super) fn ruby(code: &Code<'_>) -> Option<&'static str> {
    let definition = code.lines.iter().any(|line| {
        line.trim_start().starts_with("def ")
            && !line.ends_with([':', '=', '{', ','])
            && !line.ends_with(" do")
    });
    let end = code.lines.iter().any(|line| line.trim() == "end");
    let own = code.has_any(&[
        "puts ",
        "@",
        " do |",
        "attr_",
        ".nil?",
        ".each",
        "require '",
    ]);
    (definition && end && own).then_some("ruby")
}

/// JavaScript, or TypeScript when a type stands behind a colon.
///
/// Many languages bind by `let` or `const` and have functions, so words of those veto.
pub(super) fn javascript(code: &Code<'_>) -> Option<&'static str> {
    let other = [
        "fn ", "::", "match ", ":=", "println", "let mut", "func ", "fun ", "->", "local ",
        "var_dump", "echo ", "foreach", "void ", "std.", "val ", "defer ",
    ];
    let variables = code
        .lines
        .iter()
        .any(|line| line.contains("($") && !line.contains("`"));
    if variables || code.text.starts_with('<') || code.has_any(&other) {
        return None;
    }
    let binds = code.lines.iter().any(|line| {
        let line = line.trim_start();
        let line = line.strip_prefix("export ").unwrap_or(line);
        ["const ", "let "]
            .iter()
            .find_map(|word| line.strip_prefix(word))
            .is_some_and(|rest| rest.starts_with(['{', '[']) || identifier(rest).is_some())
            && line.contains('=')
    });
    let function = code.lines.iter().any(|line| {
        let line = line.trim_start();
        let line = line.strip_prefix("async ").unwrap_or(line);
        line.strip_prefix("function ")
            .and_then(identifier)
            .is_some_and(|(_, rest)| rest.starts_with('(') && rest.ends_with('{'))
    });
    let own = code.has_any(&[
        "console.log(",
        "console.error(",
        "document.querySelector",
        "document.getElementById",
        "module.exports",
        "export default ",
        "JSON.stringify(",
        "async function",
    ]);
    let modern = code.has_any(&["=>", "function", "===", "await ", "new Promise", "${"]);
    if !(own || binds && modern || function && code.has_any(&["return", "var ", "let ", "const "]))
    {
        return None;
    }
    let typed =
        code.has_any(&[
            ": string",
            ": number",
            ": boolean",
            ": any",
            ": void",
            ": unknown",
            "<string>",
            "<number>",
            " as const",
        ]) || code.any_line_starts(&["interface ", "export interface ", "enum ", "declare "]);
    // Only TypeScript's grammar needs to be told of elements: JavaScript's knows them.
    let elements = code.has_any(&["/>", "</"]);
    Some(match (typed, elements) {
        (true, true) => "tsx",
        (true, false) => "typescript",
        (false, _) => "javascript",
    })
}

/// Two languages that share `public class`: what only one of them says decides.
pub(super) fn java_or_csharp(code: &Code<'_>) -> Option<&'static str> {
    let java = code.has_any(&[
        "System.out.print",
        "public static void main(String",
        "@Override",
        "import java.",
        "import org.springframework",
    ]);
    let csharp = code.has_any(&[
        "Console.Write",
        "{ get; set; }",
        "{ get; }",
        "using System;",
        "using System.",
        "static void Main(string",
    ]);
    match (java, csharp) {
        _ if !code.has_any(&[";", "public static void"]) => None,
        (true, false) => Some("java"),
        (false, true) => Some("csharp"),
        _ => None,
    }
}

/// C by its header files, C++ by its own or by `std::`.
pub(super) fn c_or_cpp(code: &Code<'_>) -> Option<&'static str> {
    let header = |line: &&&str| line.starts_with("#include ");
    let own = [
        "iostream",
        "vector",
        "string>",
        "memory>",
        "map>",
        "thread>",
        "algorithm>",
    ];
    let cpp = code
        .lines
        .iter()
        .filter(header)
        .any(|line| own.iter().any(|name| line.contains(name)))
        || code.has_any(&[
            "std::vector<",
            "std::string",
            "std::cout",
            "std::unique_ptr<",
        ])
        || code.line_starts("using namespace std;");
    if cpp {
        return Some("cpp");
    }
    let c = code
        .lines
        .iter()
        .filter(header)
        .any(|line| line.ends_with(".h>"));
    (c && !code.has_any(&["::", "class ", "template", "cout"])).then_some("c")
}

/// Go by `:=` within a function, Rust by its macros and borrows.
pub(super) fn go_or_rust(code: &Code<'_>) -> Option<&'static str> {
    let go = code.line_starts("func ")
        && code.has_any(&[":=", "package main", " chan ", "go func"])
        || code.first() == "package main";
    if go && !code.has(";\n") {
        return Some("go");
    }
    let rust = code.any_line_starts(&["fn ", "pub fn ", "impl ", "impl<", "async fn "])
        && code.has_any(&[
            "println!(",
            "let mut ",
            "&self",
            "&mut ",
            "&str",
            "Vec<",
            "-> Result<",
            "-> Option<",
            "vec![",
            "-> Self",
        ]);
    (rust && !code.has("func ")).then_some("rust")
}

/// Swift and Objective-C by the frameworks and directives that nothing else has.
pub(super) fn apple(code: &Code<'_>) -> Option<&'static str> {
    if code.any_line_starts(&["import UIKit", "import SwiftUI", "import Foundation"]) {
        return Some("swift");
    }
    code.any_line_starts(&[
        "@implementation ",
        "@interface ",
        "#import <",
        "@property (",
    ])
    .then_some("objective-c")
    .filter(|_| !code.line_starts("public @interface"))
}

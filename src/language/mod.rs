//! Names of code languages: what authors write, and what they mean.
//!
//! No grammars here: [`resolve`] gives the token by which the highlighter finds one.

mod guess;

use crate::diagnostic::nearest;

pub use guess::guess;

/// What a language's name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resolved {
    /// Code with a grammar, by the grammar's token.
    Grammar(&'static str),
    /// Text that is no code, or code that has no grammar and is known all the same.
    Plain,
    /// Nobody knows it.
    Unknown,
}

/// Grammar token, name to show, and what authors write (lower case).
const LANGUAGES: &[(&str, &str, &[&str])] = &[
    ("adoc", "AsciiDoc", &["asciidoc", "adoc"]),
    ("awk", "AWK", &["awk", "gawk"]),
    ("bat", "Batch", &["bat", "batch", "cmd", "dos"]),
    ("c", "C", &["c", "h"]),
    ("cpp", "C++", &["cpp", "c++", "cc", "cxx", "hpp"]),
    ("cs", "C#", &["cs", "csharp", "c#", "dotnet"]),
    ("clj", "Clojure", &["clojure", "clj", "cljs"]),
    ("cmake", "CMake", &["cmake"]),
    ("coffee", "CoffeeScript", &["coffee", "coffeescript"]),
    ("cr", "Crystal", &["crystal", "cr"]),
    ("css", "CSS", &["css"]),
    ("csv", "CSV", &["csv"]),
    ("d", "D", &["d", "dlang"]),
    ("dart", "Dart", &["dart", "flutter"]),
    ("diff", "Diff", &["diff", "patch"]),
    (
        "Dockerfile",
        "Dockerfile",
        &["dockerfile", "docker", "containerfile"],
    ),
    ("dot", "Graphviz", &["dot", "graphviz"]),
    ("env", "Environment", &["env", "dotenv"]),
    ("elixir", "Elixir", &["elixir", "ex", "exs"]),
    ("elm", "Elm", &["elm"]),
    ("erl", "Erlang", &["erlang", "erl"]),
    ("fish", "Fish", &["fish"]),
    ("fs", "F#", &["fsharp", "f#", "fs"]),
    ("go", "Go", &["go", "golang"]),
    ("graphql", "GraphQL", &["graphql", "gql"]),
    ("groovy", "Groovy", &["groovy", "gradle"]),
    ("hs", "Haskell", &["haskell", "hs"]),
    ("tf", "Terraform", &["terraform", "tf", "hcl"]),
    ("html", "HTML", &["html", "xhtml", "htm"]),
    ("http", "HTTP", &["http", "https"]),
    (
        "ini",
        "INI",
        &["ini", "cfg", "conf", "config", "properties", "dosini"],
    ),
    ("java", "Java", &["java"]),
    (
        "js",
        "JavaScript",
        &["js", "javascript", "node", "nodejs", "mjs", "cjs", "es6"],
    ),
    ("jsx", "JSX", &["jsx", "react"]),
    (
        "json",
        "JSON",
        &["json", "jsonc", "json5", "jsonl", "ndjson"],
    ),
    ("jl", "Julia", &["julia", "jl"]),
    ("kt", "Kotlin", &["kotlin", "kt", "kts"]),
    ("tex", "LaTeX", &["latex", "tex"]),
    ("less", "Less", &["less"]),
    (
        "lisp",
        "Lisp",
        &["lisp", "elisp", "common-lisp", "scheme", "racket"],
    ),
    ("lua", "Lua", &["lua"]),
    ("make", "Makefile", &["make", "makefile", "mk"]),
    ("md", "Markdown", &["markdown", "md"]),
    ("matlab", "MATLAB", &["matlab", "octave"]),
    ("nginx", "nginx", &["nginx", "nginxconf"]),
    ("nim", "Nim", &["nim"]),
    ("nix", "Nix", &["nix"]),
    (
        "m",
        "Objective-C",
        &["objective-c", "objc", "objectivec", "obj-c"],
    ),
    ("ml", "OCaml", &["ocaml", "ml"]),
    ("pas", "Pascal", &["pascal", "delphi"]),
    ("pl", "Perl", &["perl", "pl"]),
    ("php", "PHP", &["php"]),
    (
        "proto",
        "Protocol Buffers",
        &["protobuf", "proto", "proto3"],
    ),
    ("ps1", "PowerShell", &["powershell", "ps1", "pwsh"]),
    ("pp", "Puppet", &["puppet", "pp"]),
    (
        "py",
        "Python",
        &["python", "py", "python3", "py3", "python2", "pycon"],
    ),
    ("r", "R", &["r"]),
    ("rb", "Ruby", &["ruby", "rb", "erb", "rails"]),
    ("rs", "Rust", &["rust", "rs"]),
    ("sass", "Sass", &["sass"]),
    ("scala", "Scala", &["scala"]),
    ("scss", "SCSS", &["scss"]),
    (
        "sh",
        "Shell",
        &["sh", "bash", "shell", "zsh", "ksh", "shell-script"],
    ),
    ("sol", "Solidity", &["solidity", "sol"]),
    (
        "sql",
        "SQL",
        &[
            "sql",
            "psql",
            "postgres",
            "postgresql",
            "mysql",
            "plsql",
            "tsql",
            "sqlite",
            "mssql",
            "oracle",
            "pgsql",
        ],
    ),
    ("svelte", "Svelte", &["svelte"]),
    ("swift", "Swift", &["swift"]),
    ("tcl", "Tcl", &["tcl"]),
    ("toml", "TOML", &["toml"]),
    ("ts", "TypeScript", &["ts", "typescript", "mts", "cts"]),
    ("tsx", "TSX", &["tsx"]),
    ("vim", "Vim script", &["vim", "viml", "vimscript"]),
    ("vue", "Vue", &["vue"]),
    (
        "xml",
        "XML",
        &["xml", "xsl", "xslt", "svg", "plist", "xaml"],
    ),
    ("yaml", "YAML", &["yaml", "yml", "k8s", "kubernetes"]),
    ("zig", "Zig", &["zig"]),
];

/// Names that mean no grammar, on purpose, with the name to show.
const PLAIN: &[(&str, &str)] = &[
    ("text", ""),
    ("txt", ""),
    ("plain", ""),
    ("plaintext", ""),
    ("none", ""),
    ("nohighlight", ""),
    ("ascii", ""),
    ("diagram", ""),
    ("tree", ""),
    ("output", "Output"),
    ("log", "Log"),
    ("logs", "Log"),
    ("console", "Console"),
    ("terminal", "Console"),
    ("shell-session", "Console"),
    ("shellsession", "Console"),
    ("sh-session", "Console"),
    ("pseudocode", "Pseudocode"),
    ("pseudo", "Pseudocode"),
    ("algorithm", "Pseudocode"),
    ("mermaid", "Mermaid diagram (source)"),
    ("plantuml", "PlantUML diagram (source)"),
    ("prolog", "Prolog"),
    ("assembly", "Assembly"),
    ("asm", "Assembly"),
    ("cil", "CIL"),
    ("il", "CIL"),
    ("nasm", "Assembly"),
    ("vb", "Visual Basic"),
    ("vbnet", "Visual Basic"),
    ("cobol", "COBOL"),
    ("fortran", "Fortran"),
    ("abap", "ABAP"),
    ("apex", "Apex"),
    ("redis", "Redis"),
    ("promql", "PromQL"),
    ("cypher", "Cypher"),
    ("cql", "CQL"),
    ("bnf", "BNF"),
    ("ebnf", "EBNF"),
    ("regex", "Regular expression"),
    ("wasm", "WebAssembly"),
    ("razor", "Razor"),
    ("cshtml", "Razor"),
    ("jinja", "Jinja"),
    ("liquid", "Liquid"),
    ("handlebars", "Handlebars"),
    ("ejs", "EJS"),
    ("cron", "Cron"),
    ("crontab", "Cron"),
    ("url", "URL"),
    ("uri", "URL"),
];

/// What `name` means; case does not matter.
pub fn resolve(name: &str) -> Resolved {
    let lower = name.to_lowercase();
    if let Some((token, ..)) = find(&lower) {
        return Resolved::Grammar(token);
    }
    if PLAIN.iter().any(|(plain, _)| *plain == lower) {
        Resolved::Plain
    } else {
        Resolved::Unknown
    }
}

/// The name to show above a block: empty for text that is no code.
pub fn display_name(name: &str) -> String {
    let lower = name.to_lowercase();
    match find(&lower) {
        Some((_, shown, _)) => (*shown).to_owned(),
        None => PLAIN
            .iter()
            .find(|(plain, _)| *plain == lower)
            .map_or_else(|| name.to_owned(), |(_, shown)| (*shown).to_owned()),
    }
}

/// Every grammar token.
pub fn grammars() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().map(|(token, ..)| *token)
}

/// The known name that `name` is probably a misspelling of.
pub fn nearest(name: &str) -> Option<&'static str> {
    let known = LANGUAGES
        .iter()
        .flat_map(|(_, _, names)| names.iter().copied())
        .chain(PLAIN.iter().map(|(plain, _)| *plain))
        // Names of one or two letters are near to everything.
        .filter(|known| known.len() > 2);
    nearest::nearest(name, known).first().copied()
}

fn find(lower: &str) -> Option<&'static (&'static str, &'static str, &'static [&'static str])> {
    LANGUAGES
        .iter()
        .find(|(_, _, names)| names.contains(&lower))
}

#[cfg(test)]
mod tests {
    use super::{Resolved, display_name, nearest, resolve};

    #[test]
    fn aliases_mean_their_language() {
        assert_eq!(resolve("Golang"), Resolved::Grammar("go"));
        assert_eq!(resolve("c++"), Resolved::Grammar("cpp"));
        assert_eq!(resolve("text"), Resolved::Plain);
        assert_eq!(resolve("pyhton"), Resolved::Unknown);
        assert_eq!(display_name("psql"), "SQL");
        assert_eq!(display_name("text"), "");
    }

    #[test]
    fn misspellings_find_their_language() {
        assert_eq!(nearest("pyhton"), Some("python"));
        assert_eq!(nearest("javscript"), Some("javascript"));
        assert_eq!(nearest("klingon"), None);
    }
}

//! Data, queries, markup and configuration.

use super::{Code, identifier};
use serde::de::IgnoredAny;

/// Forms whose first lines cannot be anything else.
pub(super) fn marked(code: &Code<'_>) -> Option<&'static str> {
    let first = code.first();
    let lower = first.to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        return Some("html");
    }
    for (start, language) in [
        ("<?xml", "xml"),
        ("<?php", "php"),
        ("diff --git ", "diff"),
        ("sequenceDiagram", "mermaid"),
        ("stateDiagram", "mermaid"),
        ("erDiagram", "mermaid"),
    ] {
        if first.starts_with(start) {
            return Some(language);
        }
    }
    if first.starts_with("--- ")
        && code
            .lines
            .get(1)
            .is_some_and(|line| line.starts_with("+++ "))
    {
        return Some("diff");
    }
    let mut words = first.split_whitespace();
    if matches!(words.next(), Some("graph" | "flowchart"))
        && matches!(words.next(), Some("TD" | "TB" | "BT" | "LR" | "RL"))
    {
        return Some("mermaid");
    }
    // A bare `GET /users` is a line of a list as often as a request: only the version tells.
    let request = first.split_whitespace().collect::<Vec<_>>();
    let version = |word: &&str| word.starts_with("HTTP/");
    (request.first().is_some_and(version) || request.len() == 3 && version(&request[2]))
        .then_some("http")
}

/// An object, or a list that holds one, that parses.
pub(super) fn json(code: &Code<'_>) -> Option<&'static str> {
    let object = code.text.starts_with('{') || code.text.starts_with('[') && code.has("{");
    (object && code.has("\":") && serde_json::from_str::<IgnoredAny>(code.text).is_ok()
        || object && code.has("\" :") && serde_json::from_str::<IgnoredAny>(code.text).is_ok())
    .then_some("json")
}

/// A statement: its first keywords in capitals, or else a semicolon at its end.
pub(super) fn sql(code: &Code<'_>) -> Option<&'static str> {
    let statement: String = code
        .lines
        .iter()
        .filter(|line| !line.trim_start().starts_with("--"))
        .flat_map(|line| [line, " "])
        .collect();
    let upper = statement.to_ascii_uppercase();
    let words: Vec<&str> = upper.split_whitespace().collect();
    let [first, second, ..] = words.as_slice() else {
        return None;
    };
    let has = |word: &str| words.contains(&word);
    let object = |word: &str| {
        [
            "TABLE", "INDEX", "VIEW", "DATABASE", "SCHEMA", "TRIGGER", "UNIQUE",
        ]
        .contains(&word)
    };
    let fits = match *first {
        "SELECT" => has("FROM"),
        "WITH" => has("AS") && has("SELECT"),
        "EXPLAIN" => has("SELECT"),
        "INSERT" => *second == "INTO",
        "UPDATE" => has("SET"),
        "DELETE" => *second == "FROM",
        "CREATE" | "ALTER" | "DROP" => object(second),
        _ => false,
    };
    let capitals = statement.split_whitespace().next() == Some(*first);
    // C# and Kotlin have blocks, SQL outside of procedures has none.
    (fits && (capitals || statement.trim_end().ends_with(';')) && !code.has("{")).then_some("sql")
}

/// Operations and root types.
pub(super) fn graphql(code: &Code<'_>) -> Option<&'static str> {
    let (word, rest) = identifier(code.first())?;
    let rest = rest.trim_start();
    let opens = |rest: &str| rest.starts_with('{') || rest.starts_with('(');
    let fits = match word {
        "query" | "mutation" | "subscription" => {
            opens(rest) && rest.starts_with('{')
                || identifier(rest).is_some_and(|(_, rest)| opens(rest.trim_start()))
        }
        "type" => identifier(rest).is_some_and(|(name, rest)| {
            matches!(name, "Query" | "Mutation" | "Subscription")
                && rest.trim_start().starts_with('{')
        }),
        "fragment" => rest.contains(" on ") && rest.ends_with('{'),
        _ => false,
    };
    (fits && !code.has(";")).then_some("graphql")
}

/// Manifests with keys that everybody knows.
pub(super) fn yaml(code: &Code<'_>) -> Option<&'static str> {
    let top = |key: &str| code.lines.iter().any(|line| line.starts_with(key));
    let manifest = top("apiVersion:") && top("kind:");
    let compose = top("services:") && (top("version:") || code.has("image:"));
    let workflow = top("on:") && top("jobs:");
    (manifest || compose || workflow).then_some("yaml")
}

/// Dockerfiles, nginx, Terraform.
pub(super) fn infrastructure(code: &Code<'_>) -> Option<&'static str> {
    let instruction = ["RUN ", "CMD ", "COPY ", "ENTRYPOINT ", "WORKDIR ", "ADD "];
    if code.line_starts("FROM ")
        && !code.line_starts("SELECT")
        && code
            .lines
            .iter()
            .any(|line| instruction.iter().any(|start| line.starts_with(start)))
    {
        return Some("dockerfile");
    }
    let block = code.first().split_whitespace().collect::<Vec<_>>();
    match block.as_slice() {
        ["upstream", _, "{"] if code.has("server ") && code.has(";") => Some("nginx"),
        ["server" | "http", "{"] if code.has_any(&["listen ", "proxy_pass "]) => Some("nginx"),
        ["resource", kind, name, "{"] if kind.starts_with('"') && name.starts_with('"') => {
            Some("terraform")
        }
        _ => None,
    }
}

/// Tags that prose about generics does not hold.
const TAGS: [&str; 24] = [
    "a", "article", "body", "button", "div", "form", "h1", "h2", "head", "header", "img", "input",
    "label", "li", "main", "nav", "ol", "p", "script", "section", "span", "style", "table", "ul",
];

/// HTML: a known tag at the start, its end at the end, and nothing of a template in it.
pub(super) fn markup(code: &Code<'_>) -> Option<&'static str> {
    let (tag, _) = identifier(code.text.strip_prefix('<')?)?;
    let whole = code.text.ends_with(&format!("</{tag}>"));
    let template = code.has_any(&["className=", "{", " v-", " @", "*ng", "[(", " :"]);
    let script = matches!(tag, "script" | "style");
    (TAGS.contains(&tag) && whole && (script || !template)).then_some("html")
}

/// CSS: rules of declarations and nothing else, the first for a selector that is no type's name.
pub(super) fn css(code: &Code<'_>) -> Option<&'static str> {
    let first = code.first();
    let selects = first.starts_with(['.', '#', '*'])
        || [":root", "@media", "@keyframes", "@font-face"]
            .iter()
            .any(|start| first.starts_with(start))
        || identifier(first).is_some_and(|(word, _)| TAGS.contains(&word));
    let declaration = |line: &str| {
        line.split_once(':').is_some_and(|(property, value)| {
            property
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
                && value.ends_with(';')
        })
    };
    let every = code.lines.iter().map(|line| line.trim()).all(|line| {
        line.ends_with('{')
            || line.ends_with(',')
            || line == "}"
            || declaration(line)
            || line.starts_with("/*") && line.ends_with("*/")
    });
    let some = code.lines.iter().any(|line| declaration(line.trim()));
    (selects && every && some && code.has("{") && code.text.ends_with('}')).then_some("css")
}

//! What templates get, as Markdown: read off the types and comments in `src/view/context.rs`.
//!
//! The file holds nothing but plain types, so reading it line by line is enough. What is not
//! understood fails the test instead of being left out.

use std::collections::BTreeSet;
use std::fmt::Write;

/// A type with its fields, or with its variants.
#[derive(Debug, Default)]
struct Type {
    name: String,
    meaning: String,
    /// The name of the field that tells variants apart.
    tag: String,
    fields: Vec<Field>,
    variants: Vec<Variant>,
}

#[derive(Debug, Default)]
struct Field {
    name: String,
    ty: String,
    meaning: String,
}

#[derive(Debug, Default)]
struct Variant {
    name: String,
    meaning: String,
    /// The type inside, when it is one.
    inner: String,
    fields: Vec<Field>,
}

/// The reference of all types in `source`, the template's own first.
pub fn markdown(source: &str) -> String {
    let types = read(source);
    let names: BTreeSet<&str> = types.iter().map(|ty| ty.name.as_str()).collect();
    let mut out = String::new();
    for ty in &types {
        let _ = writeln!(out, "### {}\n\n{}\n", ty.name, ty.meaning);
        if ty.variants.is_empty() {
            table(&ty.fields, &names, &mut out);
        } else if ty.name == "Body" {
            body(ty, &mut out);
        } else {
            for variant in &ty.variants {
                let _ = write!(
                    out,
                    "With `{}` = `{}`: {}",
                    ty.tag,
                    kebab(&variant.name),
                    lower(&variant.meaning)
                );
                if !variant.inner.is_empty() {
                    let _ = write!(out, " It has the fields of {}.", link(&variant.inner));
                }
                out.push_str("\n\n");
                if !variant.fields.is_empty() {
                    table(&variant.fields, &names, &mut out);
                }
            }
        }
    }
    out.trim_end().to_owned() + "\n"
}

/// The kinds of page with their templates.
fn body(ty: &Type, out: &mut String) {
    out.push_str("| `body.kind` | template | what else `body` has |\n|---|---|---|\n");
    for variant in &ty.variants {
        let kind = kebab(&variant.name);
        let _ = writeln!(
            out,
            "| `{kind}` | `{kind}.html` | {} |",
            link(&variant.inner)
        );
    }
    out.push('\n');
}

fn table(fields: &[Field], names: &BTreeSet<&str>, out: &mut String) {
    out.push_str("| field | is | holds |\n|---|---|---|\n");
    for field in fields {
        let _ = writeln!(
            out,
            "| `{}` | {} | {} |",
            field.name,
            type_words(&field.ty, &field.name, names).replace('|', "\\|"),
            field.meaning.replace('|', "\\|")
        );
    }
    out.push('\n');
}

/// A Rust type in the words of a template's author.
fn type_words(ty: &str, name: &str, names: &BTreeSet<&str>) -> String {
    let inside = |start: &str| ty.strip_prefix(start)?.strip_suffix('>');
    if let Some(inner) = inside("Option<") {
        return format!("{}, or none", type_words(inner, name, names));
    }
    if let Some(inner) = inside("Vec<") {
        return format!("list of {}", type_words(inner, name, names));
    }
    if let Some(inner) = inside("Box<") {
        return type_words(inner, name, names);
    }
    if let Some(inner) = inside("BTreeMap<") {
        let (_, value) = inner.split_once(", ").expect("a key and a value");
        return format!("names, each with {}", type_words(value, name, names));
    }
    match ty {
        "String" if name == "html" || name.ends_with("_html") => "HTML".to_owned(),
        "String" => "text".to_owned(),
        "usize" | "u32" | "u64" | "i64" | "u8" => "number".to_owned(),
        "bool" => "true or false".to_owned(),
        other if names.contains(other) => link(other),
        other => panic!("{name}: {other} is no type that the handbook has words for"),
    }
}

fn link(name: &str) -> String {
    format!("[{name}](#{})", name.to_lowercase())
}

/// `NotFound` is serialised as `not-found`.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(character.to_lowercase());
    }
    out
}

fn lower(sentence: &str) -> String {
    let mut characters = sentence.chars();
    let first = characters.next().into_iter().flat_map(char::to_lowercase);
    first.collect::<String>() + characters.as_str()
}

fn read(source: &str) -> Vec<Type> {
    let mut types: Vec<Type> = Vec::new();
    let mut comment = String::new();
    let mut tag = String::new();
    let mut open: Option<Type> = None;
    let mut variant: Option<Variant> = None;
    let mut skipping = false;
    for line in source.lines() {
        if skipping {
            skipping = line != "}";
            continue;
        }
        let text = line.trim();
        if let Some(words) = text.strip_prefix("/// ") {
            if !comment.is_empty() {
                comment.push(' ');
            }
            comment.push_str(words);
        } else if let Some(rest) = text.strip_prefix("#[serde(tag = \"") {
            tag = rest.split('"').next().unwrap_or_default().to_owned();
        } else if text.starts_with("impl ") || text.starts_with("pub const ") {
            skipping = !text.ends_with(['}', ';']);
            comment.clear();
        } else if let Some(rest) = text
            .strip_prefix("pub struct ")
            .or_else(|| text.strip_prefix("pub enum "))
        {
            open = Some(Type {
                name: rest.trim_end_matches(" {").to_owned(),
                meaning: std::mem::take(&mut comment),
                tag: std::mem::take(&mut tag),
                ..Type::default()
            });
        } else if line == "}" {
            types.extend(open.take());
        } else if let Some(ty) = &mut open {
            item(text, ty, &mut variant, &mut comment);
        }
    }
    assert!(types.len() > 20, "the types were not read");
    types
}

/// A field, a variant, or the end of one.
fn item(text: &str, ty: &mut Type, variant: &mut Option<Variant>, comment: &mut String) {
    if text.is_empty() || text.starts_with("#[") {
        return;
    }
    if matches!(text, "}," | "}") {
        ty.variants.extend(variant.take());
        return;
    }
    let meaning = std::mem::take(comment);
    let line = text.trim_end_matches(',');
    if let Some((name, field)) = line.split_once(": ") {
        let field = Field {
            name: name.trim_start_matches("pub ").to_owned(),
            ty: field.to_owned(),
            meaning,
        };
        match variant {
            Some(variant) => variant.fields.push(field),
            None => ty.fields.push(field),
        }
    } else if let Some(name) = line.strip_suffix(" {") {
        *variant = Some(Variant {
            name: name.to_owned(),
            meaning,
            ..Variant::default()
        });
    } else {
        let (name, inner) = line.split_once('(').unwrap_or((line, ""));
        ty.variants.push(Variant {
            name: name.to_owned(),
            meaning,
            inner: inner
                .trim_end_matches(')')
                .trim_start_matches("Box<")
                .trim_end_matches('>')
                .to_owned(),
            fields: Vec::new(),
        });
    }
}

//! The settings that hold settings: `brand:`, `repository:`, `redirects:` and `front-matter:`.

use super::catalogue::{CONFIG, Setting, Shape, find};
use super::read::{Reader, inside};
use super::{Accent, Color, Placed, Redirect, Repository, normal_base_url};
use crate::source::Span;
use crate::source::yaml::{Key, Node, Value};

/// The keys that a setting holds, by the catalogue.
fn keys_of(shape: &'static Shape) -> &'static [Setting] {
    match shape {
        Shape::Map(settings) => settings,
        Shape::Either(shapes) => shapes
            .iter()
            .map(keys_of)
            .find(|settings| !settings.is_empty())
            .unwrap_or_default(),
        Shape::Named(shape) => keys_of(shape),
        _ => &[],
    }
}

pub(super) fn settings_of(settings: &'static [Setting], name: &str) -> &'static [Setting] {
    find(settings, name).map_or(&[], |setting| keys_of(&setting.shape))
}

/// Reads `brand:`.
pub(super) fn brand(reader: &mut Reader<'_>, key: &Key, node: &Node) {
    let Value::Map(entries) = &node.value else {
        reader.bad(key, node, "a mapping such as {name: …, logo: …}");
        return;
    };
    let settings = settings_of(CONFIG, "brand");
    for (key, node) in entries {
        match key.name.as_str() {
            "name" => reader.config.brand.name = reader.text(key, node),
            "logo" => reader.config.brand.logo = static_file(reader, key, node),
            "favicon" => reader.config.brand.favicon = static_file(reader, key, node),
            "image" => reader.config.brand.image = static_file(reader, key, node),
            "css" => reader.config.brand.css = static_file(reader, key, node),
            "footer" => {
                reader.config.brand.footer = reader.text(key, node).map(|value| Placed {
                    value,
                    span: node.span,
                });
            }
            "accent" => {
                let keys = settings_of(settings, "accent");
                reader.config.brand.accent = accent(reader, key, node, keys);
            }
            _ => reader.unknown(key, settings, "brand"),
        }
    }
}

/// A file below `static/`, named with or without that folder.
fn static_file(reader: &mut Reader<'_>, key: &Key, node: &Node) -> Option<Placed<String>> {
    let text = reader.text(key, node)?;
    let Some(path) = inside(&text) else {
        reader.refuse(
            node.span,
            format!("'{}' must be a file below static/", key.name),
            "put the file into static/ and give its path there",
        );
        return None;
    };
    let value = path.strip_prefix("static/").unwrap_or(&path).to_owned();
    let span = node.span;
    Some(Placed { value, span })
}

fn accent(reader: &mut Reader<'_>, key: &Key, node: &Node, settings: &'static [Setting]) -> Accent {
    let mut accent = Accent::default();
    match &node.value {
        Value::Map(entries) => {
            for (key, node) in entries {
                match key.name.as_str() {
                    "light" => accent.light = color(reader, key, node),
                    "dark" => accent.dark = color(reader, key, node),
                    _ => reader.unknown(key, settings, "brand.accent"),
                }
            }
        }
        _ => accent.light = color(reader, key, node),
    }
    accent
}

fn color(reader: &mut Reader<'_>, key: &Key, node: &Node) -> Option<Placed<Color>> {
    const HELP: &str = "write it in quotes with its hash sign, such as \"#1a5f56\"";
    let Value::Text(text) = &node.value else {
        // Without quotes a hash sign starts a comment, and nothing is left.
        let span = if node.span.is_empty() {
            key.span
        } else {
            node.span
        };
        let found = node.value.kind();
        reader.refuse(
            span,
            format!("'{}' wants a colour, found {found}", key.name),
            HELP,
        );
        return None;
    };
    let found = Color::parse(text).map(|value| Placed {
        value,
        span: node.span,
    });
    if found.is_none() {
        reader.refuse(node.span, format!("'{text}' is no colour"), HELP);
    }
    found
}

/// Reads `repository:`, an address or a mapping.
pub(super) fn repository(reader: &mut Reader<'_>, key: &Key, node: &Node) {
    let mut url = None;
    let mut edit = None;
    let (mut branch, mut folder) = (None, None);
    match &node.value {
        Value::Map(entries) => {
            for (key, node) in entries {
                match key.name.as_str() {
                    "url" => url = address(reader, key, node),
                    "branch" => branch = reader.text(key, node),
                    "path" => folder = reader.folder(key, node),
                    "edit" => edit = pattern(reader, key, node),
                    _ => reader.unknown(key, settings_of(CONFIG, "repository"), "repository"),
                }
            }
        }
        _ => url = address(reader, key, node),
    }
    let folder = folder.unwrap_or_default();
    if let Some(pattern) = edit {
        reader.config.repository = Some(Repository::with_pattern(&pattern, &folder));
    } else if let Some(url) = url {
        let branch = branch.unwrap_or_else(|| "main".to_owned());
        reader.config.repository = Repository::at(&url.value, &branch, &folder);
        if reader.config.repository.is_none() {
            reader.refuse(
                url.span,
                format!("nobody knows how '{}' opens a file for editing", url.value),
                "say it: repository: {edit: \"https://…/{path}#L{line}\"}",
            );
        }
    }
}

fn address(reader: &mut Reader<'_>, key: &Key, node: &Node) -> Option<Placed<String>> {
    let value = reader.text(key, node)?;
    let span = node.span;
    if normal_base_url(&value).is_some() {
        return Some(Placed { value, span });
    }
    reader.refuse(
        span,
        format!("'{value}' is no web address"),
        "write the address that a browser shows, such as https://github.com/ferry/interviews",
    );
    None
}

fn pattern(reader: &mut Reader<'_>, key: &Key, node: &Node) -> Option<String> {
    let text = reader.text(key, node)?;
    let web = text.starts_with("https://") || text.starts_with("http://");
    if web && text.contains("{path}") {
        return Some(text);
    }
    reader.refuse(
        node.span,
        format!("'{text}' is no address with {{path}} in it"),
        "write it like \"https://git.example/interviews/edit/{path}#L{line}\"",
    );
    None
}

/// Reads `redirects:`.
pub(super) fn redirects(reader: &mut Reader<'_>, key: &Key, node: &Node) {
    let Value::Map(entries) = &node.value else {
        reader.bad(key, node, "a mapping such as {old.md: new.md}");
        return;
    };
    for (from, to) in entries {
        if let Some(value) = reader.text(from, to) {
            reader.config.redirects.push(Redirect {
                from: Placed {
                    value: from.name.clone(),
                    span: from.span,
                },
                to: Placed {
                    value,
                    span: to.span,
                },
            });
        }
    }
}

/// Reads `front-matter:`.
pub(super) fn front_matter(reader: &mut Reader<'_>, key: &Key, node: &Node) {
    let Value::Map(entries) = &node.value else {
        reader.bad(key, node, "a mapping such as {extra: [team]}");
        return;
    };
    for (key, node) in entries {
        match key.name.as_str() {
            "extra" => reader.config.extra_keys = extra_keys(reader, key, node),
            _ => reader.unknown(key, settings_of(CONFIG, "front-matter"), "front-matter"),
        }
    }
}

/// A key that means something already is no key of one's own.
fn extra_keys(reader: &mut Reader<'_>, key: &Key, node: &Node) -> Vec<String> {
    let mut keys = reader.texts(key, node);
    keys.retain(|name| {
        let own = find(super::catalogue::FRONT_MATTER, name).is_none();
        if !own {
            reader.refuse(
                place_of(node, name),
                format!("'{name}' is a front matter key of prepbook"),
                "remove it from the list: it can be used as it is",
            );
        }
        own
    });
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Where a text of a list stands.
pub(super) fn place_of(node: &Node, text: &str) -> Span {
    let items = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => &[],
    };
    items
        .iter()
        .find(|item| matches!(&item.value, Value::Text(found) if found == text))
        .map_or(node.span, |item| item.span)
}

//! The reader of `prepbook.yml`: one line for each key of the catalogue.

use super::catalogue::{self, CONFIG, Setting};
use super::{Config, RemoteImages, Requirement, editions, nested, topics};
use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::diagnostic::{Checked, Code, Diagnostic, Severity};
use crate::source::globs::glob_error;
use crate::source::yaml::{Key, Node, Value, parse_map};
use crate::source::{SourceFile, Span};

/// Reads `prepbook.yml`. Keys that cannot be used keep their default and are reported.
pub fn read(file: &SourceFile) -> Checked<Config> {
    let mut reader = Reader {
        file,
        config: Config {
            content: "content".to_owned(),
            ..Config::default()
        },
        diagnostics: Vec::new(),
    };
    match parse_map(&file.text, Span::new(0, file.text.len())) {
        Ok(entries) => {
            for (key, node) in &entries {
                reader.entry(key, node);
            }
        }
        Err(error) => reader.diagnostics.push(
            Diagnostic::new(
                Code::InvalidConfig,
                &file.id,
                error.span,
                format!("prepbook.yml cannot be read: {}", error.message),
            )
            .help(error.help),
        ),
    }
    Checked::new(reader.config, reader.diagnostics)
}

pub(super) struct Reader<'a> {
    file: &'a SourceFile,
    pub(super) config: Config,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn entry(&mut self, key: &Key, node: &Node) {
        match key.name.as_str() {
            "title" => self.config.title = self.text(key, node),
            "description" => self.config.description = self.text(key, node),
            "language" => {
                if let Some(text) = self.text(key, node) {
                    self.config.language = text;
                }
            }
            "content" => {
                if let Some(folder) = self.folder(key, node) {
                    self.config.content = folder;
                }
            }
            "output" => {
                if let Some(folder) = self.folder(key, node) {
                    self.config.output = folder;
                }
            }
            "theme" => {
                if let Some(folder) = self.folder(key, node) {
                    self.config.theme = folder;
                }
            }
            "base-url" => self.base_url(key, node),
            "include" => self.config.include = self.globs(key, node),
            "exclude" => self.config.exclude = self.globs(key, node),
            "strict" => self.config.strict = self.boolean(key, node).unwrap_or_default(),
            "drafts" => self.config.drafts = self.boolean(key, node).unwrap_or_default(),
            "untrusted" => self.config.untrusted = self.boolean(key, node).unwrap_or_default(),
            "math" => self.config.math = self.boolean(key, node),
            "reveal" => self.reveal(key, node),
            "glossary" => self.config.glossary = self.boolean(key, node).unwrap_or(true),
            "remote-images" => self.remote_images(key, node),
            "diagnostics" => self.severities(key, node),
            "id" => self.config.id = self.id(key, node),
            "brand" => nested::brand(self, key, node),
            "repository" => nested::repository(self, key, node),
            "noindex" => self.config.noindex = self.boolean(key, node).unwrap_or_default(),
            "require" => self.config.require = self.requirements(key, node),
            "tags" => self.config.tags = Some(self.texts(key, node)),
            "topics" => topics::read(self, key, node),
            "editions" => editions::read(self, key, node),
            "redirects" => nested::redirects(self, key, node),
            "front-matter" => nested::front_matter(self, key, node),
            _ => self.unknown(key, CONFIG, ""),
        }
    }

    /// Says that `settings`, those of the key `of` or of the whole file, have no such key.
    pub(super) fn unknown(&mut self, key: &Key, settings: &'static [Setting], of: &str) {
        let known = || catalogue::names(settings);
        let near = nearest(&key.name.replace('_', "-"), known());
        let help = did_you_mean(&near).unwrap_or_else(|| {
            let names: Vec<&str> = known().collect();
            let of = if of.is_empty() {
                String::new()
            } else {
                format!(" of '{of}'")
            };
            format!("the settings{of} are {}", names.join(", "))
        });
        let whole = if of.is_empty() {
            key.name.clone()
        } else {
            format!("{of}.{}", key.name)
        };
        self.diagnostics.push(
            Diagnostic::new(
                Code::UnknownConfigKey,
                &self.file.id,
                key.span,
                format!("there is no setting '{whole}'"),
            )
            .help(help),
        );
    }

    /// Says that a value cannot be used.
    pub(super) fn refuse(&mut self, span: Span, message: String, help: &str) {
        self.diagnostics.push(
            Diagnostic::new(Code::BadConfigValue, &self.file.id, span, message)
                .help(help.to_owned()),
        );
    }

    pub(super) fn bad(&mut self, key: &Key, node: &Node, wanted: &str) {
        let span = if node.span.is_empty() {
            key.span
        } else {
            node.span
        };
        self.diagnostics.push(
            Diagnostic::new(
                Code::BadConfigValue,
                &self.file.id,
                span,
                format!("'{}' wants {wanted}, found {}", key.name, node.value.kind()),
            )
            .help(match wanted {
                "text" => format!("write words in quotes: {}: \"…\"", key.name),
                _ => format!("write {}: {wanted}", key.name),
            }),
        );
    }

    fn reveal(&mut self, key: &Key, node: &Node) {
        let word = match &node.value {
            Value::Text(text) => text.to_lowercase(),
            _ => String::new(),
        };
        match word.as_str() {
            "fold" => self.config.reveal_open = false,
            "open" => self.config.reveal_open = true,
            _ => self.bad(key, node, "fold or open"),
        }
    }

    fn remote_images(&mut self, key: &Key, node: &Node) {
        let word = match &node.value {
            Value::Text(text) => text.to_lowercase(),
            _ => String::new(),
        };
        match word.as_str() {
            "link" => self.config.remote_images = RemoteImages::Link,
            "allow" => self.config.remote_images = RemoteImages::Allow,
            _ => self.bad(key, node, "link or allow"),
        }
    }

    pub(super) fn text(&mut self, key: &Key, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            Value::Integer(number) => Some(number.to_string()),
            Value::Float(number) => Some(number.to_string()),
            _ => {
                self.bad(key, node, "text");
                None
            }
        }
    }

    /// A path inside the site's root.
    pub(super) fn folder(&mut self, key: &Key, node: &Node) -> Option<String> {
        let text = self.text(key, node)?;
        let path = inside(&text);
        if path.is_none() {
            self.refuse(
                node.span,
                format!("'{}' must be a folder inside the site", key.name),
                "give a path relative to prepbook.yml, without '..'",
            );
        }
        path
    }

    fn id(&mut self, key: &Key, node: &Node) -> Option<String> {
        let text = self.text(key, node)?;
        let fine = text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        if fine && !text.is_empty() {
            return Some(text);
        }
        self.refuse(
            node.span,
            format!("'{text}' cannot be an id"),
            "use letters, digits, hyphens, dots and underscores",
        );
        None
    }

    fn requirements(&mut self, key: &Key, node: &Node) -> Vec<Requirement> {
        let items = match &node.value {
            Value::List(items) => items.as_slice(),
            Value::Text(_) => std::slice::from_ref(node),
            _ => {
                self.bad(key, node, "a list of texts");
                return Vec::new();
            }
        };
        let mut found = Vec::new();
        for item in items {
            let Some(text) = self.text(key, item) else {
                continue;
            };
            let place = catalogue::REQUIRABLE
                .iter()
                .position(|name| name.eq_ignore_ascii_case(&text));
            match place {
                Some(place) => found.push(Requirement::ALL[place]),
                None => self.refuse(
                    item.span,
                    format!("'{text}' cannot be required"),
                    &format!("a question can have {}", catalogue::REQUIRABLE.join(", ")),
                ),
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn base_url(&mut self, key: &Key, node: &Node) {
        let Some(text) = self.text(key, node) else {
            return;
        };
        match normal_base_url(&text) {
            Some(url) => self.config.base_url = Some(url),
            None => self.diagnostics.push(
                Diagnostic::new(
                    Code::BadConfigValue,
                    &self.file.id,
                    node.span,
                    format!("'{text}' is no web address"),
                )
                .help("write the whole address, such as https://guide.example/interviews/"),
            ),
        }
    }

    fn boolean(&mut self, key: &Key, node: &Node) -> Option<bool> {
        match node.value {
            Value::Bool(value) => Some(value),
            _ => {
                self.bad(key, node, "true or false");
                None
            }
        }
    }

    pub(super) fn texts(&mut self, key: &Key, node: &Node) -> Vec<String> {
        match &node.value {
            Value::List(items) => items
                .iter()
                .filter_map(|item| self.text(key, item))
                .collect(),
            Value::Text(_) | Value::Integer(_) | Value::Float(_) => {
                self.text(key, node).into_iter().collect()
            }
            _ => {
                self.bad(key, node, "a list of texts");
                Vec::new()
            }
        }
    }

    pub(super) fn globs(&mut self, key: &Key, node: &Node) -> Vec<String> {
        let mut patterns = self.texts(key, node);
        patterns.retain(|pattern| match glob_error(pattern) {
            None => true,
            Some(error) => {
                let item = match &node.value {
                    Value::List(items) => items
                        .iter()
                        .find(|item| item.value == Value::Text(pattern.clone())),
                    _ => None,
                };
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::BadConfigValue,
                        &self.file.id,
                        item.unwrap_or(node).span,
                        format!("'{pattern}' is no glob: {error}"),
                    )
                    .help("write it as in .gitignore, such as drafts/ or *.draft.md"),
                );
                false
            }
        });
        patterns
    }

    fn severities(&mut self, key: &Key, node: &Node) {
        let Value::Map(entries) = &node.value else {
            self.bad(key, node, "a mapping from codes to error, warning or off");
            return;
        };
        for (name, node) in entries {
            let Some(code) = Code::from_name(&name.name) else {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::BadConfigValue,
                        &self.file.id,
                        name.span,
                        format!("there is no diagnostic '{}'", name.name),
                    )
                    .help("prepbook check --codes lists them all"),
                );
                continue;
            };
            let severity = match &node.value {
                Value::Text(text) if text == "error" => Some(Severity::Error),
                Value::Text(text) if text == "warning" => Some(Severity::Warning),
                Value::Text(text) if text == "off" => None,
                _ => {
                    self.bad(name, node, "error, warning or off");
                    continue;
                }
            };
            if code.info().severity == Severity::Error && severity != Some(Severity::Error) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::BadConfigValue,
                        &self.file.id,
                        node.span,
                        format!("'{code}' is always an error"),
                    )
                    .help("no correct site can be made with it, so it cannot be switched off"),
                );
                continue;
            }
            self.config.diagnostics.insert(code, severity);
        }
    }
}

/// The path without `./` and `/` around it, if it does not leave the folder that it is meant to
/// stay in.
pub(super) fn inside(text: &str) -> Option<String> {
    let text = text.replace('\\', "/");
    let path = text.trim_end_matches('/').trim_start_matches("./");
    let outside =
        text.starts_with('/') || path.split('/').any(|part| part == "..") || path.contains(':');
    (!outside).then(|| if path.is_empty() { "." } else { path }.to_owned())
}

/// The address with one `/` at its end, if it is one.
pub fn normal_base_url(text: &str) -> Option<String> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let fine = !host.is_empty() && !text.contains(['?', '#', ' ', '"', '<', '>']);
    fine.then(|| format!("{}/", text.trim_end_matches('/')))
}

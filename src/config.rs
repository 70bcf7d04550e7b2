//! `prepbook.yml`: read once, then passed on explicitly.
//!
//! [`read`] turns the file into a [`Config`] and says everything that is wrong with it.

use std::collections::BTreeMap;

use crate::diagnostic::nearest::{did_you_mean, nearest};
use crate::diagnostic::{Checked, Code, Diagnostic, Severity};
use crate::source::inputs::glob_error;
use crate::source::yaml::{Key, Node, Value, parse_map};
use crate::source::{SourceFile, Span};

/// What a site is to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Name of the guide.
    pub title: Option<String>,
    /// One sentence about it.
    pub description: Option<String>,
    /// BCP 47 tag of the content's language.
    pub language: String,
    /// Content folder relative to the site's root.
    pub content: String,
    /// Output folder relative to the site's root.
    pub output: String,
    /// Folder below `themes/`.
    pub theme: String,
    /// Where the site will stand, ending in `/`; only what must be absolute uses it.
    pub base_url: Option<String>,
    /// Globs to read although a rule skips them.
    pub include: Vec<String>,
    /// Globs not to read.
    pub exclude: Vec<String>,
    /// Warnings count as errors.
    pub strict: bool,
    /// Drafts are published.
    pub drafts: bool,
    /// Whether dollars mark formulas; decided case by case when absent.
    pub math: Option<bool>,
    /// What becomes of images of other sites.
    pub remote_images: RemoteImages,
    /// Severities of single codes; `None` switches a code off.
    pub diagnostics: BTreeMap<Code, Option<Severity>>,
}

/// What becomes of images of other sites.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RemoteImages {
    /// Links that say what they lead to, so that a page asks nobody but its own site.
    #[default]
    Link,
    /// Images; whoever reads a page is seen by those sites.
    Allow,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: None,
            description: None,
            language: "en".to_owned(),
            content: ".".to_owned(),
            output: "public".to_owned(),
            theme: "default".to_owned(),
            base_url: None,
            include: Vec::new(),
            exclude: Vec::new(),
            strict: false,
            drafts: false,
            math: None,
            remote_images: RemoteImages::default(),
            diagnostics: BTreeMap::new(),
        }
    }
}

impl Config {
    /// Applies `diagnostics:` and `strict:` to what the stages said.
    pub fn settle(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain_mut(|diagnostic| {
            match self.diagnostics.get(&diagnostic.code) {
                Some(None) if diagnostic.severity == Severity::Warning => return false,
                Some(Some(severity)) => diagnostic.severity = *severity,
                _ if self.strict => diagnostic.severity = Severity::Error,
                _ => {}
            }
            true
        });
    }
}

const KEYS: [&str; 14] = [
    "title",
    "description",
    "language",
    "content",
    "output",
    "theme",
    "base-url",
    "include",
    "exclude",
    "strict",
    "drafts",
    "math",
    "remote-images",
    "diagnostics",
];

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

struct Reader<'a> {
    file: &'a SourceFile,
    config: Config,
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
            "math" => self.config.math = self.boolean(key, node),
            "remote-images" => match &node.value {
                Value::Text(text) if text == "link" => {
                    self.config.remote_images = RemoteImages::Link;
                }
                Value::Text(text) if text == "allow" => {
                    self.config.remote_images = RemoteImages::Allow;
                }
                _ => self.bad(key, node, "link or allow"),
            },
            "diagnostics" => self.severities(key, node),
            other => {
                let near = nearest(&other.replace('_', "-"), KEYS.into_iter());
                let help = did_you_mean(&near)
                    .unwrap_or_else(|| format!("the settings are {}", KEYS.join(", ")));
                let diagnostic = Diagnostic::new(
                    Code::UnknownConfigKey,
                    &self.file.id,
                    key.span,
                    format!("there is no setting '{other}'"),
                )
                .help(help);
                self.diagnostics.push(diagnostic);
            }
        }
    }

    fn bad(&mut self, key: &Key, node: &Node, wanted: &str) {
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

    fn text(&mut self, key: &Key, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            Value::Integer(number) => Some(number.to_string()),
            _ => {
                self.bad(key, node, "text");
                None
            }
        }
    }

    /// A path inside the site's root.
    fn folder(&mut self, key: &Key, node: &Node) -> Option<String> {
        let text = self.text(key, node)?.replace('\\', "/");
        let path = text.trim_end_matches('/').trim_start_matches("./");
        let outside =
            path.starts_with('/') || path.split('/').any(|part| part == "..") || path.contains(':');
        if outside {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::BadConfigValue,
                    &self.file.id,
                    node.span,
                    format!("'{}' must be a folder inside the site", key.name),
                )
                .help("give a path relative to prepbook.yml, without '..'"),
            );
            return None;
        }
        Some(if path.is_empty() { "." } else { path }.to_owned())
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

    fn texts(&mut self, key: &Key, node: &Node) -> Vec<String> {
        match &node.value {
            Value::Text(text) => vec![text.clone()],
            Value::List(items) => items
                .iter()
                .filter_map(|item| self.text(key, item))
                .collect(),
            _ => {
                self.bad(key, node, "a list of texts");
                Vec::new()
            }
        }
    }

    fn globs(&mut self, key: &Key, node: &Node) -> Vec<String> {
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

/// The address with one `/` at its end, if it is one.
pub fn normal_base_url(text: &str) -> Option<String> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let fine = !host.is_empty() && !text.contains(['?', '#', ' ', '"', '<', '>']);
    fine.then(|| format!("{}/", text.trim_end_matches('/')))
}

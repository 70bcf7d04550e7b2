//! A theme: templates that are known to parse, the words of the interface, and assets.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use super::artifact::{Artifact, Content};
use super::comments::without_comments;
use super::embedded;
use super::trouble::{self, Sources};
use crate::config::{Config, RemoteImages};
use crate::diagnostic::{Checked, Diagnostic};
use crate::source::{Digest, ThemeFiles};
use crate::view::PageContext;
use crate::words::plural::category;
use crate::words::{Entry, Strings, Words};

/// What a page may load: its own site alone, and no script or style in the page itself.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; \
    form-action 'none'";

/// The same where images of other sites are shown.
const CONTENT_SECURITY_POLICY_WITH_IMAGES: &str = "default-src 'self'; script-src 'self'; \
    style-src 'self'; img-src 'self' data: https: http:; connect-src 'self'; object-src 'none'; \
    base-uri 'none'; form-action 'none'";

thread_local! {
    /// Where a thread writes its pages, one after the other, so that only the longest has to grow.
    static PAGE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

const STYLESHEET: &str = "assets/prepbook.css";
const SCRIPT: &str = "assets/prepbook.js";

/// Styles and scripts, each with the folders that it is joined from. A page has one sheet and one
/// script; tools and search are loaded when somebody reaches for them.
const JOINED: [(&str, &[&str]); 7] = [
    (STYLESHEET, &["css/", "reading/"]),
    ("assets/lists.css", &["css/", "lists/"]),
    ("assets/tools.css", &["tools/"]),
    ("assets/search.css", &["search/"]),
    (SCRIPT, &["js/"]),
    (TOOLS_SCRIPT, &["tools/"]),
    (SEARCH_SCRIPT, &["search/"]),
];

const TOOLS_SCRIPT: &str = "assets/tools.js";
const SEARCH_SCRIPT: &str = "assets/search.js";

/// A theme that can render pages.
#[derive(Clone, Debug)]
pub struct Theme {
    tera: Tera,
    sources: Sources,
    assets: Vec<Artifact>,
    digest: Digest,
}

impl Theme {
    /// Loads the built-in theme with a site's own files before it; `None` when it or the words
    /// are unusable. What is wrong with the words is said again.
    pub fn load(
        own: &ThemeFiles,
        words: &Checked<Words>,
        config: &Config,
    ) -> Checked<Option<Self>> {
        let built_in = embedded::files();
        let sources = sources(built_in, own);
        let mut diagnostics = words.diagnostics.clone();
        let policy = match config.remote_images {
            RemoteImages::Link => CONTENT_SECURITY_POLICY,
            RemoteImages::Allow => CONTENT_SECURITY_POLICY_WITH_IMAGES,
        };
        let mut tera = Tera::new();
        let loaded = tera
            .set_fallback_prefixes(prefix(own))
            .and_then(|()| add_templates(&mut tera, &sources, &words.value.counting));
        if let Err(error) = loaded {
            diagnostics.extend(every_mistake(&error, &sources));
        }
        let usable = diagnostics.is_empty();
        tera.global_context().insert("t", &words.value.strings);
        tera.global_context()
            .insert_value("content_security_policy", Value::safe_string(policy));
        let theme = Self {
            digest: digest(&sources, &words.value, policy),
            assets: assets(built_in, own, &words.value.strings),
            tera,
            sources,
        };
        Checked::new(usable.then_some(theme), diagnostics)
    }

    /// Renders one page.
    ///
    /// # Errors
    /// What the template asks for and the page does not have.
    pub fn render(&self, page: &PageContext) -> Result<Artifact, Diagnostic> {
        let template = format!("{}.html", page.body.template());
        let rendered = Context::from_serialize(page).and_then(|context| {
            PAGE.with_borrow_mut(|html| {
                html.clear();
                self.tera.render_to(&template, &context, &mut *html)?;
                Ok(Artifact::new(page.page.url.clone(), html.as_slice()))
            })
        });
        rendered.map_err(|error| trouble::first(&error, &self.sources))
    }

    /// The files that all pages share.
    pub fn assets(&self) -> Vec<Artifact> {
        self.assets.clone()
    }

    /// The stylesheet that all pages share.
    pub fn stylesheet(&self) -> &str {
        self.assets
            .iter()
            .find(|artifact| artifact.path == STYLESHEET)
            .and_then(|artifact| match &artifact.content {
                Content::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
                Content::File(_) => None,
            })
            .unwrap_or_default()
    }

    /// Digest of everything but the page that [`render`](Self::render) depends on. Assets are not
    /// in it: they have fixed names.
    pub fn digest(&self) -> Digest {
        self.digest
    }
}

/// What names of built-in templates begin with. Where a site has none of its own, nothing goes
/// before them, and no include has to be looked up twice.
fn prefix(own: &ThemeFiles) -> Option<&'static str> {
    let has_any = own.keys().any(|path| path.ends_with(".html"));
    has_any.then_some(embedded::PREFIX)
}

/// Templates by the name that other templates use.
fn sources(built_in: &ThemeFiles, own: &ThemeFiles) -> Sources {
    let named = |files: &ThemeFiles, prefix: &str| -> Sources {
        files
            .iter()
            .filter(|(path, _)| path.ends_with(".html"))
            .filter_map(|(path, file)| {
                let name = path.strip_prefix("templates/")?;
                Some((format!("{prefix}{name}"), file.clone()))
            })
            .collect()
    };
    let mut sources = named(built_in, prefix(own).unwrap_or_default());
    sources.extend(named(own, ""));
    sources
}

fn add_templates(tera: &mut Tera, sources: &Sources, language: &str) -> TeraResult<()> {
    let language = language.to_owned();
    let counted = move |number: u64, arguments: Kwargs, _: &State<'_>| {
        counted(category(&language, number), number, &arguments)
    };
    tera.register_filter("counted", counted);
    tera.register_filter("safe", safe);
    tera.add_raw_templates(sources.iter().map(|(name, file)| (name, &*file.text)))
}

/// The engine stops at the first template that does not parse, so each is parsed by itself.
fn every_mistake(error: &tera::Error, sources: &Sources) -> Vec<Diagnostic> {
    let syntax: Vec<_> = sources
        .iter()
        .filter_map(|(name, file)| Tera::new().add_raw_template(name, &file.text).err())
        .filter(|error| matches!(error.kind(), tera::ErrorKind::SyntaxError(_)))
        .flat_map(|error| trouble::diagnostics(&error, sources))
        .collect();
    if syntax.is_empty() {
        trouble::diagnostics(error, sources)
    } else {
        syntax
    }
}

/// `{{ page.title_html | safe }}`: what the engine's own filter does, without a copy of the text.
fn safe(value: Value, _: Kwargs, _: &State<'_>) -> Value {
    match value.as_str() {
        Some(_) => value.mark_safe(),
        None => Value::safe_string(&value.to_string()),
    }
}

/// `{{ 3 | counted(forms=t.questions) }}`: the form for the number, with the number in it.
fn counted(form: &str, number: u64, arguments: &Kwargs) -> TeraResult<String> {
    let forms: Value = arguments.must_get("forms")?;
    forms
        .get_from_path(form)
        .or_else(|| forms.get_from_path("other"))
        .and_then(Value::as_str)
        .map(|words| words.replace("{n}", &number.to_string()))
        .ok_or_else(|| tera::Error::message("`forms` wants words with the forms `one` and `other`"))
}

fn digest(sources: &Sources, words: &Words, policy: &str) -> Digest {
    let texts: BTreeMap<&str, Digest> = sources
        .iter()
        .map(|(name, file)| (name.as_str(), file.digest))
        .collect();
    Digest::of_value(&(policy, texts, words))
}

/// The built-in files and the joined styles and scripts. A site's own `assets/` are not texts: they
/// are inputs, copied as they are.
fn assets(built_in: &ThemeFiles, own: &ThemeFiles, words: &Strings) -> Vec<Artifact> {
    let mut files = built_in.clone();
    files.extend(own.iter().map(|(path, file)| (path.clone(), file.clone())));
    let mut assets: BTreeMap<String, Arc<[u8]>> = built_in
        .iter()
        .filter(|(path, _)| path.starts_with("assets/"))
        .map(|(path, file)| (path.clone(), file.text.as_bytes().into()))
        .collect();
    for (path, folders) in JOINED {
        let ending = if path.ends_with(".js") { ".js" } else { ".css" };
        let mut text = joined(&files, folders, ending);
        if ending == ".js" {
            text.push_str(&said(path, words));
        }
        assets.insert(path.to_owned(), text.into_bytes().into());
    }
    assets
        .into_iter()
        .map(|(path, bytes)| Artifact::new(path, bytes))
        .collect()
}

/// The words that a script says, as a line behind it: once a site and not on every page.
fn said(script: &str, words: &Strings) -> String {
    let own = |name: &str| {
        let begins = |starts: &[&str]| starts.iter().any(|start| name.starts_with(start));
        script
            == if begins(&["search_", "found_", "level_", "kind_"]) {
                SEARCH_SCRIPT
            } else if begins(&["export", "import", "clear", "note_"]) {
                TOOLS_SCRIPT
            } else {
                SCRIPT
            }
    };
    let mut said = BTreeMap::new();
    // Names that pages and scripts share stand in one place.
    for (group, prefix) in [
        ("scripts", ""),
        ("levels", "level_"),
        ("found_kinds", "kind_"),
    ] {
        if let Some(Entry::Group(names)) = words.get(group) {
            let names = names
                .iter()
                .map(|(name, word)| (format!("{prefix}{name}"), word));
            said.extend(names.filter(|(name, _)| own(name)));
        }
    }
    let json = serde_json::to_string(&said).unwrap_or_else(|_| "{}".to_owned());
    format!("Object.assign(prepbook.words, {json});\n")
}

/// The files of some folders in the order of their names, one below the other; a site's own as they
/// are, the built-in ones without their comments.
fn joined(files: &ThemeFiles, folders: &[&str], ending: &str) -> String {
    let mut named = Vec::new();
    for (path, file) in files {
        let inside = folders.iter().find_map(|folder| path.strip_prefix(folder));
        if let Some(name) = inside.filter(|name| name.ends_with(ending)) {
            named.push((name, path, file));
        }
    }
    named.sort_unstable_by_key(|(name, path, _)| (*name, *path));
    let mut text = String::new();
    for (_, path, file) in named {
        // The checkout of prepbook has the built-in files as its own.
        let built_in = embedded::files()
            .get(path)
            .is_some_and(|known| known.digest == file.digest);
        if built_in {
            text.push_str(&without_comments(&file.text, ending == ".js"));
        } else {
            text.push_str(file.text.trim_end());
            text.push('\n');
        }
    }
    text
}

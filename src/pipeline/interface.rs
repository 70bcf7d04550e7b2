//! The words and the theme of a site, loaded once for as long as nobody changes them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::{Config, RemoteImages};
use crate::diagnostic::{Checked, Diagnostic};
use crate::render::{Theme, embedded};
use crate::source::{Digest, ThemeFiles};
use crate::words::Words;

/// What pages look like and say.
pub(super) struct Interface {
    /// The words of the interface.
    pub(super) words: Words,
    /// The templates, styles and scripts.
    pub(super) theme: Theme,
}

/// What loading came to: the words, and everything where the theme is usable.
#[derive(Clone)]
pub(super) struct Loaded {
    /// The words of the interface; there are always some.
    pub(super) words: Arc<Words>,
    /// All of it.
    pub(super) usable: Option<Arc<Interface>>,
    /// What is wrong with words and templates.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Remembers what was loaded last.
#[derive(Default)]
pub(super) struct Loader {
    last: Option<(Key, Loaded)>,
}

/// Everything that the interface depends on.
#[derive(PartialEq, Eq)]
struct Key {
    files: BTreeMap<String, Digest>,
    language: String,
    remote_images: RemoteImages,
}

impl Loader {
    /// The interface of a site whose theme has these files of its own.
    pub(super) fn load(&mut self, own: &ThemeFiles, config: &Config) -> Loaded {
        let key = Key {
            files: own
                .iter()
                .map(|(path, file)| (path.clone(), file.digest))
                .collect(),
            language: config.language.clone(),
            remote_images: config.remote_images,
        };
        if let Some((known, loaded)) = &self.last
            && *known == key
        {
            return loaded.clone();
        }
        let words = Words::load(embedded::files(), own, &config.language);
        let Checked {
            value: theme,
            diagnostics,
        } = Theme::load(own, &words, config);
        let loaded = Loaded {
            words: Arc::new(words.value.clone()),
            usable: theme.map(|theme| {
                Arc::new(Interface {
                    words: words.value,
                    theme,
                })
            }),
            diagnostics,
        };
        self.last = Some((key, loaded.clone()));
        loaded
    }
}

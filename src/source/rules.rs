//! Which files are left out: `.gitignore`, and the globs of `include:` and `exclude:`.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use ignore::overrides::{Override, OverrideBuilder};

/// The rules of a folder's `.gitignore`.
pub(super) fn gitignore(directory: &Path) -> Gitignore {
    let file = directory.join(".gitignore");
    if !file.is_file() {
        return Gitignore::empty();
    }
    let mut builder = GitignoreBuilder::new(directory);
    // A rule that does not parse is left out, as Git does.
    let _ = builder.add(file);
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}

/// Why `pattern` cannot be used in `include:` or `exclude:`, if so.
pub fn glob_error(pattern: &str) -> Option<String> {
    match OverrideBuilder::new("").add(pattern).err()? {
        ignore::Error::Glob { err, .. } => Some(err),
        other => Some(other.to_string()),
    }
}

/// Globs of `include:` or `exclude:`, relative to `root`.
pub(super) fn globs(root: &Path, patterns: &[String]) -> Override {
    let mut builder = OverrideBuilder::new(root);
    for pattern in patterns {
        // Patterns that do not parse were reported when the configuration was read.
        let _ = builder.add(pattern);
    }
    builder.build().unwrap_or_else(|_| Override::empty())
}

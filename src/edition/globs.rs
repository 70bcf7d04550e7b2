//! Globs of an edition, by the rules of `.gitignore`.

use ignore::gitignore::GitignoreBuilder;

/// Whether one of the globs matches the path, or a folder that it is in.
pub fn matches_any(globs: &[String], path: &str) -> bool {
    if globs.is_empty() {
        return false;
    }
    let mut builder = GitignoreBuilder::new("");
    for glob in globs {
        // Globs that do not parse were reported when the configuration was read.
        let _ = builder.add_line(None, glob);
    }
    builder
        .build()
        .is_ok_and(|globs| globs.matched_path_or_any_parents(path, false).is_ignore())
}

#[cfg(test)]
mod tests {
    use super::matches_any;

    #[test]
    fn folders_hold_their_files_and_exclamation_marks_take_some_back() {
        let globs = |globs: &[&str]| -> Vec<String> {
            globs.iter().map(|glob| (*glob).to_owned()).collect()
        };
        assert!(matches_any(&globs(&["workshop/"]), "workshop/a/b.md"));
        assert!(!matches_any(&globs(&["workshop/"]), "talks/workshop.md"));
        assert!(matches_any(&globs(&["*.pdf"]), "slides/a.pdf"));
        assert!(!matches_any(&globs(&["*.pdf", "!a.pdf"]), "a.pdf"));
        assert!(!matches_any(&[], "a.md"));
    }
}

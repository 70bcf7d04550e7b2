//! What `repository:` says: where the Markdown is kept, and the addresses for editing it.

use crate::source::percent::encode_path;

/// Patterns of addresses with `{path}` and `{line}` in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    /// Opens a file.
    file: String,
    /// Opens a file at a line; the same where lines cannot be addressed.
    line: String,
    /// Folder of the repository that holds `prepbook.yml`: empty, or ending in `/`.
    folder: String,
}

impl Repository {
    /// The repository at `url` on a forge that is known; `None` when it is not.
    pub fn at(url: &str, branch: &str, folder: &str) -> Option<Self> {
        let url = url.trim_end_matches('/').trim_end_matches(".git");
        let (_, rest) = url.split_once("://")?;
        let host = rest.split(['/', ':']).next()?.to_ascii_lowercase();
        let (file, line) = patterns(&host)?;
        let branch = encode_path(branch);
        let fill = |pattern: &str| pattern.replace("{url}", url).replace("{branch}", &branch);
        Some(Self {
            file: fill(file),
            line: fill(line),
            folder: folder_prefix(folder),
        })
    }

    /// A repository with a pattern of its own.
    pub fn with_pattern(pattern: &str, folder: &str) -> Self {
        // A fragment that names a line has nothing to say about a whole file.
        let file = match pattern.split_once('#') {
            Some((before, fragment)) if fragment.contains("{line}") => before,
            _ => pattern,
        };
        Self {
            file: file.to_owned(),
            line: pattern.to_owned(),
            folder: folder_prefix(folder),
        }
    }

    /// Where the file at `path`, relative to `prepbook.yml`, can be edited; line 1 is the file.
    pub fn edit_url(&self, path: &str, line: usize) -> String {
        let pattern = if line > 1 { &self.line } else { &self.file };
        pattern
            .replace("{path}", &encode_path(&format!("{}{path}", self.folder)))
            .replace("{line}", &line.to_string())
    }
}

/// The addresses that a forge uses, for a file and for a line of it. GitHub's editor alone is
/// known to open at a line; the others' views of the source do, and lead to the editor.
fn patterns(host: &str) -> Option<(&'static str, &'static str)> {
    let has = |name: &str| host.split('.').any(|part| part.starts_with(name));
    if has("github") {
        return Some((
            "{url}/edit/{branch}/{path}",
            "{url}/edit/{branch}/{path}#L{line}",
        ));
    }
    if has("gitlab") {
        return Some((
            "{url}/-/edit/{branch}/{path}",
            "{url}/-/blob/{branch}/{path}?plain=1#L{line}",
        ));
    }
    if has("codeberg") || has("gitea") || has("forgejo") {
        return Some((
            "{url}/_edit/{branch}/{path}",
            "{url}/src/branch/{branch}/{path}?display=source#L{line}",
        ));
    }
    if has("bitbucket") {
        return Some((
            "{url}/src/{branch}/{path}?mode=edit",
            "{url}/src/{branch}/{path}#lines-{line}",
        ));
    }
    None
}

fn folder_prefix(folder: &str) -> String {
    match folder {
        "" | "." => String::new(),
        folder => format!("{}/", folder.trim_matches('/')),
    }
}

#[cfg(test)]
mod tests {
    use super::Repository;

    fn links(repository: &Repository) -> [String; 2] {
        [1, 12].map(|line| repository.edit_url("content/a b/sql.md", line))
    }

    #[test]
    fn each_forge_has_its_own_addresses() {
        let at = |url| links(&Repository::at(url, "main", ".").expect("a known forge"));
        assert_eq!(
            at("https://github.com/ferry/interviews.git"),
            [
                "https://github.com/ferry/interviews/edit/main/content/a%20b/sql.md",
                "https://github.com/ferry/interviews/edit/main/content/a%20b/sql.md#L12",
            ]
        );
        assert_eq!(
            at("https://gitlab.ferry.example/people/interviews/"),
            [
                "https://gitlab.ferry.example/people/interviews/-/edit/main/content/a%20b/sql.md",
                "https://gitlab.ferry.example/people/interviews/-/blob/main/content/a%20b/sql.md?plain=1#L12",
            ]
        );
        assert_eq!(
            at("https://codeberg.org/ferry/interviews"),
            [
                "https://codeberg.org/ferry/interviews/_edit/main/content/a%20b/sql.md",
                "https://codeberg.org/ferry/interviews/src/branch/main/content/a%20b/sql.md?display=source#L12",
            ]
        );
        assert_eq!(
            at("https://bitbucket.org/ferry/interviews"),
            [
                "https://bitbucket.org/ferry/interviews/src/main/content/a%20b/sql.md?mode=edit",
                "https://bitbucket.org/ferry/interviews/src/main/content/a%20b/sql.md#lines-12",
            ]
        );
        assert_eq!(Repository::at("https://git.example/a", "main", "."), None);
        assert_eq!(
            Repository::at("https://example.com/github", "main", "."),
            None
        );
    }

    #[test]
    fn branches_folders_and_patterns_are_the_authors() {
        let found = Repository::at("https://github.com/a/b", "next step", "docs/guide/");
        assert_eq!(
            found.expect("a known forge").edit_url("x.md", 3),
            "https://github.com/a/b/edit/next%20step/docs/guide/x.md#L3"
        );
        let own = Repository::with_pattern("https://git.example/{path}?edit#{line}", ".");
        assert_eq!(
            links(&own),
            [
                "https://git.example/content/a%20b/sql.md?edit",
                "https://git.example/content/a%20b/sql.md?edit#12",
            ]
        );
        let query = Repository::with_pattern("https://git.example/?f={path}&l={line}", ".");
        assert_eq!(query.edit_url("x.md", 1), "https://git.example/?f=x.md&l=1");
    }
}

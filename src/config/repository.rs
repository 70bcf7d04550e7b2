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
    /// Host and path of its address, where the forge is known.
    home: String,
    branch: String,
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
            home: rest.trim_start_matches("www.").to_owned(),
            branch: branch.clone(),
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
            home: String::new(),
            branch: String::new(),
        }
    }

    /// Folder of the repository that holds `prepbook.yml`: empty, or ending in `/`.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// The path, relative to `prepbook.yml`, of the file or folder of this repository that is at
    /// `address`; nothing for another branch, or an old state. A branch that was renamed to the
    /// usual name counts.
    pub fn path_of<'a>(&self, address: &'a str) -> Option<&'a str> {
        if self.home.is_empty() {
            return None;
        }
        let (_, rest) = address.split_once("://")?;
        let rest = rest.strip_prefix("www.").unwrap_or(rest);
        let branch = |rest: &'a str| {
            let rest = rest.strip_prefix("refs/heads/").unwrap_or(rest);
            let names = [self.branch.as_str(), "main", "master", "HEAD"];
            let inner = names.iter().find_map(|name| rest.strip_prefix(*name))?;
            inner.strip_prefix('/').or(inner.is_empty().then_some(""))
        };
        let path = match after_ignoring_case(rest, &self.home) {
            Some(inner) => {
                let inner = inner.strip_prefix("/-").unwrap_or(inner);
                let views = [
                    "/blob/",
                    "/tree/",
                    "/raw/branch/",
                    "/raw/",
                    "/src/branch/",
                    "/src/",
                ];
                branch(views.iter().find_map(|view| inner.strip_prefix(view))?)?
            }
            None => {
                let (_, name) = self.home.split_once('/')?;
                let raw = after_ignoring_case(rest, "raw.githubusercontent.com/")?;
                branch(after_ignoring_case(raw, name)?.strip_prefix('/')?)?
            }
        };
        path.trim_end_matches('/').strip_prefix(&*self.folder)
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

fn after_ignoring_case<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let found = text.get(..start.len())?;
    found
        .eq_ignore_ascii_case(start)
        .then(|| &text[start.len()..])
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
    fn addresses_of_its_own_files_are_known() {
        let own = Repository::at("https://github.com/Ferry/interviews", "main", "docs");
        let own = own.expect("a known forge");
        for address in [
            "https://github.com/ferry/interviews/blob/main/docs/a/b.md",
            "http://www.github.com/Ferry/Interviews/raw/master/docs/a/b.md",
            "https://raw.githubusercontent.com/Ferry/interviews/main/docs/a/b.md",
            "https://raw.githubusercontent.com/Ferry/interviews/refs/heads/main/docs/a/b.md",
        ] {
            assert_eq!(own.path_of(address), Some("a/b.md"), "{address}");
        }
        for address in [
            "https://github.com/ferry/interviews",
            "https://github.com/ferry/interviews/blob/main/README.md",
            "https://github.com/ferry/interviews/blob/v1/docs/a.md",
            "https://github.com/ferry/interviews-2/blob/main/docs/a.md",
            "https://github.com/ferry/interviews/issues/1",
            "https://example.org/ferry/interviews/blob/main/docs/a.md",
        ] {
            assert_eq!(own.path_of(address), None, "{address}");
        }
        let lab = Repository::at("https://gitlab.com/a/b", "main", ".").expect("a known forge");
        assert_eq!(
            lab.path_of("https://gitlab.com/a/b/-/blob/main/x.md"),
            Some("x.md")
        );
        assert_eq!(lab.path_of("https://gitlab.com/a/b/-/tree/main/"), Some(""));
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

//! The same text as each tool wants to read it: front matter, links, configuration, templates.

use super::{File, words};

/// A tool that reads the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// prepbook.
    Prepbook,
    /// Hugo.
    Hugo,
    /// Zola.
    Zola,
    /// mdBook.
    MdBook,
}

const PREPBOOK: &[(&str, &str)] = &[("prepbook.yml", include_str!("frames/prepbook/prepbook.yml"))];

const HUGO: &[(&str, &str)] = &[
    ("hugo.toml", include_str!("frames/hugo/hugo.toml")),
    (
        "layouts/_default/baseof.html",
        include_str!("frames/hugo/layouts/_default/baseof.html"),
    ),
    (
        "layouts/_default/single.html",
        include_str!("frames/hugo/layouts/_default/single.html"),
    ),
    (
        "layouts/_default/list.html",
        include_str!("frames/hugo/layouts/_default/list.html"),
    ),
    (
        "layouts/_default/taxonomy.html",
        include_str!("frames/hugo/layouts/_default/taxonomy.html"),
    ),
    (
        "layouts/index.html",
        include_str!("frames/hugo/layouts/index.html"),
    ),
    ("static/style.css", include_str!("frames/style.css")),
];

const ZOLA: &[(&str, &str)] = &[
    ("zola.toml", include_str!("frames/zola/zola.toml")),
    (
        "templates/base.html",
        include_str!("frames/zola/templates/base.html"),
    ),
    (
        "templates/page.html",
        include_str!("frames/zola/templates/page.html"),
    ),
    (
        "templates/section.html",
        include_str!("frames/zola/templates/section.html"),
    ),
    (
        "templates/index.html",
        include_str!("frames/zola/templates/index.html"),
    ),
    (
        "templates/taxonomy_list.html",
        include_str!("frames/zola/templates/taxonomy_list.html"),
    ),
    (
        "templates/taxonomy_single.html",
        include_str!("frames/zola/templates/taxonomy_single.html"),
    ),
    ("static/style.css", include_str!("frames/style.css")),
];

const MDBOOK: &[(&str, &str)] = &[("book.toml", include_str!("frames/mdbook/book.toml"))];

impl Style {
    /// The tool that is called so.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "prepbook" => Self::Prepbook,
            "hugo" => Self::Hugo,
            "zola" => Self::Zola,
            "mdbook" => Self::MdBook,
            _ => return None,
        })
    }

    /// How a link in the file `from` names the file `to`.
    pub fn path(self, from: &str, to: &str) -> String {
        let folder = |path: &str| path.split_once('/').map(|(folder, _)| folder.to_owned());
        match self {
            Self::Hugo => format!("/{}/", to.trim_end_matches(".md")),
            Self::Zola => format!("@/{to}"),
            Self::Prepbook | Self::MdBook if folder(from) == folder(to) => {
                to.rsplit('/').next().unwrap_or(to).to_owned()
            }
            Self::Prepbook | Self::MdBook => format!("../{to}"),
        }
    }

    /// A document with the front matter and the title as the tool wants them.
    pub fn page(self, path: String, title: &str, tags: &[&str], kind: &str, text: &str) -> File {
        let text = match self {
            Self::Prepbook => format!(
                "---\nkind: {kind}\ntags: [{}]\n---\n\n# {title}\n\n{text}",
                tags.join(", ")
            ),
            Self::Hugo => format!(
                "---\ntitle: {title}\ntags: [{}]\n---\n\n{text}",
                tags.join(", ")
            ),
            Self::Zola => {
                format!("+++\ntitle = {title:?}\n[taxonomies]\ntags = {tags:?}\n+++\n\n{text}")
            }
            Self::MdBook => format!("# {title}\n\n{text}"),
        };
        let path = format!("content/{path}");
        File { path, text }
    }

    /// What a site of this tool needs beside its documents.
    pub fn frame(self, documents: &[File]) -> Vec<File> {
        let fixed = match self {
            Self::Prepbook => PREPBOOK,
            Self::Hugo => HUGO,
            Self::Zola => ZOLA,
            Self::MdBook => MDBOOK,
        };
        let file = |(path, text): &(&str, &str)| File {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        };
        let mut files: Vec<File> = fixed.iter().map(file).collect();
        match self {
            Self::Prepbook | Self::Hugo => {}
            Self::Zola => files.extend(sections(documents)),
            Self::MdBook => files.push(summary(documents)),
        }
        files
    }
}

fn folders(documents: &[File]) -> Vec<&str> {
    let mut folders: Vec<&str> = documents
        .iter()
        .filter_map(|file| file.path.strip_prefix("content/")?.split_once('/'))
        .map(|(folder, _)| folder)
        .collect();
    folders.sort_unstable();
    folders.dedup();
    folders
}

/// Zola wants to be told of each folder.
fn sections(documents: &[File]) -> Vec<File> {
    let section = |path: String, title: &str| File {
        path,
        text: format!("+++\ntitle = {title:?}\nsort_by = \"title\"\npaginate_by = 50\n+++\n"),
    };
    let mut sections = vec![File {
        path: "content/_index.md".to_owned(),
        text: "+++\ntitle = \"Corpus\"\n+++\n".to_owned(),
    }];
    for folder in folders(documents) {
        let path = format!("content/{folder}/_index.md");
        sections.push(section(path, &words::capital(folder)));
    }
    sections
}

/// mdBook wants a list of all documents.
fn summary(documents: &[File]) -> File {
    let mut text = "# Summary\n\n".to_owned();
    for file in documents {
        let path = file.path.trim_start_matches("content/");
        let title = file.text.lines().next().unwrap_or_default();
        text += &format!("- [{}]({path})\n", title.trim_start_matches("# "));
    }
    File {
        path: "content/SUMMARY.md".to_owned(),
        text,
    }
}

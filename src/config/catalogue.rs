//! The catalogue of settings: every key of `prepbook.yml` and of front matter, once.
//!
//! Both readers take their lists of known keys from here, [`schema`](super::schema) makes JSON
//! Schemas of it and [`table`](super::table) the handbook's tables. A new setting is one entry
//! here and one line in the reader that gives it a meaning; `tests/schema.rs` compares the two.
//!
//! Longer than most files, because every setting is an entry of one table.

/// One key.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its name.
    pub name: &'static str,
    /// What may stand behind it.
    pub shape: Shape,
    /// What holds without it, as YAML or in words; empty when nothing does.
    pub default: &'static str,
    /// What it means: one sentence with a full stop.
    pub meaning: &'static str,
    /// A value, as YAML on one line.
    pub example: &'static str,
}

/// What may stand behind a key.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Words; a number counts as words.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number in this range, both ends included.
    Integer {
        /// The least.
        least: i64,
        /// The greatest.
        most: i64,
    },
    /// A day, `2026-05-31`.
    Date,
    /// A web address.
    Address,
    /// A folder inside the site, relative to `prepbook.yml`.
    Folder,
    /// A file below `static/`.
    StaticFile,
    /// A colour, `#1a5f56` or `#1a5`.
    Color,
    /// One of these words, in upper or lower case.
    Choice(&'static [&'static str]),
    /// A list of words; one alone needs no list.
    Texts,
    /// A list of some of these words; one alone needs no list.
    Choices(&'static [&'static str]),
    /// Codes of diagnostics with `error`, `warning` or `off`.
    Severities,
    /// These keys.
    Map(&'static [Setting]),
    /// Keys of the author's choice, each with this behind it.
    Named(&'static Self),
    /// One of these.
    Either(&'static [Self]),
}

/// The names of some settings, in the order of the catalogue.
pub fn names(settings: &'static [Setting]) -> impl Iterator<Item = &'static str> {
    settings.iter().map(|setting| setting.name)
}

/// The setting of this name.
pub fn find(settings: &'static [Setting], name: &str) -> Option<&'static Setting> {
    settings.iter().find(|setting| setting.name == name)
}

/// What a question can be asked to have.
pub const REQUIRABLE: [&str; 5] = ["level", "tags", "rubric", "minutes", "answer"];

/// Every key of `prepbook.yml`.
pub const CONFIG: &[Setting] = &[
    Setting {
        name: "title",
        shape: Shape::Text,
        default: "the title of the content's own start page, else \"Interview guide\"",
        meaning: "Name of the guide.",
        example: "Backend interviews",
    },
    Setting {
        name: "description",
        shape: Shape::Text,
        default: "",
        meaning: "One sentence about the guide, for its start page, search engines and previews.",
        example: "What we ask, and what we hope to hear.",
    },
    Setting {
        name: "id",
        shape: Shape::Text,
        default: "made from the title",
        meaning: "Name under which browsers keep a reader's marks and notes; set it before you \
                  rename the guide, so that they stay.",
        example: "backend-interviews",
    },
    Setting {
        name: "language",
        shape: Shape::Text,
        default: "en",
        meaning: "Language of the content and of the interface, as a BCP 47 tag.",
        example: "pt-BR",
    },
    Setting {
        name: "content",
        shape: Shape::Folder,
        default: "content",
        meaning: "Folder with the Markdown files.",
        example: "docs",
    },
    Setting {
        name: "output",
        shape: Shape::Folder,
        default: "public",
        meaning: "Folder that the site is written into.",
        example: "build/site",
    },
    Setting {
        name: "theme",
        shape: Shape::Folder,
        default: "default",
        meaning: "Folder below themes/ whose files go before the built-in ones, one by one.",
        example: "ours",
    },
    Setting {
        name: "base-url",
        shape: Shape::Address,
        default: "",
        meaning: "Where the site will stand; with it there are sitemap.xml, robots.txt and \
                  complete previews.",
        example: "https://guide.example/interviews/",
    },
    Setting {
        name: "include",
        shape: Shape::Texts,
        default: "[]",
        meaning: "Globs of files to read although a rule skips them.",
        example: "[.internal/]",
    },
    Setting {
        name: "exclude",
        shape: Shape::Texts,
        default: "[]",
        meaning: "Globs of files and folders not to read.",
        example: "[archive/, \"*.draft.md\"]",
    },
    Setting {
        name: "strict",
        shape: Shape::Flag,
        default: "false",
        meaning: "Whether warnings count as errors.",
        example: "true",
    },
    Setting {
        name: "drafts",
        shape: Shape::Flag,
        default: "false",
        meaning: "Whether documents with draft: true are published.",
        example: "true",
    },
    Setting {
        name: "untrusted",
        shape: Shape::Flag,
        default: "false",
        meaning: "Whether strangers wrote the texts: pages are sanitized a second time, and files \
                  that could run something stay out.",
        example: "true",
    },
    Setting {
        name: "math",
        shape: Shape::Flag,
        default: "decided case by case",
        meaning: "Whether dollars mark formulas.",
        example: "false",
    },
    Setting {
        name: "reveal",
        shape: Shape::Choice(&["fold", "open"]),
        default: "fold",
        meaning: "Whether answers, hints, rubrics and notes are folded away until somebody opens \
                  them, or, with open, stand there at once, and what is found in them is shown.",
        example: "open",
    },
    Setting {
        name: "glossary",
        shape: Shape::Flag,
        default: "true",
        meaning: "Whether answers are linked to the terms of glossaries.",
        example: "false",
    },
    Setting {
        name: "remote-images",
        shape: Shape::Choice(&["link", "allow"]),
        default: "link",
        meaning: "What becomes of images of other sites: links with their words, or, with allow, \
                  images, so that those sites see who reads a page.",
        example: "allow",
    },
    Setting {
        name: "diagnostics",
        shape: Shape::Severities,
        default: "{}",
        meaning: "How severe single diagnostics are: error, warning or off.",
        example: "{missing-answer: off}",
    },
    Setting {
        name: "brand",
        shape: Shape::Map(BRAND),
        default: "",
        meaning: "How the site shows whose it is.",
        example: "{name: Ferry & Co, logo: logo.svg, accent: \"#0b5c8f\"}",
    },
    Setting {
        name: "repository",
        shape: Shape::Either(&[Shape::Address, Shape::Map(REPOSITORY)]),
        default: "",
        meaning: "Where the Markdown is kept; pages and questions get a link to edit them there.",
        example: "https://github.com/ferry/interviews",
    },
    Setting {
        name: "noindex",
        shape: Shape::Flag,
        default: "false",
        meaning: "Whether search engines are asked to stay away.",
        example: "true",
    },
    Setting {
        name: "require",
        shape: Shape::Choices(&REQUIRABLE),
        default: "[]",
        meaning: "What every question must have; a question without it gets a diagnostic.",
        example: "[level, answer]",
    },
    Setting {
        name: "tags",
        shape: Shape::Texts,
        default: "any",
        meaning: "The tags that may be used; any other gets a diagnostic.",
        example: "[sql, caching, networking]",
    },
    Setting {
        name: "topics",
        shape: Shape::Named(&Shape::Map(super::topics::TOPIC)),
        default: "made of tags and folders",
        meaning: "What topics are called and how they belong together, by tag.",
        example: "{kubernetes: {title: Kubernetes, parent: operations, synonyms: [k8s]}, \
                  operations: {}}",
    },
    Setting {
        name: "editions",
        shape: Shape::Named(&Shape::Map(super::editions::EDITION)),
        default: "candidate alone",
        meaning: "What other audiences may see, by the name for --edition; candidate can be \
                  changed, too.",
        example: "{workshop: {show: [title, prompt, options, hints], kinds: [questions]}}",
    },
    Setting {
        name: "redirects",
        shape: Shape::Named(&Shape::Text),
        default: "{}",
        meaning: "Old paths with the new ones, or with web addresses; both may have a fragment.",
        example: "{old/pools.md: backend/pools.md, \"faq.md#pools\": \"backend/pools.md#sizes\"}",
    },
    Setting {
        name: "front-matter",
        shape: Shape::Map(&[Setting {
            name: "extra",
            shape: Shape::Texts,
            default: "[]",
            meaning: "Your own front matter keys: kept, shown to templates as page.extra, and \
                      listed by list --json.",
            example: "[team, ticket]",
        }]),
        default: "",
        meaning: "What front matter may hold besides prepbook's own keys.",
        example: "{extra: [team, ticket]}",
    },
];

const BRAND: &[Setting] = &[
    Setting {
        name: "name",
        shape: Shape::Text,
        default: "the title",
        meaning: "Name in the header of every page and in previews.",
        example: "Ferry & Co",
    },
    Setting {
        name: "logo",
        shape: Shape::StaticFile,
        default: "prepbook's own",
        meaning: "Picture before the name, a file below static/.",
        example: "logo.svg",
    },
    Setting {
        name: "favicon",
        shape: Shape::StaticFile,
        default: "the logo",
        meaning: "Picture in the browser's tab, a file below static/.",
        example: "favicon.ico",
    },
    Setting {
        name: "image",
        shape: Shape::StaticFile,
        default: "",
        meaning: "Picture in previews of links, a PNG or JPEG below static/; used when the base \
                  URL is known.",
        example: "preview.png",
    },
    Setting {
        name: "accent",
        shape: Shape::Either(&[
            Shape::Color,
            Shape::Map(&[
                Setting {
                    name: "light",
                    shape: Shape::Color,
                    default: "the theme's",
                    meaning: "The colour on light paper.",
                    example: "\"#0b5c8f\"",
                },
                Setting {
                    name: "dark",
                    shape: Shape::Color,
                    default: "made from light",
                    meaning: "The colour on dark paper.",
                    example: "\"#7cc4f2\"",
                },
            ]),
        ]),
        default: "the theme's",
        meaning: "Colour of links and of what is chosen; a lighter one for dark paper is made \
                  from it.",
        example: "\"#0b5c8f\"",
    },
    Setting {
        name: "footer",
        shape: Shape::Text,
        default: "",
        meaning: "A line at the end of every page, as Markdown; links go to web addresses or \
                  to Markdown files by their paths in the content folder.",
        example: "\"Ferry & Co · [Imprint](https://ferry.example/imprint)\"",
    },
    Setting {
        name: "css",
        shape: Shape::StaticFile,
        default: "",
        meaning: "Your own styles after the theme's, a file below static/.",
        example: "brand.css",
    },
];

const REPOSITORY: &[Setting] = &[
    Setting {
        name: "url",
        shape: Shape::Address,
        default: "",
        meaning: "Address of the repository on GitHub, GitLab, Codeberg, Gitea, Forgejo or \
                  Bitbucket.",
        example: "https://github.com/ferry/interviews",
    },
    Setting {
        name: "branch",
        shape: Shape::Text,
        default: "main",
        meaning: "Branch to edit.",
        example: "trunk",
    },
    Setting {
        name: "path",
        shape: Shape::Folder,
        default: ".",
        meaning: "Folder of the repository that holds prepbook.yml.",
        example: "docs/interviews",
    },
    Setting {
        name: "edit",
        shape: Shape::Text,
        default: "made from url and branch",
        meaning: "Pattern of addresses for editing, with {path} and, where lines can be \
                  addressed, {line}.",
        example: "\"https://git.ferry.example/interviews/edit/{path}#L{line}\"",
    },
];

/// Every key of front matter.
pub const FRONT_MATTER: &[Setting] = &[
    Setting {
        name: "title",
        shape: Shape::Text,
        default: "the first heading",
        meaning: "Title of the document.",
        example: "Databases",
    },
    Setting {
        name: "description",
        shape: Shape::Text,
        default: "made from what is in it",
        meaning: "One sentence for lists, search engines and previews.",
        example: "Indexes, transactions and pools.",
    },
    Setting {
        name: "lang",
        shape: Shape::Text,
        default: "",
        meaning: "Tag of its language; found out for translations named or kept by language.",
        example: "pt-BR",
    },
    Setting {
        name: "kind",
        shape: Shape::Choice(&[
            "questions",
            "scenario",
            "playbook",
            "transcript",
            "glossary",
            "page",
        ]),
        default: "what the document looks like",
        meaning: "What the document is.",
        example: "scenario",
    },
    Setting {
        name: "question-level",
        shape: Shape::Integer { least: 1, most: 6 },
        default: "found by the reader",
        meaning: "Level of the headings that are questions.",
        example: "3",
    },
    Setting {
        name: "answers",
        shape: Shape::Choice(&["labelled", "below"]),
        default: "found by the reader",
        meaning: "Where the answers are: under labels alone, or in all that stands below a title.",
        example: "labelled",
    },
    Setting {
        name: "tags",
        shape: Shape::Texts,
        default: "[]",
        meaning: "Tags of every question that has none of its own; text is cut at commas.",
        example: "[sql, caching]",
    },
    Setting {
        name: "level",
        shape: Shape::Choice(&["junior", "mid", "senior", "staff"]),
        default: "",
        meaning: "Level of every question that has none of its own.",
        example: "senior",
    },
    Setting {
        name: "order",
        shape: Shape::Integer {
            least: i64::MIN,
            most: i64::MAX,
        },
        default: "by name, after those with one",
        meaning: "Place among its neighbours; smaller comes first.",
        example: "10",
    },
    Setting {
        name: "draft",
        shape: Shape::Flag,
        default: "false",
        meaning: "Whether it stays out of the site unless drafts are asked for.",
        example: "true",
    },
    Setting {
        name: "math",
        shape: Shape::Flag,
        default: "the site's",
        meaning: "Whether dollars mark formulas in this document.",
        example: "true",
    },
    Setting {
        name: "glossary",
        shape: Shape::Flag,
        default: "the site's",
        meaning: "Whether answers in this document are linked to the terms of glossaries; a \
                  glossary with false is linked to from no answer.",
        example: "false",
    },
    Setting {
        name: "editions",
        shape: Shape::Texts,
        default: "all",
        meaning: "The only editions that the document is in, besides the whole one.",
        example: "[workshop]",
    },
    Setting {
        name: "aliases",
        shape: Shape::Texts,
        default: "[]",
        meaning: "Earlier paths and titles of the document: old addresses and links to them keep \
                  working.",
        example: "[old/pools.md, Pools]",
    },
    Setting {
        name: "owner",
        shape: Shape::Text,
        default: "",
        meaning: "Who looks after the document; shown on its pages and in list --json.",
        example: "Platform team",
    },
    Setting {
        name: "reviewed",
        shape: Shape::Date,
        default: "",
        meaning: "When somebody last checked it, as YYYY-MM-DD; shown on its pages and in list \
                  --json.",
        example: "2026-05-31",
    },
];

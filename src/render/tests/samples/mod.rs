//! A page of every kind, with something in every field.

mod index;
mod interviews;
mod lists;
mod prose;
mod questions;

use crate::view::PageContext;
use crate::view::context::{
    Body, BrandContext, ContentsEntry, FootnoteContext, LanguageLink, MentionContext,
    MentionsContext, MovedContext, PageHead, PageLink, SidebarEntry, SiteContext, TermPreview,
};

pub(super) use lists::{not_found, not_found_with_home};
pub(super) use questions::{question, questions};

/// One page of every kind; no two have the same address.
pub(super) fn every_kind() -> Vec<PageContext> {
    vec![
        lists::home(),
        lists::folder(),
        lists::document(),
        questions::questions(),
        interviews::scenario(),
        interviews::playbook(),
        interviews::transcript(),
        lists::glossary(),
        prose::page(),
        index::all_questions(),
        index::topic_page(),
        index::topics(),
        index::all_documents(),
        index::search(),
        lists::redirect(),
        lists::not_found(),
    ]
}

/// A page with neighbours, ancestors and a footnote around `body`.
pub(super) fn page(url: &str, title: &str, body: Body) -> PageContext {
    let root = "../".repeat(url.matches('/').count());
    PageContext {
        site: SiteContext {
            title: "Interviews at Ferry & Co".into(),
            description: "What we ask, what we hope to hear, and how we hold the conversation."
                .into(),
            language: "en".into(),
            direction: "ltr".into(),
            generator: "prepbook 0.1.0".into(),
            id: "ferry".into(),
            noindex: false,
            reveal_open: false,
            edition: None,
            brand: BrandContext {
                name: "Ferry & Co".into(),
                logo: "brand/logo.svg".into(),
                own_logo: true,
                favicon: "brand/icon.png".into(),
                favicon_type: "image/png".into(),
                stylesheets: vec!["assets/brand.css".into(), "brand/ours.css".into()],
                image: Some("https://guide.example/brand/preview.png".into()),
            },
        },
        page: PageHead {
            title: title.into(),
            title_html: title.replace('&', "&amp;"),
            description: format!("About {title}."),
            language: "en".into(),
            direction: "ltr".into(),
            languages: vec![
                language("English", "en", "ltr", "pools.html"),
                language("עברית", "he", "rtl", "pools-he.html"),
            ],
            alternates: vec![link("en", "pools.html"), link("he", "pools-he.html")],
            first_question: 3,
            url: url.into(),
            canonical: Some(format!("https://guide.example/{url}")),
            breadcrumbs: vec![
                link("Start", &format!("{root}index.html")),
                link("Backend", &format!("{root}backend/index.html")),
            ],
            page_number: 1,
            pages: 1,
            document: None,
            footnotes: vec![FootnoteContext {
                number: 1,
                id: "fn-bench".into(),
                reference_id: "fnref-bench".into(),
                html: "<p>Measured on a laptop, with a warm cache.</p>".into(),
            }],
            mentions: mentions(),
            moved: vec![moved("limits", "limits.html#all")],
            edit_url: Some("https://git.example/edit/content/x.md".into()),
            owner: "Platform & friends".into(),
            reviewed: "2026-05-31".into(),
            extra: [("team".into(), "a, b".into())].into(),
            footer_html:
                "<p>Ferry &amp; Co · <a href=\"https://ferry.example/imprint\">Imprint</a></p>"
                    .into(),
            root: root.clone(),
        },
        sidebar: sidebar(&root, url),
        contents: Vec::new(),
        terms: vec![TermPreview {
            id: "ui:term-1".into(),
            name_html: "Back pressure".into(),
            text: "Telling the sender to slow down instead of storing what it sends.".into(),
        }],
        previous: Some(link("Operating systems", &format!("{root}backend/os.html"))),
        next: Some(link("Distributed systems & queues", "queues.html")),
        body,
    }
}

/// A language; that of the page is English.
fn language(title: &str, tag: &str, direction: &str, url: &str) -> LanguageLink {
    LanguageLink {
        title: title.into(),
        tag: tag.into(),
        direction: direction.into(),
        url: url.into(),
        current: tag == "en",
        questions: format!("0 {url}"),
    }
}

/// A mention with a sentence, one that is folded away, and more than are shown.
fn mentions() -> MentionsContext {
    let mention = |title: &str, folded: &str, sentence: &str| MentionContext {
        title: title.into(),
        url: "queues.html#back-pressure".into(),
        folded: folded.into(),
        sentence: sentence.into(),
    };
    MentionsContext {
        first: vec![
            mention(
                "Queues & pools",
                "",
                "A pool is a queue with <few> servers.",
            ),
            mention("What is back pressure?", "answer", ""),
        ],
        more: 3,
    }
}

fn moved(id: &str, url: &str) -> MovedContext {
    MovedContext {
        id: id.into(),
        url: url.into(),
        title: "Limits & sizes".into(),
    }
}

pub(super) fn link(title: &str, url: &str) -> PageLink {
    PageLink {
        title: title.into(),
        url: url.into(),
    }
}

/// A line of the contents without anything below it.
fn line(html: &str, url: &str) -> ContentsEntry {
    ContentsEntry {
        html: html.into(),
        url: url.into(),
        children: Vec::new(),
    }
}

fn sidebar(root: &str, current: &str) -> Vec<SidebarEntry> {
    let entry = |title: &str, url: &str, kind: &str| SidebarEntry {
        title: title.into(),
        url: format!("{root}{url}"),
        kind: kind.into(),
        current: url == current,
        open: false,
        children: Vec::new(),
    };
    let mut backend = entry("Backend", "backend/index.html", "folder");
    backend.open = current.starts_with("backend/");
    backend.children = vec![
        entry("Operating systems", "backend/os.html", "questions"),
        entry(
            "Database connection pools",
            "backend/pools.html",
            "questions",
        ),
        entry(
            "Distributed systems & queues",
            "backend/queues.html",
            "page",
        ),
        entry(
            "Networking for everyone",
            "backend/networking.html",
            "questions",
        ),
    ];
    let mut interviews = entry("Mock interviews", "interviews/index.html", "folder");
    interviews.open = current.starts_with("interviews/");
    interviews.children = vec![
        entry("On-call engineer", "interviews/on-call.html", "scenario"),
        entry(
            "Holding the interview",
            "interviews/holding.html",
            "playbook",
        ),
        entry(
            "A conversation about caching",
            "interviews/talk.html",
            "transcript",
        ),
    ];
    let mut about = entry("", "", "about");
    about.url.clear();
    about.children = vec![entry("Contributing", "contributing.html", "page")];
    vec![
        entry("", "all-questions.html", "all-questions"),
        entry("", "topics.html", "topics"),
        entry("Start", "index.html", "page"),
        backend,
        interviews,
        entry("Glossary", "glossary.html", "glossary"),
        entry("How we write code", "style.html", "page"),
        about,
    ]
}

//! The start page, a folder, a document of several parts, a glossary, and the page for addresses
//! that do not exist.

use super::page;
use crate::view::PageContext;
use crate::view::context::{
    Body, CollectionContext, DocumentCard, DocumentContext, FolderContext, GlossaryContext,
    HomeContext, LetterContext, MentionsContext, NotFoundContext, PartCard, QuestionLink,
    RedirectContext, TermContext,
};

use super::index::index;
use super::link;

pub(super) fn home() -> PageContext {
    let collections = vec![
        CollectionContext {
            title: String::new(),
            url: String::new(),
            documents: vec![card("Glossary", "glossary.html", "glossary", "", 0, 0)],
            count: 1,
            questions: 0,
            all: None,
        },
        backend(""),
        CollectionContext {
            title: "Mock interviews".into(),
            url: "interviews/index.html".into(),
            documents: vec![
                card(
                    "On-call engineer",
                    "interviews/on-call.html",
                    "scenario",
                    "Forty-five minutes in the life of a rota.",
                    1,
                    1,
                ),
                card(
                    "Holding the interview",
                    "interviews/holding.html",
                    "playbook",
                    "",
                    0,
                    0,
                ),
                card(
                    "A conversation about caching",
                    "interviews/talk.html",
                    "transcript",
                    "Shortened, with names changed.",
                    0,
                    0,
                ),
            ],
            count: 14,
            questions: 20,
            all: Some("all-documents.html".into()),
        },
    ];
    let body = HomeContext {
        lead_html: "<p>Read the question, say your answer aloud, and only then unfold ours.</p>"
            .into(),
        html: "<h2 id=\"why\">Why</h2><p>Reading is not answering.</p>".into(),
        start: Some(link("Operating systems", "backend/os.html")),
        collections,
        folders: vec![link("Frontend", "frontend/index.html")],
        about: vec![link("Contributing", "contributing.html")],
        index: Some(index("", "")),
        all_documents: Some("all-documents.html".into()),
        documents: 7,
        questions: 43,
        answered: 40,
        unanswered: 3,
    };
    let mut page = page("index.html", "Interviews at Ferry & Co", Body::Home(body));
    page.page.breadcrumbs.clear();
    page.page.languages.clear();
    page.page.alternates.clear();
    page.page.footnotes.clear();
    page.previous = None;
    page.next = None;
    page
}

pub(super) fn folder() -> PageContext {
    let mut collection = backend("../");
    collection.title.clear();
    let body = FolderContext {
        collections: vec![collection],
        folders: vec![link("Queues", "queues/index.html")],
    };
    let mut page = page("backend/index.html", "Backend", Body::Folder(body));
    page.page.footnotes.clear();
    page.page.breadcrumbs.pop();
    page
}

fn backend(root: &str) -> CollectionContext {
    CollectionContext {
        title: "Backend".into(),
        url: format!("{root}backend/index.html"),
        documents: vec![
            card(
                "Operating systems",
                &format!("{root}backend/os.html"),
                "questions",
                "Processes, memory and what happens below the runtime.",
                24,
                24,
            ),
            card(
                "Database connection pools",
                &format!("{root}backend/pools.html"),
                "questions",
                "Most incidents begin at the pool.",
                18,
                15,
            ),
            card(
                "Distributed systems & queues",
                &format!("{root}backend/queues.html"),
                "page",
                "",
                0,
                0,
            ),
        ],
        count: 3,
        questions: 42,
        all: None,
    }
}

fn card(
    title: &str,
    url: &str,
    kind: &str,
    description: &str,
    questions: usize,
    answered: usize,
) -> DocumentCard {
    DocumentCard {
        title: title.into(),
        url: url.into(),
        kind: kind.into(),
        description: description.into(),
        questions,
        answered,
    }
}

pub(super) fn document() -> PageContext {
    let link = |id: &str, html: &str| QuestionLink {
        id: id.into(),
        html: html.into(),
        url: format!("networking/names.html#{id}"),
    };
    let body = DocumentContext {
        html: "<p>From the cable to the browser, in three parts.</p>".into(),
        parts: vec![
            PartCard {
                html: "Names and <code>DNS</code>".into(),
                url: "networking/names.html".into(),
                kind: "questions".into(),
                id: "names-and-dns".into(),
                questions: vec![
                    link("resolver", "Who answers first when you type a name?"),
                    link("ttl", "What does a <em>time to live</em> promise?"),
                ],
            },
            PartCard {
                html: "A slow page".into(),
                url: "networking/slow.html".into(),
                kind: "scenario".into(),
                id: String::new(),
                questions: Vec::new(),
            },
        ],
    };
    page(
        "backend/networking.html",
        "Networking for everyone",
        Body::Document(body),
    )
}

pub(super) fn glossary() -> PageContext {
    let term = |id: &str, name: &str, html: &str| TermContext {
        id: id.into(),
        name_html: name.into(),
        html: html.into(),
        uses: 3,
        used_in: vec![QuestionLink {
            id: "pool-size".into(),
            html: "How large is a <code>pool</code>?".into(),
            url: "backend/pools.html#pool-size".into(),
        }],
        more: 2,
        mentions: super::mentions(),
    };
    let letter = |letter: &str, number: usize, term: TermContext| LetterContext {
        letter: letter.into(),
        id: format!("ui:letter-{number}"),
        terms: vec![term],
    };
    let body = GlossaryContext {
        html: "<p>Words that we use without explaining them.</p>".into(),
        count: 3,
        letters: vec![
            letter(
                "B",
                1,
                term(
                    "back-pressure",
                    "Back pressure",
                    "<p>Telling the sender to slow down instead of storing what it sends.</p>",
                ),
            ),
            letter(
                "I",
                2,
                term(
                    "idempotent",
                    "Idempotent",
                    "<p>Doing it twice changes nothing more than doing it once.</p>",
                ),
            ),
            letter(
                "P",
                3,
                term(
                    "pool",
                    "Pool",
                    "<p>A number of things that are expensive to make, kept for reuse. See <a href=\"backend/pools.html\">connection pools</a>.</p>",
                ),
            ),
        ],
    };
    page("glossary.html", "Glossary", Body::Glossary(body))
}

/// The page for addresses that do not exist, when nobody knows where the site will stand.
pub(in crate::render::tests) fn redirect() -> PageContext {
    let mut page = page(
        "old/pools.html",
        "This page has moved",
        Body::Redirect(RedirectContext {
            url: "../backend/pools.html".into(),
            title: "Database connection pools".into(),
            moved: vec![super::moved("sizes", "../backend/sizes.html")],
        }),
    );
    page.sidebar.clear();
    page
}

pub(in crate::render::tests) fn not_found() -> PageContext {
    let mut page = page(
        "404.html",
        "Page not found",
        Body::NotFound(NotFoundContext { home: None }),
    );
    page.page.canonical = None;
    page.page.breadcrumbs.clear();
    page.page.languages.clear();
    page.page.alternates.clear();
    page.page.footnotes.clear();
    page.page.mentions = MentionsContext::default();
    page.page.moved.clear();
    page.sidebar.clear();
    page.previous = None;
    page.next = None;
    page
}

/// The same, when the base URL is known.
pub(in crate::render::tests) fn not_found_with_home() -> PageContext {
    let mut page = not_found();
    page.page.root = "https://guide.example/interviews/".into();
    page.body = Body::NotFound(NotFoundContext {
        home: Some("https://guide.example/interviews/index.html".into()),
    });
    page
}

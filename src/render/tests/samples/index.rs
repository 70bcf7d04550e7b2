//! Lists of questions, of topics and of all documents.

use super::{link, page};
use crate::view::PageContext;
use crate::view::context::{
    AllDocumentsContext, Body, DocumentCard, DocumentGroup, FacetLink, IndexContext,
    PaginationLink, QuestionListContext, QuestionRow, RowGroup, SearchContext, TagContext,
    TopicLetter, TopicsContext,
};

/// What leads to the lists, as seen from the page of the kind or level `current`.
pub(super) fn index(root: &str, current: &str) -> IndexContext {
    let facet = |value: &str, file: &str, count| FacetLink {
        value: value.into(),
        title: String::new(),
        url: format!("{root}all-questions/{file}.html"),
        count,
        current: value == current,
    };
    IndexContext {
        url: format!("{root}all-questions.html"),
        count: 43,
        shards: 1,
        kinds: vec![
            facet("question", "kind-question", 42),
            facet("scenario", "kind-scenario", 1),
        ],
        levels: vec![
            facet("junior", "level-junior", 30),
            facet("senior", "level-senior", 10),
        ],
        answered: vec![facet("yes", "answered", 40), facet("no", "unanswered", 3)],
        topics: vec![
            topic(root, "C & C++", "c", 12),
            topic(root, "latency", "latency", 4),
        ],
        topics_url: format!("{root}topics.html"),
        topic_count: 3,
    }
}

fn topic(root: &str, name: &str, slug: &str, count: usize) -> FacetLink {
    FacetLink {
        value: slug.into(),
        title: name.into(),
        url: format!("{root}topics/{slug}.html"),
        count,
        current: false,
    }
}

fn list(root: &str, facet: &str, value: &str, title: &str) -> QuestionListContext {
    let row = QuestionRow {
        id: "pool-wait".into(),
        title_html: "Why does <code>connect</code> wait?".into(),
        url: format!("{root}backend/pools.html#pool-wait"),
        entry_kind: "scenario".into(),
        level: "senior".into(),
        tags: vec![TagContext {
            name: "C & C++".into(),
            url: format!("{root}topics/c.html"),
        }],
        minutes: Some(10),
        unanswered: true,
    };
    let bare = QuestionRow {
        id: "pool-size".into(),
        title_html: "How large is a pool?".into(),
        url: format!("{root}backend/pools.html#pool-size"),
        entry_kind: "question".into(),
        level: String::new(),
        tags: Vec::new(),
        minutes: None,
        unanswered: false,
    };
    QuestionListContext {
        facet: facet.into(),
        value: value.into(),
        title: title.into(),
        count: 43,
        groups: vec![RowGroup {
            title: "Database connection pools".into(),
            url: format!("{root}backend/pools.html"),
            folder: "Backend".into(),
            rows: vec![row, bare],
        }],
        pagination: pagination(),
        index: index(root, value),
    }
}

fn pagination() -> Vec<PaginationLink> {
    [(1, true, false), (2, false, false), (9, false, true)]
        .into_iter()
        .map(|(number, current, gap)| PaginationLink {
            number,
            url: format!("page.{number}.html"),
            current,
            gap,
        })
        .collect()
}

fn generated(url: &str, title: &str, body: Body) -> PageContext {
    let mut page = page(url, title, body);
    page.page.footnotes.clear();
    page.page.breadcrumbs.truncate(1);
    page.previous = None;
    page.next = None;
    page
}

pub(super) fn all_questions() -> PageContext {
    let body = Body::AllQuestions(list("../", "level", "senior", ""));
    let url = "all-questions/level-senior.html";
    generated(url, "Interviews at Ferry & Co", body)
}

pub(super) fn topic_page() -> PageContext {
    let body = Body::Topic(list("../", "topic", "c", "C & C++"));
    generated("topics/c.html", "C & C++", body)
}

pub(super) fn topics() -> PageContext {
    let letter = |letter: &str, number: usize, topic: FacetLink| TopicLetter {
        letter: letter.into(),
        id: format!("ui:letter-{number}"),
        topics: vec![topic],
    };
    let body = Body::Topics(TopicsContext {
        count: 3,
        common: vec![topic("", "C & C++", "c", 12)],
        letters: vec![
            letter("C", 1, topic("", "C & C++", "c", 12)),
            letter("L", 2, topic("", "latency", "latency", 4)),
        ],
        pagination: pagination(),
    });
    generated("topics.html", "Interviews at Ferry & Co", body)
}

pub(super) fn search() -> PageContext {
    let body = Body::Search(SearchContext {
        kinds: vec!["question".into(), "term".into()],
        index: Some(index("", "")),
    });
    generated("search.html", "Search", body)
}

pub(super) fn all_documents() -> PageContext {
    let group = |number: usize, path| DocumentGroup {
        id: format!("ui:documents-{number}"),
        path,
        documents: vec![DocumentCard {
            title: "Queues & streams".into(),
            url: "backend/queues.html".into(),
            kind: "questions".into(),
            description: String::new(),
            questions: 3,
            answered: 3,
        }],
    };
    let body = Body::AllDocuments(AllDocumentsContext {
        count: 14,
        groups: vec![
            group(0, Vec::new()),
            group(1, vec![link("Backend", "backend/index.html")]),
        ],
        pagination: pagination(),
    });
    generated("all-documents.html", "Interviews at Ferry & Co", body)
}

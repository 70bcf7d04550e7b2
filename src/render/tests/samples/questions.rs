//! A page of questions.

use super::{line, mentions, page};
use crate::view::PageContext;
use crate::view::context::{
    Body, ContentsEntry, FollowUpContext, MentionsContext, OptionContext, QuestionContext,
    QuestionLink, QuestionsContext, RubricContext, SectionContext, TagContext,
};

const CODE: &str = r#"<figure class="code"><figcaption>Go</figcaption><pre tabindex="0"><code><span class="c">// One pool for the process, not one per request.</span>
<span class="k">func</span> <span class="f">open</span>(dsn <span class="t">string</span>) (*sql.<span class="t">DB</span>, <span class="t">error</span>) {
	db, err <span class="o">:=</span> sql.<span class="f">Open</span>(<span class="s">"postgres"</span>, dsn)
	<span class="k">if</span> err <span class="o">!=</span> <span class="n">nil</span> { <span class="k">return</span> <span class="n">nil</span>, fmt.<span class="f">Errorf</span>(<span class="s">"open the connection pool for %s: %w"</span>, dsn, err) }
	db.<span class="f">SetMaxOpenConns</span>(<span class="n">20</span>)
	<span class="k">return</span> db, <span class="n">nil</span>
}
</code></pre></figure>"#;

/// A question with a title and nothing else.
pub(in crate::render::tests) fn question(id: &str, title_html: &str) -> QuestionContext {
    QuestionContext {
        id: id.into(),
        position: 1,
        title_html: title_html.into(),
        title: title_html.into(),
        prompt_html: String::new(),
        level: String::new(),
        tags: Vec::new(),
        minutes: None,
        options: Vec::new(),
        key_known: false,
        hints: Vec::new(),
        answer_html: None,
        answer_id: format!("{id}-answer"),
        answered: false,
        follow_ups: Vec::new(),
        rubric: None,
        notes_html: String::new(),
        mentions: MentionsContext::default(),
        edit_url: Some("https://git.example/edit/content/x.md#L7".into()),
    }
}

fn tag(name: &str) -> TagContext {
    TagContext {
        name: name.into(),
        url: format!("../topics/{}.html", name.replace(' ', "-")),
    }
}

/// A question with something in every field but the options.
pub(super) fn full_question() -> QuestionContext {
    QuestionContext {
        prompt_html: "<p>A service answers in 20 ms on its own and in 900 ms once <code>max_connections</code> is reached. The dashboard shows an idle processor.</p><p>What would you look at first, and why?</p>".into(),
        level: "senior".into(),
        tags: ["postgres", "latency", "connection pools"].map(tag).into(),
        minutes: Some(10),
        mentions: mentions(),
        hints: vec![
            "<p>Where does a request wait when no connection is free?</p>".into(),
            "<p>Compare the time in the query with the time in the handler.</p>".into(),
        ],
        answer_html: Some(format!(
            "<p>The time is spent <strong>waiting for a connection</strong>, not in the database. A pool that is too small queues requests<sup class=\"footnote-ref\"><a href=\"#fn-bench\" id=\"fnref-bench\">1</a></sup>; one that is too large moves the queue into the database.</p>{CODE}<ol><li>Measure how long a request waits for a connection.</li><li>Look for transactions that stay open while the service calls somebody else.</li><li>Only then change the size.</li></ol>"
        )),
        answered: true,
        follow_ups: vec![
            FollowUpContext {
                id: "pool-wait-f1".into(),
                prompt_html: "<p>How would you choose the size of the pool?</p>".into(),
                answer_html: Some("<p>Start near the number of cores of the database, then measure under real load.</p>".into()),
                answer_id: "pool-wait-f1-answer".into(),
            },
            FollowUpContext {
                id: "pool-wait-f2".into(),
                prompt_html: "<p>What changes when there are forty copies of the service?</p>".into(),
                answer_html: None,
                answer_id: "pool-wait-f2-answer".into(),
            },
        ],
        rubric: Some(RubricContext {
            minimum_html: "<ul><li>Names the pool as a queue</li><li>Measures before changing anything</li></ul>".into(),
            strong_html: "<ul><li>Separates waiting from working</li><li>Speaks of transactions that stay open</li></ul>".into(),
            red_flags_html: "<ul><li>Doubles the pool and hopes</li></ul>".into(),
        }),
        notes_html: "<p>Give the graph only when asked for it.</p>".into(),
        ..question("pool-wait", "Why do requests wait although the database is idle?")
    }
}

fn choice() -> QuestionContext {
    let option = |letter: &str, html: &str, correct| OptionContext {
        letter: letter.into(),
        html: html.into(),
        correct,
    };
    QuestionContext {
        prompt_html: "<p>Which of these give a connection back to the pool?</p>".into(),
        level: "junior".into(),
        minutes: Some(1),
        options: vec![
            option("A", "Reading one row of many", false),
            option("B", "<code>rows.Close()</code>", true),
            option("C", "Reading the rows to their end", true),
        ],
        key_known: true,
        answered: true,
        ..question("give-back", "What gives a connection back?")
    }
}

/// The first of two pages of a document.
pub(in crate::render::tests) fn questions() -> PageContext {
    let unknown = QuestionContext {
        key_known: false,
        ..QuestionContext {
            id: "idle".into(),
            answer_id: "idle-answer".into(),
            title_html: "Which setting closes idle connections?".into(),
            answered: false,
            ..choice()
        }
    };
    let body = QuestionsContext {
        html: "<p>Every service of ours talks to a database, and most incidents begin at the pool. These questions show whether somebody has lived through one.</p>".into(),
        sections: vec![
            SectionContext {
                id: "under-load".into(),
                title_html: "Under load".into(),
                html: String::new(),
                questions: vec![
                    full_question(),
                    question(
                        "storm",
                        "What is a connection storm, and how does <code>ServiceRegistry&lt;ConnectionFactory&lt;PostgresConnection&gt;&gt;</code> cause one?",
                    ),
                ],
            },
            SectionContext {
                id: "basics".into(),
                title_html: "Basics".into(),
                html: "<p>Short ones, to begin with.</p>".into(),
                questions: vec![choice(), unknown],
            },
        ],
        elsewhere: vec![QuestionLink {
            id: "prepared".into(),
            html: "What breaks <em>prepared</em> statements behind a proxy?".into(),
            url: "pools-2.html#prepared".into(),
        }],
        questions: 4,
        answered: 2,
    };
    let mut page = page(
        "backend/pools.html",
        "Database connection pools",
        Body::Questions(body),
    );
    page.page.pages = 2;
    page.next = Some(super::link(
        "Database connection pools, page 2",
        "pools-2.html",
    ));
    page.contents = vec![
        ContentsEntry {
            children: vec![
                line(
                    "Why do requests wait although the database is idle?",
                    "#pool-wait",
                ),
                line("What is a connection storm?", "#storm"),
            ],
            ..line("Under load", "#under-load")
        },
        ContentsEntry {
            children: vec![
                line("What gives a connection back?", "#give-back"),
                line("Which setting closes idle connections?", "#idle"),
            ],
            ..line("Basics", "#basics")
        },
        line("Behind a <em>proxy</em>", "pools-2.html#behind-a-proxy"),
    ];
    page
}

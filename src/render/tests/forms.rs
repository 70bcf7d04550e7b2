//! What is special about each kind of page.

use super::{render, samples};
use crate::view::PageContext;
use crate::view::context::{Body, PlaybookItemContext, QuestionsContext, SectionContext};

fn sample(template: &str) -> PageContext {
    samples::every_kind()
        .into_iter()
        .find(|page| page.body.template() == template)
        .expect("a sample of every kind")
}

#[track_caller]
fn assert_pieces(html: &str, pieces: &[&str]) {
    for piece in pieces {
        assert!(html.contains(piece), "{piece}\n\nis not in\n\n{html}");
    }
}

/// A page with these questions in one section without a heading.
fn questions_of(change: impl FnOnce(&mut QuestionsContext)) -> String {
    let mut page = sample("questions");
    let mut body = QuestionsContext {
        html: String::new(),
        sections: vec![SectionContext {
            id: String::new(),
            title_html: String::new(),
            html: String::new(),
            questions: vec![
                samples::question("first", "First?"),
                samples::question("second", "Second?"),
            ],
        }],
        elsewhere: Vec::new(),
        questions: 2,
        answered: 0,
    };
    change(&mut body);
    page.body = Body::Questions(body);
    render(&page)
}

#[test]
fn a_question_folds_everything_but_what_is_asked() {
    assert_pieces(
        &render(&sample("questions")),
        &[
            "<article class=\"question\" id=\"pool-wait\"><h3>Why do requests wait although the database is idle? <a class=\"anchor\" href=\"#pool-wait\" aria-label=\"Link to this place\">#</a></h3><ul class=\"badges\" aria-label=\"Level, time and tags\"><li class=\"badge level-senior\">Senior</li><li class=\"badge minutes\">10 min</li><li class=\"badge tag\"><a href=\"../topics/postgres.html\">postgres</a></li>",
            "<details class=\"hint\" id=\"pool-wait--hint-1\"><summary>Hint 1 of 2</summary><div class=\"fold-body\"><p>Where does a request wait",
            "<details class=\"answer\" id=\"pool-wait-answer\"><summary>Expected answer</summary><div class=\"fold-body\"><p>The time is spent",
            "<div class=\"follow-up\" id=\"pool-wait-f1\" role=\"group\" aria-label=\"Part of: Why do requests wait although the database is idle?\"><p class=\"part-of\">Part of: <a href=\"#pool-wait\">Why do requests wait although the database is idle?</a></p><div class=\"follow-up-prompt\"><p>How would you choose the size of the pool?</p></div><details class=\"answer\" id=\"pool-wait-f1-answer\"><summary>Answer</summary>",
            "<div class=\"follow-up\" id=\"pool-wait-f2\" role=\"group\" aria-label=\"Part of: Why do requests wait although the database is idle?\"><p class=\"part-of\">Part of: <a href=\"#pool-wait\">Why do requests wait although the database is idle?</a></p><div class=\"follow-up-prompt\"><p>What changes when there are forty copies of the service?</p></div></div>",
            "<details class=\"rubric\" id=\"pool-wait--rubric\"><summary>How to judge the answer</summary><div class=\"fold-body verdicts\"><section class=\"verdict minimum\"><h4>Minimum acceptable</h4><ul><li>Names the pool as a queue</li>",
            "<section class=\"verdict red-flags\"><h4>Red flags</h4>",
            "<details class=\"notes\" id=\"pool-wait--notes\"><summary>Notes for the interviewer</summary>",
        ],
    );
}

#[test]
fn choices_keep_their_key_folded_and_say_when_there_is_none() {
    assert_pieces(
        &render(&sample("questions")),
        &[
            "<ol class=\"options\" aria-label=\"Options\"><li data-correct=\"false\"><input class=\"scripted\" type=\"checkbox\" aria-labelledby=\"ui:option-give-back-A\"><span class=\"letter\">A</span> <div class=\"option\" id=\"ui:option-give-back-A\">Reading one row of many</div></li>",
            "<div class=\"try scripted\"><button class=\"check button\" type=\"button\">Check</button> <p class=\"try-result\" role=\"status\"></p></div>",
            "<ol class=\"options\" aria-label=\"Options\"><li><span class=\"letter\">A</span> <div class=\"option\" id=\"ui:option-idle-A\">",
            "<details class=\"key\"><summary>Show the key</summary><div class=\"fold-body\"><p>Correct: <strong>B, C</strong></p></div></details>",
            "</ol><p class=\"key-unknown\">The source does not say which choice is right.</p>",
        ],
    );
}

#[test]
fn a_missing_answer_is_named_only_among_answered_questions() {
    let none = questions_of(|_| {});
    assert!(!none.contains("No answer yet."));
    assert!(!none.contains("reveal-all"));
    let some = questions_of(|body| {
        body.answered = 1;
        body.sections[0].questions[0].answer_html = Some("<p>Yes.</p>".into());
        body.sections[0].questions[0].answered = true;
    });
    assert_eq!(some.matches("No answer yet.").count(), 1);
    assert_pieces(
        &some,
        &[
            "<div class=\"toolbar\"><p class=\"summary\">2 questions · 1 answered</p><button class=\"reveal-all button scripted\" type=\"button\" data-reveal=\"Reveal all answers\" data-fold=\"Fold all answers\">Reveal all answers</button></div>",
        ],
    );
}

#[test]
fn a_section_without_a_heading_gets_one_for_the_ear() {
    assert_pieces(
        &questions_of(|_| {}),
        &[
            "<section class=\"section\"><h2 class=\"visually-hidden\">Questions</h2><article class=\"question\" id=\"first\"><h3>",
        ],
    );
}

#[test]
fn questions_of_other_pages_leave_an_anchor() {
    assert_pieces(
        &render(&sample("questions")),
        &[
            "<nav class=\"elsewhere\" data-elsewhere aria-label=\"On the next pages\"><h2>On the next pages</h2><ul><li><a id=\"prepared\" href=\"pools-2.html#prepared\">What breaks <em>prepared</em> statements behind a proxy?</a></li></ul></nav>",
        ],
    );
}

#[test]
fn a_scenario_has_its_role_its_time_and_its_criteria() {
    assert_pieces(
        &render(&sample("scenario")),
        &[
            "<section class=\"role\"><h2 id=\"role\">Role</h2><dl class=\"facts\"><div><dt>Position</dt> <dd>On-call engineer</dd></div>",
            "<h2 id=\"interview-format\">Interview format <span class=\"badge minutes\">45 min</span></h2><div class=\"time-bar\" aria-hidden=\"true\"><span class=\"share-10\"></span><span class=\"share-55\"></span><span class=\"share-20\"></span><span class=\"share-10\"></span></div><ol class=\"steps\"><li><span class=\"step-minutes\">5 min</span> <div class=\"step\">Warm-up</div></li>",
            "<article class=\"question\" id=\"pool-wait\">",
            "<div class=\"verdicts\"><section class=\"verdict pass\"><h3>Pass</h3>",
            "<section class=\"verdict strong-pass\"><h3>Strong pass</h3>",
            "<section class=\"verdict fail\"><h3>Fail</h3>",
        ],
    );
}

#[test]
fn a_playbook_has_phases_advice_and_pairs() {
    assert_pieces(
        &render(&sample("playbook")),
        &[
            "<p class=\"summary\">20–25 min in all</p>",
            "<section class=\"phase\"><h2 id=\"opening\">Opening <span class=\"badge minutes\">5 min</span>",
            "A system together <span class=\"badge minutes\">15–20 min</span>",
            "<section class=\"advice verdict do\"><h3 id=\"advice-do\">Always</h3>",
            "<section class=\"advice verdict avoid\"><h3 id=\"advice-avoid\">Avoid</h3>",
            "<div class=\"pair avoid\"><p class=\"pair-label\">Instead of</p> <p>“That is wrong.”</p></div><div class=\"pair say\"><p class=\"pair-label\">Say</p>",
        ],
    );
}

#[test]
fn advice_without_the_author_s_words_has_words_for_every_sense() {
    let mut page = sample("playbook");
    let Body::Playbook(body) = &mut page.body else {
        panic!("a playbook")
    };
    body.items = ["strong", "red-flags", "do", "avoid"]
        .map(|sense| PlaybookItemContext::Advice {
            sense: sense.into(),
            id: String::new(),
            title_html: String::new(),
            html: String::new(),
        })
        .into();
    assert_pieces(
        &render(&page),
        &[
            "<h3>Strong indicators</h3>",
            "<h3>Red flags</h3>",
            "<h3>Do</h3>",
            "<h3>Avoid</h3>",
        ],
    );
}

#[test]
fn a_transcript_folds_what_the_candidate_says() {
    assert_pieces(
        &render(&sample("transcript")),
        &[
            "<p class=\"summary\">2 exchanges</p>",
            "<article class=\"exchange\" id=\"cache-first\"><div class=\"turn interviewer\"><p class=\"speaker\">Ada <a class=\"anchor\" href=\"#cache-first\" aria-label=\"Link to this place\">#</a></p><div class=\"words\"><p>You said",
            "<details class=\"replies\" id=\"cache-first-replies\"><summary>Reply</summary><div class=\"turn candidate\"><p class=\"speaker\">Brook</p><div class=\"words\"><p>Freshness, mostly.",
        ],
    );
}

#[test]
fn a_glossary_is_a_list_of_definitions() {
    assert_pieces(
        &render(&sample("glossary")),
        &[
            "<p class=\"summary\">3 terms</p>",
            "<dl class=\"terms\"><div class=\"term\" id=\"back-pressure\"><dt><dfn>Back pressure</dfn> <a class=\"anchor\" href=\"#back-pressure\" aria-label=\"Link to this place\">#</a></dt><dd><p>Telling",
        ],
    );
}

#[test]
fn lists_of_documents_name_their_kind_and_numbers() {
    assert_pieces(
        &render(&sample("home")),
        &[
            "<title>Interviews at Ferry &amp; Co</title>",
            "<p class=\"lead\">What we ask,",
            "<p class=\"summary\">7 documents · 43 questions · 40 answered</p>",
            "<section class=\"collection\"><h2 class=\"visually-hidden\">Documents</h2>",
            "<h2><a href=\"backend/index.html\">Backend</a></h2><p class=\"summary\">3 documents · 42 questions</p></div><ul class=\"cards\"><li class=\"card kind-questions\"><p class=\"card-kind\">Questions</p><h3><a href=\"backend/os.html\">Operating systems</a></h3><p class=\"card-description\">Processes, memory and what happens below the runtime.</p><p class=\"card-numbers\">24 questions</p></li>",
            "<p class=\"card-numbers\">18 questions · 15 answered</p>",
            "<p class=\"card-kind\">Mock interview</p>",
        ],
    );
}

#[test]
fn the_start_page_says_where_to_start_and_leads_to_the_lists() {
    assert_pieces(
        &render(&sample("home")),
        &[
            "<a class=\"action start\" href=\"backend/os.html\"><span class=\"action-label\">Start here</span> <span class=\"action-title\">Operating systems</span></a>",
            "data-shards=\"1\" data-count=\"43\"",
            "<a class=\"action\" href=\"all-questions.html\"><span class=\"action-label\">Browse</span> <span class=\"action-title\">All 43 questions</span></a>",
            "<dt>Level</dt><dd><ul class=\"facet-links\"><li><a href=\"all-questions/level-junior.html\">Junior <span class=\"count\">30</span></a></li>",
            "<a class=\"all-link\" href=\"topics.html\">All 3 topics</a>",
            "<p class=\"after-cards\"><a href=\"all-documents.html\">All 14 documents</a></p>",
            "<section class=\"about\"><h2>About</h2><ul><li><a href=\"contributing.html\">Contributing</a></li></ul></section>",
        ],
    );
}

#[test]
fn a_row_says_what_is_known_about_its_question() {
    assert_pieces(
        &render(&sample("all-questions")),
        &[
            "<title>All questions: Senior · Interviews at Ferry &amp; Co</title>",
            "<h1>All questions: Senior</h1>",
            "<a href=\"../all-questions/level-senior.html\" aria-current=\"true\">Senior <span class=\"count\">10</span></a>",
            "<h2><a href=\"../backend/pools.html\">Database connection pools</a> <span class=\"row-folder\">Backend</span></h2>",
            "<a class=\"row-title\" href=\"../backend/pools.html#pool-wait\">Why does <code>connect</code> wait?</a><span class=\"row-mark\" data-question=\"pool-wait\"></span>",
            "<span class=\"badge level level-senior\">Senior</span><span class=\"row-kind\">Mock interview</span><span class=\"row-minutes\">10 min</span><span class=\"row-unanswered\">No answer</span><span class=\"row-tags\"><a href=\"../topics/c.html\">C &amp; C++</a></span>",
            "<span class=\"badge level\" hidden></span><span class=\"row-kind\" hidden>Question</span><span class=\"row-minutes\" hidden></span><span class=\"row-unanswered\" hidden>No answer</span><span class=\"row-tags\" hidden></span>",
            "<li class=\"gap\" aria-hidden=\"true\">…</li><li><a href=\"page.9.html\"><span class=\"visually-hidden\">Page </span>9</a></li>",
        ],
    );
}

#[test]
fn a_document_of_several_parts_keeps_an_anchor_for_each_question() {
    assert_pieces(
        &render(&sample("document")),
        &[
            "<ol class=\"parts\" data-elsewhere><li class=\"part kind-questions\"><p class=\"card-kind\">Questions · 2 questions</p><h2><a id=\"names-and-dns\" href=\"networking/names.html\">Names and <code>DNS</code></a></h2><ul><li data-question=\"resolver\"><a id=\"resolver\" href=\"networking/names.html#resolver\">Who answers first when you type a name?</a></li>",
            "<h2><a href=\"networking/slow.html\">A slow page</a></h2></li></ol>",
        ],
    );
}

#[test]
fn the_page_for_unknown_addresses_needs_no_other_file_unless_it_knows_the_way_home() {
    let alone = render(&samples::not_found());
    assert!(!alone.contains("assets/"));
    assert_pieces(&alone, &["<link rel=\"icon\" href=\"data:,\"></head>"]);
    assert_pieces(
        &render(&samples::not_found_with_home()),
        &[
            "<link rel=\"stylesheet\" href=\"https://guide.example/interviews/assets/prepbook.css\">",
            "<p><a href=\"https://guide.example/interviews/index.html\">Go to the start page</a></p>",
        ],
    );
}

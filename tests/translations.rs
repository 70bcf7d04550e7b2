//! Documents in several languages, as whole sites: what is grouped and what is not, what lists show,
//! and what a page says of its language.

#[path = "support/run.rs"]
mod run;
#[expect(dead_code, reason = "no test here compares all files")]
#[path = "support/site.rs"]
mod site;

use site::Site;

/// Three questions in English about `what`.
fn english(what: &str) -> String {
    format!(
        "# All about {what}\n\nThis is what you should know about the {what}.\n\n\
         ## What is a {what} and why do we need one?\n\n**Answer:** It keeps the others out.\n\n\
         ## When does a {what} fail?\n\n**Answer:** When two of them wait for each other.\n\n\
         ## How do you find a broken {what}?\n\n**Answer:** Read what the tool says of it.\n"
    )
}

/// The same in Russian.
fn russian(what: &str) -> String {
    format!(
        "# Всё про {what}\n\nЧто нужно знать перед собеседованием.\n\n\
         ## Что такое {what} и зачем это нужно?\n\n**Теги:** потоки\n\n**Ответ:** Не пускает \
         остальных.\n\n## Когда {what} ломается?\n\n**Ответ:** Когда двое ждут друг друга.\n\n\
         ## Как найти сломанный {what}?\n\n**Ответ:** Прочитать, что говорит инструмент.\n"
    )
}

const HEBREW: &str = "# מנעולים\n\nמה צריך לדעת לפני הריאיון.\n\n## מהו מנעול ולמה צריך אותו?\n\n\
                      **תשובה:** הוא מונע מאחרים להיכנס.\n\n## מתי מנעול נכשל?\n\n**תשובה:** כאשר \
                      שניים מחכים.\n\n## איך מוצאים מנעול שבור?\n\n**תשובה:** קוראים מה הכלי אומר.\n";

fn built(site: &Site) -> impl Fn(&str) -> String + use<> {
    let run = site.run(&["build", "site", "--out", "out", "--strict"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    let out = site.path("out");
    move |path| std::fs::read_to_string(out.join(path)).expect(path)
}

/// The text between two others.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text
        .split_once(from)
        .unwrap_or_else(|| panic!("{from}: {text}"));
    rest.split_once(to).expect(to).0
}

/// The languages that a page's switch names, the page's own in square brackets.
fn switch(page: &str) -> String {
    if !page.contains("<nav class=\"languages\"") {
        return String::new();
    }
    let list = between(page, "<nav class=\"languages\"", "</nav>");
    let links = list.split("<li><a ").skip(1).map(|link| {
        let tag = between(link, "lang=\"", "\"");
        match link.contains("aria-current") {
            true => format!("[{tag}]"),
            false => tag.to_owned(),
        }
    });
    links.collect::<Vec<_>>().join(" ")
}

fn mirrored() -> Site {
    Site::new()
        .file("prepbook.yml", "title: Locks\n")
        .file(
            "content/README.md",
            "# Locks\n\nThese are the questions that we ask about locks.\n\n[Русский](ru/)\n",
        )
        .file("content/locks.md", english("lock"))
        .file("content/deep/keys.md", english("key"))
        .file("content/ru/locks.md", russian("замок"))
        .file("content/ru/deep/keys.md", russian("ключ"))
        .file("content/locks.he.md", HEBREW)
}

#[test]
fn pages_are_in_the_language_of_their_documents() {
    let site = mirrored();
    let page = built(&site);
    let head = |path| between(&page(path), "<html ", " data-site").to_owned();
    assert_eq!(head("locks.html"), "lang=\"en\" dir=\"ltr\"");
    assert_eq!(head("ru/locks.html"), "lang=\"ru\" dir=\"ltr\"");
    assert_eq!(head("locks-he.html"), "lang=\"he\" dir=\"rtl\"");
    assert_eq!(head("ru/index.html"), "lang=\"ru\" dir=\"ltr\"");
    assert_eq!(head("all-questions.html"), "lang=\"en\" dir=\"ltr\"");
    assert_eq!(switch(&page("locks.html")), "[en] he ru");
    assert_eq!(switch(&page("locks-he.html")), "en [he] ru");
    assert_eq!(switch(&page("ru/deep/keys.html")), "en [ru]");
    assert_eq!(switch(&page("index.html")), "");
    let alternates = |path| -> Vec<String> {
        let html = page(path);
        let links = html.split("<link rel=\"alternate\" ").skip(1);
        links
            .map(|link| link.split('>').next().expect("a tag").to_owned())
            .collect()
    };
    assert_eq!(
        alternates("ru/locks.html"),
        [
            "hreflang=\"en\" href=\"../locks.html\"",
            "hreflang=\"he\" href=\"../locks-he.html\"",
            "hreflang=\"ru\" href=\"locks.html\"",
        ]
    );
}

#[test]
fn lists_show_a_document_once_and_questions_count_once() {
    let site = mirrored();
    let page = built(&site);
    let home = page("index.html");
    assert!(home.contains("2 documents · 6 questions"), "{home}");
    assert!(
        !home.contains("Всё про") && !home.contains("מנעולים"),
        "{home}"
    );
    let all = page("all-questions.html");
    assert!(
        !all.contains("замок") && all.contains("What is a lock"),
        "{all}"
    );
    let data = page("data/questions.js");
    let digest = between(&data, "prepbook.questionFiles(\"", "\"").to_owned();
    let rows = page(&format!("data/questions-1-{digest}.js"));
    assert!(
        rows.contains("All about lock") && !rows.contains("Всё про"),
        "{rows}"
    );
}

#[test]
fn the_sidebar_and_the_way_are_in_the_language_of_the_page() {
    let site = mirrored();
    let page = built(&site);
    let sidebar = |path| {
        let html = page(path);
        let list = between(&html, "<nav class=\"sidebar\"", "</nav>").to_owned();
        let links = list.split("<a href=\"").skip(1);
        let links =
            links.filter_map(|link| Some((link.split_once('"')?.0, between(link, ">", "<"))));
        let links = links.map(|(url, title)| format!("{title} {url}"));
        links
            .filter(|link| link.contains("про") || link.contains("bout") || link.contains("Deep"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        sidebar("locks.html"),
        ["All about lock locks.html", "Deep deep/index.html"]
    );
    assert_eq!(
        sidebar("ru/deep/keys.html"),
        [
            "Всё про замок ../locks.html",
            "Deep index.html",
            "Всё про ключ keys.html"
        ]
    );
    let way = |path, rel: &str| {
        let html = page(path);
        let start = format!("<link rel=\"{rel}\" href=\"");
        html.contains(&start)
            .then(|| between(&html, &start, "\"").to_owned())
    };
    assert_eq!(
        way("locks.html", "next").as_deref(),
        Some("deep/index.html")
    );
    assert_eq!(way("deep/keys.html", "next"), None);
    assert_eq!(way("locks-he.html", "next"), None);
    assert_eq!(way("locks-he.html", "prev"), None);
    assert_eq!(way("ru/locks.html", "prev").as_deref(), Some("index.html"));
    assert_eq!(
        way("ru/locks.html", "next").as_deref(),
        Some("deep/index.html")
    );
    assert_eq!(way("ru/deep/keys.html", "next"), None);
}

#[test]
fn related_questions_are_in_the_language_of_the_page() {
    let site = mirrored();
    let page = built(&site);
    let related = |path, id: &str| {
        let html = page(path);
        let question = between(
            &html,
            &format!("<article class=\"question\" id=\"{id}\""),
            "</article>",
        )
        .to_owned();
        let list = between(&question, "<section class=\"related\">", "</section>").to_owned();
        between(&list, "<a href=\"", "\"").to_owned()
    };
    assert_eq!(
        related("locks.html", "locks--what-is-a-lock-and-why-do-we-need-one"),
        "deep/keys.html#deep.keys--what-is-a-key-and-why-do-we-need-one"
    );
    let russian = page("ru/locks.html");
    let list = between(&russian, "<section class=\"related\">", "</section>");
    assert!(list.contains("href=\"deep/keys.html#"), "{list}");
    assert!(
        russian.contains("<li class=\"badge tag\">потоки</li>"),
        "{russian}"
    );
}

#[test]
fn copied_ids_and_texts_are_no_duplicates() {
    let id = "## What is a lock and why do we need one?\n<!-- id: what -->";
    let with_id = english("lock").replace("## What is a lock and why do we need one?", id);
    let translated =
        russian("замок").replace("?\n\n**Теги:**", "?\n<!-- id: what -->\n\n**Теги:**");
    assert!(translated.contains("id: what"));
    let site = Site::new()
        .file("prepbook.yml", "title: Locks\n")
        .file("content/locks.md", &with_id)
        .file("content/locks_ru.md", &translated)
        .file("content/locks.en-GB.md", &with_id);
    let page = built(&site);
    assert_eq!(switch(&page("locks.html")), "[en] en-GB ru");
    let run = site.run(&["list", "site", "--json"]);
    assert_eq!(run.stdout.lines().count(), 9, "{}", run.transcript());
}

#[test]
fn folders_of_subjects_are_no_languages() {
    let mut site = Site::new()
        .file("prepbook.yml", "title: Subjects\n")
        .file(
            "content/README.md",
            "# Subjects\n\nAll of the subjects that we ask about.\n",
        )
        .file("content/locks.md", english("lock"));
    for folder in ["c", "go", "is", "no", "it", "pl", "fi"] {
        site = site
            .file(
                &format!("content/{folder}/README.md"),
                "# One\n\nWhat we ask of those who know it.\n",
            )
            .file(
                &format!("content/{folder}/locks.md"),
                english(&format!("{folder} lock")),
            );
    }
    let site = site
        .file("content/locks-it.md", english("lock of the department"))
        .file("content/pl/words.md", "# SELECT\n");
    let run = site.run(&["build", "site", "--out", "out"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    for path in [
        "index", "locks", "locks-it", "it/locks", "no/index", "is/locks", "go/index", "pl/words",
        "fi/locks",
    ] {
        let page =
            std::fs::read_to_string(site.path("out").join(format!("{path}.html"))).expect(path);
        assert!(page.contains("<html lang=\"en\""), "{path}");
        assert_eq!(switch(&page), "", "{path}");
    }
}

#[test]
fn a_folder_without_counterparts_is_no_translation() {
    let site = Site::new()
        .file("prepbook.yml", "title: Locks\n")
        .file("content/locks.md", english("lock"))
        .file("content/ru/other.md", russian("замок"))
        .file("content/ru/more.md", russian("ключ"))
        .file("content/ru/locks.md", russian("засов"));
    // One of three mirrors something.
    let page = built(&site);
    assert_eq!(switch(&page("ru/locks.html")), "");
    assert!(page("all-questions.html").contains("засов"));
}

#[test]
fn every_layout_of_translations_is_understood() {
    let hello = "# Hello\n\nThis is what you should read before the others do.\n";
    let privet = "# Привет\n\nЭто нужно прочитать раньше, чем это сделают другие.\n";
    let hola = "# Hola\n\nEsto es lo que se lee antes que los demás y con una taza de café.\n";
    let nihao = "# 你好\n\n这是在别人阅读之前你应该阅读的内容。\n";
    let site = Site::new()
        .file("prepbook.yml", "title: Layouts\n")
        .file("content/a.md", hello)
        .file("content/a.ru.md", privet)
        .file("content/a_es.md", hola)
        .file("content/a-zh_CN.md", nihao)
        .file("content/docs/b.md", hello)
        .file("content/docs/i18n/ru/b.md", privet)
        .file("content/translations/a-cn.md", nihao)
        .file("content/en/c.md", hello)
        .file("content/ru/c.md", privet)
        .file("content/d.md", nihao)
        .file("content/d_EN.md", hello)
        .file("content/e.md", "---\nlang: fi\n---\n# E\n\nx\n")
        .file("content/e.sv.md", "---\nlang: sv\n---\n# E\n\ny\n")
        .file("content/f.md", hello)
        .file("content/f-ru.md", "---\nlang: uk\n---\n# F\n\nПривіт\n");
    let page = built(&site);
    for (path, wanted) in [
        ("a", "[en] es ru zh-CN"),
        ("docs/i18n/ru/b", "en [ru]"),
        ("en/c", "[en] ru"),
        ("d_en", "zh [en]"),
        ("e", "[fi] sv"),
        ("f", ""),
    ] {
        assert_eq!(switch(&page(&format!("{path}.html"))), wanted, "{path}");
    }
    assert!(page("f-ru.html").contains("<html lang=\"uk\""));
    // What is listed is what is in the site's language.
    let home = page("index.html");
    assert!(
        home.contains("href=\"d_en.html\"") && !home.contains("href=\"d.html\""),
        "{home}"
    );
}

#[test]
fn the_sites_language_decides_what_is_listed() {
    let site = Site::new()
        .file("prepbook.yml", "title: Замки\nlanguage: ru\n")
        .file("content/locks.md", english("lock"))
        .file("content/ru/locks.md", russian("замок"));
    let run = site.run(&["build", "site", "--out", "out"]);
    assert_eq!(run.code, 0, "{}", run.transcript());
    let all = std::fs::read_to_string(site.path("out/all-questions.html")).expect("the list");
    assert!(
        all.contains("замок") && !all.contains("lock and why"),
        "{all}"
    );
}
